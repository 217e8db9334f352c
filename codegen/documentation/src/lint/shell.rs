//! The request that a `curl` command in a code block sends.

use super::located::{self, Broken, Located};

/// The data of a command.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Body {
    /// There is none.
    None,
    /// JSON.
    Json(Located),
    /// Text that begins like JSON but is not.
    Broken(Broken),
    /// JSON that no quotes keep together.
    Unquoted {
        /// Its line.
        line: u32,
    },
    /// JSON in an unclosed quote.
    Open {
        /// Its line.
        line: u32,
    },
    /// A form, a file, a variable.
    Other(String),
}

/// Flags that are followed by data.
const FLAGS: &[&str] = &["--data-raw", "--data-binary", "--data", "-d"];

/// The data of the first command in a block whose first line is `line`.
pub(super) fn body(text: &str, line: u32) -> Body {
    let Some((start, rest)) = data(text) else {
        return Body::None;
    };
    let line = line + lines(&text[..start]);
    match rest.as_bytes().first() {
        Some(quote @ (b'\'' | b'"')) => match unquote(rest, *quote) {
            Some((_, Some(at))) => Body::Broken(Broken {
                line: line + lines(&rest[..at]),
                column: column(&text[..text.len() - rest.len() + at]),
                what: "the quote that opens the data ends it here",
                elided: false,
            }),
            Some((sent, None)) if sent.trim_start().starts_with(['{', '[']) => {
                match located::read(&sent, line) {
                    Ok(json) => Body::Json(json),
                    Err(broken) => Body::Broken(broken),
                }
            }
            Some((sent, None)) => Body::Other(sent),
            None => Body::Open { line },
        },
        Some(b'{' | b'[') => Body::Unquoted { line },
        _ => Body::Other(rest.lines().next().unwrap_or_default().to_owned()),
    }
}

/// The byte at which the data begins, and the text from there on.
fn data(text: &str) -> Option<(usize, &str)> {
    let mut found: Option<usize> = None;
    for flag in FLAGS {
        for (at, _) in text.match_indices(flag) {
            let before = text[..at].bytes().next_back();
            let after = text.as_bytes().get(at + flag.len());
            let apart = before.is_none_or(|byte| byte.is_ascii_whitespace())
                && after
                    .is_some_and(|byte| byte.is_ascii_whitespace() || matches!(byte, b'\'' | b'"'));
            if apart && found.is_none_or(|known| at + flag.len() < known) {
                found = Some(at + flag.len());
            }
        }
    }
    let at = found?;
    let rest = text[at..].trim_start_matches([' ', '\t', '\\', '\n']);
    Some((text.len() - rest.len(), rest))
}

fn lines(text: &str) -> u32 {
    u32::try_from(text.matches('\n').count()).unwrap_or(u32::MAX)
}

/// The character after a text, counted from 1 in its line.
fn column(before: &str) -> usize {
    let line = before.rsplit('\n').next().unwrap_or_default();
    line.chars().count() + 1
}

/// The text between quotes, joined like in a shell, and the byte at which a quote ends it too
/// early. Returns `None` when the quotes are not closed.
fn unquote(text: &str, quote: u8) -> Option<(String, Option<usize>)> {
    let mut out = String::new();
    let mut rest = &text[1..];
    let mut inside = char::from(quote);
    loop {
        let at =
            rest.find(|character: char| character == inside || inside == '"' && character == '\\')?;
        out.push_str(&rest[..at]);
        if rest[at..].starts_with('\\') {
            let escaped = rest[at + 1..].chars().next()?;
            if escaped != '\n' {
                if !matches!(escaped, '"' | '\\' | '$' | '`') {
                    out.push('\\');
                }
                out.push(escaped);
            }
            rest = &rest[at + 1 + escaped.len_utf8()..];
            continue;
        }
        rest = &rest[at + 1..];
        // Right after a quote another piece may follow: 'a'"$(b)"'c' and 'it'\''s'.
        if let Some(after) = rest.strip_prefix("\\'") {
            out.push('\'');
            match after.as_bytes().first() {
                Some(next @ (b'\'' | b'"')) => {
                    inside = char::from(*next);
                    rest = &after[1..];
                }
                _ => return Some((out, None)),
            }
            continue;
        }
        // A command between two pieces without quotes of its own.
        if rest.starts_with("$(") {
            let mut depth = 0_usize;
            let end = rest.find(|character: char| {
                match character {
                    '(' => depth += 1,
                    ')' => depth -= 1,
                    _ => {}
                }
                character == ')' && depth == 0
            })?;
            out.push_str("value");
            rest = &rest[end + 1..];
        }
        match rest.as_bytes().first() {
            Some(next @ (b'\'' | b'"')) => {
                inside = char::from(*next);
                rest = &rest[1..];
                if inside == '"' && rest.starts_with('$') {
                    // A substituted command or variable: its own quotes do not end the piece.
                    let end = if rest.starts_with("$(") {
                        rest.find(")\"")? + 1
                    } else {
                        rest.find('"')?
                    };
                    let quotes = out.replace("\\\"", "").matches('"').count();
                    out.push_str(if quotes % 2 == 1 { "value" } else { "null" });
                    rest = &rest[end..];
                }
            }
            next => {
                let ends = next.is_none_or(|byte| {
                    byte.is_ascii_whitespace() || matches!(byte, b'\\' | b'|' | b'>')
                });
                let at = text.len() - rest.len() - 1;
                return Some((out, (!ends).then_some(at)));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_of_commands() {
        let json = |text: &str| match body(text, 5) {
            Body::Json(json) => json,
            other => panic!("{other:?}"),
        };
        let sent = json(
            "curl -X POST \\\n-d '{\"at\":\"'\"$(date --date='+1 day')\"'\",\n\"id\":1}' \\\nhttps://a/rest/b",
        );
        assert_eq!(sent.get("id").unwrap().line, 7);
        assert_eq!(sent.get("at").unwrap().show(), "\"value\"");
        assert_eq!(
            json(r#"curl -d "{\"id\":1}" x"#).get("id").unwrap().show(),
            "1"
        );
        assert_eq!(
            json(r#"curl -d '{"a":"it'\''s"}' x"#)
                .get("a")
                .unwrap()
                .show(),
            "\"it's\""
        );
        assert_eq!(body("curl -d {\"id\":1} x", 5), Body::Unquoted { line: 5 });
        assert_eq!(
            body("curl \\\n-d '{\"id\":1} \\\nx", 5),
            Body::Open { line: 6 }
        );
        let Body::Broken(broken) = body("curl -d '{\"a\":\"the 'b'\"}' x", 5) else {
            panic!("broken")
        };
        assert_eq!((broken.line, broken.column), (5, 20));
        assert_eq!(
            json("curl -d '{\"at\":\"'$(date -d 'x')'\"}' x")
                .get("at")
                .unwrap()
                .show(),
            "\"value\""
        );
        assert_eq!(body("curl -d 'id=5' x", 5), Body::Other("id=5".into()));
        assert_eq!(body("curl https://a/rest/b", 5), Body::None);
    }
}
