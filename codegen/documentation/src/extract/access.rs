//! Access: who may call a method or subscribe to an event, in a short form of our own.
//!
//! A page states this at its top, in a line or in a list of cases. The facts in it are roles,
//! permissions and what these are for; the sentence around them is rewritten.

use super::prose::{Line, sentences};

/// No more words in a row may be those of the page.
pub(super) const MOST_WORDS_IN_A_ROW: usize = 8;

/// Words with a shorter or a plainer form, in the order in which they are replaced.
const PLAINER: &[(&str, &str)] = &[
    ("access permissions", "permissions"),
    ("access permission", "permission"),
    ("access rights", "rights"),
    ("requires permission", "any user with permission"),
    ("requires read permission", "any user with read permission"),
    ("any user with", "a user with"),
    ("users with", "a user with"),
    ("users of", "a user of"),
    ("with the permissions to", "who may"),
    ("with the permission to", "who may"),
    ("with permissions to", "who may"),
    ("with permission to", "who may"),
    ("with the right to", "who may"),
    ("with rights to", "who may"),
    ("with right to", "who may"),
    ("with access to modify", "who may modify"),
    ("with access to edit", "who may edit"),
    ("and the right to", "who may also"),
    ("and permission to", "and may"),
    ("with document viewing permission", "who may view documents"),
    (
        "with document creation permissions",
        "who may create documents",
    ),
    ("has edit rights for", "may edit"),
    ("has editing rights for", "may edit"),
    ("has edit permissions for", "may edit"),
    ("are required", "are needed"),
    ("additional", "further"),
    ("administrator crm", "CRM administrator"),
    (
        "only if they are an administrator",
        "as an administrator only",
    ),
    ("has the right to", "may"),
    ("can", "may"),
    ("retrieve", "read"),
    ("in the request", "of the request"),
    ("is located", "is"),
    ("are located", "are"),
];

/// The permissions or roles that the lines of a page name, from what follows the colon of "Who can
/// execute the method:". Returns `None` when they cannot be put into words of ours.
#[must_use]
pub fn access(said: &[Line]) -> Option<String> {
    let (first, cases) = said.split_first()?;
    let mut parts: Vec<String> = Vec::new();
    let lead = first.text.trim();
    for (index, sentence) in sentences(lead).into_iter().enumerate() {
        let part = part(sentence);
        parts.push(if index > 0 {
            uncapitalised(&part)
        } else {
            part
        });
    }
    let lists = lead.ends_with(':') || lead.is_empty();
    let permissions = lists && lead.contains("permissions");
    if lists {
        parts.clear();
    }
    for case in cases {
        parts.push(part(&case.text));
    }
    parts.retain(|part| !part.is_empty());
    let joined = if permissions && cases.iter().all(|case| case.text.contains('"')) {
        format!("a user with the permissions {}", parts.join("; "))
    } else {
        together(&parts)
    };
    let original: Vec<String> = said.iter().flat_map(|line| words(&line.text)).collect();
    Some(shortened(&joined, &original)?).filter(|text| !text.is_empty())
}

/// The text with so many articles left out that no long run of its words is the page's. Returns
/// `None` when that is not enough.
fn shortened(text: &str, original: &[String]) -> Option<String> {
    let mut text = text.to_owned();
    loop {
        let own = words(&text);
        let (run, end) = longest_run(&own, original);
        if run <= MOST_WORDS_IN_A_ROW {
            return Some(text);
        }
        let middle = end - run / 2;
        let article = (end - run..end)
            .filter(|index| matches!(own[*index].as_str(), "a" | "an" | "the"))
            .min_by_key(|index| (own[*index] != "the", index.abs_diff(middle)))?;
        text = without_word(&text, article);
    }
}

/// Cases that continue with "and" are one, the others are alternatives.
fn together(parts: &[String]) -> String {
    let mut out = String::new();
    for part in parts {
        if part.starts_with("and ") {
            out.push(' ');
        } else if !out.is_empty() {
            out.push_str("; ");
        }
        out.push_str(part);
    }
    out
}

/// A case without the punctuation around it, in plainer words.
fn part(text: &str) -> String {
    let text = text.replace('`', "");
    let mut text = text
        .trim()
        .trim_matches(|character: char| matches!(character, '.' | ',' | ';' | '—' | '*' | ' '))
        .to_owned();
    if let Some(permission) = text.strip_suffix(" is required") {
        text = format!("requires {}", permission.trim_start_matches("access "));
    }
    text = text.replacen("requires access permission", "requires permission", 1);
    for (from, to) in PLAINER {
        text = replaced(&text, from, to);
    }
    text = without_relation(&text);
    text = text.replacen("a User ", "a user ", 1);
    if text.starts_with("user ") || text.starts_with("User ") {
        text = format!("a u{}", &text[1..]);
    }
    begun(&text)
}

/// A sentence that continues another, unless it begins with an abbreviation.
fn uncapitalised(text: &str) -> String {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        (Some(first), Some(second)) if !second.is_uppercase() => {
            first.to_lowercase().collect::<String>() + &text[first.len_utf8()..]
        }
        _ => text.to_owned(),
    }
}

/// The text with its first word in lower case, unless that is a name or an abbreviation.
fn begun(text: &str) -> String {
    const WORDS: &[&str] = &["Any ", "A ", "An ", "User ", "Creator"];
    match WORDS.iter().find(|word| text.starts_with(**word)) {
        Some(_) => text[..1].to_lowercase() + &text[1..],
        None => text.to_owned(),
    }
}

/// Replaces whole words outside of quotation marks, whatever their case.
fn replaced(text: &str, from: &str, to: &str) -> String {
    let mut pieces: Vec<String> = Vec::new();
    for (index, piece) in text.split('"').enumerate() {
        if index % 2 == 1 {
            pieces.push(piece.to_owned());
            continue;
        }
        let mut out = String::new();
        let mut rest = piece;
        while let Some(at) = rest.to_ascii_lowercase().find(from) {
            let (before, found) = rest.split_at(at);
            let after = &found[from.len()..];
            let is_part = |character: char| character.is_alphanumeric() || character == '\'';
            let is_whole = !before.ends_with(is_part) && !after.starts_with(is_part);
            out.push_str(before);
            // "permission to the chat" is followed by no verb.
            let is_verb = !to.ends_with("may") || !after.starts_with(" the ");
            out.push_str(if is_whole && is_verb {
                to
            } else {
                &found[..from.len()]
            });
            rest = after;
        }
        out.push_str(rest);
        pieces.push(out);
    }
    pieces.join("\"")
}

/// "the object to which the payment is added" is the object of the payment.
fn without_relation(text: &str) -> String {
    let relations = [
        " to which ",
        " from which ",
        " for which ",
        " that owns ",
        " that own ",
        " whose ",
        " associated with ",
    ];
    if let Some(rest) = text.strip_suffix(" for")
        && let Some(verb) = rest.rfind(" is ")
        && let Some(at) = rest[..verb].rfind(" the ")
        && !rest[verb + 4..].contains(' ')
    {
        return format!("{} of{}", &rest[..at], &rest[at..verb]);
    }
    let Some((at, relation)) = relations
        .iter()
        .filter_map(|relation| Some((text.find(relation)?, *relation)))
        .min()
    else {
        return text.to_owned();
    };
    let (before, rest) = (&text[..at], &text[at + relation.len()..]);
    let verb = [" is ", " are ", " will ", " being ", " belongs", " belong"]
        .iter()
        .filter_map(|verb| rest.find(verb))
        .min();
    let (owned, after) = rest.split_at(verb.unwrap_or(rest.len()));
    // What follows the verb is the relation's own, up to the next clause.
    let after = after.find([',', ';']).map_or("", |at| &after[at..]);
    let article = if relation == " whose " { "the " } else { "" };
    format!("{before} of {article}{owned}{after}")
}

/// The text without its word of that number, counted as [`words`] does.
fn without_word(text: &str, number: usize) -> String {
    let mut quoted = false;
    let mut count = 0;
    let mut kept: Vec<&str> = Vec::new();
    for word in text.split(' ') {
        let begins = !quoted && !plain(word).is_empty();
        if word.matches('"').count() % 2 == 1 {
            quoted = !quoted;
        }
        let is_it = begins && count == number;
        count += usize::from(begins);
        if !is_it {
            kept.push(word);
        }
    }
    kept.join(" ")
}

/// The words of a text in lower case. A name between quotation marks is one word.
pub(super) fn words(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut quoted = false;
    for word in text.split_whitespace() {
        let plain = plain(word);
        match found.last_mut() {
            Some(last) if quoted => last.push_str(&plain),
            _ if plain.is_empty() => {}
            _ => found.push(plain),
        }
        if word.matches('"').count() % 2 == 1 {
            quoted = !quoted;
        }
    }
    found
}

fn plain(word: &str) -> String {
    word.trim_matches(|character: char| !character.is_alphanumeric())
        .to_lowercase()
}

/// How many words in a row two texts have in common, and where these end in the first.
pub(super) fn longest_run(one: &[String], other: &[String]) -> (usize, usize) {
    let mut longest = (0, 0);
    let mut before = vec![0; other.len() + 1];
    for (number, word) in one.iter().enumerate() {
        let mut now = vec![0; other.len() + 1];
        for (index, known) in other.iter().enumerate() {
            if word == known {
                now[index + 1] = before[index] + 1;
                if now[index + 1] > longest.0 {
                    longest = (now[index + 1], number + 1);
                }
            }
        }
        before = now;
    }
    longest
}

#[cfg(test)]
mod tests {
    use super::{Line, access};

    fn of(text: &str) -> Option<String> {
        let line = |(number, text): (usize, &str)| Line {
            line: u32::try_from(number).unwrap(),
            depth: u8::from(number > 0),
            text: text.to_owned(),
        };
        access(&text.split('\n').enumerate().map(line).collect::<Vec<_>>())
    }

    #[test]
    fn roles_stay_and_permissions_become_what_a_user_may_do() {
        for (said, short) in [
            ("any user", "any user"),
            ("`any user`", "any user"),
            ("administrator CRM", "CRM administrator"),
            (
                "any user with permission to close orders",
                "a user who may close orders",
            ),
            (
                "user with access permission to the cellar",
                "a user with permission to the cellar",
            ),
            (
                "read access permission for the parcel is required",
                "a user with read permission for the parcel",
            ),
            (
                "a user with \"See orders\" or \"Change orders\" access permission",
                "a user with \"See orders\" or \"Change orders\" permission",
            ),
        ] {
            assert_eq!(of(said).as_deref(), Some(short), "{said}");
        }
    }

    #[test]
    fn relative_clauses_become_genitives() {
        for (said, short) in [
            (
                "a user with permission to edit the order to which the note is being added",
                "a user who may edit the order of the note",
            ),
            (
                "a user with \"see\" permission for the shop the parcel is sent for",
                "a user with \"see\" permission for the shop of the parcel",
            ),
            (
                "requires read permission for the order whose parcels are being listed",
                "a user with read permission for the order of the parcels",
            ),
        ] {
            assert_eq!(of(said).as_deref(), Some(short), "{said}");
        }
    }

    #[test]
    fn no_more_than_eight_words_in_a_row_are_the_pages() {
        assert_eq!(
            of("a seller in the cellar of the old shop or a buyer on first floor").as_deref(),
            Some("a seller in the cellar of old shop or a buyer on first floor")
        );
        assert_eq!(
            of("seller buyer owner guest clerk cook baker brewer tailor"),
            None
        );
    }

    #[test]
    fn nothing_said_is_no_access() {
        assert_eq!(access(&[]), None);
        assert_eq!(of(""), None);
    }
}
