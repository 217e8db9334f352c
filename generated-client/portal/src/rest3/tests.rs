use std::cell::Cell;
use std::time::Duration;

use hyper::header::HeaderValue;

use super::idempotency::Replays;
use super::kinds::expected;
use crate::answer::Reply;
use crate::received::Caller;
use bitrix24::describe::Kind;
use bitrix24::{Map, Value};

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

/// How often a write runs that comes with these keys, each by its caller, method, body and second.
fn runs(calls: &[(Caller, &str, &'static str, &str, u64)], status: u16) -> usize {
    let (replays, count) = (Replays::default(), Cell::new(0));
    for (caller, method, key, body, second) in calls {
        let slot = (*caller, *method, &HeaderValue::from_static(key));
        let run = || {
            count.set(count.get() + 1);
            Reply::new((status, Value::Map(Map::new())))
        };
        let now = Duration::from_secs(*second);
        drop(replays.once(slot, body.as_bytes(), now, run));
    }
    count.get()
}

#[test]
fn a_key_belongs_to_one_caller_one_method_and_one_day() {
    use Caller::{Application, Webhook};
    const DAY: u64 = 24 * 60 * 60;
    let first = (Webhook, "a.add", "k", "{}", 0);
    for (second, expected) in [
        (first, 1),
        ((Webhook, "a.add", "k", "{}", DAY - 1), 1),
        ((Webhook, "a.add", "k", "{}", DAY), 2),
        ((Webhook, "a.add", "k", "[]", 0), 1),
        ((Webhook, "a.add", "K", "{}", 0), 2),
        ((Webhook, "a.update", "k", "{}", 0), 2),
        ((Application, "a.add", "k", "{}", 0), 2),
    ] {
        assert_eq!(runs(&[first, second], 200), expected, "{second:?}");
    }
    // An error is not kept.
    assert_eq!(runs(&[first, first], 400), 2);
}

mod of_tasks {
    use super::super::listing::{Window, window};
    use super::super::selection::Selection;
    use super::super::{check, openapi};
    use super::{Value, value};
    use bitrix24::describe::{self, Method};

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
            r#"{"page": 0}"#,
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
        let selection =
            read(r#"["id", "colour", "creator.name", "creator.image.src", "auditors.id"]"#);
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

    #[test]
    fn the_description_names_what_it_refers_to() {
        fn names<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
            match value {
                Value::Map(map) => {
                    found.extend(map.get("$ref").and_then(Value::as_text));
                    map.values().for_each(|value| names(value, found));
                }
                Value::List(items) => items.iter().for_each(|item| names(item, found)),
                _ => {}
            }
        }
        let description = openapi::answer().result;
        let mut found = Vec::new();
        names(&description, &mut found);
        assert!(!found.is_empty());
        for name in found {
            let name = name.rsplit('/').next().unwrap_or_default();
            let schema = &description["components"]["schemas"][name];
            assert!(schema["properties"].as_map().is_some(), "{name}");
        }
    }
}
