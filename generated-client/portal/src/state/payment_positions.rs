//! The positions of a payment: products and deliveries.

use rust_decimal::Decimal;

use super::owners::Owner;
use super::{Call, Family, Handler, State, refusals};
use crate::answer::{Answer, Failure};
use crate::arguments;
use crate::check::Problem;
use crate::condition;
use bitrix24::describe::Method;
use bitrix24::internal::decimal;
use bitrix24::{Map, Value};

/// The methods for the products and deliveries of payments.
pub(super) struct PaymentPositions;

impl Family for PaymentPositions {
    fn handler(&self, method: &str) -> Option<Handler> {
        Some(match method.strip_prefix("crm.item.payment.")? {
            "product.add" => add_product,
            "product.setQuantity" => set_quantity,
            "product.list" => products,
            "product.delete" => delete_product,
            "delivery.add" => add_delivery,
            "delivery.setDelivery" => set_delivery,
            "delivery.list" => deliveries,
            "delivery.delete" => delete_delivery,
            _ => return None,
        })
    }

    fn refusal(&self, method: &Method, problem: &Problem) -> Option<Failure> {
        refusals::worded(method, problem)
    }
}

/// The subject of a position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Subject {
    /// A product row.
    Row(i64),
    /// A delivery.
    Delivery(i64),
}

impl Subject {
    fn is_delivery(self) -> bool {
        matches!(self, Self::Delivery(_))
    }
}

/// A line of a payment.
#[derive(Debug, Clone)]
pub(super) struct Position {
    pub(super) payment: i64,
    pub(super) subject: Subject,
    pub(super) quantity: Decimal,
}

impl State {
    /// The quantity of a product row that no payment has.
    pub(super) fn unpaid(&self, row: i64, but: Option<i64>) -> Decimal {
        let Some(known) = self.rows.get(row).filter(|row| !row.billed) else {
            return Decimal::ZERO;
        };
        let positions = self.payments.positions.iter();
        let paid = positions
            .filter(|(id, position)| position.subject == Subject::Row(row) && Some(*id) != but)
            .fold(Decimal::ZERO, |sum, (_, position)| {
                sum.saturating_add(position.quantity)
            });
        known.quantity.saturating_sub(paid)
    }
}

fn add_product(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let payment = payment(state, call)?;
    let row = call.arguments.integer("rowId").unwrap_or(0);
    let object = state
        .payments
        .all
        .get(payment)
        .map(|payment| payment.object);
    let owner = object.map(Owner::of);
    let known = state
        .rows
        .get(row)
        .filter(|row| Some(&row.owner) == owner.as_ref());
    if known.is_none() {
        let messages = ["Product item not found", "Product row has not been found"];
        return Err(Failure::worded(call.method, "0", &messages));
    }
    let quantity = quantity(state, call, row, None)?;
    let id = state.payments.positions.add(Position {
        payment,
        subject: Subject::Row(row),
        quantity,
    });
    Ok(Answer::new(id))
}

fn set_quantity(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let id = position(state, call, false)?;
    let subject = state
        .payments
        .positions
        .get(id)
        .map(|position| position.subject);
    let Some(Subject::Row(row)) = subject else {
        return Err(no_position(call));
    };
    let quantity = quantity(state, call, row, Some(id))?;
    if let Some(position) = state.payments.positions.get_mut(id) {
        position.quantity = quantity;
    }
    Ok(Answer::new(true))
}

fn add_delivery(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let payment = payment(state, call)?;
    let delivery = delivery(state, call, payment)?;
    let id = state.payments.positions.add(Position {
        payment,
        subject: Subject::Delivery(delivery),
        quantity: Decimal::ONE,
    });
    Ok(Answer::new(id))
}

fn set_delivery(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let id = position(state, call, true)?;
    let payment = state
        .payments
        .positions
        .get(id)
        .map_or(0, |position| position.payment);
    let delivery = delivery(state, call, payment)?;
    if let Some(position) = state.payments.positions.get_mut(id) {
        position.subject = Subject::Delivery(delivery);
    }
    Ok(Answer::new(true))
}

fn products(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    list(state, call, false)
}

fn deliveries(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    list(state, call, true)
}

fn list(state: &State, call: Call<'_>, of_deliveries: bool) -> Result<Answer, Failure> {
    let payment = payment(state, call)?;
    let positions = state.payments.positions.iter();
    let mut positions: Vec<_> = positions
        .filter(|(_, position)| position.payment == payment)
        .filter(|(_, position)| position.subject.is_delivery() == of_deliveries)
        .map(|(id, position)| spelled(id, position))
        .filter(|position| condition::meets(position, call.arguments.object("filter")))
        .collect();
    condition::sort(&mut positions, call.arguments.object("order"));
    let positions = positions.into_iter().map(Value::Map);
    Ok(Answer::new(positions.collect::<Vec<_>>()))
}

fn delete_product(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    delete(state, call, false)
}

fn delete_delivery(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    delete(state, call, true)
}

fn delete(state: &mut State, call: Call<'_>, of_deliveries: bool) -> Result<Answer, Failure> {
    let id = position(state, call, of_deliveries)?;
    state.payments.positions.remove(id);
    Ok(Answer::new(true))
}

/// The payment that a call names.
fn payment(state: &State, call: Call<'_>) -> Result<i64, Failure> {
    let id = call.arguments.integer("paymentId").unwrap_or(0);
    if state.payments.all.get(id).is_some() {
        Ok(id)
    } else {
        let messages = ["Payment has not been found", "Payment not found"];
        Err(Failure::worded(call.method, "0", &messages))
    }
}

/// The position that a call names.
fn position(state: &State, call: Call<'_>, of_deliveries: bool) -> Result<i64, Failure> {
    let id = call.arguments.integer("id").unwrap_or(0);
    let position = state.payments.positions.get(id);
    position
        .filter(|position| position.subject.is_delivery() == of_deliveries)
        .map(|_| id)
        .ok_or_else(|| no_position(call))
}

/// The delivery that a call names, of the object of the payment.
fn delivery(state: &State, call: Call<'_>, payment: i64) -> Result<i64, Failure> {
    let id = call.arguments.integer("deliveryId").unwrap_or(0);
    let object = state
        .payments
        .all
        .get(payment)
        .map(|payment| payment.object);
    let delivery = state.deliveries.get(id);
    delivery
        .filter(|delivery| Some(delivery.object) == object)
        .map(|_| id)
        .ok_or_else(|| Failure::with_message(call.method, "0", "Delivery item not found"))
}

/// The quantity that a call names: positive, and at most the remaining quantity of the row.
fn quantity(state: &State, call: Call<'_>, row: i64, but: Option<i64>) -> Result<Decimal, Failure> {
    let quantity = call.arguments.get("quantity").and_then(arguments::decimal);
    let quantity = quantity.unwrap_or_default();
    if quantity <= Decimal::ZERO {
        let message = "Product quantity cannot be less than or equal to 0";
        return Err(Failure::with_message(call.method, "0", message));
    }
    if quantity > state.unpaid(row, but) {
        let message = "Insufficient product quantity to add to payment";
        return Err(Failure::with_message(call.method, "0", message));
    }
    Ok(quantity)
}

fn no_position(call: Call<'_>) -> Failure {
    let messages = [
        "Payable item has not been found",
        "Product item not found",
        "Delivery item not found",
    ];
    Failure::worded(call.method, "0", &messages)
}

fn spelled(id: i64, position: &Position) -> Map<String, Value> {
    let (name, of) = match position.subject {
        Subject::Row(row) => ("rowId", row),
        Subject::Delivery(delivery) => ("deliveryId", delivery),
    };
    Map::from([
        ("id".to_owned(), id.into()),
        ("paymentId".to_owned(), position.payment.into()),
        ("quantity".to_owned(), decimal(position.quantity)),
        (name.to_owned(), of.into()),
    ])
}
