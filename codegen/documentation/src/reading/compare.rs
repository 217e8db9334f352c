//! Differences between facts and readings of the same pages.

use std::collections::BTreeSet;
use std::fmt;

use super::{Field, Paths, Readings, Subject};
use crate::facts::{Facts, Item, Kind, Required};
use bitrix24_codegen::model::Effect;

/// A fact that a reading states differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The method or event.
    pub subject: String,
    /// The part of it: `param fields.TITLE`, `result items[].id`, `error ACCESS_DENIED`; empty for
    /// the whole.
    pub path: String,
    /// What differs: `missing`, `extra`, `form`, `identifier`, `required`, `default`, `values`,
    /// `null`, `deprecated`, …
    pub what: &'static str,
    /// What was read.
    pub read: String,
    /// What the fact is.
    pub fact: String,
    /// Page and line of the reading.
    pub page: String,
    /// The line; 0 when it is not known.
    pub line: u32,
}

impl fmt::Display for Difference {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let space = if self.path.is_empty() { "" } else { " " };
        write!(
            to,
            "{}:{}: {}{space}{}: {}: read {}, fact {}",
            self.page, self.line, self.subject, self.path, self.what, self.read, self.fact
        )
    }
}

/// Every difference, in the order of the readings, and the number of facts that were compared.
pub fn compare(readings: &Readings, facts: &[Facts]) -> (Vec<Difference>, usize) {
    let mut report = Report::default();
    for (subject, facts) in readings.beside(facts) {
        report.subject = Some(subject);
        report.fact("", "missing", subject.line(), facts.is_some(), || {
            ("described".to_owned(), "missing".to_owned())
        });
        if let Some(facts) = facts {
            report.whole(subject, facts);
            report.items("param", readings, &subject.params, &facts.params);
            report.items("result", readings, &subject.result, &facts.result);
            report.errors(subject, facts);
        }
    }
    (report.differences, report.compared)
}

impl Subject {
    /// The first line that it names.
    fn line(&self) -> u32 {
        let fields = self.params.iter().chain(&self.result);
        let lines = fields.map(|field| field.line).filter(|line| *line > 0);
        lines.min().unwrap_or(0)
    }
}

#[derive(Default)]
struct Report<'r> {
    subject: Option<&'r Subject>,
    differences: Vec<Difference>,
    compared: usize,
}

impl Report<'_> {
    /// Counts a fact, and reports it unless it agrees.
    fn fact(
        &mut self,
        path: &str,
        what: &'static str,
        line: u32,
        agrees: bool,
        words: impl FnOnce() -> (String, String),
    ) {
        self.compared += 1;
        if agrees {
            return;
        }
        let Some(subject) = self.subject else { return };
        let (read, fact) = words();
        self.differences.push(Difference {
            subject: subject.name.clone(),
            path: path.to_owned(),
            what,
            read,
            fact,
            page: subject.page.clone(),
            line,
        });
    }

    fn whole(&mut self, read: &Subject, facts: &Facts) {
        let line = read.line();
        let mut same = |what, read: String, fact: String| {
            let agrees = read == fact;
            self.fact("", what, line, agrees, || (read, fact));
        };
        let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
        let sorted = |scopes: &[String]| {
            let sorted: BTreeSet<&String> = scopes.iter().collect();
            format!("{sorted:?}")
        };
        same("scope", sorted(&read.scope), sorted(&facts.scope));
        same(
            "access",
            yes(read.access.is_some()),
            yes(facts.access.is_some()),
        );
        if read.kind() == Kind::Method {
            same("deprecated", yes(read.deprecated), yes(facts.deprecated));
            let none = || "none".to_owned();
            same(
                "replacement",
                read.replacement.clone().unwrap_or_else(none),
                facts.replacement.clone().unwrap_or_else(none),
            );
            let effect = match facts.effect {
                Some(Effect::Read) => "read",
                Some(Effect::Write) => "write",
                None => "none",
            };
            same(
                "effect",
                read.effect.clone().unwrap_or_else(none),
                effect.to_owned(),
            );
            same(
                "paging",
                yes(read.paging.is_some()),
                yes(facts.paging.is_some()),
            );
        }
    }

    fn items(&mut self, kind: &str, readings: &Readings, fields: &[Field], items: &[Item]) {
        let paths = Paths::of(readings, fields);
        let facts = Paths::normalised(items);
        for (path, stated) in paths.iter() {
            let field = stated.field;
            let name = format!("{kind} {path}");
            let item = facts.get(path).copied();
            // What the whole answer is, and the rows of a list, are facts of what is in them.
            if item.is_none()
                && (path.trim_matches(['[', ']', '{', '}']).is_empty() || paths.is_condition(path))
            {
                continue;
            }
            self.fact(&name, "missing", field.line, item.is_some(), || {
                (field.wire.clone().unwrap_or_default(), "missing".to_owned())
            });
            if let Some(item) = item {
                self.item(&name, field, item, kind == "param" && !stated.of_type);
            }
        }
        for (path, item) in facts {
            let known = paths.get(&path).is_some() || paths.is_within_whole(&path);
            if !known && !path.is_empty() {
                let name = format!("{kind} {path}");
                self.fact(&name, "extra", item.at.line, false, || {
                    ("nothing".to_owned(), item.wire().to_string())
                });
            }
        }
    }

    fn item(&mut self, name: &str, field: &Field, item: &Item, is_sent: bool) {
        let line = field.line;
        if let Some(wire) = &field.wire {
            let (read, fact) = (form(wire), form(&item.wire().to_string()));
            let agrees = read == fact || item.shape.names_fields();
            self.fact(name, "form", line, agrees, || (read, fact));
        }
        if let Some(entity) = &field.entity {
            let is_id = matches!(item.shape.innermost(), crate::facts::Shape::Id(_));
            self.fact(name, "identifier", line, is_id, || {
                (format!("of {entity}"), item.wire().to_string())
            });
        }
        if is_sent {
            if let Some(required) = &field.required {
                let read = match required {
                    serde_json::Value::Bool(is) => is.to_string(),
                    serde_json::Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                let fact = match item.required {
                    Required::Yes => "true",
                    Required::No => "false",
                    Required::Sometimes => "sometimes",
                    Required::Unknown => "unknown",
                };
                self.fact(name, "required", line, read == fact, || {
                    (read, fact.to_owned())
                });
            }
            let default = item.default.as_deref();
            let fact = default.and_then(|text| serde_json::from_str(text).ok());
            self.fact(name, "default", line, field.default == fact, || {
                let shown = |value: &Option<serde_json::Value>| {
                    value
                        .as_ref()
                        .map_or_else(|| "none".to_owned(), ToString::to_string)
                };
                (shown(&field.default), shown(&fact))
            });
        }
        let read: BTreeSet<String> = field.values.iter().map(super::Value::text).collect();
        let fact: BTreeSet<String> = item.values.iter().cloned().collect();
        let has_words = !matches!(
            item.shape.innermost(),
            crate::facts::Shape::Scalar(
                bitrix24_codegen::scalar::Scalar::Boolean | bitrix24_codegen::scalar::Scalar::Flag
            )
        );
        if has_words && (!read.is_empty() || !fact.is_empty()) {
            self.fact(name, "values", line, read == fact, || {
                (format!("{read:?}"), format!("{fact:?}"))
            });
        }
        let yes = |is: bool| if is { "yes" } else { "no" }.to_owned();
        self.fact(name, "null", line, field.nullable == item.nullable, || {
            (yes(field.nullable), yes(item.nullable))
        });
        self.fact(
            name,
            "deprecated",
            line,
            field.deprecated == item.deprecated,
            || (yes(field.deprecated), yes(item.deprecated)),
        );
    }

    fn errors(&mut self, read: &Subject, facts: &Facts) {
        let key = |code: &str, message: Option<&str>| (code.to_owned(), message.map(words));
        let known: Vec<_> = facts
            .errors
            .iter()
            .map(|error| key(&error.code, error.message.as_deref()))
            .collect();
        let stated: Vec<_> = read
            .errors
            .iter()
            .map(|error| key(&error.code, error.message.as_deref()))
            .collect();
        let fits = |one: &(String, Option<String>), other: &(String, Option<String>)| {
            one.0 == other.0
                && (one.1 == other.1 || !one.0.is_empty() && (one.1.is_none() || other.1.is_none()))
        };
        for (error, stated) in read.errors.iter().zip(&stated) {
            let agrees = known.iter().any(|known| fits(stated, known));
            let path = format!("error {}", stated.0);
            self.fact(&path, "missing", error.line, agrees, || {
                (format!("{stated:?}"), "missing".to_owned())
            });
        }
        for (error, known) in facts.errors.iter().zip(&known) {
            if !stated.iter().any(|stated| fits(stated, known)) {
                let path = format!("error {}", known.0);
                self.fact(&path, "extra", error.at.line, false, || {
                    ("nothing".to_owned(), format!("{known:?}"))
                });
            }
        }
    }
}

/// A message for comparison: without case, marks at its end, and names of placeholders.
fn words(message: &str) -> String {
    let message = message.to_lowercase().replace('`', "");
    let mut words = String::with_capacity(message.len());
    let mut in_braces = false;
    for letter in message.chars() {
        match letter {
            '{' => {
                in_braces = true;
                words.push('{');
            }
            '}' => {
                in_braces = false;
                words.push('}');
            }
            _ if in_braces => {}
            _ => words.push(letter),
        }
    }
    words.trim_end_matches(['.', ' ']).to_owned()
}

/// A form as readers write it: `{}` for a map, and only whether something is an object where it is
/// one.
fn form(wire: &str) -> String {
    let mut form = wire.trim().to_owned();
    while let Some(inner) = form
        .strip_prefix("map<")
        .and_then(|rest| rest.strip_suffix('>'))
    {
        form = format!("{inner}{{}}");
    }
    let mut alternatives: Vec<&str> = form.split('|').map(str::trim).collect();
    alternatives.sort_unstable();
    let form = alternatives.join("|");
    match form.as_str() {
        "double" | "decimal" => "number".to_owned(),
        "any{}" | "object{}" => "object".to_owned(),
        _ => form,
    }
}
