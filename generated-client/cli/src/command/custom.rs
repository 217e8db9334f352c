//! Custom fields of the portal, for completion; kept for a day.

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::PathBuf;
use std::time::Duration;

use bitrix24::describe::{self, Method, Requirement};
use bitrix24::{CallOptions, Params, RawMethod};

use super::wait;
use crate::profile::Selection;

/// How long the names are kept.
const AGE: Duration = Duration::from_secs(24 * 60 * 60);

/// How long a person waits for a completion.
const PATIENCE: Duration = Duration::from_secs(2);

/// The names of the custom fields of what a method is about. Without a portal there are none: a
/// completion must not fail.
pub(super) fn fields(selection: &Selection, method: &Method) -> Vec<String> {
    fetch(selection, method).unwrap_or_default()
}

fn fetch(selection: &Selection, method: &Method) -> Option<Vec<String>> {
    let name = format!("{}.fields", method.namespace);
    let lister = describe::method(&name, method.version)?;
    if lister
        .params
        .iter()
        .any(|param| param.required == Requirement::Yes)
    {
        return None;
    }
    let profile = selection.resolve().ok()?;
    wait(async {
        // A client knows its portal without a request.
        let client = profile.client().await?;
        let path = cache(&client.portal(), &name);
        if let Some(kept) = path.as_ref().and_then(kept) {
            return Ok(Some(kept));
        }
        let options = CallOptions::new().deadline(PATIENCE);
        let called = client
            .send_raw(
                RawMethod::from(name.as_str()).reads(),
                Params::new(),
                options,
            )
            .await?;
        let Some(map) = called.result.as_map() else {
            return Ok(None);
        };
        let is_custom = |name: &&String| name.to_ascii_uppercase().starts_with("UF");
        let names: Vec<String> = map.keys().filter(is_custom).cloned().collect();
        if let Some(path) = path {
            // A cache that cannot be written is none.
            let _ = path.parent().map(fs::create_dir_all);
            let _ = fs::write(path, names.join("\n"));
        }
        Ok(Some(names))
    })
    .ok()
    .flatten()
}

/// The file for the answer of a method of a portal.
fn cache(portal: &str, method: &str) -> Option<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let folder = variable("XDG_CACHE_HOME")
        .or_else(|| variable("LOCALAPPDATA"))
        .map(PathBuf::from)
        .or_else(|| variable("HOME").map(|home| PathBuf::from(home).join(".cache")))?;
    let mut hasher = DefaultHasher::new();
    portal.hash(&mut hasher);
    let name = format!("{method}-{:016x}", hasher.finish());
    Some(folder.join("b24").join(name))
}

fn kept(path: &PathBuf) -> Option<Vec<String>> {
    let age = fs::metadata(path).ok()?.modified().ok()?.elapsed().ok()?;
    let text = (age < AGE).then(|| fs::read_to_string(path).ok())??;
    Some(text.lines().map(str::to_owned).collect())
}
