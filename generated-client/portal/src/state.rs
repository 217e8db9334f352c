//! The state of the portal, and the families of methods that work on it.
//!
//! A family is a module here that implements [`Family`] and stands in [`FAMILIES`]. Its methods get
//! calls whose parameters agree with the schema, under the names that the schema has first.

#![expect(
    clippy::unnecessary_wraps,
    reason = "what answers calls has one type, and most of it can fail"
)]

pub(crate) mod bindings;
mod cards;
mod catalogue;
mod columns;
mod custom_field_methods;
mod custom_fields;
mod deals;
mod deliveries;
mod directories;
pub(crate) mod drive;
mod event_methods;
mod former_rows;
mod intake;
mod items;
mod links;
mod listing;
mod objects;
mod order_links;
mod owners;
mod payment_positions;
mod payments;
mod placement_methods;
mod prices;
mod product_rows;
mod records;
mod recurring;
mod refusals;
mod seed;
mod seed_objects;
mod seed_tasks;
mod table;
mod tables;
mod tasks;
mod universal_rows;
mod views;

use std::collections::BTreeMap;

use crate::answer::{Answer, Failure};
use crate::call::Call;
use crate::check::Problem;
use bitrix24::describe::Method;

use self::bindings::Bindings;
use self::cards::Cards;
use self::catalogue::Catalogue;
pub(crate) use self::catalogue::Product;
use self::custom_fields::CustomFields;
use self::deliveries::Delivery;
use self::directories::Directories;
use self::drive::Drive;
use self::intake::Change;
pub(crate) use self::objects::Key;
use self::objects::Objects;
use self::order_links::Orders;
use self::owners::Owner;
use self::payments::Payments;
use self::product_rows::ProductRows;
use self::records::Records;
use self::recurring::Setting;
use self::table::Rows;
pub(crate) use self::tables::{Content, Posted};
use self::tasks::Tasks;

/// The state of the portal.
#[derive(Debug, Default)]
pub(crate) struct State {
    objects: Objects,
    pub(crate) catalogue: Catalogue,
    pub(crate) rows: ProductRows,
    pub(crate) bindings: Bindings,
    payments: Payments,
    deliveries: Records<Delivery>,
    pub(crate) order_links: Orders,
    recurring: Records<Setting>,
    custom_fields: CustomFields,
    cards: Cards,
    directories: Directories,
    tasks: Tasks,
    pub(crate) drive: Drive,
    /// The rows of families that are described as data, once they have changed.
    tables: BTreeMap<&'static str, Rows>,
    /// Events for the addresses of bots, which are not on their way yet.
    pub(crate) posted: Vec<Posted>,
    /// The last identifier of a value, such as a telephone number.
    last_value: i64,
}

impl State {
    /// The objects of the documented examples, so that their requests get their answers.
    pub(crate) fn seeded() -> Self {
        seed::state()
    }

    /// Adds an object under an identifier, unless it exists.
    pub(crate) fn add(&mut self, key: Key) {
        if !self.objects.has(key) {
            self.create(key, Change::default());
        }
    }

    /// Adds a delivery for an object, and returns its identifier.
    pub(crate) fn deliver(&mut self, object: Key, service: &str, price: bitrix24::Decimal) -> i64 {
        let order = self.order_links.of(object);
        let of_object = self
            .deliveries
            .iter()
            .filter(|(_, other)| other.object == object);
        let number = of_object.count() + 1;
        let currency = self
            .objects
            .get(object)
            .and_then(|object| object.text("currencyId"));
        let delivery = Delivery {
            object,
            account_number: format!("{order}/{number}"),
            price,
            currency: currency.unwrap_or("USD").to_owned(),
            service: 1,
            service_name: service.to_owned(),
        };
        self.deliveries.add(delivery)
    }

    fn has(&self, owner: &Owner) -> bool {
        owner.key().is_some_and(|key| self.objects.has(key))
    }
}

/// Answers a call from the state.
pub(crate) type Handler = fn(&mut State, Call<'_>) -> Result<Answer, Failure>;

/// Methods that work on the same objects.
pub(crate) trait Family: Sync {
    /// The function for a method. Returns `None` for a method of another family.
    fn handler(&self, method: &str) -> Option<Handler>;

    /// The error for a problem with a parameter, if the family has a more specific one than the
    /// general rule.
    fn refusal(&self, method: &Method, problem: &Problem) -> Option<Failure> {
        let _ = (method, problem);
        None
    }
}

static FAMILIES: &[&dyn Family] = &[
    &universal_rows::UniversalRows,
    &former_rows::FormerRows,
    &event_methods::EventMethods,
    &placement_methods::PlacementMethods,
    &deals::Deals,
    &links::Links,
    &items::Items,
    &recurring::RecurringDeals,
    &custom_field_methods::CustomFieldMethods,
    &cards::DealCards,
    &payments::PaymentMethods,
    &payment_positions::PaymentPositions,
    &deliveries::Deliveries,
    &order_links::OrderLinks,
    &directories::DirectoryMethods,
    &tables::Tables,
];

/// The family of a method, with its function. Returns `None` for methods without state.
pub(crate) fn family(method: &Method) -> Option<(&'static dyn Family, Handler)> {
    FAMILIES
        .iter()
        .find_map(|family| Some((*family, family.handler(&method.name)?)))
}

/// The function for a method of REST 3.0. Returns `None` for methods without state.
pub(crate) fn newer(method: &str) -> Option<Handler> {
    tasks::handler(method)
}
