//! The folder of the documentation.

use std::path::Path;

use bitrix24_documentation::extract::{self, Documentation};
use bitrix24_documentation::page::Folder;

use super::Failure;
use super::progress::Progress;

/// The pages of a folder.
pub(super) fn pages(docs: &Path, progress: &Progress) -> Result<Folder, Failure> {
    let folder = Folder::open_with(docs, &|done, all| progress.show(done, all))
        .map_err(|error| format!("{}: {error}", docs.display()))?;
    if folder.pages().is_empty() {
        return Err(format!("{}: this folder has no pages", docs.display()).into());
    }
    Ok(folder)
}

/// The facts of the pages of a folder.
pub(super) fn read(docs: &Path) -> Result<Documentation, Failure> {
    let progress = Progress::start("reading pages");
    let folder = pages(docs, &progress)?;
    progress.step("reading facts");
    let documentation = extract::read(&folder);
    // Freeing thousands of pages takes a while, and nothing waits for it.
    std::thread::spawn(move || drop(folder));
    Ok(documentation)
}
