//! The problems of broken schemas. Each file or folder of `broken/` is a schema, with a snapshot of
//! its problems beside it.
//!
//! `UPDATE=1 cargo test -p bitrix24-codegen --test broken` rewrites the snapshots.
#![cfg(all(feature = "describe", feature = "render"))]

mod snapshot;

use std::fs;
use std::path::{Path, PathBuf};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::render::{self, Colour};
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{load, resolve};

#[test]
fn every_broken_schema_has_the_expected_problems() {
    snapshot::assert(
        cases()
            .iter()
            .map(|case| (case.with_extension("txt"), report(case))),
    );
}

#[test]
fn problems_always_have_the_same_order() {
    for case in cases() {
        assert_eq!(report(&case), report(&case));
    }
}

/// The files and folders beside the snapshots.
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
    assert!(cases.len() > 20, "cases are missing");
    cases
}

fn report(case: &Path) -> String {
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
