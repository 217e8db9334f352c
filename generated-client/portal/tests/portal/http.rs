//! Verbs, encodings, addresses, and bytes that are none of them.

use bitrix24_portal::{Encoding, Portal};
use proptest::prelude::*;

use crate::{Answer, Call, json, portal};

const ADD: &str = "crm.item.productrow.add";

#[tokio::test]
async fn parameters_come_in_every_encoding() {
    let portal = portal().await;
    for call in [
        Call::json(
            ADD,
            r#"{"fields":{"ownerId":13142,"ownerType":"D","price":12.5,"productName":"a&b"}}"#,
        ),
        Call::form(
            ADD,
            "fields[ownerId]=13142&fields[ownerType]=D&fields[price]=12.5&fields[productName]=a%26b",
        ),
        Call::get(
            ADD,
            "fields%5BownerId%5D=13142&fields[ownerType]=D&fields[price]=12.5&fields[productName]=a%26b",
        ),
        // The body counts, and the query fills up.
        Call {
            query: "fields[ownerId]=1&auth=token",
            ..Call::form(
                ADD,
                "fields[ownerId]=13142&fields[ownerType]=D&fields[price]=12.5&fields[productName]=a%26b",
            )
        },
    ] {
        let answer = call.send(&portal).await;
        let row = &answer.result()["productRow"];
        assert_eq!(
            (row["ownerId"].as_i64(), row["price"].as_f64()),
            (Some(13142), Some(12.5))
        );
        assert_eq!(row["productName"], "a&b");
    }
    let requests = portal.requests();
    let seen: Vec<_> = requests
        .iter()
        .map(|request| (request.is_post, request.encoding))
        .collect();
    assert_eq!(
        seen,
        [
            (true, Encoding::Json),
            (true, Encoding::Form),
            (false, Encoding::Query),
            (true, Encoding::Form)
        ]
    );
    assert!(requests.iter().all(|request| request.method == ADD));
    assert_eq!(
        requests[1]
            .parameters
            .get("fields")
            .and_then(|fields| fields["ownerId"].as_text()),
        Some("13142")
    );
    assert_eq!(
        requests[3].parameters.get("auth"),
        None,
        "authorisation is not kept"
    );
}

#[tokio::test]
async fn methods_are_found_in_any_case_and_with_the_format() {
    let portal = portal().await;
    for method in [
        "crm.item.productrow.get.json",
        "CRM.Item.ProductRow.get",
        "crm.item.productrow.get/",
    ] {
        assert_eq!(
            Call::get(method, "id=17622").send(&portal).await.result()["productRow"]["quantity"],
            11
        );
    }
}

#[tokio::test]
async fn other_addresses_are_refused() {
    let portal = portal().await;
    let answer = json(&portal, "crm.item.productrow.rename", "{}").await;
    assert_eq!(
        (answer.status, answer.error()),
        (404, ("ERROR_METHOD_NOT_FOUND", "Method not found!"))
    );
    let answer = json(&portal, "crm.item.productrow.get.xml", "{}").await;
    assert_eq!(
        (answer.status, answer.error().0),
        (404, "ERROR_METHOD_NOT_FOUND")
    );
    for path in [
        "/rest/1/wrong/crm.item.productrow.get?id=17622",
        "/rest/crm.item.productrow.get?id=17622",
        "/rest/",
    ] {
        let answer = Call::get("", "").send_to(&portal, path).await;
        assert_eq!(
            (answer.status, answer.error()),
            (401, ("NO_AUTH_FOUND", "Wrong authorization data")),
            "{path}"
        );
    }
    let of_another_user = portal.webhook_url().replace("/rest/1/", "/rest/2/");
    let path = of_another_user
        .split_at(of_another_user.find("/rest").expect("a path"))
        .1;
    assert_eq!(
        Call::get("", "")
            .send_to(&portal, &format!("{path}crm.item.productrow.fields"))
            .await
            .status,
        401
    );
    assert_eq!(
        Call::get("", "")
            .send_to(&portal, "/favicon.ico")
            .await
            .status,
        404
    );
    let answer = Call {
        verb: "PUT",
        ..Call::json(ADD, "{}")
    }
    .send(&portal)
    .await;
    assert_eq!(answer.status, 405);
    assert_eq!(
        portal.requests().len(),
        2,
        "only calls with the code are kept"
    );
}

#[tokio::test]
async fn bodies_that_cannot_be_read_are_refused() {
    let portal = portal().await;
    let deep = "[".repeat(100_000);
    let brackets = format!("a{}=1", "[b]".repeat(1000));
    let many = "a[]=1&".repeat(20_000);
    for (call, message) in [
        (
            Call::json(ADD, "{\"fields\":"),
            "cannot read the body as JSON: EOF",
        ),
        (
            Call::json(ADD, "<html>"),
            "cannot read the body as JSON: expected value",
        ),
        (
            Call::json(ADD, &deep),
            "cannot read the body as JSON: recursion limit",
        ),
        (
            Call::json(ADD, "\"text\""),
            "cannot read the body: expected a JSON object",
        ),
        (
            Call::json(ADD, "[1, 2]"),
            "cannot read the body: expected a JSON object, found a list",
        ),
        (
            Call {
                body: b"{\"a\":\"\xff\"}",
                ..Call::json(ADD, "")
            },
            "cannot read the body as JSON: invalid unicode",
        ),
        (
            Call {
                content_type: Some("text/plain"),
                ..Call::json(ADD, "x")
            },
            "cannot read the content type of the body",
        ),
        (
            Call {
                content_type: None,
                ..Call::json(ADD, "x")
            },
            "cannot read the content type of the body",
        ),
        (
            Call::form(ADD, &brackets),
            "cannot read the parameters: they are nested deeper",
        ),
        (
            Call::form(ADD, &many),
            "cannot read the parameters: there are more than",
        ),
        (
            Call::get(ADD, &brackets),
            "cannot read the parameters: they are nested deeper",
        ),
    ] {
        let answer = call.send(&portal).await;
        assert!(
            answer.status == 400 && answer.error().0 == "0",
            "{message}: {answer:?}"
        );
        assert!(
            answer.error().1.starts_with(message),
            "{message}: {answer:?}"
        );
    }
    // Nothing, and the empty list that PHP writes for it, are no parameters.
    for body in ["", " ", "{}", "[]"] {
        assert_eq!(
            json(&portal, "crm.item.productrow.fields", body)
                .await
                .status,
            200
        );
    }
}

#[tokio::test]
async fn bodies_are_bounded() {
    let portal = Portal::builder()
        .max_request_bytes(1000)
        .start()
        .await
        .expect("a port");
    let body = format!("{{\"id\":17622,\"auth\":\"{}\"}}", "x".repeat(900));
    assert_eq!(
        json(&portal, "crm.item.productrow.get", &body).await.status,
        200
    );
    let body = format!("{{\"id\":17622,\"auth\":\"{}\"}}", "x".repeat(1000));
    let answer = json(&portal, "crm.item.productrow.get", &body).await;
    assert_eq!(
        (answer.status, &answer.text[..]),
        (413, "the body of the request is too large")
    );
}

#[tokio::test]
async fn the_code_is_shown_only_in_the_address() {
    let portal = portal().await;
    let url = portal.webhook_url();
    let code = url
        .trim_end_matches('/')
        .rsplit('/')
        .next()
        .expect("a code");
    assert!(
        code.len() == 16 && code.bytes().all(|byte| byte.is_ascii_alphanumeric()),
        "{code}"
    );
    let other = self::portal().await;
    assert!(
        !other.webhook_url().contains(code),
        "each portal has its own"
    );
    json(&portal, "crm.item.productrow.fields", "{}").await;
    let shown = format!("{portal:?} {:?} {:?}", portal.requests(), Portal::builder());
    assert!(!shown.contains(code), "{shown}");
}

#[tokio::test]
async fn a_portal_stops_when_it_is_dropped() {
    let portal = portal().await;
    let address = portal.address();
    let mut kept = tokio::net::TcpStream::connect(address)
        .await
        .expect("it listens");
    drop(portal);
    let mut rest = Vec::new();
    // The open connection ends, whether in order or not.
    let _ = tokio::io::AsyncReadExt::read_to_end(&mut kept, &mut rest).await;
    assert!(tokio::net::TcpStream::connect(address).await.is_err());
}

/// What a body may be made of: pieces of JSON and of forms, and any bytes.
fn garbage() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..20),
        "(fields|filter|order|id|start|ownerId|=ownerType|%|\\[|\\]|=|&|\\{|\\}|\"|:|,|1e999|-1|null|true|%C3|\u{e9}){1,12}"
            .prop_map(String::into_bytes),
        any::<i64>().prop_map(|number| number.to_string().into_bytes()),
    ];
    proptest::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
}

/// Any JSON, with the names that methods know.
fn any_json() -> impl Strategy<Value = serde_json::Value> {
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        any::<i64>().prop_map(Into::into),
        any::<f64>().prop_map(Into::into),
        "(D|Y|N|asc|17622|13142|1e9|\\PC{0,8})".prop_map(Into::into),
        Just(13142.into()),
        Just("D".into()),
    ];
    let name = "(id|fields|filter|order|start|ownerId|ownerType|productRows|=ownerType|=ownerId|>price|%productName|price|quantity|discountRate|taxRate|discountTypeId|discountSum|x)";
    leaf.prop_recursive(3, 30, 6, move |inner| {
        prop_oneof![
            3 => proptest::collection::btree_map(name, inner.clone(), 0..6)
                .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
            1 => proptest::collection::vec(inner, 0..4).prop_map(Into::into),
        ]
    })
}

#[test]
fn no_call_makes_the_portal_panic() {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let portal = runtime.block_on(portal());
    let methods: Vec<_> = bitrix24::describe::methods()
        .iter()
        // REST 3.0 has addresses of its own, which this portal does not answer.
        .filter(|method| method.version == 2)
        // A method without an example of its answer cannot be answered, and the portal says so.
        .filter(|method| {
            let mut examples = method.examples();
            examples.any(|example| example.kind == bitrix24::describe::ExampleKind::Response)
        })
        .map(|method| method.name.as_str())
        .collect();
    let methods = proptest::sample::select(methods);
    proptest!(ProptestConfig::with_cases(400), |(method in methods, body in garbage(), json in any_json(), as_form: bool)| {
        let content_type = Some(if as_form { "application/x-www-form-urlencoded" } else { "application/json" });
        let answer = runtime.block_on(Call { body: &body, content_type, ..Call::json(method, "") }.send(&portal));
        prop_assert!([200, 400].contains(&answer.status), "{answer:?}");
        prop_assert!(answer.body.is_object(), "{answer:?}");
        let answer = runtime.block_on(self::json(&portal, method, &json.to_string()));
        prop_assert!([200, 400].contains(&answer.status), "{answer:?}");
    });
}

#[tokio::test]
async fn bytes_that_are_no_http_end_the_connection() {
    let portal = portal().await;
    let mut stream = tokio::net::TcpStream::connect(portal.address())
        .await
        .expect("it listens");
    tokio::io::AsyncWriteExt::write_all(&mut stream, b"\x16\x03\x01\0\0 no http\r\n\r\n")
        .await
        .expect("sent");
    let mut rest = Vec::new();
    let _ = tokio::io::AsyncReadExt::read_to_end(&mut stream, &mut rest).await;
    assert!(rest.is_empty() || rest.starts_with(b"HTTP/1.1 400"));
    let bytes = b"GET /rest/%zz/%/\x7f HTTP/1.1\r\nConnection: close\r\n\r\n";
    assert!([400, 401].contains(&Answer::read(&portal, bytes).await.status));
}
