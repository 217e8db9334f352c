//! Types as Rust.

use std::fmt::Write as _;

use bitrix24::describe::{self, Kind, Shape};

use super::model::{Choice, Field, Model, Object, Of};

/// The types of a model, as a file of Rust.
pub(crate) fn write(model: &Model) -> String {
    let mut text = format!(
        "// Made by `b24 types` from the fields of a portal, for `bitrix24` {} with the features\n\
         // `crm` and `derive`. Do not edit it: `b24 types` writes it again.\n",
        env!("CARGO_PKG_VERSION")
    );
    for it in &model.objects {
        object(&mut text, model, it);
    }
    for it in &model.choices {
        choice(&mut text, it);
    }
    text
}

/// Adds a line. Writing to a text cannot fail.
macro_rules! line {
    ($text:expr, $($words:tt)*) => {{
        let _ = writeln!($text, $($words)*);
    }};
}

fn object(text: &mut String, model: &Model, object: &Object) {
    let (name, id) = (&object.rust, object.id);
    line!(text, "\n/// {}", sentence(&object.caption));
    line!(text, "#[derive(Debug, Clone, bitrix24::Entity)]");
    line!(text, "#[entity(of = bitrix24::crm::item::Item)]");
    line!(text, "pub struct {name} {{");
    for field in &object.fields {
        let Some(ty) = type_of(model, field) else {
            continue;
        };
        line!(text, "    /// {}", sentence(&field.caption));
        match (&field.of, field.documented) {
            // A documented identifier of a directory's value.
            (Of::Choice(_), true) => line!(text, "    #[entity(via = String)]"),
            (_, true) => {}
            (_, false) => line!(text, "    #[entity(field = {:?})]", field.name),
        }
        line!(text, "    pub {}: {ty},", field.rust);
    }
    line!(text, "}}\n");
    line!(text, "impl {name} {{");
    line!(text, "    /// `entityTypeId` of these items.");
    line!(text, "    pub const ENTITY_TYPE_ID: i64 = {id};");
    line!(text, "}}");
}

/// The type of a field; `None` for one that cannot be read.
fn type_of(model: &Model, field: &Field) -> Option<String> {
    let one = match &field.of {
        Of::Documented => return documented(&field.name).map(|ty| format!("Option<{ty}>")),
        Of::Choice(source) => model.choice(source)?.rust.clone(),
        Of::Text => "String".to_owned(),
        Of::Integer => "i64".to_owned(),
        Of::Number => "bitrix24::Decimal".to_owned(),
        Of::Boolean => "bool".to_owned(),
        Of::Date => "bitrix24::Date".to_owned(),
        Of::Moment => "bitrix24::DateTime".to_owned(),
        Of::User => "bitrix24::Id<bitrix24::user::User>".to_owned(),
        Of::File => "bitrix24::File".to_owned(),
        Of::Any => "bitrix24::Value".to_owned(),
    };
    Some(if field.multiple {
        // A field without values may be no list at all.
        format!("Option<Vec<{one}>>")
    } else {
        format!("Option<{one}>")
    })
}

/// The type of a documented field of items.
fn documented(name: &str) -> Option<String> {
    let Shape::Object(item) = &describe::named("crm::item::Item")?.shape else {
        return None;
    };
    let field = item.fields.iter().find(|field| field.is_named(name))?;
    of_kind(&field.kind)
}

/// The type of the client for a kind.
fn of_kind(kind: &Kind) -> Option<String> {
    Some(match kind {
        Kind::Integer => "i64".to_owned(),
        Kind::Text => "String".to_owned(),
        Kind::Double => "f64".to_owned(),
        Kind::Decimal => "bitrix24::Decimal".to_owned(),
        Kind::Flag | Kind::Boolean => "bool".to_owned(),
        Kind::Date => "bitrix24::Date".to_owned(),
        Kind::DateTime => "bitrix24::DateTime".to_owned(),
        Kind::Timestamp => "bitrix24::Timestamp".to_owned(),
        Kind::File => "bitrix24::File".to_owned(),
        Kind::Any => "bitrix24::Value".to_owned(),
        Kind::Id(name) => format!("bitrix24::Id<bitrix24::{name}>"),
        Kind::Named(name) => format!("bitrix24::{name}"),
        Kind::List(item) => format!("Vec<{}>", of_kind(item)?),
        Kind::Map(key, value) => {
            format!("bitrix24::Map<{}, {}>", of_kind(key)?, of_kind(value)?)
        }
        _ => return None,
    })
}

fn choice(text: &mut String, choice: &Choice) {
    let name = &choice.rust;
    let numbers = if choice.integer { ", integer" } else { "" };
    line!(text, "\n/// {}", sentence(&choice.caption));
    line!(text, "#[derive(Debug, Clone)]");
    line!(text, "pub enum {name} {{");
    for value in &choice.values {
        line!(text, "    /// {}", sentence(&value.caption));
        line!(text, "    {},", value.rust);
    }
    line!(text, "    /// A value that the portal did not have then.");
    line!(text, "    Unknown(String),");
    line!(text, "}}\n");
    line!(text, "bitrix24::runtime::enumeration!({name}{numbers});\n");
    line!(text, "impl bitrix24::runtime::Enumeration for {name} {{");
    if choice.integer {
        line!(text, "    const INTEGER: bool = true;\n");
    }
    line!(text, "    fn from_wire(text: &str) -> Self {{");
    line!(text, "        match text {{");
    for value in &choice.values {
        line!(
            text,
            "            {:?} => Self::{},",
            value.wire,
            value.rust
        );
    }
    line!(text, "            _ => Self::Unknown(text.to_owned()),");
    line!(text, "        }}");
    line!(text, "    }}\n");
    line!(text, "    fn as_wire(&self) -> &str {{");
    line!(text, "        match self {{");
    for value in &choice.values {
        line!(
            text,
            "            Self::{} => {:?},",
            value.rust,
            value.wire
        );
    }
    line!(text, "            Self::Unknown(text) => text,");
    line!(text, "        }}");
    line!(text, "    }}");
    line!(text, "}}");
}

/// A caption as a sentence of documentation: one line, without marks of Markdown.
fn sentence(caption: &str) -> String {
    let mut text = String::new();
    for word in caption.split_whitespace() {
        if !text.is_empty() {
            text.push(' ');
        }
        for letter in word.chars() {
            if matches!(letter, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#') {
                text.push('\\');
            }
            text.push(letter);
        }
    }
    if text.is_empty() {
        text.push_str("Without a caption");
    }
    if !text.ends_with(['.', '!', '?', '…']) {
        text.push('.');
    }
    text
}
