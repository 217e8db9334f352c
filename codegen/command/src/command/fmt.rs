//! `fmt`: puts files into their canonical form.

use std::path::{Path, PathBuf};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{fmt, json_schema, load};

use super::check::is_inside;
use super::output::{self, Mode};
use super::{Failure, report};

/// Formats files, or the whole schema.
pub(super) fn run(root: &Path, files: Vec<PathBuf>, mode: Mode) -> Result<bool, Failure> {
    let files = if files.is_empty() {
        load::paths(root)?
    } else {
        files
    };
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let mut changed = 0;
    for file in &files {
        let text = std::fs::read_to_string(file)
            .map_err(|error| format!("{}: {error}", file.display()))?;
        let source = sources.add(file.to_string_lossy().replace('\\', "/"), text);
        match fmt::format(source, schema_line(root, file).as_deref(), &sources) {
            Ok(text) => changed += usize::from(!output::put(file, &text, mode)?),
            Err(found) => problems.append(found),
        }
    }
    if !report::print(&mut problems, &sources) {
        return Ok(false);
    }
    match mode {
        Mode::Write => println!("{}, {changed} changed", report::count(files.len(), "file")),
        Mode::Check if changed > 0 => println!("{} to format", report::count(changed, "file")),
        Mode::Check => {}
    }
    Ok(mode == Mode::Write || changed == 0)
}

/// The path of the JSON schema relative to a file of the schema's folder. Returns `None` when the
/// folder has none.
fn schema_line(root: &Path, file: &Path) -> Option<String> {
    if !is_inside(file, root) {
        return None;
    }
    let (file, root) = (file.canonicalize().ok()?, root.canonicalize().ok()?);
    let path = file.strip_prefix(&root).ok()?;
    let name = if path.starts_with(load::EXAMPLES) {
        json_schema::EXAMPLES
    } else {
        json_schema::FILE
    };
    let depth = path.components().count() - 1;
    root.join(name)
        .is_file()
        .then(|| format!("{}{name}", "../".repeat(depth)))
}
