//! Readings as files of the schema.

mod entries;
mod expression;
mod variants;

use std::cell::RefCell;
use std::collections::BTreeSet;

use self::entries::Entries;
use self::expression::{ending, listed, scalar};
use self::variants::{errors, variants};
use super::known::Known;
use super::tree::Branch;
use super::{Field, Readings, Subject, Type};
use crate::edit::Yaml;
use crate::facts::Kind;
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
            entries.text("doc", ty.doc.as_deref());
            entries.text("page", ty.page.as_deref());
            if self.is_text_key(name) {
                entries.put("key", Yaml::text("string"));
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
        if subject.kind() == Kind::Event {
            let home = self.known.home(subject);
            let file = home.unwrap_or_else(|| "event".to_owned());
            let data = Branch::of(&subject.params);
            entries.map(
                "data",
                self.fields(&data, &file, "", None)
                    .into_iter()
                    .map(|(name, _, value)| (name, value))
                    .collect(),
            );
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
        if subject.deprecated {
            let mut inner = Entries::default();
            inner.text("replacement", subject.replacement.as_deref());
            entries.put("deprecated", Yaml::Map(inner.0));
        }
        entries.yes("positional", self.known.is_positional(subject));
        let params = self.fields(&Branch::of(&subject.params), &file, "", Some(subject));
        entries.map(
            "params",
            params
                .into_iter()
                .map(|(name, _, value)| (name, value))
                .collect(),
        );
        entries.put("result", self.result(subject, &file));
        if let Some(paging) = subject
            .paging
            .as_ref()
            .and_then(serde_json::Value::as_object)
        {
            let mut inner = Entries::default();
            match paging.get("style").and_then(serde_json::Value::as_str) {
                None | Some("start") => {}
                Some(_) if subject.version == 3 => inner.put("style", Yaml::text("page")),
                Some(style) => inner.put("style", Yaml::text(style)),
            }
            if let Some(size) = paging.get("size").and_then(serde_json::Value::as_u64) {
                inner.put("size", Yaml::Scalar(size.to_string()));
            }
            entries.put("paging", Yaml::Map(inner.0));
        }
        entries.map("errors", errors(subject));
        Part {
            file,
            section: "methods",
            name: leaf.to_owned(),
            value: Yaml::Map(entries.0),
        }
    }

    fn result(&self, subject: &'r Subject, file: &str) -> Yaml {
        let tree = Branch::of(&subject.result);
        let mut entries = Entries::default();
        let doc = subject.result_doc.as_deref();
        if tree.field.is_none() && tree.form.is_empty() && tree.inside.is_empty() {
            return Yaml::Map(vec![("type".to_owned(), Yaml::text("any"))]);
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
        entries.text("doc", field.doc.as_deref());
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
        if !field.operators.is_empty() && field.of.is_some() {
            let operators = field.operators.iter().map(|operator| Yaml::text(operator));
            entries.put("operators", Yaml::List(operators.collect()));
        }
        entries.yes("deprecated", field.deprecated);
        let mut checks: Vec<String> = Vec::new();
        if let Some(doubt) = &field.doubt {
            checks.push(format!("line {}: {doubt}", field.line));
        }
        if field.of.is_some() && !branch.inside.is_empty() {
            let names: Vec<&str> = branch
                .inside
                .iter()
                .map(|inside| inside.name.as_str())
                .collect();
            checks.push(format!(
                "line {}: the page says more of {}",
                field.line,
                names.join(", ")
            ));
        }
        if !checks.is_empty() {
            entries.text("check", Some(&checks.join("; ")));
        }
        match entries.0.as_slice() {
            [(key, value)] if key == "type" => value.clone(),
            _ => Yaml::Map(entries.0),
        }
    }

    /// The type of a field, with its own fields and values. A result has no values of its own.
    fn value(
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
        let ending = if branch.form.is_empty() {
            ending(wire)
        } else {
            branch.form
        };
        if let Some(of) = &field.of {
            let last = branch.name.to_lowercase();
            let word = match last.as_str() {
                "select" => "select",
                "order" | "sort" => "order",
                _ => "filter",
            };
            let of = self.name(of, file);
            entries.put("type", Yaml::text(&format!("{word}<{of}>")));
            return;
        }
        if let Some(is) = &field.is {
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
                merge(&mut merged, &Branch::of(&ty.fields), field);
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

    /// Makes a named type of an object that a map holds. Gives its name.
    fn object(&self, branch: &Branch<'r>, file: &str, is: &str) -> String {
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
    fn made(&self, noun: &str, file: &str, value: Yaml) -> String {
        let name = bitrix24_codegen::names::camel(singular(noun));
        let owner = file
            .trim_end_matches(".v3")
            .rsplit('.')
            .next()
            .unwrap_or(file);
        let candidates = [
            name.clone(),
            format!("{}{name}", bitrix24_codegen::names::camel(owner)),
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

/// Adds the fields of a shared type to what a method states of it itself.
fn merge<'r>(branch: &mut Branch<'r>, ty: &Branch<'r>, field: &Field) {
    let mut inside = Vec::new();
    for part in &ty.inside {
        let names = |list: &Vec<String>| list.contains(&part.name);
        let own = branch.get(&part.name);
        let is_out = field.only.as_ref().is_some_and(|only| !names(only))
            || field.without.as_ref().is_some_and(names);
        match own {
            Some(own) => {
                let mut own = own.clone();
                // A path that only leads through it says nothing of it.
                own.field = own.field.or(part.field);
                if own.inside.is_empty() {
                    own.inside.clone_from(&part.inside);
                }
                inside.push(own);
            }
            None if is_out => {}
            None => inside.push(part.clone()),
        }
    }
    for own in &branch.inside {
        if ty.get(&own.name).is_none() {
            inside.push(own.clone());
        }
    }
    branch.inside = inside;
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
