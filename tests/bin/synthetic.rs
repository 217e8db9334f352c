//! Writes a schema as large as the whole API, for measurements of the generator and of emitted
//! code.
//!
//! ```sh
//! cargo run --release -p bitrix24-tests --bin synthetic -- DIR [--methods 1560] [--fields 24]
//! ```
//!
//! Six methods share a namespace, as `add`, `update`, `get`, `list`, `delete` and `find` do. Each
//! method has an answer of its own with `--fields` fields of every common type, parameters, and
//! errors; two of the six send an object with `--fields` fields.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::{env, fs, io};

/// Types of the fields, with about their frequency in the documentation.
const TYPES: [&str; 12] = [
    "integer",
    "string",
    "string",
    "decimal",
    "flag",
    "datetime",
    "id<Entity>",
    "boolean",
    "string",
    "integer",
    "Kind",
    "date",
];

/// The names of a namespace's methods, and whether they change anything.
const METHODS: [(&str, &str); 6] = [
    ("add", "write"),
    ("update", "write"),
    ("get", "read"),
    ("list", "read"),
    ("delete", "write"),
    ("find", "read"),
];

fn main() -> ExitCode {
    let mut arguments = env::args().skip(1);
    let (mut folder, mut methods, mut fields) = (None, 1560, 24);
    while let Some(argument) = arguments.next() {
        let number = |text: Option<String>| text.and_then(|text| text.parse::<usize>().ok());
        match argument.as_str() {
            "--methods" => methods = number(arguments.next()).unwrap_or(methods),
            "--fields" => fields = number(arguments.next()).unwrap_or(fields),
            _ => folder = Some(PathBuf::from(argument)),
        }
    }
    let Some(folder) = folder else {
        eprintln!("usage: synthetic DIR [--methods 1560] [--fields 24]");
        return ExitCode::FAILURE;
    };
    match write(&folder, methods, fields) {
        Ok(bytes) => {
            println!(
                "{methods} methods with {fields} fields each, {bytes} bytes of YAML in {}",
                folder.display()
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("cannot write {}: {error}", folder.display());
            ExitCode::FAILURE
        }
    }
}

fn write(folder: &std::path::Path, methods: usize, fields: usize) -> io::Result<usize> {
    let folder = folder.join("synthetic");
    fs::create_dir_all(&folder)?;
    let mut bytes = 0;
    for namespace in 0..methods.div_ceil(METHODS.len()) {
        let left = methods - namespace * METHODS.len();
        let text = file(namespace, left.min(METHODS.len()), fields);
        bytes += text.len();
        fs::write(folder.join(format!("n{namespace}.yaml")), text)?;
    }
    Ok(bytes)
}

fn file(namespace: usize, methods: usize, fields: usize) -> String {
    let mut text = format!(
        "namespace: synthetic.n{namespace}\nscope: [crm]\npage: api-reference/synthetic\n\
         doc: Namespace number {namespace}.\n\ntypes:\n  \
         Entity: {{ doc: Something with identifiers., key: integer }}\n\n  \
         Kind:\n    doc: A few documented values.\n    values: {{ First: A, Second: B, Third: C }}\n"
    );
    for (method, _) in &METHODS[..methods] {
        let _ = write!(
            text,
            "\n  {}Row:\n    doc: Answer of `{method}`.\n    fields:\n",
            capital(method)
        );
        lines(&mut text, "      ", fields);
    }
    text.push_str("\nmethods:\n");
    for (method, effect) in &METHODS[..methods] {
        let list = *method == "list";
        let (lists, at) = if list { ("[]", "items") } else { ("", "item") };
        let _ = write!(
            text,
            "  {method}:\n    doc: Does what `{method}` does.\n    page: synthetic-{method}\n    access: any user\n    \
             effect: {effect}\n    params:\n"
        );
        match *method {
            "add" | "update" => {
                if *method == "update" {
                    text.push_str(
                        "      id: { type: id<Entity>, required: true, doc: Which one. }\n",
                    );
                }
                text.push_str("      fields:\n        doc: New values.\n        required: true\n        fields:\n");
                lines(&mut text, "          ", fields);
            }
            "list" => {
                let row = capital(method);
                let _ = write!(
                    text,
                    "      filter: {{ type: filter<{row}Row>, doc: Which ones. }}\n      \
                     order: {{ type: order<{row}Row>, doc: In which order. }}\n      \
                     start: {{ type: integer, doc: From where on. }}\n"
                );
            }
            _ => text.push_str("      id: { type: id<Entity>, required: true, doc: Which one. }\n"),
        }
        let row = capital(method);
        let _ = writeln!(
            text,
            "    result: {{ at: {at}, type: \"{row}Row{lists}\" }}"
        );
        if list {
            text.push_str("    paging: { size: 50 }\n");
        }
        text.push_str(
            "    errors:\n      \
             AccessDenied: { code: ACCESS_DENIED, status: 400, doc: The user lacks the right. }\n      \
             NotFound: { code: NOT_FOUND, status: 400, doc: There is no such object. }\n      \
             MissingParameter: { code: \"100\", status: 400, doc: A required parameter is missing. }\n      \
             Other: { code: \"0\", status: 400, doc: Anything else. }\n\n",
        );
    }
    text
}

fn lines(text: &mut String, indent: &str, fields: usize) {
    for (number, ty) in TYPES.iter().cycle().take(fields).enumerate() {
        let _ = writeln!(
            text,
            "{indent}field{number}: {{ type: {ty}, doc: Value number {number} of the object. }}"
        );
    }
}

fn capital(word: &str) -> String {
    word[..1].to_uppercase() + &word[1..]
}
