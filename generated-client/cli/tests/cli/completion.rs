//! Completion of words.

use crate::run::{B24, with_portal};

/// The candidates for the last word.
fn complete(b24: &B24, words: &[&str]) -> Vec<String> {
    let mut arguments = vec!["complete", "--"];
    arguments.extend(words);
    b24.run(&arguments)
        .ok()
        .lines()
        .map(str::to_owned)
        .collect()
}

#[test]
fn names_parameters_and_values_are_completed() {
    let b24 = B24::alone();
    assert_eq!(complete(&b24, &["sea"]), ["search"]);
    assert!(complete(&b24, &["crm.deal.l"]).contains(&"crm.deal.list".to_owned()));
    assert_eq!(
        complete(&b24, &["describe", "crm.deal.ge"]),
        ["crm.deal.get"]
    );
    assert!(complete(&b24, &["crm.deal.list", "--fi"]).contains(&"--filter".to_owned()));
    assert_eq!(
        complete(&b24, &["crm.deal.add", "--fields.TITL"]),
        ["--fields.TITLE"]
    );
    assert_eq!(
        complete(&b24, &["crm.deal.list", "--select", "ID,TITL"]),
        ["ID,TITLE"]
    );
    assert_eq!(
        complete(&b24, &["crm.deal.list", "--filter", ">=OPPOR"]),
        [">=OPPORTUNITY="]
    );
    assert_eq!(
        complete(&b24, &["crm.deal.add", "--fields.OPENED", ""]),
        ["Y", "N"]
    );
    assert_eq!(
        complete(&b24, &["crm.deal.list", "--format", "js"]),
        ["jsonl", "json"]
    );
    for shell in ["bash", "zsh", "fish"] {
        assert!(
            b24.run(&["completions", shell])
                .ok()
                .contains("b24 complete --")
        );
    }
}

#[test]
fn custom_fields_of_the_portal_are_completed_and_kept() {
    with_portal(|portal| {
        let b24 = B24::at(portal);
        let fields = [
            "--fields.FIELD_NAME",
            "COLOUR",
            "--fields.USER_TYPE_ID",
            "string",
        ];
        b24.run(&[&["crm.deal.userfield.add"], &fields[..]].concat())
            .ok();
        let asked = portal.requests().len();
        let found = complete(&b24, &["crm.deal.add", "--fields.UF_CRM_COL"]);
        assert_eq!(found, ["--fields.UF_CRM_COLOUR"]);
        assert_eq!(portal.requests().len(), asked + 1);
        assert_eq!(
            complete(&b24, &["crm.deal.list", "--select", "UF_CRM_COL"]),
            ["UF_CRM_COLOUR"]
        );
        assert_eq!(portal.requests().len(), asked + 1);
    });
}
