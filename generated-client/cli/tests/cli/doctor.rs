//! What a profile may do.

use crate::run::{B24, with_portal};

#[test]
fn the_profile_is_examined() {
    with_portal(|portal| {
        let b24 = B24::at(portal);
        let report = b24.run(&["doctor", "crm.deal.get"]);
        for part in [
            "version",
            "portal",
            "clock",
            "user",
            "scopes",
            "REST 3.0   answered",
            "limits",
            "crm.deal.get",
        ] {
            assert!(
                report.stdout.contains(part),
                "{part}: {}{}",
                report.stdout,
                report.stderr
            );
        }
        assert!(
            report.stdout.contains("called by webhook"),
            "{}",
            report.stdout
        );
        let code = portal.webhook_url();
        let code = code
            .trim_end_matches('/')
            .rsplit('/')
            .next()
            .expect("a code");
        assert!(!report.stdout.contains(code));
        // The documented answer has the scopes of an example.
        let allowed = report.stdout.contains("allowed by the scope crm");
        assert_eq!(
            report.code,
            if allowed { 0 } else { 4 },
            "{}",
            report.stderr
        );
    });
}
