//! `b24 METHOD …`: calls a method.

use std::ffi::OsString;

use bitrix24::{Map, Value};

use crate::command::wait;
use crate::failure::Failure;
use crate::output::{self, Format};
use crate::profile::Selection;

/// Calls the method that the first word names, with the other words as parameters.
pub(super) fn run(selection: &Selection, words: Vec<OsString>) -> Result<(), Failure> {
    let mut words = words.into_iter().map(|word| {
        word.into_string()
            .map_err(|word| Failure::Usage(format!("`{}` is not text", word.display())))
    });
    let method = words.next().transpose()?.unwrap_or_default();
    let mut params = Map::new();
    while let Some(word) = words.next().transpose()? {
        let Some(name) = word.strip_prefix("--") else {
            return Err(Failure::Usage(format!(
                "expected a parameter such as `--id`, found `{word}`"
            )));
        };
        let value = words
            .next()
            .transpose()?
            .ok_or_else(|| Failure::Usage(format!("the parameter `--{name}` has no value")))?;
        params.insert(name.to_owned(), Value::Text(value));
    }
    let result = wait(async {
        let client = selection.client().await?;
        Ok(client.call_raw(method.as_str(), params).await?)
    })?;
    let format = if output::is_terminal() {
        Format::Json
    } else {
        Format::Jsonl
    };
    output::value(&result, format)
}
