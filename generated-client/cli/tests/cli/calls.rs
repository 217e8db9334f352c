//! Calls of methods.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;

use serde_json::{Value, json};

use crate::run::{B24, with_portal};

#[test]
fn a_method_is_called_by_its_name() {
    with_portal(|portal| {
        portal.add_owner("D", 7);
        let b24 = B24::at(portal);
        let deal = b24.run(&["crm.deal.get", "--id", "7"]).ok();
        let deal: Value = serde_json::from_str(&deal).expect("JSON");
        assert_eq!(deal["ID"], "7");
        assert_eq!(portal.requests()[0].method, "crm.deal.get");
    });
}

#[test]
fn the_kind_of_an_error_is_the_exit_code() {
    with_portal(|portal| {
        let b24 = B24::at(portal);
        let message = b24.run(&["crm.deal.get", "--id", "999999"]).failed(5);
        assert!(message.contains("Not found"), "{message}");
        let mut command = b24.command(&["crm.deal.get", "--id", "1"]);
        command.env(
            "B24_WEBHOOK",
            portal.webhook_url().replace("/rest/1/", "/rest/1/x"),
        );
        let run = crate::run::Run::from(command.output().expect("a run"));
        run.failed(4);
        let mut command = b24.command(&["crm.deal.get", "--id", "1"]);
        command.env("B24_WEBHOOK", "http://127.0.0.1:1/rest/1/secret/");
        let message = crate::run::Run::from(command.output().expect("a run")).failed(6);
        assert!(!message.contains("secret"), "{message}");
    });
    let message = B24::alone().run(&["crm.deal.get", "--id", "1"]).failed(3);
    assert!(message.contains("B24_WEBHOOK"), "{message}");
}

/// A server that answers everything with status 429 and this body.
fn busy(body: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let mut part = [0; 4096];
            let _ = stream.read(&mut part);
            // It is longer than a call waits.
            let answer = format!(
                "HTTP/1.1 429 Too Many Requests\r\nRetry-After: 5000\r\nConnection: close\r\n\
                 Content-Length: {}\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    format!("http://{address}/rest/1/secret/")
}

#[test]
fn a_limit_has_an_exit_code_of_its_own_in_any_shape() {
    for body in [
        "",
        "<html>Too many</html>",
        r#"{"message": "slow down"}"#,
        r#"{"error": "SLOW_DOWN", "error_description": "slow down"}"#,
        r#"{"error": "OPERATION_TIME_LIMIT", "error_description": "Method is blocked"}"#,
    ] {
        let b24 = B24::alone();
        let mut command = b24.command(&["crm.deal.get", "--id", "1"]);
        command.env("B24_WEBHOOK", busy(body));
        let message = crate::run::Run::from(command.output().expect("a run")).failed(8);
        assert!(!message.contains("secret"), "{message}");
    }
}

/// What `--dry-run` prints as parameters.
fn dry(arguments: &[&str]) -> Value {
    let mut all = arguments.to_vec();
    all.push("--dry-run");
    let printed = B24::alone().run(&all).ok();
    let request: Value = serde_json::from_str(&printed).expect("JSON");
    request["params"].clone()
}

#[test]
fn words_have_the_types_of_the_description() {
    let params = dry(&[
        "crm.deal.list",
        "--filter",
        ">=OPPORTUNITY=1000",
        "--filter.@ID",
        "5,6",
        "--select",
        "ID,TITLE",
        "--order",
        "ID=desc",
    ]);
    let expected = json!({
        "filter": { ">=OPPORTUNITY": params["filter"][">=OPPORTUNITY"], "@ID": [5, 6] },
        "select": ["ID", "TITLE"], "order": { "ID": "desc" },
    });
    assert_eq!(params, expected);
    assert_eq!(
        params["filter"][">=OPPORTUNITY"]
            .to_string()
            .trim_matches('"'),
        "1000"
    );

    let params = dry(&[
        "crm.deal.add",
        "--fields.TITLE",
        "Roof",
        "--fields",
        "OPENED=yes",
        "fields.CONTACT_IDS=7,8",
    ]);
    let expected = json!({ "fields": { "TITLE": "Roof", "OPENED": "Y", "CONTACT_IDS": [7, 8] } });
    assert_eq!(params, expected);
}

#[test]
fn parts_replace_those_of_the_json() {
    let params = dry(&[
        "crm.deal.update",
        "--json",
        r#"{"id": 7, "fields": {"TITLE": "a", "OPENED": "Y"}}"#,
        "--fields.TITLE",
        "b",
    ]);
    assert_eq!(
        params,
        json!({ "id": 7, "fields": { "TITLE": "b", "OPENED": "Y" } })
    );

    let b24 = B24::alone();
    let printed = b24
        .run_with(
            &["crm.deal.get", "--json", "@-", "--dry-run"],
            "{\"id\": 7}",
        )
        .ok();
    assert!(printed.contains("\"id\": 7"), "{printed}");
    std::fs::write(b24.folder().join("deal.json"), r#"{"id": 8}"#).expect("a file");
    let printed = b24
        .run(&["crm.deal.get", "--json", "@deal.json", "--dry-run"])
        .ok();
    assert!(printed.contains("\"id\": 8"), "{printed}");
}

#[test]
fn all_mistakes_are_found_before_anything_is_sent() {
    with_portal(|portal| {
        let b24 = B24::at(portal);
        let message = b24
            .run(&[
                "crm.deal.add",
                "--fields.TITEL",
                "Roof",
                "--fields.OPPORTUNITY",
                "much",
                "--fields.DATE_CREATE",
                "2026-01-01",
            ])
            .failed(2);
        assert!(
            message.contains("fields.TITEL: no such field; did you mean `TITLE`?"),
            "{message}"
        );
        assert!(
            message.contains("fields.OPPORTUNITY: expected a number, found `much`"),
            "{message}"
        );
        assert!(
            message.contains("fields.DATE_CREATE: no such field"),
            "{message}"
        );
        let message = b24.run(&["crm.deal.get"]).failed(2);
        assert!(
            message.contains("id: required, the identifier of a Deal"),
            "{message}"
        );
        let message = b24.run(&["crm.deal.get", "--idd", "1"]).failed(2);
        assert!(message.contains("did you mean `id`?"), "{message}");
        let message = b24
            .run(&[
                "crm.deal.list",
                "--order",
                "TITEL=desc",
                "--filter",
                "~ID=1",
            ])
            .failed(2);
        assert!(
            message.contains("did you mean `TITLE`?") && message.contains("operator `~`"),
            "{message}"
        );
        let message = b24
            .run(&["crm.deal.get", "--id", "1", "--formt", "json"])
            .failed(2);
        assert!(message.contains("formt: no such parameter"), "{message}");
        assert!(portal.requests().is_empty());
    });
}

#[test]
fn a_method_without_a_description_is_called_with_a_notice() {
    with_portal(|portal| {
        let b24 = B24::at(portal);
        let run = b24.run(&["crm.dael.get", "--id", "1"]);
        assert_eq!(run.code, 5, "{}", run.stderr);
        assert!(
            run.stderr.contains("crm.dael.get is not described"),
            "{}",
            run.stderr
        );
        assert!(
            run.stderr.contains("did you mean `crm.deal.get`?"),
            "{}",
            run.stderr
        );
        assert_eq!(portal.requests().len(), 1);
        // A word that is no name of a method is rather a misspelt subcommand.
        let message = b24.run(&["serach", "deal"]).failed(2);
        assert!(message.contains("did you mean `b24 search`?"), "{message}");
        assert_eq!(portal.requests().len(), 1);
    });
}

#[test]
fn a_whole_list_is_read() {
    with_portal(|portal| {
        portal.add_deals(120);
        let b24 = B24::at(portal);
        let one = b24.run(&["crm.deal.list", "--select", "ID,TITLE", "--format", "jsonl"]);
        assert_eq!(one.stdout.lines().count(), 50);
        assert!(one.stderr.contains("`--all`"), "{}", one.stderr);

        let all = b24.run(&["crm.deal.list", "--select", "ID,TITLE", "--all"]);
        assert_eq!(all.stderr, "");
        let all = all.ok();
        let ids: std::collections::BTreeSet<String> = all
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).expect("JSON")["ID"].to_string())
            .collect();
        assert_eq!(ids.len(), all.lines().count());
        assert!(ids.len() >= 120);

        let csv = b24
            .run(&[
                "crm.deal.list",
                "--select",
                "ID,TITLE",
                "--all",
                "--format",
                "csv",
            ])
            .ok();
        assert_eq!(csv.lines().next(), Some("ID,TITLE"));
        assert_eq!(csv.lines().count(), ids.len() + 1);
        let json = b24
            .run(&[
                "crm.deal.list",
                "--select",
                "ID",
                "--all",
                "--format",
                "json",
            ])
            .ok();
        let json: Value = serde_json::from_str(&json).expect("JSON");
        assert_eq!(json.as_array().map(Vec::len), Some(ids.len()));
        let table = b24
            .run(&[
                "crm.deal.list",
                "--select",
                "ID",
                "--all",
                "--format",
                "table",
            ])
            .ok();
        assert!(table.contains("ID"), "{table}");

        let some = b24.run(&["crm.deal.list", "--select", "ID", "--all", "--limit", "60"]);
        assert_eq!(some.stdout.lines().count(), 60);
        assert!(
            some.stderr.contains("stopped after 60 rows"),
            "{}",
            some.stderr
        );
        let message = b24.run(&["crm.deal.get", "--id", "1", "--all"]).failed(2);
        assert!(message.contains("has no pages"), "{message}");
    });
}

#[test]
fn an_interrupted_list_continues() {
    with_portal(|portal| {
        portal.add_deals(120);
        let b24 = B24::at(portal);
        let whole = b24.run(&["crm.deal.list", "--select", "ID", "--all"]).ok();
        let arguments = [
            "crm.deal.list",
            "--select",
            "ID",
            "--all",
            "--resume",
            "place",
        ];
        // The second page is an error that no repeat overcomes.
        portal.fail_randomly(7, 1.0, &[bitrix24_portal::Fault::WrongTypes]);
        let broken = b24.run(&arguments);
        assert_eq!(broken.code, 7, "{}", broken.stderr);
        portal.stop_failing();
        let rest = b24.run(&arguments).ok();
        assert_eq!(broken.stdout + &rest, whole);
        assert!(!b24.folder().join("place").exists());

        let limited = b24.run(&[
            "crm.deal.list",
            "--select",
            "ID",
            "--all",
            "--resume",
            "place",
            "--limit",
            "50",
        ]);
        assert_eq!(limited.stdout.lines().count(), 50);
        let rest = b24.run(&arguments).ok();
        assert_eq!(limited.stdout.clone() + &rest, whole);

        std::fs::write(
            b24.folder().join("place"),
            r#"{"method": "user.get", "params": "{}", "position": "row 50", "columns": null}"#,
        )
        .expect("a file");
        let message = b24.run(&arguments).failed(2);
        assert!(
            message.contains("another request, of user.get"),
            "{message}"
        );
    });
}
