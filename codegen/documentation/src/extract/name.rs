//! Names in cells: with marks, in pairs, as families.

/// The name and what follows it in the same line as code: `` id `integer` ``, `` id`integer` ``.
pub(super) fn split_name(text: &str) -> (&str, &str) {
    let body = text.trim_start();
    let skip = usize::from(body.starts_with('`'));
    let follows = || {
        let at = body.find('`').filter(|_| skip == 0)?;
        let ends_name = |before: char| before.is_ascii_alphanumeric() || before == '*';
        body[..at].ends_with(ends_name).then_some(at)
    };
    match body[skip..].find(" `").or_else(follows) {
        Some(at) => (&body[..skip + at], &body[skip + at..]),
        None => (body, ""),
    }
}

/// The mark behind a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    None,
    /// A star: the field is required.
    Star,
    /// Two stars, which a sentence of the page explains.
    TwoStars,
}

/// The names in a cell, each with its mark.
pub(super) fn names(text: &str) -> Vec<(String, Mark)> {
    // What stands in parentheses is no part of the name.
    let text = text.split_once(" (").map_or(text, |(name, _)| name);
    // Some writers escape braces by slashes: `/{BOT_ID/}`.
    let text = &text.replace("/{", "{").replace("/}", "}");
    // A bar with spaces parts names; one without is in a name: `TASKS_TASK|UF_CRM_TASK`.
    let mut found: Vec<(String, Mark)> = Vec::new();
    for part in text.split([',', '/']) {
        // `name*, **` has both marks.
        if let [(_, mark)] = found.as_mut_slice()
            && matches!(unescaped(part).trim(), "**" | "^**^")
        {
            *mark = Mark::TwoStars;
        }
        let parts = part.split(" | ").flat_map(|part| part.split(" or "));
        found.extend(parts.filter_map(|part| {
            let (name, star) = name(part)?;
            let mark = match star {
                true if has_two_stars(part) => Mark::TwoStars,
                true => Mark::Star,
                false => Mark::None,
            };
            Some((name, mark))
        }));
    }
    found
}

/// Whether a name is one of several in a cell of which one is sent: `ID | CODE`, `ID or CODE`.
pub(super) fn are_alternatives(text: &str) -> bool {
    [" | ", " or "]
        .iter()
        .any(|between| unescaped(text).contains(between))
}

/// Whether exactly two stars stand behind a name, and none before it.
fn has_two_stars(text: &str) -> bool {
    let text = unescaped(&text.trim().replace(['`', '^'], ""));
    let bare = text.trim_end_matches(['*', ' ']);
    text[bare.len()..].matches('*').count() == 2 && !bare.starts_with('*') && !bare.ends_with('_')
}

/// A name and whether it carries the mark of a required field: `id*`, `` `id`* ``, `id^*^`,
/// `UF_CRM_*`.
pub(super) fn name(text: &str) -> Option<(String, bool)> {
    let text = unescaped(&text.trim().replace(['`', '^'], "")).replace("**", "*");
    // `UF_* fields` names the fields of a family. Its star may be lost to the bold text.
    let inside = text.trim().trim_matches('*');
    let family = inside
        .strip_suffix(" fields")
        .map(|stem| stem.trim_end_matches('*'));
    let family = family
        .filter(|stem| stem.ends_with('_'))
        .map(|stem| format!("{stem}*"));
    let text = family.as_deref().unwrap_or(text.trim());
    let mut bare = text.trim_end_matches(['*', ' ']);
    let mut star = bare.len() < text.len();
    // `UF_CRM_*` is a family of names; with another star it is a required one.
    if star && bare.ends_with('_') {
        let stars = text[bare.len()..].matches('*').count();
        star = stars > 1;
        bare = &text[..=bare.len()];
    }
    let bare = bare.trim().trim_start_matches('*').trim();
    let family = bare
        .strip_suffix("...")
        .or_else(|| bare.strip_suffix('…'))
        .map(|bare| format!("{bare}*"));
    let bare = family.as_deref().unwrap_or(bare);
    let bare = bare.strip_suffix(':').unwrap_or(bare).trim_matches('"');
    // `propertyN` stands for `property5` and the like.
    let numbered = bare
        .strip_suffix('N')
        .filter(|stem| stem.len() > 2 && stem.bytes().all(|byte| byte.is_ascii_lowercase()))
        .map(|stem| format!("{stem}{{n}}"));
    let bare = numbered.as_deref().unwrap_or(bare);
    // `chat<chatId>` stands for `chat12` and the like.
    let parted = bare
        .strip_suffix('>')
        .and_then(|rest| rest.split_once('<'))
        .filter(|(stem, inside)| !stem.is_empty() && !inside.is_empty())
        .map(|(stem, _)| format!("{stem}*"));
    let bare = parted.as_deref().unwrap_or(bare);
    is_name(bare).then(|| (bare.to_owned(), star))
}

/// A text without the backslashes that stand before punctuation.
fn unescaped(text: &str) -> String {
    let mut letters = text.chars().peekable();
    let mut out = String::with_capacity(text.len());
    while let Some(letter) = letters.next() {
        let escapes = letters.peek().is_none_or(char::is_ascii_punctuation);
        if letter != '\\' || !escapes {
            out.push(letter);
        }
    }
    out
}

/// Whether a name only says what the keys of a map stand for: `<userId>`, `{userId}`.
#[must_use]
pub(crate) fn is_key(name: &str) -> bool {
    [('<', '>'), ('{', '}')].iter().any(|(opens, closes)| {
        name.strip_prefix(*opens)
            .and_then(|rest| rest.strip_suffix(*closes))
            .is_some_and(|inside| !inside.is_empty() && !inside.contains([*opens, *closes]))
    })
}

/// Whether a text can be the name of a field, perhaps with a path before it or as a pattern.
#[must_use]
pub(crate) fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 80
        && text.chars().all(|character| {
            character.is_ascii_alphanumeric()
                || matches!(
                    character,
                    '_' | '.'
                        | '['
                        | ']'
                        | '*'
                        | '{'
                        | '}'
                        | '-'
                        | '='
                        | '!'
                        | '<'
                        | '>'
                        | '%'
                        | '@'
                        | '#'
                        | '~'
                        | ':'
                        | '$'
                        | '|'
                )
        })
        && text
            .chars()
            .any(|character| character.is_ascii_alphanumeric())
}
