//! Names of fields, and the types that have them.

use super::Table;
use bitrix24::describe::{self, Field, Kind, Method, ObjectShape, Shape};

/// A name without case and underscores: `RESPONSIBLE_ID` and `responsibleId` are one.
pub(in crate::state) fn squash(name: &str) -> String {
    let letters = name.chars().filter(|letter| *letter != '_');
    letters.flat_map(char::to_lowercase).collect()
}

/// `RESPONSIBLE_ID` as `responsibleId`.
pub(in crate::state) fn camel(name: &str) -> String {
    let mut camel = String::new();
    for (index, part) in name.split('_').filter(|part| !part.is_empty()).enumerate() {
        let part = part.to_lowercase();
        let mut letters = part.chars();
        if index == 0 {
            camel.push_str(&part);
        } else {
            camel.extend(letters.next().into_iter().flat_map(char::to_uppercase));
            camel.push_str(letters.as_str());
        }
    }
    camel
}

/// Whether a name belongs to a family of names: a custom field, a property, or a link.
pub(in crate::state) fn is_custom(name: &str) -> bool {
    let numbered = |prefix: &str| {
        let rest = name.strip_prefix(prefix);
        rest.is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
    };
    name.starts_with("UF_")
        || name.starts_with("ufCrm")
        || name.starts_with("PROPERTY_")
        || ["property", "PARENT_ID_", "parentId"]
            .into_iter()
            .any(numbered)
}

/// The type that an identifier of this kind is of.
pub(super) fn id(kind: &'static Kind) -> Option<&'static str> {
    match kind {
        Kind::Id(name) => Some(name),
        Kind::List(item) => id(item),
        Kind::Named(name) => match &describe::named(name)?.shape {
            Shape::Union(kinds) => kinds.iter().find_map(id),
            Shape::Alias(kind) => id(kind),
            _ => None,
        },
        _ => None,
    }
}

/// The fields of objects of a kind: of a list, of a map, and of a choice, too.
pub(super) fn object(kind: &Kind) -> Option<&'static ObjectShape> {
    match kind {
        Kind::List(item) | Kind::Map(_, item) => object(item),
        Kind::Named(name) => match &describe::named(name)?.shape {
            Shape::Object(object) => Some(object),
            Shape::Alias(target) => object(target),
            Shape::Union(kinds) => kinds.iter().find_map(object),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a kind is that of a list, also as a choice.
pub(super) fn is_list(kind: &Kind) -> bool {
    match kind {
        Kind::List(_) | Kind::Map(..) => true,
        Kind::Named(name) => match describe::named(name).map(|ty| &ty.shape) {
            Some(Shape::Alias(target)) => is_list(target),
            Some(Shape::Union(kinds)) => kinds.iter().all(is_list),
            _ => false,
        },
        _ => false,
    }
}

impl Table {
    /// The name of a field in rows.
    pub(in crate::state) fn stored(&self, name: &str) -> String {
        let squashed = self.alias(squash(name));
        if is_custom(name) && !self.described().fields.contains_key(&squashed) {
            return name.to_owned();
        }
        squashed
    }

    pub(super) fn alias(&self, squashed: String) -> String {
        let alias = self.aliases.iter().find(|(other, _)| *other == squashed);
        alias.map_or(squashed, |(_, name)| (*name).to_owned())
    }

    /// The described field under a name of rows.
    pub(super) fn field(&self, stored: &str) -> Option<&'static Field> {
        self.described().fields.get(stored).copied()
    }

    /// The field of an object that holds rows, unless the object is a row itself.
    pub(super) fn holder_of_rows(&self, object: &'static ObjectShape) -> Option<&'static Field> {
        let has_key = |object: &ObjectShape| {
            let mut fields = object.fields.iter();
            fields.any(|field| self.alias(squash(&field.name)) == self.key)
        };
        if has_key(object) {
            return None;
        }
        let mut fields = object.fields.iter();
        fields.find(|field| self::object(&field.kind).is_some_and(has_key))
    }

    /// The fields of the rows that a method answers.
    pub(super) fn row_shape(&self, method: &'static Method) -> Option<&'static ObjectShape> {
        let object = object(&method.result.kind)?;
        match self.holder_of_rows(object) {
            Some(field) => self::object(&field.kind),
            None => Some(object),
        }
    }

    /// Whether a method that is called `get` returns a list: it names no single row.
    pub(super) fn lists(&self, method: &'static Method) -> bool {
        let kind = &method.result.kind;
        let is_filter = |field: &Field| {
            let name = squash(&field.name);
            name == "filter" || (name == self.key && is_list(&field.kind))
        };
        let names_a_row = method.params.iter().any(|param| {
            param.required == describe::Requirement::Yes
                && (squash(&param.name) == self.key || names_row(param, kind))
        });
        is_list(kind) && (method.params.iter().any(is_filter) || !names_a_row)
    }
}

/// Whether a parameter is the identifier of the rows that are answered.
fn names_row(param: &'static Field, answered: &Kind) -> bool {
    let key = object(answered).and_then(|object| {
        let mut fields = object.fields.iter();
        fields.find(|field| squash(&field.name) == "id")
    });
    let of = id(&param.kind);
    of.is_some() && of == key.and_then(|key| id(&key.kind))
}
