//! Facts that the schema has from another page than the method's own: a type tells by its `page:` where it is described.
//! They are compared with what that page lists, and counted apart.

use std::collections::{BTreeMap, BTreeSet};

use super::pair::Pair;
use super::path::{last, squeezed};
use super::settle::Record;
use crate::compare::{Agreement, agreement};
use crate::extract::Documentation;
use crate::extract::cell::marked;
use crate::facts::{self, At, FactKind, Facts, Item};
use crate::page::{BlockKind, Folder, Page};

/// The pages of types, and what they list.
#[derive(Debug, Default)]
pub struct Elsewhere {
    /// By file and name of the type.
    types: BTreeMap<(String, String), String>,
    /// By full name of the type.
    names: BTreeMap<String, String>,
    /// The lists of fields of these pages.
    fields: BTreeMap<String, Vec<Vec<Listed>>>,
    /// The lists of values of these pages.
    values: BTreeMap<String, Vec<Vec<String>>>,
    /// Everything that these pages show as code, for values that they name in sentences.
    codes: BTreeMap<String, BTreeSet<String>>,
}

/// A field that a page lists.
#[derive(Debug)]
struct Listed {
    item: Item,
    /// Its path without its steps into lists and maps.
    plain: String,
    /// The same without the case of its names.
    squeezed: String,
}

/// A field of a type: its path in it, the path squeezed, and what the schema says of it.
type Part<'i> = (String, String, &'i Item);

impl Listed {
    fn of(item: Item) -> Self {
        let plain = plain(&item.path);
        Self {
            squeezed: squeezed(&plain),
            plain,
            item,
        }
    }
}

impl Elsewhere {
    /// `types` tells by full name where a type stands in the schema and which page of the folder describes it.
    #[must_use]
    pub fn new(
        types: &BTreeMap<String, (At, String)>,
        documentation: &Documentation,
        folder: &Folder,
    ) -> Self {
        let mut elsewhere = Self::default();
        for (name, (at, page)) in types {
            let last = name.rsplit('.').next().unwrap_or(name);
            elsewhere
                .types
                .insert((at.file.to_string(), last.to_owned()), page.clone());
            elsewhere.names.insert(name.clone(), page.clone());
            if !elsewhere.fields.contains_key(page) {
                let lists = facts::documentation::lists(documentation, page);
                let values = documentation.values_on(page).chain(
                    lists
                        .iter()
                        .flatten()
                        .map(|item| item.values.clone())
                        .filter(|values| !values.is_empty()),
                );
                elsewhere.values.insert(page.clone(), values.collect());
                elsewhere.codes.insert(
                    page.clone(),
                    folder.get(page).map(codes).unwrap_or_default(),
                );
                let listed = |list: Vec<Item>| list.into_iter().map(Listed::of).collect();
                elsewhere
                    .fields
                    .insert(page.clone(), lists.into_iter().map(listed).collect());
            }
        }
        elsewhere
    }

    /// Compares what methods have from other pages.
    pub(super) fn compare(&self, written: &[Facts], records: &mut Vec<Record>) {
        for facts in written {
            let mut pair = Pair {
                records,
                name: &facts.name,
                elsewhere: true,
                page: None,
                answered: std::collections::BTreeSet::new(),
            };
            let page = facts.page.as_deref().unwrap_or_default();
            let sides = [
                (FactKind::Parameter, &facts.params),
                (FactKind::Result, &facts.result),
            ];
            for (kind, items) in sides {
                self.fields(kind, items, page, &mut pair);
                for item in items {
                    self.values(item, page, &mut pair);
                }
            }
        }
    }

    fn fields(&self, kind: FactKind, items: &[Item], page: &str, pair: &mut Pair<'_>) {
        let mut types: BTreeMap<(&str, &str), Vec<Part<'_>>> = BTreeMap::new();
        for item in items {
            if let [types_key, name, path @ ..] = item.at.keys.as_slice()
                && types_key == "types"
            {
                let path: Vec<&str> = path.iter().skip(1).step_by(2).map(String::as_str).collect();
                let path = path.join(".");
                types.entry((&item.at.file, name)).or_default().push((
                    path.clone(),
                    squeezed(&path),
                    item,
                ));
            }
        }
        for ((file, name), items) in types {
            let Some(own) = self.types.get(&(file.to_owned(), name.to_owned())) else {
                continue;
            };
            if own == page {
                continue;
            }
            let known = |list: &[Listed], path: &str, squeezed: &str| {
                list.iter()
                    .position(|listed| listed.plain == path)
                    .or_else(|| list.iter().position(|listed| listed.squeezed == squeezed))
            };
            let common = |list: &[Listed]| {
                items
                    .iter()
                    .filter(|(path, squeezed, _)| known(list, path, squeezed).is_some())
                    .count()
            };
            // A type may have its fields from several lists of a page: those that are mostly its own.
            let lists = &self.fields[own];
            let mut fitting: Vec<&[Listed]> = lists
                .iter()
                .map(Vec::as_slice)
                .filter(|list| {
                    let own = list
                        .iter()
                        .filter(|listed| !listed.item.path.contains('.'))
                        .count();
                    let common = common(list);
                    common > 2 && common * 2 > own
                })
                .collect();
            let whole = !fitting.is_empty();
            if !whole {
                fitting.extend(
                    lists
                        .iter()
                        .map(Vec::as_slice)
                        .filter(|list| common(list) > 0)
                        .max_by_key(|list| common(list)),
                );
            }
            for (path, squeezed, item) in &items {
                let others: Vec<&Item> = fitting
                    .iter()
                    .filter_map(|list| known(list, path, squeezed).map(|index| &list[index].item))
                    .collect();
                let agrees =
                    |other: &&Item| agreement(&item.wire, &other.wire) != Agreement::Different;
                let Some(other) = others
                    .iter()
                    .copied()
                    .find(agrees)
                    .or(others.first().copied())
                else {
                    continue;
                };
                let path = format!("{name}.{path}");
                pair.one(
                    kind,
                    &path,
                    Some((last(&item.path), &item.at)),
                    Some((last(&item.path), &other.at)),
                );
                pair.item(FactKind::Result, &path, item, other);
            }
            if kind == FactKind::Result && whole {
                for other in fitting.into_iter().flatten() {
                    let path = &other.plain;
                    if !path.contains('.')
                        && !items.iter().any(|(_, squeezed, item)| {
                            *squeezed == other.squeezed || item.aliases.contains(path)
                        })
                    {
                        pair.one(
                            kind,
                            &format!("{name}.{path}"),
                            None,
                            Some((path.clone(), &other.item.at)),
                        );
                    }
                }
            }
        }
    }

    /// Values of an enumeration that another page lists.
    fn values(&self, item: &Item, page: &str, pair: &mut Pair<'_>) {
        if item.values.is_empty() {
            return;
        }
        let named = item
            .type_
            .split(|character: char| {
                !(character.is_ascii_alphanumeric() || matches!(character, '.' | '_'))
            })
            .filter_map(|name| self.names.get(name))
            .filter(|own| *own != page);
        for own in named {
            let best = self.values[own]
                .iter()
                .map(|values| {
                    let common = item
                        .values
                        .iter()
                        .filter(|value| values.contains(value))
                        .count();
                    (common, values)
                })
                .filter(|(common, values)| *common > 1 && *common * 2 >= values.len())
                .min_by_key(|(common, values)| (std::cmp::Reverse(*common), values.len()));
            // Values that no list has may be named in sentences: then nothing tells what else is one.
            let named: Vec<String> = item
                .values
                .iter()
                .filter(|value| self.codes[own].contains(*value))
                .cloned()
                .collect();
            let named = (named.len() > 1).then_some(named);
            for values in best
                .map(|(_, values)| values.clone())
                .into_iter()
                .chain(named)
            {
                let read = Item {
                    aliases: Vec::new(),
                    values,
                    at: At {
                        file: format!("{own}.md").into(),
                        ..At::default()
                    },
                    ..item.clone()
                };
                pair.values(&item.path, item, &read);
            }
        }
    }
}

/// What a page shows as code; `xx` at the end of a word stands for digits.
fn codes(page: &Page) -> BTreeSet<String> {
    page.descendants()
        .filter_map(|block| match &block.kind {
            BlockKind::Paragraph(text) => Some(marked(text)),
            _ => None,
        })
        .flat_map(|text| {
            text.split('`')
                .skip(1)
                .step_by(2)
                .map(|code| code.replace("xx", "{n}"))
                .collect::<Vec<_>>()
        })
        .collect()
}

/// A path without its steps into lists and maps.
fn plain(path: &str) -> String {
    path.replace("[]", "")
        .replace("{}", "")
        .trim_matches('.')
        .to_owned()
}
