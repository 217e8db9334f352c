//! The comparison of one method or event of the schema with what is read of it.

use std::collections::{BTreeMap, BTreeSet};

use super::path::{canonical, covered, is_left_open, last, singular, squeezed};
use super::settle::Record;
use super::{Difference, text};
use crate::compare::{Agreement, agreement, says};
use crate::facts::{At, Error, FactKind, Facts, Item, Required, Wire};

pub(super) struct Pair<'s> {
    pub(super) records: &'s mut Vec<Record>,
    pub(super) name: &'s str,
    /// Whether what is read stands on another page than the method's own.
    pub(super) elsewhere: bool,
    /// The method's own page.
    pub(super) page: Option<String>,
    /// Names in what the method answers.
    pub(super) answered: BTreeSet<String>,
}

impl Pair<'_> {
    pub(super) fn facts(&mut self, written: &Facts, read: &Facts) {
        for scope in &written.scope {
            let other = read.scope.iter().find(|other| *other == scope);
            self.one(
                FactKind::Scope,
                "",
                Some((scope.clone(), &written.at)),
                other.map(|other| (other.clone(), &read.at)),
            );
        }
        for scope in read
            .scope
            .iter()
            .filter(|scope| !written.scope.contains(scope))
        {
            self.one(FactKind::Scope, "", None, Some((scope.clone(), &read.at)));
        }
        let deprecation = |facts: &Facts| {
            facts
                .deprecated
                .then(|| facts.replacement.clone().unwrap_or_default())
        };
        self.one(
            FactKind::Deprecation,
            "",
            deprecation(written).map(|text| (text, &written.at)),
            deprecation(read).map(|text| (text, &read.at)),
        );
        let paging = |facts: &Facts| {
            facts
                .paging
                .as_ref()
                .map(|paging| format!("{:?}, {} rows", paging.style, paging.size.unwrap_or(50)))
        };
        self.one(
            FactKind::Paging,
            "",
            paging(written).map(|text| (text, &written.at)),
            paging(read).map(|text| (text, &read.at)),
        );
        self.page = read.page.as_deref().map(|page| format!("{page}.md"));
        self.answered = written
            .result
            .iter()
            .map(|item| squeezed(&last(&item.path)))
            .collect();
        self.items(FactKind::Parameter, &written.params, &read.params);
        self.items(FactKind::Result, &written.result, &read.result);
        self.errors(&written.errors, &read.errors);
    }

    pub(super) fn items(&mut self, kind: FactKind, written: &[Item], read: &[Item]) {
        let prefix = if kind == FactKind::Parameter {
            "params"
        } else {
            "result"
        };
        // Answers have some names in another case than requests: the schema has one of them, the other is an alias.
        let others: BTreeMap<String, &Item> = read
            .iter()
            .rev()
            .map(|item| (canonical(&item.path), item))
            .collect();
        let alike: BTreeMap<String, &Item> = read
            .iter()
            .rev()
            .map(|item| (squeezed(&item.path), item))
            .collect();
        let singulars: BTreeMap<String, &Item> = read
            .iter()
            .rev()
            .map(|item| (singular(&item.path), item))
            .collect();
        let own: BTreeSet<String> = written.iter().map(|item| squeezed(&item.path)).collect();
        let mut known: BTreeSet<&str> = BTreeSet::new();
        for item in written {
            let path = format!("{prefix}.{}", item.path);
            let is_envelope = item.path.is_empty() && item.wire == Wire::Object;
            if is_envelope && !read.iter().any(|other| other.path.is_empty()) && !read.is_empty() {
                continue;
            }
            let other = others
                .get(&canonical(&item.path))
                .or_else(|| alike.get(&squeezed(&item.path)))
                .or_else(|| {
                    singulars
                        .get(&singular(&item.path))
                        .filter(|other| !own.contains(&squeezed(&other.path)))
                })
                .copied()
                .or_else(|| {
                    let one = std::slice::from_ref(item);
                    read.iter().find(|other| covered(&other.path, one))
                });
            self.one(
                kind,
                &path,
                Some((last(&item.path), &item.at)),
                other.map(|other| (last(&item.path), &other.at)),
            );
            if let Some(other) = other {
                known.insert(&other.path);
                self.item(kind, &path, item, other);
            }
        }
        for item in read
            .iter()
            .filter(|item| !known.contains(item.path.as_str()))
        {
            // An object of one part may or may not be told of itself, and a family of names covers what an example has.
            if item.path.is_empty() && item.wire == Wire::Object
                || covered(&item.path, written)
                || item.type_.is_empty() && is_left_open(&item.path, written)
            {
                continue;
            }
            let path = format!("{prefix}.{}", item.path);
            let name = last(&item.path);
            // A page that lists an object for requests and answers alike does not tell what may be sent: the schema does.
            let narrowed = kind == FactKind::Parameter
                && self.page.as_deref() != Some(&*item.at.file)
                && self.answered.contains(&squeezed(&name));
            let agreement = if narrowed {
                Agreement::Refined
            } else {
                Agreement::Different
            };
            self.record(kind, &path, None, Some((name, &item.at)), agreement);
        }
    }

    pub(super) fn item(&mut self, kind: FactKind, path: &str, written: &Item, read: &Item) {
        let agreement = if read.type_.is_empty() {
            shown(&written.wire, &read.wire)
        } else {
            agreement(&written.wire, &read.wire)
        };
        self.compared(
            FactKind::Type,
            path,
            (format!("{} ({})", written.wire, written.type_), &written.at),
            (format!("{} ({})", read.wire, read.type_), &read.at),
            agreement,
        );
        if kind == FactKind::Parameter {
            let same = written.required == read.required;
            // A page without a mark says as little as a schema that does not require.
            let loose = matches!(
                (written.required, read.required),
                (Required::No | Required::Sometimes, Required::Unknown)
                    | (Required::Unknown | Required::Sometimes, Required::No)
            );
            self.compared(
                FactKind::Requirement,
                path,
                (format!("{:?}", written.required), &written.at),
                (format!("{:?}", read.required), &read.at),
                if same {
                    Agreement::Exact
                } else if loose {
                    Agreement::Refined
                } else {
                    Agreement::Different
                },
            );
        }
        let default = |item: &Item| {
            let text = item.default.as_ref()?.trim_matches('"').to_owned();
            let number: Option<f64> = text.parse().ok();
            Some(number.map_or(text, |number| number.to_string()))
        };
        self.one(
            FactKind::Default,
            path,
            default(written).map(|text| (text, &written.at)),
            default(read).map(|text| (text, &read.at)),
        );
        self.values(path, written, read);
        let deprecated = |item: &Item| item.deprecated.then(|| "deprecated".to_owned());
        self.one(
            FactKind::Deprecation,
            path,
            deprecated(written).map(|text| (text, &written.at)),
            deprecated(read).map(|text| (text, &read.at)),
        );
    }

    pub(super) fn values(&mut self, path: &str, written: &Item, read: &Item) {
        for value in &written.values {
            let is_pattern = crate::extract::is_pattern(value);
            let other = read.values.iter().find(|other| {
                *other == value
                    || is_pattern
                        && bitrix24_codegen::pattern::fits(value, other)
                        && !written.values.contains(other)
            });
            self.record(
                FactKind::Value,
                path,
                Some((value.clone(), &written.at)),
                other.map(|other| (other.clone(), &read.at)),
                match other {
                    Some(other) if other == value => Agreement::Exact,
                    Some(_) => Agreement::Refined,
                    None => Agreement::Different,
                },
            );
        }
        for value in read
            .values
            .iter()
            .filter(|value| !written.values.contains(value))
        {
            // A pattern covers what a page lists as examples of it.
            if !written.values.iter().any(|pattern| {
                pattern.contains(['{', '*']) && bitrix24_codegen::pattern::fits(pattern, value)
            }) {
                self.one(FactKind::Value, path, None, Some((value.clone(), &read.at)));
            }
        }
    }

    fn errors(&mut self, written: &[Error], read: &[Error]) {
        let mut open: Vec<&Error> = read.iter().collect();
        for error in written {
            let same_code = |other: &&Error| other.code == error.code;
            let position = open
                .iter()
                .position(|other| same_code(other) && text(other) == text(error))
                .or_else(|| {
                    open.iter().position(|other| {
                        same_code(other) && (other.message.is_none() || error.message.is_none())
                    })
                })
                .or_else(|| open.iter().position(same_code));
            let other = position.map(|position| open.remove(position));
            let path = format!("errors.{}", error.code);
            self.one(
                FactKind::ErrorCode,
                &path,
                Some((error.code.clone(), &error.at)),
                other.map(|other| (other.code.clone(), &other.at)),
            );
            if let Some(other) = other {
                // Names of values may stand for values also without a mark.
                let agreement = match (&error.message, &other.message) {
                    _ if text(error) == text(other) => Agreement::Exact,
                    (Some(one), Some(other)) if says(one, other) => Agreement::Refined,
                    _ => Agreement::Different,
                };
                if error.message.is_some() || other.message.is_some() {
                    self.record(
                        FactKind::ErrorMessage,
                        &path,
                        text(error).map(|text| (text, &error.at)),
                        text(other).map(|text| (text, &other.at)),
                        agreement,
                    );
                }
                let status = |error: &Error| error.status.map(|status| status.to_string());
                self.one(
                    FactKind::ErrorStatus,
                    &path,
                    status(error).map(|text| (text, &error.at)),
                    status(other).map(|text| (text, &other.at)),
                );
            }
        }
        for error in open {
            self.one(
                FactKind::ErrorCode,
                &format!("errors.{}", error.code),
                None,
                Some((error.code.clone(), &error.at)),
            );
        }
    }

    pub(super) fn one(
        &mut self,
        kind: FactKind,
        path: &str,
        written: Option<(String, &At)>,
        read: Option<(String, &At)>,
    ) {
        let agreement = match (&written, &read) {
            (None, None) => return,
            (Some((one, _)), Some((other, _))) if one == other => Agreement::Exact,
            _ => Agreement::Different,
        };
        self.record(kind, path, written, read, agreement);
    }

    fn compared(
        &mut self,
        kind: FactKind,
        path: &str,
        written: (String, &At),
        read: (String, &At),
        agreement: Agreement,
    ) {
        self.record(kind, path, Some(written), Some(read), agreement);
    }

    fn record(
        &mut self,
        kind: FactKind,
        path: &str,
        written: Option<(String, &At)>,
        read: Option<(String, &At)>,
        agreement: Agreement,
    ) {
        let owned = |side: Option<(String, &At)>| side.map(|(text, at)| (text, at.clone()));
        self.records.push(Record {
            difference: Difference {
                kind,
                name: self.name.to_owned(),
                path: path.to_owned(),
                written: owned(written),
                read: owned(read),
            },
            agreement,
            elsewhere: self.elsewhere,
        });
    }
}

/// How a type of the schema stands to what an example shows: one of several alternatives, in one of the ways in which the
/// server writes it.
fn shown(schema: &Wire, shown: &Wire) -> Agreement {
    let alternatives = match schema {
        Wire::Union(parts) => parts.as_slice(),
        single => std::slice::from_ref(single),
    };
    let exact = agreement(schema, shown);
    let agrees = |part: &Wire| {
        agreement(part, shown) != Agreement::Different
            || agreement(shown, part) == Agreement::Refined
            || matches!(part, Wire::Boolean | Wire::Flag) && *shown == Wire::Integer
    };
    match exact {
        Agreement::Different if alternatives.iter().any(agrees) => Agreement::Refined,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_example_shows_one_of_what_may_come() {
        let union = Wire::Union(vec![Wire::Text, Wire::List(Box::new(Wire::Text))]);
        for (schema, seen, expected) in [
            (&union, Wire::Text, Agreement::Refined),
            (&union, Wire::Object, Agreement::Different),
            (&Wire::Text, Wire::Flag, Agreement::Refined),
            (&Wire::Boolean, Wire::Integer, Agreement::Refined),
            (&Wire::Integer, Wire::Integer, Agreement::Exact),
            (&Wire::Object, Wire::Integer, Agreement::Different),
        ] {
            assert_eq!(shown(schema, &seen), expected, "{schema:?} {seen:?}");
        }
    }
}
