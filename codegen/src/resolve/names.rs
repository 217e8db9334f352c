//! The Rust names in use, so that none is given twice.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::{Diagnostic, Problems};
use crate::ir::{Codes, Field, Module, Required, TypeKind};
use crate::names;
use crate::source::Span;

/// The names that one module, type or list of variants has given.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: HashMap<String, (String, Span)>,
}

impl Names {
    /// Gives the name `rust` to the item `wire`, unless another has it. `what` it is, in the
    /// plural, is for the message.
    pub(super) fn take(
        &mut self,
        what: &str,
        wire: &str,
        rust: &str,
        span: Span,
        problems: &mut Problems,
    ) -> bool {
        if let Some((other, first)) = self.given.get(rust) {
            problems.push(Diagnostic::same_rust_name(
                span,
                *first,
                what,
                (other, wire),
                rust,
            ));
            false
        } else {
            self.given.insert(rust.to_owned(), (wire.to_owned(), span));
            true
        }
    }

    /// Adds a name that was given, and checked, earlier.
    pub(super) fn retake(&mut self, rust: &str, span: Span) {
        self.given.insert(rust.to_owned(), (rust.to_owned(), span));
    }
}

/// Every name of a type in a module.
pub(super) fn types_of(module: &Module) -> BTreeSet<String> {
    let types = module.types.iter().map(|ty| ty.name.clone());
    let requests = module
        .methods
        .iter()
        .flat_map(|method| [method.request.clone(), method.error.clone()]);
    let codes = module.placements.iter().map(|placement| {
        let (Codes::Name(code) | Codes::Many(code)) = &placement.codes;
        code.name.clone()
    });
    let of_requests = module
        .methods
        .iter()
        .flat_map(|method| groups(&method.request, &method.params));
    let of_objects = module.types.iter().flat_map(|ty| match &ty.kind {
        TypeKind::Object(object) => groups(&ty.name, &object.fields),
        _ => Vec::new(),
    });
    let groups = of_requests.chain(of_objects);
    types.chain(requests).chain(codes).chain(groups).collect()
}

/// The names of the types of the groups of alternatives among `fields`.
fn groups(owner: &str, fields: &[Field]) -> Vec<String> {
    let group = |field: &Field| match &field.required {
        Required::Either { group, .. } => Some(names::group(owner, group)),
        _ => None,
    };
    fields.iter().filter_map(group).collect()
}
