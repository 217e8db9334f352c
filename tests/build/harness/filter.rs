//! Filters: conditions that the constructor takes, and the others by the constants of the record.

use std::collections::{BTreeMap, BTreeSet};

use bitrix24_codegen::ir::{Field, Filter, Operator, Record, Ty, TypeKind, Use};
use bitrix24_codegen::operators;
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use super::{Writer, constants, ident};

/// The kind of an operator's value.
#[derive(Clone, Copy)]
enum Operand {
    One,
    Many,
    Pair,
    Text,
}

/// Marker of the operator, prefixes on the wire, method of the constant, kind of its value.
const OPERATORS: &[(&str, &[&str], &str, Operand)] = &[
    ("Equal", &["="], "eq", Operand::One),
    ("NotEqual", &["!="], "ne", Operand::One),
    ("Not", &["!"], "not", Operand::One),
    ("EqualOrNull", &["+"], "eq_or_null", Operand::One),
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
    ("Search", &["?"], "search", Operand::Text),
    ("Between", &["><"], "between", Operand::Pair),
    ("NotBetween", &["!><"], "not_between", Operand::Pair),
];

/// Operators that may also take a list, and their methods of constants.
const LISTS: &[(&str, &str, &str)] = &[
    ("Equal", "=", "eq_any"),
    ("NotEqual", "!=", "ne_any"),
    ("Not", "!", "not_any"),
];

/// The conditions that documented requests contain. Conditions of every field with every operator
/// would make most of the harness, and no test uses them.
#[derive(Default)]
pub(crate) struct Documented {
    /// Markers of the operators, by field.
    operators: BTreeMap<String, BTreeSet<&'static str>>,
}

impl Documented {
    /// Those of the examples in a description.
    pub(crate) fn of(description: &str) -> Self {
        let mut documented = Self::default();
        let description: Value = serde_json::from_str(description).expect("a description is JSON");
        let examples = description["examples"].as_array();
        for example in examples.into_iter().flatten() {
            if example["kind"] == "request"
                && let Some(body) = example["body"].as_str()
                && let Ok(body) = serde_json::from_str(body)
            {
                documented.see(&body);
            }
        }
        documented
    }

    fn see(&mut self, value: &Value) {
        match value {
            Value::Object(entries) => {
                for (key, value) in entries {
                    let (prefix, field) = operators::split(key);
                    self.add(field, prefix);
                    self.see(value);
                }
            }
            Value::Array(items) => {
                // A condition of REST 3.0: field, operator and value, or field and value.
                if let [Value::String(field), rest @ ..] = &items[..] {
                    let operator = rest.first().and_then(Value::as_str).unwrap_or_default();
                    self.add(field, operator);
                    self.add(field, "");
                    self.add(field, "in");
                }
                for item in items {
                    self.see(item);
                }
            }
            _ => {}
        }
    }

    fn add(&mut self, field: &str, prefix: &str) {
        let prefix = if prefix.is_empty() { "=" } else { prefix };
        if let Some(operator) = operators::find(prefix) {
            let of_field = self.operators.entry(field.to_owned()).or_default();
            of_field.insert(operator.name);
        }
    }

    fn has_field(&self, field: &str) -> bool {
        self.operators.contains_key(field)
    }

    fn has(&self, record: &Record, marker: &str) -> bool {
        // Fields of a family have any name.
        !record.patterns.is_empty()
            || record.fields.iter().any(|field| {
                let operators = self.operators.get(&field.wire);
                operators.is_some_and(|operators| operators.contains(marker))
            })
    }
}

impl Writer<'_> {
    /// The body of the function that reads a filter.
    pub(super) fn filter(&self, name: &TokenStream, filter: &Filter) -> TokenStream {
        let of = self.path(&filter.of);
        let flatten = (filter.version == 3).then(|| {
            quote! {
                let flat = reader.flatten()?;
                let reader = &mut flat.reader();
            }
        });
        let required: Vec<&Field> = filter.required.iter().collect();
        let arguments = self.arguments(name, &required);
        let record = self
            .schema
            .get(&filter.of)
            .expect("the record of a filter is there");
        let TypeKind::Record(record) = &record.kind else {
            unreachable!("a filter is of a record")
        };
        let apply = apply(name, &of, filter, &|marker| {
            self.documented.has(record, marker)
        });
        let arms = self.arms(&of, filter, record);
        let any = if filter.or {
            quote!(Some(
                &|parts: Vec<Checked>| bitrix24::Condition::any(parts).checked_by()
            ))
        } else {
            quote!(None)
        };
        // Where alternatives are documented, or a bare key, a field alone means `=`.
        let alone = (!filter.or && !filter.bare).then(|| {
            quote! {
                for (key, value) in reader.rest() {
                    if bitrix24_codegen::operators::split(&key).0.is_empty() {
                        reader.skip(&key);
                        built = built.param(&key, value.value().clone());
                    }
                }
            }
        });
        quote! {
            type Checked = bitrix24::Condition<#of, bitrix24::filter::CheckedBy<#name>>;
            #apply
            fn condition(
                prefix: &str,
                field: &str,
                value: &crate::harness::Reader<'_>,
            ) -> Result<Checked, crate::harness::Mismatch> {
                let _ = prefix;
                match field {
                    #(#arms)*
                    _ => Err(value.unexpected(field)),
                }
            }
            #flatten
            #[allow(unused_mut)]
            let mut built = #name::new(#(#arguments),*);
            #alone
            let conditions = crate::harness::Conditions {
                make: &condition,
                both: &|one: Checked, other: Checked| (one & other).checked_by(),
                any: #any,
            };
            if let Some(all) = conditions.read(reader)? {
                built = built.and(all);
            }
            Ok(built)
        }
    }

    /// How a field's constant takes each operator.
    fn arms(&self, of: &TokenStream, filter: &Filter, record: &Record) -> Vec<TokenStream> {
        let named = constants(record, Use::Filter);
        let named = named.filter(|(field, _)| self.documented.has_field(&field.wire));
        let named = named.map(|(field, constant)| {
            let (wire, apply) = (&field.wire, self.apply_to(filter, &field.ty));
            quote!(#wire => { let key = #of::#constant; #apply })
        });
        let families = record
            .patterns
            .iter()
            .filter(|field| !field.without.contains(&Use::Filter))
            .map(|field| {
                let (pattern, ty) = (&field.wire, self.ty(field.ty.item()));
                let apply = self.apply_to(filter, &field.ty);
                quote! {
                    _ if bitrix24::runtime::fits(#pattern, field) => {
                        let key = #of::custom::<#ty>(field.to_owned());
                        #apply
                    }
                }
            });
        named.chain(families).collect()
    }

    /// The function that has the operator: of those with a refusal, each has one of its own.
    fn apply_to(&self, filter: &Filter, ty: &Ty) -> TokenStream {
        let refusals = filter.refused.iter().enumerate();
        let arms = refusals
            .filter(|(_, refused)| !refused.refuses(self.schema, refused.operators[0], ty))
            .map(|(index, refused)| {
                let (function, prefixes) = (apply_name(Some(index)), prefixes(&refused.operators));
                quote!(#(#prefixes)|* => #function(key, prefix, value),)
            })
            .collect::<Vec<_>>();
        if arms.is_empty() {
            return quote!(apply(key, prefix, value));
        }
        quote! {
            match prefix {
                #(#arms)*
                _ => apply(key, prefix, value),
            }
        }
    }
}

fn apply_name(refusal: Option<usize>) -> Ident {
    match refusal {
        None => format_ident!("apply"),
        Some(index) => format_ident!("apply_{index}"),
    }
}

/// Every spelling of the operators.
fn prefixes(operators: &[Operator]) -> Vec<&'static str> {
    OPERATORS
        .iter()
        .filter(|(marker, ..)| operators.iter().any(|operator| operator.name == *marker))
        .flat_map(|(_, prefixes, ..)| prefixes.iter().copied())
        .collect()
}

/// Functions that make a condition on one field: by the operators that work on every type, and by
/// those of each refusal.
fn apply(
    name: &TokenStream,
    of: &TokenStream,
    filter: &Filter,
    is_documented: &dyn Fn(&str) -> bool,
) -> TokenStream {
    let is_refused = |marker: &str| {
        let mut refused = filter.refused.iter().flat_map(|refused| &refused.operators);
        refused.any(|operator| operator.name == marker)
    };
    let is_allowed = |marker: &str| {
        let mut operators = filter.operators.iter();
        is_documented(marker)
            && (filter.operators.is_empty()
                || filter.bare && marker == "Equal"
                || operators.any(|operator| operator.name == marker))
    };
    let general = function(name, of, filter, None, &|marker| {
        is_allowed(marker) && !is_refused(marker)
    });
    let special = filter.refused.iter().enumerate().map(|(index, refused)| {
        let has = |marker: &str| {
            let mut operators = refused.operators.iter();
            operators.any(|operator| operator.name == marker) && is_documented(marker)
        };
        function(name, of, filter, Some(index), &has)
    });
    quote!(#general #(#special)*)
}

fn function(
    name: &TokenStream,
    of: &TokenStream,
    filter: &Filter,
    refusal: Option<usize>,
    has: &dyn Fn(&str) -> bool,
) -> TokenStream {
    let function = apply_name(refusal);
    let operators = OPERATORS.iter().filter(|(marker, ..)| has(marker));
    let arms = operators
        .clone()
        .map(|(marker, prefixes, method, operand)| {
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
            // A field alone means `=` to filters with alternatives; others take it as it is.
            let takes_alone = *marker == "Equal" && (filter.or || filter.bare);
            let alone = takes_alone.then(|| quote!(| ""));
            quote!(#(#prefixes)|* #alone => #condition.checked_by(),)
        });
    let takes_list = |marker: &str| {
        let mut lists = filter.lists.iter();
        has(marker)
            && (filter.operators.is_empty() || lists.any(|operator| operator.name == marker))
    };
    let lists = LISTS.iter().filter(|(marker, ..)| takes_list(marker)).map(
        |(_, prefix, method)| {
            let method = ident(method);
            let bare = (*prefix == "=" && filter.bare).then(|| quote!(| ""));
            quote! {
                #prefix #bare if value.is_list() => key.#method(value.typed::<Vec<T>>()?).checked_by(),
            }
        },
    );
    // A bound on all types has to be repeated for one type here.
    let bounds = operators
        .filter(|_| refusal.is_some())
        .map(|(marker, ..)| {
            let marker = ident(marker);
            quote!(bitrix24::filter::Compare<bitrix24::filter::op::#marker, T>: bitrix24::filter::AcceptedBy<#name>,)
        });
    quote! {
        #[allow(dead_code, unused_variables)]
        fn #function<T, U>(
            key: bitrix24::Key<#of, T, U>,
            prefix: &str,
            value: &crate::harness::Reader<'_>,
        ) -> Result<Checked, crate::harness::Mismatch>
        where
            T: bitrix24::runtime::Field + bitrix24::runtime::Operand,
            U: bitrix24::filter::uses::Filterable,
            T: bitrix24::IntoArg<T, bitrix24::runtime::Required>,
            #(#bounds)*
        {
            Ok(match prefix {
                #(#lists)*
                #(#arms)*
                other => return Err(value.unexpected(other)),
            })
        }
    }
}
