//! Parameters and results with everything in them as flat lists.

use std::borrow::Cow;

use super::Schema;
use super::content::{Content, Object};
use super::cursor::FactCursor;
use crate::facts::{Condition, Item, Required};
use bitrix24_codegen::model::{self, Access, Ordered, Use};
use bitrix24_codegen::operators;
use bitrix24_codegen::resolve::resolved_type::ResolvedType;
use bitrix24_codegen::resolve::symbol_table::Unit;

/// Lists what is in a value, depth first.
pub(super) struct Walk<'s, 'a> {
    schema: &'s Schema<'a>,
    /// Whether it is sent or answered.
    sent: bool,
    /// The named types that the walk is in.
    within: Vec<&'a model::Type>,
    items: Vec<Item>,
}

impl<'s, 'a> Walk<'s, 'a> {
    /// Through what is sent.
    pub(super) fn request(schema: &'s Schema<'a>) -> Self {
        Self {
            schema,
            sent: true,
            within: Vec::new(),
            items: Vec::new(),
        }
    }

    /// Through what is answered, or sent to a handler.
    pub(super) fn answer(schema: &'s Schema<'a>) -> Self {
        Self {
            sent: false,
            ..Self::request(schema)
        }
    }

    /// The items of parameters, or of what an event brings.
    pub(super) fn fields(
        mut self,
        unit: &'s Unit<'a>,
        fields: &'s Ordered<model::Field>,
        cursor: &FactCursor<'s>,
    ) -> Vec<Item> {
        for (name, field) in fields.iter() {
            self.field(unit, step(name).into_owned(), field, &cursor.key(name));
        }
        self.items
    }

    /// The items of what a method answers.
    pub(super) fn result(
        mut self,
        unit: &'s Unit<'a>,
        result: &'s model::Answer,
        cursor: &FactCursor<'s>,
    ) -> Vec<Item> {
        let spelt = result.type_.as_deref();
        let mut content = if result.fields.is_empty() && result.patterns.is_empty() {
            self.schema.text(unit, spelt.unwrap_or("any"))
        } else {
            Content::own_object(spelt, &result.fields, &result.patterns)
        };
        content.nullable |= result.nullable;
        let path = step(result.at.as_deref().unwrap_or_default()).into_owned();
        self.item(unit, path, content, None, cursor);
        self.items
    }

    fn field(
        &mut self,
        unit: &'s Unit<'a>,
        path: String,
        field: &'s model::Field,
        cursor: &FactCursor<'s>,
    ) {
        let facts = match field {
            model::Field::Full(facts) => Some(&**facts),
            model::Field::Type(_) => None,
        };
        let content = self.schema.field(unit, field);
        let keys = facts.filter(|facts| !facts.required_keys.is_empty());
        let prefix = keys.is_some().then(|| path.clone());
        self.item(unit, path, content, facts, cursor);
        if let (Some(facts), Some(prefix)) = (keys, prefix) {
            self.required_keys(unit, &prefix, facts, &cursor.key("required_keys"));
        }
    }

    fn item(
        &mut self,
        unit: &'s Unit<'a>,
        path: String,
        content: Content<'s, 'a>,
        facts: Option<&model::FieldFacts>,
        cursor: &FactCursor<'s>,
    ) {
        let first = self.items.len();
        self.items.push(Item {
            path,
            aliases: facts.map(|facts| facts.aliases.clone()).unwrap_or_default(),
            shape: content.shape,
            required: match facts {
                Some(facts) if self.sent => required(facts.required.as_ref()),
                _ => Required::No,
            },
            condition: facts
                .filter(|_| self.sent)
                .and_then(|facts| condition(facts.required.as_ref()?)),
            default: facts
                .and_then(|facts| facts.default.as_ref())
                .and_then(|default| serde_json::to_string(default).ok()),
            values: content.values,
            operators: facts
                .map(|facts| facts.operators.clone())
                .unwrap_or_default(),
            nullable: content.nullable,
            read_only: facts.is_some_and(|facts| facts.access == Access::Read),
            shown: cursor.is_shown(),
            deprecated: facts.is_some_and(|facts| facts.deprecated),
            at: cursor.at(),
        });
        let several = content.objects.len() > 1;
        for object in &content.objects {
            self.object(unit, first, several, object, cursor);
        }
    }

    /// The fields of an object. Of several alternatives the first one with a field describes it;
    /// the others may add values.
    fn object(
        &mut self,
        unit: &'s Unit<'a>,
        owner: usize,
        several: bool,
        object: &Object<'s, 'a>,
        cursor: &FactCursor<'s>,
    ) {
        let prefix = format!("{}{}", self.items[owner].path, object.way);
        let (unit, cursor) = match object.named {
            None => (unit, cursor.clone()),
            // A type that is only referred to has no facts about its fields.
            Some(named) if named.unit.library => return,
            Some(named)
                if self
                    .within
                    .iter()
                    .any(|known| std::ptr::eq(*known, named.ty)) =>
            {
                return;
            }
            Some(named) => {
                self.within.push(named.ty);
                let cursor = self.schema.file(named.unit).key("types").key(named.name);
                (named.unit, cursor)
            }
        };
        for (key, fields) in [("fields", object.fields), ("patterns", object.patterns)] {
            if fields.is_empty() {
                continue;
            }
            let cursor = cursor.key(key);
            for (name, field) in fields.iter() {
                let path = match prefix.as_str() {
                    "" => step(name).into_owned(),
                    prefix => format!("{prefix}.{}", step(name)),
                };
                if object.named.is_some() && self.is_hidden(field) {
                    continue;
                }
                let mut items = self.items[owner..].iter_mut();
                if let Some(known) = items.find(|item| several && item.path == path) {
                    let values = self.schema.field(unit, field).values;
                    for value in values {
                        if !known.values.contains(&value) {
                            known.values.push(value);
                        }
                    }
                    continue;
                }
                self.field(unit, path, field, &cursor.key(name));
            }
        }
        if object.named.is_some() {
            self.within.pop();
        }
    }

    /// Whether a field of an object that is both sent and answered is not for this way.
    fn is_hidden(&self, field: &model::Field) -> bool {
        match field {
            model::Field::Full(facts) if self.sent => facts.access == Access::Read,
            model::Field::Full(facts) => facts.access == Access::Write || is_condition(facts),
            model::Field::Type(_) => false,
        }
    }

    /// The keys that a filter must have, each as a parameter of its field's type.
    fn required_keys(
        &mut self,
        unit: &'s Unit<'a>,
        prefix: &str,
        facts: &model::FieldFacts,
        cursor: &FactCursor<'s>,
    ) {
        let text = facts.type_.as_deref().unwrap_or_default();
        let record = match self.schema.symbols.resolve_type(unit, text, &mut |_, _| {}) {
            ResolvedType::Filter(named) => Some(named),
            _ => None,
        };
        for (index, key) in facts.required_keys.iter().enumerate() {
            let (_, name) = operators::split(key);
            let field = record.and_then(|named| Some((named.unit, named.ty.fields.get(name)?)));
            let content = field.map_or_else(Content::default, |(file, field)| {
                self.schema.field(file, field)
            });
            self.items.push(Item {
                aliases: Vec::new(),
                path: format!("{prefix}.{key}"),
                shape: content.shape,
                required: Required::Yes,
                condition: None,
                default: None,
                values: content.values,
                operators: Vec::new(),
                nullable: false,
                deprecated: false,
                read_only: false,
                shown: false,
                at: cursor.item(index).at(),
            });
        }
    }
}

/// A name as a step of a path: in quotes when it has a dot.
fn step(name: &str) -> Cow<'_, str> {
    if name.contains('.') {
        Cow::Owned(format!("\"{name}\""))
    } else {
        Cow::Borrowed(name)
    }
}

/// Whether a field is known to filters and orders alone: it is only read, and cannot be selected.
fn is_condition(facts: &model::FieldFacts) -> bool {
    let has = |serves| !facts.without.contains(&serves);
    facts.access == Access::Read && !has(Use::Select) && (has(Use::Filter) || has(Use::Order))
}

fn required(required: Option<&model::Required>) -> Required {
    match required {
        None | Some(model::Required::Always(false)) => Required::No,
        Some(model::Required::Always(true)) => Required::Yes,
        Some(model::Required::Unknown(_)) => Required::Unknown,
        Some(model::Required::When(_) | model::Required::Either(_)) => Required::Sometimes,
    }
}

fn condition(required: &model::Required) -> Option<Condition> {
    match required {
        model::Required::When(condition) => Some(Condition::When(condition.when.clone())),
        model::Required::Either(member) => Some(Condition::Either {
            group: member.either.clone(),
            alternative: member.alternative.clone(),
        }),
        model::Required::Always(_) | model::Required::Unknown(_) => None,
    }
}
