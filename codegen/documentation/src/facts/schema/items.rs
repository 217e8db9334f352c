//! Parameters and results with everything in them, one after another.

use super::Schema;
use super::meaning::{Meaning, Named, Object};
use super::places::Spot;
use crate::facts::{Condition, Item, Required};
use bitrix24_codegen::model::{self, Access, Ordered, Use};
use bitrix24_codegen::operators;
use bitrix24_codegen::resolve::space::Unit;
use bitrix24_codegen::type_expression::{self, Kind};

/// Lists what is in a value, depth first.
pub(super) struct Walk<'s, 'a> {
    schema: &'s Schema<'a>,
    /// Whether it is sent or answered.
    sent: bool,
    /// The named types that the walk is in.
    within: Vec<Named<'s>>,
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
        spot: &Spot<'s>,
    ) -> Vec<Item> {
        for (name, field) in fields.iter() {
            self.field(unit, name.to_owned(), field, &spot.key(name));
        }
        self.items
    }

    /// The items of what a method answers.
    pub(super) fn result(
        mut self,
        unit: &'s Unit<'a>,
        result: &'s model::Answer,
        spot: &Spot<'s>,
    ) -> Vec<Item> {
        let spelt = result.type_.as_deref();
        let mut meaning = if result.fields.is_empty() && result.patterns.is_empty() {
            self.schema.text(unit, spelt.unwrap_or("any"))
        } else {
            Meaning::own_object(spelt, &result.fields, &result.patterns)
        };
        meaning.nullable |= result.nullable;
        let path = result.at.clone().unwrap_or_default();
        self.item(unit, path, meaning, None, spot);
        self.items
    }

    fn field(
        &mut self,
        unit: &'s Unit<'a>,
        path: String,
        field: &'s model::Field,
        spot: &Spot<'s>,
    ) {
        let facts = match field {
            model::Field::Full(facts) => Some(&**facts),
            model::Field::Type(_) => None,
        };
        let meaning = self.schema.field(unit, field);
        let keys = facts.filter(|facts| !facts.required_keys.is_empty());
        let prefix = keys.is_some().then(|| path.clone());
        self.item(unit, path, meaning, facts, spot);
        if let (Some(facts), Some(prefix)) = (keys, prefix) {
            self.required_keys(unit, &prefix, facts, &spot.key("required_keys"));
        }
    }

    fn item(
        &mut self,
        unit: &'s Unit<'a>,
        path: String,
        meaning: Meaning<'s>,
        facts: Option<&model::FieldFacts>,
        spot: &Spot<'s>,
    ) {
        let first = self.items.len();
        self.items.push(Item {
            path,
            aliases: facts.map(|facts| facts.aliases.clone()).unwrap_or_default(),
            type_: meaning.type_,
            wire: meaning.wire,
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
            values: meaning.values,
            nullable: meaning.nullable,
            deprecated: facts.is_some_and(|facts| facts.deprecated),
            at: spot.at(),
        });
        let several = meaning.objects.len() > 1;
        for object in &meaning.objects {
            self.object(unit, first, several, object, spot);
        }
    }

    /// What is in an object. Of several alternatives the first names a field; the others that have it may add values.
    fn object(
        &mut self,
        unit: &'s Unit<'a>,
        owner: usize,
        several: bool,
        object: &Object<'s>,
        spot: &Spot<'s>,
    ) {
        let prefix = format!("{}{}", self.items[owner].path, object.way);
        let (unit, spot) = match object.named {
            None => (unit, spot.clone()),
            Some(named) if self.within.contains(&named) => return,
            Some(named) => {
                let Some(file) = self.schema.space.unit(named.file) else {
                    return;
                };
                self.within.push(named);
                let spot = self.schema.file(file).key("types").key(named.name);
                (file, spot)
            }
        };
        for (key, fields) in [("fields", object.fields), ("patterns", object.patterns)] {
            if fields.is_empty() {
                continue;
            }
            let spot = spot.key(key);
            for (name, field) in fields.iter() {
                let path = if prefix.is_empty() {
                    name.to_owned()
                } else {
                    format!("{prefix}.{name}")
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
                self.field(unit, path, field, &spot.key(name));
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
        spot: &Spot<'s>,
    ) {
        let record = facts
            .type_
            .as_deref()
            .and_then(|text| type_expression::parse(text).ok())
            .and_then(|expression| match expression.kind {
                Kind::Generic(_, arguments) => arguments.into_iter().next(),
                _ => None,
            })
            .and_then(|target| match &target.kind {
                Kind::Name(name) => self.schema.space.find(unit, name),
                _ => None,
            });
        for (index, key) in facts.required_keys.iter().enumerate() {
            let (_, name) = operators::split(key);
            let field = record.and_then(|(file, _, ty)| Some((file, ty.fields.get(name)?)));
            let meaning = field.map_or_else(Meaning::default, |(file, field)| {
                self.schema.field(file, field)
            });
            self.items.push(Item {
                aliases: Vec::new(),
                path: format!("{prefix}.{key}"),
                type_: meaning.type_,
                wire: meaning.wire,
                required: Required::Yes,
                condition: None,
                default: None,
                values: meaning.values,
                nullable: false,
                deprecated: false,
                at: spot.item(index).at(),
            });
        }
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
