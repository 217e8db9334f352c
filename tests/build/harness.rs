//! Writes, for each method of a schema, how data becomes a request through the typed API.
//!
//! A documented example is data; what users write is code. The functions written here call, for
//! each key of the data, the setter that a user would call, so that the example is checked against
//! the API and not beside it.

mod filter;
mod related;
mod value;

use self::filter::Documented;
use bitrix24_codegen::ir::{
    Access, Event, Field, Method, Module, Object, Placement, Record, Required, Schema, Type,
    TypeKind, TypePath, Use,
};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};

/// The harness of a schema whose modules lie below `root`.
pub(crate) fn harness(schema: &Schema, root: &TokenStream, description: &str) -> String {
    let documented = &Documented::of(description);
    let writer = Writer {
        schema,
        root,
        documented,
    };
    let modules = || schema.modules.iter();
    let entries = modules()
        .flat_map(|module| module.methods.iter().map(move |method| (module, method)))
        .map(|(module, method)| writer.entry(module, method));
    let events = modules()
        .flat_map(|module| &module.events)
        .map(|event| writer.event(event));
    let placements = modules()
        .flat_map(|module| &module.placements)
        .map(|placement| writer.placement(placement));
    let readers = modules()
        .flat_map(|module| module.types.iter().map(move |ty| (module, ty)))
        .filter_map(|(module, ty)| writer.reader(module, ty));
    let tokens = quote! {
        /// Every method, with the function that turns data into typed calls.
        pub static METHODS: &[crate::harness::Entry] = &[#(#entries),*];
        /// Every event, with the function that decodes its data.
        pub static EVENTS: &[crate::harness::Handled] = &[#(#events),*];
        /// Every placement, with the function that decodes its options.
        pub static PLACEMENTS: &[crate::harness::Handled] = &[#(#placements),*];
        /// Converts the data of an event into those of the typed enumeration. Returns `None` for an unknown event.
        pub fn event_data(name: &str, data: bitrix24::Value) -> crate::harness::Typed {
            let data = #root::event::Data::read(name, data).map_err(|mismatch| mismatch.to_string())?;
            let known = !matches!(data, #root::event::Data::Unknown { .. });
            Ok(known.then(|| (data.name().to_owned(), data.to_value())))
        }
        /// Converts the options of a placement into those of the typed enumeration. Returns `None` for an unknown placement.
        pub fn placement_options(code: &str, options: bitrix24::Value) -> crate::harness::Typed {
            let context = #root::placement::Context::read(code, options).map_err(|mismatch| mismatch.to_string())?;
            let known = !matches!(context, #root::placement::Context::Unknown { .. });
            Ok(known.then(|| (context.code().to_owned(), context.to_value())))
        }
        #(#readers)*
    };
    let file = syn::parse2(tokens).expect("the harness is Rust");
    prettyplease::unparse(&file)
}

struct Writer<'a> {
    schema: &'a Schema,
    root: &'a TokenStream,
    documented: &'a Documented,
}

impl Writer<'_> {
    fn entry(&self, module: &Module, method: &Method) -> TokenStream {
        let (name, version) = (&method.name, method.version);
        let request = self.in_module(module, &method.request);
        let error = self.in_module(module, &method.error);
        let function = self.in_module(module, &method.function);
        let positional = method.positional;
        let order = method.params.iter().map(|param| &param.wire);
        let build = self.build(&request, &function, &method.params, &[]);
        let rows = method.errors.iter().map(|row| {
            let (variant, name) = (ident(&row.name), &row.name);
            quote!(#error::#variant => #name,)
        });
        // Functions of their own: the compiler looks at all closures of one body at once, and again
        // for each of them.
        quote! {{
            #[allow(deprecated)]
            fn build(reader: &mut crate::harness::Reader<'_>) -> Result<bitrix24::Params, crate::harness::Mismatch> {
                let request = { #build };
                Ok(crate::harness::params_of(request))
            }
            fn name(kind: &<#request as bitrix24::Request>::Error) -> &'static str {
                match kind {
                    #(#rows)*
                    #error::System(_) => "System",
                    _ => "Unknown",
                }
            }
            fn error(bytes: &[u8]) -> Result<&'static str, String> {
                crate::harness::error::<#request>(bytes, name)
            }
            crate::harness::Entry {
                name: #name,
                version: #version,
                order: if #positional { Some(&[#(#order),*]) } else { None },
                build,
                decode: crate::harness::decode::<#request>,
                error,
            }
        }}
    }

    fn event(&self, event: &Event) -> TokenStream {
        self.handled(&event.name, &event.data)
    }

    fn placement(&self, placement: &Placement) -> TokenStream {
        self.handled(&placement.name, &placement.request)
    }

    /// What a handler receives.
    fn handled(&self, name: &str, path: &TypePath) -> TokenStream {
        let data = self.path(path);
        let described = format!("{}::{}", path.module.join("::"), path.name);
        quote! {
            crate::harness::Handled {
                name: #name,
                data: #described,
                decode: crate::harness::handled::<#data>,
            }
        }
    }

    /// The function that reads a type, for types that are made by calls.
    fn reader(&self, module: &Module, ty: &Type) -> Option<TokenStream> {
        let path = TypePath {
            module: module.path.clone(),
            name: ty.name.clone(),
            library: false,
        };
        let (function, name) = (Self::function(&path), self.path(&path));
        let body = match &ty.kind {
            TypeKind::Object(object) => self.object(&name, object),
            TypeKind::Filter(filter) => self.filter(&name, filter),
            TypeKind::Record(record) if record.keys => {
                return Some(self.keys(&path, &name, record));
            }
            _ => return None,
        };
        Some(quote! {
            #[allow(dead_code)]
            fn #function(
                reader: &mut crate::harness::Reader<'_>,
            ) -> Result<#name, crate::harness::Mismatch> {
                #body
            }
        })
    }

    fn object(&self, name: &TokenStream, object: &Object) -> TokenStream {
        let build = self.build(name, &quote!(#name::new), &object.fields, &object.patterns);
        quote!(Ok({ #build }))
    }

    /// Calls a constructor with the required arguments, then a setter for each key of the data.
    fn build(
        &self,
        owner: &TokenStream,
        constructor: &TokenStream,
        fields: &[Field],
        patterns: &[Field],
    ) -> TokenStream {
        let written = |field: &&Field| field.access != Access::Read;
        let fields: Vec<&Field> = fields.iter().filter(written).collect();
        let arguments = self.arguments(owner, &fields);
        let setters = fields.iter().filter(|field| !is_in_constructor(field));
        let setters = setters.map(|field| self.setter(field));
        let families = patterns.iter().filter(written).map(|field| {
            let (pattern, setter) = (&field.wire, ident(&field.rust));
            let value = self.value(&field.ty);
            quote! {
                for (name, value) in reader.family(#pattern, |reader| #value)? {
                    built = built.#setter(&name, value);
                }
            }
        });
        quote! {
            #[allow(unused_mut)]
            let mut built = #constructor(#(#arguments),*);
            #(#setters)*
            #(#families)*
            reader.finish()?;
            built
        }
    }

    fn setter(&self, field: &Field) -> TokenStream {
        let (wire, aliases, setter) = (&field.wire, &field.aliases, ident(&field.rust));
        let value = self.value(&field.ty);
        quote! {
            if let Some(value) = reader.optional(#wire, &[#(#aliases),*], |reader| #value)? {
                built = match value {
                    crate::harness::Given::Value(value) => built.#setter(value),
                    crate::harness::Given::Null => built.#setter(bitrix24::Clear),
                };
            }
        }
    }

    /// The arguments of a constructor, in its order.
    fn arguments(&self, owner: &TokenStream, fields: &[&Field]) -> Vec<TokenStream> {
        let mut arguments = Vec::new();
        let mut groups: Vec<&str> = Vec::new();
        for field in fields {
            match &field.required {
                Required::Yes => arguments.push(self.argument(field)),
                Required::Either { group, .. } if !groups.contains(&group.as_str()) => {
                    groups.push(group);
                    arguments.push(self.group(owner, group, fields));
                }
                _ => {}
            }
        }
        arguments
    }

    fn argument(&self, field: &Field) -> TokenStream {
        let (wire, aliases, mut value) = (&field.wire, &field.aliases, self.value(&field.ty));
        if field.or_list {
            let ty = self.ty(&field.ty);
            value = quote!(reader.one_or_many::<#ty>());
        }
        quote!(reader.required(#wire, &[#(#aliases),*], |reader| #value)?)
    }

    /// Chooses the alternative whose keys the data has.
    fn group(&self, owner: &TokenStream, group: &str, fields: &[&Field]) -> TokenStream {
        let mut alternatives: Vec<(&str, Vec<&Field>)> = Vec::new();
        for field in fields {
            let Required::Either {
                group: of,
                alternative,
            } = &field.required
            else {
                continue;
            };
            if of != group {
                continue;
            }
            match alternatives
                .iter_mut()
                .find(|(name, _)| name == alternative)
            {
                Some((_, fields)) => fields.push(field),
                None => alternatives.push((alternative, vec![field])),
            }
        }
        let ty = group_type(owner, group);
        let arms = alternatives.iter().map(|(alternative, fields)| {
            let function = ident(&heck::ToSnakeCase::to_snake_case(*alternative));
            let keys = fields.iter().map(|field| &field.wire);
            let arguments = fields.iter().map(|field| self.argument(field));
            quote! {
                if [#(#keys),*].iter().all(|key| reader.has(key)) {
                    #ty::#function(#(#arguments),*)
                } else
            }
        });
        quote!(#(#arms)* { return Err(reader.missing(#group)) })
    }

    /// Orders and selections by the constants of a record.
    fn keys(&self, path: &TypePath, name: &TokenStream, record: &Record) -> TokenStream {
        let (order, select) = (Self::order(path), Self::select(path));
        let sorted = constants(record, Use::Order).map(|(field, constant)| {
            let wire = &field.wire;
            quote!(#wire => crate::harness::by(order, #name::#constant, descending),)
        });
        let selected = constants(record, Use::Select).map(|(field, constant)| {
            let wire = &field.wire;
            quote!(#wire => select.with(#name::#constant),)
        });
        let families = |used: Use| {
            let families = record.patterns.iter();
            families
                .filter(move |field| !field.without.contains(&used))
                .map(|field| &field.wire)
        };
        let related = self.related(record, &|constant| quote!(#name::#constant));
        let through = self.through(path, name, record);
        let (sorted_families, selected_families) = (families(Use::Order), families(Use::Select));
        quote! {
            #[allow(dead_code, unused_variables)]
            fn #order(
                order: bitrix24::Order<#name>,
                name: &str,
                descending: bool,
            ) -> Option<bitrix24::Order<#name>> {
                Some(match name {
                    #(#sorted)*
                    #(_ if bitrix24::runtime::fits(#sorted_families, name) => {
                        crate::harness::by(order, #name::custom::<bitrix24::Value>(name.to_owned()), descending)
                    })*
                    _ => return None,
                })
            }
            #[allow(dead_code, unused_variables)]
            fn #select(
                select: bitrix24::Select<#name>,
                name: &str,
            ) -> Option<bitrix24::Select<#name>> {
                Some(match name {
                    "*" => select.with_all(),
                    "UF_*" => select.with_all_custom(),
                    #(#selected)*
                    #(_ if bitrix24::runtime::fits(#selected_families, name) => {
                        select.with(#name::custom::<bitrix24::Value>(name.to_owned()))
                    })*
                    _ => #related,
                })
            }
            #through
        }
    }

    /// Name of the function that makes an order of a record.
    fn order(path: &TypePath) -> Ident {
        format_ident!("order_{}", Self::function(path))
    }

    /// Name of the function that makes a selection of a record.
    fn select(path: &TypePath) -> Ident {
        format_ident!("select_{}", Self::function(path))
    }

    fn in_module(&self, module: &Module, name: &str) -> TokenStream {
        self.path(&TypePath {
            module: module.path.clone(),
            name: name.to_owned(),
            library: false,
        })
    }

    fn path(&self, path: &TypePath) -> TokenStream {
        let (root, name) = (self.root, ident(&path.name));
        let module = path.module.iter().map(|part| ident(part));
        quote!(#root::#(#module::)*#name)
    }

    /// Name of the function that reads a type.
    fn function(path: &TypePath) -> Ident {
        let module: Vec<&str> = path
            .module
            .iter()
            .map(|part| part.trim_start_matches("r#"))
            .collect();
        let name = heck::ToSnakeCase::to_snake_case(path.name.as_str());
        // A module may end as the name of a type begins.
        format_ident!("read_{name}_in_{}", module.join("_"))
    }
}

fn is_in_constructor(field: &Field) -> bool {
    matches!(field.required, Required::Yes | Required::Either { .. })
}

/// The fields whose constants have that use, and their names.
fn constants(record: &Record, used: Use) -> impl Iterator<Item = (&Field, Ident)> {
    record
        .fields
        .iter()
        .filter(move |field| !field.without.contains(&used))
        .map(|field| (field, ident(&field.constant)))
}

/// The type of a group of alternatives is named after its owner: `GetTarget` of `Get`.
fn group_type(owner: &TokenStream, group: &str) -> TokenStream {
    let path = owner.to_string().replace(' ', "");
    let camel = heck::ToUpperCamelCase::to_upper_camel_case(group);
    format!("{path}{camel}").parse().expect("a type is a path")
}

fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(word) => Ident::new_raw(word, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}
