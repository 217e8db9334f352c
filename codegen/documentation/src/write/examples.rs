//! Documented payloads as files.

use crate::extract::draft::{Draft, ExampleKind};
use crate::facts::Kind;
use bitrix24_codegen::diagnostic::Diagnostic;

/// One payload.
#[derive(Debug, Clone)]
pub struct ExampleText {
    method: String,
    version: u8,
    kind: &'static str,
    page: String,
    status: Option<u16>,
    body: String,
    /// Line of the page.
    line: u32,
    /// Why it contradicts the rest of the documentation.
    pub contradicts: Option<String>,
}

impl ExampleText {
    /// The method or event that it is of.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.method
    }

    /// What it is: `request`, `response`, `error` or `event`.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        self.kind
    }

    /// The page that shows it.
    #[must_use]
    pub fn page(&self) -> &str {
        &self.page
    }

    /// The line of that page.
    #[must_use]
    pub fn line(&self) -> u32 {
        self.line
    }

    /// The payload, which is JSON.
    #[must_use]
    pub fn body(&self) -> &str {
        &self.body
    }
}

/// Why an example does not fit, where it has a placeholder for a value: `your_invoice_id` for a
/// number. `None` for any other contradiction.
#[must_use]
pub fn placeholder(problem: &Diagnostic) -> Option<String> {
    let (path, rest) = problem.label.strip_prefix('`')?.split_once('`')?;
    let (expected, found) = rest.split_once(", found `")?;
    let is_text = expected.ends_with("text");
    let found = found.strip_suffix('`')?.strip_prefix('"')?;
    let stands_for = found.starts_with("**")
        || found.starts_with("$(")
        || found.starts_with("your_")
        || found.contains("_here")
        || found.contains('(') && found.ends_with(")\"");
    (stands_for && !is_text).then(|| format!("A placeholder stands for the value of `{path}`."))
}

/// The path of the file of examples of a method or an event.
pub fn path(draft: &Draft) -> String {
    let third = if draft.version == 3 { ".v3" } else { "" };
    format!("examples/{}{third}.yaml", draft.name)
}

/// The payloads of a draft that are JSON. Each stands once.
#[must_use]
pub fn texts(draft: &Draft) -> Vec<ExampleText> {
    let mut texts: Vec<ExampleText> = Vec::new();
    for shown in &draft.examples {
        let kind = match (draft.kind, shown.kind) {
            (Kind::Method, ExampleKind::Request) => "request",
            (Kind::Method, ExampleKind::Response) => "response",
            (Kind::Method, ExampleKind::Error) => "error",
            // What handlers receive is shown in several notations, of which only JSON is a payload.
            (Kind::Event, ExampleKind::Event) => "event",
            _ => continue,
        };
        let body = shown.body.trim_end();
        if !is_json(body)
            || texts
                .iter()
                .any(|known| known.kind == kind && known.body == body)
        {
            continue;
        }
        texts.push(ExampleText {
            method: draft.name.clone(),
            version: draft.version,
            kind,
            page: draft.page.clone(),
            status: shown.status,
            body: body.to_owned(),
            line: shown.line,
            contradicts: None,
        });
    }
    texts
}

/// Whether a payload is JSON to the letter: what the importer can read of one with comments or dots
/// left out is no payload.
fn is_json(body: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(body).is_ok()
}

/// The text of a file of examples, and the line on which each begins.
#[must_use]
pub fn file(texts: &[ExampleText]) -> (String, Vec<u32>) {
    let mut lines = vec!["# yaml-language-server: $schema=../examples.schema.json".to_owned()];
    let mut begins = Vec::new();
    if let Some(first) = texts.first() {
        lines.push(format!("method: {}", first.method));
        if first.version == 3 {
            lines.push("version: 3".to_owned());
        }
    }
    lines.extend([String::new(), "examples:".to_owned()]);
    for text in texts {
        begins.push(u32::try_from(lines.len() + 1).unwrap_or(u32::MAX));
        lines.push(format!("  - kind: {}", text.kind));
        lines.push(format!("    page: {}", text.page));
        if let Some(status) = text.status.filter(|_| text.kind != "request") {
            lines.push(format!("    status: {status}"));
        }
        lines.push("    body: |".to_owned());
        for line in text.body.lines() {
            let line = line.trim_end().replace('\t', "    ");
            lines.push(if line.is_empty() {
                line
            } else {
                format!("      {line}")
            });
        }
        if let Some(reason) = &text.contradicts {
            let quoted = serde_json::Value::from(reason.as_str());
            lines.push(format!("    contradicts: {quoted}"));
        }
    }
    (lines.join("\n") + "\n", begins)
}

/// The number of the example that stands at a line, among those that begin at `lines`.
#[must_use]
pub fn contradicting(lines: &[u32], line: u32) -> Option<usize> {
    lines.iter().rposition(|begin| *begin <= line)
}

#[cfg(test)]
mod tests {
    use super::{is_json, placeholder};
    use bitrix24_codegen::diagnostic::Diagnostic;
    use bitrix24_codegen::source::{Sources, Span};

    #[test]
    fn a_placeholder_is_a_reason() {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", "a: 1".to_owned());
        let span = Span::top(file);
        for (expected, found, reason) in [
            ("an integer", "\"your_box_id\"", true),
            ("a date", "\"**put_date_here**\"", true),
            ("a date", "\"formatDate(now)\"", true),
            ("an integer", "\"seven\"", false),
            ("text", "[\"your_box_id\"]", false),
            ("no such key", "7", false),
        ] {
            let found = format!("`{found}`");
            let problem = Diagnostic::example_contradicts(span, "id", expected, &found);
            assert_eq!(placeholder(&problem).is_some(), reason, "{found}");
        }
    }

    #[test]
    fn payloads_are_json_to_the_letter() {
        assert!(is_json(r#"{"id": [1, "2"]}"#));
        assert!(!is_json("{\"id\": 1, // its number\n}"));
        assert!(!is_json(r#"{"items": [{}, ...]}"#));
    }
}
