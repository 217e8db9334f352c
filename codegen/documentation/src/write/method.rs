//! Methods and events.

use super::errors::errors;
use super::field::{Contents, check};
use super::file::Unit;
use super::fragment::{Entries, Entry, Fragment, Origin};
use super::home;
use super::owner::Owner;
use super::{RowsField, Writer, words};
use crate::extract::draft::{Draft, Field, Note, Scalar, Shape};
use bitrix24_codegen::model::{Effect, PagingStyle};
use bitrix24_codegen::names;
use bitrix24_codegen::pattern::is_pattern;

/// The type of the rows of a list, with the names of its fields.
pub(super) struct Rows {
    pub(super) type_: String,
    pub(super) fields: Vec<String>,
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
        self.deprecation(&mut entries, draft);
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
            shown: false,
            entity: false,
        };
        self.conditions = self.conditions(owner, draft, rows.as_ref());
        let params = self.contents(owner, &draft.params);
        self.conditions.clear();
        entries.map("params", params.fields);
        if let Some(answer) = answer {
            entries.0.push(answer);
        }
        if let Some(paging) = &draft.paging {
            if self.answers_list {
                let mut inner = Entries::default();
                if paging.style != PagingStyle::Start {
                    inner.text("style", paging.style.word());
                }
                for (key, path) in [("at", &paging.at), ("limit", &paging.limit)] {
                    if let Some(path) = path {
                        inner.text(key, path);
                    }
                }
                for (key, rows) in [("size", paging.size), ("most", paging.most)] {
                    if let Some(rows) = rows {
                        inner.set(key, rows);
                    }
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
        let mut notes = draft.notes.clone();
        self.place(&mut entries, unit, draft);
        let name = names::handled(&names::module_path(&unit.name()), &draft.name);
        let owner = Owner {
            unit,
            name: &name,
            reserved: names::RECORD,
            page: &draft.page,
            top: false,
            sent: false,
            shown: false,
            entity: false,
        };
        self.deprecation(&mut entries, draft);
        if let Some(data) = &draft.result {
            let expression = self.expression(owner, data, &format!("{name}Data"), &mut notes);
            entries.put("type", Fragment::Type(expression.text));
        }
        let data = self.contents(owner, &draft.params);
        entries.map("data", data.fields);
        if let Some(check) = checks(draft, &notes) {
            entries.text("check", &check);
        }
        entries.done()
    }

    fn deprecation(&self, entries: &mut Entries, draft: &Draft) {
        if let Some(deprecated) = &draft.deprecated {
            let mut inner = Entries::default();
            if let Some(replacement) = &deprecated.replacement {
                inner.text("replacement", &self.documented_name(replacement));
            }
            entries.put("deprecated", inner.done());
        }
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
    pub(super) fn place(&mut self, entries: &mut Entries, unit: &Unit, draft: &Draft) {
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
            shown: false,
            entity: false,
        };
        let mut expression = self.expression(owner, value, &wanted, notes);
        let is_list = expression.text.ends_with("[]") || expression.text.starts_with("map<");
        if is_list && expression.inline && expression.text == "object[]" {
            // Rows get a type of their own, since filters and orders name its fields.
            let key = single.then_some(value.name.as_str());
            let wanted = self.free(unit, words::rows(&draft.name, request, key));
            let rows = Owner {
                entity: true,
                ..owner
            };
            let name = self.settled(rows, expression.clone(), value, &wanted);
            expression.text.clone_from(&name);
            expression.inline = false;
        }
        let mut rows = self.rows_of(&expression.text, value);
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
            rows = self.inner_rows(inner, value, draft);
            let Contents { fields, patterns } = self.contents(inner, &value.fields);
            self.rows = None;
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
        if let Some(failure) = failure(draft) {
            entries.put("failure", failure);
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

    /// The rows of a list of objects of a type.
    fn rows_of(&self, expression: &str, list: &Field) -> Option<Rows> {
        let item = expression.strip_suffix("[]")?;
        if item.contains('<') {
            return None;
        }
        Some(Rows {
            type_: item.to_owned(),
            fields: self.fields_of(list)?,
        })
    }

    /// The rows of the one list of objects in the answer of a method that lists. They get a type of
    /// their own, as those of a list that is the whole answer.
    fn inner_rows(&mut self, owner: Owner<'_>, answer: &Field, draft: &Draft) -> Option<Rows> {
        let mut lists = answer.fields.iter().filter(|field| {
            let Shape::List(item) = &field.type_.shape else {
                return false;
            };
            matches!(**item, Shape::Object | Shape::Named(_) | Shape::Unknown)
        });
        let (Some(list), None) = (lists.next(), lists.next()) else {
            return None;
        };
        let is_list = home::leaf(&draft.name).to_lowercase().contains("list")
            || draft.params.iter().any(Field::is_condition);
        if !is_list {
            return None;
        }
        let fields = self.fields_of(list)?;
        // What is doubtful about it is noted where the field is written.
        let wanted = words::rows(&draft.name, owner.name, Some(&list.name));
        let wanted = self.free(owner.unit, wanted);
        let expression = self.expression(owner, list, &wanted, &mut Vec::new());
        let text = if expression.inline && expression.text == "object[]" {
            let rows = Owner {
                entity: true,
                ..owner
            };
            self.settled(rows, expression, list, &wanted)
        } else {
            expression.text
        };
        let type_ = text.strip_suffix("[]")?;
        if matches!(type_, "any" | "object") || type_.contains(['<', '|', '[']) {
            return None;
        }
        self.rows = Some(RowsField {
            owner: owner.name.to_owned(),
            name: list.name.clone(),
            type_: text.clone(),
        });
        Some(Rows {
            type_: type_.to_owned(),
            fields,
        })
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
pub(super) fn checks(draft: &Draft, notes: &[Note]) -> Option<String> {
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

/// Where the answer has an error, of a method that answers one as a result.
fn failure(draft: &Draft) -> Option<Fragment> {
    let failure = draft.failure.as_ref()?;
    let mut entries = Entries::default();
    for (key, path) in [("code", &failure.code), ("message", &failure.message)] {
        if let Some(path) = path {
            entries.text(key, path);
        }
    }
    Some(entries.done())
}

fn is_null(value: &Field) -> bool {
    value.type_.shape == Shape::Scalar(Scalar::None)
}
