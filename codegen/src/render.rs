//! Renders problems as text.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::diagnostic::{Diagnostic, Kind, Problems, Severity};
use crate::source::{SourceId, Sources, Span};

/// Whether text has colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Escape codes of a terminal.
    Ansi,
    /// Plain text.
    None,
}

/// Of more problems of one kind than this, those of one file are only counted.
pub(crate) const SHOWN: usize = 30;

/// The problems in the given order, with empty lines between.
pub fn report(problems: &Problems, sources: &Sources, colour: Colour) -> String {
    texts(problems, sources, colour).join("\n\n")
}

/// The problems in the given order, one text each. Where a file has very many of one kind, the last
/// text of that kind says how many more there are.
pub fn texts(problems: &Problems, sources: &Sources, colour: Colour) -> Vec<String> {
    let mut counts: HashMap<(SourceId, Kind), usize> = HashMap::new();
    for problem in problems {
        *counts.entry((problem.span.file, problem.kind)).or_default() += 1;
    }
    let mut seen: HashMap<(SourceId, Kind), usize> = HashMap::new();
    let mut texts = Vec::new();
    for problem in problems {
        let kind = (problem.span.file, problem.kind);
        let seen = seen.entry(kind).or_default();
        *seen += 1;
        match (*seen).cmp(&(SHOWN + 1)) {
            Ordering::Less => texts.push(one(problem, sources, colour)),
            Ordering::Equal => texts.push(format!(
                "and {} more of this kind in `{}`",
                counts[&kind] - SHOWN,
                sources.name(problem.span.file)
            )),
            Ordering::Greater => {}
        }
    }
    texts
}

/// One problem, with the lines of its spans.
#[cfg(feature = "render")]
pub fn one(problem: &Diagnostic, sources: &Sources, colour: Colour) -> String {
    snippet(&visible(problem), sources, colour)
}

/// One problem.
#[cfg(not(feature = "render"))]
pub fn one(problem: &Diagnostic, sources: &Sources, _colour: Colour) -> String {
    plain(problem, sources)
}

/// A problem with visible text: since it quotes files, line breaks and characters without width are
/// escaped.
fn visible(problem: &Diagnostic) -> Diagnostic {
    let others = problem.others.iter();
    Diagnostic {
        severity: problem.severity,
        kind: problem.kind,
        title: escaped(&problem.title),
        span: problem.span,
        label: escaped(&problem.label),
        others: others
            .map(|(span, label)| (*span, escaped(label)))
            .collect(),
        help: problem.help.iter().map(|help| escaped(help)).collect(),
    }
}

fn escaped(text: &str) -> String {
    if !text.contains(is_invisible) {
        return text.to_owned();
    }
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if is_invisible(character) {
            escaped.extend(character.escape_default());
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// Whether a character controls the terminal, breaks the line, has no width, or changes the
/// direction of text.
fn is_invisible(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}'
        )
}

/// A problem without a snippet: `file:line:column: title`, then the label, other spans and the
/// help, a line each.
pub fn plain(problem: &Diagnostic, sources: &Sources) -> String {
    let problem = visible(problem);
    let place = |span: Span| format!("{}:{}", sources.name(span.file), sources.location(span));
    let mut text = format!(
        "{}: {}: {}",
        place(problem.span),
        word(problem.severity),
        problem.title
    );
    if !problem.label.is_empty() {
        text.push_str("\n  ");
        text.push_str(&problem.label);
    }
    let others = problem
        .others
        .iter()
        .map(|(span, label)| format!("{}: {label}", place(*span)));
    let help = problem.help.iter().map(|help| format!("help: {help}"));
    for line in others.chain(help) {
        text.push_str("\n  ");
        text.push_str(&line);
    }
    text
}

fn word(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// A problem with the lines of its spans.
#[cfg(feature = "render")]
fn snippet(problem: &Diagnostic, sources: &Sources, colour: Colour) -> String {
    use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut shown = vec![(problem.span.file, vec![(problem.span, &*problem.label)])];
    for (span, label) in &problem.others {
        if span.file == problem.span.file {
            shown[0].1.push((*span, label));
        } else {
            shown.push((span.file, vec![(*span, label)]));
        }
    }
    let snippets = shown.iter().enumerate().map(|(at, (file, spans))| {
        let spans = spans
            .iter()
            .map(|(span, text)| (first_line(*span, sources), label(text)));
        let spans: Vec<_> = spans.collect();
        // The renderer looks at every line that it is given.
        let whole = spans.iter().fold(spans[0].0.clone(), |whole, (span, _)| {
            whole.start.min(span.start)..whole.end.max(span.end)
        });
        let (line, part) = sources.lines_around(*file, whole, 2);
        let snippet = Snippet::source(&sources.text(*file)[part.clone()])
            .path(sources.name(*file))
            .line_start(line);
        spans
            .into_iter()
            .enumerate()
            .fold(snippet, |snippet, (number, (span, label))| {
                let kind = if (at, number) == (0, 0) {
                    AnnotationKind::Primary
                } else {
                    AnnotationKind::Context
                };
                let span = span.start - part.start..span.end - part.start;
                snippet.annotation(kind.span(span).label(label))
            })
    });
    let group = level
        .primary_title(&problem.title)
        .elements(snippets)
        .elements(problem.help.iter().map(|help| Level::HELP.message(help)));
    let renderer = match colour {
        Colour::Ansi => Renderer::styled(),
        Colour::None => Renderer::plain(),
    };
    renderer.render(&[group])
}

/// The part of a span on its first line: a bracket over many lines takes more room and adds
/// nothing.
#[cfg(feature = "render")]
fn first_line(span: Span, sources: &Sources) -> std::ops::Range<usize> {
    let text = sources.text(span.file);
    let whole = |at: usize| (at.min(text.len())..=text.len()).find(|at| text.is_char_boundary(*at));
    let start = whole(span.start).unwrap_or(text.len());
    let end = whole(span.end).unwrap_or(text.len()).max(start);
    let length = text[start..end].find('\n').unwrap_or(end - start);
    start..start + length
}

#[cfg(feature = "render")]
fn label(text: &str) -> Option<&str> {
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_and_texts_of_any_kind_are_shown() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", "\u{feff}a: é\r\nb\n");
        for start in 0..16 {
            for end in 0..16 {
                let problem =
                    Diagnostic::error(Span::new(file, start, end), "`\n\u{feff}\u{1b}[2J`")
                        .label("\u{202e}")
                        .other(Span::new(file, end, start), "\r")
                        .help("é");
                let text = one(&problem, &sources, Colour::None);
                assert!(text.starts_with(r"error: `\n\u{feff}\u{1b}[2J`"), "{text}");
                assert!(plain(&problem, &sources).contains(r"\u{202e}"));
            }
        }
    }

    #[test]
    fn many_problems_of_one_kind_are_counted() {
        let lines: Vec<String> = (0..2 * SHOWN).map(|at| format!("k{at}: 1\n")).collect();
        let lines = lines.concat();
        let mut sources = Sources::default();
        let mut problems = Problems::default();
        for name in ["a.yaml", "b.yaml"] {
            let file = sources.add(name, &*lines);
            let many = lines
                .match_indices('k')
                .take(SHOWN + usize::from(name == "a.yaml") * 5);
            for (at, _) in many {
                problems.push(Diagnostic::error(Span::new(file, at, at + 2), "bad key"));
            }
            problems.push(Diagnostic::error(Span::top(file), "bad file"));
        }
        problems.sort(&sources);
        let texts = texts(&problems, &sources, Colour::None);
        assert_eq!(texts.len(), 2 * (SHOWN + 1) + 1);
        let count = |part: &str| texts.iter().filter(|text| text.contains(part)).count();
        assert_eq!((count("bad key"), count("bad file")), (2 * SHOWN, 2));
        assert_eq!(texts[SHOWN + 1], "and 5 more of this kind in `a.yaml`");
    }

    #[test]
    fn without_a_snippet_every_part_has_its_line() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", "a: 1\nb: 2\n");
        let problem = Diagnostic::error(Span::new(file, 5, 6), "this is wrong")
            .label("here")
            .other(Span::new(file, 0, 1), "not here")
            .help("do better");
        let text =
            "a.yaml:2:1: error: this is wrong\n  here\n  a.yaml:1:1: not here\n  help: do better";
        assert_eq!(plain(&problem, &sources), text);
    }
}
