//! Custom fields of CRM objects.

use std::collections::BTreeMap;

use super::Call;
use super::columns::{Holds, camel, flag};
use super::objects::kind;
use super::records::Records;
use crate::answer::Failure;
use crate::arguments::{Arguments, is_yes, items, text};
use bitrix24::{Map, Value};

/// A custom field.
#[derive(Debug, Clone)]
pub(super) struct CustomField {
    /// The kind of objects that have it.
    of: i64,
    /// The answer of `get`, without the identifier.
    fields: Map<String, Value>,
}

/// Custom fields of all kinds of objects.
#[derive(Debug, Default)]
pub(super) struct CustomFields {
    /// By the kind of their objects.
    all: BTreeMap<i64, Records<CustomField>>,
    /// The highest identifier that a value of a list has.
    last_value: i64,
}

/// Displayed texts, one for each language.
const LABELS: [&str; 5] = [
    "EDIT_FORM_LABEL",
    "LIST_COLUMN_LABEL",
    "LIST_FILTER_LABEL",
    "ERROR_MESSAGE",
    "HELP_MESSAGE",
];

/// Languages of the documented answers.
const LANGUAGES: [&str; 21] = [
    "ar", "br", "de", "en", "fr", "hi", "id", "in", "it", "ja", "kz", "la", "ms", "pl", "ru", "sc",
    "tc", "th", "tr", "ua", "vn",
];

const FLAGS: [&str; 5] = [
    "MANDATORY",
    "SHOW_FILTER",
    "SHOW_IN_LIST",
    "EDIT_IN_LIST",
    "IS_SEARCHABLE",
];

/// The name of a kind of objects for custom fields.
pub(super) fn entity(of: i64) -> &'static str {
    match of {
        kind::LEAD => "CRM_LEAD",
        kind::CONTACT => "CRM_CONTACT",
        kind::COMPANY => "CRM_COMPANY",
        kind::QUOTE => "CRM_QUOTE",
        _ => "CRM_DEAL",
    }
}

impl CustomFields {
    /// The field of that kind of objects with that original name.
    pub(super) fn named(&self, of: i64, name: &str) -> Option<&CustomField> {
        let mut fields = self.of(of).map(|(_, field)| field);
        fields.find(|field| field.name() == name || camel(field.name()) == camel(name))
    }

    /// The fields of that kind of objects.
    pub(super) fn of(&self, of: i64) -> impl Iterator<Item = (i64, &CustomField)> {
        self.all.get(&of).into_iter().flat_map(Records::iter)
    }

    /// A field, if that kind of objects has it.
    pub(super) fn get(&self, of: i64, id: i64) -> Option<&CustomField> {
        self.all.get(&of)?.get(id)
    }

    pub(super) fn get_mut(&mut self, of: i64, id: i64) -> Option<&mut CustomField> {
        self.all.get_mut(&of)?.get_mut(id)
    }

    pub(super) fn remove(&mut self, of: i64, id: i64) -> Option<CustomField> {
        self.all.get_mut(&of)?.remove(id)
    }

    /// Adds a field under the next identifier.
    pub(super) fn push(&mut self, field: CustomField) -> i64 {
        self.all.entry(field.of).or_default().add(field)
    }

    /// Adds a field under an identifier of its own.
    pub(super) fn put(&mut self, id: i64, field: CustomField) {
        self.all.entry(field.of).or_default().insert(id, field);
    }

    /// Adds a field from a documented answer.
    pub(super) fn insert(&mut self, of: i64, id: i64, mut fields: Map<String, Value>) {
        fields.remove("ID");
        self.put(id, CustomField { of, fields });
    }

    /// The values of a list from a call, with identifiers.
    pub(super) fn values(&mut self, call: Call<'_>, given: &Value) -> Result<Value, Failure> {
        let mut values: Vec<Value> = Vec::new();
        let mut codes: Vec<String> = Vec::new();
        for item in items(given)
            .into_iter()
            .filter_map(Value::as_map)
            .map(Arguments)
        {
            let Some(value) = item.text("VALUE").filter(|value| !value.is_empty()) else {
                continue;
            };
            let code = item.text("XML_ID").unwrap_or_default();
            if !code.is_empty() && codes.contains(&code) {
                let messages = [
                    format!("List item with value XML_ID={code} already exists."),
                    format!("List item with XML_ID='{code}' already exists"),
                ];
                let messages: Vec<&str> = messages.iter().map(String::as_str).collect();
                return Err(Failure::worded(call.method, "ERROR_CORE", &messages));
            }
            codes.push(code.clone());
            self.last_value += 1;
            let fields = [
                ("ID", Value::Text(self.last_value.to_string())),
                ("SORT", item.integer("SORT").unwrap_or(0).to_string().into()),
                ("VALUE", value.into()),
                ("DEF", flag(item.get("DEF").is_some_and(is_yes))),
                ("XML_ID", code.into()),
            ];
            values.push(Value::Map(
                fields.map(|(name, value)| (name.to_owned(), value)).into(),
            ));
        }
        Ok(Value::List(values))
    }
}

impl CustomField {
    /// A field with the documented defaults.
    pub(super) fn new(of: i64, name: &str, kind: &str, is_multiple: bool) -> Self {
        let fields = [
            ("ENTITY_ID", Value::from(entity(of))),
            ("FIELD_NAME", name.into()),
            ("USER_TYPE_ID", kind.into()),
            ("XML_ID", Value::Null),
            ("SORT", "100".into()),
            ("MULTIPLE", flag(is_multiple)),
            ("MANDATORY", "N".into()),
            ("SHOW_FILTER", "N".into()),
            ("SHOW_IN_LIST", "N".into()),
            ("EDIT_IN_LIST", "Y".into()),
            ("IS_SEARCHABLE", "N".into()),
            ("SETTINGS", Value::Map(Map::new())),
        ];
        Self {
            of,
            fields: fields.map(|(name, value)| (name.to_owned(), value)).into(),
        }
    }

    /// Sets its allowed values.
    pub(super) fn set_values(&mut self, values: Value) {
        self.fields.insert("LIST".to_owned(), values);
    }

    /// Its original name, such as `UF_CRM_COLOUR`.
    pub(super) fn name(&self) -> &str {
        self.text("FIELD_NAME")
    }

    fn text(&self, name: &str) -> &str {
        self.fields
            .get(name)
            .and_then(Value::as_text)
            .unwrap_or_default()
    }

    fn is_multiple(&self) -> bool {
        self.text("MULTIPLE") == "Y"
    }

    /// The kind of its values.
    pub(super) fn holds(&self) -> Holds {
        if self.is_multiple() {
            return Holds::Any;
        }
        match self.text("USER_TYPE_ID") {
            "string" | "url" | "money" => Holds::Text,
            "integer" | "employee" | "enumeration" => Holds::Integer,
            "double" => Holds::Money,
            "boolean" => Holds::Flag,
            "date" => Holds::Day,
            "datetime" => Holds::Time,
            _ => Holds::Any,
        }
    }

    /// A value in the form of `crm.deal.*`.
    pub(super) fn in_former_spelling(&self, value: &Value) -> Value {
        match self.holds() {
            Holds::Flag => match value.as_text() {
                Some("Y") => "1".into(),
                Some("N") => "0".into(),
                _ => value.clone(),
            },
            Holds::Integer | Holds::Money => text(value).map_or_else(|| value.clone(), Value::Text),
            _ => value.clone(),
        }
    }

    /// Its description in `fields`.
    pub(super) fn described(&self) -> Map<String, Value> {
        let label = self.label("EDIT_FORM_LABEL", "en");
        let title = if label.is_empty() { self.name() } else { label };
        let fields = [
            ("type", Value::from(self.text("USER_TYPE_ID"))),
            ("isRequired", (self.text("MANDATORY") == "Y").into()),
            ("isReadOnly", false.into()),
            ("isImmutable", false.into()),
            ("isMultiple", self.is_multiple().into()),
            ("isDynamic", true.into()),
            ("title", title.into()),
        ];
        fields.map(|(name, value)| (name.to_owned(), value)).into()
    }

    fn label(&self, name: &str, language: &str) -> &str {
        match self.fields.get(name) {
            Some(Value::Map(texts)) => texts.get(language).and_then(Value::as_text),
            Some(Value::Text(text)) => Some(text.as_str()),
            _ => None,
        }
        .unwrap_or_default()
    }

    /// The field in the form of answers, with texts in all languages.
    pub(super) fn spelled(&self, id: i64) -> Map<String, Value> {
        let mut fields = Map::from([("ID".to_owned(), Value::Text(id.to_string()))]);
        fields.extend(self.fields.clone());
        fields
    }

    /// The field in a list: with texts of one language, or without texts.
    pub(super) fn listed(&self, id: i64, language: Option<&str>) -> Map<String, Value> {
        let mut fields = self.spelled(id);
        for name in LABELS {
            match language {
                Some(language) => {
                    let text = self.label(name, language);
                    let text = if text.is_empty() {
                        Value::Null
                    } else {
                        text.into()
                    };
                    fields.insert(name.to_owned(), text);
                }
                None => {
                    fields.remove(name);
                }
            }
        }
        fields
    }

    /// Applies the values of a call; `label` replaces missing texts.
    pub(super) fn change(&mut self, given: Arguments<'_>, label: Option<&str>) {
        for name in LABELS {
            let texts = match given.get(name) {
                Some(Value::Map(texts)) => LANGUAGES.map(|language| {
                    let text = texts.get(language).and_then(Value::as_text);
                    text.or(label).unwrap_or_default()
                }),
                Some(Value::Text(text)) => [text.as_str(); LANGUAGES.len()],
                _ => match label {
                    Some(label) => [label; LANGUAGES.len()],
                    None => continue,
                },
            };
            let texts = LANGUAGES.iter().zip(texts);
            let texts = texts.map(|(language, text)| ((*language).to_owned(), text.into()));
            self.fields
                .insert(name.to_owned(), Value::Map(texts.collect()));
        }
        for name in FLAGS {
            if let Some(value) = given.get(name) {
                self.fields.insert(name.to_owned(), flag(is_yes(value)));
            }
        }
        if let Some(sort) = given.integer("SORT").filter(|sort| *sort > 0) {
            self.fields
                .insert("SORT".to_owned(), sort.to_string().into());
        }
        if let Some(code) = given.get("XML_ID") {
            let code = text(code).filter(|code| !code.is_empty());
            self.fields
                .insert("XML_ID".to_owned(), code.map_or(Value::Null, Value::Text));
        }
        if let Some(Value::Map(settings)) = given.get("SETTINGS") {
            // Values that are not given do not change.
            let mut kept = match self.fields.remove("SETTINGS") {
                Some(Value::Map(kept)) => kept,
                _ => Map::new(),
            };
            kept.extend(settings.clone());
            self.fields.insert("SETTINGS".to_owned(), Value::Map(kept));
        }
    }
}
