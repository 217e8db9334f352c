//! `import`: writes what pages state as files of the schema.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;
use std::path::Path;

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{load, parallel, resolve};
use bitrix24_documentation::compare::{How, Record, compare};
use bitrix24_documentation::extract::draft::Draft;
use bitrix24_documentation::extract::{self, Documentation};
use bitrix24_documentation::facts::{self, Kind, Location};
use bitrix24_documentation::score::Score;
use bitrix24_documentation::write::{
    Documented, ExampleText, Existing, Written, contradicting, example_file, placeholder, write,
};

use super::output::{Mode, put};
use super::progress::Progress;
use super::{Failure, documentation, report};

/// Writes methods and events that a schema lacks. Returns whether the written files have no
/// problems.
pub(super) fn run(out: &Path, docs: &Path, names: &[String]) -> Result<bool, Failure> {
    let documentation = documentation::read(docs)?;
    let existing = existing(out)?;
    let wanted = |draft: &Draft| is_wanted(&draft.name, names);
    warn_unknown(&documentation, names);
    let written = write(&documentation, &existing, &wanted);
    let files: Vec<(&String, &String)> = written.files.iter().collect();
    parallel::map(&files, |_, (path, text)| {
        put(&out.join(path), text, Mode::Write)
    })
    .into_iter()
    .try_for_each(|put| put.map(drop))?;
    let (contradicting, sources, mut problems) = examples(out, written.examples.clone())?;
    let clean = report::print(&mut problems, &sources);
    print(&documentation, &existing, &written, contradicting, names)?;
    Ok(clean && written.failures.is_empty())
}

/// Prints how many facts of the schema importing its pages would write.
pub(super) fn score(
    schema: &Path,
    docs: &Path,
    names: &[String],
    differences: bool,
) -> Result<bool, Failure> {
    let progress = Progress::start("reading pages");
    let folder = documentation::pages(docs, &progress)?;
    progress.step("reading facts");
    let documentation = extract::read(&folder);
    drop(progress);
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let loaded = load::stated(schema, &mut sources, &mut problems);
    let mut written = facts::schema::facts(&loaded, &sources);
    written.retain(|facts| is_wanted(&facts.name, names));
    let mut documented = Documented::of(&documentation, &loaded.files).facts;
    documented.retain(|facts| {
        written.iter().any(|known| {
            (known.kind, &known.name, known.version) == (facts.kind, &facts.name, facts.version)
        })
    });
    let records = compare(&written, &documented, How::Schema);
    let score = Score::of(&written, &documented, &records);
    let mut out = std::io::stdout().lock();
    write!(out, "{}", score.table())?;
    if differences {
        self::differences(&mut out, &records)?;
    }
    Ok(report::print(&mut problems, &sources))
}

fn differences(out: &mut impl std::io::Write, records: &[Record<'_>]) -> std::io::Result<()> {
    let side = |text: Option<String>, at: Option<&Location>| match (text, at) {
        (Some(text), Some(at)) => format!("{text:?} ({}:{})", at.file, at.line),
        _ => "nothing".to_owned(),
    };
    for record in records.iter().filter(|record| record.agreement.is_change()) {
        writeln!(
            out,
            "{} of {} {}: the schema has {}, the page {}",
            record.word(),
            record.subject().name,
            record.path(),
            side(record.before_text(), record.at_before()),
            side(record.after_text(), record.at_after())
        )?;
    }
    Ok(())
}

/// The files of the folder, which need not exist.
fn existing(out: &Path) -> Result<Existing, Failure> {
    if !out.is_dir() {
        return Ok(Existing::default());
    }
    let paths = load::paths(out).map_err(|error| format!("{}: {error}", out.display()))?;
    if paths.is_empty() {
        return Ok(Existing::default());
    }
    let mut texts = BTreeMap::new();
    for path in paths {
        if let Ok(relative) = path.strip_prefix(out) {
            let text = std::fs::read_to_string(&path)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            texts.insert(relative.to_string_lossy().replace('\\', "/"), text);
        }
    }
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let loaded = load::folder(out, &mut sources, &mut problems);
    let schema = resolve::resolve(&loaded, &mut problems);
    if problems.has_errors() {
        report::print(&mut problems, &sources);
        return Err(format!(
            "{}: the schema has problems; fix them before adding to it",
            out.display()
        )
        .into());
    }
    Ok(Existing::of(&loaded.files, &schema, texts))
}

/// Whether a name is among those asked for, as it is or by its namespace; every name when none is
/// asked for.
pub(super) fn is_wanted(name: &str, names: &[String]) -> bool {
    names.is_empty()
        || names.iter().any(|wanted| match wanted.strip_suffix(".*") {
            Some(namespace) => name
                .strip_prefix(namespace)
                .is_some_and(|rest| rest.starts_with('.')),
            None => wanted.eq_ignore_ascii_case(name),
        })
}

fn warn_unknown(documentation: &Documentation, names: &[String]) {
    for name in names {
        let known = documentation
            .drafts
            .iter()
            .any(|draft| is_wanted(&draft.name, std::slice::from_ref(name)));
        if !known {
            eprintln!("warning: no page describes {name}");
        }
    }
}

/// Writes the payloads. Those that the schema does not accept are marked as contradicting, with the
/// reason; the other problems are returned.
pub(super) fn examples(
    out: &Path,
    mut examples: BTreeMap<String, Vec<ExampleText>>,
) -> Result<(usize, Sources, Problems), Failure> {
    let files: Vec<(&String, &Vec<ExampleText>)> = examples.iter().collect();
    let written = parallel::map(&files, |_, (path, texts)| {
        let (text, begins) = example_file(texts);
        put(&out.join(path), &text, Mode::Write).map(|_| ((*path).clone(), begins))
    });
    let lines: BTreeMap<String, Vec<u32>> = written.into_iter().collect::<Result<_, _>>()?;
    let (sources, problems) = check(out);
    let mut others = Problems::default();
    let mut marked = 0;
    let mut changed = BTreeSet::new();
    for problem in &problems {
        let name = sources.name(problem.span.file).replace('\\', "/");
        let path = name
            .rsplit_once("/examples/")
            .map(|(_, file)| format!("examples/{file}"));
        let line = u32::try_from(sources.location(problem.span).line).unwrap_or(u32::MAX);
        let text = path.as_ref().and_then(|path| {
            let index = contradicting(lines.get(path)?, line)?;
            examples.get_mut(path)?.get_mut(index)
        });
        match (text, path) {
            (Some(text), Some(path)) => {
                if text.contradicts.is_none() {
                    text.contradicts = Some(placeholder(problem).unwrap_or_else(|| {
                        format!("Found when it was imported: {}.", problem.title)
                    }));
                    marked += 1;
                }
                changed.insert(path);
            }
            _ => others.push(problem.clone()),
        }
    }
    for path in changed {
        let (text, _) = example_file(&examples[&path]);
        put(&out.join(&path), &text, Mode::Write)?;
    }
    Ok((marked, sources, others))
}

fn check(out: &Path) -> (Sources, Problems) {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let mut loaded = load::folder(out, &mut sources, &mut problems);
    loaded.examples = load::examples(out, &mut sources, &mut problems);
    resolve::resolve(&loaded, &mut problems);
    (sources, problems)
}

/// Prints what was written, and which pages could not be read.
fn print(
    documentation: &Documentation,
    existing: &Existing,
    written: &Written,
    contradicting: usize,
    names: &[String],
) -> Result<(), Failure> {
    let drafts = || {
        documentation
            .drafts
            .iter()
            .filter(|draft| is_wanted(&draft.name, names))
    };
    let count = |kind: Kind| drafts().filter(|draft| draft.kind == kind).count();
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "{} and {} in {}; {} added, {} already described",
        report::count(count(Kind::Method), "method"),
        report::count(count(Kind::Event), "event"),
        report::count(drafts().count() + documentation.others.len(), "page"),
        written.added.len(),
        drafts().filter(|draft| existing.describes(draft)).count(),
    )?;
    let examples: usize = written.examples.values().map(Vec::len).sum();
    writeln!(
        out,
        "{} written, {contradicting} of them contradicting their page",
        report::count(examples, "example"),
    )?;
    if names.is_empty() {
        writeln!(out, "\n{:<24} {:>10} {:>12}", "scope", "read", "with notes")?;
        let mut scopes: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for draft in drafts() {
            let scope = draft.scope.first().map_or("(none)", String::as_str);
            let counts = scopes.entry(scope).or_default();
            if draft.has_notes() {
                counts.1 += 1;
            } else {
                counts.0 += 1;
            }
        }
        for (scope, (read, noted)) in scopes {
            writeln!(out, "{scope:<24} {read:>10} {noted:>12}")?;
        }
        let mut reasons: BTreeMap<&str, usize> = BTreeMap::new();
        for other in &documentation.others {
            *reasons.entry(other.reason).or_default() += 1;
        }
        writeln!(out, "\npages that describe no method and no event:")?;
        for (reason, count) in reasons {
            writeln!(out, "{count:>6} {reason}")?;
        }
    }
    for (path, reason) in &written.failures {
        eprintln!("error: {path} could not be written: {reason}");
    }
    Ok(())
}
