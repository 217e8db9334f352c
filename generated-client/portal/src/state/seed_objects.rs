//! Objects of the documented examples: those in their answers and in their requests.

use rust_decimal::Decimal;

use super::State;
use super::cards::LayoutKey;
use super::columns::{self, Holds};
use super::custom_fields::CustomField;
use super::deliveries::Delivery;
use super::objects::{Key, Link, kind};
use super::payment_positions::{Position, Subject};
use super::payments::Payment;
use super::recurring::{self, Setting};
use crate::arguments::{Arguments, integer, items, text};
use bitrix24::describe::{self, ExampleKind};
use bitrix24::{Map, Value};

/// Deals that only requests name.
const DEALS: [i64; 16] = [
    5, 12, 45, 123, 351, 1875, 6933, 6937, 6938, 7577, 13123, 13127, 13141, 13142, 13143, 13144,
];

pub(super) fn add(state: &mut State) {
    directories(state);
    custom_fields(state);
    for id in DEALS {
        state.add(Key::deal(id));
    }
    state.add(Key::new(kind::QUOTE, 1));
    state.add(Key::new(1268, 1));
    objects(state);
    contacts(state);
    recurring_deals(state);
    for shown in answers("crm.deal.details.configuration.get") {
        let key = LayoutKey {
            user: None,
            category: 32,
        };
        state.cards.insert(key, shown);
    }
    payments(state);
}

/// The `result` of a method's documented answers.
fn answers(method: &str) -> Vec<Value> {
    let Some(method) = describe::method(method, 2) else {
        return Vec::new();
    };
    let examples = method.examples();
    let bodies = examples.filter(|example| example.kind == ExampleKind::Response);
    bodies
        .filter_map(|example| serde_json::from_str::<Value>(&example.body).ok())
        .map(|body| body["result"].clone())
        .collect()
}

/// The identifiers in the documented requests of a method.
fn named(method: &str) -> Vec<i64> {
    let method = describe::method(method, 2);
    let examples = method.into_iter().flat_map(describe::Method::examples);
    let requests = examples.filter(|example| example.kind == ExampleKind::Request);
    let bodies = requests.filter_map(|example| serde_json::from_str::<Value>(&example.body).ok());
    let ids = bodies.filter_map(|body| {
        let id = body.get("id").or_else(|| body.get("ID"))?;
        integer(id)
    });
    ids.collect()
}

/// The objects in the documented answers of a method: one, or a list, under a key or not.
fn shown(method: &str, at: &str) -> Vec<Map<String, Value>> {
    let answers = answers(method).into_iter();
    let parts = answers.map(|answer| match answer.get(at) {
        Some(part) => part.clone(),
        None => answer,
    });
    parts
        .flat_map(|part| match part {
            Value::Map(map) => vec![map],
            other => items(&other)
                .into_iter()
                .filter_map(Value::as_map)
                .cloned()
                .collect(),
        })
        .collect()
}

fn directories(state: &mut State) {
    state.directories.currencies = shown("crm.currency.list", "");
}

/// Fields in answers, and those that requests write into deals or name by an identifier.
fn custom_fields(state: &mut State) {
    for (of, namespace) in [
        (kind::DEAL, "crm.deal"),
        (kind::LEAD, "crm.lead"),
        (kind::CONTACT, "crm.contact"),
        (kind::COMPANY, "crm.company"),
        (kind::QUOTE, "crm.quote"),
    ] {
        let method = |act: &str| format!("{namespace}.userfield.{act}");
        let got = shown(&method("get"), "");
        for field in shown(&method("list"), "").iter().chain(&got) {
            if let Some(id) = Arguments(field).integer("ID") {
                state.custom_fields.insert(of, id, field.clone());
            }
        }
        // Those that only requests name are like the one that is shown.
        for id in ["get", "update", "delete"]
            .iter()
            .flat_map(|act| named(&method(act)))
        {
            let like = got.first().filter(|_| of != kind::DEAL);
            if let (Some(like), None) = (like, state.custom_fields.get(of, id)) {
                let mut field = like.clone();
                let name = format!("UF_CRM_{id}");
                field.insert("FIELD_NAME".to_owned(), name.into());
                state.custom_fields.insert(of, id, field);
            }
        }
    }
    for (id, name, kind_of_values) in [
        (399, "UF_CRM_1721244482250", "string"),
        (432, "UF_CRM_1721244707107", "double"),
        (536, "UF_CRM_1725365197310", "string"),
    ] {
        let field = CustomField::new(kind::DEAL, name, kind_of_values, false);
        state.custom_fields.put(id, field);
    }
}

fn objects(state: &mut State) {
    for deal in shown("crm.deal.get", "")
        .iter()
        .chain(&shown("crm.deal.list", ""))
    {
        if let Some(id) = deal.get("ID").and_then(integer) {
            let key = Key::deal(id);
            state.add(key);
            write(state, key, deal);
        }
    }
    for item in shown("crm.item.get", "item")
        .iter()
        .chain(&shown("crm.item.list", "items"))
    {
        let of = item
            .get("entityTypeId")
            .and_then(integer)
            .unwrap_or(kind::LEAD);
        if let Some(id) = item.get("id").and_then(integer) {
            let key = Key::new(of, id);
            state.add(key);
            write_item(state, key, item);
        }
    }
    // The answer of an example of a change is also used for the deal before it.
    for deal in shown("crm.item.update", "item") {
        if Arguments(&deal).integer("id") == Some(351) {
            write_item(state, Key::deal(351), &deal);
        }
    }
}

/// Writes a deal in the form of `crm.deal.*`.
fn write(state: &mut State, key: Key, shown: &Map<String, Value>) {
    let Some(deal) = state.objects.get_mut(key) else {
        return;
    };
    for (name, value) in shown {
        if let Some(column) = columns::of_deal(name) {
            deal.set(column.item, as_shown(column.holds).keep(value));
        } else if let Some(parent) = columns::parent(name) {
            deal.set(&parent, Holds::Integer.keep(value));
        } else if name.starts_with("UF_") {
            deal.set(name, value.clone());
        }
    }
    if let Some(contact) = deal.fields.remove("contactId").as_ref().and_then(integer) {
        deal.link(&[contact]);
    }
    deal.fields.remove("id");
}

/// Writes an object in the form of `crm.item.*`.
fn write_item(state: &mut State, key: Key, shown: &Map<String, Value>) {
    let Some(object) = state.objects.get_mut(key) else {
        return;
    };
    for (name, value) in shown {
        match name.as_str() {
            "id" | "entityTypeId" | "contactId" => {}
            "contactIds" => object.link(&columns::numbers(value)),
            _ => {
                let name = columns::original(name).unwrap_or_else(|| name.clone());
                object.set(&name, value.clone());
            }
        }
    }
}

/// Dates and moments of answers keep the time zone of their portal.
fn as_shown(holds: Holds) -> Holds {
    match holds {
        Holds::Day | Holds::Time => Holds::Text,
        _ => holds,
    }
}

fn contacts(state: &mut State) {
    let links = shown("crm.deal.contact.items.get", "");
    let Some(deal) = state.objects.get_mut(Key::deal(1875)) else {
        return;
    };
    let links = links.iter().filter_map(|link| {
        let link = Arguments(link);
        Some(Link {
            contact: link.integer("CONTACT_ID")?,
            sort: link.integer("SORT")?,
            is_primary: link.text("IS_PRIMARY")? == "Y",
        })
    });
    deal.contacts = links.collect();
}

fn recurring_deals(state: &mut State) {
    let one = shown("crm.deal.recurring.get", "");
    for setting in one.iter().chain(&shown("crm.deal.recurring.list", "")) {
        if let Some((id, setting)) = recurring::read(setting) {
            state.add(Key::deal(setting.deal));
            if let Some(deal) = state.objects.get_mut(Key::deal(setting.deal)) {
                deal.set("isRecurring", "Y");
            }
            state.recurring.insert(id, setting);
        }
    }
    // The setting that requests name.
    if state.recurring.get(15).is_none() {
        let template = Key::deal(7588);
        state.add(template);
        state.recurring.insert(15, Setting::new(template.id, 7577));
    }
}

fn payments(state: &mut State) {
    let (paid, delivered) = (Key::deal(13123), Key::deal(13127));
    for (order, object) in [
        (3653, paid),
        (3657, delivered),
        (5125, Key::deal(6933)),
        (5127, Key::deal(6937)),
        (5128, Key::deal(6938)),
    ] {
        state.order_links.insert(order, Some(object));
    }
    let listed = shown("crm.item.payment.list", "");
    for id in [1036, 1037, 1035, 1038, 1039, 1040, 1063] {
        let mut payment = state.payments.new_payment(paid, 3653, "USD");
        let shown = listed
            .iter()
            .find(|shown| Arguments(shown).integer("id") == Some(id));
        if let Some(shown) = shown {
            read_payment(&mut payment, shown);
        }
        state.payments.all.insert(id, payment);
    }
    for (id, order, object) in [
        (4072, 3653, paid),
        (4073, 3653, paid),
        (4077, 3657, delivered),
        (4078, 3657, delivered),
    ] {
        let number = state
            .deliveries
            .iter()
            .filter(|(_, other)| other.object == object)
            .count()
            + 2;
        let delivery = Delivery {
            object,
            account_number: format!("{order}/{number}"),
            price: Decimal::new(7999, 2),
            currency: "USD".to_owned(),
            service: 228,
            service_name: "Uber Taxi (Cargo)".to_owned(),
        };
        state.deliveries.insert(id, delivery);
    }
    for (id, payment, subject, quantity) in [
        (1194, 1039, Subject::Row(17588), 1),
        (1195, 1039, Subject::Row(17587), 2),
        (1196, 1039, Subject::Row(17588), 3),
        (1199, 1039, Subject::Delivery(4073), 1),
        (1201, 1040, Subject::Delivery(4073), 1),
    ] {
        let position = Position {
            payment,
            subject,
            quantity: Decimal::from(quantity),
        };
        state.payments.positions.insert(id, position);
    }
}

fn read_payment(payment: &mut Payment, shown: &Map<String, Value>) {
    let date = shown.get("datePaid").and_then(text);
    payment.paid = date.map(|date| (date, crate::webhook::USER));
}
