//! Links to files of the workspace.

use std::path::Path;

use crate::markdown::Document;
use crate::workspace;

/// The links of a document to files, with the numbers of their lines.
pub(crate) fn of(document: &Document) -> Vec<(usize, &str)> {
    let links = document.prose.iter().flat_map(|(number, line)| {
        let links = line.split("](").skip(1);
        links.filter_map(move |rest| Some((*number, rest.split_once(')')?.0)))
    });
    links
        .filter(|(_, link)| !link.contains("://"))
        .map(|(number, link)| (number, link.split('#').next().unwrap_or_default()))
        .filter(|(_, path)| !path.is_empty())
        .collect()
}

/// The problems of a document's links.
pub(crate) fn problems(document: &Document) -> Vec<String> {
    let here = workspace().join(&document.path);
    let folder = here.parent().unwrap_or(Path::new(""));
    let lost = of(document)
        .into_iter()
        .filter(|(_, path)| !folder.join(path).exists());
    lost.map(|(number, path)| format!("{}:{number}: there is no `{path}`", document.path))
        .collect()
}
