//! The walk through the keys of an envelope, and down to the value.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::decode::{Context, Slot, TextKey};
use crate::field::{Input, LIST, Misfit, OBJECT, Place, Step, place};
use crate::time::Time;
use crate::value::{Extra, Value};

/// Everything of an answer but the value.
#[derive(Debug, Default)]
pub(super) struct Frame {
    /// Whether there is a `result`.
    pub(super) result: bool,
    pub(super) time: Option<Time>,
    pub(super) total: Option<i64>,
    pub(super) next: Option<i64>,
    pub(super) error: Option<Value>,
    pub(super) description: Option<Value>,
    pub(super) beside: Extra,
    pub(super) extra: Extra,
    /// What the answer is, if it is no object.
    bare: Option<&'static str>,
    /// Whether the walk stopped at something that nobody asked for.
    aside: bool,
}

/// Why the walk stopped.
pub(super) enum Stop {
    Malformed(serde_json::Error),
    Misfit(Misfit),
    /// The answer is no object.
    Bare(&'static str),
    /// What does not fit is not the value, but something that nobody asked for, such as `time`.
    Aside,
}

/// Where the value sits in an answer.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Seat<'a> {
    /// The key of `result`, if there is one; steps into nested objects are parted by dots.
    pub(crate) at: Option<&'a str>,
    /// Whether the value is the whole answer.
    pub(crate) bare: bool,
}

/// Reads an answer; the value goes to the place. With `only_result`, `time` and paging are passed over.
pub(super) fn walk(
    bytes: &[u8],
    seat: Seat<'_>,
    place: Place<'_>,
    only_result: bool,
) -> Result<Frame, Stop> {
    if seat.bare && !has_envelope(bytes) {
        let mut frame = Frame {
            result: true,
            ..Frame::default()
        };
        return walk_result(bytes, None, place, &mut frame.beside).map(|()| frame);
    }
    let at = seat.at;
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let (mut context, mut frame) = (Context::default(), Frame::default());
    let outline = Outline {
        at,
        place: Some(place),
        frame: &mut frame,
        context: &mut context,
        only_result,
    };
    match deserializer
        .deserialize_any(outline)
        .and_then(|()| deserializer.end())
    {
        Ok(()) => frame.bare.map_or(Ok(frame), |found| Err(Stop::Bare(found))),
        Err(error) => Err(match context.take("") {
            Some(_) if frame.aside => Stop::Aside,
            Some(misfit) => Stop::Misfit(misfit),
            None => Stop::Malformed(error),
        }),
    }
}

/// Whether an answer has a result or an error, also where the documentation shows the value alone.
fn has_envelope(bytes: &[u8]) -> bool {
    match walk(bytes, Seat::default(), Place::Nothing, true) {
        Ok(frame) => frame.result || frame.error.is_some(),
        Err(_) => false,
    }
}

/// Reads what stands in `result` alone; the value goes to the place.
pub(super) fn walk_result(
    bytes: &[u8],
    at: Option<&str>,
    place: Place<'_>,
    beside: &mut Extra,
) -> Result<(), Stop> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let mut context = Context::default();
    let descent = Descent {
        at,
        place,
        beside,
        context: &mut context,
    };
    descent
        .deserialize(&mut deserializer)
        .and_then(|()| deserializer.end())
        .map_err(|error| match context.take("result") {
            Some(misfit) => Stop::Misfit(misfit),
            None => Stop::Malformed(error),
        })
}

/// Walks the keys of the envelope.
struct Outline<'a, 'p> {
    at: Option<&'a str>,
    place: Option<Place<'p>>,
    frame: &'a mut Frame,
    context: &'a mut Context,
    only_result: bool,
}

impl Outline<'_, '_> {
    fn value<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        let (frame, context) = (&mut *self.frame, &mut *self.context);
        match key {
            "result" => {
                frame.result = true;
                // A second `result` has no place any more and is passed over.
                let place = self.place.take().unwrap_or(Place::Nothing);
                map.next_value_seed(Descent {
                    at: self.at,
                    place,
                    beside: &mut frame.beside,
                    context,
                })
            }
            "error" => map.next_value_seed(&mut Slot::new(Place::Any(&mut frame.error), context)),
            "error_description" => {
                map.next_value_seed(&mut Slot::new(Place::Any(&mut frame.description), context))
            }
            "time" | "total" | "next" => {
                let place = match key {
                    _ if self.only_result => Place::Nothing,
                    "time" => place(&mut frame.time),
                    "total" => Place::Integer(&mut frame.total),
                    _ => Place::Integer(&mut frame.next),
                };
                map.next_value_seed(&mut Slot::new(place, context))
                    .inspect_err(|_| frame.aside = true)
            }
            _ => {
                let mut value = None;
                map.next_value_seed(&mut Slot::new(Place::Any(&mut value), context))?;
                frame.extra.push(key.to_owned(), value.unwrap_or_default());
                Ok(())
            }
        }
    }

    #[expect(clippy::unnecessary_wraps, reason = "what a visitor returns")]
    fn bare<E>(self, found: &'static str) -> Result<(), E> {
        self.frame.bare = Some(found);
        Ok(())
    }
}

impl<'de> Visitor<'de> for Outline<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an answer")
    }

    fn visit_map<A: MapAccess<'de>>(mut self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key_seed(TextKey)? {
            if let Err(error) = self.value(&key, &mut map) {
                self.context.under(Step::Key(key.into_owned()));
                return Err(error);
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        self.bare(LIST)
    }

    fn visit_str<E: Error>(self, _text: &str) -> Result<(), E> {
        self.bare("text")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.bare("null")
    }

    fn visit_bool<E: Error>(self, _value: bool) -> Result<(), E> {
        self.bare("a truth value")
    }

    fn visit_i64<E: Error>(self, _value: i64) -> Result<(), E> {
        self.bare("a number")
    }

    fn visit_u64<E: Error>(self, _value: u64) -> Result<(), E> {
        self.bare("a number")
    }

    fn visit_f64<E: Error>(self, _value: f64) -> Result<(), E> {
        self.bare("a number")
    }
}

/// Walks down from `result` to the value, and keeps what lies beside the way.
struct Descent<'a, 'p> {
    at: Option<&'a str>,
    place: Place<'p>,
    beside: &'a mut Extra,
    context: &'a mut Context,
}

impl Descent<'_, '_> {
    /// Nothing lies where an object with the key should be.
    fn scalar<E: Error>(self, input: Input<'_>) -> Result<(), E> {
        if input.is_nothing() {
            Ok(())
        } else {
            Err(self.context.fail(OBJECT, &input))
        }
    }
}

impl<'de> DeserializeSeed<'de> for Descent<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.at {
            None => Slot::new(self.place, self.context).deserialize(deserializer),
            Some(_) => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Descent<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(OBJECT)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let Self {
            at,
            place,
            beside,
            context,
        } = self;
        let (first, rest) = match at.and_then(|at| at.split_once('.')) {
            Some((first, rest)) => (Some(first), Some(rest)),
            None => (at, None),
        };
        let mut place = Some(place);
        while let Some(key) = map.next_key_seed(TextKey)? {
            let read = if Some(&*key) == first {
                let place = place.take().unwrap_or(Place::Nothing);
                map.next_value_seed(Descent {
                    at: rest,
                    place,
                    beside,
                    context,
                })
            } else {
                let mut value = None;
                let read = map.next_value_seed(&mut Slot::new(Place::Any(&mut value), context));
                beside.push((*key).to_owned(), value.unwrap_or_default());
                read
            };
            if let Err(error) = read {
                context.under(Step::Key(key.into_owned()));
                return Err(error);
            }
        }
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        // PHP writes an object without entries as an empty list.
        if items.next_element::<IgnoredAny>()?.is_some() {
            return Err(self.context.fail(OBJECT, &LIST));
        }
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.scalar(Input::Text(text))
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.scalar(Input::Null)
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.scalar(Input::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.scalar(Input::Integer(value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.scalar(Input::Unsigned(value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.scalar(Input::Float(value))
    }
}
