//! `review`: prints pages beside their YAML.

use std::path::{Path, PathBuf};

use bitrix24_documentation::review::{self, Files, Identity};
use clap::Args;

use super::import::is_wanted;
use super::output::stream;
use super::progress::Progress;
use super::settled::List;
use super::{Failure, documentation};

/// The arguments of `review`.
#[derive(Debug, Args)]
pub(super) struct Review {
    /// Folder of the documentation.
    #[arg(long, value_name = "DIR")]
    docs: PathBuf,
    /// Folder of the list of settled differences; `codegen/documentation/settled` beside the
    /// schema when none is given.
    #[arg(long, value_name = "DIR")]
    settled: Option<PathBuf>,
    /// The next N methods and events without a review.
    #[arg(long, value_name = "N", conflicts_with = "names")]
    next: Option<usize>,
    /// With `--next`, only those of a scope.
    #[arg(long, value_name = "SCOPE", requires = "next")]
    scope: Option<String>,
    /// Methods and events, by name or as `namespace.*`.
    #[arg(required_unless_present = "next")]
    names: Vec<String>,
}

/// Prints a sheet for each method and event. Returns whether there is one for every name.
pub(super) fn run(schema: &Path, asked: &Review) -> Result<bool, Failure> {
    let list = List::of(asked.settled.as_deref(), schema)?;
    let progress = Progress::start("reading pages");
    let folder = documentation::pages(&asked.docs, &progress)?;
    progress.step("importing");
    let review = review::Review::of(&folder, Files::open(schema)).settled(list.settled);
    let (wanted, unknown) = match asked.next {
        Some(count) => {
            let all = review.unreviewed(asked.scope.as_deref());
            let next: Vec<Identity> = all.iter().take(count).cloned().collect();
            eprintln!("{} of {} without a review", next.len(), all.len());
            (next, Vec::new())
        }
        None => named(&review, &asked.names),
    };
    progress.step("comparing");
    let sheets = review.sheets(&wanted);
    drop(progress);
    for name in &unknown {
        eprintln!("error: neither a page nor the schema describes {name}");
    }
    stream(None, |to| {
        review::print_all(&sheets, &asked.docs, schema, to)
    })?;
    Ok(unknown.is_empty())
}

/// The methods and events of the names, in their order, and the unknown names.
fn named<'n>(review: &review::Review<'_>, names: &'n [String]) -> (Vec<Identity>, Vec<&'n String>) {
    let (mut wanted, mut unknown): (Vec<Identity>, Vec<&String>) = (Vec::new(), Vec::new());
    for name in names {
        let found = review.named(&|known| is_wanted(known, std::slice::from_ref(name)));
        if found.is_empty() {
            unknown.push(name);
        }
        for identity in found {
            if !wanted.contains(&identity) {
                wanted.push(identity);
            }
        }
    }
    (wanted, unknown)
}
