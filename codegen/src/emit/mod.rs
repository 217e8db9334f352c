//! From the resolved schema to Rust. Nothing here can fail: `resolve` has found every problem.

mod constructor;
mod docs;
mod enumeration;
mod error;
mod event;
mod filter;
mod gated;
mod handlers;
mod insertion;
mod object;
mod record;
mod request;
mod ty;
mod union;

use std::collections::BTreeMap;
use std::path::PathBuf;

use proc_macro2::TokenStream;
use quote::quote;

use self::constructor::Constructor;
use self::docs::Docs;
pub(crate) use self::gated::cfg;
use self::gated::{Gating, Items};
use self::ty::{ModuleContext, ident};
use crate::ir::Method;
use crate::ir::{BY_HAND, Disabled, DisabledKind, Gate, Module, Schema, Type, TypeKind};
use crate::parallel;

/// A file to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path below the output folder.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

/// The shipped client: `api.rs`, which declares the modules of the first level, and a file for each
/// module; for a module that the client writes by hand, `api.rs` in its folder, to be included
/// there.
///
/// # Panics
///
/// Never, unless this crate has a bug and emits code that is not Rust.
pub fn files(schema: &Schema) -> Vec<File> {
    files_with(schema, Gating::Chosen)
}

/// The shipped client for every selection of features: the same files with all items, each under
/// the `cfg` of its scopes. For any scopes, what the compiler keeps of it is what [`files`] emits of
/// the schema with these scopes enabled.
///
/// # Panics
///
/// Never, unless this crate has a bug and emits code that is not Rust.
pub fn gated_files(schema: &Schema) -> Vec<File> {
    files_with(schema, Gating::Features)
}

fn files_with(schema: &Schema, gating: Gating) -> Vec<File> {
    let tree = Tree::new(schema);
    let modules: Vec<_> = tree
        .nodes
        .iter()
        .filter(|(path, node)| {
            gating == Gating::Chosen || is_included(path) || !node.gate.is_closed()
        })
        .collect();
    // Formatting is most of the work, and modules are independent.
    let mut files = parallel::map(&modules, |_, (path, node)| {
        node.file(path, schema, &tree, gating)
    });
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

/// One module of a user's schema, as the tokens that a macro returns.
pub fn inline(module: &Module) -> TokenStream {
    contents(
        ModuleContext {
            shipped: false,
            module: &module.path,
        },
        module,
        None,
        Items::new(Gating::Chosen, &Gate::Open),
    )
}

/// How a user of the shipped client calls a method: `bitrix24::crm::deal::get(id)`, with the
/// arguments of its call function.
pub fn call(module: &Module, method: &Method) -> String {
    let params = object::written(&method.params);
    let context = ModuleContext {
        shipped: true,
        module: &module.path,
    };
    let arguments = Constructor::new(context, &method.request, &params).names();
    format!(
        "bitrix24::{}::{}({})",
        module.path.join("::"),
        method.function,
        arguments.join(", ")
    )
}

/// The modules, with the parent modules that have no file.
struct Tree<'a> {
    nodes: BTreeMap<Vec<String>, Node<'a>>,
}

#[derive(Default)]
struct Node<'a> {
    module: Option<&'a Module>,
    children: Vec<String>,
    disabled: Vec<&'a Disabled>,
    /// Open where the module or one below it has an item.
    gate: Gate,
}

impl<'a> Tree<'a> {
    fn new(schema: &'a Schema) -> Self {
        let mut nodes: BTreeMap<Vec<String>, Node<'a>> =
            BTreeMap::from([(Vec::new(), Node::default())]);
        for name in BY_HAND {
            nodes.insert(vec![name.to_owned()], Node::default());
        }
        for module in &schema.modules {
            for depth in 0..module.path.len() {
                let parent = nodes.entry(module.path[..depth].to_vec()).or_default();
                if !parent.children.contains(&module.path[depth]) {
                    parent.children.push(module.path[depth].clone());
                }
            }
            nodes.entry(module.path.clone()).or_default().module = Some(module);
        }
        for item in &schema.disabled {
            nodes
                .entry(item.module.clone())
                .or_default()
                .disabled
                .push(item);
        }
        for module in &schema.modules {
            let gate = gate(module);
            for depth in 1..=module.path.len() {
                if let Some(node) = nodes.get_mut(&module.path[..depth]) {
                    node.gate.join(&gate);
                }
            }
        }
        for (path, node) in &mut nodes {
            node.children.sort();
            if is_included(path) {
                node.gate = Gate::Open;
            }
        }
        Self { nodes }
    }

    /// The gate of the module at a path.
    fn gate(&self, path: &[String], child: &str) -> Gate {
        let path = [path, &[child.to_owned()]].concat();
        let node = self.nodes.get(&path);
        node.map(|node| node.gate.clone()).unwrap_or_default()
    }
}

/// Where a module has an item of its own.
fn gate(module: &Module) -> Gate {
    let mut gate = Gate::default();
    if !module.errors.is_empty() {
        gate = Gate::Open;
    }
    for ty in &module.types {
        gate.join(if ty.key.is_some() {
            &Gate::Open
        } else {
            &ty.gate
        });
    }
    for method in &module.methods {
        gate.join(&Gate::of(&method.scope));
    }
    gate
}

impl Node<'_> {
    fn file(&self, path: &[String], schema: &Schema, tree: &Tree<'_>, gating: Gating) -> File {
        let mut file: PathBuf = path
            .iter()
            .map(|part| part.trim_start_matches("r#"))
            .collect();
        if is_included(path) {
            file.push("api");
        }
        file.set_extension("rs");
        File {
            path: file,
            text: format(self.tokens(path, schema, tree, gating)),
        }
    }

    fn tokens(
        &self,
        path: &[String],
        schema: &Schema,
        tree: &Tree<'_>,
        gating: Gating,
    ) -> TokenStream {
        let by_hand = |child: &&String| path.is_empty() && BY_HAND.contains(&child.as_str());
        let mut children = Items::new(gating, &self.gate);
        for child in self.children.iter().filter(|child| !by_hand(child)) {
            let name = ident(child);
            // The style of emitted code is not checked.
            let style = path
                .is_empty()
                .then(|| quote!(#[allow(clippy::all, clippy::pedantic)]));
            children.push(&tree.gate(path, child), quote!(#style pub mod #name;));
        }
        let context = ModuleContext {
            shipped: true,
            module: path,
        };
        let children = children.with_runtime(&context.root());
        let mut items = Items::new(gating, &self.gate);
        let handled = handlers::of_module(schema, path, gating);
        let (docs, contents) = match self.module {
            Some(module) => {
                let docs = Docs::new(&module.doc).page(module.page.as_deref());
                (docs, contents(context, module, handled, items))
            }
            None => {
                if let Some(handled) = handled {
                    items.push(&Gate::Open, handled);
                }
                let docs = Docs::new(&format!("Methods `{}.*`", path.join(".")));
                (docs, items.with_runtime(&context.root()))
            }
        };
        // Included code is in the middle of a module, where inner documentation is not allowed.
        let docs = (!is_included(path)).then(|| docs.inner());
        let disabled = self.disabled.iter().map(|item| disabled(item));
        quote!(#docs #children #contents #(#disabled)*)
    }
}

/// Whether the emitted code of a module is included into an existing one: the crate's root, and
/// modules by hand.
fn is_included(path: &[String]) -> bool {
    match path {
        [] => true,
        [name] => BY_HAND.contains(&name.as_str()),
        _ => false,
    }
}

/// A stand-in for an item without an enabled scope: the compiler finds it, and names the feature
/// that enables it.
fn disabled(item: &Disabled) -> TokenStream {
    let name = ident(&item.name);
    let cfg = cfg(&Gate::of(&item.scope));
    let name = match item.kind {
        DisabledKind::Module => quote!(mod #name {}),
        DisabledKind::Type => quote!(enum #name {}),
        DisabledKind::Function => quote!(fn #name() {}),
    };
    quote!(#cfg pub #name)
}

/// The items of a module.
fn contents(
    context: ModuleContext<'_>,
    module: &Module,
    handled: Option<TokenStream>,
    mut items: Items<'_>,
) -> TokenStream {
    for reexport in &module.reexports {
        let path = context.path(&reexport.path);
        items.push(&reexport.gate, quote!(#[doc(no_inline)] pub use #path;));
    }
    if !module.errors.is_empty() {
        items.push(&Gate::Open, error::system(module));
    }
    for ty in &module.types {
        match &ty.twin {
            Some(first) => items.push(&ty.gate, twin(docs::ty(ty), &ty.name, first)),
            None if ty.key.is_some() => {
                items.push_or(&ty.gate, type_(context, ty), || marker(context, ty));
            }
            None => items.push(&ty.gate, type_(context, ty)),
        }
    }
    for method in &module.methods {
        let request = request::request(context, method);
        let error = match &method.error_twin {
            Some(first) => twin(error::docs(method), &method.error, first),
            None => error::error(method),
        };
        items.push(&Gate::of(&method.scope), quote!(#request #error));
    }
    for event in &module.events {
        items.push(&Gate::of(&event.scope), event::event(context, event));
    }
    for placement in &module.placements {
        let tokens = event::placement(context, placement);
        items.push(&Gate::of(&placement.scope), tokens);
    }
    if let Some(handled) = handled {
        items.push(&Gate::Open, handled);
    }
    items.with_runtime(&context.root())
}

fn type_(context: ModuleContext<'_>, ty: &Type) -> TokenStream {
    match &ty.kind {
        TypeKind::Marker => marker(context, ty),
        TypeKind::Record(record) => record::record(context, ty, record),
        TypeKind::Enumeration(values) => enumeration::enumeration(ty, values),
        TypeKind::Union(alternatives) => union::union(context, ty, alternatives),
        TypeKind::Alias(target) => {
            let (name, docs, target) =
                (ident(&ty.name), docs::ty(ty).outer(), context.value(target));
            quote!(#docs pub type #name = #target;)
        }
        TypeKind::Object(object) => object::object(context, ty, object),
        TypeKind::Filter(filter) => filter::filter(context, ty, filter),
    }
}

/// Another name of a type with the same contents.
fn twin(docs: Docs, name: &str, first: &str) -> TokenStream {
    let docs = docs.paragraph(&format!("The same as [`{first}`]")).outer();
    let (name, first) = (ident(name), ident(first));
    quote!(#docs pub type #name = #first;)
}

fn marker(context: ModuleContext<'_>, ty: &Type) -> TokenStream {
    let (name, docs) = (ident(&ty.name), docs::ty(ty).outer());
    let entity = ty.key.map(|key| record::entity(context, ty, key));
    quote! {
        #docs
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub enum #name {}
        #entity
    }
}

fn format(tokens: TokenStream) -> String {
    let file = syn::parse2(tokens).expect("emitted tokens are Rust");
    prettyplease::unparse(&file)
}
