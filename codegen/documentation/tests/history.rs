//! What drift reports of edits of a page: nothing of what only looks different, and each fact that
//! changed once.

use bitrix24_documentation::compare::{How, changes, compare};
use bitrix24_documentation::extract;
use bitrix24_documentation::page::{Folder, Page};
use bitrix24_documentation::write::Documented;

const PAGE: &str = "\
# List crates shop.crate.list

> Scope: [`shop`](../scopes.md)
>
> Who can execute the method: any user

## Method Parameters

{% include [Note](../../_includes/required.md) %}

#|
|| **Name**
`type` | **Description** ||
|| **shelfId***
[`integer`](../data-types.md) | Shelf to look at ||
|| **label**
[`string`](../data-types.md) | Words on the crate ||
|| **state**
[`string`](../data-types.md) | State of the crates. Possible values:

- `full` — with something in it
- `empty` — with nothing in it
- `lost` — not found any more

Defaults to `full` ||
|| **filter**
[`object`](../data-types.md) | Conditions on the fields of the [crate](#crate). A key may have a prefix:

- `=` — equal
- `>=` — at least
- `!` — not equal ||
|| **limit**
[`integer`](../data-types.md) | Most crates to list. Defaults to `20` ||
|#

## Response Handling

HTTP status: **200**

```json
{\"result\": [{\"id\": 7, \"label\": \"Pears\", \"weight\": 2.5}], \"total\": 1, \"time\": {\"start\": 1.5, \"duration\": 0.5}}
```

### Returned Data

#|
|| **Name**
`type` | **Description** ||
|| **result**
[`crate[]`](#crate) | The crates ||
|| **total**
[`integer`](../data-types.md) | How many there are ||
|| **time**
[`time`](../data-types.md#time) | How long it took ||
|#

### Object crate {#crate}

#|
|| **Name**
`type` | **Description** ||
|| **id**
[`integer`](../data-types.md) | Number of the crate ||
|| **label**
[`string`](../data-types.md) | Words on it ||
|| **weight**
[`double`](../data-types.md) | How heavy it is ||
|#

## Error Handling

HTTP status: **400**

```json
{\"error\": \"SHELF_NOT_FOUND\", \"error_description\": \"There is no such shelf\"}
```

#|
|| **Code** | **Description** | **Value** ||
|| `SHELF_NOT_FOUND` | There is no such shelf | The number is of no shelf ||
|| `SHELF_LOCKED` | The shelf is locked | Somebody counts the crates ||
|#
";

fn read(text: &str) -> Documented {
    let page = Page::read("api-reference/shop/crates/shop-crate-list", text);
    let folder = Folder::new(vec![page]);
    let documentation = extract::read(&folder);
    assert_eq!(documentation.drafts.len(), 1);
    Documented::of(&documentation, &[])
}

/// What drift reports when texts of the page are replaced: part, path, fact, before and after.
fn drift(edits: &[(&str, &str)]) -> Vec<String> {
    let mut text = PAGE.to_owned();
    for (from, to) in edits {
        assert!(text.contains(from), "the page has no {from:?}");
        text = text.replace(from, to);
    }
    let (before, after) = (read(PAGE), read(&text));
    let found = changes(&before.facts, &after.facts, How::Snapshots);
    let side = |text: Option<String>| text.unwrap_or_else(|| "nothing".to_owned());
    found
        .iter()
        .map(|change| {
            format!(
                "{} {} {}: {} -> {}",
                change.part(),
                change.path(),
                change.word(),
                side(change.before_text()),
                side(change.after_text())
            )
        })
        .collect()
}

#[test]
fn the_page_states_what_the_edits_are_about() {
    let documented = read(PAGE);
    let facts = &documented.facts[0];
    let item = |path: &str| facts.params.iter().find(|item| item.path == path).unwrap();
    assert_eq!(item("state").values, ["full", "empty", "lost"]);
    assert_eq!(item("state").default.as_deref(), Some("\"full\""));
    assert_eq!(item("filter").operators, ["=", ">=", "!"]);
    assert_eq!(facts.errors.len(), 2);
}

#[test]
fn what_only_looks_different_is_no_drift() {
    let reference = ("](../data-types.md) | Shelf", "][types] | Shelf");
    let definition = (
        "HTTP status: **400**",
        "[types]: ../data-types.md\n\nHTTP status: **400**",
    );
    let cases: &[&[(&str, &str)]] = &[
        // Types.
        &[reference, definition],
        &[(
            "[`integer`](../data-types.md) | Shelf",
            "[`int`](../data-types.md) | Shelf",
        )],
        &[("[`integer`](../data-types.md) | Shelf", "`integer` | Shelf")],
        &[(
            "[`integer`](../data-types.md) | Shelf",
            "[`Integer`](/api-reference/data-types.md#int) | Shelf",
        )],
        // Words.
        &[("Words on the crate", "What is written on the crate")],
        &[("- `full` — with something in it", "- `full` — not empty")],
        &[("Somebody counts the crates", "The crates are being counted")],
        &[("- `>=` — at least", "- `>=` — not less than")],
        &[("Defaults to `20`", "Default value: `20`")],
        // Layout.
        &[("\n", "\r\n")],
        &[("**shelfId***", "**shelfId**^*^")],
        &[("— ", "- ")],
        &[(" ||\n|| **", " ||\n\n|| **")],
        &[(
            "**label**\n[`string`](../data-types.md) | Words on the crate",
            "**label**\n[`string`](../data-types.md)\n| Words on the crate",
        )],
        &[(
            "- `=` — equal\n- `>=` — at least\n",
            "- `>=` — at least\n- `=` — equal\n",
        )],
        &[("[`shop`](../scopes.md)", "`shop`")],
        &[("## Method Parameters", "## Parameters {#parameters}")],
        &[("2.5", "3.5"), ("Pears", "Plums")],
    ];
    for edits in cases {
        assert_eq!(drift(edits), [""; 0], "{edits:?}");
    }
}

#[test]
fn a_row_of_an_object_in_several_places_is_one_change() {
    let page = PAGE
        .replace(
            "|| **result**\n[`crate[]`](#crate) | The crates ||",
            "|| **result**\n[`object`](../data-types.md) | Root ||\n|| **crates**\n[`object[]`](#crate) | The crates ||\n|| **first**\n[`object`](#crate) | The first of them ||",
        )
        .replace(
            "{\"result\": [{\"id\": 7, \"label\": \"Pears\", \"weight\": 2.5}]",
            "{\"result\": {\"crates\": [{\"id\": 7, \"label\": \"Pears\", \"weight\": 2.5}], \"first\": {\"id\": 7, \"label\": \"Pears\", \"weight\": 2.5}}",
        );
    let (before, after) = (
        read(&page),
        read(&page.replace("[`double`]", "[`boolean`]")),
    );
    let found = changes(&before.facts, &after.facts, How::Snapshots);
    let paths: Vec<&str> = found
        .iter()
        .map(bitrix24_documentation::compare::Record::path)
        .collect();
    assert_eq!(paths, ["first.weight"]);
    // Both places have the fact.
    let all = compare(&before.facts, &after.facts, How::Snapshots);
    let changed = all.iter().filter(|record| record.agreement.is_change());
    assert_eq!(changed.count(), 2);
}

#[test]
fn each_fact_that_changes_is_reported_once() {
    let cases: &[(&str, &str, &[&str])] = &[
        (
            "|| **limit**",
            "|| **color**\n[`string`](../data-types.md) | Color ||\n|| **limit**",
            &["params color added: nothing -> string"],
        ),
        (
            "**label**\n[`string`](../data-types.md) | Words on the crate",
            "**LABEL**\n[`string`](../data-types.md) | Words on the crate",
            &["params LABEL renamed: label -> LABEL"],
        ),
        (
            "**label**\n[`string`](../data-types.md) | Words on the crate",
            "**label***\n[`string`](../data-types.md) | Words on the crate",
            &["params label required: optional -> required"],
        ),
        (
            "[`integer`](../data-types.md) | Most",
            "[`string`](../data-types.md) | Most",
            &["params limit type: integer -> string"],
        ),
        (
            "Defaults to `20`",
            "Defaults to `50`",
            &["params limit default: 20 -> 50"],
        ),
        (
            "- `lost` — not found any more",
            "- `lost` — not found any more\n- `sold` — no longer here",
            &["params state values: full, empty, lost -> full, empty, lost, sold"],
        ),
        (
            "- `!` — not equal ||",
            "- `!` — not equal\n- `@` — one of a list ||",
            &["params filter operators: =, >=, ! -> =, >=, !, @"],
        ),
        (
            "[`double`](../data-types.md) | How heavy",
            "[`integer`](../data-types.md) | How heavy",
            &["result [].weight type: decimal -> integer"],
        ),
        (
            "|| `SHELF_LOCKED` |",
            "|| `SHELF_CLOSED` |",
            &["errors SHELF_CLOSED code: SHELF_LOCKED -> SHELF_CLOSED"],
        ),
        (
            "|| `SHELF_LOCKED` | The shelf is locked | Somebody counts the crates ||\n",
            "",
            &["errors SHELF_LOCKED removed: SHELF_LOCKED, `The shelf is locked`, 400 -> nothing"],
        ),
    ];
    for (from, to, expected) in cases {
        assert_eq!(drift(&[(*from, *to)]), *expected, "{from:?} became {to:?}");
    }
}
