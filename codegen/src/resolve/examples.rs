//! Checks documented payloads against the schema: every key must be declared, and every value of
//! the declared type.

mod handlers;
mod spellings;
mod values;

use serde_json::{Map, Value};

use self::spellings::{fits_message, join};
use crate::pattern;

use super::node_cursor::NodeCursor;
use crate::diagnostic::{Diagnostic, Problems};
use crate::ir::{ErrorVariant, Event, Field, Method, Placement, Required, Schema};
use crate::load::LoadedExamples;
use crate::model::{Example, ExampleKind};

/// The owner of examples.
enum Subject<'a> {
    Method(&'a Method),
    Event(&'a Event),
    Placement(&'a Placement),
}

impl<'a> Subject<'a> {
    fn find(schema: &'a Schema, name: &str, version: u8) -> Option<Self> {
        let modules = || schema.modules.iter();
        let method = modules()
            .flat_map(|module| &module.methods)
            .find(|method| method.name == name && method.version == version);
        let event = || {
            modules()
                .flat_map(|module| &module.events)
                .find(|event| event.name == name)
        };
        let placement = || {
            modules()
                .flat_map(|module| &module.placements)
                .find(|placement| placement.name == name)
        };
        method
            .map(Self::Method)
            .or_else(|| event().map(Self::Event))
            .or_else(|| placement().map(Self::Placement))
    }

    /// The kind of the owner, and the kinds of its examples.
    fn kinds(&self) -> (&'static str, &'static str) {
        match self {
            Self::Method(_) => ("a method", "`request`, `response` or `error`"),
            Self::Event(_) => ("an event", "`event`"),
            Self::Placement(_) => ("a placement", "`placement`"),
        }
    }
}

/// Checks every example of every file.
pub(super) fn check(files: &[LoadedExamples], schema: &Schema, problems: &mut Problems) {
    for file in files {
        let at = NodeCursor::file(&file.node);
        let (name, version) = (&file.model.method, file.model.version);
        let Some(subject) = Subject::find(schema, name, version) else {
            let modules = schema.modules.iter();
            let known = modules.flat_map(|module| {
                let methods = module.methods.iter().map(|method| method.name.as_str());
                let events = module.events.iter().map(|event| event.name.as_str());
                let placements = module.placements.iter().map(|at| at.name.as_str());
                methods.chain(events).chain(placements)
            });
            problems.push(Diagnostic::unknown_method(
                at.key("method").value(),
                name,
                known,
            ));
            continue;
        };
        for (index, example) in file.model.examples.iter().enumerate() {
            check_one(
                &subject,
                example,
                at.key("examples").item(index),
                schema,
                problems,
            );
        }
    }
}

fn check_one(
    subject: &Subject<'_>,
    example: &Example,
    at: NodeCursor<'_>,
    schema: &Schema,
    problems: &mut Problems,
) {
    let body: Value = match serde_json::from_str(&example.body) {
        Ok(body) => body,
        Err(error) => {
            problems.push(Diagnostic::no_json(
                at.key("body").span(),
                &error.to_string(),
            ));
            return;
        }
    };
    let mut reader = Reader {
        schema,
        found: Vec::new(),
    };
    match (example.kind, subject) {
        (ExampleKind::Request, Subject::Method(method)) => reader.request(method, &body),
        (ExampleKind::Response, Subject::Method(method)) => reader.response(method, &body),
        (ExampleKind::Error, Subject::Method(method)) => reader.error(method, &body),
        (ExampleKind::Event, Subject::Event(event)) => reader.event(event, &body),
        (ExampleKind::Placement, Subject::Placement(placement)) => {
            reader.placement(placement, &body);
        }
        (_, subject) => {
            let (what, kinds) = subject.kinds();
            let span = at.key("kind").value();
            problems.push(Diagnostic::misplaced_example(span, what, kinds));
            return;
        }
    }
    match (&example.contradicts, reader.found.as_slice()) {
        (None, found) => problems.extend(found.iter().map(|found| {
            let span = at.key("body").span();
            Diagnostic::example_contradicts(span, &found.path, &found.expected, &found.instead)
        })),
        (Some(_), []) => {
            problems.push(Diagnostic::example_agrees(at.key("contradicts").span()));
        }
        (Some(_), _) => {}
    }
}

/// A value of a payload that the schema does not allow.
struct Found {
    path: String,
    expected: String,
    instead: String,
}

struct Reader<'a> {
    schema: &'a Schema,
    found: Vec<Found>,
}

impl Reader<'_> {
    fn request(&mut self, method: &Method, body: &Value) {
        let named: Map<String, Value>;
        let params = match body {
            Value::Array(values) if method.positional => {
                named = method
                    .params
                    .iter()
                    .map(|param| param.wire.clone())
                    .zip(values.iter().cloned())
                    .collect();
                &named
            }
            Value::Object(params) => params,
            other => return self.note("", "the parameters", other),
        };
        self.object("", &method.params, &[], params);
    }

    fn response(&mut self, method: &Method, body: &Value) {
        if method.answer.bare {
            return self.value("", &method.answer.ty, body);
        }
        let Some(result) = body.get("result") else {
            return self.note("result", "a result", body);
        };
        match &method.answer.at {
            None => self.value("result", &method.answer.ty, result),
            Some(at) => match result.as_object().and_then(|object| object.get(at)) {
                Some(value) => {
                    self.value(&format!("result.{at}"), &method.answer.ty, value);
                    for (key, other) in result
                        .as_object()
                        .into_iter()
                        .flatten()
                        .filter(|(key, _)| *key != at && !is_failure(method, key))
                    {
                        self.note(&format!("result.{key}"), "no such key", other);
                    }
                }
                None => self.note(&format!("result.{at}"), "the value of the answer", result),
            },
        }
    }

    fn error(&mut self, method: &Method, body: &Value) {
        let code = match body.get("error") {
            Some(Value::Object(error)) => error.get("code"),
            other => other,
        };
        let Some(code) = code else {
            return self.failure(method, body);
        };
        let message = body
            .get("error_description")
            .and_then(Value::as_str)
            .unwrap_or_default();
        self.declared(method, "error", code, message);
    }

    /// An error within `result`.
    fn failure(&mut self, method: &Method, body: &Value) {
        let result = body.get("result");
        let at = |path: &Option<String>| {
            let keys = path.as_deref()?.split('.');
            keys.fold(result, |value, key| value?.get(key))
        };
        let found = method.answer.failure.as_ref().and_then(|failure| {
            let message = match at(&failure.message) {
                Some(Value::Array(items)) => items.first(),
                other => other,
            };
            let message = message.and_then(Value::as_str).unwrap_or_default();
            let code = match (&failure.code, at(&failure.code)) {
                (None, _) if message.is_empty() => return None,
                (None, _) => Value::String(String::new()),
                (Some(_), code) => code?.clone(),
            };
            Some((code, message))
        });
        match found {
            Some((code, message)) => self.declared(method, "result", &code, message),
            None => self.note("error", "an error", body),
        }
    }

    /// An error is one of the method's, or one that any method may answer.
    fn declared(&mut self, method: &Method, path: &str, code: &Value, message: &str) {
        let text = code
            .as_str()
            .map_or_else(|| code.to_string(), str::to_owned);
        let system = self.schema.modules.iter().flat_map(|module| &module.errors);
        let declared = method
            .errors
            .iter()
            .chain(system)
            .any(|error| is_error(error, &text, message));
        if !declared {
            self.note(path, "a declared error", code);
        }
    }

    /// Checks an object: it has only declared fields, and every required one.
    pub(super) fn object(
        &mut self,
        path: &str,
        fields: &[Field],
        patterns: &[Field],
        object: &Map<String, Value>,
    ) {
        for (key, value) in object {
            let inner = join(path, key);
            let named = |field: &&Field| {
                field.wire == *key || field.aliases.iter().any(|alias| alias == key)
            };
            match fields.iter().find(named).or_else(|| {
                patterns
                    .iter()
                    .find(|field| pattern::fits(&field.wire, key))
            }) {
                Some(field) => self.value(&inner, &field.ty.clone(), value),
                None => self.note(&inner, "no such key", value),
            }
        }
        for field in fields
            .iter()
            .filter(|field| field.required == Required::Yes)
        {
            let spelt = std::iter::once(&field.wire).chain(&field.aliases);
            if !spelt.into_iter().any(|key| object.contains_key(key)) {
                self.note(&join(path, &field.wire), "a required key", &Value::Null);
            }
        }
    }

    pub(super) fn expect(&mut self, fits: bool, path: &str, expected: &str, value: &Value) {
        if !fits {
            self.note(path, expected, value);
        }
    }

    pub(super) fn note(&mut self, path: &str, expected: &str, value: &Value) {
        /// More of a value would not help.
        const SHOWN: usize = 60;
        let text = value.to_string();
        let short: String = text.chars().take(SHOWN).collect();
        let instead = if short.len() < text.len() {
            format!("`{short}…`")
        } else {
            format!("`{text}`")
        };
        self.found.push(Found {
            path: path.to_owned(),
            expected: expected.to_owned(),
            instead,
        });
    }
}

/// Whether a key of `result` holds the error of a failed call.
fn is_failure(method: &Method, key: &str) -> bool {
    method.answer.failure.as_ref().is_some_and(|failure| {
        [&failure.code, &failure.message]
            .into_iter()
            .flatten()
            .any(|path| path.split('.').next() == Some(key))
    })
}

/// Whether an answer's code and message are those of an error.
fn is_error(error: &ErrorVariant, code: &str, message: &str) -> bool {
    let same_message = || match &error.message {
        Some(declared) => fits_message(declared, message),
        None => false,
    };
    pattern::fits_code(&error.code, code) && (!error.code.is_empty() || same_message())
}
