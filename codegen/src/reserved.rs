//! Names that no emitted item may have, since other code in the same module uses them.
//!
//! `tests/reserved/main.rs` parses the client and emitted code, and fails on a name in scope that
//! is missing here.

/// Types, variants and type parameters that emitted code names without a path.
const TYPES: &[&str] = &[
    "Clone", "D", "Debug", "Default", "Err", "From", "H", "Into", "N", "None", "O", "Ok", "Option",
    "P", "S", "Self", "Some", "String", "V", "Vec",
];

/// Names that a module inside of an emitted one would hide: the runtime, tool attributes, and
/// primitive types.
const MODULES: &[&str] = &[
    "bool",
    "char",
    "clippy",
    "diagnostic",
    "f32",
    "f64",
    "i128",
    "i16",
    "i32",
    "i64",
    "i8",
    "isize",
    "rt",
    "rustdoc",
    "str",
    "u128",
    "u16",
    "u32",
    "u64",
    "u8",
    "usize",
];

/// Names in the root of the client.
const ROOT: &[&str] = &[
    "address",
    "alloc",
    "answer",
    "auth",
    "batch",
    "bitrix24_macros",
    "blocking",
    "calling",
    "client",
    "clock",
    "core",
    "decode",
    "describe",
    "download",
    "emitted",
    "encode",
    "error",
    "error_kind",
    "field",
    "filter",
    "handler",
    "hook",
    "internal",
    "limits",
    "oauth",
    "paging",
    "params",
    "pattern",
    "php",
    "platform",
    "random",
    "redis",
    "request",
    "retry",
    "runtime",
    "schema",
    "scrub",
    "secrecy",
    "session",
    "stats",
    "std",
    "time",
    "tokens",
    "transport",
    "value",
    "values",
    "webhook",
];

/// Names in the module `event`, of which one part is written by hand.
const EVENT: &[&str] = &[
    "AppStatus",
    "ApplicationToken",
    "Auth",
    "Data",
    "DecodeError",
    "Event",
    "MAX_BODY",
    "Rejection",
    "Result",
    "Unverified",
    "VerifyError",
    "decode",
    "extract",
    "incoming",
];

/// Names in the module `placement`, of which one part is written by hand.
const PLACEMENT: &[&str] = &[
    "AppStatus",
    "ApplicationToken",
    "Auth",
    "Context",
    "DecodeError",
    "MAX_BODY",
    "Rejection",
    "Request",
    "Result",
    "Unverified",
    "VerifyError",
    "bind_with_options",
    "decode",
    "extract",
    "incoming",
];

/// Names in the module `entity`, of which one part is written by hand.
const ENTITY: &[&str] = &[
    "Columns",
    "Families",
    "Field",
    "Map",
    "ReadFrom",
    "Record",
    "Row",
    "Rows",
    "Select",
    "Sink",
    "TypeMismatch",
    "Typed",
    "Value",
    "View",
    "ViewOf",
    "ViewSink",
    "custom",
    "documented",
    "knows",
    "read_from",
    "rest",
    "row",
    "select",
    "typed",
];

/// Names in the module `system`, to which the emitter adds the errors of the whole API.
const SYSTEM: &[&str] = &["SystemError"];

/// Whether a type in the module at `path` may not have the name.
pub fn is_type(path: &[String], name: &str) -> bool {
    TYPES.contains(&name) || own(path).contains(&name)
}

/// Whether a function in the module at `path` may not have the name.
pub fn is_function(path: &[String], name: &str) -> bool {
    own(path).contains(&name)
}

/// Whether a module inside of the one at `path` may not have the name.
pub fn is_module(path: &[String], name: &str) -> bool {
    MODULES.contains(&name) || own(path).contains(&name)
}

/// The names of one module only.
fn own(path: &[String]) -> &'static [&'static str] {
    match path {
        [] => ROOT,
        [name] => match name.as_str() {
            "entity" => ENTITY,
            "event" => EVENT,
            "placement" => PLACEMENT,
            "system" => SYSTEM,
            _ => &[],
        },
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::BY_HAND;

    #[test]
    fn lists_are_sorted() {
        for names in [TYPES, MODULES, ROOT, EVENT, PLACEMENT, ENTITY, SYSTEM] {
            assert!(names.is_sorted(), "{names:?}");
        }
    }

    #[test]
    fn every_module_by_hand_has_names() {
        for name in BY_HAND {
            assert!(!own(&[name.to_owned()]).is_empty(), "{name}");
        }
    }
}
