//! The tree of a YAML file, with the span of every key and value.

mod mapping;

pub use self::mapping::Mapping;
use crate::source::Span;

/// A value in a YAML file.
#[derive(Debug, Clone)]
pub struct Node {
    span: Span,
    kind: Kind,
}

/// The kinds of [`Node`]s.
#[derive(Debug, Clone)]
pub enum Kind {
    /// Text, a number, a boolean or `null`.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// A mapping, in the order of the file. Its keys are unique.
    Mapping(Mapping),
}

/// A scalar as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scalar {
    /// The text, with escapes resolved. Empty for an empty scalar.
    pub text: Box<str>,
    /// Its style. Only a plain scalar can be a number, a boolean or `null`.
    pub style: Style,
}

/// The style of a scalar.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In single or double quotes.
    Quoted,
    /// As a block: `|` or `>`.
    Block,
}

/// A key of a mapping, and its value.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The key.
    pub key: Box<str>,
    /// The span of the key.
    pub key_span: Span,
    /// The value.
    pub value: Node,
}

impl Node {
    /// A value at `span`.
    pub fn new(span: Span, kind: Kind) -> Self {
        Self { span, kind }
    }

    /// The span of the value.
    pub fn span(&self) -> Span {
        self.span
    }

    /// The kind of the value.
    pub fn kind(&self) -> &Kind {
        &self.kind
    }

    /// The value of a key. Returns `None` unless this is a mapping with that key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The span of a key. Returns `None` unless this is a mapping with that key.
    pub fn key_span(&self, key: &str) -> Option<Span> {
        self.entry(key).map(|entry| entry.key_span)
    }

    /// An item. Returns `None` unless this is a list that is long enough.
    pub fn index(&self, index: usize) -> Option<&Node> {
        self.items().get(index)
    }

    /// The entries of a mapping; empty for other kinds.
    pub fn entries(&self) -> &[Entry] {
        if let Kind::Mapping(entries) = &self.kind {
            entries
        } else {
            &[]
        }
    }

    /// The items of a list; empty for other kinds.
    pub fn items(&self) -> &[Node] {
        if let Kind::Sequence(items) = &self.kind {
            items
        } else {
            &[]
        }
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        if let Kind::Scalar(scalar) = &self.kind {
            Some(&scalar.text)
        } else {
            None
        }
    }

    /// The entry of a key. Returns `None` unless this is a mapping with that key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        if let Kind::Mapping(entries) = &self.kind {
            entries.position(key).map(|at| &entries[at])
        } else {
            None
        }
    }

    /// The span of the last key of `path` that the file has. A fact may be in short form or absent,
    /// such as `["fields", "id", "type"]` of `id: integer`.
    pub fn nearest(&self, path: &[&str]) -> Span {
        let mut node = self;
        let mut span = self.head();
        for step in path {
            if let Some(entry) = node.entry(step) {
                span = entry.key_span;
                node = &entry.value;
            } else if let Some(item) = step.parse().ok().and_then(|index| node.index(index)) {
                span = item.head();
                node = item;
            } else {
                break;
            }
        }
        span
    }

    /// A short span for messages when the value may have many lines: the first key of a mapping.
    pub fn head(&self) -> Span {
        match &self.kind {
            Kind::Mapping(entries) => entries.first().map_or(self.span, |entry| entry.key_span),
            Kind::Sequence(items) => items.first().map_or(self.span, Node::head),
            Kind::Scalar(_) => self.span,
        }
    }

    /// The kind of the value in words, for messages.
    pub fn describe(&self) -> &'static str {
        match &self.kind {
            Kind::Mapping(_) => "a mapping",
            Kind::Sequence(_) => "a list",
            Kind::Scalar(scalar) => scalar.value().describe(),
        }
    }

    /// Whether two values are equal, whatever the order of keys and the style.
    pub fn says_the_same(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Scalar(one), Kind::Scalar(other)) => one.value() == other.value(),
            (Kind::Sequence(one), Kind::Sequence(other)) => {
                one.len() == other.len()
                    && one
                        .iter()
                        .zip(other)
                        .all(|(one, other)| one.says_the_same(other))
            }
            (Kind::Mapping(one), Kind::Mapping(others)) => {
                let same = |entry: &Entry| {
                    other
                        .get(&entry.key)
                        .is_some_and(|value| entry.value.says_the_same(value))
                };
                one.len() == others.len() && one.iter().all(same)
            }
            _ => false,
        }
    }

    pub(crate) fn kind_mut(&mut self) -> &mut Kind {
        &mut self.kind
    }
}

/// The value of a scalar by YAML's rules.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Value<'a> {
    /// An empty scalar, `null` or `~`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
    /// A whole number above the range of [`Value::Integer`].
    Unsigned(u64),
    /// Any other number.
    Float(f64),
    /// Text.
    Text(&'a str),
}

impl Value<'_> {
    fn describe(self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "a boolean",
            Self::Integer(_) | Self::Unsigned(_) | Self::Float(_) => "a number",
            Self::Text(_) => "a string",
        }
    }
}

impl Scalar {
    /// The value, by the rules of `serde_yaml`: those of YAML's core schema, with `0b…` beside
    /// `0x…` and `0o…`.
    pub fn value(&self) -> Value<'_> {
        let text = &*self.text;
        if self.style != Style::Plain {
            return Value::Text(text);
        }
        match text {
            "" | "~" | "null" | "Null" | "NULL" => Value::Null,
            "true" | "True" | "TRUE" => Value::Bool(true),
            "false" | "False" | "FALSE" => Value::Bool(false),
            _ if !text.starts_with(|first: char| {
                first.is_ascii_digit() || matches!(first, '+' | '-' | '.')
            }) =>
            {
                Value::Text(text)
            }
            _ => number(text).unwrap_or(Value::Text(text)),
        }
    }
}

fn number(text: &str) -> Option<Value<'static>> {
    let (negative, digits) = match text.as_bytes()[0] {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    if digits.starts_with(['+', '-']) || is_zero_padded(digits) {
        return None;
    }
    match digits {
        ".inf" | ".Inf" | ".INF" if negative => return Some(Value::Float(f64::NEG_INFINITY)),
        ".inf" | ".Inf" | ".INF" => return Some(Value::Float(f64::INFINITY)),
        ".nan" | ".NaN" | ".NAN" if digits == text => return Some(Value::Float(f64::NAN)),
        _ => {}
    }
    let (radix, body) = match digits.get(..2) {
        Some("0x") => (16, &digits[2..]),
        Some("0o") => (8, &digits[2..]),
        Some("0b") => (2, &digits[2..]),
        _ => (10, digits),
    };
    // A second sign is not part of a number, but `from_str_radix` accepts it.
    if !body.starts_with(['+', '-']) {
        if negative {
            if let Ok(value) = i64::from_str_radix(&format!("-{body}"), radix) {
                return Some(Value::Integer(value));
            }
        } else if let Ok(value) = u64::from_str_radix(body, radix) {
            return Some(i64::try_from(value).map_or(Value::Unsigned(value), Value::Integer));
        }
    }
    let float: f64 = digits.parse().ok()?;
    float
        .is_finite()
        .then_some(Value::Float(if negative { -float } else { float }))
}

/// Whether digits begin with a zero that a number would not keep: `007` is text.
fn is_zero_padded(digits: &str) -> bool {
    digits.len() > 1 && digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scalars_are_what_serde_yaml_takes_them_for() {
        let texts = [
            "",
            "~",
            "null",
            "Null",
            "true",
            "True",
            "FALSE",
            "yes",
            "5",
            "-5",
            "+5",
            "007",
            "-0",
            "0",
            "0x1F",
            "-0x1f",
            "0o17",
            "0b101",
            "1.5",
            "-1.5e3",
            "1e3",
            ".5",
            ".inf",
            "-.INF",
            "+.inf",
            ".nan",
            "-.nan",
            "18446744073709551615",
            "1_000",
            "0x",
            "+-5",
            "--5",
            "0x-5",
            "infinity",
            "nan",
            "+",
            ".",
            "1.2.3",
            "12:30",
        ];
        for text in texts {
            let scalar = Scalar {
                text: text.into(),
                style: Style::Plain,
            };
            let theirs: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
            let same = match (scalar.value(), &theirs) {
                (Value::Null, serde_yaml::Value::Null) => true,
                (Value::Bool(ours), serde_yaml::Value::Bool(theirs)) => ours == *theirs,
                (Value::Integer(ours), serde_yaml::Value::Number(theirs)) => {
                    theirs.as_i64() == Some(ours)
                }
                (Value::Unsigned(ours), serde_yaml::Value::Number(theirs)) => {
                    theirs.as_u64() == Some(ours)
                }
                (Value::Float(ours), serde_yaml::Value::Number(theirs)) => {
                    theirs.is_f64()
                        && theirs
                            .as_f64()
                            .is_some_and(|theirs| ours.to_bits() == theirs.to_bits())
                }
                (Value::Text(ours), serde_yaml::Value::String(theirs)) => ours == theirs,
                _ => false,
            };
            assert!(same, "{text:?}: {:?} but {theirs:?}", scalar.value());
        }
    }
}
