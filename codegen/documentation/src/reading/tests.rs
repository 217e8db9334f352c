//! Tests of readings with a small schema.

use std::collections::{BTreeMap, BTreeSet};

use super::{Known, Readings, compare, compose, files, sentences};
use crate::edit;
use crate::facts;
use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::load::{self, Loaded};
use bitrix24_codegen::source::Sources;

const SCHEMA: &str = "\
namespace: shop
scope: [shop]
page: shop
types:
  Line:
    fields:
      product: id<Product>
      price: { type: decimal, doc: Price of one unit. }
  Product: { doc: A product., key: integer }
methods:
  add:
    doc: Add order.
    doc_by: auto
    page: add
    access: any user
    effect: write
    params:
      fields:
        type: object
        required: true
        fields:
          lines: { type: \"Line[]\", required: true }
          state: string
    result: { type: integer }
    errors:
      Code0: { code: \"0\", message: No lines, status: 400 }
";

const READ: &str = r#"
{"kind":"type","name":"shop.Line","doc":"A line of an order.","fields":[{"path":"product","wire":"integer","entity":"shop.Product","doc":"Product that is sold."},{"path":"price","wire":"number","doc":"Price with taxes."}]}
{"kind":"method","name":"shop.add","page":"shop/add","doc":"Adds an order.","scope":["shop"],"access":"everyone","effect":"write","params":[{"path":"fields","wire":"object","required":true,"doc":"The order.","line":7},{"path":"fields.lines","wire":"object[]","is":"shop.Line","required":true,"doc":"What is ordered.","line":8},{"path":"fields.state","wire":"text","required":false,"values":[{"v":"N","name":"New","doc":"Nobody has looked at it."}],"doc":"How far it is.","line":9}],"result":[{"path":"","wire":"integer"}],"result_doc":"Identifier of the order.","errors":[{"code":"0","message":"No lines","status":400,"name":"NoLines","doc":"The order is empty.","line":20}]}
"#;

fn facts(text: &str) -> (Vec<facts::Facts>, Loaded, Sources) {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let file = load::text("shop.yaml", text, &mut sources, &mut problems);
    assert!(problems.is_empty(), "{problems:?}");
    let loaded = Loaded {
        files: file.into_iter().collect(),
        ..Loaded::default()
    };
    (facts::schema::facts(&loaded, &sources), loaded, sources)
}

fn readings(text: &str) -> Readings {
    let mut readings = Readings::default();
    readings.add(text).unwrap();
    readings
}

fn differences(schema: &str, read: &str) -> Vec<String> {
    let (facts, ..) = facts(schema);
    let (differences, compared) = compare::compare(&readings(read), &facts);
    assert!(compared > differences.len());
    differences.iter().map(ToString::to_string).collect()
}

#[test]
fn what_agrees_is_not_reported() {
    assert_eq!(
        differences(SCHEMA, READ),
        ["shop/add:9: shop.add param fields.state: values: read {\"N\"}, fact {}"]
    );
}

#[test]
fn each_kind_of_difference_is_reported() {
    let spoilt = SCHEMA
        .replace("id<Product>", "integer")
        .replace("\"Line[]\", required: true", "\"Line[]\"")
        .replace(
            "state: string",
            "state: { type: integer, nullable: true, default: 3 }\n          note: string",
        )
        .replace("No lines", "\"No {thing}\"")
        .replace("effect: write", "effect: read");
    let found = differences(&spoilt, READ);
    let expected = [
        "shop/add:7: shop.add: effect: read write, fact read",
        "shop.add param fields.lines: required: read true, fact false",
        "shop.add param fields.lines[].product: identifier: read of shop.Product, fact integer",
        "shop.add param fields.state: form: read text, fact integer",
        "shop.add param fields.state: default: read none, fact 3",
        "shop.add param fields.state: null: read no, fact yes",
        "shop.add param fields.note: extra: read nothing, fact text",
        "shop.add error 0: missing",
        "shop.add error 0: extra",
    ];
    for expected in expected {
        assert!(
            found.iter().any(|line| line.contains(expected)),
            "{expected}: {found:#?}"
        );
    }
}

#[test]
fn a_method_that_the_facts_lack_is_reported() {
    let read = READ.replace("shop.add", "shop.remove");
    let (facts, ..) = facts(SCHEMA);
    let (found, _) = compare::compare(&readings(&read), &facts);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].what, found[0].subject.as_str()),
        ("missing", "shop.remove")
    );
}

#[test]
fn sentences_go_where_none_is_and_replace_made_ones() {
    let (facts, loaded, sources) = facts(SCHEMA);
    let types = facts::schema::types(&loaded, &sources);
    let edits = sentences::edits(&readings(READ), &facts, &types);
    let lacking = sentences::lacking(SCHEMA, &edits["shop.yaml"]).unwrap();
    let text = edit::formatted(&edit::all(SCHEMA, &lacking).unwrap()).unwrap();
    for sentence in [
        "doc: Adds an order.",
        "doc: A line of an order.",
        "product: { type: id<Product>, doc: Product that is sold. }",
        "doc: What is ordered.",
        "state: { type: string, doc: How far it is. }",
        "doc: Identifier of the order.",
        "doc: The order is empty.",
        "price: { type: decimal, doc: Price of one unit. }",
    ] {
        assert!(text.contains(sentence), "{sentence}: {text}");
    }
    assert!(!text.contains("doc_by"), "{text}");
    assert!(!text.contains("Price with taxes"), "{text}");
    let (facts, loaded, sources) = self::facts(&text);
    let types = facts::schema::types(&loaded, &sources);
    let again = sentences::edits(&readings(READ), &facts, &types);
    assert_eq!(sentences::lacking(&text, &again["shop.yaml"]).unwrap(), []);
}

#[test]
fn readings_become_files() {
    let documentation = crate::extract::Documentation::default();
    let known = Known::of(BTreeSet::new(), &documentation);
    let readings = readings(READ);
    let parts = compose::parts(&readings, &known, &|_| true);
    let written = files::files(parts, &BTreeMap::new()).unwrap();
    let text = &written["shop.yaml"];
    let (facts, ..) = facts(text);
    let (differences, compared) = compare::compare(&readings, &facts);
    assert_eq!(differences, [], "{text}");
    assert!(compared > 30, "{compared}");
    for line in [
        "page: shop\n",
        "lines: { type: \"Line[]\", doc: What is ordered., required: true }",
        "New: { wire: \"N\", doc: Nobody has looked at it. }",
        "product: { type: id<Product>, doc: Product that is sold. }",
        "NoLines: { code: \"0\", message: No lines, status: 400, doc: The order is empty. }",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn an_object_with_keys_of_its_own_gets_a_named_type() {
    let read = r#"{"kind":"method","name":"shop.prices","page":"shop/prices","effect":"read","result":[{"path":"prices","wire":"object{}","doc":"Prices by product."},{"path":"prices{}.amount","wire":"number","doc":"Amount."}]}"#;
    let documentation = crate::extract::Documentation::default();
    let known = Known::of(BTreeSet::new(), &documentation);
    let readings = readings(read);
    let parts = compose::parts(&readings, &known, &|_| true);
    let text = &files::files(parts, &BTreeMap::new()).unwrap()["shop.yaml"];
    assert!(text.contains("type: \"map<string,Price>\""), "{text}");
    assert!(text.contains("  Price:\n"), "{text}");
    let (facts, ..) = facts(text);
    assert_eq!(compare::compare(&readings, &facts).0, []);
}

/// The YAML that readings become, of the file `shop`.
fn composed(read: &str, file: &str) -> String {
    let documentation = crate::extract::Documentation::default();
    let known = Known::of(BTreeSet::new(), &documentation);
    let readings = readings(read);
    let parts = compose::parts(&readings, &known, &|_| true);
    let mut written = files::files(parts, &BTreeMap::new()).unwrap();
    written.remove(file).unwrap()
}

#[test]
fn a_field_of_several_forms_is_a_union() {
    let text = composed(
        r#"{"kind":"type","name":"shop.Card","page":"shop/add","doc":"A card.","fields":[{"path":"text","wire":"text","doc":"What it says."}]}
{"kind":"method","name":"shop.send","page":"shop/send","effect":"write","params":[{"path":"card","wire":"object|text","is":"shop.Card","doc":"Card, or N to remove it."},{"path":"buyer","wire":"integer|integer[]","entity":"shop.Buyer","doc":"Buyers."}]}"#,
        "shop.yaml",
    );
    assert!(text.contains("type: Card|string"), "{text}");
    assert!(text.contains("id<Buyer>|id<Buyer>[]"), "{text}");
}

#[test]
fn an_order_by_some_fields_has_a_type_of_its_own() {
    let text = composed(
        r#"{"kind":"type","name":"shop.Order","page":"shop/add","doc":"An order.","fields":[{"path":"id","wire":"integer","doc":"Its number."},{"path":"price","wire":"number","doc":"Its price."}]}
{"kind":"method","name":"shop.list","page":"shop/list","effect":"read","params":[{"path":"order","wire":"object","of":"shop.Order","only":["id"],"doc":"How to sort."},{"path":"filter","wire":"object","of":"shop.Order","doc":"Which ones."},{"path":"filter.state","wire":"text","required":true,"doc":"State to find."}],"result":[{"path":"","wire":"object[]","is":"shop.Order","doc":"Orders."}]}"#,
        "shop.yaml",
    );
    for line in [
        "order<OrderOrder>",
        "filter<OrderFilter>",
        "required_keys: [state]",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    let order = text.split("  OrderOrder:").nth(1).unwrap();
    let order = order.split("\n\n").next().unwrap();
    assert!(order.contains("id:") && !order.contains("price"), "{text}");
}

#[test]
fn violations_of_one_code_are_one_error() {
    let text = composed(
        r#"{"kind":"method","name":"shop.add","version":3,"page":"shop/add","effect":"write","errors":[{"code":"BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTVALIDATIONEXCEPTION","message":"No id","status":400,"name":"MissingId","doc":"No id."},{"code":"BITRIX_REST_V3_EXCEPTION_VALIDATION_REQUESTVALIDATIONEXCEPTION","message":"No name","status":400,"name":"MissingName","doc":"No name."}]}"#,
        "shop.v3.yaml",
    );
    assert_eq!(text.matches("VALIDATION_REQUEST").count(), 1, "{text}");
    assert!(text.contains("InvalidRequest:"), "{text}");
    for message in ["message: No id", "message: No name"] {
        assert!(text.contains(message), "{message}: {text}");
    }
}

#[test]
fn conditions_doubts_notes_and_deprecation_are_kept() {
    let text = composed(
        r#"{"kind":"method","name":"shop.add","page":"shop/add","effect":"write","deprecated":true,"replacement":"shop.set","doubt":"the title names another method","notes":["Nobody is told."],"params":[{"path":"gift","wire":"flag","doc":"Whether it is a gift.","when":"the order is paid"}],"result":[{"path":"","wire":"null","doc":"Nothing."}]}"#,
        "shop.yaml",
    );
    for line in [
        "doc: Whether it is a gift. Only when the order is paid.",
        "check: \"add: the title names another method\"",
        "text: Nobody is told.",
        "deprecated: { replacement: shop.set }",
        "type: none",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn a_line_that_is_no_reading_is_named() {
    let error = Readings::default()
        .add("\n{\"kind\":\"method\"}")
        .unwrap_err();
    assert!(error.starts_with("2: missing field `name`"), "{error}");
}

#[test]
fn readings_of_the_package_are_whole() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("readings");
    let mut readings = Readings::default();
    readings.extend(&folder).unwrap();
    assert!(
        readings.subjects().len() > 600,
        "{}",
        readings.subjects().len()
    );
    let mut names = BTreeSet::new();
    for subject in readings.subjects() {
        let name = &subject.name;
        assert!(
            names.insert((name, subject.version)),
            "{name} is there twice"
        );
        assert!(subject.doc.is_some(), "{name} has no sentence");
        for field in subject.params.iter().chain(&subject.result) {
            assert!(
                field.doc.is_some() || field.path.is_empty(),
                "{name} {}: no sentence",
                field.path
            );
        }
        for error in &subject.errors {
            assert!(error.doc.is_some(), "{name} {}: no sentence", error.code);
        }
    }
}
