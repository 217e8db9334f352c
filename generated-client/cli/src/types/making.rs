//! A model in the making: names for what a portal has.

use std::collections::BTreeMap;

use bitrix24::describe::{self, ObjectShape};

use super::directories::{Captions, Directories};
use super::model::{self, Choice, Field, Model, Object, Of};
use super::names::{self, Scope};
use crate::portal_fields::PortalField;

/// A kind of items to read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) id: i64,
    pub(super) caption: String,
    /// Whether the user named it.
    pub(super) is_wanted: bool,
}

/// What only the methods of custom fields know of a field.
#[derive(Debug, Default)]
pub(super) struct Label {
    pub(super) caption: Option<String>,
    /// Values of a list.
    pub(super) items: Captions,
}

/// A name without its spelling: `ufCrm_17` and `UF_CRM_17` are one.
fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| *letter != '_');
    letters.flat_map(char::to_lowercase).collect()
}

/// A model that is made, with the names of an earlier one.
pub(super) struct Making<'e> {
    earlier: Option<&'e Model>,
    pub(super) model: Model,
    /// Names of structs and enumerations.
    types: Scope,
}

impl<'e> Making<'e> {
    pub(super) fn new(earlier: Option<&'e Model>) -> Self {
        let mut types = Scope::default();
        if let Some(earlier) = earlier {
            for object in &earlier.objects {
                types.reserve(&object.rust);
            }
            for choice in &earlier.choices {
                types.reserve(&choice.rust);
            }
        }
        Self {
            earlier,
            model: Model::default(),
            types,
        }
    }

    pub(super) fn object(
        &mut self,
        kind: &Kind,
        fields: &[PortalField],
        more: &BTreeMap<String, Label>,
        item: &ObjectShape,
        directories: &Directories,
    ) {
        let earlier = self
            .earlier
            .and_then(|model| model.objects.iter().find(|object| object.id == kind.id));
        let rust = match earlier {
            Some(object) => object.rust.clone(),
            None => {
                let fallback = format!("Items{}", kind.id);
                self.types
                    .take(&[names::type_name(&kind.caption), fallback])
            }
        };
        let mut scope = Scope::default();
        // The struct has an associated constant of this name.
        scope.reserve("entity_type_id");
        for field in earlier.map_or(&[][..], |object| &object.fields) {
            scope.reserve(&field.rust);
        }
        let known = |name: &str| item.fields.iter().find(|field| field.is_named(name));
        for field in fields.iter().filter(|field| known(&field.name).is_some()) {
            scope.reserve(&names::documented(&field.name));
        }
        let mut made = Vec::new();
        for field in fields {
            let earlier =
                earlier.and_then(|object| object.fields.iter().find(|old| old.name == field.name));
            let (label, list) = more
                .iter()
                .find(|(name, _)| plain(name) == plain(&field.name))
                .map_or((None, &[][..]), |(_, label)| {
                    (label.caption.clone(), label.items.as_slice())
                });
            let caption = field.caption.clone().or(label);
            let items = if field.items.is_empty() {
                list
            } else {
                &field.items
            };
            let documented = known(&field.name);
            let rust_name = match (earlier, documented) {
                (_, Some(_)) => names::documented(&field.name),
                (Some(old), None) => old.rust.clone(),
                (None, None) => scope.take(&[
                    names::field(caption.as_deref().unwrap_or_default()),
                    names::field(&field.name),
                ]),
            };
            let caption = caption.unwrap_or_else(|| field.name.clone());
            let directory = field.directory.as_deref();
            let values = directory.and_then(|code| directories.values(kind.id, code));
            let of = match (values, documented) {
                (Some((source, values)), Some(described))
                    if matches!(described.kind, describe::Kind::Id(_)) =>
                {
                    let (name, caption) = directory_name(&source, &rust, &caption);
                    self.choice(source, &name, caption, false, values)
                }
                (_, Some(_)) => Of::Documented,
                (_, None) if field.type_name == "enumeration" && !items.is_empty() => {
                    let source = format!("{}.{}", kind.id, field.name);
                    let name = format!("{rust} {rust_name}");
                    self.choice(source, &name, caption.clone(), true, items.to_vec())
                }
                (_, None) => of_portal(&field.type_name),
            };
            made.push(Field {
                name: field.name.clone(),
                rust: rust_name,
                caption,
                of,
                multiple: field.is_multiple,
                documented: documented.is_some(),
            });
        }
        self.model.objects.push(Object {
            id: kind.id,
            rust,
            caption: kind.caption.clone(),
            fields: made,
        });
    }

    /// Adds an enumeration, unless another field has it already.
    fn choice(
        &mut self,
        source: String,
        name: &str,
        caption: String,
        integer: bool,
        values: Captions,
    ) -> Of {
        if self.model.choice(&source).is_some() {
            return Of::Choice(source);
        }
        let earlier = self.earlier.and_then(|model| model.choice(&source));
        let rust = match earlier {
            Some(choice) => choice.rust.clone(),
            None => self
                .types
                .take(&[names::type_name(name), "Choice".to_owned()]),
        };
        let mut scope = Scope::default();
        scope.reserve("Unknown");
        for value in earlier.map_or(&[][..], |choice| &choice.values) {
            scope.reserve(&value.rust);
        }
        let values = values.into_iter().map(|(wire, caption)| {
            let old =
                earlier.and_then(|choice| choice.values.iter().find(|value| value.wire == wire));
            let rust = match old {
                Some(old) => old.rust.clone(),
                None => scope.take(&[
                    names::type_name(&caption),
                    names::type_name(&wire),
                    "Value".to_owned(),
                ]),
            };
            model::Value {
                wire,
                rust,
                caption,
            }
        });
        let values = values.collect();
        self.model.choices.push(Choice {
            source: source.clone(),
            rust,
            caption,
            integer,
            values,
        });
        Of::Choice(source)
    }
}

/// The words of the name of a directory's enumeration, and its caption. Stages belong to one kind of
/// items; other directories are shared.
fn directory_name(code: &str, rust: &str, caption: &str) -> (String, String) {
    if code.ends_with("_STAGE") || code.ends_with("STATUS") {
        (format!("{rust} stage"), format!("{caption} ({rust})"))
    } else {
        (code.to_ascii_lowercase(), caption.to_owned())
    }
}

/// The type of a field that users added.
fn of_portal(name: &str) -> Of {
    match name {
        "string" | "url" | "address" | "money" | "crm" | "crm_status" | "crm_currency" => Of::Text,
        "integer" | "enumeration" | "crm_company" | "crm_contact" | "crm_lead" | "crm_deal"
        | "crm_quote" | "crm_entity" | "iblock_element" | "iblock_section" | "hlblock" => {
            Of::Integer
        }
        "double" => Of::Number,
        "boolean" | "char" => Of::Boolean,
        "date" => Of::Date,
        "datetime" => Of::Moment,
        "user" | "employee" => Of::User,
        "file" => Of::File,
        _ => Of::Any,
    }
}
