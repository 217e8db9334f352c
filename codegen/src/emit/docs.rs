//! The documentation of emitted items, composed from facts.

use proc_macro2::TokenStream;
use quote::quote;

use super::ty::ModuleContext;
use crate::ir::{Access, Answer, Deprecated, Field, Method, Note, Required, Scalar, Ty, Type};

/// Lines of documentation, as attributes.
#[derive(Debug, Default)]
pub(crate) struct Docs(Vec<String>);

impl Docs {
    /// Starts with a sentence.
    pub(crate) fn new(sentence: &str) -> Self {
        Self(vec![end_sentence(sentence)])
    }

    /// Adds a paragraph.
    pub(crate) fn paragraph(mut self, text: &str) -> Self {
        self.0.push(String::new());
        self.0.push(end_sentence(text));
        self
    }

    /// Adds a paragraph if it is `Some`.
    pub(crate) fn maybe(self, text: Option<String>) -> Self {
        match text {
            Some(text) => self.paragraph(&text),
            None => self,
        }
    }

    /// Adds a list under a heading.
    pub(crate) fn list(mut self, heading: &str, lines: impl IntoIterator<Item = String>) -> Self {
        let mut lines = lines.into_iter().peekable();
        if lines.peek().is_some() {
            self.0
                .extend([String::new(), heading.to_owned(), String::new()]);
            self.0.extend(lines.map(|line| format!("- {line}")));
        }
        self
    }

    /// Adds code as an example. It is not compiled with the documentation: a whole API has too many.
    pub(crate) fn example(mut self, code: Option<&str>) -> Self {
        if let Some(code) = code {
            let heading = ["", "# Examples", "", "```ignore"].map(str::to_owned);
            self.0.extend(heading);
            self.0.extend(code.lines().map(str::to_owned));
            self.0.push("```".to_owned());
        }
        self
    }

    /// Adds the address of the documentation.
    pub(crate) fn page(self, page: Option<&str>) -> Self {
        self.maybe(page.map(|page| format!("Documentation: <{page}>")))
    }

    /// The attributes of an item.
    pub(crate) fn outer(self) -> TokenStream {
        let lines = self.0.into_iter().map(spaced);
        quote!(#(#[doc = #lines])*)
    }

    /// The inner attributes of a module.
    pub(crate) fn inner(self) -> TokenStream {
        let lines = self.0.into_iter().map(spaced);
        quote!(#(#![doc = #lines])*)
    }
}

/// The documentation of a field of an answer.
pub(crate) fn field(context: ModuleContext<'_>, field: &Field) -> TokenStream {
    let mut facts = vec![format!("Type {}", context.value_in_words(&field.ty))];
    match field.access {
        Access::Read => facts.push("read only".to_owned()),
        Access::Create => facts.push("written only when the object is added".to_owned()),
        Access::Write => facts.push("written only".to_owned()),
        Access::All => {}
    }
    if field.nullable {
        facts.push("can be `null`".to_owned());
    }
    if field.deprecated {
        facts.push("deprecated".to_owned());
    }
    Docs::new(&sentence(field))
        .paragraph(&facts.join(", "))
        .outer()
}

/// The documentation of a parameter with a setter.
pub(crate) fn parameter(context: ModuleContext<'_>, field: &Field) -> TokenStream {
    Docs::new(&sentence(field))
        .paragraph(&parameter_facts(context, field))
        .outer()
}

/// One line about a parameter that a constructor takes.
pub(crate) fn argument(context: ModuleContext<'_>, field: &Field) -> String {
    format!(
        "`{}` — {} {}",
        field.rust.trim_start_matches("r#"),
        sentence(field),
        parameter_facts(context, field)
    )
}

fn parameter_facts(context: ModuleContext<'_>, field: &Field) -> String {
    let mut facts = vec![format!("Type {}", context.in_words(&field.ty))];
    if field.or_list {
        facts.push("also a list of such".to_owned());
    }
    match &field.required {
        Required::Yes => facts.push("required".to_owned()),
        Required::No | Required::Either { .. } => {}
        Required::Unknown => facts.push("whether it is required is not documented".to_owned()),
        Required::When(condition) => facts.push(format!("required when {condition}")),
    }
    if let Some(default) = &field.default {
        facts.push(format!("default `{default}`"));
    }
    if field.access == Access::Create {
        facts.push("cannot be changed later".to_owned());
    }
    if field.nullable {
        facts.push("can be cleared with `Clear`".to_owned());
    }
    if field.deprecated {
        facts.push("deprecated".to_owned());
    }
    end_sentence(&facts.join(", "))
}

fn sentence(field: &Field) -> String {
    match &field.doc {
        Some(doc) => end_sentence(doc),
        None => format!("Field `{}`.", field.wire),
    }
}

/// The documentation of a type.
pub(crate) fn ty(ty: &Type) -> Docs {
    let wire = ty
        .wire
        .as_ref()
        .map(|wire| format!("The documentation calls it `{wire}`."));
    Docs::new(&ty.doc).maybe(wire).page(ty.page.as_deref())
}

/// The documentation of a call function, without its parameters.
pub(crate) fn call(context: ModuleContext<'_>, method: &Method) -> Docs {
    let name = match method.version {
        3 => format!("Calls `{}` of REST 3.0.", method.name),
        _ => format!("Calls `{}`.", method.name),
    };
    Docs::new(&method.doc)
        .paragraph(&name)
        .maybe(answer(context, &method.answer))
}

/// The type of an answer, and what it is. The signature of a call function shows neither.
fn answer(context: ModuleContext<'_>, answer: &Answer) -> Option<String> {
    let what = answer.doc.as_ref().map(|doc| lower_first(doc));
    if answer.ty == Ty::Scalar(Scalar::None) {
        return what.map(|what| format!("Answers: {what}"));
    }
    let mut text = format!("Answers {}", context.value_in_words(&answer.ty));
    if answer.nullable {
        text.push_str(" or `None`");
    }
    if let Some(what) = what {
        text.push_str(": ");
        text.push_str(&what);
    }
    Some(text)
}

/// The attribute of what the documentation advises against.
pub(crate) fn deprecated(deprecated: &Deprecated) -> TokenStream {
    let replacement = deprecated
        .replacement
        .as_ref()
        .map(|name| format!("use `{name}` instead"));
    let note = match (replacement, &deprecated.note) {
        (Some(replacement), Some(note)) => format!("{replacement}: {note}"),
        (Some(text), None) => text,
        (None, Some(note)) => note.clone(),
        (None, None) => "the documentation advises against this method".to_owned(),
    };
    quote!(#[deprecated(note = #note)])
}

/// What callers and handlers should know beside the fields: what its page says, and what a portal
/// does that no page says.
pub(crate) fn notes(docs: Docs, notes: &[Note]) -> Docs {
    let of_page = notes.iter().filter(|note| note.source.is_none());
    let docs = docs.list("Notes:", of_page.map(|note| end_sentence(&note.text)));
    let sourced = notes.iter().filter_map(|note| {
        let source = note.source.as_ref()?;
        Some(format!("{} (<{source}>)", end_sentence(&note.text)))
    });
    docs.list("Not in the documentation:", sourced)
}

/// Who may call a method, and the page that documents it.
pub(crate) fn access(docs: Docs, method: &Method) -> Docs {
    let scopes: Vec<_> = method
        .scope
        .iter()
        .map(|scope| format!("`{scope}`"))
        .collect();
    let scope = match scopes.as_slice() {
        [] => None,
        [one] => Some(format!("Scope: {one}.")),
        many => Some(format!("Scope: any of {}.", many.join(", "))),
    };
    let access = method
        .access
        .as_ref()
        .map(|who| format!("Who may call it: {}", lower_first(who)));
    docs.maybe(scope).maybe(access).page(method.page.as_deref())
}

/// A sentence as a part of another one: without its capital letter and full stop.
pub(crate) fn clause(text: &str) -> String {
    lower_first(text.trim().trim_end_matches('.'))
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        // A word in upper case is an abbreviation and does not change.
        Some(first)
            if !letters
                .as_str()
                .starts_with(|second: char| second.is_uppercase()) =>
        {
            first.to_lowercase().chain(letters).collect()
        }
        _ => text.to_owned(),
    }
}

fn end_sentence(text: &str) -> String {
    let text = text.trim();
    let ended = text.ends_with(['.', ':', '!', '?', '>']);
    if ended {
        text.to_owned()
    } else {
        format!("{text}.")
    }
}

fn spaced(line: String) -> String {
    if line.is_empty() {
        line
    } else {
        format!(" {}", line.replace('\n', "\n "))
    }
}
