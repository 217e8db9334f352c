//! The portal that is called: from `--profile`, the environment or the profiles' file.

mod file;
#[cfg(all(test, feature = "keyring"))]
pub(crate) mod key_ring;
mod secret;

use std::path::PathBuf;
use std::sync::Arc;

use bitrix24::oauth::{Application, FileStore, Portals};
use bitrix24::{Client, ExposeSecret, SecretString};

pub(crate) use self::file::{Entry, Profiles, tokens};
pub(crate) use self::secret::{Stored, ask};
use crate::failure::Failure;

/// The variable with the address of a webhook.
pub(crate) const WEBHOOK: &str = "B24_WEBHOOK";

/// Which portal is called: options of every command.
#[derive(Debug, Clone, Default, clap::Args)]
pub(crate) struct Selection {
    /// Profile to use instead of the default one.
    #[arg(long, global = true, env = "B24_PROFILE", value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// File with the profiles, instead of the user's own.
    #[arg(long, global = true, env = "B24_PROFILES", value_name = "FILE")]
    pub(crate) profiles: Option<PathBuf>,
}

/// A portal and what is needed to call it.
#[derive(Debug, Clone)]
pub(crate) struct Profile {
    credentials: Credentials,
}

#[derive(Debug, Clone)]
enum Credentials {
    Webhook(SecretString),
    Application {
        application: Application,
        member_id: String,
        tokens: PathBuf,
    },
}

impl Selection {
    /// The profiles' file.
    pub(crate) fn path(&self) -> Result<PathBuf, Failure> {
        match &self.profiles {
            Some(path) => Ok(path.clone()),
            None => file::default_path(),
        }
    }

    /// The profile that is named, the webhook of the environment, or the default profile.
    pub(crate) fn resolve(&self) -> Result<Profile, Failure> {
        if self.profile.is_none()
            && let Ok(address) = std::env::var(WEBHOOK)
            && !address.is_empty()
        {
            return Ok(Profile {
                credentials: Credentials::Webhook(address.into()),
            });
        }
        let path = self.path()?;
        let profiles = Profiles::read(&path)?;
        let name = self.profile.as_ref().or(profiles.default.as_ref());
        let name = name.cloned().ok_or_else(|| {
            Failure::Profile(format!(
                "no portal to call: set {WEBHOOK} to the address of a webhook, or add a profile with `b24 profile add NAME`"
            ))
        })?;
        let entry = profiles.entry(&name)?;
        Profile::of(&name, entry, &path)
    }

    /// A client for the selected portal. It needs a runtime, and sends nothing by itself.
    pub(crate) async fn client(&self) -> Result<Client, Failure> {
        self.resolve()?.client().await
    }
}

impl Profile {
    fn of(name: &str, entry: &Entry, file: &std::path::Path) -> Result<Self, Failure> {
        let credentials = match entry {
            Entry::Webhook { webhook } => Credentials::Webhook(secret::read(name, webhook)?),
            Entry::Application {
                client_id,
                client_secret,
                member_id,
                server,
            } => Credentials::Application {
                application: application(
                    client_id,
                    secret::read(name, client_secret)?,
                    server.as_deref(),
                )?,
                member_id: member_id.clone(),
                tokens: tokens(file, name),
            },
        };
        Ok(Self { credentials })
    }

    /// A client for the portal.
    pub(crate) async fn client(&self) -> Result<Client, Failure> {
        let settings = Client::builder().user_agent(concat!("b24/", env!("CARGO_PKG_VERSION")));
        match &self.credentials {
            Credentials::Webhook(address) => {
                Ok(settings.webhook(address.expose_secret()).build()?)
            }
            Credentials::Application {
                application,
                member_id,
                tokens,
            } => {
                let store = Arc::new(FileStore::new(tokens));
                let portals = Portals::with_settings(application.clone(), store, settings)?;
                let client = portals.client(member_id).await;
                Ok(client?)
            }
        }
    }
}

/// An application with its secret.
pub(crate) fn application(
    client_id: &str,
    secret: SecretString,
    server: Option<&str>,
) -> Result<Application, Failure> {
    let application = Application::new(client_id, secret);
    match server {
        None => Ok(application),
        Some(address) => application
            .server(address)
            .map_err(|error| Failure::Profile(format!("the authorisation server: {error}"))),
    }
}
