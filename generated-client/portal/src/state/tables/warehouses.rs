//! Warehouses, their documents, and what they have of products.

use super::catalog::PRODUCT;
use super::{of, part};
use crate::answer::Failure;
use crate::arguments::{decimal, text};
use crate::state::table::{Act, Fill, Row, RowKey, Table};
use crate::state::{Call, State};
use bitrix24::Decimal;

/// The families of warehouses.
pub(super) static TABLES: &[&Table] = &[
    &STORE,
    &STORE_DOCUMENT,
    &STORE_DOCUMENT_ELEMENT,
    &STORE_DOCUMENT_CONTRACTOR,
    &STOCK,
];

static STORE: Table = Table::of("catalog.store")
    .fills(&[
        ("active", Fill::Yes(true)),
        ("issuingcenter", Fill::Yes(false)),
        ("sort", Fill::Number(100)),
        ("userid", Fill::Me),
        ("modifiedby", Fill::Me),
        ("datecreate", Fill::Now),
        ("datemodify", Fill::Now),
    ])
    .touches(&[("modifiedby", Fill::Me), ("datemodify", Fill::Now)]);

const CONDUCT: Act = Act::Set(&[
    ("status", Fill::Yes(true)),
    ("statusby", Fill::Me),
    ("datestatus", Fill::Now),
]);
const CANCEL: Act = Act::Set(&[
    ("status", Fill::Yes(false)),
    ("statusby", Fill::Me),
    ("datestatus", Fill::Now),
]);

/// Documents of warehouses.
static STORE_DOCUMENT: Table = Table::of("catalog.document")
    .named_by(&["documentIds"])
    .parts(&[
        part(&STORE_DOCUMENT_ELEMENT, "docid"),
        part(&STORE_DOCUMENT_CONTRACTOR, "documentid"),
    ])
    .acts(&[
        ("conduct", CONDUCT),
        ("confirm", CONDUCT),
        ("conductList", CONDUCT),
        ("cancel", CANCEL),
        ("unconfirm", CANCEL),
        ("cancelList", CANCEL),
        ("deleteList", Act::Delete),
    ])
    .fills(&[
        ("status", Fill::Yes(false)),
        ("createdby", Fill::Me),
        ("modifiedby", Fill::Me),
        ("datecreate", Fill::Now),
        ("datemodify", Fill::Now),
        ("datedocument", Fill::Now),
        ("siteid", Fill::Text("s1")),
        ("statusby", Fill::Null),
        ("datestatus", Fill::Null),
    ])
    .touches(&[("modifiedby", Fill::Me), ("datemodify", Fill::Now)])
    .settle(settle_document)
    .check(keep_conducted);
static STORE_DOCUMENT_ELEMENT: Table = Table::of("catalog.document.element")
    .within(&[of("docid", Some(&STORE_DOCUMENT))])
    .missing(&["NotFound"])
    .check(keep_conducted_elements);
static STORE_DOCUMENT_CONTRACTOR: Table = Table::of("catalog.documentcontractor");

/// How much of a product a warehouse has.
static STOCK: Table = Table::of("catalog.storeproduct");

/// A document moves its goods when it is conducted, and back when that is cancelled.
fn settle_document(state: &mut State, document: &mut Row, before: Option<&Row>) {
    let is_conducted = |row: &Row| row.get("status").and_then(text).as_deref() == Some("Y");
    let direction = match (before.is_some_and(is_conducted), is_conducted(document)) {
        (false, true) => Decimal::ONE,
        (true, false) => -Decimal::ONE,
        _ => return,
    };
    if let Some(key) = document.get("id").and_then(RowKey::of) {
        state.move_stock(&key, direction);
    }
}

impl State {
    /// Moves what a document lists out of one warehouse and into another, or back.
    fn move_stock(&mut self, document: &RowKey, direction: Decimal) {
        for (_, element) in self.rows_with(&STORE_DOCUMENT_ELEMENT, "docid", document) {
            let key = |name: &str| {
                let key = element.get(name).and_then(RowKey::of);
                key.filter(|key| key.number() > 0)
            };
            let amount = element.get("amount").and_then(decimal).unwrap_or_default();
            let Some(product) = key("elementid") else {
                continue;
            };
            for (store, sign) in [("storefrom", -Decimal::ONE), ("storeto", Decimal::ONE)] {
                if let Some(store) = key(store) {
                    self.stock(&product, &store, amount * sign * direction);
                }
            }
        }
    }

    /// Adds to what a warehouse has of a product, and to what there is of it.
    fn stock(&mut self, product: &RowKey, store: &RowKey, change: Decimal) {
        let plus = |row: &Row, field: &str| {
            let known = row.get(field).and_then(decimal).unwrap_or_default();
            bitrix24::internal::decimal((known + change).normalize())
        };
        let of_product = self.rows_with(&STOCK, "productid", product).into_iter();
        let known = of_product
            .into_iter()
            .find(|(_, row)| row.get("storeid").and_then(RowKey::of).as_ref() == Some(store));
        let (key, mut row) = known.unwrap_or_else(|| {
            let fresh = [
                ("productid", product.value()),
                ("storeid", store.value()),
                ("quantityreserved", 0.into()),
            ];
            let fresh = fresh.map(|(name, value)| (name.to_owned(), value));
            (self.next_row(&STOCK), Row::from(fresh))
        });
        row.insert("amount".to_owned(), plus(&row, "amount"));
        row.insert("id".to_owned(), key.value());
        self.put_row(&STOCK, key, row);
        if let Some(mut row) = self.row(&PRODUCT, product) {
            row.insert("quantity".to_owned(), plus(&row, "quantity"));
            self.put_row(&PRODUCT, product.clone(), row);
        }
    }
}

/// A document that is conducted is not deleted.
fn keep_conducted(state: &mut State, call: Call<'_>) -> Result<(), Failure> {
    let names = ["catalog.document.delete", "catalog.document.deleteList"];
    if names.contains(&call.method.name.as_str()) {
        for key in STORE_DOCUMENT.keys(call) {
            if is_conducted(state, &key) {
                let message = format!(
                    "Cannot delete document #{} because it is processed",
                    key.number()
                );
                return Err(Failure::with_message(call.method, "0", message));
            }
        }
    }
    Ok(())
}

/// The elements of a document that is conducted do not change.
fn keep_conducted_elements(state: &mut State, call: Call<'_>) -> Result<(), Failure> {
    let of_call = call
        .arguments
        .object("fields")
        .get("docId")
        .and_then(RowKey::of);
    let of_element = || {
        let key = STORE_DOCUMENT_ELEMENT.keys(call).pop()?;
        let element = state.row(&STORE_DOCUMENT_ELEMENT, &key)?;
        element.get("docid").and_then(RowKey::of)
    };
    let writes = call.method.effect == bitrix24::describe::Effect::Write;
    let document = if writes {
        of_call.or_else(of_element)
    } else {
        None
    };
    match document {
        Some(document) if is_conducted(state, &document) => {
            Err(Failure::of(call.method, "Conducted", "Conducted document"))
        }
        _ => Ok(()),
    }
}

fn is_conducted(state: &State, document: &RowKey) -> bool {
    let row = state.row(&STORE_DOCUMENT, document);
    row.is_some_and(|row| row.get("status").and_then(text).as_deref() == Some("Y"))
}
