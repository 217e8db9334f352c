//! Facts of the documentation: drafts, flat.

use std::sync::Arc;

use bitrix24_codegen::parallel;

use super::{At, Error, Facts, Item, Kind, Required, Wire};
use crate::extract::Documentation;
use crate::extract::draft::{Draft, Field, Scalar, Shape, Target};

/// The facts that the documentation states of every method and event.
#[must_use]
pub fn facts(documentation: &Documentation) -> Vec<Facts> {
    parallel::map(&documentation.drafts, |_, draft| of(draft, documentation))
}

/// Every list of fields that a page has, flat: its objects, and the objects in the parameters and answers of its methods.
#[must_use]
pub fn lists(documentation: &Documentation, page: &str) -> Vec<Vec<Item>> {
    documentation
        .lists(page)
        .into_iter()
        .map(|fields| list(fields, page, documentation))
        .collect()
}

/// The facts of a draft. Objects that other pages describe are looked up.
fn of(draft: &Draft, documentation: &Documentation) -> Facts {
    let file: Arc<str> = format!("{}.md", draft.page).into();
    let at = |line| At {
        file: Arc::clone(&file),
        line,
        keys: Vec::new(),
    };
    let mut flat = Flat {
        documentation,
        file: Arc::clone(&file),
        request: draft.kind == Kind::Method,
        items: Vec::new(),
    };
    for field in &draft.params {
        flat.field(field, "", &mut Vec::new());
    }
    flat.request = false;
    let params = std::mem::take(&mut flat.items);
    if let Some(result) = &draft.result {
        flat.whole(result);
    }
    let result = flat.items;
    Facts {
        kind: draft.kind,
        name: draft.name.clone(),
        version: draft.version,
        scope: draft.scope.clone(),
        deprecated: draft.deprecated.is_some(),
        replacement: draft
            .deprecated
            .as_ref()
            .and_then(|deprecated| deprecated.replacement.clone()),
        page: Some(draft.page.clone()),
        access: draft.access.clone(),
        effect: draft.effect,
        paging: draft.paging.clone(),
        positional: draft.positional,
        bare: false,
        params,
        result,
        errors: draft
            .errors
            .iter()
            .map(|error| Error {
                code: error.code.clone(),
                message: error.message.clone(),
                status: error.status,
                at: at(error.line),
            })
            .collect(),
        at: at(draft.line),
    }
}

/// The fields of a list that stands on a page, flat.
fn list(fields: &[Field], page: &str, documentation: &Documentation) -> Vec<Item> {
    let file: Arc<str> = format!("{page}.md").into();
    let mut flat = Flat {
        documentation,
        file: Arc::clone(&file),
        request: false,
        items: Vec::new(),
    };
    for field in fields {
        flat.field(field, "", &mut Vec::new());
    }
    flat.items
}

struct Flat<'d> {
    documentation: &'d Documentation,
    file: Arc<str>,
    /// Whether what is listed is sent: then what is only read is left out.
    request: bool,
    items: Vec<Item>,
}

impl<'d> Flat<'d> {
    /// The whole answer. An object that holds one value is no part of its own.
    fn whole(&mut self, result: &'d Field) {
        let is_object = matches!(result.type_.shape, Shape::Object) && !result.fields.is_empty();
        if is_object {
            for field in &result.fields {
                self.field(field, "", &mut Vec::new());
            }
            if result.fields.len() > 1 {
                self.items.insert(0, self.item(result, String::new()));
            }
        } else {
            self.field(result, "", &mut Vec::new());
        }
    }

    fn item(&self, field: &Field, path: String) -> Item {
        Item {
            aliases: Vec::new(),
            path,
            type_: field.type_.text.clone(),
            wire: wire(&field.type_.shape, field, self.documentation),
            // In what comes back nothing is required.
            required: field
                .required
                .0
                .filter(|_| self.request)
                .unwrap_or(Required::No),
            condition: None,
            default: field.default.clone(),
            values: field.values.clone(),
            nullable: field.nullable,
            deprecated: field.deprecated,
            at: At {
                file: field.page.as_ref().map_or_else(
                    || Arc::clone(&self.file),
                    |page| format!("{page}.md").into(),
                ),
                line: field.line,
                keys: Vec::new(),
            },
        }
    }

    fn field(&mut self, field: &'d Field, before: &str, open: &mut Vec<&'d Target>) {
        let path = match (before, field.name.as_str()) {
            ("", name) => name.to_owned(),
            (before, name) => format!("{before}.{name}"),
        };
        let inner_path = format!("{path}{}", steps(&field.type_.shape));
        let mut item = self.item(field, path);
        if let Shape::Named(_) = field.type_.shape.item()
            && field
                .target
                .as_ref()
                .is_some_and(|target| self.documentation.objects.contains_key(target))
        {
            item.wire = object(&field.type_.shape);
        }
        self.items.push(item);
        // What a filter, an order or a selection names are the fields of something else.
        if field.is_condition() {
            return;
        }
        let described = field
            .target
            .as_ref()
            .filter(|_| field.fields.is_empty() && field.type_.shape.holds_fields())
            .and_then(|target| self.documentation.objects.get_key_value(target));
        match described {
            Some((target, fields)) if !open.contains(&target) && open.len() < 6 => {
                open.push(target);
                let request = self.request;
                let own = Arc::clone(&self.file);
                if *own != *format!("{}.md", target.page) {
                    self.file = format!("{}.md", target.page).into();
                }
                for inner in fields.iter().filter(|inner| !(request && inner.read_only)) {
                    self.field(inner, &inner_path, open);
                }
                self.file = own;
                open.pop();
            }
            Some(_) => {}
            None => {
                let request = self.request;
                for inner in field
                    .fields
                    .iter()
                    .filter(|inner| !(request && inner.read_only))
                {
                    self.field(inner, &inner_path, open);
                }
            }
        }
    }
}

/// The wire of a type whose innermost part is an object.
fn object(shape: &Shape) -> Wire {
    match shape {
        Shape::List(item) => Wire::List(Box::new(object(item))),
        Shape::Map(item) => Wire::Map(Box::new(object(item))),
        _ => Wire::Object,
    }
}

/// The steps from a value to the object in it: `[]` for a list, `{}` for a map.
fn steps(shape: &Shape) -> String {
    match shape {
        Shape::List(item) => format!("[]{}", steps(item)),
        Shape::Map(item) => format!("{{}}{}", steps(item)),
        Shape::Union(shapes) => shapes
            .iter()
            .map(steps)
            .find(|steps| !steps.is_empty())
            .unwrap_or_default(),
        _ => String::new(),
    }
}

/// What a documented type is on the wire.
fn wire(shape: &Shape, field: &Field, documentation: &Documentation) -> Wire {
    let wire = |shape: &Shape| wire(shape, field, documentation);
    match shape {
        Shape::Scalar(scalar) => match scalar {
            Scalar::Integer => Wire::Integer,
            Scalar::Double => Wire::Number,
            Scalar::String | Scalar::Text | Scalar::Char => Wire::Text,
            Scalar::Boolean => Wire::Boolean,
            Scalar::Flag => Wire::Flag,
            Scalar::Date => Wire::Date,
            Scalar::DateTime => Wire::DateTime,
            Scalar::Timestamp => Wire::Timestamp,
            Scalar::File => Wire::File,
            Scalar::Any => Wire::Any,
            Scalar::Null => Wire::Null,
        },
        Shape::List(item) => Wire::List(Box::new(wire(item))),
        Shape::Object => Wire::Object,
        Shape::Map(item) => Wire::Map(Box::new(wire(item))),
        // An entry of a directory, or an object: the documentation does not always say which.
        Shape::Named(name) => match documentation.references.get(name).map(|known| &known.shape) {
            Some(Shape::Scalar(Scalar::Integer)) => Wire::Integer,
            Some(Shape::Scalar(_)) => Wire::Text,
            known => match (&field.sample, known) {
                (Some(sample @ Shape::Scalar(_)), _) => wire(sample),
                (Some(Shape::Object), _) | (_, Some(Shape::Object)) => Wire::Object,
                _ => Wire::Any,
            },
        },
        Shape::Id { key, .. } => {
            if key.eq_ignore_ascii_case("id") {
                Wire::Integer
            } else {
                Wire::Any
            }
        }
        Shape::Union(shapes) => Wire::Union(shapes.iter().map(wire).collect()),
        Shape::Unknown => Wire::Any,
    }
}
