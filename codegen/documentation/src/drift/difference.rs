//! A difference between the schema and a page as text, by which it is known again.

use std::fmt::{self, Write as _};

use crate::compare::{Record, What};
use crate::facts::{Facts, Item};

/// A difference as the parts of a line. Positions are no part of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Difference {
    /// The method or event: `crm.deal.add`, `tasks.task.add (REST 3.0)`.
    pub subject: String,
    /// In which part of it, as [`Record::part`] says.
    pub part: String,
    /// The path of the item, or the code or message of the error.
    pub path: String,
    /// The fact in a word.
    pub what: String,
    /// The fact of the schema.
    pub schema: String,
    /// What is read on the page.
    pub page: String,
}

/// The longest text of a fact; the rest of a longer one is a digest.
const LONG: usize = 100;

impl Difference {
    /// What the parts are.
    pub const PARTS: [&str; 6] = [
        "subject",
        "part",
        "path",
        "what",
        "fact of the schema",
        "reading of the page",
    ];

    /// The difference that a record is.
    #[must_use]
    pub fn of(change: &Record<'_>) -> Self {
        let side = |text: Option<String>| text.unwrap_or_else(|| "nothing".to_owned());
        let mut page = side(change.after_text());
        if let What::Item { after, .. } = change.what
            && let Some(parts) = parts(after, change.word())
        {
            page = format!("{page} #{:08x}", digest(&parts));
        }
        Self {
            subject: subject(change.subject()),
            part: change.part().to_owned(),
            path: cell(change.path()),
            what: change.word().to_owned(),
            schema: cell(&side(change.before_text())),
            page: cell(&page),
        }
    }

    /// The difference and the reason of a line; `None` when it has too few parts.
    pub(super) fn parse(line: &str) -> Option<(Self, &str)> {
        let mut cells = line.splitn(Self::PARTS.len() + 1, '\t');
        let mut next = || cells.next();
        let difference = Self {
            subject: next()?.to_owned(),
            part: next()?.to_owned(),
            path: next()?.to_owned(),
            what: next()?.to_owned(),
            schema: next()?.to_owned(),
            page: next()?.to_owned(),
        };
        Some((difference, next().unwrap_or_default().trim()))
    }

    /// The difference without what the sides say.
    pub(super) fn key(&self) -> [&str; 4] {
        [&self.subject, &self.part, &self.path, &self.what].map(String::as_str)
    }

    /// Whether it is of the same fact as another one, with other sides.
    #[must_use]
    pub fn is_of(&self, other: &Self) -> bool {
        self.key() == other.key()
    }

    /// The name of the method or event.
    #[must_use]
    pub fn name(&self) -> &str {
        self.subject.strip_suffix(THIRD).unwrap_or(&self.subject)
    }

    /// Whether it is that the schema lacks the method or event, as [`is_new`](super::is_new) says
    /// of a record.
    pub(super) fn is_new(&self) -> bool {
        matches!(&*self.part, "method" | "event" | "placement") && self.what == "added"
    }

    /// The file of the list that has it.
    pub(super) fn file(&self) -> String {
        if matches!(&*self.part, "event" | "data") {
            return "events.txt".to_owned();
        }
        if matches!(&*self.part, "placement" | "options" | "request") {
            return "placements.txt".to_owned();
        }
        let first = self.name().split('.').next().unwrap_or_default();
        format!("{}.txt", first.to_lowercase())
    }
}

impl fmt::Display for Difference {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [subject, part, path, what] = self.key();
        let (schema, page) = (&self.schema, &self.page);
        write!(to, "{subject}\t{part}\t{path}\t{what}\t{schema}\t{page}")
    }
}

const THIRD: &str = " (REST 3.0)";

fn subject(facts: &Facts) -> String {
    let third = if facts.version == 3 { THIRD } else { "" };
    format!("{}{third}", facts.name)
}

/// A text in one line without tabs, of limited length.
fn cell(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(LONG) {
        Some((end, _)) => format!("{}… #{:08x}", &text[..end], digest(&text)),
        None => text,
    }
}

/// What the text of a record does not have of items of a page that come as a whole: everything that
/// is in them, and facts that are compared on their own where both sides have the item. `None` when
/// the text has all.
fn parts(items: &[Item], what: &str) -> Option<String> {
    let (first, rest) = items.split_first()?;
    let is_added = what == "added";
    let beside = !first.operators.is_empty() || first.nullable || first.deprecated;
    if rest.is_empty() && !(is_added && beside) {
        return None;
    }
    let mut text = String::new();
    for item in items {
        // Writing to a string cannot fail.
        let _ = writeln!(
            text,
            "{} {} {:?} {:?} {:?} {:?} {} {}",
            item.path,
            item.shape,
            item.required,
            item.default,
            item.values,
            item.operators,
            item.nullable,
            item.deprecated
        );
    }
    Some(text)
}

/// A short digest (FNV-1a), the same on every machine.
fn digest(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |digest, byte| {
        (digest ^ u32::from(byte)).wrapping_mul(0x0100_0193)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_end_in_a_digest_of_the_whole() {
        let (one, other) = ("x".repeat(LONG) + "a", "x".repeat(LONG) + "b");
        assert_eq!(cell(&"x".repeat(LONG)), "x".repeat(LONG));
        assert!(cell(&one).starts_with(&format!("{}… #", "x".repeat(LONG))));
        assert_ne!(cell(&one), cell(&other));
        assert_eq!(cell("a\t b\nc"), "a b c");
    }

    #[test]
    fn files_are_by_the_first_part_of_a_name() {
        let file = |line: &str| Difference::parse(line).unwrap().0.file();
        assert_eq!(
            file("tasks.task.add (REST 3.0)\tparams\tid\ttype\tinteger\tstring"),
            "tasks.txt"
        );
        assert_eq!(
            file("onCrmDealAdd\tdata\tid\ttype\tinteger\tstring"),
            "events.txt"
        );
        assert_eq!(
            file("onCrmDealAdd\tevent\t\tremoved\tonCrmDealAdd\tnothing"),
            "events.txt"
        );
        assert_eq!(
            file("methods\tmethod\t\tscope\tcrm\tnothing"),
            "methods.txt"
        );
    }
}
