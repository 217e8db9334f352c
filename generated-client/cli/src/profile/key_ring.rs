//! A key ring for tests: it keeps secrets until the program ends.

use std::any::Any;
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

use keyring::credential::{CredentialApi, CredentialBuilderApi};
use keyring::{Credential, Error, Result};

/// The secrets of the program `b24`, by their names.
static SECRETS: Mutex<BTreeMap<String, Vec<u8>>> = Mutex::new(BTreeMap::new());

fn secrets() -> MutexGuard<'static, BTreeMap<String, Vec<u8>>> {
    SECRETS.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Makes it the key ring of the program. Names that begin with `locked` cannot be used.
pub(crate) fn install() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| keyring::set_default_credential_builder(Box::new(Ring)));
}

/// The secret of a name.
pub(crate) fn secret(name: &str) -> Option<String> {
    let secret = secrets().get(name).cloned()?;
    Some(String::from_utf8(secret).expect("text"))
}

/// Removes a secret, as a user could in the settings of the system.
pub(crate) fn drop_secret(name: &str) {
    secrets().remove(name);
}

struct Ring;

struct Kept {
    name: String,
}

impl CredentialBuilderApi for Ring {
    fn build(&self, _: Option<&str>, service: &str, user: &str) -> Result<Box<Credential>> {
        assert_eq!(service, "b24");
        Ok(Box::new(Kept {
            name: user.to_owned(),
        }))
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}

impl Kept {
    fn opened(&self) -> Result<()> {
        if self.name.starts_with("locked") {
            return Err(Error::NoStorageAccess("it is locked".into()));
        }
        Ok(())
    }
}

impl CredentialApi for Kept {
    fn set_secret(&self, secret: &[u8]) -> Result<()> {
        self.opened()?;
        secrets().insert(self.name.clone(), secret.to_vec());
        Ok(())
    }

    fn get_secret(&self) -> Result<Vec<u8>> {
        self.opened()?;
        secrets().get(&self.name).cloned().ok_or(Error::NoEntry)
    }

    fn delete_credential(&self) -> Result<()> {
        self.opened()?;
        let removed = secrets().remove(&self.name);
        removed.map(drop).ok_or(Error::NoEntry)
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
