//! The command `conformance`.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use bitrix24_portal::Portal;

/// The payloads of `method`, each `kind: body`.
fn write(folder: &Path, name: &str, method: &str, examples: &[(&str, &str)]) {
    let mut text = format!("method: {method}\n\nexamples:\n");
    for (kind, body) in examples {
        let _ = write!(
            text,
            "  - kind: {kind}\n    page: recorded\n    body: |\n      {body}\n"
        );
    }
    fs::write(folder.join(name), text).expect("a temporary folder can be written");
}

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_conformance"))
        .args(arguments)
        .output()
        .expect("the command runs")
}

fn lines(output: &Output) -> Vec<String> {
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines().map(str::to_owned).collect()
}

#[test]
fn it_tells_file_by_file_what_differs() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path();
    let good = r#"{"result": {"productRow": {"id": "17", "price": "12.50"}}}"#;
    write(
        path,
        "a.yaml",
        "crm.item.productrow.get",
        &[("request", r#"{"id": 17}"#), ("response", good)],
    );
    write(
        path,
        "b.yaml",
        "crm.item.productrow.get",
        &[
            ("request", r#"{"ident": 17}"#),
            (
                "response",
                r#"{"result": {"productRow": {"id": "seventeen"}}}"#,
            ),
            (
                "response",
                r#"{"result": {"productRow": {"id": 1, "colour": "red"}}}"#,
            ),
        ],
    );
    write(path, "c.yaml", "crm.nothing.get", &[("request", "{}")]);
    write(
        path,
        "d.yaml",
        "crm.item.productrow.get",
        &[("request", "{")],
    );
    fs::write(path.join("e.yaml"), "methods: {}\n").expect("a temporary folder can be written");
    let output = run(&[path.to_str().expect("a path of letters")]);
    let lines = lines(&output);
    assert_eq!(lines[0], "a.yaml: ok, 2 examples");
    for part in [
        "b.yaml: ",
        "example 1 (request): id: is required",
        "example 2 (response): ",
        "result.productRow.id",
        "example 3 (response): result.productRow.colour: is not declared",
    ] {
        assert!(lines[1].contains(part), "{part} is not in {}", lines[1]);
    }
    assert!(lines[2].contains("crm.nothing.get (version 2) is in no file of the schema"));
    assert!(lines[3].contains("example 1 (request): the body is no JSON"));
    assert!(
        lines[4].starts_with("e.yaml: ") && lines[4].contains("methods"),
        "{}",
        lines[4]
    );
    assert_eq!(lines[5], "1 passed, 4 failed");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn it_refuses_what_it_cannot_run() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().to_str().expect("a path of letters");
    for (arguments, told) in [
        (&[][..], "no folder is given"),
        (&[path], "no *.yaml below"),
        (&[path, "--reads"], "--reads goes with --send"),
        (&[path, "--speed"], "unknown option --speed"),
        (&[path, path], "more than one folder"),
        (&["does/not/exist"], "cannot read does/not/exist"),
    ] {
        let output = run(arguments);
        let text = String::from_utf8_lossy(&output.stderr);
        assert!(text.contains(told), "{arguments:?}: {text}");
        assert_eq!(output.status.code(), Some(2));
    }
}

#[test]
fn an_address_that_is_refused_is_not_shown() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write(folder.path(), "a.yaml", "crm.item.productrow.get", &[]);
    let path = folder.path().to_str().expect("a path of letters");
    let output = run(&[path, "--send", "http://example.com/rest/1/verysecret/"]);
    assert_eq!(output.status.code(), Some(2));
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(
        text.contains("--send") && !text.contains("verysecret"),
        "{text}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn it_sends_requests_to_a_server() {
    let portal = Portal::start().await.expect("a portal starts");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let method = "crm.item.productrow.get";
    write(
        folder.path(),
        "a.yaml",
        method,
        &[("request", r#"{"id": 99}"#)],
    );
    write(
        folder.path(),
        "b.yaml",
        "crm.item.productrow.delete",
        &[("request", r#"{"id": 99}"#)],
    );
    write(
        folder.path(),
        "c.yaml",
        "crm.item.productrow.fields",
        &[("request", "{}")],
    );
    let path = folder
        .path()
        .to_str()
        .expect("a path of letters")
        .to_owned();
    let address = portal.webhook_url();
    let reads = address.clone();
    let (only_reads, all) = tokio::task::spawn_blocking(move || {
        (
            run(&[&path, "--send", &reads, "--reads"]),
            run(&[&path, "--send", &address]),
        )
    })
    .await
    .expect("the command runs");
    let reads = lines(&only_reads);
    assert!(reads[0].starts_with("a.yaml: ok, example 1 (request): answered the error NotFound"));
    assert_eq!(reads[1], "b.yaml: ok, not sent, since it writes");
    assert!(
        reads[2].starts_with("c.yaml: ok, example 1 (request): answered {"),
        "{}",
        reads[2]
    );
    assert_eq!(reads[3], "3 passed, 0 failed");
    assert!(only_reads.status.success());
    assert!(
        lines(&all)[1].contains("answered the error"),
        "{:?}",
        lines(&all)
    );
    let called: Vec<_> = portal
        .requests()
        .iter()
        .map(|request| request.method.clone())
        .collect();
    assert_eq!(called.len(), 5, "{called:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_sends_requests_of_rest_3() {
    let portal = Portal::start().await.expect("a portal starts");
    let folder = tempfile::tempdir().expect("a temporary folder");
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("../schema/examples");
    let methods = ["add", "delete", "get", "list"];
    for method in methods {
        let name = format!("tasks.task.{method}.v3.yaml");
        let to = folder.path().join(&name);
        fs::copy(shipped.join(&name), to).expect("an example that is shipped");
    }
    let path = folder.path().to_str().expect("a path of letters");
    let (path, address) = (path.to_owned(), portal.webhook_url());
    let output = tokio::task::spawn_blocking(move || run(&[&path, "--send", &address]));
    let lines = lines(&output.await.expect("the command runs"));
    let (files, last) = lines.split_at(methods.len());
    for line in files {
        assert!(
            line.contains("answered ") && !line.contains("answered the error"),
            "{line}"
        );
    }
    assert_eq!(last, ["4 passed, 0 failed"]);
    let called = portal.requests();
    assert!(called.iter().all(|request| request.version == 3));
    assert!(called.len() >= methods.len(), "{called:?}");
}
