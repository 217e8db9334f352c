//! The portal as a server.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Child, Stdio};

use bitrix24_portal::Portal;

use crate::run::{B24, Run, serving};

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
    let portal = serving(Portal::builder().application("app.1", "guarded"));
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

/// What a person enters, made of the code and of the state in the address.
type Answer<'a> = &'a dyn Fn(&str, &str) -> String;

/// Logs in with a code, after the address was printed.
fn login(b24: &B24, portal: &Portal, answer: impl FnOnce(&str, &str) -> String) -> Run {
    let host = portal.address().to_string();
    let server = format!("http://{host}/");
    let arguments = [
        "login",
        "shop",
        "--client-id",
        "app.1",
        "--portal",
        &host,
        "--server",
        &server,
    ];
    let mut command = b24.command(&arguments);
    let child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.expect("the command starts");
    let mut input = child.stdin.take().expect("a pipe");
    input.write_all(b"guarded\n").expect("the secret is read");
    let mut printed = BufReader::new(child.stderr.take().expect("a pipe"));
    let mut text = String::new();
    let state = loop {
        let before = text.len();
        if printed.read_line(&mut text).expect("text") == 0 {
            break String::new();
        }
        let line = text.get(before..).unwrap_or_default();
        if let Some((_, state)) = line.trim().split_once("state=") {
            break state.split('&').next().unwrap_or_default().to_owned();
        }
    };
    let code = portal.authorization_code();
    // It may have ended already.
    let _ = input.write_all(answer(&code, &state).as_bytes());
    drop(input);
    printed.read_to_string(&mut text).expect("text");
    let mut run = Run::from(child.wait_with_output().expect("the command ends"));
    run.stderr = text;
    run
}

#[test]
fn an_application_logs_in_with_the_code_of_a_browser() {
    let portal = serving(Portal::builder().application("app.1", "guarded"));
    let by_address =
        |code: &str, state: &str| format!("https://app.example/?code={code}&state={state}\n");
    let by_code = |code: &str, _: &str| format!("{code}\n");
    let answers: [Answer<'_>; 2] = [&by_address, &by_code];
    for answer in answers {
        let b24 = B24::alone();
        let run = login(&b24, &portal, answer);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(
            run.stderr.contains("profile `shop` calls"),
            "{}",
            run.stderr
        );
        assert!(!run.stderr.contains("guarded"), "{}", run.stderr);
        b24.run(&["crm.deal.list", "--select", "ID"]).ok();
    }
    // The address of another login, and a code that the server does not know.
    let b24 = B24::alone();
    let other = login(&b24, &portal, |code, _| {
        format!("https://app.example/?code={code}&state=x\n")
    });
    assert!(other.failed(2).contains("another login"));
    let unknown = login(&b24, &portal, |_, _| "0123456789abcdef\n".to_owned());
    unknown.failed(4);
    assert_eq!(b24.run(&["profile", "list"]).ok(), "");
}

#[test]
fn events_are_sent_to_a_handler() {
    let b24 = B24::alone();
    let handler = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/", handler.local_addr().expect("an address"));
    let arguments = ["--handler", &address, "--event", "ONCRMDEALADD"];
    let mut server = Server::start(&b24, &arguments);
    server
        .call(&b24, &["crm.deal.add", "--fields.TITLE", "Roof"])
        .ok();
    let (mut stream, _) = handler.accept().expect("a request");
    let mut request = Vec::new();
    let mut part = [0; 4096];
    let body = loop {
        let read = stream.read(&mut part).expect("bytes");
        request.extend_from_slice(part.get(..read).unwrap_or_default());
        let text = String::from_utf8_lossy(&request).into_owned();
        let Some((head, body)) = text.split_once("\r\n\r\n") else {
            continue;
        };
        let length = head.lines().find_map(|line| {
            let (name, value) = line.split_once(':')?;
            name.eq_ignore_ascii_case("content-length")
                .then(|| value.trim().parse::<usize>().ok())?
        });
        if body.len() >= length.expect("a length") {
            break body.to_owned();
        }
    };
    stream
        .write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        .expect("an answer");
    assert!(body.contains("event=ONCRMDEALADD"), "{body}");
    // The token was said before.
    let mut line = String::new();
    let errors = server.child.stderr.as_mut().expect("a pipe");
    BufReader::new(errors).read_line(&mut line).expect("a line");
    let token = line.trim().rsplit(' ').next().expect("a token");
    assert!(line.contains("application token"), "{line}");
    assert!(body.contains(token), "{body} {line}");
}

#[test]
fn each_call_is_one_line() {
    let b24 = B24::alone();
    let mut server = Server::start(&b24, &[]);
    server
        .call(&b24, &["crm.deal.add", "--fields.TITLE", "Roof"])
        .ok();
    server
        .call(&b24, &["crm.deal.get", "--id", "999999"])
        .failed(5);
    let mut lines = BufReader::new(server.child.stderr.take().expect("a pipe"));
    for expected in ["crm.deal.add 200 in ", "crm.deal.get 400 in "] {
        let mut line = String::new();
        lines.read_line(&mut line).expect("a line");
        assert!(line.starts_with(expected), "{line}");
        // What was sent is not shown.
        assert!(!line.contains("Roof"), "{line}");
    }
}

#[test]
fn the_portal_refuses_methods_of_other_scopes() {
    let b24 = B24::alone();
    let server = Server::start(
        &b24,
        &["--scope", "task", "--scope", "user", "--plan", "std"],
    );
    server.call(&b24, &["user.current"]).ok();
    let message = server.call(&b24, &["crm.deal.list"]).failed(4);
    assert!(
        message.contains("crm.deal.list needs the scope crm"),
        "{message}"
    );
}
