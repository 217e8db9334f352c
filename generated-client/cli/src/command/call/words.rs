//! The words after the name of a method: options of the command, and parameters of the method.
//!
//! They are not clap's, because the names of parameters come from data.

use std::io::{self, Read as _};
use std::path::PathBuf;

use clap::ValueEnum as _;

use crate::failure::Failure;
use crate::output::Format;
use crate::profile::Selection;
use crate::request::{Given, closest};

/// Options of a call. A parameter with the name of an option is given as `NAME=value`.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a flag of the command line"
)]
pub(crate) struct Options {
    /// Reads all pages of a list.
    pub(crate) all: bool,
    /// Reads many pages with one request.
    pub(crate) batches: bool,
    /// How the result is printed.
    pub(crate) format: Option<Format>,
    /// Prints the request, and sends nothing.
    pub(crate) dry_run: bool,
    /// Calls the method of REST 3.0.
    pub(crate) v3: bool,
    /// Sends parameters that do not fit the description.
    pub(crate) unchecked: bool,
    /// Prints the help of the method.
    pub(crate) help: bool,
    /// File with the position of a list, where it continues.
    pub(crate) resume: Option<PathBuf>,
    /// Most rows of a list.
    pub(crate) limit: Option<usize>,
    /// Field by which a list without a described cursor is read.
    pub(crate) cursor: Option<String>,
}

/// The names of options that take no value.
pub(crate) const FLAGS: [&str; 6] = [
    "--all",
    "--batches",
    "--dry-run",
    "--v3",
    "--unchecked",
    "--help",
];

/// The names of options that take a value.
pub(crate) const VALUES: [&str; 7] = [
    "--json",
    "--format",
    "--resume",
    "--limit",
    "--cursor",
    "--profile",
    "--profiles",
];

/// Reads the words after the name of a method. `is_parameter` knows the names of the method's
/// parameters; without a description every name may be one.
pub(crate) fn read(
    words: Vec<String>,
    selection: &mut Selection,
    is_parameter: &dyn Fn(&str) -> bool,
) -> Result<(Options, Given), Failure> {
    let mut options = Options::default();
    let mut given = Given::default();
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        let Some(name) = word.strip_prefix("--").filter(|name| !name.is_empty()) else {
            if word == "-h" {
                options.help = true;
                continue;
            }
            // A path and a value in one word.
            match word.split_once('=') {
                Some((path, value)) if !path.is_empty() && !word.starts_with('-') => {
                    given.add(path, value.to_owned());
                    continue;
                }
                _ => {
                    return Err(Failure::Usage(format!(
                        "expected a parameter such as `--id 1` or `id=1`, found `{word}`"
                    )));
                }
            }
        };
        // An operator of a filter may follow a dot, and has `=` in it: `--filter.>=ID 5`.
        let (name, inline) = match name.split_once('=') {
            Some((name, value))
                if !name.contains('.') || !name.ends_with(['.', '>', '<', '!', '%']) =>
            {
                (name.to_owned(), Some(value.to_owned()))
            }
            _ => (name.to_owned(), None),
        };
        let option = format!("--{name}");
        if FLAGS.contains(&option.as_str()) && inline.is_none() {
            options.set(&name);
            continue;
        }
        let is_option = VALUES.contains(&option.as_str());
        let value = match inline.map_or_else(|| words.next(), Some) {
            Some(value) => value,
            None if is_option || is_parameter(&name) => {
                return Err(Failure::Usage(format!("`{option}` has no value")));
            }
            None => return Err(unknown_flag(&option)),
        };
        if is_option {
            options.take(&name, value, &mut given, selection)?;
        } else {
            given.add(&name, value);
        }
    }
    Ok((options, given))
}

fn unknown_flag(option: &str) -> Failure {
    let known = FLAGS.iter().chain(&VALUES).copied();
    let hint = match closest(option, known) {
        Some(similar) => format!("; did you mean `{similar}`?"),
        None => String::new(),
    };
    Failure::Usage(format!("`{option}` has no value{hint}"))
}

impl Options {
    fn set(&mut self, flag: &str) {
        match flag {
            "all" => self.all = true,
            "batches" => self.batches = true,
            "dry-run" => self.dry_run = true,
            "v3" => self.v3 = true,
            "unchecked" => self.unchecked = true,
            _ => self.help = true,
        }
    }

    fn take(
        &mut self,
        name: &str,
        value: String,
        given: &mut Given,
        selection: &mut Selection,
    ) -> Result<(), Failure> {
        match name {
            "json" => given.json = Some(json(&value)?),
            "format" => {
                let format = Format::from_str(&value, true).map_err(|_| {
                    Failure::Usage(format!(
                        "no format `{value}`; there are table, jsonl, json and csv"
                    ))
                })?;
                self.format = Some(format);
            }
            "resume" => self.resume = Some(value.into()),
            "limit" => {
                let limit = value.parse().map_err(|_| {
                    Failure::Usage(format!(
                        "--limit: expected a number of rows, found `{value}`"
                    ))
                })?;
                self.limit = Some(limit);
            }
            "cursor" => self.cursor = Some(value),
            "profile" => selection.profile = Some(value),
            _ => selection.profiles = Some(value.into()),
        }
        Ok(())
    }
}

/// JSON from the word itself, from a file (`@file`) or from the standard input (`@-`).
fn json(word: &str) -> Result<bitrix24::Value, Failure> {
    let text = match word.strip_prefix('@') {
        None => word.to_owned(),
        Some("-") => {
            let mut text = String::new();
            io::stdin().read_to_string(&mut text)?;
            text
        }
        Some(path) => {
            let path = PathBuf::from(path);
            std::fs::read_to_string(&path).map_err(|error| Failure::file(&path, &error))?
        }
    };
    let text = text.trim_start_matches('\u{feff}');
    let value: bitrix24::Value =
        serde_json::from_str(text).map_err(|error| Failure::Usage(format!("--json: {error}")))?;
    match value {
        bitrix24::Value::Map(_) | bitrix24::Value::List(_) => Ok(value),
        _ => Err(Failure::Usage("--json: expected an object".to_owned())),
    }
}
