//! `package`: writes the workspace that is published.
//!
//! It has the packages that users depend on, without the rest of this repository. The client has no
//! build script there: its API is in `src/api/`, each item under the `cfg` of its scopes.

mod folder;
mod manifest;
mod readme;

use std::fs;
use std::path::{Path, PathBuf};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{describe, emit, load, resolve, snippet};
use clap::Args;

use self::folder::Folder;
use super::{Failure, report};

/// The package whose API is emitted.
const CLIENT: &str = "generated-client";

/// Files at the root of the repository that every package has.
const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// What the client's `src/emitted.rs` is in the published package.
const EMITTED: &str = r#"//! Where the emitted code is: in the folder `api`.

/// Includes emitted items.
macro_rules! include_emitted {
    ($path:literal) => {
        include!(concat!("api", $path));
    };
}

/// The description of the API: an array of JSON texts.
#[cfg(feature = "describe")]
macro_rules! emitted_description {
    () => {
        include!("api/describe.rs")
    };
}
"#;

#[derive(Debug, Args)]
pub(super) struct Package {
    /// Folder to write to, empty or from an earlier run.
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Folder of the workspace.
    #[arg(long, value_name = "DIR", default_value = ".")]
    workspace: PathBuf,
    /// Public address of the repository, for the manifests and the links of READMEs. Without it,
    /// links to files of the repository are written as text.
    #[arg(long, value_name = "URL")]
    repository: Option<String>,
}

/// Writes the published workspace. Files that do not change are not written, so that a build there
/// repeats only what is necessary.
pub(super) fn run(root: &Path, asked: &Package) -> Result<bool, Failure> {
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let mut loaded = load::folder(root, &mut sources, &mut problems);
    loaded.examples = load::examples(root, &mut sources, &mut problems);
    let mut schema = resolve::resolve(&loaded, &mut problems);
    if !report::print(&mut problems, &sources) {
        return Ok(false);
    }
    snippet::set(&mut schema, &loaded.examples);
    let workspace = &asked.workspace;
    let repository = asked.repository.as_deref();
    let members = manifest::published(workspace, CLIENT)?;
    let mut folder = Folder::default();
    let text = read(&workspace.join("Cargo.toml"))?;
    let text = manifest::of_workspace(&text, &members, repository)?;
    folder.put("Cargo.toml", text);
    for name in ["Cargo.lock", "README.md"].into_iter().chain(LICENCES) {
        folder.copy(workspace, Path::new(name))?;
    }
    for member in &members {
        let member = Path::new(member);
        folder.copy_package(workspace, member)?;
        for licence in LICENCES {
            folder.put(member.join(licence), read(&workspace.join(licence))?);
        }
        let path = member.join("Cargo.toml");
        let text = read(&workspace.join(&path))?;
        let text = manifest::of_package(&text, member == Path::new(CLIENT), repository)
            .map_err(|problem| format!("{}: {problem}", path.display()))?;
        folder.put(path, text);
    }
    let client = Path::new(CLIENT);
    folder.remove(&client.join("build.rs"));
    folder.put(client.join("src/emitted.rs"), EMITTED.to_owned());
    let api = client.join("src/api");
    let emitted = emit::gated_files(&schema);
    let described = describe::gated_files(&schema, &loaded.examples);
    for file in emitted.into_iter().chain(described) {
        folder.put(api.join(file.path), file.text);
    }
    folder.change_readmes(|text, path| readme::with_links(text, path, repository));
    let count = folder.write(&asked.out)?;
    println!(
        "{} in {}",
        report::count(count, "file"),
        asked.out.display()
    );
    Ok(true)
}

fn read(path: &Path) -> Result<String, Failure> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()).into())
}
