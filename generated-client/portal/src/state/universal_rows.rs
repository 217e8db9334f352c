//! The methods `crm.item.productrow.*`.

use rust_decimal::Decimal;

use super::owners::Owner;
use super::product_rows::{NoPrices, Row};
use super::{Call, Family, Handler, State};
use crate::answer::{Answer, Failure};
use crate::arguments::{Arguments, items};
use crate::check::{Problem, Trouble};
use crate::{condition, page};
use bitrix24::describe::Method;
use bitrix24::internal::decimal;
use bitrix24::{Map, Value};

/// The methods `crm.item.productrow.*` except `fields`, which returns the documented example.
pub(super) struct UniversalRows;

impl Family for UniversalRows {
    fn handler(&self, method: &str) -> Option<Handler> {
        Some(match method.strip_prefix("crm.item.productrow.")? {
            "add" => add,
            "update" => update,
            "get" => get,
            "set" => set,
            "list" => list,
            "getAvailableForPayment" => available_for_payment,
            "delete" => delete,
            _ => return None,
        })
    }

    /// An undocumented kind of object is refused like one without rows.
    fn refusal(&self, method: &Method, problem: &Problem) -> Option<Failure> {
        let refused =
            problem.trouble() == Trouble::NotListed && problem.name().ends_with("ownerType");
        let row = method
            .errors
            .iter()
            .find(|row| row.name == "EntityTypeNotSupported")
            .filter(|_| refused)?;
        Some(Failure::documented(row, problem.to_string()))
    }
}

fn add(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let fields = call.arguments.object("fields");
    let owner = owner(state, call, fields)?;
    let row = Row::new(owner, fields, &state.catalogue).map_err(|NoPrices| no_prices(call))?;
    Ok(Answer::at(call.method, spelled(state.rows.add(row))))
}

fn update(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let State {
        rows, catalogue, ..
    } = state;
    let row = rows
        .get_mut(call.arguments.integer("id").unwrap_or(0))
        .ok_or_else(|| not_found(call))?;
    row.change(call.arguments.object("fields"), catalogue)
        .map_err(|NoPrices| no_prices(call))?;
    Ok(Answer::at(call.method, spelled(row)))
}

fn get(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let row = state
        .rows
        .get(call.arguments.integer("id").unwrap_or(0))
        .ok_or_else(|| not_found(call))?;
    Ok(Answer::at(call.method, with_store(row)))
}

fn delete(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    state
        .rows
        .remove(call.arguments.integer("id").unwrap_or(0))
        .ok_or_else(|| not_found(call))?;
    Ok(Answer::new(Value::Null))
}

fn set(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let owner = owner(state, call, call.arguments)?;
    let rows = call
        .arguments
        .objects("productRows")
        .map(|fields| Row::new(owner.clone(), fields, &state.catalogue));
    let rows: Result<Vec<_>, _> = rows.collect();
    state
        .rows
        .replace(&owner, rows.map_err(|NoPrices| no_prices(call))?);
    Ok(Answer::at(
        call.method,
        state
            .rows
            .of(&owner)
            .map(|row| Value::Map(spelled(row)))
            .collect::<Vec<_>>(),
    ))
}

fn list(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let filter = call.arguments.object("filter");
    let kinds = one_or_many(filter, "=ownerType");
    let ids = one_or_many(filter, "=ownerId");
    let mut rows = Vec::new();
    for kind in &kinds {
        for id in &ids {
            let kind = kind.as_text().unwrap_or_default();
            let owner = Owner::new(kind, id.read::<i64>().unwrap_or(0));
            if !owner.is_supported() {
                let message = format!("Objects of the type {} have no product rows", owner.kind);
                return Err(Failure::of(call.method, "InvalidArgument", message));
            }
            readable(state, call, &owner)?;
            let of_owner = state.rows.of(&owner).map(with_store);
            rows.extend(of_owner.filter(|row| condition::meets(row, filter)));
        }
    }
    condition::sort(&mut rows, call.arguments.object("order"));
    Ok(page::page(call.method, call.arguments, rows))
}

/// The values of a condition that takes one or a list of them.
fn one_or_many<'a>(filter: Arguments<'a>, key: &str) -> Vec<&'a Value> {
    match filter.get(key) {
        Some(many @ (Value::List(_) | Value::Map(_))) => items(many),
        Some(one) => vec![one],
        None => Vec::new(),
    }
}

fn available_for_payment(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let owner = named(call.arguments);
    if !owner.is_supported() {
        return Err(not_supported(call, &owner));
    }
    readable(state, call, &owner)?;
    let rows = state.rows.of(&owner).filter_map(|row| {
        // The rest of the row when other payments have a part of it.
        let left = state.unpaid(row.id, None);
        let mut fields = spelled(row);
        fields.insert("quantity".to_owned(), decimal(left));
        (left > Decimal::ZERO).then_some(Value::Map(fields))
    });
    Ok(Answer::at(call.method, rows.collect::<Vec<_>>()))
}

fn named(arguments: Arguments<'_>) -> Owner {
    Owner::new(
        arguments.text("ownerType").unwrap_or_default(),
        arguments.integer("ownerId").unwrap_or(0),
    )
}

/// The object that receives rows.
fn owner(state: &State, call: Call<'_>, arguments: Arguments<'_>) -> Result<Owner, Failure> {
    let owner = named(arguments);
    if !owner.is_supported() {
        return Err(not_supported(call, &owner));
    }
    if !state.has(&owner) {
        let message = format!("There is no object {} of the type {}", owner.id, owner.kind);
        return Err(Failure::of(call.method, "OwnerNotFound", message));
    }
    Ok(owner)
}

/// Reading methods have no error for a missing object: access to it is denied.
fn readable(state: &State, call: Call<'_>, owner: &Owner) -> Result<(), Failure> {
    if state.has(owner) {
        Ok(())
    } else {
        Err(Failure::of(call.method, "AccessDenied", "Access denied"))
    }
}

fn not_supported(call: Call<'_>, owner: &Owner) -> Failure {
    let message = format!("Objects of the type {} have no product rows", owner.kind);
    Failure::of(call.method, "EntityTypeNotSupported", message)
}

fn not_found(call: Call<'_>) -> Failure {
    Failure::of(call.method, "NotFound", "Item not found")
}

fn no_prices(call: Call<'_>) -> Failure {
    Failure::of(
        call.method,
        "Other",
        "The prices cannot be computed from this price, discount and tax rate",
    )
}

/// A row in the form of most methods.
fn spelled(row: &Row) -> Map<String, Value> {
    let flag = |flag| Value::from(if flag { "Y" } else { "N" });
    let prices = &row.prices;
    let fields: [(&str, Value); 22] = [
        ("id", row.id.into()),
        ("ownerId", row.owner.id.into()),
        ("ownerType", row.owner.kind.as_str().into()),
        ("productId", row.product_id.into()),
        ("productName", row.product_name.as_str().into()),
        ("price", decimal(prices.price)),
        ("priceAccount", decimal(prices.price)),
        ("priceExclusive", decimal(prices.exclusive)),
        ("priceNetto", decimal(prices.netto)),
        ("priceBrutto", decimal(prices.brutto)),
        ("quantity", decimal(row.quantity)),
        (
            "discountTypeId",
            Value::Integer(if row.discount_is_absolute { 1 } else { 2 }),
        ),
        ("discountRate", decimal(prices.discount_rate)),
        ("discountSum", decimal(prices.discount_sum)),
        ("taxRate", row.tax_rate.map_or(Value::Null, decimal)),
        ("taxIncluded", flag(row.tax_included)),
        ("customized", flag(true)),
        ("measureCode", row.measure_code.into()),
        ("measureName", row.measure_name().into()),
        ("sort", row.sort.into()),
        ("xmlId", row.xml_id.as_str().into()),
        ("type", row.kind.into()),
    ];
    fields
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}

/// A row in the form of `get` and `list`: only their documented answers have the warehouse.
fn with_store(row: &Row) -> Map<String, Value> {
    let mut fields = spelled(row);
    fields.insert(
        "storeId".to_owned(),
        row.store.map_or(Value::Null, Value::Integer),
    );
    fields
}
