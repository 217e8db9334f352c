//! A hand-written module of the form that the generator emits, used as a user would.

#[allow(dead_code, unreachable_pub, reason = "several tests share it")]
mod emitted;

use bitrix24::{Clear, Flag, Map, SystemError, Value, dec, runtime as rt};
use emitted::{
    AddFields, DiscountType, List, ListError, ListFilter, OwnerType, Row, RowValue, Set, SetError,
    Unit, crm, list, set,
};
use rt::{Call as _, ErrorKind as _, Request as _};

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap()
}

#[test]
fn objects_are_written_in_the_order_of_their_setters() {
    let fields = AddFields::new(13142, OwnerType::Deal)
        .product_id(9621)
        .price(dec!(12.50))
        .tax_included(true)
        .value(vec!["a".to_owned()])
        .currency("USD")
        .uf_crm("UF_CRM_1", Clear)
        .param("note", [1, 2]);
    assert_eq!(
        json(rt::Arg::<Row>::new(fields.clone()).as_value()),
        r#"{"ownerId":13142,"ownerType":"D","productId":9621,"price":12.5,"taxIncluded":"Y","value":["a"],"currency":"USD","UF_CRM_1":"","note":[1,2]}"#
    );
    assert!(format!("{fields:?}").starts_with("AddFields {\"ownerId\": 13142"));
}

#[test]
fn none_leaves_a_parameter_out() {
    let sent = |id: Option<i64>, name: Option<&str>| {
        let fields = AddFields::new(1, OwnerType::Lead)
            .product_id(id)
            .uf_crm("UF_CRM_1", name)
            .param("note", name);
        rt::Arg::<AddFields>::new(fields).as_value().to_json()
    };
    assert_eq!(sent(None, None), r#"{"ownerId":1,"ownerType":"L"}"#);
    assert_eq!(
        sent(Some(5), Some("x")),
        r#"{"ownerId":1,"ownerType":"L","productId":5,"UF_CRM_1":"x","note":"x"}"#
    );
    // It does not take back an earlier value.
    let fields = AddFields::new(1, OwnerType::Lead).product_id(5);
    let fields = fields.product_id(None::<i64>);
    let fields = rt::Arg::<AddFields>::new(fields);
    assert_eq!(fields.as_value()["productId"].to_json(), "5");
}

#[test]
fn unions_are_made_from_their_alternatives() {
    let value = |fields: AddFields| rt::Arg::<AddFields>::new(fields).as_value()["value"].to_json();
    let fields = || AddFields::new(1, OwnerType::Lead);
    assert_eq!(value(fields().value(5)), "5");
    assert_eq!(value(fields().value(["x".to_owned()])), r#"["x"]"#);
    assert_eq!(
        value(fields().value(RowValue::from(Unit {
            code: Some(796),
            ..Unit::default()
        }))),
        r#"{"code":796}"#
    );
    assert_eq!(
        value(fields().value(RowValue::Unknown(Value::Bool(true)))),
        "true"
    );
    assert_eq!(value(fields().value(Clear)), r#""""#);
}

#[test]
fn a_name_that_is_not_of_its_family_is_told_before_sending() {
    let request = set([Row::default()]);
    assert_eq!(request.params().problem(), None);
    let fields = AddFields::new(1, OwnerType::Lead).uf_crm("UF_CRM", 5);
    let request = set([fields]);
    assert_eq!(
        request
            .params()
            .problem()
            .map(ToString::to_string)
            .as_deref(),
        Some("the name `UF_CRM` does not match `UF_CRM_*`")
    );
}

#[test]
fn lists_are_filtered_ordered_and_selected() {
    let filter = ListFilter::new(OwnerType::Deal, 13142)
        .and(Row::PRICE.gt(5000))
        .and(Row::XML_ID.contains("basket"))
        .and(Row::TAX_INCLUDED.eq(Flag::YES));
    let request = list(filter)
        .order([Row::PRICE.desc(), Row::ID.asc()])
        .select(rt::Select::new().with(Row::ID).field("UF_*"))
        .start(50);
    assert_eq!(
        json(request.params()),
        r#"{"filter":{"=ownerType":"D","=ownerId":13142,">price":5000,"%xmlId":"basket","=taxIncluded":"Y"},"order":{"price":"desc","id":"asc"},"select":["id","UF_*"],"start":50}"#
    );
    assert_eq!(request.params().problem(), None);
    assert!(format!("{request:?}").starts_with("crm.item.productrow.list {\"filter\": "));
    assert_eq!(List::METHOD.name, "crm.item.productrow.list");
    assert_eq!(List::METHOD.effect, rt::Effect::Read);
}

#[test]
fn two_conditions_under_one_key_are_a_problem() {
    let filter = ListFilter::new(OwnerType::Deal, 1)
        .and(Row::PRICE.gt(1))
        .and(Row::PRICE.gt(2));
    let problem = list(filter).params().problem().cloned();
    assert_eq!(
        problem,
        Some(rt::ParamsProblem::SameCondition {
            key: ">price".to_owned()
        })
    );
    let filter = ListFilter::new(OwnerType::Deal, 1).and(Row::OWNER_TYPE.eq(OwnerType::Lead));
    assert!(list(filter).params().problem().is_some());
    let filter = ListFilter::new(OwnerType::Deal, 1).and(Row::OWNER_TYPE.eq(OwnerType::Deal));
    assert_eq!(list(filter).params().problem(), None);
}

const ANSWER: &str = r#"{
    "result": {"productRows": [{
        "ID": "17649", "ownerId": 13142, "ownerType": "Tb1", "price": 81818.18, "taxIncluded": "Y", "xmlId": "",
        "discountTypeId": "2", "weight": "1.5", "hidden": 1, "created": "2024-05-28T12:15:21+03:00",
        "flags": ["Y", false, 1], "prices": {"USD": "0.10", "EUR": null}, "parts": {"0": {"id": 1}, "5": []},
        "value": {"3": "a", "7": "b"}, "settings": {"b": [1, null]}, "picture": {"id": 5, "url": "/x"},
        "UF_CRM_1": ["x"], "PARENT_ID_12": "7", "news": {"a": 1}, "nothing": null
    }], "more": true},
    "total": "1", "next": 50, "time": {"start": 1716905609.186602, "operating_reset_at": 1757425271}
}"#;

#[test]
fn answers_fill_every_kind_of_place() {
    let envelope = rt::envelope::<Vec<Row>>(ANSWER.as_bytes(), List::METHOD.at).unwrap();
    assert_eq!((envelope.total, envelope.next), (Some(1), Some(50)));
    assert_eq!(
        envelope.beside,
        Map::from([("more".to_owned(), Value::Bool(true))])
    );
    assert_eq!(
        envelope.time.unwrap().operating_reset_at,
        Some(rt::Timestamp(1_757_425_271))
    );
    let row = &envelope.value[0];
    assert_eq!(row.id, Some(rt::Id::new(17649)));
    assert_eq!(row.owner_type, Some(OwnerType::Spa("Tb1".to_owned())));
    assert_eq!(row.price, Some(dec!(81818.18)));
    assert_eq!(row.tax_included, Some(true));
    assert_eq!(row.xml_id.as_deref(), Some(""));
    assert_eq!(row.discount_type_id, Some(DiscountType::Percentage));
    assert_eq!(row.weight, Some(1.5));
    assert_eq!(row.hidden, Some(true));
    assert_eq!(
        row.created.unwrap().to_string(),
        "2024-05-28T12:15:21+03:00"
    );
    assert_eq!(
        row.flags.as_deref(),
        Some(&[Flag::YES, Flag::NO, Flag::YES][..])
    );
    assert_eq!(row.prices, Some(Map::from([("USD".into(), dec!(0.10))])));
    assert_eq!(row.parts.as_ref().unwrap().len(), 2);
    assert_eq!(
        row.value,
        Some(RowValue::List(vec!["a".to_owned(), "b".to_owned()]))
    );
    assert_eq!(row.settings.as_ref().unwrap()["b"][0], Value::Integer(1));
    assert_eq!(row.picture.as_ref().unwrap().id(), Some(5));
    assert_eq!(row.uf_crm.get("UF_CRM_1").unwrap()[0].as_text(), Some("x"));
    assert_eq!(row.parent_id.get("PARENT_ID_12"), Some(&7));
    assert_eq!(row.extra.keys().collect::<Vec<_>>(), ["news", "nothing"]);
    assert_eq!(
        json(row),
        r#"{"id":17649,"ownerId":13142,"ownerType":"Tb1","price":81818.18,"taxIncluded":"Y","xmlId":"","discountTypeId":2,"weight":1.5,"hidden":true,"created":"2024-05-28T12:15:21+03:00","flags":["Y","N","Y"],"prices":{"USD":0.1},"parts":[{"id":1},{}],"value":["a","b"],"settings":{"b":[1,null]},"picture":{"id":5,"url":"/x"},"UF_CRM_1":["x"],"PARENT_ID_12":7,"news":{"a":1},"nothing":null}"#
    );
    let again: Row = serde_json::from_str(&json(row)).unwrap();
    assert_eq!(&again, row);
    assert_eq!(&rt::to_value(row).read::<Row>().unwrap(), row);
    assert!(
        format!("{row:?}")
            .starts_with(r#"Row { id: 17649, ownerId: 13142, ownerType: "Tb1", price: 81818.18"#)
    );
}

#[test]
fn methods_without_an_answer_take_any() {
    for result in ["null", "true", "[]", r#"{"a": 1}"#] {
        let answer = format!(r#"{{"result": {result}}}"#);
        assert!(
            rt::envelope::<<Set as rt::Request>::Output>(answer.as_bytes(), Set::METHOD.at).is_ok(),
            "{result}"
        );
    }
}

#[test]
fn kinds_are_selected_by_code_and_message() {
    for (code, message, kind) in [
        ("ACCESS_DENIED", "x", ListError::AccessDenied),
        ("0", "x", ListError::Other),
        (
            "",
            "section at index 3 does not have a name",
            ListError::NoName,
        ),
        (
            "QUERY_LIMIT_EXCEEDED",
            "x",
            ListError::System(SystemError::QueryLimitExceeded),
        ),
        (
            "NEW",
            "x",
            ListError::Unknown {
                code: "NEW".to_owned(),
                message: "x".to_owned(),
            },
        ),
    ] {
        assert_eq!(ListError::select(code, message), kind);
    }
    assert_eq!(
        SetError::select("ACCESS_DENIED", ""),
        SetError::System(SystemError::AccessDenied)
    );
    assert_eq!(format!("{:?}", ListError::Other), "Other");
    assert_eq!(
        format!("{:?}", ListError::select("NEW", "news")),
        r#"Unknown { code: "NEW", message: "news" }"#
    );
    assert_eq!(ListError::NoName.row().map(|row| row.code), Some(""));
}

#[test]
fn identifiers_of_texts_and_numbers() {
    let id: rt::Id<crm::Deal> = "5".parse::<i64>().unwrap().into();
    assert_eq!(id.get(), 5);
    let currency = rt::Id::<crm::Currency>::new("USD");
    assert_eq!(currency.as_str(), "USD");
    assert_eq!(json(&(id, currency)), r#"[5,"USD"]"#);
}
