//! Whole lists, by every way in which methods page.

use bitrix24::describe::{self, ExampleKind, Method, PagingStyle};
use bitrix24::{Map, Value};
use bitrix24_portal::{Answered, Portal};
use serde_json::json;

use crate::run::{B24, with_portal};

/// The rows of a table that a portal has.
const ALL: i64 = 120;

/// The value at a path; dots lead into objects.
fn at<'v>(params: &'v Value, path: &str) -> Option<&'v Value> {
    path.split('.').try_fold(params, Value::get)
}

/// Sets the value at a path.
fn set(params: Value, path: &str, value: i64) -> Value {
    let mut map = match params {
        Value::Map(map) => map,
        _ => Map::new(),
    };
    let (name, rest) = path.split_once('.').unwrap_or((path, ""));
    let inner = map.get(name).cloned().unwrap_or_default();
    let inner = if rest.is_empty() {
        Value::Integer(value)
    } else {
        set(inner, rest, value)
    };
    map.insert(name.to_owned(), inner);
    Value::Map(map)
}

/// Answers a method with pages of a table.
fn answer_pages(portal: &Portal, method: &'static Method) {
    let paging = method.paging.as_ref().expect("a list with pages");
    let window = paging.window.as_ref().expect("parameters of its own");
    portal.on(&method.name, move |params| {
        let number = |path: &str| at(params, path).and_then(Value::as_integer);
        let limit = window.limit.as_deref().and_then(number);
        let limit = limit.unwrap_or(i64::from(paging.size));
        let begins = number(&window.at).unwrap_or(0);
        let first = match paging.style {
            PagingStyle::Number => (begins - 1) * limit,
            _ => begins,
        };
        let rows = first + 1..=ALL.min(first + limit);
        let rows: Vec<Value> = rows.map(|id| json!({ "row": id }).into()).collect();
        let at = method.result.at.iter().flat_map(|at| at.rsplit('.'));
        let result = at.fold(Value::List(rows), |value, key| {
            Value::Map(Map::from([(key.to_owned(), value)]))
        });
        Answered::new(result)
    });
}

#[test]
fn methods_with_pages_of_their_own_are_read_to_the_end() {
    with_portal(|portal| {
        let b24 = B24::at(portal);
        let mut styles = [0, 0];
        for method in describe::methods() {
            let Some(paging) = &method.paging else {
                continue;
            };
            let Some(window) = &paging.window else {
                continue;
            };
            styles[usize::from(paging.style == PagingStyle::Number)] += 1;
            answer_pages(portal, method);
            let mut examples = method
                .examples()
                .filter(|example| example.kind == ExampleKind::Request);
            let params = examples.find_map(|example| {
                let params: Value = serde_json::from_str(&example.body).ok()?;
                params.as_map().is_some().then_some(params)
            });
            let mut params = params.unwrap_or(Value::Map(Map::new()));
            if let Some(limit) = &window.limit {
                params = set(params, limit, 50);
            }
            let asked = portal.requests().len();
            let params = params.to_json();
            let arguments = [&*method.name, "--unchecked", "--all", "--json", &params];
            let run = b24.run(&arguments);
            let printed = run.ok();
            let rows: Vec<i64> = printed
                .lines()
                .map(|line| {
                    let row: serde_json::Value = serde_json::from_str(line).expect("JSON");
                    row["row"].as_i64().expect("a row")
                })
                .collect();
            assert_eq!(rows, (1..=ALL).collect::<Vec<_>>(), "{}", method.name);
            assert!(portal.requests().len() >= asked + 3, "{}", method.name);
        }
        assert!(styles[0] > 15 && styles[1] > 5, "{styles:?}");
    });
}

#[test]
fn pages_with_numbers_are_read_and_continued() {
    with_portal(|portal| {
        let b24 = B24::at(portal);
        for number in 1..=60 {
            let task =
                json!({ "fields": { "TITLE": format!("Task {number}"), "RESPONSIBLE_ID": 1 } });
            portal.call("tasks.task.add", task).expect("a task");
        }
        let one = b24.run(&["task.items.getlist", "--ORDER", "ID=asc"]);
        assert!(one.stderr.contains("--all"), "{}", one.stderr);
        let whole = b24.run(&["task.items.getlist", "--all"]).ok();
        assert!(whole.lines().count() >= 60, "{whole}");
        let again = b24.run(&["task.item.list", "--all", "--limit", "55"]);
        assert_eq!(again.stdout.lines().count(), 55);

        // Pages have numbers, so a list continues where a page begins.
        portal.fail_nth("task.items.getlist", 2, bitrix24_portal::Fault::WrongTypes);
        let arguments = ["task.items.getlist", "--all", "--resume", "place"];
        let broken = b24.run(&arguments);
        assert_eq!(broken.code, 7, "{}", broken.stderr);
        let rest = b24.run(&arguments).ok();
        assert_eq!(broken.stdout + &rest, whole);
    });
}

#[test]
fn positional_parameters_are_paged_too() {
    with_portal(|portal| {
        let b24 = B24::at(portal);
        let task = json!({ "fields": { "TITLE": "Task", "RESPONSIBLE_ID": 1 } });
        let task = portal.call("tasks.task.add", task).expect("a task");
        let id = task.result["task"]["id"].to_string();
        let id = id.trim_matches('"');
        for seconds in 1..=60 {
            let entry =
                json!({ "TASKID": id, "ARFIELDS": { "SECONDS": seconds, "COMMENT_TEXT": "" } });
            portal
                .call("task.elapseditem.add", entry)
                .expect("an entry");
        }
        let arguments = ["task.elapseditem.getlist", "--TASKID", id, "--all"];
        let rows = b24.run(&arguments).ok();
        assert_eq!(rows.lines().count(), 60, "{rows}");
    });
}

#[test]
fn lists_of_rest_3_are_read_to_the_end() {
    with_portal(|portal| {
        let b24 = B24::at(portal);
        for number in 1..=120 {
            let task =
                json!({ "fields": { "TITLE": format!("Task {number}"), "RESPONSIBLE_ID": 1 } });
            portal.call("tasks.task.add", task).expect("a task");
        }
        let list = ["tasks.task.list", "--v3", "--select", "id,title"];
        let one = b24.run(&list);
        assert_eq!(one.code, 0, "{}", one.stderr);
        assert!(one.stderr.contains("--all"), "{}", one.stderr);
        let all = b24.run(&[&list[..], &["--all"]].concat()).ok();
        let ids: std::collections::BTreeSet<&str> = all.lines().collect();
        assert_eq!(ids.len(), all.lines().count());
        assert!(ids.len() >= 120, "{}", ids.len());
        assert!(portal.requests().iter().all(|request| request.version == 3));
        let batches = b24.run(&[&list[..], &["--all", "--cursor", "id", "--batches"]].concat());
        assert!(batches.failed(2).contains("a batch of REST 3.0"));
        let cursor = b24
            .run(&[&list[..], &["--all", "--cursor", "id"]].concat())
            .ok();
        assert_eq!(cursor.lines().count(), ids.len());
    });
}

#[test]
fn a_cursor_and_batches_read_the_same_rows() {
    with_portal(|portal| {
        portal.add_deals(320);
        let b24 = B24::at(portal);
        let list = ["crm.deal.list", "--select", "ID", "--all"];
        let rows = b24
            .run(&[&list[..], &["--order", "DATE_CREATE=asc"]].concat())
            .ok();
        let mut expected: Vec<&str> = rows.lines().collect();
        expected.sort_unstable();
        for (more, most) in [
            (&["--cursor", "ID"][..], 8),
            (&["--cursor", "ID", "--batches"][..], 3),
            (&["--batches"][..], 3),
        ] {
            let before = portal.requests().len();
            let read = b24.run(&[&list[..], more].concat()).ok();
            let mut read: Vec<&str> = read.lines().collect();
            read.sort_unstable();
            assert_eq!(read, expected, "{more:?}");
            let requests = portal.requests().len() - before;
            assert!(requests <= most, "{more:?}: {requests}");
        }
        // An order by something else leaves no cursor.
        let order = ["--order", "TITLE=asc", "--batches", "--cursor", "ID"];
        let message = b24.run(&[&list[..], &order].concat()).failed(2);
        assert!(message.contains("ordered by something else"), "{message}");
        let message = b24
            .run(&["task.items.getlist", "--all", "--batches"])
            .failed(2);
        assert!(message.contains("no cursor is known"), "{message}");
    });
}

#[test]
fn a_list_without_a_state_has_one_page() {
    with_portal(|portal| {
        let b24 = B24::at(portal);
        let method = describe::method("biconnector.source.list", 2).expect("a method");
        assert!(method.paging.is_some());
        b24.run(&["biconnector.source.list", "--all"]).ok();
        assert_eq!(portal.requests().len(), 2);
    });
}
