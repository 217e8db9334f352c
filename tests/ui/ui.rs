//! What users of the client see of it: programs that compile, and the messages for those that do not.
//!
//! `TRYBUILD=overwrite cargo test -p bitrix24-tests-ui` accepts the messages of today.

mod pass;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::render::{self, Colour};
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{library, load, resolve};

const FAIL: &str = "fail";
const FAIL_SCHEMA: &str = "fail/schema";
/// A part of the shipped schema as it once was. The messages name what is like the mistake, so they
/// would change whenever the shipped schema gains a method or a type.
const FROZEN: &str = "schema";

#[test]
fn mistakes_are_told_as_expected() {
    if !is_pinned_compiler() {
        return;
    }
    prepare();
    let cases = trybuild::TestCases::new();
    cases.compile_fail(format!("{FAIL}/*.rs"));
    cases.compile_fail(format!("{FAIL_SCHEMA}/*.rs"));
}

/// The messages of another compiler may be other ones.
fn is_pinned_compiler() -> bool {
    let pinned = include_str!("../../rust-toolchain.toml");
    let version = Command::new("rustc").arg("--version").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    let is_it = version
        .split(' ')
        .nth(1)
        .is_some_and(|number| pinned.contains(&format!("\"{number}\"")));
    if !is_it {
        eprintln!("not compared: these are the messages of another compiler than {version}");
    }
    is_it
}

/// Gives the package that trybuild builds the frozen schema, and the files that `schema!` reads there.
fn prepare() {
    let built = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .with_file_name("tests")
        .join("trybuild")
        .join(env!("CARGO_PKG_NAME"));
    fs::create_dir_all(built.join(FAIL_SCHEMA)).unwrap();
    for schema in files(FAIL_SCHEMA, "yaml") {
        fs::copy(&schema, built.join(&schema)).unwrap();
    }
    let frozen = Path::new(env!("CARGO_MANIFEST_DIR")).join(FROZEN);
    let variable = bitrix24_schema::VARIABLE;
    let config = format!("[env]\n{variable} = {:?}\n", frozen.to_str().unwrap());
    fs::create_dir_all(built.join(".cargo")).unwrap();
    fs::write(built.join(".cargo/config.toml"), config).unwrap();
}

#[test]
fn a_macro_tells_what_check_tells() {
    for schema in files(FAIL_SCHEMA, "yaml") {
        let told = normalised(&fs::read_to_string(schema.with_extension("stderr")).unwrap());
        let expected = normalised(&check(&schema));
        assert!(
            !expected.is_empty(),
            "{}: check finds nothing",
            schema.display()
        );
        for line in expected {
            assert!(
                told.contains(&line),
                "{}: `check` tells `{line}`, the macro does not",
                schema.display()
            );
        }
    }
}

fn check(schema: &Path) -> String {
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let loaded = load::file(schema, &mut sources, &mut problems);
    let library: Vec<_> = loaded
        .files
        .iter()
        .flat_map(|file| library::referred(file, FROZEN.as_ref(), &mut sources))
        .collect();
    resolve::resolve_alone(&loaded, &library, &mut problems);
    problems.sort(&sources);
    render::report(&problems, &sources, Colour::None)
}

/// The lines of a message without the margin, which depends on where the message stands.
fn normalised(text: &str) -> Vec<String> {
    text.lines()
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

#[test]
fn every_case_is_run() {
    let named = include_str!("pass.rs");
    for case in files("pass", "rs") {
        let module = format!("mod {};", case.file_stem().unwrap().display());
        assert!(named.contains(&module), "`ui/pass.rs` has no `{module}`");
    }
    for case in files(FAIL, "rs").iter().chain(&files(FAIL_SCHEMA, "rs")) {
        assert!(
            case.with_extension("stderr").is_file(),
            "{} has no message beside it",
            case.display()
        );
    }
}

/// The files of a folder with that extension, by name.
fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    let mut files: Vec<PathBuf> = paths
        .filter(|path| path.extension().is_some_and(|found| found == extension))
        .collect();
    files.sort();
    assert!(!files.is_empty(), "no *.{extension} in {folder}");
    files
}
