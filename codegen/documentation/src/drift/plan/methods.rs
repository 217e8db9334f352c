//! Edits of the facts of methods and events themselves.

use super::{ByHand, Planner, edit, put, remove, set};
use crate::compare::{Change, MethodFact};
use crate::drift::{Action, FileEdit};
use crate::edit::{Edit, Yaml};
use crate::facts::{At, Facts, Kind};
use bitrix24_codegen::load;
use bitrix24_codegen::model::PagingStyle;

impl Planner<'_> {
    pub(super) fn method(
        &self,
        change: &Change<'_>,
        fact: MethodFact,
    ) -> Result<Vec<FileEdit>, ByHand> {
        let (Some(before), after) = (change.before, change.after) else {
            return Err("it is not in the schema: import it".to_owned());
        };
        let at = &before.at;
        let Some(after) = after else {
            return Ok(vec![remove(at, &[]), delete_examples(before)]);
        };
        if before.kind == Kind::Event
            && matches!(
                fact,
                MethodFact::Deprecated | MethodFact::Replacement | MethodFact::Paging
            )
        {
            return Err("the schema does not say it of events".to_owned());
        }
        let replacement = after.replacement.as_deref().map(Yaml::text);
        Ok(match fact {
            MethodFact::Added | MethodFact::Removed => Vec::new(),
            MethodFact::Renamed => return self.renamed(before, after),
            MethodFact::Access => return Err("who may call it is told in our words".to_owned()),
            MethodFact::Deprecated if after.deprecated => {
                let replacement = replacement.map(|method| ("replacement".to_owned(), method));
                vec![set(
                    at,
                    &["deprecated"],
                    Yaml::Map(replacement.into_iter().collect()),
                )]
            }
            MethodFact::Deprecated => vec![remove(at, &["deprecated"])],
            MethodFact::Replacement => {
                vec![put(at, &["deprecated", "replacement"], replacement)]
            }
            MethodFact::Scope => {
                let scopes = after.scope.iter().map(|scope| Yaml::text(scope)).collect();
                let own = !self.is_scope_of_file(at, &after.scope);
                vec![put(at, &["scope"], own.then_some(Yaml::List(scopes)))]
            }
            MethodFact::Page => vec![put(at, &["page"], self.page(at, after))],
            MethodFact::Paging => paging(at, before, after),
        })
    }

    fn is_scope_of_file(&self, at: &At, scopes: &[String]) -> bool {
        let file = self.schema.file(&at.file);
        file.is_some_and(|file| file.model.scope == scopes)
    }

    /// The page as a file names it: from the folder of its pages.
    fn page(&self, at: &At, after: &Facts) -> Option<Yaml> {
        let page = after.page.as_deref()?;
        let file = self.schema.file(&at.file)?;
        let folder = file.model.page.as_deref();
        let inside = folder
            .and_then(|folder| page.strip_prefix(folder)?.strip_prefix('/'))
            .filter(|rest| !rest.contains('/'));
        Some(Yaml::text(inside.unwrap_or(page)))
    }

    /// A new name within the file takes the examples with it.
    fn renamed(&self, before: &Facts, after: &Facts) -> Result<Vec<FileEdit>, ByHand> {
        let at = &before.at;
        let to = match before.kind {
            Kind::Event => Some(after.name.as_str()),
            Kind::Method => self.schema.file(&at.file).and_then(|file| {
                let rest = after.name.strip_prefix(&file.model.namespace)?;
                rest.strip_prefix('.')
            }),
        };
        let to = to.ok_or("its new name belongs into another file")?;
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

fn paging(at: &At, before: &Facts, after: &Facts) -> Vec<FileEdit> {
    let Some(new) = &after.paging else {
        return vec![remove(at, &["paging"])];
    };
    let style = (new.style == PagingStyle::Page).then(|| Yaml::text("page"));
    let size = new.size.map(Yaml::from);
    let cursor = new.cursor.as_deref().map(Yaml::text);
    let Some(old) = &before.paging else {
        let cursor = cursor.map(|field| Yaml::Map(vec![("field".to_owned(), field)]));
        let facts = [("style", style), ("size", size), ("cursor", cursor)];
        let said = facts
            .into_iter()
            .filter_map(|(key, value)| value.map(|value| (key.to_owned(), value)));
        return vec![set(at, &["paging"], Yaml::Map(said.collect()))];
    };
    let mut edits = Vec::new();
    if old.style != new.style {
        edits.push(put(at, &["paging", "style"], style));
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
