//! Values that answers write in several ways. Each is a component, so that a generator makes one type of it.

use super::json::Object;
use bitrix24_codegen::ir::Ty;
use bitrix24_codegen::model::Json;

/// The name of the component of a scalar in answers, where it is more than its own JSON type.
pub(super) fn lenient(ty: &Ty) -> Option<&'static str> {
    Some(match ty {
        Ty::Integer => "Integer",
        Ty::Double | Ty::Decimal => "Number",
        Ty::Text => "Text",
        Ty::Flag => "Flag",
        Ty::Boolean => "Boolean",
        Ty::Date => "Date",
        Ty::DateTime => "DateTime",
        Ty::Timestamp => "Timestamp",
        _ => return None,
    })
}

/// What such a component says.
pub(super) fn component(name: &str) -> Object {
    let (description, forms): (&str, Vec<Object>) = match name {
        "Integer" => (
            "A whole number, which may be written as text.",
            vec![kind("integer"), digits()],
        ),
        "Timestamp" => (
            "Seconds since 1970, which may be written as text.",
            vec![kind("integer"), digits()],
        ),
        "Number" => (
            "A number, which may be written as text.",
            vec![
                kind("number"),
                pattern(r"^(-?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?)?$"),
            ],
        ),
        "Text" => (
            "Text. Numbers may come without quotes.",
            vec![kind("string"), kind("number")],
        ),
        "Flag" => (
            "`Y` or `N`, or another way to write a truth value.",
            vec![pattern("^([YN01]|true|false)?$"), kind("boolean"), bits()],
        ),
        "Boolean" => (
            "A truth value, which may be written as a number or as text.",
            vec![kind("boolean"), pattern("^([YN01]|true|false)?$"), bits()],
        ),
        "Date" => (
            "A day, as `2025-12-31`, or with a time. Empty text stands for none.",
            vec![kind("string")],
        ),
        _ => (
            "A moment, as `2025-12-31T23:59:59+03:00`; some methods leave the offset out or write it otherwise. Empty \
             text stands for none.",
            vec![kind("string")],
        ),
    };
    let mut forms: Vec<Json> = forms.into_iter().map(Into::into).collect();
    forms.push(kind("null").into());
    if !matches!(name, "Flag" | "Boolean") {
        forms.push(Object::from_iter([("const", false.into())]).into());
    }
    Object::from_iter([
        ("description", description.into()),
        ("anyOf", Json::List(forms)),
    ])
}

/// A schema that asks for a JSON type.
pub(super) fn kind(name: &str) -> Object {
    Object::from_iter([("type", name.into())])
}

fn pattern(pattern: &str) -> Object {
    Object::from_iter([("type", "string".into()), ("pattern", pattern.into())])
}

fn digits() -> Object {
    pattern("^ *(-?[0-9]+)? *$")
}

fn bits() -> Object {
    let bits = Json::List(vec![0.into(), 1.into()]);
    Object::from_iter([("type", "integer".into()), ("enum", bits)])
}
