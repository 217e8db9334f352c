//! Methods without a page of their own: a section of an overview describes them and shows a call.

use super::cell::lines;
use super::draft::{Draft, Field, Note};
use super::prose::codes;
use super::section::Section;
use super::{effect, example, head};
use crate::extract::draft::Kind;
use crate::page::{Block, Page};

/// The methods that the sections of a page describe by a sentence such as "The method `…` returns"
/// and a call. The same may have pages of their own, which say more.
pub(super) fn read(page: &Page, sections: &[Section<'_>]) -> Vec<Draft> {
    if !page.path.starts_with("api-reference") {
        return Vec::new();
    }
    let mut found: Vec<Draft> = Vec::new();
    for section in sections.iter().filter(|section| section.level >= 2) {
        let fences = section.fences();
        for call in fences.iter().flat_map(example::calls) {
            // `batch` and the like are ways of calling, not methods of a namespace.
            let is_told = call.method.contains('.')
                && section
                    .blocks
                    .iter()
                    .any(|block| tells_of(block, &call.method));
            if is_told && !found.iter().any(|draft| draft.name == call.method) {
                found.push(draft(page, section, &call));
            }
        }
    }
    found
}

/// Whether a sentence calls a name that of a method: ``the method `…` ``, `` `…` method``.
fn tells_of(block: &Block, name: &str) -> bool {
    lines(std::slice::from_ref(block)).iter().any(|line| {
        codes(&line.text).iter().any(|code| {
            code.text == name
                && (code.before.trim_end().to_lowercase().ends_with("method")
                    || code.after.trim_start().to_lowercase().starts_with("method"))
        })
    })
}

fn draft(page: &Page, section: &Section<'_>, call: &example::Call) -> Draft {
    let version = if call.third { 3 } else { 2 };
    let name = call.method.clone();
    Draft {
        scope: head::head(std::slice::from_ref(section)).scope,
        effect: Some(effect::of(&name, &section.title, std::slice::from_ref(section)).effect()),
        result: Some(Field::default()),
        notes: vec![Note {
            line: section.line,
            text: "a section of an overview alone tells of it, without its parameters and answer"
                .to_owned(),
        }],
        ..Draft::new(Kind::Method, name, version, &page.path, section.line)
    }
}
