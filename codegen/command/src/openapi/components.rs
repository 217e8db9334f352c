//! Components: schemas of types, defined once and referred to.

use std::collections::{BTreeMap, BTreeSet};

use super::enumeration;
use super::json::{Object, any_of, texts};
use super::pattern;
use super::property;
use super::scalars::{self, kind};
use super::way::Way;
use bitrix24_codegen::ir::{
    Access, Field, Filter, KeyType, Module, Required, Scalar, Schema, Ty, Type, TypeKind, TypePath,
};
use bitrix24_codegen::model::Json;

/// The schemas that a document refers to.
pub(super) struct Components<'a> {
    pub(super) schema: &'a Schema,
    /// Modules by the name that schema files use.
    names: BTreeMap<&'a [String], String>,
    made: BTreeMap<String, Json>,
    /// Referred to, but not built yet.
    wanted: Vec<(TypePath, Way)>,
    seen: BTreeSet<(TypePath, Way)>,
}

impl<'a> Components<'a> {
    pub(super) fn new(schema: &'a Schema) -> Self {
        let name = |module: &'a Module| (module.path.as_slice(), module_name(module));
        Self {
            schema,
            names: schema.modules.iter().map(name).collect(),
            made: BTreeMap::new(),
            wanted: Vec::new(),
            seen: BTreeSet::new(),
        }
    }

    /// The full name of a type.
    pub(super) fn name(&self, path: &TypePath) -> String {
        let module = self.names.get(path.module.as_slice());
        let module = module.cloned().unwrap_or_else(|| path.module.join("."));
        format!("{module}.{}", path.name)
    }

    /// Adds a schema without a named type as a component, and returns a reference to it.
    pub(super) fn own(&mut self, name: String, schema: Object) -> Object {
        let reference = reference(&name);
        self.made.insert(name, schema.into());
        reference
    }

    /// The schema of a value.
    pub(super) fn ty(&mut self, ty: &Ty, way: Way) -> Object {
        if way == Way::Answered
            && let Some(lenient) = scalars::answered(ty)
        {
            let name = lenient.name;
            if !self.made.contains_key(name) {
                self.made
                    .insert(name.to_owned(), lenient.component().into());
            }
            return reference(name);
        }
        match ty {
            Ty::Scalar(scalar) => scalars::sent(*scalar),
            Ty::Id(path) => {
                let key = self.schema.get(path).and_then(|ty| ty.key);
                let scalar = match key {
                    Some(KeyType::String) => Scalar::String,
                    _ => Scalar::Integer,
                };
                self.ty(&Ty::Scalar(scalar), way)
            }
            Ty::Named(path) => self.named(path, way),
            Ty::List(item) => self.list(item, way),
            Ty::Map(_, value) => {
                let value = match &**value {
                    Ty::Nullable(inner) => self.value(inner, true, way),
                    value => self.value(value, false, way),
                };
                let mut map = kind("object");
                map.put("additionalProperties", value);
                map
            }
            // Only maps have such values.
            Ty::Nullable(inner) => self.value(inner, true, way),
            Ty::Order(path) => {
                let mut order = kind("object");
                let what = format!("Fields of `{}`, each with its direction.", self.name(path));
                order.put("description", what);
                let mut direction = kind("string");
                direction.put("pattern", "^([Aa][Ss][Cc]|[Dd][Ee][Ss][Cc])$");
                order.put("additionalProperties", direction);
                order
            }
            Ty::Select(path) => {
                let mut select = kind("array");
                let what = format!("Names of fields of `{}`.", self.name(path));
                select.put("description", what);
                select.put("items", kind("string"));
                select
            }
        }
    }

    /// The schema of a field.
    pub(super) fn property(&mut self, field: &Field, way: Way) -> Object {
        let value = self.value(&field.ty, field.nullable, way);
        property::of(value, field, way)
    }

    /// The schema of a value in an object: it may be `null`, and in an answer an empty list instead
    /// of an empty object.
    pub(super) fn value(&mut self, ty: &Ty, nullable: bool, way: Way) -> Object {
        let mut schema = self.ty(ty, way);
        if way == Way::Answered && self.is_object(ty) {
            schema = self.or_empty(ty, schema);
        }
        let accepts_null =
            schema.is_empty() || (way == Way::Answered && scalars::answered(ty).is_some());
        if nullable && !accepts_null {
            return any_of([schema, kind("null")]);
        }
        schema
    }

    /// Whether PHP writes a value as a list when it is empty although it is an object.
    fn is_object(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Map(..) => true,
            Ty::Named(path) => match self.schema.get(path).map(|ty| &ty.kind) {
                Some(TypeKind::Record(_)) => true,
                Some(TypeKind::Alias(target)) => self.is_object(target),
                _ => false,
            },
            _ => false,
        }
    }

    /// The schema of an object, or of the empty list that PHP writes for an object without keys.
    /// For a named type it is a component of its own; generators would otherwise name it after its
    /// owner and the field.
    fn or_empty(&mut self, ty: &Ty, object: Object) -> Object {
        let mut empty = kind("array");
        empty.put("maxItems", 0);
        let either = any_of([object, empty]);
        match ty {
            Ty::Named(path) => {
                let name = format!("{}OrEmpty", self.name(path));
                self.own(name, either)
            }
            _ => either,
        }
    }

    fn list(&mut self, item: &Ty, way: Way) -> Object {
        let item = self.ty(item, way);
        let mut list = kind("array");
        list.put("items", item);
        list
    }

    fn named(&mut self, path: &TypePath, way: Way) -> Object {
        let Some(ty) = self.schema.get(path) else {
            return Object::default();
        };
        let (path, way, name) = match (&ty.kind, way) {
            (TypeKind::Marker, _) => return Object::default(),
            (TypeKind::Record(_) | TypeKind::Union(_) | TypeKind::Alias(_), Way::Sent) => {
                (path.clone(), way, format!("{}Input", self.name(path)))
            }
            (TypeKind::Enumeration(_), _) => (path.clone(), Way::Answered, self.name(path)),
            _ => (path.clone(), way, self.name(path)),
        };
        if self.seen.insert((path.clone(), way)) {
            self.wanted.push((path, way));
        }
        reference(&name)
    }

    /// Builds referred types until none is left.
    fn make(&mut self) {
        while let Some((path, way)) = self.wanted.pop() {
            let Some(ty) = self.schema.get(&path) else {
                continue;
            };
            let mut name = self.name(&path);
            if way == Way::Sent
                && matches!(
                    ty.kind,
                    TypeKind::Record(_) | TypeKind::Union(_) | TypeKind::Alias(_)
                )
            {
                name.push_str("Input");
            }
            let mut schema = self.body(ty, way);
            schema.put("description", ty.doc.as_str());
            if let Some(page) = &ty.page {
                let page = Object::from_iter([("url", page.as_str().into())]);
                schema.put("externalDocs", page);
            }
            self.made.insert(name, schema.into());
        }
    }

    fn body(&mut self, ty: &Type, way: Way) -> Object {
        match &ty.kind {
            TypeKind::Record(record) => self.object(&record.fields, &record.patterns, way),
            TypeKind::Object(object) => self.object(&object.fields, &object.patterns, way),
            TypeKind::Enumeration(values) => enumeration::schema(values),
            TypeKind::Union(alternatives) => {
                let forms = alternatives
                    .iter()
                    .map(|alternative| self.ty(&alternative.ty, way).into());
                Object::from_iter([("anyOf", Json::List(forms.collect()))])
            }
            TypeKind::Alias(target) => self.ty(target, way),
            TypeKind::Filter(filter) => self.filter(filter),
            TypeKind::Marker => Object::default(),
        }
    }

    /// An object with its fields and families of fields. Other keys are allowed.
    pub(super) fn object(&mut self, fields: &[Field], patterns: &[Field], way: Way) -> Object {
        let hidden = match way {
            Way::Sent => Access::Read,
            Way::Answered => Access::Write,
        };
        let there = |field: &&Field| field.access != hidden;
        let mut object = kind("object");
        let required = fields.iter().filter(there).filter(|field| {
            way == Way::Sent && field.required == Required::Yes && field.aliases.is_empty()
        });
        let required: Vec<&str> = required.map(|field| field.wire.as_str()).collect();
        if !required.is_empty() {
            object.put("required", texts(required));
        }
        let mut properties = Object::default();
        for field in fields.iter().filter(there) {
            let property = self.property(field, way);
            properties.put(&field.wire, property);
        }
        if !properties.is_empty() {
            object.put("properties", properties);
        }
        let mut families = Object::default();
        for field in patterns.iter().filter(there) {
            let property = self.property(field, way);
            families.put(&pattern::expression(&field.wire), property);
        }
        if !families.is_empty() {
            object.put("patternProperties", families);
        }
        object
    }

    fn filter(&mut self, filter: &Filter) -> Object {
        let of = self.name(&filter.of);
        let operators: Vec<String> = filter
            .operators
            .iter()
            .map(|operator| format!("`{}`", operator.prefix))
            .collect();
        let mut schema = if filter.version == 3 {
            kind("array")
        } else {
            kind("object")
        };
        if !operators.is_empty() {
            schema.put(
                "x-operators",
                texts(filter.operators.iter().map(|operator| operator.prefix)),
            );
        }
        if filter.version == 3 {
            let condition =
                "a condition `[field, operator, value]`, or a group of such with `logic`";
            schema.put("items", Object::default());
            schema.put("x-fields-of", of);
            schema.put("x-item", condition);
            return schema;
        }
        schema.put("x-fields-of", of);
        if !filter.required.is_empty() {
            let keys = filter.required.iter().map(|field| field.wire.as_str());
            schema.put("required", texts(keys));
            let mut properties = Object::default();
            for field in &filter.required {
                let mut value = self.ty(&field.ty, Way::Sent);
                if field.or_list {
                    let list = Object::from_iter([
                        ("type", "array".into()),
                        ("items", value.clone().into()),
                    ]);
                    value =
                        Object::from_iter([("anyOf", Json::List(vec![value.into(), list.into()]))]);
                }
                value.put_some("description", field.doc.as_deref());
                properties.put(&field.wire, value);
            }
            schema.put("properties", properties);
        }
        schema
    }

    /// The schemas of the document, by name.
    pub(super) fn schemas(mut self) -> Object {
        self.ty(&Ty::Scalar(Scalar::DateTime), Way::Answered);
        self.made.insert("Time".to_owned(), time());
        self.make();
        Object::from_iter(self.made)
    }
}

/// The name that schema files use for a module.
pub(super) fn module_name(module: &Module) -> String {
    let version = if module.version == 3 { ".v3" } else { "" };
    format!("{}{version}", module.namespace)
}

/// A reference to a schema of the document.
pub(super) fn reference(name: &str) -> Object {
    Object::from_iter([("$ref", format!("#/components/schemas/{name}").into())])
}

/// The duration of a call, and its cost towards the limits.
fn time() -> Json {
    let mut time = kind("object");
    time.put(
        "description",
        "When the call ran, and how much of the portal's limits it has used.",
    );
    let mut properties = Object::default();
    for name in [
        "start",
        "finish",
        "duration",
        "processing",
        "operating",
        "operating_reset_at",
    ] {
        properties.put(name, kind("number"));
    }
    for name in ["date_start", "date_finish"] {
        properties.put(name, reference("DateTime"));
    }
    time.put("properties", properties);
    time.into()
}
