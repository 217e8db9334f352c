//! Tokens in files.

use std::fmt::Write as _;
use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant};

use secrecy::{ExposeSecret, SecretString};

use super::{Saved, StoreError, StoreFuture, TokenStore};
use crate::tokens::Tokens;

/// Stores tokens in a folder, one file for each portal, which only the user of the process can read
/// (mode 0600 on Unix).
///
/// A file is replaced in one step, so a crash leaves the old pair or the new one. Processes on one
/// machine may share the folder: a lock on the file `lock` in it, which the operating system
/// releases when a process ends, prevents them from overwriting each other's pairs. It is waited for
/// a [limited time](Self::lock_limit). The files are not encrypted.
///
/// On Unix, a folder that other users may write to is refused, since they could put tokens, and so
/// addresses, there; and so is anything else than a regular file in place of a file.
///
/// ```no_run
/// use bitrix24::oauth::{Application, FileStore, Portals};
///
/// # fn main() -> Result<(), bitrix24::AnyError> {
/// let application = Application::new("app.573ad8a0346747.09223434", "LJSl0lNB76B5YY6u");
/// let portals = Portals::new(application, FileStore::new("/var/lib/my-app/tokens"))?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone)]
pub struct FileStore {
    folder: PathBuf,
    lock_limit: Duration,
}

/// Longest identifier of a portal; real ones have 32 letters and digits.
const LONGEST: usize = 64;
/// Largest file that is read.
const MOST: u64 = 64 * 1024;
/// Interval between attempts to get the lock. Nobody holds it for longer than it takes to write a
/// small file.
const NEXT_TRY: Duration = Duration::from_millis(10);

impl FileStore {
    /// Creates a store in a folder. A missing folder is created on the first save.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            lock_limit: Duration::from_secs(5),
        }
    }

    /// Sets how long a process waits for the lock that another one holds; five seconds by default.
    /// Then saving fails with [`StoreError::Locked`], and a client keeps its pair in memory until it
    /// can be saved. A runtime that ends waits no longer than that either.
    #[must_use]
    pub fn lock_limit(mut self, limit: Duration) -> Self {
        self.lock_limit = limit;
        self
    }

    /// The file of a portal.
    fn path(&self, member_id: &str) -> Result<PathBuf, StoreError> {
        if member_id.len() > LONGEST {
            return Err(StoreError::MemberId { limit: LONGEST });
        }
        // Whatever the identifier contains, the name stays in the folder, and no two identifiers
        // share one, even on file systems that ignore case.
        let mut name = String::from("portal-");
        for byte in member_id.bytes() {
            if matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_') {
                name.push(char::from(byte));
            } else {
                write!(name, "~{byte:02x}").expect("memory takes every text");
            }
        }
        name.push_str(".json");
        Ok(self.folder.join(name))
    }

    /// Runs blocking work on the disk where it blocks no other task.
    fn run<T: Send + 'static>(
        &self,
        work: impl FnOnce(Self) -> Result<T, StoreError> + Send + 'static,
    ) -> StoreFuture<'_, T> {
        let store = self.clone();
        Box::pin(async move {
            let done = tokio::task::spawn_blocking(move || work(store)).await;
            done.unwrap_or_else(|error| Err(StoreError::new(error)))
        })
    }

    fn read(&self, member_id: &str) -> Result<Option<Tokens>, StoreError> {
        let path = self.path(member_id)?;
        self.check_folder()?;
        check_file(&path)?;
        let file = match File::open(&path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(failed(&path, error)),
        };
        let damaged = |reason: &str| StoreError::Damaged {
            location: path.display().to_string(),
            reason: reason.to_owned(),
        };
        let mut text = String::new();
        match file.take(MOST).read_to_string(&mut text) {
            Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                return Err(damaged("expected text"));
            }
            Err(error) => return Err(failed(&path, error)),
            Ok(_) => {}
        }
        let tokens = Tokens::from_json(&SecretString::from(text))
            .map_err(|error| damaged(&error.to_string()))?;
        if tokens.member_id() != member_id {
            return Err(damaged("the tokens are those of another portal"));
        }
        Ok(Some(tokens))
    }

    fn write(&self, tokens: &Tokens, replaced: Option<&Tokens>) -> Result<Saved, StoreError> {
        let path = self.path(tokens.member_id())?;
        let _lock = self.lock()?;
        let kept = match self.read(tokens.member_id()) {
            // It is unusable, so a good pair may replace it.
            Err(StoreError::Damaged { .. }) => None,
            kept => kept?,
        };
        let saved = Saved::instead(kept, tokens, replaced);
        if matches!(saved, Saved::Ours) {
            self.replace(&path, tokens.to_json().expose_secret())
                .map_err(|error| failed(&path, error))?;
        }
        Ok(saved)
    }

    /// Replaces the content of a file in one step. The lock is held, so no other process writes to
    /// the file beside it.
    fn replace(&self, path: &Path, text: &str) -> io::Result<()> {
        let new = path.with_extension("new");
        // Left by a process that ended here. It is created again, with its own mode.
        match fs::remove_file(&new) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut file = private().create_new(true).open(&new)?;
        file.write_all(text.as_bytes())?;
        file.sync_all()?;
        fs::rename(&new, path)?;
        // Without this, a power failure may lose the name. Not every system supports it for
        // folders.
        if let Ok(folder) = File::open(&self.folder) {
            let _ = folder.sync_all();
        }
        Ok(())
    }

    /// Excludes other processes and other tasks as long as the file is open.
    fn lock(&self) -> Result<File, StoreError> {
        make_folder(&self.folder).map_err(|error| failed(&self.folder, error))?;
        self.check_folder()?;
        let path = self.folder.join("lock");
        check_file(&path)?;
        let file = private().create(true).truncate(false).open(&path);
        let file = file.map_err(|error| failed(&path, error))?;
        let begin = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => return Ok(file),
                Err(TryLockError::Error(error)) => return Err(failed(&path, error)),
                Err(TryLockError::WouldBlock) => {}
            }
            let left = self.lock_limit.saturating_sub(begin.elapsed());
            if left.is_zero() {
                return Err(StoreError::Locked {
                    path: path.display().to_string(),
                    waited: self.lock_limit,
                });
            }
            thread::sleep(NEXT_TRY.min(left));
        }
    }

    /// Refuses a folder in which others may put files. A missing one has none.
    fn check_folder(&self) -> Result<(), StoreError> {
        match metadata(&self.folder)? {
            Some(found) if is_writable_by_others(&found) => Err(StoreError::Unsafe {
                path: self.folder.display().to_string(),
                reason: "may be written to by other users: no tokens are kept there (`chmod go-w`)",
            }),
            // A file in place of the folder is an error when a file in it is opened.
            _ => Ok(()),
        }
    }
}

impl TokenStore for FileStore {
    fn load<'a>(&'a self, member_id: &'a str) -> StoreFuture<'a, Option<Tokens>> {
        let member_id = member_id.to_owned();
        self.run(move |store| store.read(&member_id))
    }

    fn save<'a>(
        &'a self,
        tokens: &'a Tokens,
        replaced: Option<&'a Tokens>,
    ) -> StoreFuture<'a, Saved> {
        let (tokens, replaced) = (tokens.clone(), replaced.cloned());
        self.run(move |store| store.write(&tokens, replaced.as_ref()))
    }

    fn remove<'a>(&'a self, member_id: &'a str) -> StoreFuture<'a, ()> {
        let member_id = member_id.to_owned();
        self.run(move |store| {
            let path = store.path(&member_id)?;
            let _lock = store.lock()?;
            match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(failed(&path, error)),
                _ => Ok(()),
            }
        })
    }
}

#[cfg(unix)]
fn is_writable_by_others(folder: &fs::Metadata) -> bool {
    std::os::unix::fs::PermissionsExt::mode(&folder.permissions()) & 0o022 != 0
}

#[cfg(not(unix))]
fn is_writable_by_others(_: &fs::Metadata) -> bool {
    false
}

/// Refuses what is no file, such as a pipe, which might never be opened.
fn check_file(path: &Path) -> Result<(), StoreError> {
    match metadata(path)? {
        Some(found) if !found.is_file() => Err(StoreError::Unsafe {
            path: path.display().to_string(),
            reason: "is not a regular file: no tokens are kept there",
        }),
        _ => Ok(()),
    }
}

/// What is at a path; `None` for nothing.
fn metadata(path: &Path) -> Result<Option<fs::Metadata>, StoreError> {
    match fs::metadata(path) {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(failed(path, error)),
    }
}

fn failed(path: &Path, source: io::Error) -> StoreError {
    StoreError::File {
        path: path.display().to_string(),
        source,
    }
}

/// Creates a file that no other user can read.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Creates a folder that no other user can read. An existing folder keeps its mode.
fn make_folder(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_lead_nowhere_else_and_no_two_are_one() {
        let store = FileStore::new("folder");
        let name = |id: &str| store.path(id).expect("a path");
        let plain = name("a223c6b3710f85df22e9377d6c4f7553");
        assert_eq!(
            plain,
            Path::new("folder/portal-a223c6b3710f85df22e9377d6c4f7553.json")
        );
        for id in [
            "",
            "..",
            "../../etc/passwd",
            "/etc",
            "a\\b",
            "A",
            "~41",
            "c:",
            "ключ",
            "a\0",
        ] {
            let path = name(id);
            assert_eq!(path.parent(), Some(Path::new("folder")), "{id}");
            let text = path.to_str().expect("ASCII");
            assert!(!text[7..].contains(['/', '\\', ':', '\0']), "{text}");
        }
        assert_ne!(name("A"), name("a"));
        assert_ne!(name("A"), name("~41"));
        assert!(matches!(
            store.path(&"x".repeat(65)),
            Err(StoreError::MemberId { limit: 64 })
        ));
    }
}
