//! `check`: reports every problem at once.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{library, load, resolve};
use bitrix24_documentation::rule::{self, Joined};
use bitrix24_documentation::write::Documented;
use bitrix24_documentation::{extract, facts};

use super::progress::Progress;
use super::{Failure, documentation, report};

/// Compares the schema with the pages that it names, by the rules that need both. Returns whether
/// there is no finding.
pub(super) fn pages(root: &Path, docs: &Path) -> Result<bool, Failure> {
    let progress = Progress::start("reading pages");
    let folder = documentation::pages(docs, &progress)?;
    progress.step("reading facts");
    let documentation = extract::read(&folder);
    drop(progress);
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let loaded = load::folder(root, &mut sources, &mut problems);
    let stated = facts::schema::facts(&loaded, &sources);
    let documented = Documented::of(&documentation, &loaded.files).facts;
    let joined = Joined::of(
        &stated,
        (&loaded, &sources),
        &documented,
        &documentation,
        &folder,
    );
    let findings = rule::pages(&joined);
    for found in &findings {
        println!(
            "{}/{}:{}: {}: {}: {} ({}.md:{})",
            root.display(),
            found.file,
            found.line,
            found.rule.name,
            found.subject,
            found.text,
            found.page,
            found.page_line
        );
    }
    println!(
        "{} against the pages",
        report::count(findings.len(), "finding")
    );
    Ok(findings.is_empty())
}

/// Checks the schema, and reports on some files only if any are given.
pub(super) fn run(root: &Path, files: &[PathBuf]) -> bool {
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let (inside, outside): (Vec<&PathBuf>, Vec<&PathBuf>) =
        files.iter().partition(|file| is_inside(file, root));
    let mut counts = Vec::new();
    if files.is_empty() || !inside.is_empty() {
        let mut loaded = load::folder(root, &mut sources, &mut problems);
        loaded.examples = load::examples(root, &mut sources, &mut problems);
        let schema = resolve::resolve(&loaded, &mut problems);
        rule::files(&loaded, &mut problems);
        if !inside.is_empty() {
            problems = only(&problems, &sources, &inside);
        }
        let methods = schema
            .modules
            .iter()
            .map(|module| module.methods.len())
            .sum();
        if files.is_empty() {
            counts.push(report::count(
                loaded.files.len() + loaded.examples.len(),
                "file",
            ));
            counts.push(report::count(methods, "method"));
        }
    }
    for file in outside {
        let loaded = load::file(file, &mut sources, &mut problems);
        let library: Vec<_> = loaded
            .files
            .iter()
            .flat_map(|file| library::referred(file, root, &mut sources))
            .collect();
        resolve::resolve_alone(&loaded, &library, &mut problems);
        rule::files(&loaded, &mut problems);
    }
    if !files.is_empty() {
        counts.push(report::count(files.len(), "file"));
    }
    if problems.is_empty() {
        println!("{}: no problems", counts.join(", "));
    }
    report::print(&mut problems, &sources)
}

/// The problems of some files.
fn only(problems: &Problems, sources: &Sources, files: &[&PathBuf]) -> Problems {
    let wanted: BTreeSet<PathBuf> = files
        .iter()
        .filter_map(|file| file.canonicalize().ok())
        .collect();
    let is_wanted = |name: &str| {
        Path::new(name)
            .canonicalize()
            .is_ok_and(|path| wanted.contains(&path))
    };
    let mut kept = Problems::default();
    kept.extend(
        problems
            .iter()
            .filter(|problem| is_wanted(sources.name(problem.span.file)))
            .cloned(),
    );
    kept
}

/// Whether a file lies below a folder.
pub(super) fn is_inside(file: &Path, folder: &Path) -> bool {
    match (file.canonicalize(), folder.canonicalize()) {
        (Ok(file), Ok(folder)) => file.starts_with(folder),
        _ => false,
    }
}
