//! Whether a method changes anything.
//!
//! Three parts of a page say so independently: the first word of its title, the sentences that have
//! the method as their subject, and the last word of the name. A method is taken for one that only
//! reads where none of them says otherwise and at least one of the first two says so, since a read
//! is repeated after a lost answer.

mod words;

use bitrix24_codegen::model::Effect;

use self::words::{NAMES, NOUNS, READS, WRITES};
use super::cell::marked;
use super::prose::sentences;
use super::section::Section;
use crate::page::BlockKind;

/// What one part of a page says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Says {
    /// That something is read.
    Reads,
    /// That something changes.
    Writes,
    /// Neither.
    Neither,
}

/// Whether a method changes anything, and what says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// What the first word of the title says.
    pub title: Says,
    /// What the sentences about the method say.
    pub sentence: Says,
    /// What the last word of the name says.
    pub name: Says,
}

impl Decision {
    /// Reads the title of a page, and the paragraphs before its first heading.
    #[must_use]
    pub fn of<'t>(name: &str, title: &str, paragraphs: impl IntoIterator<Item = &'t str>) -> Self {
        let mut sentence = Says::Neither;
        for said in paragraphs
            .into_iter()
            .flat_map(sentences)
            .map(|text| self::sentence(name, text))
        {
            match (said, sentence) {
                (Says::Writes, _) | (Says::Reads, Says::Neither) => sentence = said,
                _ => {}
            }
        }
        Self {
            title: self::title(name, title),
            sentence,
            name: last_word(name),
        }
    }

    /// Read or write. What is not certain may change something.
    #[must_use]
    pub fn effect(self) -> Effect {
        let said = [self.title, self.sentence];
        let reads = said.contains(&Says::Reads)
            && !said.contains(&Says::Writes)
            && self.name != Says::Writes;
        if reads { Effect::Read } else { Effect::Write }
    }

    /// What is doubtful about it, in our words; `None` when it is certain.
    #[must_use]
    pub fn doubt(self) -> Option<&'static str> {
        let said = [self.title, self.sentence];
        match (said.contains(&Says::Reads), said.contains(&Says::Writes)) {
            (true, true) => Some(
                "whether it changes something: the title and the sentences say different things",
            ),
            (true, false) if self.name == Says::Writes => {
                Some("whether it changes something: the name says so, the page does not")
            }
            (false, true) if self.name == Says::Reads => {
                Some("whether it changes something: the page says so, the name does not")
            }
            (false, false) if self.name != Says::Writes => {
                Some("whether it changes something: the page does not say")
            }
            _ => None,
        }
    }
}

/// What the title of a page and the paragraphs before its second heading decide.
pub(super) fn of(name: &str, title: &str, sections: &[Section<'_>]) -> Decision {
    let top = sections
        .iter()
        .enumerate()
        .take_while(|(index, section)| *index == 0 || section.level < 2)
        .flat_map(|(_, section)| &section.blocks);
    let paragraphs: Vec<String> = top
        .filter_map(|block| match &block.kind {
            BlockKind::Paragraph(text) => Some(marked(text)),
            _ => None,
        })
        .collect();
    Decision::of(name, title, paragraphs.iter().map(String::as_str))
}

/// What a title says by its first word, or by what it adds: `Get or Modify Rights`,
/// `Retrieve Events With Cleanup`.
fn title(name: &str, title: &str) -> Says {
    let title = title.replace(name, "").to_lowercase();
    let words: Vec<&str> = words(&title).collect();
    let first = words.first().copied().map_or(Says::Neither, verb);
    let adds = words.windows(2).any(|pair| {
        pair == ["with", "cleanup"] || pair[0] == "or" && verb(pair[1]) == Says::Writes
    });
    if first == Says::Reads && adds {
        Says::Writes
    } else {
        first
    }
}

/// What a sentence says whose subject is the method: ``The method `shop.order.get` returns an
/// order``.
fn sentence(name: &str, text: &str) -> Says {
    let text = text.replace('`', "").trim().to_lowercase();
    let name = name.to_lowercase();
    let after = if let Some(rest) = text.strip_prefix("the ").or(text.strip_prefix("this ")) {
        let rest = rest.strip_prefix("method").or_else(|| {
            let rest = rest.strip_prefix(&name)?.trim_start();
            rest.strip_prefix("method")
        });
        rest.map(|rest| rest.trim_start().strip_prefix(&name).unwrap_or(rest))
    } else if let Some(rest) = text.strip_prefix(&name) {
        Some(rest)
    } else if let Some(rest) = text.strip_prefix("method ") {
        Some(rest.strip_prefix(&name).unwrap_or(rest))
    } else if let Some((_, rest)) = text.split_once(", it ") {
        Some(rest)
    } else if let Some(rest) = text.strip_prefix("it ") {
        Some(rest)
    } else {
        // `Returns an order.`
        let first = words(&text).next().unwrap_or_default();
        first.ends_with('s').then_some(text.as_str())
    };
    let Some(after) = after else {
        return Says::Neither;
    };
    let mut words = words(after)
        .skip_while(|word| is_beside_the_verb(word) || word.len() > 4 && word.ends_with("ly"));
    words.next().map_or(Says::Neither, verb)
}

/// Words between the subject and what it does: `allows you to retrieve`, `is used to get`.
fn is_beside_the_verb(word: &str) -> bool {
    matches!(
        word,
        "allows"
            | "also"
            | "an"
            | "be"
            | "can"
            | "designed"
            | "for"
            | "intended"
            | "is"
            | "method"
            | "serves"
            | "the"
            | "to"
            | "used"
            | "user"
            | "users"
            | "will"
            | "you"
    )
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
}

/// What a verb says, as an imperative or in the third person.
fn verb(word: &str) -> Says {
    let is = |list: &[&str]| {
        let stems = [
            Some(word),
            word.strip_suffix('s'),
            word.strip_suffix("es"),
            word.strip_suffix("ing"),
        ];
        let modifies = word
            .strip_suffix("ies")
            .is_some_and(|stem| list.iter().any(|verb| verb.strip_suffix('y') == Some(stem)));
        modifies || stems.into_iter().flatten().any(|stem| list.contains(&stem))
    };
    if is(READS) {
        Says::Reads
    } else if is(WRITES) {
        Says::Writes
    } else {
        Says::Neither
    }
}

/// What the last part of a name says by its first word, or by the end of a word that has no
/// capitals: `statuslist`.
fn last_word(name: &str) -> Says {
    let last = name.rsplit('.').next().unwrap_or(name);
    let mut words: Vec<String> = Vec::new();
    let mut before_lower = false;
    for character in last.chars() {
        if matches!(character, '_' | '-') {
            before_lower = false;
            words.push(String::new());
            continue;
        }
        if character.is_ascii_uppercase() && before_lower || words.is_empty() {
            words.push(String::new());
        }
        before_lower = character.is_ascii_lowercase();
        if let Some(word) = words.last_mut() {
            word.push(character.to_ascii_lowercase());
        }
    }
    let first = words.first().map(String::as_str).unwrap_or_default();
    let begins = |list: &[&str]| list.iter().any(|word| first.starts_with(word));
    if NAMES.contains(&first) {
        Says::Reads
    } else if begins(NOUNS) {
        Says::Neither
    } else if begins(WRITES) {
        Says::Writes
    } else if first.starts_with("get") || first.ends_with("list") || first.ends_with("get") {
        Says::Reads
    } else {
        Says::Neither
    }
}

#[cfg(test)]
mod tests {
    use super::{Decision, Effect};

    fn decide(name: &str, title: &str, paragraph: &str) -> (Effect, bool) {
        let decision = Decision::of(name, title, [paragraph]);
        (decision.effect(), decision.doubt().is_none())
    }

    #[test]
    fn what_the_page_says_is_read_is_read() {
        for (name, title, paragraph) in [
            (
                "shop.order.list",
                "Get a List of Orders shop.order.list",
                "",
            ),
            (
                "shop.order.get",
                "Order",
                "The method `shop.order.get` returns an order.",
            ),
            (
                "shop.enum.addresstype",
                "Get Kinds shop.enum.addresstype",
                "This method returns kinds.",
            ),
            (
                "shop.site.fullExport",
                "Exporting the shop",
                "The method `shop.site.fullExport` exports the shop.",
            ),
            (
                "shop.getusers.important",
                "View Users shop.getusers.important",
                "",
            ),
            (
                "shop.order.isExists",
                "Check an Order",
                "This method allows you to check an order.",
            ),
            ("shop.settings", "Get Settings shop.settings", ""),
        ] {
            assert_eq!(
                decide(name, title, paragraph),
                (Effect::Read, true),
                "{name}"
            );
        }
    }

    #[test]
    fn what_the_page_says_changes_something_writes() {
        for (name, title, paragraph) in [
            ("shop.order.update", "Update an Order shop.order.update", ""),
            (
                "shop.order.recall",
                "Order",
                "The `shop.order.recall` method modifies an order.",
            ),
            ("shop.order.close", "Order shop.order.close", ""),
        ] {
            assert_eq!(
                decide(name, title, paragraph),
                (Effect::Write, true),
                "{name}"
            );
        }
    }

    #[test]
    fn where_the_parts_of_a_page_disagree_it_may_write() {
        for (name, title, paragraph) in [
            // The title alone sounds like a list.
            (
                "shop.notice.read.list",
                "Get the notices shop.notice.read.list",
                "The method marks a list of notices.",
            ),
            (
                "shop.event.get",
                "Retrieve Events With Cleanup shop.event.get",
                "The method `shop.event.get` returns events.",
            ),
            (
                "shop.rights",
                "Get or Modify Rights shop.rights",
                "It returns rights.",
            ),
            (
                "shop.storage.getForApp",
                "Get the Storage shop.storage.getForApp",
                "Returns the storage. If there is none, it creates one.",
            ),
            (
                "shop.session.open",
                "Get the Chat of a Session shop.session.open",
                "",
            ),
            (
                "shop.payment.getUrl",
                "Generate a Link shop.payment.getUrl",
                "",
            ),
            (
                "shop.order.createfromwaitlist",
                "Orders of the waiting list",
                "The method returns the order.",
            ),
        ] {
            assert_eq!(
                decide(name, title, paragraph),
                (Effect::Write, false),
                "{name}"
            );
        }
    }

    #[test]
    fn what_no_part_of_a_page_decides_may_write() {
        for (name, title, paragraph) in [
            (
                "shop.call.show",
                "Show a Card shop.call.show",
                "The method displays a card.",
            ),
            ("shop.order.list", "", ""),
            ("shop.order.touch", "Order", "The method works with orders."),
        ] {
            assert_eq!(
                decide(name, title, paragraph),
                (Effect::Write, false),
                "{name}"
            );
        }
    }
}
