//! Documented payloads as files.

use crate::facts::Kind;
use crate::import::draft::{Draft, ExampleKind};
use crate::import::example;

/// One payload.
#[derive(Debug, Clone)]
pub struct ExampleText {
    method: String,
    version: u8,
    kind: &'static str,
    page: String,
    status: Option<u16>,
    body: String,
    /// Why it contradicts the rest of the documentation.
    pub contradicts: Option<String>,
}

/// The path of the file of examples of a method or an event.
pub(super) fn path(draft: &Draft) -> String {
    let third = if draft.version == 3 { ".v3" } else { "" };
    format!("examples/{}{third}.yaml", draft.name)
}

/// The payloads of a draft that are JSON. Each stands once.
pub(super) fn texts(draft: &Draft) -> Vec<ExampleText> {
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
        if example::json(body).is_none()
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
            contradicts: None,
        });
    }
    texts
}

/// The text of a file of examples, and the line on which each begins.
#[must_use]
pub fn file(texts: &[ExampleText]) -> (String, Vec<u32>) {
    let mut out = String::from("# yaml-language-server: $schema=../examples.schema.json\n");
    let mut lines = Vec::new();
    if let Some(first) = texts.first() {
        out.push_str(&format!("method: {}\n", first.method));
        if first.version == 3 {
            out.push_str("version: 3\n");
        }
    }
    out.push_str("\nexamples:\n");
    for text in texts {
        lines.push(u32::try_from(out.matches('\n').count() + 1).unwrap_or(u32::MAX));
        out.push_str(&format!(
            "  - kind: {}\n    page: {}\n",
            text.kind, text.page
        ));
        if let Some(status) = text.status.filter(|_| text.kind != "request") {
            out.push_str(&format!("    status: {status}\n"));
        }
        out.push_str("    body: |\n");
        for line in text.body.lines() {
            let line = line.trim_end().replace('\t', "    ");
            if line.is_empty() {
                out.push('\n');
            } else {
                out.push_str(&format!("      {line}\n"));
            }
        }
        if let Some(reason) = &text.contradicts {
            let quoted = serde_json::Value::from(reason.as_str()).to_string();
            out.push_str(&format!("    contradicts: {quoted}\n"));
        }
    }
    (out, lines)
}

/// The number of the example that stands at a line, among those that begin at `lines`.
#[must_use]
pub fn contradicting(lines: &[u32], line: u32) -> Option<usize> {
    lines.iter().rposition(|begin| *begin <= line)
}
