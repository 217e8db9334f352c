//! The methods `crm.item.delivery.*`: deliveries of a deal or an invoice.

use rust_decimal::Decimal;

use super::objects::Key;
use super::payments::object;
use super::{Call, Family, Handler, State, refusals};
use crate::answer::{Answer, Failure};
use crate::check::Problem;
use crate::condition;
use bitrix24::describe::Method;
use bitrix24::internal::decimal;
use bitrix24::{Map, Value};

/// The methods `crm.item.delivery.*`.
pub(super) struct Deliveries;

impl Family for Deliveries {
    fn handler(&self, method: &str) -> Option<Handler> {
        match method {
            "crm.item.delivery.get" => Some(get),
            "crm.item.delivery.list" => Some(list),
            _ => None,
        }
    }

    fn refusal(&self, method: &Method, problem: &Problem) -> Option<Failure> {
        refusals::worded(method, problem)
    }
}

/// A delivery. Users create deliveries in the card of an object; no method does.
#[derive(Debug, Clone)]
pub(crate) struct Delivery {
    pub(super) object: Key,
    pub(super) account_number: String,
    pub(super) price: Decimal,
    pub(super) currency: String,
    /// Delivery service.
    pub(super) service: i64,
    pub(super) service_name: String,
}

fn get(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let id = call.arguments.integer("id").unwrap_or(0);
    let delivery = state.deliveries.get(id).ok_or_else(|| {
        let messages = [
            "Insufficient permissions",
            "Delivery not found or access denied",
        ];
        Failure::worded(call.method, "0", &messages)
    })?;
    Ok(Answer::new(spelled(id, delivery)))
}

fn list(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let object = object(state, call)?;
    let deliveries = state.deliveries.iter();
    let mut deliveries: Vec<_> = deliveries
        .filter(|(_, delivery)| delivery.object == object)
        .map(|(id, delivery)| spelled(id, delivery))
        .filter(|delivery| condition::meets(delivery, call.arguments.object("filter")))
        .collect();
    condition::sort(&mut deliveries, call.arguments.object("order"));
    let deliveries = deliveries.into_iter().map(Value::Map);
    Ok(Answer::new(deliveries.collect::<Vec<_>>()))
}

fn spelled(id: i64, delivery: &Delivery) -> Map<String, Value> {
    Map::from([
        ("id".to_owned(), id.into()),
        (
            "accountNumber".to_owned(),
            delivery.account_number.as_str().into(),
        ),
        ("priceDelivery".to_owned(), decimal(delivery.price)),
        ("currency".to_owned(), delivery.currency.as_str().into()),
        ("deducted".to_owned(), "N".into()),
        ("dateDeducted".to_owned(), Value::Null),
        ("deliveryId".to_owned(), delivery.service.into()),
        (
            "deliveryName".to_owned(),
            delivery.service_name.as_str().into(),
        ),
    ])
}
