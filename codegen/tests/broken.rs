//! What `check` tells of broken schemas. Each file or folder of `broken/` is a schema, with what is told of it beside it.
//!
//! `UPDATE=1 cargo test -p bitrix24-codegen --test broken` writes what is told now.
#![cfg(all(feature = "describe", feature = "render"))]

mod kept;

use std::fs;
use std::path::{Path, PathBuf};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::render::{self, Colour};
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{load, resolve};

#[test]
fn every_broken_schema_is_told_as_expected() {
    kept::hold(
        cases()
            .iter()
            .map(|case| (case.with_extension("txt"), told(case))),
    );
}

#[test]
fn problems_are_told_in_the_same_order_each_time() {
    for case in cases() {
        assert_eq!(told(&case), told(&case));
    }
}

/// The files and folders beside the expectations.
fn cases() -> Vec<PathBuf> {
    let folder = Path::new("tests/broken");
    let mut cases: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.is_dir()
                || path
                    .extension()
                    .is_some_and(|extension| extension == "yaml")
        })
        .collect();
    cases.sort();
    assert!(cases.len() > 20, "the cases are not where they were");
    cases
}

fn told(case: &Path) -> String {
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    if case.is_dir() {
        let mut loaded = load::folder(case, &mut sources, &mut problems);
        loaded.examples = load::examples(case, &mut sources, &mut problems);
        resolve::resolve(&loaded, &mut problems);
    } else {
        let loaded = load::file(case, &mut sources, &mut problems);
        resolve::resolve_alone(&loaded, &[], &mut problems);
    }
    problems.sort(&sources);
    if problems.is_empty() {
        return "no problems\n".to_owned();
    }
    format!("{}\n", render::report(&problems, &sources, Colour::None))
}
