//! Findings as text: by kind, with counts.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::Finding;

/// The findings, a block for each kind, then how many there are of each.
#[must_use]
pub fn text(findings: &[Finding]) -> String {
    let mut by_code: BTreeMap<String, Vec<&Finding>> = BTreeMap::new();
    for finding in findings {
        by_code
            .entry(finding.code.to_string())
            .or_default()
            .push(finding);
    }
    let mut out = String::new();
    for (code, findings) in &by_code {
        let _ = writeln!(out, "{code}: {}", findings.len());
        for finding in findings {
            let _ = writeln!(out, "  {finding}");
        }
        out.push('\n');
    }
    out.push_str(&counts(
        by_code
            .iter()
            .map(|(code, list)| (code.as_str(), list.len())),
    ));
    out
}

/// A line for each kind with its count, and the sum.
pub fn counts<'c>(counts: impl Iterator<Item = (&'c str, usize)>) -> String {
    let mut out = String::new();
    let mut sum = 0;
    for (code, count) in counts {
        let _ = writeln!(out, "{count:>6}  {code}");
        sum += count;
    }
    let _ = writeln!(out, "{sum:>6}  in all");
    out
}
