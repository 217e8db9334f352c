//! The items of a module, and the attributes by which features select among them.

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use crate::ir::Gate;
use crate::scopes;

/// What selects the items of enabled scopes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gating {
    /// They have been selected: every item is emitted.
    Chosen,
    /// Features of the crate that is emitted: every item has the `cfg` of its gate.
    Features,
}

impl Gating {
    /// The attribute of an item with a gate.
    pub(crate) fn cfg(self, gate: &Gate) -> TokenStream {
        match self {
            Self::Chosen => TokenStream::new(),
            Self::Features => cfg(gate),
        }
    }
}

/// The attribute that keeps an item where its gate is open.
pub(crate) fn cfg(gate: &Gate) -> TokenStream {
    let condition = condition(gate);
    match gate {
        Gate::Open => TokenStream::new(),
        Gate::AnyOf(_) => quote!(#[cfg(#condition)]),
    }
}

fn condition(gate: &Gate) -> TokenStream {
    let Gate::AnyOf(scopes) = gate else {
        return quote!(all());
    };
    let features: Vec<String> = scopes.iter().map(|scope| scopes::feature(scope)).collect();
    match &features[..] {
        [only] => quote!(feature = #only),
        _ => quote!(any(#(feature = #features),*)),
    }
}

/// The items of a module.
pub(crate) struct Items<'a> {
    gating: Gating,
    /// The gate of the module, which its items need not repeat.
    module: &'a Gate,
    tokens: TokenStream,
    /// Open where an item uses the runtime.
    runtime: Gate,
}

impl<'a> Items<'a> {
    pub(crate) fn new(gating: Gating, module: &'a Gate) -> Self {
        Self {
            gating,
            module,
            tokens: TokenStream::new(),
            runtime: Gate::default(),
        }
    }

    /// Adds items with a gate.
    pub(crate) fn push(&mut self, gate: &Gate, items: TokenStream) {
        if self.gating == Gating::Features && gate.is_closed() {
            return;
        }
        let present = match self.gating {
            Gating::Chosen => &Gate::Open,
            Gating::Features => gate,
        };
        if !self.runtime.covers(present) && uses_runtime(items.clone()) {
            self.runtime.join(present);
        }
        let items = if self.is_always(gate) {
            items
        } else {
            under(&cfg(gate), items)
        };
        self.tokens.extend(items);
    }

    /// Adds items with a gate, and others for where it is closed.
    pub(crate) fn push_or(
        &mut self,
        gate: &Gate,
        items: TokenStream,
        others: impl FnOnce() -> TokenStream,
    ) {
        self.push(gate, items);
        if self.is_always(gate) {
            return;
        }
        let (others, condition) = (others(), condition(gate));
        // They are there for the rest of the scopes, so that it matters little which those are.
        self.runtime.join(&Gate::Open);
        self.tokens.extend(if gate.is_closed() {
            others
        } else {
            under(&quote!(#[cfg(not(#condition))]), others)
        });
    }

    /// Whether items with this gate are there wherever the module is.
    fn is_always(&self, gate: &Gate) -> bool {
        self.gating == Gating::Chosen || gate.covers(self.module)
    }

    /// All items, behind the import of the runtime under the name that they use.
    pub(crate) fn with_runtime(self, root: &TokenStream) -> TokenStream {
        let Self {
            gating,
            module,
            tokens,
            runtime,
        } = self;
        if runtime.is_closed() {
            return tokens;
        }
        let cfg = if gating == Gating::Chosen || runtime.covers(module) {
            TokenStream::new()
        } else {
            cfg(&runtime)
        };
        quote!(#cfg use #root::runtime as rt; #tokens)
    }
}

/// Items, each with an attribute.
fn under(cfg: &TokenStream, items: TokenStream) -> TokenStream {
    let file: syn::File = syn::parse2(items).expect("emitted tokens are Rust");
    let items = file.items;
    quote!(#(#cfg #items)*)
}

/// Whether tokens name the runtime.
fn uses_runtime(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(name) => name == "rt",
        TokenTree::Group(group) => uses_runtime(group.stream()),
        TokenTree::Punct(_) | TokenTree::Literal(_) => false,
    })
}
