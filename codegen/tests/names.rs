//! Any text in place of a name in a schema: `check` refuses it, or the emitted code is valid Rust
//! without duplicate names.

mod names {
    pub(crate) mod items;
    pub(crate) mod template;
}

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::load::{self, Loaded};
use bitrix24_codegen::render::{self, Colour};
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{emit, resolve};
use proptest::prelude::*;

use self::names::{items, template};

/// Texts that were accepted as names by mistake, or that are names of other items.
const ODD: &[&str] = &[
    "",
    "_",
    "__",
    "a b",
    "1a",
    "a-b",
    "a.b",
    "a::b",
    "Self",
    "self",
    "crate",
    "type",
    "r#type",
    "r#",
    "gen",
    "\"",
    "\n",
    "\n\n\u{feff}",
    "\u{feff}",
    "é",
    "e\u{301}",
    "²",
    "İ",
    "цена",
    "😀",
    "*",
    "{n}",
    "\u{1b}[2J",
    "A",
    "N",
    "Option",
    "option",
    "Some",
    "none",
    "Ok",
    "new",
    "param",
    "and",
    "typed",
    "extra",
    "value",
    "rt",
    "str",
    "event",
    "entity",
    "Unknown",
    "System",
    "Row",
    "RowInner",
    "add",
    "AddError",
    "Make",
    "MakeOwner",
    "PlaceCode",
    "OnShopAdd",
    "id",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(ODD).prop_map(str::to_owned),
        "[a-zA-Z0-9_]{1,6}",
        "[a-cA-C1_ .:#*-]{0,4}",
        "\\PC{0,4}",
        any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_name_is_refused_or_emitted(odd in prop::collection::vec((0..template::NAMES, text()), 1..4)) {
        if let Err(message) = refused_or_emitted(&odd) {
            return Err(TestCaseError::fail(message));
        }
    }
}

#[test]
fn odd_names_are_refused_or_emitted_in_each_place() {
    for place in 0..template::NAMES {
        for odd in ODD {
            let odd = [(place, (*odd).to_owned())];
            if let Err(message) = refused_or_emitted(&odd) {
                panic!("{odd:?}: {message}");
            }
        }
    }
}

#[test]
fn usual_names_are_emitted() {
    let mut problems = Problems::default();
    let text = template::fill(&[]);
    let (_, _, report) = checked(&text, &mut problems);
    assert!(problems.is_empty(), "{report}");
}

fn refused_or_emitted(odd: &[(usize, String)]) -> Result<(), String> {
    let text = template::fill(odd);
    let mut problems = Problems::default();
    let (schema, path, report) = checked(&text, &mut problems);
    if !problems.is_empty() {
        return if report.is_empty() {
            Err(format!("the problems have no text:\n{text}"))
        } else {
            Ok(())
        };
    }
    let module = schema.modules.iter().find(|module| module.path == path);
    let tokens = emit::inline(module.expect("the file makes a module"));
    let parsed = syn::parse2::<syn::File>(tokens).map_err(|error| format!("{error}:\n{text}"))?;
    items::check(&parsed).map_err(|twice| format!("{twice}:\n{text}"))?;
    // The items that belong to no module file: the modules themselves, and the items for handlers.
    if odd
        .iter()
        .any(|(place, _)| template::IN_FILES.contains(place))
    {
        for file in emit::files(&schema) {
            let parsed =
                syn::parse_file(&file.text).map_err(|error| format!("{error}:\n{text}"))?;
            items::check(&parsed).map_err(|twice| format!("{twice}:\n{text}"))?;
        }
    }
    Ok(())
}

fn checked(
    text: &str,
    problems: &mut Problems,
) -> (bitrix24_codegen::ir::Schema, Vec<String>, String) {
    let mut sources = Sources::default();
    let file = load::text("shop.yaml", text, &mut sources, problems);
    let loaded = Loaded {
        files: file.into_iter().collect(),
        examples: Vec::new(),
    };
    let schema = resolve::resolve_alone(&loaded, &[], problems);
    problems.sort(&sources);
    let path = schema
        .modules
        .first()
        .map(|module| module.path.clone())
        .unwrap_or_default();
    let report = render::report(problems, &sources, Colour::None);
    (schema, path, report)
}
