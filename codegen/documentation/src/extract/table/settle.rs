//! Adjusts the type and the default of a field by the words of its row.

use crate::extract::default;
use crate::extract::draft::{Field, Scalar, Shape};
use crate::extract::prose::{self, Line};

impl Field {
    /// Whether it is an object with names of its own. What filters and sets of fields have for keys
    /// are other fields.
    pub(super) fn holds_named(&self) -> bool {
        let name = self.name.to_lowercase();
        self.type_.shape.item() == &Shape::Object
            && !["filter", "order", "select", "sort", "fields"]
                .iter()
                .any(|word| name.contains(word))
    }

    /// Sets the default that its row states. A filter has none but a whole condition: what is
    /// called one is an operator.
    pub(super) fn settle_default(
        &mut self,
        column: Option<&String>,
        description: &[Line],
        third: bool,
    ) {
        let stated = match column {
            Some(text) => Some(default::Said::Code {
                text: text.clone(),
                line: self.line,
            }),
            None => default::default(description, &self.type_.shape),
        };
        let name = self.name.to_lowercase();
        let is_scalar = matches!(
            self.type_.shape,
            Shape::Scalar(Scalar::Integer | Scalar::Double | Scalar::String)
        );
        let names_fields = name == "filter"
            || matches!(name.as_str(), "order" | "select" | "sort") && !is_scalar
            || self.type_.shape == Shape::Object;
        match stated {
            Some(default::Said::Code { text, .. }) => {
                self.default = default_of(&text, &self.name)
                    .map(|text| default::as_json(&text, &self.type_.shape, third))
                    .filter(|json| !names_fields || json.starts_with(['{', '[']) || json == "null");
            }
            Some(default::Said::Json { json, .. }) => self.default = Some(json),
            Some(default::Said::Depends { line }) => {
                self.doubt(line, "the default holds in some cases only");
            }
            None => {}
        }
    }

    /// A number that is one of seconds since 1970.
    pub(super) fn settle_number(&mut self, description: &[Line]) {
        let is_number = matches!(
            self.type_.shape,
            Shape::Scalar(Scalar::Integer | Scalar::String)
        );
        if is_number && self.values.is_empty() && prose::timestamp(description) {
            self.type_.shape = Shape::Scalar(Scalar::Timestamp);
        }
    }

    /// Several entries of a directory, or several objects, where the type names one. Texts may well
    /// hold a list each.
    pub(super) fn settle_list(&mut self, description: &[Line]) {
        let identifies = || {
            let words = self.words.to_lowercase();
            words.contains("identifier")
                || words.contains(" ids")
                || self.name.to_lowercase().ends_with("ids")
        };
        let is_one = match &self.type_.shape {
            // What is named like a class is an object of PHP, whose arrays may be maps.
            Shape::Named(name) => !name.starts_with(|first: char| first.is_ascii_uppercase()),
            Shape::Id { .. } | Shape::Scalar(Scalar::File) => true,
            Shape::Scalar(Scalar::Integer) => identifies(),
            // A table without types links to what its lists have.
            Shape::Unknown => {
                self.type_.text.is_empty() && self.links.iter().any(|link| !link.anchor.is_empty())
            }
            _ => false,
        };
        if is_one && prose::several(description) {
            let item = std::mem::take(&mut self.type_.shape);
            self.type_.shape = Shape::List(Box::new(item));
        }
    }

    /// Fields of a portal's own have a type each, whatever the row of their family says.
    pub(super) fn settle_family(&mut self) {
        let is_own = self.name.starts_with("UF_") && self.name.ends_with('*');
        let is_described = self.links.iter().any(|link| !link.anchor.is_empty());
        if is_own && !is_described && self.type_.shape == Shape::Object {
            self.type_.shape = Shape::Scalar(Scalar::Any);
        }
    }

    /// An array of which nothing but its name is told, where that is one for an object: PHP has one
    /// word for lists and objects.
    pub(super) fn settle_array(&mut self) {
        let name = self.name.to_lowercase();
        let is_object = name == "fields" || name.ends_with("params");
        let is_list = self.words.to_lowercase().starts_with("array of fields");
        if self.type_.shape == Shape::List(Box::new(Shape::Unknown)) && is_object && !is_list {
            self.type_.shape = Shape::Object;
            if !matches!(name.as_str(), "fields" | "params") {
                self.doubt(self.line, "an array that is likely to be an object");
            }
        }
    }

    /// An object whose keys stand for something is a map, and so are objects of a named type that
    /// are in an associative array: PHP has one word for lists and maps.
    pub(super) fn settle_map(&mut self) {
        let is_associative = || {
            let words = self.words.to_lowercase();
            let words = words.strip_prefix("an ").unwrap_or(&words);
            words.starts_with("associative array of ")
        };
        if let named @ Shape::Named(_) = self.type_.shape.item()
            && is_associative()
        {
            self.type_.shape = Shape::Map(Box::new(named.clone()));
            return;
        }
        let list = Shape::List(Box::new(Shape::Unknown));
        let is_open =
            self.holds_named() && self.type_.shape == Shape::Object || self.type_.shape == list;
        if is_open && prose::keyed(&self.words) {
            self.type_.shape = Shape::Map(Box::new(Shape::Unknown));
        }
    }

    /// `Y` and `N` are no enumeration: the field is a flag. So it is where a description has both
    /// and no other letter or digit.
    pub fn settle_flag(&mut self) {
        let null = Shape::Scalar(Scalar::None);
        let is_text = |shape: &Shape| matches!(shape, Shape::Scalar(Scalar::String | Scalar::Char));
        let (is_text, or_null) = match &self.type_.shape {
            Shape::Union(shapes) => (
                shapes.iter().all(|shape| is_text(shape) || *shape == null),
                true,
            ),
            shape => (is_text(shape), false),
        };
        let says_yes_or_no = || {
            let codes = prose::codes(&self.words);
            let letters = codes.iter().map(|code| code.text);
            let letters: Vec<&str> = letters.filter(|code| code.len() == 1).collect();
            let has = |letter: &str| letters.contains(&letter);
            let only = letters.iter().all(|letter| matches!(*letter, "Y" | "N"));
            has("Y") && has("N") && only
        };
        if is_text && self.values.is_empty() && says_yes_or_no() {
            self.type_.shape = Shape::Scalar(Scalar::Flag);
            self.nullable |= or_null;
            return;
        }
        let scalar = is_text
            || matches!(
                self.type_.shape,
                Shape::Scalar(Scalar::Boolean) | Shape::Unknown
            );
        let all = |allowed: &[&str]| {
            !self.values.is_empty()
                && self
                    .values
                    .iter()
                    .all(|value| allowed.contains(&value.as_str()))
        };
        if scalar && all(&["Y", "N"]) {
            self.values.clear();
            self.type_.shape = Shape::Scalar(Scalar::Flag);
            self.nullable |= or_null;
        } else if matches!(self.type_.shape, Shape::Scalar(Scalar::Boolean))
            && all(&[
                "true", "false", "Y", "N", "0", "1", "TRUE", "FALSE", "True", "False",
            ])
        {
            self.values.clear();
        }
    }

    /// Explained values that are texts, where the type says a number or a truth value: the type is
    /// mistaken.
    pub(super) fn settle_text(&mut self) {
        let is_text = |value: &String| {
            !value.is_empty() && value.bytes().all(|byte| byte.is_ascii_alphabetic())
        };
        let is_other = matches!(
            self.type_.shape,
            Shape::Scalar(Scalar::Boolean | Scalar::Integer | Scalar::Double)
        );
        let is_truth = |value: &String| matches!(value.as_str(), "true" | "false");
        if is_other
            && self.values.len() > 2
            && self.values.iter().all(is_text)
            && !self.values.iter().any(is_truth)
            && self
                .values
                .iter()
                .all(|value| self.meanings.contains_key(value))
        {
            let text = format!("its type is {}, and its values are texts", self.type_.text);
            self.doubt(self.line, text);
            self.type_.shape = Shape::Scalar(Scalar::String);
        }
    }

    /// Several values, or an object of texts by language, where a sentence allows them beside what
    /// the type says.
    pub(super) fn settle_wider(&mut self, description: &[Line]) {
        let Shape::Scalar(_) = self.type_.shape else {
            return;
        };
        let says = |words: &[&str]| {
            description
                .iter()
                .filter(|line| line.depth == 0)
                .any(|line| {
                    let text = line.text.to_lowercase();
                    words.iter().any(|words| text.contains(words))
                })
        };
        let said = self.type_.shape.clone();
        let wider = if says(&["an array can be passed", "an array can also be passed"]) {
            Shape::List(Box::new(said.clone()))
        } else if says(&["pass a string or an object with"]) {
            if said != Shape::Scalar(Scalar::String) {
                return;
            }
            if says(&["by language"]) {
                Shape::Map(Box::new(Shape::Scalar(Scalar::String)))
            } else {
                Shape::Object
            }
        } else {
            return;
        };
        self.type_.shape = Shape::Union(vec![said, wider]);
    }
}

/// The value that a page gives as the default of a field: `NAME=value` names the field again.
fn default_of(text: &str, name: &str) -> Option<String> {
    let value = match text.split_once('=') {
        Some((before, value)) if before.trim().eq_ignore_ascii_case(name) => value.trim(),
        // A space may be the default itself.
        _ if text.trim().is_empty() => text,
        _ => text.trim(),
    };
    let is_formula =
        value.contains(['+', '{']) && value.contains(' ') && !value.starts_with(['{', '[']);
    // `crm_currency.CURRENCY` is what another field has.
    let is_field = value.split_once('.').is_some_and(|(object, field)| {
        let is_name = |text: &str| {
            text.starts_with(|first: char| first.is_ascii_alphabetic())
                && text
                    .chars()
                    .all(|character| character.is_ascii_alphanumeric() || character == '_')
        };
        is_name(object)
            && is_name(field)
            && field.contains(|character: char| character.is_ascii_uppercase())
    });
    (!is_formula && !is_field).then(|| value.to_owned())
}
