//! A sample of the examples of call functions: it compiles, and sends what the documentation shows.

use bitrix24::Value;
use bitrix24_tests::checks::{Canonical, Schema, differences};

use sample::{COUNT, SAMPLE};

#[allow(clippy::all, clippy::pedantic, reason = "written by the build script")]
mod sample {
    include!(concat!(env!("OUT_DIR"), "/snippets.rs"));
}

#[test]
fn examples_send_the_documented_requests() {
    let schema = Schema::shipped();
    let mut problems = Vec::new();
    for (name, version, body, example) in SAMPLE {
        let (method, _) = schema.method(name, *version).expect("a method");
        let documented: Value = serde_json::from_str(body).expect("JSON");
        let sent = match example() {
            Ok(params) if method.positional => {
                let order: Vec<&str> = method.params.iter().map(|param| &*param.name).collect();
                Value::List(params.into_list(&order))
            }
            Ok(params) => Value::Map(params.into_map()),
            Err(error) => {
                problems.push(format!("{name}: {error}"));
                continue;
            }
        };
        if method.positional {
            // By position they are compared as text: names are not sent.
            if sent.to_json() != documented.to_json() {
                problems.push(format!(
                    "{name}: {} and {}",
                    documented.to_json(),
                    sent.to_json()
                ));
            }
            continue;
        }
        let canonical = |value| Canonical::of_request(&schema).params(&method.params, value);
        for difference in differences(&canonical(&documented), &canonical(&sent)) {
            problems.push(format!("{name}: {difference}"));
        }
    }
    assert!(problems.is_empty(), "\n{}", problems.join("\n"));
}

#[test]
fn most_methods_have_an_example() {
    let documented = Schema::shipped();
    let with_request: std::collections::BTreeSet<_> = documented
        .examples()
        .iter()
        .filter(|example| example.kind == bitrix24::describe::ExampleKind::Request)
        .map(|example| (example.method.clone(), example.version))
        .collect();
    assert!(SAMPLE.len() >= 60, "{}", SAMPLE.len());
    assert!(
        COUNT * 100 >= with_request.len() * 60,
        "{COUNT} of {} methods with a documented request",
        with_request.len()
    );
}
