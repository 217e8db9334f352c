//! Errors of several methods in one function.

use bitrix24::crm::OwnerType;
use bitrix24::crm::item::productrow::{self, GetError, ListFilter};
use bitrix24::{AnyError, Client, Error};

/// `?` turns the errors of every method into `AnyError`.
async fn move_first(
    client: &Client,
    from: i64,
    to: i64,
) -> Result<Option<productrow::Row>, AnyError> {
    let rows = client
        .call(productrow::list(ListFilter::new(OwnerType::Deal, from)))
        .await?;
    let Some(id) = rows.first().and_then(|row| row.id) else {
        return Ok(None);
    };
    let row = client.call(productrow::get(id)).await?;
    client.call(productrow::delete(id)).await?;
    let fields =
        productrow::AddFields::new(to, OwnerType::Deal).price(row.price.unwrap_or_default());
    Ok(Some(client.call(productrow::add(fields)).await?))
}

/// And into the errors of others.
async fn count(client: &Client) -> Result<usize, Box<dyn std::error::Error + Send + Sync>> {
    let rows = client
        .call(productrow::list(ListFilter::new(OwnerType::Deal, 13142)))
        .await?;
    let described = client.call(productrow::fields()).await?;
    Ok(rows.len() + described.len())
}

/// A match names what it cares for and has an arm for the rest, so that it survives errors that come later.
fn text(error: &Error<GetError>) -> &str {
    match error {
        Error::Api(error) => match &error.kind {
            GetError::NotFound => "no such row",
            GetError::AccessDenied => "not yours",
            GetError::System(_) => "the portal refuses",
            _ => "something else",
        },
        error if error.is_timeout() => "too slow",
        _ => "no answer",
    }
}

#[test]
fn they_compile() {
    fn is_send<T: Send>(_: T) {}
    let client = Client::webhook("https://example.bitrix24.com/rest/1/secret/").unwrap();
    is_send(move_first(&client, 1, 2));
    is_send(count(&client));
    let _: fn(&Error<GetError>) -> &str = text;
}
