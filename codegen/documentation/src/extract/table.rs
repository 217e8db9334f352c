//! Tables of fields: their columns and rows.

mod columns;
mod listed;
mod settle;

pub use self::columns::{Column, fields};
use self::listed::{formatted, listed, members};
use super::cell::{joined, lines, links};
use super::draft::{Field, Need, Note, Operators, Scalar, Shape, Target};
use super::name::{Mark, are_alternatives, names, split_name};
use super::prose::{self, Line, Said as Wanted};
use super::{absent, cell, condition, default, format, one_of, source, type_text, values};
use crate::extract::draft::Required;
use crate::page::{BlockKind, Cell, Page, Row};

/// A table whose rows are fields.
#[derive(Debug)]
pub struct Fields<'p> {
    columns: Vec<Column>,
    rows: &'p [Row],
    /// The page on which the table stands, when another one includes it.
    page: Option<&'p str>,
}

impl Fields<'_> {
    /// Whether a name carries the mark of a required field.
    #[must_use]
    pub fn has_mark(&self) -> bool {
        self.rows.iter().any(|row| {
            let head = row
                .cells
                .first()
                .map(|cell| lines(&cell.blocks))
                .unwrap_or_default();
            head.first().is_some_and(|line| {
                names(split_name(&line.text).0)
                    .iter()
                    .any(|(_, mark)| *mark != Mark::None)
            })
        })
    }

    /// The fields of the table. Unreadable rows become notes.
    #[must_use]
    pub fn read(&self, page: &Page, marked: bool, notes: &mut Vec<Note>) -> Vec<Field> {
        if let Some(cases) = self.cases(page) {
            return vec![cases];
        }
        let mut fields: Vec<Field> = Vec::new();
        for row in self.rows {
            for mut field in self.row(row, page, marked, notes) {
                if let Some(page) = self.page {
                    field.stands_on(page);
                }
                match fields.iter_mut().find(|known| known.name == field.name) {
                    Some(known) => known.again(&field),
                    None => fields.push(field),
                }
            }
        }
        unnumbered(&mut fields);
        fields
    }

    /// What a table says whose rows have types and no names: the whole is of one type or another.
    /// It is a field without a name.
    fn cases(&self, page: &Page) -> Option<Field> {
        let name_cell = self
            .columns
            .iter()
            .position(|column| *column == Column::Name)?;
        let mut found = Field::default();
        let (mut shapes, mut texts) = (Vec::new(), Vec::new());
        for row in self.rows {
            let cell = row.cells.get(name_cell)?;
            let head = lines(&cell.blocks);
            let type_ = head.last()?.text.replace('`', "");
            let is_type = match head.as_slice() {
                [_] => type_.ends_with("[]"),
                [first, _] => matches!(first.text.as_str(), "`object`" | "`array`"),
                _ => false,
            };
            let targets = links(cell);
            let target = targets.iter().find_map(|link| Target::read(link, page));
            let target = target.filter(|target| is_type && !target.anchor.is_empty())?;
            if found.target.get_or_insert_with(|| target.clone()) != &target {
                return None;
            }
            shapes.push(type_text::read(&type_).shape);
            texts.push(type_);
            found.doubt(row.line, "the answer has this type in some cases");
        }
        found.line = self.rows.first()?.line;
        found.type_.shape = Shape::Union(shapes);
        found.type_.text = texts.join("|");
        (self.rows.len() > 1).then_some(found)
    }

    /// The index of the cell in a column.
    fn cell(&self, row: &Row, wanted: Column) -> Option<usize> {
        let index = self.columns.iter().position(|column| *column == wanted)?;
        (index < row.cells.len()).then_some(index)
    }

    fn row(&self, row: &Row, page: &Page, marked: bool, notes: &mut Vec<Note>) -> Vec<Field> {
        let Some(name_cell) = self.cell(row, Column::Name) else {
            return Vec::new();
        };
        let cells: Vec<Vec<Line>> = row.cells.iter().map(|cell| lines(&cell.blocks)).collect();
        let head = &cells[name_cell];
        let Some(first) = head.first() else {
            return Vec::new();
        };
        let alone = row.cells.iter().skip(1).all(Cell::is_empty);
        if alone && head.len() == 1 && (row.cells.len() == 1 || first.text.contains(' ')) {
            // A caption inside the table.
            return Vec::new();
        }
        // The name ends where the type's code begins, should both stand in one line.
        let (name_text, inline_type) = split_name(&first.text);
        let names = names(name_text);
        if names.is_empty() {
            notes.push(Note {
                line: row.line,
                text: "a row of the table has no name that could be read".to_owned(),
            });
            return Vec::new();
        }
        let type_below = match &head[1..] {
            [] => inline_type.to_owned(),
            below => joined(below),
        };
        let are_one = names.len() > 1 && are_alternatives(name_text);
        let said = self.said(row, cells, type_below, page);
        let read = |(name, mark)| field(name, mark, row.line, &said, page, marked);
        let mut fields: Vec<Field> = names.into_iter().map(read).collect();
        if are_one
            && fields
                .iter()
                .all(|field| field.required.0 == Some(Required::Yes))
        {
            one_of::each_without_others(&mut fields);
        }
        fields
    }

    /// What the cells of a row say, each as lines, whatever its names. `type_below` is the type that
    /// stands beside or below the name.
    fn said(&self, row: &Row, cells: Vec<Vec<Line>>, type_below: String, page: &Page) -> Said {
        let type_cell = self.cell(row, Column::Type);
        let mut type_text = type_cell.map_or(type_below, |cell| joined(&cells[cell]));
        if let Some(at) = type_text.find("```") {
            type_text = type_text[at..].replace("```", "");
        }
        let target = row
            .cells
            .get(type_cell.unwrap_or(0))
            .map(links)
            .unwrap_or_default()
            .into_iter()
            .filter_map(|target| Target::read(&target, page))
            .find(|target| !target.anchor.is_empty());
        let required = self.cell(row, Column::Required).map(|cell| {
            let text = joined(&cells[cell]).to_lowercase();
            if text.starts_with('y') || text.contains('+') || text.starts_with("required") {
                Required::Yes
            } else {
                Required::No
            }
        });
        let default = self
            .cell(row, Column::Default)
            .map(|cell| joined(&cells[cell]).replace('`', ""))
            .filter(|text| !matches!(text.trim(), "" | "-" | "—" | "–" | "no"));
        let sample = row
            .cells
            .iter()
            .find_map(|cell| default::sample(&cell.blocks));
        let format = row.cells.iter().zip(&cells);
        let format = format.flat_map(|(cell, lines)| format::keys(&cell.blocks, lines));
        let format = format.collect();
        let listed = row.cells.iter().flat_map(|cell| &cell.blocks);
        let listed: Vec<String> = listed
            .filter_map(|block| match &block.kind {
                BlockKind::Table(table) => cell::first_column(table),
                _ => None,
            })
            .flatten()
            .collect();
        let links: Vec<Target> = row
            .cells
            .iter()
            .flat_map(links)
            .filter_map(|target| Target::read(&target, page))
            .collect();
        let sources = row.cells.iter().flat_map(source::links);
        let sources: Vec<Target> = sources
            .filter_map(|target| Target::read(&target, page))
            .collect();
        let described = self.columns.iter().zip(cells);
        let described = described
            .filter(|(column, _)| matches!(column, Column::Description | Column::Other))
            .flat_map(|(_, lines)| lines);
        let description = described.collect();
        Said {
            type_text,
            target,
            required,
            default,
            sample,
            format,
            links,
            sources,
            description,
            listed,
        }
    }
}

/// `gpsN` beside `gpsS` ends in a direction, and is no family of names with numbers.
fn unnumbered(fields: &mut [Field]) {
    let names: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
    for field in fields {
        let Some(stem) = field.name.strip_suffix("{n}") else {
            continue;
        };
        let is_beside = names.iter().any(|name| {
            name.strip_prefix(stem).is_some_and(|end| {
                end.len() == 1 && end.starts_with(|letter: char| letter.is_ascii_uppercase())
            })
        });
        if is_beside {
            field.name = format!("{stem}N");
        }
    }
}

/// What the cells of a row say.
struct Said {
    type_text: String,
    /// What its type links to.
    target: Option<Target>,
    required: Option<Required>,
    default: Option<String>,
    /// A default that is shown as JSON.
    sample: Option<String>,
    /// Keys of an object whose format is shown, with their lines.
    format: Vec<(String, u32)>,
    links: Vec<Target>,
    /// Those that only say where something comes from.
    sources: Vec<Target>,
    description: Vec<Line>,
    /// Values that tables in its cells list.
    listed: Vec<String>,
}

fn field(name: String, mark: Mark, line: u32, said: &Said, page: &Page, marked: bool) -> Field {
    let description = &said.description;
    // REST 3.0 has true and false where pages of the older one write `Y` and `N`.
    let third = page.path.ends_with("rest-v3");
    let type_ = type_text::read(&said.type_text);
    let required = match (mark, prose::requirement(description)) {
        (Mark::TwoStars, _) | (Mark::Star, Some(Wanted::Sometimes)) => Required::Sometimes,
        (Mark::Star, _) => Required::Yes,
        (Mark::None, wanted) => said.required.unwrap_or(match wanted {
            Some(Wanted::Required) if !marked => Required::Yes,
            Some(Wanted::Required | Wanted::Sometimes) => Required::Sometimes,
            Some(Wanted::Optional) => Required::No,
            None if marked => Required::No,
            None => Required::Unknown,
        }),
    };
    let missing = absent::absent(description, &name);
    let mut field = Field {
        name,
        line,
        nullable: missing.null || has_null(&type_.shape),
        or_false: missing.no,
        deprecated: prose::deprecated(description),
        required: Need(Some(required)),
        values: values::values(description, &type_.shape),
        type_,
        links: said.links.clone(),
        sources: said.sources.clone(),
        words: joined(description),
        read_only: prose::read_only(description),
        ..Field::default()
    };
    // "You must send either `NAME` or `CODE`" names parameters.
    if field.values.contains(&field.name) {
        field.values.clear();
    }
    let are_defaults = |line: &Line| line.text.to_lowercase().starts_with("default values");
    if field.values.is_empty() {
        field.values.clone_from(&said.listed);
        if !field.values.is_empty() && description.iter().any(are_defaults) {
            field.doubt(
                line,
                "the listed values are those by default, and there may be others",
            );
        }
    }
    field.meanings = values::meanings(description, &field.values);
    if required == Required::Sometimes {
        field.condition = condition::condition(description);
    }
    if third && field.type_.shape == Shape::Scalar(Scalar::Boolean) {
        field.values.clear();
    }
    field.settle_flag();
    field.settle_map();
    field.settle_family();
    field.settle_array();
    field.settle_number(description);
    field.settle_list(description);
    field.settle_text();
    field.settle_wider(description);
    field.settle_default(said.default.as_ref(), description, third);
    if field.default.is_none() && matches!(field.name.to_lowercase().as_str(), "order" | "sort") {
        field.default = default::order(description);
    }
    if field.default.is_none() {
        field.default.clone_from(&said.sample);
    }
    let members = members(description);
    if !members.is_empty() && field.type_.shape.item() != &Shape::Object {
        let is_array = matches!(field.type_.shape, Shape::List(_) | Shape::Unknown);
        if is_array {
            field.type_.shape = Shape::List(Box::new(Shape::Object));
            field.values.clear();
            field.meanings.clear();
        }
    }
    field.fields = listed(description, &field);
    if field.fields.is_empty() && field.type_.shape == Shape::List(Box::new(Shape::Object)) {
        field.fields = members;
    }
    // What pages of types show is sent; answers have the same type, and other keys.
    let is_shared = page.path.ends_with("data-types");
    if field.fields.is_empty() && field.holds_named() && !is_shared {
        field.fields = said.format.iter().map(formatted).collect();
    }
    if field.name.eq_ignore_ascii_case("filter") {
        field.operators = Operators::read(description);
    }
    let anchored = said.links.iter().find(|target| !target.anchor.is_empty());
    field.target = said.target.clone().or_else(|| anchored.cloned());
    if mark == Mark::TwoStars {
        field.doubt(line, "two stars stand behind its name");
    }
    if field.type_.shape == Shape::Unknown {
        field.doubt(line, "no type that could be read");
    }
    field
}

fn has_null(shape: &Shape) -> bool {
    matches!(shape, Shape::Union(shapes) if shapes.contains(&Shape::Scalar(Scalar::None)))
}

impl Target {
    /// Reads the target of a link, as seen from `page`; without an anchor it is the page itself.
    #[must_use]
    pub fn read(link: &str, page: &Page) -> Option<Self> {
        let target = page.resolve(link)?;
        Some(Self {
            page: target.path,
            anchor: target.anchor.unwrap_or_default(),
        })
    }
}
