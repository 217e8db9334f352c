//! The methods `crm.deal.productrows.get` and `crm.quote.productrows.get`: the same rows in the former spelling.

use rust_decimal::Decimal;

use super::catalogue::Catalogue;
use super::owners::Owner;
use super::product_rows::Row;
use super::{Call, Family, Handler, State};
use crate::encode::decimal;
use crate::portal::answer::{Answer, Failure};
use crate::value::{Map, Value};

/// The methods `crm.deal.productrows.get` and `crm.quote.productrows.get`.
pub(super) struct FormerRows;

impl Family for FormerRows {
    fn handler(&self, method: &str) -> Option<Handler> {
        match method {
            "crm.deal.productrows.get" => Some(of_deal),
            "crm.quote.productrows.get" => Some(of_quote),
            _ => None,
        }
    }
}

/// What the two methods spell in their own ways.
struct Spelling {
    /// Digits of the price in the reporting currency.
    account_digits: u32,
    /// What stands for an identifier in an outside system that was never set.
    no_xml_id: Value,
}

fn of_deal(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let spelling = Spelling {
        account_digits: 2,
        no_xml_id: "".into(),
    };
    // The page of deals documents that there is no such deal.
    rows(state, call, "D", "NotFound", &spelling)
}

fn of_quote(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let spelling = Spelling {
        account_digits: 8,
        no_xml_id: Value::Null,
    };
    // The page of estimates does not; nobody has access to one that is not there.
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
    if !state.owners.has(&owner) {
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

fn with_digits(mut number: Decimal, digits: u32) -> String {
    number.rescale(digits);
    number.to_string()
}
