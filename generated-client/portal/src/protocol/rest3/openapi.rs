//! `rest.documentation.openapi`: the methods of REST 3.0 that this portal has.

use serde_json::{Value as Json, json};

use crate::answer::Answer;
use bitrix24::Value;
use bitrix24::describe::{self, Field, Kind, Method, Requirement, Shape};

pub(super) const NAME: &str = "rest.documentation.openapi";
/// Its alias.
pub(super) const SHORT_NAME: &str = "documentation";

/// The description, which is the whole answer.
pub(super) fn answer() -> Answer {
    let methods = || {
        describe::methods()
            .iter()
            .filter(|method| method.version == 3)
    };
    let mut modules: Vec<&str> = methods().map(module).collect();
    modules.dedup();
    let tags = modules
        .iter()
        .map(|module| json!({ "name": module, "description": format!("{module} module methods") }));
    let mut schemas = Schemas::default();
    let paths: serde_json::Map<_, _> = methods()
        .map(|method| (format!("/{}", method.name), path(method, &mut schemas)))
        .collect();
    let description = json!({
        "openapi": "3.0.0",
        "info": { "title": "Bitrix24 REST V3 API", "version": "1.0.0" },
        "tags": tags.collect::<Json>(),
        "paths": paths,
        "components": { "schemas": schemas.done },
    });
    Answer {
        bare: true,
        ..Answer::new(Value::from(description))
    }
}

fn module(method: &Method) -> &str {
    method.name.split('.').next().unwrap_or_default()
}

fn path(method: &Method, schemas: &mut Schemas) -> Json {
    let result = schemas.kind(&method.result.kind);
    let result = match &method.result.at {
        Some(key) => json!({ "type": "object", "properties": { key: result } }),
        None => result,
    };
    let answer = json!({ "type": "object", "properties": { "result": result } });
    let parameters = schemas.fields(&method.params);
    json!({ "post": {
        "tags": [module(method)],
        "description": method.doc,
        "requestBody": { "content": { "application/json": { "schema": parameters } } },
        "responses": { "200": {
            "description": method.result.doc.as_deref().unwrap_or("The result."),
            "content": { "application/json": { "schema": answer } },
        } },
    } })
}

/// The objects that methods name.
#[derive(Default)]
struct Schemas {
    done: serde_json::Map<String, Json>,
}

impl Schemas {
    fn fields(&mut self, fields: &[Field]) -> Json {
        let properties: serde_json::Map<_, _> = fields
            .iter()
            .map(|field| (field.name.clone(), self.kind(&field.kind)))
            .collect();
        let required: Vec<&str> = fields
            .iter()
            .filter(|field| field.required == Requirement::Yes)
            .map(|field| field.name.as_str())
            .collect();
        let mut schema = json!({ "type": "object", "properties": properties });
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        schema
    }

    fn kind(&mut self, kind: &Kind) -> Json {
        match kind {
            Kind::Integer | Kind::Timestamp => json!({ "type": "integer" }),
            Kind::Id(name) => {
                let key = describe::named(name).and_then(|ty| ty.key.as_ref());
                self.kind(key.unwrap_or(&Kind::Integer))
            }
            Kind::Text | Kind::Flag => json!({ "type": "string" }),
            Kind::Double | Kind::Decimal => json!({ "type": "number" }),
            Kind::Boolean => json!({ "type": "boolean" }),
            Kind::Date => json!({ "type": "string", "format": "date" }),
            Kind::DateTime => json!({ "type": "string", "format": "date-time" }),
            Kind::List(item) => json!({ "type": "array", "items": self.kind(item) }),
            Kind::Select(_) => json!({ "type": "array", "items": { "type": "string" } }),
            Kind::Map(..) | Kind::Order(_) => json!({ "type": "object" }),
            Kind::Named(name) => self.named(name),
            _ => json!({}),
        }
    }

    fn named(&mut self, name: &str) -> Json {
        match describe::named(name).map(|ty| &ty.shape) {
            Some(Shape::Enumeration(values)) => {
                let values = values.values.iter().map(|row| row.wire.as_str());
                json!({ "type": "string", "enum": values.collect::<Vec<_>>() })
            }
            Some(Shape::Object(object)) => {
                let schema = name.replace("::", ".");
                if !self.done.contains_key(&schema) {
                    // It may contain itself.
                    self.done.insert(schema.clone(), Json::Null);
                    let fields = self.fields(&object.fields);
                    self.done.insert(schema.clone(), fields);
                }
                json!({ "$ref": format!("#/components/schemas/{schema}") })
            }
            Some(Shape::Filter(_)) => json!({ "type": "array", "items": {} }),
            Some(Shape::Alias(kind)) => self.kind(kind),
            _ => json!({}),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_names_what_it_refers_to() {
        fn names<'a>(value: &'a Value, found: &mut Vec<&'a str>) {
            match value {
                Value::Map(map) => {
                    found.extend(map.get("$ref").and_then(Value::as_text));
                    map.values().for_each(|value| names(value, found));
                }
                Value::List(items) => items.iter().for_each(|item| names(item, found)),
                _ => {}
            }
        }
        let description = answer().result;
        let mut found = Vec::new();
        names(&description, &mut found);
        assert!(!found.is_empty());
        for name in found {
            let name = name.rsplit('/').next().unwrap_or_default();
            let schema = &description["components"]["schemas"][name];
            assert!(schema["properties"].as_map().is_some(), "{name}");
        }
    }
}
