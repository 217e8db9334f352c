//! The names that `bitrix24_codegen::reserved` lists are those that are in scope beside emitted
//! items: what hand-written modules of the client declare and import, and what emitted code and the
//! macros that it calls name without a path.

mod in_scope;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::ir::BY_HAND;
use bitrix24_codegen::load::{self, Loaded};
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{emit, reserved, resolve};

use self::in_scope::{declared, named, named_by_macros};

fn here(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn parsed(path: &Path) -> syn::File {
    let text = fs::read_to_string(path).expect("a file of the client");
    syn::parse_file(&text).expect("the client is Rust")
}

/// The names that are not reserved although they are in scope.
fn missing(names: BTreeSet<String>, is_reserved: impl Fn(&str) -> bool) -> Vec<String> {
    names
        .into_iter()
        .filter(|name| !is_reserved(name))
        .collect()
}

#[test]
fn names_of_hand_written_modules_are_reserved() {
    for name in BY_HAND {
        let path = [name.to_owned()];
        let names = declared(&parsed(&here(&format!(
            "../generated-client/src/{name}.rs"
        ))));
        assert!(names.len() > 4, "{name}: {names:?}");
        let of_any_kind = |name: &str| {
            reserved::is_type(&path, name)
                && reserved::is_function(&path, name)
                && reserved::is_module(&path, name)
        };
        let missing = missing(names, of_any_kind);
        assert!(missing.is_empty(), "reserve in `{name}`: {missing:?}");
    }
}

#[test]
fn names_of_the_clients_root_are_reserved() {
    let mut names = declared(&parsed(&here("../generated-client/src/lib.rs")));
    // Only modules are emitted there, in lower case.
    names.retain(|name| name.starts_with(|first: char| first.is_ascii_lowercase()));
    names.retain(|name| !BY_HAND.contains(&name.as_str()));
    assert!(names.len() > 20, "{names:?}");
    let missing = missing(names, |name| reserved::is_module(&[], name));
    assert!(missing.is_empty(), "reserve in the root: {missing:?}");
}

#[test]
fn names_that_emitted_code_uses_are_reserved() {
    let mut seen = BTreeSet::new();
    for root in ["../schema", "schemas"].map(here) {
        let mut sources = Sources::default();
        let mut problems = Problems::default();
        let loaded = load::folder(&root, &mut sources, &mut problems);
        let schema = resolve::resolve(&loaded, &mut problems);
        assert!(problems.is_empty(), "{}", root.display());
        for file in emit::files(&schema) {
            let names = named(&syn::parse_file(&file.text).expect("emitted code is Rust"));
            seen.extend(names.iter().cloned());
            // `event/api.rs` is included in the module `event`.
            let path: Vec<String> = match file.path.parent().and_then(Path::to_str) {
                Some(parent) if file.path.ends_with("api.rs") && !parent.is_empty() => {
                    vec![parent.to_owned()]
                }
                _ => Vec::new(),
            };
            let missing = missing(names, |name| is_reserved_everywhere(&path, name));
            assert!(
                missing.is_empty(),
                "reserve for {}: {missing:?}",
                file.path.display()
            );
        }
    }
    // Names that the search must have found.
    for name in ["Option", "Some", "P", "N", "rt", "str", "diagnostic"] {
        assert!(seen.contains(name), "{name} is not in {seen:?}");
    }
}

#[test]
fn names_that_macros_use_are_reserved() {
    let names = named_by_macros(&parsed(&here("../generated-client/src/runtime/macros.rs")));
    for name in ["D", "S", "i64"] {
        assert!(names.contains(name), "{name} is not in {names:?}");
    }
    let missing = missing(names, |name| is_reserved_everywhere(&[], name));
    assert!(missing.is_empty(), "reserve: {missing:?}");
}

fn is_reserved_everywhere(path: &[String], name: &str) -> bool {
    if name.starts_with(|first: char| first.is_ascii_uppercase()) {
        reserved::is_type(path, name)
    } else {
        // In a module of any depth.
        reserved::is_module(&["a".to_owned(), "b".to_owned()], name)
    }
}

/// Whether a schema with only this file is refused.
fn is_refused(text: &str) -> bool {
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let file = load::text("a.yaml", text, &mut sources, &mut problems);
    let loaded = Loaded {
        files: file.into_iter().collect(),
        examples: Vec::new(),
    };
    resolve::resolve_alone(&loaded, &[], &mut problems);
    !problems.is_empty()
}

#[test]
fn reserved_names_are_refused_or_changed() {
    let typed = |namespace: &str, name: &str| {
        format!("namespace: {namespace}\ntypes:\n  {name}: {{ key: integer }}\n")
    };
    assert!(!is_refused(&typed("shop", "Event")));
    assert!(is_refused(&typed("shop", "Option")));
    assert!(is_refused(&typed("event", "Event")));
    assert!(is_refused(&typed("placement", "Context")));
    assert!(is_refused(&typed("system", "SystemError")));
    let called = |namespace: &str, rust: &str| {
        format!("namespace: {namespace}\nmethods:\n  a: {{ effect: read, rust: {rust} }}\n")
    };
    assert!(!is_refused(&called("shop", "decode")));
    assert!(is_refused(&called("event", "decode")));

    // Names that follow from the wire give way, except that of the error type: `decode` has
    // `DecodeError`.
    for text in [
        "namespace: event.decode\nmethods:\n  data: { effect: read }\n",
        "namespace: event\nmethods:\n  data: { effect: read }\n",
        "namespace: entity.row\nmethods:\n  custom: { effect: read }\n",
        "namespace: entity\nmethods:\n  custom: { effect: read }\n",
    ] {
        assert!(!is_refused(text), "{text}");
    }
    assert!(is_refused(
        "namespace: event\nmethods:\n  decode: { effect: read }\n"
    ));
}
