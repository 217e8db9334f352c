//! Compares the goldens with the emitted modules.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{env, fs};

use bitrix24_codegen::emit::{self, File};
use similar::TextDiff;

use crate::emission::{CONCEPTS, FROZEN, here, schema};

/// Namespaces of the frozen schema whose modules are goldens: some of each kind, and those that they refer to. They
/// change with the generator, and not with what the shipped schema gains.
const KEPT: &[&str] = &[
    "system",
    "catalog",
    "crm",
    "crm.category",
    "crm.currency",
    "crm.deal.productrows",
    "crm.item.productrow",
    "user",
];

#[test]
fn kept_modules_of_the_frozen_schema_are_emitted_now() {
    let mut schema = schema(&here(FROZEN));
    let is_kept = |namespace: &str| KEPT.contains(&namespace);
    for namespace in KEPT {
        let mut modules = schema.modules.iter();
        assert!(
            modules.any(|module| module.namespace == *namespace),
            "no module is {namespace:?}"
        );
    }
    schema.keep(|module| is_kept(&module.namespace));
    check("golden/frozen", &emit::files(&schema));
}

#[test]
fn modules_of_the_concept_schemas_are_emitted_now() {
    check("golden/concepts", &emit::files(&schema(&here(CONCEPTS))));
}

/// Compares a folder with the emitted modules, or writes it with `UPDATE=1`.
fn check(folder: &str, files: &[File]) {
    let root = here(folder);
    let emitted: BTreeSet<PathBuf> = files.iter().map(|file| root.join(&file.path)).collect();
    let stale: Vec<PathBuf> = present(&root)
        .into_iter()
        .filter(|path| !emitted.contains(path))
        .collect();
    if env::var_os("UPDATE").is_some_and(|update| update == "1") {
        for path in &stale {
            fs::remove_file(path).expect("a file can be deleted");
        }
        for file in files {
            let path = root.join(&file.path);
            fs::create_dir_all(path.parent().expect("a file has a folder")).expect("a folder");
            fs::write(path, &file.text).expect("a file can be written");
        }
        return;
    }
    let mut differences = String::new();
    for file in files {
        let name = format!("{folder}/{}", file.path.display());
        let present = fs::read_to_string(root.join(&file.path)).unwrap_or_default();
        if present != file.text {
            let diff = TextDiff::from_lines(&present, &file.text);
            differences += &diff.unified_diff().header(&name, "emitted now").to_string();
        }
    }
    for path in stale {
        differences.extend([&path.display().to_string(), " is not emitted any more\n"]);
    }
    assert!(
        differences.is_empty(),
        "{differences}\nIf that is as it should be, run\n\n    \
         UPDATE=1 cargo test -p bitrix24-tests --test golden\n\nand commit the files."
    );
}

/// Every file below a folder.
fn present(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.expect("a folder can be read").path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                present(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}
