//! What a profile may do.

use bitrix24::ExposeSecret as _;
use bitrix24_portal::Portal;

use crate::run::{B24, serving, with_portal};

#[test]
fn the_profile_is_examined() {
    with_portal(|portal| {
        let b24 = B24::at(portal);
        let report = b24.run(&["doctor", "crm.deal.get"]).ok();
        for part in [
            "version",
            "portal",
            "clock      the same",
            "user",
            "scopes     ai_admin, ",
            "REST 3.0   answered",
            "limits     2 requests a second, 50 at once; 5 and 250 in Enterprise; only applications",
            "crm.deal.get allowed by the scope crm",
            "called by webhook",
        ] {
            assert!(report.contains(part), "{part}: {report}");
        }
        let code = portal.webhook_url();
        let code = code
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .expect("a code");
        assert!(!report.contains(code));
    });
}

#[test]
fn methods_without_their_scope_are_named() {
    let portal = serving(Portal::builder().scopes(["task", "user"]));
    let b24 = B24::at(&portal);
    let report = b24.run(&["doctor", "crm.deal.get", "tasks.task.get", "crm.item.list"]);
    assert_eq!(report.code, 4, "{}", report.stderr);
    for part in [
        "scopes     task, user; ",
        "crm.deal.get NOT allowed: it needs the scope crm",
        "tasks.task.get allowed by the scope task",
    ] {
        assert!(report.stdout.contains(part), "{part}: {}", report.stdout);
    }
    assert!(
        report
            .stderr
            .contains("the profile lacks scopes for crm.deal.get, crm.item.list"),
        "{}",
        report.stderr
    );
    // The portal says the same.
    let message = b24.run(&["crm.deal.get", "--id", "1"]).failed(4);
    assert!(
        message.contains("crm.deal.get needs the scope crm"),
        "{message}"
    );
    b24.run(&["tasks.task.list", "--select", "ID"]).ok();
}

#[test]
fn an_application_is_told_its_plan() {
    for (plan, limits) in [
        (
            "std",
            "limits     2 requests a second, 50 at once, by the plan en_std",
        ),
        (
            "ent250",
            "limits     5 requests a second, 250 at once, by the plan en_ent250",
        ),
    ] {
        let portal = serving(Portal::builder().application("app.1", "guarded").plan(plan));
        let b24 = B24::alone();
        let server = format!("http://{}/", portal.address());
        let tokens = portal.install().to_json();
        let login = [
            "login",
            "shop",
            "--client-id",
            "app.1",
            "--tokens",
            "--server",
            &server,
        ];
        let input = format!("guarded\n{}", tokens.expose_secret());
        b24.run_with(&login, &input).ok();
        let report = b24.run(&["doctor"]).ok();
        assert!(report.contains(limits), "{report}");
        assert!(report.contains("called by application"), "{report}");
    }
}
