//! The gates on a small documentation in our own words, and on the vendor's where `BITRIX24_DOCS`
//! names its folder.
//!
//! `corpus/` passes every gate. Each gate has a test that a spoilt fact makes it fail.

use std::fs;
use std::path::Path;

use bitrix24_documentation::gate::ledger::Ledger;
use bitrix24_documentation::gate::{
    self, Finding, Gate, Imported, Sources, baseline, conservation, examples, oracle, rules,
};
use bitrix24_documentation::page::{Folder, Page};

fn corpus() -> Folder {
    let folder = Folder::open(Path::new("tests/corpus")).unwrap();
    assert!(folder.pages().len() > 14, "the corpus is not where it was");
    folder
}

/// The corpus with one of its pages changed.
fn spoilt(page: &str, from: &str, to: &str) -> Folder {
    let corpus = corpus();
    let pages = corpus.pages().iter().map(|known| {
        if known.path.ends_with(page) {
            assert!(known.text.contains(from), "{page} has no {from}");
            Page::read(&known.path, known.text.replacen(from, to, 1))
        } else {
            known.clone()
        }
    });
    Folder::new(pages.collect())
}

fn sources() -> Sources {
    let read = |name: &str| fs::read_to_string(Path::new("tests/corpus").join(name)).unwrap();
    Sources {
        vendor: oracle::read(&read("vendor.txt")).unwrap(),
        allowed: Ledger::read(&read("allow.txt"), oracle::PARTS).unwrap(),
        contradictions: Ledger::default(),
        rules: Ledger::default(),
    }
}

fn found(gate: Gate, folder: &Folder, sources: &Sources) -> Vec<Finding> {
    gate::run(gate, &Imported::of(folder), sources)
}

/// Kinds and facts of findings.
fn short(findings: &[Finding]) -> Vec<(String, &str, &str)> {
    findings
        .iter()
        .map(|finding| (finding.code.to_string(), &*finding.subject, &*finding.fact))
        .collect()
}

#[test]
fn the_corpus_passes_every_gate() {
    let folder = corpus();
    let imported = Imported::of(&folder);
    assert!(imported.facts.len() > 10);
    for gate in Gate::ALL {
        // Lines of exceptions count as applied once they were, so each gate gets its own.
        let findings = gate::run(gate, &imported, &sources());
        let lines: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert!(lines.is_empty(), "{}", lines.join("\n"));
    }
    // A corpus without rows would pass too.
    let count = conservation::count(&imported);
    assert!(count.facts > 25, "{count:?}");
    // The rule for keys of maps has no row here: such rows are facts.
    for (rule, _) in conservation::RULES
        .iter()
        .filter(|(rule, _)| *rule != "keys")
    {
        assert!(count.outside.contains_key(rule), "no row for {rule}");
    }
}

#[test]
fn a_type_that_is_written_otherwise_than_read_fails_the_fixed_point() {
    let folder = corpus();
    let mut imported = Imported::of(&folder);
    let facts = imported.facts.iter_mut();
    let method = facts
        .into_iter()
        .find(|facts| facts.name == "shop.order.archive")
        .unwrap();
    method.params.retain(|item| item.path != "until");
    let findings = gate::run(Gate::FixedPoint, &imported, &sources());
    assert_eq!(
        short(&findings),
        [(
            "fixed-point/params-added".to_owned(),
            "shop.order.archive",
            "until"
        )]
    );
}

#[test]
fn a_row_that_is_no_fact_fails_the_conservation() {
    let folder = corpus();
    let mut imported = Imported::of(&folder);
    let documented = imported.documented.facts.iter_mut();
    let method = documented
        .into_iter()
        .find(|facts| facts.name == "shop.order.get")
        .unwrap();
    method.result.retain(|item| !item.path.ends_with("price"));
    let findings = gate::run(Gate::Conservation, &imported, &sources());
    assert_eq!(
        short(&findings),
        [(
            "conservation/unwritten-row".to_owned(),
            "shop.order.get",
            "price"
        )]
    );
    let row = folder.get("api-reference/shop/shop-order-get").unwrap();
    let line = row.text.lines().nth(findings[0].line as usize - 1).unwrap();
    assert_eq!(line, "|| **price**");
}

#[test]
fn a_row_of_a_placement_that_is_no_fact_fails_the_conservation() {
    let folder = corpus();
    let mut imported = Imported::of(&folder);
    let placement = &mut imported.documented.placements[0];
    assert_eq!(placement.name, "SHOP_TAB");
    placement.result.retain(|item| item.path != "ID");
    placement.params.clear();
    let row = |name| {
        let code = "conservation/placement-row".to_owned();
        (code, "SHOP_TAB", name)
    };
    assert_eq!(
        short(&gate::run(Gate::Conservation, &imported, &sources())),
        [row("ID"), row("height")]
    );
}

#[test]
fn a_row_of_a_filter_that_has_no_type_fails_the_conservation() {
    let folder = corpus();
    let mut imported = Imported::of(&folder);
    let methods = imported.resolved.modules.iter_mut();
    let method = methods
        .flat_map(|module| &mut module.methods)
        .find(|method| method.name == "shop.order.list")
        .unwrap();
    method.params.retain(|param| param.wire != "filter");
    let row = |name| {
        let code = "conservation/condition-row".to_owned();
        (code, "shop.order.list", name)
    };
    assert_eq!(
        short(&gate::run(Gate::Conservation, &imported, &sources())),
        [row("id"), row("title")]
    );
}

#[test]
fn a_row_that_is_merged_with_one_of_another_type_fails_the_conservation() {
    let folder = spoilt(
        "shop-rule-set",
        "`integer` | How many digits",
        "`string` | How many digits",
    );
    let mut imported = Imported::of(&folder);
    let passes = gate::run(Gate::Conservation, &imported, &sources());
    assert!(passes.is_empty(), "a `check` names the row");
    let drafts = imported.documentation.drafts.iter_mut();
    let method = drafts
        .into_iter()
        .find(|draft| draft.name == "shop.rule.set")
        .unwrap();
    let settings = &mut method.params[0];
    settings
        .fields
        .iter_mut()
        .for_each(|field| field.notes.clear());
    assert_eq!(
        short(&gate::run(Gate::Conservation, &imported, &sources())),
        [(
            "conservation/repeated-row".to_owned(),
            "shop.rule.set",
            "size"
        )]
    );
}

#[test]
fn an_error_that_is_lost_fails_the_conservation() {
    let folder = corpus();
    let mut imported = Imported::of(&folder);
    for facts in &mut imported.documented.facts {
        facts.errors.retain(|error| error.code != "NOT_FOUND");
    }
    let findings = gate::run(Gate::Conservation, &imported, &sources());
    assert_eq!(
        short(&findings),
        [("conservation/error-row".to_owned(), "shop.order.get", "404")]
    );
}

#[test]
fn a_page_whose_method_nothing_gives_fails_the_conservation() {
    let folder = corpus();
    let mut imported = Imported::of(&folder);
    let drafts = &mut imported.documentation.drafts;
    drafts.retain(|draft| draft.name != "shop.place.list");
    let findings = gate::run(Gate::Conservation, &imported, &sources());
    let page = "api-reference/shop/shop-place-list";
    assert_eq!(
        short(&findings),
        [("conservation/method".to_owned(), "shop.place.list", page)]
    );
}

#[test]
fn a_name_that_the_import_lacks_fails_the_oracle() {
    let mut sources = sources();
    let more = "shop.gone\tid\nshop.order.list\tstart limit\nshop.order.get\tid!\towner\n\
        shop.order.archive deprecated\tuntil!\n";
    sources.vendor.extend(oracle::read(more).unwrap());
    let findings = found(Gate::Oracle, &corpus(), &sources);
    let expected = [
        ("oracle/answer", "shop.order.get", "owner"),
        ("oracle/deprecated", "shop.order.archive", ""),
        ("oracle/method", "shop.gone", ""),
        ("oracle/param", "shop.order.list", "limit"),
        ("oracle/required", "shop.order.archive", "until"),
    ];
    assert_eq!(
        short(&findings),
        expected.map(|(code, subject, fact)| (code.to_owned(), subject, fact))
    );
}

#[test]
fn an_exception_that_does_not_apply_fails_the_oracle() {
    let mut sources = sources();
    let text = "param\tshop.order.getFields\t*\twhy\nparam\tshop.order.get\tid\twhy\n";
    sources.allowed = Ledger::read(text, oracle::PARTS).unwrap();
    let findings = found(Gate::Oracle, &corpus(), &sources);
    assert_eq!(
        short(&findings),
        [(
            "oracle/stale-exception".to_owned(),
            "shop.order.get",
            "param\tshop.order.get\tid"
        )]
    );
    assert_eq!(findings[0].line, 2);
}

#[test]
fn a_payload_that_does_not_fit_fails_the_examples_unless_a_person_says_why() {
    let folder = spoilt(
        "shop-order-get",
        "\"title\": \"Cake\", \"rows\"",
        "\"rows\"",
    );
    assert_eq!(short(&found(Gate::Examples, &folder, &sources())), []);

    let folder = spoilt(
        "shop-order-delete",
        "\"kind\": \"sale\"",
        "\"kind\": \"gift\"",
    );
    let findings = found(Gate::Examples, &folder, &sources());
    let [finding] = &findings[..] else {
        panic!("{findings:?}")
    };
    assert_eq!(finding.subject, "shop.order.delete");
    assert_eq!(finding.code.to_string(), "examples/request-unlisted-value");
    let (fingerprint, path) = finding.fact.split_once(' ').unwrap();
    assert_eq!(path, "kind");

    let mut sources = sources();
    let line = format!("shop.order.delete\trequest\t{fingerprint}\tthe page forgets a kind\n");
    sources.contradictions = Ledger::read(&line, examples::PARTS).unwrap();
    assert_eq!(short(&found(Gate::Examples, &folder, &sources)), []);

    // On the page as it was, the reason is stale.
    sources.contradictions = Ledger::read(&line, examples::PARTS).unwrap();
    let findings = found(Gate::Examples, &corpus(), &sources);
    assert_eq!(findings[0].code.to_string(), "examples/stale-exception");
}

#[test]
fn a_finding_of_a_rule_fails_unless_a_person_says_why() {
    let folder = spoilt("shop-order-delete", "Its number", "List of numbers");
    let expected = ("rules/prose-list".to_owned(), "shop.order.delete", "id");
    assert_eq!(short(&found(Gate::Rules, &folder, &sources())), [expected]);

    let mut sources = sources();
    let line = "prose-list\tshop.order.delete\tid\tthe number is a list of digits\n";
    sources.rules = Ledger::read(line, rules::PARTS).unwrap();
    assert_eq!(short(&found(Gate::Rules, &folder, &sources)), []);

    // On the page as it was, the reason is stale.
    sources.rules = Ledger::read(line, rules::PARTS).unwrap();
    let findings = found(Gate::Rules, &corpus(), &sources);
    assert_eq!(findings[0].code.to_string(), "rules/stale-exception");
}

#[test]
fn the_lists_of_the_package_can_be_read_and_are_counted() {
    let sources = Sources::shipped().unwrap();
    assert!(sources.vendor.len() > 1500 && sources.allowed.len() > 100);
    let list = include_str!("../gates/baseline.txt");
    let keys = list
        .lines()
        .filter(|line| !line.is_empty() && !line.starts_with('#'));
    assert_eq!(baseline::text(keys.map(str::to_owned).collect()), list);
}

/// A snapshot has the findings of the baseline and no others.
#[test]
fn the_documentation_has_no_finding_beyond_the_baseline() {
    let Some(root) = std::env::var_os("BITRIX24_DOCS") else {
        eprintln!("skipped: BITRIX24_DOCS names no folder of the documentation");
        return;
    };
    let folder = Folder::open(Path::new(&root)).unwrap();
    let imported = Imported::of(&folder);
    let sources = Sources::shipped().unwrap();
    let findings = Gate::ALL
        .into_iter()
        .flat_map(|gate| gate::run(gate, &imported, &sources));
    let list = include_str!("../gates/baseline.txt");
    let outcome = baseline::compare(findings.collect(), list, &Gate::ALL);
    assert!(
        outcome.is_clean(),
        "{}{:#?}",
        gate::report::text(&outcome.new),
        outcome.stale
    );
}
