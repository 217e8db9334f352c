//! Which Rust names are given, so that none is given twice.

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::{Diagnostic, Problems};
use crate::ir::Module;
use crate::source::Span;

/// The names that one module, type or list of variants has given.
#[derive(Debug, Default)]
pub(super) struct Names {
    given: HashMap<String, (String, Span)>,
}

impl Names {
    /// Gives the name `rust` to the thing called `wire`. `what` it is, in the plural, is for the message.
    pub(super) fn take(
        &mut self,
        what: &str,
        wire: &str,
        rust: &str,
        span: Span,
        problems: &mut Problems,
    ) {
        if let Some((other, first)) = self.given.get(rust) {
            problems.push(Diagnostic::same_rust_name(
                span,
                *first,
                what,
                (other, wire),
                rust,
            ));
        } else {
            self.given.insert(rust.to_owned(), (wire.to_owned(), span));
        }
    }

    /// Notes a name that was given, and judged, before.
    pub(super) fn retake(&mut self, rust: &str, span: Span) {
        self.given.insert(rust.to_owned(), (rust.to_owned(), span));
    }
}

/// Every name that a module gives to a type.
pub(super) fn types_of(module: &Module) -> BTreeSet<String> {
    let types = module.types.iter().map(|ty| ty.name.clone());
    let requests = module
        .methods
        .iter()
        .flat_map(|method| [method.request.clone(), method.error.clone()]);
    types.chain(requests).collect()
}
