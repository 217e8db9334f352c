//! Objects in the form of answers, complete and in the spelling of `crm.item.*`, and lists of them.

use rust_decimal::Decimal;

use super::State;
use super::columns::{self, Column, Holds};
use super::listing::Selection;
use super::objects::{Key, Object, kind, primary};
use super::owners::Owner;
use crate::arguments::Arguments;
use crate::condition::{self, split};
use bitrix24::internal::decimal;
use bitrix24::internal::map_of_distinct;
use bitrix24::{Map, Value};

impl State {
    /// An object with everything that belongs to it. Custom fields have their original names.
    pub(super) fn view(&self, key: Key) -> Option<Map<String, Value>> {
        self.view_of(key, &Wanted::new(&Selection::ALL))
    }

    /// An object with its requested fields only, since lists have many objects.
    fn view_of(&self, key: Key, wanted: &Wanted<'_>) -> Option<Map<String, Value>> {
        let object = self.objects.get(key)?;
        let mut view = Map::new();
        if key.kind == kind::DEAL {
            let value = |column: &Column| object.fields.get(column.item).cloned();
            view = map_of_distinct(wanted.columns.iter().map(|column| {
                let value = value(column).unwrap_or_else(|| empty(column.item));
                (column.item.to_owned(), value)
            }));
        }
        let mut set = |name: &str, value: Value| {
            if wanted.selection.has(name) {
                view.insert(name.to_owned(), value);
            }
        };
        set("id", Value::Integer(key.id));
        for (name, value) in &object.fields {
            // The columns of a deal are already in the view.
            if key.kind != kind::DEAL || columns::of_item(name).is_none() {
                set(name, value.clone());
            }
        }
        let (one, all) = match key.kind {
            kind::CONTACT => ("companyId", "companyIds"),
            _ => ("contactId", "contactIds"),
        };
        if [one, all].iter().any(|name| wanted.selection.has(name)) {
            let links = self.links(key).unwrap_or_default();
            if key.kind != kind::CONTACT || !links.is_empty() {
                let linked = links.iter().map(|link| link.contact.into());
                set(one, primary(&links).into());
                set(all, Value::List(linked.collect()));
            }
        }
        if let Some(group) = self.group_of_stage(key.kind, object) {
            set("stageSemanticId", group.into());
        }
        if let Some((amount, tax)) = self.amounts(key, object) {
            set("opportunity", decimal(amount));
            set("taxValue", decimal(tax));
        }
        set("entityTypeId", Value::Integer(key.kind));
        Some(view)
    }

    /// Adds many similar deals.
    pub(crate) fn add_deals(&mut self, count: u32) {
        let known = self.objects.within(kind::DEAL, i64::MIN..=i64::MAX).next();
        let mut like = known
            .and_then(|key| self.objects.get(key))
            .cloned()
            .unwrap_or_default();
        // Their amounts are not sums of rows.
        like.set("isManualOpportunity", "Y");
        self.objects.imagine(kind::DEAL, count, like);
    }

    /// The sum of an object's product rows, unless its amount is set by hand.
    fn amounts(&self, key: Key, object: &Object) -> Option<(Decimal, Decimal)> {
        if object.text("isManualOpportunity") == Some("Y") {
            return None;
        }
        let owner = Owner::of(key);
        let mut rows = self.rows.of(&owner).peekable();
        rows.peek()?;
        let mut sums = (Decimal::ZERO, Decimal::ZERO);
        for row in rows {
            let tax = row.prices.price.checked_sub(row.prices.exclusive)?;
            sums.0 = sums
                .0
                .checked_add(row.prices.price.checked_mul(row.quantity)?)?;
            sums.1 = sums.1.checked_add(tax.checked_mul(row.quantity)?)?;
        }
        Some((sums.0.round_dp(2), sums.1.round_dp(2)))
    }

    /// The objects of a kind that meet a filter, in that order. Filter and order have the names of
    /// [`State::view`].
    ///
    /// If only the `first` are requested, by identifier, the others are not computed. They have the
    /// selected fields.
    pub(super) fn listed(
        &self,
        of: i64,
        filter: &Map<String, Value>,
        order: &Map<String, Value>,
        first: Option<usize>,
        selection: &Selection,
    ) -> Vec<Map<String, Value>> {
        let filter = comparable_filter(filter);
        let bound = |key: &str| filter.get(key).and_then(|id| id.read::<i64>().ok());
        let low = bound(">id").map_or(i64::MIN, |id| id.saturating_add(1));
        let high = bound("<id").map_or(i64::MAX, |id| id.saturating_sub(1));
        let keys = self.objects.within(of, low..=high);
        let only_bounds = filter.keys().all(|key| key == ">id" || key == "<id");
        let everything = &Selection::ALL;
        let wanted = Wanted::new(if only_bounds { selection } else { everything });
        let meets = |view: &Map<String, Value>| {
            only_bounds || condition::meets(&comparable(view), Arguments(&filter))
        };
        match (first, by_id(order)) {
            (Some(first), Some(descending)) => {
                let keys: Box<dyn Iterator<Item = Key>> = if descending {
                    Box::new(keys.rev())
                } else {
                    Box::new(keys)
                };
                let views = keys.filter_map(|key| self.view_of(key, &wanted));
                let views = views.filter(meets).take(first);
                views.map(|view| selection.of_object(view)).collect()
            }
            _ => {
                let views = keys.filter_map(|key| self.view(key));
                let views = sorted(views.collect(), &filter, order).into_iter();
                views.map(|view| selection.of_object(view)).collect()
            }
        }
    }
}

/// The requested fields of an object, and the fields of deals among them.
struct Wanted<'a> {
    selection: &'a Selection,
    columns: Vec<&'static Column>,
}

impl<'a> Wanted<'a> {
    fn new(selection: &'a Selection) -> Self {
        let columns = columns::DEAL.iter();
        Self {
            selection,
            columns: columns
                .filter(|column| selection.has(column.item))
                .collect(),
        }
    }
}

/// Whether an order is only by the identifier, and whether it is descending.
fn by_id(order: &Map<String, Value>) -> Option<bool> {
    let mut fields = order.iter();
    let (field, direction) = fields.next()?;
    let descending = direction
        .as_text()
        .is_some_and(|direction| direction.eq_ignore_ascii_case("desc"));
    (field == "id" && fields.next().is_none()).then_some(descending)
}

/// The value of a deal's field that was never set.
fn empty(name: &str) -> Value {
    match name {
        "companyId" | "contactId" | "opportunity" | "taxValue" => Value::Integer(0),
        "observers" | "contactIds" => Value::List(Vec::new()),
        _ => Value::Null,
    }
}

/// The objects that meet a filter, sorted. Without an order they stay as they are.
fn sorted(
    views: Vec<Map<String, Value>>,
    filter: &Map<String, Value>,
    order: &Map<String, Value>,
) -> Vec<Map<String, Value>> {
    const INDEX: &str = "#";
    let mut compared: Vec<Map<String, Value>> = views
        .iter()
        .zip(0_i64..)
        .map(|(view, index)| {
            let mut compared = comparable(view);
            compared.insert(INDEX.to_owned(), Value::Integer(index));
            compared
        })
        .filter(|view| condition::meets(view, Arguments(filter)))
        .collect();
    condition::sort(&mut compared, Arguments(order));
    let mut views: Vec<Option<Map<String, Value>>> = views.into_iter().map(Some).collect();
    compared
        .iter()
        .filter_map(|view| usize::try_from(view.get(INDEX)?.as_integer()?).ok())
        .filter_map(|index| views.get_mut(index)?.take())
        .collect()
}

fn holds(name: &str) -> Holds {
    columns::of_item(name).map_or(Holds::Any, |column| column.holds)
}

fn comparable(view: &Map<String, Value>) -> Map<String, Value> {
    let fields = view.iter();
    fields
        .map(|(name, value)| (name.clone(), holds(name).comparable(value)))
        .collect()
}

/// A filter whose values are compared with those of [`comparable`], groups of conditions included.
fn comparable_filter(filter: &Map<String, Value>) -> Map<String, Value> {
    let conditions = filter.iter();
    conditions
        .map(|(key, value)| {
            let value = match condition::inner_group(key, value) {
                Some(group) => Value::Map(comparable_filter(group)),
                None => holds(split(key).1).comparable(value),
            };
            (key.clone(), value)
        })
        .collect()
}
