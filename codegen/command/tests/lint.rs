//! The command `lint`: its exit status and what it prints.

use std::process::{Command, Output};

use bitrix24_documentation::lint;

fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bitrix24-codegen"));
    let Output {
        status,
        stdout,
        stderr,
    } = command.arg("lint").args(arguments).output().unwrap();
    let printed = if status.code() == Some(2) {
        stderr
    } else {
        stdout
    };
    (status.code(), String::from_utf8(printed).unwrap())
}

#[test]
fn the_status_is_1_when_something_is_wrong() {
    let docs = |case: &str| format!("../documentation/tests/lint/{case}");
    assert_eq!(
        run(&["--docs", &docs("clean")]),
        (Some(0), "no contradictions found\n".into())
    );
    assert_eq!(run(&["--docs", &docs("wrong-method")]).0, Some(1));
    assert_eq!(run(&["--docs", &docs("missing-scope")]).0, Some(0));
    assert_eq!(
        run(&["--docs", &docs("missing-scope"), "--strict"]).0,
        Some(1)
    );
    let (status, printed) = run(&["--docs", &docs("clean"), "--rule", "none"]);
    assert_eq!(
        (status, printed.contains("no rule `none`")),
        (Some(2), true)
    );
}

#[test]
fn a_page_or_a_method_can_be_asked_for() {
    let docs = "../documentation/tests/lint/wrong-method";
    let of = |wanted: &str| run(&["--docs", docs, wanted]).0;
    assert_eq!(of("api-reference/shop/shop-thing-put.md"), Some(1));
    assert_eq!(of("shop.thing.put"), Some(1));
    assert_eq!(of("api-reference/types"), Some(0));
    let (status, printed) = run(&["--docs", docs, "shop.thing.steal"]);
    assert_eq!(
        (status, printed.contains("`shop.thing.steal` is neither")),
        (Some(2), true)
    );
}

#[test]
fn json_has_the_facts_of_the_text() {
    let (status, printed) = run(&[
        "--docs",
        "../documentation/tests/lint/stale-anchor",
        "--format",
        "json",
    ]);
    assert_eq!(status, Some(1));
    let rows: Vec<serde_json::Value> = printed
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(rows[0]["file"], "api-reference/shop/shop-thing-put.md");
    assert_eq!(rows[0]["rule"], "stale-anchor");
    assert_eq!(rows[0]["severity"], "error");
    assert!(rows[0]["line"].is_u64() && rows[0]["text"].is_string());
    let (_, printed) = run(&[
        "--docs",
        "../documentation/tests/lint/unknown-parameter",
        "--format",
        "json",
    ]);
    assert!(
        printed.contains("\"other\":{\"file\":\"api-reference/shop/shop-thing-put.md\",\"line\":"),
        "{printed}"
    );
}

#[test]
fn rules_are_listed_with_what_they_find() {
    let (status, printed) = run(&["--rules"]);
    assert_eq!(status, Some(0));
    for rule in lint::RULES {
        assert!(
            printed.contains(rule.name)
                && printed.contains(rule.finds)
                && printed.contains(rule.example)
        );
    }
}
