//! The command line.

mod check;
mod coverage;
mod documentation;
mod drift;
mod emit;
mod export;
mod features;
mod fmt;
mod gates;
mod import;
mod json_schema;
mod lint;
mod output;
mod package;
mod progress;
mod readings;
mod report;
mod review;
mod settled;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Works on the schema of the Bitrix24 REST API: YAML files, one per namespace.
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
    /// Checks the whole schema and reports every problem.
    ///
    /// With files, reports only their problems. A file outside the schema's folder describes a
    /// user's own methods.
    ///
    /// With `--docs`, also compares the schema with its pages: facts that the prose states and the
    /// schema lacks, names that no page has, types that the page does not name.
    Check {
        /// Files to report on.
        files: Vec<PathBuf>,
        /// Folder of the documentation.
        #[arg(long, value_name = "DIR", conflicts_with = "files")]
        docs: Option<PathBuf>,
    },
    /// Reports how much of the documentation the schema describes, by scope and by method.
    Coverage(coverage::Coverage),
    /// Reports differences between the documentation and the schema, or an older snapshot of the
    /// documentation.
    ///
    /// Differences that a person has settled are left out; a line of their list that settles
    /// nothing is reported. The exit status is 1 when there is drift or such a line; with
    /// `--apply`, when something remains to be edited by hand.
    Drift(drift::Asked),
    /// Writes the Rust code that the client's build writes.
    Emit {
        /// Folder to write to, which should hold nothing else.
        #[arg(long, value_name = "DIR")]
        out: PathBuf,
        /// Only items of this scope; may be given several times.
        #[arg(long, value_name = "SCOPE")]
        scope: Vec<String>,
        /// Writes nothing; shows the differences and fails if there are any.
        #[arg(long)]
        check: bool,
    },
    /// Writes the schema, with corrections applied, in a format for other programs.
    Export {
        #[command(subcommand)]
        format: export::Format,
    },
    /// Writes the scopes of the schema as features into the manifest of the client.
    Features {
        /// Manifest to write into.
        #[arg(
            long,
            value_name = "FILE",
            default_value = "generated-client/Cargo.toml"
        )]
        manifest: PathBuf,
        /// Writes nothing; shows the differences and fails if there are any.
        #[arg(long)]
        check: bool,
    },
    /// Puts files into their canonical order and layout, and keeps comments.
    Fmt {
        /// Files to format; the whole schema when none is given.
        files: Vec<PathBuf>,
        /// Writes nothing; shows the changes and fails if there are any.
        #[arg(long)]
        check: bool,
    },
    /// Compares the import of the documentation with other sources.
    ///
    /// The exit status is 1 when there is a finding.
    Gates(gates::Gates),
    /// Writes methods and events of the documentation that the schema lacks.
    ///
    /// Methods and events that the schema describes do not change; `drift` reports their
    /// differences. What could not be read with certainty gets a `check` with page and line.
    Import {
        /// Folder of the documentation.
        #[arg(long, value_name = "DIR")]
        docs: PathBuf,
        /// Folder to write into; the schema's when none is given.
        #[arg(long, value_name = "DIR", conflicts_with = "score")]
        out: Option<PathBuf>,
        /// Writes nothing; shows how many facts of the schema importing its pages would write.
        #[arg(long)]
        score: bool,
        /// With `--score`, shows every fact that differs between the schema and the pages.
        #[arg(long, requires = "score")]
        differences: bool,
        /// Methods and events to import, by name or as `namespace.*`; all when none is given.
        names: Vec<String>,
    },
    /// Writes the JSON Schemas that editors use to complete and check the files.
    JsonSchema {
        /// Writes nothing; shows the differences and fails if there are any.
        #[arg(long)]
        check: bool,
    },
    /// Reports contradictions within the pages of the documentation.
    ///
    /// Fails when a finding is an error; with `--strict`, when there is any finding.
    Lint(lint::Lint),
    /// Writes the workspace that is published, in which the client has no build script.
    ///
    /// The emitted API is in the client's `src/api/`, each item under the `cfg` of its scopes.
    Package(package::Package),
    /// Compares the schema with readings: facts that people took from its pages.
    ///
    /// The exit status is 1 when a reading states a fact differently.
    Readings(readings::Asked),
    /// Prints pages beside their YAML, line by line, with the open points of each line.
    ///
    /// Methods and events that the schema lacks are shown as `import` would write them. The exit
    /// status is 1 when a name is neither a method nor an event.
    Review(review::Review),
}

/// Why a command could not run.
type Failure = Box<dyn std::error::Error + Send + Sync>;

/// Runs the command line. The exit status is 0 on success, 1 when something is wrong with the
/// files, and 2 when the command could not be parsed or run.
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
        Command::Drift(asked) => drift::run(&schema, &asked),
        Command::Coverage(asked) => coverage::run(&schema, &asked),
        Command::Emit { out, scope, check } => {
            emit::run(&schema, &out, &scope, output::Mode::of(check))
        }
        Command::Export { format } => export::run(&schema, &format),
        Command::Features { manifest, check } => {
            features::run(&schema, &manifest, output::Mode::of(check))
        }
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
        Command::Package(asked) => package::run(&schema, &asked),
        Command::Readings(asked) => readings::run(&schema, &asked),
        Command::Review(asked) => review::run(&schema, &asked),
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
