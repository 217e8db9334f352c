//! The columns of error tables by their headers.

use crate::extract::cell::lines;
use crate::page::Table;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    Code,
    Status,
    Message,
    /// Message or meaning.
    Description,
    Meaning,
}

/// The columns of a table. Returns `None` when it does not list errors.
pub(super) fn columns(table: &Table) -> Option<Vec<Column>> {
    let header: Vec<String> = table
        .rows
        .first()?
        .cells
        .iter()
        .map(|cell| {
            let lines = lines(&cell.blocks);
            lines
                .first()
                .map(|line| line.text.trim_matches(['*', ' ']).to_lowercase())
                .unwrap_or_default()
        })
        .collect();
    let has = |word: &str| header.iter().any(|text| text == word);
    let is_errors = has("code")
        || has("error code")
        || has("error")
        || header.first().is_some_and(|first| {
            matches!(first.as_str(), "error text" | "error message" | "message")
        })
        || header.len() == 2 && header[0] == "description" && header[1] == "value";
    if !is_errors || table.rows.len() < 2 {
        return None;
    }
    let explains = header.len() > 1
        && header.iter().any(|text| {
            matches!(
                text.as_str(),
                "value"
                    | "when it occurs"
                    | "additional information"
                    | "when it happens"
                    | "reason"
                    | "how to fix"
                    | "explanation"
                    | "cause"
                    | "solution"
            )
        });
    let has_message = header.iter().any(|text| {
        matches!(
            text.as_str(),
            "error message" | "error text" | "message" | "text"
        )
    });
    Some(
        header
            .iter()
            .map(|text| match text.as_str() {
                "code" | "error code" | "error" => Column::Code,
                "status" | "http status" | "http code" => Column::Status,
                "error message" | "error text" | "message" | "text" => Column::Message,
                "description" | "error description" if has_message => Column::Meaning,
                "description" | "error description" if explains => Column::Message,
                "description" | "error description" => Column::Description,
                _ => Column::Meaning,
            })
            .collect(),
    )
}
