//! Finds the splice of an edit.

use std::ops::Range;

use super::splice::{Splice, line_end, line_start};
use super::value::key as written_key;
use super::{Edit, Refusal, Yaml};
use bitrix24_codegen::node::{Entry, Kind, Node, Scalar, Style};
use bitrix24_codegen::shape::Shape;
use bitrix24_codegen::source::{Sources, Span};
use bitrix24_codegen::yaml::{self, Comments};

/// A text that was read, for several edits of the same.
#[derive(Debug)]
pub struct Parsed<'t> {
    text: &'t str,
    root: Node,
    comments: Vec<Span>,
}

impl<'t> Parsed<'t> {
    /// Reads a text.
    pub fn read(text: &'t str) -> Result<Self, Refusal> {
        let mut sources = Sources::default();
        let source = sources.add("", "");
        let reading = yaml::read(text, source, Comments::Keep);
        let root = reading
            .root
            .filter(|_| reading.problems.is_empty())
            .ok_or_else(|| Refusal("the file is not YAML that can be edited".to_owned()))?;
        Ok(Self {
            text,
            root,
            comments: reading.comments,
        })
    }

    /// The facts of the file.
    pub fn root(&self) -> &Node {
        &self.root
    }

    /// The splice of an edit. Returns `None` when the text already has its result.
    pub fn splice(&self, edit: &Edit) -> Result<Option<Splice>, Refusal> {
        of(edit, self)
    }
}

fn of(edit: &Edit, parsed: &Parsed<'_>) -> Result<Option<Splice>, Refusal> {
    let file = File {
        text: parsed.text,
        root: &parsed.root,
        comments: &parsed.comments,
    };
    match edit {
        Edit::Set { keys, value } => file.set(keys, value),
        Edit::Insert {
            keys,
            after,
            key,
            value,
        } => file.insert(keys, after, key, value),
        Edit::Push { keys, value } => file.push(keys, value),
        Edit::Remove { keys } => file.remove(keys),
        Edit::Rename { keys, to } => file.rename(keys, to),
    }
}

struct File<'t> {
    text: &'t str,
    root: &'t Node,
    comments: &'t [Span],
}

/// A value in a file, found by keys.
struct FoundNode<'t> {
    node: &'t Node,
    shape: Shape,
    /// The entry whose value it is; `None` for the whole file and for items.
    entry: Option<&'t Entry>,
    /// Number of keys that led to it.
    depth: usize,
}

impl<'t> File<'t> {
    /// The last value that the keys reach.
    fn nearest(&self, keys: &[String]) -> FoundNode<'t> {
        let mut found = FoundNode {
            node: self.root,
            shape: Shape::File,
            entry: None,
            depth: 0,
        };
        for key in keys {
            let entry = found.node.entry(key);
            let item = || key.parse().ok().and_then(|index| found.node.index(index));
            let Some(node) = entry.map(|entry| &entry.value).or_else(item) else {
                break;
            };
            found = FoundNode {
                node,
                shape: found.shape.child(key),
                entry,
                depth: found.depth + 1,
            };
        }
        found
    }

    fn exact(&self, keys: &[String]) -> Option<FoundNode<'t>> {
        Some(self.nearest(keys)).filter(|found| found.depth == keys.len())
    }

    fn set(&self, keys: &[String], value: &Yaml) -> Result<Option<Splice>, Refusal> {
        let found = self.nearest(keys);
        let Some((next, rest)) = keys[found.depth..].split_first() else {
            return self.replace(&found, value);
        };
        let value = rest.iter().rev().fold(value.clone(), |value, key| {
            Yaml::Map(vec![(key.clone(), value)])
        });
        match found.node.kind() {
            Kind::Mapping(entries) => {
                let after = entries.last().map(|entry| entry.key.to_string());
                Ok(Some(self.insertion(&found, after.as_deref(), next, &value)))
            }
            Kind::Scalar(scalar) => {
                let short = match found.shape {
                    Shape::Field | Shape::Parameter => "type",
                    Shape::Value => "wire",
                    _ if is_blank(scalar) => {
                        let value = Yaml::Map(vec![(next.clone(), value)]);
                        return self.replace(&found, &value);
                    }
                    _ => return Err(Refusal(format!("`{next}` cannot stand in a text"))),
                };
                if next == short && rest.is_empty() {
                    return self.replace(&found, &value);
                }
                let facts = vec![
                    (short.to_owned(), as_written(self.raw(found.node), scalar)),
                    (next.clone(), value),
                ];
                self.replace(&found, &Yaml::Map(facts))
            }
            Kind::Sequence(_) => Err(Refusal(format!("there is no item `{next}`"))),
        }
    }

    fn raw(&self, node: &Node) -> &'t str {
        &self.text[node.span().start..node.span().end]
    }

    /// Replaces a value.
    fn replace(&self, found: &FoundNode<'t>, value: &Yaml) -> Result<Option<Splice>, Refusal> {
        if says(found.node, value) {
            return Ok(None);
        }
        let span = found.node.span();
        let text = value.to_string();
        let is_block = match found.node.kind() {
            Kind::Scalar(scalar) => scalar.style == Style::Block,
            _ => !self.in_braces(found.node),
        };
        let behind_colon = found.entry.map(|entry| {
            let end = entry.key_span.end;
            end + self.text[end..].find(':').map_or(0, |colon| colon + 1)
        });
        let (at, text) = match behind_colon {
            Some(start) if is_block => (start..self.content_end(span), format!(" {text}")),
            Some(start) if span.start == span.end => (start..start, format!(" {text}")),
            _ => (span.start..span.end, text),
        };
        self.keep_comments(&at)?;
        Ok(Some(Splice { at, text }))
    }

    fn insert(
        &self,
        keys: &[String],
        after: &[String],
        key: &str,
        value: &Yaml,
    ) -> Result<Option<Splice>, Refusal> {
        let all = || {
            keys.iter()
                .cloned()
                .chain([key.to_owned()])
                .collect::<Vec<_>>()
        };
        let Some(found) = self.exact(keys) else {
            return self.set(&all(), value);
        };
        if !matches!(found.node.kind(), Kind::Mapping(_)) {
            return self.set(&all(), value);
        }
        match found.node.get(key) {
            Some(present) if says(present, value) => Ok(None),
            Some(_) => Err(Refusal(format!("there is another `{key}`"))),
            None => {
                let after = after.iter().find(|key| found.node.get(key).is_some());
                Ok(Some(self.insertion(
                    &found,
                    after.map(String::as_str),
                    key,
                    value,
                )))
            }
        }
    }

    /// A new entry in a mapping, behind another or first.
    fn insertion(
        &self,
        found: &FoundNode<'t>,
        after: Option<&str>,
        key: &str,
        value: &Yaml,
    ) -> Splice {
        let entry = format!("{}: {value}", written_key(key));
        let span = found.node.span();
        let after = after.and_then(|after| found.node.entry(after));
        let put = |at: usize, text: String| Splice { at: at..at, text };
        match (found.node.entries().first(), after) {
            (None, _) if self.in_braces(found.node) => Splice {
                at: span.start..span.end,
                text: format!("{{ {entry} }}"),
            },
            // An empty file.
            (None, _) => put(self.text.len(), format!("{entry}\n")),
            (Some(_), Some(after)) if self.in_braces(found.node) => {
                put(entry_end(after), format!(", {entry}"))
            }
            (Some(first), None) if self.in_braces(found.node) => {
                put(first.key_span.start, format!("{entry}, "))
            }
            (Some(first), Some(after)) => {
                let column = self.column(first.key_span.start);
                let end = self.block_end(entry_end(after), column);
                put(end, format!("\n{}{entry}", " ".repeat(column)))
            }
            (Some(first), None) => {
                let column = self.column(first.key_span.start);
                let start = self.with_comments(first.key_span.start, column);
                put(start, format!("{entry}\n{}", " ".repeat(column)))
            }
        }
    }

    fn push(&self, keys: &[String], value: &Yaml) -> Result<Option<Splice>, Refusal> {
        let Some(found) = self.exact(keys) else {
            return self.set(keys, &Yaml::List(vec![value.clone()]));
        };
        let Kind::Sequence(items) = found.node.kind() else {
            return Err(Refusal("it is no list".to_owned()));
        };
        if items.iter().any(|item| says(item, value)) {
            return Ok(None);
        }
        let Some(last) = items.last() else {
            return self.replace(&found, &Yaml::List(vec![value.clone()]));
        };
        let end = last.span().end;
        if self.in_braces(found.node) {
            return Ok(Some(Splice {
                at: end..end,
                text: format!(", {value}"),
            }));
        }
        let line = line_start(self.text, last.span().start);
        let dash = self.text[line..].find('-').unwrap_or_default();
        let end = self.block_end(end, dash);
        Ok(Some(Splice {
            at: end..end,
            text: format!("\n{}- {value}", " ".repeat(dash)),
        }))
    }

    fn remove(&self, keys: &[String]) -> Result<Option<Splice>, Refusal> {
        let Some(found) = self.exact(keys) else {
            return Ok(None);
        };
        let Some((_, above)) = keys.split_last() else {
            return Err(Refusal("a file cannot be removed from itself".to_owned()));
        };
        let owner = self.nearest(above);
        let count = owner.node.entries().len().max(owner.node.items().len());
        if count == 1 && !above.is_empty() {
            if matches!(owner.shape, Shape::Names(_) | Shape::List(_) | Shape::Leaf) {
                return self.remove(above);
            }
            return self.replace(&owner, &Yaml::Map(Vec::new()));
        }
        let start = |index: usize| match owner.node.kind() {
            Kind::Mapping(entries) => entries[index].key_span.start,
            _ => owner.node.items()[index].span().start,
        };
        let end = |index: usize| match owner.node.kind() {
            Kind::Mapping(entries) => entry_end(&entries[index]),
            _ => owner.node.items()[index].span().end,
        };
        let is_it = |index: &usize| match owner.node.kind() {
            Kind::Mapping(entries) => std::ptr::eq(&raw const entries[*index].value, found.node),
            _ => std::ptr::eq(&raw const owner.node.items()[*index], found.node),
        };
        let index = (0..count).find(is_it).unwrap_or_default();
        let at = if self.in_braces(owner.node) {
            if index + 1 < count {
                start(index)..start(index + 1)
            } else {
                end(index - 1)..end(index)
            }
        } else {
            let line = line_start(self.text, start(index));
            let column = start(index) - line;
            if found.entry.is_some() && self.text[line..start(index)].contains('-') {
                return Err(Refusal("it stands behind a dash".to_owned()));
            }
            let below = (self.block_end(end(index), column) + 1).min(self.text.len());
            line_start(self.text, self.with_comments(start(index), column))..below
        };
        Ok(Some(Splice {
            at,
            text: String::new(),
        }))
    }

    fn rename(&self, keys: &[String], to: &str) -> Result<Option<Splice>, Refusal> {
        let Some((name, above)) = keys.split_last() else {
            return Err(Refusal("a file has no key".to_owned()));
        };
        let owner = self.exact(above);
        let entry = |name: &str| owner.as_ref().and_then(|owner| owner.node.entry(name));
        match (entry(name), entry(to)) {
            (_, _) if name == to => Ok(None),
            (None, Some(_)) => Ok(None),
            (None, None) => Err(Refusal(format!("there is no `{name}`"))),
            (Some(_), Some(_)) => Err(Refusal(format!("there is another `{to}`"))),
            (Some(entry), None) => Ok(Some(Splice {
                at: entry.key_span.start..entry.key_span.end,
                text: written_key(to),
            })),
        }
    }

    fn in_braces(&self, node: &Node) -> bool {
        self.text[node.span().start..].starts_with(['{', '['])
    }

    /// Columns before a position on its line.
    fn column(&self, at: usize) -> usize {
        self.text[line_start(self.text, at)..at].chars().count()
    }

    /// The end of a value without the empty lines that a block may have behind it.
    fn content_end(&self, span: Span) -> usize {
        span.start + self.text[span.start..span.end].trim_end().len()
    }

    /// The end of the last line of an entry, with the comments below it that are indented deeper
    /// than its key.
    fn block_end(&self, end: usize, column: usize) -> usize {
        let mut end = line_end(self.text, self.text[..end].trim_end().len());
        loop {
            let below = end + 1;
            let Some(line) = self.text.get(below..).and_then(|rest| rest.lines().next()) else {
                return end;
            };
            let inside = line.len() - line.trim_start().len();
            if inside <= column || !line.trim_start().starts_with('#') {
                return end;
            }
            end = below + line.len();
        }
    }

    /// The beginning of a key, with the comments right above it.
    fn with_comments(&self, start: usize, column: usize) -> usize {
        let mut start = start;
        loop {
            let line = line_start(self.text, start);
            let above = line.checked_sub(1).map(|end| line_start(self.text, end));
            let Some(above) = above else { return start };
            let text = &self.text[above..line];
            let inside = text.len() - text.trim_start().len();
            // The comments at the top of a file are the file's.
            if inside != column || !text.trim_start().starts_with('#') || column == 0 {
                return start;
            }
            start = above + inside;
        }
    }

    /// Refuses to write over a comment.
    fn keep_comments(&self, at: &Range<usize>) -> Result<(), Refusal> {
        if self
            .comments
            .iter()
            .any(|comment| at.contains(&comment.start))
        {
            return Err(Refusal("a comment stands in it".to_owned()));
        }
        Ok(())
    }
}

fn entry_end(entry: &Entry) -> usize {
    entry.value.span().end.max(entry.key_span.end)
}

fn is_blank(scalar: &Scalar) -> bool {
    scalar.text.is_empty() && scalar.style == Style::Plain
}

/// A scalar in its written form, for a line in braces.
fn as_written(raw: &str, scalar: &Scalar) -> Yaml {
    if raw.contains(['{', '}', '[', ']', ',', '\n']) && scalar.style == Style::Plain {
        Yaml::text(&scalar.text)
    } else {
        Yaml::Scalar(raw.to_owned())
    }
}

/// Whether a value of a file is what would be written.
fn says(node: &Node, value: &Yaml) -> bool {
    let mut sources = Sources::default();
    let text = value.to_string();
    let source = sources.add("", "");
    yaml::read(&text, source, Comments::Skip)
        .root
        .is_some_and(|value| value.says_the_same(node))
}
