//! The command `b24`; all of it is in the library beside it.

use std::process::ExitCode;

fn main() -> ExitCode {
    bitrix24_cli::run(std::env::args_os())
}
