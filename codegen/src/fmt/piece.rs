//! A file as pieces that can be reordered: entries with their comments.

use std::borrow::Cow;

use super::comments::{Comment, Queue, is_after_blank, line_start};
use super::order;
use super::scalar::{self, Text};
use crate::node::{Entry, Kind, Node};
use crate::shape::Shape;
use crate::source::Span;

/// A value.
#[derive(Debug)]
pub(super) struct Piece<'t> {
    pub(super) shape: Shape,
    pub(super) contents: Contents<'t>,
}

/// What a value consists of.
#[derive(Debug)]
pub(super) enum Contents<'t> {
    Scalar(Text<'t>),
    Sequence(Items<'t>),
    Mapping(Items<'t>),
}

/// The items of a list, or the entries of a mapping.
#[derive(Debug)]
pub(super) struct Items<'t> {
    pub(super) list: Vec<Item<'t>>,
    /// Comments behind the last.
    pub(super) after: Vec<Comment<'t>>,
}

/// One of them.
#[derive(Debug)]
pub(super) struct Item<'t> {
    /// The key as it is to be written; none in a list.
    pub(super) key: Option<Cow<'t, str>>,
    /// Comments above.
    pub(super) before: Vec<Comment<'t>>,
    /// Whether the line above, or above its comments, is empty.
    pub(super) after_blank: bool,
    /// Whether the line between its comments and itself is empty.
    pub(super) blank_below_comments: bool,
    /// The comment on its line.
    pub(super) behind: Option<&'t str>,
    pub(super) value: Piece<'t>,
}

/// The comments at the top of a file.
#[derive(Debug)]
pub(super) struct Header<'t> {
    pub(super) comments: Vec<Comment<'t>>,
    /// Whether an empty line ends them.
    pub(super) blank_below: bool,
}

/// Reads a file: the comments at its top, and everything else.
pub(super) fn read<'t>(
    text: &'t str,
    root: &Node,
    comments: &[Span],
    shape: Shape,
) -> (Header<'t>, Piece<'t>) {
    let mut reader = Reader {
        text,
        comments: Queue::new(text, comments),
    };
    let first = root
        .entries()
        .first()
        .map_or(text.len(), |entry| entry.key_span.start);
    let comments = reader.comments.before(first);
    let blank_below = !comments.is_empty() && first < text.len() && is_after_blank(text, first);
    (
        Header {
            comments,
            blank_below,
        },
        reader.value(root, shape, 0, text.len()),
    )
}

struct Reader<'t> {
    text: &'t str,
    comments: Queue<'t>,
}

impl<'t> Reader<'t> {
    /// Reads a value. `from` is a position behind the previous token, `until` the beginning of the
    /// next one.
    fn value(&mut self, node: &Node, shape: Shape, from: usize, until: usize) -> Piece<'t> {
        let span = node.span();
        let contents = match node.kind() {
            Kind::Scalar(scalar) => {
                let text = Text::read(self.text, scalar, span, from);
                if matches!(text, Text::Block { .. }) {
                    self.comments.skip(from, span.end);
                }
                Contents::Scalar(text)
            }
            Kind::Sequence(items) => {
                let flow = self.text[span.start..].starts_with('[');
                let column = if flow { None } else { self.dash(items.first()) };
                let starts: Vec<usize> = items
                    .iter()
                    .map(|item| self.item_start(item, flow))
                    .collect();
                Contents::Sequence(self.items(
                    &starts,
                    span,
                    column,
                    until,
                    |reader, index, until| {
                        let value =
                            reader.value(&items[index], shape.child(""), starts[index], until);
                        (None, items[index].span().end, value)
                    },
                ))
            }
            Kind::Mapping(entries) => {
                let flow = self.text[span.start..].starts_with('{');
                let column = if flow {
                    None
                } else {
                    Some(self.column(span.start))
                };
                let starts: Vec<usize> = entries.iter().map(|entry| entry.key_span.start).collect();
                let mut items = self.items(&starts, span, column, until, |reader, index, until| {
                    let Entry {
                        key,
                        key_span,
                        value,
                    } = &entries[index];
                    let piece = reader.value(value, shape.child(key), key_span.end, until);
                    (
                        Some(scalar::key(reader.text, key, *key_span)),
                        value.span().end.max(key_span.end),
                        piece,
                    )
                });
                let order = order::keys(shape);
                let place = |index: usize| {
                    order
                        .iter()
                        .position(|key| **key == *entries[index].key)
                        .unwrap_or(order.len())
                };
                if !order.is_empty() {
                    let mut indexed: Vec<_> = items.list.into_iter().enumerate().collect();
                    indexed.sort_by_key(|(index, _)| place(*index));
                    items.list = indexed.into_iter().map(|(_, item)| item).collect();
                }
                Contents::Mapping(items)
            }
        };
        Piece { shape, contents }
    }

    /// Reads the items that begin at `starts`, with the comments around each. The column
    /// distinguishes a block's comments from those of what follows it; in braces and brackets the
    /// closing one ends them.
    fn items(
        &mut self,
        starts: &[usize],
        span: Span,
        column: Option<usize>,
        until: usize,
        mut read: impl FnMut(&mut Self, usize, usize) -> (Option<Cow<'t, str>>, usize, Piece<'t>),
    ) -> Items<'t> {
        let mut list = Vec::with_capacity(starts.len());
        for (index, &start) in starts.iter().enumerate() {
            let before = self.comments.before(start);
            let line = line_start(self.text, start);
            let line_is_ours = self.text[line..start]
                .trim_start_matches([' ', '-'])
                .is_empty();
            let blank_above = line_is_ours && is_after_blank(self.text, start);
            let next = starts.get(index + 1).copied().unwrap_or(until);
            let at_key = |reader: &mut Self, key_end: usize| {
                reader
                    .comments
                    .behind(reader.text, key_end)
                    .map(|comment| comment.text)
            };
            // `key: # comment`, with the value on the lines below.
            let key_comment = if column.is_some() {
                self.key_end(start).and_then(|end| at_key(self, end))
            } else {
                None
            };
            let (key, end, value) = read(self, index, next);
            let behind = key_comment.or_else(|| at_key(self, end));
            list.push(Item {
                key,
                after_blank: before
                    .first()
                    .map_or(blank_above, |first| first.after_blank),
                blank_below_comments: !before.is_empty() && blank_above,
                before,
                behind,
                value,
            });
        }
        let after = match column {
            Some(column) => self.comments.indented(column, until),
            None => self.comments.before(span.end),
        };
        Items { list, after }
    }

    /// The end of the line of `start`. Returns `None` unless the line has only a key, its colon and
    /// a comment.
    fn key_end(&self, start: usize) -> Option<usize> {
        let line_end = self.text[start..]
            .find('\n')
            .map_or(self.text.len(), |end| start + end);
        let line = &self.text[start..line_end];
        let code = line
            .find(" #")
            .map_or(line, |comment| &line[..comment])
            .trim_end();
        (code.ends_with(':') || code == "-").then_some(start + code.len())
    }

    fn column(&self, at: usize) -> usize {
        self.text[line_start(self.text, at)..at].chars().count()
    }

    /// The beginning of an item of a list: its dash, if it has one.
    fn item_start(&self, item: &Node, flow: bool) -> usize {
        let start = item.span().start;
        if flow {
            return start;
        }
        let mut at = start;
        // Only space, comments and the mark of a block can be between the dash and its value.
        while at > 0 {
            let line = line_start(self.text, at);
            let before = &self.text[line..at];
            if let Some(dash) = dash_in(before) {
                return line + dash;
            }
            at = line.saturating_sub(1);
        }
        start
    }

    fn dash(&self, first: Option<&Node>) -> Option<usize> {
        first.map(|first| self.column(self.item_start(first, false)))
    }
}

/// The dash of the last item that begins on the line: `- - x` has two lists, and the last dash is
/// the inner one's.
fn dash_in(before: &str) -> Option<usize> {
    let code = before.trim_start();
    let dashes = code.len() - code.trim_start_matches(['-', ' ']).len();
    code[..dashes]
        .rfind('-')
        .map(|dash| before.len() - code.len() + dash)
}
