//! The command line: what it prints and writes, and its exit status.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const UNFORMATTED: &str =
    "scope: [crm]\nnamespace: shop # the shop\nmethods: { list: { effect: read } }\n";
const FORMATTED: &str = "# yaml-language-server: $schema=schema.json\nnamespace: shop # the shop\nscope: [crm]\n\nmethods:\n  list:\n    effect: read\n";

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bitrix24-codegen"));
    command
        .current_dir(folder)
        .args(arguments)
        .output()
        .unwrap()
}

fn shop(text: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("schema")).unwrap();
    fs::write(folder.path().join("schema/shop.yaml"), text).unwrap();
    folder
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn check_prints_counts_or_problems() {
    let folder = shop(FORMATTED);
    let right = run(folder.path(), &["check"]);
    assert_eq!(
        (right.status.code(), text(&right.stdout)),
        (Some(0), "1 file, 1 method: no problems\n")
    );
    fs::write(
        folder.path().join("schema/shop.yaml"),
        FORMATTED.replace("crm", "crn").replace("read", "reed"),
    )
    .unwrap();
    let wrong = run(folder.path(), &["check"]);
    assert_eq!((wrong.status.code(), text(&wrong.stdout)), (Some(1), ""));
    let stderr = text(&wrong.stderr);
    assert!(stderr.contains("--> schema/shop.yaml:3:9"), "{stderr}");
    assert!(stderr.contains("--> schema/shop.yaml:7:13"), "{stderr}");
    assert!(stderr.ends_with("\n\n2 problems in 1 file\n"), "{stderr}");
}

#[test]
fn check_of_a_file_reports_on_that_file_only() {
    let folder = shop(&FORMATTED.replace("crm", "crn"));
    fs::write(
        folder.path().join("schema/other.yaml"),
        "namespace: other\n",
    )
    .unwrap();
    fs::write(
        folder.path().join("own.yaml"),
        "namespace: own\nmethods:\n  go: { effect: read, result: { type: shop.T } }\n",
    )
    .unwrap();
    let other = run(folder.path(), &["check", "schema/other.yaml"]);
    assert_eq!(
        (other.status.code(), text(&other.stdout)),
        (Some(0), "1 file: no problems\n")
    );
    let own = run(folder.path(), &["check", "own.yaml"]);
    assert_eq!(own.status.code(), Some(1));
    assert!(
        text(&own.stderr).contains("unknown type `shop.T`"),
        "{}",
        text(&own.stderr)
    );
    assert!(!text(&own.stderr).contains("crn"), "{}", text(&own.stderr));
    let both = run(folder.path(), &["check", "schema/shop.yaml", "own.yaml"]);
    assert!(
        text(&both.stderr).ends_with("2 problems in 2 files\n"),
        "{}",
        text(&both.stderr)
    );
}

#[test]
fn fmt_shows_or_writes_what_changes() {
    let folder = shop(UNFORMATTED);
    fs::write(folder.path().join("schema/schema.json"), "{}").unwrap();
    let path = folder.path().join("schema/shop.yaml");
    let shown = run(folder.path(), &["fmt", "--check"]);
    assert_eq!(shown.status.code(), Some(1));
    let difference = text(&shown.stdout);
    assert!(
        difference.starts_with("--- schema/shop.yaml\n+++ schema/shop.yaml (as it should be)\n"),
        "{difference}"
    );
    assert!(
        difference.contains("\n+# yaml-language-server: $schema=schema.json\n"),
        "{difference}"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), UNFORMATTED);
    assert_eq!(
        text(&run(folder.path(), &["fmt"]).stdout),
        "1 file, 1 changed\n"
    );
    assert_eq!(fs::read_to_string(&path).unwrap(), FORMATTED);
    let settled = run(folder.path(), &["fmt", "--check", "schema/shop.yaml"]);
    assert_eq!(
        (settled.status.code(), text(&settled.stdout)),
        (Some(0), "")
    );
    fs::write(&path, "namespace: [\n").unwrap();
    assert_eq!(run(folder.path(), &["fmt"]).status.code(), Some(1));
    assert_eq!(fs::read_to_string(&path).unwrap(), "namespace: [\n");
}

#[test]
fn emit_writes_what_its_check_expects() {
    let folder = shop(FORMATTED);
    let check = ["emit", "--out", "api", "--check"];
    let missing = run(folder.path(), &check);
    assert_eq!(missing.status.code(), Some(1));
    assert!(
        text(&missing.stdout).contains("+++ api/shop.rs (as it should be)"),
        "{}",
        text(&missing.stdout)
    );
    assert!(!folder.path().join("api").exists());
    assert_eq!(
        run(folder.path(), &["emit", "--out", "api"]).status.code(),
        Some(0)
    );
    let settled = run(folder.path(), &check);
    assert_eq!(
        (settled.status.code(), text(&settled.stdout)),
        (Some(0), "")
    );
    fs::write(folder.path().join("api/gone.rs"), "").unwrap();
    let stale = run(folder.path(), &check);
    assert_eq!(stale.status.code(), Some(1));
    assert!(
        text(&stale.stdout).contains("gone.rs is no longer emitted"),
        "{}",
        text(&stale.stdout)
    );
    fs::write(
        folder.path().join("schema/shop.yaml"),
        FORMATTED.replace("crm", "crn"),
    )
    .unwrap();
    assert_eq!(
        run(folder.path(), &["emit", "--out", "other"])
            .status
            .code(),
        Some(1)
    );
    assert!(!folder.path().join("other").exists());
}

#[test]
fn json_schema_writes_what_its_check_expects() {
    let folder = shop(FORMATTED);
    assert_eq!(
        run(folder.path(), &["json-schema", "--check"])
            .status
            .code(),
        Some(1)
    );
    assert_eq!(run(folder.path(), &["json-schema"]).status.code(), Some(0));
    assert_eq!(
        run(folder.path(), &["json-schema", "--check"])
            .status
            .code(),
        Some(0)
    );
    assert!(folder.path().join("schema/examples.schema.json").is_file());
}

#[test]
fn impossible_commands_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = run(folder.path(), &["check"]);
    assert_eq!(nothing.status.code(), Some(1));
    assert!(
        text(&nothing.stderr).contains("cannot read schema: "),
        "{}",
        text(&nothing.stderr)
    );
    assert_eq!(
        run(folder.path(), &["fmt", "none.yaml"]).status.code(),
        Some(2)
    );
    assert_eq!(run(folder.path(), &["chek"]).status.code(), Some(2));
}
