//! Recognises tables of fields and their columns.

use super::Fields;
use crate::extract::cell::lines;
use crate::extract::name::name;
use crate::page::{Cell, Row, Table};

/// What a column of a table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// Names, perhaps with types below them.
    Name,
    /// Types.
    Type,
    /// Descriptions.
    Description,
    /// Whether it must be sent.
    Required,
    /// Default values.
    Default,
    /// Anything else.
    Other,
}

/// Reads a table of fields. Returns `None` for other tables.
#[must_use]
pub fn fields(table: &Table) -> Option<Fields<'_>> {
    let (first, rest) = table.rows.split_first()?;
    let mut columns: Vec<Column> = first.cells.iter().map(column).collect();
    // Whatever the header calls them: a column of nothing but names with their types below.
    let typed = |row: &Row| row.cells.first().is_some_and(is_name_cell);
    if columns.first() == Some(&Column::Other)
        && !rest.is_empty()
        && rest.iter().all(typed)
        && !typed(first)
    {
        columns[0] = Column::Name;
    }
    // A column before the names may name the objects to which they belong.
    let beside = columns.first() == Some(&Column::Other)
        && columns.get(1) == Some(&Column::Name)
        && columns.contains(&Column::Description)
        && rest.iter().all(|row| row.cells.len() == columns.len());
    if columns.first() == Some(&Column::Name) || beside {
        return Some(Fields {
            columns,
            rows: rest,
            page: table.page.as_deref(),
        });
    }
    // Some tables have no header: their first row is a field like the others.
    let headless = first.cells.len() == 2
        && is_name_cell(&first.cells[0])
        && columns.iter().all(|column| *column == Column::Other);
    headless.then(|| Fields {
        columns: vec![Column::Name, Column::Description],
        rows: &table.rows,
        page: table.page.as_deref(),
    })
}

fn column(cell: &Cell) -> Column {
    let text = lines(&cell.blocks)
        .first()
        .map(|line| line.text.to_lowercase())
        .unwrap_or_default();
    let text = text.trim_matches(['*', ' ', '`']);
    let word = text
        .split(['`', '/', '\n'])
        .next()
        .unwrap_or_default()
        .trim();
    // Whatever it is called: a column of names has the types below them.
    let typed = lines(&cell.blocks).get(1).is_some_and(|line| {
        matches!(
            line.text.trim_matches(['`', '*']).to_lowercase().as_str(),
            "type"
        )
    });
    if typed {
        return Column::Name;
    }
    match word {
        "name" | "field" | "parameter" | "key" | "title" | "property" | "field name"
        | "parameter name" | "option" | "attribute" | "name type" | "element"
        | "status identifier" => Column::Name,
        "type" | "data type" => Column::Type,
        "description" | "purpose" | "meaning" | "note" => Column::Description,
        "required" | "mandatory" => Column::Required,
        "default" | "default value" | "by default" => Column::Default,
        _ => Column::Other,
    }
}

/// Whether a cell looks like the name of a field with its type below.
fn is_name_cell(cell: &Cell) -> bool {
    let lines = lines(&cell.blocks);
    lines.len() >= 2 && name(&lines[0].text).is_some() && lines[1].text.starts_with('`')
}
