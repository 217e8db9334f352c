//! The `bitrix24-codegen` command.

mod command;

use std::process::ExitCode;

/// Pages and files become millions of small texts and trees, which this allocator makes and frees
/// faster than that of the system.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    command::run()
}
