//! Files with very many names and very many mistakes.

use std::fmt::Write as _;

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::load::{self, Loaded};
use bitrix24_codegen::render::{self, Colour};
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{emit, ir, resolve};

/// How many. What looks at every name for every name takes minutes for as many.
const MANY: usize = 10_000;

/// Reads a file. Returns what it describes, the number of its problems, and their texts.
fn read(text: &str) -> (ir::Schema, usize, Vec<String>) {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let file = load::text("many.yaml", text, &mut sources, &mut problems);
    let loaded = Loaded {
        files: file.into_iter().collect(),
        examples: Vec::new(),
    };
    let schema = resolve::resolve(&loaded, &mut problems);
    problems.sort(&sources);
    let texts = render::texts(&problems, &sources, Colour::None);
    (schema, problems.len(), texts)
}

/// A file of types, of each of which `ty` writes the fields.
fn types(ty: impl Fn(usize) -> String) -> String {
    let mut text = "namespace: many\nscope: [crm]\ntypes:\n".to_owned();
    for at in 0..MANY {
        let _ = writeln!(text, "  T{at}:\n    fields: {}", ty(at));
    }
    text
}

/// Of problems of one kind a few are shown, and the rest are counted.
fn assert_cut((_, count, texts): &(ir::Schema, usize, Vec<String>), expected: usize) {
    assert_eq!(*count, expected);
    assert!((10..100).contains(&texts.len()), "{}", texts.len());
    let size: usize = texts.iter().map(String::len).sum();
    assert!(size < 40_000, "{size} bytes");
    let last = texts.last().unwrap();
    let rest = expected - (texts.len() - 1);
    assert_eq!(
        *last,
        format!("and {rest} more of this kind in `many.yaml`")
    );
}

#[test]
fn keys_that_are_there_twice() {
    let mut text = "namespace: many\ntypes:\n  T:\n    fields:\n".to_owned();
    for at in 0..2 * MANY {
        let _ = writeln!(text, "      f{}: string", at % MANY);
    }
    assert_cut(&read(&text), MANY);
}

#[test]
fn types_that_hold_each_other_and_are_sent() {
    let mut text = types(|at| format!("{{ id: integer, next: \"T{}[]\" }}", (at + 1) % MANY));
    text.push_str("methods:\n  add:\n    effect: write\n    params: { first: T0 }\n");
    let (schema, _, texts) = read(&text);
    assert_eq!(texts, [""; 0]);
    assert_eq!(schema.modules[0].types.len(), 2 * MANY);
    let schema = resolve::enabled(schema, &|scope| scope == "crm");
    assert_eq!(schema.modules[0].types.len(), 2 * MANY);
    assert_eq!(schema.modules[0].types[1].name, "T0Input");
}

#[test]
fn types_that_hold_themselves() {
    assert_cut(&read(&types(|at| format!("{{ own: T{at} }}"))), MANY);
}

#[test]
fn types_that_nobody_describes() {
    assert_cut(&read(&types(|at| format!("{{ own: U{at} }}"))), MANY);
}

#[test]
fn names_that_are_the_same_in_rust() {
    let mut text = "namespace: many\ntypes:\n  T:\n    fields:\n".to_owned();
    for at in 0..MANY {
        let _ = writeln!(text, "      f{at}_x: string\n      f{at}X: string");
    }
    assert_cut(&read(&text), MANY);
}

#[test]
fn a_file_of_many_types_is_emitted() {
    let (schema, _, texts) = read(&types(|_| "{ id: integer }".to_owned()));
    assert_eq!(texts, [""; 0]);
    let tokens = emit::inline(&schema.modules[0]).to_string();
    assert_eq!(tokens.matches("pub struct T").count(), MANY);
}
