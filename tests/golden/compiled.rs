//! The goldens compile without a warning in a crate other than the client.

#![deny(warnings)]
// Emitted code is unused here.
#![allow(dead_code, unreachable_pub)]

/// The runtime, at the path that emitted code uses.
pub use bitrix24::runtime;

include!("frozen/api.rs");
include!("concepts/api.rs");

/// The items that are included into hand-written modules of the client.
#[allow(clippy::all, clippy::pedantic)]
mod event {
    include!("concepts/event/api.rs");
    mod frozen {
        include!("frozen/event/api.rs");
    }
}
#[allow(clippy::all, clippy::pedantic)]
mod placement {
    include!("concepts/placement/api.rs");
    mod frozen {
        include!("frozen/placement/api.rs");
    }
}

#[test]
fn kept_code_works() {
    let row: crm::item::productrow::Row =
        serde_json::from_str(r#"{"id": "5", "price": 1.5, "ownerType": "D"}"#).expect("a row");
    assert_eq!(row.id, Some(bitrix24::Id::from(5)));
    assert_eq!(row.owner_type, Some(crm::OwnerType::Deal));
    let card: demo::card::Card = serde_json::from_str(r#"{"UF_CRM_A": [1]}"#).expect("a card");
    assert_eq!(card.uf_crm.len(), 1);
}
