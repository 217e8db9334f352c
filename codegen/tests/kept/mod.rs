//! Texts that are kept beside the cases that they are told of.

use std::fs;
use std::path::PathBuf;

/// Holds texts against the files in which they are kept. `UPDATE=1` keeps what is told now.
pub(crate) fn hold(told: impl IntoIterator<Item = (PathBuf, String)>) {
    let update = std::env::var_os("UPDATE").is_some();
    let mut wrong = Vec::new();
    for (path, text) in told {
        let kept = fs::read_to_string(&path)
            .unwrap_or_default()
            .replace("\r\n", "\n");
        if update {
            fs::write(&path, &text).unwrap();
        } else if kept != text {
            wrong.push(format!("{}:\n{text}", path.display()));
        }
    }
    assert!(
        wrong.is_empty(),
        "not as expected (UPDATE=1 accepts):\n\n{}",
        wrong.join("\n")
    );
}
