//! User-defined structs in place of rows: what they select, read and refuse.

use std::fmt::Debug;

use bitrix24::crm::{Deal, EntityType, StatusCode, item};
use bitrix24::entity::{TypeMismatch, View};
use bitrix24::runtime::{self as rt, EnvelopeProblem, Request};
use bitrix24::{
    Arg, DateTime, Decimal, Entity, Extra, File, Id, Map, Money, Select, Value, crm, dec,
};

#[derive(Debug, PartialEq, Entity)]
#[entity(of = Deal)]
struct MyDeal {
    id: Id<Deal>,
    title: String,
    #[entity(field = "UF_CRM_1721244482250")]
    greeting: Option<String>,
}

#[derive(Debug, PartialEq, Entity)]
#[entity(of = item::Item)]
struct MyItem {
    id: Id<item::Item>,
    title: Option<String>,
    #[entity(field = "ufCrm_1721244482250")]
    greeting: Option<String>,
}

/// Every kind of field.
#[derive(Debug, PartialEq, Entity)]
#[entity(of = crm::Deal)]
struct Whole {
    /// An identifier as what it is made of.
    id: i64,
    #[entity(field = title)]
    name: String,
    opportunity: Option<Decimal>,
    opened: bool,
    #[entity(via = String)]
    stage_id: Stage,
    #[entity(field = "UF_CRM_AMOUNT")]
    amount: Decimal,
    #[entity(field = "UF_CRM_TAGS")]
    tags: Vec<String>,
    #[entity(field = "UF_CRM_DAYS")]
    days: Option<Vec<bitrix24::Date>>,
    #[entity(field = "UF_CRM_MET")]
    met: Option<DateTime>,
    #[entity(field = "UF_CRM_SCAN")]
    scan: Option<File>,
    #[entity(field = "UF_CRM_PAID")]
    paid: Option<bool>,
    #[entity(field = "UF_CRM_LEVEL", via = i64)]
    level: Option<Level>,
    #[entity(field = "PARENT_ID_177")]
    parent: Option<i64>,
    #[entity(extra)]
    rest: Extra,
}

#[derive(Debug, PartialEq)]
enum Stage {
    New,
    Other(String),
}

impl From<String> for Stage {
    fn from(text: String) -> Self {
        match text.as_str() {
            "NEW" => Self::New,
            _ => Self::Other(text),
        }
    }
}

#[derive(Debug, PartialEq)]
struct Level(u8);

impl TryFrom<i64> for Level {
    type Error = &'static str;

    fn try_from(number: i64) -> Result<Self, Self::Error> {
        match u8::try_from(number) {
            Ok(level @ 1..=5) => Ok(Self(level)),
            _ => Err("levels are 1 to 5"),
        }
    }
}

const WHOLE: &str = r#"{
    "ID": "7", "TITLE": "Roof", "OPPORTUNITY": "80000.50", "OPENED": "Y", "STAGE_ID": "NEW",
    "UF_CRM_AMOUNT": "12.5", "UF_CRM_TAGS": ["a", "b"], "UF_CRM_DAYS": ["2026-01-31"], "UF_CRM_MET": "2026-01-31T10:00:00+03:00",
    "UF_CRM_SCAN": { "id": "5", "showUrl": "/x" }, "UF_CRM_PAID": "1", "UF_CRM_LEVEL": "3", "PARENT_ID_177": "9",
    "UF_CRM_UNWANTED": 1, "CLOSED": "N", "LATER": [1]
}"#;

/// Reads the answer of a request.
fn answer<R: Request<Output: Debug>>(_request: &R, result: &str) -> Result<R::Output, String> {
    let body = format!(r#"{{"result": {result}}}"#);
    match rt::envelope(body.as_bytes(), R::METHOD.at) {
        Ok(envelope) => Ok(envelope.value),
        Err(EnvelopeProblem::TypeMismatch(mismatch)) => Err(mismatch.to_string()),
        Err(other) => panic!("{other:?}"),
    }
}

fn read<V: View>(json: &str) -> Result<V, String> {
    let value: Value = serde_json::from_str(json).unwrap();
    value.read().map_err(|mismatch| mismatch.to_string())
}

fn names<R>(select: Select<R>) -> String {
    Arg::<Select<R>>::new(select).as_value().to_json()
}

#[test]
fn a_selection_has_the_names_of_the_fields() {
    assert_eq!(
        names(MyDeal::select()),
        r#"["ID","TITLE","UF_CRM_1721244482250"]"#
    );
    assert_eq!(
        names(MyItem::select()),
        r#"["id","title","ufCrm_1721244482250"]"#
    );
    assert_eq!(
        names(Whole::select()),
        r#"["ID","TITLE","OPPORTUNITY","OPENED","STAGE_ID","UF_CRM_AMOUNT","UF_CRM_TAGS","UF_CRM_DAYS","UF_CRM_MET","UF_CRM_SCAN","UF_CRM_PAID","UF_CRM_LEVEL","PARENT_ID_177"]"#
    );
}

#[test]
fn requests_answer_rows_of_the_struct() {
    let request = item::list(EntityType::Deal)
        .select(MyItem::select())
        .typed::<MyItem>();
    assert_eq!(
        serde_json::to_string(rt::Call::params(&request)).unwrap(),
        r#"{"entityTypeId":2,"select":["id","title","ufCrm_1721244482250"]}"#
    );
    let rows = answer(
        &request,
        r#"{ "items": [{ "id": "1", "title": "A", "ufCrm_1721244482250": "hi" }, { "id": 2, "title": null, "new": 1 }] }"#,
    );
    let rows: Vec<MyItem> = rows.unwrap();
    assert_eq!(rows[0].greeting.as_deref(), Some("hi"));
    assert_eq!((rows[1].id.get(), &rows[1].title), (2, &None));

    #[expect(deprecated, reason = "it is the one with a deal for an answer")]
    let request = crm::deal::get(7).typed::<MyDeal>();
    let deal = answer(&request, r#"{ "ID": "7", "TITLE": "Roof" }"#).unwrap();
    assert_eq!(deal.id, Id::new(7));
    assert_eq!(
        format!("{request:?}"),
        r#"crm.deal.get {"id": 7}"#,
        "it is shown as the request that it is"
    );
}

#[test]
fn every_kind_of_field_is_read() {
    let whole: Whole = read(WHOLE).unwrap();
    assert_eq!(
        (whole.id, whole.name.as_str(), whole.opened),
        (7, "Roof", true)
    );
    assert_eq!(whole.opportunity, Some(dec!(80000.5)));
    assert_eq!(whole.stage_id, Stage::New);
    assert_eq!(whole.amount, dec!(12.5));
    assert_eq!(whole.tags, ["a", "b"]);
    assert_eq!(whole.days.unwrap()[0].to_string(), "2026-01-31");
    assert_eq!(whole.met.unwrap().to_string(), "2026-01-31T10:00:00+03:00");
    assert_eq!(whole.scan.unwrap().id(), Some(5));
    assert_eq!(whole.paid, Some(true));
    assert_eq!(whole.level, Some(Level(3)));
    assert_eq!(whole.parent, Some(9));
    assert_eq!(
        Value::Map(whole.rest).to_json(),
        r#"{"CLOSED":"N","UF_CRM_UNWANTED":1,"LATER":[1]}"#
    );
}

#[test]
fn what_is_required_must_be_there() {
    let request = item::list(EntityType::Deal).typed::<MyItem>();
    for row in ["{}", r#"{ "id": null }"#, r#"{ "id": "" }"#, "[]"] {
        let rows = format!(r#"{{ "items": [{{ "id": 1 }}, {row}] }}"#);
        assert_eq!(
            answer(&request, &rows).unwrap_err(),
            "expected a whole number at `result.items[1].id`, got nothing"
        );
    }
    for title in ["", r#", "TITLE": null"#, r#", "TITLE": false"#] {
        assert_eq!(
            read::<MyDeal>(&format!(r#"{{ "ID": 1{title} }}"#)).unwrap_err(),
            "expected text at `TITLE`, got nothing"
        );
    }
    // An empty text is a text.
    assert_eq!(
        read::<MyDeal>(r#"{ "ID": 1, "TITLE": "" }"#).unwrap().title,
        ""
    );
    assert_eq!(
        read::<Whole>(&WHOLE.replace("UF_CRM_AMOUNT", "UF_CRM_OTHER")).unwrap_err(),
        "expected a decimal number of at most 28 digits (17 when it is not quoted) at `UF_CRM_AMOUNT`, got nothing"
    );
    // The one row of a method must be there as well.
    #[expect(deprecated, reason = "it is the one with a deal for an answer")]
    let request = crm::deal::get(7).typed::<MyDeal>();
    assert_eq!(
        answer(&request, "null").unwrap_err(),
        "expected an object at `result`, got nothing"
    );
}

#[test]
fn what_is_optional_may_be_absent() {
    for greeting in ["null", "false"] {
        let row = format!(r#"{{ "ID": 1, "TITLE": "A", "UF_CRM_1721244482250": {greeting} }}"#);
        assert_eq!(read::<MyDeal>(&row).unwrap().greeting, None, "{greeting}");
    }
    assert_eq!(
        read::<MyDeal>(r#"{ "ID": 1, "TITLE": "A" }"#)
            .unwrap()
            .greeting,
        None
    );
}

#[test]
fn a_custom_list_without_items_is_an_empty_one() {
    for nothing in ["[]", "false", "null", r#""""#, "{}"] {
        let row = WHOLE
            .replace(r#"["a", "b"]"#, nothing)
            .replace(r#"["2026-01-31"]"#, nothing);
        let whole: Whole = read(&row).unwrap();
        assert_eq!(whole.tags, [""; 0], "{nothing}");
        assert_eq!(whole.days.map(|days| days.len()), Some(0), "{nothing}");
    }
    // Indices with gaps.
    let row = WHOLE.replace(r#"["a", "b"]"#, r#"{ "1": "a", "7": "b" }"#);
    assert_eq!(read::<Whole>(&row).unwrap().tags, ["a", "b"]);
    // That the portal did not answer the field is another thing.
    assert_eq!(
        read::<Whole>(&WHOLE.replace("UF_CRM_TAGS", "UF_CRM_OTHER")).unwrap_err(),
        "expected a list at `UF_CRM_TAGS`, got nothing"
    );
}

#[test]
fn what_does_not_fit_is_told_with_its_path() {
    for (from, to, message) in [
        (
            r#""12.5""#,
            r#""much""#,
            "expected a decimal number of at most 28 digits (17 when it is not quoted) at `UF_CRM_AMOUNT`, got \"much\"",
        ),
        (
            r#"["2026-01-31"]"#,
            r#"["2026-01-31", "soon"]"#,
            "expected a date at `UF_CRM_DAYS[1]`, got \"soon\"",
        ),
        (
            r#""80000.50""#,
            r#""much""#,
            "expected a decimal number of at most 28 digits (17 when it is not quoted) at `OPPORTUNITY`, got \"much\"",
        ),
        (
            r#""UF_CRM_LEVEL": "3""#,
            r#""UF_CRM_LEVEL": "9""#,
            "expected a value that the program takes (levels are 1 to 5) at `UF_CRM_LEVEL`, got 9",
        ),
    ] {
        let row = WHOLE.replace(from, to);
        assert_eq!(read::<Whole>(&row).unwrap_err(), message);
        #[expect(deprecated, reason = "it is the one with deals for an answer")]
        let request = crm::deal::list().typed::<Whole>();
        assert_eq!(
            answer(&request, &format!("[{WHOLE}, {row}]")).unwrap_err(),
            message.replace("at `", "at `result[1].")
        );
    }
    assert_eq!(
        answer(
            &item::list(EntityType::Deal).typed::<MyItem>(),
            r#"{ "items": [5] }"#
        )
        .unwrap_err(),
        "expected an object at `result.items[0]`, got 5"
    );
}

#[test]
fn a_row_that_was_read_is_taken_apart_or_left() {
    let row: Deal = serde_json::from_str(WHOLE).unwrap();
    let whole = Whole::from_row(&row).unwrap();
    assert_eq!(whole.name, "Roof");
    assert_eq!(row.title.as_deref(), Some("Roof"));
    assert_eq!(row.extra.len(), 1);
    assert_eq!(row.uf_crm.len(), 8);
    assert_eq!(Whole::try_from(row), Ok(whole));
    assert_eq!(
        MyDeal::try_from(Deal::default()),
        Err(TypeMismatch {
            path: "ID".to_owned(),
            expected: "a whole number".to_owned(),
            found: "nothing".to_owned(),
        })
    );
}

#[test]
fn views_stand_where_rows_do() {
    let json = r#"{ "a": { "ID": 1, "TITLE": "A" }, "b": { "ID": 2, "TITLE": "B" } }"#;
    let map: Map<String, MyDeal> = serde_json::from_str(json).unwrap();
    assert_eq!(map.get("b").unwrap().id.get(), 2);
    let none: Option<Vec<MyDeal>> = serde_json::from_str::<Value>("null")
        .unwrap()
        .read()
        .unwrap();
    assert_eq!(none, None);
}

#[test]
fn an_enumeration_may_be_text() {
    #[derive(Debug, Entity)]
    #[entity(of = Deal)]
    struct Semantics {
        stage_semantic_id: Option<String>,
        stage_id: Option<Id<StatusCode>>,
    }
    let row: Semantics = read(r#"{ "STAGE_SEMANTIC_ID": "S", "STAGE_ID": "C1:WON" }"#).unwrap();
    assert_eq!(row.stage_semantic_id.as_deref(), Some("S"));
    assert_eq!(row.stage_id.unwrap().as_str(), "C1:WON");
}

#[test]
fn custom_fields_have_keys() {
    let day: bitrix24::Date = serde_json::from_str(r#""2026-01-31""#).unwrap();
    assert_eq!(MyDeal::GREETING.name(), "UF_CRM_1721244482250");
    let fields = crm::deal::AddFields::new()
        .title("Roof")
        .uf_crm(MyDeal::GREETING, "hi")
        .uf_crm(Whole::TAGS, ["a", "b"])
        .uf_crm(Whole::AMOUNT, dec!(12.5))
        .uf_crm("UF_CRM_OTHER", 5)
        .uf_crm(Deal::custom::<String>("UF_CRM_LATER"), "x")
        .uf_crm(Whole::MET, bitrix24::Clear)
        .parent_id(Whole::PARENT, 9);
    #[expect(deprecated, reason = "it is the one with fields of a deal")]
    let request = crm::deal::add().fields(fields);
    assert_eq!(
        rt::Call::params(&request).get("fields").unwrap().to_json(),
        r#"{"TITLE":"Roof","UF_CRM_1721244482250":"hi","UF_CRM_TAGS":["a","b"],"UF_CRM_AMOUNT":12.5,"UF_CRM_OTHER":5,"UF_CRM_LATER":"x","UF_CRM_MET":"","PARENT_ID_177":9}"#
    );
    let filter = MyDeal::GREETING.eq("hi") & Whole::TAGS.eq("a") & Whole::DAYS.gt(day);
    #[expect(deprecated, reason = "it is the one with a filter of deals")]
    let request = crm::deal::list()
        .filter(filter)
        .order(MyDeal::GREETING.asc());
    assert_eq!(
        rt::Call::params(&request).get("filter").unwrap().to_json(),
        r#"{"=UF_CRM_1721244482250":"hi","=UF_CRM_TAGS":"a",">UF_CRM_DAYS":"2026-01-31"}"#
    );
}

#[test]
fn documented_fields_have_keys_too() {
    #[derive(Debug, Entity)]
    #[entity(of = item::Item)]
    struct Offer {
        id: Id<item::Item>,
        #[entity(field = opportunity)]
        amount: Option<Decimal>,
        /// An identifier as text, under the documented name of its field.
        stage_id: Option<String>,
        contact_ids: Option<Vec<Id<crm::Contact>>>,
        #[entity(via = String)]
        title: Title,
    }
    #[derive(Debug, PartialEq)]
    struct Title(String);
    impl From<String> for Title {
        fn from(text: String) -> Self {
            Self(text)
        }
    }
    let filter = Offer::AMOUNT.ge(dec!(1000))
        & Offer::STAGE_ID.is_in(["NEW", "WON"])
        & Offer::TITLE.contains("Roof")
        & item::Item::OPENED.eq(true);
    let request = item::list(EntityType::Deal)
        .filter(filter)
        .order(Offer::AMOUNT.desc())
        .select((Offer::ID, Offer::TITLE));
    assert_eq!(
        serde_json::to_string(rt::Call::params(&request)).unwrap(),
        r#"{"entityTypeId":2,"filter":{">=opportunity":1000,"@stageId":["NEW","WON"],"%title":"Roof","=opened":"Y"},"order":{"opportunity":"desc"},"select":["id","title"]}"#
    );
    // A list is compared with one of its items, as by the record's own constant.
    let name = Offer::CONTACT_IDS.name().to_owned();
    assert_eq!(name, item::Item::CONTACT_IDS.name());
    let row: Offer = read(r#"{"id": 1, "title": "Roof"}"#).unwrap();
    assert_eq!((row.id.get(), row.title), (1, Title("Roof".to_owned())));
    assert_eq!(row.amount.or(row.stage_id.map(|_| dec!(0))), None);
    assert_eq!(row.contact_ids, None);
}

#[test]
fn a_field_that_no_list_names_has_no_key() {
    #[derive(Debug, Entity)]
    #[entity(of = item::Multifield)]
    struct Telephone {
        value: Option<String>,
    }
    assert_eq!(Telephone::VALUE, rt::NoKey::NEW);
    let row: Telephone = read(r#"{"value": "1"}"#).unwrap();
    assert_eq!(row.value.as_deref(), Some("1"));
}

#[test]
fn generic_code_finds_the_record_of_a_struct() {
    fn selected<V: View>() -> String {
        names(V::select())
    }
    type Of = <MyItem as View>::Of;
    assert_eq!(Of::STAGE_ID.name(), "stageId");
    assert_eq!(selected::<MyDeal>(), names(MyDeal::select()));
}

#[test]
fn a_key_of_another_family_is_not_sent() {
    let fields = crm::deal::AddFields::new().uf_crm(MyItem::GREETING, "hi");
    #[expect(deprecated, reason = "it is the one with fields of a deal")]
    let request = crm::deal::add().fields(fields);
    assert_eq!(
        rt::Call::params(&request).problem().unwrap().to_string(),
        "the name `ufCrm_1721244482250` does not match `UF_CRM_*`"
    );
}

#[derive(Debug, PartialEq, Entity)]
#[entity(of = item::Item)]
struct Budget {
    #[entity(field = "ufCrm_1721244482250")]
    sum: Option<Money>,
    #[entity(field = "ufCrm_1721244482251")]
    parts: Option<Vec<Money>>,
}

#[test]
fn money_has_its_currency() {
    let json = r#"{"ufCrm_1721244482250": "4990.50|EUR", "ufCrm_1721244482251": ["1|RUB", "2|"]}"#;
    let row: item::Item = serde_json::from_str(json).unwrap();
    let budget = Budget::from_row(&row).unwrap();
    assert_eq!(budget.sum, Some(Money::new(dec!(4990.50), "EUR")));
    let parts = vec![Money::new(1, "RUB"), Money::new(2, "")];
    assert_eq!(budget.parts, Some(parts));
    let none = r#"{"ufCrm_1721244482250": "", "ufCrm_1721244482251": []}"#;
    let none: item::Item = serde_json::from_str(none).unwrap();
    assert_eq!(Budget::from_row(&none).unwrap().sum, None);
    let wrong: item::Item = serde_json::from_str(r#"{"ufCrm_1721244482250": "100"}"#).unwrap();
    assert!(
        Budget::from_row(&wrong)
            .unwrap_err()
            .to_string()
            .contains("`100|RUB`")
    );
    let fields = item::UpdateFields::new().uf_crm(Budget::SUM, Money::new(100, "RUB"));
    let sent = Arg::<item::UpdateFields>::new(fields);
    assert_eq!(
        sent.as_value()["ufCrm_1721244482250"].to_json(),
        r#""100|RUB""#
    );
}
