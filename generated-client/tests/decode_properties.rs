//! Decoding arbitrary JSON: the result is a value or an error with its path, and no key is lost.

#[allow(dead_code, unreachable_pub, reason = "several tests share it")]
mod emitted;

use bitrix24::runtime::{self as rt, EnvelopeProblem};
use bitrix24::{Date, DateTime, Decimal, File, Flag, Id, Map, Timestamp, Value};
use emitted::{DiscountType, OwnerType, Product, Row, RowValue, crm};
use proptest::prelude::*;

/// Texts that answers have, and others.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "[-+]?[0-9]{0,20}(\\.[0-9]{0,20})?([eE][-+]?[0-9]{1,3})?",
        "[0-9]{1,4}[-./][0-9]{1,2}[-./][0-9]{1,4}([T ][0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\\.[0-9]{1,9})?)?( (am|PM)|Z|[+-][0-9]{2}:?[0-9]{2})?)?",
        prop::sample::select(vec![
            "", "Y", "N", "1", "0", "true", "D", "T80", "USD", "nan", "inf"
        ])
        .prop_map(str::to_owned),
    ]
}

/// Keys that a row has, and others.
fn key() -> impl Strategy<Value = String> {
    let known = vec![
        "id",
        "ID",
        "ownerId",
        "OWNER_ID",
        "ownerType",
        "price",
        "taxIncluded",
        "xmlId",
        "discountTypeId",
        "weight",
        "hidden",
        "created",
        "flags",
        "prices",
        "parts",
        "value",
        "settings",
        "picture",
        "UF_CRM_1",
        "PARENT_ID_7",
        "PARENT_ID_x",
        "result",
        "error",
        "error_description",
        "time",
        "total",
        "next",
        "productRows",
    ];
    prop_oneof![3 => prop::sample::select(known).prop_map(str::to_owned), 1 => "[0-9]{1,3}", 1 => text()]
}

fn json() -> impl Strategy<Value = serde_json::Value> {
    let scalar = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        (-3_i64..1000).prop_map(Into::into),
        any::<u64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        (-100_000_i64..100_000).prop_map(|cents| {
            #[expect(clippy::cast_precision_loss, reason = "small")]
            let amount = cents as f64 / 100.0;
            amount.into()
        }),
        text().prop_map(Into::into),
    ];
    scalar.prop_recursive(4, 48, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
            prop::collection::vec((key(), inner), 0..8)
                .prop_map(|entries| serde_json::Value::Object(entries.into_iter().collect())),
        ]
    })
}

/// Reads the JSON as `T` in all ways that there are, and back.
fn check<T>(json: &serde_json::Value) -> Result<(), TestCaseError>
where
    T: rt::Written + PartialEq + std::fmt::Debug,
{
    let text = json.to_string();
    let value: Value = serde_json::from_str(&text).expect("every JSON is a value");
    let from_value = value.read::<T>();
    let answer = format!(r#"{{"result": {text}}}"#);
    match rt::envelope::<T>(answer.as_bytes(), None) {
        Ok(envelope) => {
            prop_assert_eq!(from_value.as_ref(), Ok(&envelope.value));
            // What was understood is written so that it is understood again as the same.
            let written = rt::to_value(&envelope.value);
            let again = written.read::<T>();
            prop_assert_eq!(
                again.as_ref(),
                Ok(&envelope.value),
                "written as {}",
                written
            );
            let again = rt::from_slice::<T>(written.to_json().as_bytes());
            prop_assert_eq!(again.ok(), Some(envelope.value), "written as {}", written);
        }
        Err(EnvelopeProblem::TypeMismatch(mismatch)) => {
            prop_assert!(mismatch.path.starts_with("result"), "{}", mismatch);
            prop_assert!(
                !mismatch.expected.is_empty()
                    && !mismatch.found.is_empty()
                    && mismatch.found.len() < 500
            );
            let same = from_value.expect_err("what does not fit as text does not fit as a value");
            let path = format!(
                "result{}{}",
                if same.path.is_empty() || same.path.starts_with('[') {
                    ""
                } else {
                    "."
                },
                same.path
            );
            prop_assert_eq!((path, same.expected), (mismatch.path, mismatch.expected));
        }
        Err(other) => return Err(TestCaseError::fail(format!("{other:?} for {answer}"))),
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_json_in_any_place_is_a_value_or_an_error_with_a_path(json in json()) {
        check::<i64>(&json)?;
        check::<f64>(&json)?;
        check::<Decimal>(&json)?;
        check::<String>(&json)?;
        check::<bool>(&json)?;
        check::<Flag>(&json)?;
        check::<Date>(&json)?;
        check::<DateTime>(&json)?;
        check::<Timestamp>(&json)?;
        check::<File>(&json)?;
        check::<Id<Product>>(&json)?;
        check::<Id<crm::Currency>>(&json)?;
        check::<OwnerType>(&json)?;
        check::<DiscountType>(&json)?;
        check::<RowValue>(&json)?;
        check::<Value>(&json)?;
        check::<Row>(&json)?;
        check::<Vec<Row>>(&json)?;
        check::<Vec<Option<i64>>>(&json)?;
        check::<Option<Row>>(&json)?;
        check::<Map<String, Row>>(&json)?;
        check::<Map<i64, Vec<Flag>>>(&json)?;
        check::<()>(&json)?;
    }

    #[test]
    fn any_value_of_any_key_of_a_row(key in key(), json in json()) {
        check::<Row>(&serde_json::json!({ "id": 1, key: json, "price": "5" }))?;
    }

    #[test]
    fn values_keep_all_json(json in json()) {
        let text = json.to_string();
        let value: Value = serde_json::from_str(&text).expect("every JSON is a value");
        let back: serde_json::Value = serde_json::from_str(&value.to_json()).expect("a value is JSON");
        prop_assert_eq!(Value::from(back), Value::from(json.clone()));
        prop_assert_eq!(value, Value::from(json));
    }

    #[test]
    fn any_json_is_an_answer_or_a_problem(json in json(), at in proptest::option::of(key())) {
        let text = json.to_string();
        let read = rt::envelope::<Vec<Row>>(text.as_bytes(), at.as_deref());
        let malformed = matches!(read, Err(EnvelopeProblem::Malformed { .. }));
        prop_assert!(!malformed);
        if json.get("result").is_none() {
            prop_assert!(read.is_err());
        }
    }

    #[test]
    fn any_bytes_are_an_answer_or_a_problem(bytes: Vec<u8>, json in json(), cut: prop::sample::Index) {
        let _ = rt::envelope::<Row>(&bytes, Some("a.b"));
        let text = format!(r#"{{"result": {json}}}"#);
        let cut = cut.index(text.len());
        let read = rt::envelope::<Row>(&text.as_bytes()[..cut], None);
        prop_assert!(read.is_err());
    }

    #[test]
    fn decimals_of_texts_are_exact(mantissa in -(1_i128 << 92)..(1_i128 << 92), scale in 0_u32..=26) {
        let decimal = Decimal::from_i128_with_scale(mantissa, scale);
        let quoted = format!("\"{decimal}\"");
        prop_assert_eq!(rt::from_slice::<Decimal>(quoted.as_bytes()).ok(), Some(decimal));
    }

    #[test]
    fn decimals_of_numbers_are_exact_to_15_digits(mantissa in -999_999_999_999_999_i64..=999_999_999_999_999, scale in 0_u32..=20) {
        let decimal = Decimal::new(mantissa, scale);
        prop_assert_eq!(rt::from_slice::<Decimal>(decimal.to_string().as_bytes()).ok(), Some(decimal));
        let written = rt::to_value(&decimal);
        prop_assert!(!matches!(written, Value::Text(_)));
        prop_assert_eq!(written.read::<Decimal>(), Ok(decimal));
    }

    #[test]
    fn families_never_panic(pattern in "[A-Z_{}*nhex]{0,8}", text in any::<String>()) {
        let _ = rt::fits(&pattern, &text);
    }
}
