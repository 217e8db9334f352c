//! Targets of links and includes.

/// A position in the documentation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    /// The page, from the root of the documentation and without `.md`.
    pub path: String,
    /// The anchor in it.
    pub anchor: Option<String>,
}

impl Target {
    /// The target of a link on a page. Returns `None` when it leaves the documentation.
    pub(super) fn resolve(page: &str, target: &str) -> Option<Self> {
        let target = target.trim();
        if target.contains("://") || target.starts_with("//") || target.starts_with("mailto:") {
            return None;
        }
        let (file, anchor) = match target.split_once('#') {
            Some((file, anchor)) => (
                file,
                Some(anchor.to_owned()).filter(|anchor| !anchor.is_empty()),
            ),
            None => (target, None),
        };
        let file = file.split('?').next().unwrap_or(file);
        if file.is_empty() {
            return Some(Self {
                path: page.to_owned(),
                anchor,
            });
        }
        let folder = page.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut parts: Vec<&str> = if file.starts_with('/') {
            Vec::new()
        } else {
            folder.split('/').collect()
        };
        for part in file.split('/') {
            match part {
                "" | "." => {}
                ".." => drop(parts.pop()),
                part => parts.push(part),
            }
        }
        parts.retain(|part| !part.is_empty());
        let path = parts.join("/");
        let path = path
            .strip_suffix(".md")
            .or_else(|| path.strip_suffix(".html"))
            .unwrap_or(&path);
        Some(Self {
            path: path.to_owned(),
            anchor,
        })
    }
}
