//! What drift looks like.

use super::*;
use crate::facts::Kind;

/// A drift of every kind of line, for the snapshots.
fn drifted(all: &mut Vec<Facts>) {
    let add = method(all, "add");
    add.deprecated = true;
    add.replacement = Some("shop.order.get".to_owned());
    add.errors.clear();
    let user = param(all, "add", "user");
    user.required = Required::Sometimes;
    user.nullable = true;
    param(all, "get", "kind").values = ["full", "short", "tiny"].map(str::to_owned).to_vec();
    method(all, "get")
        .result
        .push(item("order.mark", Wire::Text));
    let list = method(all, "list");
    list.params.remove(0);
    list.errors.push(Error {
        code: "TOO_MANY".to_owned(),
        message: Some("More than {count} | rows".to_owned()),
        status: Some(400),
        at: At {
            file: Arc::from("api-reference/shop/order/order-list.md"),
            line: 70,
            keys: Vec::new(),
        },
    });
    for name in ["shop.stock.get", "shop.stock.list"] {
        let mut new = facts_of(name);
        new.at = At {
            file: Arc::from("api-reference/shop/stock.md"),
            line: 1,
            keys: Vec::new(),
        };
        all.push(new);
    }
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
        params: Vec::new(),
        result: Vec::new(),
        errors: Vec::new(),
        at: At::default(),
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
    let mut documented = documented(shop.0.path());
    drifted(&mut documented);
    let schema = open(shop.0.path());
    let stated = schema.facts();
    let mut drift = Drift::from_schema(&schema, &stated, &documented);
    snapshot("people.txt", &people::write(&drift, "schema", Colour::None));
    snapshot(
        "coloured.txt",
        &people::write(&drift, "schema", Colour::Ansi).replace('\u{1b}', "ESC"),
    );
    let json = serde_json::to_string_pretty(&json::write(&drift)).unwrap();
    snapshot("drift.json", &format!("{json}\n"));
    snapshot("drift.md", &markdown::write(&drift));
    let applied = apply(&drift, &schema, &|_| None);
    snapshot("applied.txt", &people::applied(&drift, &applied, "schema"));
    let between = Drift::between(&stated, &documented);
    snapshot(
        "between.txt",
        &people::write(&between, "schema", Colour::None),
    );
    drift.retain_described();
    assert!(!people::write(&drift, "schema", Colour::None).contains("shop.stock"));
    drift.retain_named(&["shop.order.list".to_owned()]);
    assert_eq!((drift.changes.len(), drift.steps.len()), (2, 2));
    assert_eq!(drift.summary().level(), Some(Level::Breaking));
}
