//! `b24 login`: a profile for an application.

use std::io::{self, BufRead as _};
use std::sync::Arc;

use bitrix24::oauth::{FileStore, Portals, Tokens};
use bitrix24::{Client, ExposeSecret as _, SecretString};

use super::profile::check_name;
use super::wait;
use crate::failure::Failure;
use crate::profile::{Entry, Profiles, Selection, Stored, application, ask, tokens};

/// What is known of an application. Its secret and the code are read from the standard input.
#[derive(Debug, clap::Args)]
pub(super) struct Login {
    /// Name of the profile.
    name: String,
    /// Code of the application, `client_id`.
    #[arg(long, value_name = "CODE")]
    client_id: String,
    /// Host of the portal, such as acme.bitrix24.com. Its user confirms the application in a browser.
    #[arg(long, value_name = "HOST", required_unless_present = "tokens")]
    portal: Option<String>,
    /// Reads tokens as JSON from the standard input, such as `auth` of an installation, in place of
    /// a code.
    #[arg(long, conflicts_with = "portal")]
    tokens: bool,
    /// Authorisation server, if it is not the vendor's.
    #[arg(long, value_name = "URL")]
    server: Option<String>,
    /// Keeps the secret in the key ring of the system.
    #[arg(long)]
    keyring: bool,
}

pub(super) fn run(selection: &Selection, asked: &Login) -> Result<(), Failure> {
    check_name(&asked.name)?;
    let path = selection.path()?;
    let mut profiles = Profiles::read(&path)?;
    let secret = ask("secret of the application")?;
    let application = application(&asked.client_id, secret.clone(), asked.server.as_deref())?;
    let portals = Portals::with_settings(
        application.clone(),
        Arc::new(FileStore::new(tokens(&path, &asked.name))),
        Client::builder(),
    )?;
    let client = if let Some(portal) = &asked.portal {
        let state = bitrix24::internal::identifier();
        let address = application
            .authorize_url(portal, &state)
            .map_err(|error| Failure::Usage(format!("--portal: {error}")))?;
        eprintln!("Open this address, and confirm the application:\n\n  {address}\n");
        eprintln!(
            "Then enter the address to which the browser is sent, or its `code`, within 30 seconds."
        );
        let code = code(&ask("address or code")?, &state)?;
        wait(async { Ok(portals.exchange(code.expose_secret()).await?) })?
    } else {
        let mut text = String::new();
        for line in io::stdin().lock().lines() {
            text.push_str(&line?);
        }
        let tokens = Tokens::from_json(&SecretString::from(text))
            .map_err(|error| Failure::Usage(error.to_string()))?;
        wait(async { Ok(portals.install(tokens).await?) })?
    };
    let member_id = client.tokens().map(|tokens| tokens.member_id().to_owned());
    let entry = Entry::Application {
        client_id: asked.client_id.clone(),
        client_secret: Stored::keep(&asked.name, secret.expose_secret(), asked.keyring)?,
        member_id: member_id.unwrap_or_default(),
        server: asked.server.clone(),
    };
    profiles.add(&asked.name, entry);
    profiles.write(&path)?;
    eprintln!("profile `{}` calls {}", asked.name, client.portal());
    Ok(())
}

/// The code, alone or in an address. An address has to come from this login.
fn code(entered: &SecretString, state: &str) -> Result<SecretString, Failure> {
    let entered = entered.expose_secret();
    let Some((_, query)) = entered.split_once('?') else {
        return Ok(entered.into());
    };
    let query = query.split('#').next().unwrap_or_default();
    let value = |name: &str| {
        let mut pairs = query.split('&').filter_map(|pair| pair.split_once('='));
        pairs.find_map(|(known, value)| (known == name).then_some(value))
    };
    if value("state") != Some(state) {
        return Err(Failure::Usage(
            "the address belongs to another login, so its code is not used".to_owned(),
        ));
    }
    value("code")
        .map(Into::into)
        .ok_or_else(|| Failure::Usage("the address has no `code`".to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_another_login_is_refused() {
        let code =
            |text: &str| code(&text.into(), "s1").map(|code| code.expose_secret().to_owned());
        assert_eq!(code("abc").expect("a code"), "abc");
        assert_eq!(
            code("https://app.example/?code=abc&state=s1#x").expect("a code"),
            "abc"
        );
        assert!(code("https://app.example/?code=abc&state=s2").is_err());
        assert!(code("https://app.example/?state=s1").is_err());
    }
}
