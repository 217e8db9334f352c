//! Products and units of measure, with the values that rows take from them.

use std::collections::BTreeMap;

/// A product of the catalogue.
#[derive(Debug, Clone)]
pub(crate) struct Product {
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    /// 1 is a simple product, 4 a variation.
    pub(crate) kind: i64,
    pub(crate) measure: i64,
    pub(crate) store: Option<i64>,
}

impl Product {
    /// A simple product, counted in pieces.
    pub(crate) fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            description: None,
            kind: 1,
            measure: PIECES,
            store: None,
        }
    }
}

/// Code of the default unit.
pub(super) const PIECES: i64 = 796;

/// The products by their identifiers.
#[derive(Debug, Default)]
pub(crate) struct Catalogue(BTreeMap<i64, Product>);

impl Catalogue {
    pub(crate) fn add(&mut self, id: i64, product: Product) {
        self.0.insert(id, product);
    }

    pub(super) fn product(&self, id: i64) -> Option<&Product> {
        self.0.get(&id)
    }
}

/// Name of a unit by its code; empty for one that the portal does not have.
pub(super) fn measure_name(code: i64) -> &'static str {
    match code {
        6 => "m",
        112 => "l",
        163 => "g",
        166 => "kg",
        PIECES => "pcs",
        _ => "",
    }
}
