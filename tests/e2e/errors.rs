//! Errors, each as the kind that its method documents.

use bitrix24::crm::item::productrow::{
    self, AddError, AddFields, DeleteError, GetAvailableForPaymentError, GetError, ListError,
    ListFilter, SetError, SetRow, UpdateError, UpdateFields,
};
use bitrix24::crm::{EntityType, OwnerType, item};
use bitrix24::{AnyError, Client, Error, SystemError, Value};

use crate::{DEAL, fields, portal};

/// The kind of the error of a call.
macro_rules! kind {
    ($client:expr, $request:expr) => {
        match $client.call($request).await {
            Err(Error::Api(error)) => {
                assert_eq!(error.status, 400, "{error}");
                assert!(!error.message.is_empty(), "{error}");
                error.kind
            }
            other => panic!("expected an error of the portal, found {other:?}"),
        }
    };
}

#[tokio::test]
async fn documented_errors_are_variants() {
    let (_portal, client) = portal().await;
    let nobody = || AddFields::new(404, OwnerType::Deal);
    let unsupported = || AddFields::new(1, OwnerType::Contact);
    assert_eq!(
        kind!(client, productrow::add(nobody())),
        AddError::OwnerNotFound
    );
    assert_eq!(
        kind!(client, productrow::add(unsupported())),
        AddError::EntityTypeNotSupported
    );
    let impossible = fields().price(10).discount_rate(100);
    assert_eq!(kind!(client, productrow::add(impossible)), AddError::Other);
    assert_eq!(kind!(client, productrow::get(404)), GetError::NotFound);
    let update = productrow::update(404, UpdateFields::new().price(1));
    assert_eq!(kind!(client, update), UpdateError::NotFound);
    assert_eq!(
        kind!(client, productrow::delete(404)),
        DeleteError::NotFound
    );
    let list = productrow::list(ListFilter::new(OwnerType::Deal, 404));
    assert_eq!(kind!(client, list), ListError::AccessDenied);
    let available = productrow::get_available_for_payment(404, OwnerType::Deal);
    assert_eq!(
        kind!(client, available),
        GetAvailableForPaymentError::AccessDenied
    );
    let set = productrow::set(404, OwnerType::Deal, [SetRow::new()]);
    assert_eq!(kind!(client, set), SetError::OwnerNotFound);
}

#[tokio::test]
async fn an_item_that_is_gone_is_no_unknown_kind_of_items() {
    let (_portal, client) = portal().await;
    let change = || item::UpdateFields::new().title("Renamed");
    let gone = item::update(EntityType::Deal, 404, change());
    assert_eq!(kind!(client, gone), item::UpdateError::NotFound);
    let unknown = item::update(EntityType::from(77), 1, change());
    assert_eq!(
        kind!(client, unknown),
        item::UpdateError::EntityTypeNotFound
    );
}

#[tokio::test]
async fn parameters_that_are_taken_away_or_spoilt_are_told() {
    let (_portal, client) = portal().await;
    let get = productrow::get(1).param("id", Value::Null);
    assert_eq!(kind!(client, get), GetError::MissingParameter);
    let update = productrow::update(17622, UpdateFields::new().param("price", "much"));
    assert_eq!(kind!(client, update), UpdateError::InvalidArgument);
    let get = productrow::get(1).param("id", "one");
    assert_eq!(kind!(client, get), GetError::Other);
}

#[tokio::test]
async fn errors_of_several_methods_become_one() {
    async fn run(client: &Client) -> Result<(), AnyError> {
        client.call(productrow::add(fields())).await?;
        client.call(productrow::get(404)).await?;
        Ok(())
    }
    let (_portal, client) = portal().await;
    match run(&client).await {
        Err(Error::Api(error)) => {
            assert_eq!(error.kind.name(), Some("NotFound"));
            assert_eq!(
                (error.code.as_str(), error.method()),
                ("NOT_FOUND", "crm.item.productrow.get")
            );
        }
        other => panic!("expected an error of the portal, found {other:?}"),
    }
}

#[tokio::test]
async fn a_wrong_code_of_the_webhook_is_an_error_of_the_system() {
    let (portal, _client) = portal().await;
    let address = format!("http://{}/rest/1/wrongsecretcode/", portal.address());
    let client = Client::webhook(&address).expect("an address");
    let error = client
        .call(productrow::get(DEAL))
        .await
        .expect_err("the code is wrong");
    let text = format!("{error} {error:?}");
    assert!(
        !text.contains("wrongsecretcode"),
        "the code is shown: {text}"
    );
    let kind = error.api().map(|error| error.kind.clone());
    assert_eq!(kind, Some(GetError::System(SystemError::NoAuthFound)));
    assert!(portal.requests().is_empty());
}
