//! Overviews: the methods that a page without a method of its own lists.

use super::cell::lines;
use super::head::method_name;
use super::link::common_namespace;
use super::section::Section;

/// The namespace, with `.*`, of the methods that the first table of methods lists.
pub(super) fn namespace(sections: &[Section<'_>]) -> Option<String> {
    let names = sections
        .iter()
        .flat_map(Section::tables)
        .find_map(|(table, _, _)| {
            let names: Vec<String> = table
                .rows
                .iter()
                .skip(1)
                .filter_map(|row| {
                    let lines = lines(&row.cells.first()?.blocks);
                    let [only] = lines.as_slice() else {
                        return None;
                    };
                    let text = only.text.replace('`', "");
                    (!text.trim().contains(' ')).then(|| method_name(&text))?
                })
                .collect();
            (names.len() > 1 && names.len() + 1 == table.rows.len()).then_some(names)
        })?;
    common_namespace(names.iter().map(String::as_str))
}
