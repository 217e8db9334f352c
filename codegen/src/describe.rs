//! The resolved schema as JSON, from which the client describes its methods at run time.
//!
//! The shape is read by `bitrix24::describe`; the two change together.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::emit::{self, File};
use crate::ir::{
    Access, Codes, Effect, ErrorVariant, Event, Field, Gate, KeyType, Method, Module, Note,
    Operator, Placement, Required, Schema, Subscription, Ty, Type, TypeKind, TypePath,
};
use crate::load::LoadedExamples;
use crate::model::{ExampleKind, Use};
use crate::scopes;

/// The version of REST to which events and placements belong.
const CLASSIC: u8 = 2;

/// `describe.json`: every method, event and placement, and every type that one of them names.
pub fn file(schema: &Schema, examples: &[LoadedExamples]) -> File {
    let mut parts = parts(schema, examples, &|_| Gate::Open);
    let all = parts.remove(&Gate::Open).unwrap_or_default();
    File {
        path: "describe.json".into(),
        text: all.text(),
    }
}

/// The description in the form that the client includes: `describe.rs` is an array of the texts of
/// the other files.
pub fn files(schema: &Schema, examples: &[LoadedExamples]) -> Vec<File> {
    let all = file(schema, examples);
    let list = list(&[(Gate::Open, &all)]);
    vec![all, list]
}

/// The description for every selection of features: a file for the items of each gate, which
/// `describe.rs` includes under the `cfg` of that gate. What is always there comes first, and the
/// marker of an entity there; the entity's fields are in a later file and replace it.
pub fn gated_files(schema: &Schema, examples: &[LoadedExamples]) -> Vec<File> {
    let parts = parts(schema, examples, &Gate::clone);
    let mut shared = 0;
    let mut files = Vec::new();
    for (gate, part) in &parts {
        let name = match gate {
            Gate::Open => "always".to_owned(),
            Gate::AnyOf(scopes) => match scopes.first() {
                Some(only) if scopes.len() == 1 => scopes::feature(only),
                Some(_) => {
                    shared += 1;
                    format!("shared-{shared}")
                }
                None => continue,
            },
        };
        let file = File {
            path: format!("describe/{name}.json").into(),
            text: part.text(),
        };
        files.push((gate.clone(), file));
    }
    let named: Vec<_> = files
        .iter()
        .map(|(gate, file)| (gate.clone(), file))
        .collect();
    let list = list(&named);
    let mut files: Vec<File> = files.into_iter().map(|(_, file)| file).collect();
    files.push(list);
    files
}

/// `describe.rs`: the texts of files, each under the `cfg` of its gate.
fn list(files: &[(Gate, &File)]) -> File {
    let mut text = "&[\n".to_owned();
    for (gate, file) in files {
        let cfg = emit::cfg(gate).to_string().replace(' ', "");
        if !cfg.is_empty() {
            let cfg = cfg.replace('=', " = ").replace(',', ", ");
            text.extend(["    ", &cfg, "\n"]);
        }
        let path = file.path.to_string_lossy();
        text.extend(["    include_str!(\"", &path, "\"),\n"]);
    }
    text.push_str("]\n");
    File {
        path: "describe.rs".into(),
        text,
    }
}

/// Some of the description.
#[derive(Default)]
struct Part {
    methods: Vec<Value>,
    events: Vec<Value>,
    placements: Vec<Value>,
    types: Map<String, Value>,
    system_errors: Vec<Value>,
    examples: Vec<Value>,
}

impl Part {
    /// The description as one JSON object. Its first line is an index of the rest, so that a reader
    /// can parse one item without the others; the client does.
    fn text(&self) -> String {
        let mut text = Text::default();
        text.begin("\"methods\":[");
        let methods = self.methods.iter().map(|method| {
            let span = text.item(method);
            json!([method["name"], method["version"], span[0], span[1]])
        });
        let methods: Vec<Value> = methods.collect();
        text.begin("],\"types\":{");
        let types = self.types.iter().map(|(name, ty)| {
            let span = text.entry(name, ty);
            json!([name, span[0], span[1]])
        });
        let types: Vec<Value> = types.collect();
        text.begin("},\"examples\":[");
        // Those of one method follow each other, and are found together.
        let about = |example: &Value| (example["method"].clone(), example["version"].clone());
        let examples = self
            .examples
            .chunk_by(|one, other| about(one) == about(other))
            .map(|group| {
                let spans: Vec<[usize; 2]> = group.iter().map(|it| text.item(it)).collect();
                let (method, version) = about(&group[0]);
                let end = spans.last().map_or(0, |span| span[1]);
                json!([method, version, spans[0][0], end])
            });
        let examples: Vec<Value> = examples.collect();
        text.begin("]");
        let mut lists = Map::new();
        for (name, items) in [
            ("events", &self.events),
            ("placements", &self.placements),
            ("system_errors", &self.system_errors),
        ] {
            text.begin(",");
            lists.insert(name.to_owned(), json!(text.entry(name, &json!(items))));
        }
        let index =
            json!({ "methods": methods, "types": types, "examples": examples, "lists": lists });
        format!("{{\"index\":{index},\n{}}}", text.written)
    }
}

/// JSON text whose items are found by their positions.
#[derive(Default)]
struct Text {
    written: String,
    /// Whether a comma stands before the next item.
    is_continued: bool,
}

impl Text {
    /// Begins a list or an object.
    fn begin(&mut self, opening: &str) {
        self.written.push_str(opening);
        self.is_continued = false;
    }

    /// Adds an item of a list, and returns where it begins and ends.
    fn item(&mut self, item: &Value) -> [usize; 2] {
        if std::mem::replace(&mut self.is_continued, true) {
            self.written.push(',');
        }
        let start = self.written.len();
        self.written.push_str(&item.to_string());
        [start, self.written.len()]
    }

    /// Adds an entry of an object, and returns where its value begins and ends.
    fn entry(&mut self, name: &str, value: &Value) -> [usize; 2] {
        if std::mem::replace(&mut self.is_continued, true) {
            self.written.push(',');
        }
        self.written.push_str(&json!(name).to_string());
        self.begin(":");
        self.item(value)
    }
}

/// The description, divided by what `part` makes of the gates of items.
fn parts(
    schema: &Schema,
    examples: &[LoadedExamples],
    part: &dyn Fn(&Gate) -> Gate,
) -> BTreeMap<Gate, Part> {
    let mut parts: BTreeMap<Gate, Part> = BTreeMap::new();
    // Whose examples a file has, by name; events and placements are of version 2.
    let mut gates: BTreeMap<(&str, u8), Gate> = BTreeMap::new();
    let at = |scope: &[String]| part(&Gate::of(scope));
    for module in &schema.modules {
        for method in &module.methods {
            let gate = at(&method.scope);
            gates.insert((&method.name, method.version), gate.clone());
            let part = parts.entry(gate).or_default();
            part.methods.push(self::method(module, method));
        }
        for event in &module.events {
            let gate = at(&event.scope);
            gates.insert((&event.name, CLASSIC), gate.clone());
            parts
                .entry(gate)
                .or_default()
                .events
                .push(self::event(event));
        }
        for placement in &module.placements {
            let gate = at(&placement.scope);
            gates.insert((&placement.name, CLASSIC), gate.clone());
            let described = self::placement(schema, placement);
            parts.entry(gate).or_default().placements.push(described);
        }
        let always = parts.entry(Gate::Open).or_default();
        always.system_errors.extend(module.errors.iter().map(error));
        for ty in &module.types {
            let path = TypePath {
                module: module.path.clone(),
                name: ty.name.clone(),
                library: false,
            };
            let (name, gate) = (type_name(&path), part(&ty.gate));
            if ty.key.is_some() && gate != Gate::Open {
                let always = parts.entry(Gate::Open).or_default();
                always
                    .types
                    .insert(name.clone(), self::ty(ty, &TypeKind::Marker));
            }
            let part = parts.entry(gate).or_default();
            part.types.insert(name, self::ty(ty, &ty.kind));
        }
    }
    for file in examples {
        // Items without an enabled scope have no examples either.
        let gate = gates.get(&(file.model.method.as_str(), file.model.version));
        if let Some(gate) = gate {
            let part = parts.entry(gate.clone()).or_default();
            part.examples.extend(self::examples(file));
        }
    }
    parts
}

fn event(event: &Event) -> Value {
    let mut described = json!({
        "name": event.name,
        "scope": event.scope,
        "access": event.access,
        "by_webhook": event.subscribe.contains(&Subscription::Webhook),
        "by_bind": event.subscribe.contains(&Subscription::Bind),
        "tokens": event.tokens,
        "deprecated": event.deprecated.is_some(),
        "replacement": event.deprecated.as_ref().and_then(|deprecated| deprecated.replacement.as_ref()),
        "data": type_name(&event.data),
    });
    put_notes(&mut described, &event.notes);
    described
}

/// Adds notes; most methods, events and placements have none.
fn put_notes(described: &mut Value, notes: &[Note]) {
    if !notes.is_empty() {
        described["notes"] = notes
            .iter()
            .map(|note| json!({ "text": note.text, "source": note.source }))
            .collect();
    }
}

fn placement(schema: &Schema, placement: &Placement) -> Value {
    let codes = match &placement.codes {
        Codes::Name(_) => vec![&placement.name],
        Codes::Many(path) => match schema.get(path).map(|ty| &ty.kind) {
            Some(TypeKind::Enumeration(codes)) => {
                codes.variants.iter().map(|variant| &variant.wire).collect()
            }
            _ => Vec::new(),
        },
    };
    let options = match schema.get(&placement.options).map(|ty| &ty.kind) {
        Some(TypeKind::Object(object)) => object.fields.iter().map(field).collect(),
        _ => Vec::new(),
    };
    let mut described = json!({
        "name": placement.name,
        "codes": codes,
        "scope": placement.scope,
        "options": options,
        "request": type_name(&placement.request),
    });
    put_notes(&mut described, &placement.notes);
    described
}

fn method(module: &Module, method: &Method) -> Value {
    let mut described = json!({
        "name": method.name,
        "version": method.version,
        "namespace": module.namespace,
        "function": format!("{}::{}", module.path.join("::"), method.function),
        "scope": method.scope,
        "doc": method.doc,
        "page": method.page,
        "access": method.access,
        "effect": match method.effect { Effect::Read => "read", Effect::Write => "write" },
        "deprecated": method.deprecated.is_some(),
        "replacement": method.deprecated.as_ref().and_then(|deprecated| deprecated.replacement.as_ref()),
        "positional": method.positional,
        "batch": method.batch,
        "params": method.params.iter().map(field).collect::<Vec<_>>(),
        "result": {
            "at": method.answer.at,
            "bare": method.answer.bare,
            "type": kind(&method.answer.ty),
            "nullable": method.answer.nullable,
            "doc": method.answer.doc,
            "failure": method.answer.failure.as_ref().map(|failure| json!({
                "code": failure.code, "message": failure.message,
            })),
        },
        "paging": method.paging.as_ref().map(|paging| json!({
            "style": paging.style.word(),
            "window": paging.window.as_ref().map(|window| json!({
                "at": window.at, "limit": window.limit, "most": window.most,
            })),
            "size": paging.size,
            "most": paging.most,
            "cursor": paging.cursor.as_ref().map(|cursor| json!({
                "field": cursor.field, "response": cursor.response, "inferred": cursor.inferred,
            })),
        })),
        "errors": method.errors.iter().map(error).collect::<Vec<_>>(),
    });
    put_notes(&mut described, &method.notes);
    described
}

fn error(error: &ErrorVariant) -> Value {
    let mut described = json!({
        "name": error.name, "code": error.code, "message": error.message, "status": error.status, "doc": error.doc,
    });
    // Most errors list no fields.
    if !error.validation.is_empty() {
        let violations = error.validation.iter();
        described["validation"] = violations
            .map(|violation| json!({ "fields": violation.fields, "message": violation.message }))
            .collect();
    }
    described
}

fn field(field: &Field) -> Value {
    let (required, when) = match &field.required {
        Required::Yes => ("yes", Value::Null),
        Required::No => ("no", Value::Null),
        Required::Unknown => ("unknown", Value::Null),
        Required::When(condition) => ("when", json!(condition)),
        Required::Either { group, alternative } => ("either", json!([group, alternative])),
    };
    let mut described = json!({
        "name": field.wire,
        "aliases": field.aliases,
        "type": kind(&field.ty),
        "doc": field.doc,
        "required": required,
        "condition": when,
        "default": field.default,
        "nullable": field.nullable,
        "access": match field.access {
            Access::All => "all",
            Access::Read => "read",
            Access::Create => "create",
            Access::Write => "write",
        },
        "deprecated": field.deprecated,
    });
    // Most fields can be used for everything.
    if !field.without.is_empty() {
        let uses = field.without.iter().map(|used| match used {
            Use::Filter => "filter",
            Use::Order => "order",
            Use::Select => "select",
        });
        described["without"] = uses.collect();
    }
    described
}

/// A type as text or as an object with one key: `"integer"`, `{"list": …}`,
/// `{"named": "crm::OwnerType"}`.
fn kind(ty: &Ty) -> Value {
    match ty {
        Ty::Scalar(scalar) => json!(scalar.name()),
        Ty::Id(path) => json!({ "id": type_name(path) }),
        Ty::Named(path) => json!({ "named": type_name(path) }),
        Ty::List(item) => json!({ "list": kind(item) }),
        Ty::Map(key, value) => json!({ "map": [kind(key), kind(value)] }),
        // Every value of a map may be `null` in a description.
        Ty::Nullable(inner) => kind(inner),
        Ty::Order(path) => json!({ "order": type_name(path) }),
        Ty::Select(path) => json!({ "select": type_name(path) }),
    }
}

/// A type as something of a kind: its own, or the marker of an entity.
fn ty(ty: &Type, as_kind: &TypeKind) -> Value {
    let fields = |fields: &[Field]| fields.iter().map(field).collect::<Vec<_>>();
    let key = ty.key.map(|key| match key {
        KeyType::Integer => "integer",
        KeyType::String => "string",
    });
    let shape = match as_kind {
        TypeKind::Marker => json!("marker"),
        TypeKind::Record(record) => {
            json!({ "object": { "fields": fields(&record.fields), "patterns": fields(&record.patterns) } })
        }
        TypeKind::Object(object) => {
            json!({ "object": { "fields": fields(&object.fields), "patterns": fields(&object.patterns) } })
        }
        TypeKind::Enumeration(values) => json!({ "enumeration": {
            "integer": values.base == KeyType::Integer,
            "values": values.variants.iter().map(|variant| json!({
                "name": variant.name, "wire": variant.wire, "family": variant.family,
            })).collect::<Vec<_>>(),
        } }),
        TypeKind::Union(alternatives) => {
            json!({ "union": alternatives.iter().map(|alternative| kind(&alternative.ty)).collect::<Vec<_>>() })
        }
        TypeKind::Alias(target) => json!({ "alias": kind(target) }),
        TypeKind::Filter(filter) => json!({ "filter": {
            "of": type_name(&filter.of),
            "required": filter.required.iter().map(|field| &field.wire).collect::<Vec<_>>(),
            "operators": prefixes(&filter.operators),
            "lists": prefixes(&filter.lists),
            "refused": filter.refused.iter().map(|refused| json!({
                "operators": prefixes(&refused.operators),
                "types": refused.types.iter().map(kind).collect::<Vec<_>>(),
            })).collect::<Vec<_>>(),
            "or": filter.or,
            "bare": filter.bare,
        } }),
    };
    json!({ "doc": ty.doc, "key": key, "wire": ty.wire, "shape": shape })
}

fn prefixes(operators: &[Operator]) -> Vec<&'static str> {
    operators.iter().map(|operator| operator.prefix).collect()
}

/// The examples of a file in the form that the client reads.
pub fn examples(file: &LoadedExamples) -> impl Iterator<Item = Value> + '_ {
    file.model.examples.iter().map(|example| {
        json!({
            "method": file.model.method,
            "version": file.model.version,
            "kind": match example.kind {
                ExampleKind::Request => "request",
                ExampleKind::Response => "response",
                ExampleKind::Error => "error",
                ExampleKind::Event => "event",
                ExampleKind::Placement => "placement",
            },
            "page": example.page,
            "status": example.status,
            "body": example.body,
            "contradicts": example.contradicts,
        })
    })
}

fn type_name(path: &TypePath) -> String {
    format!("{}::{}", path.module.join("::"), path.name)
}
