//! `json-schema`: writes the JSON Schemas that editors use to complete and check the files.

use std::path::Path;

use bitrix24_codegen::json_schema;

use super::Failure;
use super::output::{self, Mode};

/// Writes both schemas beside the files that they describe.
pub(super) fn run(root: &Path, mode: Mode) -> Result<bool, Failure> {
    let mut same = true;
    for (name, text) in json_schema::all() {
        same &= output::put(&root.join(name), &text, mode)?;
    }
    Ok(same || mode == Mode::Write)
}
