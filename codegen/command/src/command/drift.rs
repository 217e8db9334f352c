//! `drift`: reports what changed in the documentation.

use std::mem::ManuallyDrop;
use std::path::{Path, PathBuf};

use bitrix24_documentation::drift::apply::{Applied, apply};
use bitrix24_documentation::drift::{
    Difference, Drift, Schema, Shown, is_named, json, kinds, markdown, text,
};
use bitrix24_documentation::extract::Documentation;
use bitrix24_documentation::facts::Facts;
use bitrix24_documentation::write::{Documented, example_file, example_texts};
use clap::{Args, ValueEnum};

use super::settled::List;
use super::{Failure, documentation, report};

/// The arguments of `drift`.
#[derive(Debug, Args)]
pub(super) struct Asked {
    /// Folder of the documentation.
    #[arg(long, value_name = "DIR")]
    docs: PathBuf,
    /// Folder of an older snapshot to compare with instead of the schema.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["apply", "settle", "settled"])]
    base: Option<PathBuf>,
    /// Format of the report.
    #[arg(long, value_enum, default_value = "text")]
    format: Format,
    /// Edits the files of the schema and keeps comments and order; removes expired lines from the
    /// list of settled differences.
    #[arg(long)]
    apply: bool,
    /// Folder of the list of settled differences; `codegen/documentation/settled` beside the
    /// schema when none is given.
    #[arg(long, value_name = "DIR")]
    settled: Option<PathBuf>,
    /// Settles all differences: writes the list anew from them, keeps reasons, and prints how many
    /// there are of each kind.
    #[arg(long, conflicts_with_all = ["apply", "format"])]
    settle: bool,
    /// Leaves out methods and events that the schema does not describe.
    #[arg(long)]
    described: bool,
    /// Methods, events or namespaces to report on; all when none is given.
    methods: Vec<String>,
}

/// Format of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text for a terminal.
    Text,
    /// One JSON object.
    Json,
    /// Tables for a pull request, and an entry for the changelog.
    Markdown,
}

/// Prints the drift, and applies or settles it on request. Returns whether none remains.
pub(super) fn run(root: &Path, asked: &Asked) -> Result<bool, Failure> {
    if let Some(base) = &asked.base {
        let documentation = documentation::read(&asked.docs)?;
        let before = Documented::of(&documentation::read(base)?, &[]);
        let now = Documented::of(&documentation, &[]);
        let mut drift = Drift::between(&before.facts, &now.facts)
            .with_placements(&before.placements, &now.placements);
        asked.choose(&mut drift);
        asked.print(&drift, root, Path::new(""));
        return Ok(drift.is_empty());
    }
    // Both are read by several threads, and looked through by one.
    let (documentation, opened) = std::thread::scope(|scope| {
        let opened = scope.spawn(|| {
            if asked.apply {
                Schema::open(root)
            } else {
                Schema::open_to_compare(root)
            }
        });
        let documentation = documentation::read(&asked.docs);
        let opened = opened.join();
        (
            documentation,
            opened.unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
        )
    });
    // Freeing them takes a while, and the process ends anyway.
    let documentation = ManuallyDrop::new(documentation?);
    let schema = match opened {
        Ok(schema) => ManuallyDrop::new(schema),
        Err(mut wrong) => {
            report::print(&mut wrong.problems, &wrong.sources);
            return Err("the schema has problems; fix them first".into());
        }
    };
    let list = List::of(asked.settled.as_deref(), root)?;
    // What the schema states is read while the pages are put into the form of its files.
    let (stated, placements, now) = std::thread::scope(|scope| {
        let stated = scope.spawn(|| (schema.facts(), schema.placements()));
        let now = Documented::of(&documentation, schema.files());
        let (stated, placements) = stated
            .join()
            .unwrap_or_else(|panic| std::panic::resume_unwind(panic));
        (stated, placements, now)
    });
    let (stated, now) = (ManuallyDrop::new(stated), ManuallyDrop::new(now));
    let mut drift = Drift::unplanned(&stated, &now).with_placements(&placements, &now.placements);
    drift.leave_out_shown(&schema, &now);
    if asked.settle {
        asked.choose(&mut drift);
        asked.settle(&drift, &list)?;
        return Ok(true);
    }
    drift.add_shown(&list.shown);
    drift.leave_out(&list.settled);
    drift.plan(&schema, &stated, &now);
    asked.choose(&mut drift);
    if !asked.apply {
        asked.print(&drift, root, &list.folder);
        return Ok(drift.is_empty());
    }
    let applied = apply(&drift, &schema, &|method| examples(&documentation, method));
    applied.write(root)?;
    if !drift.expired.is_empty() {
        let kept = list.settled.without(&drift.expired);
        kept.write(&list.folder)?;
    }
    if !drift.expired_shown.is_empty() {
        let kept = list.shown.clone().without(&drift.expired_shown);
        kept.write(&list.folder)?;
    }
    asked.applied(&drift, &applied, root, &list.folder);
    Ok(applied.left.is_empty())
}

/// The examples of a documented method as a file. Returns `None` when its page has none; the
/// existing ones are kept then.
fn examples(documentation: &Documentation, method: &Facts) -> Option<String> {
    let draft = documentation.drafts.iter().find(|draft| {
        (draft.kind, &draft.name, draft.version) == (method.kind, &method.name, method.version)
    })?;
    let texts = example_texts(draft);
    (!texts.is_empty()).then(|| example_file(&texts).0)
}

impl Asked {
    fn choose(&self, drift: &mut Drift<'_>) {
        if self.described {
            drift.retain_described();
        }
        if !self.methods.is_empty() {
            drift.retain_named(&self.methods);
        }
    }

    /// Writes the list with the differences of a drift. Lines about other methods stay.
    fn settle(&self, drift: &Drift<'_>, list: &List) -> Result<(), Failure> {
        let is_seen = |difference: &Difference| {
            self.methods.is_empty() || is_named(difference.name(), &self.methods)
        };
        let renewed = list.settled.renewed(drift, is_seen);
        let failed = |error| format!("{}: {error}", list.folder.display());
        renewed.write(&list.folder).map_err(failed)?;
        // Of some methods alone it cannot be told which fields no page states.
        if self.methods.is_empty() {
            let shown = Shown::of(&drift.shown);
            shown.write(&list.folder).map_err(failed)?;
            println!(
                "{} that only examples show",
                report::count(shown.len(), "field")
            );
        }
        print!("{}", kinds::table(drift));
        let (new, gone) = list.settled.difference(&renewed);
        println!(
            "{}: {} settled, {new} of them new; {gone} gone",
            list.folder.display(),
            report::count(renewed.lines().len(), "difference"),
        );
        Ok(())
    }

    fn print(&self, drift: &Drift<'_>, root: &Path, list: &Path) {
        match self.format {
            Format::Text => {
                let colour = report::colour(&std::io::stdout());
                print!("{}", text::write(drift, &name(root), &name(list), colour));
            }
            Format::Json => println!("{:#}", json::write(drift)),
            Format::Markdown => print!("{}", markdown::write(drift)),
        }
    }

    fn applied(&self, drift: &Drift<'_>, applied: &Applied, root: &Path, list: &Path) {
        let text = text::applied(drift, applied, &name(root));
        match self.format {
            Format::Text => print!("{text}"),
            Format::Json | Format::Markdown => {
                self.print(drift, root, list);
                eprint!("{text}");
            }
        }
    }
}

/// A folder, for messages.
fn name(root: &Path) -> String {
    root.to_string_lossy().replace('\\', "/")
}
