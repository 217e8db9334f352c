//! The API as a description in OpenAPI 3.1, for other generators and tools.
//!
//! Each method and version is an operation, each event a webhook. The description is that of the
//! wire: where the portal writes numbers as text, the schema of an answer says so. Schemas are
//! taken from the resolved schema of the client, so the names of types are the client's, with the
//! namespace before them.

mod components;
mod enumeration;
mod errors;
mod event;
mod examples;
mod json;
mod media;
mod operation;
mod pattern;
mod property;
mod scalars;
mod shared;
mod way;

use std::collections::BTreeSet;

use self::components::Components;
use self::examples::Examples;
use self::json::Object;
use bitrix24_codegen::ir::{Method, Module, Schema};
use bitrix24_codegen::load::LoadedExamples;
use bitrix24_codegen::model::Json;
use bitrix24_codegen::resolve::PAGES;

/// The methods of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Versions {
    /// Those of both protocols. A method of REST 3.0 has the path `/name#v3` and servers of its
    /// own, since the address of its classic namesake differs before the name only.
    Both,
    /// Those of one protocol, 2 or 3.
    Only(u8),
}

impl Versions {
    fn has(self, version: u8) -> bool {
        match self {
            Self::Both => true,
            Self::Only(only) => only == version,
        }
    }
}

/// The document as JSON, with the documented payloads of the methods and events as examples.
///
/// ```
/// use bitrix24_command::openapi::{self, Versions};
///
/// let empty = openapi::document(&bitrix24_codegen::ir::Schema::default(), &[], Versions::Both);
/// assert!(empty.starts_with("{\n  \"openapi\": \"3.1.0\""));
/// ```
pub fn document(schema: &Schema, examples: &[LoadedExamples], versions: Versions) -> String {
    let mut components = Components::new(schema);
    let examples = Examples::new(examples);
    let mut methods: Vec<(&Module, &Method)> = schema
        .modules
        .iter()
        .flat_map(|module| module.methods.iter().map(move |method| (module, method)))
        .filter(|(_, method)| versions.has(method.version))
        .collect();
    methods.sort_by_key(|(_, method)| (&method.name, method.version));
    let paths: Object = methods
        .iter()
        .map(|(module, method)| {
            let request = format!("{}.{}", components::module_name(module), method.request);
            let operation = operation::operation(&mut components, &examples, method, request);
            (
                path(method, versions),
                path_item(operation, method, versions),
            )
        })
        .collect();
    let webhooks = if versions.has(2) {
        event::webhooks(&mut components, &examples)
    } else {
        Object::default()
    };
    let mut document = Object::default();
    document.put("openapi", "3.1.0");
    document.put("info", info());
    document.put("externalDocs", Object::from_iter([("url", PAGES.into())]));
    document.put(
        "servers",
        servers(if versions == Versions::Only(3) { 3 } else { 2 }),
    );
    document.put("tags", tags(schema, versions));
    document.put("security", security());
    document.put("paths", paths);
    if !webhooks.is_empty() {
        document.put("webhooks", webhooks);
    }
    document.put("components", shared::components(components, versions));
    json::text(&document.into())
}

/// A path with its one operation.
fn path_item(operation: Object, method: &Method, versions: Versions) -> Json {
    let mut item = Object::default();
    if versions == Versions::Both && method.version == 3 {
        item.put("servers", servers(3));
    }
    item.put("post", operation);
    item.into()
}

fn path(method: &Method, versions: Versions) -> String {
    let mark = if versions == Versions::Both && method.version == 3 {
        "#v3"
    } else {
        ""
    };
    format!("/{}{mark}", method.name)
}

fn info() -> Json {
    Object::from_iter([
        ("title", "Bitrix24 REST API".into()),
        ("version", env!("CARGO_PKG_VERSION").into()),
        (
            "description",
            "Methods and events of Bitrix24, described by the schema of the Rust client `bitrix24`. Payloads under \
             `examples` are those of the official documentation, under its MIT licence."
                .into(),
        ),
        (
            "license",
            Object::from_iter([
                ("name", "MIT OR Apache-2.0".into()),
                ("identifier", "MIT OR Apache-2.0".into()),
            ])
            .into(),
        ),
    ])
    .into()
}

/// The two addresses of a protocol: a webhook's, which is its own password, and an application's.
fn servers(version: u8) -> Json {
    let api = if version == 3 { "/api" } else { "" };
    let variable = |default: &str, description: &str| -> Json {
        Object::from_iter([
            ("default", default.into()),
            ("description", description.into()),
        ])
        .into()
    };
    let portal = || variable("example.bitrix24.com", "Host of the portal.");
    let webhook = Object::from_iter([
        (
            "url",
            format!("https://{{portal}}/rest{api}/{{user}}/{{code}}").into(),
        ),
        (
            "description",
            "An incoming webhook. Its address is a password.".into(),
        ),
        (
            "variables",
            Object::from_iter([
                ("portal", portal()),
                ("user", variable("1", "User who made the webhook.")),
                ("code", variable("secret", "Code of the webhook.")),
            ])
            .into(),
        ),
    ]);
    let application = Object::from_iter([
        ("url", format!("https://{{portal}}/rest{api}").into()),
        (
            "description",
            "An application, with the token of a user.".into(),
        ),
        (
            "variables",
            Object::from_iter([("portal", portal())]).into(),
        ),
    ]);
    Json::List(vec![webhook.into(), application.into()])
}

/// The security of the API: none for a webhook, a token for an application.
fn security() -> Json {
    let token = Object::from_iter([("token", Json::List(Vec::new()))]);
    Json::List(vec![Object::default().into(), token.into()])
}

fn tags(schema: &Schema, versions: Versions) -> Json {
    let modules = || schema.modules.iter();
    let methods = modules()
        .flat_map(|module| &module.methods)
        .filter(|method| versions.has(method.version))
        .flat_map(|method| &method.scope);
    let events = modules()
        .flat_map(|module| &module.events)
        .filter(|_| versions.has(2))
        .flat_map(|event| &event.scope);
    let scopes: BTreeSet<&String> = methods.chain(events).collect();
    let tag = |scope: &String| {
        Object::from_iter([
            ("name", scope.as_str().into()),
            (
                "description",
                format!("What the scope `{scope}` makes available.").into(),
            ),
        ])
        .into()
    };
    Json::List(scopes.into_iter().map(tag).collect())
}
