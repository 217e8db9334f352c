//! Messages about what names mean: types, scopes, Rust names, errors, examples.

use super::Diagnostic;
use crate::source::Span;

impl Diagnostic {
    /// A type that neither the language nor any file has.
    pub fn unknown_type<'a>(
        span: Span,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self::error(span, format!("unknown type `{name}`"))
            .label("no such type")
            .suggest("known types", name, known)
    }

    /// Text that is not a type expression.
    pub fn bad_type_expression(span: Span, text: &str, what: &str) -> Self {
        Self::error(span, format!("`{text}` is not a type: {what}")).label("expected a type expression").help(
            "a type is a name, `T[]`, `map<K,V>`, `id<T>`, `filter<T>`, `order<T>`, `select<T>` or `A|B`",
        )
    }

    /// Types that hold each other without a list or a map between them.
    pub fn type_cycle(span: Span, path: &[impl AsRef<str>]) -> Self {
        let path: Vec<&str> = path.iter().map(AsRef::as_ref).collect();
        let first = path.first().copied().unwrap_or_default();
        Self::error(span, format!("type `{first}` holds itself"))
            .label(path.join(" → "))
            .help("a value of it would have no end; put a list (`T[]`) or a map between, or refer by `id<T>`")
    }

    /// A scope that the documentation does not list.
    pub fn unknown_scope<'a>(
        span: Span,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self::error(span, format!("unknown scope `{name}`"))
            .label("not a documented scope")
            .suggest("known scopes", name, known)
    }

    /// A required key of a filter without such a field.
    pub fn required_key_no_field<'a>(
        span: Span,
        key: &str,
        owner: &str,
        fields: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let field = key.trim_start_matches(|first: char| !first.is_alphanumeric() && first != '_');
        Self::error(
            span,
            format!("the filter requires `{key}`, but `{owner}` has no field `{field}`"),
        )
        .label("no such field")
        .suggest("fields", field, fields)
    }

    /// An error whose key cannot be the name of a variant.
    pub fn error_without_name(span: Span, key: &str, code: &str) -> Self {
        let problem = if key.is_empty() {
            Self::error(span, format!("the error `{code}` has no variant name"))
        } else {
            Self::error(
                span,
                format!("`{key}` cannot be the name of an error's variant"),
            )
        };
        problem.label("expected a name in CamelCase").help(format!(
            "name the variant by what it means: `AccessDenied: {{ code: {} }}`",
            code_text(code)
        ))
    }

    /// Two errors of one method with the same code and message, which no answer distinguishes.
    pub fn duplicate_error(span: Span, first: Span, names: (&str, &str)) -> Self {
        let (one, other) = names;
        Self::error(
            span,
            format!("the errors `{one}` and `{other}` have the same code and message"),
        )
        .label("an answer could never select this one")
        .other(first, "it would always select this one")
        .help("remove one, or give the messages that distinguish them")
    }

    /// Two errors of one method that become one variant.
    pub fn duplicate_error_name(span: Span, first: Span, names: (&str, &str), rust: &str) -> Self {
        let (one, other) = names;
        Self::error(
            span,
            format!("the errors `{one}` and `{other}` are one variant, `{rust}`"),
        )
        .label(format!("becomes `{rust}`"))
        .other(first, format!("becomes `{rust}` too"))
    }

    /// A documented payload that the schema does not allow. The path is that of the value in the
    /// payload.
    pub fn example_contradicts(span: Span, json_path: &str, expected: &str, found: &str) -> Self {
        Self::error(span, format!("the example contradicts the schema at `{json_path}`"))
            .label(format!("`{json_path}`: expected {expected}, found {found}"))
            .help(
                "fix the schema; where the documentation is wrong, say so in the example: `contradicts: <reason>`",
            )
    }

    /// An example with `contradicts` that agrees with the schema.
    pub fn example_agrees(span: Span) -> Self {
        Self::error(span, "the example agrees with the schema")
            .label("`contradicts` no longer applies")
            .help("remove `contradicts`")
    }

    /// An example of a kind that its method, event or placement cannot have.
    pub fn misplaced_example(span: Span, what: &str, kinds: &str) -> Self {
        Self::error(span, format!("{what} has no example of this kind"))
            .label(format!("expected {kinds}"))
    }

    /// An example of a method that no file describes.
    pub fn unknown_method<'a>(
        span: Span,
        name: &str,
        known: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        Self::error(span, format!("no file describes `{name}`"))
            .label("no such method, event or placement")
            .suggest("known methods", name, known)
    }

    /// Two events, or two placements, that a handler cannot distinguish.
    pub fn same_handler_name(
        span: Span,
        first: Span,
        what: &str,
        entries: (&str, &str),
        name: &str,
    ) -> Self {
        let (one, other) = entries;
        let problem = if one == other {
            Self::error(span, format!("the {what} `{one}` is described twice"))
        } else {
            Self::error(
                span,
                format!("the {what}s `{one}` and `{other}` are both `{name}`"),
            )
        };
        problem
            .label("a handler cannot distinguish it")
            .other(first, "from this one")
    }

    /// A file whose path does not match its namespace.
    pub fn misplaced_file(span: Span, namespace: &str, expected: &str) -> Self {
        Self::error(
            span,
            format!("the namespace `{namespace}` belongs in `{expected}`"),
        )
        .label(format!("this file is not `{expected}`"))
        .help("a method's name is the path of its file; move the file or fix the namespace")
    }
}

fn code_text(code: &str) -> String {
    if code.is_empty() || code.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("{code:?}")
    } else {
        code.to_owned()
    }
}
