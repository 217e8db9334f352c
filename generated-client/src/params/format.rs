//! How values are written where a field of the API differs from others: files that the portal has
//! already, yes and no.

use super::{Erased, Params};
use crate::pattern::fits;
use crate::value::{Map, Value};
use crate::values::{File, remove_addresses};

/// How the values of one field are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Formats {
    /// How yes and no are written.
    pub boolean: BooleanFormat,
    /// How a file that the portal has already is written.
    pub file: FileFormat,
}

/// How one field of an object is written, for objects that are sent as a whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FieldFormat {
    /// Its name, or the pattern of a family.
    pub name: &'static str,
    /// What it holds.
    pub holds: Held,
    /// How its values are written.
    pub formats: Formats,
}

/// What a field holds, as far as the JSON of its values does not say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Anything else.
    Other,
    /// Yes or no, so that `Y` is not a text.
    Boolean,
    /// Files, so that a number is that of a file.
    File,
}

/// How yes and no are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BooleanFormat {
    /// As their type is: `true` or `Y`.
    #[default]
    Unchanged,
    /// `Y` and `N`.
    Flag,
    /// 1 and 0.
    Number,
}

/// How a file that the portal has already is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FileFormat {
    /// Its number.
    #[default]
    Id,
    /// `{"id": number}`.
    Object,
}

/// What the type of an argument says about its JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Form {
    /// Nothing.
    #[default]
    Other,
    /// Yes or no: `true` or `Y`.
    Boolean,
    /// A file.
    File,
    /// A value of an emitted type, such as a record, which may hold files.
    Typed,
    /// JSON as it is read from an answer, which may hold files.
    Read,
}

impl Form {
    /// The form of several values.
    pub(super) fn with(self, other: Self) -> Self {
        if self.may_hold_files() { self } else { other }
    }

    /// The form of an object with such values.
    pub(super) fn around(self) -> Self {
        if self.may_hold_files() {
            self
        } else {
            Self::Other
        }
    }

    fn may_hold_files(self) -> bool {
        matches!(self, Self::Typed | Self::Read)
    }
}

impl Formats {
    /// The value as it is written here.
    pub(super) fn apply(self, value: &mut Value, form: Form) {
        if let Value::List(items) = value
            && form != Form::File
        {
            for item in items {
                self.apply(item, form);
            }
            return;
        }
        match (form, value) {
            // The others are a value of any type, as it was read.
            (Form::Boolean, value)
            | (Form::Other | Form::Typed | Form::Read, value @ Value::Bool(_)) => {
                self.boolean.apply(value);
            }
            (_, value) => self.file.apply(value, form),
        }
    }
}

impl BooleanFormat {
    fn apply(self, value: &mut Value) {
        let yes = match value {
            Value::Bool(yes) => *yes,
            Value::Text(text) if text == "Y" => true,
            Value::Text(text) if text == "N" => false,
            _ => return,
        };
        match self {
            Self::Unchanged => {}
            Self::Flag => *value = if yes { "Y" } else { "N" }.into(),
            Self::Number => *value = Value::Integer(yes.into()),
        }
    }
}

impl FileFormat {
    fn apply(self, value: &mut Value, form: Form) {
        let id = match value {
            Value::List(items) => {
                for item in items {
                    self.apply(item, form);
                }
                return;
            }
            Value::Integer(id) if form == Form::File => Some(*id),
            Value::Map(map) => {
                let id = File::stored_in(map);
                if id.is_none() && form == Form::Typed {
                    // Files inside of a record are in places of their own.
                    for (_, inner) in map.iter_mut() {
                        Self::default().apply(inner, form);
                    }
                }
                id
            }
            _ => None,
        };
        if let Some(id) = id {
            *value = match self {
                Self::Id => Value::Integer(id),
                Self::Object => Value::Map(Map::from([("id".to_owned(), Value::Integer(id))])),
            };
        }
    }
}

impl Params {
    /// The conditions whose values are yes or no.
    pub(crate) fn booleans(&self) -> &[String] {
        &self.booleans
    }

    /// Notes that the value of a condition is yes or no.
    pub(crate) fn note_form(&mut self, key: &str, form: Form) {
        if form == Form::Boolean && !self.booleans.iter().any(|known| known == key) {
            self.booleans.push(key.to_owned());
        }
    }

    /// Writes yes and no in conditions on fields of the families, in groups too.
    pub(crate) fn booleans_as(mut self, patterns: &[&str], format: BooleanFormat) -> Self {
        let of_family = |key: &String| {
            let name = key.trim_start_matches(|sign: char| !sign.is_alphanumeric() && sign != '_');
            patterns.iter().any(|pattern| fits(pattern, name))
        };
        self.booleans.retain(of_family);
        if !self.booleans.is_empty() {
            convert(&mut self.entries, &self.booleans, format);
        }
        self
    }
}

fn convert(entries: &mut Map<String, Value>, keys: &[String], format: BooleanFormat) {
    let formats = Formats {
        boolean: format,
        ..Formats::default()
    };
    let names: Vec<String> = entries.keys().cloned().collect();
    for name in names {
        match entries.get_mut(&name) {
            Some(value) if keys.contains(&name) => formats.apply(value, Form::Boolean),
            Some(Value::Map(group)) => convert(group, keys, format),
            _ => {}
        }
    }
}

impl Erased {
    /// The value in these formats.
    pub(super) fn formatted(mut self, formats: Formats) -> Self {
        if let Some(value) = &mut self.value {
            formats.apply(value, self.form);
        }
        self
    }

    /// The object, or each of several, with its fields in their formats.
    pub(super) fn with_field_formats(mut self, formats: &[FieldFormat]) -> Self {
        if let Some(value) = &mut self.value {
            format_fields(value, self.form, formats);
        }
        self
    }

    /// The value without addresses of files, which contain tokens. A file in a record is its number;
    /// in JSON it remains an object, since the place may be of a method that wants one.
    pub(super) fn without_addresses(mut self) -> Self {
        match self.form {
            Form::Typed => self.formatted(Formats::default()),
            Form::Read => {
                if let Some(value) = &mut self.value {
                    remove_addresses(value);
                }
                self
            }
            _ => self,
        }
    }
}

fn format_fields(value: &mut Value, form: Form, formats: &[FieldFormat]) {
    match value {
        Value::List(items) => {
            for item in items {
                format_fields(item, form, formats);
            }
        }
        Value::Map(fields) => {
            for (name, value) in fields.iter_mut() {
                if let Some(field) = formats.iter().find(|field| fits(field.name, name)) {
                    let form = match field.holds {
                        Held::Other => form,
                        Held::Boolean => Form::Boolean,
                        Held::File => Form::File,
                    };
                    field.formats.apply(value, form);
                }
            }
        }
        _ => {}
    }
}
