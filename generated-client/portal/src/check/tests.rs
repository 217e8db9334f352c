//! Concepts of the schema that the methods with state do not use.

use serde_json::json;

use super::*;

fn field(
    name: &str,
    kind: &serde_json::Value,
    required: &str,
    condition: &serde_json::Value,
) -> serde_json::Value {
    json!({
        "name": name, "aliases": [name.to_lowercase()], "type": kind, "doc": null, "required": required,
        "condition": condition, "default": null, "nullable": false, "access": "all", "deprecated": false,
    })
}

fn method(params: &[serde_json::Value], errors: &[(&str, Option<&str>)]) -> Method {
    let errors: Vec<_> = errors
        .iter()
        .map(|(code, message)| json!({"name": "E", "code": code, "message": message, "status": 422, "doc": null}))
        .collect();
    serde_json::from_value(json!({
        "name": "demo.save", "version": 2, "namespace": "demo", "function": "demo::save", "scope": ["crm"],
        "doc": "", "page": null, "access": null, "effect": "write", "deprecated": false, "replacement": null,
        "positional": false, "batch": true, "params": params, "paging": null, "errors": errors,
        "result": {"at": null, "type": "boolean", "nullable": false, "doc": null},
    }))
    .expect("a method")
}

/// The message of the first problem; nothing when the call is right.
fn problem(method: &Method, body: &str) -> Option<String> {
    let Ok(Value::Map(parameters)) = serde_json::from_str(body) else {
        panic!("no object: {body}")
    };
    check(method, &parameters, false)
        .err()
        .map(|problem| problem.to_string())
}

#[test]
fn one_alternative_of_a_group_must_be_complete() {
    let param = |name, alternative| {
        field(
            name,
            &json!("integer"),
            "either",
            &json!(["target", alternative]),
        )
    };
    let when = field(
        "NOTE",
        &json!("string"),
        "when",
        &json!("the portal is in the cloud"),
    );
    let method = method(
        &[
            param("ID", "one"),
            param("TYPE", "two"),
            param("CODE", "two"),
            when,
        ],
        &[],
    );
    let missing = Some("Could not find value for parameter {ID}".to_owned());
    for (body, expected) in [
        (r#"{"ID": 1}"#, None),
        (r#"{"id": 1}"#, None),
        (r#"{"TYPE": 1, "CODE": 2}"#, None),
        (r#"{"ID": 1, "TYPE": 1}"#, None),
        (r#"{"TYPE": 1}"#, missing.clone()),
        (r#"{"TYPE": 1, "CODE": null}"#, missing.clone()),
        ("{}", missing),
    ] {
        assert_eq!(problem(&method, body), expected, "{body}");
    }
}

#[test]
fn every_kind_of_value_is_checked() {
    let list = json!({"list": "date"});
    let map = json!({"map": ["integer", "boolean"]});
    for (kind, right, wrong) in [
        (
            json!("integer"),
            &["1", "-1", "\"7\"", "1.0", "null", "\"\""][..],
            &["1.5", "\"x\"", "true", "[]", "1e30"][..],
        ),
        (
            json!("string"),
            &["\"x\"", "1", "1.5"],
            &["true", "[]", "{}"],
        ),
        (
            json!("double"),
            &["1", "1.5", "\"1e3\"", "\"-.5\""],
            &["\"1,5\"", "\"NaN\"", "\"1_0\"", "false"],
        ),
        (json!("flag"), &["\"Y\"", "\"N\""], &["\"y\"", "true", "1"]),
        (
            json!("boolean"),
            &["true", "0", "\"1\"", "\"Y\""],
            &["2", "\"yes\"", "[]"],
        ),
        (
            json!("date"),
            &["\"2024-12-31\""],
            &["\"tomorrow\"", "20241231", "[]"],
        ),
        (
            json!("datetime"),
            &["\"2024-12-31T10:00:00+03:00\"", "\"2024-12-31\""],
            &["\"10 o'clock\"", "1"],
        ),
        (json!("timestamp"), &["1700000000"], &["\"soon\"", "[]"]),
        (
            json!("file"),
            &["[\"a.txt\", \"YQ==\"]", "{\"fileData\": []}"],
            &["1", "true"],
        ),
        (json!("any"), &["1", "[]", "{}"], &[]),
        (
            json!({"id": "crm::Deal"}),
            &["1", "\"1\""],
            &["\"x\"", "{}"],
        ),
        (
            list,
            &["[]", "[\"2024-12-31\"]", "{\"5\": \"2024-12-31\"}"],
            &["[1]", "\"2024-12-31\"", "{\"5\": 1}"],
        ),
        (
            map,
            &["{\"1\": true}", "[true, false]", "[]"],
            &["{\"1\": \"x\"}", "[\"x\"]", "1"],
        ),
        (
            json!({"select": "crm::deal::productrows::Row"}),
            &["[\"ID\", \"*\", \"UF_*\"]"],
            &["[\"X\"]", "[1]", "\"ID\""],
        ),
        (
            json!({"order": "crm::deal::productrows::Row"}),
            &["{\"ID\": \"ASC\"}", "[]"],
            &["{\"ID\": 1}", "{\"X\": \"asc\"}", "1"],
        ),
        (
            json!({"named": "crm::OwnerType"}),
            &["\"D\"", "\"T80\"", "\"Tff\""],
            &["\"T\"", "\"Tx\"", "\"d\"", "1"],
        ),
    ] {
        let method = method(&[field("VALUE", &kind, "no", &json!(null))], &[]);
        for value in right {
            assert_eq!(
                problem(&method, &format!("{{\"VALUE\": {value}}}")),
                None,
                "{kind} {value}"
            );
        }
        for value in wrong {
            let found = problem(&method, &format!("{{\"VALUE\": {value}}}"));
            assert!(
                found.is_some_and(|text| text.contains("{VALUE")),
                "{kind} {value}"
            );
        }
    }
}

#[test]
fn the_error_is_the_most_specific_documented_one() {
    let id = || field("ID", &json!("integer"), "yes", &json!(null));
    let own = ("", Some("Parameter ID is not specified"));
    let denied = ("", Some("Access to ID denied"));
    for (errors, missing, wrong) in [
        (&[own, denied, ("0", None)][..], own.1, own.1),
        (&[own, ("100", None)], None, own.1),
        (
            &[own, ("INVALID_ARG_VALUE", Some("Bad value"))],
            own.1,
            Some("Bad value"),
        ),
        (&[denied], None, None),
    ] {
        let method = method(&[id()], errors);
        for (parameters, expected) in [
            (Map::new(), missing),
            (Map::from([("ID".to_owned(), Value::from("x"))]), wrong),
        ] {
            let problem = check(&method, &parameters, false).expect_err("a problem");
            let failure = problem.failure(&method);
            assert_eq!(
                failure.message,
                expected.map_or_else(|| problem.to_string(), str::to_owned),
                "{errors:?}"
            );
        }
    }
}

#[test]
fn groups_of_conditions_are_checked_at_any_depth() {
    let items = describe::method("crm.item.list", 2).expect("a method");
    let found = |filter: &str| {
        problem(
            items,
            &format!(r#"{{"entityTypeId": 2, "filter": {filter}}}"#),
        )
    };
    for filter in [
        r#"{"0": {"logic": "OR", "0": {"!=title": ""}, "1": {">opportunity": 5, "@stageId": ["NEW"]}}}"#,
        r#"{"logic": "or", "0": {"=id": 1}, "1": {"0": {"logic": "AND", "=id": 2}, "ufCrm_1": "x"}}"#,
        r#"{"=contactIds": 5, "@observers": [1, 2]}"#,
    ] {
        assert_eq!(found(filter), None, "{filter}");
    }
    for (filter, expected) in [
        (
            r#"{"0": {"logic": "XOR", "0": {"=id": 1}}}"#,
            "Parameter {filter.0.logic}: expected OR or AND, found text \"XOR\"",
        ),
        (
            r#"{"0": {"logic": "OR", "0": {"=id": 1}, "1": {"><id": [1, 2]}}}"#,
            "Unknown parameter {filter.0.1.><id}: expected one of the operators",
        ),
        (
            r#"{"0": {"logic": "OR", "0": {"1": {"=colour": 1}}}}"#,
            "Unknown parameter {filter.0.0.1.=colour}: expected one of the fields",
        ),
        (
            r#"{"0": 5}"#,
            "Unknown parameter {filter.0}: expected one of the fields",
        ),
        (
            r#"{"0": {"logic": "OR", "0": {"=id": "x"}}}"#,
            "Parameter {filter.0.0.=id}: expected",
        ),
    ] {
        let found = found(filter).unwrap_or_default();
        assert!(found.starts_with(expected), "{filter}: {found}");
    }
}

#[test]
fn filters_are_held_to_what_is_documented() {
    let deals = describe::method("crm.deal.list", 2).expect("a method");
    for (filter, expected) in [
        (
            r#"{"%TITLE": "a", "=STAGE_ID": "NEW", "=%TITLE": "%a"}"#,
            None,
        ),
        (
            r#"{"%STAGE_ID": "N"}"#,
            Some(
                "Unknown parameter {filter.%STAGE_ID}: the operator % does not work on fields of this type",
            ),
        ),
        (
            r#"{"%=COMPANY_ID": "1"}"#,
            Some(
                "Unknown parameter {filter.%=COMPANY_ID}: the operator %= does not work on fields of this type",
            ),
        ),
        (
            r#"{"logic": "OR"}"#,
            Some("Unknown parameter {filter.logic}: expected one of the fields"),
        ),
    ] {
        let found = problem(deals, &format!(r#"{{"filter": {filter}}}"#));
        match (expected, &found) {
            (Some(expected), Some(found)) => assert!(found.starts_with(expected), "{found}"),
            (expected, found) => assert_eq!(expected, found.as_deref(), "{filter}"),
        }
    }
}
