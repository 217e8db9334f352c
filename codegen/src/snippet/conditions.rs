//! Filters, orders and selections as expressions, by the constants of records.

use proc_macro2::TokenStream;
use quote::quote;
use serde_json::Value;

use super::ident;
use super::value::Writer;
use crate::ir::{Field, Filter, Record, TypeKind, TypePath, Use};
use crate::operators;

/// The functions of constants, by the markers of operators, and whether their value is text.
const FUNCTIONS: &[(&str, &str, bool)] = &[
    ("Equal", "eq", false),
    ("NotEqual", "ne", false),
    ("Not", "not", false),
    ("EqualOrNull", "eq_or_null", false),
    ("Greater", "gt", false),
    ("GreaterOrEqual", "ge", false),
    ("Less", "lt", false),
    ("LessOrEqual", "le", false),
    ("Contains", "contains", true),
    ("NotContains", "not_contains", true),
    ("Like", "like", true),
    ("NotLike", "not_like", true),
];

impl Writer<'_> {
    /// A filter of single conditions. Groups, and what the constants cannot say, have no example.
    pub(super) fn filter(
        &self,
        name: &TokenStream,
        filter: &Filter,
        value: &Value,
    ) -> Option<TokenStream> {
        let given = value.as_object().filter(|_| filter.version != 3)?;
        let (of, record) = self.record(&filter.of)?;
        let mut required = Vec::new();
        for field in &filter.required {
            let value = given.get(&field.wire)?;
            let value = match (field.or_list, value) {
                (true, Value::Array(_)) => {
                    self.value(&crate::ir::Ty::List(Box::new(field.ty.clone())), value)?
                }
                _ => self.value(&field.ty, value)?,
            };
            required.push(value);
        }
        let is_required = |key: &str| filter.required.iter().any(|field| field.wire == key);
        let mut conditions = Vec::new();
        for (key, value) in given.iter().filter(|(key, _)| !is_required(key)) {
            conditions.push(self.condition(filter, &of, record, key, value)?);
        }
        let mut parts = conditions.into_iter();
        let all = parts.next().map(|first| quote!(#first #(& #parts)*));
        match (filter.required.is_empty(), all) {
            (true, all) => all,
            (false, None) => Some(quote!(#name::new(#(#required),*))),
            (false, Some(all)) => Some(quote!(#name::new(#(#required),*).and(#all))),
        }
    }

    fn condition(
        &self,
        filter: &Filter,
        of: &TokenStream,
        record: &Record,
        key: &str,
        value: &Value,
    ) -> Option<TokenStream> {
        let (prefix, field) = operators::split(key);
        let field = named(record, field, Use::Filter)?;
        let is_bare = prefix.is_empty();
        // A key alone is another text than the one that `eq` sends, except where it is bare.
        if is_bare != filter.bare && (is_bare || prefix == "=") {
            return None;
        }
        let marker = operators::find(if is_bare { "=" } else { prefix })?.name;
        let allowed = filter.operators.is_empty()
            || is_bare
            || filter.operators.iter().any(|own| own.prefix == prefix);
        let is_refused = filter
            .refused
            .iter()
            .any(|refused| refused.operators.iter().any(|own| own.name == marker));
        if !allowed || is_refused {
            return None;
        }
        let constant = ident(&field.constant);
        let ty = field.ty.item();
        if matches!(marker, "In" | "NotIn") {
            let function = ident(if marker == "In" { "is_in" } else { "not_in" });
            let values = self.value(&crate::ir::Ty::List(Box::new(ty.clone())), value)?;
            return Some(quote!(#of::#constant.#function(#values)));
        }
        let (_, function, is_text) = FUNCTIONS.iter().find(|(name, ..)| *name == marker)?;
        // `%=` is sent as `=%`.
        if prefix == "%=" || prefix == "!%=" {
            return None;
        }
        let function = ident(function);
        let value = match (is_text, value) {
            (true, Value::String(text)) => quote!(#text),
            (true, _) => return None,
            (false, value) => self.value(ty, value)?,
        };
        Some(quote!(#of::#constant.#function(#value)))
    }

    /// An order, by constants.
    pub(super) fn order(&self, path: &TypePath, value: &Value) -> Option<TokenStream> {
        let (of, record) = self.record(path)?;
        let fields = value.as_object().filter(|fields| !fields.is_empty())?;
        let mut orders = Vec::with_capacity(fields.len());
        for (name, direction) in fields {
            let constant = ident(&named(record, name, Use::Order)?.constant);
            let function = ident(match direction.as_str()? {
                "ASC" => "asc",
                "DESC" => "desc",
                _ => return None,
            });
            orders.push(quote!(#of::#constant.#function()));
        }
        match &orders[..] {
            [one] => Some(one.clone()),
            several => Some(quote!([#(#several),*])),
        }
    }

    /// A selection, by constants.
    pub(super) fn select(&self, path: &TypePath, value: &Value) -> Option<TokenStream> {
        let (of, record) = self.record(path)?;
        let names = value.as_array().filter(|names| !names.is_empty())?;
        let mut selected = quote!(bitrix24::Select::new());
        for name in names {
            let constant = match name.as_str()? {
                "*" => {
                    selected.extend(quote!(.with_all()));
                    continue;
                }
                "UF_*" => {
                    selected.extend(quote!(.with_all_custom()));
                    continue;
                }
                name => ident(&named(record, name, Use::Select)?.constant),
            };
            selected.extend(quote!(.with(#of::#constant)));
        }
        Some(selected)
    }

    fn record(&self, path: &TypePath) -> Option<(TokenStream, &Record)> {
        match &self.schema.get(path)?.kind {
            TypeKind::Record(record) => Some((self.item(&path.module, &path.name), record)),
            _ => None,
        }
    }
}

/// The field that has a constant for a use.
fn named<'r>(record: &'r Record, name: &str, used: Use) -> Option<&'r Field> {
    record
        .fields
        .iter()
        .find(|field| field.wire == name && !field.without.contains(&used))
}
