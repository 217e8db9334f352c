//! The rules on the schema: each finds the fault that it is for, and nothing in what is right.

use std::path::Path;

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::load::{self, Loaded};
use bitrix24_codegen::source::Sources;
use bitrix24_documentation::gate::Imported;
use bitrix24_documentation::page::{Folder, Page};
use bitrix24_documentation::rule::{self, Finding, Joined};
use bitrix24_documentation::write::Documented;
use bitrix24_documentation::{extract, facts};

fn corpus() -> Folder {
    Folder::open(Path::new("tests/corpus")).unwrap()
}

/// What the rules find in a schema, beside pages.
fn findings(loaded: &Loaded, sources: &Sources, folder: &Folder) -> Vec<Finding> {
    let documentation = extract::read(folder);
    let documented = Documented::of(&documentation, &loaded.files).facts;
    let stated = facts::schema::facts(loaded, sources);
    let joined = Joined::of(
        &stated,
        (loaded, sources),
        &documented,
        &documentation,
        folder,
    );
    rule::pages(&joined)
}

/// What the rules find when a page of the corpus says something else than the schema that was made
/// of it.
fn after(page: &str, from: &str, to: &str) -> Vec<(&'static str, String)> {
    let corpus = corpus();
    let imported = Imported::of(&corpus);
    let pages = corpus.pages().iter().map(|known| {
        if known.path.ends_with(page) {
            assert!(known.text.contains(from), "{page} has no {from}");
            Page::read(&known.path, known.text.replace(from, to))
        } else {
            known.clone()
        }
    });
    let folder = Folder::new(pages.collect());
    let (loaded, sources) = imported.schema.stated();
    let found = findings(loaded, sources, &folder);
    found
        .into_iter()
        .map(|found| {
            assert!(found.line > 0 && !found.file.is_empty() && !found.page.is_empty());
            (found.rule.name, found.path)
        })
        .collect()
}

#[test]
fn each_rule_on_pages_finds_its_fault() {
    let cases = [
        (
            "shop-order-get",
            "Price of one",
            "Price of one or `false`",
            ("prose-false", "order.rows[].price"),
        ),
        (
            "shop-order-get",
            "How many ||",
            "How many; may be `null` ||",
            ("prose-null", "order.rows[].count"),
        ),
        (
            "shop-order-archive",
            "Last day",
            "Last day. Default is `2030-01-01`",
            ("prose-default", "until"),
        ),
        (
            "shop-task-do",
            "The step ||",
            "The step: `Y` or `N` ||",
            ("prose-flag", "STEP"),
        ),
        (
            "shop-task-do",
            "The task ||",
            "List of tasks ||",
            ("prose-list", "TASKID"),
        ),
        (
            "shop-rule-set",
            "How long it may be",
            "Unix time of the end",
            ("prose-time", "settings.size"),
        ),
        (
            "shop-task-do",
            "The step ||",
            "The step. Possible values:\n- `bake` — bake it\n- `eat` — eat it ||",
            ("prose-values", "STEP"),
        ),
        (
            "shop-order-archive",
            "until",
            "before",
            ("unknown-name", "until"),
        ),
    ];
    let mut rules: Vec<&str> = rule::PAGES.iter().map(|rule| rule.name).collect();
    for (page, from, to, (rule, path)) in cases {
        assert_eq!(after(page, from, to), [(rule, path.to_owned())], "{to}");
        rules.retain(|name| *name != rule);
    }
    let elsewhere = ["foreign-type", "shared-code"];
    assert_eq!(rules, elsewhere, "rules without a case");
}

#[test]
fn a_schema_that_is_made_of_its_pages_breaks_no_rule() {
    assert_eq!(after("shop-order-get", "Cake", "Pie"), []);
}

fn read(texts: &[(&str, &str)]) -> (Loaded, Sources, Problems) {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let mut loaded = Loaded::default();
    for (name, text) in texts {
        let file = load::text(name, text, &mut sources, &mut problems);
        loaded.files.extend(file);
    }
    (loaded, sources, problems)
}

#[test]
fn a_type_of_another_namespace_that_the_page_does_not_name_is_found() {
    let order = |ty: &str| {
        format!(
            "namespace: shop.order\npage: api-reference/shop\nmethods:\n  add:\n    page: shop-order-add\n    \
             effect: write\n    params:\n      fields:\n        type: object\n        fields:\n          \
             userId: {ty}\n"
        )
    };
    let others = "namespace: depot\ntypes:\n  Place: { wire: depot_place, key: integer }\n  \
                  User: { wire: shop_user, key: integer }\n";
    for (ty, expected) in [("id<depot.Place>", 1), ("id<depot.User>", 0)] {
        let order = order(ty);
        let (loaded, sources, problems) =
            read(&[("depot.yaml", others), ("shop/order.yaml", &order)]);
        assert!(problems.is_empty(), "{problems:?}");
        let found = findings(&loaded, &sources, &corpus());
        let names: Vec<&str> = found.iter().map(|found| found.rule.name).collect();
        assert_eq!(names, vec!["foreign-type"; expected], "{ty}: {found:?}");
    }
}

#[test]
fn a_code_with_more_meanings_in_a_sibling_is_found() {
    let order = |second: &str| {
        format!(
            "namespace: shop.order\npage: api-reference/shop\nmethods:\n  get:\n    page: shop-order-get\n    \
             effect: read\n    errors:\n      NoShop: {{ code: NOT_FOUND, message: Shop not found }}\n      \
             NoOrder: {{ code: {second}, message: Order not found }}\n  archive:\n    \
             page: shop-order-archive\n    effect: write\n    errors:\n      \
             NoShop: {{ code: NOT_FOUND, message: Shop not found }}\n"
        )
    };
    for (second, expected) in [("NOT_FOUND", 1), ("NO_ORDER", 0)] {
        let order = order(second);
        let (loaded, sources, problems) = read(&[("shop/order.yaml", &order)]);
        assert!(problems.is_empty(), "{problems:?}");
        let found = findings(&loaded, &sources, &corpus());
        let found: Vec<(&str, &str, u32)> = found
            .iter()
            .map(|found| (found.rule.name, found.subject.as_str(), found.line))
            .collect();
        let wanted = ("shared-code", "shop.order.archive", 14);
        assert_eq!(found, vec![wanted; expected], "{second}");
    }
}

#[test]
fn the_rules_on_files_tell_where() {
    let text = "\
namespace: shop
types:
  N: { fields: { id: integer } }
  Order2: { fields: { id: integer } }
  Kind:
    base: string
    values: { A: A, Any: \"K*\", Own: { wire: XXX }, Family: { pattern: \"T*\" } }
  Utm2: { wire: utm_2, fields: { id: integer } }
";
    let (loaded, sources, mut problems) = read(&[("shop.yaml", text)]);
    assert!(problems.is_empty(), "{problems:?}");
    rule::files(&loaded, &mut problems);
    let found: Vec<String> = problems
        .iter()
        .map(|problem| format!("{}: {}", sources.location(problem.span).line, problem.title))
        .collect();
    assert_eq!(
        found,
        [
            "7: the value `K*` is a placeholder (placeholder-value)",
            "7: the value `XXX` is a placeholder (placeholder-value)",
            "3: the type `N` is only numbered (type-name)",
            "4: the type `Order2` is only numbered (type-name)",
        ]
    );
    let names: Vec<&str> = rule::FILES.iter().map(|rule| rule.name).collect();
    assert_eq!(names, ["placeholder-value", "type-name"]);
}
