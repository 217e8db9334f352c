//! Placements, with their codes by variant.

use super::Writer;
use super::file::Unit;
use super::fragment::{Entries, Entry, Fragment};
use super::method::checks;
use super::names::Variants;
use super::owner::Owner;
use crate::extract::draft::Draft;
use crate::extract::placement;
use bitrix24_codegen::names;

impl Writer<'_> {
    /// A placement.
    pub(super) fn placement(&mut self, unit: &Unit, draft: &Draft) -> Fragment {
        let mut entries = Entries::default();
        self.place(&mut entries, unit, draft);
        if draft.codes.iter().any(|code| *code != draft.name) {
            entries.put("codes", codes(draft));
        }
        let name = names::handled(&names::module_path(&unit.name()), &draft.name);
        let options = format!("{name}Options");
        let owner = Owner {
            unit,
            name: &options,
            reserved: names::RECORD,
            page: &draft.page,
            top: false,
            sent: true,
            shown: false,
            entity: false,
        };
        let options = self.contents(owner, &draft.params);
        entries.map("options", options.fields);
        let owner = Owner {
            name: &name,
            ..owner
        };
        let request = draft.result.as_ref().map_or(&[][..], |root| &root.fields);
        let request = self.contents(owner, request);
        entries.map("request", request.fields);
        if !draft.remarks.is_empty() {
            let note = |text: &String| {
                let mut entries = Entries::default();
                entries.text("text", text);
                entries.done()
            };
            let notes = draft.remarks.iter().map(note).collect();
            entries.put("notes", Fragment::List(notes));
        }
        if let Some(check) = checks(draft, &draft.notes) {
            entries.text("check", &check);
        }
        entries.done()
    }
}

/// The codes of a placement by variant.
fn codes(draft: &Draft) -> Fragment {
    let mut taken = Variants::default();
    let code = |code: &String| {
        let words = placement::variant(code, &draft.name);
        let names = [words, "whole".to_owned(), "other".to_owned()];
        let value = if code.contains('{') {
            let mut entries = Entries::default();
            entries.text("pattern", code);
            entries.done()
        } else {
            Fragment::text(code)
        };
        Entry {
            key: taken.first_of(
                &names
                    .into_iter()
                    .filter(|name| !name.is_empty())
                    .collect::<Vec<_>>(),
            ),
            value,
            origin: None,
        }
    };
    Fragment::Map(draft.codes.iter().map(code).collect())
}
