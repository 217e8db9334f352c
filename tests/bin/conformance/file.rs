//! Reads and checks one file of examples.

use std::path::Path;

use bitrix24::describe::Example;
use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{describe, load, render};
use bitrix24_tests::checks::{self, Schema};

/// The outcome of a file: a short text on success, or the differences.
pub(crate) type Outcome = Result<String, Vec<String>>;

/// Reads the examples of a file. A file of an undescribed method is refused as a whole.
pub(crate) fn read(path: &Path, schema: &Schema) -> Result<Vec<Example>, Vec<String>> {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let document = load::example_file(path, &mut sources, &mut problems);
    if !problems.is_empty() {
        problems.sort(&sources);
        let plain = problems
            .iter()
            .map(|problem| render::plain(problem, &sources));
        return Err(plain.map(|text| text.replace("\n  ", ", ")).collect());
    }
    let document = document.ok_or_else(|| vec!["the file is empty".to_owned()])?;
    let (name, version) = (&document.model.method, document.model.version);
    if !schema.has(name, version) {
        return Err(vec![format!(
            "{name} (version {version}) is in no file of the schema"
        )]);
    }
    let examples = describe::examples(&document).map(|example| {
        serde_json::from_value(example).expect("the generator describes as the client reads")
    });
    Ok(examples.collect())
}

/// Runs the examples of a file through the typed API.
pub(crate) fn check(schema: &Schema, examples: &[Example]) -> Outcome {
    let mut problems = Vec::new();
    let mut known = 0;
    for (index, example) in examples.iter().enumerate() {
        let found = checks::example(schema, example);
        let name = name(index, example);
        match (&example.contradicts, found.is_empty()) {
            (Some(_), false) => known += 1,
            (Some(reason), true) => {
                problems.push(format!("{name}: passes, though it is known that {reason}"));
            }
            (None, _) => problems.extend(found.iter().map(|problem| format!("{name}: {problem}"))),
        }
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let contradicting = match known {
        0 => String::new(),
        known => format!(", {known} known to contradict the documentation"),
    };
    Ok(format!(
        "{}{contradicting}",
        count(examples.len(), "example")
    ))
}

/// The name of an example of a file.
pub(crate) fn name(index: usize, example: &Example) -> String {
    let kind = format!("{:?}", example.kind).to_lowercase();
    format!("example {} ({kind})", index + 1)
}

/// `1 example`, `2 examples`.
pub(crate) fn count(number: usize, of: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {of}{plural}")
}
