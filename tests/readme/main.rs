//! The commands, YAML, links and paths of the READMEs: they exist, load and lead somewhere. The
//! Rust of the READMEs is compiled by the doctests of this package's library.

mod commands;
mod links;
mod markdown;
mod paths;
mod yaml;

use std::path::{Path, PathBuf};

use self::markdown::Document;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The README and the documents that it links to. Links to documents that do not exist have a test
/// of their own.
fn documents() -> Vec<Document> {
    let first = Document::read("README.md").expect("the workspace has a README.md");
    let linked: Vec<Document> = links::of(&first)
        .into_iter()
        .filter(|(_, path)| Path::new(path).extension() == Some("md".as_ref()))
        .filter_map(|(_, path)| Document::read(path))
        .collect();
    std::iter::once(first).chain(linked).collect()
}

/// Fails with all problems at once.
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
            let checked = cargo
                .check(&command)
                .map_err(|problem| format!("{}:{line}: `{command}`: {problem}", document.path));
            problems.extend(checked.err());
        }
    }
    report(&problems);
    assert!(count > 5, "no commands were found");
}

#[test]
fn wrong_commands_are_errors() {
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

/// A struct of one's own says which fields must be there.
#[test]
fn the_first_rows_are_those_of_an_own_struct() {
    let readme = std::fs::read_to_string(workspace().join("README.md")).expect("a README.md");
    let derive = readme
        .find("#[derive(bitrix24::Entity)]")
        .expect("a struct");
    let option = readme.find("Option").expect("fields that may be absent");
    assert!(derive < option);
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

#[test]
fn paths_exist() {
    let documents = paths::documents();
    let count: usize = documents
        .iter()
        .map(|document| paths::of(document).len())
        .sum();
    assert!(count > 100, "only {count} paths were found");
    let problems: Vec<String> = documents.iter().flat_map(paths::problems).collect();
    report(&problems);
}

#[test]
fn wrong_paths_are_errors() {
    for wrong in [
        "codegen/src/modle.rs",
        "modle.rs",
        "model.rs",
        "codegen/src/{model,modle}",
        "codegen/src/mod",
        "tests/schemas/demo/<concept>.yml",
        "../macros/src/libb.rs",
        "../codegen/src/modle.rs",
        "shop/order.yaml",
        "nowhere/",
    ] {
        let problems = paths::problems(&paths::sample(wrong));
        assert_eq!(problems.len(), 1, "{wrong}: {problems:?}");
    }
    for right in [
        "codegen/src/model.rs",
        "src/model.rs",
        "src/{model,ir}",
        "codegen/src/render",
        "schema/crm/",
        "tests/schemas/demo/<concept>.yaml",
        "../macros/src/lib.rs",
        "../docs",
        "../../elsewhere.md",
        "/var/lib/tokens",
        "target/openapi.json",
        "$OUT_DIR/api.rs",
        "path/to/methods.yaml",
        "https://example.com/a.md",
        "crm.item.list",
        ".md",
        "Option<T>",
    ] {
        let problems = paths::problems(&paths::sample(right));
        assert!(problems.is_empty(), "{right}: {problems:?}");
    }
}
