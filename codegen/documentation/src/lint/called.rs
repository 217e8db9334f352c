//! The methods that code blocks call, in the languages of the documentation's tabs.

use crate::extract::section::Fence;
use crate::spelling::letters;

/// A method that code calls.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Called {
    /// Its name as the code has it.
    pub(super) method: String,
    /// Line of the page.
    pub(super) line: u32,
    /// Its name for messages.
    pub(super) how: &'static str,
    /// For an address, whether it is one of REST 3.0.
    pub(super) third: Option<bool>,
}

/// The prefix of addresses of the REST API.
const ADDRESS: &str = "/rest/";
/// The name of the client in the Python examples.
const CLIENT: &str = "client.";

/// The text before the name of a method in a language, and its name in messages. Each search scans
/// all examples, so there are no more than necessary.
fn starts(language: &str) -> &'static [(&'static str, &'static str)] {
    match language {
        "js" | "javascript" | "JavaScript" => &[
            ("callMethod(", "callMethod"),
            ("ListMethod(", "the call of a list"),
        ],
        "ts" | "html" => &[("call.make", "call.make"), ("callMethod(", "callMethod")],
        "php" | "PHP" => &[("CRest::call(", "CRest::call"), ("->call(", "call")],
        "go" => &[(".Call(ctx,", "Call")],
        "python" => &[(CLIENT, "the path in Python")],
        "bash" | "curl" | "sh" | "shell" | "http" | "" => &[(ADDRESS, "the address")],
        _ => &[],
    }
}

/// The calls in a block of code, in their order.
pub(super) fn called(fence: &Fence<'_>) -> Vec<Called> {
    let text = fence.text;
    let mut found: Vec<(usize, Called)> = Vec::new();
    for (start, how) in starts(fence.language) {
        for (at, _) in text.match_indices(start) {
            let after = at + start.len();
            let rest = &text[after..];
            let name = match *start {
                ADDRESS => address(rest),
                CLIENT => path(rest).filter(|_| !text[..at].ends_with(is_part)),
                "call.make" => made(rest),
                _ => quoted(rest),
            };
            let Some((offset, method)) = name else {
                continue;
            };
            let at = after + offset;
            // A fence's text begins on the line after it.
            let lines = u32::try_from(text[..at].matches('\n').count()).unwrap_or(0);
            let called = Called {
                method,
                line: fence.line + 1 + lines,
                how,
                third: (*start == ADDRESS).then(|| rest.starts_with("api/")),
            };
            found.push((at, called));
        }
    }
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, called)| called).collect()
}

/// Whether a character can be part of a path of names.
fn is_part(character: char) -> bool {
    character.is_ascii_alphanumeric() || matches!(character, '.' | '_')
}

/// The method of a Python path: the text between `client.` and the bracket.
fn path(rest: &str) -> Option<(usize, String)> {
    let end = rest.find(|character: char| !is_part(character))?;
    let is_call = rest[end..].starts_with('(') && rest[..end].contains('.');
    is_call.then(|| (0, rest[..end].to_owned()))
}

/// The method of `call.make<T>({ method: 'x'`.
fn made(rest: &str) -> Option<(usize, String)> {
    let at = rest.find("method:")?;
    let near = rest[..at].matches(';').count() == 0 && at < 400;
    let (offset, name) = quoted(&rest[at + "method:".len()..]).filter(|_| near)?;
    Some((at + "method:".len() + offset, name))
}

/// The name between the quotes that come next, and where it is.
fn quoted(rest: &str) -> Option<(usize, String)> {
    let trimmed = rest.trim_start();
    let quote = trimmed
        .chars()
        .next()
        .filter(|quote| matches!(quote, '\'' | '"' | '`'))?;
    let inner = &trimmed[1..];
    let name = &inner[..inner.find(quote)?];
    is_method(name).then(|| (rest.len() - inner.len(), name.to_owned()))
}

/// The method in what follows `/rest/` in an address. One that is put together from variables has
/// none here.
fn address(rest: &str) -> Option<(usize, String)> {
    let ends = |character: char| {
        character.is_whitespace()
            || matches!(
                character,
                '"' | '\'' | '?' | '`' | ')' | '<' | '\\' | ',' | ';'
            )
    };
    let end = rest.find(ends).unwrap_or(rest.len());
    let name = rest[..end].trim_end_matches('/').rsplit('/').next()?;
    let name = name
        .strip_suffix(".json")
        .or_else(|| name.strip_suffix(".xml"))
        .unwrap_or(name)
        .trim_matches('*');
    (is_method(name) && name.contains('.')).then(|| (0, name.to_owned()))
}

fn is_method(name: &str) -> bool {
    !name.is_empty()
        && !name.contains("put_")
        && name.starts_with(|character: char| character.is_ascii_alphabetic())
        && name.chars().all(|character| {
            character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | '-')
        })
}

/// Whether two spellings name one method: case, underscores and hyphens do not count, since
/// libraries write names as their languages want them.
pub(super) fn same(one: &str, other: &str) -> bool {
    letters(one) == letters(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language() {
        let methods = |language: &str, text: &str| -> Vec<(String, u32)> {
            let fence = Fence {
                language,
                text,
                tab: "",
                line: 10,
            };
            called(&fence)
                .into_iter()
                .map(|called| (called.method, called.line))
                .collect()
        };
        let one = |name: &str, line| vec![(name.to_owned(), line)];
        assert_eq!(
            methods("js", "BX24.callMethod(\n  'a.b.get',\n  {})"),
            one("a.b.get", 12)
        );
        assert_eq!(
            methods("php", "$r = CRest::call('a.b.get', []);"),
            one("a.b.get", 11)
        );
        assert_eq!(
            methods("php", "$s->core\n->call(\n'a.b.get')"),
            one("a.b.get", 13)
        );
        assert_eq!(
            methods("go", "client.Core().Call(ctx, \"a.b.get\", nil)"),
            one("a.b.get", 11)
        );
        assert_eq!(
            methods(
                "ts",
                "await b.actions.v2.call.make<T>({\n method: 'a.b.get',"
            ),
            one("a.b.get", 12)
        );
        assert_eq!(
            methods("python", "\nx = client.a.b.get(id=1)"),
            one("a.b.get", 12)
        );
        assert_eq!(
            methods("bash", "curl https://x/rest/api/1/k/a.b.get"),
            one("a.b.get", 11)
        );
        assert_eq!(
            methods("bash", "curl https://x/rest/1/k/a.b.get.json?id=1"),
            one("a.b.get", 11)
        );
        assert!(methods("bash", "curl $URL").is_empty());
        assert!(same("a.bC.get", "a.b_c.get"));
    }
}
