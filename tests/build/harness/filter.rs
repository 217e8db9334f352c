//! Filters: conditions that the constructor takes, and the others by the constants of the record.

use bitrix24_codegen::ir::{Field, Filter, Record, TypeKind};
use proc_macro2::TokenStream;
use quote::quote;

use super::{Writer, constants, ident};

/// What an operator compares with.
#[derive(Clone, Copy)]
enum Operand {
    One,
    Many,
    Pair,
    Text,
}

/// Marker of the operator, prefixes on the wire, method of the constant, what it takes.
const OPERATORS: &[(&str, &[&str], &str, Operand)] = &[
    ("Equal", &["="], "eq", Operand::One),
    ("NotEqual", &["!="], "ne", Operand::One),
    ("Not", &["!"], "not", Operand::One),
    ("Greater", &[">"], "gt", Operand::One),
    ("GreaterOrEqual", &[">="], "ge", Operand::One),
    ("Less", &["<"], "lt", Operand::One),
    ("LessOrEqual", &["<="], "le", Operand::One),
    ("In", &["@"], "is_in", Operand::Many),
    ("NotIn", &["!@"], "not_in", Operand::Many),
    ("Contains", &["%"], "contains", Operand::Text),
    ("NotContains", &["!%"], "not_contains", Operand::Text),
    ("Like", &["=%", "%="], "like", Operand::Text),
    ("NotLike", &["!=%", "!%="], "not_like", Operand::Text),
    ("Between", &["><"], "between", Operand::Pair),
    ("NotBetween", &["!><"], "not_between", Operand::Pair),
];

impl Writer<'_> {
    /// The body of the function that reads a filter.
    pub(super) fn filter(&self, name: &TokenStream, filter: &Filter) -> TokenStream {
        let apply = apply(name, &self.path(&filter.of), filter);
        let flatten = (filter.version == 3).then(|| {
            quote! {
                let flat = reader.flatten()?;
                let reader = &mut flat.reader();
            }
        });
        let required: Vec<&Field> = filter.required.iter().collect();
        let arguments = self.arguments(name, &required);
        let of = self.path(&filter.of);
        let record = self
            .schema
            .get(&filter.of)
            .expect("the record of a filter is there");
        let TypeKind::Record(record) = &record.kind else {
            unreachable!("a filter is of a record")
        };
        let arms = arms(&of, record);
        quote! {
            #apply
            #flatten
            #[allow(unused_mut)]
            let mut built = #name::new(#(#arguments),*);
            for (key, value) in reader.rest() {
                let (prefix, field) = bitrix24_codegen::operators::split(&key);
                let value = &value;
                built = match field {
                    _ if prefix.is_empty() => built.param(&key, value.value().clone()),
                    #(#arms)*
                    _ => return Err(value.unexpected(&key)),
                };
            }
            Ok(built)
        }
    }
}

fn arms(of: &TokenStream, record: &Record) -> Vec<TokenStream> {
    constants(record)
        .map(|(wire, constant)| quote!(#wire => apply(built, #of::#constant, prefix, value)?,))
        .collect()
}

/// A function that adds a condition on one field, by the operators that the filter takes.
fn apply(name: &TokenStream, of: &TokenStream, filter: &Filter) -> TokenStream {
    let is_allowed = |marker: &str| {
        filter.operators.is_empty()
            || filter
                .operators
                .iter()
                .any(|operator| operator.name == marker)
    };
    let allowed = OPERATORS.iter().filter(|(marker, ..)| is_allowed(marker));
    let operators = allowed.map(|(_, prefixes, method, operand)| {
        let method = ident(method);
        let condition = match operand {
            Operand::One => quote!(key.#method(value.typed::<T>()?)),
            Operand::Many => quote!(key.#method(value.typed::<Vec<T>>()?)),
            Operand::Text => quote!(key.#method(value.typed::<String>()?)),
            Operand::Pair => quote!({
                let [low, high] = value.pair::<T>()?;
                key.#method(low, high)
            }),
        };
        quote!(#(#prefixes)|* => filter.and(#condition),)
    });
    let equal_to_any = is_allowed("Equal").then(
        || quote!("=" if value.is_list() => filter.and(key.eq_any(value.typed::<Vec<T>>()?)),),
    );
    quote! {
        fn apply<T>(
            filter: #name,
            key: bitrix24::filter::Key<#of, T>,
            prefix: &str,
            value: &crate::harness::Reader<'_>,
        ) -> Result<#name, crate::harness::Mismatch>
        where
            T: bitrix24::runtime::Field,
            bitrix24::Arg<T>: From<T>,
        {
            Ok(match prefix {
                #equal_to_any
                #(#operators)*
                other => return Err(value.unexpected(other)),
            })
        }
    }
}
