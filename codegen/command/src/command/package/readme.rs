//! Links of READMEs, which a registry shows without the files beside them.

use std::path::{Component, Path, PathBuf};

/// The text with every link to a file of the repository replaced: by one to its public address, or
/// by the text of the link where there is no address.
pub(super) fn with_links(text: &str, path: &Path, repository: Option<&str>) -> String {
    let folder = path.parent().unwrap_or(Path::new(""));
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, target, after)) = next_link(rest) {
        rest = after;
        if target.contains("://") || target.starts_with('#') {
            written.push_str(before);
            written.extend(["](", target, ")"]);
        } else if let Some(repository) = repository {
            let (file, anchor) = match target.split_once('#') {
                Some((file, anchor)) => (file, format!("#{anchor}")),
                None => (target, String::new()),
            };
            let file = absolute(folder, file);
            written.push_str(before);
            written.extend(["](", repository, "/blob/HEAD/", &file, &anchor, ")"]);
        } else {
            let (before, name) = before.rsplit_once('[').unwrap_or((before, ""));
            written.push_str(before);
            written.push_str(name);
        }
    }
    written.push_str(rest);
    written
}

/// The next link: what is before its target, the target, and what follows. Code has none.
fn next_link(text: &str) -> Option<(&str, &str, &str)> {
    let mut from = 0;
    loop {
        let start = from + text[from..].find("](")?;
        let target = &text[start + 2..];
        let end = target.find(')')?;
        let is_code = text[..start].matches("```").count() % 2 == 1;
        if is_code || target[..end].contains(char::is_whitespace) {
            from = start + 2;
            continue;
        }
        return Some((&text[..start], &target[..end], &target[end + 1..]));
    }
}

/// The path of a file from the root of the repository.
fn absolute(folder: &Path, file: &str) -> String {
    let mut path = PathBuf::new();
    for component in folder.join(file).components() {
        match component {
            Component::ParentDir => {
                path.pop();
            }
            Component::Normal(name) => path.push(name),
            _ => {}
        }
    }
    path.to_string_lossy().replace('\\', "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "See [`a.md`](a.md#part), [b](../b.md) and [home](https://example.com/).\n```rust\n#[derive(A)] f[0](1);\n```\n[c](c.md)\n";

    #[test]
    fn links_lead_to_the_repository() {
        let written = with_links(
            TEXT,
            Path::new("schema/README.md"),
            Some("https://example.com/r"),
        );
        assert_eq!(
            written,
            "See [`a.md`](https://example.com/r/blob/HEAD/schema/a.md#part), [b](https://example.com/r/blob/HEAD/b.md) and [home](https://example.com/).\n```rust\n#[derive(A)] f[0](1);\n```\n[c](https://example.com/r/blob/HEAD/schema/c.md)\n"
        );
    }

    #[test]
    fn links_without_an_address_are_text() {
        let written = with_links(TEXT, Path::new("README.md"), None);
        assert_eq!(
            written,
            "See `a.md`, b and [home](https://example.com/).\n```rust\n#[derive(A)] f[0](1);\n```\nc\n"
        );
    }
}
