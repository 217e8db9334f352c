//! From files of the schema to facts.
//!
//! It needs no resolved schema, since facts do not involve Rust. So files can be read without their
//! corrections, which might not resolve, and files with problems yield the facts that they have.

mod content;
mod cursor;
mod items;

use std::collections::{BTreeMap, HashMap};

use self::cursor::FactCursor;
pub(crate) use self::cursor::Lines;
use self::items::Walk;
use super::shape::public;
use super::{Error, Facts, Failure, Kind, Location, Paging, Placement, Target};
use bitrix24_codegen::load::{Loaded, LoadedFile};
use bitrix24_codegen::model::{self, KeyType, Ordered};
use bitrix24_codegen::parallel;
use bitrix24_codegen::resolve::from_root;
use bitrix24_codegen::resolve::symbol_table::{SymbolTable, Unit};
use bitrix24_codegen::source::{SourceId, Sources};

/// The facts of every method and event, in the order of the files and of their contents, methods
/// first.
///
/// The result depends on how the files were read: [`bitrix24_codegen::load::folder`] applies their
/// corrections, [`bitrix24_codegen::load::stated`] does not. In results nothing is required. Of an
/// object that a request and an answer share, a request has what may be written, and an answer what
/// may be read.
///
/// ```
/// use bitrix24_codegen::{diagnostic::Problems, load, source::Sources};
/// use bitrix24_documentation::facts;
///
/// let (mut sources, mut problems) = (Sources::default(), Problems::default());
/// let file = load::text(
///     "shop.yaml",
///     "namespace: shop\nmethods:\n  get:\n    effect: read\n    params: { id: { type: integer, required: true } }\n",
///     &mut sources,
///     &mut problems,
/// );
/// let loaded = load::Loaded { files: file.into_iter().collect(), ..Default::default() };
/// let all = facts::schema::facts(&loaded, &sources);
/// assert_eq!(all[0].name, "shop.get");
/// assert_eq!(all[0].params[0].required, facts::Required::Yes);
/// assert_eq!(all[0].params[0].at.keys, ["methods", "get", "params", "id"]);
/// ```
pub fn facts(loaded: &Loaded, sources: &Sources) -> Vec<Facts> {
    let schema = Schema::new(loaded, sources);
    schema.facts().into_iter().flatten().collect()
}

/// The facts of the methods and events whose names `is_wanted` accepts.
pub(crate) fn facts_of(
    loaded: &Loaded,
    sources: &Sources,
    is_wanted: &(dyn Fn(&str) -> bool + Sync),
) -> Vec<Facts> {
    let schema = Schema::new(loaded, sources);
    schema.facts_of(is_wanted).into_iter().flatten().collect()
}

/// The facts of every placement, one for each entry, in the order of the files.
pub fn placement_facts(loaded: &Loaded, sources: &Sources) -> Vec<Facts> {
    Schema::new(loaded, sources).placements()
}

/// The placements, one for each code, in the order of the files and of their contents.
pub fn placements(loaded: &Loaded, sources: &Sources) -> Vec<Placement> {
    let schema = Schema::new(loaded, sources);
    let mut all = Vec::new();
    for unit in &schema.symbols.units {
        let file = &unit.file.model;
        let placements = schema.file(unit).key("placements");
        for (name, placement) in file.placements.iter() {
            let cursor = placements.key(name);
            let codes = match content::wires(&placement.codes) {
                codes if codes.is_empty() => vec![name.to_owned()],
                codes => codes,
            };
            let one = Placement {
                code: String::new(),
                scope: own_or(&placement.scope, &file.scope),
                page: page(file.page.as_deref(), placement.page.as_deref()),
                options: Walk::request(&schema).fields(
                    unit,
                    &placement.options,
                    &cursor.key("options"),
                ),
                request: Walk::answer(&schema).fields(
                    unit,
                    &placement.request,
                    &cursor.key("request"),
                ),
            };
            all.extend(codes.into_iter().map(|code| Placement {
                code,
                ..one.clone()
            }));
        }
    }
    all
}

/// The location of every named type, by its full name as [`super::Item::shape`] has it:
/// `crm.item.productrow.Row`.
pub fn types(loaded: &Loaded, sources: &Sources) -> BTreeMap<String, Location> {
    let schema = Schema::new(loaded, sources);
    let mut all = BTreeMap::new();
    for unit in &schema.symbols.units {
        let types = schema.file(unit).key("types");
        for (name, _) in unit.file.model.types.iter() {
            all.insert(format!("{}.{name}", unit.name), types.key(name).at());
        }
    }
    all
}

/// The location and the page of every named type that has a page of its own, by its full name.
pub fn pages(loaded: &Loaded, sources: &Sources) -> BTreeMap<String, (Location, String)> {
    let schema = Schema::new(loaded, sources);
    let mut all = BTreeMap::new();
    for unit in &schema.symbols.units {
        let types = schema.file(unit).key("types");
        for (name, type_) in unit.file.model.types.iter() {
            if let Some(page) = page(unit.file.model.page.as_deref(), type_.page.as_deref()) {
                all.insert(
                    format!("{}.{name}", unit.name),
                    (types.key(name).at(), page),
                );
            }
        }
    }
    all
}

/// Every file by name, with what its spans mean.
#[derive(Debug)]
pub(crate) struct Schema<'a> {
    symbols: SymbolTable<'a>,
    lines: BTreeMap<SourceId, Lines>,
    /// The names by which types are referred to, by the address of the type.
    targets: HashMap<usize, Target>,
}

impl<'a> Schema<'a> {
    fn new(loaded: &'a Loaded, sources: &Sources) -> Self {
        let lines = |file: &LoadedFile| (file.source, Lines::of(file, sources));
        let lines = loaded.files.iter().map(lines).collect();
        Self::of(&loaded.files, &[], lines)
    }

    /// Files, those of a library, whose types they may refer to, and what the spans of the files
    /// mean.
    pub(crate) fn of(
        files: &'a [LoadedFile],
        library: &'a [LoadedFile],
        lines: BTreeMap<SourceId, Lines>,
    ) -> Self {
        let symbols = SymbolTable::new(files, library);
        let mut targets = HashMap::new();
        for unit in &symbols.units {
            for (name, ty) in unit.file.model.types.iter() {
                let known = library.is_empty() || unit.library;
                let address = std::ptr::from_ref(ty).addr();
                targets.insert(address, target(unit, name, ty, known));
            }
        }
        Self {
            symbols,
            lines,
            targets,
        }
    }

    /// The facts of every method and event of the files, file by file in their order, methods
    /// first.
    pub(crate) fn facts(&self) -> Vec<Vec<Facts>> {
        self.facts_of(&|_| true)
    }

    fn facts_of(&self, is_wanted: &(dyn Fn(&str) -> bool + Sync)) -> Vec<Vec<Facts>> {
        let own: Vec<&Unit<'a>> = self
            .symbols
            .units
            .iter()
            .filter(|unit| !unit.library)
            .collect();
        parallel::map(&own, |_, unit| {
            let file = &unit.file.model;
            let mut all = Vec::with_capacity(file.methods.len() + file.events.len());
            let methods = self.file(unit).key("methods");
            for (name, method) in file.methods.iter() {
                if is_wanted(&file.method_name(name)) {
                    all.push(self::method(self, unit, name, method, &methods.key(name)));
                }
            }
            let events = self.file(unit).key("events");
            let wanted = file.events.iter().filter(|(name, _)| is_wanted(name));
            for (name, event) in wanted {
                all.push(self::event(self, unit, name, event, &events.key(name)));
            }
            all
        })
    }

    /// The facts of every placement, one for each entry.
    pub(crate) fn placements(&self) -> Vec<Facts> {
        let mut all = Vec::new();
        for unit in self.symbols.units.iter().filter(|unit| !unit.library) {
            let placements = self.file(unit).key("placements");
            for (name, placement) in unit.file.model.placements.iter() {
                all.push(self::placement(
                    self,
                    unit,
                    name,
                    placement,
                    &placements.key(name),
                ));
            }
        }
        all
    }

    /// The beginning of a file.
    fn file(&self, unit: &Unit<'a>) -> FactCursor<'_> {
        FactCursor::file(&unit.file.node, &self.lines[&unit.file.source])
    }
}

/// The name by which a type is referred to. A type that pages describe a second time has a name
/// that ends in `__` and a number.
fn target(unit: &Unit<'_>, name: &str, ty: &model::Type, known: bool) -> Target {
    Target {
        name: format!("{}.{}", unit.name, public(name)).into(),
        wire: ty.wire.as_deref().map(Into::into),
        key: ty.key.unwrap_or(KeyType::Integer),
        known,
    }
}

fn method(
    schema: &Schema<'_>,
    unit: &Unit<'_>,
    name: &str,
    method: &model::Method,
    cursor: &FactCursor<'_>,
) -> Facts {
    let file = &unit.file.model;
    let deprecated = method.deprecated.as_ref();
    Facts {
        kind: Kind::Method,
        name: file.method_name(name),
        version: file.version,
        scope: own_or(&method.scope, &file.scope),
        deprecated: deprecated.is_some(),
        replacement: deprecated.and_then(|deprecated| deprecated.replacement.clone()),
        page: page(file.page.as_deref(), method.page.as_deref()),
        access: method.access.clone(),
        effect: Some(method.effect),
        paging: method.paging.as_ref().map(paging),
        positional: method.positional,
        bare: method.result.as_ref().is_some_and(|result| result.bare),
        failure: method.result.as_ref().and_then(failure),
        data: None,
        codes: Vec::new(),
        notes: notes(&method.notes),
        params: Walk::request(schema).fields(unit, &method.params, &cursor.key("params")),
        result: match &method.result {
            Some(result) => Walk::answer(schema).result(unit, result, &cursor.key("result")),
            None => Vec::new(),
        },
        errors: errors(&method.errors, &cursor.key("errors")),
        at: cursor.at(),
    }
}

fn event(
    schema: &Schema<'_>,
    unit: &Unit<'_>,
    name: &str,
    event: &model::Event,
    cursor: &FactCursor<'_>,
) -> Facts {
    let file = &unit.file.model;
    let deprecated = event.deprecated.as_ref();
    Facts {
        kind: Kind::Event,
        name: name.to_owned(),
        version: file.version,
        scope: own_or(&event.scope, &file.scope),
        deprecated: deprecated.is_some(),
        replacement: deprecated.and_then(|deprecated| deprecated.replacement.clone()),
        page: page(file.page.as_deref(), event.page.as_deref()),
        access: event.access.clone(),
        effect: None,
        paging: None,
        positional: false,
        bare: false,
        failure: None,
        data: (event.type_.as_deref()).map(|text| schema.text(unit, text).shape),
        codes: Vec::new(),
        notes: notes(&event.notes),
        params: Walk::answer(schema).fields(unit, &event.data, &cursor.key("data")),
        result: Vec::new(),
        errors: Vec::new(),
        at: cursor.at(),
    }
}

fn placement(
    schema: &Schema<'_>,
    unit: &Unit<'_>,
    name: &str,
    placement: &model::Placement,
    cursor: &FactCursor<'_>,
) -> Facts {
    let file = &unit.file.model;
    let codes = match content::wires(&placement.codes) {
        codes if codes.is_empty() => vec![name.to_owned()],
        codes => codes,
    };
    let sent = |fields, key| Walk::request(schema).fields(unit, fields, &cursor.key(key));
    Facts {
        kind: Kind::Placement,
        name: name.to_owned(),
        version: file.version,
        scope: own_or(&placement.scope, &file.scope),
        deprecated: false,
        replacement: None,
        page: page(file.page.as_deref(), placement.page.as_deref()),
        access: None,
        effect: None,
        paging: None,
        positional: false,
        bare: false,
        failure: None,
        data: None,
        codes,
        notes: notes(&placement.notes),
        params: sent(&placement.options, "options"),
        // What always comes is required of what the portal sends.
        result: sent(&placement.request, "request"),
        errors: Vec::new(),
        at: cursor.at(),
    }
}

/// The texts of notes.
fn notes(notes: &[model::Note]) -> Vec<String> {
    notes.iter().map(|note| note.text.clone()).collect()
}

fn own_or(own: &[String], files: &[String]) -> Vec<String> {
    if own.is_empty() { files } else { own }.to_vec()
}

/// A page from the root of the documentation, without its anchor.
fn page(folder: Option<&str>, page: Option<&str>) -> Option<String> {
    let page = page?;
    let page = page.split_once('#').map_or(page, |(page, _)| page);
    Some(match folder {
        Some(folder) if !from_root(folder, page) => format!("{folder}/{page}"),
        _ => page.to_owned(),
    })
}

fn paging(paging: &model::Paging) -> Paging {
    let stated = paging.cursor.as_ref().filter(|cursor| !cursor.inferred);
    Paging {
        style: paging.style,
        at: paging.at.clone(),
        limit: paging.limit.clone(),
        size: paging.size,
        most: paging.most,
        cursor: stated.map(|cursor| cursor.field.clone()),
    }
}

fn failure(result: &model::Answer) -> Option<Failure> {
    result.failure.as_ref().map(|failure| Failure {
        code: failure.code.clone(),
        message: failure.message.clone(),
    })
}

fn errors(errors: &Ordered<model::ErrorFacts>, cursor: &FactCursor<'_>) -> Vec<Error> {
    let error = |(name, error): (&str, &model::ErrorFacts)| Error {
        code: error.code.to_string(),
        message: error.message.clone(),
        status: error.status,
        validation: error.validation.clone(),
        at: cursor.key(name).at(),
    };
    errors.iter().map(error).collect()
}

#[cfg(test)]
mod tests;
