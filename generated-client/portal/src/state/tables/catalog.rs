//! The catalog: products of all types with their sections, prices and properties.

use super::{of, part, replaced};
use crate::answer::{Answer, Failure};
use crate::arguments::{integer, text};
use crate::state::table::{Act, Fill, Row, RowKey, Table, missing};
use crate::state::{Call, Product, State};

/// The families of the catalog.
pub(super) static TABLES: &[&Table] = &[
    &PRODUCT,
    &SKU,
    &OFFER,
    &SERVICE,
    &SECTION,
    &PRICE,
    &PRICE_TYPE,
    &PRICE_TYPE_NAME,
    &PRICE_TYPE_GROUP,
    &ROUNDING_RULE,
    &MEASURE,
    &VAT,
    &PROPERTY,
    &PROPERTY_VALUE,
];

/// Products of all types. The number of the type is that of the catalog.
pub(super) static PRODUCT: Table = with_product_values(Table::of("catalog.product"))
    .shared_by(&[&SKU, &OFFER, &SERVICE])
    .parts(&[part(&PRICE, "productid"), part(&OFFER, "parentid")]);
static SKU: Table = with_product_values(Table::of("catalog.product.sku"))
    .sharing(&PRODUCT, &[("type", Fill::Number(3))]);
static OFFER: Table = with_product_values(Table::of("catalog.product.offer"))
    .sharing(&PRODUCT, &[("type", Fill::Number(4))]);
static SERVICE: Table = with_product_values(Table::of("catalog.product.service"))
    .sharing(&PRODUCT, &[("type", Fill::Number(7))]);

const fn with_product_values(table: Table) -> Table {
    table
        .missing(&["NotFound", "Other"])
        .fills(&[
            ("type", Fill::Number(1)),
            ("active", Fill::Yes(true)),
            ("available", Fill::Yes(true)),
            ("bundle", Fill::Yes(false)),
            ("createdby", Fill::Me),
            ("modifiedby", Fill::Me),
            ("datecreate", Fill::Now),
            ("timestampx", Fill::Now),
            ("sort", Fill::Number(500)),
        ])
        .touches(&[("modifiedby", Fill::Me), ("timestampx", Fill::Now)])
        .settle(name_product)
}

/// Product rows of CRM objects take the name of their product.
fn name_product(state: &mut State, product: &mut Row, _: Option<&Row>) {
    let id = product.get("id").and_then(integer);
    let name = product.get("name").and_then(text);
    if let (Some(id), Some(name)) = (id, name) {
        state.catalogue.add(id, Product::new(&name));
    }
}

static SECTION: Table = Table::of("catalog.section")
    .parts(&[part(&SECTION, "iblocksectionid")])
    .fills(&[("sort", Fill::Number(500)), ("active", Fill::Yes(true))]);

static PRICE: Table = Table::of("catalog.price")
    .within(&[of("productid", None)])
    .touches(&[("timestampx", Fill::Now)])
    .fills(&[
        ("timestampx", Fill::Now),
        ("extraid", Fill::Null),
        ("quantityfrom", Fill::Null),
        ("quantityto", Fill::Null),
    ])
    .settle(|_, price, _| {
        if let Some(amount) = price.get("price").cloned() {
            price.insert("pricescale".to_owned(), amount);
        }
    })
    .acts(&[("modify", Act::Own(modify_prices))]);

/// Replaces the prices of a product: those with an identifier are changed, those that are not given
/// go.
fn modify_prices(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let product = call.arguments.object("fields").object("product");
    let (owner, given) = replaced(product, "prices");
    let owner = owner.ok_or_else(|| missing(table, call))?;
    state.replace_parts(table, "productid", &owner, given);
    let prices = state.rows_with(table, "productid", &owner);
    Ok(table.list_answer(call, &prices))
}

impl State {
    /// Replaces the rows of an owner. A given row changes the one with its identifier; rows that
    /// are not given go.
    fn replace_parts(&mut self, table: &'static Table, by: &str, owner: &RowKey, given: Vec<Row>) {
        let known = self.rows_with(table, by, owner);
        let by_id = |row: &Row| row.get("id").and_then(RowKey::of);
        let mut kept = Vec::new();
        for mut row in given {
            let found = match by_id(&row) {
                Some(id) => known.iter().find(|(key, _)| *key == id),
                None => None,
            };
            let (key, mut all) = found
                .cloned()
                .unwrap_or_else(|| (self.next_row(table), Row::new()));
            row.remove("id");
            all.extend(row);
            all.insert(by.to_owned(), owner.value());
            kept.push(key.clone());
            self.write_row(table, key, all);
        }
        for (key, _) in &known {
            if !kept.contains(key) {
                self.remove_row(table, key);
            }
        }
    }
}

static PRICE_TYPE: Table = Table::of("catalog.priceType")
    .parts(&[
        part(&PRICE, "cataloggroupid"),
        part(&PRICE_TYPE_NAME, "cataloggroupid"),
        part(&PRICE_TYPE_GROUP, "cataloggroupid"),
        part(&ROUNDING_RULE, "cataloggroupid"),
    ])
    .fills(&[
        ("base", Fill::Yes(false)),
        ("sort", Fill::Number(100)),
        ("createdby", Fill::Me),
        ("modifiedby", Fill::Me),
        ("datecreate", Fill::Now),
        ("timestampx", Fill::Now),
    ])
    .touches(&[("modifiedby", Fill::Me), ("timestampx", Fill::Now)]);
static PRICE_TYPE_NAME: Table = Table::of("catalog.priceTypeLang");
static PRICE_TYPE_GROUP: Table = Table::of("catalog.priceTypeGroup");
static ROUNDING_RULE: Table = Table::of("catalog.roundingRule")
    .fills(&[
        ("createdby", Fill::Me),
        ("modifiedby", Fill::Me),
        ("datecreate", Fill::Now),
        ("datemodify", Fill::Now),
    ])
    .touches(&[("modifiedby", Fill::Me), ("datemodify", Fill::Now)]);
static MEASURE: Table = Table::of("catalog.measure").fills(&[("isdefault", Fill::Yes(false))]);
static VAT: Table = Table::of("catalog.vat")
    .fills(&[
        ("sort", Fill::Number(100)),
        ("active", Fill::Yes(true)),
        ("timestampx", Fill::Now),
    ])
    .touches(&[("timestampx", Fill::Now)]);
static PROPERTY: Table = Table::of("catalog.productProperty")
    .parts(&[part(&PROPERTY_VALUE, "propertyid")])
    .fills(&[
        ("active", Fill::Yes(true)),
        ("multiple", Fill::Yes(false)),
        ("isrequired", Fill::Yes(false)),
        ("sort", Fill::Number(500)),
        ("timestampx", Fill::Now),
    ])
    .touches(&[("timestampx", Fill::Now)]);
static PROPERTY_VALUE: Table = Table::of("catalog.productPropertyEnum")
    .fills(&[("def", Fill::Yes(false)), ("sort", Fill::Number(500))]);
