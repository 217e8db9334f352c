use bitrix24::Value;
use bitrix24::describe::{self, Kind, Method};

use super::check;
use super::kinds::expected;
use super::listing::{Window, window};
use super::selection::Selection;

fn value(json: &str) -> Value {
    serde_json::from_str(json).expect("JSON")
}

#[test]
fn values_have_the_type_of_their_field() {
    for (kind, right, wrong) in [
        (
            Kind::Integer,
            &["1", "-5"][..],
            &["\"1\"", "1.5", "null", "true"][..],
        ),
        (Kind::Text, &["\"x\"", "\"\""], &["1", "null", "[]"]),
        (
            Kind::Boolean,
            &["true", "\"Y\"", "\"N\""],
            &["1", "\"true\"", "\"y\""],
        ),
        (Kind::Decimal, &["1", "1.5"], &["\"1.5\""]),
        (
            Kind::DateTime,
            &["\"2025-12-31T23:59:59+02:00\""],
            &["\"soon\"", "\"\"", "1700000000"],
        ),
        (Kind::Date, &["\"2025-12-31\""], &["\"x\"", "5"]),
        (Kind::Any, &["1", "null", "{}"], &[]),
    ] {
        for json in right {
            assert_eq!(expected(&kind, &value(json)), None, "{kind:?} {json}");
        }
        for json in wrong {
            assert!(expected(&kind, &value(json)).is_some(), "{kind:?} {json}");
        }
    }
}

fn method(name: &str) -> &'static Method {
    describe::method(name, 3).expect("a method")
}

#[test]
fn a_page_comes_before_an_offset() {
    let list = method("tasks.task.list");
    for (json, offset, limit) in [
        ("{}", 0, 50),
        (r#"{"page": 1, "limit": 20, "offset": 0}"#, 0, 20),
        (r#"{"page": 3, "limit": 20, "offset": 7}"#, 40, 20),
        (r#"{"page": 2}"#, 50, 50),
        (r#"{"page": 0}"#, 0, 50),
        (r#"{"offset": 7}"#, 7, 50),
        (r#"{"limit": 1000}"#, 0, 1000),
    ] {
        let found = window(list, Some(&value(json))).expect("a page");
        assert_eq!(found, Window { offset, limit }, "{json}");
    }
    for json in [
        "[]",
        r#"{"limit": 0}"#,
        r#"{"limit": 1001}"#,
        r#"{"page": -1}"#,
        r#"{"offset": -1}"#,
        r#"{"limit": "5"}"#,
        r#"{"start": 5}"#,
    ] {
        assert!(window(list, Some(&value(json))).is_err(), "{json}");
    }
}

#[test]
fn selections_take_what_is_there() {
    let of = "tasks::task::v3::Task";
    let read = |json: &str| Selection::read(method("tasks.task.get"), of, &value(json));
    let selection = read(r#"["id", "colour", "creator.name", "creator.image.src", "auditors.id"]"#);
    let task = value(
        r#"{"id": 1, "title": "x", "creator": {"name": "A", "email": "e", "image": null},
            "auditors": [{"id": 5, "name": "B"}]}"#,
    );
    let expected =
        value(r#"{"id": 1, "creator": {"name": "A", "image": null}, "auditors": [{"id": 5}]}"#);
    assert_eq!(selection.expect("a selection").of(&task), expected);
    for json in [
        r#""id""#,
        "[1]",
        r#"["creator.colour"]"#,
        r#"["creator.image.colour"]"#,
        r#"["creator.name.first"]"#,
        r#"["colour.name"]"#,
        r#"["creator."]"#,
    ] {
        assert!(read(json).is_err(), "{json}");
    }
}

#[test]
fn fields_are_held_to_the_schema() {
    let fields = |ignore, json: &str| {
        let Value::Map(parameters) = value(json) else {
            panic!("no object");
        };
        let checked = check::check(method("tasks.task.update"), &parameters, ignore);
        checked.map_err(|failure| {
            let fields = failure.validation.into_iter().map(|one| one.field);
            (failure.code.contains("UNKNOWN"), fields.collect::<Vec<_>>())
        })
    };
    let told = |names: &[&str]| {
        let names = names.iter().map(|name| (*name).to_owned());
        Err((false, names.collect::<Vec<_>>()))
    };
    for (json, expected) in [
        (
            r#"{"id": 1, "fields": {"deadline": null, "replicate": "Y"}}"#,
            Ok(()),
        ),
        (r#"{"fields": null}"#, told(&["id", "fields"])),
        (r#"{"id": 1, "fields": []}"#, told(&["fields"])),
        (r#"{"id": 1, "fields": {"title": null}}"#, told(&["title"])),
        (
            r#"{"id": 1, "fields": {"creatorId": 5, "guid": "x"}}"#,
            told(&["creatorId", "guid"]),
        ),
        (
            r#"{"id": 1, "fields": {"priority": "huge", "auditors": ["1"], "scenarios": 1}}"#,
            told(&["priority", "auditors", "scenarios"]),
        ),
        (
            r#"{"id": 1, "fields": {"colour": 1}}"#,
            Err((true, Vec::new())),
        ),
    ] {
        assert_eq!(fields(false, json), expected, "{json}");
    }
    let odd = r#"{"id": 1, "colour": 1, "fields": {"colour": 1}}"#;
    assert_eq!(fields(true, odd), Ok(()));
}
