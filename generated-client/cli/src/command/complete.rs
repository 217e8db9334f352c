//! Completion in shells: names of methods, their parameters, fields and documented values. A
//! script for the shell asks `b24 complete` for the candidates.

use std::ffi::OsString;

use bitrix24::describe::{self, Field, Kind, Method, Shape};

use super::call::{FLAGS, VALUES};
use super::custom;
use crate::catalogue;
use crate::failure::Failure;
use crate::output;
use crate::profile::{Profiles, Selection};

/// A shell.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
pub(super) enum Shell {
    /// GNU Bash.
    Bash,
    /// Z shell.
    Zsh,
    /// fish.
    Fish,
}

const BASH: &str = r#"_b24() {
    local IFS=$'\n'
    COMPREPLY=($(b24 complete -- "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null))
    # A value follows.
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace
    return 0
}
complete -o nosort -F _b24 b24
"#;

const ZSH: &str = r#"#compdef b24
_b24() {
    local -a found
    found=("${(@f)$(b24 complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
    compadd -- ${found:#*=}
    # A value follows.
    compadd -S '' -- ${(M)found:#*=}
}
compdef _b24 b24
"#;

const FISH: &str = "complete -c b24 -f -a '(b24 complete -- (commandline -opc)[2..] (commandline -ct) 2>/dev/null)'\n";

/// Prints the script of a shell.
pub(super) fn script(shell: Shell) -> Result<(), Failure> {
    let text = match shell {
        Shell::Bash => BASH,
        Shell::Zsh => ZSH,
        Shell::Fish => FISH,
    };
    output::line(text.trim_end())
}

/// Prints the candidates for the last word.
pub(super) fn run(selection: &Selection, words: Vec<OsString>) -> Result<(), Failure> {
    let words = words.into_iter().filter_map(|word| word.into_string().ok());
    let words: Vec<String> = words.map(unquoted).collect();
    let mut found = candidates(selection, &words);
    let begun = words.last().map_or("", String::as_str);
    found.retain(|candidate| candidate.starts_with(begun));
    found.dedup();
    found
        .iter()
        .try_for_each(|candidate| output::line(candidate))
}

/// A word without the quotes of the shell. That of the last word may not be closed yet.
fn unquoted(word: String) -> String {
    let Some(quote) = word
        .chars()
        .next()
        .filter(|letter| ['\'', '"'].contains(letter))
    else {
        return word;
    };
    let rest = word.get(1..).unwrap_or_default();
    rest.strip_suffix(quote).unwrap_or(rest).to_owned()
}

fn candidates(selection: &Selection, words: &[String]) -> Vec<String> {
    let Some((begun, before)) = words.split_last() else {
        return Vec::new();
    };
    let mut before = before.iter().map(String::as_str);
    let methods = || describe::names().map(|(name, _)| name.to_owned());
    let first = match before.next() {
        None => return super::names().into_iter().chain(methods()).collect(),
        Some("call") => match before.next() {
            None => return methods().collect(),
            Some(method) => method,
        },
        Some("describe" | "open" | "examples") => return methods().collect(),
        Some(other) => other,
    };
    let before: Vec<&str> = before.collect();
    let v3 = before.contains(&"--v3");
    let Some(method) = catalogue::find(first, v3) else {
        return Vec::new();
    };
    let previous = before.last().copied().unwrap_or_default();
    match previous {
        "--format" => ["table", "jsonl", "json", "csv"].map(str::to_owned).into(),
        "--profile" => profiles(selection),
        _ if FLAGS.contains(&previous) || begun.starts_with('-') => {
            options(selection, method, begun)
        }
        _ if VALUES.contains(&previous) => Vec::new(),
        _ => match previous.strip_prefix("--") {
            Some(path) => values(selection, method, path, begun),
            None => options(selection, method, begun),
        },
    }
}

fn profiles(selection: &Selection) -> Vec<String> {
    let profiles = selection.path().and_then(|path| Profiles::read(&path));
    profiles.map_or_else(
        |_| Vec::new(),
        |profiles| profiles.profiles.into_keys().collect(),
    )
}

/// Options and parameters; after a dot, the fields of an object.
fn options(selection: &Selection, method: &'static Method, begun: &str) -> Vec<String> {
    if let Some((path, _)) = begun.rsplit_once('.') {
        let kind = path.strip_prefix("--").and_then(|path| at(method, path));
        let names = kind.map(|kind| fields(selection, method, kind));
        let names = names.unwrap_or_default().into_iter();
        return names.map(|name| format!("{path}.{name}")).collect();
    }
    let parameters = method
        .params
        .iter()
        .map(|param| format!("--{}", param.name));
    let options = FLAGS
        .iter()
        .chain(&VALUES)
        .map(|option| (*option).to_owned());
    parameters.chain(options).collect()
}

/// The kind of the value at a path.
fn at(method: &'static Method, path: &str) -> Option<&'static Kind> {
    let mut names = path.split('.');
    let mut kind = &method.param(names.next()?)?.kind;
    for name in names {
        kind = match kind {
            Kind::List(item) if name.parse::<usize>().is_ok() => item,
            other => {
                let object = other.object()?;
                &object
                    .fields
                    .iter()
                    .find(|field| field.is_named(name))?
                    .kind
            }
        };
    }
    Some(kind)
}

/// The fields that a value has or is about.
fn fields(selection: &Selection, method: &'static Method, kind: &Kind) -> Vec<String> {
    let of = match kind {
        Kind::Order(of) | Kind::Select(of) => Kind::Named(of.clone()),
        Kind::Named(name) => match describe::named(name).map(|ty| &ty.shape) {
            Some(Shape::Filter(filter)) => Kind::Named(filter.of.clone()),
            _ => kind.clone(),
        },
        other => other.clone(),
    };
    let Some(object) = of.object() else {
        return Vec::new();
    };
    let name = |field: &Field| field.name.clone();
    let mut names: Vec<String> = object.fields.iter().map(name).collect();
    if !object.patterns.is_empty() {
        names.extend(custom::fields(selection, method));
    }
    names
}

/// Documented values, or what words of an object begin with.
fn values(selection: &Selection, method: &'static Method, path: &str, begun: &str) -> Vec<String> {
    let Some(kind) = at(method, path) else {
        return Vec::new();
    };
    let owned = |values: &[&str]| values.iter().map(|value| (*value).to_owned()).collect();
    match kind.item() {
        Kind::Flag => owned(&["Y", "N"]),
        Kind::Boolean => owned(&["true", "false"]),
        kind @ (Kind::Order(_) | Kind::Select(_)) => {
            // Names that stand already in the list stay.
            let done = begun.rfind(',').map_or(0, |comma| comma + 1);
            let done = begun.get(..done).unwrap_or_default();
            let names = fields(selection, method, kind).into_iter();
            let end = if matches!(kind, Kind::Order(_)) {
                "="
            } else {
                ""
            };
            names.map(|name| format!("{done}{name}{end}")).collect()
        }
        kind @ Kind::Named(name) => match describe::named(name).map(|ty| &ty.shape) {
            Some(Shape::Enumeration(values)) => {
                values.values.iter().map(|row| row.wire.clone()).collect()
            }
            Some(Shape::Filter(_)) => {
                let operator = begun.len()
                    - begun
                        .trim_start_matches(['=', '!', '>', '<', '%', '@'])
                        .len();
                let operator = begun.get(..operator).unwrap_or_default();
                let names = fields(selection, method, kind).into_iter();
                names.map(|name| format!("{operator}{name}=")).collect()
            }
            _ => {
                let names = fields(selection, method, kind).into_iter();
                names.map(|name| format!("{name}=")).collect()
            }
        },
        _ => Vec::new(),
    }
}
