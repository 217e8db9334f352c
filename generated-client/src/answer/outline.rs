//! Walks through the keys of an envelope, and down to the value.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use crate::decode::{Context, Room, SinkSeed, TextKey};
use crate::field::{Input, LIST, OBJECT, Sink, Step, TypeMismatch, of_item, of_text, sink};
use crate::time::Time;
use crate::value::{Extra, Value};

use super::failure::FailurePath;

/// An answer without the value.
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
    /// What the answer is, if it is not an object.
    bare: Option<&'static str>,
    /// Whether the walk stopped outside of the value.
    aside: bool,
}

/// Why the walk stopped.
pub(super) enum Stop {
    Malformed(serde_json::Error),
    TypeMismatch(TypeMismatch),
    /// The answer is not an object.
    Bare(&'static str),
    /// The mismatch is not in the value, but in another key, such as `time`.
    Aside,
    /// The values take more memory than the room.
    TooLarge,
}

/// The path of the value in an answer.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct ResultPath<'a> {
    /// Keys below `result`, separated by dots; `None` when the value is `result` itself.
    pub(crate) at: Option<&'a str>,
    /// Whether the value is the whole answer.
    pub(crate) bare: bool,
    /// Whether the value may be the whole answer, which is decided by the answer: it has content of
    /// its own, and neither a result nor an error.
    pub(crate) without_result: bool,
    /// Where a successful answer has an error.
    pub(crate) failure: Option<FailurePath>,
}

impl ResultPath<'_> {
    /// The path of a method that nothing is known of.
    pub(crate) fn undocumented() -> Self {
        Self {
            without_result: true,
            ..Self::default()
        }
    }
}

/// Reads an answer; the value goes to the sink. With `only_result`, `time` and paging are skipped.
/// What the values take is taken from the room.
pub(super) fn walk(
    bytes: &[u8],
    path: ResultPath<'_>,
    sink: Sink<'_>,
    only_result: bool,
    room: &mut Room,
) -> Result<Frame, Stop> {
    if path.bare && !has_envelope(bytes, *room) || path.without_result && is_content(bytes, *room) {
        let mut frame = Frame {
            result: true,
            ..Frame::default()
        };
        return walk_result(bytes, None, sink, &mut frame.beside, room).map(|()| frame);
    }
    let at = path.at;
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let (mut context, mut frame) = (Context::within(*room), Frame::default());
    let outline = Outline {
        at,
        sink: Some(sink),
        frame: &mut frame,
        context: &mut context,
        only_result,
    };
    let read = deserializer
        .deserialize_any(outline)
        .and_then(|()| deserializer.end());
    *room = context.room;
    match read {
        Err(_) if room.is_exceeded() => Err(Stop::TooLarge),
        Ok(()) => frame.bare.map_or(Ok(frame), |found| Err(Stop::Bare(found))),
        Err(error) => Err(match context.take("") {
            Some(_) if frame.aside => Stop::Aside,
            Some(mismatch) => Stop::TypeMismatch(mismatch),
            None => Stop::Malformed(error),
        }),
    }
}

/// Whether an answer has a result or an error, although the documentation shows the bare value.
fn has_envelope(bytes: &[u8], mut room: Room) -> bool {
    match walk(bytes, ResultPath::default(), Sink::Discard, true, &mut room) {
        Ok(frame) => frame.result || frame.error.is_some(),
        Err(_) => false,
    }
}

/// Whether an answer has content, but neither a result nor an error.
fn is_content(bytes: &[u8], mut room: Room) -> bool {
    // Most answers begin with their result.
    const KEY: &[u8] = b"{\"result\"";
    if bytes.trim_ascii_start().starts_with(KEY) {
        return false;
    }
    match walk(bytes, ResultPath::default(), Sink::Discard, true, &mut room) {
        Ok(frame) => !frame.result && frame.error.is_none() && !frame.extra.is_empty(),
        Err(Stop::Bare(found)) => found == LIST && !is_empty_list(bytes),
        Err(_) => false,
    }
}

/// Whether a list has no items.
fn is_empty_list(list: &[u8]) -> bool {
    let items = list.trim_ascii_start().strip_prefix(b"[");
    items.is_some_and(|items| items.trim_ascii_start().starts_with(b"]"))
}

/// Reads `result` alone; the value goes to the sink, and what it takes is taken from the room.
pub(super) fn walk_result(
    bytes: &[u8],
    at: Option<&str>,
    sink: Sink<'_>,
    beside: &mut Extra,
    room: &mut Room,
) -> Result<(), Stop> {
    let mut deserializer = serde_json::Deserializer::from_slice(bytes);
    let mut context = Context::within(*room);
    let descent = Descent {
        at,
        sink,
        beside,
        context: &mut context,
    };
    let read = descent
        .deserialize(&mut deserializer)
        .and_then(|()| deserializer.end());
    *room = context.room;
    read.map_err(|error| match context.take("result") {
        _ if room.is_exceeded() => Stop::TooLarge,
        Some(mismatch) => Stop::TypeMismatch(mismatch),
        None => Stop::Malformed(error),
    })
}

/// Walks the keys of the envelope.
struct Outline<'a, 'p> {
    at: Option<&'a str>,
    sink: Option<Sink<'p>>,
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
                // A second `result` is ignored: the sink is used up.
                let sink = self.sink.take().unwrap_or(Sink::Discard);
                map.next_value_seed(Descent {
                    at: self.at,
                    sink,
                    beside: &mut frame.beside,
                    context,
                })
            }
            "error" => {
                map.next_value_seed(&mut SinkSeed::new(Sink::Any(&mut frame.error), context))
            }
            "error_description" => map.next_value_seed(&mut SinkSeed::new(
                Sink::Any(&mut frame.description),
                context,
            )),
            "time" | "total" | "next" => {
                let sink = match key {
                    _ if self.only_result => Sink::Discard,
                    "time" => sink(&mut frame.time),
                    "total" => Sink::Integer(&mut frame.total),
                    _ => Sink::Integer(&mut frame.next),
                };
                map.next_value_seed(&mut SinkSeed::new(sink, context))
                    .inspect_err(|_| frame.aside = true)
            }
            _ => {
                let mut value = None;
                context.count(of_item::<(String, Value)>(frame.extra.len()) + of_text(key))?;
                map.next_value_seed(&mut SinkSeed::new(Sink::Any(&mut value), context))?;
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

/// Walks from `result` to the value, and keeps the keys beside the path.
struct Descent<'a, 'p> {
    at: Option<&'a str>,
    sink: Sink<'p>,
    beside: &'a mut Extra,
    context: &'a mut Context,
}

impl Descent<'_, '_> {
    /// Accepts "no value" instead of an object with the key.
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
            None => SinkSeed::new(self.sink, self.context).deserialize(deserializer),
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
            sink,
            beside,
            context,
        } = self;
        let (first, rest) = match at.and_then(|at| at.split_once('.')) {
            Some((first, rest)) => (Some(first), Some(rest)),
            None => (at, None),
        };
        let mut sink = Some(sink);
        while let Some(key) = map.next_key_seed(TextKey)? {
            let read = if Some(&*key) == first {
                let sink = sink.take().unwrap_or(Sink::Discard);
                map.next_value_seed(Descent {
                    at: rest,
                    sink,
                    beside,
                    context,
                })
            } else {
                let mut value = None;
                context.count(of_item::<(String, Value)>(beside.len()) + of_text(&key))?;
                let read = map.next_value_seed(&mut SinkSeed::new(Sink::Any(&mut value), context));
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
