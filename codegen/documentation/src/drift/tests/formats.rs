//! The formats of drift.

use std::sync::Arc;

use super::*;
use crate::drift::ShownField;
use crate::facts::{Kind, Location};

/// A drift of every kind of line, for the snapshots.
fn drifted(shop: &Shop) -> Documented {
    let mut documented = shop.documented(&[
        (
            "    page: order-add\n",
            "    page: order-add\n    deprecated: { replacement: shop.order.get }\n",
        ),
        (
            "    errors:\n      AccessDenied: { code: ACCESS_DENIED, status: 403, doc: The user may not add orders. }\n",
            "",
        ),
        (
            "user: integer",
            "user: { type: integer, required: { when: it rains }, nullable: true }",
        ),
        (
            "values: { Full: full, Short: short }",
            "values: { Full: full, Short: short, Tiny: tiny }",
        ),
        (
            "  State:\n    doc",
            "  Other:\n    fields:\n      id: { type: integer, access: read }\n      state: State\n      \
             total: { type: decimal, access: read }\n      comment: string\n      mark: string\n\n  State:\n    doc",
        ),
        ("at: order, type: Order,", "at: order, type: Other,"),
        (
            "      start: { type: integer, doc: How many to skip. }\n",
            "",
        ),
        (
            "result: { type: \"Order[]\"",
            "errors:\n      TooMany: { code: TOO_MANY, message: \"More than {count} | rows\", status: 400 }\n    \
             result: { type: \"Order[]\"",
        ),
    ]);
    for name in ["shop.stock.get", "shop.stock.list"] {
        let mut new = facts_of(name);
        new.at = Location {
            file: Arc::from("api-reference/shop/stock.md"),
            line: 1,
            ..Location::default()
        };
        documented.facts.push(new);
    }
    documented
}

fn facts_of(name: &str) -> Facts {
    Facts {
        kind: Kind::Method,
        name: name.to_owned(),
        version: 2,
        scope: Vec::new(),
        deprecated: false,
        replacement: None,
        page: None,
        access: None,
        effect: None,
        paging: None,
        positional: false,
        bare: false,
        failure: None,
        data: None,
        codes: Vec::new(),
        notes: Vec::new(),
        params: Vec::new(),
        result: Vec::new(),
        errors: Vec::new(),
        at: Location::default(),
    }
}

fn snapshot(name: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/drift")
        .join(name);
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, text).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(text, expected, "`UPDATE=1` accepts what is right");
}

#[test]
fn each_format_is_as_it_was() {
    let shop = Shop::new();
    let documented = drifted(&shop);
    let schema = open(shop.0.path());
    let stated = schema.facts();
    let mut drift = Drift::from_schema(&schema, &stated, &documented);
    drift.expired_shown.push(ShownField {
        file: "shop/order.yaml".to_owned(),
        keys: "types.Order.fields".to_owned(),
        name: "weight".to_owned(),
    });
    snapshot(
        "text.txt",
        &text::write(&drift, "schema", "settled", Colour::None),
    );
    snapshot(
        "coloured.txt",
        &text::write(&drift, "schema", "settled", Colour::Ansi).replace('\u{1b}', "ESC"),
    );
    let json = serde_json::to_string_pretty(&json::write(&drift)).unwrap();
    snapshot("drift.json", &format!("{json}\n"));
    snapshot("drift.md", &markdown::write(&drift));
    let applied = apply(&drift, &schema, &|_| None);
    snapshot("applied.txt", &text::applied(&drift, &applied, "schema"));
    let between = Drift::between(&stated, &documented.facts);
    snapshot(
        "between.txt",
        &text::write(&between, "schema", "settled", Colour::None),
    );
    drift.retain_described();
    assert!(!text::write(&drift, "schema", "settled", Colour::None).contains("shop.stock"));
    drift.retain_named(&["shop.order.list".to_owned()]);
    assert_eq!((drift.changes.len(), drift.steps.len()), (2, 2));
    assert_eq!(drift.summary().level(), Some(Level::Breaking));
}
