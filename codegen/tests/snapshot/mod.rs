//! Snapshot files, one per test case.

use std::fs;
use std::path::PathBuf;

/// Compares texts with their snapshot files. With `UPDATE=1`, writes the files instead.
pub(crate) fn assert(snapshots: impl IntoIterator<Item = (PathBuf, String)>) {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for (path, text) in snapshots {
        let expected = fs::read_to_string(&path)
            .unwrap_or_default()
            .replace("\r\n", "\n");
        if update {
            fs::write(&path, &text).unwrap();
        } else if expected != text {
            wrong.push(format!("{}:\n{text}", path.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "not as expected (UPDATE=1 accepts):\n\n{}",
        wrong.join("\n")
    );
}
