//! What the importer reads from pages, and the YAML that it writes. Each page or folder of
//! `import/` is a documentation, with what is read of it beside it, and the files of the schema
//! that are made of that.
//!
//! `UPDATE=1 cargo test -p bitrix24-documentation --test import` writes what is read now.

#[path = "../../tests/snapshot/mod.rs"]
mod snapshot;

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{load, resolve};
use bitrix24_documentation::extract::{self, Documentation};
use bitrix24_documentation::facts::{Facts, Item, Kind, Required};
use bitrix24_documentation::page::{Folder, Page};
use bitrix24_documentation::write::{self, Documented, Existing};

#[test]
fn every_page_is_read_as_expected() {
    snapshot::assert(cases().iter().flat_map(|case| {
        let documentation = documentation(case);
        [
            (case.with_extension("txt"), read(&documentation)),
            (case.with_extension("yaml"), yaml(&documentation)),
        ]
    }));
}

/// The pages and folders beside the expectations.
fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> = fs::read_dir("tests/import")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() || path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    cases.sort();
    assert!(cases.len() > 25, "the cases are not where they were");
    cases
}

fn documentation(case: &Path) -> Documentation {
    let files: Vec<PathBuf> = if case.is_dir() {
        let mut files: Vec<PathBuf> = fs::read_dir(case)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .collect();
        files.sort();
        files
    } else {
        vec![case.to_owned()]
    };
    let pages = files
        .iter()
        .map(|file| {
            let name = file.file_stem().unwrap().to_string_lossy();
            Page::read(
                &format!("api-reference/shop/{name}"),
                fs::read_to_string(file).unwrap(),
            )
        })
        .collect();
    extract::read(&Folder::new(pages))
}

/// The files of a new schema, one after another, and without problems.
fn yaml(documentation: &Documentation) -> String {
    let written = write::write(documentation, &Existing::default(), &|_| true);
    assert!(written.failures.is_empty(), "{:?}", written.failures);
    let folder = tempfile::tempdir().unwrap();
    let mut out = String::new();
    for (path, text) in &written.files {
        let at = folder.path().join(path);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(at, text).unwrap();
        let facts = text.lines().skip(1).collect::<Vec<_>>().join("\n");
        writeln!(out, "# {path}\n{facts}\n").unwrap();
    }
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    if !written.files.is_empty() {
        let loaded = load::folder(folder.path(), &mut sources, &mut problems);
        resolve::resolve(&loaded, &mut problems);
    }
    let told: Vec<&str> = problems
        .iter()
        .map(|problem| problem.title.as_str())
        .collect();
    assert!(told.is_empty(), "{out}{told:?}");
    out
}

fn read(documentation: &Documentation) -> String {
    let mut out = String::new();
    let facts = Documented::of(documentation, &[]).facts;
    for (draft, facts) in documentation.drafts.iter().zip(&facts) {
        facts_of(&mut out, facts, &draft.scope.join(" "));
    }
    for facts in &Documented::of(documentation, &[]).placements {
        facts_of(&mut out, facts, &facts.scope.join(" "));
        writeln!(out, "  codes {}", facts.codes.join(" ")).unwrap();
    }
    for other in &documentation.others {
        writeln!(out, "{}: {}", other.page, other.reason).unwrap();
    }
    for draft in &documentation.drafts {
        for note in &draft.notes {
            writeln!(out, "note, line {}: {}", note.line, note.text).unwrap();
        }
        for table in &draft.unread {
            writeln!(out, "unread, lines {:?}: {}", table.rows, table.title).unwrap();
        }
    }
    out
}

fn facts_of(out: &mut String, facts: &Facts, scope: &str) {
    let kind = match facts.kind {
        Kind::Method => "method",
        Kind::Event => "event",
        Kind::Placement => "placement",
    };
    write!(
        out,
        "{kind} {} v{}, scope {scope}",
        facts.name, facts.version
    )
    .unwrap();
    if facts.deprecated {
        write!(out, ", deprecated for {:?}", facts.replacement).unwrap();
    }
    if let Some(paging) = &facts.paging {
        write!(out, ", pages by {:?} of {:?}", paging.style, paging.size).unwrap();
        if let Some(at) = &paging.at {
            write!(
                out,
                " at {at}, limit {:?}, at most {:?}",
                paging.limit, paging.most
            )
            .unwrap();
        }
    }
    out.push('\n');
    for (title, items) in [("takes", &facts.params), ("answers", &facts.result)] {
        for one in items {
            item(out, title, one);
        }
    }
    for error in &facts.errors {
        writeln!(
            out,
            "  fails with {:?}, {:?}, {:?}",
            error.code, error.message, error.status
        )
        .unwrap();
    }
}

fn item(out: &mut String, title: &str, item: &Item) {
    write!(out, "  {title} {:?}: {}", item.path, item.wire()).unwrap();
    match item.required {
        Required::Yes => out.push_str(", required"),
        Required::Sometimes => out.push_str(", sometimes required"),
        Required::Unknown => out.push_str(", required or not"),
        Required::No => {}
    }
    if item.nullable {
        out.push_str(", null");
    }
    if item.deprecated {
        out.push_str(", deprecated");
    }
    if let Some(default) = &item.default {
        write!(out, ", default {default}").unwrap();
    }
    if !item.values.is_empty() {
        write!(out, ", one of {}", item.values.join(" ")).unwrap();
    }
    out.push('\n');
}
