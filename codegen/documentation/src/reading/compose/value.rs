//! Types of fields.

use super::expression::{ending, listed, scalar};
use super::merge::merge;
use super::variants::variants;
use super::{Composer, Entries, Part};
use crate::edit::Yaml;
use crate::reading::tree::Branch;
use crate::reading::{Field, Subject};
use bitrix24_codegen::names;

impl<'r> Composer<'r> {
    /// The type of a field, with its own fields and values. A result has no values of its own.
    pub(super) fn value(
        &self,
        entries: &mut Entries,
        branch: &Branch<'r>,
        file: &str,
        request: Option<(&Subject, &str)>,
        is_result: bool,
    ) {
        let none = Field::default();
        let field = branch.field.unwrap_or(&none);
        let wire = field.wire.as_deref().unwrap_or_default();
        // Keys of a map that have names make it an object.
        let is_map = ending(wire) == "{}" && branch.form.is_empty();
        let has_names = is_map && !branch.inside.is_empty();
        let ending = match branch.form {
            "" if has_names => "",
            "" => ending(wire),
            form => form,
        };
        // In an answer, what describes the fields of a type is no filter.
        if let (Some(of), Some(_)) = (&field.of, request) {
            self.conditions(entries, branch, of, file, request);
            return;
        }
        if wire.contains('|') && (field.is.is_some() || field.entity.is_some()) {
            let ty = self.alternatives(branch, field, file);
            entries.put("type", Yaml::text(&ty));
            return;
        }
        let is_any = wire.trim_end_matches(['[', ']', '{', '}']) == "any";
        if let Some(is) = field
            .is
            .as_ref()
            .filter(|_| !has_names && !is_any && !branch.is_complete)
        {
            let is = self.readings.real(is);
            let name = self.name(is, file);
            let is_whole =
                branch.inside.is_empty() && field.only.is_none() && field.without.is_none();
            if is_whole {
                entries.put("type", Yaml::text(&listed(&name, ending)));
                return;
            }
            let mut merged = branch.clone();
            if let Some(ty) = self.readings.type_named(is) {
                merge(&mut merged, &Branch::of(&ty.fields), field, self.readings);
            }
            if ending.contains("{}") {
                let name = self.object(&merged, file, is);
                entries.put("type", Yaml::text(&listed(&name, ending)));
                return;
            }
            entries.put("type", Yaml::text(&listed("object", ending)));
            self.inside(
                entries,
                &merged,
                file,
                request.map_or("", |(_, path)| path),
                request.map(|(method, _)| method),
            );
            return;
        }
        if let Some(entity) = &field.entity {
            let name = self.name(self.readings.identified(entity), file);
            entries.put("type", Yaml::text(&listed(&format!("id<{name}>"), ending)));
            return;
        }
        if !branch.inside.is_empty() {
            let base = wire.trim_end_matches(['[', ']', '{', '}']);
            if base == "any" {
                entries.put("type", Yaml::text(&listed("any", ending)));
                return;
            }
            if ending.contains("{}") {
                let name = self.object(branch, file, "");
                entries.put("type", Yaml::text(&listed(&name, ending)));
                return;
            }
            if !matches!(ending, "") || !matches!(base, "" | "object") {
                entries.put("type", Yaml::text(&listed("object", ending)));
            }
            self.inside(
                entries,
                branch,
                file,
                request.map_or("", |(_, path)| path),
                request.map(|(method, _)| method),
            );
            return;
        }
        self.scalar(entries, branch, ending, file, is_result);
    }

    /// The type of a field without fields of its own. A result has no values of its own.
    fn scalar(
        &self,
        entries: &mut Entries,
        branch: &Branch<'r>,
        ending: &str,
        file: &str,
        is_result: bool,
    ) {
        let none = Field::default();
        let field = branch.field.unwrap_or(&none);
        let scalar = scalar(field);
        let values = variants(&field.values);
        let is_enumeration = matches!(scalar.as_str(), "string" | "integer" | "text");
        if values.is_empty() || !is_enumeration {
            entries.put("type", Yaml::text(&listed(&scalar, ending)));
        } else if branch.name.is_empty() || ending.contains("{}") || is_result {
            let noun = file
                .trim_end_matches(".v3")
                .rsplit('.')
                .next()
                .unwrap_or(file);
            let mut inner = Entries::default();
            inner.text("doc", field.doc.as_deref());
            if scalar == "integer" {
                inner.put("base", Yaml::text("integer"));
            }
            inner.map("values", values);
            let noun = if branch.name.is_empty() {
                noun
            } else {
                &branch.name
            };
            let name = self.made(noun, file, Yaml::Map(inner.0));
            entries.put("type", Yaml::text(&listed(&name, ending)));
        } else {
            if scalar != "string" || !ending.is_empty() {
                entries.put("type", Yaml::text(&listed(&scalar, ending)));
            }
            entries.map("values", values);
        }
    }

    /// The union of a field with several forms, of which one is an identifier or a shared type.
    fn alternatives(&self, branch: &Branch<'r>, field: &Field, file: &str) -> String {
        let wire = field.wire.as_deref().unwrap_or_default();
        let parts = wire.split('|').map(str::trim);
        let parts: Vec<&str> = parts.filter(|part| *part != "null").collect();
        let form = |part: &'_ str| part.trim_end_matches(['[', ']', '{', '}']).len();
        let shared = parts.first().map_or("", |part| &part[form(part)..]);
        let is_shared = parts.iter().all(|part| &part[form(part)..] == shared);
        let parts = parts.iter().map(|part| {
            let base = &part[..form(part)];
            let ending = if is_shared { "" } else { &part[base.len()..] };
            let item = match (base, &field.is, &field.entity) {
                ("object", Some(is), _) => self.name(is, file),
                ("object", None, _) if !branch.inside.is_empty() => self.object(branch, file, ""),
                ("integer" | "text", _, Some(entity)) => {
                    format!("id<{}>", self.name(self.readings.identified(entity), file))
                }
                ("text", ..) => "string".to_owned(),
                ("number", ..) => "double".to_owned(),
                _ => base.to_owned(),
            };
            listed(&item, ending)
        });
        let mut distinct: Vec<String> = Vec::new();
        for part in parts {
            if !distinct.contains(&part) {
                distinct.push(part);
            }
        }
        let union = distinct.join("|");
        if is_shared {
            listed(&union, shared)
        } else {
            union
        }
    }

    /// Makes a named type of an object that a map holds. Gives its name.
    pub(super) fn object(&self, branch: &Branch<'r>, file: &str, is: &str) -> String {
        let noun = match branch.name.as_str() {
            "" => is
                .rsplit('.')
                .next()
                .filter(|name| !name.is_empty())
                .unwrap_or("Entry"),
            name => name,
        };
        let mut entries = Entries::default();
        entries.text("doc", branch.field.and_then(|field| field.doc.as_deref()));
        self.inside(&mut entries, branch, file, "", None);
        self.made(noun, file, Yaml::Map(entries.0))
    }

    /// Makes a named type. Gives its name.
    pub(super) fn made(&self, noun: &str, file: &str, value: Yaml) -> String {
        let name = names::camel(singular(noun));
        let owner = file
            .trim_end_matches(".v3")
            .rsplit('.')
            .next()
            .unwrap_or(file);
        let subject = self.subject.borrow();
        let own = subject.rsplit('.').next().unwrap_or_default();
        let candidates = [
            name.clone(),
            format!("{}{name}", names::camel(owner)),
            format!("{}{name}", names::camel(own)),
            format!("{name}Entry"),
        ];
        let full = |name: &str| format!("{file}.{name}");
        let mut made = self.made.borrow_mut();
        for name in candidates {
            if made
                .iter()
                .any(|part| part.file == file && part.name == name && part.value == value)
            {
                return name;
            }
            if !self.known.has_type(&full(&name)) && self.taken.borrow_mut().insert(full(&name)) {
                made.push(Part {
                    file: file.to_owned(),
                    section: "types",
                    name: name.clone(),
                    value,
                });
                return name;
            }
        }
        let name = format!("{name}{}", made.len());
        made.push(Part {
            file: file.to_owned(),
            section: "types",
            name: name.clone(),
            value,
        });
        name
    }
}

/// One of what a name in the plural stands for.
fn singular(name: &str) -> &str {
    let lower = name.to_ascii_lowercase();
    if lower.ends_with("ies") || lower.ends_with("ss") || lower.ends_with("us") {
        name
    } else {
        name.strip_suffix(['s', 'S']).unwrap_or(name)
    }
}
