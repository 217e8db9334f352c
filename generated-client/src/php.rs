//! Parameters in PHP's form encoding: `fields[ownerId]=1&rows[0][x]=2&tags[]=a`.
//!
//! Handlers receive events and placements in this form.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use crate::value::{Map, Value};

/// Deepest nesting of brackets; PHP has the same limit.
pub(crate) const MAX_DEPTH: usize = 64;
/// Largest number of pairs.
pub(crate) const MAX_PAIRS: usize = 10_000;

/// Largest number of objects, lists and texts built from the pairs. A short name in brackets
/// creates one, and each takes hundreds of bytes: without a limit a small body would take a lot of
/// memory.
const MAX_NODES: usize = 4 * MAX_PAIRS;

/// Why parameters could not be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refused {
    /// More brackets than `MAX_DEPTH`.
    TooDeep,
    /// More pairs than `MAX_PAIRS`, or four times as many nodes.
    TooMany,
    /// Bytes that are not UTF-8.
    NotUtf8,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooDeep => write!(f, "they are nested deeper than {MAX_DEPTH} levels"),
            Self::TooMany => write!(f, "there are more than {MAX_PAIRS}"),
            Self::NotUtf8 => f.write_str("they are not UTF-8"),
        }
    }
}

/// Decodes `application/x-www-form-urlencoded` text, as of a body or a query.
///
/// All values are text. Keys 0, 1, 2 … in this order become a list, other keys in brackets an
/// object; `[]` takes the next free number. Of two values with the same name the last counts. A `%`
/// without two hexadecimal digits is kept, as in PHP. PHP would accept any bytes; text that is not
/// UTF-8 is refused here.
pub fn decode(text: &[u8]) -> Result<Map<String, Value>, Refused> {
    let mut root = Node::default();
    let mut nodes = 0;
    let pairs = text
        .split(|byte| *byte == b'&')
        .filter(|pair| !pair.is_empty());
    for (count, pair) in pairs.enumerate() {
        if count == MAX_PAIRS {
            return Err(Refused::TooMany);
        }
        let (name, value) = match pair.iter().position(|byte| *byte == b'=') {
            Some(index) => (&pair[..index], &pair[index + 1..]),
            None => (pair, &[][..]),
        };
        let name = unescape(name)?;
        let Some((first, brackets)) = split(&name)? else {
            continue;
        };
        let mut node = root.child(first.into_owned(), &mut nodes);
        for key in brackets {
            node = if key.is_empty() {
                node.append(&mut nodes)
            } else {
                node.child(key.to_owned(), &mut nodes)
            };
        }
        node.set(unescape(value)?);
        if nodes > MAX_NODES {
            return Err(Refused::TooMany);
        }
    }
    Ok(root.into_map())
}

/// The first part of a name, and the parts in brackets.
type Name<'a> = (Cow<'a, str>, Vec<&'a str>);

/// Splits a name. Returns `None` when PHP ignores the pair.
///
/// As in PHP, spaces before the name are removed, a name that starts with a bracket is ignored,
/// dots and spaces in its first part become `_`, and so does a bracket that is never closed; text
/// between brackets is removed.
fn split(name: &str) -> Result<Option<Name<'_>>, Refused> {
    let name = name.trim_start_matches(' ');
    if name.is_empty() || name.starts_with('[') {
        return Ok(None);
    }
    let closed = name.find('[').filter(|start| name[*start..].contains(']'));
    let (first, mut rest) = name.split_at(closed.unwrap_or(name.len()));
    let first = if first.contains(['.', ' ', '[']) {
        first.replace(['.', ' ', '['], "_").into()
    } else {
        first.into()
    };
    let mut brackets = Vec::new();
    while let Some((key, behind)) = rest.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        if brackets.len() == MAX_DEPTH {
            return Err(Refused::TooDeep);
        }
        brackets.push(key);
        rest = behind;
    }
    Ok(Some((first, brackets)))
}

/// Decodes `%20` and `+`.
fn unescape(text: &[u8]) -> Result<String, Refused> {
    let digit = |index: usize| {
        text.get(index)
            .and_then(|byte| char::from(*byte).to_digit(16))
    };
    let mut bytes = Vec::with_capacity(text.len());
    let mut index = 0;
    while let Some(byte) = text.get(index) {
        match (byte, digit(index + 1), digit(index + 2)) {
            (b'%', Some(high), Some(low)) => {
                // Two hexadecimal digits make a byte.
                bytes.push(u8::try_from(high * 16 + low).unwrap_or_default());
                index += 3;
                continue;
            }
            (b'+', ..) => bytes.push(b' '),
            _ => bytes.push(*byte),
        }
        index += 1;
    }
    String::from_utf8(bytes).map_err(|_| Refused::NotUtf8)
}

/// A value under construction. `indices` maps each key to its entry, so that a lookup takes
/// constant time.
#[derive(Default)]
struct Node {
    text: String,
    entries: Vec<(String, Node)>,
    indices: HashMap<String, usize>,
    /// The number that `[]` takes next.
    next: u64,
}

impl Node {
    /// The node under a key; `nodes` counts the created nodes.
    fn child(&mut self, key: String, nodes: &mut usize) -> &mut Node {
        let index = if let Some(index) = self.indices.get(&key) {
            *index
        } else {
            if let Some(number) = number(&key) {
                self.next = self.next.max(number.saturating_add(1));
            }
            *nodes += 1;
            self.indices.insert(key.clone(), self.entries.len());
            self.entries.push((key, Node::default()));
            self.entries.len() - 1
        };
        &mut self.entries[index].1
    }

    fn append(&mut self, nodes: &mut usize) -> &mut Node {
        self.child(self.next.to_string(), nodes)
    }

    fn set(&mut self, text: String) {
        *self = Node {
            text,
            ..Node::default()
        };
    }

    fn into_map(self) -> Map<String, Value> {
        let mut map = Map::new();
        for (key, node) in self.entries {
            map.push(key, node.into_value());
        }
        map
    }

    fn into_value(self) -> Value {
        if self.entries.is_empty() {
            return Value::Text(self.text);
        }
        array(self.into_map())
    }
}

/// The number of a key in PHP's form: `7`, not `07`.
fn number(key: &str) -> Option<u64> {
    if key != "0" && key.starts_with(['0', '+']) {
        return None;
    }
    key.parse().ok()
}

/// An array as PHP writes it into JSON: a list when the keys are 0, 1, 2 … in this order, an object
/// otherwise.
pub fn array(entries: Map<String, Value>) -> Value {
    let is_list = entries
        .keys()
        .zip(0..)
        .all(|(key, index)| number(key) == Some(index));
    if is_list {
        Value::List(entries.into_iter().map(|(_, value)| value).collect())
    } else {
        Value::Map(entries)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn json(text: &str) -> String {
        Value::Map(decode(text.as_bytes()).expect("readable")).to_json()
    }

    #[test]
    fn pairs_become_objects_and_lists() {
        for (text, expected) in [
            ("", "{}"),
            ("a=1&b=x+y&c", r#"{"a":"1","b":"x y","c":""}"#),
            (
                "fields[ownerId]=1&fields[ownerType]=D",
                r#"{"fields":{"ownerId":"1","ownerType":"D"}}"#,
            ),
            (
                "rows[0][x]=1&rows[1][x]=2&rows[0][y]=3",
                r#"{"rows":[{"x":"1","y":"3"},{"x":"2"}]}"#,
            ),
            ("a[]=1&a[]=2", r#"{"a":["1","2"]}"#),
            ("a[][x]=1&a[][x]=2", r#"{"a":[{"x":"1"},{"x":"2"}]}"#),
            (
                "filter%5B%3DownerId%5D=5&filter[>price]=10",
                r#"{"filter":{"=ownerId":"5",">price":"10"}}"#,
            ),
            ("a[5]=x&a[]=y", r#"{"a":{"5":"x","6":"y"}}"#),
            ("a[1]=x&a[0]=y", r#"{"a":{"1":"x","0":"y"}}"#),
            ("a[00]=x", r#"{"a":{"00":"x"}}"#),
            ("a=1&a=2", r#"{"a":"2"}"#),
            ("a=1&a[x]=2", r#"{"a":{"x":"2"}}"#),
            ("a[x]=2&a=1", r#"{"a":"1"}"#),
            ("a=b=c", r#"{"a":"b=c"}"#),
            ("=x&[b]=1&&a=1", r#"{"a":"1"}"#),
            ("my.name=1&my name2=2", r#"{"my_name":"1","my_name2":"2"}"#),
            (
                "a[b=1&a]=2&a[b]c[d]=3",
                r#"{"a_b":"1","a]":"2","a":{"b":"3"}}"#,
            ),
            (
                "name=%D0%AF%C3%BC&bad=%zz%4&cut=%",
                r#"{"name":"Яü","bad":"%zz%4","cut":"%"}"#,
            ),
            (
                "a[18446744073709551615]=1&a[]=2",
                r#"{"a":{"18446744073709551615":"2"}}"#,
            ),
        ] {
            assert_eq!(json(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        for text in ["a=%FF", "a=%C3", "%ff=1", "a[%80]=1"] {
            assert_eq!(decode(text.as_bytes()), Err(Refused::NotUtf8), "{text}");
        }
        assert_eq!(decode(b"a=\xC3("), Err(Refused::NotUtf8));
    }

    #[test]
    fn depth_and_number_are_bounded() {
        let nested = |depth: usize| format!("a{}=1", "[x]".repeat(depth));
        assert!(decode(nested(MAX_DEPTH).as_bytes()).is_ok());
        assert_eq!(
            decode(nested(MAX_DEPTH + 1).as_bytes()),
            Err(Refused::TooDeep)
        );
        assert_eq!(decode(nested(1_000_000).as_bytes()), Err(Refused::TooDeep));
        let bushy = |pairs: usize| {
            let pair = |number| format!("a{number}{}=1&", "[x]".repeat(MAX_DEPTH));
            (0..pairs).map(pair).collect::<Vec<_>>().concat()
        };
        let fits = MAX_NODES / (MAX_DEPTH + 1);
        assert!(decode(bushy(fits).as_bytes()).is_ok());
        assert_eq!(decode(bushy(fits + 1).as_bytes()), Err(Refused::TooMany));
        assert!(decode("a[]=1&".repeat(MAX_PAIRS).as_bytes()).is_ok());
        assert_eq!(
            decode("a[]=1&".repeat(MAX_PAIRS + 1).as_bytes()),
            Err(Refused::TooMany)
        );
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _ = decode(&bytes);
        }

        #[test]
        fn anything_near_the_syntax_is_read_or_refused(text in "[a\\[\\]=&%0-3. +]{0,60}") {
            if let Ok(map) = decode(text.as_bytes()) {
                prop_assert!(serde_json::from_str::<serde_json::Value>(&Value::Map(map).to_json()).is_ok());
            }
        }
    }
}
