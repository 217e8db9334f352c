//! Items of lists and entries of objects, as [`Source`]s.

use std::fmt;

use serde::de::{Error, MapAccess, SeqAccess};

use super::SinkSeed;
use crate::decode::context::Context;
use crate::decode::key::TextKey;
use crate::field::{Failed, Sink, Source, Step};

/// Counts the memory of an item that was read.
fn count<E: Error>(
    context: &mut Context,
    size: usize,
    error: &mut Option<E>,
) -> Result<bool, Failed> {
    match context.count(size) {
        Ok(()) => Ok(true),
        Err(exceeded) => {
            *error = Some(exceeded);
            Err(Failed)
        }
    }
}

/// The items of a JSON list.
pub(super) struct Items<'a, A, E> {
    pub(super) access: A,
    pub(super) context: &'a mut Context,
    pub(super) index: usize,
    pub(super) error: Option<E>,
}

impl<'de, A: SeqAccess<'de>> Source for Items<'_, A, A::Error> {
    fn next(&mut self, sink: Sink<'_>, size: usize) -> Result<bool, Failed> {
        match self
            .access
            .next_element_seed(&mut SinkSeed::new(sink, self.context))
        {
            Ok(Some(())) => {
                self.index += 1;
                count(self.context, size, &mut self.error)
            }
            Ok(None) => Ok(false),
            Err(error) => {
                self.context.under(Step::Index(self.index));
                self.error = Some(error);
                Err(Failed)
            }
        }
    }

    fn refuse(&mut self, expected: &'static str, found: &dyn fmt::Display) -> Failed {
        self.context.note(expected, found);
        self.context
            .under(Step::Index(self.index.saturating_sub(1)));
        Failed
    }
}

/// The values of a JSON object that stands for a list. PHP writes one when the indices of a list
/// have gaps.
pub(super) struct Numbered<'a, A, E> {
    pub(super) access: A,
    pub(super) context: &'a mut Context,
    pub(super) key: String,
    pub(super) error: Option<E>,
}

impl<'de, A: MapAccess<'de>> Source for Numbered<'_, A, A::Error> {
    fn next(&mut self, sink: Sink<'_>, size: usize) -> Result<bool, Failed> {
        match self.access.next_key_seed(TextKey) {
            Ok(Some(key)) => self.key = key.into_owned(),
            Ok(None) => return Ok(false),
            Err(error) => {
                self.error = Some(error);
                return Err(Failed);
            }
        }
        if self.key.is_empty() || !self.key.bytes().all(|byte| byte.is_ascii_digit()) {
            self.context.note(
                "a list",
                &format_args!("an object with the key {:?}", self.key),
            );
            return Err(Failed);
        }
        match self
            .access
            .next_value_seed(&mut SinkSeed::new(sink, self.context))
        {
            Ok(()) => count(self.context, size, &mut self.error),
            Err(error) => {
                self.context.under(Step::Key(std::mem::take(&mut self.key)));
                self.error = Some(error);
                Err(Failed)
            }
        }
    }

    fn refuse(&mut self, expected: &'static str, found: &dyn fmt::Display) -> Failed {
        self.context.note(expected, found);
        self.context.under(Step::Key(std::mem::take(&mut self.key)));
        Failed
    }
}

/// The one value of a key.
pub(super) struct Entry<'a, A, E> {
    pub(super) access: &'a mut A,
    pub(super) context: &'a mut Context,
    pub(super) error: Option<E>,
}

impl<'de, A: MapAccess<'de>> Source for Entry<'_, A, A::Error> {
    fn next(&mut self, sink: Sink<'_>, size: usize) -> Result<bool, Failed> {
        match self
            .access
            .next_value_seed(&mut SinkSeed::new(sink, self.context))
        {
            Ok(()) => count(self.context, size, &mut self.error),
            Err(error) => {
                self.error = Some(error);
                Err(Failed)
            }
        }
    }

    fn refuse(&mut self, expected: &'static str, found: &dyn fmt::Display) -> Failed {
        self.context.note(expected, found);
        Failed
    }
}
