//! What handlers receive: events and requests of placements, read, verified, and extracted by
//! `axum`.

mod decoded;
mod extracted;
mod refused;
mod round_trip;

use bitrix24::event::{self, ApplicationToken, DecodeError, Event};
use bitrix24::placement;

/// The token of every request here.
const TOKEN: &str = "51856fefc120afa4b628cc82d3935cce";

fn token() -> ApplicationToken {
    ApplicationToken::new(TOKEN)
}

/// An event with the right token.
fn read(form: &str) -> Result<Event, DecodeError> {
    let form = format!("{form}&auth[application_token]={TOKEN}");
    let event = event::decode(form.as_bytes())?;
    Ok(event.verify(&token()).expect("the right token"))
}

/// A request with the right token.
fn open(form: &str) -> Result<placement::Request, DecodeError> {
    let form = format!("{form}&APPLICATION_TOKEN={TOKEN}");
    let request = placement::decode("", form.as_bytes())?;
    Ok(request.verify(&token()).expect("the right token"))
}
