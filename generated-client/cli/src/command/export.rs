//! `b24 export METHOD --to FILE`: a whole list in a file or a database.

use std::io::{self, IsTerminal as _};
use std::path::PathBuf;
use std::time::Duration;

use bitrix24::{Map, Value};
use indicatif::{ProgressBar, ProgressStyle};

use crate::catalogue;
use crate::command::wait;
use crate::export::Export;
use crate::failure::Failure;
use crate::profile::Selection;
use crate::request::{self, Given};

/// What to export.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Method of the list, such as crm.deal.list.
    method: String,
    /// File: its ending is .sqlite, .csv, .jsonl or .parquet.
    #[arg(long, value_name = "FILE")]
    to: PathBuf,
    /// Other parameters of the list, such as entityTypeId=2.
    #[arg(value_name = "NAME=VALUE")]
    parameters: Vec<String>,
    /// Condition that rows fulfil, such as '>=OPPORTUNITY=1000'.
    #[arg(long, value_name = "CONDITION")]
    filter: Vec<String>,
    /// Fields to export, instead of all; separated by commas.
    #[arg(long, value_name = "FIELDS")]
    select: Vec<String>,
    /// Reads only rows that changed since the last complete export, and replaces the old ones.
    #[arg(long)]
    since_last: bool,
    /// Field with the time of a row's last change, where it is not known.
    #[arg(long, value_name = "FIELD")]
    changed_by: Option<String>,
    /// Field by which the list is read: rows are sorted by it, and no two have the same.
    #[arg(long, value_name = "FIELD")]
    cursor: Option<String>,
    /// Begins anew instead of continuing an interrupted export.
    #[arg(long)]
    restart: bool,
    /// Columns that are exported as text, whatever their type; separated by commas.
    #[arg(long, value_name = "FIELDS", value_delimiter = ',')]
    text: Vec<String>,
    /// Name of the table in a database; the name of the method by default.
    #[arg(long, value_name = "NAME")]
    table: Option<String>,
    /// Calls the method of REST 3.0.
    #[arg(long)]
    v3: bool,
}

/// Exports a list.
pub(super) fn run(selection: &Selection, arguments: Arguments) -> Result<(), Failure> {
    let method = catalogue::known(&arguments.method, arguments.v3)?;
    let mut given = Given::default();
    for word in &arguments.parameters {
        let (name, value) = word.split_once('=').ok_or_else(|| {
            Failure::Usage(format!(
                "expected a parameter such as `entityTypeId=2`, found `{word}`"
            ))
        })?;
        given.add(name, value.to_owned());
    }
    for condition in arguments.filter {
        given.add("filter", condition);
    }
    for fields in arguments.select {
        given.add("select", fields);
    }
    let params = match request::described(method, given)? {
        Value::Map(params) => params,
        _ => Map::new(),
    };
    let export = Export {
        method,
        params,
        to: arguments.to,
        table: arguments.table,
        cursor: arguments.cursor,
        since_last: arguments.since_last,
        changed_by: arguments.changed_by,
        restart: arguments.restart,
        text: arguments.text,
    };
    let bar = progress()?;
    let done = wait(async {
        let client = selection.client().await?;
        export
            .run(&client, &mut |rows| bar.set_position(rows))
            .await
    });
    bar.finish_and_clear();
    let done = done?;
    eprintln!(
        "b24: read {} rows; {} has {}",
        done.read,
        export.to.display(),
        done.rows
    );
    Ok(())
}

/// The number of rows so far, where a person sees it.
fn progress() -> Result<ProgressBar, Failure> {
    if !io::stderr().is_terminal() {
        return Ok(ProgressBar::hidden());
    }
    let style = ProgressStyle::with_template("{spinner} {pos} rows, {per_sec}")
        .map_err(|error| Failure::Local(error.to_string()))?;
    let bar = ProgressBar::new_spinner().with_style(style);
    bar.enable_steady_tick(Duration::from_millis(200));
    Ok(bar)
}
