//! Lists of known exceptions, one per line, which must all apply.
//!
//! A line is a key of several parts and a reason, separated by tabs. Lines that begin with `#`, and
//! empty ones, are comments.

use std::cell::RefCell;
use std::collections::BTreeMap;

/// Exceptions with their reasons.
#[derive(Debug, Clone, Default)]
pub struct Ledger {
    lines: Vec<Line>,
    /// Indices of the lines of each key.
    by_key: BTreeMap<String, Vec<usize>>,
    used: RefCell<Vec<bool>>,
}

/// One exception.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The line of the file, counted from 1.
    pub line: u32,
    /// What it excepts.
    pub key: String,
    /// Why.
    pub reason: String,
}

/// The parts of a key as one text. Line breaks and tabs in a part are spaces.
#[must_use]
pub fn key(parts: &[&str]) -> String {
    let parts: Vec<String> = parts
        .iter()
        .map(|part| part.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    parts.join("\t")
}

impl Ledger {
    /// Reads a file whose keys have `parts` parts.
    ///
    /// # Errors
    ///
    /// When a line has too few parts, or no reason.
    pub fn read(text: &str, parts: usize) -> Result<Self, String> {
        let mut ledger = Self::default();
        for (number, line) in (1..).zip(text.lines()) {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let cells: Vec<&str> = line.splitn(parts + 1, '\t').collect();
            let (key, reason) = match cells.get(parts) {
                Some(reason) if !reason.trim().is_empty() => (&cells[..parts], reason.trim()),
                _ => {
                    return Err(format!(
                        "line {number}: expected {parts} parts and a reason, separated by tabs"
                    ));
                }
            };
            ledger.push(number, self::key(key), reason);
        }
        Ok(ledger)
    }

    /// Reads a file of keys without reasons.
    #[must_use]
    pub fn read_keys(text: &str) -> Self {
        let mut ledger = Self::default();
        for (number, line) in (1..).zip(text.lines()) {
            if !line.is_empty() && !line.starts_with('#') {
                ledger.push(number, line.to_owned(), "");
            }
        }
        ledger
    }

    fn push(&mut self, line: u32, key: String, reason: &str) {
        self.by_key
            .entry(key.clone())
            .or_default()
            .push(self.lines.len());
        self.lines.push(Line {
            line,
            key,
            reason: reason.to_owned(),
        });
        self.used.get_mut().push(false);
    }

    /// Whether a line excepts a key, any number of times. The line counts as applied.
    #[must_use]
    pub fn allows(&self, key: &str) -> bool {
        let Some(lines) = self.by_key.get(key) else {
            return false;
        };
        let mut used = self.used.borrow_mut();
        for index in lines {
            used[*index] = true;
        }
        true
    }

    /// Whether a line that has not been applied yet excepts a key. Each line applies once.
    #[must_use]
    pub fn takes(&self, key: &str) -> bool {
        let lines = self.by_key.get(key).into_iter().flatten();
        let mut used = self.used.borrow_mut();
        for index in lines {
            if !used[*index] {
                used[*index] = true;
                return true;
            }
        }
        false
    }

    /// The lines that have not been applied.
    #[must_use]
    pub fn stale(&self) -> Vec<&Line> {
        let used = self.used.borrow();
        self.lines
            .iter()
            .zip(used.iter())
            .filter(|(_, used)| !**used)
            .map(|(line, _)| line)
            .collect()
    }

    /// Number of lines.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether it has no line.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_needs_a_reason() {
        assert!(Ledger::read("a\tb\n", 2).is_err());
        assert!(Ledger::read("a\tb\t \n", 2).is_err());
        assert_eq!(
            Ledger::read("# head\n\na\tb\tbecause\n", 2).unwrap().len(),
            1
        );
    }

    #[test]
    fn lines_that_do_not_apply_are_stale() {
        let ledger = Ledger::read("a\tone\nb\ttwo\nb\tthree\n", 1).unwrap();
        assert!(ledger.allows("a") && ledger.allows("a"));
        assert!(ledger.takes("b"));
        assert!(!ledger.takes("c"));
        let stale: Vec<&str> = ledger
            .stale()
            .iter()
            .map(|line| line.reason.as_str())
            .collect();
        assert_eq!(stale, ["three"]);
    }
}
