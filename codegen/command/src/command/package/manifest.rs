//! The manifests of the published workspace.

use std::path::Path;

use toml_edit::{Array, DocumentMut, Item, Table, value};

use super::super::Failure;
use super::read;

/// The first line of the manifest, by which the folder is known as one that may be written to.
pub(super) const MARK: &str = "# Written by `cargo codegen package`. Changes are lost.\n";

/// The published members of a workspace: the client, and those that may be published.
pub(super) fn published(workspace: &Path, client: &str) -> Result<Vec<String>, Failure> {
    let manifest: DocumentMut = read(&workspace.join("Cargo.toml"))?.parse()?;
    let members = manifest
        .get("workspace")
        .and_then(|workspace| workspace.get("members"))
        .and_then(Item::as_array)
        .ok_or("the manifest has no list `workspace.members`")?;
    let mut published = Vec::new();
    for member in members.iter().filter_map(toml_edit::Value::as_str) {
        let manifest: DocumentMut = read(&workspace.join(member).join("Cargo.toml"))?.parse()?;
        let publish = manifest
            .get("package")
            .and_then(|package| package.get("publish"));
        if member == client || publish.and_then(Item::as_bool) != Some(false) {
            published.push(member.to_owned());
        }
    }
    Ok(published)
}

/// The manifest of the workspace with these members.
pub(super) fn of_workspace(
    text: &str,
    members: &[String],
    repository: Option<&str>,
) -> Result<String, Failure> {
    let mut manifest: DocumentMut = text.parse()?;
    let workspace = manifest
        .get_mut("workspace")
        .and_then(Item::as_table_mut)
        .ok_or("the manifest has no table `workspace`")?;
    workspace["members"] = value(members.iter().collect::<Array>());
    workspace.remove("exclude");
    if let Some(repository) = repository {
        for key in ["repository", "homepage"] {
            workspace["package"][key] = value(repository);
        }
    }
    if let Some(dependencies) = workspace
        .get_mut("dependencies")
        .and_then(Item::as_table_mut)
    {
        dependencies.retain(|_, dependency| match dependency.get("path") {
            Some(path) => members
                .iter()
                .any(|member| Some(&**member) == path.as_str()),
            None => true,
        });
    }
    // The profile of the command, which is not published.
    if let Some(profiles) = manifest.get_mut("profile").and_then(Item::as_table_mut) {
        profiles.remove("tool");
    }
    Ok(format!("{MARK}{manifest}"))
}

/// The manifest of a package; the client's is without its build script.
pub(super) fn of_package(
    text: &str,
    is_client: bool,
    repository: Option<&str>,
) -> Result<String, Failure> {
    let mut manifest: DocumentMut = text.parse()?;
    let package = table(&mut manifest, "package")?;
    if repository.is_some() {
        for key in ["repository", "homepage"] {
            package[key]["workspace"] = value(true);
            if let Some(inherited) = package[key].as_inline_table_mut() {
                inherited.set_dotted(true);
            }
        }
    }
    if is_client {
        for key in ["build", "publish"] {
            package.remove(key);
        }
        manifest.remove("build-dependencies");
        // The API is described already, and only `schema!` has the generator describe anything.
        let mut of_macros = Array::new();
        of_macros.push("bitrix24-macros?/describe");
        table(&mut manifest, "features")?["describe"] = value(of_macros);
    }
    Ok(manifest.to_string())
}

fn table<'m>(manifest: &'m mut DocumentMut, name: &str) -> Result<&'m mut Table, Failure> {
    manifest
        .get_mut(name)
        .and_then(Item::as_table_mut)
        .ok_or_else(|| format!("the manifest has no table `{name}`").into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_has_no_build_script() {
        let text = "[package]\nname = \"bitrix24\"\nversion.workspace = true\nbuild = \"build.rs\"\npublish = false\n\n[features]\ncrm = []\n# Descriptions.\ndescribe = [\"bitrix24-codegen/describe\"]\n\n[build-dependencies]\nbitrix24-codegen.workspace = true\n\n[lints]\nworkspace = true\n";
        let changed = of_package(text, true, Some("https://example.com/client")).unwrap();
        assert_eq!(
            changed,
            "[package]\nname = \"bitrix24\"\nversion.workspace = true\nrepository.workspace = true\nhomepage.workspace = true\n\n[features]\ncrm = []\n# Descriptions.\ndescribe = [\"bitrix24-macros?/describe\"]\n\n[lints]\nworkspace = true\n"
        );
        assert_eq!(of_package(text, false, None).unwrap(), text);
    }

    #[test]
    fn the_workspace_has_only_what_is_published() {
        let text = "[workspace]\nmembers = [\"schema\", \"tests\"]\nexclude = [\"target\"]\n\n[workspace.package]\nversion = \"0.1.0\"\n\n[workspace.dependencies]\nbitrix24-schema = { path = \"schema\" }\nbitrix24-tests = { path = \"tests\" }\nserde = \"1\"\n\n[profile.dev]\ndebug = false\n\n[profile.tool]\ninherits = \"dev\"\n";
        let members = ["schema".to_owned()];
        let changed = of_workspace(text, &members, Some("https://example.com/client")).unwrap();
        assert_eq!(
            changed,
            format!(
                "{MARK}[workspace]\nmembers = [\"schema\"]\n\n[workspace.package]\nversion = \"0.1.0\"\nrepository = \"https://example.com/client\"\nhomepage = \"https://example.com/client\"\n\n[workspace.dependencies]\nbitrix24-schema = {{ path = \"schema\" }}\nserde = \"1\"\n\n[profile.dev]\ndebug = false\n"
            )
        );
    }
}
