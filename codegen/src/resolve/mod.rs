//! From files to the resolved schema: looks up every name, chooses every Rust name, and reports
//! every problem.

mod cycles;
mod enumeration;
mod errors;
mod events;
#[cfg(feature = "describe")]
mod examples;
mod field_formats;
mod fields;
mod filters;
mod groups;
mod handlers;
mod inputs;
mod like;
mod lower;
mod methods;
mod names;
pub mod node_cursor;
mod paging;
mod params;
pub mod resolved_type;
mod scopes;
pub mod symbol_table;
mod twins;
mod types;
mod unions;

use std::collections::BTreeSet;

use crate::diagnostic::Problems;
use crate::ir::{Module, Schema};
use crate::load::{Loaded, LoadedFile};

use self::lower::Lower;
pub use self::scopes::enabled;
use self::symbol_table::{SymbolTable, Unit};

/// Address of the documentation's pages.
pub const PAGES: &str = "https://apidocs.bitrix24.com/";

/// Resolves every file of a schema's folder. Problems are added to `problems`; the schema is
/// complete only without any.
pub fn resolve(loaded: &Loaded, problems: &mut Problems) -> Schema {
    let symbols = SymbolTable::new(&loaded.files, &[]);
    symbols.check_paths(problems);
    resolve_in(&symbols, loaded, problems)
}

/// Resolves files that may lie anywhere, and may refer to types of the shipped schema, whose files
/// are in `library`.
pub fn resolve_alone(loaded: &Loaded, library: &[LoadedFile], problems: &mut Problems) -> Schema {
    resolve_in(&SymbolTable::new(&loaded.files, library), loaded, problems)
}

fn resolve_in(
    symbols: &SymbolTable<'_>,
    #[cfg_attr(
        not(feature = "describe"),
        expect(unused_variables, reason = "only examples are read of it")
    )]
    loaded: &Loaded,
    problems: &mut Problems,
) -> Schema {
    symbols.check_modules(problems);
    let mut modules = Vec::with_capacity(symbols.units.len());
    let mut mentions = Vec::new();
    for unit in &symbols.units {
        // The library was checked when it was shipped; problems of its types are not reported.
        let mut unheard = Problems::default();
        let heard = if unit.library {
            &mut unheard
        } else {
            &mut *problems
        };
        let mut lower = Lower::new(symbols, unit, heard);
        types::types(&mut lower);
        mentions.append(&mut lower.mentions);
        modules.push(lower.module);
    }
    for (index, unit) in symbols
        .units
        .iter()
        .enumerate()
        .filter(|(_, unit)| !unit.library)
    {
        let mut lower = Lower::new(symbols, unit, problems);
        std::mem::swap(&mut lower.module, &mut modules[index]);
        lower.retake_names();
        methods::methods(&mut lower, &modules);
        events::events(&mut lower);
        events::placements(&mut lower);
        mentions.append(&mut lower.mentions);
        modules[index] = lower.module;
    }
    cycles::check(symbols, &modules, problems);
    inputs::settle(symbols, &mut modules, &mentions, problems);
    field_formats::set(symbols, &mut modules);
    handlers::check(symbols, problems);
    methods::check_replacements(symbols, &modules, problems);
    let mut schema = Schema {
        modules: shipped(&symbols.units, modules),
        disabled: BTreeSet::new(),
    };
    schema.modules.sort_by(|a, b| a.path.cmp(&b.path));
    scopes::set_gates(&mut schema);
    for module in &mut schema.modules {
        scopes::set_reexports(module);
        twins::set_twins(module);
    }
    #[cfg(feature = "describe")]
    examples::check(&loaded.examples, &schema, problems);
    schema
}

fn shipped(units: &[Unit<'_>], modules: Vec<Module>) -> Vec<Module> {
    units
        .iter()
        .zip(modules)
        .filter(|(unit, _)| !unit.library)
        .map(|(_, module)| module)
        .collect()
}

/// Whether the path of a page is relative to the root of the documentation: it begins like its
/// file's folder.
pub fn from_root(folder: &str, page: &str) -> bool {
    let first = |path: &str| path.split('/').next().unwrap_or_default().to_owned();
    page.contains('/') && first(page) == first(folder)
}

/// Address of a page, whose path is relative to the root of the documentation or to the file's
/// folder.
fn page_url(folder: Option<&str>, page: Option<&str>) -> Option<String> {
    let page = match (folder, page) {
        (Some(folder), Some(page)) if !from_root(folder, page) => format!("{folder}/{page}"),
        (_, Some(page)) => page.to_owned(),
        (Some(folder), None) => format!("{folder}/index"),
        (None, None) => return None,
    };
    Some(match page.split_once('#') {
        Some((page, anchor)) => format!("{PAGES}{page}.html#{anchor}"),
        None => format!("{PAGES}{page}.html"),
    })
}
