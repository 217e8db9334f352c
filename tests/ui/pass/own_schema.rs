//! Methods from files of a user's own.

use bitrix24::crm::OwnerType;
use bitrix24::runtime::{Call, Request};
use bitrix24::{AnyError, Client, Decimal, Id};

use self::stock::{AddError, AddFields, ListFilter, Reservation, State};

mod stock {
    bitrix24::schema!("pass/stock.yaml");
}

/// A second file, deeper down.
mod money {
    pub(super) mod payments {
        bitrix24::schema!("pass/payments.yaml");
    }
}
use self::money::payments;

async fn program(client: &Client) -> Result<Decimal, AnyError> {
    let fields = AddFields::new(13142)
        .owner_type(OwnerType::Deal)
        .quantity(2);
    let reservation = client.call(stock::add(fields)).await?;
    println!(
        "{:?} {:?}",
        reservation.state == Some(State::Open),
        reservation.deal_id
    );
    client
        .call(payments::get("2026/17"))
        .await
        .map_err(AnyError::from)
}

#[test]
fn it_compiles() {
    let client = Client::webhook("https://example.bitrix24.com/rest/1/secret/").unwrap();
    drop(program(&client));
}

#[test]
fn requests_are_written_as_the_file_says() {
    let deal: Id<bitrix24::crm::Deal> = Id::new(13142);
    let filter = ListFilter::new(deal)
        .and(Reservation::OWNER_TYPE.eq(OwnerType::Deal))
        .and(Reservation::QUANTITY.is_in([1, 2]));
    let request = stock::list(filter)
        .order(Reservation::ID.desc())
        .r#type("goods")
        .param("other", 1);
    assert_eq!(stock::List::METHOD.name, "acme.stock.list");
    let json = serde_json::to_value(request.params()).unwrap();
    let filter = serde_json::json!({ "=dealId": 13142, "=ownerType": "D", "@quantity": [1, 2] });
    assert_eq!(
        json,
        serde_json::json!({ "filter": filter, "order": { "id": "desc" }, "type": "goods", "other": 1 })
    );
}

#[test]
fn keywords_are_names() {
    let request = stock::r#move(5).r#fn("shelf 3");
    assert_eq!(
        serde_json::to_value(request.params()).unwrap(),
        serde_json::json!({ "in": 5, "fn": "shelf 3" })
    );
    let reservation = Reservation {
        ..Reservation::default()
    };
    assert_eq!((reservation.r#type, reservation.self_), (None, None));
}

#[test]
fn answers_have_the_types_of_the_client() {
    let text =
        r#"{ "dealId": "13142", "ownerType": "D", "row": { "price": "9.50" }, "state": "D" }"#;
    let reservation: Reservation = serde_json::from_str(text).unwrap();
    let deal: Option<Id<bitrix24::crm::Deal>> = reservation.deal_id;
    assert_eq!(deal.unwrap().get(), 13142);
    assert_eq!(reservation.owner_type, Some(OwnerType::Deal));
    assert_eq!(reservation.row.unwrap().price, Some(bitrix24::dec!(9.5)));
    assert_eq!(reservation.state, Some(State::Done));
}

#[test]
fn errors_are_those_of_the_file() {
    assert_eq!(format!("{:?}", AddError::OutOfStock), "OutOfStock");
    assert_ne!(
        payments::GetError::Reversed,
        payments::GetError::Unknown {
            code: String::new(),
            message: String::new()
        }
    );
}
