//! Decoding and encoding of values: accepted and refused forms, and that no key is lost.

#[allow(dead_code, unreachable_pub, reason = "several tests share it")]
mod emitted;

use bitrix24::runtime::{self as rt, EnvelopeProblem, ErrorObject, Invalid, TypeMismatch};
use bitrix24::{Date, DateTime, Decimal, Extra, File, Flag, Id, Map, Timestamp, Value, dec};
use emitted::{DiscountType, OwnerType, Product, Row, RowValue, crm};

fn read<T: rt::Field>(json: &str) -> Result<T, TypeMismatch> {
    serde_json::from_str::<Value>(json).unwrap().read()
}

/// Reads an answer whose value sits under `result`.
fn answer<T: rt::Field>(result: &str) -> Result<T, EnvelopeProblem> {
    rt::envelope(format!(r#"{{"result": {result}}}"#).as_bytes(), None)
        .map(|envelope| envelope.value)
}

fn type_mismatch<T: rt::Field + std::fmt::Debug>(result: &str) -> String {
    match answer::<T>(result) {
        Err(EnvelopeProblem::TypeMismatch(mismatch)) => mismatch.to_string(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn scalars_are_read_in_every_documented_spelling() {
    for json in ["5", "5.0", r#""5""#, r#""5.00""#] {
        assert_eq!(read::<i64>(json), Ok(5), "{json}");
        assert_eq!(read::<Decimal>(json), Ok(dec!(5)), "{json}");
        assert_eq!(read::<f64>(json), Ok(5.0), "{json}");
        assert_eq!(read::<Id<Product>>(json), Ok(Id::new(5)), "{json}");
        assert_eq!(read::<Timestamp>(json), Ok(Timestamp(5)), "{json}");
    }
    for json in [r#""Y""#, "true", "1", r#""1""#] {
        assert_eq!(read::<bool>(json), Ok(true), "{json}");
        assert_eq!(read::<Flag>(json), Ok(Flag::YES), "{json}");
    }
    for json in [r#""N""#, "false", "0", r#""0""#] {
        assert_eq!(read::<bool>(json), Ok(false), "{json}");
        assert_eq!(read::<Flag>(json), Ok(Flag::NO), "{json}");
    }
    for (json, text) in [
        ("5", "5"),
        ("5.5", "5.5"),
        ("5.0", "5.0"),
        (r#""""#, ""),
        ("18446744073709551615", "18446744073709551615"),
    ] {
        assert_eq!(read::<String>(json), Ok(text.to_owned()), "{json}");
    }
    for json in [
        r#""2024-12-26""#,
        r#""26.12.2024""#,
        r#""12/26/2024""#,
        r#""2024-12-26T03:00:00+03:00""#,
    ] {
        assert_eq!(
            read::<Date>(json),
            Ok(Date::new(2024, 12, 26).unwrap()),
            "{json}"
        );
    }
    assert_eq!(
        read::<DateTime>(r#""2024-05-28 12:15:21""#)
            .unwrap()
            .to_string(),
        "2024-05-28T12:15:21"
    );
    assert_eq!(
        read::<DateTime>(r#""2024-05-28T12:15:21.250Z""#)
            .unwrap()
            .to_string(),
        "2024-05-28T12:15:21.25+00:00"
    );
    assert_eq!(read::<DiscountType>("2.0"), Ok(DiscountType::Percentage));
    assert_eq!(
        read::<OwnerType>("7"),
        Ok(OwnerType::Unknown("7".to_owned()))
    );
}

#[test]
fn nothing_is_absent() {
    for json in ["null", "false", r#""""#] {
        assert_eq!(read::<Option<i64>>(json), Ok(None), "{json}");
        assert_eq!(read::<Option<Decimal>>(json), Ok(None), "{json}");
        assert_eq!(read::<Option<Date>>(json), Ok(None), "{json}");
        assert_eq!(read::<Option<Id<Product>>>(json), Ok(None), "{json}");
        assert_eq!(read::<Option<Id<crm::Currency>>>(json), Ok(None), "{json}");
        assert_eq!(read::<Option<OwnerType>>(json), Ok(None), "{json}");
        assert_eq!(read::<Option<Row>>(json), Ok(None), "{json}");
        assert_eq!(read::<Option<Vec<i64>>>(json), Ok(None), "{json}");
        assert_eq!(read::<Option<Extra>>(json), Ok(None), "{json}");
        assert_eq!(read::<Option<File>>(json), Ok(None), "{json}");
        assert_eq!(read::<Option<RowValue>>(json), Ok(None), "{json}");
    }
    assert_eq!(read::<Option<bool>>("null"), Ok(None));
    assert_eq!(read::<Option<bool>>(r#""""#), Ok(None));
    assert_eq!(read::<Option<bool>>("false"), Ok(Some(false)));
    assert_eq!(read::<Option<String>>("null"), Ok(None));
    assert_eq!(read::<Value>("null"), Ok(Value::Null));
}

#[test]
fn php_writes_lists_and_maps_in_its_own_way() {
    assert_eq!(read::<Vec<i64>>(r#"{"0": 1, "5": "2"}"#), Ok(vec![1, 2]));
    assert_eq!(read::<Vec<i64>>("{}"), Ok(vec![]));
    assert_eq!(read::<Row>("[]"), Ok(Row::default()));
    assert_eq!(read::<Map<String, i64>>("[]"), Ok(Map::new()));
    assert_eq!(
        read::<Map<i64, i64>>("[7, null, 8]"),
        Ok(Map::from([(0, 7), (2, 8)]))
    );
    assert_eq!(
        read::<Map<i64, i64>>(r#"{"3": "7", "4": null}"#),
        Ok(Map::from([(3, 7)]))
    );
    assert_eq!(
        read::<Vec<Option<i64>>>("[1, null]"),
        Ok(vec![Some(1), None])
    );
}

#[test]
fn money_is_exact_or_refused() {
    assert_eq!(read("123456789012345"), Ok(dec!(123456789012345)));
    assert_eq!(read("0.123456789012345"), Ok(dec!(0.123456789012345)));
    assert_eq!(read("1234567890123456789"), Ok(dec!(1234567890123456789)));
    assert_eq!(
        read(r#""1234567890.123456789012345678""#),
        Ok(dec!(1234567890.123456789012345678))
    );
    // As PHP prints what it has calculated.
    for (json, number) in [
        ("0.30000000000000004", dec!(0.30000000000000004)),
        ("33.333333333333336", dec!(33.333333333333336)),
        ("12345678901234.566", dec!(12345678901234.566)),
        ("0.10000000000000001", dec!(0.1)),
    ] {
        assert_eq!(read::<Decimal>(json), Ok(number), "{json}");
    }
    for json in [
        "12345678901234567.5",
        "1e300",
        r#""1.23456789012345678901234567890""#,
        r#""5 USD""#,
    ] {
        assert!(read::<Decimal>(json).is_err(), "{json}");
    }
    for (value, json) in [
        (dec!(80000), "80000"),
        (dec!(12.50), "12.5"),
        (dec!(-3), "-3"),
        (dec!(100000000000000.5), r#""100000000000000.5""#),
        (dec!(0.000001), "0.000001"),
    ] {
        assert_eq!(
            read::<Decimal>(&rt::to_value(&value).to_json()),
            Ok(value),
            "{json}"
        );
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&rt::to_value(&value).to_json()).unwrap(),
            serde_json::from_str::<serde_json::Value>(json).unwrap()
        );
    }
}

#[test]
fn numbers_are_read_to_the_last_bit() {
    for number in [
        3.834_038_862_598_077e205,
        -9.913_687_380_575_425e207,
        0.247_484_922_409_057_62,
        5e-324,
        f64::MAX,
    ] {
        let json = format!("{number:e}");
        assert_eq!(
            read::<f64>(&json).map(f64::to_bits),
            Ok(number.to_bits()),
            "{json}"
        );
        assert_eq!(read::<Value>(&json), Ok(Value::Float(number)), "{json}");
    }
}

#[test]
fn a_type_mismatch_names_place_and_contents() {
    for (result, message) in [
        (
            r#"[{}, {"price": "abc"}]"#,
            "expected a decimal number of at most 28 digits (17 when it is not quoted) at `result[1].price`, got \"abc\"",
        ),
        (
            r#"[{"ownerId": 1.5}]"#,
            "expected a whole number at `result[0].ownerId`, got 1.5",
        ),
        (
            r#"[{"ID": []}]"#,
            "expected a whole number at `result[0].id`, got a list",
        ),
        (
            r#"[{"taxIncluded": "maybe"}]"#,
            "expected `Y` or `N` at `result[0].taxIncluded`, got \"maybe\"",
        ),
        (
            r#"[{"hidden": {}}]"#,
            "expected `true` or `false` at `result[0].hidden`, got an object",
        ),
        (
            r#"[{"xmlId": true}]"#,
            "expected text at `result[0].xmlId`, got true",
        ),
        (
            r#"[{"created": "soon"}]"#,
            "expected a date and time at `result[0].created`, got \"soon\"",
        ),
        (
            r#"[{"flags": ["Y", null]}]"#,
            "expected `Y` or `N` at `result[0].flags[1]`, got nothing",
        ),
        (
            r#"[{"flags": {"a": 1}}]"#,
            "expected a list at `result[0].flags`, got an object with the key \"a\"",
        ),
        (
            r#"[{"flags": {"4": 5}}]"#,
            "expected `Y` or `N` at `result[0].flags.4`, got 5",
        ),
        (
            r#"[{"parts": [{"parts": [7]}]}]"#,
            "expected an object at `result[0].parts[0].parts[0]`, got 7",
        ),
        (
            r#"[{"parts": [[1]]}]"#,
            "expected an object at `result[0].parts[0]`, got a list",
        ),
        (
            r#"[{"prices": {"US D": "x"}}]"#,
            "expected a decimal number of at most 28 digits (17 when it is not quoted) at `result[0].prices[\"US D\"]`, got \"x\"",
        ),
        (
            r#"[{"PARENT_ID_7": "x"}]"#,
            "expected a whole number at `result[0].PARENT_ID_7`, got \"x\"",
        ),
        (r#""rows""#, "expected a list at `result`, got \"rows\""),
        ("null", "expected a list at `result`, got nothing"),
    ] {
        assert_eq!(type_mismatch::<Vec<Row>>(result), message, "{result}");
    }
    assert_eq!(
        type_mismatch::<Map<i64, i64>>(r#"{"x": 1}"#),
        "expected a whole number at `result.x`, got the key \"x\""
    );
    let long = format!("\"{}\"", "я".repeat(100));
    assert_eq!(
        type_mismatch::<i64>(&long),
        format!(
            "expected a whole number at `result`, got \"{}\"… (200 bytes)",
            "я".repeat(40)
        )
    );
}

#[test]
fn the_value_is_found_below_its_key() {
    let at = |json: &str, at| {
        rt::envelope::<i64>(json.as_bytes(), Some(at)).map(|envelope| envelope.value)
    };
    assert_eq!(at(r#"{"result": {"a": 1, "b": {"c": "5"}}}"#, "b.c"), Ok(5));
    let path = |json: &str, key| match at(json, key) {
        Err(EnvelopeProblem::TypeMismatch(mismatch)) => mismatch.to_string(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        path(r#"{"result": {"a": 1}}"#, "b"),
        "expected a whole number at `result.b`, got nothing"
    );
    assert_eq!(
        path(r#"{"result": []}"#, "b"),
        "expected a whole number at `result.b`, got nothing"
    );
    assert_eq!(
        path(r#"{"result": [1]}"#, "b"),
        "expected an object at `result`, got a list"
    );
    assert_eq!(
        path(r#"{"result": 5}"#, "b"),
        "expected an object at `result`, got 5"
    );
    assert_eq!(
        path(r#"{"result": {"b": {"c": "x"}}}"#, "b.c"),
        "expected a whole number at `result.b.c`, got \"x\""
    );
}

#[test]
fn what_nobody_asked_for_spoils_nothing() {
    let json = br#"{"result": "5", "total": "many", "next": {}, "time": [1], "news": true}"#;
    let envelope = rt::envelope::<i64>(json, None).unwrap();
    assert_eq!(
        (envelope.value, envelope.total, envelope.next, envelope.time),
        (5, None, None, None)
    );
    assert_eq!(
        envelope.extra,
        Map::from([("news".to_owned(), Value::Bool(true))])
    );
}

fn problem(json: &str) -> EnvelopeProblem {
    rt::envelope::<i64>(json.as_bytes(), None).unwrap_err()
}

#[test]
fn errors_of_the_portal_win() {
    let error = |code: &str, message: &str, raw: Value| {
        EnvelopeProblem::Error(ErrorObject {
            code: code.to_owned(),
            message: message.to_owned(),
            validation: vec![],
            raw,
        })
    };
    for (json, expected) in [
        (
            r#"{"error": "NOT_FOUND", "error_description": "No"}"#,
            error("NOT_FOUND", "No", "NOT_FOUND".into()),
        ),
        (
            r#"{"error": 0, "error_description": "No"}"#,
            error("0", "No", 0.into()),
        ),
        (
            r#"{"error": 200040300010, "error_description": "No"}"#,
            error("200040300010", "No", 200_040_300_010_i64.into()),
        ),
        (
            r#"{"error": "", "error_description": "No"}"#,
            error("", "No", "".into()),
        ),
        (r#"{"error": ""}"#, error("", "", "".into())),
        (
            r#"{"result": 5, "error": "LATE"}"#,
            error("LATE", "", "LATE".into()),
        ),
        (
            r#"{"result": "no number", "error": "LATE"}"#,
            error("LATE", "", "LATE".into()),
        ),
        (
            r#"{"result": 5, "error": "", "error_description": "No"}"#,
            error("", "No", "".into()),
        ),
    ] {
        assert_eq!(problem(json), expected, "{json}");
    }
    let json = r#"{"error": {"code": "BITRIX_X", "message": "No", "validation": [{"message": "Missing", "field": "id"}, {}]}}"#;
    let EnvelopeProblem::Error(error) = problem(json) else {
        panic!()
    };
    assert_eq!(
        (error.code.as_str(), error.message.as_str()),
        ("BITRIX_X", "No")
    );
    assert_eq!(
        error.validation,
        [
            Invalid {
                field: "id".to_owned(),
                message: "Missing".to_owned()
            },
            Invalid::default()
        ]
    );
    for json in [
        r#"{"result": 5, "error": null}"#,
        r#"{"result": 5, "error": ""}"#,
        r#"{"error": false, "result": 5}"#,
    ] {
        assert!(rt::envelope::<i64>(json.as_bytes(), None).is_ok(), "{json}");
    }
    let part =
        serde_json::from_str::<Value>(r#"{"error": 100, "error_description": "No"}"#).unwrap();
    assert_eq!(ErrorObject::of(&part).code, "100");
}

#[test]
fn what_is_no_answer_is_told_apart() {
    for json in [
        "[]",
        "5",
        "null",
        "\"x\"",
        "{}",
        r#"{"time": {}}"#,
        "true",
        "-1",
        "1.5",
    ] {
        assert!(
            matches!(problem(json), EnvelopeProblem::NoResult { .. }),
            "{json}"
        );
    }
    for (json, line, column, truncated) in [
        ("", 1, 0, true),
        (r#"{"result": [1, 2"#, 1, 16, true),
        ("<html>", 1, 1, false),
        ("{\n  \"result\": 5,\n}", 3, 1, false),
        (r#"{"result": 5} x"#, 1, 15, false),
        (r#"{"result": "no number""#, 1, 22, true),
    ] {
        match problem(json) {
            EnvelopeProblem::Malformed {
                line: l,
                column: c,
                truncated: t,
                reason,
            } => {
                assert_eq!((l, c, t), (line, column, truncated), "{json} {reason}");
                assert!(!reason.contains(" at line "), "{reason}");
            }
            other => panic!("{json} {other:?}"),
        }
    }
}

#[test]
fn nesting_is_bounded() {
    let deep = format!(r#"{{"result": {}{}}}"#, "[".repeat(200), "]".repeat(200));
    assert!(matches!(
        rt::envelope::<Value>(deep.as_bytes(), None),
        Err(EnvelopeProblem::Malformed { .. })
    ));
    let mut value = Value::Null;
    for _ in 0..200 {
        value = Value::List(vec![value]);
    }
    let mismatch = value.read::<Value>().unwrap_err();
    assert_eq!(mismatch.found, "more");
    assert!(mismatch.path.starts_with("[0][0][0]"));
}

#[test]
fn keys_are_text_also_when_they_are_escaped() {
    let row: Row = serde_json::from_str(r#"{"o\u0077nerId": 5, "\u00e9": 6}"#).unwrap();
    assert_eq!(row.owner_id, Some(5));
    assert_eq!(row.extra.get("é"), Some(&Value::Integer(6)));
    assert!(serde_json::from_slice::<Row>(b"{\"\xff\": 6}").is_err());
    assert!(serde_json::from_str::<Row>(r#"{"\ud800": 6}"#).is_err());
}

#[test]
fn the_same_key_in_two_spellings() {
    let row: Row = serde_json::from_str(r#"{"ID": 5, "ownerId": 1, "OWNER_ID": "2"}"#).unwrap();
    assert_eq!((row.id, row.owner_id), (Some(Id::new(5)), Some(2)));
}

#[test]
fn a_users_own_types_read_from_values() {
    #[derive(Debug, PartialEq, serde::Deserialize)]
    struct Own {
        kind: Kind,
        row: Row,
        rest: Option<u8>,
    }
    #[derive(Debug, PartialEq, serde::Deserialize)]
    enum Kind {
        Plain,
        Pair(u8, u8),
    }
    use serde::Deserialize as _;
    for (json, kind) in [
        (r#""Plain""#, Kind::Plain),
        (r#"{"Pair": [1, 2]}"#, Kind::Pair(1, 2)),
    ] {
        let text = format!(r#"{{"kind": {json}, "row": {{"id": "5"}}, "rest": null}}"#);
        let value: Value = serde_json::from_str(&text).unwrap();
        let own = Own::deserialize(&value).unwrap();
        assert_eq!(own.kind, kind);
        assert_eq!(own.row.id, Some(Id::new(5)));
        assert_eq!(own.rest, None);
    }
}
