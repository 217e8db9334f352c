//! Known findings that are not fixed yet. The list may only shrink.
//!
//! A finding that is not on the list is reported, and so is a line of the list that no finding has
//! any more. The head of the file counts the lines by kind.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::ledger::Ledger;
use super::{Finding, Gate};

/// What a run of gates says beyond the list.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Findings that the list lacks.
    pub new: Vec<Finding>,
    /// Number of findings that the list has.
    pub known: usize,
    /// Lines without a finding: their number in the file, and their text.
    pub stale: Vec<(u32, String)>,
}

impl Outcome {
    /// Whether the findings are exactly those of the list.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.new.is_empty() && self.stale.is_empty()
    }
}

/// Compares the findings of some gates with a list. Lines of other gates are left alone.
#[must_use]
pub fn compare(findings: Vec<Finding>, list: &str, gates: &[Gate]) -> Outcome {
    let known = Ledger::read_keys(list);
    let all = findings.len();
    let new: Vec<Finding> = findings
        .into_iter()
        .filter(|finding| !known.takes(&finding.key()))
        .collect();
    let stale = known.stale().into_iter().filter(|line| {
        let gate = line.key.split('/').next();
        gates.iter().any(|known| gate == Some(known.name()))
    });
    Outcome {
        known: all - new.len(),
        stale: stale.map(|line| (line.line, line.key.clone())).collect(),
        new,
    }
}

/// The text of a list.
#[must_use]
pub fn text(mut keys: Vec<String>) -> String {
    keys.sort();
    let mut out = String::from(HEAD);
    for (code, count) in counts(&keys) {
        let _ = writeln!(out, "# {count:>5}  {code}");
    }
    out.push('\n');
    for key in keys {
        out.push_str(&key);
        out.push('\n');
    }
    out
}

/// The list without lines that have no finding.
#[must_use]
pub fn shrunk(list: &str, outcome: &Outcome) -> String {
    let keys = (1..)
        .zip(list.lines())
        .filter(|(number, line)| {
            let stale = outcome.stale.iter().any(|(known, _)| known == number);
            !line.is_empty() && !line.starts_with('#') && !stale
        })
        .map(|(_, line)| line.to_owned());
    text(keys.collect())
}

/// How many keys there are of each kind.
fn counts(keys: &[String]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for key in keys {
        *counts
            .entry(key.split('\t').next().unwrap_or_default())
            .or_default() += 1;
    }
    counts
}

const HEAD: &str = "\
# Findings of the gates that are known and not yet mended, by kind. The list may only shrink: `cargo codegen gates --shrink`
# removes what is mended. A line is a kind, what it is about, and the fact, separated by tabs.
#
";

#[cfg(test)]
mod tests {
    use super::super::Code;
    use super::*;

    fn finding(fact: &str) -> Finding {
        Finding {
            code: Code::new(Gate::Oracle, "param"),
            subject: "a.b".to_owned(),
            fact: fact.to_owned(),
            page: String::new(),
            line: 7,
            wrong: String::new(),
            right: String::new(),
        }
    }

    #[test]
    fn the_list_only_shrinks() {
        let list = text(vec![finding("x").key(), finding("y").key()]);
        assert!(list.contains("#     2  oracle/param"));
        assert!(compare(vec![finding("y"), finding("x")], &list, &[Gate::Oracle]).is_clean());

        let outcome = compare(vec![finding("x"), finding("z")], &list, &[Gate::Oracle]);
        assert_eq!(outcome.new, [finding("z")]);
        let [(_, stale)] = &outcome.stale[..] else {
            panic!("{outcome:?}")
        };
        assert_eq!(*stale, finding("y").key());
        assert_eq!(shrunk(&list, &outcome), text(vec![finding("x").key()]));
    }

    #[test]
    fn a_line_allows_one_finding() {
        let list = text(vec![finding("x").key()]);
        let outcome = compare(vec![finding("x"), finding("x")], &list, &[Gate::Oracle]);
        assert_eq!(outcome.new, [finding("x")]);
    }

    #[test]
    fn lines_of_other_gates_are_left_alone() {
        let list = text(vec![finding("x").key()]);
        assert!(compare(Vec::new(), &list, &[Gate::Examples]).is_clean());
    }
}
