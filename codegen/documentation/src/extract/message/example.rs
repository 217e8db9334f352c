//! Stand-ins for values of the server in messages: an identifier of its example, `X`, `N`, an
//! ellipsis.

use std::collections::BTreeSet;

/// The text without the escapes of JSON, which tables have where a message was copied from an
/// answer.
pub(super) fn decoded(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        let after = rest[at..].trim_start_matches('\\');
        let escape = after
            .strip_prefix('u')
            .and_then(|digits| digits.get(..4))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .and_then(char::from_u32);
        match escape {
            Some(character) => {
                out.push(character);
                rest = &after[5..];
            }
            None if after.starts_with(['/', '_']) => rest = after,
            None => {
                out.push_str(&rest[at..rest.len() - after.len()]);
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

/// The message with `{name}` for what stands for a value. `names` are the page's own, which stand
/// for themselves.
pub(super) fn stands_for(text: &str, names: &BTreeSet<String>) -> String {
    let text = text.replace("***", "{name}").replace("#FIELD #", "#FIELD#");
    let text = identifiers(&text);
    let text = ellipses(&text);
    let text = items(&text);
    words(&text, names)
}

/// `with ID '60'`, `ID = 2`, `[Contact #2647]`: the number after the word for an identifier is that
/// of the example.
fn identifiers(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|character: char| character.is_ascii_digit()) {
        let end = rest[at..]
            .find(|character: char| !character.is_ascii_digit())
            .map_or(rest.len(), |length| at + length);
        out.push_str(&rest[..at]);
        if is_after_identifier(&out) && !rest[end..].starts_with(char::is_alphanumeric) {
            out.push_str("{id}");
        } else {
            out.push_str(&rest[at..end]);
        }
        rest = &rest[end..];
    }
    out.push_str(rest);
    out
}

/// Whether a text ends where an identifier follows.
fn is_after_identifier(text: &str) -> bool {
    if let Some(before) = text.strip_suffix('#') {
        // `[Contact #2647]`, but not `Param #0`.
        return before
            .rsplit_once('[')
            .is_some_and(|(_, inner)| inner.trim_end().chars().all(char::is_alphabetic));
    }
    let before = text
        .trim_end_matches(['\'', '"', '(', '[', ' '])
        .trim_end_matches(['=', ':'])
        .trim_end();
    let word = before
        .rsplit(|character: char| !character.is_alphanumeric())
        .next()
        .unwrap_or_default();
    before.len() < text.len()
        && matches!(
            word.to_lowercase().as_str(),
            "id" | "identifier" | "entityid"
        )
}

/// `...` and a lone `#` stand for a value.
fn ellipses(text: &str) -> String {
    let text = text.replace("{...}", "{value}").replace('…', "...");
    let mut out = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("...") {
        out.push_str(&rest[..at]);
        out.push_str(if out.ends_with('#') {
            "{number}"
        } else {
            "{value}"
        });
        rest = rest[at..].trim_start_matches('.');
    }
    out.push_str(rest);
    let lone = |word: &str| if word == "#" { "{number}" } else { word }.to_owned();
    out.split(' ').map(lone).collect::<Vec<_>>().join(" ")
}

/// `in element [, Report]`: an item as its identifier and title.
fn items(text: &str) -> String {
    let Some((before, rest)) = text.split_once("[,") else {
        return text.to_owned();
    };
    match rest.split_once(']') {
        Some((_, after)) => format!("{before}[{{item}}]{after}"),
        None => text.to_owned(),
    }
}

/// `X` and `N` where the message has no `Y` beside them, and the name of a custom field of the
/// example's.
fn words(text: &str, names: &BTreeSet<String>) -> String {
    let is_word = |character: char| character.is_alphanumeric() || character == '_';
    let is_flag = text
        .split(|character| !is_word(character))
        .any(|word| word == "Y");
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = rest
            .find(|character| !is_word(character))
            .unwrap_or(rest.len());
        let (word, after) = rest.split_at(end);
        let inside = out.ends_with(['{', '<', '#']);
        match word {
            "X" | "N" if !is_flag && !inside && !names.contains(word) => {
                out.push_str(if word == "X" { "{value}" } else { "{number}" });
            }
            _ if is_custom(word) && !names.contains(word) && !inside => out.push_str("{field}"),
            _ => out.push_str(word),
        }
        let sign = after.chars().next().map_or(0, char::len_utf8);
        out.push_str(&after[..sign]);
        rest = &after[sign..];
    }
    out
}

/// Whether a word is the whole name of a custom field: `UF_CRM_COLOR`, not the prefix `UF_CRM_`.
fn is_custom(word: &str) -> bool {
    word.starts_with("UF_") && !word.ends_with('_') && word.matches('_').count() > 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_for_a_value_is_a_place() {
        let names = BTreeSet::from(["UF_AUTO_TAG".to_owned()]);
        for (text, expected) in [
            (
                "The box with ID '60' is not found",
                "The box with ID '{id}' is not found",
            ),
            (
                "Record with ID = 2 not found",
                "Record with ID = {id} not found",
            ),
            ("[Box #2647] is closed", "[Box #{id}] is closed"),
            ("Param #0 of 64 is not given", "Param #0 of 64 is not given"),
            (
                "Identifier must have 3 characters",
                "Identifier must have 3 characters",
            ),
            ("No entity with id X", "No entity with id {value}"),
            (
                "Max length is N characters.",
                "Max length is {number} characters.",
            ),
            ("Use Y or N", "Use Y or N"),
            ("Box ... was not found", "Box {value} was not found"),
            (
                "Item #... is not for '...'",
                "Item #{number} is not for '{value}'",
            ),
            ("Invalid value {...} of id", "Invalid value {value} of id"),
            (
                "Section at index # has no name",
                "Section at index {number} has no name",
            ),
            (
                "Invalid value [] in item [, Report]",
                "Invalid value [] in item [{item}]",
            ),
            ("The field UF_BOX_COLOR exists", "The field {field} exists"),
            (
                "The field UF_AUTO_TAG exists",
                "The field UF_AUTO_TAG exists",
            ),
            ("Names begin with UF_BOX_", "Names begin with UF_BOX_"),
            ("Field *** exists", "Field {name} exists"),
        ] {
            assert_eq!(stands_for(text, &names), expected);
        }
    }

    #[test]
    fn escapes_of_json_are_read() {
        assert_eq!(decoded(r"4\/TE\u003Cbr\u003E"), "4/TE<br>");
        assert_eq!(decoded(r"The \u0027NAME\u0027 field"), "The 'NAME' field");
        assert_eq!(decoded(r"Bitrix\Main"), r"Bitrix\Main");
    }
}
