//! Coverage of small made-up pages.

use std::fs;
use std::path::Path;

use super::*;
use crate::page::Page;
use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::source::Sources;

/// A page of a method with two parameters, an answer and an error.
const GET: &str = r#"# Get a shop order shop.order.get

> Scope: `sale, crm`
>
> Who can execute the method: any user

## Method Parameters

#|
|| **Name**
`type` | **Description** ||
|| **id***
[`integer`](../data-types.md) | Number of the order ||
|| **currency**
[`integer`](../data-types.md) | Code of the currency ||
|#

## Code Examples

```bash
curl -X POST -H "Content-Type: application/json" -d '{"id":7}' https://example.com/rest/1/code/shop.order.get
```

## Response Handling

```json
{"result": {"sum": 12}}
```

### Returned Data

#|
|| **Name**
`type` | **Description** ||
|| **result**
[`object`](../data-types.md) | The order ||
|| **sum**
[`integer`](../data-types.md) | Its sum ||
|#

## Error Handling

#|
|| **Code** | **Description** ||
|| `NOT_FOUND` | There is no such order ||
|#
"#;

const ADD: &str = "# Add a shop order shop.order.add\n\n> Scope: `sale`\n>\n> Who can execute the method: any user\n";

const SCHEMA: &str = r"namespace: shop.order
scope: [sale, crm]
page: shop

types:
  Line:
    fields:
      price: integer

methods:
  get:
    page: shop-order-get
    effect: read
    params:
      id: { type: integer, required: true, doc: Number of the order. }
      currency: { type: date, required: false, check: 'order-get, line 11: perhaps a number.' }
    result:
      fields:
        sum: { type: integer, doc: Its sum. }
        count: { type: integer, doc: How many lines it has. }
  close:
    doc: Closes an order.
    doc_by: auto
    scope: [sale]
    effect: write
    params:
      id: { type: integer, required: true, doc: Number of the order. }
      type: { type: string, required: true, doc: Why it is closed. }
";

const EXAMPLES: &str = r#"method: shop.order.get

examples:
  - kind: request
    page: shop/shop-order-get
    body: |
      { "id": 7 }
  - kind: response
    page: shop/shop-order-get
    status: 200
    body: |
      {"result": {"sum": 12}}
"#;

fn pages() -> Folder {
    Folder::new(vec![
        Page::read("shop/shop-order-get", GET),
        Page::read("shop/shop-order-add", ADD),
        Page::read("shop/index", "# Shops\n\nWhat shops are.\n"),
    ])
}

fn described(root: &Path, schema: &str, examples: &str) -> Described {
    fs::create_dir_all(root.join("shop")).unwrap();
    fs::create_dir_all(root.join("examples")).unwrap();
    fs::write(root.join("shop/order.yaml"), schema).unwrap();
    fs::write(root.join("examples/shop.order.get.yaml"), examples).unwrap();
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let described = Described::read(root, &mut sources, &mut problems);
    let told: Vec<_> = problems.iter().map(|problem| &problem.title).collect();
    assert!(problems.is_empty(), "{told:?}");
    described
}

fn coverage(schema: &str, examples: &str) -> Coverage {
    let root = tempfile::tempdir().unwrap();
    let folder = pages();
    let described = described(root.path(), schema, examples);
    Coverage::of(&crate::extract::read(&folder), &folder, &described)
}

fn subject<'c>(coverage: &'c Coverage, name: &str) -> &'c Subject {
    let found = coverage.subjects.iter();
    found
        .into_iter()
        .find(|subject| subject.name == name)
        .unwrap()
}

fn share(described: usize, documented: usize) -> Share {
    Share {
        documented,
        described,
    }
}

#[test]
fn a_method_has_the_facts_on_which_page_and_schema_agree() {
    let coverage = coverage(SCHEMA, EXAMPLES);
    let get = subject(&coverage, "shop.order.get");
    assert_eq!(get.state, State::Differs);
    assert_eq!(
        get.title.as_deref(),
        Some("Get a shop order shop.order.get")
    );
    assert_eq!(get.scope, ["crm", "sale"]);
    let of = |kind| get.facts.get(&kind).copied().unwrap_or_default();
    assert_eq!(of(FactKind::Scope), share(2, 2));
    assert_eq!(of(FactKind::Parameter), share(2, 2));
    // The currency is a number on the page.
    assert_eq!(
        of(FactKind::Type).documented - of(FactKind::Type).described,
        1
    );
    assert_eq!(of(FactKind::Requirement), share(2, 2));
    assert_eq!(of(FactKind::Result), share(1, 1));
    // What is missing takes all that is said of it along.
    assert_eq!(of(FactKind::ErrorCode), share(0, 1));
    // That there are lines to count, and that it is a number.
    assert_eq!(get.added, 2);
}

#[test]
fn what_is_open_is_counted_with_its_method_or_its_scope() {
    let coverage = coverage(SCHEMA, EXAMPLES);
    let get = subject(&coverage, "shop.order.get");
    let gaps = |checks, automatic, without_doc| Gaps {
        checks,
        automatic,
        without_doc,
    };
    assert_eq!(get.gaps, gaps(1, 0, 2));
    assert_eq!(subject(&coverage, "shop.order.close").gaps, gaps(0, 1, 0));
    // With the price of a line.
    assert_eq!(coverage.total.gaps, gaps(1, 1, 3));
    let of_scope = |name| coverage.scopes.iter().find(|scope| scope.name == name);
    assert_eq!(of_scope("crm").unwrap().counts.gaps, gaps(1, 0, 3));
    assert_eq!(of_scope("sale").unwrap().counts.gaps, gaps(1, 1, 3));
}

#[test]
fn a_method_of_two_scopes_counts_in_both_and_once_in_the_total() {
    let coverage = coverage(SCHEMA, EXAMPLES);
    let methods: Vec<_> = coverage
        .scopes
        .iter()
        .map(|scope| (scope.name.as_str(), scope.counts.methods))
        .collect();
    assert_eq!(methods, [("crm", share(1, 1)), ("sale", share(1, 2))]);
    assert_eq!(coverage.total.methods, share(1, 2));
    assert_eq!(coverage.total.undocumented, 1);
    assert_eq!(coverage.total.differing, 1);
    assert_eq!(coverage.total.pages.other, 1);
    assert_eq!(coverage.others[0].page, "shop/index");
    let facts = |counts: &Counts| counts.all_facts().documented;
    assert!(facts(&coverage.scopes[0].counts) < facts(&coverage.total));
}

#[test]
fn examples_pass_when_they_are_kept_and_accepted() {
    let all = |documented, kept, passing, contradicting| Examples {
        documented,
        kept,
        passing,
        contradicting,
    };
    let of = |examples: &str| subject(&coverage(SCHEMA, examples), "shop.order.get").examples;
    assert_eq!(of(EXAMPLES), all(2, 2, 2, 0));
    // Another spelling of the same JSON is the same, another value is not.
    assert_eq!(of(&EXAMPLES.replace("7 }", "8 }")), all(2, 1, 1, 0));
    let wrong = "methods:\n  get:\n    page: shop-order-get\n    effect: read\n    params: { name: string }\n    result: { fields: { sum: integer } }\n";
    let narrow = format!("namespace: shop.order\nscope: [sale]\npage: shop\n{wrong}");
    let examples = |text: &str| subject(&coverage(&narrow, text), "shop.order.get").examples;
    assert_eq!(examples(EXAMPLES), all(2, 2, 1, 0));
    let known = EXAMPLES.replace(
        "7 }\n",
        "7 }\n    contradicts: The page has no such parameter.\n",
    );
    assert_eq!(examples(&known), all(2, 2, 1, 1));
}

#[test]
fn calls_are_those_of_the_client_or_will_be() {
    let coverage = coverage(SCHEMA, EXAMPLES);
    let call = |name| subject(&coverage, name).call.as_str();
    assert_eq!(call("shop.order.get"), "bitrix24::shop::order::get(id)");
    assert_eq!(
        call("shop.order.close"),
        "bitrix24::shop::order::close(id, type)"
    );
    assert_eq!(call("shop.order.add"), "bitrix24::shop::order::add()");
    assert_eq!(subject(&coverage, "shop.order.add").state, State::Missing);
    assert_eq!(
        subject(&coverage, "shop.order.close").state,
        State::Undocumented
    );
}

#[test]
fn a_call_that_will_be_is_the_one_that_comes() {
    let empty = Described::default();
    let folder = pages();
    let documentation = crate::extract::read(&folder);
    let before = Coverage::of(&documentation, &folder, &empty);
    let after = coverage(SCHEMA, EXAMPLES);
    assert_eq!(
        subject(&before, "shop.order.get").call,
        subject(&after, "shop.order.get").call
    );
    assert_eq!(before.total.all_facts().described, 0);
    assert_eq!(
        before.total.all_facts().documented,
        after.total.all_facts().documented
    );
}

#[test]
fn json_has_every_kind_of_fact_and_every_subject() {
    let coverage = coverage(SCHEMA, EXAMPLES);
    let mut text = Vec::new();
    json::write(&coverage, &mut text).unwrap();
    let value: serde_json::Value = serde_json::from_slice(&text).unwrap();
    assert_eq!(value["format"], 1);
    assert_eq!(value["total"]["methods"]["documented"], 2);
    assert_eq!(
        value["total"]["kinds"].as_object().unwrap().len(),
        FactKind::ALL.len() - 1
    );
    assert_eq!(value["scopes"][0]["scope"], "crm");
    assert_eq!(value["subjects"][1]["name"], "shop.order.close");
    assert_eq!(value["subjects"][1]["doubts"], serde_json::Value::Null);
    assert_eq!(value["subjects"][2]["examples"]["passing"], 2);
    assert_eq!(value["pages"][0]["page"], "shop/index");
}

#[test]
fn the_table_is_aligned_and_ends_with_the_total() {
    let coverage = coverage(SCHEMA, EXAMPLES);
    let mut text = Vec::new();
    table::write(&coverage, &mut text).unwrap();
    let text = String::from_utf8(text).unwrap();
    let lines: Vec<&str> = text.lines().take_while(|line| !line.is_empty()).collect();
    assert!(lines[0].starts_with("scope") && lines[0].ends_with("noted"));
    assert!(lines.last().unwrap().starts_with("total"));
    assert!(
        lines[2..]
            .iter()
            .all(|line| line.chars().count() == lines[0].len()),
        "{text}"
    );
    assert!(lines[3].contains("1/2  50.0%"), "{text}");
}
