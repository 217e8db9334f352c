//! Generates the API from the schema, for the scopes that are enabled.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{emit, load, render, resolve, scopes};

fn main() -> ExitCode {
    let root = schema_folder();
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    println!("cargo::rerun-if-changed={}", root.display());
    println!("cargo::rerun-if-env-changed={}", bitrix24_schema::VARIABLE);
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let mut loaded = load::folder(&root, &mut sources, &mut problems);
    if cfg!(feature = "describe") {
        loaded.examples = load::examples(&root, &mut sources, &mut problems);
    }
    let schema = resolve::resolve(&loaded, &mut problems);
    if !problems.is_empty() {
        problems.sort(&sources);
        eprintln!(
            "{}",
            render::report(&problems, &sources, render::Colour::None)
        );
        return ExitCode::FAILURE;
    }
    // Unit tests are of the hand-written code, which uses this scope only; with the whole API they
    // would take as long to compile as the client itself.
    let by_hand = |scope: &str| scope == "placement" && is_enabled(scope);
    let mut of_tests = resolve::enabled(schema.clone(), &by_hand);
    // What is left out here is enabled all the same, and has no stubs for messages.
    of_tests.disabled.clear();
    for file in emit::files(&of_tests) {
        write(&out.join("unit_tests"), &file);
    }
    let schema = resolve::enabled(schema, &is_enabled);
    for file in emit::files(&schema) {
        write(&out, &file);
    }
    #[cfg(feature = "describe")]
    for file in bitrix24_codegen::describe::files(&schema, &loaded.examples) {
        write(&out, &file);
    }
    ExitCode::SUCCESS
}

/// The chosen folder, or the one beside this package. The path that the schema's package knows of
/// itself comes last, because it goes stale when a checkout moves.
fn schema_folder() -> PathBuf {
    if let Some(chosen) = bitrix24_schema::chosen() {
        return chosen;
    }
    let beside =
        Path::new(&env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"))
            .join("../schema");
    if beside.join("system.yaml").is_file() {
        beside
    } else {
        bitrix24_schema::ROOT.into()
    }
}

/// Scopes are features of the package.
fn is_enabled(scope: &str) -> bool {
    env::var_os(scopes::variable_of_feature(scope)).is_some()
}

fn write(out: &Path, file: &emit::File) {
    let path = out.join(&file.path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).expect("OUT_DIR can be written");
    }
    fs::write(path, &file.text).expect("OUT_DIR can be written");
}
