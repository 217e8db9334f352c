//! What a user can say. Each subcommand has a file of its own.

mod apply;
mod call;
mod complete;
mod custom;
mod describe;
mod doctor;
mod export;
mod login;
mod portal;
mod profile;
mod search;
mod types;

use std::ffi::OsString;

use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory as _, Parser, Subcommand};

use crate::failure::Failure;
use crate::profile::Selection;

/// What follows the list of subcommands.
const HELP: &str = "\
Calls: b24 METHOD [PARAMETERS] [OPTIONS]
  b24 crm.deal.get --id 1
  b24 crm.deal.list --filter '>=OPPORTUNITY=1000' --select ID,TITLE --order ID=desc --all
  b24 crm.deal.add --fields.TITLE Roof --fields.OPPORTUNITY 49.90
  b24 crm.deal.update --json @deal.json --dry-run

  --json JSON        parameters as JSON, from @FILE or from the standard input (@-)
  --format FORMAT    table, jsonl, json or csv
  --all              all pages of a list; with --limit N, --cursor FIELD, --batches, --resume FILE
  --dry-run          prints the request and sends nothing
  --v3               the method of REST 3.0
  --unchecked        sends what does not fit the description
  METHOD --help      what the method takes and returns

Exit codes: 1 this machine, 2 wrong arguments, 3 profile, 4 not permitted, 5 error of the method,
6 no answer, 7 unreadable answer, 8 limit of the portal, 9 changes that a check found";

/// The Bitrix24 REST API from a terminal.
#[derive(Debug, Parser)]
#[command(name = "b24", version, about, after_help = HELP)]
struct Arguments {
    #[command(flatten)]
    selection: Selection,
    #[command(subcommand)]
    command: Command,
}

/// The subcommands. Any other word is the name of a method.
#[derive(Debug, Subcommand)]
enum Command {
    /// Shows what a method takes, returns and answers when it fails.
    Describe(describe::Describe),
    /// Prints the address of a method's page, and opens it where there is a desktop.
    Open(describe::Named),
    /// Prints the documented requests of a method as commands, and its answers.
    Examples(describe::Named),
    /// Finds methods by words, English or Russian.
    Search(search::Search),
    /// Says what the profile may do: clock, user, scopes, limits, and whether methods are allowed.
    Doctor(doctor::Doctor),
    /// Adds a profile for an application, whose user confirms it in a browser.
    Login(login::Login),
    /// Starts a portal on this machine, for tests of programs in any language.
    Portal(portal::Serve),
    /// Adds, lists and removes profiles: the portals that can be called.
    #[command(subcommand)]
    Profile(profile::Action),
    /// Prints the script that completes names, parameters and values in a shell.
    Completions {
        /// The shell.
        shell: complete::Shell,
    },
    /// Prints the completions of a line, for these scripts.
    #[command(hide = true)]
    Complete {
        /// The words of the line, the last of which is completed.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        words: Vec<OsString>,
    },
    /// Calls a method that has the name of a subcommand, such as `profile`.
    #[command(disable_help_flag = true)]
    Call {
        /// Name of the method, options and parameters.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        words: Vec<OsString>,
    },
    /// Calls a method for each row of a file, after it has shown what would change.
    Apply(apply::Arguments),
    /// Exports a list into a file or a database.
    Export(export::Arguments),
    /// Writes structs and enumerations for the fields of the portal.
    Types(types::Arguments),
    /// Calls a method: its name, and its parameters as options.
    #[command(external_subcommand)]
    Method(Vec<OsString>),
}

/// Runs the command with its arguments.
pub(crate) fn run(arguments: impl IntoIterator<Item = OsString>) -> Result<(), Failure> {
    let Arguments { selection, command } = parse(arguments)?;
    match command {
        Command::Describe(asked) => describe::run(&asked),
        Command::Open(asked) => describe::open(&asked),
        Command::Examples(asked) => describe::examples(&asked),
        Command::Search(asked) => search::run(&asked),
        Command::Portal(asked) => portal::run(&asked),
        Command::Profile(action) => profile::run(&selection, action),
        Command::Doctor(asked) => doctor::run(&selection, &asked),
        Command::Login(asked) => login::run(&selection, &asked),
        Command::Completions { shell } => complete::script(shell),
        Command::Complete { words } => complete::run(&selection, words),
        Command::Call { words } | Command::Method(words) => call::run(&selection, words),
        Command::Apply(arguments) => apply::run(&selection, arguments),
        Command::Export(arguments) => export::run(&selection, arguments),
        Command::Types(arguments) => types::run(&selection, &arguments),
    }
}

/// Reads the arguments. Where secrets are asked for, a word too many may be one of them: it is not
/// repeated.
fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Arguments, clap::Error> {
    const WITH_SECRETS: [&str; 3] = ["login", "portal", "profile"];
    let words: Vec<OsString> = arguments.into_iter().collect();
    Arguments::try_parse_from(&words).map_err(|mut error| {
        let is_asked = |word: &OsString| WITH_SECRETS.iter().any(|name| word == name);
        let is_word = |argument: &ContextValue| {
            matches!(argument, ContextValue::String(text) if !text.starts_with('-'))
        };
        if words.iter().any(is_asked) && error.get(ContextKind::InvalidArg).is_some_and(is_word) {
            let hidden = ContextValue::String("***".to_owned());
            error.insert(ContextKind::InvalidArg, hidden);
        }
        error
    })
}

/// The names of the subcommands.
fn names() -> Vec<String> {
    let command = Arguments::command();
    let subcommands = command.get_subcommands();
    subcommands.map(|it| it.get_name().to_owned()).collect()
}

/// Runs a future to its end on this thread.
fn wait<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?
        .block_on(work)
}
