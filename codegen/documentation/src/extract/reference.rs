//! Pages of data types: the form on the wire and the values of the documentation's named types.
//!
//! Such a page has tables whose first column is the name of a type and whose second says what its
//! values are: "an integer identifier of …", "an object that describes …", or the values
//! themselves.

use std::collections::BTreeMap;

use super::cell::{code, joined, lines};
use super::draft::{Scalar, Shape, Target};
use super::prose::Line;
use super::section::Section;
use super::values;
use crate::page::{Cell, Page, Table};

/// A type that a page of data types explains.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// The documentation's name of it.
    pub name: String,
    /// What its values are on the wire; unknown when the page does not say.
    pub shape: Shape,
    /// The values, when the page lists them.
    pub values: Vec<String>,
    /// What the page says that they mean.
    pub meanings: BTreeMap<String, String>,
    /// Whether the page advises against fields of this type.
    pub deprecated: bool,
    /// The page.
    pub page: String,
    /// Line of the row.
    pub line: u32,
}

/// The types that a page explains.
#[must_use]
pub fn references(page: &Page, sections: &[Section<'_>]) -> Vec<Reference> {
    if !of_types(page) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for section in sections {
        for (table, _, _) in section.tables() {
            if !explains_types(table) {
                continue;
            }
            for row in &table.rows[1..] {
                let [name, meaning, ..] = row.cells.as_slice() else {
                    continue;
                };
                let meaning = lines(&meaning.blocks);
                let shape = meaning
                    .first()
                    .map_or(Shape::Unknown, |line| shape(&line.text));
                // `value_n` — value for `lang_n`: the keys are those of a map.
                let of_key = |line: &Line| values::leading(&line.text) == Some("value_n");
                let shape = match shape {
                    Shape::Object if meaning.iter().any(of_key) => {
                        Shape::Map(Box::new(Shape::Scalar(Scalar::String)))
                    }
                    shape => shape,
                };
                let all: Vec<String> = meaning
                    .iter()
                    .flat_map(|line| values::listed(&line.text))
                    .collect();
                let whole = !all.is_empty()
                    && all
                        .iter()
                        .all(|value| value.bytes().all(|byte| byte.is_ascii_digit()));
                let (shape, values) = match shape {
                    Shape::Unknown if whole => (Shape::Scalar(Scalar::Integer), all),
                    other => (other, Vec::new()),
                };
                found.push(Reference {
                    name: plain(name),
                    shape,
                    meanings: values::meanings(&meaning, &values),
                    values,
                    deprecated: meaning.iter().any(|line| {
                        let text = line.text.to_lowercase();
                        text.contains("marked as outdated") || text.contains("not recommended")
                    }),
                    page: page.path.clone(),
                    line: row.line,
                });
            }
        }
    }
    found
}

/// Whether a page explains types.
fn of_types(page: &Page) -> bool {
    page.path.ends_with("data-types")
}

/// Whether the first column of a table has names of types.
fn explains_types(table: &Table) -> bool {
    let header = table.rows.first().and_then(|row| row.cells.first());
    header.is_some_and(|cell| plain(cell).eq_ignore_ascii_case("type"))
}

/// What the first words of an explanation say.
fn shape(text: &str) -> Shape {
    let lower = text.to_lowercase();
    let words = lower
        .trim_start_matches("a ")
        .trim_start_matches("an ")
        .trim_start();
    let scalar = |scalar| Shape::Scalar(scalar);
    if words.starts_with("integer") {
        scalar(Scalar::Integer)
    } else if ["string", "character", "binding", "symbolic"]
        .iter()
        .any(|word| words.starts_with(word))
    {
        scalar(Scalar::String)
    } else if words.starts_with("object") {
        Shape::Object
    } else {
        Shape::Unknown
    }
}

fn plain(cell: &Cell) -> String {
    cell.plain().trim().replace('`', "")
}

/// A table of values: each column that has only codes, with its heading.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Values {
    /// Headings in lower case, each with the codes below it.
    pub columns: Vec<(String, Vec<String>)>,
    /// What stands beside them: the first column that is no code.
    meanings: Vec<String>,
}

/// The tables of values that sections have under their anchors.
#[must_use]
pub fn tables(page: &Page, sections: &[Section<'_>]) -> Vec<(Target, Values)> {
    sections
        .iter()
        .filter_map(|section| {
            let anchor = section.anchor.clone()?;
            let title = section.title.to_lowercase();
            if title.contains("error") || title.contains("response") {
                return None;
            }
            // The names of types are no values of the fields that link to them.
            let mut tables = section.tables().map(|(table, _, _)| table);
            let values = tables.find_map(|table| {
                columns(table).filter(|_| !(of_types(page) && explains_types(table)))
            })?;
            let page = page.path.clone();
            Some((Target { page, anchor }, values))
        })
        .collect()
}

fn columns(table: &Table) -> Option<Values> {
    let (header, rows) = table.rows.split_first()?;
    if rows.len() < 2 || super::table::fields(table).is_some() {
        return None;
    }
    let columns: Vec<(String, Vec<String>)> = header
        .cells
        .iter()
        .enumerate()
        .filter_map(|(index, cell)| {
            let values: Option<Vec<String>> = rows
                .iter()
                .map(|row| row.cells.get(index).and_then(code))
                .collect();
            Some((plain(cell).to_lowercase(), values?))
        })
        .filter(|(heading, values)| {
            let coded = ["code", "value", "identifier", "id", "type", "constant"]
                .iter()
                .any(|word| heading.contains(word));
            let unlike = values.iter().any(|value| *value != values[0]);
            coded && unlike
        })
        .collect();
    let words: Vec<Vec<String>> = rows
        .iter()
        .map(|row| {
            row.cells
                .iter()
                .map(|cell| joined(&lines(&cell.blocks)))
                .collect()
        })
        .collect();
    let coded = |index: usize| {
        rows.iter()
            .all(|row| row.cells.get(index).and_then(code).is_some())
    };
    let meanings = (0..header.cells.len())
        .find(|index| !coded(*index))
        .map(|index| {
            words
                .iter()
                .map(|cells| cells.get(index).cloned().unwrap_or_default())
                .collect()
        })
        .unwrap_or_default();
    (!columns.is_empty()).then_some(Values { columns, meanings })
}

impl Values {
    /// What the values of a column mean, where words stand beside them.
    #[must_use]
    pub fn meanings(&self, column: &[String]) -> BTreeMap<String, String> {
        column
            .iter()
            .zip(&self.meanings)
            .filter(|(_, words)| !words.is_empty())
            .map(|(value, words)| (value.clone(), words.clone()))
            .collect()
    }

    /// The column for a field: named after it, or else the one that its words and its type fit.
    #[must_use]
    pub fn column(&self, name: &str, words: &str, shape: &Shape) -> Option<&[String]> {
        let name = name.to_lowercase().replace('_', "");
        let named = self.columns.iter().find(|(heading, _)| {
            heading
                .split_whitespace()
                .any(|word| word.replace('_', "") == name && name != "type" && name != "id")
        });
        if let Some((_, values)) = named {
            return Some(values);
        }
        let number = matches!(shape.item(), Shape::Scalar(Scalar::Integer));
        let words = words.to_lowercase();
        let mut fitting: Vec<(usize, &[String])> = self
            .columns
            .iter()
            .filter(|(_, values)| {
                values
                    .iter()
                    .all(|value| value.bytes().all(|byte| byte.is_ascii_digit()))
                    == number
            })
            .map(|(heading, values)| {
                let common = heading
                    .split_whitespace()
                    .filter(|word| {
                        word.len() > 3
                            && !matches!(*word, "type" | "object" | "identifier" | "code")
                    })
                    .filter(|word| words.contains(word))
                    .count();
                (common, values.as_slice())
            })
            .collect();
        fitting.sort_by_key(|(common, _)| std::cmp::Reverse(*common));
        match fitting.as_slice() {
            [(_, only)] => Some(only),
            [(first, values), (second, _), ..] if first > second => Some(values),
            _ => None,
        }
    }
}
