//! Structs of a program's own in place of rows: of types from its own schema, with keywords for names, in other modules.

#![deny(warnings)]

use bitrix24::entity::{TypeMismatch, View};
use bitrix24::{AnyError, Client, Id, crm};

use self::deals::MyDeal;

mod stock {
    bitrix24::schema!("pass/stock.yaml");
}

mod deals {
    use bitrix24::{Id, crm};

    /// A deal with what this program needs.
    #[derive(Debug, Clone, PartialEq, bitrix24::Entity)]
    #[entity(of = crm::Deal)]
    pub(crate) struct MyDeal {
        /// Which deal it is.
        pub(crate) id: Id<crm::Deal>,
        pub(crate) title: std::option::Option<String>,
        /// What the customer is greeted with.
        #[entity(field = "UF_CRM_1721244482250")]
        pub(crate) greeting: Option<String>,
        #[entity(field = "UF_CRM_TYPE")]
        r#type: Option<i64>,
    }

    impl MyDeal {
        pub(crate) fn kind(&self) -> (Option<i64>, String) {
            (self.r#type, Self::TYPE.name().to_owned())
        }
    }
}

#[derive(Debug, bitrix24::Entity)]
#[entity(of = stock::Reservation)]
struct MyReservation {
    deal_id: Id<crm::Deal>,
    r#type: Option<String>,
    #[entity(field = self_)]
    own: Option<bool>,
}

/// Any struct of this kind, of any type.
fn read<V: View<Of: Clone>>(rows: &[V::Of]) -> Result<Vec<V>, TypeMismatch> {
    rows.iter().map(V::from_row).collect()
}

#[expect(deprecated, reason = "it answers deals")]
async fn program(client: &Client) -> Result<Option<String>, AnyError> {
    let deal: MyDeal = client.call(crm::deal::get(7).typed()).await?;
    let reservation = client
        .call(stock::add(stock::AddFields::new(deal.id)).typed::<MyReservation>())
        .await?;
    println!("{:?} {:?}", reservation.deal_id, reservation.own);
    Ok(deal.greeting)
}

#[test]
fn it_compiles() {
    let client = Client::webhook("https://example.bitrix24.com/rest/1/secret/").unwrap();
    drop(program(&client));
}

#[test]
fn keywords_are_names() {
    let row = serde_json::from_str(r#"{ "ID": 1, "UF_CRM_TYPE": "5" }"#).unwrap();
    let deals: Vec<MyDeal> = read(&[row]).unwrap();
    assert_eq!(deals[0].kind(), (Some(5), "UF_CRM_TYPE".to_owned()));
    let row = serde_json::from_str(r#"{ "dealId": 1, "type": "goods" }"#).unwrap();
    let reservations: Vec<MyReservation> = read(&[row]).unwrap();
    assert_eq!(reservations[0].r#type.as_deref(), Some("goods"));
}
