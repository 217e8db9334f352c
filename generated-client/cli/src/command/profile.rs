//! `b24 profile …`: the portals that can be called.

use std::fs;
use std::io;

use bitrix24::{Client, ExposeSecret as _};

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
            // An address that is none is found now, and not at the first call.
            let client = Client::webhook(webhook.expose_secret())?;
            let webhook = Stored::keep(&name, webhook.expose_secret(), keyring)?;
            profiles.add(&name, Entry::Webhook { webhook });
            profiles.write(&path)?;
            eprintln!("profile `{name}` calls {}", client.portal());
            Ok(())
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
        Action::Remove { name } => {
            profiles.entry(&name)?;
            let removed = profiles.profiles.remove(&name);
            if profiles.default.as_ref() == Some(&name) {
                profiles.default = None;
            }
            profiles.write(&path)?;
            let folder = tokens(&path, &name);
            let emptied = match fs::remove_dir_all(&folder) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    Err(Failure::file(&folder, &error))
                }
                _ => Ok(()),
            };
            let forgotten = removed.map_or(Ok(()), |entry| entry.secret().forget());
            forgotten.and(emptied)
        }
    }
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
