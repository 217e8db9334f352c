//! Our own sentences about methods, made from their names. They wait for a person: `doc_by: auto`.

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
    use super::method;

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
