//! The file of profiles, which only its user may read.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::secret::Stored;
use crate::failure::Failure;

/// The profiles of a user.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Profiles {
    /// The one that is used when none is named.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) default: Option<String>,
    /// The profiles by their names.
    #[serde(default)]
    pub(crate) profiles: BTreeMap<String, Entry>,
}

/// A profile as it is kept.
#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Entry {
    /// A webhook, whose address is its password.
    Webhook {
        /// Its address.
        webhook: Stored,
    },
    /// An application; its tokens are in a folder beside the file.
    Application {
        /// Its code.
        client_id: String,
        /// Its secret.
        client_secret: Stored,
        /// Identifier of the portal.
        member_id: String,
        /// Authorisation server, if it is not the vendor's.
        #[serde(skip_serializing_if = "Option::is_none")]
        server: Option<String>,
    },
}

impl Entry {
    /// What it is, in a word.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Self::Webhook { .. } => "webhook",
            Self::Application { .. } => "application",
        }
    }

    /// The secret that is kept with it.
    pub(crate) fn secret(&self) -> &Stored {
        match self {
            Self::Webhook { webhook } => webhook,
            Self::Application { client_secret, .. } => client_secret,
        }
    }
}

impl Profiles {
    /// Reads the file; a missing one has no profiles.
    pub(crate) fn read(path: &Path) -> Result<Self, Failure> {
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(Failure::file(path, &error)),
        };
        check_mode(path)?;
        // The message of a parser may quote the line, and with it a secret.
        toml::from_str(&text).map_err(|error: toml::de::Error| {
            let line = error.span().map_or(1, |span| {
                text.get(..span.start)
                    .unwrap_or_default()
                    .matches('\n')
                    .count()
                    + 1
            });
            Failure::Profile(format!(
                "{}:{line}: not a file of profiles; `b24 profile add` writes one",
                path.display()
            ))
        })
    }

    /// The profile of that name.
    pub(crate) fn entry(&self, name: &str) -> Result<&Entry, Failure> {
        self.profiles.get(name).ok_or_else(|| {
            let known: Vec<&str> = self.profiles.keys().map(String::as_str).collect();
            let known = match known.as_slice() {
                [] => "there are none".to_owned(),
                names => format!("there are {}", names.join(", ")),
            };
            Failure::Profile(format!("no profile `{name}`; {known}"))
        })
    }

    /// Adds or replaces a profile. The first one is the default.
    pub(crate) fn add(&mut self, name: &str, entry: Entry) {
        self.profiles.insert(name.to_owned(), entry);
        self.default.get_or_insert_with(|| name.to_owned());
    }

    /// Replaces the file in one step.
    pub(crate) fn write(&self, path: &Path) -> Result<(), Failure> {
        let text = toml::to_string(self)
            .map_err(|error| Failure::Local(format!("{}: {error}", path.display())))?;
        write_private(path, text.as_bytes()).map_err(|error| Failure::file(path, &error))
    }
}

/// Writes a file that only its user may read, in one step.
fn write_private(path: &Path, content: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let new = path.with_extension("new");
    // Left by a run that was interrupted. It is created again, with its own mode.
    match fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&new)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(&new, path)
}

/// Refuses a file that other users may read.
#[cfg(unix)]
fn check_mode(path: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt as _;

    let metadata = fs::metadata(path).map_err(|error| Failure::file(path, &error))?;
    if metadata.permissions().mode().trailing_zeros() >= 6 {
        // Neither the group nor others have a right.
        return Ok(());
    }
    Err(Failure::Profile(format!(
        "{0} holds secrets and others may read it; run `chmod 600 {0}`",
        path.display()
    )))
}

#[cfg(not(unix))]
fn check_mode(_: &Path) -> Result<(), Failure> {
    Ok(())
}

/// Where the profiles of this user are.
pub(crate) fn default_path() -> Result<PathBuf, Failure> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let folder = variable("XDG_CONFIG_HOME")
        .or_else(|| variable("APPDATA"))
        .map(PathBuf::from)
        .or_else(|| variable("HOME").map(|home| PathBuf::from(home).join(".config")))
        .ok_or_else(|| {
            Failure::Profile(
                "no folder for the profiles: neither HOME nor B24_PROFILES is set".to_owned(),
            )
        })?;
    Ok(folder.join("b24").join("profiles.toml"))
}

/// The folder with the tokens of a profile.
pub(crate) fn tokens(file: &Path, name: &str) -> PathBuf {
    file.with_file_name("tokens").join(name)
}
