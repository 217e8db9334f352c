//! Reads the parameters of an example key by key, and reports those that the typed API lacks.

use std::collections::BTreeSet;
use std::fmt;

use bitrix24::filter::uses::Sortable;
use bitrix24::runtime::{Field, OneOrMany, Required, from_value};
use bitrix24::{Arg, IntoArg, Key, Map, Order, Select, Value};

/// Reads the parameters of an example.
#[derive(Debug)]
pub struct Reader<'a> {
    value: &'a Value,
    path: String,
    seen: BTreeSet<String>,
}

/// A value that may be given as `null`.
#[derive(Debug)]
pub enum Given<T> {
    /// A value.
    Value(T),
    /// `null`, which clears the field.
    Null,
}

/// Data that the typed API does not take.
#[derive(Debug)]
pub struct Mismatch {
    /// The path in the data.
    pub path: String,
    /// The problem.
    pub what: String,
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.what)
    }
}

/// A part of the data that has been read.
pub(super) type Reading<T> = Result<T, Mismatch>;

/// Reads a value. A pointer, because code that is generic in a function would be compiled again for
/// each of the many thousand fields.
type Read<'a, T> = fn(&mut Reader<'a>) -> Reading<T>;

impl<'a> Reader<'a> {
    /// Starts at the top.
    pub fn new(value: &'a Value) -> Self {
        Self::at(value, String::new())
    }

    fn at(value: &'a Value, path: String) -> Self {
        Self {
            value,
            path,
            seen: BTreeSet::new(),
        }
    }

    fn inner(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }

    /// The value as it is.
    pub fn value(&self) -> &'a Value {
        self.value
    }

    /// Whether a key is there.
    pub fn has(&self, key: &str) -> bool {
        self.value.get(key).is_some()
    }

    /// Whether the value is a list.
    pub fn is_list(&self) -> bool {
        matches!(self.value, Value::List(_))
    }

    fn take(&mut self, key: &str, aliases: &[&str]) -> Option<(&'a Value, String)> {
        let value = self.value;
        let mut spellings = std::iter::once(&key).chain(aliases);
        let (key, value) = spellings.find_map(|key| Some((*key, value.get(key)?)))?;
        self.seen.insert(key.to_owned());
        Some((value, self.inner(key)))
    }

    /// Reads a required key.
    pub fn required<T>(&mut self, key: &str, aliases: &[&str], read: Read<'a, T>) -> Reading<T> {
        let Some((value, path)) = self.take(key, aliases) else {
            return Err(self.missing(key));
        };
        read(&mut Reader::at(value, path))
    }

    /// Reads an optional key.
    pub fn optional<T>(
        &mut self,
        key: &str,
        aliases: &[&str],
        read: Read<'a, T>,
    ) -> Reading<Option<Given<T>>> {
        match self.take(key, aliases) {
            None => Ok(None),
            Some((Value::Null, _)) => Ok(Some(Given::Null)),
            Some((value, path)) => {
                let value = read(&mut Reader::at(value, path))?;
                Ok(Some(Given::Value(value)))
            }
        }
    }

    /// Reads every key of a family.
    pub fn family<T>(&mut self, pattern: &str, read: Read<'a, T>) -> Reading<Vec<(String, T)>> {
        let mut found = Vec::new();
        for (key, value) in self.object()? {
            if !self.seen.contains(key) && bitrix24::runtime::fits(pattern, key) {
                let value = read(&mut Reader::at(value, self.inner(key)))?;
                found.push((key.clone(), value));
                self.seen.insert(key.clone());
            }
        }
        Ok(found)
    }

    /// Every remaining key.
    pub fn rest(&mut self) -> Vec<(String, Reader<'a>)> {
        let Ok(object) = self.object() else {
            return Vec::new();
        };
        let rest = object.iter().filter(|(key, _)| !self.seen.contains(*key));
        rest.map(|(key, value)| (key.clone(), Reader::at(value, self.inner(key))))
            .collect()
    }

    /// Counts a key as read.
    pub fn skip(&mut self, key: &str) {
        self.seen.insert(key.to_owned());
    }

    /// Makes sure that every key was read.
    pub fn finish(&self) -> Reading<()> {
        match self
            .object()?
            .iter()
            .find(|(key, _)| !self.seen.contains(*key))
        {
            Some((key, _)) => Err(self.unexpected(key)),
            None => Ok(()),
        }
    }

    /// Reads the value as a type.
    pub fn typed<T: Field>(&self) -> Reading<T> {
        from_value(self.value).map_err(|mismatch| self.mismatch(mismatch.to_string()))
    }

    /// Reads a value, or a list of such.
    pub fn one_or_many<T>(&self) -> Reading<Arg<OneOrMany<T>>>
    where
        T: Field + IntoArg<T, Required>,
    {
        Ok(if self.is_list() {
            Arg::raw(
                Arg::<Vec<T>>::new(self.typed::<Vec<T>>()?)
                    .as_value()
                    .clone(),
            )
        } else {
            Arg::raw(Arg::<T>::new(self.typed::<T>()?).as_value().clone())
        })
    }

    /// Reads two values.
    pub fn pair<T: Field>(&self) -> Reading<[T; 2]> {
        <[T; 2]>::try_from(self.typed::<Vec<T>>()?).map_err(|_| self.wrong("two values"))
    }

    /// Reads a list.
    pub fn list<T>(&self, read: Read<'a, T>) -> Reading<Vec<T>> {
        let Value::List(items) = self.value else {
            return Err(self.wrong("a list"));
        };
        let item = |(index, value)| read(&mut Reader::at(value, format!("{}[{index}]", self.path)));
        items.iter().enumerate().map(item).collect()
    }

    /// Reads an object whose keys are data.
    pub fn map<K: Field, V>(&self, read: Read<'a, V>) -> Reading<Vec<(K, V)>> {
        let entry = |(key, value): (&String, &'a Value)| {
            let path = self.inner(key);
            let key = Reader::at(&Value::Text(key.clone()), path.clone()).typed()?;
            Ok((key, read(&mut Reader::at(value, path))?))
        };
        self.object()?.iter().map(entry).collect()
    }

    /// Reads an order, by the constants of its record.
    pub fn order<R>(
        &self,
        apply: fn(Order<R>, &str, bool) -> Option<Order<R>>,
    ) -> Reading<Order<R>> {
        let mut order = Order::new();
        for (name, direction) in self.object()? {
            let descending = match direction.as_text().map(str::to_ascii_lowercase).as_deref() {
                Some("asc") => false,
                Some("desc") => true,
                _ => return Err(self.wrong("`asc` or `desc`")),
            };
            order = apply(order, name, descending).ok_or_else(|| self.unexpected(name))?;
        }
        Ok(order)
    }

    /// Reads a selection, by the constants of its record.
    pub fn select<R>(&self, apply: fn(Select<R>, &str) -> Option<Select<R>>) -> Reading<Select<R>> {
        let Value::List(names) = self.value else {
            return Err(self.wrong("a list"));
        };
        let mut select = Select::new();
        for name in names {
            let name = name
                .as_text()
                .ok_or_else(|| self.wrong("the name of a field"))?;
            select = apply(select, name).ok_or_else(|| self.unexpected(name))?;
        }
        Ok(select)
    }

    /// The conditions of REST 3.0 as the older versions write them.
    pub fn flatten(&self) -> Reading<Flat> {
        Ok(Flat {
            conditions: self.flat(self.value)?,
            path: self.path.clone(),
        })
    }

    fn flat(&self, conditions: &Value) -> Reading<Value> {
        let Value::List(conditions) = conditions else {
            return Err(self.wrong("a list"));
        };
        let mut flat = Map::new();
        for (index, condition) in conditions.iter().enumerate() {
            if let (Some("or"), Some(alternatives)) = (
                condition.get("logic").and_then(Value::as_text),
                condition.get("conditions").and_then(Value::as_list),
            ) {
                let mut group = Map::new();
                group.insert("logic".to_owned(), "OR".into());
                for (index, alternative) in alternatives.iter().enumerate() {
                    let alone = Value::List(vec![alternative.clone()]);
                    group.insert(index.to_string(), self.flat(&alone)?);
                }
                flat.insert(index.to_string(), Value::Map(group));
                continue;
            }
            let (field, operator, value) = match condition.as_list() {
                Some([Value::Text(field), Value::Text(word), value]) => {
                    (field, word.as_str(), value)
                }
                // Short for `in` with a list, and for `=` with one value.
                Some([Value::Text(field), value @ Value::List(_)]) => (field, "in", value),
                Some([Value::Text(field), value]) => (field, "=", value),
                _ => return Err(self.wrong("a field, an operator and a value")),
            };
            let operator = match operator {
                "in" => "@",
                "between" => "><",
                other => other,
            };
            flat.insert(format!("{operator}{field}"), value.clone());
        }
        Ok(Value::Map(flat))
    }

    fn object(&self) -> Reading<&'a Map<String, Value>> {
        static EMPTY: Map<String, Value> = Map::new();
        match self.value {
            // PHP writes an empty object like an empty list.
            Value::List(items) if items.is_empty() => Ok(&EMPTY),
            value => value.as_map().ok_or_else(|| self.wrong("an object")),
        }
    }

    /// The problem of a missing key.
    pub fn missing(&self, key: &str) -> Mismatch {
        let what = "is required by the typed API, and not there".to_owned();
        Mismatch {
            path: self.inner(key),
            what,
        }
    }

    /// The problem of a key that the typed API lacks.
    pub fn unexpected(&self, key: &str) -> Mismatch {
        Mismatch {
            path: self.inner(key),
            what: "the typed API has nothing for it".to_owned(),
        }
    }

    fn wrong(&self, expected: &str) -> Mismatch {
        self.mismatch(format!("expected {expected}, found {:?}", self.value))
    }

    fn mismatch(&self, what: String) -> Mismatch {
        Mismatch {
            path: self.path.clone(),
            what,
        }
    }
}

/// Conditions by operator and field.
#[derive(Debug)]
pub struct Flat {
    conditions: Value,
    path: String,
}

impl Flat {
    /// Reads them.
    pub fn reader(&self) -> Reader<'_> {
        Reader::at(&self.conditions, self.path.clone())
    }
}

/// Sorts by a field too.
pub fn by<R, V, U: Sortable>(order: Order<R>, key: Key<R, V, U>, descending: bool) -> Order<R> {
    if descending {
        order.desc(key)
    } else {
        order.asc(key)
    }
}
