//! Text within a line: emphasis, code, links.

use pulldown_cmark::{BrokenLink, CowStr, Event, Options, Parser, Tag as Mark, TagEnd as MarkEnd};

use super::{line::Line, reference::References, tag::Tag};

/// Text with markup. Entities are decoded, and backslashes before punctuation are gone.
///
/// A line break of the file is a `\n` in [`Span::Plain`], and `<br>` is [`Span::Break`].
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text(pub Vec<Span>);

/// A part of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// Text without markup.
    Plain(String),
    /// Between backticks.
    Code(String),
    /// Between `**`. A star at its end, in whatever spelling, is a [`Span::Plain`] after it, so
    /// that the mark of required parameters is always found there.
    Strong(Vec<Span>),
    /// Between `*` or `_`.
    Emphasis(Vec<Span>),
    /// `[text](target)`, or `[text][label]` where the page defines the label.
    Link {
        /// The words.
        text: Vec<Span>,
        /// The address as written; see [`Page::resolve`](super::Page::resolve).
        target: String,
    },
    /// `![text](target)`.
    Image {
        /// What is said of it.
        text: Vec<Span>,
        /// The address as written.
        target: String,
    },
    /// `{% include [label](target) %}` within a sentence.
    Include {
        /// The words in brackets.
        label: String,
        /// The address as written.
        target: String,
    },
    /// `<br>`.
    Break,
}

impl Text {
    /// Reads a text of one or more lines.
    ///
    /// ```
    /// use bitrix24_documentation::page::{Span, Text};
    ///
    /// for spelling in ["**id***", "**id**^*^", "**id^*^**", r"**id\***"] {
    ///     let text = Text::read(spelling);
    ///     assert_eq!(text.0, [Span::Strong(vec![Span::Plain("id".into())]), Span::Plain("*".into())]);
    /// }
    /// ```
    pub fn read(source: &str) -> Self {
        let lines: Vec<Line<'_>> = source.lines().map(|line| Line::new(0, line)).collect();
        Self::of(&lines, &References::default())
    }

    /// Reads the text of lines, with the targets that links name by a label.
    pub(super) fn of(lines: &[Line<'_>], references: &References) -> Self {
        let mut spans = Vec::new();
        if lines.iter().any(|line| line.text.bytes().any(is_mark)) {
            let length: usize = lines.iter().map(|line| line.text.len() + 1).sum();
            let mut source = String::with_capacity(1 + length);
            source.push(BREAK);
            join(lines, BREAK, &mut source);
            if source.contains('^') && source.contains("^*^") {
                source = source.replace("^*^", r"\*");
            }
            with_includes(&source, references, &mut spans);
        } else {
            let mut source = String::new();
            join(lines, '\n', &mut source);
            if !source.is_empty() {
                spans = vec![Span::Plain(source)];
            }
        }
        Self(spans)
    }

    /// The text without markup: words of links, contents of code, line breaks for `<br>`.
    pub fn plain(&self) -> String {
        let mut plain = String::new();
        for span in &self.0 {
            span.write_plain(&mut plain);
        }
        plain
    }

    /// Whether it is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl Span {
    /// Its text without markup.
    pub fn plain(&self) -> String {
        let mut plain = String::new();
        self.write_plain(&mut plain);
        plain
    }

    fn write_plain(&self, plain: &mut String) {
        match self {
            Self::Plain(text) | Self::Code(text) | Self::Include { label: text, .. } => {
                plain.push_str(text);
            }
            Self::Strong(spans)
            | Self::Emphasis(spans)
            | Self::Link { text: spans, .. }
            | Self::Image { text: spans, .. } => {
                for span in spans {
                    span.write_plain(plain);
                }
            }
            Self::Break => plain.push('\n'),
        }
    }
}

/// Stands for a line break, and before the first line. To Markdown a form feed is a space and
/// neither the end of a line nor indentation, so that it sees one paragraph, whatever the lines
/// begin with: blocks are not its business here.
const BREAK: char = '\u{c}';

/// Whether Markdown may see more than plain text in a text with this byte.
fn is_mark(byte: u8) -> bool {
    matches!(byte, b'\\' | b'`' | b'*' | b'_' | b'[' | b'<' | b'&' | b'{')
}

fn join(lines: &[Line<'_>], separator: char, source: &mut String) {
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            source.push(separator);
        }
        source.push_str(line.trimmed());
    }
}

/// Takes includes out of a text; what is between them is Markdown.
fn with_includes(source: &str, references: &References, spans: &mut Vec<Span>) {
    let mut rest = source;
    let mut from = 0;
    while let Some(tag) = Tag::find(rest, from) {
        let Some(include) = tag.include() else {
            from = tag.end;
            continue;
        };
        inline(&rest[..tag.start], references, spans);
        spans.push(Span::Include {
            label: include.label.to_owned(),
            target: include.address.to_owned(),
        });
        rest = &rest[tag.end..];
        from = 0;
    }
    inline(rest, references, spans);
}

/// Reads Markdown without blocks. A text between two includes begins with a space or a letter, or
/// else with a mark that is only text at the beginning of a line.
fn inline(source: &str, references: &References, spans: &mut Vec<Span>) {
    let guarded;
    let source = if source.starts_with(BREAK) {
        source
    } else {
        guarded = format!("{BREAK}{source}");
        &guarded
    };
    let mut open: Vec<(Mark<'_>, Vec<Span>)> = Vec::new();
    let mut current = std::mem::take(spans);
    let mut first = true;
    let mut defined = |link: BrokenLink<'_>| {
        let target = references.target(&link.reference)?.to_owned();
        Some((CowStr::from(target), CowStr::Borrowed("")))
    };
    let callback = (!references.is_empty()).then_some(&mut defined);
    for event in Parser::new_with_broken_link_callback(source, Options::empty(), callback) {
        match event {
            Event::Start(mark) if mark != Mark::Paragraph => {
                open.push((mark, std::mem::replace(&mut current, Vec::with_capacity(1))));
            }
            Event::End(mark) if mark != MarkEnd::Paragraph => {
                if let Some((mark, outer)) = open.pop() {
                    let inner = std::mem::replace(&mut current, outer);
                    close(mark, inner, &mut current);
                }
            }
            Event::Code(text) => current.push(Span::Code(text.replace(BREAK, " "))),
            Event::InlineHtml(html) | Event::Html(html) if is_break(&html) => {
                current.push(Span::Break);
            }
            Event::SoftBreak | Event::HardBreak => push_plain(&mut current, "\n"),
            Event::Text(text) | Event::InlineHtml(text) | Event::Html(text) => {
                let guard = std::mem::take(&mut first);
                push_plain(
                    &mut current,
                    text.strip_prefix(BREAK).filter(|_| guard).unwrap_or(&text),
                );
            }
            // The paragraph that everything is in, and what is off unless asked for.
            Event::Start(_)
            | Event::End(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::Rule
            | Event::TaskListMarker(_) => {}
        }
    }
    // Markdown drops the spaces at the end of a paragraph, but the sentence may go on with an
    // include.
    push_plain(
        &mut current,
        &source[source.trim_end().len().max(BREAK.len_utf8())..],
    );
    *spans = current;
}

/// Puts what a mark encloses to what is before it.
fn close(mark: Mark<'_>, inner: Vec<Span>, spans: &mut Vec<Span>) {
    match mark {
        Mark::Strong => push_strong(spans, inner),
        Mark::Emphasis => spans.push(Span::Emphasis(inner)),
        Mark::Link { dest_url, .. } => spans.push(Span::Link {
            text: inner,
            target: dest_url.into_string(),
        }),
        Mark::Image { dest_url, .. } => spans.push(Span::Image {
            text: inner,
            target: dest_url.into_string(),
        }),
        _ => spans.extend(inner),
    }
}

/// Adds strong text, with the stars at its end after it.
fn push_strong(spans: &mut Vec<Span>, mut inner: Vec<Span>) {
    let stars = match inner.last_mut() {
        Some(Span::Plain(text)) => text.split_off(text.trim_end_matches('*').len()),
        _ => String::new(),
    };
    if matches!(inner.last(), Some(Span::Plain(text)) if text.is_empty()) {
        inner.pop();
    }
    spans.push(Span::Strong(inner));
    push_plain(spans, &stars);
}

fn push_plain(spans: &mut Vec<Span>, text: &str) {
    if text.is_empty() {
        return;
    }
    if !matches!(spans.last(), Some(Span::Plain(_))) {
        spans.push(Span::Plain(String::new()));
    }
    if let Some(Span::Plain(last)) = spans.last_mut() {
        for (index, line) in text.split(BREAK).enumerate() {
            if index > 0 {
                last.push('\n');
            }
            last.push_str(line);
        }
    }
}

fn is_break(html: &str) -> bool {
    let Some(name) = html
        .strip_prefix('<')
        .and_then(|html| html.strip_suffix('>'))
    else {
        return false;
    };
    name.trim_end_matches([' ', '/']).eq_ignore_ascii_case("br")
}
