//! `drift`: reports what changed in the documentation.

use std::path::Path;

use bitrix24_documentation::drift::apply::apply;
use bitrix24_documentation::drift::{Drift, Schema, json, markdown, text};
use bitrix24_documentation::extract::Documentation;
use bitrix24_documentation::facts::Facts;
use bitrix24_documentation::write::{Documented, example_file, example_texts};
use clap::ValueEnum;

use super::{Failure, documentation, report};

/// Format of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    /// Text for a terminal.
    Text,
    /// One JSON object.
    Json,
    /// Tables for a pull request, and an entry for the changelog.
    Markdown,
}

/// The arguments of `drift`.
#[derive(Debug)]
pub(super) struct Wanted {
    pub(super) format: Format,
    pub(super) apply: bool,
    pub(super) described: bool,
    pub(super) methods: Vec<String>,
}

/// Prints the drift, and applies it on request. Returns whether none remains.
pub(super) fn run(
    root: &Path,
    docs: &Path,
    base: Option<&Path>,
    wanted: &Wanted,
) -> Result<bool, Failure> {
    let documentation = documentation::read(docs)?;
    if let Some(base) = base {
        let before = Documented::of(&documentation::read(base)?, &[]);
        let now = Documented::of(&documentation, &[]);
        let mut drift = Drift::between(&before.facts, &now.facts);
        wanted.choose(&mut drift);
        wanted.print(&drift, root);
        return Ok(drift.changes.is_empty());
    }
    let schema = match Schema::open(root) {
        Ok(schema) => schema,
        Err(mut wrong) => {
            report::print(&mut wrong.problems, &wrong.sources);
            return Err("the schema has problems; fix them first".into());
        }
    };
    let stated = schema.facts();
    let now = Documented::of(&documentation, schema.files());
    let mut drift = Drift::from_schema(&schema, &stated, &now);
    wanted.choose(&mut drift);
    if !wanted.apply {
        wanted.print(&drift, root);
        return Ok(drift.changes.is_empty());
    }
    let applied = apply(&drift, &schema, &|method| examples(&documentation, method));
    applied.write(root)?;
    match wanted.format {
        Format::Text => print!("{}", text::applied(&drift, &applied, &name(root))),
        Format::Json | Format::Markdown => {
            wanted.print(&drift, root);
            eprint!("{}", text::applied(&drift, &applied, &name(root)));
        }
    }
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

impl Wanted {
    fn choose(&self, drift: &mut Drift<'_>) {
        if self.described {
            drift.retain_described();
        }
        if !self.methods.is_empty() {
            drift.retain_named(&self.methods);
        }
    }

    fn print(&self, drift: &Drift<'_>, root: &Path) {
        match self.format {
            Format::Text => {
                let colour = report::colour(&std::io::stdout());
                print!("{}", text::write(drift, &name(root), colour));
            }
            Format::Json => println!("{:#}", json::write(drift)),
            Format::Markdown => print!("{}", markdown::write(drift)),
        }
    }
}

/// The folder of the schema, for messages.
fn name(root: &Path) -> String {
    root.to_string_lossy().replace('\\', "/")
}
