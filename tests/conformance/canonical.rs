//! The comparison of payloads: what means the same is the same.

use bitrix24::Value;
use bitrix24::describe::Kind;
use bitrix24_tests::checks::{Canonical, Schema, differences};

fn value(json: &str) -> Value {
    serde_json::from_str(json).expect("JSON")
}

#[test]
fn what_means_the_same_is_the_same() {
    let [schema, _] = &Schema::all();
    let canonical = Canonical::of_answer(schema);
    let list = || Box::new(Kind::Text);
    for (kind, one, other, same) in [
        (Kind::Integer, r#""5""#, "5", true),
        (Kind::Decimal, r#""5.00""#, "5.0", true),
        (Kind::Decimal, "5.01", "5", false),
        (Kind::Text, r#""5""#, "5", true),
        (Kind::Text, r#""05""#, "5", false),
        (Kind::Text, r#""""#, "null", false),
        (Kind::Any, r#""5""#, "5", false),
        (Kind::Any, "5.0", "5", true),
        (Kind::Flag, r#""Y""#, "1", true),
        (Kind::Boolean, "true", r#""Y""#, true),
        (Kind::Flag, r#""N""#, "null", false),
        (Kind::Integer, r#""""#, "null", true),
        (Kind::Integer, "0", "null", false),
        (Kind::DateTime, r#""0""#, "null", true),
        (Kind::List(list()), r#""0""#, "null", true),
        (Kind::List(list()), "[]", "{}", true),
        (
            Kind::List(list()),
            r#"{"3": "a", "7": "b"}"#,
            r#"["a", "b"]"#,
            true,
        ),
        (Kind::Map(list(), list()), "[]", "{}", true),
        (Kind::Map(list(), list()), r#"{"a": null}"#, "{}", true),
        (Kind::Map(list(), list()), r#"{"a": "b"}"#, "{}", false),
    ] {
        let [one, other] = [one, other].map(|json| canonical.value(&kind, &value(json)));
        assert_eq!(
            differences(&one, &other).is_empty(),
            same,
            "{kind:?}: {one} and {other}"
        );
    }
}

#[test]
fn the_order_of_an_order_counts() {
    let kind = Kind::Order(String::new());
    let [schema, _] = &Schema::all();
    let canonical = |json| Canonical::of_request(schema).value(&kind, &value(json));
    let one = canonical(r#"{"a": "ASC", "b": "desc"}"#);
    assert_eq!(one, canonical(r#"{"a": "asc", "b": "DESC"}"#));
    assert_ne!(one, canonical(r#"{"b": "desc", "a": "asc"}"#));
}
