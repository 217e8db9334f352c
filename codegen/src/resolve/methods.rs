//! Methods, events and placements.

use std::collections::HashSet;

use super::errors;
use super::fields;
use super::lower::{Lower, Position};
use super::names::Names;
use super::node_cursor::NodeCursor;
use super::paging;
use super::params;
use super::symbol_table::SymbolTable;
use crate::diagnostic::{Diagnostic, Problems, Remedy};
use crate::ir::{Answer, Deprecated, Failure, Method, Module, Note, Scalar, Ty};
use crate::model::{self};
use crate::{names, reserved, scopes};

/// The namespace of errors that belong to no method.
const SYSTEM: &str = "system";

/// Lowers the methods of a file. `modules` have the types of every file.
pub(super) fn methods<'p>(lower: &mut Lower<'_, 'p>, modules: &'p [Module]) {
    let file = lower.unit.file;
    let at = NodeCursor::file(&file.node);
    check_scopes(lower, &file.model.scope, at);
    if !matches!(file.model.version, 2 | 3) {
        lower.problems.push(Diagnostic::wrong_version(
            at.key("version").value(),
            file.model.version,
        ));
    }
    let at = at.key("methods");
    let mut functions = Names::default();
    let mut requests = Vec::new();
    for (name, method) in file.model.methods.iter() {
        let (function, request) = match rust_names(lower, name, method, at.key(name)) {
            Ok((function, request)) => {
                let span = at.key(name).span();
                let is_free = functions.take("methods", name, &function, span, lower.problems);
                requests.push((function, request, is_free));
                continue;
            }
            Err(problem) => {
                lower.problems.push(*problem);
                derived_names(lower, name)
            }
        };
        requests.push((function, request, false));
    }
    if !file.model.errors.is_empty() && file.model.namespace != SYSTEM {
        let why = "errors of every method stand in `system.yaml`, those of one method with it";
        lower.problems.push(Diagnostic::pointless(
            NodeCursor::file(&file.node).key("errors").span(),
            "`errors`",
            why,
        ));
    }
    lower.module.errors = errors::errors(
        lower,
        &file.model.errors,
        NodeCursor::file(&file.node).key("errors"),
    );
    for ((name, model), (function, request, is_free)) in file.model.methods.iter().zip(requests) {
        let at = at.key(name);
        lower.enter_type(&request);
        // An invalid or duplicate name was reported; the method's types would only be reported
        // again.
        if is_free && lower.take_type(name, &request, at, Remedy::Rust) {
            lower.take_type(name, &error_name(&request), at, Remedy::Rust);
        }
        let method = method(lower, modules, name, model, function, request, at);
        lower.module.methods.push(method);
    }
}

/// The names of a method's call function and request type.
fn rust_names(
    lower: &Lower<'_, '_>,
    name: &str,
    method: &model::Method,
    at: NodeCursor<'_>,
) -> Result<(String, String), Box<Diagnostic>> {
    let Some(given) = method.rust.as_deref() else {
        let (function, request) = derived_names(lower, name);
        return if names::is_identifier(&function) {
            Ok((function, request))
        } else {
            let (span, remedy) = (at.span(), Remedy::Rust);
            Err(Box::new(Diagnostic::no_rust_name(
                span, "method", name, &function, remedy,
            )))
        };
    };
    let (span, module) = (at.key("rust").value(), &lower.unit.path);
    match names::given(given) {
        Some(function) if reserved::is_function(module, &function) => {
            let remedy = Remedy::Rust;
            Err(Box::new(Diagnostic::reserved_name(
                span, "method", given, remedy,
            )))
        }
        Some(function) => Ok((function, names::request(module, given))),
        None => Err(Box::new(Diagnostic::bad_rust_name(span, given))),
    }
}

/// The names that follow from a method's own.
fn derived_names(lower: &Lower<'_, '_>, name: &str) -> (String, String) {
    let wanted = match name {
        "" => last_part(&lower.unit.file.model.namespace),
        name => name,
    };
    let module = &lower.unit.path;
    (
        names::function(module, wanted),
        names::request(module, wanted),
    )
}

/// The name of the error type of a method.
fn error_name(request: &str) -> String {
    format!("{request}Error")
}

/// The last part of a namespace: the Rust name of the method that is named like its namespace.
fn last_part(namespace: &str) -> &str {
    namespace.rsplit('.').next().unwrap_or(namespace)
}

fn method<'p>(
    lower: &mut Lower<'_, 'p>,
    modules: &'p [Module],
    name: &str,
    model: &model::Method,
    function: String,
    request: String,
    at: NodeCursor<'_>,
) -> Method {
    let file = &lower.unit.file.model;
    check_scopes(lower, &model.scope, at);
    let full = file.method_name(name);
    let error = error_name(&request);
    let params = params::params(
        lower,
        modules,
        &request,
        &full,
        &model.params,
        at.key("params"),
    );
    let answer = match &model.result {
        Some(result) => answer(lower, &request, &full, result, at.key("result")),
        None => Answer {
            at: None,
            bare: false,
            ty: Ty::Scalar(Scalar::Any),
            nullable: false,
            doc: None,
            failure: None,
        },
    };
    let paging = model
        .paging
        .as_ref()
        .map(|facts| paging::paging(lower, modules, facts, &params, &answer, at.key("paging")));
    Method {
        doc: model
            .doc
            .clone()
            .unwrap_or_else(|| format!("Method `{full}`")),
        function,
        request,
        error,
        version: file.version,
        effect: model.effect,
        scope: if model.scope.is_empty() {
            file.scope.clone()
        } else {
            model.scope.clone()
        },
        access: model.access.clone(),
        page: super::page_url(file.page.as_deref(), model.page.as_deref()),
        deprecated: model.deprecated.as_ref().map(deprecated),
        positional: model.positional,
        batch: model.batch.unwrap_or(true),
        params,
        answer,
        paging,
        errors: errors::errors(lower, &model.errors, at.key("errors")),
        error_twin: None,
        notes: notes(lower, &model.notes, at.key("notes")),
        example: None,
        name: full,
    }
}

pub(super) fn deprecated(facts: &model::Deprecated) -> Deprecated {
    Deprecated {
        replacement: facts.replacement.clone(),
        note: facts.note.clone(),
    }
}

pub(super) fn notes(
    lower: &mut Lower<'_, '_>,
    notes: &[model::Note],
    at: NodeCursor<'_>,
) -> Vec<Note> {
    for (index, note) in notes.iter().enumerate() {
        let Some(source) = &note.source else { continue };
        let is_address = source
            .strip_prefix("https://")
            .is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace));
        if !is_address {
            let span = at.item(index).key("source").value();
            lower.problems.push(Diagnostic::no_source(span, source));
        }
    }
    let notes = notes.iter().map(|note| Note {
        text: note.text.clone(),
        source: note.source.clone(),
    });
    notes.collect()
}

pub(super) fn check_scopes(lower: &mut Lower<'_, '_>, given: &[String], at: NodeCursor<'_>) {
    for (index, scope) in given.iter().enumerate() {
        if !scopes::is_known(scope) {
            let span = at.key("scope").item(index).value();
            lower.problems.push(Diagnostic::unknown_scope(
                span,
                scope,
                scopes::ALL.iter().copied(),
            ));
        }
    }
}

fn answer(
    lower: &mut Lower<'_, '_>,
    request: &str,
    method: &str,
    result: &model::Answer,
    at: NodeCursor<'_>,
) -> Answer {
    let name = lower.type_name(result.name.as_deref(), at, || format!("{request}Result"));
    let made = !result.fields.is_empty() || !result.patterns.is_empty();
    let (ty, nullable) = if made {
        let doc = result
            .doc
            .clone()
            .unwrap_or_else(|| format!("Answer of `{method}`"));
        let path = fields::object(
            lower,
            Position::Answer,
            &name,
            doc,
            &result.fields,
            &result.patterns,
            at,
        );
        let lists = result
            .type_
            .as_deref()
            .map_or(0, |spelt| spelt.matches("[]").count());
        (
            (0..lists).fold(Ty::Named(path), |inner, _| Ty::List(Box::new(inner))),
            false,
        )
    } else {
        let spelt = result.type_.as_deref().unwrap_or("any");
        let lowered = lower.ty(spelt, at.type_of_field(), &name, Position::Answer);
        (lowered.ty, lowered.nullable)
    };
    if result.bare && result.at.is_some() {
        let why = "the whole answer has no key";
        let span = at.key("at").span();
        lower
            .problems
            .push(Diagnostic::pointless(span, "`at`", why));
    }
    if let Some(model::Failure {
        code: None,
        message: None,
    }) = result.failure
    {
        let why = "`code` or `message` is the key that an error has";
        let span = at.key("failure").span();
        lower
            .problems
            .push(Diagnostic::pointless(span, "`failure`", why));
    }
    Answer {
        at: result.at.clone(),
        bare: result.bare,
        ty,
        nullable: nullable || result.nullable,
        doc: result.doc.clone(),
        failure: result.failure.as_ref().map(|failure| Failure {
            code: failure.code.clone(),
            message: failure.message.clone(),
        }),
    }
}

/// Checks that replacements exist if their namespace is described.
pub(super) fn check_replacements(
    symbols: &SymbolTable<'_>,
    modules: &[Module],
    problems: &mut Problems,
) {
    let methods = || {
        modules
            .iter()
            .flat_map(|module| &module.methods)
            .map(|method| method.name.as_str())
    };
    let known: HashSet<&str> = methods().collect();
    for unit in symbols.units.iter().filter(|unit| !unit.library) {
        let at = NodeCursor::file(&unit.file.node).key("methods");
        for (name, method) in unit.file.model.methods.iter() {
            let replacement = method
                .deprecated
                .as_ref()
                .and_then(|deprecated| deprecated.replacement.as_deref());
            let Some(replacement) = replacement else {
                continue;
            };
            let namespace = replacement
                .rsplit_once('.')
                .map_or("", |(namespace, _)| namespace);
            let described = modules
                .iter()
                .any(|module| module.namespace == namespace && !module.methods.is_empty());
            if described && !replacement.ends_with(".*") && !known.contains(replacement) {
                let span = at.key(name).key("deprecated").key("replacement").value();
                problems.push(Diagnostic::unknown_replacement(
                    span,
                    replacement,
                    methods(),
                ));
            }
        }
    }
}
