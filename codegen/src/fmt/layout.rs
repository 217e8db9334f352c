//! Writes pieces as text.

use super::WIDTH;
use super::comments::Comment;
use super::piece::{Contents, Header, Item, Items, Piece};
use super::scalar::{Text, key_in_line};
use crate::shape::{Entries, Shape};

/// The beginning of the first line, which editors read.
const SCHEMA_LINE: &str = "# yaml-language-server: $schema=";

/// Writes a file. `schema` is the path for its first line, if the file names none.
pub(super) fn write(header: &Header<'_>, root: &Piece<'_>, schema: Option<&str>) -> String {
    let mut writer = Writer {
        text: String::new(),
    };
    let names_schema = header
        .comments
        .iter()
        .any(|comment| comment.text.starts_with(SCHEMA_LINE));
    if let Some(schema) = schema.filter(|_| !names_schema) {
        writer.text.push_str(SCHEMA_LINE);
        writer.line(0, schema);
    }
    for (index, comment) in header.comments.iter().enumerate() {
        if comment.after_blank && index > 0 {
            writer.blank();
        }
        writer.line(0, comment.text);
    }
    if header.blank_below {
        writer.blank();
    }
    if let Contents::Mapping(items) = &root.contents {
        writer.items(items, root.shape, 0);
    }
    writer.text
}

struct Writer {
    text: String,
}

impl Writer {
    fn line(&mut self, indent: usize, line: &str) {
        // An empty line of a text has no indentation to keep.
        if !line.is_empty() {
            self.indent(indent);
            self.text.push_str(line);
        }
        self.text.push('\n');
    }

    fn indent(&mut self, indent: usize) {
        self.text.extend(std::iter::repeat_n(' ', indent));
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }

    /// Writes the entries of a mapping or the items of a list on lines of their own.
    fn items(&mut self, items: &Items<'_>, shape: Shape, indent: usize) {
        self.items_after(items, shape, indent, false);
    }

    /// Writes entries or items on lines of their own; with `begun`, the first line already has its
    /// indentation, behind a dash.
    fn items_after(&mut self, items: &Items<'_>, shape: Shape, indent: usize, mut begun: bool) {
        let mut above: Option<(&Item<'_>, bool)> = None;
        for item in &items.list {
            let long = is_long(item, indent);
            if let Some((before, before_is_long)) = above
                && !keeps_end(&before.value)
                && spacing(shape).blank(long || before_is_long, item.after_blank)
            {
                self.blank();
            }
            begun = self.comments(&item.before, indent, begun);
            if item.blank_below_comments && spacing(shape) != Spacing::None {
                self.blank();
            }
            if !std::mem::take(&mut begun) {
                self.indent(indent);
            }
            self.item(item, indent);
            above = Some((item, long));
        }
        self.comments(&items.after, indent, begun);
    }

    /// Writes comments on lines of their own. Behind a dash the first of them would be on the
    /// dash's line.
    fn comments(&mut self, comments: &[Comment<'_>], indent: usize, begun: bool) -> bool {
        let mut begun = begun;
        for (index, comment) in comments.iter().enumerate() {
            if comment.after_blank && index > 0 {
                self.blank();
            }
            self.line(
                if std::mem::take(&mut begun) {
                    0
                } else {
                    indent
                },
                comment.text,
            );
        }
        begun
    }

    /// Writes one entry or item, from the beginning of its line to the end of its last line.
    fn item(&mut self, item: &Item<'_>, indent: usize) {
        match &item.key {
            Some(key) => {
                self.text.push_str(key);
                self.text.push(':');
            }
            None => self.text.push('-'),
        }
        let behind = item.behind;
        if let Some(line) = on_one_line(item, indent) {
            if !line.is_empty() {
                self.text.push(' ');
                self.text.push_str(&line);
            }
            return self.end_line(behind);
        }
        match &item.value.contents {
            Contents::Scalar(text) => self.scalar(text, indent, behind),
            Contents::Mapping(items)
                if item.key.is_none() && behind.is_none() && begins_with_key(items) =>
            {
                // The first entry stands behind the dash.
                self.text.push(' ');
                self.items_after(items, item.value.shape, indent + 2, true);
            }
            // Without an item below it, the key would have no value.
            Contents::Mapping(items) | Contents::Sequence(items) if items.list.is_empty() => {
                let mapping = matches!(item.value.contents, Contents::Mapping(_));
                self.text.push_str(if mapping { " {}" } else { " []" });
                self.end_line(behind);
                self.comments(&items.after, indent, false);
            }
            Contents::Mapping(items) | Contents::Sequence(items) => {
                self.end_line(behind);
                self.items(items, item.value.shape, indent + 2);
            }
        }
    }

    fn end_line(&mut self, behind: Option<&str>) {
        if let Some(comment) = behind {
            self.text.push(' ');
            self.text.push_str(comment);
        }
        self.text.push('\n');
    }

    fn scalar(&mut self, text: &Text<'_>, indent: usize, behind: Option<&str>) {
        match text {
            Text::Blank => self.end_line(behind),
            Text::Line { raw, .. } => {
                self.text.push(' ');
                self.text.push_str(raw);
                self.end_line(behind);
            }
            Text::Lines(lines) => {
                for (index, line) in lines.iter().enumerate() {
                    if index == 0 {
                        self.text.push(' ');
                    } else {
                        self.text.push('\n');
                        if !line.is_empty() {
                            self.indent(indent + 2);
                        }
                    }
                    self.text.push_str(line);
                }
                self.end_line(behind);
            }
            Text::Block { head, lines, .. } => {
                self.text.push(' ');
                self.text.push_str(head);
                self.end_line(behind);
                for line in lines {
                    self.line(indent + 2, line);
                }
            }
        }
    }
}

/// When entries of a mapping or items of a list are separated by an empty line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Spacing {
    /// Never.
    None,
    /// Where there was one.
    Kept,
    /// Around entries longer than a line.
    AroundLong,
    /// Around entries longer than a line, and where there was one.
    AroundLongAndKept,
}

impl Spacing {
    fn blank(self, long: bool, stood: bool) -> bool {
        match self {
            Self::None => false,
            Self::Kept => stood,
            Self::AroundLong => long,
            Self::AroundLongAndKept => long || stood,
        }
    }
}

fn spacing(shape: Shape) -> Spacing {
    use Entries as E;
    match shape {
        Shape::File | Shape::Examples => Spacing::AroundLong,
        Shape::Names(E::Types | E::Methods | E::Events | E::Placements) => {
            Spacing::AroundLongAndKept
        }
        Shape::Names(_) | Shape::List(_) => Spacing::Kept,
        _ => Spacing::None,
    }
}

/// Whether an entry takes more than a line.
fn is_long(item: &Item<'_>, indent: usize) -> bool {
    match &item.value.contents {
        Contents::Scalar(text) => matches!(text, Text::Lines(_) | Text::Block { .. }),
        Contents::Mapping(items) | Contents::Sequence(items) => {
            !items.list.is_empty() && on_one_line(item, indent).is_none()
        }
    }
}

/// Whether a value ends with a text that counts the empty lines behind it.
fn keeps_end(piece: &Piece<'_>) -> bool {
    match &piece.contents {
        Contents::Scalar(text) => matches!(
            text,
            Text::Block {
                keeps_end: true,
                ..
            }
        ),
        Contents::Mapping(items) | Contents::Sequence(items) => {
            items.after.is_empty() && items.list.last().is_some_and(|last| keeps_end(&last.value))
        }
    }
}

/// Whether a mapping's text begins with a key, and not with a comment.
fn begins_with_key(items: &Items<'_>) -> bool {
    items
        .list
        .first()
        .is_some_and(|first| first.before.is_empty())
}

/// The text behind a key or a dash. Returns `None` unless the whole value fits on that line.
fn on_one_line(item: &Item<'_>, indent: usize) -> Option<String> {
    let line = match &item.value.contents {
        // A scalar is never broken, however long it is.
        Contents::Scalar(Text::Line { raw, .. }) => return Some((*raw).to_owned()),
        Contents::Scalar(Text::Blank) => return Some(String::new()),
        _ => {
            let mut line = String::new();
            in_braces(&item.value, &mut line).then_some(line)?
        }
    };
    let before = indent + item.key.as_ref().map_or(1, |key| key.chars().count() + 1) + 1;
    (before + line.chars().count() <= WIDTH || line.len() == "{}".len()).then_some(line)
}

/// Adds a value in its one-line form. Returns whether it has one; of a value too long for any line,
/// only the beginning is added.
fn in_braces(piece: &Piece<'_>, line: &mut String) -> bool {
    match &piece.contents {
        Contents::Scalar(text) => text.in_line().is_some_and(|text| {
            line.push_str(&text);
            true
        }),
        Contents::Sequence(items) => {
            if matches!(
                piece.shape,
                Shape::List(Entries::Examples | Entries::Corrections)
            ) && !items.list.is_empty()
            {
                return false;
            }
            line.push('[');
            let whole = parts(items, line);
            line.push(']');
            whole
        }
        Contents::Mapping(items) if items.list.is_empty() => {
            line.push_str("{}");
            items.after.is_empty()
        }
        Contents::Mapping(items) => {
            line.push_str("{ ");
            let whole = may_be_in_braces(piece.shape, items) && parts(items, line);
            line.push_str(" }");
            whole
        }
    }
}

fn parts(items: &Items<'_>, line: &mut String) -> bool {
    /// The largest number of bytes of a character.
    const TOO_LONG: usize = 4 * WIDTH;
    if !items.after.is_empty() {
        return false;
    }
    items.list.iter().enumerate().all(|(index, item)| {
        if index > 0 {
            line.push_str(", ");
        }
        if let Some(key) = &item.key {
            line.push_str(&key_in_line(key));
            line.push_str(": ");
        }
        let bare = item.before.is_empty() && item.behind.is_none();
        bare && in_braces(&item.value, line) && line.len() <= TOO_LONG
    })
}

fn may_be_in_braces(shape: Shape, items: &Items<'_>) -> bool {
    let only_scalars = || {
        items
            .list
            .iter()
            .all(|item| matches!(item.value.contents, Contents::Scalar(_)))
    };
    match shape {
        Shape::Names(Entries::Values) | Shape::Type => only_scalars(),
        Shape::File
        | Shape::Method
        | Shape::Event
        | Shape::Placement
        | Shape::Examples
        | Shape::Example
        | Shape::Names(_) => false,
        _ => true,
    }
}
