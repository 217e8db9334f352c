//! An application with OAuth 2.0, without an account: the portal in the process has an
//! authorisation server too.
//!
//! `cargo run --example oauth`

use std::sync::Arc;

use bitrix24::crm::{OwnerType, item::productrow};
use bitrix24::oauth::{FileStore, Portals};
use bitrix24::{CallOptions, Client, Error, Hook, RenewalInfo};
use bitrix24_portal::Portal;

/// Shows what becomes of the tokens.
#[derive(Debug)]
struct Show;

impl Hook for Show {
    fn renewed(&self, renewal: &RenewalInfo<'_>) {
        println!("  new tokens for {}", renewal.portal);
        if let Some(from) = renewal.moved_from {
            println!("  it was at {from} before");
        }
        if let Some(error) = renewal.unsaved {
            println!("  they are not saved: {error}");
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let portal = Portal::start().await?;
    let folder = std::env::temp_dir().join(format!("bitrix24-oauth-{}", std::process::id()));

    // In a program of your own: `Application::new("app.573ad8a0346747.09223434", secret)`.
    let application = portal.application();
    let address = application.authorize_url("portal.bitrix24.com", "a secret of the session")?;
    println!("The user's browser is sent to {address}\n");

    let settings = Client::builder().hook(Arc::new(Show));
    let store = Arc::new(FileStore::new(&folder));
    let portals = Portals::with_settings(application, store, settings)?;

    println!(
        "It comes back with a code, which becomes tokens in {}",
        folder.display()
    );
    let client = portals.exchange(portal.authorization_code()).await?;
    rows(&client).await?;

    println!("\nAn hour later the access token has expired:");
    portal.expire_tokens();
    rows(&client).await?;

    println!("\nThe portal's owner has renamed it:");
    portal.relocate().await?;
    rows(&client).await?;

    println!("\nThe trial time is over:");
    portal.expire_tokens();
    portal.refuse_tokens(Some("PAYMENT_REQUIRED"));
    match rows(&client).await {
        Err(Error::Auth(error)) => println!("  {:?}: {error}", error.code()),
        other => println!("  unexpectedly {other:?}"),
    }
    std::fs::remove_dir_all(folder)?;
    Ok(())
}

async fn rows(client: &Client) -> Result<(), Error<productrow::ListError>> {
    let rows = productrow::list(productrow::ListFilter::new(OwnerType::Deal, 5));
    let envelope = client.send(rows, CallOptions::new()).await?;
    for retry in &envelope.retries {
        println!("  sent again: {}", retry.reason);
    }
    println!("  {} rows", envelope.result.len());
    Ok(())
}
