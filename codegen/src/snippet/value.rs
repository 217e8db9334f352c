//! Values of requests as expressions.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use serde_json::{Map, Value};

use super::{Snippet, ident};
use crate::ir::{
    Access, Field, KeyType, Method, Module, Object, Record, Required, Scalar, Schema, Ty, TypeKind,
    TypePath,
};
use crate::{names, pattern};

/// Writes expressions for one module.
pub(super) struct Writer<'a> {
    pub(super) schema: &'a Schema,
    module: &'a Module,
}

/// Arguments are longer than this only as data, which an example need not show.
const LONGEST: usize = 400;

impl<'a> Writer<'a> {
    pub(super) fn new(schema: &'a Schema, module: &'a Module) -> Self {
        Self { schema, module }
    }

    /// The expression that makes a request with these parameters.
    pub(super) fn request(
        &self,
        method: &Method,
        params: &Map<String, Value>,
    ) -> Option<TokenStream> {
        let function = self.item(&self.module.path, &method.function);
        let owner = self.item(&self.module.path, &method.request);
        self.build(&function, &owner, &method.params, &[], params)
    }

    /// A constructor with its arguments, then a setter for each other key.
    fn build(
        &self,
        constructor: &TokenStream,
        owner: &TokenStream,
        fields: &[Field],
        patterns: &[Field],
        given: &Map<String, Value>,
    ) -> Option<TokenStream> {
        let fields: Vec<&Field> = fields
            .iter()
            .filter(|field| field.access != Access::Read)
            .collect();
        let mut taken: Vec<&str> = Vec::new();
        let mut arguments = Vec::new();
        let mut groups: Vec<&str> = Vec::new();
        for field in &fields {
            match &field.required {
                Required::Yes => {
                    taken.push(&field.wire);
                    arguments.push(self.field(field, given.get(&field.wire)?)?);
                }
                Required::Either { group, .. } if !groups.contains(&group.as_str()) => {
                    groups.push(group);
                    arguments.push(self.group(owner, group, &fields, given, &mut taken)?);
                }
                _ => {}
            }
        }
        let mut built = quote!(#constructor(#(#arguments),*));
        for (key, value) in given {
            if taken.contains(&key.as_str()) {
                continue;
            }
            let is_alone = |field: &&&Field| {
                field.wire == *key && !matches!(field.required, Required::Either { .. })
            };
            if let Some(field) = fields.iter().find(is_alone) {
                let (setter, value) = (ident(&field.rust), self.field(field, value)?);
                built.extend(quote!(.#setter(#value)));
                continue;
            }
            let written =
                |field: &&Field| field.access != Access::Read && pattern::fits(&field.wire, key);
            let family = patterns.iter().find(written)?;
            let (setter, value) = (ident(&family.rust), self.value(&family.ty, value)?);
            built.extend(quote!(.#setter(#key, #value)));
        }
        Some(built)
    }

    /// The alternative of a group whose keys are given.
    fn group<'f>(
        &self,
        owner: &TokenStream,
        group: &str,
        fields: &[&'f Field],
        given: &Map<String, Value>,
        taken: &mut Vec<&'f str>,
    ) -> Option<TokenStream> {
        let of_group = |field: &&&'f Field| matches!(&field.required, Required::Either { group: of, .. } if of == group);
        let named = |field: &'f Field| match &field.required {
            Required::Either { alternative, .. } => Some(alternative.as_str()),
            _ => None,
        };
        let first = fields
            .iter()
            .filter(of_group)
            .find(|field| given.contains_key(&field.wire))?;
        let alternative = named(first)?;
        let mut arguments = Vec::new();
        for field in fields.iter().filter(of_group) {
            if named(field) == Some(alternative) {
                taken.push(&field.wire);
                arguments.push(self.field(field, given.get(&field.wire)?)?);
            }
        }
        let function = ident(&names::alternative(alternative));
        let ty: TokenStream = format!("{owner}{}", names::words(group)).parse().ok()?;
        Some(quote!(#ty::#function(#(#arguments),*)))
    }

    /// A value for a field.
    fn field(&self, field: &Field, value: &Value) -> Option<TokenStream> {
        if value.is_null() {
            let may_be_left_out = !matches!(field.required, Required::Yes);
            return (field.nullable && may_be_left_out).then(|| quote!(bitrix24::Clear));
        }
        if field.or_list && value.is_array() {
            return self.value(&Ty::List(Box::new(field.ty.clone())), value);
        }
        self.value(&field.ty, value)
    }

    /// A value of a type.
    pub(super) fn value(&self, ty: &Ty, value: &Value) -> Option<TokenStream> {
        match ty {
            Ty::Scalar(scalar) => scalar_value(*scalar, value),
            Ty::Id(of) => match (self.schema.get(of)?.key, value) {
                (Some(KeyType::String), Value::String(text)) => Some(literal(text)),
                (Some(KeyType::String), _) => None,
                (_, value) => scalar_value(Scalar::Integer, value),
            },
            Ty::Named(path) => self.named(path, value),
            Ty::List(item) => {
                let items = value.as_array().filter(|items| !items.is_empty())?;
                let kind = std::mem::discriminant(&items[0]);
                // The items of an array have one type.
                if item.is_open()
                    && !items
                        .iter()
                        .all(|item| std::mem::discriminant(item) == kind)
                {
                    return None;
                }
                let items: Option<Vec<_>> =
                    items.iter().map(|value| self.value(item, value)).collect();
                let items = items?;
                Some(quote!([#(#items),*]))
            }
            Ty::Map(key, inner) => {
                let entries = value.as_object().filter(|entries| !entries.is_empty())?;
                if ty.is_open() {
                    return params(entries);
                }
                let entries: Option<Vec<_>> = entries
                    .iter()
                    .map(|(name, value)| {
                        let key = self.value(key, &Value::String(name.clone()))?;
                        let value = self.value(inner, value)?;
                        Some(quote!((#key, #value)))
                    })
                    .collect();
                let entries = entries?;
                Some(quote!([#(#entries),*]))
            }
            Ty::Nullable(inner) => self.value(inner, value),
            Ty::Order(path) => self.order(path, value),
            Ty::Select(path) => self.select(path, value),
        }
    }

    fn named(&self, path: &TypePath, value: &Value) -> Option<TokenStream> {
        let name = self.item(&path.module, &path.name);
        match &self.schema.get(path)?.kind {
            TypeKind::Enumeration(values) => {
                let wire = match value {
                    Value::String(text) => text.clone(),
                    Value::Number(number) => number.to_string(),
                    _ => return None,
                };
                let known = |variant: &&crate::ir::Variant| !variant.family && variant.wire == wire;
                match values.variants.iter().find(known) {
                    Some(variant) => {
                        let variant = ident(&variant.name);
                        Some(quote!(#name::#variant))
                    }
                    None if values.base == KeyType::Integer => {
                        let number = integer(wire.parse().ok()?);
                        Some(quote!(#name::from(#number)))
                    }
                    None => Some(quote!(#name::from(#wire))),
                }
            }
            TypeKind::Object(Object {
                fields, patterns, ..
            }) => {
                let given = value.as_object()?;
                self.build(&quote!(#name::new), &name, fields, patterns, given)
            }
            TypeKind::Record(Record {
                fields, patterns, ..
            }) => {
                let input = self.item(&path.module, &names::input(&path.name));
                let given = value.as_object()?;
                self.build(&quote!(#input::new), &input, fields, patterns, given)
            }
            TypeKind::Filter(filter) => self.filter(&name, filter, value),
            TypeKind::Alias(target) => self.value(target, value),
            // Which alternative a value becomes is a matter of conversions.
            TypeKind::Union(_) | TypeKind::Marker => None,
        }
    }

    /// The path of an item as the example sees it.
    pub(super) fn item(&self, module: &[String], name: &str) -> TokenStream {
        let name = ident(name);
        if *module == self.module.path {
            let (_, own) = Snippet::import(module);
            return quote!(#own::#name);
        }
        let parts = module.iter().map(|part| ident(part));
        quote!(bitrix24::#(#parts::)*#name)
    }
}

fn scalar_value(scalar: Scalar, value: &Value) -> Option<TokenStream> {
    Some(match (scalar, value) {
        (Scalar::Integer | Scalar::Timestamp, Value::Number(number)) => integer(number.as_i64()?),
        (Scalar::Integer, Value::String(text)) => integer(text.parse().ok()?),
        (Scalar::String | Scalar::Text | Scalar::Char, Value::String(text)) => literal(text),
        (Scalar::Double, Value::Number(number)) => match number.as_i64() {
            Some(whole) => integer(whole),
            None => {
                let number = Literal::f64_unsuffixed(number.as_f64()?);
                quote!(#number)
            }
        },
        (Scalar::Decimal, Value::Number(number)) => match number.as_i64() {
            Some(whole) => integer(whole),
            None => {
                let number: TokenStream = number.to_string().parse().ok()?;
                quote!(bitrix24::dec!(#number))
            }
        },
        (Scalar::Decimal, Value::String(text)) => {
            let is_number =
                text.parse::<f64>().is_ok_and(f64::is_finite) && !text.contains(['e', 'E', '+']);
            let number: TokenStream = text.parse().ok().filter(|_| is_number)?;
            quote!(bitrix24::dec!(#number))
        }
        (Scalar::Boolean, Value::Bool(yes)) => quote!(#yes),
        (Scalar::Flag, Value::String(letter)) if matches!(letter.as_str(), "Y" | "N") => {
            let yes = letter == "Y";
            quote!(#yes)
        }
        (Scalar::Date, Value::String(text)) => quote!(#text.parse::<bitrix24::Date>()?),
        (Scalar::DateTime, Value::String(text)) => quote!(#text.parse::<bitrix24::DateTime>()?),
        (Scalar::Any, value) => open(value)?,
        _ => return None,
    })
}

/// Undescribed JSON.
fn open(value: &Value) -> Option<TokenStream> {
    Some(match value {
        Value::String(text) => literal(text),
        Value::Number(number) if number.is_i64() => integer(number.as_i64()?),
        Value::Array(_) | Value::Object(_) => {
            let json = value.to_string();
            if json.len() > LONGEST {
                return None;
            }
            let json: TokenStream = json.parse().ok()?;
            quote!(bitrix24::Value::from(serde_json::json!(#json)))
        }
        _ => return None,
    })
}

/// An object of undescribed JSON.
fn params(entries: &Map<String, Value>) -> Option<TokenStream> {
    let mut params = quote!(bitrix24::Params::new());
    for (name, value) in entries {
        let value = open(value)?;
        params.extend(quote!(.param(#name, #value)));
    }
    Some(params)
}

fn integer(number: i64) -> TokenStream {
    let number = Literal::i64_unsuffixed(number);
    quote!(#number)
}

fn literal(text: &str) -> TokenStream {
    quote!(#text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_what_their_macro_takes() {
        let written = |text: &str| {
            let value = scalar_value(Scalar::Decimal, &Value::from(text));
            value.map(|tokens| tokens.to_string().replace(' ', ""))
        };
        for text in ["0", "12.50", "-3.1"] {
            assert_eq!(written(text), Some(format!("bitrix24::dec!({text})")));
        }
        for text in ["NaN", "inf", "-inf", "infinity", "1e5", "+1", "", "a"] {
            assert_eq!(written(text), None, "{text}");
        }
    }
}
