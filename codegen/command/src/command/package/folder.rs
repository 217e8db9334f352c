//! The files of the published workspace, and the folder that they are written to.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::super::Failure;
use super::manifest::MARK;

/// Files by their paths within the folder.
#[derive(Debug, Default)]
pub(super) struct Folder {
    files: BTreeMap<PathBuf, Vec<u8>>,
}

impl Folder {
    /// Adds a file, or replaces it.
    pub(super) fn put(&mut self, path: impl Into<PathBuf>, text: String) {
        self.files.insert(path.into(), text.into_bytes());
    }

    /// Removes a file.
    pub(super) fn remove(&mut self, path: &Path) {
        self.files.remove(path);
    }

    /// Copies a file to the same path.
    pub(super) fn copy(&mut self, from: &Path, path: &Path) -> Result<(), Failure> {
        let source = from.join(path);
        let bytes = fs::read(&source).map_err(|error| at(&source, &error))?;
        self.files.insert(path.to_owned(), bytes);
        Ok(())
    }

    /// Copies the files of a package, without those of packages within it.
    pub(super) fn copy_package(&mut self, from: &Path, path: &Path) -> Result<(), Failure> {
        let folder = from.join(path);
        for entry in fs::read_dir(&folder).map_err(|error| at(&folder, &error))? {
            let name = entry?.file_name();
            let (inner, hidden) = (path.join(&name), name.to_string_lossy().starts_with('.'));
            let source = from.join(&inner);
            if hidden || name == "target" || source.join("Cargo.toml").is_file() {
                continue;
            }
            if source.is_dir() {
                self.copy_package(from, &inner)?;
            } else {
                self.copy(from, &inner)?;
            }
        }
        Ok(())
    }

    /// Changes the text of every `README.md`, given its path.
    pub(super) fn change_readmes(&mut self, change: impl Fn(&str, &Path) -> String) {
        for (path, bytes) in &mut self.files {
            if path.file_name().is_some_and(|name| name == "README.md")
                && let Ok(text) = std::str::from_utf8(bytes)
            {
                *bytes = change(text, path).into_bytes();
            }
        }
    }

    /// Writes the files that differ, and deletes those of an earlier run that are no longer there.
    /// Returns the number of files.
    pub(super) fn write(&self, out: &Path) -> Result<usize, Failure> {
        let manifest = out.join("Cargo.toml");
        let is_ours = fs::read_to_string(&manifest).is_ok_and(|text| text.starts_with(MARK));
        if !is_ours && out.is_dir() && fs::read_dir(out)?.next().is_some() {
            let out = out.display();
            return Err(format!("{out} is not empty and was not written by this command").into());
        }
        if is_ours {
            for stale in written(out, Path::new(""))? {
                if !self.files.contains_key(&stale) {
                    let stale = out.join(stale);
                    fs::remove_file(&stale).map_err(|error| at(&stale, &error))?;
                }
            }
        }
        for (path, bytes) in &self.files {
            let path = out.join(path);
            if fs::read(&path).is_ok_and(|present| present == *bytes) {
                continue;
            }
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).map_err(|error| at(folder, &error))?;
            }
            fs::write(&path, bytes).map_err(|error| at(&path, &error))?;
        }
        Ok(self.files.len())
    }
}

/// The files that an earlier run has written: all but what builds write.
fn written(out: &Path, path: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut found = Vec::new();
    let folder = out.join(path);
    for entry in fs::read_dir(&folder).map_err(|error| at(&folder, &error))? {
        let entry = entry?;
        let inner = path.join(entry.file_name());
        if inner == Path::new("target") {
            continue;
        }
        if entry.file_type()?.is_dir() {
            found.append(&mut written(out, &inner)?);
        } else {
            found.push(inner);
        }
    }
    Ok(found)
}

fn at(path: &Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_something_else_is_refused() {
        let out = tempfile::tempdir().unwrap();
        fs::write(out.path().join("thesis.txt"), "ten years of work").unwrap();
        let refused = Folder::default().write(out.path()).unwrap_err();
        assert!(refused.to_string().contains("is not empty"), "{refused}");
        assert!(out.path().join("thesis.txt").is_file());
    }

    #[test]
    fn stale_files_go_and_what_a_build_wrote_stays() {
        let out = tempfile::tempdir().unwrap();
        let mut folder = Folder::default();
        folder.put("Cargo.toml", format!("{MARK}[workspace]\n"));
        folder.put("client/src/api/old.rs", String::new());
        assert_eq!(folder.write(out.path()).unwrap(), 2);
        fs::create_dir(out.path().join("target")).unwrap();
        fs::write(out.path().join("target/built"), "").unwrap();
        folder.remove(Path::new("client/src/api/old.rs"));
        assert_eq!(folder.write(out.path()).unwrap(), 1);
        assert!(!out.path().join("client/src/api/old.rs").exists());
        assert!(out.path().join("target/built").exists());
    }
}
