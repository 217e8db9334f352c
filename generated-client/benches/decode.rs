//! Decoding an answer of `crm.item.productrow.list` with 50 rows: through sinks, compared with a
//! derived struct.
//!
//! `cargo bench -p bitrix24 --bench decode`. The derived struct is the plainest one: nothing is
//! optional but what is `null` in the data, numbers are `f64`, flags are text, unknown keys are
//! dropped.

use bitrix24::crm::item::productrow::Row;
use bitrix24::runtime as rt;
use divan::{Bencher, black_box};
use serde::Deserialize;

fn main() {
    divan::main();
}

/// The answer, with the numbers and texts that the documentation's example has.
fn answer() -> Vec<u8> {
    let row = |index: usize| {
        format!(
            r#"{{"id":{id},"ownerId":13142,"ownerType":"D","productId":{product},"productName":"iphone {index}","price":90000,"priceAccount":90000,"priceExclusive":81818.18,"priceNetto":90909.09,"priceBrutto":100000,"quantity":3,"discountTypeId":2,"discountRate":10,"discountSum":9090.91,"taxRate":{tax},"taxIncluded":"Y","customized":"Y","measureCode":796,"measureName":"pcs","sort":20,"xmlId":"sale_basket_{index}","type":4,"storeId":19}}"#,
            id = 17649 + index,
            product = 9621 + index,
            tax = if index.is_multiple_of(2) {
                "10"
            } else {
                "null"
            },
        )
    };
    let rows: Vec<String> = (0..50).map(row).collect();
    format!(
        r#"{{"result":{{"productRows":[{}]}},"total":50,"time":{{"start":1716905609.186602,"finish":1716905609.434087,"duration":0.24748492240905762,"processing":0.06894516944885254,"date_start":"2024-05-28T17:13:29+03:00","date_finish":"2024-05-28T17:13:29+03:00"}}}}"#,
        rows.join(",")
    )
    .into_bytes()
}

#[divan::bench(sample_count = 2000)]
fn places(bencher: Bencher<'_, '_>) {
    let answer = answer();
    bencher.bench(|| rt::envelope::<Vec<Row>>(black_box(&answer), Some("productRows")).unwrap());
}

#[divan::bench(sample_count = 2000)]
fn derived(bencher: Bencher<'_, '_>) {
    let answer = answer();
    bencher.bench(|| serde_json::from_slice::<plain::Answer>(black_box(&answer)).unwrap());
}

/// What one would write by hand.
mod plain {
    use super::Deserialize;

    #[derive(Deserialize)]
    #[allow(dead_code, reason = "it is only decoded")]
    pub(crate) struct Answer {
        result: Rows,
        total: i64,
        time: Time,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    #[allow(dead_code, reason = "it is only decoded")]
    struct Rows {
        product_rows: Vec<Row>,
    }

    #[derive(Deserialize)]
    #[allow(dead_code, reason = "it is only decoded")]
    struct Time {
        start: f64,
        finish: f64,
        duration: f64,
        processing: f64,
        date_start: String,
        date_finish: String,
    }

    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    #[allow(dead_code, reason = "it is only decoded")]
    struct Row {
        id: i64,
        owner_id: i64,
        owner_type: String,
        product_id: i64,
        product_name: String,
        price: f64,
        price_account: f64,
        price_exclusive: f64,
        price_netto: f64,
        price_brutto: f64,
        quantity: f64,
        discount_type_id: i64,
        discount_rate: f64,
        discount_sum: f64,
        tax_rate: Option<f64>,
        tax_included: String,
        customized: String,
        measure_code: i64,
        measure_name: String,
        sort: i64,
        xml_id: String,
        #[serde(rename = "type")]
        kind: i64,
        store_id: i64,
    }
}
