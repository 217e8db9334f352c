//! A handler of events, called by a portal in the process.
//!
//! `cargo run --example event_handler`
//!
//! An axum server on this machine takes events at `/events`. The portal sends it `onCrmDealUpdate`;
//! the handler verifies the application's token, and fetches the deal that the event is about.

use axum::Router;
use axum::extract::{FromRef, State};
use axum::http::StatusCode;
use axum::routing::post;
use bitrix24::crm::{EntityType, deal, item};
use bitrix24::event::{self, ApplicationToken, Data, Event};
use bitrix24::{AnyError, Client};
use bitrix24_portal::{Delivery, Outcome, Portal};
use serde_json::json;
use tokio::net::TcpListener;

/// What every handler gets. The extractor [`Event`] takes the token from it, and refuses events
/// that have another one.
#[derive(Clone)]
struct App {
    client: Client,
    token: ApplicationToken,
}

impl FromRef<App> for ApplicationToken {
    fn from_ref(app: &App) -> Self {
        app.token.clone()
    }
}

async fn handle(State(app): State<App>, event: Event) -> StatusCode {
    println!(
        "\nThe handler got {}, and its token is right.",
        event.name()
    );
    println!(
        "  sent at {}, by the portal {}",
        show(event.ts),
        show(event.auth.domain)
    );
    match changed(&app.client, event.data).await {
        Ok(()) => StatusCode::OK,
        Err(error) => {
            println!("  {error}");
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

/// An event has the identifier of the changed object; the rest is requested.
async fn changed(client: &Client, data: Data) -> Result<(), AnyError> {
    match data {
        Data::OnCrmDealUpdate(update) => {
            let Some(id) = update.fields.and_then(|fields| fields.id) else {
                println!("  it names no deal");
                return Ok(());
            };
            // The item of a deal has the deal's number.
            let item = client.call(item::get(EntityType::Deal, *id.key())).await?;
            println!(
                "  deal {id} is \"{}\", stage {}",
                show(item.title),
                show(item.stage_id)
            );
        }
        other => println!("  nothing to do for {}", other.name()),
    }
    Ok(())
}

fn show(value: Option<impl ToString>) -> String {
    value.map_or_else(|| "unknown".to_owned(), |value| value.to_string())
}

fn show_outcome(sent: Vec<Delivery>) {
    for delivery in sent {
        match delivery.outcome {
            Outcome::Answered { status, body } => println!("The handler answered {status} {body}"),
            other => println!("The handler was not reached: {other:?}"),
        }
    }
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let portal = Portal::start().await?;
    let client = portal.client()?;

    // A real application gets its token with the event `ONAPPINSTALL`, and keeps it.
    let token = portal.application_token();
    let app = App {
        client: client.clone(),
        token,
    };
    let router = Router::new().route("/events", post(handle)).with_state(app);
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let address = format!("http://{}/events", listener.local_addr()?);
    tokio::spawn(async move { axum::serve(listener, router).await });

    let name = deal::OnCrmDealUpdate::NAME;
    client.call(event::bind(name).handler(&address)).await?;
    println!("`event.bind`: {name} goes to {address}.");
    let deal = json!({ "FIELDS": { "ID": "5" } });
    show_outcome(portal.send_event(name, deal.clone()).await);

    // Anybody can send something that looks like an event. Another portal does not know the token.
    let stranger = Portal::start().await?;
    let bind = event::bind(name).handler(&address);
    stranger.client()?.call(bind).await?;
    println!("\nAnother portal sends the same.");
    show_outcome(stranger.send_event(name, deal).await);
    Ok(())
}
