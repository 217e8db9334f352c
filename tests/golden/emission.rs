//! Emission always writes the same bytes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::{env, fs};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::emit::{self, File};
use bitrix24_codegen::ir::Schema;
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{describe, load, render, resolve};

/// The schemas, below the folder of the tests.
const SHIPPED: &str = "../schema";
/// A part of the shipped schema as it once was.
pub(crate) const FROZEN: &str = "ui/schema";
pub(crate) const CONCEPTS: &str = "schemas";

/// A path below the folder of the tests.
pub(crate) fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Reads a schema.
pub(crate) fn schema(root: &Path) -> Schema {
    read(root).0
}

/// Reads a schema, and returns its description too.
fn read(root: &Path) -> (Schema, File) {
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let mut loaded = load::folder(root, &mut sources, &mut problems);
    loaded.examples = load::examples(root, &mut sources, &mut problems);
    let schema = resolve::resolve(&loaded, &mut problems);
    problems.sort(&sources);
    let report = render::report(&problems, &sources, render::Colour::None);
    assert!(problems.is_empty(), "{}:\n{report}", root.display());
    let description = describe::file(&schema, &loaded.examples);
    (schema, description)
}

/// Every file that is written for a schema, by its path.
fn emitted(root: &Path) -> BTreeMap<PathBuf, String> {
    let (schema, description) = read(root);
    let files = emit::files(&schema).into_iter().chain([description]);
    files.map(|file| (file.path, file.text)).collect()
}

/// The whole schemas as they are emitted from their own places. The shipped one takes seconds.
static EMITTED: LazyLock<[(PathBuf, BTreeMap<PathBuf, String>); 2]> = LazyLock::new(|| {
    [SHIPPED, CONCEPTS].map(|path| {
        let root = here(path);
        let files = emitted(&root);
        (root, files)
    })
});

/// Copies the YAML of a schema to another folder.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder can be read") {
        let path = entry.expect("a folder can be read").path();
        let target = to.join(path.file_name().expect("an entry has a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            fs::copy(&path, &target).expect("a file can be copied");
        }
    }
}

#[test]
fn it_is_the_same_each_time_and_in_each_place() {
    for (root, first) in &*EMITTED {
        assert!(first.len() > 5, "{}: {} files", root.display(), first.len());
        let elsewhere = tempfile::tempdir().expect("a folder for a while");
        let copied = elsewhere.path().join("deeper/schema");
        copy(root, &copied);
        assert!(
            *first == emitted(&copied),
            "{}: the second time, in another place, differs",
            root.display()
        );
    }
}

#[test]
fn it_is_the_same_in_another_process() {
    let [_, (_, concepts)] = &*EMITTED;
    for (path, text) in concepts {
        let built = Path::new(env!("OUT_DIR")).join(match path.to_str() {
            Some("describe.json") => Path::new("concepts.json"),
            _ => path,
        });
        let built_text = fs::read_to_string(&built).unwrap_or_default();
        assert!(
            built_text == *text,
            "{} differs from the build's",
            path.display()
        );
    }
}

#[test]
fn it_names_no_place_of_this_machine() {
    let root = here("..").canonicalize().expect("the folder is there");
    let home = env::var("HOME").unwrap_or_default();
    let temporary = env::temp_dir();
    let places = [
        root.to_str(),
        Some(env!("CARGO_MANIFEST_DIR")),
        Some(env!("OUT_DIR")),
        Some(home.as_str()),
        temporary.to_str(),
    ];
    let is_path = |place: &&str| place.len() > 1 && place.starts_with('/');
    let places: Vec<&str> = places.into_iter().flatten().filter(is_path).collect();
    assert!(!places.is_empty());
    for (_, files) in &*EMITTED {
        for (path, text) in files {
            for place in &places {
                assert!(!text.contains(place), "{} contains {place}", path.display());
            }
        }
    }
}
