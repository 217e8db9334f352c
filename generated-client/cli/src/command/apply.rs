//! `b24 apply FILE --method METHOD`: one call for each row of a file.

use std::io::{self, IsTerminal as _, Write as _};
use std::path::PathBuf;

use bitrix24::describe::Effect;
use indicatif::ProgressBar;

use crate::apply::{Apply, Summary};
use crate::catalogue;
use crate::command::wait;
use crate::failure::Failure;
use crate::output;
use crate::profile::Selection;

/// What to apply.
#[derive(Debug, clap::Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub(super) struct Arguments {
    /// File .csv or .jsonl: each row is a call, each column a parameter or one of `fields`.
    file: PathBuf,
    /// Method to call for each row, such as crm.item.update.
    #[arg(long)]
    method: String,
    /// Parameters of every call, such as entityTypeId=2.
    #[arg(value_name = "NAME=VALUE")]
    parameters: Vec<String>,
    /// Only shows what would change.
    #[arg(long)]
    plan: bool,
    /// Does not ask before it begins.
    #[arg(long)]
    yes: bool,
    /// File with what was sent and what became of it; FILE.audit.jsonl by default.
    #[arg(long, value_name = "FILE")]
    audit: Option<PathBuf>,
    /// Empty cells clear their fields, instead of leaving them as they are.
    #[arg(long)]
    clear_empty: bool,
    /// Fields that identify an added object, by which it is found when its answer was lost.
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    find_by: Vec<String>,
    /// Sends rows again of which it is unclear whether they were carried out.
    #[arg(long)]
    repeat_unclear: bool,
    /// Continues after a row that failed.
    #[arg(long)]
    keep_going: bool,
    /// Calls the method of REST 3.0.
    #[arg(long)]
    v3: bool,
}

/// Applies a file, or shows what would change.
pub(super) fn run(selection: &Selection, arguments: Arguments) -> Result<(), Failure> {
    let method = catalogue::known(&arguments.method, arguments.v3)?;
    if method.effect == Effect::Read {
        return Err(Failure::Usage(format!("{} changes nothing", method.name)));
    }
    let constants: Result<Vec<_>, Failure> = arguments
        .parameters
        .iter()
        .map(|word| match word.split_once('=') {
            Some((name, value)) => Ok((name.to_owned(), value.to_owned())),
            None => Err(Failure::Usage(format!(
                "expected a parameter such as `entityTypeId=2`, found `{word}`"
            ))),
        })
        .collect();
    let audit = arguments.audit.unwrap_or_else(|| {
        let mut name = arguments.file.clone().into_os_string();
        name.push(".audit.jsonl");
        name.into()
    });
    let apply = Apply {
        method,
        file: arguments.file,
        constants: constants?,
        clears: arguments.clear_empty,
        audit,
        find_by: arguments.find_by,
        repeat_unclear: arguments.repeat_unclear,
        keep_going: arguments.keep_going,
    };
    let (only_plans, is_agreed) = (arguments.plan, arguments.yes);
    wait(async {
        let client = selection.client().await?;
        let mut plan = apply.plan(&client).await?;
        let summary = plan.summary();
        if only_plans || !is_agreed {
            for line in plan.lines() {
                output::line(&line)?;
            }
        }
        eprintln!("b24: {}", planned(&summary));
        if only_plans {
            return Ok(());
        }
        if summary.open > 0 && !is_agreed && !asks()? {
            return Err(Failure::Usage("nothing was sent".to_owned()));
        }
        let bar = ProgressBar::new(summary.rows as u64);
        if !io::stderr().is_terminal() {
            bar.set_draw_target(indicatif::ProgressDrawTarget::hidden());
        }
        let mut progress = |rows| bar.set_position(rows as u64);
        let done = apply.carry_out(&client, &mut plan, &mut progress).await;
        bar.finish_and_clear();
        let summary = done?;
        eprintln!(
            "b24: {}; see {}",
            carried_out(&summary),
            apply.audit.display()
        );
        result(&summary)
    })
}

/// Asks whether to begin.
fn asks() -> Result<bool, Failure> {
    if !io::stdin().is_terminal() {
        return Err(Failure::Usage(
            "nothing was sent: `--yes` applies a plan without asking".to_owned(),
        ));
    }
    eprint!("Apply this plan? [y/N] ");
    io::stderr().flush()?;
    let mut answer = String::new();
    io::stdin().read_line(&mut answer)?;
    Ok(matches!(answer.trim(), "y" | "Y" | "yes"))
}

fn planned(summary: &Summary) -> String {
    counts(&[
        (summary.rows, "rows"),
        (summary.open, "to send"),
        (summary.unchanged, "unchanged"),
        (summary.before, "done before"),
        (summary.missing, "without their object"),
        (summary.unclear, "unclear"),
    ])
}

fn carried_out(summary: &Summary) -> String {
    counts(&[
        (summary.rows, "rows"),
        (summary.done, "done"),
        (summary.unchanged, "unchanged"),
        (summary.before, "done before"),
        (summary.missing, "without their object"),
        (summary.failed, "failed"),
        (summary.unclear, "unclear"),
        (summary.open, "not sent"),
    ])
}

/// The first number, and the others that are not zero.
fn counts(counts: &[(usize, &str)]) -> String {
    let shown = counts.iter().enumerate();
    let shown = shown.filter(|(index, (count, _))| *index == 0 || *count > 0);
    let words: Vec<String> = shown
        .map(|(_, (count, word))| format!("{count} {word}"))
        .collect();
    words.join(", ")
}

/// A failure unless every row is as the file says.
fn result(summary: &Summary) -> Result<(), Failure> {
    if summary.unclear > 0 {
        return Err(Failure::Unreached(format!(
            "whether {} rows were carried out is unclear; they are not sent again without `--repeat-unclear`",
            summary.unclear
        )));
    }
    if summary.failed > 0 || summary.missing > 0 {
        return Err(Failure::Refused(format!(
            "{} rows were not carried out",
            summary.failed + summary.missing + summary.open
        )));
    }
    if summary.open > 0 {
        return Err(Failure::Unreached(format!(
            "{} rows were not sent; the same command continues",
            summary.open
        )));
    }
    Ok(())
}
