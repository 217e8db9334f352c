//! Conditions under which a parameter must be sent, in a short form of our own: "ID is absent",
//! "type is `user`".

use super::access::{MOST_WORDS_IN_A_ROW, longest_run, words};
use super::prose::{Line, codes, sentences};

/// The condition under which a description requires the field. Returns `None` when it has none that
/// is short enough.
#[must_use]
pub fn condition(lines: &[Line]) -> Option<String> {
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| line.depth == 0) {
        for sentence in sentences(&line.text) {
            let lower = sentence.to_lowercase();
            let Some(at) = ["required", "mandatory"]
                .iter()
                .filter_map(|word| Some(lower.find(word)? + word.len()))
                .min()
            else {
                continue;
            };
            let Some(clause) = sentence.get(at..).map(clause) else {
                continue;
            };
            // The conditions may be the items of a list.
            let found = if clause.starts_with("under the condition") {
                let items = lines[index + 1..].iter().take_while(|line| line.depth > 0);
                let items: Vec<String> = items.map(|item| short(&item.text)).collect();
                (!items.is_empty()).then(|| items.join(" and "))
            } else {
                stated(clause)
            };
            let original: Vec<String> = lines.iter().flat_map(|line| words(&line.text)).collect();
            return found
                .filter(|found| longest_run(&words(found), &original).0 <= MOST_WORDS_IN_A_ROW);
        }
    }
    None
}

/// The condition that others of a group are left out.
#[must_use]
pub fn absent(others: &[&str]) -> String {
    match others {
        [only] => format!("{only} is absent"),
        several => format!("{} are absent", several.join(" and ")),
    }
}

/// What follows the word "required", up to the end of the clause.
fn clause(text: &str) -> &str {
    let text = text.trim_start_matches([' ', ':', ',']);
    let end = text.find([';', '(']).unwrap_or(text.len());
    let text = &text[..end];
    // What it is not required for follows a comma.
    let end = text.find(", not ").unwrap_or(text.len());
    text[..end].trim().trim_end_matches(['.', ',', ':'])
}

fn stated(clause: &str) -> Option<String> {
    let lower = clause.to_lowercase();
    if lower.contains("webhook") {
        return Some("called by a webhook".to_owned());
    }
    let rest = clause.strip_prefix("only ").unwrap_or(clause);
    let (preposition, rest) = rest.split_once(' ')?;
    if !matches!(preposition, "if" | "when" | "for" | "unless" | "in") {
        return None;
    }
    let codes = codes(rest);
    // `type = user`, `hidden: false`.
    if let [only] = codes.as_slice()
        && let Some((name, value)) = only.text.split_once(['=', ':'])
        && only.after.trim().is_empty()
        && (only.before.trim().is_empty() || preposition == "for")
    {
        let value = value.trim().trim_matches(['\'', '"']);
        return Some(format!("{} is `{value}`", name.trim()));
    }
    let names: Vec<&str> = codes.iter().map(|code| code.text).collect();
    match (preposition, names.as_slice()) {
        // "for `mode` with values `a` or `b`"
        ("for", [name, values @ ..]) if !values.is_empty() && rest.contains("with value") => {
            let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            Some(format!("{name} is {}", values.join(" or ")))
        }
        // "for the `move` action"
        ("for", [value]) => {
            let noun = codes[0].after.trim();
            let is_noun = !noun.is_empty() && !noun.contains(' ');
            let leads = codes[0].before.trim().trim_end_matches("the").is_empty();
            (is_noun && leads).then(|| format!("{noun} is `{value}`"))
        }
        ("if" | "when", _) => Some(short(rest)),
        _ => Some(format!("{preposition} {}", short(rest))),
    }
}

/// A clause in plainer words: a name that is not passed is absent, one that is passed is present.
fn short(clause: &str) -> String {
    let text = clause.trim().trim_end_matches(['.', ',', ';']);
    let mut text = text.strip_prefix("both ").unwrap_or(text).to_owned();
    for verb in ["provided", "specified", "passed", "given", "set"] {
        for (from, to) in [
            (format!("is not {verb}"), "is absent"),
            (format!("are not {verb}"), "are absent"),
            (format!("is {verb}"), "is present"),
            (format!("are {verb}"), "are present"),
        ] {
            if text.ends_with(&from) || text.contains(&format!("{from} and")) {
                text = text.replacen(&from, to, 1);
            }
        }
    }
    text = text
        .replace("does not have a", "has no")
        .replace("does not have", "has no");
    // Names stand bare, values in marks of code.
    let mut out = String::new();
    let mut before = String::new();
    for (index, part) in text.split('`').enumerate() {
        if index % 2 == 0 {
            before = part.trim_end().to_lowercase();
            out.push_str(part);
            continue;
        }
        let is_value = [" is", "equal to", "value", "values", " or", "not"]
            .iter()
            .any(|word| before.ends_with(word));
        if is_value {
            out.push('`');
            out.push_str(part);
            out.push('`');
        } else {
            out.push_str(part);
        }
    }
    let out = out.trim();
    out.strip_prefix("the ")
        .and_then(|rest| rest.strip_suffix(" parameter is present"))
        .map_or_else(|| out.to_owned(), |name| format!("{name} is present"))
}

#[cfg(test)]
mod tests {
    use super::{Line, absent, condition};

    fn of(text: &str) -> Option<String> {
        let lines: Vec<Line> = text
            .split('\n')
            .map(|text| Line {
                line: 1,
                depth: u8::from(text.starts_with("- ")),
                text: text.trim_start_matches("- ").to_owned(),
            })
            .collect();
        condition(&lines)
    }

    #[test]
    fn conditions_have_a_normal_form() {
        for (said, short) in [
            (
                "Number. Required if `code` is not specified",
                "code is absent",
            ),
            (
                "Number. Required if both `A` and `B` are not provided.",
                "A and B are absent",
            ),
            ("Address. Required if `MODE = 'box'`", "MODE is `box`"),
            (
                "Title. Required for open shops `hidden: false`. Else it is not",
                "hidden is `false`",
            ),
            (
                "Day. Required only for `mode` with values `this` or `next`.",
                "mode is `this` or `next`",
            ),
            (
                "Folder. Required for the `move` action.",
                "action is `move`",
            ),
            (
                "Key. This parameter is required only for webhooks. Pass the same key",
                "called by a webhook",
            ),
            (
                "Key. Required for webhook calls, not needed for OAuth",
                "called by a webhook",
            ),
            (
                "Seller. Required only when asking for somebody else",
                "asking for somebody else",
            ),
            (
                "Group. Required for group shops; otherwise nothing is sold",
                "for group shops",
            ),
            (
                "Reason. Required under the conditions:\n- the `TIME` parameter is specified\n- the seller does not have a shift",
                "TIME is present and the seller has no shift",
            ),
        ] {
            assert_eq!(of(said).as_deref(), Some(short), "{said}");
        }
    }

    #[test]
    fn long_conditions_are_left_to_a_person() {
        assert_eq!(
            of("Required when somebody has sold the last box of the old shop in the evening"),
            None
        );
        assert_eq!(of("The price of the box"), None);
    }

    #[test]
    fn one_of_several_is_required_when_the_others_are_absent() {
        assert_eq!(absent(&["ID"]), "ID is absent");
        assert_eq!(absent(&["ID", "TAG"]), "ID and TAG are absent");
    }
}
