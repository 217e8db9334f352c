//! Runs a check on every example of a kind, and reports every failure.

use std::fmt::Write as _;

use bitrix24::describe::{Example, ExampleKind};

use bitrix24_tests::checks::{self, Schema};

/// Methods with a contradiction that only `check` sees.
const UNSEEN: [&str; 2] = [
    // A condition without an operator is sent as it is, whatever its field.
    "crm.contact.list",
    // An undocumented value of an enumeration is kept.
    "landing.demos.getPageList",
];

/// Runs the checks on every example of a kind.
///
/// Examples that are known to contradict the rest of the documentation must fail them.
pub(crate) fn every(kind: ExampleKind) {
    let (mut run, mut known, mut failures) = (0, 0, String::new());
    each(kind, |schema, name, example| {
        run += 1;
        let problems = checks::example(schema, example);
        match (&example.contradicts, problems.is_empty()) {
            (None, true) => {}
            (None, false) => {
                let _ = writeln!(failures, "\n{name}");
                for problem in problems {
                    let _ = writeln!(failures, "  {problem}");
                }
            }
            (Some(_), false) => known += 1,
            (Some(_), true) if UNSEEN.contains(&example.method.as_str()) => known += 1,
            (Some(reason), true) => {
                let _ = writeln!(
                    failures,
                    "\n{name}\n  passes, though it is known that: {reason}"
                );
            }
        }
    });
    println!("{run} examples, of which {known} are known contradictions");
    assert!(run > 0, "there is no example of the kind {kind:?}");
    assert!(
        failures.is_empty(),
        "of {run} examples these failed:\n{failures}"
    );
}

/// Every example of a kind, with its name.
pub(crate) fn each(kind: ExampleKind, mut see: impl FnMut(&Schema, String, &Example)) {
    for schema in &Schema::all() {
        for (index, example) in schema.examples().iter().enumerate() {
            if example.kind != kind {
                continue;
            }
            let of_method = |other: &&Example| {
                (&other.method, other.version) == (&example.method, example.version)
            };
            let number = schema.examples()[..=index].iter().filter(of_method).count();
            let version = if example.version == 2 { "" } else { ".v3" };
            let (folder, method) = (schema.name, &example.method);
            let name = format!("{folder}/examples/{method}{version}.yaml, example {number}");
            see(schema, name, example);
        }
    }
}
