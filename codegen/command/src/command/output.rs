//! Writes files, or compares them with the existing ones: one path for both, so that the two cannot
//! differ.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use similar::TextDiff;

use super::Failure;

/// What to do with a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    /// Write it if it differs.
    Write,
    /// Show the differences.
    Check,
}

impl Mode {
    pub(super) fn of(check: bool) -> Self {
        if check { Self::Check } else { Self::Write }
    }
}

/// Writes `text` to the file at `path`, or shows the difference. Returns whether the file had that
/// text.
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

/// Writes to a file, or to standard output when `None`. A reader that closes standard output early
/// is no error.
pub(super) fn stream(
    path: Option<&Path>,
    write: impl Fn(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let Some(path) = path else {
        let mut to = BufWriter::new(io::stdout().lock());
        return match write(&mut to).and_then(|()| to.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
            _ => Ok(()),
        };
    };
    let written = fs::File::create(path).and_then(|file| {
        let mut to = BufWriter::new(file);
        write(&mut to)?;
        to.flush()
    });
    written.map_err(|error| format!("{}: {error}", path.display()).into())
}

fn difference(path: &Path, present: &str, text: &str) -> String {
    let name = path.to_string_lossy().replace('\\', "/");
    let diff = TextDiff::from_lines(present, text);
    diff.unified_diff()
        .context_radius(3)
        .header(&name, &format!("{name} (as it should be)"))
        .to_string()
}
