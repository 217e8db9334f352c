//! Messages about Rust names: those that a schema gives, and those that follow from wire names.

use super::Diagnostic;
use crate::names;
use crate::source::Span;

/// The key of a schema that replaces a default Rust name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// `rust: another_name`.
    Rust,
    /// `name: AnotherName`.
    Name,
    /// The schema may rename it.
    Rename,
    /// The name of a value is its key, and the wire value stands beside it.
    Value,
    /// The schema has no other name for it.
    None,
}

impl Diagnostic {
    /// A named type, or the `name` of one, that is not in `CamelCase`.
    pub fn bad_type_name(span: Span, name: &str) -> Self {
        let problem = Self::error(span, format!("`{name}` cannot be the name of a type"))
            .label("expected a name in CamelCase of ASCII letters and digits");
        let right = names::words(name);
        if right != name
            && names::is_camel(&right)
            && name.contains(|c: char| c.is_ascii_alphabetic())
        {
            problem.help(format!("write `{right}`"))
        } else {
            problem
        }
    }

    /// A name that other code in the same module uses. `what` it names is in the singular: `type`,
    /// `field`.
    pub fn reserved_name(span: Span, what: &str, name: &str, remedy: Remedy) -> Self {
        let problem = Self::error(
            span,
            format!("the {what} cannot be called `{name}`: the name is reserved"),
        )
        .label("emitted or hand-written code beside it uses this name");
        match remedy {
            Remedy::Rust => problem.help("give it another name: `rust: another_name`"),
            Remedy::Name => problem.help("give it another name: `name: AnotherName`"),
            Remedy::Rename | Remedy::Value => problem.help("rename it"),
            Remedy::None => problem,
        }
    }

    /// A name under `rust` that is not an identifier in `snake_case`.
    pub fn bad_rust_name(span: Span, name: &str) -> Self {
        let problem = Self::error(span, format!("`{name}` is not a name in Rust"))
            .label("expected an identifier in snake_case of ASCII letters and digits");
        let right = names::snake(name);
        if names::given(&right).is_some() {
            problem.help(format!("write `{}`", right.trim_start_matches("r#")))
        } else {
            problem
        }
    }

    /// A wire name from which no Rust name follows. `what` it names is in the singular: `type`,
    /// `field`.
    pub fn no_rust_name(span: Span, what: &str, wire: &str, rust: &str, remedy: Remedy) -> Self {
        let what = if wire == rust {
            format!("the {what}")
        } else {
            format!("the {what} `{wire}`")
        };
        let problem = Self::error(
            span,
            format!("{what} would be `{rust}` in Rust, which is not a name"),
        )
        .label("expected ASCII letters, digits and `_`, with a letter or a digit among them");
        match remedy {
            Remedy::Rust => problem.help("give it a Rust name: `rust: another_name`"),
            Remedy::Name => problem.help("give its type a Rust name: `name: AnotherName`"),
            Remedy::Rename => problem.help("rename it"),
            Remedy::Value => problem.help("rename it: `Name: value`, where only the value is sent"),
            Remedy::None => problem,
        }
    }

    /// A namespace with a part that cannot be the name of a module.
    pub fn bad_namespace(span: Span, namespace: &str, part: &str) -> Self {
        let title = if part.is_empty() {
            format!("the namespace `{namespace}` has an empty part")
        } else {
            format!("`{part}` in the namespace `{namespace}` cannot be the name of a module")
        };
        Self::error(span, title)
            .label("expected parts of ASCII letters, digits and `_`, with dots between them")
    }

    /// Two wire names that become one Rust name. `what` they name is in the plural: `methods`,
    /// `fields`, `types`.
    pub fn same_rust_name(
        span: Span,
        first: Span,
        what: &str,
        names: (&str, &str),
        rust: &str,
    ) -> Self {
        let (one, other) = names;
        let problem = Self::error(
            span,
            format!("the {what} `{one}` and `{other}` are both `{rust}` in Rust"),
        )
        .label(format!("becomes `{rust}`"))
        .other(first, format!("becomes `{rust}` too"));
        match what {
            "methods" | "fields" => {
                problem.help("give one of them another name: `rust: another_name`")
            }
            "types" => problem.help("give one of them another name: `name: AnotherName`"),
            _ => problem.help("rename one of them"),
        }
    }
}
