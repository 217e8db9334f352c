use std::fs;
use std::path::Path;

use super::apply::{Applied, apply};
use super::*;
use bitrix24_codegen::render::Colour;

mod formats;
mod list;
mod pages;
mod real;
mod shop;

const ORDER: &str = "\
namespace: shop.order
scope: [sale]
page: api-reference/shop/order
doc: Orders of the shop.

types:
  Order:
    doc: An order.
    wire: shop_order
    fields:
      # Counted from one.
      id: { type: integer, doc: Identifier of the order., access: read }
      state: { type: State, doc: How far the order is. }
      total: { type: decimal, doc: Sum of all lines., access: read }
      comment: string # words

  State:
    doc: How far an order is.
    values: { New: N, Paid: { wire: P, doc: The money has come. } }

methods:
  add:
    doc: Adds an order.
    page: order-add
    effect: write
    params:
      fields: { type: Order, doc: Values of the order., required: true }
      notify: { type: flag, doc: Whether to tell the customer., default: \"N\" }
      # By whom.
      user: integer
    result: { type: integer, doc: Identifier of the new order. }
    errors:
      AccessDenied: { code: ACCESS_DENIED, status: 403, doc: The user may not add orders. }

  get:
    doc: Reads an order.
    page: order-get
    effect: read
    params:
      id: { type: integer, doc: Order to read., required: true }
      kind: { type: string, doc: What to read., values: { Full: full, Short: short } }
    result: { at: order, type: Order, doc: The order. }
    errors:
      NotFound: { code: NOT_FOUND, status: 404, doc: There is no such order. }

  list:
    doc: Lists orders.
    page: order-list
    effect: read
    params:
      start: { type: integer, doc: How many to skip. }
      filter: { type: filter<Order>, doc: Which., required: true, required_keys: [\"=id\"] }
    result: { type: \"Order[]\", doc: Orders of the page. }

corrections:
  - at: methods.add.params.user.type
    value: flag
    reason: The example has Y.
";

const EXAMPLES: &str = "\
method: shop.order.get

examples:
  - kind: request
    page: api-reference/shop/order/order-get
    body: |
      { \"id\": 5 }
";

struct Shop(tempfile::TempDir);

impl Shop {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("shop")).unwrap();
        fs::create_dir_all(folder.path().join("examples")).unwrap();
        fs::write(
            folder.path().join("shop/order.yaml"),
            edit::formatted(ORDER),
        )
        .unwrap();
        fs::write(folder.path().join("examples/shop.order.get.yaml"), EXAMPLES).unwrap();
        Self(folder)
    }

    fn text(&self) -> String {
        fs::read_to_string(self.0.path().join("shop/order.yaml")).unwrap()
    }

    /// Follows what pages say that say what the file says with other texts in it. What is left of
    /// the drift must be what was left to a person.
    fn follow(&self, replaced: &[(&str, &str)]) -> (String, Vec<String>, Vec<String>) {
        self.follow_with(replaced, |_| {})
    }

    fn follow_with(
        &self,
        replaced: &[(&str, &str)],
        change: impl FnOnce(&mut Vec<Facts>),
    ) -> (String, Vec<String>, Vec<String>) {
        let before = self.text();
        let mut documented = self.documented(replaced);
        change(&mut documented.facts);
        let (applied, left) = settle(self.0.path(), &documented);
        (difference(&before, &self.text()), left, applied.notes)
    }

    fn documented(&self, replaced: &[(&str, &str)]) -> Documented {
        let mut text = self.text();
        for (from, to) in replaced {
            assert_eq!(text.matches(from).count(), 1, "{from}\n{text}");
            text = text.replace(from, to);
        }
        pages::documented(&[("shop/order.yaml".to_owned(), text)])
    }
}

mod edit {
    pub(super) fn formatted(text: &str) -> String {
        crate::edit::formatted(text).unwrap()
    }
}

fn open(root: &Path) -> Schema {
    Schema::open(root).unwrap_or_else(|wrong| {
        panic!(
            "{}",
            bitrix24_codegen::render::report(&wrong.problems, &wrong.sources, Colour::None)
        )
    })
}

/// Applies what the documentation says otherwise, twice. Gives what was left to a person.
fn settle(root: &Path, documented: &Documented) -> (Applied, Vec<String>) {
    let schema = open(root);
    let stated = schema.facts();
    let drift = Drift::from_schema(&schema, &stated, documented);
    let applied = apply(&drift, &schema, &|_| None);
    applied.write(root).unwrap();
    let mut left: Vec<String> = applied
        .left
        .iter()
        .map(|(index, reason)| format!("{}: {reason}", apply::name(&drift.changes[*index])))
        .collect();
    let schema = open(root);
    let stated = schema.facts();
    let again = Drift::from_schema(&schema, &stated, documented);
    let mut names: Vec<String> = again.changes.iter().map(apply::name).collect();
    let mut expected: Vec<String> = applied
        .left
        .iter()
        .map(|(index, _)| apply::name(&drift.changes[*index]))
        .collect();
    names.sort();
    expected.sort();
    assert_eq!(
        names,
        expected,
        "{}",
        text::write(&again, "schema", "settled", Colour::None)
    );
    let twice = apply(&again, &schema, &|_| None);
    assert_eq!(
        (twice.files.len(), twice.made.len()),
        (0, 0),
        "{:?}",
        twice.files
    );
    left.sort();
    (applied, left)
}

fn difference(before: &str, after: &str) -> String {
    let diff = similar::TextDiff::from_lines(before, after);
    let changed = diff
        .iter_all_changes()
        .filter(|change| change.tag() != similar::ChangeTag::Equal);
    changed.fold(String::new(), |told, change| {
        told + &change.tag().to_string() + change.value()
    })
}
