//! The portal as a server.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};

use crate::run::{B24, Run};

/// A running portal, which ends with the test.
struct Server {
    child: Child,
    webhook: String,
}

impl Server {
    fn start(b24: &B24, arguments: &[&str]) -> Self {
        let mut command = b24.command(&[&["portal", "--port", "0"], arguments].concat());
        let child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn();
        let mut child = child.expect("the command starts");
        let mut line = String::new();
        let output = child.stdout.as_mut().expect("a pipe");
        BufReader::new(output).read_line(&mut line).expect("a line");
        Self {
            child,
            webhook: line.trim().to_owned(),
        }
    }

    fn call(&self, b24: &B24, arguments: &[&str]) -> Run {
        let mut command = b24.command(arguments);
        command.env("B24_WEBHOOK", &self.webhook);
        command.output().expect("a run").into()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn a_portal_serves_what_its_file_has() {
    let b24 = B24::alone();
    let seed = b24
        .run(&["crm.deal.add", "--fields.TITLE", "Seeded roof", "--dry-run"])
        .ok();
    std::fs::write(
        b24.folder().join("seed.json"),
        seed + r#"{"owner": ["D", 777]} {"deals": 60}"#,
    )
    .expect("a file");
    let server = Server::start(
        &b24,
        &["--seed", "seed.json", "--fault", "user.get#2=wrong-types"],
    );
    let deals = server
        .call(
            &b24,
            &[
                "crm.deal.list",
                "--select",
                "ID,TITLE",
                "--all",
                "--format",
                "csv",
            ],
        )
        .ok();
    assert!(deals.contains(",Seeded roof\n"), "{deals}");
    assert!(
        deals.lines().any(|line| line.starts_with("777,")),
        "{deals}"
    );
    assert!(deals.lines().count() > 60);
    server.call(&b24, &["user.get"]).ok();
    server.call(&b24, &["user.get"]).failed(7);
    server.call(&b24, &["user.get"]).ok();
    assert!(
        server.webhook.ends_with("/rest/1/test/"),
        "{}",
        server.webhook
    );
}

#[test]
fn mistakes_end_before_the_portal_starts() {
    let b24 = B24::alone();
    let message = b24
        .run(&["portal", "--port", "0", "--fault", "user.get=earthquake"])
        .failed(2);
    assert!(message.contains("cut-after"), "{message}");
    std::fs::write(
        b24.folder().join("seed.json"),
        r#"{"method": "crm.deal.get", "params": {"id": 999999}}"#,
    )
    .expect("a file");
    let message = b24
        .run(&["portal", "--port", "0", "--seed", "seed.json"])
        .failed(2);
    assert!(message.contains("value 1: crm.deal.get"), "{message}");
}

#[test]
fn an_application_logs_in_to_it() {
    let b24 = B24::alone();
    let portal = crate::run::application("app.1", "guarded");
    let server = format!("http://{}/", portal.address());
    let tokens = portal.install().to_json();
    let input = format!(
        "guarded\n{}",
        bitrix24::ExposeSecret::expose_secret(&tokens)
    );
    let arguments = [
        "login",
        "shop",
        "--client-id",
        "app.1",
        "--tokens",
        "--server",
        &server,
    ];
    let run = b24.run_with(&arguments, &input);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(!run.stderr.contains("guarded"), "{}", run.stderr);
    b24.run(&["crm.deal.list", "--select", "ID"]).ok();
    // The renewed pair is kept, for the next run.
    portal.expire_tokens();
    b24.run(&["crm.deal.list", "--select", "ID"]).ok();
    b24.run(&["crm.deal.list", "--select", "ID"]).ok();
    assert!(
        b24.run(&["profile", "list"])
            .ok()
            .contains("* shop\tapplication")
    );
}
