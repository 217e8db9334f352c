//! `b24 profile …`: the portals that can be called.

use std::fs;
use std::io;
use std::path::Path;

use bitrix24::{Client, ExposeSecret as _, SecretString};

use crate::failure::Failure;
use crate::output;
use crate::profile::{Entry, Profiles, Selection, Stored, ask, tokens};

/// What to do with profiles.
#[derive(Debug, clap::Subcommand)]
pub(super) enum Action {
    /// Adds a webhook. Its address, which is a password, is asked for or read from the standard input.
    Add {
        /// Name of the profile.
        name: String,
        /// Keeps the secret in the key ring of the system.
        #[arg(long)]
        keyring: bool,
    },
    /// Lists the profiles, without secrets. The default one has a `*`.
    List,
    /// Makes a profile the default one.
    Use {
        /// Name of the profile.
        name: String,
    },
    /// Removes a profile and its tokens from this machine.
    Remove {
        /// Name of the profile.
        name: String,
    },
}

pub(super) fn run(selection: &Selection, action: Action) -> Result<(), Failure> {
    let path = selection.path()?;
    let mut profiles = Profiles::read(&path)?;
    match action {
        Action::Add { name, keyring } => {
            check_name(&name)?;
            let webhook = ask("address of the webhook")?;
            add(&path, profiles, &name, &webhook, keyring)
        }
        Action::List => {
            for (name, entry) in &profiles.profiles {
                let mark = if profiles.default.as_ref() == Some(name) {
                    '*'
                } else {
                    ' '
                };
                output::line(&format!("{mark} {name}\t{}", entry.kind()))?;
            }
            Ok(())
        }
        Action::Use { name } => {
            profiles.entry(&name)?;
            profiles.default = Some(name);
            profiles.write(&path)
        }
        Action::Remove { name } => remove(&path, profiles, &name),
    }
}

fn add(
    path: &Path,
    mut profiles: Profiles,
    name: &str,
    webhook: &SecretString,
    keyring: bool,
) -> Result<(), Failure> {
    // An address that is none is found now, and not at the first call.
    let client = Client::webhook(webhook.expose_secret())?;
    let webhook = Stored::keep(name, webhook.expose_secret(), keyring)?;
    profiles.add(name, Entry::Webhook { webhook });
    profiles.write(path)?;
    eprintln!("profile `{name}` calls {}", client.portal());
    Ok(())
}

fn remove(path: &Path, mut profiles: Profiles, name: &str) -> Result<(), Failure> {
    profiles.entry(name)?;
    let removed = profiles.profiles.remove(name);
    if profiles.default.as_deref() == Some(name) {
        profiles.default = None;
    }
    profiles.write(path)?;
    let folder = tokens(path, name);
    let emptied = match fs::remove_dir_all(&folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(Failure::file(&folder, &error))
        }
        _ => Ok(()),
    };
    let forgotten = removed.map_or(Ok(()), |entry| entry.secret().forget());
    forgotten.and(emptied)
}

/// The name becomes a part of a path.
pub(super) fn check_name(name: &str) -> Result<(), Failure> {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    if !name.is_empty() && name.bytes().all(is_letter) {
        return Ok(());
    }
    Err(Failure::Usage(format!(
        "`{name}` is no name of a profile: letters, digits, `-` and `_`"
    )))
}

#[cfg(all(test, feature = "keyring"))]
mod tests {
    use std::path::PathBuf;

    use tempfile::TempDir;

    use super::*;
    use crate::profile::key_ring;

    const ADDRESS: &str = "https://acme.example/rest/1/topsecret/";

    /// A folder for profiles.
    struct Folder(TempDir);

    impl Folder {
        fn new() -> Self {
            key_ring::install();
            Self(TempDir::new().expect("a folder"))
        }

        fn path(&self) -> PathBuf {
            self.0.path().join("profiles.toml")
        }

        fn profiles(&self) -> Profiles {
            Profiles::read(&self.path()).expect("profiles")
        }

        fn add(&self, name: &str, keyring: bool) -> Result<(), Failure> {
            add(
                &self.path(),
                self.profiles(),
                name,
                &ADDRESS.into(),
                keyring,
            )
        }

        fn remove(&self, name: &str) -> Result<(), Failure> {
            remove(&self.path(), self.profiles(), name)
        }

        /// The portal that the profile calls.
        fn portal(&self, name: &str) -> Result<String, Failure> {
            let selection = Selection {
                profile: Some(name.to_owned()),
                profiles: Some(self.path()),
            };
            let runtime = tokio::runtime::Builder::new_current_thread().build()?;
            let client = runtime.block_on(selection.client())?;
            Ok(client.portal())
        }

        /// What all files of the folder have.
        fn text(&self) -> String {
            let entries = fs::read_dir(self.0.path()).expect("a folder");
            let read = |entry: io::Result<fs::DirEntry>| {
                fs::read_to_string(entry.expect("a file").path()).expect("text")
            };
            entries.map(read).collect()
        }
    }

    #[test]
    fn the_key_ring_has_the_secret_and_the_file_has_not() {
        let folder = Folder::new();
        folder.add("ring-a", true).expect("added");
        assert_eq!(key_ring::secret("ring-a").as_deref(), Some(ADDRESS));
        let text = folder.text();
        assert!(text.contains("ring-a"), "{text}");
        for part in ["topsecret", "acme.example"] {
            assert!(!text.contains(part), "{text}");
        }
        assert_eq!(folder.portal("ring-a").expect("a client"), "acme.example");

        folder.remove("ring-a").expect("removed");
        assert_eq!(key_ring::secret("ring-a"), None);
        assert!(!folder.text().contains("ring-a"));
    }

    #[test]
    fn without_the_option_the_key_ring_gets_nothing() {
        let folder = Folder::new();
        folder.add("ring-b", false).expect("added");
        assert_eq!(key_ring::secret("ring-b"), None);
        assert!(folder.text().contains("topsecret"));
        folder.remove("ring-b").expect("removed");
        assert!(!folder.text().contains("topsecret"));
    }

    #[test]
    fn a_secret_that_is_gone_from_the_key_ring_is_said() {
        let folder = Folder::new();
        folder.add("ring-c", true).expect("added");
        key_ring::drop_secret("ring-c");
        match folder.portal("ring-c") {
            Err(Failure::Profile(message)) => {
                assert!(
                    message.starts_with("profile `ring-c`: the key ring: "),
                    "{message}"
                );
            }
            other => panic!("{other:?}"),
        }
        // What is not there needs not be removed.
        folder.remove("ring-c").expect("removed");
    }

    #[test]
    fn a_key_ring_that_fails_keeps_no_profile_and_loses_no_notice() {
        let folder = Folder::new();
        let refused = folder.add("locked-a", true);
        assert!(matches!(refused, Err(Failure::Local(_))), "{refused:?}");
        assert!(folder.profiles().profiles.is_empty());
        assert_eq!(folder.text(), "");

        folder.add("ring-d", true).expect("added");
        let text = fs::read_to_string(folder.path()).expect("the file");
        fs::write(
            folder.path(),
            text.replace("keyring = \"ring-d\"", "keyring = \"locked-d\""),
        )
        .expect("written");
        match folder.remove("ring-d") {
            Err(Failure::Local(message)) => assert!(
                message.starts_with("the key ring still has the secret `locked-d` of b24: "),
                "{message}"
            ),
            other => panic!("{other:?}"),
        }
        assert!(folder.profiles().profiles.is_empty());
    }
}
