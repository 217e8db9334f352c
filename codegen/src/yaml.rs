//! From the text of a YAML file to a tree of [`Node`]s.

use granit_parser::{Event, Parser, ScalarStyle, ScanError};

use crate::diagnostic::{Diagnostic, Problems};
use crate::node::{Entry, Kind, Mapping, Node, Scalar, Style};
use crate::source::{SourceId, Span};

/// The result of reading a file.
#[derive(Debug)]
pub struct Reading {
    /// The file's value; `None` when the text is not YAML. An empty file is an empty mapping.
    pub root: Option<Node>,
    /// Comments, if they are kept.
    pub comments: Vec<Span>,
    /// Syntax errors.
    pub problems: Problems,
}

/// Whether comments are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comments {
    /// They are.
    Keep,
    /// They are skipped.
    Skip,
}

/// Reads the text of `file`.
pub fn read(text: &str, file: SourceId, comments: Comments) -> Reading {
    let mut options =
        granit_parser::options! { emit_anchor_events: true, emit_unresolved_aliases: true };
    options.set_emit_comments(comments == Comments::Keep);
    let mut builder = Builder::new(text, file);
    for next in Parser::new_from_str_with_options(text, options) {
        match next {
            Ok((event, span)) => builder.event(event, span),
            Err(error) => {
                builder.syntax(&error);
                break;
            }
        }
    }
    builder.finish()
}

struct Builder<'t> {
    text: &'t str,
    file: SourceId,
    open: Vec<Open>,
    root: Option<Node>,
    documents: usize,
    failed: bool,
    comments: Vec<Span>,
    problems: Problems,
}

/// A list or a mapping whose end has not been read.
struct Open {
    start: Span,
    contents: Contents,
}

enum Contents {
    Sequence(Vec<Node>),
    Mapping { entries: Vec<Entry>, key: Key },
}

/// A key whose value comes next.
enum Key {
    /// A key comes next.
    Awaited,
    Read(Box<str>, Span),
    /// A reported key, whose value is left out with it.
    Refused,
}

impl<'t> Builder<'t> {
    fn new(text: &'t str, file: SourceId) -> Self {
        Self {
            text,
            file,
            open: Vec::new(),
            root: None,
            documents: 0,
            failed: false,
            comments: Vec::new(),
            problems: Problems::default(),
        }
    }

    fn event(&mut self, event: Event<'_>, place: granit_parser::Span) {
        let span = self.span(place);
        let tag = place.tag_span().map(|tag| self.span(tag));
        if let Some(tag) = tag {
            self.problems.push(Diagnostic::yaml_feature(tag, "a tag"));
        }
        match event {
            Event::DocumentStart(..) => {
                self.documents += 1;
                if self.documents == 2 {
                    self.problems.push(Diagnostic::second_document(span));
                }
            }
            Event::Comment(..) => self.comments.push(span),
            Event::Anchor(..) => self
                .problems
                .push(Diagnostic::yaml_feature(span, "an anchor")),
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                self.problems
                    .push(Diagnostic::yaml_feature(span, "an alias"));
                self.scalar(span, "", Style::Plain);
            }
            Event::Scalar(text, style, ..) => {
                // The parser returns `~` for an empty value.
                let text = if span.start == span.end && style == ScalarStyle::Plain {
                    ""
                } else {
                    &*text
                };
                let style = match style {
                    ScalarStyle::Plain => Style::Plain,
                    ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
                    ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
                };
                self.scalar(span, text, style);
            }
            Event::SequenceStart(..) => self.begin(span, Contents::Sequence(Vec::new())),
            Event::MappingStart(..) => {
                self.begin(
                    span,
                    Contents::Mapping {
                        entries: Vec::new(),
                        key: Key::Awaited,
                    },
                );
            }
            Event::SequenceEnd | Event::MappingEnd => self.end(span),
            _ => {}
        }
    }

    fn span(&self, place: granit_parser::Span) -> Span {
        let range = place.byte_range().unwrap_or_default();
        Span::new(self.file, range.start, range.end)
    }

    fn begin(&mut self, start: Span, contents: Contents) {
        self.open.push(Open { start, contents });
    }

    fn end(&mut self, end: Span) {
        let Some(Open { start, contents }) = self.open.pop() else {
            return;
        };
        // In block style the end event is at the beginning of the next value, far below; in flow
        // style it is the bracket.
        let flow = start.end > start.start;
        let (kind, last) = match contents {
            Contents::Sequence(items) => {
                let last = items.last().map(|item| item.span().end);
                (Kind::Sequence(items), last)
            }
            Contents::Mapping { entries, .. } => {
                let last = entries
                    .last()
                    .map(|entry| entry.value.span().end.max(entry.key_span.end));
                (Kind::Mapping(self.without_duplicates(entries)), last)
            }
        };
        let end = if flow {
            end.end
        } else {
            last.unwrap_or(start.end)
        };
        self.value(Node::new(Span::new(self.file, start.start, end), kind));
    }

    fn scalar(&mut self, span: Span, text: &str, style: Style) {
        if let Some(Open {
            contents:
                Contents::Mapping {
                    key: key @ Key::Awaited,
                    ..
                },
            ..
        }) = self.open.last_mut()
        {
            *key = Key::Read(text.into(), span);
        } else {
            self.value(Node::new(
                span,
                Kind::Scalar(Scalar {
                    text: text.into(),
                    style,
                }),
            ));
        }
    }

    fn value(&mut self, node: Node) {
        match self.open.last_mut().map(|open| &mut open.contents) {
            Some(Contents::Sequence(items)) => items.push(node),
            Some(Contents::Mapping { entries, key }) => {
                match std::mem::replace(key, Key::Awaited) {
                    Key::Read(text, key_span) => entries.push(Entry {
                        key: text,
                        key_span,
                        value: node,
                    }),
                    Key::Refused => {}
                    Key::Awaited => {
                        self.problems.push(Diagnostic::key_not_text(node.head()));
                        *key = Key::Refused;
                    }
                }
            }
            None if self.root.is_none() => self.root = Some(node),
            None => {}
        }
    }

    /// Reports keys that a mapping has twice, and keeps the first of each.
    fn without_duplicates(&mut self, entries: Vec<Entry>) -> Mapping {
        let mut kept = Mapping::default();
        for entry in entries {
            match kept.position(&entry.key) {
                Some(first) => self.problems.push(Diagnostic::duplicate_key(
                    entry.key_span,
                    &entry.key,
                    kept[first].key_span,
                )),
                None => kept.push(entry),
            }
        }
        kept
    }

    fn syntax(&mut self, error: &ScanError) {
        let start = error
            .marker()
            .byte_offset()
            .unwrap_or(self.text.len())
            .min(self.text.len());
        let width = self.text[start..]
            .chars()
            .next()
            .filter(|next| *next != '\n')
            .map_or(0, char::len_utf8);
        let mut problem =
            Diagnostic::syntax(Span::new(self.file, start, start + width), &error.info());
        // An unclosed quote or bracket is often far above.
        if let Some(open) = self
            .open
            .last()
            .filter(|open| open.start.end > open.start.start && open.start.start < start)
        {
            problem = problem.other(open.start, "opened here");
        }
        // Within braces, a bracket begins a list.
        if self.text[start..].starts_with("[]")
            && let Some(name) = self.text[..start]
                .split([' ', ',', '{', '[', '\n'])
                .next_back()
            && !name.is_empty()
        {
            problem = problem.help(format!("quote the type within braces: `\"{name}[]\"`"));
        }
        self.problems.push(problem);
        self.failed = true;
    }

    fn finish(self) -> Reading {
        let empty = || Node::new(Span::top(self.file), Kind::Mapping(Mapping::default()));
        let root = if self.failed {
            None
        } else {
            match self.root {
                Some(node) if node.span().start == node.span().end && node.text() == Some("") => {
                    Some(empty())
                }
                Some(node) => Some(node),
                None => Some(empty()),
            }
        };
        Reading {
            root,
            comments: self.comments,
            problems: self.problems,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Sources;

    fn parse(text: &str) -> (Sources, Reading) {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", text);
        let reading = read(text, file, Comments::Keep);
        (sources, reading)
    }

    fn titles(text: &str) -> Vec<String> {
        parse(text)
            .1
            .problems
            .iter()
            .map(|problem| problem.title.clone())
            .collect()
    }

    #[test]
    fn spans_cover_what_is_written() {
        let (sources, reading) =
            parse("a:\n  b: { c: \"é\", d: [x, y] } # note\n  e: |\n    text\nf:\n");
        let root = reading.root.unwrap();
        let a = root.get("a").unwrap();
        assert_eq!(sources.slice(root.key_span("f").unwrap()), "f");
        assert_eq!(
            sources.slice(a.get("b").unwrap().span()),
            "{ c: \"é\", d: [x, y] }"
        );
        assert_eq!(
            sources.slice(a.get("b").unwrap().get("c").unwrap().span()),
            "\"é\""
        );
        assert_eq!(sources.slice(a.nearest(&["b", "d", "1"])), "y");
        assert_eq!(
            sources.slice(a.nearest(&["b", "nothing", "at", "all"])),
            "b"
        );
        assert_eq!(a.get("e").unwrap().text(), Some("text\n"));
        assert_eq!(root.get("f").unwrap().describe(), "nothing");
        assert_eq!(sources.slice(reading.comments[0]), "# note");
    }

    #[test]
    fn what_a_schema_does_not_need_is_refused() {
        assert_eq!(titles("a: &x 1\nb: *x\nc: *y\nd: !!str 5\n").len(), 4);
        assert_eq!(
            titles("a: 1\n---\nb: 2\n"),
            ["a file of the schema is one YAML document"]
        );
        assert_eq!(titles("? [a, b]\n: 1\nc: 2\n"), ["a key is one word"]);
        assert_eq!(titles("a: 1\nb: { x: 1, x: 2, x: 3 }\na: 2\n").len(), 3);
        assert!(titles("a: [1, 2\n")[0].starts_with("this is not YAML"));
        assert_eq!(titles(""), Vec::<String>::new());
    }

    #[test]
    fn many_keys_are_compared_as_few_are() {
        let mut lines: Vec<String> = (0..100).map(|key| format!("k{key}: {key}\n")).collect();
        lines.extend(["k7: again\n".to_owned(), "k99: again\n".to_owned()]);
        let text = lines.concat();
        let (sources, reading) = parse(&text);
        let root = reading.root.unwrap();
        assert_eq!(root.entries().len(), 100);
        assert_eq!(root.get("k7").unwrap().text(), Some("7"));
        let lines: Vec<_> = reading
            .problems
            .iter()
            .map(|problem| sources.location(problem.span).line)
            .collect();
        assert_eq!(lines, [101, 102]);
    }
}
