//! Edits of parameters and of parts of answers.

use super::{ByHand, Planner, edit, put, remove, set, under};
use crate::compare::{
    Agreement, ItemFact, List, Record, What, agreement, holds_parts, is_inside, key,
};
use crate::drift::FileEdit;
use crate::edit::{Edit, Yaml};
use crate::facts::{Item, Location, Required, Shape, Wire};
use crate::write::documented::Own;
use bitrix24_codegen::pattern::is_pattern;
use bitrix24_codegen::scalar::Scalar;

const CONDITION: &str = "the condition has to be worded by a person";

impl Planner<'_> {
    pub(super) fn item(&self, change: &Record<'_>) -> Result<Vec<FileEdit>, ByHand> {
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
            ItemFact::Required if new.required == Required::Sometimes => Err(CONDITION.to_owned()),
            ItemFact::Required => self.fact(at, "required", new),
            ItemFact::Default => self.fact(at, "default", new),
            ItemFact::Values => self.values(old, new),
            ItemFact::Operators => self.fact(at, "operators", new),
            ItemFact::Nullable => self.nullable(old, new),
            ItemFact::Deprecated if is_result(at) => {
                Err("the schema does not have this fact for whole answers".to_owned())
            }
            ItemFact::Deprecated => self.fact(at, "deprecated", new),
            // The key of the answer is a fact of its own.
            ItemFact::Renamed if is_result(at) => Ok(vec![set(at, &["at"], Yaml::text(&new.path))]),
            ItemFact::Renamed => Ok(vec![edit(
                at,
                Edit::Rename {
                    keys: at.keys.clone(),
                    to: key_of(new, change).to_owned(),
                },
            )]),
            ItemFact::Present | ItemFact::Added | ItemFact::Removed | ItemFact::Source => {
                Ok(Vec::new())
            }
        }
    }

    /// Gives a fact the value that importing would write, or takes it away.
    fn fact(&self, at: &Location, key: &str, new: &Item) -> Result<Vec<FileEdit>, ByHand> {
        Ok(vec![put(at, &[key], self.value(&new.at, key, &at.file)?)])
    }

    fn type_(&self, before: &[Item], after: &[Item]) -> Result<Vec<FileEdit>, ByHand> {
        let (old, new) = (&before[0], &after[0]);
        let at = &old.at;
        let own = ["fields", "patterns"]
            .iter()
            .any(|key| self.has(at, &[key]));
        let (was, now) = (old.wire(), new.wire());
        let with_parts = holds_parts(&was) && holds_parts(&now);
        let spelt = self.text(at, &["type"]).or_else(|| self.text(at, &[]));
        // A list of what it was, or one of what it was a list of, keeps its name.
        let kept = match (&was, &now, spelt) {
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
        let mut edits = Vec::new();
        let type_ = match kept {
            Some(kept) => Yaml::text(&kept),
            None => {
                edits.extend(self.new_types(&new.at, None)?);
                let written = self.value(&new.at, "type", &at.file)?;
                written.unwrap_or_else(|| Yaml::text(Scalar::Object.name()))
            }
        };
        // The parts of an object are compared one by one.
        if !(own && with_parts) {
            for key in ["fields", "patterns"] {
                let written = self.value(&new.at, key, &at.file)?;
                if written.is_some() || self.has(at, &[key]) {
                    edits.push(put(at, &[key], written));
                }
            }
        }
        let values = self.value(&new.at, "values", &at.file)?;
        if self.has(at, &["values"]) {
            match values {
                Some(values) if was != now => edits.push(set(at, &["values"], values)),
                Some(_) => {}
                None => edits.push(remove(at, &["values"])),
            }
        }
        // A name is that of what is made for the field.
        let makes = |fragment: Option<Yaml>| fragment.is_some();
        let still_own = with_parts && own
            || makes(self.value(&new.at, "fields", &at.file)?)
            || makes(self.value(&new.at, "values", &at.file)?);
        if !still_own && self.has(at, &["name"]) {
            edits.push(remove(at, &["name"]));
        }
        edits.push(set(at, &["type"], type_));
        Ok(edits)
    }

    fn nullable(&self, old: &Item, new: &Item) -> Result<Vec<FileEdit>, ByHand> {
        let at = &old.at;
        let spelt = self.text(at, &["type"]).or_else(|| self.text(at, &[]));
        let mut edits = self.fact(at, "nullable", new)?;
        if let Some(bare) = spelt.and_then(|spelt| spelt.strip_suffix("|null"))
            && !new.nullable
        {
            edits.push(set(at, &["type"], Yaml::text(bare)));
        }
        Ok(edits)
    }

    fn removed(&self, old: &Item) -> Result<Vec<FileEdit>, ByHand> {
        let at = &old.at;
        if is_result(at) {
            return Err("the page no longer describes the answer".to_owned());
        }
        let mut edits = vec![remove(at, &[])];
        // The last field of an object leaves an object that nobody describes.
        if let [above @ .., list, _] = at.keys.as_slice()
            && list == "fields"
            && above
                .first()
                .is_some_and(|first| first != "types" || above.len() > 2)
        {
            let owner = Location {
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

    fn added(&self, change: &Record<'_>, items: &[Item]) -> Result<Vec<FileEdit>, ByHand> {
        let What::Item { list, parent, .. } = change.what else {
            return Ok(Vec::new());
        };
        let (Some(old), Some(new)) = (change.before, change.after) else {
            return Err("its method is not on both sides".to_owned());
        };
        let name = key_of(&items[0], change).to_owned();
        let owner = match (list, parent) {
            (_, Some(parent)) => self.owner(parent)?,
            (List::Params, None) => Location {
                keys: under(&old.at, &["params"]),
                ..old.at.clone()
            },
            (List::Options, None) => Location {
                keys: under(&old.at, &["options"]),
                ..old.at.clone()
            },
            (List::Request, None) => Location {
                keys: under(&old.at, &["request"]),
                ..old.at.clone()
            },
            (List::Data, None) => Location {
                keys: under(&old.at, &["data"]),
                ..old.at.clone()
            },
            (List::Result, None) if old.result.is_empty() => {
                return self.answer(&old.at, &items[0]);
            }
            (List::Result, None) => {
                return Err("the answer gets a second key beside the one that is read".to_owned());
            }
        };
        if let Some(parent) = parent
            && parent.shape.names_fields()
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
                return Err("the schema cannot describe a family of parameters".to_owned());
            }
            (None, false) => owner.keys.clone(),
            (Some(_), true) => under(&owner, &["patterns"]),
            (Some(_), false) => under(&owner, &["fields"]),
        };
        // The identifier of an object is that of its own type.
        let own = Own::of(&items[0].at, &owner);
        let value = self.whole(&items[0].at, &owner.file, own.as_ref())?;
        let documented = if matches!(list, List::Result | List::Request) {
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
        let mut edits = self.new_types(&items[0].at, own.as_ref())?;
        // What was anything is an object with a field.
        if let Some(parent) = parent.filter(|parent| *parent.shape.item() == Shape::default())
            && self
                .text(&owner, &["type"])
                .or_else(|| self.text(&owner, &[]))
                .is_some()
        {
            let object = parent.shape.to_string().replace("any", "object");
            edits.push(set(&owner, &["type"], Yaml::text(&object)));
        }
        edits.push(edit(&owner, insert));
        Ok(edits)
    }

    /// The owner of an item's fields: the item itself, or its named type.
    fn owner(&self, item: &Item) -> Result<Location, ByHand> {
        let own = ["fields", "patterns"]
            .iter()
            .any(|key| self.has(&item.at, &[key]));
        if own || item.shape.names_fields() {
            return Ok(item.at.clone());
        }
        // Of a union, the only name holds them: that of one alternative, or of a type and its list.
        let inner = match item.shape.innermost() {
            Shape::Union(shapes) => {
                let alternatives = shapes.iter().map(Shape::innermost);
                let mut named =
                    alternatives.filter_map(|shape| Some((shape, &shape.named()?.name)));
                let first = named.next();
                let is_only = named.all(|(_, name)| first.is_some_and(|(_, only)| name == only));
                first
                    .filter(|_| is_only)
                    .map_or(&item.shape, |(shape, _)| shape)
            }
            inner => inner,
        };
        if let Some(named) = inner.named()
            && let Some(at) = self.schema.type_at(&named.name)
        {
            let fields = ["fields", "patterns"]
                .iter()
                .any(|key| self.has(at, &[key]));
            return if fields {
                Ok(at.clone())
            } else {
                Err(format!("`{inner}` is another name for a type"))
            };
        }
        if matches!(
            item.shape.item(),
            Shape::Scalar(Scalar::Object | Scalar::Any)
        ) {
            return Ok(item.at.clone());
        }
        Err(format!("`{}` has no fields of its own", item.shape))
    }

    /// The answer of a method of which none was described.
    fn answer(&self, method: &Location, item: &Item) -> Result<Vec<FileEdit>, ByHand> {
        if !is_result(&item.at) {
            return Err("what holds the answer is not described".to_owned());
        }
        let mut edits = self.new_types(&item.at, None)?;
        edits.push(set(
            method,
            &["result"],
            self.whole(&item.at, &method.file, None)?,
        ));
        Ok(edits)
    }
}

/// The name of an item inside of what it is in.
fn key_of<'f>(item: &'f Item, change: &Record<'f>) -> &'f str {
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

/// Whether a location is one of a filter's required keys.
fn is_required_key(at: &Location) -> bool {
    matches!(at.keys.as_slice(), [.., list, _] if list == "required_keys")
}

/// Whether a location is that of a whole answer.
fn is_result(at: &Location) -> bool {
    matches!(at.keys.as_slice(), [methods, _, result] if methods == "methods" && result == "result")
}
