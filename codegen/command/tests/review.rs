//! The command `review` as people run it: its status and what it prints.

use std::process::{Command, Output};

fn run(schema: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bitrix24-codegen"));
    let docs = "../documentation/tests/corpus";
    let Output {
        status,
        stdout,
        stderr,
    } = command
        .args(["review", "--schema", schema, "--docs", docs])
        .args(arguments)
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (status.code(), text(stdout), text(stderr))
}

const SCHEMA: &str = "../documentation/tests/review/schema";

#[test]
fn names_and_namespaces_can_be_asked_for() {
    let (status, told, _) = run(SCHEMA, &["shop.order.get"]);
    assert_eq!(status, Some(0));
    assert!(told.contains("=== method shop.order.get ==="));
    assert!(told.contains("yaml      ../documentation/tests/review/schema/shop/order.yaml:"));
    let (status, told, _) = run(SCHEMA, &["SHOP.ORDER.GET", "shop.rule.*"]);
    assert_eq!((status, told.matches("=== method").count()), (Some(0), 2));
}

#[test]
fn a_name_of_nothing_is_an_error_beside_the_others() {
    let (status, told, wrong) = run(SCHEMA, &["shop.order.steal", "shop.order.get"]);
    assert_eq!(status, Some(1));
    assert!(wrong.contains("shop.order.steal"), "{wrong}");
    assert_eq!(told.matches("=== method").count(), 1);
    assert_eq!(run(SCHEMA, &[]).0, Some(2));
    assert_eq!(run(SCHEMA, &["--scope", "sale"]).0, Some(2));
}

#[test]
fn the_next_are_those_that_nobody_has_reviewed() {
    let (status, told, counted) = run(SCHEMA, &["--next", "2", "--scope", "sale"]);
    assert_eq!((status, told.matches("=== ").count()), (Some(0), 2));
    assert!(told.contains("=== method shop.order.list ==="));
    assert!(counted.starts_with("2 of "), "{counted}");
    let (_, told, counted) = run(SCHEMA, &["--next", "2", "--scope", "none"]);
    assert_eq!(
        (told.matches("=== ").count(), counted.as_str()),
        (0, "0 of 0 without a review\n")
    );
}

#[test]
fn a_schema_need_not_be_there() {
    let (status, told, _) = run("../documentation/tests/review/none", &["shop.order.get"]);
    assert_eq!(status, Some(0));
    assert!(told.contains("lacking"), "{told}");
}
