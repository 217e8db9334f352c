//! Finds the files of a schema.

use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};

use super::EXAMPLES;

/// The files of namespaces, by their path from `root`, sorted.
pub(super) fn schema(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    collect(root, Path::new(""), &mut paths)?;
    paths.retain(|path| !path.starts_with(EXAMPLES));
    paths.sort();
    Ok(paths)
}

/// The files of examples, by their path from `root`, sorted.
pub(super) fn examples(root: &Path) -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    if root.join(EXAMPLES).is_dir() {
        collect(root, Path::new(EXAMPLES), &mut paths)?;
    }
    paths.sort();
    Ok(paths)
}

/// A path for messages: the same on every system.
pub(super) fn name(path: &Path) -> String {
    path.to_string_lossy().replace('\\', "/")
}

fn collect(root: &Path, below: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in std::fs::read_dir(root.join(below))? {
        let entry = entry?;
        let path = below.join(entry.file_name());
        let kind = entry.file_type()?;
        if kind.is_dir() || kind.is_symlink() && entry.path().is_dir() {
            collect(root, &path, paths)?;
        } else if path.extension() == Some(OsStr::new("yaml")) {
            paths.push(path);
        }
    }
    Ok(())
}
