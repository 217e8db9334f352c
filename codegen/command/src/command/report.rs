//! Prints problems.

use std::collections::BTreeSet;
use std::io::IsTerminal;

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::render::{self, Colour};
use bitrix24_codegen::source::Sources;

/// Prints problems and their number. Returns whether none is an error.
pub(super) fn print(problems: &mut Problems, sources: &Sources) -> bool {
    if problems.is_empty() {
        return true;
    }
    problems.sort(sources);
    let files: BTreeSet<_> = problems.iter().map(|problem| problem.span.file).collect();
    eprintln!(
        "{}\n",
        render::report(problems, sources, colour(&std::io::stderr()))
    );
    eprintln!(
        "{} in {}",
        count(problems.len(), "problem"),
        count(files.len(), "file")
    );
    !problems.has_errors()
}

/// `1 file`, `2 files`.
pub(super) fn count(number: usize, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

/// Colours if the stream is a terminal.
pub(super) fn colour(stream: &impl IsTerminal) -> Colour {
    // https://no-color.org: any value except the empty one.
    let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    if unwanted || !stream.is_terminal() {
        Colour::None
    } else {
        Colour::Ansi
    }
}
