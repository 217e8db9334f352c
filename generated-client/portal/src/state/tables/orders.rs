//! Orders, with what belongs to them.

use super::{of, part, replaced, shown};
use crate::answer::{Answer, Failure};
use crate::arguments::text;
use crate::state::table::{Act, Fill, Row, RowKey, Table, missing};
use crate::state::{Call, State};

/// The families of orders.
pub(super) static TABLES: &[&Table] = &[
    &ORDER,
    &BASKET_ITEM,
    &BASKET_PROPERTY,
    &PAYMENT,
    &PAYMENT_BASKET,
    &PAYMENT_SHIPMENT,
    &SHIPMENT,
    &SHIPMENT_ITEM,
    &SHIPMENT_PROPERTY,
    &SHIPMENT_VALUE,
    &ORDER_VALUE,
    &ORDER_PROPERTY,
    &ORDER_PROPERTY_VARIANT,
    &ORDER_PROPERTY_GROUP,
    &PERSON_TYPE,
    &STATUS,
    &STATUS_NAME,
];

static ORDER: Table = Table::of("sale.order")
    .parts(&[
        shown(&BASKET_ITEM, "orderid", "basketitems"),
        shown(&PAYMENT, "orderid", "payments"),
        shown(&SHIPMENT, "orderid", "shipments"),
        shown(&ORDER_VALUE, "orderid", "propertyvalues"),
    ])
    .fills(&[
        ("dateinsert", Fill::Now),
        ("dateupdate", Fill::Now),
        ("datestatus", Fill::Now),
        ("statusid", Fill::Text("N")),
        ("price", Fill::Number(0)),
        ("payed", Fill::Yes(false)),
        ("canceled", Fill::Yes(false)),
        ("deducted", Fill::Yes(false)),
        ("marked", Fill::Yes(false)),
        ("createdby", Fill::Me),
        ("responsibleid", Fill::Me),
    ])
    .touches(&[("dateupdate", Fill::Now)])
    .settle(|_, order, _| {
        let id = order.get("id").and_then(text);
        if let (Some(id), false) = (id, order.contains_key("accountnumber")) {
            order.insert("accountnumber".to_owned(), id.into());
        }
    });

static BASKET_ITEM: Table = Table::of("sale.basketitem")
    .within(&[of("orderid", Some(&ORDER))])
    .parts(&[part(&BASKET_PROPERTY, "basketid")])
    .acts(&[
        ("addCatalogProduct", Act::Add),
        ("updateCatalogProduct", Act::Update),
        ("getFieldsCatalogProduct", Act::Fields),
    ])
    .fills(&[
        ("dateinsert", Fill::Now),
        ("dateupdate", Fill::Now),
        ("sort", Fill::Number(100)),
        ("canbuy", Fill::Yes(true)),
        ("customprice", Fill::Yes(false)),
    ])
    .touches(&[("dateupdate", Fill::Now)]);
static BASKET_PROPERTY: Table =
    Table::of("sale.basketproperties").fills(&[("sort", Fill::Number(100))]);
static PAYMENT: Table = Table::of("sale.payment")
    .within(&[of("orderid", None)])
    .parts(&[
        part(&PAYMENT_BASKET, "paymentid"),
        part(&PAYMENT_SHIPMENT, "paymentid"),
    ])
    .fills(&[
        ("paid", Fill::Yes(false)),
        ("isreturn", Fill::Yes(false)),
        ("datebill", Fill::Now),
        ("responsibleid", Fill::Me),
    ])
    .settle(|_, payment, before| {
        let is_paid = |row: &Row| row.get("paid").and_then(text).as_deref() == Some("Y");
        if is_paid(payment) && !before.is_some_and(is_paid) {
            payment.insert("datepaid".to_owned(), Fill::Now.value(None));
            payment.insert("emppaidid".to_owned(), Fill::Me.value(None));
        }
    });
static PAYMENT_BASKET: Table = Table::of("sale.paymentitembasket");
static PAYMENT_SHIPMENT: Table = Table::of("sale.paymentItemShipment");
static SHIPMENT: Table = Table::of("sale.shipment")
    .within(&[of("orderid", None)])
    .parts(&[part(&SHIPMENT_ITEM, "orderdeliveryid")])
    .fills(&[
        ("allowdelivery", Fill::Yes(false)),
        ("deducted", Fill::Yes(false)),
        ("canceled", Fill::Yes(false)),
        ("marked", Fill::Yes(false)),
        ("dateinsert", Fill::Now),
        ("responsibleid", Fill::Me),
    ]);
static SHIPMENT_ITEM: Table = Table::of("sale.shipmentitem").fills(&[("dateinsert", Fill::Now)]);
static SHIPMENT_PROPERTY: Table = Table::of("sale.shipmentproperty")
    .acts(&[("getfieldsbytype", Act::Fields)])
    .fills(&[("active", Fill::Yes(true)), ("sort", Fill::Number(100))]);
static SHIPMENT_VALUE: Table = Table::of("sale.shipmentpropertyvalue");

/// The values of an order's properties.
static ORDER_VALUE: Table =
    Table::of("sale.propertyvalue").acts(&[("modify", Act::Own(modify_values))]);

/// Sets values of an order's properties, each by its property.
fn modify_values(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let order = call.arguments.object("fields").object("order");
    let (owner, given) = replaced(order, "propertyValues");
    let owner = owner.ok_or_else(|| missing(table, call))?;
    let property = |row: &Row| row.get("orderpropsid").and_then(RowKey::of);
    let known = state.rows_with(table, "orderid", &owner);
    for row in given {
        let same = known
            .iter()
            .find(|(_, known)| property(known) == property(&row));
        let (key, mut all) = same.cloned().unwrap_or_else(|| {
            let described = property(&row).and_then(|key| state.row(&ORDER_PROPERTY, &key));
            let described = described.unwrap_or_default();
            let of_property = ["name", "code"].map(|name| {
                (
                    name.to_owned(),
                    described.get(name).cloned().unwrap_or_default(),
                )
            });
            (state.next_row(table), of_property.into())
        });
        all.extend(row);
        all.insert("orderid".to_owned(), owner.value());
        state.write_row(table, key, all);
    }
    let values = state.rows_with(table, "orderid", &owner);
    Ok(table.list_answer(call, &values))
}

static ORDER_PROPERTY: Table = Table::of("sale.property")
    .acts(&[("getfieldsbytype", Act::Fields)])
    .parts(&[
        part(&ORDER_PROPERTY_VARIANT, "orderpropsid"),
        part(&ORDER_VALUE, "orderpropsid"),
    ])
    .fills(&[
        ("active", Fill::Yes(true)),
        ("required", Fill::Yes(false)),
        ("multiple", Fill::Yes(false)),
        ("sort", Fill::Number(100)),
    ]);
static ORDER_PROPERTY_VARIANT: Table =
    Table::of("sale.propertyvariant").fills(&[("sort", Fill::Number(100))]);
static ORDER_PROPERTY_GROUP: Table = Table::of("sale.propertygroup")
    .parts(&[part(&ORDER_PROPERTY, "propsgroupid")])
    .fills(&[("sort", Fill::Number(100))]);
static PERSON_TYPE: Table =
    Table::of("sale.persontype").fills(&[("sort", Fill::Number(100)), ("active", Fill::Yes(true))]);

/// Statuses of orders and deliveries, which have the codes that callers choose.
static STATUS: Table = Table::of("sale.status")
    .chosen()
    .parts(&[part(&STATUS_NAME, "statusid")])
    .fills(&[("sort", Fill::Number(100)), ("notify", Fill::Yes(true))]);

/// The names of statuses, each of a status in a language.
static STATUS_NAME: Table = Table::of("sale.statusLang").check(name_once).acts(&[
    ("deleteByFilter", Act::Own(delete_names)),
    ("getListLangs", Act::Shown),
]);

/// The names of a call's status in its language.
fn names_of(state: &State, call: Call<'_>) -> Vec<RowKey> {
    let fields = call.arguments.object("fields");
    let (status, language) = (fields.get("statusId"), fields.text("lid"));
    let Some(status) = status.and_then(RowKey::of) else {
        return Vec::new();
    };
    let names = state
        .rows_with(&STATUS_NAME, "statusid", &status)
        .into_iter();
    names
        .filter(|(_, row)| row.get("lid").and_then(text) == language)
        .map(|(key, _)| key)
        .collect()
}

fn name_once(state: &mut State, call: Call<'_>) -> Result<(), Failure> {
    if call.method.name == "sale.statusLang.add" && !names_of(state, call).is_empty() {
        let message = "Duplicate entry for key [statusId, lid]";
        return Err(Failure::with_message(call.method, "201750000003", message));
    }
    Ok(())
}

fn delete_names(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let names = names_of(state, call);
    if names.is_empty() {
        return Err(missing(table, call));
    }
    for key in &names {
        state.remove_row(table, key);
    }
    Ok(Answer::at(call.method, true))
}
