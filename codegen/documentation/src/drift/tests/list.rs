//! The list of settled differences, beside edits of pages.

use super::*;
use crate::drift::Settled;

const BOX: &str = "      user: integer\n      box: { type: object, fields: { side: integer } }\n";

/// What drift reports of pages with other texts, by name, and the number of expired lines.
fn reported(shop: &Shop, list: &Settled, replaced: &[(&str, &str)]) -> (Vec<String>, usize) {
    let documented = shop.documented(replaced);
    let schema = open(shop.0.path());
    let stated = schema.facts();
    let mut drift = Drift::unplanned(&stated, &documented);
    drift.leave_out(list);
    let names = drift.changes.iter().map(apply::name).collect();
    (names, drift.expired.len())
}

fn settle_all(shop: &Shop, replaced: &[(&str, &str)]) -> Settled {
    let documented = shop.documented(replaced);
    let schema = open(shop.0.path());
    let stated = schema.facts();
    let drift = Drift::unplanned(&stated, &documented);
    let list = Settled::default().renewed(&drift, |_| true);
    assert_eq!(list.lines().len(), drift.changes.len());
    assert_eq!(Settled::read(&list.files()).unwrap().files(), list.files());
    list
}

#[test]
fn what_an_example_shows_and_a_correction_adds_is_no_difference() {
    let shop = Shop::new();
    let path = shop.0.path().join("shop/order.yaml");
    let text = shop.text()
        + "  - at: methods.add.params.box
    adds: true
    value: { type: object, doc: A box., fields: { side: { type: integer, doc: Its length. } } }
    reason: An example has it.
";
    fs::write(&path, edit::formatted(&text)).unwrap();
    let mut documented = shop.documented(&[("      user: integer\n", BOX)]);
    let schema = open(shop.0.path());
    let stated = schema.facts();
    for (shown, expected) in [(false, 1), (true, 0)] {
        for facts in &mut documented.facts {
            let mut params = facts.params.iter_mut();
            params
                .by_ref()
                .filter(|item| item.path == "box")
                .for_each(|item| item.shown = shown);
        }
        let mut drift = Drift::unplanned(&stated, &documented);
        drift.leave_out_shown(&schema, &documented);
        assert_eq!(drift.changes.len(), expected, "shown: {shown}");
    }
}

#[test]
fn what_changes_within_a_settled_addition_is_reported() {
    let shop = Shop::new();
    let with_box = ("      user: integer\n", BOX);
    let list = settle_all(&shop, &[with_box]);
    assert_eq!(list.lines().len(), 1);
    assert_eq!(reported(&shop, &list, &[with_box]), (vec![], 0));
    for other in [
        BOX.replace("side: integer", "side: string"),
        BOX.replace("side: integer", "side: { type: integer, nullable: true }"),
        BOX.replace("side: integer", "edge: integer"),
        BOX.replace("type: object,", "type: object, deprecated: true,"),
    ] {
        let replaced = ("      user: integer\n", other.as_str());
        let expected = vec!["shop.order.add box: added".to_owned()];
        assert_eq!(
            reported(&shop, &list, &[replaced]),
            (expected, 1),
            "{other}"
        );
    }
}

#[test]
fn a_change_beside_a_settled_difference_is_reported_alone() {
    let shop = Shop::new();
    let settled = ("notify: { type: flag,", "notify: { type: date,");
    let list = settle_all(&shop, &[settled]);
    let changed = ("      user: integer\n", "      user: date\n");
    let expected = vec!["shop.order.add user: type".to_owned()];
    assert_eq!(reported(&shop, &list, &[settled, changed]), (expected, 0));
    // The settled row is gone, and so is what was settled of it.
    let row = "      notify: { type: flag, doc: Whether to tell the customer., default: \"N\" }\n";
    let expected = vec!["shop.order.add notify: removed".to_owned()];
    assert_eq!(reported(&shop, &list, &[(row, "")]), (expected, 1));
}

#[test]
fn what_is_settled_asks_for_no_edit() {
    let shop = Shop::new();
    let replaced = [("total: { type: decimal,", "total: { type: date,")];
    let list = settle_all(&shop, &replaced);
    let documented = shop.documented(&replaced);
    let schema = open(shop.0.path());
    let stated = schema.facts();
    let mut drift = Drift::unplanned(&stated, &documented);
    drift.leave_out(&list);
    drift.plan(&schema, &stated, &documented);
    assert_eq!((drift.steps.len(), drift.settled), (0, list.lines().len()));
    assert!(apply(&drift, &schema, &|_| None).files.is_empty());
}
