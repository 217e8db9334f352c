//! The objects of the language by position: what a path of keys leads to, and its name in messages.

use std::fmt;

/// An object of the language, or a mapping from names to such objects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A file of the schema.
    File,
    /// A named type.
    Type,
    /// A field of an object.
    Field,
    /// A parameter of a method: written as a field is.
    Parameter,
    /// A value of an enumeration.
    Value,
    /// An object under `required`.
    Requirement,
    /// Operators that do not work on some types.
    Refusal,
    /// How values are sent in one place.
    Formats,
    /// A method.
    Method,
    /// An object under `deprecated` of a method or an event.
    Deprecation,
    /// An answer of a method.
    Answer,
    /// An object under `paging`.
    Paging,
    /// An object under `cursor`.
    Cursor,
    /// Where a result has an error.
    Failure,
    /// An error of a method.
    Error,
    /// What is wrong with fields of a request.
    Violation,
    /// What no page says of a method.
    Note,
    /// An event.
    Event,
    /// A placement.
    Placement,
    /// A correction.
    Correction,
    /// A file of examples.
    Examples,
    /// One example.
    Example,
    /// Entries by name, each of the same shape.
    Names(Entries),
    /// A list of objects of the same shape.
    List(Entries),
    /// A scalar, a list of scalars, or JSON: no object of the language below.
    Leaf,
}

/// The kind of the entries of a mapping from names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Entries {
    /// [`Shape::Type`]
    Types,
    /// [`Shape::Field`]
    Fields,
    /// [`Shape::Parameter`]
    Parameters,
    /// [`Shape::Value`]
    Values,
    /// [`Shape::Refusal`]
    Refusals,
    /// [`Shape::Method`]
    Methods,
    /// [`Shape::Event`]
    Events,
    /// [`Shape::Placement`]
    Placements,
    /// [`Shape::Error`]
    Errors,
    /// [`Shape::Violation`]
    Violations,
    /// [`Shape::Note`]
    Notes,
    /// [`Shape::Correction`]
    Corrections,
    /// [`Shape::Example`]
    Examples,
}

impl Entries {
    /// The shape of each entry.
    pub fn each(self) -> Shape {
        match self {
            Self::Types => Shape::Type,
            Self::Fields => Shape::Field,
            Self::Parameters => Shape::Parameter,
            Self::Values => Shape::Value,
            Self::Refusals => Shape::Refusal,
            Self::Methods => Shape::Method,
            Self::Events => Shape::Event,
            Self::Placements => Shape::Placement,
            Self::Errors => Shape::Error,
            Self::Violations => Shape::Violation,
            Self::Notes => Shape::Note,
            Self::Corrections => Shape::Correction,
            Self::Examples => Shape::Example,
        }
    }
}

impl Shape {
    /// The shape of the value of a key.
    pub fn child(self, key: &str) -> Self {
        use Entries as E;
        match (self, key) {
            (Self::Names(entries) | Self::List(entries), _) => entries.each(),
            (Self::File, "types") => Self::Names(E::Types),
            (Self::File, "methods") => Self::Names(E::Methods),
            (Self::File, "events") => Self::Names(E::Events),
            (Self::File, "placements") => Self::Names(E::Placements),
            (Self::File, "corrections") => Self::List(E::Corrections),
            (Self::Type | Self::Field | Self::Parameter | Self::Answer, "fields" | "patterns")
            | (Self::Event, "data")
            | (Self::Placement, "options" | "request") => Self::Names(E::Fields),
            (Self::Type | Self::Field | Self::Parameter, "values") | (Self::Placement, "codes") => {
                Self::Names(E::Values)
            }
            (Self::Field | Self::Parameter, "required") => Self::Requirement,
            (Self::Field | Self::Parameter, "formats") => Self::Formats,
            (Self::Field | Self::Parameter, "refused") => Self::List(E::Refusals),
            (Self::Method, "params") => Self::Names(E::Parameters),
            (Self::Method | Self::Event, "deprecated") => Self::Deprecation,
            (Self::Method, "result") => Self::Answer,
            (Self::Method, "paging") => Self::Paging,
            (Self::Method | Self::Event | Self::Placement, "notes") => Self::List(E::Notes),
            (Self::Error, "validation") => Self::List(E::Violations),
            (Self::File | Self::Method, "errors") => Self::Names(E::Errors),
            (Self::Paging, "cursor") => Self::Cursor,
            (Self::Answer, "failure") => Self::Failure,
            (Self::Examples, "examples") => Self::List(E::Examples),
            _ => Self::Leaf,
        }
    }

    /// Its name in messages: that of its key, if it occurs under one key only.
    pub fn noun(self) -> &'static str {
        match self {
            Self::File => "file",
            Self::Type => "type",
            Self::Field => "field",
            Self::Parameter => "parameter",
            Self::Value => "value",
            Self::Requirement => "`required`",
            Self::Refusal => "refusal",
            Self::Formats => "`formats`",
            Self::Method => "method",
            Self::Deprecation => "`deprecated`",
            Self::Answer => "`result`",
            Self::Paging => "`paging`",
            Self::Cursor => "`cursor`",
            Self::Failure => "`failure`",
            Self::Error => "error",
            Self::Violation => "violation",
            Self::Note => "note",
            Self::Event => "event",
            Self::Placement => "placement",
            Self::Correction => "correction",
            Self::Examples => "file of examples",
            Self::Example => "example",
            Self::Names(_) => "mapping of names",
            Self::List(_) => "list",
            Self::Leaf => "fact",
        }
    }

    /// The object that `path` leads to.
    pub fn at<'a>(self, path: impl IntoIterator<Item = &'a str>) -> Owner {
        let mut owner = Owner {
            shape: self,
            noun: self.noun(),
            name: None,
        };
        for step in path {
            let named = matches!(owner.shape, Self::Names(_));
            let shape = owner.shape.child(step);
            owner = Owner {
                shape,
                noun: shape.noun(),
                name: named.then(|| step.to_owned()),
            };
        }
        owner
    }
}

/// An object in a file, with its name if it has one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Owner {
    /// Its shape.
    pub shape: Shape,
    /// Its kind in messages.
    pub noun: &'static str,
    /// Its name.
    pub name: Option<String>,
}

impl Owner {
    /// Any object of its kind: `a method`, `an error`.
    pub fn any(&self) -> String {
        let article = match self.noun.as_bytes() {
            [b'`', ..] => return self.noun.to_owned(),
            [b'a' | b'e' | b'i' | b'o' | b'u', ..] => "an",
            _ => "a",
        };
        format!("{article} {}", self.noun)
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{} `{name}`", self.noun),
            None if self.noun.starts_with('`') => f.write_str(self.noun),
            None => write!(f, "the {}", self.noun),
        }
    }
}
