//! Enumerations, which are open.

use super::json::{Object, texts};
use super::pattern;
use super::scalars::kind;
use bitrix24_codegen::ir::{Enumeration, KeyType};
use bitrix24_codegen::model::Json;

/// Documented values, or others, which a portal or a later version may add. The schema of the
/// others excludes the documented ones, so exactly one schema fits and generators need not guess
/// which; families are among the others.
pub(super) fn schema(values: &Enumeration) -> Object {
    let integer = values.base == KeyType::Integer;
    let base = || kind(if integer { "integer" } else { "string" });
    let known = || values.variants.iter().filter(|variant| !variant.family);
    let wire = |wire: &str| match wire.parse::<i64>() {
        Ok(number) if integer => Json::Integer(number),
        _ => Json::from(wire),
    };
    let list = Json::List(known().map(|variant| wire(&variant.wire)).collect());
    let mut forms: Vec<Json> = Vec::new();
    let mut other = base();
    if known().next().is_some() {
        let names = known().map(|variant| variant.name.as_str());
        let docs = known().map(|variant| variant.doc.as_deref().unwrap_or_default());
        let mut documented = base();
        documented.put("enum", list.clone());
        documented.put("x-enum-varnames", texts(names));
        documented.put("x-enum-descriptions", texts(docs));
        forms.push(documented.into());
        other.put("not", Object::from_iter([("enum", list)]));
    }
    let families = values.variants.iter().filter(|variant| variant.family);
    let families: Vec<Json> = families
        .map(|family| {
            let pattern = pattern::expression(&family.wire);
            let mut described = Object::from_iter([("pattern", pattern.into())]);
            described.put_some("description", family.doc.as_deref());
            described.into()
        })
        .collect();
    if !families.is_empty() {
        other.put("x-families", Json::List(families));
    }
    forms.push(other.into());
    if integer {
        // A number may be sent as text.
        forms.push(kind("string").into());
    }
    Object::from_iter([("oneOf", Json::List(forms))])
}
