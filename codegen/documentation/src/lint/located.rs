//! JSON whose values have lines, and the reason why a text is not JSON.

/// A value and the line on which it, or the key before it, begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Located {
    /// Its line, counted from 1 relative to the given first line.
    pub(super) line: u32,
    /// Its value.
    pub(super) value: Value,
}

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    /// As it is written.
    Number(String),
    Text(String),
    List(Vec<Located>),
    /// In the order of the text, a key that is there twice included.
    Map(Vec<(String, Located)>),
}

/// Why a text is no JSON, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Broken {
    /// Line, counted as those of values.
    pub(super) line: u32,
    /// Character of that line, counted from 1.
    pub(super) column: usize,
    /// The problem.
    pub(super) what: &'static str,
    /// Whether the author left something out on purpose: an ellipsis or a comment.
    pub(super) elided: bool,
}

/// Reads a text whose first line is `line`.
pub(super) fn read(text: &str, line: u32) -> Result<Located, Broken> {
    let mut reader = Reader {
        text,
        at: 0,
        line,
        line_start: 0,
        depth: 0,
    };
    reader.space()?;
    let value = reader.value()?;
    if reader.rest().trim_start().starts_with(':') && matches!(value.value, Value::Text(_)) {
        return Err(reader.elided("an entry without the object around it"));
    }
    reader.space()?;
    match reader.peek() {
        None => Ok(value),
        Some(b',') => Err(reader.broken("a comma after the end")),
        Some(b'}' | b']') => Err(reader.broken("a closing bracket too many")),
        Some(_) => Err(reader.broken("text after the end")),
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    line: u32,
    line_start: usize,
    depth: usize,
}

/// Deeper than any example; without a bound, a page of brackets would take the stack.
const DEEPEST: usize = 128;

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn broken(&self, what: &'static str) -> Broken {
        let before = self.text.get(self.line_start..self.at).unwrap_or_default();
        Broken {
            line: self.line,
            column: before.chars().count() + 1,
            what,
            elided: false,
        }
    }

    fn elided(&self, what: &'static str) -> Broken {
        Broken {
            elided: true,
            ..self.broken(what)
        }
    }

    /// Skips space. Reports what authors write instead of a value, since it may be anywhere.
    fn space(&mut self) -> Result<(), Broken> {
        while let Some(byte) = self.peek() {
            match byte {
                b'\n' => {
                    self.at += 1;
                    self.line += 1;
                    self.line_start = self.at;
                }
                b' ' | b'\t' | b'\r' => self.at += 1,
                _ => break,
            }
        }
        let rest = self.rest();
        if rest.starts_with("...") || rest.starts_with('…') {
            return Err(self.elided("an ellipsis"));
        }
        if rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#') {
            return Err(self.elided("a comment"));
        }
        if rest.starts_with('\u{a0}') {
            return Err(self.broken("a space that does not break, which is none in JSON"));
        }
        Ok(())
    }

    fn value(&mut self) -> Result<Located, Broken> {
        let line = self.line;
        if self.depth == DEEPEST {
            return Err(self.broken("more levels than any reader takes"));
        }
        self.depth += 1;
        let value = match self.peek() {
            None => return Err(self.broken("it ends before a value")),
            Some(b'{') => self.map()?,
            Some(b'[') => self.list()?,
            Some(b'"') => Value::Text(self.text()?),
            Some(b'\'') => return Err(self.broken("single quotes")),
            Some(b'`') => return Err(self.broken("backticks in place of quotes")),
            Some(b',') => return Err(self.broken("a comma without a value before it")),
            Some(b'}' | b']') => return Err(self.broken("a value is missing")),
            Some(_) if self.rest().starts_with(['“', '”', '«', '‘', '’']) => {
                return Err(self.broken("typographic quotes"));
            }
            Some(b'-' | b'0'..=b'9') => self.number()?,
            Some(_) => self.word()?,
        };
        self.depth -= 1;
        Ok(Located { line, value })
    }

    fn map(&mut self) -> Result<Value, Broken> {
        let mut entries = Vec::new();
        self.at += 1;
        self.space()?;
        if self.peek() == Some(b'}') {
            self.at += 1;
            return Ok(Value::Map(entries));
        }
        loop {
            let line = self.line;
            let key = match self.peek() {
                Some(b'"') => self.text()?,
                Some(b'\'') => return Err(self.broken("single quotes")),
                Some(b'}') => return Err(self.broken("a comma before the closing bracket")),
                Some(b',') => return Err(self.broken("a comma too many")),
                None => return Err(self.broken("an object is not closed")),
                Some(b'{' | b'[') => return Err(self.broken("a value without a key in an object")),
                Some(_) => return Err(self.broken("a key without quotes")),
            };
            self.space()?;
            match self.peek() {
                Some(b':') => self.at += 1,
                Some(b'=') => return Err(self.broken("`=>` in place of a colon")),
                Some(b',' | b'}') => return Err(self.broken("a key without a value")),
                _ => return Err(self.broken("a colon is missing")),
            }
            self.space()?;
            let value = self.value()?;
            entries.push((key, Located { line, ..value }));
            self.space()?;
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return Ok(Value::Map(entries));
                }
                None => return Err(self.broken("an object is not closed")),
                Some(b']') => {
                    return Err(self.broken("`]` where an object is open"));
                }
                Some(b';') => return Err(self.broken("`;` in place of a comma")),
                Some(_) => return Err(self.broken("a comma is missing before this")),
            }
            self.space()?;
        }
    }

    fn list(&mut self) -> Result<Value, Broken> {
        let mut items = Vec::new();
        self.at += 1;
        self.space()?;
        if self.peek() == Some(b']') {
            self.at += 1;
            return Ok(Value::List(items));
        }
        loop {
            match self.peek() {
                Some(b']') => return Err(self.broken("a comma before the closing bracket")),
                None => return Err(self.broken("a list is not closed")),
                _ => items.push(self.value()?),
            }
            self.space()?;
            match self.peek() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Value::List(items));
                }
                None => return Err(self.broken("a list is not closed")),
                Some(b'}') => return Err(self.broken("`}` where a list is open")),
                Some(b':') => return Err(self.broken("a key in a list")),
                Some(_) => return Err(self.broken("a comma is missing before this")),
            }
            self.space()?;
        }
    }

    fn text(&mut self) -> Result<String, Broken> {
        let start = self.at;
        let bytes = self.text.as_bytes();
        self.at += 1;
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'"' => {
                    self.at += 1;
                    let written = &self.text[start..self.at];
                    return serde_json::from_str(written).map_err(|_| {
                        self.at = start;
                        self.broken("a backslash in a text that JSON does not know")
                    });
                }
                b'\\' => self.at += 2,
                b'\n' => {
                    self.at = start;
                    return Err(
                        self.broken("a text goes over the end of its line, or is not closed")
                    );
                }
                b'\t' => return Err(self.broken("a tab in a text")),
                _ => self.at += 1,
            }
        }
        self.at = start;
        Err(self.broken("a text is not closed"))
    }

    fn number(&mut self) -> Result<Value, Broken> {
        let start = self.at;
        let rest = self.rest();
        let end = rest
            .find(|character: char| {
                !(character.is_ascii_alphanumeric() || matches!(character, '.' | '-' | '+'))
            })
            .unwrap_or(rest.len());
        let written = rest[..end].to_owned();
        if serde_json::from_str::<serde_json::Number>(&written).is_err() {
            let zeros = written.trim_start_matches('-').starts_with('0')
                && written.bytes().all(|byte| byte.is_ascii_digit());
            return Err(self.broken(if zeros {
                "a number that begins with a zero"
            } else {
                "a number that JSON does not know"
            }));
        }
        self.at = start + end;
        Ok(Value::Number(written))
    }

    fn word(&mut self) -> Result<Value, Broken> {
        for (word, value) in [
            ("null", Value::Null),
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
        ] {
            let rest = self.rest();
            let ends = rest
                .as_bytes()
                .get(word.len())
                .is_none_or(|byte| !byte.is_ascii_alphanumeric());
            if rest.starts_with(word) && ends {
                self.at += word.len();
                return Ok(value);
            }
        }
        let end = self.rest().find([',', '\n', '}', ']']);
        let written = &self.rest()[..end.unwrap_or(self.rest().len())];
        if written.starts_with("**") || written.starts_with('<') {
            return Err(self.elided("a placeholder without quotes"));
        }
        if written.trim().contains(' ') && !written.contains(['"', '(', '\'']) {
            return Err(self.elided("words in place of a value"));
        }
        Err(self.broken("a value without quotes"))
    }
}

impl Located {
    /// The value of a key.
    pub(super) fn get(&self, name: &str) -> Option<&Located> {
        self.entries()
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    }

    /// The entries of an object; none for anything else.
    pub(super) fn entries(&self) -> &[(String, Located)] {
        match &self.value {
            Value::Map(entries) => entries,
            _ => &[],
        }
    }

    /// Whether it is an object whose keys are all numbers: a list as PHP writes it.
    pub(super) fn is_numbered(&self) -> bool {
        let entries = self.entries();
        !entries.is_empty()
            && entries.iter().all(|(key, _)| {
                let digits = key.strip_prefix('-').unwrap_or(key);
                !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
            })
    }

    /// A short form for messages.
    pub(super) fn show(&self) -> String {
        match &self.value {
            Value::Null => "null".to_owned(),
            Value::Bool(value) => value.to_string(),
            Value::Number(text) => text.clone(),
            Value::Text(text) => {
                let short: String = text.chars().take(40).collect();
                let dots = if short.len() < text.len() { "…" } else { "" };
                format!("\"{short}{dots}\"")
            }
            Value::List(items) if items.is_empty() => "[]".to_owned(),
            Value::List(_) => "a list".to_owned(),
            Value::Map(_) => "an object".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_know_their_lines() {
        let root = read("{\n \"a\": [1,\n {\"b\": \"x\\n\"}]\n}\n", 10).unwrap();
        assert_eq!(root.line, 10);
        let list = root.get("a").unwrap();
        assert_eq!(list.line, 11);
        let Value::List(items) = &list.value else {
            panic!("a list")
        };
        assert_eq!(items[1].get("b").unwrap().line, 12);
        assert_eq!(items[1].get("b").unwrap().value, Value::Text("x\n".into()));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let broken = |text: &str| {
            let broken = read(text, 1).unwrap_err();
            (broken.line, broken.column, broken.what)
        };
        assert_eq!(
            broken("{\n \"a\": 1,\n}"),
            (3, 1, "a comma before the closing bracket")
        );
        assert_eq!(broken("{\"a\": 'b'}"), (1, 7, "single quotes"));
        assert_eq!(
            broken("{\"a\": 1\n \"b\": 2}"),
            (2, 2, "a comma is missing before this")
        );
        assert_eq!(broken("{\"a\": 1, ...}"), (1, 10, "an ellipsis"));
        assert_eq!(broken("{\"a\": 1 // one\n}"), (1, 9, "a comment"));
        assert_eq!(broken("{\"a\": {}"), (1, 9, "an object is not closed"));
        assert_eq!(broken("{a: 1}"), (1, 2, "a key without quotes"));
        assert_eq!(
            broken("{\"a\": 01}"),
            (1, 7, "a number that begins with a zero")
        );
        let deep = "[".repeat(100_000);
        assert_eq!(broken(&deep).2, "more levels than any reader takes");
        assert_eq!(broken("{} x"), (1, 4, "text after the end"));
    }
}
