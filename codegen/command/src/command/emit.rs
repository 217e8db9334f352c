//! `emit`: writes the Rust code that the client's build writes.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{emit, load, resolve};

use super::output::{self, Mode};
use super::{Failure, report};

/// Writes the code of the schema to a folder, or compares it with the folder's files.
pub(super) fn run(root: &Path, out: &Path, scopes: &[String], mode: Mode) -> Result<bool, Failure> {
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let loaded = load::folder(root, &mut sources, &mut problems);
    let mut schema = resolve::resolve(&loaded, &mut problems);
    if !report::print(&mut problems, &sources) {
        return Ok(false);
    }
    if !scopes.is_empty() {
        schema = resolve::enabled(schema, &|scope| scopes.iter().any(|wanted| wanted == scope));
    }
    let files = emit::files(&schema);
    let mut same = true;
    for file in &files {
        same &= output::put(&out.join(&file.path), &file.text, mode)?;
    }
    let emitted: BTreeSet<PathBuf> = files.iter().map(|file| out.join(&file.path)).collect();
    for stale in rust_files(out)?
        .iter()
        .filter(|path| !emitted.contains(*path))
    {
        same = false;
        println!("{} is no longer emitted: delete it", stale.display());
    }
    if mode == Mode::Write {
        println!(
            "{} in {}",
            report::count(files.len(), "file"),
            out.display()
        );
        return Ok(true);
    }
    Ok(same)
}

/// Every `.rs` file below a folder, sorted.
fn rust_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    if folder.is_dir() {
        for entry in
            std::fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?
        {
            let path = entry?.path();
            if path.is_dir() {
                found.append(&mut rust_files(&path)?);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}
