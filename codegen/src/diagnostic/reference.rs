//! Messages about known types and names that do not fit in their position.

use super::Diagnostic;
use crate::source::Span;

impl Diagnostic {
    /// A named type without a kind, or with several.
    pub fn unclear_type(span: Span, name: &str, kinds: &[&str]) -> Self {
        match kinds {
            [] => Self::error(span, format!("the type `{name}` has no kind"))
                .label("expected `fields`, `values`, `type` or `key`"),
            kinds => Self::error(
                span,
                format!(
                    "the type `{name}` has several kinds: {}",
                    kinds.join(" and ")
                ),
            )
            .label("a type is only one of them"),
        }
    }

    /// `id<T>` of something that has no identifiers.
    pub fn no_identifiers(span: Span, name: &str) -> Self {
        Self::error(span, format!("`{name}` has no identifiers"))
            .label("expected an object or a marker")
            .help("`id<T>` points at a type with `fields` or with `key` alone")
    }

    /// `filter<T>`, `order<T>` or `select<T>` of something that has no fields.
    pub fn no_fields(span: Span, name: &str) -> Self {
        Self::error(span, format!("`{name}` has no fields to name"))
            .label("expected an object")
            .help("`filter<T>`, `order<T>` and `select<T>` take a type with `fields`")
    }

    /// A type that is not allowed in this position.
    pub fn misplaced_type(span: Span, text: &str, why: &str) -> Self {
        Self::error(span, format!("`{text}` is not allowed here: {why}")).label("not here")
    }

    /// A generic type with the wrong number of arguments.
    pub fn wrong_arguments(span: Span, name: &str, expected: &str) -> Self {
        Self::error(span, format!("`{name}` takes {expected}")).label("wrong arguments")
    }

    /// A field without any fact that gives its type.
    pub fn field_without_type(span: Span, name: &str) -> Self {
        Self::error(span, format!("`{name}` has no type"))
            .label("expected `type`, `values` or `fields`")
            .help("where the documentation gives no type, write `type: any`")
    }

    /// An operator that the runtime does not know.
    pub fn unknown_operator<'a>(
        span: Span,
        operator: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self::error(span, format!("unknown operator `{operator}`"))
            .label("not an operator of a filter")
            .suggest("known operators", operator, known)
    }

    /// An operator that is not among those of its filter.
    pub fn operator_of_no_filter(span: Span, operator: &str, own: &[&str]) -> Self {
        let problem = Self::error(span, format!("the filter has no operator `{operator}`"))
            .label("not among the `operators` of this filter");
        if own.is_empty() {
            problem.help("list all operators of the filter under `operators`")
        } else {
            problem.help(format!("operators: {}", super::quoted(own)))
        }
    }

    /// A fact that only some fields can have.
    pub fn pointless(span: Span, what: &str, why: &str) -> Self {
        Self::error(span, format!("{what} has no effect here: {why}")).label("remove it")
    }

    /// A version of the protocol that does not exist or contradicts the file's name.
    pub fn wrong_version(span: Span, version: u8) -> Self {
        Self::error(span, format!("the REST protocol has no version {version}"))
            .label("expected 2 or 3")
    }

    /// A value of an enumeration that two variants claim.
    pub fn duplicate_value(span: Span, first: Span, wire: &str) -> Self {
        Self::error(span, format!("the value `{wire}` has two variants"))
            .label("an answer could never select this one")
            .other(first, "it would always select this one")
    }

    /// A deprecated method whose replacement no file describes although its namespace exists.
    pub fn unknown_replacement<'a>(
        span: Span,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self::error(span, format!("the replacement `{name}` does not exist"))
            .label("no such method")
            .suggest("known methods", name, known)
    }

    /// A note without a public source.
    pub fn no_source(span: Span, source: &str) -> Self {
        Self::error(span, format!("`{source}` is not a public address"))
            .label("expected an address that begins with `https://`")
            .help("a note states what a portal does and no page says, so it needs a source that everybody can read")
    }

    /// Paging of a method's own that does not say which parameter chooses a page.
    pub fn paging_without_parameter(span: Span, style: &str) -> Self {
        Self::error(span, format!("paging by `{style}` names no parameter"))
            .label("`at` must be given")
            .help("`at` is the parameter that says where a page begins, such as `at: OFFSET`")
    }

    /// A parameter of paging that the method does not have.
    pub fn unknown_paging_parameter<'a>(
        span: Span,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self::error(span, format!("the method has no parameter `{name}`"))
            .label("not a parameter there")
            .suggest("known parameters", name, known)
    }

    /// An example whose body is not JSON.
    pub fn no_json(span: Span, why: &str) -> Self {
        Self::error(span, "the example is not JSON").label(why.to_owned())
    }
}
