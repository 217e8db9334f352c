//! Names made of what the documentation says in words: the meaning of a value, the message of an
//! error.

/// Words that a name does without.
const ARTICLES: &[&str] = &["a", "an", "the", "this", "that", "its", "your", "s"];

/// Words that a long name does without.
const LINKS: &[&str] = &[
    "of",
    "to",
    "for",
    "in",
    "on",
    "with",
    "by",
    "is",
    "are",
    "was",
    "were",
    "be",
    "been",
    "has",
    "have",
    "been",
    "and",
    "or",
    "from",
    "at",
    "as",
    "which",
    "you",
    "it",
    "does",
    "do",
    "will",
    "id",
    "identifier",
    "value",
    "specified",
    "given",
    "passed",
    "provided",
];

/// Words that a name does not end in.
const ENDINGS: &[&str] = &[
    "of", "to", "for", "in", "on", "with", "by", "is", "are", "was", "were", "be", "been", "has",
    "have", "and", "or", "from", "at", "as", "which", "than", "if", "when", "not", "no", "does",
];

/// The words of a short name for a text, with `_` between them: at most `most`, of its first
/// clause. `None` when the text has no words of which a name could consist.
pub(super) fn phrase(text: &str, most: usize) -> Option<String> {
    let plain = without_values(text);
    let clause = clause(&plain);
    let words: Vec<String> = clause
        .split(|character: char| !character.is_alphanumeric() && character != '\'')
        .map(|word| word.replace('\'', ""))
        .filter(|word| !word.is_empty())
        .collect();
    if words.iter().any(|word| !word.is_ascii()) {
        return None;
    }
    let lower = |word: &String| word.to_lowercase();
    let mut words: Vec<String> = words
        .iter()
        .map(lower)
        .filter(|word| !ARTICLES.contains(&word.as_str()))
        .collect();
    if words.len() > most {
        words.retain(|word| !LINKS.contains(&word.as_str()));
    }
    words.truncate(most);
    while words.len() > 1
        && words
            .last()
            .is_some_and(|word| ENDINGS.contains(&word.as_str()))
    {
        words.pop();
    }
    let speaks = words
        .first()
        .is_some_and(|word| word.starts_with(|first: char| first.is_ascii_alphabetic()));
    speaks.then(|| words.join("_"))
}

/// A text without what stands for values: `{id}`, `#ID#`, and numbers in quotes.
fn without_values(text: &str) -> String {
    let mut plain = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '#']) {
        let (before, from) = rest.split_at(at);
        plain.push_str(before);
        let close = if from.starts_with('{') { '}' } else { '#' };
        match from[1..].find(close) {
            Some(end) if end < 40 && !from[1..=end].contains(' ') => {
                plain.push(' ');
                rest = &from[end + 2..];
            }
            _ => {
                plain.push(' ');
                rest = &from[1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// The first clause of a text that has more than one word; a single word before a point or a colon
/// says too little.
fn clause(text: &str) -> &str {
    let mut end = text.len();
    for (at, sign) in text.char_indices() {
        let next = text[at + sign.len_utf8()..].chars().next();
        let breaks = match sign {
            '.' | ':' | '!' => next.is_none_or(char::is_whitespace),
            ';' | '(' | ',' | '—' | '–' => true,
            _ => false,
        };
        if breaks && text[..at].split_whitespace().nth(1).is_some() {
            end = at;
            break;
        }
    }
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::phrase;

    fn name(text: &str) -> String {
        phrase(text, 5).unwrap_or_default()
    }

    #[test]
    fn messages_become_short_names() {
        assert_eq!(
            name("Section with ID '{id}' not found"),
            "section_with_id_not_found"
        );
        assert_eq!(
            name("The section of the shop was not found."),
            "section_shop_not_found"
        );
        assert_eq!(name("Access denied"), "access_denied");
        assert_eq!(name("Error: the shop is closed"), "error_shop_is_closed");
        assert_eq!(name("Shop closed (see the calendar)"), "shop_closed");
        assert_eq!(name("Can't find #SHOP#"), "cant_find");
        assert_eq!(name("The shop must not be open at"), "shop_must_not_open");
    }

    #[test]
    fn a_text_without_words_has_no_name() {
        assert_eq!(phrase("12", 5), None);
        assert_eq!(phrase("—", 5), None);
        assert_eq!(phrase("Ошибка", 5), None);
        assert_eq!(phrase("", 5), None);
    }
}
