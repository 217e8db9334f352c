//! The documentation in a folder: Markdown pages in the YFM dialect, parsed into [`Block`]s with
//! line numbers.
//!
//! Parsing cannot fail and loses no text: unknown constructs are text. The dialect's own constructs
//! (tables of several lines, notes, tabs, includes) are read here; the text within a line is parsed
//! by `pulldown-cmark` ([`Text`]).
//!
//! ```
//! use bitrix24_documentation::page::{BlockKind, Page};
//!
//! let page = Page::read("crm/thing-get", "# Get a thing\n\n#|\n|| **id*** | Its number ||\n|#\n");
//! assert_eq!(page.title.as_deref(), Some("Get a thing"));
//! let BlockKind::Table(table) = &page.blocks[1].kind else { panic!("a table") };
//! assert_eq!(table.rows[0].cells[0].plain(), "id*");
//! assert_eq!(table.rows[0].line, 4);
//! ```

mod block;
mod extent;
mod folder;
mod line;
mod link;
mod list;
mod outline;
mod read;
mod reference;
mod table;
mod tag;
#[cfg(test)]
mod tests;
mod text;

pub use block::{
    Block, BlockKind, Cell, CellSpan, Descendants, Row, Tab, Table, descendants, plain,
};
pub use folder::Folder;
pub use link::Target;
pub use outline::outline;
pub use text::{Span, Text};

/// A page of the documentation.
#[derive(Debug, Clone, PartialEq)]
pub struct Page {
    /// Its path, from the root of the documentation and without `.md`:
    /// `api-reference/crm/deals/crm-deal-add`.
    pub path: String,
    /// The text of its first heading of level 1, or the title of its front matter.
    pub title: Option<String>,
    /// The front matter between the lines `---` at its beginning.
    pub front_matter: Option<String>,
    /// Everything below.
    pub blocks: Vec<Block>,
    /// The source; line `n` of a block is the `n`th of these, counted from 1.
    pub text: String,
}

impl Page {
    /// Reads a page.
    pub fn read(path: &str, text: impl Into<String>) -> Self {
        let text = text.into();
        let (front_matter, mut lines) = line::split(&text);
        let references = reference::References::take(&mut lines);
        let blocks = read::Reader::new(path, &references).blocks(&lines, 0);
        let front_matter = front_matter.map(str::to_owned);
        let title = first_title(&blocks).or_else(|| front_matter.as_deref().and_then(stated_title));
        Self {
            path: path.to_owned(),
            title,
            front_matter,
            blocks,
            text,
        }
    }

    /// The target of a link of this page. Returns `None` when it leaves the documentation.
    ///
    /// ```
    /// use bitrix24_documentation::page::Page;
    ///
    /// let page = Page::read("api-reference/crm/thing-get", "");
    /// let target = page.resolve("../data-types.md#thing").unwrap();
    /// assert_eq!(target.path, "api-reference/data-types");
    /// assert_eq!(target.anchor.as_deref(), Some("thing"));
    /// assert!(page.resolve("https://example.com/a.md").is_none());
    /// ```
    pub fn resolve(&self, target: &str) -> Option<Target> {
        Target::resolve(&self.path, target)
    }

    /// All blocks in the order of the page, each before what is in it.
    pub fn descendants(&self) -> Descendants<'_> {
        descendants(&self.blocks)
    }
}

fn first_title(blocks: &[Block]) -> Option<String> {
    blocks.iter().find_map(|block| match &block.kind {
        BlockKind::Heading { level: 1, text, .. } => Some(text.plain()),
        _ => None,
    })
}

fn stated_title(front_matter: &str) -> Option<String> {
    let title = front_matter
        .lines()
        .find_map(|line| line.strip_prefix("title:"))?;
    Some(title.trim().trim_matches(['"', '\'']).to_owned())
}
