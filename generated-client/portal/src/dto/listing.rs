//! Lists: their filter, order and page.

use super::filter::Filter;
use super::kinds::Entity;
use super::refusal::refused;
use super::selection::Selection;
use crate::answer::Failure;
use crate::arguments::Arguments;
use crate::call::Call;
use crate::condition;
use bitrix24::describe::{self, Kind, Method, Shape, Use};
use bitrix24::{Map, Value};

/// The parameter of a page.
pub(super) const PAGINATION: &str = "pagination";

/// The largest number of rows of a page, where none is documented.
const MOST: i64 = 1000;
/// The default number of rows of a page.
const SIZE: i64 = 50;

/// A request for a list.
#[derive(Debug)]
pub(crate) struct Listing {
    pub(crate) filter: Filter,
    order: Map<String, Value>,
    window: Window,
    pub(crate) selection: Selection,
}

/// The requested rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Window {
    pub(super) offset: usize,
    pub(super) limit: usize,
}

impl Listing {
    /// Reads the parameters of a list, or of a method that only selects.
    pub(crate) fn of(call: Call<'_>) -> Result<Self, Failure> {
        let Call {
            method, arguments, ..
        } = call;
        let given = |name: &str| Some((&method.param(name)?.kind, arguments.get(name)?));
        let filter = match given("filter") {
            Some((Kind::Named(name), value)) => match describe::named(name).map(|ty| &ty.shape) {
                Some(Shape::Filter(shape)) => Filter::read(method, shape, value)?,
                _ => Filter::none(),
            },
            _ => Filter::none(),
        };
        let selection = match given("select") {
            Some((Kind::Select(of), value)) => Selection::read(method, of, value)?,
            _ => Selection::default(),
        };
        let mut order = arguments.object("order").0.clone();
        if order.is_empty() {
            order.insert("id".to_owned(), "ASC".into());
        }
        Ok(Self {
            filter,
            order,
            window: window(method, arguments.get(PAGINATION))?,
            selection,
        })
    }

    /// The rows of the page, in their order.
    pub(crate) fn page<'a>(
        &self,
        mut rows: Vec<&'a Map<String, Value>>,
    ) -> Vec<&'a Map<String, Value>> {
        condition::sort(&mut rows, Arguments(&self.order));
        let Window { offset, limit } = self.window;
        rows.into_iter().skip(offset).take(limit).collect()
    }
}

/// Checks an order: fields that can be sorted by, each with a direction.
pub(super) fn check_order(method: &Method, of: &str, value: &Value) -> Result<(), Failure> {
    let is_sortable = |name: &String| {
        Entity::named(of).is_some_and(|entity| {
            let mut fields = entity.shape.fields.iter();
            fields.any(|field| field.is_named(name) && !field.without.contains(&Use::Order))
        })
    };
    let is_direction = |value: &Value| {
        value.as_text().is_some_and(|text| {
            text.eq_ignore_ascii_case("asc") || text.eq_ignore_ascii_case("desc")
        })
    };
    let fits = |order: &Map<String, Value>| {
        let mut parts = order.iter();
        parts.all(|(name, direction)| is_sortable(name) && is_direction(direction))
    };
    if value.as_map().is_some_and(fits) {
        return Ok(());
    }
    let message = format!("Unable to recognize sorting parameter `{value}`");
    Err(refused(method, "INVALIDORDER", message))
}

/// Reads the requested page. A page takes precedence over an offset.
pub(super) fn window(method: &Method, value: Option<&Value>) -> Result<Window, Failure> {
    let size = method
        .paging
        .as_ref()
        .map_or(SIZE, |paging| i64::from(paging.size));
    let most = method.paging.as_ref().and_then(|paging| paging.most);
    let most = most.map_or(MOST, i64::from);
    let malformed = || {
        let shown = value.unwrap_or(&Value::Null);
        let message = format!("Unable to recognize the pagination parameter `{shown}`");
        refused(method, "INVALIDPAGINATION", message)
    };
    let none = Map::new();
    let given = match value {
        Some(Value::Map(map)) => map,
        Some(_) => return Err(malformed()),
        None => &none,
    };
    let (mut page, mut limit, mut offset) = (None, size, 0);
    for (name, value) in given {
        let number = value.as_integer().ok_or_else(malformed)?;
        match name.as_str() {
            "page" if number >= 0 => page = Some(number),
            "limit" if (1..=most).contains(&number) => limit = number,
            "offset" if number >= 0 => offset = number,
            _ => return Err(malformed()),
        }
    }
    if let Some(page) = page {
        // SDKs of the vendor count from 0, and both are the first page.
        offset = (page - 1).max(0).saturating_mul(limit);
    }
    let count = |number: i64| usize::try_from(number).unwrap_or(usize::MAX);
    Ok(Window {
        offset: count(offset),
        limit: count(limit),
    })
}
