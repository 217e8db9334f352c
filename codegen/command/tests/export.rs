//! The output of `export`: for the small schemas of the tests, as snapshots, and for the whole
//! schema.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn export(schema: &str, arguments: &[&str]) -> String {
    let mut command = command(schema, arguments);
    let output = command.output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{stderr}");
    String::from_utf8(output.stdout).unwrap()
}

fn command(schema: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bitrix24-codegen"));
    command
        .current_dir(workspace())
        .args(["--schema", schema, "export"])
        .args(arguments);
    command
}

/// Compares a text with its snapshot, or writes the snapshot.
fn kept(name: &str, text: &str) {
    let path = workspace().join("codegen/command/tests/export").join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, text).unwrap();
    }
    let there = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        there == text,
        "{} differs: run with UPDATE=1 and look at the difference",
        path.display()
    );
}

fn lines(text: &str) -> Vec<Value> {
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

#[test]
fn facts_of_the_concepts_are_those_kept() {
    let text = export("tests/schemas", &["json"]);
    assert_eq!(text, export("tests/schemas", &["json"]));
    kept("concepts.jsonl", &text);
}

#[test]
fn every_method_and_path_of_the_schema_is_exported_once() {
    let all = lines(&export("schema", &["json"]));
    assert!(all.len() > 100, "{} lines", all.len());
    let key = |line: &Value| {
        let text = |key: &str| line[key].as_str().unwrap().to_owned();
        (
            text("kind") == "placement",
            text("name"),
            line["version"].as_u64(),
            text("kind"),
        )
    };
    let keys: Vec<_> = all.iter().map(key).collect();
    assert!(keys.is_sorted());
    assert_eq!(keys.iter().collect::<BTreeSet<_>>().len(), keys.len());
    for line in &all {
        let parts = match line["kind"].as_str() {
            Some("placement") => ["options", "request"],
            _ => ["params", "result"],
        };
        for part in parts {
            let mut paths = BTreeSet::new();
            for item in line[part].as_array().unwrap() {
                assert!(
                    paths.insert(item["path"].as_str()),
                    "{}: {item}",
                    line["name"]
                );
            }
        }
    }
}

#[test]
fn only_a_scope_can_be_asked_for() {
    let all = lines(&export("schema", &["json", "--scope", "placement"]));
    assert!(!all.is_empty());
    for line in &all {
        let scope = line["scope"].as_array().unwrap();
        assert!(
            scope.is_empty() || scope.contains(&"placement".into()),
            "{line}"
        );
    }
}

#[test]
fn a_description_can_be_of_one_version_and_scope() {
    let read = |arguments: &[&str]| -> Value {
        serde_json::from_str(&export("schema", arguments)).unwrap()
    };
    let paths = |document: &Value| -> Vec<String> {
        let paths = document["paths"].as_object().unwrap();
        paths.keys().cloned().collect()
    };
    let both = paths(&read(&["openapi", "--scope", "task", "--scope", "tasks"]));
    assert!(both.contains(&"/tasks.task.add".to_owned()));
    assert!(both.contains(&"/tasks.task.add#v3".to_owned()));
    assert!(!both.contains(&"/crm.deal.add".to_owned()));
    let new = read(&["openapi", "--rest", "3"]);
    assert!(paths(&new).contains(&"/tasks.task.add".to_owned()));
    let server = new["servers"][0]["url"].as_str().unwrap();
    assert_eq!(server, "https://{portal}/rest/api/{user}/{code}");
    assert!(new.get("webhooks").is_none());
}

#[test]
fn a_file_gets_the_same_as_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("facts.jsonl");
    let text = export("tests/schemas", &["json", "--out", path.to_str().unwrap()]);
    assert_eq!(text, "");
    assert_eq!(
        fs::read_to_string(&path).unwrap(),
        export("tests/schemas", &["json"])
    );
}

#[test]
fn a_reader_that_stops_is_no_failure() {
    let mut command = command("schema", &["json"]);
    let mut child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}
