//! Scalars as written, and in the form for a line in braces.

use std::borrow::Cow;

use crate::node::{Scalar, Style};
use crate::source::Span;

/// A scalar as written in its file.
#[derive(Debug)]
pub(super) enum Text<'t> {
    /// Empty.
    Blank,
    /// On one line. `plain` when it has no quotes.
    Line { raw: &'t str, plain: bool },
    /// On several lines: the text of each, without indentation.
    Lines(Vec<&'t str>),
    /// A block: its first line, as `|-`, and the lines of its text without indentation.
    Block {
        head: String,
        lines: Vec<&'t str>,
        keeps_end: bool,
    },
}

impl<'t> Text<'t> {
    /// Reads a scalar. `from` is a position before it and behind everything else: a block has its
    /// mark there.
    pub(super) fn read(text: &'t str, scalar: &Scalar, span: Span, from: usize) -> Self {
        let raw = &text[span.start..span.end];
        match scalar.style {
            Style::Block => block(text, from),
            _ if raw.is_empty() => Self::Blank,
            style if !raw.contains('\n') => Self::Line {
                raw,
                plain: style == Style::Plain,
            },
            _ => Self::Lines(raw.lines().map(str::trim).collect()),
        }
    }

    /// The scalar inside braces or brackets. Returns `None` where it has no such form.
    pub(super) fn in_line(&self) -> Option<Cow<'t, str>> {
        match self {
            Self::Line { raw, plain: true } => Some(plain_in_line(raw)),
            Self::Line { raw, plain: false } => Some(Cow::Borrowed(raw)),
            Self::Blank | Self::Lines(_) | Self::Block { .. } => None,
        }
    }
}

/// A key on one line: as it is written, and in quotes where it is written on several or as a block.
pub(super) fn key<'t>(text: &'t str, key: &str, span: Span) -> Cow<'t, str> {
    let raw = &text[span.start..span.end];
    let line = text[..span.start].trim_end_matches(' ');
    let above = line.strip_suffix('\n').unwrap_or_default();
    let above = above.rsplit('\n').next().unwrap_or_default();
    let above = above.trim_start_matches([' ', '-']);
    let is_block = above.starts_with("? |") || above.starts_with("? >");
    if is_block || raw.contains('\n') {
        Cow::Owned(quote(key))
    } else {
        Cow::Borrowed(raw)
    }
}

/// A key inside braces.
pub(super) fn key_in_line(raw: &str) -> Cow<'_, str> {
    if raw.starts_with(['"', '\'']) {
        Cow::Borrowed(raw)
    } else {
        plain_in_line(raw)
    }
}

/// Unquoted text in the form for a line in braces.
fn plain_in_line(raw: &str) -> Cow<'_, str> {
    if raw.contains(['{', '}', '[', ']', ',']) {
        Cow::Owned(quote(raw))
    } else {
        Cow::Borrowed(raw)
    }
}

fn quote(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

/// The position of the mark of a block, `|` or `>`, behind `from`: a key's end, or the beginning of
/// an item's line.
fn mark(text: &str, from: usize) -> usize {
    from + text[from..].find(['|', '>']).unwrap_or_default()
}

/// Reads a block behind `from`.
fn block(text: &str, from: usize) -> Text<'_> {
    let mark = mark(text, from);
    let head_end = text[mark..].find('\n').map_or(text.len(), |end| mark + end);
    let head = text[mark..head_end].trim_end();
    let indicators = head.split_whitespace().next().unwrap_or_default();
    let keeps_end = indicators.contains('+');
    let line_start = text[..mark].rfind('\n').map_or(0, |end| end + 1);
    let rest = text.get(head_end + 1..).unwrap_or_default();
    let indent = match indicators
        .chars()
        .find_map(|indicator| indicator.to_digit(10))
    {
        Some(digit) => parent_indent(&text[line_start..mark]) + digit as usize,
        // If all lines are empty, everything is indentation.
        None => rest
            .lines()
            .find(|line| !line.trim().is_empty())
            .map_or(usize::MAX, indentation),
    };
    // Lines belong to the block while they are indented; an unindented first line ends it.
    let least = indent.max(parent_indent(&text[line_start..mark]) + 1);
    let mut lines: Vec<&str> = rest
        .lines()
        // `lines` keeps the carriage return at the end of a file.
        .map(|line| line.trim_end_matches('\r'))
        .take_while(|line| line.trim().is_empty() || indentation(line) >= least)
        .map(|line| line.get(indent..).unwrap_or_default())
        .collect();
    while !keeps_end && lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    // The number in the head counts from the parent's indentation, which is always two columns less
    // here.
    let head = match indicators.find(|indicator: char| indicator.is_ascii_digit()) {
        Some(at) => format!("{}2{}", &head[..at], &head[at + 1..]),
        None => head.to_owned(),
    };
    Text::Block {
        head,
        lines,
        keeps_end,
    }
}

/// The indentation that a block's own is counted from: that of its key, or of its item's dash.
fn parent_indent(before: &str) -> usize {
    let key = before.trim_start_matches([' ', '-']);
    if key.trim().is_empty() {
        // `- - |`: the last dash.
        before.rfind('-').unwrap_or_default()
    } else {
        before.len() - key.len()
    }
}

fn indentation(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}
