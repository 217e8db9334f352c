//! Names in scope, read from the source.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// The names that the items of a module declare or import, and the packages whose paths begin in
/// it.
pub(crate) fn declared(file: &syn::File) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for item in &file.items {
        let ident = match item {
            syn::Item::Mod(item) => &item.ident,
            syn::Item::Fn(item) => &item.sig.ident,
            syn::Item::Struct(item) => &item.ident,
            syn::Item::Enum(item) => &item.ident,
            syn::Item::Trait(item) => &item.ident,
            syn::Item::Type(item) => &item.ident,
            syn::Item::Const(item) => &item.ident,
            syn::Item::Static(item) => &item.ident,
            syn::Item::Use(item) => {
                imported(&item.tree, true, &mut names);
                continue;
            }
            syn::Item::Impl(_) | syn::Item::Macro(_) => continue,
            _ => panic!("an item of a kind that this does not read"),
        };
        names.insert(ident.to_string());
    }
    names
}

fn imported(tree: &syn::UseTree, is_first: bool, names: &mut BTreeSet<String>) {
    match tree {
        syn::UseTree::Path(path) => {
            let first = path.ident.to_string();
            if is_first && !matches!(first.as_str(), "crate" | "self" | "super") {
                names.insert(first);
            }
            imported(&path.tree, false, names);
        }
        syn::UseTree::Name(name) => {
            names.insert(name.ident.to_string());
        }
        syn::UseTree::Rename(name) => {
            names.insert(name.rename.to_string());
        }
        syn::UseTree::Group(group) => group
            .items
            .iter()
            .for_each(|tree| imported(tree, is_first, names)),
        syn::UseTree::Glob(_) => panic!("nobody sees which names a glob imports"),
    }
}

/// The first names of paths in emitted code, except those that the same file declares.
pub(crate) fn named(file: &syn::File) -> BTreeSet<String> {
    let mut search = Search::default();
    search.visit_file(file);
    let declared = file.items.iter().filter_map(|item| match item {
        syn::Item::Struct(item) => Some(item.ident.to_string()),
        syn::Item::Enum(item) => Some(item.ident.to_string()),
        syn::Item::Type(item) => Some(item.ident.to_string()),
        _ => None,
    });
    let declared: BTreeSet<String> = declared.collect();
    search
        .names
        .into_iter()
        .filter(|name| !declared.contains(name) && name != "crate")
        .collect()
}

#[derive(Default)]
struct Search {
    names: BTreeSet<String>,
}

impl<'ast> Visit<'ast> for Search {
    fn visit_path(&mut self, path: &'ast syn::Path) {
        if let (None, Some(first)) = (path.leading_colon, path.segments.first()) {
            let name = first.ident.to_string();
            let is_local = path.segments.len() == 1 && is_lower(&name) && !is_primitive(&name);
            if !is_local {
                self.names.insert(name);
            }
        }
        visit::visit_path(self, path);
    }

    fn visit_type_param(&mut self, param: &'ast syn::TypeParam) {
        self.names.insert(param.ident.to_string());
        visit::visit_type_param(self, param);
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        // `use crate::runtime as rt;`, and re-exported types, which the generator knows.
        if let syn::UseTree::Path(path) = &item.tree
            && path.ident == "crate"
            && let syn::UseTree::Rename(renamed) = &*path.tree
        {
            self.names.insert(renamed.rename.to_string());
        }
    }
}

/// The names that macros name without a path.
pub(crate) fn named_by_macros(file: &syn::File) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for item in &file.items {
        if let syn::Item::Macro(item) = item {
            tokens(item.mac.tokens.clone(), &mut names);
        }
    }
    names
}

fn tokens(stream: TokenStream, names: &mut BTreeSet<String>) {
    let mut before = String::new();
    for token in stream {
        match token {
            TokenTree::Group(group) => {
                tokens(group.stream(), names);
                before.clear();
            }
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                // Behind a path, a variable of the macro, or an item of a trait.
                let is_other = matches!(before.as_str(), ":" | "$" | "const" | "type" | "fn" | "'");
                if !is_other && (!is_lower(&name) || is_primitive(&name)) {
                    names.insert(name.clone());
                }
                before = name;
            }
            // One colon stands before a type, two before a part of a path.
            TokenTree::Punct(punct) => {
                before = if punct.as_char() == ':' && before != "single" {
                    "single".to_owned()
                } else {
                    punct.as_char().to_string()
                };
            }
            TokenTree::Literal(_) => before.clear(),
        }
    }
}

fn is_lower(name: &str) -> bool {
    !name.starts_with(|first: char| first.is_ascii_uppercase())
}

fn is_primitive(name: &str) -> bool {
    matches!(
        name,
        "bool"
            | "char"
            | "f32"
            | "f64"
            | "i8"
            | "i16"
            | "i32"
            | "i64"
            | "str"
            | "u8"
            | "u16"
            | "u32"
            | "u64"
            | "usize"
    )
}
