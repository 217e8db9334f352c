//! The folder of the documentation.

use std::{
    fs, io,
    path::Path,
    sync::atomic::{AtomicUsize, Ordering},
};

use super::Page;
use bitrix24_codegen::parallel;

/// All pages of a documentation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Folder {
    /// Sorted by path.
    pages: Vec<Page>,
}

impl Folder {
    /// Reads every `.md` file below a folder, but for hidden folders. Bytes that are not UTF-8 are
    /// replaced.
    pub fn open(root: &Path) -> io::Result<Self> {
        Self::open_with(root, &|_, _| {})
    }

    /// Reads a folder like [`Folder::open`], and calls `progress` after every page with how many
    /// were read, and how many there are. Pages are read by several threads, so that calls overlap
    /// and may come out of order.
    pub fn open_with(root: &Path, progress: &(dyn Fn(usize, usize) + Sync)) -> io::Result<Self> {
        let mut paths = Vec::new();
        find(root, "", &mut paths)?;
        let read = AtomicUsize::new(0);
        let pages = parallel::map(&paths, |_, path| -> io::Result<Page> {
            let bytes = fs::read(root.join(format!("{path}.md")))?;
            let text = String::from_utf8(bytes)
                .unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned());
            let page = Page::read(path, text);
            progress(read.fetch_add(1, Ordering::Relaxed) + 1, paths.len());
            Ok(page)
        });
        let pages = pages.into_iter().collect::<io::Result<_>>()?;
        Ok(Self::new(pages))
    }

    /// A documentation of these pages.
    pub fn new(mut pages: Vec<Page>) -> Self {
        pages.sort_by(|left, right| left.path.cmp(&right.path));
        Self { pages }
    }

    /// Its pages, sorted by path.
    pub fn pages(&self) -> &[Page] {
        &self.pages
    }

    /// The page of a path from the root, without `.md`.
    ///
    /// ```
    /// use bitrix24_documentation::page::{Folder, Page};
    ///
    /// let folder = Folder::new(vec![Page::read("crm/index", "# CRM"), Page::read("api", "# API")]);
    /// assert_eq!(folder.get("crm/index").unwrap().title.as_deref(), Some("CRM"));
    /// assert!(folder.get("crm").is_none());
    /// ```
    pub fn get(&self, path: &str) -> Option<&Page> {
        let found = self
            .pages
            .binary_search_by(|page| page.path.as_str().cmp(path))
            .ok()?;
        Some(&self.pages[found])
    }
}

/// Adds the paths of the pages in a folder. A link to a folder is not followed, since it may lead
/// in circles.
fn find(folder: &Path, prefix: &str, paths: &mut Vec<String>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        let Some(name) = name.to_str() else { continue };
        if name.starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            find(&entry.path(), &format!("{prefix}{name}/"), paths)?;
        } else if let Some(page) = name.strip_suffix(".md") {
            paths.push(format!("{prefix}{page}"));
        }
    }
    Ok(())
}
