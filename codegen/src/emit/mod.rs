//! From the resolved schema to Rust. Nothing here can fail: `resolve` has found every problem.

mod constructor;
mod docs;
mod enumeration;
mod error;
mod event;
mod filter;
mod handlers;
mod object;
mod record;
mod request;
mod twins;
mod ty;
mod union;

use std::collections::BTreeMap;
use std::path::PathBuf;

use proc_macro2::TokenStream;
use quote::quote;

use self::constructor::Constructor;
use self::docs::Docs;
use self::twins::Twins;
use self::ty::{ModuleContext, ident};
use crate::ir::Method;
use crate::ir::{BY_HAND, Disabled, DisabledKind, Module, Schema, Type, TypeKind};
use crate::{parallel, scopes};

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
    let tree = Tree::new(schema);
    let modules = tree.nodes.iter().collect::<Vec<_>>();
    // Formatting is most of the work, and modules are independent.
    let mut files = parallel::map(&modules, |_, (path, node)| node.file(path, schema));
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
        for node in nodes.values_mut() {
            node.children.sort();
        }
        Self { nodes }
    }
}

impl Node<'_> {
    fn file(&self, path: &[String], schema: &Schema) -> File {
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
            text: format(self.tokens(path, schema)),
        }
    }

    fn tokens(&self, path: &[String], schema: &Schema) -> TokenStream {
        let by_hand = |child: &&String| path.is_empty() && BY_HAND.contains(&child.as_str());
        let children = self.children.iter().filter(|child| !by_hand(child));
        let children = children.map(|child| {
            let child = ident(child);
            // The style of emitted code is not checked.
            let style = path
                .is_empty()
                .then(|| quote!(#[allow(clippy::all, clippy::pedantic)]));
            quote!(#style pub mod #child;)
        });
        let context = ModuleContext {
            shipped: true,
            module: path,
        };
        let handled = handlers::of_module(schema, path);
        let (docs, contents) = match self.module {
            Some(module) => {
                let docs = Docs::new(&module.doc).page(module.page.as_deref());
                (docs, contents(context, module, handled.as_ref()))
            }
            None => (
                Docs::new(&format!("Methods `{}.*`", path.join("."))),
                handled
                    .map(|handled| quote!(use crate::runtime as rt; #handled))
                    .unwrap_or_default(),
            ),
        };
        // Included code is in the middle of a module, where inner documentation is not allowed.
        let docs = (!is_included(path)).then(|| docs.inner());
        let disabled = self.disabled.iter().map(|item| disabled(item));
        quote!(#docs #(#children)* #contents #(#disabled)*)
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
    let features: Vec<String> = item.scope.iter().map(|it| scopes::feature(it)).collect();
    let feature = match &features[..] {
        [only] => quote!(feature = #only),
        _ => quote!(any(#(feature = #features),*)),
    };
    let name = match item.kind {
        DisabledKind::Module => quote!(mod #name {}),
        DisabledKind::Type => quote!(enum #name {}),
        DisabledKind::Function => quote!(fn #name() {}),
    };
    quote!(#[cfg(#feature)] pub #name)
}

fn contents(
    context: ModuleContext<'_>,
    module: &Module,
    handled: Option<&TokenStream>,
) -> TokenStream {
    let root = context.root();
    let reexports = module.reexports.iter().map(|path| {
        let path = context.path(path);
        quote!(#[doc(no_inline)] pub use #path;)
    });
    let twins = Twins::new(module);
    let types = module.types.iter().map(|ty| match twins.first(ty) {
        Some(first) => twin(docs::ty(ty), &ty.name, first),
        None => type_(context, ty),
    });
    let methods = module.methods.iter().map(|method| {
        let request = request::request(context, method);
        let error = match twins::first_with_errors(module, method) {
            Some(first) => twin(error::docs(method), &method.error, &first.error),
            None => error::error(method),
        };
        quote!(#request #error)
    });
    let events = module
        .events
        .iter()
        .map(|event| event::event(context, event));
    let placements = module
        .placements
        .iter()
        .map(|placement| event::placement(context, placement));
    let system = (!module.errors.is_empty()).then(|| error::system(module));
    let uses_runtime = handled.is_some() || !(module.types.is_empty() && module.methods.is_empty());
    let runtime = uses_runtime.then(|| quote!(use #root::runtime as rt;));
    quote!(#runtime #(#reexports)* #system #(#types)* #(#methods)* #(#events)* #(#placements)* #handled)
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
