//! The initial state of the portal: the objects of the documented examples.

use rust_decimal::Decimal;

use super::State;
use super::catalogue::{Catalogue, Product};
use super::owners::Owner;
use super::prices::{Discount, Prices};
use super::product_rows::{Reserve, Row};
use super::{seed_objects, seed_tasks};

pub(super) fn state() -> State {
    let mut state = State {
        catalogue: catalogue(),
        tasks: seed_tasks::tasks(),
        ..State::default()
    };
    for row in rows() {
        state.add_row(row);
    }
    seed_objects::add(&mut state);
    super::tables::seed(&mut state);
    super::links::seed(&mut state);
    state
}

impl State {
    /// Adds a row with the catalogue's values of its product.
    fn add_row(&mut self, seed: Seed) {
        let product = self.catalogue.product(seed.product_id);
        self.rows.insert(Row {
            id: seed.id,
            owner: Owner::new(seed.owner.0, seed.owner.1),
            product_id: seed.product_id,
            product_name: product
                .map(|product| product.name.clone())
                .unwrap_or_default(),
            prices: seed.prices,
            quantity: Decimal::from(seed.quantity),
            discount_is_absolute: false,
            tax_rate: seed.tax_rate.map(Decimal::from),
            tax_included: seed.tax_included,
            measure_code: seed.measure_code,
            sort: seed.sort,
            kind: product.map_or(1, |product| product.kind),
            xml_id: seed.xml_id.to_owned(),
            store: product.and_then(|product| product.store),
            reserve: seed.reserve,
            billed: false,
        });
    }
}

fn catalogue() -> Catalogue {
    let mut catalogue = Catalogue::default();
    let variation = |name: &str, store| Product {
        kind: 4,
        store: Some(store),
        ..Product::new(name)
    };
    catalogue.add(9621, variation("iphone 14", 19));
    catalogue.add(9623, variation("iphone 10xs", 17));
    let described = |name: &str, text: &str| Product {
        description: Some(text.to_owned()),
        ..Product::new(name)
    };
    catalogue.add(
        449,
        Product {
            store: Some(1),
            ..described("Product #1", "Detailed description")
        },
    );
    catalogue.add(
        450,
        Product {
            store: Some(0),
            ..Product::new("Product #2")
        },
    );
    catalogue.add(459, described("Two-Week Subscription", ""));
    catalogue.add(
        6935,
        Product {
            kind: 4,
            ..Product::new("Product Variation #1")
        },
    );
    catalogue.add(6595, described("Product #2", "Detailed description"));
    catalogue
}

/// A row of an example, without values from the catalogue.
struct Seed {
    id: i64,
    owner: (&'static str, i64),
    product_id: i64,
    prices: Prices,
    quantity: i64,
    tax_rate: Option<i64>,
    tax_included: bool,
    measure_code: i64,
    sort: i64,
    xml_id: &'static str,
    reserve: Option<Reserve>,
}

impl Seed {
    fn new(id: i64, owner: (&'static str, i64), product_id: i64, price: Decimal) -> Self {
        Self {
            id,
            owner,
            product_id,
            prices: prices(price, Decimal::ZERO, None),
            quantity: 1,
            tax_rate: None,
            tax_included: true,
            measure_code: 796,
            sort: 10,
            xml_id: "",
            reserve: None,
        }
    }
}

fn prices(price: Decimal, discount_rate: Decimal, tax_rate: Option<Decimal>) -> Prices {
    Prices::new(price, Discount::Rate(discount_rate), tax_rate).expect("the examples have prices")
}

fn rows() -> Vec<Seed> {
    let whole = Decimal::from;
    let reserve = |id| {
        Some(Reserve {
            id,
            until: "2024-12-26",
            quantity: Decimal::ONE,
        })
    };
    let deal = |id| ("D", id);
    let lead = ("L", 5);
    // The example for estimates shows a row from before these two were computed.
    let of_quote = Prices {
        netto: Decimal::ZERO,
        brutto: Decimal::ZERO,
        ..prices(whole(3000), whole(0), None)
    };
    let discounted = prices(Decimal::new(8991, 1), whole(10), None);
    let taxed = prices(whole(90000), whole(10), Some(whole(10)));
    let of_lead = prices(Decimal::new(22_175_328, 3), whole(40), Some(whole(12)));
    vec![
        Seed {
            sort: 20,
            xml_id: "sale_basket_650",
            reserve: reserve(30),
            ..Seed::new(4, deal(5), 449, whole(100))
        },
        Seed {
            prices: discounted,
            xml_id: "sale_basket_651",
            reserve: reserve(31),
            ..Seed::new(5, deal(5), 450, discounted.price)
        },
        Seed {
            prices: of_quote,
            tax_rate: Some(0),
            ..Seed::new(77, ("Q", 1), 459, of_quote.price)
        },
        Seed {
            tax_included: false,
            ..Seed::new(1425, lead, 6935, whole(10))
        },
        Seed {
            prices: of_lead,
            tax_rate: Some(12),
            tax_included: false,
            sort: 30,
            ..Seed::new(1429, lead, 6595, of_lead.price)
        },
        // The positions of the examples' payments.
        Seed {
            quantity: 20,
            xml_id: "sale_basket_8120",
            ..Seed::new(17587, deal(13123), 9621, whole(79999))
        },
        Seed {
            quantity: 20,
            xml_id: "sale_basket_8121",
            ..Seed::new(17588, deal(13123), 9623, whole(5550))
        },
        Seed {
            quantity: 11,
            xml_id: "sale_basket_8145",
            ..Seed::new(17622, deal(13141), 9621, whole(79999))
        },
        // The row that the example of `update` changes. It is cheap, so the example of `list` does
        // not find it.
        Seed {
            xml_id: "sale_basket_8146",
            ..Seed::new(17648, deal(13142), 9621, whole(100))
        },
        Seed {
            prices: taxed,
            quantity: 3,
            tax_rate: Some(10),
            sort: 20,
            xml_id: "sale_basket_8147",
            ..Seed::new(17649, deal(13142), 9621, taxed.price)
        },
        Seed {
            measure_code: 6,
            xml_id: "sale_basket_8148",
            ..Seed::new(17650, deal(13142), 9623, whole(5550))
        },
        Seed {
            tax_included: false,
            ..Seed::new(17654, deal(13143), 9621, Decimal::new(9_999_999, 2))
        },
        Seed {
            tax_included: false,
            quantity: 2,
            ..Seed::new(17655, deal(13143), 9623, whole(15900))
        },
        Seed {
            quantity: 3,
            xml_id: "sale_basket_8149",
            ..Seed::new(17657, deal(13144), 9621, whole(79999))
        },
        Seed {
            quantity: 3,
            sort: 20,
            xml_id: "sale_basket_8150",
            ..Seed::new(17658, deal(13144), 9623, whole(5550))
        },
    ]
}
