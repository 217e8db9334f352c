//! Methods and events.

use super::field::{Contents, check};
use super::file::Unit;
use super::fragment::{Entries, Entry, Fragment, Origin};
use super::home;
use super::names::{Variants, singular, type_name};
use super::owner::Owner;
use super::{Writer, words};
use crate::extract::draft::{Draft, ExampleKind, Field, Note, Scalar, Shape};
use crate::extract::example;
use bitrix24_codegen::model::{Effect, Json, PagingStyle};
use bitrix24_codegen::pattern::is_pattern;
use bitrix24_codegen::{names, operators};

use crate::facts::shape::public;

/// The type of the rows of a list, with the names of its fields.
struct Rows {
    type_: String,
    fields: Vec<String>,
}

impl Writer<'_> {
    /// A method, with the name that it has in its file.
    pub(super) fn method(&mut self, unit: &Unit, draft: &Draft) -> Fragment {
        let leaf = home::leaf(&draft.name);
        let request = names::request(&names::module_path(&unit.name()), leaf);
        let mut notes = draft.notes.clone();
        let mut entries = Entries::default();
        entries.text("doc", &words::method(&draft.name));
        entries.text("doc_by", "auto");
        self.place(&mut entries, unit, draft);
        if let Some(deprecated) = &draft.deprecated {
            let mut inner = Entries::default();
            if let Some(replacement) = &deprecated.replacement {
                inner.text("replacement", &self.documented_name(replacement));
            }
            entries.put("deprecated", inner.done());
        }
        entries.text(
            "effect",
            if draft.effect == Some(Effect::Read) {
                "read"
            } else {
                "write"
            },
        );
        if draft.positional {
            entries.set("positional", true);
        }
        let (answer, rows) = self.answer(unit, &request, draft, &mut notes);
        let owner = Owner {
            unit,
            name: &request,
            reserved: names::BUILDER,
            page: &draft.page,
            top: true,
            sent: true,
        };
        self.conditions = conditions(draft, rows.as_ref());
        let params = self.contents(owner, &draft.params);
        self.conditions.clear();
        entries.map("params", params.fields);
        if let Some(answer) = answer {
            entries.0.push(answer);
        }
        if let Some(paging) = &draft.paging {
            if self.answers_list {
                let mut inner = Entries::default();
                if paging.style == PagingStyle::Page {
                    inner.text("style", "page");
                }
                if let Some(size) = paging.size {
                    inner.set("size", size);
                }
                entries.put("paging", inner.done());
            } else {
                notes.push(Note {
                    line: draft.line,
                    text: "a list that is paged, in an answer without a list".to_owned(),
                });
            }
        }
        entries.map("errors", errors(draft));
        if let Some(check) = checks(draft, &notes) {
            entries.text("check", &check);
        }
        entries.done()
    }

    /// An event.
    pub(super) fn event(&mut self, unit: &Unit, draft: &Draft) -> Fragment {
        let mut entries = Entries::default();
        let notes = draft.notes.clone();
        self.place(&mut entries, unit, draft);
        let name = names::handled(&names::module_path(&unit.name()), &draft.name);
        let owner = Owner {
            unit,
            name: &name,
            reserved: names::RECORD,
            page: &draft.page,
            top: false,
            sent: false,
        };
        let data = self.contents(owner, &draft.params);
        entries.map("data", data.fields);
        if let Some(check) = checks(draft, &notes) {
            entries.text("check", &check);
        }
        entries.done()
    }

    /// A method as its own page spells it.
    fn documented_name(&self, name: &str) -> String {
        let same = self
            .documentation
            .drafts
            .iter()
            .find(|draft| draft.name.eq_ignore_ascii_case(name));
        same.map_or_else(|| name.to_owned(), |draft| draft.name.clone())
    }

    /// Page, scopes, and who may use it.
    fn place(&mut self, entries: &mut Entries, unit: &Unit, draft: &Draft) {
        let page = self.page_in(unit, &draft.page);
        let file = self.file(unit);
        entries.text("page", &page);
        let scope = home::scope(draft);
        if scope != file.scope {
            let scope = scope.iter().map(|scope| Fragment::text(scope));
            entries.put("scope", Fragment::List(scope.collect()));
        }
        if let Some(access) = &draft.access {
            entries.text("access", &words::lower_first(access));
        }
    }

    /// The answer, and the type of its rows when it is a list of objects.
    fn answer(
        &mut self,
        unit: &Unit,
        request: &str,
        draft: &Draft,
        notes: &mut Vec<Note>,
    ) -> (Option<Entry>, Option<Rows>) {
        self.answers_list = true;
        let Some(root) = &draft.result else {
            return (None, None);
        };
        let mut entries = Entries::default();
        let single = matches!(root.type_.shape, Shape::Object)
            && root.fields.len() == 1
            && !is_pattern(&root.fields[0].name);
        let value = if single { &root.fields[0] } else { root };
        if single {
            entries.text("at", &value.name);
            notes.extend(root.notes.iter().cloned());
        }
        notes.extend(value.notes.iter().cloned());
        let wanted = format!("{request}Result");
        let owner = Owner {
            unit,
            name: request,
            reserved: names::RECORD,
            page: &draft.page,
            top: false,
            sent: false,
        };
        let mut rows = None;
        let mut expression = self.expression(owner, value, &wanted, notes);
        let is_list = expression.text.ends_with("[]") || expression.text.starts_with("map<");
        if is_list && expression.inline && expression.text == "object[]" {
            // Rows get a type of their own, since filters and orders name its fields.
            let noun = if single {
                singular(&value.name)
            } else {
                singular(home::noun(&draft.name))
            };
            let name = self.settled(owner, expression.clone(), value, &type_name(&noun));
            expression.text.clone_from(&name);
            expression.inline = false;
        }
        if let Some(item) = expression
            .text
            .strip_suffix("[]")
            .filter(|item| !item.contains('<'))
            && let Some(fields) = self.fields_of(value)
        {
            rows = Some(Rows {
                type_: item.to_owned(),
                fields,
            });
        }
        let lists_inside = value
            .fields
            .iter()
            .any(|field| matches!(field.type_.shape, Shape::List(_)));
        self.answers_list =
            is_list || expression.text == "any" || expression.inline && lists_inside;
        if expression.inline {
            let name = self.take(unit, &wanted, &[]);
            let inner = Owner {
                name: &name,
                ..owner
            };
            let Contents { fields, patterns } = self.contents(inner, &value.fields);
            if expression.text != "object" {
                entries.put("type", Fragment::Type(expression.text));
            }
            entries.map("fields", fields);
            entries.map("patterns", patterns);
            if name != wanted {
                entries.text("name", &name);
            }
        } else {
            if expression.text.contains('|') {
                let name = self.take(unit, &wanted, &[]);
                if name != wanted {
                    entries.text("name", &name);
                }
            }
            let text = if expression.text == "any" && is_null(value) {
                Scalar::None.name().to_owned()
            } else {
                expression.text
            };
            entries.put("type", Fragment::Type(text));
        }
        if value.nullable || single && root.nullable || expression.nullable && !is_null(value) {
            entries.set("nullable", true);
        }
        let answer = Entry {
            key: "result".to_owned(),
            value: entries.done(),
            origin: Some(Origin {
                page: value.page.as_deref().unwrap_or(&draft.page).into(),
                line: value.line,
                shown: value.type_.text.is_empty(),
            }),
        };
        (Some(answer), rows)
    }

    /// Names of the fields of an object, where it is described.
    fn fields_of(&self, value: &Field) -> Option<Vec<String>> {
        let names = |fields: &[Field]| {
            fields
                .iter()
                .map(|field| field.name.clone())
                .collect::<Vec<_>>()
        };
        if !value.fields.is_empty() {
            return Some(names(&value.fields));
        }
        let target = match (&value.target, value.type_.shape.item()) {
            (Some(target), _) => target,
            (None, Shape::Named(name)) => self.types.by_wire.get(name)?,
            _ => return None,
        };
        self.documentation
            .objects
            .get(target)
            .map(|fields| names(fields))
    }
}

/// What is doubtful of a method or an event as a whole, with the tables that are part of nothing.
fn checks(draft: &Draft, notes: &[Note]) -> Option<String> {
    let tables = draft.unread.iter().map(|table| {
        let page = table.page.as_ref().unwrap_or(&draft.page);
        let page = page.rsplit('/').next().unwrap_or(page);
        let first = table.rows.first().copied().unwrap_or(table.line);
        let lines = match table.rows.last() {
            Some(last) if *last > first => format!("lines {first} to {last}"),
            _ => format!("line {first}"),
        };
        let title = &table.title;
        format!(
            "{page}, {lines}: the table under \"{title}\" belongs to nothing that could be read."
        )
    });
    let all: Vec<String> = check(&draft.page, notes)
        .into_iter()
        .chain(tables)
        .collect();
    (!all.is_empty()).then(|| all.join(" "))
}

fn is_null(value: &Field) -> bool {
    value.type_.shape == Shape::Scalar(Scalar::None)
}

/// Types of the parameters that name fields of rows, where the example shows that these are the rows' own.
fn conditions(draft: &Draft, rows: Option<&Rows>) -> std::collections::BTreeMap<String, String> {
    let mut types = std::collections::BTreeMap::new();
    let request = draft
        .examples
        .iter()
        .find(|example| example.kind == ExampleKind::Request)
        .and_then(|example| example::json(&example.body));
    for field in draft.params.iter().filter(|field| field.is_condition()) {
        let shown = match &request {
            Some(Json::Map(map)) => map.get(&field.name),
            _ => None,
        };
        let keys: Vec<&str> = match shown {
            Some(Json::Map(map)) => map.iter().map(|(key, _)| key).collect(),
            Some(Json::List(items)) => items
                .iter()
                .filter_map(|item| match item {
                    Json::Text(text) => Some(text.as_str()),
                    _ => None,
                })
                .collect(),
            _ => Vec::new(),
        };
        let word = match field.name.to_lowercase().as_str() {
            "filter" => "filter",
            "select" => "select",
            _ => "order",
        };
        let is_list = matches!(field.type_.shape, Shape::List(_));
        let known = rows.filter(|rows| {
            draft.version == 2
                && is_list == (word == "select")
                && !keys.is_empty()
                && keys.iter().all(|key| {
                    let name = if word == "filter" {
                        operators::split(key).1
                    } else {
                        key
                    };
                    rows.fields.iter().any(|field| field == name)
                        || word == "select" && name.contains('*')
                })
        });
        let expression = match known {
            Some(rows) => format!("{word}<{}>", public(&rows.type_)),
            None if word == "select" && !matches!(field.type_.shape, Shape::Object) => {
                match field.type_.shape.item() {
                    Shape::Scalar(scalar) if *scalar != Scalar::Any => {
                        format!("{}[]", scalar.name())
                    }
                    _ => "string[]".to_owned(),
                }
            }
            None if is_list => "any[]".to_owned(),
            None if matches!(field.type_.shape, Shape::Scalar(_)) => continue,
            None => "object".to_owned(),
        };
        types.insert(field.name.clone(), expression);
    }
    types
}

fn errors(draft: &Draft) -> Vec<Entry> {
    let mut taken = Variants::default();
    draft
        .errors
        .iter()
        .map(|error| {
            let message = error.message.as_deref().unwrap_or_default();
            let few: Vec<&str> = message
                .split(|character: char| !character.is_ascii_alphanumeric())
                .filter(|word| !word.is_empty())
                .take(6)
                .collect();
            let code = error
                .code
                .strip_prefix("ERROR_")
                .or_else(|| error.code.strip_prefix("BITRIX_REST_"))
                .unwrap_or(&error.code);
            let words = if code.bytes().any(|byte| byte.is_ascii_alphabetic()) {
                code.to_lowercase()
            } else if few.is_empty() {
                format!("Code{code}")
            } else {
                few.join("_").to_lowercase()
            };
            let mut entries = Entries::default();
            entries.text("code", &error.code);
            if let Some(message) = &error.message {
                entries.text("message", message);
            }
            if let Some(status) = error.status {
                entries.set("status", u32::from(status));
            }
            Entry {
                key: taken.take(&words),
                value: entries.done(),
                origin: Some(Origin {
                    page: draft.page.as_str().into(),
                    line: error.line,
                    shown: false,
                }),
            }
        })
        .collect()
}
