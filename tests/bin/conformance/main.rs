//! Checks the client against payloads from any source: recorded answers of a portal, or a portal
//! itself.
//!
//! ```sh
//! cargo run -p bitrix24-tests --bin conformance -- DIR
//! cargo run -p bitrix24-tests --bin conformance -- DIR --send URL [--reads]
//! ```
//!
//! Every `*.yaml` below `DIR` is a file of examples in the format of `schema/examples/`. Each gets
//! a line: `ok`, or the difference with its JSON path. With `--send` the request of each example is
//! made by typed calls and sent to the webhook at `URL`, and the line has the server's answer,
//! decoded by type; with `--reads` only methods that change nothing are called. The last line
//! counts the files, and the exit status is 1 when one of them failed, 2 when nothing was run.

mod file;
mod send;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs, io};

use bitrix24::Client;
use bitrix24_tests::checks::Schema;

const USAGE: &str = "usage: conformance DIR [--send URL [--reads]]";

/// The arguments of the command line.
struct Arguments {
    folder: PathBuf,
    /// Address of the webhook to which examples are sent.
    send: Option<String>,
    /// Whether only methods that change nothing are called.
    reads: bool,
}

fn main() -> ExitCode {
    let arguments = match arguments(env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(problem) => return refuse(&format!("{problem}\n{USAGE}")),
    };
    let folder = &arguments.folder;
    let files = match files(folder) {
        Ok(files) if files.is_empty() => {
            return refuse(&format!("no *.yaml below {}", folder.display()));
        }
        Ok(files) => files,
        Err(error) => return refuse(&format!("cannot read {}: {error}", folder.display())),
    };
    let schema = Schema::shipped();
    let sender = match &arguments.send {
        Some(address) => match Client::webhook(address) {
            Ok(client) => Some(send::Sender::new(client, arguments.reads)),
            Err(error) => return refuse(&format!("--send: {error}")),
        },
        None => None,
    };
    let (mut passed, mut failed) = (0, 0);
    for path in files {
        let outcome = file::read(&path, &schema).and_then(|examples| match &sender {
            Some(sender) => sender.run(&schema, &examples),
            None => file::check(&schema, &examples),
        });
        let name = path.strip_prefix(folder).unwrap_or(&path).display();
        match outcome {
            Ok(told) => {
                passed += 1;
                println!("{name}: ok, {told}");
            }
            Err(problems) => {
                failed += 1;
                println!("{name}: {}", problems.join("; "));
            }
        }
    }
    println!("{passed} passed, {failed} failed");
    ExitCode::from(u8::from(failed > 0))
}

fn refuse(problem: &str) -> ExitCode {
    eprintln!("{problem}");
    ExitCode::from(2)
}

fn arguments(mut given: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let (mut folder, mut send, mut reads) = (None, None, false);
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--send" => {
                let address = given.next();
                send = Some(address.ok_or("--send needs the address of a webhook")?);
            }
            "--reads" => reads = true,
            option if option.starts_with('-') => return Err(format!("unknown option {option}")),
            _ if folder.is_some() => return Err("more than one folder is given".to_owned()),
            path => folder = Some(PathBuf::from(path)),
        }
    }
    if reads && send.is_none() {
        return Err("--reads goes with --send".to_owned());
    }
    let folder = folder.ok_or("no folder is given")?;
    Ok(Arguments {
        folder,
        send,
        reads,
    })
}

/// Every `*.yaml` below a folder, by path.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            found.append(&mut files(&path)?);
        } else if path
            .extension()
            .is_some_and(|extension| extension == "yaml")
        {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}
