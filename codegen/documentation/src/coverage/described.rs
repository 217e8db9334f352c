//! The schema as far as it is counted.

use std::collections::BTreeMap;
use std::path::Path;

use super::examples::{self, Kept};
use super::{Gaps, Identity, call, identity};
use crate::facts::{self, Facts, Kind};
use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::load::{self, Both, Loaded, LoadedFile};
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{emit, resolve};

/// The contents of a schema.
#[derive(Debug, Clone, Default)]
pub struct Described {
    /// The files as they state their facts, also where they correct them: so they are compared with
    /// pages.
    pub(super) files: Vec<LoadedFile>,
    /// The facts of these files.
    pub(super) facts: Vec<Facts>,
    /// Other facts of every method and event.
    pub(super) subjects: BTreeMap<Identity, Subject>,
    /// The open points of types and placements, with the scopes of their file.
    pub(super) shared: Vec<(Vec<String>, Gaps)>,
}

/// A method or an event of the schema.
#[derive(Debug, Clone)]
pub(super) struct Subject {
    pub(super) call: String,
    pub(super) gaps: Gaps,
    pub(super) examples: Vec<Kept>,
}

impl Described {
    /// Reads a folder. Problems of its examples are counted with them and not reported; the result
    /// is complete only without other problems.
    pub fn read(root: &Path, sources: &mut Sources, problems: &mut Problems) -> Self {
        let mut found = Problems::default();
        let Both {
            mut corrected,
            stated,
        } = load::both(root, sources, &mut found);
        corrected.examples = load::examples(root, sources, &mut found);
        let schema = resolve::resolve(&corrected, &mut found);
        let folder = root.join(load::EXAMPLES);
        let is_of_examples = |file| Path::new(sources.name(file)).starts_with(&folder);
        let others = found
            .iter()
            .filter(|problem| !is_of_examples(problem.span.file));
        problems.extend(others.cloned());

        let mut calls: BTreeMap<Identity, String> = BTreeMap::new();
        for module in &schema.modules {
            for method in &module.methods {
                let identity = (method.name.clone(), method.version, Kind::Method);
                calls.insert(identity, emit::call(module, method));
            }
        }
        let mut gaps = gaps(&stated);
        let mut examples = kept(&corrected, &found);
        let facts = facts::schema::facts(&stated, sources);
        let subjects = facts.iter().map(|facts| {
            let identity = identity(facts);
            let event = || call::event(&facts.name);
            let subject = Subject {
                call: calls.remove(&identity).unwrap_or_else(event),
                gaps: gaps.remove(&identity).unwrap_or_default(),
                examples: examples
                    .remove(&(facts.name.clone(), facts.version))
                    .unwrap_or_default(),
            };
            (identity, subject)
        });
        let subjects = subjects.collect();
        Self {
            subjects,
            facts,
            shared: shared(&stated),
            files: stated.files,
        }
    }
}

/// The open points of each method and each event.
fn gaps(stated: &Loaded) -> BTreeMap<Identity, Gaps> {
    let mut all = BTreeMap::new();
    for file in &stated.files {
        let file = &file.model;
        for (name, method) in file.methods.iter() {
            let identity = (file.method_name(name), file.version, Kind::Method);
            all.insert(identity, Gaps::of_method(method));
        }
        for (name, event) in file.events.iter() {
            let identity = (name.to_owned(), file.version, Kind::Event);
            all.insert(identity, Gaps::of_event(event));
        }
    }
    all
}

/// The open points that belong to no single method.
fn shared(stated: &Loaded) -> Vec<(Vec<String>, Gaps)> {
    let mut all = Vec::new();
    for file in &stated.files {
        let file = &file.model;
        let mut gaps = Gaps::default();
        for (_, ty) in file.types.iter() {
            gaps += Gaps::of_type(ty);
        }
        all.push((file.scope.clone(), gaps));
        for (_, placement) in file.placements.iter() {
            let own = !placement.scope.is_empty();
            let scope = if own { &placement.scope } else { &file.scope };
            all.push((scope.clone(), Gaps::of_placement(placement)));
        }
    }
    all.retain(|(_, gaps)| *gaps != Gaps::default());
    all
}

/// The payloads of each method and each event, by name and version.
fn kept(loaded: &Loaded, problems: &Problems) -> BTreeMap<(String, u8), Vec<Kept>> {
    let mut all: BTreeMap<_, Vec<Kept>> = BTreeMap::new();
    for file in &loaded.examples {
        let subject = (file.model.method.clone(), file.model.version);
        all.entry(subject)
            .or_default()
            .extend(examples::kept(file, problems));
    }
    all
}
