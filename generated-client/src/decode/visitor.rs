//! The visitor, which fills a sink from JSON.

mod record;
mod source;

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use self::source::{Items, Numbered};
use super::context::Context;
use super::key::TextKey;
use super::lenient;
use crate::field::{
    EntrySink, Input, LIST, ListSink, OBJECT, RecordSink, Sink, Step, ViewSink, WholeSink, of_item,
    of_text,
};
use crate::value::{Map, Value};

/// A sink to be filled.
pub(crate) struct SinkSeed<'a, 'c> {
    sink: Sink<'a>,
    context: &'c mut Context,
}

impl<'a, 'c> SinkSeed<'a, 'c> {
    #[inline]
    pub(crate) fn new(sink: Sink<'a>, context: &'c mut Context) -> Self {
        Self { sink, context }
    }

    #[inline]
    fn scalar<E: Error>(&mut self, input: Input<'_>) -> Result<(), E> {
        let fits = lenient::fill(&mut self.sink, input);
        self.unless(fits, input)
    }

    /// Returns a type mismatch unless the value fits.
    #[inline]
    fn unless<E: Error>(&mut self, fits: bool, found: Input<'_>) -> Result<(), E> {
        if fits {
            Ok(())
        } else {
            Err(self.context.fail(self.sink.expected(), &found))
        }
    }
}

/// By reference, since copying the sink costs as much as filling it.
impl<'de> DeserializeSeed<'de> for &mut SinkSeed<'_, '_> {
    type Value = ();

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut SinkSeed<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.sink.expected())
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
        match &mut self.sink {
            Sink::Integer(slot) => {
                **slot = Some(value);
                Ok(())
            }
            Sink::Decimal(slot) => {
                **slot = Some(value.into());
                Ok(())
            }
            Sink::Scalar(slot) => {
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
        match &mut self.sink {
            Sink::Double(slot) => {
                **slot = Some(value);
                Ok(())
            }
            _ => self.scalar(Input::Float(value)),
        }
    }

    #[inline]
    fn visit_str<E: Error>(self, value: &str) -> Result<(), E> {
        match &mut self.sink {
            Sink::Text(slot) => {
                self.context.count(of_text(value))?;
                **slot = Some(value.to_owned());
                Ok(())
            }
            Sink::Flag(slot) if value == "Y" || value == "N" => {
                **slot = Some(value == "Y");
                Ok(())
            }
            Sink::Scalar(slot) => {
                self.context.count(value.len())?;
                let fits = slot.read(Input::Text(value));
                self.unless(fits, Input::Text(value))
            }
            Sink::Any(_) | Sink::Whole(_) => {
                self.context.count(of_text(value))?;
                self.scalar(Input::Text(value))
            }
            _ => self.scalar(Input::Text(value)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let sink = std::mem::replace(&mut self.sink, Sink::Discard);
        self.context.descend()?;
        let result = sequence(sink, access, self.context);
        self.context.ascend();
        result
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<(), A::Error> {
        let sink = std::mem::replace(&mut self.sink, Sink::Discard);
        self.context.descend()?;
        let result = object(sink, access, self.context);
        self.context.ascend();
        result
    }
}

fn sequence<'de, A: SeqAccess<'de>>(
    sink: Sink<'_>,
    mut access: A,
    context: &mut Context,
) -> Result<(), A::Error> {
    match sink {
        Sink::List(list) => {
            context.list();
            items(list, access, context)
        }
        Sink::Record(record) => {
            let may_be_empty = !context.is_row();
            empty(record, access, context, may_be_empty)
        }
        // An empty row of a struct of the user's own lacks what that requires, which says more.
        Sink::View(slot) => view(slot, access, context, |sink, access, context| match sink {
            Sink::Record(record) => empty(record, access, context, true),
            sink => sequence(sink, access, context),
        }),
        Sink::Map(slot) => numbered(slot.open(), access, context),
        Sink::Any(slot) => {
            *slot = Some(list(access, context)?);
            Ok(())
        }
        Sink::Whole(slot) => {
            let value = list(access, context)?;
            whole(slot, value, context)
        }
        Sink::Discard | Sink::Extra(_) => {
            while access.next_element::<IgnoredAny>()?.is_some() {}
            Ok(())
        }
        sink => Err(context.fail(sink.expected(), &LIST)),
    }
}

/// Stores a value that is judged as a whole. Its type reads it again, without the walk.
fn whole<E: Error>(slot: &mut dyn WholeSink, value: Value, context: &mut Context) -> Result<(), E> {
    let loan = context.room.lend();
    slot.take(value);
    context.room = loan.end();
    context.count(0)
}

/// Reads the row of a view, and then the view.
fn view<A, E: Error>(
    slot: &mut dyn ViewSink,
    access: A,
    context: &mut Context,
    read: fn(Sink<'_>, A, &mut Context) -> Result<(), E>,
) -> Result<(), E> {
    let mut access = Some(access);
    let mut result = Ok(());
    let mut loan = None;
    let taken = slot.fill(&mut |sink| {
        if let Some(access) = access.take() {
            result = read(sink, access, context);
        }
        // The view reads custom fields of the row without the walk.
        loan = Some(context.room.lend());
        result.is_ok()
    });
    if let Some(loan) = loan {
        context.room = loan.end();
    }
    result?;
    context.count(0)?;
    taken.map_err(|mismatch| context.take_over(mismatch))
}

fn items<'de, A: SeqAccess<'de>>(
    list: &mut dyn ListSink,
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
    dict: &mut dyn EntrySink,
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

/// PHP writes an object without entries as an empty list. But a row has entries, so a list in its
/// place is another kind of answer.
fn empty<'de, A: SeqAccess<'de>>(
    record: &mut dyn RecordSink,
    mut access: A,
    context: &mut Context,
    may_be_empty: bool,
) -> Result<(), A::Error> {
    if !may_be_empty || access.next_element::<IgnoredAny>()?.is_some() {
        return Err(context.fail(OBJECT, &LIST));
    }
    record.open();
    Ok(())
}

fn list<'de, A: SeqAccess<'de>>(mut access: A, context: &mut Context) -> Result<Value, A::Error> {
    let mut items = Vec::new();
    let mut slot = None;
    loop {
        match access.next_element_seed(&mut SinkSeed::new(Sink::Any(&mut slot), context)) {
            Ok(Some(())) => {
                context.count(of_item::<Value>(items.len()))?;
                items.push(slot.take().unwrap_or_default());
            }
            Ok(None) => return Ok(Value::List(items)),
            Err(error) => {
                context.under(Step::Index(items.len()));
                return Err(error);
            }
        }
    }
}

fn object<'de, A: MapAccess<'de>>(
    sink: Sink<'_>,
    mut access: A,
    context: &mut Context,
) -> Result<(), A::Error> {
    match sink {
        Sink::Record(slot) => record::fill(slot.open(), &mut access, context),
        Sink::View(slot) => view(slot, access, context, object),
        Sink::Map(slot) => {
            let dict = slot.open();
            while let Some(key) = access.next_key_seed(TextKey)? {
                record::entry(dict, &mut access, context, key.into_owned())?;
            }
            Ok(())
        }
        Sink::List(list) => {
            context.list();
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
        Sink::Any(slot) => {
            *slot = Some(map(access, context)?);
            Ok(())
        }
        Sink::Whole(slot) => {
            let value = map(access, context)?;
            whole(slot, value, context)
        }
        Sink::Discard | Sink::Extra(_) => {
            while access.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            Ok(())
        }
        sink => Err(context.fail(sink.expected(), &OBJECT)),
    }
}

fn map<'de, A: MapAccess<'de>>(mut access: A, context: &mut Context) -> Result<Value, A::Error> {
    let mut map = Map::new();
    while let Some(key) = access.next_key_seed(TextKey)? {
        let mut slot = None;
        context.count(of_item::<(String, Value)>(map.len()) + of_text(&key))?;
        if let Err(error) =
            access.next_value_seed(&mut SinkSeed::new(Sink::Any(&mut slot), context))
        {
            context.under(Step::Key(key.into_owned()));
            return Err(error);
        }
        map.push(key.into_owned(), slot.unwrap_or_default());
    }
    Ok(Value::Map(map))
}
