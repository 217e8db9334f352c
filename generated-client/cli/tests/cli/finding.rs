//! Finding methods, and what is said of them.

use crate::run::B24;

#[test]
fn a_method_is_found_by_words() {
    let b24 = B24::alone();
    let found = b24.run(&["search", "создать", "задачу"]).ok();
    assert!(
        found
            .lines()
            .take(3)
            .any(|line| line.starts_with("tasks.task.add ")),
        "{found}"
    );
    let found = b24
        .run(&["search", "who am i", "--limit", "3", "--format", "jsonl"])
        .ok();
    assert!(found.contains("user.current"), "{found}");
    assert_eq!(found.lines().count(), 3);
    b24.run(&["search", "qwertyuiop"]).failed(5);
}

#[test]
fn a_method_is_described() {
    let b24 = B24::alone();
    let text = b24.run(&["describe", "CRM.deal.LIST"]).ok();
    for part in [
        "crm.deal.list: ",
        "scope crm",
        "deprecated: use crm.item.list",
        "filter",
        "`--all` reads all",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
    let short = b24.run(&["describe", "crm.deal.list", "--depth", "1"]).ok();
    assert!(short.len() < text.len());
    assert_eq!(b24.run(&["crm.deal.list", "--help"]).ok(), text);
    let message = b24.run(&["describe", "crm.deal.lst"]).failed(2);
    assert!(
        message.contains("did you mean `crm.deal.list`?"),
        "{message}"
    );
    let newer = b24.run(&["describe", "tasks.task.get", "--v3"]).ok();
    assert!(newer.contains("REST 3.0"), "{newer}");
}

#[test]
fn the_page_and_the_examples_of_a_method_are_printed() {
    let b24 = B24::alone();
    let page = b24.run(&["open", "crm.deal.get"]).ok();
    assert!(page.trim_end().ends_with("/crm-deal-get.html"), "{page}");
    let examples = b24.run(&["examples", "crm.deal.get"]).ok();
    assert!(
        examples.contains("b24 crm.deal.get --json '{"),
        "{examples}"
    );
    // A documented request is one that can be sent.
    let command = examples
        .lines()
        .find(|line| line.starts_with("b24 "))
        .expect("a command");
    let json = command.split('\'').nth(1).expect("JSON");
    b24.run(&["crm.deal.get", "--json", json, "--dry-run"]).ok();
}
