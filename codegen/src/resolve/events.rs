//! Events and placements.

use super::enumeration;
use super::fields::{self, Owner};
use super::lower::{Lower, Mentioned, Position};
use super::methods::{check_scopes, deprecated, notes};
use super::names::Names;
use super::node_cursor::NodeCursor;
use super::unions::named_alternatives;
use crate::diagnostic::{Diagnostic, Remedy};
use crate::ir::{
    Codes, Event, Gate, KeyType, Mention, Placement, Subscription, Type, TypeKind, TypePath,
};
use crate::{model, names};

/// Lowers the events of a file.
pub(super) fn events(lower: &mut Lower<'_, '_>) {
    let file = lower.unit.file;
    let at = NodeCursor::file(&file.node).key("events");
    for (name, event) in file.model.events.iter() {
        let at = at.key(name);
        check_scopes(lower, &event.scope, at);
        let doc = event
            .doc
            .clone()
            .unwrap_or_else(|| format!("Data of the event `{name}`"));
        let rust = rust_name(lower, "event", name, at);
        let path = match &event.type_ {
            Some(spelt) => other_data(lower, &rust, doc, spelt, event, at),
            None => record(lower, &rust, doc, &event.data, "data", at),
        };
        let notes = notes(lower, &event.notes, at.key("notes"));
        let page = super::page_url(file.model.page.as_deref(), event.page.as_deref());
        describe(lower, &path, page);
        lower.module.events.push(Event {
            name: name.to_owned(),
            data: path,
            scope: if event.scope.is_empty() {
                file.model.scope.clone()
            } else {
                event.scope.clone()
            },
            subscribe: match event.subscribe.as_slice() {
                [] => vec![Subscription::Webhook, Subscription::Bind],
                given => given.to_vec(),
            },
            deprecated: event.deprecated.as_ref().map(deprecated),
            tokens: event.tokens,
            access: event.access.clone(),
            notes,
        });
    }
}

/// The type of the data of an event that are no object of its own: a union of one type, which keeps
/// what is of another.
fn other_data(
    lower: &mut Lower<'_, '_>,
    name: &str,
    doc: String,
    spelt: &str,
    event: &model::Event,
    at: NodeCursor<'_>,
) -> TypePath {
    if !event.data.is_empty() {
        let why = "`type` says what the data are";
        let problem = Diagnostic::pointless(at.key("data").span(), "`data`", why);
        lower.problems.push(problem);
    }
    let owner = format!("{name}Data");
    let lowered = lower.ty(spelt, at.key("type"), &owner, Position::Answer);
    let made = Type {
        name: name.to_owned(),
        wire: None,
        doc,
        page: None,
        key: None,
        also: Vec::new(),
        made: false,
        gate: Gate::default(),
        twin: None,
        kind: TypeKind::Union(named_alternatives(vec![lowered.ty])),
    };
    lower.add(made, at)
}

/// Lowers the placements of a file.
pub(super) fn placements(lower: &mut Lower<'_, '_>) {
    let file = lower.unit.file;
    let at = NodeCursor::file(&file.node).key("placements");
    for (code, placement) in file.model.placements.iter() {
        let at = at.key(code);
        check_scopes(lower, &placement.scope, at);
        let name = rust_name(lower, "placement", code, at);
        let doc = placement
            .doc
            .clone()
            .unwrap_or_else(|| format!("What the handler of `{code}` receives"));
        let request = record(lower, &name, doc, &placement.request, "request", at);
        let page = super::page_url(file.model.page.as_deref(), placement.page.as_deref());
        describe(lower, &request, page);
        let none = model::Ordered::default();
        let doc = format!("Options with which a handler is bound to `{code}`");
        let options = fields::object(
            lower,
            Position::Request,
            &format!("{name}Options"),
            doc,
            &placement.options,
            &none,
            at.key("options"),
        );
        let codes = codes(lower, code, &name, &placement.codes, at);
        let notes = notes(lower, &placement.notes, at.key("notes"));
        lower.module.placements.push(Placement {
            name: code.to_owned(),
            codes,
            options,
            request,
            scope: if placement.scope.is_empty() {
                file.model.scope.clone()
            } else {
                placement.scope.clone()
            },
            notes,
        });
    }
}

/// The name of the type that a handler receives.
fn rust_name(lower: &mut Lower<'_, '_>, what: &str, wire: &str, at: NodeCursor<'_>) -> String {
    let rust = names::handled(&lower.unit.path, wire);
    if !names::is_identifier(&rust) {
        let problem = Diagnostic::no_rust_name(at.span(), what, wire, &rust, Remedy::None);
        lower.problems.push(problem);
    }
    lower.enter_type(&rust);
    rust
}

/// The enumeration of the codes of a placement that has many.
fn codes(
    lower: &mut Lower<'_, '_>,
    placement: &str,
    name: &str,
    codes: &model::Ordered<model::Value>,
    at: NodeCursor<'_>,
) -> Codes {
    if codes.is_empty() {
        let made = format!("{name}Code");
        lower.take_type(placement, &made, at, Remedy::None);
        return Codes::Name(lower.own(&made));
    }
    let at = at.key("codes");
    let values = enumeration::lower(lower, KeyType::String, codes, at);
    let made = Type {
        name: format!("{name}Code"),
        wire: None,
        doc: format!("Codes of the placement `{placement}`"),
        page: None,
        key: None,
        also: Vec::new(),
        made: false,
        gate: Gate::default(),
        twin: None,
        kind: TypeKind::Enumeration(values),
    };
    let path = lower.add(made, at);
    describe(lower, &path, None);
    Codes::Many(path)
}

/// A record with the fields under `key` of an event or a placement.
fn record(
    lower: &mut Lower<'_, '_>,
    name: &str,
    doc: String,
    fields: &model::Ordered<model::Field>,
    key: &str,
    at: NodeCursor<'_>,
) -> TypePath {
    let none = model::Ordered::default();
    let path = fields::object(lower, Position::Answer, name, doc, &none, &none, at);
    let mut names = Names::default();
    let owner = Owner {
        name,
        position: Position::Answer,
        taken: crate::names::RECORD,
    };
    let fields = fields::fields(lower, owner, fields, at.key(key), &mut names);
    if let Some(Type {
        kind: TypeKind::Record(record),
        ..
    }) = lower.module.types.get_mut(name)
    {
        record.fields = fields;
    }
    path
}

fn describe(lower: &mut Lower<'_, '_>, path: &TypePath, page: Option<String>) {
    if let Some(ty) = lower.module.types.get_mut(&path.name) {
        ty.page = page;
    }
    // The data of an event is a value although no method returns it.
    let mention = Mention::Value;
    lower.mentions.push(Mentioned {
        path: path.clone(),
        mention,
        position: Position::Answer,
    });
}
