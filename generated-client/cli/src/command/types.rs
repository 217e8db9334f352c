//! `b24 types`: structs and enumerations for the fields of a portal.

use std::fs;
use std::path::{Path, PathBuf};

use crate::command::wait;
use crate::failure::Failure;
use crate::output;
use crate::profile::Selection;
use crate::types;

/// What to write.
#[derive(Debug, clap::Args)]
pub(super) struct Arguments {
    /// Kinds of items, such as deal, contact or the number of a smart process; all by default.
    kinds: Vec<String>,
    /// File of Rust to write; the standard output by default.
    #[arg(long, value_name = "FILE")]
    rust: Option<PathBuf>,
    /// File of YAML to write, for `bitrix24::schema!`. Its name without `.yaml` is the namespace.
    #[arg(long, value_name = "FILE")]
    yaml: Option<PathBuf>,
    /// File that keeps names, and what the portal had.
    #[arg(long, value_name = "FILE", default_value = "b24-types.lock")]
    lock: PathBuf,
    /// Writes nothing, and fails when the portal changed since the lock file was written.
    #[arg(long)]
    check: bool,
}

/// Writes the types, or says what changed.
pub(super) fn run(selection: &Selection, arguments: &Arguments) -> Result<(), Failure> {
    let lock = &arguments.lock;
    let earlier = types::read_lock(lock)?;
    if arguments.check && earlier.is_none() {
        return Err(Failure::Usage(format!(
            "there is no {}: `b24 types` writes it",
            lock.display()
        )));
    }
    let namespace = arguments.yaml.as_deref().map(namespace).transpose()?;
    let model = wait(async {
        let client = selection.client().await?;
        types::read(&client, &arguments.kinds, earlier.as_ref()).await
    })?;
    let changes = earlier.map_or_else(Vec::new, |earlier| types::changes(&earlier, &model));
    if arguments.check {
        for change in &changes {
            output::line(change)?;
        }
        return match changes.len() {
            0 => Ok(()),
            count => Err(Failure::Changed(format!(
                "the portal changed in {count} places since {} was written",
                lock.display()
            ))),
        };
    }
    for change in &changes {
        eprintln!("b24: {change}");
    }
    let rust = types::to_rust(&model);
    match (&arguments.rust, &arguments.yaml) {
        (Some(path), _) => write(path, &rust)?,
        (None, None) => output::line(rust.trim_end())?,
        (None, Some(_)) => {}
    }
    if let (Some(path), Some(namespace)) = (&arguments.yaml, namespace) {
        write(path, &types::to_yaml(&model, &namespace))?;
    }
    write(lock, &types::write_lock(&model)?)
}

/// The namespace of a file of the schema.
fn namespace(path: &Path) -> Result<String, Failure> {
    let name = path.file_stem().and_then(|name| name.to_str());
    let is_letter = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    match name {
        Some(name) if !name.is_empty() && name.chars().all(is_letter) => Ok(name.to_owned()),
        _ => Err(Failure::Usage(format!(
            "`{}` is no file of the schema: its name is a namespace of small letters, such as portal.yaml",
            path.display()
        ))),
    }
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    fs::write(path, text).map_err(|error| Failure::file(path, &error))
}
