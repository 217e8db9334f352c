//! What methods of any object do: a question about deleting is not answered by a method that adds.

use super::words::{Wanted, Words, split};

/// The words by which an action is told.
const ACTIONS: [&str; 4] = [
    "add create register",
    READ,
    "update modify set edit rename change",
    "delete remove unregister unbind unset clear",
];

const READ: &str = "get list search find read";

/// Words at the end of a name that tell of a method about methods or fields, or a check: few
/// questions mean these without saying so.
const ABOUT: &str = "can is manifest fields";

/// Words at the end of the name of a list.
const LISTS: [&str; 2] = ["list", "getlist"];

/// How much less a method of another action counts.
const OTHER: f64 = 0.75;

/// How much more a list counts for a question that changes nothing.
const LIST: f64 = 1.15;

/// How much less a method counts that is [`ABOUT`] others.
const ABOUT_OTHERS: f64 = 0.8;

/// The actions, by the stems of their words.
pub(super) struct Actions {
    stems: [Vec<String>; 4],
    read: usize,
    about: Vec<String>,
}

/// What the name of a method says that it does.
pub(super) struct Does {
    action: Option<usize>,
    is_list: bool,
    /// Stems of [`ABOUT`].
    about: Vec<String>,
}

impl Actions {
    pub(super) fn new(words: &Words) -> Self {
        let stems = |text: &str| text.split(' ').map(|word| words.stem(word)).collect();
        Self {
            stems: ACTIONS.map(stems),
            read: ACTIONS.iter().position(|words| *words == READ).unwrap_or(0),
            about: stems(ABOUT),
        }
    }

    /// The first action of some stems.
    fn of<'s>(&self, stems: impl IntoIterator<Item = &'s String>) -> Option<usize> {
        let mut stems = stems.into_iter();
        stems.find_map(|stem| self.stems.iter().position(|known| known.contains(stem)))
    }

    /// What a method does, by the last part of its name and the stems of that.
    pub(super) fn does(&self, part: &str, stems: &[String]) -> Does {
        let last = split(part).pop();
        Does {
            action: self.of(stems),
            is_list: last.is_some_and(|word| LISTS.contains(&word.as_str())),
            about: stems
                .iter()
                .filter(|stem| self.about.contains(stem))
                .cloned()
                .collect(),
        }
    }

    /// The action that a question is about.
    pub(super) fn wanted(&self, question: &[Wanted]) -> Option<usize> {
        let mut words = question.iter();
        words.find_map(|wanted| self.of(wanted.iter().map(|(stem, _)| stem)))
    }

    /// How much a method counts for a question about an action.
    pub(super) fn weight(&self, does: &Does, wanted: Option<usize>, question: &[Wanted]) -> f64 {
        let mut weight = 1.0;
        let is_said = |about: &String| {
            let mut stems = question.iter().flatten();
            stems.any(|(stem, _)| stem == about)
        };
        if !does.about.is_empty() && !does.about.iter().any(is_said) {
            weight *= ABOUT_OTHERS;
        }
        if let (Some(wanted), Some(action)) = (wanted, does.action)
            && wanted != action
        {
            weight *= OTHER;
        }
        let reads = wanted.is_none_or(|wanted| wanted == self.read);
        if reads && does.is_list && does.action == Some(self.read) {
            weight *= LIST;
        }
        weight
    }
}
