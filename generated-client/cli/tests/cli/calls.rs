//! Calls of methods.

use serde_json::Value;

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
