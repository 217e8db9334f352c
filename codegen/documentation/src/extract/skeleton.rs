//! The form of an object that a page shows before its tables, when these describe what is in one of
//! its keys, each for another kind of it: `{ "type": "Kind", "properties": { ... } }`.

use super::draft::{Field, Need, Required, Shape};
use super::section::Section;
use super::{example, shown};

/// The form of an object.
pub(super) struct Skeleton {
    /// Its fields. The tables describe the last one.
    fields: Vec<Field>,
}

/// Reads the first example of a page, when no table stands before it and it leaves out what is in
/// one key.
pub(super) fn read(sections: &[Section<'_>]) -> Option<Skeleton> {
    let first = sections
        .iter()
        .find(|section| section.tables().next().is_some() || !section.fences().is_empty())?;
    let fence = first.fences().into_iter().next()?;
    if first.tables().next().is_some() || fence.language != "json" {
        return None;
    }
    let mut lines = fence.text.lines().map(str::trim).peekable();
    (lines.next()? == "{").then_some(())?;
    let mut fields = Vec::new();
    let mut inside = None;
    let mut depth = 1;
    while let Some(line) = lines.next() {
        if line.starts_with('}') {
            depth -= 1;
            continue;
        }
        let entry = line
            .strip_prefix('"')
            .and_then(|line| line.split_once("\":"));
        let Some((name, value)) = entry.filter(|_| depth == 1) else {
            continue;
        };
        let mut field = Field {
            name: name.to_owned(),
            line: fence.line,
            shown: true,
            ..Field::default()
        };
        let value = value.trim().trim_end_matches(',');
        if value == "{" {
            depth += 1;
            field.type_.shape = Shape::Object;
            if lines.peek().is_some_and(|next| next.starts_with("...")) {
                inside = Some(field);
                continue;
            }
        } else if let Some(json) = example::json(value) {
            shown::merge(&mut field, &json);
        }
        fields.push(field);
    }
    fields.push(inside?);
    Some(Skeleton { fields })
}

impl Skeleton {
    /// The whole object, of which tables describe `inner`. What one of them requires is required of
    /// a kind.
    pub(super) fn with(mut self, mut inner: Vec<Field>) -> Vec<Field> {
        for field in &mut inner {
            if field.required == Need(Some(Required::Yes)) {
                field.required = Need(Some(Required::Sometimes));
            }
        }
        if let Some(last) = self.fields.last_mut() {
            last.fields = inner;
            last.shown = false;
        }
        self.fields
    }
}
