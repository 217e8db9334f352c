//! The methods `crm.{deal, lead, quote}.productrows.*`: the same rows in the older spelling.

use rust_decimal::Decimal;

use super::catalogue::Catalogue;
use super::columns::with_digits;
use super::owners::Owner;
use super::product_rows::{NoPrices, Row};
use super::{Call, Family, Handler, State, refusals};
use crate::answer::{Answer, Failure};
use crate::arguments::{self, Arguments};
use crate::check::Problem;
use bitrix24::describe::Method;
use bitrix24::internal::decimal;
use bitrix24::{Map, Value};

/// The methods `crm.{deal, lead, quote}.productrows.*`.
pub(super) struct FormerRows;

impl Family for FormerRows {
    fn handler(&self, method: &str) -> Option<Handler> {
        match method {
            "crm.deal.productrows.get" => Some(of_deal),
            "crm.deal.productrows.set" => Some(set_of_deal),
            "crm.lead.productrows.get" => Some(of_lead),
            "crm.lead.productrows.set" => Some(set_of_lead),
            "crm.quote.productrows.get" => Some(of_quote),
            "crm.quote.productrows.set" => Some(set_of_quote),
            _ => None,
        }
    }

    fn refusal(&self, method: &Method, problem: &Problem) -> Option<Failure> {
        refusals::worded(method, problem)
    }
}

fn set_of_deal(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    set(state, call, "D")
}

fn set_of_lead(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    set(state, call, "L")
}

fn set_of_quote(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    set(state, call, "Q")
}

/// Replaces the rows of an object.
fn set(state: &mut State, call: Call<'_>, kind: &str) -> Result<Answer, Failure> {
    let owner = Owner::new(kind, call.arguments.integer("id").unwrap_or(0));
    if owner.id <= 0 {
        let message = "The parameter id is invalid or not defined";
        return Err(Failure::with_message(call.method, "", message));
    }
    if !state.has(&owner) {
        return Err(Failure::with_message(call.method, "", "Not found"));
    }
    let mut rows = Vec::new();
    for given in call.arguments.objects("rows") {
        check_discount(call, given)?;
        let fields = FIELDS
            .iter()
            .filter_map(|(upper, name)| Some(((*name).to_owned(), given.get(upper)?.clone())));
        let fields: Map<String, Value> = fields.collect();
        let row = Row::new(owner.clone(), Arguments(&fields), &state.catalogue);
        rows.push(row.map_err(|NoPrices| {
            let message = "The prices cannot be computed from this price, discount and tax rate";
            Failure::with_message(call.method, "ERROR_CORE", message)
        })?);
    }
    state.rows.replace(&owner, rows);
    Ok(Answer::new(true))
}

/// The same fields in the two spellings.
const FIELDS: [(&str, &str); 11] = [
    ("PRODUCT_ID", "productId"),
    ("PRODUCT_NAME", "productName"),
    ("PRICE", "price"),
    ("QUANTITY", "quantity"),
    ("DISCOUNT_TYPE_ID", "discountTypeId"),
    ("DISCOUNT_RATE", "discountRate"),
    ("DISCOUNT_SUM", "discountSum"),
    ("TAX_RATE", "taxRate"),
    ("TAX_INCLUDED", "taxIncluded"),
    ("MEASURE_CODE", "measureCode"),
    ("SORT", "sort"),
];

/// A given discount must have an amount.
fn check_discount(call: Call<'_>, row: Arguments<'_>) -> Result<(), Failure> {
    let amount = |name| row.get(name).and_then(arguments::decimal);
    let message = match row.integer("DISCOUNT_TYPE_ID") {
        Some(1) if amount("DISCOUNT_SUM").is_none() => {
            "Discount Sum (DISCOUNT_SUM) is required if Monetary Discount Type (DISCOUNT_TYPE_ID) is defined"
        }
        Some(2) => match (amount("DISCOUNT_RATE"), amount("DISCOUNT_SUM")) {
            (None, _) => {
                "Discount Rate (DISCOUNT_RATE) is required if Percentage Discount Type (DISCOUNT_TYPE_ID) is defined"
            }
            (Some(rate), None) if rate == Decimal::ONE_HUNDRED => {
                "Discount Sum (DISCOUNT_SUM) is required if Percentage Discount Type (DISCOUNT_TYPE_ID) is defined and \
                 Discount Rate (DISCOUNT_RATE) is 100%"
            }
            _ => return Ok(()),
        },
        _ => return Ok(()),
    };
    Err(Failure::with_message(call.method, "ERROR_CORE", message))
}

/// The differences between the two methods.
struct Spelling {
    /// Digits of the price in the reporting currency.
    account_digits: u32,
    /// The value of an external identifier that was never set.
    no_xml_id: Value,
}

fn of_deal(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let spelling = Spelling {
        account_digits: 2,
        no_xml_id: "".into(),
    };
    // The page of deals documents an error for a missing deal.
    rows(state, call, "D", "NotFound", &spelling)
}

fn of_lead(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let spelling = Spelling {
        account_digits: 8,
        no_xml_id: "".into(),
    };
    rows(state, call, "L", "AccessDenied", &spelling)
}

fn of_quote(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let spelling = Spelling {
        account_digits: 8,
        no_xml_id: Value::Null,
    };
    // The page of estimates does not; a missing estimate is an access error.
    rows(state, call, "Q", "AccessDenied", &spelling)
}

fn rows(
    state: &State,
    call: Call<'_>,
    kind: &str,
    no_owner: &str,
    spelling: &Spelling,
) -> Result<Answer, Failure> {
    let id = call.arguments.integer("id").unwrap_or(0);
    if id <= 0 {
        return Err(Failure::of(
            call.method,
            "InvalidId",
            "expected a positive identifier",
        ));
    }
    let owner = Owner::new(kind, id);
    if !state.has(&owner) {
        return Err(Failure::of(
            call.method,
            no_owner,
            "there is no such object",
        ));
    }
    let mut rows: Vec<_> = state.rows.of(&owner).collect();
    rows.sort_by_key(|row| (row.sort, row.id));
    let rows = rows
        .into_iter()
        .map(|row| Value::Map(spelled(row, &state.catalogue, spelling)));
    Ok(Answer::at(call.method, rows.collect::<Vec<_>>()))
}

fn spelled(row: &Row, catalogue: &Catalogue, spelling: &Spelling) -> Map<String, Value> {
    let flag = |flag| Value::from(if flag { "Y" } else { "N" });
    let or_null = |value: Option<Value>| value.unwrap_or_default();
    let product = catalogue.product(row.product_id);
    let reserve = row.reserve.as_ref();
    let prices = &row.prices;
    let xml_id = if row.xml_id.is_empty() {
        spelling.no_xml_id.clone()
    } else {
        row.xml_id.as_str().into()
    };
    let fields: [(&str, Value); 28] = [
        ("ID", row.id.to_string().into()),
        ("OWNER_ID", row.owner.id.to_string().into()),
        ("OWNER_TYPE", row.owner.kind.as_str().into()),
        ("PRODUCT_ID", row.product_id.into()),
        ("PRODUCT_NAME", row.product_name.as_str().into()),
        (
            "ORIGINAL_PRODUCT_NAME",
            product.map_or("", |product| product.name.as_str()).into(),
        ),
        (
            "PRODUCT_DESCRIPTION",
            or_null(
                product
                    .and_then(|product| product.description.clone())
                    .map(Value::Text),
            ),
        ),
        ("PRICE", decimal(prices.price)),
        ("PRICE_EXCLUSIVE", decimal(prices.exclusive)),
        ("PRICE_NETTO", decimal(prices.netto)),
        ("PRICE_BRUTTO", decimal(prices.brutto)),
        (
            "PRICE_ACCOUNT",
            Value::Text(with_digits(prices.price, spelling.account_digits)),
        ),
        ("QUANTITY", decimal(row.quantity)),
        (
            "DISCOUNT_TYPE_ID",
            Value::Integer(if row.discount_is_absolute { 1 } else { 2 }),
        ),
        ("DISCOUNT_RATE", decimal(prices.discount_rate)),
        ("DISCOUNT_SUM", decimal(prices.discount_sum)),
        ("TAX_RATE", or_null(row.tax_rate.map(decimal))),
        ("TAX_INCLUDED", flag(row.tax_included)),
        ("CUSTOMIZED", flag(true)),
        ("MEASURE_CODE", row.measure_code.into()),
        ("MEASURE_NAME", row.measure_name().into()),
        ("SORT", row.sort.into()),
        ("XML_ID", xml_id),
        ("TYPE", row.kind.into()),
        ("STORE_ID", or_null(row.store.map(Value::Integer))),
        (
            "RESERVE_ID",
            or_null(reserve.map(|reserve| reserve.id.into())),
        ),
        (
            "DATE_RESERVE_END",
            or_null(reserve.map(|reserve| reserve.until.into())),
        ),
        (
            "RESERVE_QUANTITY",
            or_null(reserve.map(|reserve| decimal(reserve.quantity))),
        ),
    ];
    fields
        .into_iter()
        .map(|(key, value)| (key.to_owned(), value))
        .collect()
}
