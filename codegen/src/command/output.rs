//! Writing of files, or comparing with those that are there: one path for both, so that the two cannot differ.

use std::fs;
use std::io;
use std::path::Path;

use similar::TextDiff;

use super::Failure;

/// What to do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Write it, when it differs.
    Write,
    /// Show how it differs.
    Check,
}

impl Mode {
    pub(super) fn of(check: bool) -> Self {
        if check { Self::Check } else { Self::Write }
    }
}

/// Brings the file at `path` to `text`, or shows the difference. Says whether it was so already.
pub(super) fn put(path: &Path, text: &str, mode: Mode) -> Result<bool, Failure> {
    let failed = |error: io::Error| format!("{}: {error}", path.display());
    let present = match fs::read_to_string(path) {
        Ok(present) => Some(present),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(failed(error).into()),
    };
    if present.as_deref() == Some(text) {
        return Ok(true);
    }
    match mode {
        Mode::Check => print!(
            "{}",
            difference(path, present.as_deref().unwrap_or_default(), text)
        ),
        Mode::Write => {
            if let Some(folder) = path.parent() {
                fs::create_dir_all(folder).map_err(failed)?;
            }
            fs::write(path, text).map_err(failed)?;
        }
    }
    Ok(false)
}

fn difference(path: &Path, present: &str, text: &str) -> String {
    let name = path.to_string_lossy().replace('\\', "/");
    let diff = TextDiff::from_lines(present, text);
    diff.unified_diff()
        .context_radius(3)
        .header(&name, &format!("{name} (as it should be)"))
        .to_string()
}
