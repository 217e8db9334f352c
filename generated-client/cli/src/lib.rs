//! The command `b24`: the Bitrix24 REST API from a terminal. This library is the command's own and
//! may change with any version.
//!
//! There is no code per method: names, parameters, types, sentences and examples come from
//! [`bitrix24::describe`]. The order of the modules, from the top:
//!
//! | module | what |
//! | --- | --- |
//! | `command` | what a user can say, one subcommand per file |
//! | `apply` | calls for the rows of a file, with a plan and an audit file |
//! | `export` | whole lists in files and databases |
//! | `types` | structs and enumerations for the fields of a portal |
//! | `portal_fields` | fields as a portal describes them |
//! | `request` | parameters: from words and JSON to what is sent, checked by the description |
//! | `pages` | how the pages of a described list are read |
//! | `catalogue` | methods by their names |
//! | `search` | methods by words |
//! | `plan` | plans of a portal, by their names |
//! | `profile` | the portal that is called, and a client for it |
//! | `output` | data on the standard output, in several formats |
//! | `failure` | errors: their messages and exit codes |

mod apply;
mod catalogue;
mod command;
mod export;
mod failure;
mod output;
mod pages;
mod plan;
mod portal_fields;
mod profile;
mod request;
mod search;
mod types;

use std::ffi::OsString;
use std::process::ExitCode;

/// Runs the command with its arguments, the first of which is its own name.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    match command::run(arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => failure.report(),
    }
}
