//! The methods `crm.item.payment.{add, update, get, list, delete, pay, unpay}` and
//! `salescenter.payment.getPublicUrl`.

use rust_decimal::Decimal;

use super::objects::{Key, kind};
use super::payment_positions::{Position, Subject};
use super::records::Records;
use super::{Call, Family, Handler, State, refusals};
use crate::answer::{Answer, Failure};
use crate::check::Problem;
use crate::webhook::USER;
use crate::{condition, example, moment};
use bitrix24::describe::Method;
use bitrix24::internal::decimal;
use bitrix24::{Map, Value};

/// The methods `crm.item.payment.*` for payments themselves.
pub(super) struct PaymentMethods;

impl Family for PaymentMethods {
    fn handler(&self, method: &str) -> Option<Handler> {
        if method == "salescenter.payment.getPublicUrl" {
            return Some(public_url);
        }
        Some(match method.strip_prefix("crm.item.payment.")? {
            "add" => add,
            "update" => update,
            "get" => get,
            "list" => list,
            "delete" => delete,
            "pay" => pay,
            "unpay" => unpay,
            _ => return None,
        })
    }

    fn refusal(&self, method: &Method, problem: &Problem) -> Option<Failure> {
        refusals::worded(method, problem)
    }
}

/// Payments, and their positions.
#[derive(Debug, Default)]
pub(crate) struct Payments {
    pub(super) all: Records<Payment>,
    pub(super) positions: Records<Position>,
}

/// A payment.
#[derive(Debug, Clone)]
pub(super) struct Payment {
    pub(super) object: Key,
    pub(super) account_number: String,
    /// When it was paid, and by which user it was marked so.
    pub(super) paid: Option<(String, u64)>,
    pub(super) system: i64,
    pub(super) currency: String,
}

/// The portal's payment systems.
const SYSTEMS: [(i64, &str); 2] = [(6, "Cash"), (110, "Bank transfer")];

impl Payments {
    /// Adds a payment of an object and of its order.
    pub(super) fn new_payment(&self, object: Key, order: i64, currency: &str) -> Payment {
        let of_order = self
            .all
            .iter()
            .filter(|(_, payment)| payment.object == object);
        Payment {
            object,
            account_number: format!("{order}/{}", of_order.count() + 1),
            paid: None,
            system: SYSTEMS[0].0,
            currency: currency.to_owned(),
        }
    }

    pub(super) fn remove_of(&mut self, object: Key) {
        let of_object = self
            .all
            .iter()
            .filter(|(_, payment)| payment.object == object);
        for id in of_object.map(|(id, _)| id).collect::<Vec<_>>() {
            self.remove(id);
        }
    }

    fn remove(&mut self, id: i64) {
        self.all.remove(id);
        self.positions.retain(|position| position.payment != id);
    }
}

fn add(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let number = |name| call.arguments.integer(name).unwrap_or(0);
    let object = Key::new(number("entityTypeId"), number("entityId"));
    if !kind::exists(object.kind) || ![kind::DEAL, kind::INVOICE].contains(&object.kind) {
        let messages = [
            "Creating payment is not available for this entity",
            "Invalid CRM object type",
        ];
        return Err(Failure::worded(call.method, "0", &messages));
    }
    let Some(owner) = state.objects.get(object) else {
        let message = format!("Entity with identifier №{} does not exist", object.id);
        let documented = "The provided CRM object was not found";
        return Err(Failure::worded(call.method, "0", &[&message, documented]));
    };
    let currency = owner.text("currencyId").unwrap_or("USD").to_owned();
    let order = state.order_links.of(object);
    let payment = state.payments.new_payment(object, order, &currency);
    Ok(Answer::new(state.payments.all.add(payment)))
}

fn update(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let fields = call.arguments.object("fields");
    let payment = payment(state, call)?;
    if let Some(system) = fields.integer("paySystemId") {
        if !SYSTEMS.iter().any(|(known, _)| *known == system) {
            return Err(Failure::with_message(
                call.method,
                "0",
                "Payment system not found",
            ));
        }
        payment.system = system;
    }
    match fields.text("paid").as_deref() {
        Some("Y") if payment.paid.is_none() => payment.paid = Some((moment::now(), USER)),
        Some("N") => payment.paid = None,
        _ => {}
    }
    Ok(Answer::new(true))
}

fn pay(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let payment = payment(state, call)?;
    if payment.paid.is_none() {
        payment.paid = Some((moment::now(), USER));
    }
    Ok(Answer::new(true))
}

fn unpay(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    payment(state, call)?.paid = None;
    Ok(Answer::new(true))
}

fn get(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    payment(state, call)?;
    let id = call.arguments.integer("id").unwrap_or(0);
    Ok(Answer::new(state.payment(id).unwrap_or_default()))
}

fn list(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    const ORDER: &str = "orderId";
    let object = object(state, call)?;
    let of_object = state.payments.all.iter();
    let of_object = of_object.filter(|(_, payment)| payment.object == object);
    let mut payments: Vec<_> = of_object
        .filter_map(|(id, payment)| {
            // Payments are also filtered and sorted by their order, which they do not show.
            let order = payment
                .account_number
                .split('/')
                .next()?
                .parse::<i64>()
                .ok()?;
            let mut fields = state.payment(id)?;
            fields.insert(ORDER.to_owned(), order.into());
            Some(fields)
        })
        .filter(|payment| condition::meets(payment, call.arguments.object("filter")))
        .collect();
    condition::sort(&mut payments, call.arguments.object("order"));
    let payments = payments.into_iter().map(|mut payment| {
        payment.remove(ORDER);
        Value::Map(payment)
    });
    Ok(Answer::new(payments.collect::<Vec<_>>()))
}

fn delete(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    payment(state, call)?;
    state
        .payments
        .remove(call.arguments.integer("id").unwrap_or(0));
    Ok(Answer::new(true))
}

/// The documented link, for the payment of the call.
fn public_url(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let id = call.arguments.integer("id").unwrap_or(0);
    if state.payments.all.get(id).is_none() {
        return Err(Failure::with_message(
            call.method,
            "200640400001",
            "payment is not exists",
        ));
    }
    let mut answer = example::answer(call.method)?;
    if let Value::Map(result) = &mut answer.result
        && let Some(Value::Map(payment)) = result.get_mut("payment")
        && let Some(Value::Text(url)) = payment.get_mut("url")
        && let Some((link, _)) = url.rsplit_once('=')
    {
        *url = format!("{link}={id}");
    }
    Ok(answer)
}

/// The object whose payments or deliveries a call requests.
pub(super) fn object(state: &State, call: Call<'_>) -> Result<Key, Failure> {
    let number = |name| call.arguments.integer(name).unwrap_or(0);
    let key = Key::new(number("entityTypeId"), number("entityId"));
    if state.objects.has(key) {
        Ok(key)
    } else {
        let messages = ["Insufficient permissions", "Access denied"];
        Err(Failure::worded(call.method, "0", &messages))
    }
}

/// The payment that a call names.
fn payment<'a>(state: &'a mut State, call: Call<'_>) -> Result<&'a mut Payment, Failure> {
    let found = state
        .payments
        .all
        .get_mut(call.arguments.integer("id").unwrap_or(0));
    found.ok_or_else(|| {
        let messages = [
            "Insufficient permissions",
            "Payment not found or access denied",
        ];
        Failure::worded(call.method, "0", &messages)
    })
}

impl State {
    /// A payment in the form of answers.
    fn payment(&self, id: i64) -> Option<Map<String, Value>> {
        let payment = self.payments.all.get(id)?;
        let system = SYSTEMS.iter().find(|(known, _)| *known == payment.system);
        let (date, user) = match &payment.paid {
            Some((date, user)) => (
                date.as_str().into(),
                Value::Integer(i64::try_from(*user).ok()?),
            ),
            None => (Value::Null, Value::Null),
        };
        let paid = if payment.paid.is_some() { "Y" } else { "N" };
        Some(Map::from([
            ("id".to_owned(), id.into()),
            (
                "accountNumber".to_owned(),
                payment.account_number.as_str().into(),
            ),
            ("paid".to_owned(), paid.into()),
            ("datePaid".to_owned(), date),
            ("empPaidId".to_owned(), user),
            ("paySystemId".to_owned(), payment.system.into()),
            ("sum".to_owned(), decimal(self.sum(id))),
            ("currency".to_owned(), payment.currency.as_str().into()),
            (
                "paySystemName".to_owned(),
                system.map_or("", |(_, name)| *name).into(),
            ),
        ]))
    }

    /// The sum of the positions of a payment.
    fn sum(&self, payment: i64) -> Decimal {
        let positions = self.payments.positions.iter();
        let positions = positions.filter(|(_, position)| position.payment == payment);
        let price = |subject| match subject {
            Subject::Row(row) => self.rows.get(row).map(|row| row.prices.price),
            Subject::Delivery(id) => self.deliveries.get(id).map(|delivery| delivery.price),
        };
        let costs = positions
            .filter_map(|(_, position)| price(position.subject)?.checked_mul(position.quantity));
        costs
            .fold(Decimal::ZERO, |sum, cost| {
                sum.checked_add(cost).unwrap_or(sum)
            })
            .round_dp(2)
    }
}
