//! `b24 search WORDS`: methods by words.

use bitrix24::Value;

use crate::failure::Failure;
use crate::output::{self, Format, Rows};
use crate::search;

/// What is searched for.
#[derive(Debug, clap::Args)]
pub(super) struct Search {
    /// What the method should do, in English or Russian.
    #[arg(required = true)]
    words: Vec<String>,
    /// Most methods that are shown.
    #[arg(long, default_value_t = 10, value_name = "N")]
    limit: usize,
    /// How they are shown; lines of text by default.
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
}

pub(super) fn run(asked: &Search) -> Result<(), Failure> {
    let question = asked.words.join(" ");
    let found = search::search(&question, asked.limit);
    if found.is_empty() {
        return Err(Failure::Refused(format!("no method fits `{question}`")));
    }
    if let Some(format) = asked.format {
        let mut rows = Rows::new(format, None);
        for method in found.iter().map(|found| found.method) {
            let row = [
                ("method", Value::from(&method.name)),
                ("version", Value::Integer(method.version.into())),
                ("doc", Value::from(&method.doc)),
                ("deprecated", Value::Bool(method.deprecated)),
                (
                    "page",
                    method.page.as_deref().map_or(Value::Null, Value::from),
                ),
            ];
            rows.add(&Value::Map(
                row.map(|(key, value)| (key.to_owned(), value)).into(),
            ))?;
        }
        return rows.finish();
    }
    let widest = found.iter().map(|found| found.method.name.len()).max();
    for method in found.iter().map(|found| found.method) {
        let note = match (&method.replacement, method.deprecated, method.version) {
            (Some(other), true, _) => format!(" (deprecated: use {other})"),
            (None, true, _) => " (deprecated)".to_owned(),
            (_, _, 3) => " (REST 3.0)".to_owned(),
            _ => String::new(),
        };
        let width = widest.unwrap_or_default();
        output::line(&format!("{:width$}  {}{note}", method.name, method.doc))?;
    }
    Ok(())
}
