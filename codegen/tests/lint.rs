//! What `lint` finds. Each folder of `lint/` is a small documentation with the fault of one rule, its findings beside it.
//!
//! `UPDATE=1 cargo test -p bitrix24-codegen --test lint` writes what is found now.
#![cfg(feature = "command")]

mod kept;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use bitrix24_codegen::lint::{self, Finding};
use bitrix24_codegen::pages::Folder;

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir("tests/lint").unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}

fn findings(case: &Path) -> Vec<Finding> {
    lint::check(&Folder::open(case).unwrap(), &[]).unwrap()
}

#[test]
fn every_fault_is_found_as_expected() {
    kept::hold(cases().iter().map(|case| {
        let mut told = Vec::new();
        lint::people(&findings(case), &mut told).unwrap();
        (case.with_extension("txt"), String::from_utf8(told).unwrap())
    }));
}

#[test]
fn every_rule_has_a_fault_and_a_clean_page_has_none() {
    let mut names: BTreeSet<&str> = lint::RULES.iter().map(|rule| rule.name).collect();
    for case in cases() {
        let name = case.file_name().unwrap().to_str().unwrap().to_owned();
        let found = findings(&case);
        if name == "clean" {
            assert!(found.is_empty(), "{found:?}");
            continue;
        }
        let others: Vec<&Finding> = found
            .iter()
            .filter(|found| found.rule.name != name)
            .collect();
        assert!(others.is_empty(), "{name}: {others:?}");
        assert!(!found.is_empty(), "{name} finds nothing");
        names.remove(name.as_str());
    }
    assert!(names.is_empty(), "rules without a fault: {names:?}");
}

fn run(arguments: &[&str]) -> (Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bitrix24-codegen"));
    let Output {
        status,
        stdout,
        stderr,
    } = command.arg("lint").args(arguments).output().unwrap();
    let told = if status.code() == Some(2) {
        stderr
    } else {
        stdout
    };
    (status.code(), String::from_utf8(told).unwrap())
}

#[test]
fn the_status_tells_whether_something_is_wrong() {
    let docs = |case: &str| format!("tests/lint/{case}");
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
    let (status, told) = run(&["--docs", &docs("clean"), "--rule", "none"]);
    assert_eq!((status, told.contains("no rule `none`")), (Some(2), true));
}

#[test]
fn a_page_or_a_method_can_be_asked_for() {
    let docs = "tests/lint/wrong-method";
    let of = |wanted: &str| run(&["--docs", docs, wanted]).0;
    assert_eq!(of("api-reference/shop/shop-thing-put.md"), Some(1));
    assert_eq!(of("shop.thing.put"), Some(1));
    assert_eq!(of("api-reference/types"), Some(0));
    let (status, told) = run(&["--docs", docs, "shop.thing.steal"]);
    assert_eq!(
        (status, told.contains("`shop.thing.steal` is neither")),
        (Some(2), true)
    );
}

#[test]
fn json_has_what_people_read() {
    let (status, told) = run(&["--docs", "tests/lint/stale-anchor", "--format", "json"]);
    assert_eq!(status, Some(1));
    let rows: Vec<serde_json::Value> = told
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(rows[0]["file"], "api-reference/shop/shop-thing-put.md");
    assert_eq!(rows[0]["rule"], "stale-anchor");
    assert_eq!(rows[0]["severity"], "error");
    assert!(rows[0]["line"].is_u64() && rows[0]["text"].is_string());
    let (_, told) = run(&["--docs", "tests/lint/unknown-parameter", "--format", "json"]);
    assert!(
        told.contains("\"other\":{\"file\":\"api-reference/shop/shop-thing-put.md\",\"line\":"),
        "{told}"
    );
}

#[test]
fn rules_are_listed_with_what_they_find() {
    let (status, told) = run(&["--rules"]);
    assert_eq!(status, Some(0));
    for rule in lint::RULES {
        assert!(
            told.contains(rule.name) && told.contains(rule.finds) && told.contains(rule.example)
        );
    }
}
