//! Product rows, for all methods.

use rust_decimal::Decimal;

use super::catalogue::{self, Catalogue, PIECES};
use super::owners::Owner;
use super::prices::{Discount, Prices};
use crate::arguments::{Arguments, decimal, integer, is_empty, text};

/// One line of goods or services in a CRM object.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) id: i64,
    pub(super) owner: Owner,
    /// 0 for a product that is not in the catalogue.
    pub(super) product_id: i64,
    pub(super) product_name: String,
    pub(super) prices: Prices,
    pub(super) quantity: Decimal,
    pub(super) discount_is_absolute: bool,
    pub(super) tax_rate: Option<Decimal>,
    pub(super) tax_included: bool,
    pub(super) measure_code: i64,
    pub(super) sort: i64,
    /// Kind of the product.
    pub(super) kind: i64,
    pub(super) xml_id: String,
    pub(super) store: Option<i64>,
    pub(super) reserve: Option<Reserve>,
    /// Whether a payment was issued for it.
    pub(super) billed: bool,
}

/// Goods that are reserved for a row.
#[derive(Debug, Clone)]
pub(super) struct Reserve {
    pub(super) id: i64,
    pub(super) until: &'static str,
    pub(super) quantity: Decimal,
}

/// The error for prices that cannot be computed.
#[derive(Debug, Clone, Copy)]
pub(super) struct NoPrices;

impl Row {
    /// A row with the values of a request and the documented defaults.
    pub(super) fn new(
        owner: Owner,
        fields: Arguments<'_>,
        catalogue: &Catalogue,
    ) -> Result<Self, NoPrices> {
        let product_id = fields.integer("productId").unwrap_or(0);
        let product = catalogue.product(product_id);
        let mut row = Self {
            id: 0,
            owner,
            product_id,
            product_name: product
                .map(|product| product.name.clone())
                .unwrap_or_default(),
            prices: Prices::new(Decimal::ZERO, Discount::Rate(Decimal::ZERO), None)
                .ok_or(NoPrices)?,
            quantity: Decimal::ONE,
            discount_is_absolute: false,
            tax_rate: None,
            tax_included: false,
            measure_code: product.map_or(PIECES, |product| product.measure),
            sort: 0,
            kind: product.map_or(1, |product| product.kind),
            xml_id: String::new(),
            store: product.and_then(|product| product.store),
            reserve: None,
            billed: false,
        };
        // A new row has nothing to clear: an empty value counts as not given.
        let given = fields.0.iter().filter(|(_, value)| !is_empty(value));
        let given = given
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        row.change(Arguments(&given), catalogue)?;
        Ok(row)
    }

    /// Applies the values of a request, and recomputes the prices. Changes nothing when that fails.
    /// An empty value clears a field.
    pub(super) fn change(
        &mut self,
        fields: Arguments<'_>,
        catalogue: &Catalogue,
    ) -> Result<(), NoPrices> {
        let number = |name, old| {
            fields
                .get(name)
                .map_or(old, |value| integer(value).unwrap_or(0))
        };
        let amount = |name, old| {
            fields
                .get(name)
                .map_or(old, |value| decimal(value).unwrap_or_default())
        };
        let mut row = self.clone();
        row.product_id = number("productId", row.product_id);
        if let Some(product) = catalogue.product(row.product_id) {
            (row.kind, row.store) = (product.kind, product.store);
        }
        if let Some(name) = fields.get("productName") {
            row.product_name = text(name).unwrap_or_default();
        }
        if let Some(rate) = fields.get("taxRate") {
            row.tax_rate = decimal(rate);
        }
        if let Some(included) = fields.get("taxIncluded") {
            row.tax_included = included.as_text() == Some("Y");
        }
        if let Some(code) = fields.get("measureCode") {
            row.measure_code = integer(code).unwrap_or(PIECES);
        }
        if let Some(kind) = fields.get("discountTypeId") {
            row.discount_is_absolute = integer(kind) == Some(1);
        }
        row.quantity = amount("quantity", row.quantity);
        row.sort = number("sort", row.sort);
        let discount = if row.discount_is_absolute {
            Discount::Sum(amount("discountSum", row.prices.discount_sum))
        } else {
            Discount::Rate(amount("discountRate", row.prices.discount_rate))
        };
        let price = amount("price", row.prices.price);
        row.prices = Prices::new(price, discount, row.tax_rate).ok_or(NoPrices)?;
        *self = row;
        Ok(())
    }

    pub(super) fn measure_name(&self) -> &'static str {
        catalogue::measure_name(self.measure_code)
    }
}

/// All product rows of the portal, in the order in which they were added.
#[derive(Debug, Default)]
pub(crate) struct ProductRows {
    rows: Vec<Row>,
    /// The highest issued identifier.
    last_id: i64,
}

impl ProductRows {
    /// Adds a row under the next identifier.
    pub(super) fn add(&mut self, mut row: Row) -> &Row {
        row.id = self.last_id.saturating_add(1);
        if row.product_id == 0 && row.product_name.is_empty() {
            row.product_name = format!("[{}]", row.id);
        }
        self.insert(row)
    }

    /// Adds a row under its own identifier.
    pub(super) fn insert(&mut self, row: Row) -> &Row {
        self.last_id = self.last_id.max(row.id);
        let index = self.rows.len();
        self.rows.push(row);
        &self.rows[index]
    }

    pub(super) fn get(&self, id: i64) -> Option<&Row> {
        self.rows.iter().find(|row| row.id == id)
    }

    pub(super) fn get_mut(&mut self, id: i64) -> Option<&mut Row> {
        self.rows.iter_mut().find(|row| row.id == id)
    }

    pub(super) fn of<'a>(&'a self, owner: &'a Owner) -> impl Iterator<Item = &'a Row> {
        self.rows.iter().filter(move |row| row.owner == *owner)
    }

    pub(super) fn remove(&mut self, id: i64) -> Option<Row> {
        let index = self.rows.iter().position(|row| row.id == id)?;
        Some(self.rows.remove(index))
    }

    /// Replaces the rows of an object.
    pub(super) fn replace(&mut self, owner: &Owner, rows: Vec<Row>) {
        self.rows.retain(|row| row.owner != *owner);
        for row in rows {
            self.add(row);
        }
    }

    pub(super) fn remove_of(&mut self, owner: &Owner) {
        self.rows.retain(|row| row.owner != *owner);
    }

    /// Issues a payment for a row. Returns whether the row exists.
    pub(crate) fn bill(&mut self, id: i64) -> bool {
        self.get_mut(id).map(|row| row.billed = true).is_some()
    }
}
