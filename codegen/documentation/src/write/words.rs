//! Our own sentences about methods, made from their names. They wait for a person: `doc_by: auto`.

use super::names::{singular, type_name};
use crate::extract::draft::Target;

/// Verbs by the first word of a method's last part.
const VERBS: &[(&str, &str)] = &[
    ("add", "Adds"),
    ("create", "Creates"),
    ("get", "Reads"),
    ("list", "Lists"),
    ("update", "Changes"),
    ("modify", "Changes"),
    ("edit", "Changes"),
    ("set", "Sets"),
    ("delete", "Deletes"),
    ("remove", "Removes"),
    ("unregister", "Withdraws"),
    ("register", "Registers"),
    ("fields", "Describes the fields of"),
    ("search", "Searches"),
    ("find", "Finds"),
    ("count", "Counts"),
    ("bind", "Binds"),
    ("unbind", "Releases"),
    ("start", "Starts"),
    ("stop", "Stops"),
    ("pause", "Pauses"),
    ("complete", "Completes"),
    ("close", "Closes"),
    ("open", "Opens"),
    ("send", "Sends"),
    ("read", "Marks as read"),
    ("upload", "Uploads to"),
    ("download", "Downloads from"),
    ("copy", "Copies"),
    ("move", "Moves"),
    ("rename", "Renames"),
    ("enable", "Switches on"),
    ("disable", "Switches off"),
    ("publish", "Publishes"),
    ("unpublish", "Takes back"),
    ("import", "Imports"),
    ("export", "Exports"),
    ("restore", "Restores"),
    ("join", "Joins"),
    ("leave", "Leaves"),
    ("pin", "Pins"),
    ("unpin", "Unpins"),
    ("mute", "Mutes"),
    ("confirm", "Confirms"),
    ("cancel", "Cancels"),
    ("check", "Checks"),
    ("types", "Lists the types of"),
];

/// A sentence about a method.
pub(super) fn method(name: &str) -> String {
    let mut parts: Vec<&str> = name.split('.').filter(|part| !is_version(part)).collect();
    let last = parts.pop().unwrap_or(name);
    let mut words = words(last);
    let first = if words.is_empty() {
        String::new()
    } else {
        words.remove(0)
    };
    let verb = VERBS
        .iter()
        .find(|(word, _)| *word == first)
        .map(|(_, verb)| *verb);
    let Some(verb) = verb else {
        return format!("Runs `{name}`.");
    };
    let noun = if words.is_empty() {
        parts
            .pop()
            .map(|part| self::words(part).join(" "))
            .unwrap_or_default()
    } else {
        words.join(" ")
    };
    let of: Vec<String> = parts
        .iter()
        .rev()
        .map(|part| self::words(part).join(" "))
        .collect();
    let sentence = if of.is_empty() {
        format!("{verb} {noun}")
    } else {
        format!("{verb} {noun} of {}", of.join(" of "))
    };
    format!("{}.", sentence.trim_end())
}

/// Keys of answers that say nothing of what stands under them.
const GENERAL: &[&str] = &[
    "items", "item", "result", "results", "list", "rows", "row", "data", "elements", "entries",
    "records", "fields",
];

/// Names for the type of the rows that a method answers, the best first: the noun of the key under
/// which they stand, or that of the method.
pub(super) fn rows(method: &str, request: &str, key: Option<&str>) -> Vec<String> {
    let parts: Vec<&str> = method.split('.').filter(|part| !is_version(part)).collect();
    let last = parts.last().copied().unwrap_or(method);
    let owner = parts.iter().rev().nth(1).copied().unwrap_or(last);
    let lower = last.to_lowercase();
    let first = words(last).first().cloned().unwrap_or_default();
    let is_verb = VERBS.iter().any(|(verb, _)| *verb == first)
        || ["get", "list", "search", "find"]
            .iter()
            .any(|verb| lower.starts_with(verb));
    let key = key.filter(|key| !GENERAL.contains(&key.to_lowercase().as_str()));
    match key {
        Some(key) => {
            let noun = type_name(&singular(key));
            vec![noun.clone(), format!("{request}{noun}")]
        }
        None if is_verb => {
            let noun = type_name(&singular(owner));
            vec![
                noun.clone(),
                format!("{request}{noun}"),
                format!("{request}Row"),
            ]
        }
        None => vec![type_name(&singular(last)), format!("{request}Row")],
    }
}

/// Names for an object that has no other than its anchor: the anchor, or the noun of the file where
/// that says nothing.
pub(super) fn anchored(target: &Target, namespace: &str) -> Vec<String> {
    let mut parts = namespace.split('.').rev().filter(|part| !is_version(part));
    let noun = type_name(&singular(parts.next().unwrap_or(namespace)));
    let leaf = target.page.rsplit('/').next().unwrap_or_default();
    let leaf = leaf.trim_end_matches("-rest-v3");
    let words = match target.anchor.as_str() {
        "" => leaf,
        anchor => anchor,
    };
    let name = type_name(words);
    let lower = target.anchor.to_lowercase();
    let is_general = lower.is_empty() || GENERAL.contains(&lower.as_str()) || lower == "object";
    // A page about something else describes that.
    let is_own = leaf
        .replace('-', "")
        .to_lowercase()
        .contains(&noun.to_lowercase());
    if is_general && (is_own || !lower.is_empty()) {
        vec![noun.clone(), format!("{noun}{name}"), type_name(leaf)]
    } else if lower.is_empty() {
        let root = namespace.split('.').next().unwrap_or_default();
        let own = leaf.strip_prefix(root).unwrap_or(leaf);
        let name = type_name(&singular(own));
        vec![name.clone(), format!("{noun}{name}"), type_name(leaf)]
    } else {
        vec![name.clone(), format!("{noun}{name}")]
    }
}

fn is_version(part: &str) -> bool {
    part.len() > 1 && part.starts_with('v') && part[1..].bytes().all(|byte| byte.is_ascii_digit())
}

/// The words of a part of a name, in lower case.
fn words(part: &str) -> Vec<String> {
    use heck::ToSnakeCase as _;
    part.to_snake_case()
        .split('_')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// A text that begins in lower case, unless with an abbreviation, and ends without a point.
pub(super) fn lower_first(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters
        .next()
        .map(|first| {
            // Abbreviations stay as they are.
            let is_word = characters.clone().next().is_none_or(char::is_lowercase);
            if is_word {
                first.to_lowercase().collect::<String>()
            } else {
                first.to_string()
            }
        })
        .unwrap_or_default();
    format!("{first}{}", characters.as_str())
        .trim_end_matches('.')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use super::{method, rows};

    #[test]
    fn rows_are_called_by_their_key_or_their_method() {
        assert_eq!(rows("shop.order.list", "List", None)[0], "Order");
        assert_eq!(
            rows("shop.order.list", "List", Some("items"))[..2],
            ["Order", "ListOrder"]
        );
        assert_eq!(
            rows("shop.order.list", "List", Some("lines"))[..2],
            ["Line", "ListLine"]
        );
        assert_eq!(
            rows("shop.enum.colours", "Colours", None),
            ["Colour", "ColoursRow"]
        );
    }

    #[test]
    fn sentences_from_names() {
        assert_eq!(
            method("crm.item.productrow.list"),
            "Lists productrow of item of crm."
        );
        assert_eq!(
            method("crm.type.getByEntityTypeId"),
            "Reads by entity type id of type of crm."
        );
        assert_eq!(
            method("imopenlines.operator.answer"),
            "Runs `imopenlines.operator.answer`."
        );
        assert_eq!(
            method("booking.v1.booking.get"),
            "Reads booking of booking."
        );
    }
}
