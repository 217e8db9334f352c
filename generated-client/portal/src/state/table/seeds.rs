//! The rows of the documented examples: those in answers, and those that requests name.

use super::names::squash;
use super::values::{at, kept};
use super::{Act, Row, RowKey, Rows, Store, Table};
use crate::arguments::{Arguments, is_empty, items, text};
use crate::state::Call;
use crate::{condition, names};
use bitrix24::describe::{ExampleKind, Method};
use bitrix24::{Map, Value};

/// The rows of a family, and of those that share them, in the initial state.
pub(in crate::state) fn rows(main: &'static Table) -> &'static Rows {
    main.seeds.get_or_init(|| {
        if let Some(seeded_by) = main.seeded_by {
            return seeded_by();
        }
        let mut rows = Rows::default();
        if main.unseeded {
            return rows;
        }
        for table in std::iter::once(&main).chain(main.shared_by) {
            table.seed(&mut rows);
        }
        for part in main.parts {
            part.of.seed_owners(main, &mut rows);
        }
        rows
    })
}

impl Table {
    fn seed(&'static self, rows: &mut Rows) {
        let is_of = |act: &Act, wanted: &[Act]| {
            let of = |other: &Act| std::mem::discriminant(other) == std::mem::discriminant(act);
            wanted.iter().any(of)
        };
        let mut like = None;
        let shows = |method: &Method| self.shows.contains(&method.name.as_str());
        for (method, _) in self.methods().iter().filter(|(method, _)| shows(method)) {
            for (key, row) in self.shown(method) {
                self.merge(rows, key, row);
            }
        }
        for acts in [&[Act::Get][..], &[Act::List], &[Act::Update]] {
            for (method, _) in self.methods().iter().filter(|(_, act)| is_of(act, acts)) {
                for (key, row) in self.shown(method) {
                    like.get_or_insert_with(|| row.clone());
                    self.merge(rows, key, row);
                }
            }
        }
        let named = [Act::Get, Act::Update, Act::Delete, Act::Set(&[])];
        for (method, _) in self.methods().iter().filter(|(_, act)| is_of(act, &named)) {
            for request in requests(method) {
                let call = of(method, &request);
                let mut keys = self.keys(call);
                if keys.is_empty()
                    && let Some((param, field)) = self.by_code
                    && let Some(code) = at(call.arguments, param)
                    && !rows.iter().any(|(_, row)| row.get(field) == Some(code))
                {
                    keys.push(rows.next());
                    like.get_or_insert_default()
                        .insert(field.to_owned(), code.clone());
                }
                for key in keys {
                    let mut row = like.clone().unwrap_or_default();
                    row.extend(self.owners(call));
                    self.merge(rows, key, row);
                }
            }
        }
    }

    /// The rows that documented requests name as owners.
    fn seed_owners(&'static self, owner: &'static Table, rows: &mut Rows) {
        let fields = self.within.iter().filter(|within| {
            let of = within.of.map(Table::main);
            of.is_some_and(|of| std::ptr::eq(of, owner))
        });
        let like = rows.iter().next().map(|(_, row)| row.clone());
        for within in fields {
            for (method, _) in self.methods() {
                for request in requests(method) {
                    let call = of(method, &request);
                    let mut named = self.owners(call);
                    named.extend(self.written(call));
                    if let Some(key) = named.get(within.field).and_then(RowKey::of) {
                        owner.merge(rows, key, like.clone().unwrap_or_default());
                    }
                }
            }
        }
    }

    /// The rows of a method's documented answers, with the owners that its requests name.
    pub(in crate::state) fn shown(&'static self, method: &'static Method) -> Vec<(RowKey, Row)> {
        let request = requests(method).into_iter().next().unwrap_or_default();
        let call = of(method, &request);
        let named = self.keys(call);
        let listed = self.asked(call);
        let mut shown = Vec::new();
        for body in bodies(method, ExampleKind::Response) {
            let result = body.get("result").cloned().unwrap_or_default();
            let value = match &method.result.at {
                Some(at) => result.get(at).cloned().unwrap_or_default(),
                None => result,
            };
            for map in self.rows_in(method, &value) {
                let mut row = self.owners(call);
                // CRM objects have values of types, other rows those of the examples.
                let of_objects = self.store != Store::Own;
                row.extend(map.iter().map(|(name, value)| {
                    let stored = self.stored(name);
                    let kind = self.field(&stored).map(|field| &field.kind);
                    let is_kept = of_objects && !is_empty(value) && !name.starts_with("UF_");
                    (
                        stored,
                        if is_kept {
                            kept(kind, value)
                        } else {
                            value.clone()
                        },
                    )
                }));
                for (name, value) in &listed {
                    if !row.contains_key(name) {
                        row.insert(name.clone(), value.clone());
                    }
                }
                let key = row.get(self.key).and_then(RowKey::of);
                let key = key.or_else(|| named.first().cloned());
                // Rows without identifiers are counted.
                let next = || RowKey::Number(shown.len().try_into().unwrap_or(0) + 1);
                let counted = self.field(self.key).is_none().then(next);
                if let Some(key) = key.or(counted) {
                    shown.push((key, row));
                }
            }
        }
        shown
    }

    /// What the rows of a list have because its filter asks for it.
    fn asked(&self, call: Call<'_>) -> Row {
        let mut params = call.method.params.iter();
        let filter = params.find(|param| squash(&param.name) == "filter");
        let filter = filter.map(|param| call.arguments.object(&param.name));
        let conditions = filter.into_iter().flat_map(|filter| filter.0.iter());
        conditions
            .filter_map(|(key, value)| {
                let (operator, name) = condition::split(key);
                let meets = matches!(operator, "" | "=" | ">=" | "<=" | "@");
                let one = if value.as_map().is_some() || value.as_list().is_some() {
                    items(value).first().copied()?
                } else {
                    value
                };
                (meets && text(one).is_some()).then(|| (self.stored(name), one.clone()))
            })
            .collect()
    }

    /// Adds a row, or the values that a known one lacks.
    fn merge(&self, rows: &mut Rows, key: RowKey, mut row: Row) {
        if matches!(key, RowKey::Text(_)) != self.has_texts() {
            return;
        }
        row.extend(
            self.fixed
                .iter()
                .map(|(name, fill)| ((*name).to_owned(), fill.value(None))),
        );
        if let Some(known) = rows.get(&key) {
            row.extend(known.clone());
        }
        row.insert(self.key.to_owned(), key.value());
        rows.put(key, row);
    }

    /// Whether identifiers are texts.
    fn has_texts(&self) -> bool {
        let kind = self.field(self.key).map(|field| &field.kind);
        kind.and_then(super::values::holds) == Some(crate::state::columns::Holds::Text)
    }
}

fn of<'a>(method: &'static Method, request: &'a Map<String, Value>) -> Call<'a> {
    Call {
        method,
        arguments: Arguments(request),
        ignore_unknown: true,
        by_application: false,
    }
}

/// The parameters of the documented requests of a method.
fn requests(method: &'static Method) -> Vec<Map<String, Value>> {
    let named = |body| match body {
        Value::Map(map) => map,
        Value::List(values) => {
            let params = method.params.iter().map(|param| param.name.clone());
            params.zip(values).collect()
        }
        _ => Map::new(),
    };
    let bodies = bodies(method, ExampleKind::Request).map(named);
    bodies.map(|map| names::canonical(method, &map)).collect()
}

fn bodies(method: &'static Method, kind: ExampleKind) -> impl Iterator<Item = Value> {
    let examples = method
        .examples()
        .filter(move |example| example.kind == kind);
    examples.filter_map(|example| serde_json::from_str(&example.body).ok())
}
