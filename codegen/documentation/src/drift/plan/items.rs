//! Edits of parameters and of parts of answers.

use super::field::{self, CONDITION, is_pattern};
use super::{ByHand, Planner, edit, put, remove, set, under};
use crate::compare::{
    Agreement, Change, ItemFact, List, What, agreement, holds_parts, is_inside, key,
};
use crate::drift::FileEdit;
use crate::edit::{Edit, Yaml};
use crate::facts::{At, Item, Required, Wire};

impl Planner<'_> {
    pub(super) fn item(&self, change: &Change<'_>) -> Result<Vec<FileEdit>, ByHand> {
        let What::Item {
            fact,
            before,
            after,
            ..
        } = change.what
        else {
            return Ok(Vec::new());
        };
        let (old, new) = match (before.first(), after.first()) {
            (None, Some(_)) => return self.added(change, after),
            (Some(old), None) => return self.removed(old),
            (Some(old), Some(new)) => (old, new),
            (None, None) => return Ok(Vec::new()),
        };
        let at = &old.at;
        if is_required_key(at) {
            return match fact {
                ItemFact::Renamed => Ok(vec![set(at, &[], Yaml::text(key_of(new, change)))]),
                ItemFact::Required => Ok(vec![remove(at, &[])]),
                _ => Err("it is a fact of the field that the filter's type has".to_owned()),
            };
        }
        match fact {
            ItemFact::Type => self.type_(before, after),
            ItemFact::Required => match new.required {
                Required::Yes => Ok(vec![set(at, &["required"], true)]),
                Required::No => Ok(vec![remove(at, &["required"])]),
                Required::Unknown => Ok(vec![set(at, &["required"], Yaml::text("unknown"))]),
                Required::Sometimes => Err(CONDITION.to_owned()),
            },
            ItemFact::Default => Ok(vec![put(
                at,
                &["default"],
                new.default.as_deref().map(field::json),
            )]),
            ItemFact::Values => self.values(old, new),
            ItemFact::Nullable => Ok(self.nullable(old, new)),
            ItemFact::Deprecated if is_result(at) => {
                Err("the schema does not say it of whole answers".to_owned())
            }
            ItemFact::Deprecated => Ok(vec![put(
                at,
                &["deprecated"],
                new.deprecated.then(|| true.into()),
            )]),
            // The key of the answer is a fact of its own.
            ItemFact::Renamed if is_result(at) => Ok(vec![set(at, &["at"], Yaml::text(&new.path))]),
            ItemFact::Renamed => Ok(vec![edit(
                at,
                Edit::Rename {
                    keys: at.keys.clone(),
                    to: key_of(new, change).to_owned(),
                },
            )]),
            ItemFact::Added | ItemFact::Removed => Ok(Vec::new()),
        }
    }

    fn type_(&self, before: &[Item], after: &[Item]) -> Result<Vec<FileEdit>, ByHand> {
        let (old, new) = (&before[0], &after[0]);
        let at = &old.at;
        let own = ["fields", "patterns"]
            .iter()
            .any(|key| self.has(at, &[key]));
        let with_parts = holds_parts(&old.wire) && holds_parts(&new.wire);
        let spelt = self.text(at, &["type"]).or_else(|| self.text(at, &[]));
        // A list of what it was, or one of what it was a list of, keeps its name.
        let kept = match (&old.wire, &new.wire, spelt) {
            _ if own => None,
            (was, Wire::List(item), Some(spelt)) if same(was, item) => {
                let bare = !spelt.contains('|');
                bare.then(|| format!("{spelt}[]"))
            }
            (Wire::List(item), now, Some(spelt)) if same(item, now) => {
                spelt.strip_suffix("[]").map(str::to_owned)
            }
            _ => None,
        };
        let expression = kept.unwrap_or_else(|| self.expression(&at.file, new, &after[1..]));
        let mut edits = Vec::new();
        if !with_parts {
            let parts = |patterns| self.fields(&at.file, new, &after[1..], patterns);
            for (key, fields) in [("fields", parts(false)?), ("patterns", parts(true)?)] {
                edits.push(put(
                    at,
                    &[key],
                    (!fields.is_empty()).then_some(Yaml::Map(fields)),
                ));
            }
            if own && after.len() == 1 {
                edits.push(remove(at, &["name"]));
            }
        }
        if self.has(at, &["values"]) {
            match field::own_values(new).transpose()? {
                Some(values) if !same_wire_of_values(old, new) => {
                    edits.push(set(at, &["values"], values));
                }
                Some(_) => {}
                None => edits.extend([remove(at, &["values"]), remove(at, &["name"])]),
            }
        }
        edits.push(set(at, &["type"], Yaml::text(&expression)));
        Ok(edits)
    }

    fn nullable(&self, old: &Item, new: &Item) -> Vec<FileEdit> {
        let at = &old.at;
        let spelt = self.text(at, &["type"]).or_else(|| self.text(at, &[]));
        let mut edits = vec![put(at, &["nullable"], new.nullable.then(|| true.into()))];
        if let Some(bare) = spelt.and_then(|spelt| spelt.strip_suffix("|null"))
            && !new.nullable
        {
            edits.push(set(at, &["type"], Yaml::text(bare)));
        }
        edits
    }

    fn removed(&self, old: &Item) -> Result<Vec<FileEdit>, ByHand> {
        let at = &old.at;
        if is_result(at) {
            return Err("the page tells nothing of the answer any more".to_owned());
        }
        let mut edits = vec![remove(at, &[])];
        // The last field of an object leaves an object that nobody describes.
        if let [above @ .., list, _] = at.keys.as_slice()
            && list == "fields"
            && above
                .first()
                .is_some_and(|first| first != "types" || above.len() > 2)
        {
            let owner = At {
                keys: above.to_vec(),
                ..at.clone()
            };
            let last = self
                .schema
                .node(&at.file, &under(&owner, &["fields"]))
                .is_some_and(|fields| fields.entries().len() == 1);
            if last && !self.has(&owner, &["type"]) && !self.has(&owner, &["patterns"]) {
                edits.insert(0, set(&owner, &["type"], Yaml::text("object")));
            }
        }
        Ok(edits)
    }

    fn added(&self, change: &Change<'_>, items: &[Item]) -> Result<Vec<FileEdit>, ByHand> {
        let What::Item { list, parent, .. } = change.what else {
            return Ok(Vec::new());
        };
        let (Some(old), Some(new)) = (change.before, change.after) else {
            return Err("its method is not on both sides".to_owned());
        };
        let name = key_of(&items[0], change).to_owned();
        let owner = match (list, parent) {
            (_, Some(parent)) => self.owner(parent)?,
            (List::Params, None) => At {
                keys: under(&old.at, &["params"]),
                ..old.at.clone()
            },
            (List::Data, None) => At {
                keys: under(&old.at, &["data"]),
                ..old.at.clone()
            },
            (List::Result, None) if old.result.is_empty() => {
                return self.answer(&old.at, items);
            }
            (List::Result, None) => {
                return Err("the answer gets a second key beside the one that is read".to_owned());
            }
        };
        if let Some(parent) = parent
            && is_filter(parent)
        {
            return Ok(vec![edit(
                &owner,
                Edit::Push {
                    keys: under(&owner, &["required_keys"]),
                    value: Yaml::text(&name),
                },
            )]);
        }
        let keys = match (parent, is_pattern(&name)) {
            (None, true) => {
                return Err("a family of parameters has no place in the schema".to_owned());
            }
            (None, false) => owner.keys.clone(),
            (Some(_), true) => under(&owner, &["patterns"]),
            (Some(_), false) => under(&owner, &["fields"]),
        };
        let value = self.field(&owner.file, items)?;
        let documented = if list == List::Result {
            &new.result
        } else {
            &new.params
        };
        let insert = Edit::Insert {
            keys,
            after: preceding(documented, &items[0]),
            key: name,
            value,
        };
        Ok(vec![edit(&owner, insert)])
    }

    /// What holds the fields of an item: itself, or the named type that it is.
    fn owner(&self, item: &Item) -> Result<At, ByHand> {
        let own = ["fields", "patterns"]
            .iter()
            .any(|key| self.has(&item.at, &[key]));
        if own || is_filter(item) {
            return Ok(item.at.clone());
        }
        let name = item.type_.trim_end_matches("[]");
        let inner = name
            .strip_prefix("map<")
            .and_then(|rest| rest.strip_suffix('>')?.split_once(','))
            .map_or(name, |(_, value)| value.trim_end_matches("[]"));
        if let Some(at) = self.schema.type_at(inner) {
            let fields = ["fields", "patterns"]
                .iter()
                .any(|key| self.has(at, &[key]));
            return if fields {
                Ok(at.clone())
            } else {
                Err(format!("`{inner}` is another name for a type"))
            };
        }
        if matches!(name, "object") {
            return Ok(item.at.clone());
        }
        Err(format!("`{name}` has no fields of its own"))
    }

    /// The answer of a method of which none was described.
    fn answer(&self, method: &At, items: &[Item]) -> Result<Vec<FileEdit>, ByHand> {
        let item = &items[0];
        if item.path.contains(['.', '[', '{']) {
            return Err("what holds the answer is not described".to_owned());
        }
        let mut facts = Vec::new();
        if !item.path.is_empty() {
            facts.push(("at".to_owned(), Yaml::text(&item.path)));
        }
        let expression = self.expression(&method.file, item, &items[1..]);
        facts.push(("type".to_owned(), Yaml::text(&expression)));
        for (key, patterns) in [("fields", false), ("patterns", true)] {
            let fields = self.fields(&method.file, item, &items[1..], patterns)?;
            if !fields.is_empty() {
                facts.push((key.to_owned(), Yaml::Map(fields)));
            }
        }
        if item.nullable {
            facts.push(("nullable".to_owned(), true.into()));
        }
        Ok(vec![set(method, &["result"], Yaml::Map(facts))])
    }
}

/// The name of an item inside of what it is in.
fn key_of<'f>(item: &'f Item, change: &Change<'f>) -> &'f str {
    let parent = change.after.map(|facts| {
        let lists = facts.params.iter().chain(&facts.result);
        lists
            .filter(|other| is_inside(&item.path, &other.path))
            .map(|other| other.path.as_str())
            .max_by_key(|path| path.len())
            .unwrap_or_default()
    });
    key(&item.path, parent.unwrap_or_default())
}

/// The names that the page lists before an item, in what it is in, the nearest first.
fn preceding(documented: &[Item], item: &Item) -> Vec<String> {
    let parent = documented
        .iter()
        .filter(|other| is_inside(&item.path, &other.path))
        .map(|other| other.path.as_str())
        .max_by_key(|path| path.len())
        .unwrap_or_default();
    let mut names: Vec<String> = documented
        .iter()
        .take_while(|other| !std::ptr::eq(*other, item) && other.path != item.path)
        .filter(|other| parent.is_empty() || is_inside(&other.path, parent))
        .map(|other| key(&other.path, parent).to_owned())
        .filter(|name| !name.is_empty())
        .collect();
    names.reverse();
    names
}

fn same(one: &Wire, other: &Wire) -> bool {
    agreement(one, other) != Agreement::Different
}

/// Whether the values of an enumeration stay as they are when its type changes.
fn same_wire_of_values(old: &Item, new: &Item) -> bool {
    old.wire == new.wire
}

fn is_filter(item: &Item) -> bool {
    ["filter<", "order<", "select<"]
        .iter()
        .any(|start| item.type_.starts_with(start))
}

/// Whether a place is one of the keys that a filter must have.
fn is_required_key(at: &At) -> bool {
    matches!(at.keys.as_slice(), [.., list, _] if list == "required_keys")
}

/// Whether a place is that of a whole answer.
fn is_result(at: &At) -> bool {
    matches!(at.keys.as_slice(), [methods, _, result] if methods == "methods" && result == "result")
}
