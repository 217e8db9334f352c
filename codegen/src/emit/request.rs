//! Requests: a type, its setters, and the call function that takes the required parameters.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use super::constructor::Constructor;
use super::docs::{self, Docs};
use super::object::{setters, written};
use super::ty::{ModuleContext, ident};
use crate::ir::{Effect, Method, Paging, PagingStyle, Scalar, Ty};

/// The request type and the call function of a method.
pub(crate) fn request(context: ModuleContext<'_>, method: &Method) -> TokenStream {
    let (request, function, error) = (
        ident(&method.request),
        ident(&method.function),
        ident(&method.error),
    );
    let output = output(context, method);
    let typed = holds_objects(&method.answer.ty).then(|| quote!(rt::typed!(#request);));
    let descriptor = descriptor(method);
    let params = written(&method.params);
    let constructor = Constructor::new(context, &method.request, &params);
    let (arguments, insertions) = (constructor.arguments(), constructor.insertions());
    let setters = setters(context, &params);
    let setters = (!setters.is_empty()).then(|| quote!(impl #request { #setters }));
    let groups = constructor.groups();
    let request_docs = Docs::new(&format!(
        "Request of `{}`, made by [`{}()`]",
        method.name,
        method.function.trim_start_matches("r#")
    ))
    .page(method.page.as_deref())
    .outer();
    let call_docs = call_docs(context, &constructor, method).outer();
    let deprecated = method.deprecated.as_ref().map(docs::deprecated);
    // A search for the method's name finds the function. An alias must differ from the item's name.
    let name = &method.name;
    let alias =
        (*name != method.function.trim_start_matches("r#")).then(|| quote!(#[doc(alias = #name)]));
    quote! {
        #request_docs
        #[derive(Clone)]
        #[must_use = "a request does nothing until it is passed to `Client::call`"]
        pub struct #request(rt::Params);
        rt::request!(#request);
        #typed
        // A list of other requests would not help a user who passes something else.
        #[diagnostic::do_not_recommend]
        impl rt::Request for #request {
            type Output = #output;
            type Error = #error;
            const METHOD: &'static rt::Method = #descriptor;
        }
        #setters
        #groups
        #call_docs
        #alias
        #deprecated
        #[inline]
        pub fn #function(#(#arguments),*) -> #request {
            #request(rt::Params::new() #(#insertions)*)
        }
    }
}

fn call_docs(context: ModuleContext<'_>, constructor: &Constructor<'_>, method: &Method) -> Docs {
    let docs = constructor.list(docs::call(context, method));
    let docs =
        docs.maybe((!method.errors.is_empty()).then(|| format!("Errors: [`{}`].", method.error)));
    docs::access(docs::notes(docs, &method.notes), method).example(method.example.as_deref())
}

fn output(context: ModuleContext<'_>, method: &Method) -> TokenStream {
    let ty = context.value(&method.answer.ty);
    if method.answer.nullable && method.answer.ty != Ty::Scalar(Scalar::None) {
        quote!(Option<#ty>)
    } else {
        ty
    }
}

/// Whether rows of an answer may be read as a user's struct. For a named type that is not an
/// object, the method exists but the compiler refuses to call it.
fn holds_objects(ty: &Ty) -> bool {
    match ty {
        Ty::Named(_) => true,
        Ty::List(item) | Ty::Map(_, item) | Ty::Nullable(item) => holds_objects(item),
        _ => false,
    }
}

fn descriptor(method: &Method) -> TokenStream {
    let (name, kind) = (
        &method.name,
        ident(match method.effect {
            Effect::Read => "read",
            Effect::Write => "write",
        }),
    );
    let mut facts = Vec::new();
    if method.version != 2 {
        let version = Literal::u8_unsuffixed(method.version);
        facts.push(quote!(version: #version));
    }
    if let Some(at) = &method.answer.at {
        facts.push(quote!(at: Some(#at)));
    }
    if method.answer.bare {
        facts.push(quote!(bare: true));
    }
    if let Some(failure) = &method.answer.failure {
        let (code, message) = (
            optional(failure.code.as_ref()),
            optional(failure.message.as_ref()),
        );
        facts.push(quote!(failure: Some(rt::FailurePath { code: #code, message: #message })));
    }
    if method.positional {
        let order = method.params.iter().map(|param| &param.wire);
        facts.push(quote!(positional: true));
        facts.push(quote!(order: &[#(#order),*]));
    }
    if !method.batch {
        facts.push(quote!(batch: false));
    }
    if let Some(paging) = &method.paging {
        let size = Literal::u32_unsuffixed(paging.size);
        let style = style(paging);
        let cursor = match &paging.cursor {
            Some(cursor) => {
                let (field, response, inferred) =
                    (&cursor.field, &cursor.response, cursor.inferred);
                quote!(Some(rt::Cursor { field: #field, response: #response, inferred: #inferred }))
            }
            None => quote!(None),
        };
        facts.push(
            quote!(paging: Some(rt::Paging { size: #size, style: rt::PagingStyle::#style, cursor: #cursor })),
        );
    }
    if facts.is_empty() {
        quote!(&rt::Method::#kind(#name))
    } else {
        quote!(&rt::Method { #(#facts,)* ..rt::Method::#kind(#name) })
    }
}

fn style(paging: &Paging) -> TokenStream {
    let window = paging.window.as_ref().map(|window| {
        let at = &window.at;
        let limit = optional(window.limit.as_ref());
        let most = optional(window.most.map(Literal::u32_unsuffixed));
        quote!((rt::Window { at: #at, limit: #limit, most: #most }))
    });
    let most = (paging.style == PagingStyle::Page).then(|| {
        let most = optional(paging.most.map(Literal::u32_unsuffixed));
        quote!({ most: #most })
    });
    let name = ident(match paging.style {
        PagingStyle::Start => "Start",
        PagingStyle::Page => "Pagination",
        PagingStyle::Offset => "Offset",
        PagingStyle::Number => "Number",
    });
    quote!(#name #window #most)
}

fn optional(value: Option<impl ToTokens>) -> TokenStream {
    match value {
        Some(value) => quote!(Some(#value)),
        None => quote!(None),
    }
}
