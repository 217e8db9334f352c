//! What sections of a page say of filters apart from their rows.

use super::cell::lines;
use super::draft::{Field, Operators};
use super::operators::alone;
use super::prose::Line;
use super::section::Section;

/// Completes the filter among the parameters, and notes what of its operators is not certain.
pub(super) fn complete(params: &mut [Field], about_params: &[Section<'_>]) {
    let filters = params
        .iter_mut()
        .filter(|field| field.name.eq_ignore_ascii_case("filter"));
    for field in filters {
        if field.operators.prefixes.is_empty()
            && let Some(elsewhere) = apart(about_params)
        {
            field.operators = elsewhere;
        }
        for (sign, line) in field.operators.unknown.clone() {
            field.doubt(
                line,
                format!("the prefix `{sign}` is no operator that is known"),
            );
        }
        if let Some(line) = field.operators.open {
            field.doubt(line, "not all operators are named, or not for all fields");
        }
    }
}

/// What a section about the filter says, or else a table of prefixes.
fn apart(sections: &[Section<'_>]) -> Option<Operators> {
    let about = sections
        .iter()
        .filter(|section| section.title.to_lowercase().contains("filter"));
    let mut found = about.map(|section| {
        let blocks = section.blocks.iter();
        let description: Vec<Line> = blocks
            .flat_map(|block| lines(std::slice::from_ref(*block)))
            .collect();
        Operators::read(&description)
    });
    found
        .find(|operators| !operators.is_empty())
        .or_else(|| Some(tables(sections)).filter(|operators| !operators.is_empty()))
}

/// The rows of tables of prefixes.
fn tables(sections: &[Section<'_>]) -> Operators {
    let mut found = Operators::default();
    for (table, _, before) in sections.iter().flat_map(Section::tables) {
        let Some((header, rows)) = table.rows.split_first() else {
            continue;
        };
        let heading = header
            .cells
            .first()
            .map(|cell| cell.plain().to_lowercase())
            .unwrap_or_default();
        let is_about = ["operator", "prefix", "operation", "filter type"];
        if !is_about
            .iter()
            .any(|word| heading.contains(word) || before.to_lowercase().contains(word))
        {
            continue;
        }
        for row in rows {
            let cells: Vec<Line> = row
                .cells
                .iter()
                .flat_map(|cell| lines(&cell.blocks))
                .collect();
            if let Some(first) = cells.first()
                && let Some(sign) = alone(&first.text)
            {
                let words: Vec<&str> = cells.iter().map(|line| line.text.as_str()).collect();
                found.push(&sign, &words.join(" "), row.line);
            }
        }
    }
    found
}
