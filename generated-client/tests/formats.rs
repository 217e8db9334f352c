//! How values are written in places of the API that differ: files that stay, yes and no in custom
//! fields.

#![allow(
    deprecated,
    reason = "the methods of deals are an example of another place"
)]

mod support;

use bitrix24::crm::item::{self, AddFields, ImportedItem, Item, UpdateFields};
use bitrix24::crm::{Deal, EntityType, deal};
use bitrix24::{Arg, Call, Client, File, Flag, Map, Params, Value};
use support::server::Server;
use tokio::io::AsyncWriteExt;

#[derive(bitrix24::Entity)]
#[entity(of = Item)]
#[allow(dead_code, reason = "only its constants are used")]
struct MyDeal {
    #[entity(field = "ufCrm_1721244482250")]
    paid: Option<bool>,
    #[entity(field = "ufCrm_1721244482251")]
    marked: Option<Flag>,
    #[entity(field = "ufCrm_1721244482252")]
    scan: Option<File>,
    #[entity(field = "ufCrm_1721244482253")]
    scans: Option<Vec<File>>,
}

mod own {
    bitrix24::schema!("tests/formats.yaml");
}

fn sent(call: &impl Call) -> serde_json::Value {
    serde_json::to_value(call.params()).unwrap()
}

fn updated(fields: UpdateFields) -> serde_json::Value {
    sent(&item::update(EntityType::Deal, 7, fields))["fields"].take()
}

/// A file as an answer has it.
fn read(id: i64) -> File {
    let machine = format!("https://example.com/rest/crm.controller.item.getFile/?token=secret{id}");
    let json = serde_json::json!({ "id": id, "url": "/bitrix/x", "urlMachine": machine });
    serde_json::from_value(json).unwrap()
}

#[test]
fn a_file_that_stays_is_an_object_where_items_are_changed() {
    let fields = UpdateFields::new()
        .uf_crm(MyDeal::SCAN, File::stored(12))
        .uf_crm(
            MyDeal::SCANS,
            [File::stored(12), read(44), File::named("a.txt", "foo")],
        )
        .uf_crm("ufCrm_1", read(5))
        .photo(read(433));
    assert_eq!(
        updated(fields),
        serde_json::json!({
            "ufCrm_1721244482252": { "id": 12 },
            "ufCrm_1721244482253": [{ "id": 12 }, { "id": 44 }, ["a.txt", "Zm9v"]],
            "ufCrm_1": { "id": 5 },
            "photo": { "id": 433 },
        })
    );
}

#[test]
fn a_file_that_stays_is_a_number_elsewhere() {
    let fields = deal::UpdateFields::new()
        .uf_crm("UF_CRM_1", read(5))
        .uf_crm("UF_CRM_2", [File::stored(6), read(7)]);
    let fields = sent(&deal::update(1).fields(fields))["fields"].take();
    assert_eq!(
        fields,
        serde_json::json!({ "UF_CRM_1": 5, "UF_CRM_2": [6, 7] })
    );
}

#[test]
fn the_address_of_a_file_is_not_sent_back() {
    // As a value of any type, the way a custom field without a type is read.
    let row: Item = serde_json::from_value(serde_json::json!({
        "ufCrm_1": { "id": 5, "url": "/x", "urlMachine": "https://example.com/?token=secret" },
        "ufCrm_2": [{ "id": 6, "urlMachine": "https://example.com/?token=secret" }],
    }))
    .unwrap();
    let value = |name: &str| row.uf_crm.get(name).unwrap().clone();
    let fields = UpdateFields::new()
        .uf_crm("ufCrm_1", value("ufCrm_1"))
        .uf_crm("ufCrm_2", value("ufCrm_2"))
        .uf_crm("ufCrm_3", [value("ufCrm_1")]);
    assert_eq!(
        updated(fields),
        serde_json::json!({
            "ufCrm_1": { "id": 5 }, "ufCrm_2": [{ "id": 6 }], "ufCrm_3": [{ "id": 5 }],
        })
    );
    let row: Deal = serde_json::from_value(serde_json::json!({
        "UF_CRM_1": { "id": "5", "downloadUrl": "/x?auth=secret", "showUrl": "/y" },
    }))
    .unwrap();
    let fields =
        deal::UpdateFields::new().uf_crm("UF_CRM_1", row.uf_crm.get("UF_CRM_1").unwrap().clone());
    assert_eq!(
        sent(&deal::update(1).fields(fields))["fields"]["UF_CRM_1"],
        5
    );
    // An object without an address is sent as it is.
    let removed = serde_json::json!({ "id": 5, "remove": "Y" });
    let fields = deal::UpdateFields::new().uf_crm("UF_CRM_1", Value::from(removed.clone()));
    assert_eq!(
        sent(&deal::update(1).fields(fields))["fields"]["UF_CRM_1"],
        removed
    );
}

#[test]
fn yes_and_no_are_letters_in_custom_fields_of_items() {
    let fields = UpdateFields::new()
        .uf_crm(MyDeal::PAID, true)
        .uf_crm(MyDeal::MARKED, false)
        .uf_crm("ufCrm_1", true)
        .uf_crm("ufCrm_2", "Y")
        .uf_crm("ufCrm_3", 1)
        .opened(true);
    assert_eq!(
        updated(fields),
        serde_json::json!({
            "ufCrm_1721244482250": "Y", "ufCrm_1721244482251": "N", "ufCrm_1": "Y", "ufCrm_2": "Y",
            "ufCrm_3": 1, "opened": "Y",
        })
    );
    let added = item::add(
        EntityType::Deal,
        AddFields::new().uf_crm(MyDeal::PAID, false),
    );
    assert_eq!(sent(&added)["fields"]["ufCrm_1721244482250"], "N");
}

#[test]
fn yes_and_no_are_numbers_in_the_filter_of_items() {
    let filter = |request: item::List| sent(&request)["filter"].take();
    let list = || item::list(EntityType::Deal);
    let wanted = MyDeal::PAID.eq(true) & MyDeal::MARKED.ne(Flag::NO) & Item::OPENED.eq(true);
    assert_eq!(
        filter(list().filter(wanted)),
        serde_json::json!({ "=ufCrm_1721244482250": 1, "!=ufCrm_1721244482251": 0, "=opened": "Y" })
    );
    let named = Item::custom::<bool>("ufCrm_1").is_in([true, false]);
    let text = Item::custom::<String>("ufCrm_2").eq("Y");
    assert_eq!(
        filter(list().filter((named | text) & MyDeal::PAID.eq(false))),
        serde_json::json!({
            "0": { "logic": "OR", "0": { "@ufCrm_1": [1, 0] }, "1": { "=ufCrm_2": "Y" } },
            "=ufCrm_1721244482250": 0,
        })
    );
    let checked = MyDeal::PAID.eq(true).checked_by::<item::ListFilter>();
    let added = item::ListFilter::new().and(Item::TITLE.ne("")).and(checked);
    assert_eq!(
        filter(list().filter(added)),
        serde_json::json!({ "!=title": "", "=ufCrm_1721244482250": 1 })
    );
}

#[test]
fn references_of_a_batch_stand_in_required_keys() {
    use bitrix24::crm::OwnerType;
    use bitrix24::crm::item::productrow::{self, ListFilter};

    let client = Client::webhook("https://example.bitrix24.com/rest/1/secret/").unwrap();
    let mut batch = client.batch();
    let deal = batch.add(item::add(EntityType::Deal, AddFields::new().title("Roof")));
    let id = deal.field(Item::ID);
    let rows = productrow::list(ListFilter::new(OwnerType::Deal, id.key()));
    let owner = |rows: &productrow::List| sent(rows)["filter"]["=ownerId"].clone();
    assert!(owner(&rows).as_str().unwrap().starts_with("$result["));
    // The reference is not used up, and those of a deal name an item.
    let again = productrow::list(ListFilter::new(OwnerType::Deal, [id.key(), id.key()]));
    assert_eq!(owner(&again)[1], owner(&rows));
    let old = batch.add(deal::add().fields(deal::AddFields::new().title("Roof")));
    let request = item::get(EntityType::Deal, old.result());
    assert!(sent(&request)["id"].is_string());
}

/// A record with files as an answer has it.
fn item() -> Item {
    serde_json::from_value(serde_json::json!({
        "id": 7,
        "title": "Roof",
        "photo": { "id": 433, "urlMachine": "https://example.com/?token=secret" },
        "ufCrm_1": { "id": 5, "url": "/x", "urlMachine": "https://example.com/?token=secret" },
        "ufCrm_2": [{ "id": 6, "urlMachine": "https://example.com/?token=secret" }],
        "ufCrm_3": true,
    }))
    .unwrap()
}

#[test]
fn a_whole_record_has_files_as_its_place_takes_them() {
    // An object that no setter has made.
    let whole = Arg::raw(serde_json::to_value(item()).unwrap());
    let update = item::update(EntityType::Deal, 7, whole);
    assert_eq!(
        sent(&update)["fields"],
        serde_json::json!({
            "id": 7, "title": "Roof", "photo": { "id": 433 },
            "ufCrm_1": { "id": 5 }, "ufCrm_2": [{ "id": 6 }], "ufCrm_3": "Y",
        })
    );
    // The type of a place that takes records.
    let mut imported = ImportedItem::default();
    imported.photo = Some(read(433));
    imported.opened = Some(true);
    imported.uf_crm = Map::from([
        ("ufCrm_1".to_owned(), Value::from(true)),
        (
            "ufCrm_2".to_owned(),
            File::named("a.txt", "foo").as_value().clone(),
        ),
        ("ufCrm_3".to_owned(), read(5).as_value().clone()),
    ]);
    let expected = serde_json::json!({
        "opened": "Y", "photo": 433, "ufCrm_1": "Y", "ufCrm_2": ["a.txt", "Zm9v"], "ufCrm_3": 5,
    });
    let one = item::import(EntityType::Deal, imported.clone());
    assert_eq!(sent(&one)["fields"], expected);
    let several = item::batch_import(EntityType::Deal, [imported]);
    assert_eq!(sent(&several)["data"], serde_json::json!([expected]));
}

#[test]
fn a_whole_record_has_yes_and_no_as_its_place_takes_them() {
    let note = own::Note {
        marked: Some(true),
        marks: Some(vec![Flag::YES, Flag::NO]),
        shared: Some(false),
        signed: Some(true),
        hidden: Some(true),
        letter: Some("Y".to_owned()),
        ..own::Note::default()
    };
    let by_setters = own::NoteInput::new()
        .marked(true)
        .marks([Flag::YES, Flag::NO])
        .shared(false)
        .signed(true)
        .hidden(true)
        .letter("Y");
    let expected = serde_json::json!({
        "marked": 1, "marks": [1, 0], "shared": 0, "signed": "Y", "hidden": "Y", "letter": "Y",
    });
    let one = own::add(note.clone()).notes([note]);
    assert_eq!(
        sent(&one),
        serde_json::json!({ "first": expected, "notes": [expected] })
    );
    assert_eq!(sent(&own::add(by_setters))["first"], expected);
}

#[test]
fn a_record_in_any_place_has_no_address_of_a_file() {
    let expected = serde_json::json!({
        "id": 7, "title": "Roof", "photo": 433, "ufCrm_1": 5, "ufCrm_2": [6], "ufCrm_3": true,
    });
    let json = |params: Params| serde_json::to_value(&params).unwrap();
    assert_eq!(
        json(Params::new().param("fields", item()))["fields"],
        expected
    );
    let several = Params::new().param("rows", vec![item(), item()]);
    assert_eq!(
        json(several)["rows"],
        serde_json::json!([expected, expected])
    );
    let request = item::get(EntityType::Deal, 7).param("as", item());
    assert_eq!(sent(&request)["as"], expected);
}

/// Two files in JSON, as it is read from an answer, and as it is sent.
fn files() -> (serde_json::Value, serde_json::Value) {
    let read = serde_json::json!({
        "ID": "7",
        "photo": { "id": 433, "url": "/x", "urlMachine": "https://example.com/?token=secret" },
        "UF_1": [{ "id": "6", "downloadUrl": "/show_file.php?auth=secret&id=6", "showUrl": "/y" }],
        "logo": { "id": 5, "downloadUrl": "https://example.com/logo.png" },
    });
    let sent = serde_json::json!({
        "ID": "7",
        "photo": { "id": 433, "url": "/x" },
        "UF_1": [{ "id": "6", "showUrl": "/y" }],
        // There is no token in it.
        "logo": { "id": 5, "downloadUrl": "https://example.com/logo.png" },
    });
    (read, sent)
}

#[test]
fn json_that_was_read_has_no_address_of_a_file() {
    let (read, expected) = files();
    let value = Value::from(read.clone());
    let map: Map<String, Value> = serde_json::from_value(read.clone()).unwrap();
    let json = |params: Params| serde_json::to_value(&params).unwrap();
    let set = |params: Params| json(params)["fields"].take();
    assert_eq!(set(Params::new().param("fields", value.clone())), expected);
    assert_eq!(set(Params::new().param("fields", map.clone())), expected);
    let several = Params::new().param("fields", vec![value.clone(), value.clone()]);
    assert_eq!(set(several), serde_json::json!([expected, expected]));
    assert_eq!(json(Params::from(map.clone())), expected);
    assert_eq!(json(map.into_iter().collect()), expected);
    // A parameter of any type of a method that is described.
    let request = item::get(EntityType::Deal, 7).param("as", value.clone());
    assert_eq!(sent(&request)["as"], expected);

    // What the caller has written is sent as it is.
    assert_eq!(set(Params::new().param("fields", read.clone())), read);
    let text = read.to_string();
    assert_eq!(set(Params::new().param("fields", &text)), text);
    let mut params = Params::new();
    params.insert("fields", value);
    assert_eq!(set(params), read);
}

#[tokio::test]
async fn json_that_was_read_has_no_address_of_a_file_in_calls_by_name() {
    let (read, expected) = files();
    let server = Server::new(|mut stream, _| async move {
        let body = r#"{"result": {"result": {"c0": true}, "result_error": []}}"#;
        // The client may have gone already.
        let _ = stream
            .write_all(support::json("200 OK", body).as_bytes())
            .await;
        let _ = stream.shutdown().await;
    })
    .await;
    let client = support::client(&server.url());
    let value = Value::from(read.clone());
    for params in [value.clone(), Value::List(vec![value.clone()])] {
        let _ = client.call_raw("any.method", params).await;
    }
    let _ = client.call_raw("any.method", read.clone()).await;
    let mut batch = client.batch();
    let _ = batch.add_raw("any.method", value);
    let _ = batch.send().await;
    let requests = server.requests();
    let body = |index: usize| -> serde_json::Value {
        serde_json::from_str(&requests[index].body).expect("JSON")
    };
    assert_eq!(body(0), expected);
    assert_eq!(body(1), serde_json::json!([expected]));
    assert_eq!(body(2), read);
    let command = body(3)["cmd"]["c0"].to_string();
    assert!(command.contains("photo[id]=433"), "{command}");
    assert!(!command.contains("secret"), "{command}");
}

#[tokio::test]
async fn places_are_the_same_in_a_batch() {
    let server = Server::new(|mut stream, _| async move {
        let result = r#"{"c0": {"item": {}}, "c1": {"items": []}, "c2": {"item": {"id": 8}}}"#;
        let body = format!(r#"{{"result": {{"result": {result}, "result_error": []}}}}"#);
        // The client may have gone already.
        let _ = stream
            .write_all(support::json("200 OK", &body).as_bytes())
            .await;
        let _ = stream.shutdown().await;
    })
    .await;
    let mut batch = support::client(&server.url()).batch();
    let fields = UpdateFields::new()
        .uf_crm(MyDeal::PAID, true)
        .uf_crm(MyDeal::SCANS, [read(44), File::named("a.txt", "foo")])
        .photo(read(433));
    let _ = batch.add(item::update(EntityType::Deal, 7, fields));
    let wanted = MyDeal::PAID.eq(true) & Item::OPENED.eq(true);
    let _ = batch.add(item::list(EntityType::Deal).filter(wanted));
    let mut imported = ImportedItem::default();
    imported.photo = Some(read(433));
    imported.uf_crm = Map::from([("ufCrm_1".to_owned(), Value::from(false))]);
    let _ = batch.add(item::import(EntityType::Deal, imported));
    let _ = batch.send().await.expect("an answer");
    let body: serde_json::Value = serde_json::from_str(&server.requests()[0].body).expect("JSON");
    assert_eq!(
        body["cmd"],
        serde_json::json!({
            "c0": "crm.item.update?entityTypeId=2&id=7&fields[ufCrm_1721244482250]=Y\
                   &fields[ufCrm_1721244482253][0][id]=44\
                   &fields[ufCrm_1721244482253][1][0]=a.txt&fields[ufCrm_1721244482253][1][1]=Zm9v\
                   &fields[photo][id]=433",
            "c1": "crm.item.list?entityTypeId=2&filter[%3DufCrm_1721244482250]=1&filter[%3Dopened]=Y",
            "c2": "crm.item.import?entityTypeId=2&fields[photo]=433&fields[ufCrm_1]=N",
        })
    );
}

/// `result: Note` is the short form of an object with this `type`.
#[tokio::test]
async fn results_of_own_methods_are_named_by_their_types() {
    let answering = |body: &'static str| Server::answering(support::json("200 OK", body));
    let server = answering(r#"{"result": {"marked": "Y", "letter": "a"}}"#).await;
    let note: own::Note = support::client(&server.url())
        .call(own::get())
        .await
        .expect("a note");
    assert_eq!(
        (note.marked, note.letter.as_deref()),
        (Some(true), Some("a"))
    );
    let server = answering(r#"{"result": [{"letter": "b"}, {}]}"#).await;
    let notes: Vec<own::Note> = support::client(&server.url())
        .call(own::list())
        .await
        .expect("notes");
    assert_eq!(notes.len(), 2);
}
