//! What `lint` finds. Each folder of `lint/` is a small documentation with the fault of one rule,
//! its findings beside it.
//!
//! `UPDATE=1 cargo test -p bitrix24-documentation --test lint` writes what is found now.

#[path = "../../tests/snapshot/mod.rs"]
mod snapshot;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bitrix24_documentation::lint::{self, Finding};
use bitrix24_documentation::page::Folder;

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
    snapshot::assert(cases().iter().map(|case| {
        let mut told = Vec::new();
        lint::text(&findings(case), &mut told).unwrap();
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
