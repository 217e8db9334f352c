//! What the command line can do.

mod check;
mod coverage;
mod documentation;
mod drift;
mod emit;
mod export;
mod fmt;
mod gates;
mod import;
mod json_schema;
mod lint;
mod output;
mod progress;
mod report;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Works on the schema of the Bitrix24 REST API: files in YAML, one per namespace.
#[derive(Debug, Parser)]
#[command(name = "bitrix24-codegen", bin_name = "cargo codegen", version)]
struct Arguments {
    /// Folder of the schema.
    #[arg(long, global = true, value_name = "DIR", default_value = "schema")]
    schema: PathBuf,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Reads everything and tells every problem.
    ///
    /// With files, tells the problems of those only. A file outside the schema's folder is one of a user's own methods.
    ///
    /// With `--docs`, also compares what is described with its pages: what their prose says and the fact does not, names
    /// that no page has, types that the page does not name.
    Check {
        /// Files to tell of.
        files: Vec<PathBuf>,
        /// Folder of the documentation.
        #[arg(long, value_name = "DIR", conflicts_with = "files")]
        docs: Option<PathBuf>,
    },
    /// Tells how much of the documentation the schema describes, by scope and by method.
    Coverage(coverage::Coverage),
    /// Tells what the documentation says otherwise than the schema, or than an older snapshot of itself.
    ///
    /// The status is 1 when there is drift. With `--apply`, it is 1 when something is left to edit by hand.
    Drift {
        /// Folder of the documentation.
        #[arg(long, value_name = "DIR")]
        docs: PathBuf,
        /// Folder of an older snapshot to compare with, instead of the schema.
        #[arg(long, value_name = "DIR", conflicts_with = "apply")]
        base: Option<PathBuf>,
        /// How to tell it.
        #[arg(long, value_enum, default_value = "people")]
        format: drift::Format,
        /// Edits the files of the schema, comments and order kept.
        #[arg(long)]
        apply: bool,
        /// Leaves out what the schema does not describe at all.
        #[arg(long)]
        described: bool,
        /// Methods, events or namespaces to tell of; all when none is given.
        methods: Vec<String>,
    },
    /// Writes the Rust code of the client, as its build does.
    Emit {
        /// Folder to write to. It should hold nothing else.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Only what this scope makes available; may be given several times.
        #[arg(long, value_name = "SCOPE")]
        scope: Vec<String>,
        /// Writes nothing: shows how the folder differs, and fails when it does.
        #[arg(long)]
        check: bool,
    },
    /// Writes what the schema knows, corrections applied, in a format that other programs read.
    Export {
        #[command(subcommand)]
        format: export::Format,
    },
    /// Puts files into their canonical order and layout. Comments stay.
    Fmt {
        /// Files to format; all of the schema when none is given.
        files: Vec<PathBuf>,
        /// Writes nothing: shows what would change, and fails when something would.
        #[arg(long)]
        check: bool,
    },
    /// Holds what the importer makes of the documentation against other sources.
    ///
    /// The status is 1 when anything is found.
    Gates(gates::Gates),
    /// Reads the documentation's pages and writes what the schema lacks of them.
    ///
    /// Methods and events that are described already are left as they are: `drift` tells how they differ. What could not be
    /// read with certainty has a `check` with page and line.
    Import {
        /// Folder of the documentation.
        #[arg(long, value_name = "DIR")]
        docs: PathBuf,
        /// Folder of the schema to write into; the schema's own when none is given.
        #[arg(long, value_name = "DIR", conflicts_with = "score")]
        out: Option<PathBuf>,
        /// Writes nothing: shows how well what is described already is read from its pages.
        #[arg(long)]
        score: bool,
        /// With `--score`, shows every fact on which schema and pages do not agree.
        #[arg(long, requires = "score")]
        differences: bool,
        /// Methods and events to read, by name or as `namespace.*`; everything when none is given.
        names: Vec<String>,
    },
    /// Writes the JSON Schemas by which editors complete and check the files.
    JsonSchema {
        /// Writes nothing: shows how the files differ, and fails when they do.
        #[arg(long)]
        check: bool,
    },
    /// Tells where pages of the documentation contradict themselves.
    ///
    /// Fails when there are contradictions, and with `--strict` when anything is found.
    Lint(lint::Lint),
}

/// Why a command did not do what it was told.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Runs the command line. The status is 0 when everything is right, 1 when something is wrong with the files, and 2 when
/// the command could not be understood or carried out.
pub(crate) fn run() -> ExitCode {
    let Arguments { schema, command } = Arguments::parse();
    let result = match command {
        Command::Check { files, docs } => {
            let clean = check::run(&schema, &files);
            match docs {
                Some(docs) => check::pages(&schema, &docs).map(|agrees| clean && agrees),
                None => Ok(clean),
            }
        }
        Command::Drift {
            docs,
            base,
            format,
            apply,
            described,
            methods,
        } => drift::run(
            &schema,
            &docs,
            base.as_deref(),
            &drift::Wanted {
                format,
                apply,
                described,
                methods,
            },
        ),
        Command::Coverage(asked) => coverage::run(&schema, &asked),
        Command::Emit { out, scope, check } => {
            emit::run(&schema, &out, &scope, output::Mode::of(check))
        }
        Command::Export { format } => export::run(&schema, &format),
        Command::Fmt { files, check } => fmt::run(&schema, files, output::Mode::of(check)),
        Command::Gates(asked) => gates::run(&asked),
        Command::Import {
            docs,
            score: true,
            differences,
            names,
            ..
        } => import::score(&schema, &docs, &names, differences),
        Command::Import {
            docs, out, names, ..
        } => import::run(out.as_deref().unwrap_or(&schema), &docs, &names),
        Command::JsonSchema { check } => json_schema::run(&schema, output::Mode::of(check)),
        Command::Lint(asked) => lint::run(&asked),
    };
    match result {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::from(2)
        }
    }
}
