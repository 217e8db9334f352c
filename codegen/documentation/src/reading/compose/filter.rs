//! Filters, orders and selections.

use super::{Composer, Entries};
use crate::edit::Yaml;
use crate::reading::tree::Branch;
use crate::reading::{Field, Subject};

impl<'r> Composer<'r> {
    /// The type of a parameter that names fields of a type. What else it takes makes a type of its
    /// own, with the fields of that type.
    pub(super) fn conditions(
        &self,
        entries: &mut Entries,
        branch: &Branch<'r>,
        of: &str,
        file: &str,
        request: Option<(&Subject, &str)>,
    ) {
        let name = branch.name.to_lowercase();
        let (word, noun) = if name.contains("select") || name == "group" {
            ("select", "Selection")
        } else if name.contains("order") || name == "sort" {
            ("order", "Order")
        } else {
            ("filter", "Filter")
        };
        let ty = self.readings.type_named(self.readings.real(of));
        let shared = ty.map(|ty| Branch::of(&ty.fields)).unwrap_or_default();
        let stated = || branch.inside.iter().filter(|key| key.name != "logic");
        // A key that the type lacks, or has in another form.
        let form = |key: &Branch<'_>| {
            let field = key.field?;
            Some((field.wire.clone()?, field.is.clone(), key.form))
        };
        let differs = |key: &Branch<'r>| match shared.get(&key.name) {
            Some(same) => key.field.is_some() && form(key) != form(same),
            None => true,
        };
        let field = branch.field.cloned().unwrap_or_default();
        let is_part = field.only.is_some() || field.without.is_some();
        let is_own = is_part || stated().any(&differs);
        let name = if is_own && ty.is_some() {
            let mut all = shared.clone();
            all.inside.retain(|key| {
                let names = |list: &Vec<String>| list.contains(&key.name);
                field.only.as_ref().is_none_or(names) && !field.without.as_ref().is_some_and(names)
            });
            for key in stated().filter(|key| differs(key)) {
                all.inside.retain(|same| same.name != key.name);
                all.inside.push(key.clone());
            }
            let mut inner = Entries::default();
            let method = request.map_or(file, |(method, _)| method.name.as_str());
            let doc = format!("What the {} of `{method}` takes.", noun.to_lowercase());
            inner.text("doc", Some(&doc));
            self.inside(&mut inner, &all, file, "", None);
            let own = of.rsplit('.').next().unwrap_or(of);
            self.made(&format!("{own}{noun}"), file, Yaml::Map(inner.0))
        } else {
            self.name(of, file)
        };
        entries.put("type", Yaml::text(&format!("{word}<{name}>")));
        if word != "filter" {
            return;
        }
        let is_required = |field: &Field| field.required == Some(serde_json::Value::Bool(true));
        let required = stated().filter(|key| key.field.is_some_and(is_required));
        let required: Vec<Yaml> = required.map(|key| Yaml::text(&key.name)).collect();
        if !required.is_empty() {
            entries.put("required_keys", Yaml::List(required));
        }
        entries.yes("or", branch.get("logic").is_some());
    }

    /// The operators of a filter, with what the importer reads of them and a reading does not state.
    pub(super) fn operators(
        &self,
        entries: &mut Entries,
        method: &Subject,
        path: &str,
        field: &Field,
    ) {
        let draft = self.known.draft(method);
        let read = draft
            .and_then(|draft| draft.params.iter().find(|param| param.name == path))
            .map(|param| &param.operators);
        let texts = |texts: &[String]| texts.iter().map(|text| Yaml::text(text)).collect();
        let own: Vec<Yaml> = texts(&field.operators);
        let lists = read.map(|read| texts(&read.lists)).unwrap_or_default();
        match read {
            _ if !own.is_empty() => entries.list("operators", own),
            Some(read) => entries.list("operators", texts(&read.prefixes)),
            None => {}
        }
        entries.list("lists", lists);
        if !entries.0.iter().any(|(key, _)| key == "or") {
            entries.yes("or", read.is_some_and(|read| read.or));
        }
    }
}
