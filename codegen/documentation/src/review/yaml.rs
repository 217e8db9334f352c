//! Lines of YAML, each with the keys that lead to it.

use crate::facts::Location;
use bitrix24_codegen::load::LoadedFile;
use bitrix24_codegen::node::{Kind, Node};
use bitrix24_codegen::source::Sources;

/// Keys that only hold others: a line with only such a key states no fact.
const HOLDERS: &[&str] = &[
    "params",
    "fields",
    "patterns",
    "data",
    "errors",
    "values",
    "operators",
    "options",
];

/// A method, an event or a type in its file.
#[derive(Debug)]
pub(super) struct Block {
    /// The file, from the folder of the schema.
    pub(super) file: String,
    /// Its own key.
    pub(super) name: String,
    pub(super) lines: Vec<Line>,
    /// The line of every key in it.
    pub(super) entries: Vec<(Vec<String>, u32)>,
}

/// A line.
#[derive(Debug)]
pub(super) struct Line {
    /// Its number, counted from 1.
    pub(super) number: u32,
    /// The line without the indentation of the whole.
    pub(super) text: String,
    /// The keys of what begins on it, or of what it continues.
    pub(super) keys: Vec<String>,
    /// Whether it only introduces other lines.
    pub(super) is_holder: bool,
}

impl Block {
    /// The block at `at` of a file.
    pub(super) fn of(
        file: &LoadedFile,
        text: &str,
        sources: &Sources,
        at: &Location,
    ) -> Option<Self> {
        let (last, parents) = at.keys.split_last()?;
        let parent = parents
            .iter()
            .try_fold(&file.node, |node, key| node.get(key))?;
        let entry = parent.entry(last)?;
        let number = |span| u32::try_from(sources.location(span).line).unwrap_or(u32::MAX);
        let first = number(entry.key_span);
        let mut entries = vec![(at.keys.clone(), first)];
        walk(&entry.value, &at.keys, &number, &mut entries);
        let indentation = |line: &str| line.len() - line.trim_start().len();
        let mut from = text.lines().skip(first.saturating_sub(1) as usize);
        let head = from.next()?;
        let depth = indentation(head);
        let rest = from.take_while(|line| line.trim().is_empty() || indentation(line) > depth);
        let mut lines: Vec<Line> = Vec::new();
        for (number, text) in (first..).zip(std::iter::once(head).chain(rest)) {
            if text.trim().is_empty() {
                continue;
            }
            let starts = entries.iter().find(|(_, line)| *line == number);
            let before = || entries.iter().rev().find(|(_, line)| *line < number);
            let keys = starts.or_else(before).map(|(keys, _)| keys.clone());
            let keys = keys.unwrap_or_else(|| at.keys.clone());
            let holds =
                |key: &String| HOLDERS.contains(&key.as_str()) && text.trim() == format!("{key}:");
            lines.push(Line {
                number,
                text: text.get(depth..).unwrap_or(text).to_owned(),
                is_holder: starts.is_some() && keys.last().is_some_and(holds),
                keys,
            });
        }
        Some(Self {
            file: at.yaml.to_string(),
            name: last.clone(),
            lines,
            entries,
        })
    }
}

impl Block {
    /// The keys of the notes (`check:`) in it.
    pub(super) fn notes(&self) -> impl Iterator<Item = &[String]> {
        let keys = self.entries.iter().map(|(keys, _)| keys.as_slice());
        keys.filter(|keys| keys.last().is_some_and(|key| key == "check"))
    }
}

fn walk(
    node: &Node,
    keys: &[String],
    number: &dyn Fn(bitrix24_codegen::source::Span) -> u32,
    found: &mut Vec<(Vec<String>, u32)>,
) {
    if let Kind::Mapping(entries) = node.kind() {
        for entry in entries {
            let mut own = keys.to_vec();
            own.push(entry.key.to_string());
            found.push((own.clone(), number(entry.key_span)));
            walk(&entry.value, &own, number, found);
        }
    }
}
