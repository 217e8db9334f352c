//! The one visitor: it fills a place from whatever the JSON has there.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::context::Context;
use super::lenient;
use super::record::{self, TextKey};
use super::source::{Items, Numbered};
use crate::field::{Dict, Input, LIST, ListSlot, OBJECT, Place, RecordSlot, Step, ViewSlot};
use crate::value::{Map, Value};

/// A place about to be filled.
pub(crate) struct Slot<'a, 'c> {
    place: Place<'a>,
    context: &'c mut Context,
}

impl<'a, 'c> Slot<'a, 'c> {
    #[inline]
    pub(crate) fn new(place: Place<'a>, context: &'c mut Context) -> Self {
        Self { place, context }
    }

    #[inline]
    fn scalar<E: Error>(&mut self, input: Input<'_>) -> Result<(), E> {
        let fits = lenient::fill(&mut self.place, input);
        self.unless(fits, input)
    }

    /// A misfit, unless it fits.
    #[inline]
    fn unless<E: Error>(&mut self, fits: bool, found: Input<'_>) -> Result<(), E> {
        if fits {
            Ok(())
        } else {
            Err(self.context.fail(self.place.expected(), &found))
        }
    }
}

/// By reference, because copies of the place cost as much as filling it.
impl<'de> DeserializeSeed<'de> for &mut Slot<'_, '_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Slot<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.place.expected())
    }

    #[inline]
    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.scalar(Input::Null)
    }

    #[inline]
    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.scalar(Input::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }

    #[inline]
    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.scalar(Input::Bool(value))
    }

    #[inline]
    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        match &mut self.place {
            Place::Integer(slot) => {
                **slot = Some(value);
                Ok(())
            }
            Place::Decimal(slot) => {
                **slot = Some(value.into());
                Ok(())
            }
            Place::Leaf(slot) => {
                let fits = slot.read(Input::Integer(value));
                self.unless(fits, Input::Integer(value))
            }
            _ => self.scalar(Input::Integer(value)),
        }
    }

    #[inline]
    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        match i64::try_from(value) {
            Ok(value) => self.visit_i64(value),
            Err(_) => self.scalar(Input::Unsigned(value)),
        }
    }

    #[inline]
    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        match &mut self.place {
            Place::Double(slot) => {
                **slot = Some(value);
                Ok(())
            }
            _ => self.scalar(Input::Float(value)),
        }
    }

    #[inline]
    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        match &mut self.place {
            Place::Text(slot) => {
                **slot = Some(value.to_owned());
                Ok(())
            }
            Place::Flag(slot) if value == "Y" || value == "N" => {
                **slot = Some(value == "Y");
                Ok(())
            }
            Place::Leaf(slot) => {
                let fits = slot.read(Input::Text(value));
                self.unless(fits, Input::Text(value))
            }
            _ => self.scalar(Input::Text(value)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let place = std::mem::replace(&mut self.place, Place::Nothing);
        self.context.descend()?;
        let result = sequence(place, access, self.context);
        self.context.ascend();
        result
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let place = std::mem::replace(&mut self.place, Place::Nothing);
        self.context.descend()?;
        let result = object(place, access, self.context);
        self.context.ascend();
        result
    }
}

fn sequence<'de, A: SeqAccess<'de>>(
    place: Place<'_>,
    mut access: A,
    context: &mut Context,
) -> Result<(), A::Error> {
    match place {
        Place::List(list) => items(list, access, context),
        Place::Record(record) => empty(record, access, context),
        Place::View(slot) => view(slot, access, context, sequence),
        Place::Dict(slot) => numbered(slot.open(), access, context),
        Place::Any(slot) => {
            *slot = Some(list(access, context)?);
            Ok(())
        }
        Place::Whole(slot) => {
            slot.take(list(access, context)?);
            Ok(())
        }
        Place::Nothing | Place::Extra(_) => {
            while access.next_element::<IgnoredAny>()?.is_some() {}
            Ok(())
        }
        place => Err(context.fail(place.expected(), &LIST)),
    }
}

/// Reads what a view is taken from, and then the view.
fn view<A, E: Error>(
    slot: &mut dyn ViewSlot,
    access: A,
    context: &mut Context,
    read: fn(Place<'_>, A, &mut Context) -> Result<(), E>,
) -> Result<(), E> {
    let mut access = Some(access);
    let mut result = Ok(());
    let taken = slot.fill(&mut |place| {
        if let Some(access) = access.take() {
            result = read(place, access, context);
        }
        result.is_ok()
    });
    result?;
    taken.map_err(|misfit| context.take_over(misfit))
}

fn items<'de, A: SeqAccess<'de>>(
    list: &mut dyn ListSlot,
    access: A,
    context: &mut Context,
) -> Result<(), A::Error> {
    let mut source = Items {
        access,
        context,
        index: 0,
        error: None,
    };
    match list.fill(&mut source) {
        Ok(()) => Ok(()),
        Err(_) => Err(source
            .error
            .take()
            .unwrap_or_else(|| A::Error::custom("a value does not fit"))),
    }
}

/// PHP writes a map whose keys are 0, 1, 2 as a list.
fn numbered<'de, A: SeqAccess<'de>>(
    dict: &mut dyn Dict,
    access: A,
    context: &mut Context,
) -> Result<(), A::Error> {
    let mut source = Items {
        access,
        context,
        index: 0,
        error: None,
    };
    loop {
        let index = source.index;
        if dict.read(&index.to_string(), &mut source).is_err() {
            return Err(source
                .error
                .take()
                .unwrap_or_else(|| A::Error::custom("a value does not fit")));
        }
        if source.index == index {
            return Ok(());
        }
    }
}

/// PHP writes an object without entries as an empty list.
fn empty<'de, A: SeqAccess<'de>>(
    record: &mut dyn RecordSlot,
    mut access: A,
    context: &mut Context,
) -> Result<(), A::Error> {
    if access.next_element::<IgnoredAny>()?.is_some() {
        return Err(context.fail(OBJECT, &LIST));
    }
    record.open();
    Ok(())
}

fn list<'de, A: SeqAccess<'de>>(mut access: A, context: &mut Context) -> Result<Value, A::Error> {
    let mut items = Vec::new();
    let mut slot = None;
    loop {
        match access.next_element_seed(&mut Slot::new(Place::Any(&mut slot), context)) {
            Ok(Some(())) => items.push(slot.take().unwrap_or_default()),
            Ok(None) => return Ok(Value::List(items)),
            Err(error) => {
                context.under(Step::Index(items.len()));
                return Err(error);
            }
        }
    }
}

fn object<'de, A: MapAccess<'de>>(
    place: Place<'_>,
    mut access: A,
    context: &mut Context,
) -> Result<(), A::Error> {
    match place {
        Place::Record(slot) => record::fill(slot.open(), &mut access, context),
        Place::View(slot) => view(slot, access, context, object),
        Place::Dict(slot) => {
            let dict = slot.open();
            while let Some(key) = access.next_key_seed(TextKey)? {
                record::entry(dict, &mut access, context, key.into_owned())?;
            }
            Ok(())
        }
        Place::List(list) => {
            let mut source = Numbered {
                access,
                context,
                key: String::new(),
                error: None,
            };
            match list.fill(&mut source) {
                Ok(()) => Ok(()),
                Err(_) => Err(source
                    .error
                    .take()
                    .unwrap_or_else(|| A::Error::custom("a value does not fit"))),
            }
        }
        Place::Any(slot) => {
            *slot = Some(map(access, context)?);
            Ok(())
        }
        Place::Whole(slot) => {
            slot.take(map(access, context)?);
            Ok(())
        }
        Place::Nothing | Place::Extra(_) => {
            while access.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            Ok(())
        }
        place => Err(context.fail(place.expected(), &OBJECT)),
    }
}

fn map<'de, A: MapAccess<'de>>(mut access: A, context: &mut Context) -> Result<Value, A::Error> {
    let mut map = Map::new();
    while let Some(key) = access.next_key_seed(TextKey)? {
        let mut slot = None;
        if let Err(error) = access.next_value_seed(&mut Slot::new(Place::Any(&mut slot), context)) {
            context.under(Step::Key(key.into_owned()));
            return Err(error);
        }
        map.push(key.into_owned(), slot.unwrap_or_default());
    }
    Ok(Value::Map(map))
}
