//! Methods that return descriptions of fields: their examples show defaults, values and
//! requirements of the fields of related methods.

use std::collections::BTreeMap;

use super::draft::{Draft, ExampleKind, Field, Scalar, Shape, Target};
use super::{default, example, type_text};
use crate::extract::draft::Required;
use crate::spelling::uncased;
use bitrix24_codegen::model::Json;
use bitrix24_codegen::pattern::is_pattern;

/// What a description says of a field.
struct Description {
    name: String,
    type_: String,
    required: bool,
    default: Option<Json>,
    values: Vec<String>,
}

/// Completes the fields that `….add` and `….update` take by what `….getFields` shows of them.
pub(super) fn apply(drafts: &mut [Draft], objects: &BTreeMap<Target, Vec<Field>>) {
    let described: BTreeMap<(String, u8), BTreeMap<String, Description>> = drafts
        .iter()
        .filter_map(|draft| {
            let (namespace, last) = draft.name.rsplit_once('.')?;
            let tells = matches!(last.to_lowercase().as_str(), "getfields" | "fields");
            let found = tells.then(|| descriptions(draft))?;
            (!found.is_empty()).then(|| ((namespace.to_owned(), draft.version), found))
        })
        .collect();
    for draft in drafts {
        let Some((namespace, last)) = draft.name.rsplit_once('.') else {
            continue;
        };
        let Some(known) = described.get(&(namespace.to_owned(), draft.version)) else {
            continue;
        };
        let adds = last == "add";
        if !adds && last != "update" {
            continue;
        }
        let fields = draft
            .params
            .iter_mut()
            .filter(|field| field.name.eq_ignore_ascii_case("fields"));
        for owner in fields {
            if let Some(described) = owner.target.as_ref().and_then(|target| objects.get(target))
                && owner.fields.is_empty()
            {
                let page = owner.target.take().map(|target| target.page);
                owner.fields = named(described, page.as_ref(), known, adds);
            }
            for field in &mut owner.fields {
                if let Some(description) = known.get(&uncased(&field.name)) {
                    complete(field, description, adds);
                }
            }
        }
    }
}

/// An object of another page by the names that requests have: those of the descriptions.
fn named(
    described: &[Field],
    page: Option<&String>,
    known: &BTreeMap<String, Description>,
    adds: bool,
) -> Vec<Field> {
    let mut found = Vec::new();
    for (name, description) in known {
        // What a portal describes beyond that are fields of its own, and fields that nobody sends.
        let field = described.iter().find(|field| uncased(&field.name) == *name);
        let Some(field) = field.filter(|field| !field.read_only) else {
            continue;
        };
        let mut field = field.clone();
        if field.type_.shape == Shape::Unknown {
            field.type_ = type_text::read(&description.type_);
        }
        field.name.clone_from(&description.name);
        field.page = page.cloned();
        field.required.0 = Some(if adds {
            Required::Unknown
        } else {
            Required::No
        });
        found.push(field);
    }
    // No page describes the fields of a family one by one.
    let families = described
        .iter()
        .filter(|field| is_pattern(&field.name) && !field.read_only);
    found.extend(families.cloned().map(|family| Field {
        page: page.cloned(),
        ..family
    }));
    found
}

fn complete(field: &mut Field, description: &Description, adds: bool) {
    if adds && description.required && field.required.0 == Some(Required::Unknown) {
        field.required.0 = Some(Required::Yes);
    }
    if adds && field.default.is_none() {
        field.default = description.default.as_ref().map(|json| match json {
            Json::Text(text) => default::as_json(text, &field.type_.shape, false),
            Json::Integer(number) => {
                default::as_json(&number.to_string(), &field.type_.shape, false)
            }
            Json::Bool(truth) => truth.to_string(),
            _ => "null".to_owned(),
        });
    }
    let is_flag = matches!(
        field.type_.shape,
        Shape::Scalar(Scalar::Flag | Scalar::Boolean)
    );
    for value in description.values.iter().filter(|_| !is_flag) {
        if !field.values.contains(value) {
            field.values.push(value.clone());
        }
    }
}

/// The descriptions that the example of an answer has.
fn descriptions(draft: &Draft) -> BTreeMap<String, Description> {
    draft
        .examples
        .iter()
        .filter(|example| example.kind == ExampleKind::Response)
        .filter_map(|example| example::json(&example.body))
        .find_map(|json| {
            let Json::Map(map) = json else { return None };
            let result = map.get("result")?;
            let Json::Map(fields) = (match result {
                Json::Map(map) if map.len() == 1 => map.iter().next()?.1,
                other => other,
            }) else {
                return None;
            };
            let found: BTreeMap<String, Description> = fields
                .iter()
                .filter_map(|(name, json)| Some((uncased(name), description(name, json)?)))
                .collect();
            (found.len() > 2).then_some(found)
        })
        .unwrap_or_default()
}

fn description(name: &str, json: &Json) -> Option<Description> {
    let Json::Map(map) = json else { return None };
    let Json::Text(type_) = map.get("type")? else {
        return None;
    };
    let values = match map.get("values") {
        Some(Json::Map(values)) => values.iter().map(|(value, _)| value.to_owned()).collect(),
        _ => Vec::new(),
    };
    let default = map
        .get("default")
        .filter(|json| matches!(json, Json::Bool(_) | Json::Integer(_) | Json::Text(_)))
        .filter(|json| !matches!(json, Json::Text(text) if text.is_empty()))
        .cloned();
    Some(Description {
        name: name.to_owned(),
        type_: type_.clone(),
        required: matches!(map.get("required"), Some(Json::Bool(true))),
        default,
        values,
    })
}
