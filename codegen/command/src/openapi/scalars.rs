//! Scalars that answers write in several forms. Each is a component, so that a generator makes one
//! type of it.

use super::json::{Object, texts};
use bitrix24_codegen::ir::{Scalar, Ty};
use bitrix24_codegen::model::Json;

/// The schema of a scalar that is sent.
pub(super) fn sent(scalar: Scalar) -> Object {
    match scalar {
        Scalar::Integer | Scalar::Timestamp => kind("integer"),
        Scalar::String | Scalar::Text | Scalar::Char => kind("string"),
        Scalar::Double => kind("number"),
        Scalar::Decimal => Object::from_iter([("type", texts(["number", "string"]))]),
        Scalar::Flag => {
            let mut flag = kind("string");
            flag.put("enum", texts(["Y", "N"]));
            flag
        }
        Scalar::Boolean => kind("boolean"),
        Scalar::Date => format("date"),
        Scalar::DateTime => format("date-time"),
        Scalar::Object => kind("object"),
        Scalar::File | Scalar::Any => Object::default(),
        Scalar::None => kind("null"),
    }
}

/// The component of a scalar in answers if it takes more than its own JSON type.
pub(super) fn answered(ty: &Ty) -> Option<Lenient> {
    let Ty::Scalar(scalar) = ty else {
        return None;
    };
    Some(match scalar {
        Scalar::Integer => Lenient::new(
            "Integer",
            "A whole number, which may be written as text.",
            vec![kind("integer"), digits()],
        ),
        Scalar::Timestamp => Lenient::new(
            "Timestamp",
            "Seconds since 1970, which may be written as text.",
            vec![kind("integer"), digits()],
        ),
        Scalar::Double | Scalar::Decimal => Lenient::new(
            "Number",
            "A number, which may be written as text.",
            vec![
                kind("number"),
                pattern(r"^(-?[0-9]+(\.[0-9]*)?([eE][-+]?[0-9]+)?)?$"),
            ],
        ),
        Scalar::String | Scalar::Text | Scalar::Char => Lenient::new(
            "Text",
            "Text. Numbers may come without quotes.",
            vec![kind("string"), kind("number")],
        ),
        Scalar::Flag => Lenient::new(
            "Flag",
            "`Y` or `N`, or another way to write a truth value.",
            vec![pattern("^([YN01]|true|false)?$"), kind("boolean"), bits()],
        ),
        Scalar::Boolean => Lenient::new(
            "Boolean",
            "A truth value, which may be written as a number or as text.",
            vec![kind("boolean"), pattern("^([YN01]|true|false)?$"), bits()],
        ),
        Scalar::Date => Lenient::new(
            "Date",
            "A day, as `2025-12-31`, or with a time. Empty text stands for none.",
            vec![kind("string")],
        ),
        Scalar::DateTime => Lenient::new(
            "DateTime",
            "A moment, as `2025-12-31T23:59:59+03:00`; some methods leave the offset out or write it otherwise. Empty \
             text stands for none.",
            vec![kind("string")],
        ),
        Scalar::File | Scalar::Object | Scalar::Any | Scalar::None => return None,
    })
}

/// A component of a scalar in answers.
pub(super) struct Lenient {
    pub(super) name: &'static str,
    description: &'static str,
    forms: Vec<Object>,
}

impl Lenient {
    fn new(name: &'static str, description: &'static str, forms: Vec<Object>) -> Self {
        Self {
            name,
            description,
            forms,
        }
    }

    /// The schema of the component.
    pub(super) fn component(self) -> Object {
        let Self {
            name,
            description,
            forms,
        } = self;
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
}

fn format(format: &str) -> Object {
    let mut moment = kind("string");
    moment.put("format", format);
    moment
}

/// A schema of a JSON type.
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
