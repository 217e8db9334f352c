//! Finds two items of emitted code with one name where the compiler would refuse them.

use std::collections::BTreeSet;

use syn::visit::{self, Visit};

/// Finds two items, fields, variants, functions or arguments of one name.
pub(crate) fn check(file: &syn::File) -> Result<(), String> {
    let mut search = Search::default();
    search.items(&file.items);
    search.visit_file(file);
    search.twice.map_or(Ok(()), Err)
}

#[derive(Default)]
struct Search {
    twice: Option<String>,
    /// Functions and constants of types, over all `impl` blocks of a type's own.
    associated: BTreeSet<(String, String)>,
}

impl Search {
    fn items(&mut self, items: &[syn::Item]) {
        let (mut types, mut values) = (BTreeSet::new(), BTreeSet::new());
        for item in items {
            let (ident, is_type, is_value) = match item {
                syn::Item::Struct(item) => {
                    let is_value =
                        matches!(item.fields, syn::Fields::Unnamed(_) | syn::Fields::Unit);
                    (&item.ident, true, is_value)
                }
                syn::Item::Enum(item) => (&item.ident, true, false),
                syn::Item::Type(item) => (&item.ident, true, false),
                syn::Item::Mod(item) => (&item.ident, true, false),
                syn::Item::Fn(item) => (&item.sig.ident, false, true),
                _ => continue,
            };
            let name = ident.to_string();
            if (is_type && !types.insert(name.clone()))
                || (is_value && !values.insert(name.clone()))
            {
                self.found("item", &name);
            }
        }
    }

    fn found(&mut self, what: &str, name: &str) {
        self.twice
            .get_or_insert_with(|| format!("the {what} `{name}` is there twice"));
    }

    fn distinct<'i>(&mut self, what: &str, names: impl Iterator<Item = &'i syn::Ident>) {
        let mut seen = BTreeSet::new();
        for name in names {
            if !seen.insert(name) {
                self.found(what, &name.to_string());
            }
        }
    }
}

impl<'ast> Visit<'ast> for Search {
    fn visit_item_struct(&mut self, item: &'ast syn::ItemStruct) {
        self.distinct(
            "field",
            item.fields.iter().filter_map(|field| field.ident.as_ref()),
        );
    }

    fn visit_item_enum(&mut self, item: &'ast syn::ItemEnum) {
        self.distinct(
            "variant",
            item.variants.iter().map(|variant| &variant.ident),
        );
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        if item.trait_.is_none() {
            let syn::Type::Path(of) = &*item.self_ty else {
                return;
            };
            let of = of.path.segments.last().map(|last| last.ident.to_string());
            for inner in &item.items {
                let name = match inner {
                    syn::ImplItem::Fn(function) => &function.sig.ident,
                    syn::ImplItem::Const(constant) => &constant.ident,
                    _ => continue,
                };
                let entry = (of.clone().unwrap_or_default(), name.to_string());
                if !self.associated.insert(entry) {
                    self.found("associated item", &name.to_string());
                }
            }
        }
        visit::visit_item_impl(self, item);
    }

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        let arguments = signature.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(typed) => match &*typed.pat {
                syn::Pat::Ident(name) => Some(&name.ident),
                _ => None,
            },
            syn::FnArg::Receiver(_) => None,
        });
        self.distinct("argument", arguments);
    }
}
