//! What the schema does not describe: parameters, methods, values, keys.

use bitrix24::crm::OwnerType;
use bitrix24::crm::item::productrow::{self, AddFields, Row};
use bitrix24::runtime::Call;
use bitrix24::{Arg, Client, Params, Value};

#[test]
fn parameters() {
    let fields = AddFields::new(13142, OwnerType::Deal)
        .param("UF_COLOUR", "red")
        .price(Arg::raw("by agreement"));
    let request = productrow::add(fields)
        .param("useOriginalUfNames", "Y")
        .param("tags", ["a", "b"]);
    let json = serde_json::to_value(request.params()).unwrap();
    assert_eq!(json["fields"]["UF_COLOUR"], "red");
    assert_eq!(json["fields"]["price"], "by agreement");
    assert_eq!(json["tags"], serde_json::json!(["a", "b"]));
    assert_eq!(json["useOriginalUfNames"], "Y");
}

#[test]
fn keys_and_values_of_an_answer() {
    let row: Row =
        serde_json::from_str(r#"{ "ownerType": "T80", "type": 77, "ufColour": "red" }"#).unwrap();
    assert_eq!(
        row.extra.get("ufColour").and_then(Value::as_text),
        Some("red")
    );
    assert!(matches!(row.owner_type, Some(OwnerType::SmartProcess(_))));
    assert_eq!(row.r#type.unwrap().to_string(), "77");
}

/// Methods that have no function.
async fn methods(client: &Client) -> Result<Value, bitrix24::AnyError> {
    let users = client
        .call_raw("user.get", serde_json::json!({ "ID": 1 }))
        .await?;
    println!("{users:?}");
    client.call_raw("app.info", Params::new()).await
}

#[test]
fn they_compile() {
    let client = Client::webhook("https://example.bitrix24.com/rest/1/secret/").unwrap();
    drop(methods(&client));
}
