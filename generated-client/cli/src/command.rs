//! What a user can say. Each subcommand has a file of its own.

mod call;
mod profile;

use std::ffi::OsString;

use clap::{Parser, Subcommand};

use crate::failure::Failure;
use crate::profile::Selection;

/// The Bitrix24 REST API from a terminal.
#[derive(Debug, Parser)]
#[command(name = "b24", version, about)]
struct Arguments {
    #[command(flatten)]
    selection: Selection,
    #[command(subcommand)]
    command: Command,
}

/// The subcommands. Any other word is the name of a method.
#[derive(Debug, Subcommand)]
enum Command {
    /// Adds, lists and removes profiles: the portals that can be called.
    #[command(subcommand)]
    Profile(profile::Action),
    /// Calls a method: its name, and its parameters as options.
    #[command(external_subcommand)]
    Call(Vec<OsString>),
}

/// Runs the command with its arguments.
pub(crate) fn run(arguments: impl IntoIterator<Item = OsString>) -> Result<(), Failure> {
    let Arguments { selection, command } = Arguments::try_parse_from(arguments)?;
    match command {
        Command::Profile(action) => profile::run(&selection, action),
        Command::Call(words) => call::run(&selection, words),
    }
}

/// Runs a future to its end on this thread.
pub(crate) fn wait<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(work)
}
