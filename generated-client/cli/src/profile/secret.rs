//! Secrets of profiles: in the file itself, or in the key ring of the system.

use std::io::{self, IsTerminal as _};

use bitrix24::SecretString;
use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// A secret as the file has it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub(crate) enum Stored {
    /// The secret itself.
    Text(String),
    /// It is in the key ring, under this name.
    Keyring {
        /// The name.
        keyring: String,
    },
}

impl std::fmt::Debug for Stored {
    /// The secret is not shown.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Stored::Text(..)",
            Self::Keyring { .. } => "Stored::Keyring(..)",
        })
    }
}

/// The secret of a profile.
pub(super) fn read(profile: &str, stored: &Stored) -> Result<SecretString, Failure> {
    match stored {
        Stored::Text(text) => Ok(text.as_str().into()),
        Stored::Keyring { keyring } => from_keyring(profile, keyring),
    }
}

/// Asks for a secret: on a terminal without an echo, otherwise a line of the standard input. It is
/// never an argument, because other users of the machine see those.
pub(crate) fn ask(what: &str) -> Result<SecretString, Failure> {
    let text = if io::stdin().is_terminal() {
        rpassword::prompt_password(format!("{what}: "))?
    } else {
        let mut line = String::new();
        io::stdin().read_line(&mut line)?;
        line
    };
    match text.trim() {
        "" => Err(Failure::Usage(format!("no {what} was entered"))),
        text => Ok(text.into()),
    }
}

impl Stored {
    /// Keeps a secret: in the key ring if that is wanted, or in the file.
    pub(crate) fn keep(name: &str, secret: &str, in_keyring: bool) -> Result<Self, Failure> {
        if in_keyring {
            to_keyring(name, secret)?;
            return Ok(Self::Keyring {
                keyring: name.to_owned(),
            });
        }
        Ok(Self::Text(secret.to_owned()))
    }

    /// Removes the secret from the key ring, if it is there.
    pub(crate) fn forget(&self) -> Result<(), Failure> {
        match self {
            Self::Text(_) => Ok(()),
            Self::Keyring { keyring } => forget(keyring),
        }
    }
}

#[cfg(feature = "keyring")]
fn from_keyring(profile: &str, name: &str) -> Result<SecretString, Failure> {
    let read = keyring::Entry::new(SERVICE, name).and_then(|entry| entry.get_password());
    read.map(Into::into)
        .map_err(|error| Failure::Profile(format!("profile `{profile}`: the key ring: {error}")))
}

#[cfg(not(feature = "keyring"))]
fn from_keyring(profile: &str, _: &str) -> Result<SecretString, Failure> {
    Err(Failure::Profile(format!(
        "the secret of profile `{profile}` is in the key ring, which this build cannot read; build b24 with the feature `keyring`"
    )))
}

/// The name of the program in the key ring.
#[cfg(feature = "keyring")]
const SERVICE: &str = "b24";

#[cfg(feature = "keyring")]
fn to_keyring(name: &str, secret: &str) -> Result<(), Failure> {
    let kept = keyring::Entry::new(SERVICE, name).and_then(|entry| entry.set_password(secret));
    let read = kept.and_then(|()| keyring::Entry::new(SERVICE, name)?.get_password());
    match read {
        Ok(read) if read == secret => Ok(()),
        Ok(_) => Err(Failure::Local(
            "the key ring does not keep what it is given".to_owned(),
        )),
        Err(error) => Err(Failure::Local(format!("the key ring: {error}"))),
    }
}

#[cfg(feature = "keyring")]
fn forget(name: &str) -> Result<(), Failure> {
    match keyring::Entry::new(SERVICE, name).and_then(|entry| entry.delete_credential()) {
        Ok(()) | Err(keyring::Error::NoEntry) => Ok(()),
        Err(error) => Err(Failure::Local(format!(
            "the key ring still has the secret `{name}` of {SERVICE}: {error}"
        ))),
    }
}

#[cfg(not(feature = "keyring"))]
fn forget(name: &str) -> Result<(), Failure> {
    Err(Failure::Local(format!(
        "the key ring still has the secret `{name}` of b24, which this build cannot remove"
    )))
}

#[cfg(not(feature = "keyring"))]
fn to_keyring(_: &str, _: &str) -> Result<(), Failure> {
    Err(Failure::Usage(
        "this build has no key ring; build b24 with the feature `keyring`".to_owned(),
    ))
}
