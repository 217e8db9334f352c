//! The `bitrix24-codegen` command.

mod command;

use std::process::ExitCode;

fn main() -> ExitCode {
    command::run()
}
