//! Readings as files of the schema.

mod entries;
mod expression;
mod filter;
mod merge;
mod notes;
mod paging;
mod value;
mod variants;

use std::cell::RefCell;
use std::collections::BTreeSet;

use self::entries::Entries;
use self::notes::notes;
use self::paging::paging;
use self::variants::{errors, variants};
use super::known::Known;
use super::tree::Branch;
use super::{Field, Readings, Subject, Type};
use crate::edit::Yaml;
use crate::facts::Kind;
use bitrix24_codegen::names;
use bitrix24_codegen::pattern::is_pattern;

/// A part of a file: the section it belongs to, its name there, and its value.
#[derive(Debug, Clone)]
pub struct Part {
    /// The namespace of the file, with `.v3` for REST 3.0.
    pub file: String,
    /// `types`, `methods` or `events`.
    pub section: &'static str,
    /// The name.
    pub name: String,
    /// What it says.
    pub value: Yaml,
}

/// The types that readings name, and everything they describe, as parts of files. Types come first.
pub fn parts<'r>(
    readings: &'r Readings,
    known: &'r Known<'r>,
    lacks: &dyn Fn(&Subject) -> bool,
) -> Vec<Part> {
    let composer = Composer {
        readings,
        known,
        made: RefCell::default(),
        subject: RefCell::default(),
        page: RefCell::default(),
        taken: RefCell::new(
            readings
                .types
                .keys()
                .map(|name| readings.real(name).to_owned())
                .collect(),
        ),
    };
    let wanted: Vec<&Subject> = readings
        .subjects()
        .iter()
        .filter(|one| lacks(one))
        .collect();
    let mut named = BTreeSet::new();
    for subject in &wanted {
        composer.names(subject.params.iter().chain(&subject.result), &mut named);
    }
    let mut parts: Vec<Part> = Vec::new();
    for name in &named {
        if known.has_type(name) {
            continue;
        }
        let (file, own) = name.rsplit_once('.').unwrap_or(("", name));
        parts.push(Part {
            file: file.to_owned(),
            section: "types",
            name: own.to_owned(),
            value: composer.ty(name, readings.type_named(name)),
        });
    }
    for subject in wanted {
        composer.subject.replace(subject.name.clone());
        composer.page.replace(subject.page.clone());
        parts.push(composer.subject(subject));
    }
    parts.extend(composer.made.into_inner());
    parts
}

struct Composer<'r> {
    readings: &'r Readings,
    known: &'r Known<'r>,
    /// Types of objects that a map holds: such need a name.
    made: RefCell<Vec<Part>>,
    /// The method or event that is composed.
    subject: RefCell<String>,
    /// The page of what is composed.
    page: RefCell<String>,
    /// Full names of types that are taken.
    taken: RefCell<BTreeSet<String>>,
}

impl<'r> Composer<'r> {
    /// The names of types that fields lead to, with those that lead on.
    fn names(&self, fields: impl Iterator<Item = &'r Field>, names: &mut BTreeSet<String>) {
        for field in fields {
            let types = [&field.is, &field.of].into_iter().flatten();
            let types = types.map(|name| self.readings.real(name));
            let entity = field.entity.as_deref();
            for name in types.chain(entity.map(|name| self.readings.identified(name))) {
                if names.insert(name.to_owned())
                    && let Some(ty) = self.readings.type_named(name)
                {
                    self.names(ty.fields.iter(), names);
                }
            }
        }
    }

    fn ty(&self, name: &str, ty: Option<&'r Type>) -> Yaml {
        let mut entries = Entries::default();
        let file = name.rsplit_once('.').map_or("", |(file, _)| file);
        if let Some(ty) = ty {
            self.page.replace(ty.page.clone().unwrap_or_default());
            entries.text("doc", ty.doc.as_deref());
            entries.text("page", ty.page.as_deref());
            if self.is_text_key(name) {
                entries.put("key", Yaml::text("string"));
            } else if ty.fields.is_empty() {
                entries.put("key", Yaml::text("integer"));
            }
            let tree = Branch::of(&ty.fields);
            self.inside(&mut entries, &tree, file, "", None);
            if let [
                Field {
                    path, values, wire, ..
                },
            ] = ty.fields.as_slice()
                && path.is_empty()
            {
                // An enumeration that several methods share.
                if wire.as_deref() == Some("integer") {
                    entries.put("base", Yaml::text("integer"));
                }
                entries.map("values", variants(values));
            }
        } else {
            entries.put(
                "key",
                Yaml::text(if self.is_text_key(name) {
                    "string"
                } else {
                    "integer"
                }),
            );
        }
        Yaml::Map(entries.0)
    }

    /// Whether identifiers of a type are written as text wherever they were read.
    fn is_text_key(&self, name: &str) -> bool {
        let mut text = 0;
        let mut other = 0;
        let types = self.readings.types.values().flat_map(|ty| &ty.fields);
        let subjects = self.readings.subjects.iter();
        let fields = subjects.flat_map(|one| one.params.iter().chain(&one.result));
        for field in types.chain(fields) {
            if field
                .entity
                .as_deref()
                .map(|entity| self.readings.identified(entity))
                == Some(name)
            {
                if field
                    .wire
                    .as_deref()
                    .is_some_and(|wire| wire.starts_with("text"))
                {
                    text += 1;
                } else {
                    other += 1;
                }
            }
        }
        text > other
    }

    fn subject(&self, subject: &'r Subject) -> Part {
        let third = if subject.version == 3 { ".v3" } else { "" };
        let mut entries = Entries::default();
        entries.text("doc", subject.doc.as_deref());
        entries.text("page", Some(&subject.page));
        if !subject.scope.is_empty() {
            let scope = subject.scope.iter().map(|scope| Yaml::text(scope));
            entries.put("scope", Yaml::List(scope.collect()));
        }
        entries.text("access", subject.access.as_deref());
        if let Some(doubt) = &subject.doubt {
            let page = subject.page.rsplit('/').next().unwrap_or_default();
            entries.text("check", Some(&format!("{page}: {doubt}")));
        }
        if subject.deprecated {
            let mut inner = Entries::default();
            inner.text("replacement", subject.replacement.as_deref());
            entries.put("deprecated", Yaml::Map(inner.0));
        }
        if subject.kind() == Kind::Event {
            let home = self.known.home(subject);
            let file = home.unwrap_or_else(|| "event".to_owned());
            let data = Branch::of(&subject.params);
            if data.field.is_some() && data.inside.is_empty() {
                self.value(&mut entries, &data, &file, None, true);
            }
            entries.map(
                "data",
                self.fields(&data, &file, "", None)
                    .into_iter()
                    .map(|(name, _, value)| (name, value))
                    .collect(),
            );
            entries.list("notes", notes(&subject.notes, &[]));
            return Part {
                file,
                section: "events",
                name: subject.name.clone(),
                value: Yaml::Map(entries.0),
            };
        }
        let (namespace, leaf) = subject.name.rsplit_once('.').unwrap_or((&subject.name, ""));
        let file = format!("{namespace}{third}");
        entries.put(
            "effect",
            Yaml::text(subject.effect.as_deref().unwrap_or("write")),
        );
        entries.yes("positional", self.known.is_positional(subject));
        let params = self.fields(&Branch::of(&subject.params), &file, "", Some(subject));
        let (families, params): (Vec<_>, Vec<_>) =
            params.into_iter().partition(|(_, is_family, _)| *is_family);
        entries.map(
            "params",
            params
                .into_iter()
                .map(|(name, _, value)| (name, value))
                .collect(),
        );
        entries.put("result", self.result(subject, &file));
        if let Some(paging) = paging(subject) {
            entries.put("paging", paging);
        }
        entries.map("errors", errors(subject, self.known.draft(subject)));
        let families: Vec<&str> = families.iter().map(|(name, ..)| name.as_str()).collect();
        entries.list("notes", notes(&subject.notes, &families));
        Part {
            file,
            section: "methods",
            name: leaf.to_owned(),
            value: Yaml::Map(entries.0),
        }
    }

    fn result(&self, subject: &'r Subject, file: &str) -> Yaml {
        let mut result = self.answer(subject, file);
        let draft = self.known.draft(subject);
        if let (Yaml::Map(entries), Some(failure)) =
            (&mut result, draft.and_then(|draft| draft.failure.as_ref()))
        {
            let mut inner = Entries::default();
            inner.text("code", failure.code.as_deref());
            inner.text("message", failure.message.as_deref());
            entries.push(("failure".to_owned(), Yaml::Map(inner.0)));
        }
        result
    }

    fn answer(&self, subject: &'r Subject, file: &str) -> Yaml {
        let tree = Branch::of(&subject.result);
        let mut entries = Entries::default();
        let doc = result_doc(subject.result_doc.as_deref(), tree.field);
        let doc = doc.as_deref();
        if tree.field.and_then(|field| field.wire.as_deref()) == Some("null") {
            entries.put("type", Yaml::text("none"));
            entries.text("doc", doc);
            return Yaml::Map(entries.0);
        }
        if tree.field.is_none() && tree.form.is_empty() && tree.inside.is_empty() {
            entries.put("type", Yaml::text("any"));
            entries.text("doc", doc.or(Some("The page does not show the answer.")));
            return Yaml::Map(entries.0);
        }
        if let (None, "", [only]) = (tree.field, tree.form, tree.inside.as_slice())
            && !is_pattern(&only.name)
        {
            entries.put("at", Yaml::text(&only.name));
            let doc = doc.or(only.field.and_then(|field| field.doc.as_deref()));
            self.value(&mut entries, only, file, None, true);
            entries.text("doc", doc);
            entries.yes("nullable", only.field.is_some_and(|field| field.nullable));
            return Yaml::Map(entries.0);
        }
        self.value(&mut entries, &tree, file, None, true);
        entries.text(
            "doc",
            doc.or(tree.field.and_then(|field| field.doc.as_deref())),
        );
        entries.yes("nullable", tree.field.is_some_and(|field| field.nullable));
        Yaml::Map(entries.0)
    }

    /// The fields in a branch, each with whether its name is a family.
    fn fields(
        &self,
        tree: &Branch<'r>,
        file: &str,
        path: &str,
        request: Option<&Subject>,
    ) -> Vec<(String, bool, Yaml)> {
        let mut fields = Vec::new();
        for branch in &tree.inside {
            let path = if path.is_empty() {
                branch.name.clone()
            } else {
                format!("{path}.{}", branch.name)
            };
            let value = self.field(branch, file, &path, request);
            fields.push((branch.name.clone(), is_pattern(&branch.name), value));
        }
        distinguish(&mut fields);
        fields
    }

    fn field(
        &self,
        branch: &Branch<'r>,
        file: &str,
        path: &str,
        request: Option<&Subject>,
    ) -> Yaml {
        let mut entries = Entries::default();
        let none = Field::default();
        let field = branch.field.unwrap_or(&none);
        self.value(
            &mut entries,
            branch,
            file,
            request.map(|method| (method, path)),
            false,
        );
        entries.text("doc", sentence(field).as_deref());
        entries.text("name", field.name.as_deref());
        match field.required.as_ref() {
            _ if request.is_none() => {}
            Some(serde_json::Value::Bool(true)) => entries.put("required", Yaml::from(true)),
            Some(serde_json::Value::String(word)) if word == "sometimes" => {
                let when = field
                    .when
                    .as_deref()
                    .unwrap_or("the page names the condition");
                let when = vec![("when".to_owned(), Yaml::text(when))];
                entries.put("required", Yaml::Map(when));
            }
            Some(serde_json::Value::String(word)) => entries.put("required", Yaml::text(word)),
            None if branch.is_unmarked => entries.put("required", Yaml::text("unknown")),
            _ => {}
        }
        if let Some(default) = &field.default {
            let default = serde_json::from_value(default.clone());
            if let Ok(default) = default {
                entries.put("default", Yaml::json(&default));
            }
        }
        entries.yes("nullable", field.nullable);
        if field.read_only {
            entries.put("access", Yaml::text("read"));
        }
        if let Some(method) = request {
            let aliases = self.known.aliases(method, path);
            if !aliases.is_empty() {
                let aliases = aliases.iter().map(|alias| Yaml::text(alias));
                entries.put("aliases", Yaml::List(aliases.collect()));
            }
        }
        if field.of.is_some()
            && let Some(method) = request
        {
            self.operators(&mut entries, method, path, field);
        }
        entries.yes("deprecated", field.deprecated);
        let mut checks: Vec<String> = Vec::new();
        if let Some(doubt) = &field.doubt {
            let page = self.page.borrow();
            let page = page.rsplit('/').next().unwrap_or_default();
            checks.push(format!("{page}, line {}: {doubt}", field.line));
        }
        if !checks.is_empty() {
            entries.text("check", Some(&checks.join("; ")));
        }
        match entries.0.as_slice() {
            [(key, value)] if key == "type" => value.clone(),
            _ => Yaml::Map(entries.0),
        }
    }

    fn inside(
        &self,
        entries: &mut Entries,
        branch: &Branch<'r>,
        file: &str,
        path: &str,
        request: Option<&Subject>,
    ) {
        let fields = self.fields(branch, file, path, request);
        for (key, families) in [("fields", false), ("patterns", true)] {
            let chosen = fields
                .iter()
                .filter(|(_, is_family, _)| *is_family == families)
                .map(|(name, _, value)| (name.clone(), value.clone()));
            entries.map(key, chosen.collect());
        }
    }

    /// A type as a file calls it.
    fn name(&self, name: &str, file: &str) -> String {
        let name = self.readings.real(name);
        match name.rsplit_once('.') {
            Some((home, own)) if home == file => own.to_owned(),
            _ => name.to_owned(),
        }
    }
}

/// The sentence of a field, with the condition on which it counts unless that is of its requirement.
fn sentence(field: &Field) -> Option<String> {
    let doc = field.doc.clone()?;
    let is_requirement =
        field.required.as_ref().and_then(serde_json::Value::as_str) == Some("sometimes");
    let when = field
        .when
        .as_ref()
        .filter(|when| !is_requirement && !doc.contains(*when));
    Some(match when {
        Some(when) => format!(
            "{}. Only when {}.",
            doc.trim_end_matches('.'),
            when.trim_end_matches('.')
        ),
        None => doc,
    })
}

/// Gives a Rust name of its own to each field whose name differs from another only in case.
fn distinguish(fields: &mut [(String, bool, Yaml)]) {
    let mut taken = BTreeSet::new();
    for (name, is_family, value) in fields.iter_mut() {
        let rust = names::snake(name);
        if *is_family || taken.insert(rust.clone()) {
            continue;
        }
        let is_upper = !name.contains(char::is_lowercase);
        let rust = format!("{rust}_{}", if is_upper { "upper" } else { "lower" });
        taken.insert(rust.clone());
        let mut entries = match std::mem::replace(value, Yaml::Map(Vec::new())) {
            Yaml::Map(entries) => entries,
            short => vec![("type".to_owned(), short)],
        };
        entries.push(("rust".to_owned(), Yaml::text(&rust)));
        *value = Yaml::Map(entries);
    }
}

/// The sentence of an answer, with that of its value where only that names what else may come.
fn result_doc(doc: Option<&str>, field: Option<&Field>) -> Option<String> {
    let of_field = field.and_then(|field| field.doc.as_deref());
    let Some(doc) = doc else {
        return of_field.map(str::to_owned);
    };
    let says_more =
        |word: &str| of_field.is_some_and(|own| own.contains(word)) && !doc.contains(word);
    Some(match of_field {
        Some(own) if ["`false`", "`null`"].into_iter().any(says_more) => {
            format!("{}. {own}", doc.trim_end_matches('.'))
        }
        _ => doc.to_owned(),
    })
}
