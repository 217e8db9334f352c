//! Slots, lists and maps: how they are filled, and how they are viewed.

use super::exact;
use super::input::{Input, ScalarMismatch};
use super::memory::{of_item, of_text};
use super::record::{
    EntrySink, Failed, ListRef, ListSink, MapRef, MapSink, Record, RecordSink, ScalarSink, Source,
    ValueRef, WholeSink,
};
use super::traits::{Field, Scalar, Whole, Written};
use crate::value::{Map, Value};

impl<T: Scalar> ScalarSink for Option<T> {
    fn read(&mut self, input: Input<'_>) -> bool {
        match T::read(input) {
            Ok(value) => {
                *self = value;
                true
            }
            Err(ScalarMismatch) => false,
        }
    }

    fn is_exact(&self, input: Input<'_>) -> bool {
        T::is_exact(input)
    }

    fn expected(&self) -> &'static str {
        T::EXPECTED
    }
}

impl<T: Record + Default> RecordSink for Option<T> {
    #[inline]
    fn open(&mut self) -> &mut dyn Record {
        self.insert(T::default())
    }

    fn is_exact(&self, map: &Map<String, Value>) -> bool {
        exact::knows(&T::default(), map)
    }
}

impl<T: Field> ListSink for Option<Vec<T>> {
    fn fill(&mut self, source: &mut dyn Source) -> Result<(), Failed> {
        let items = self.insert(Vec::new());
        let mut slot = None;
        while source.next(T::sink(&mut slot), of_item::<T>(items.len()))? {
            match slot.take().or_else(T::absent) {
                Some(item) => items.push(item),
                None => return Err(source.refuse(T::sink(&mut None).expected(), &"nothing")),
            }
        }
        Ok(())
    }

    fn is_exact(&self, item: &Value) -> bool {
        exact::is_exact(&T::sink(&mut None), item)
    }
}

impl<K: Scalar, V: Field> EntrySink for Map<K, V> {
    fn read(&mut self, key: &str, source: &mut dyn Source) -> Result<(), Failed> {
        let size = of_item::<(K, V)>(self.len()) + of_text(key);
        let Ok(Some(key)) = K::read(Input::Text(key)) else {
            return Err(source.refuse(K::EXPECTED, &format_args!("the key {}", Input::Text(key))));
        };
        let mut slot = None;
        if source.next(V::sink(&mut slot), size)?
            && let Some(value) = slot.or_else(V::absent)
        {
            self.push(key, value);
        }
        Ok(())
    }
}

impl<K: Scalar, V: Field> MapSink for Option<Map<K, V>> {
    fn open(&mut self) -> &mut dyn EntrySink {
        self.insert(Map::new())
    }

    fn is_exact(&self, key: &str, value: &Value) -> bool {
        matches!(K::read(Input::Text(key)), Ok(Some(_)))
            && exact::is_exact(&V::sink(&mut None), value)
    }
}

impl<T: Whole> WholeSink for Option<T> {
    fn take(&mut self, value: Value) {
        *self = T::read(value);
    }

    fn is_exact(&self, value: &Value) -> bool {
        T::is_exact(value)
    }
}

impl<T: Written> ListRef for Vec<T> {
    fn length(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> ValueRef<'_> {
        self.get(index).map_or(ValueRef::Absent, T::value_ref)
    }
}

impl<K: Written, V: Written> MapRef for Map<K, V> {
    fn length(&self) -> usize {
        self.len()
    }

    fn item(&self, index: usize) -> (ValueRef<'_>, ValueRef<'_>) {
        self.entry(index)
            .map_or((ValueRef::Absent, ValueRef::Absent), |(key, value)| {
                (key.value_ref(), value.value_ref())
            })
    }
}
