//! Edits of the facts of methods and events themselves.

use super::{ByHand, Planner, edit, put, remove};
use crate::compare::{MethodFact, Record};
use crate::drift::{Action, FileEdit};
use crate::edit::{Edit, Yaml};
use crate::facts::{Facts, Kind, Location};
use crate::write::fragment::Fragment;
use bitrix24_codegen::load;
use bitrix24_codegen::model::PagingStyle;

impl Planner<'_> {
    pub(super) fn method(
        &self,
        change: &Record<'_>,
        fact: MethodFact,
    ) -> Result<Vec<FileEdit>, ByHand> {
        let (Some(before), after) = (change.before, change.after) else {
            return Err("it is not in the schema: import it".to_owned());
        };
        let at = &before.at;
        let Some(after) = after else {
            return Ok(vec![remove(at, &[]), delete_examples(before)]);
        };
        if before.kind == Kind::Event && fact == MethodFact::Paging {
            return Err("the schema does not have this fact for events".to_owned());
        }
        let value = |key: &str| self.value(&after.at, key, &at.file);
        Ok(match fact {
            MethodFact::Present | MethodFact::Added | MethodFact::Removed => Vec::new(),
            MethodFact::Renamed => return self.renamed(before, after),
            MethodFact::Access => return Err("the access is worded by a person".to_owned()),
            MethodFact::Deprecated => vec![put(at, &["deprecated"], value("deprecated")?)],
            MethodFact::Replacement => {
                let replacement = after.replacement.as_deref().map(Yaml::text);
                vec![put(at, &["deprecated", "replacement"], replacement)]
            }
            MethodFact::Scope => vec![put(at, &["scope"], value("scope")?)],
            MethodFact::Page => vec![put(at, &["page"], value("page")?)],
            MethodFact::Failure => {
                let result = self.fragment(&after.at)?.get("result");
                let failure = result.and_then(|result| result.get("failure"));
                let failure = failure.map(Fragment::yaml);
                vec![put(at, &["result", "failure"], failure)]
            }
            MethodFact::Data => vec![put(at, &["type"], value("type")?)],
            MethodFact::Notes => {
                let known = |note: &&String| before.notes.contains(note);
                let lacking = after.notes.iter().filter(|note| !known(note));
                lacking.map(|note| push_note(at, note)).collect()
            }
            MethodFact::Codes => return Err("a person names the variants of codes".to_owned()),
            MethodFact::Paging if before.paging.is_none() => {
                vec![put(at, &["paging"], value("paging")?)]
            }
            MethodFact::Paging => paging(at, before, after),
        })
    }

    /// A new name within the file takes the examples with it.
    fn renamed(&self, before: &Facts, after: &Facts) -> Result<Vec<FileEdit>, ByHand> {
        let at = &before.at;
        let to = match before.kind {
            Kind::Event | Kind::Placement => Some(after.name.as_str()),
            Kind::Method => self.schema.file(&at.file).and_then(|file| {
                let rest = after.name.strip_prefix(&file.model.namespace)?;
                rest.strip_prefix('.')
            }),
        };
        let to = to.ok_or("its new name belongs in another file")?;
        let key = Edit::Rename {
            keys: at.keys.clone(),
            to: to.to_owned(),
        };
        let name = Edit::Set {
            keys: vec!["method".to_owned()],
            value: Yaml::text(&after.name),
        };
        Ok(vec![
            edit(at, key),
            FileEdit {
                file: examples(before),
                action: Action::Move {
                    to: examples(after),
                    edit: name,
                },
            },
        ])
    }
}

/// Adds a note after those that a person may have written.
fn push_note(at: &Location, text: &str) -> FileEdit {
    let keys = at.keys.iter().cloned().chain(["notes".to_owned()]);
    let push = Edit::Push {
        keys: keys.collect(),
        value: Yaml::Map(vec![("text".to_owned(), Yaml::text(text))]),
    };
    edit(at, push)
}

fn paging(at: &Location, before: &Facts, after: &Facts) -> Vec<FileEdit> {
    let (Some(old), Some(new)) = (&before.paging, &after.paging) else {
        return vec![remove(at, &["paging"])];
    };
    let style = (new.style != PagingStyle::Start).then(|| Yaml::text(new.style.word()));
    let at_text = |text: &Option<String>| text.as_deref().map(Yaml::text);
    let size = new.size.map(Yaml::from);
    let cursor = new.cursor.as_deref().map(Yaml::text);
    let mut edits = Vec::new();
    if old.style != new.style {
        edits.push(put(at, &["paging", "style"], style));
    }
    if old.at != new.at {
        edits.push(put(at, &["paging", "at"], at_text(&new.at)));
    }
    // What a page leaves out stays, except where it has no meaning in another style.
    if (new.limit.is_some() || !new.style.is_own()) && old.limit != new.limit {
        edits.push(put(at, &["paging", "limit"], at_text(&new.limit)));
    }
    if (new.most.is_some() || !new.style.is_own()) && old.most != new.most {
        edits.push(put(at, &["paging", "most"], new.most.map(Yaml::from)));
    }
    if new.size.is_some() && old.size != new.size {
        edits.push(put(at, &["paging", "size"], size));
    }
    if new.cursor.is_some() && old.cursor != new.cursor {
        edits.push(put(at, &["paging", "cursor", "field"], cursor));
        edits.push(remove(at, &["paging", "cursor", "inferred"]));
    }
    edits
}

fn delete_examples(facts: &Facts) -> FileEdit {
    FileEdit {
        file: examples(facts),
        action: Action::Delete,
    }
}

/// The file of a method's examples.
pub(in crate::drift) fn examples(facts: &Facts) -> String {
    let version = if facts.version == 3 { ".v3" } else { "" };
    format!("{}/{}{version}.yaml", load::EXAMPLES, facts.name)
}
