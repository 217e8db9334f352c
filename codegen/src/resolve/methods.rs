//! Methods, events and placements.

use super::at::At;
use super::errors;
use super::fields;
use super::lower::{Lower, Position};
use super::names::Names;
use super::params;
use super::space::Space;
use crate::diagnostic::{Diagnostic, Problems};
use crate::ir::{Answer, Cursor, Deprecated, Method, Module, Paging, Scalar, Ty, TypeKind};
use crate::model::{self};
use crate::{names, scopes};

/// The namespace of what belongs to no method.
const SYSTEM: &str = "system";

/// Lowers the methods of a file. `modules` have the types of every file.
pub(super) fn methods(lower: &mut Lower<'_, '_>, modules: &[Module]) {
    let file = lower.unit.file;
    let at = At::file(&file.node);
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
        let wanted = method.rust.as_deref().unwrap_or(match name {
            "" => last_part(&file.model.namespace),
            name => name,
        });
        let function = names::snake(wanted);
        let request = names::request(wanted);
        functions.take(
            "methods",
            name,
            &function,
            at.key(name).span(),
            lower.problems,
        );
        requests.push((function, request));
    }
    if !file.model.errors.is_empty() && file.model.namespace != SYSTEM {
        let why = "errors of every method stand in `system.yaml`, those of one method with it";
        lower.problems.push(Diagnostic::pointless(
            At::file(&file.node).key("errors").span(),
            "`errors`",
            why,
        ));
    }
    lower.module.errors = errors::errors(
        lower,
        &file.model.errors,
        At::file(&file.node).key("errors"),
    );
    for ((name, model), (function, request)) in file.model.methods.iter().zip(requests) {
        let at = at.key(name);
        // Two methods of one name were told above, and need not be told again for their types.
        if !lower
            .module
            .methods
            .iter()
            .any(|method| method.function == function)
        {
            lower
                .names
                .take("types", name, &request, at.span(), lower.problems);
        }
        let method = method(lower, modules, name, model, function, request, at);
        lower.module.methods.push(method);
    }
}

/// The last part of a namespace: the Rust name of the method that is named like its namespace.
fn last_part(namespace: &str) -> &str {
    namespace.rsplit('.').next().unwrap_or(namespace)
}

fn method(
    lower: &mut Lower<'_, '_>,
    modules: &[Module],
    name: &str,
    model: &model::Method,
    function: String,
    request: String,
    at: At<'_>,
) -> Method {
    let file = &lower.unit.file.model;
    check_scopes(lower, &model.scope, at);
    let full = file.method_name(name);
    let error = format!("{request}Error");
    lower
        .names
        .take("types", name, &error, at.span(), &mut Problems::default());
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
        },
    };
    if model.paging.is_some() {
        check_paging(lower, &answer, at.key("paging"));
    }
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
        deprecated: model.deprecated.as_ref().map(|deprecated| Deprecated {
            replacement: deprecated.replacement.clone(),
            note: deprecated.note.clone(),
        }),
        positional: model.positional,
        batch: model.batch.unwrap_or(true),
        params,
        answer,
        paging: model.paging.as_ref().map(paging),
        errors: errors::errors(lower, &model.errors, at.key("errors")),
        name: full,
    }
}

pub(super) fn check_scopes(lower: &mut Lower<'_, '_>, given: &[String], at: At<'_>) {
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
    at: At<'_>,
) -> Answer {
    let name = result
        .name
        .clone()
        .unwrap_or_else(|| format!("{request}Result"));
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
        let lowered = lower.ty(spelt, at.key("type"), &name, Position::Answer);
        (lowered.ty, lowered.nullable)
    };
    if result.bare && result.at.is_some() {
        let why = "what is the whole answer stands under no key";
        let span = at.key("at").span();
        lower
            .problems
            .push(Diagnostic::pointless(span, "`at`", why));
    }
    Answer {
        at: result.at.clone(),
        bare: result.bare,
        ty,
        nullable: nullable || result.nullable,
        doc: result.doc.clone(),
    }
}

fn check_paging(lower: &mut Lower<'_, '_>, answer: &Answer, at: At<'_>) {
    if !matches!(
        answer.ty,
        Ty::List(_) | Ty::Map(..) | Ty::Scalar(Scalar::Any)
    ) && !answer_has_list(lower, answer)
    {
        let why = "the method does not answer a list";
        lower
            .problems
            .push(Diagnostic::pointless(at.span(), "`paging`", why));
    }
}

fn answer_has_list(lower: &Lower<'_, '_>, answer: &Answer) -> bool {
    let Ty::Named(path) = &answer.ty else {
        return false;
    };
    lower.module.types.iter().any(|ty| {
        let fields = if let TypeKind::Record(record) = &ty.kind {
            record.fields.as_slice()
        } else {
            &[]
        };
        ty.name == path.name && fields.iter().any(|field| matches!(field.ty, Ty::List(_)))
    })
}

fn paging(paging: &model::Paging) -> Paging {
    Paging {
        style: paging.style,
        // The documentation's size of a page where it names none.
        size: paging.size.unwrap_or(50),
        cursor: paging.cursor.as_ref().map(|cursor| Cursor {
            field: cursor.field.clone(),
            response: cursor
                .response
                .clone()
                .unwrap_or_else(|| cursor.field.clone()),
            inferred: cursor.inferred,
        }),
    }
}

/// Checks that replacements exist, where their namespace is described at all.
pub(super) fn check_replacements(space: &Space<'_>, modules: &[Module], problems: &mut Problems) {
    let methods = || {
        modules
            .iter()
            .flat_map(|module| &module.methods)
            .map(|method| method.name.as_str())
    };
    for unit in space.units.iter().filter(|unit| !unit.library) {
        let at = At::file(&unit.file.node).key("methods");
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
            if described
                && !replacement.ends_with(".*")
                && !methods().any(|method| method == replacement)
            {
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
