//! What the READMEs tell a reader to type: commands that exist, and YAML that loads. Their Rust is compiled by the
//! doctests of this package's library.

mod commands;
mod links;
mod markdown;
mod yaml;

use std::path::{Path, PathBuf};

use self::markdown::Document;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The README and the documents that it links to, as far as they are there: the links have a test of their own.
fn documents() -> Vec<Document> {
    let first = Document::read("README.md").expect("the workspace has a README.md");
    let linked: Vec<Document> = links::of(&first)
        .into_iter()
        .filter(|(_, path)| Path::new(path).extension() == Some("md".as_ref()))
        .filter_map(|(_, path)| Document::read(path))
        .collect();
    std::iter::once(first).chain(linked).collect()
}

/// Tells everything at once that is wrong.
fn report(problems: &[String]) {
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn commands_exist() {
    let cargo = commands::Cargo::new();
    let mut count = 0;
    let mut problems = Vec::new();
    for document in documents() {
        for (line, command) in document.commands() {
            count += 1;
            let told = cargo
                .check(&command)
                .map_err(|problem| format!("{}:{line}: `{command}`: {problem}", document.path));
            problems.extend(told.err());
        }
    }
    report(&problems);
    assert!(count > 5, "no commands were found");
}

#[test]
fn what_does_not_exist_is_told() {
    let cargo = commands::Cargo::new();
    for wrong in [
        "cargo tset",
        "cargo test -p bitrix25",
        "cargo run --example quickstrt",
        "cargo codegen chek",
        "cargo test -p bitrix24-codegen --test ui",
        "cargo build -p bitrix24 --features crm,portl",
        "cargo add bitrix24 --features=portl",
    ] {
        assert!(cargo.check(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn yaml_loads() {
    // The reference of the format is held against the format by a test of the generator.
    let shown = documents()
        .into_iter()
        .filter(|document| document.path != "schema/README.md");
    let problems: Vec<String> = shown
        .flat_map(|document| yaml::problems(&document))
        .collect();
    report(&problems);
}

#[test]
fn links_lead_somewhere() {
    let problems: Vec<String> = documents().iter().flat_map(links::problems).collect();
    report(&problems);
}
