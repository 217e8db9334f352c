//! Facts of the schema beside the rows of the pages that state them.

use std::collections::{BTreeMap, BTreeSet};

use crate::extract::Documentation;
use crate::extract::cell;
use crate::extract::draft::Target;
use crate::facts::{self, Facts, Item, Kind, Location};
use crate::page::{BlockKind, Cell, Folder, Page, Row};
use bitrix24_codegen::load::Loaded;
use bitrix24_codegen::source::Sources;

/// The subjects of a schema with what their pages say.
#[derive(Debug)]
pub struct Joined<'j> {
    pub(super) subjects: Vec<Subject<'j>>,
    /// Rows of tables by page and line.
    rows: BTreeMap<(&'j str, u32), RowText>,
    /// The documentation's name of named types, and the page that describes each.
    pub(super) types: BTreeMap<String, TypeOf>,
    pub(super) folder: &'j Folder,
}

/// A method or event of the schema, and what its page says.
#[derive(Debug)]
pub(super) struct Subject<'j> {
    pub(super) facts: &'j Facts,
    pub(super) documented: &'j Facts,
    /// The namespace of the file.
    pub(super) namespace: String,
    /// The pages that describe it: its own, those that it links to, and those of its facts.
    pub(super) pages: BTreeSet<String>,
}

/// A named type of the schema.
#[derive(Debug)]
pub(super) struct TypeOf {
    pub(super) wire: Option<String>,
    pub(super) page: Option<String>,
}

/// The text of a row.
#[derive(Debug)]
pub(super) struct RowText {
    /// All of its text but the name and the type, code in backticks.
    pub(super) words: String,
    /// The targets of its links.
    pub(super) links: Vec<Target>,
    /// The words for its type: its first cell without the first line.
    pub(super) type_: String,
    /// The first line of its first cell.
    head: String,
}

impl<'j> Joined<'j> {
    /// Joins the facts of a schema with those of a documentation.
    #[must_use]
    pub fn of(
        facts: &'j [Facts],
        (loaded, sources): (&Loaded, &Sources),
        documented: &'j [Facts],
        documentation: &Documentation,
        folder: &'j Folder,
    ) -> Self {
        let by_name: BTreeMap<(Kind, &str, u8), &Facts> = documented
            .iter()
            .map(|facts| ((facts.kind, facts.name.as_str(), facts.version), facts))
            .collect();
        let namespaces: BTreeMap<String, String> = loaded
            .files
            .iter()
            .map(|file| (super::path(file), file.model.namespace.clone()))
            .collect();
        let described = facts::schema::pages(loaded, sources);
        let mut types = BTreeMap::new();
        for file in &loaded.files {
            for (name, type_) in file.model.types.iter() {
                let full = format!("{}.{name}", file.model.namespace);
                let page = described.get(&full).map(|(_, page)| page.clone());
                let wire = type_.wire.clone();
                types.insert(full, TypeOf { wire, page });
            }
        }
        let subjects = facts.iter().filter_map(|facts| {
            let documented = *by_name.get(&(facts.kind, facts.name.as_str(), facts.version))?;
            Some(Subject {
                facts,
                documented,
                namespace: namespaces.get(&*facts.at.file).cloned().unwrap_or_default(),
                pages: pages(facts, documented, documentation, folder, &types),
            })
        });
        let subjects = subjects.collect();
        Self {
            subjects,
            rows: rows(folder),
            types,
            folder,
        }
    }

    /// The row of a documented fact; `None` when it has the line of its parent.
    pub(super) fn row(&self, item: &Item) -> Option<&RowText> {
        let page = item.at.file.trim_end_matches(".md");
        let page = self.folder.get(page)?;
        let row = self.rows.get(&(page.path.as_str(), item.at.line))?;
        let name = item.path.rsplit(['.', ']', '}']).next().unwrap_or_default();
        let is_whole = item.path.trim_end_matches(['[', ']', '{', '}']).is_empty();
        let is_of = is_whole && row.head.contains("result") || is_named(&row.head, name);
        is_of.then_some(row)
    }
}

impl<'j> Subject<'j> {
    /// Items of the schema with the documented ones of the same path.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&'j Item, &'j Item, bool)> {
        let facts = self.facts;
        let documented = self.documented;
        let sides = [
            (
                &facts.params,
                &documented.params,
                facts.kind == Kind::Method,
            ),
            (&facts.result, &documented.result, false),
        ];
        sides.into_iter().flat_map(|(own, stated, sent)| {
            own.iter().filter_map(move |item| {
                let other = stated.iter().find(|other| other.path == item.path)?;
                Some((item, other, sent))
            })
        })
    }
}

/// Whether the first line of a row has a name, as a whole word: a field without a row has the line
/// of the row above it, whose name may contain its own. Of a family (`UF_*`) the fixed part is enough.
fn is_named(head: &str, name: &str) -> bool {
    let is_part = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '-');
    let (stem, is_family) = match name.split_once(['*', '{']) {
        Some((stem, _)) => (stem, true),
        None => (name, false),
    };
    let mut words = head.split(|sign| !is_part(sign));
    !stem.is_empty() && words.any(|word| word == stem || is_family && word.starts_with(stem))
}

/// The full names in a type expression.
pub(super) fn names(type_: &str) -> impl Iterator<Item = &str> {
    type_
        .split(|character: char| !(character.is_alphanumeric() || "._".contains(character)))
        .filter(|word| word.contains('.'))
}

fn pages(
    facts: &Facts,
    documented: &Facts,
    documentation: &Documentation,
    folder: &Folder,
    types: &BTreeMap<String, TypeOf>,
) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    let name = |at: &Location| at.file.trim_end_matches(".md").to_owned();
    found.insert(name(&documented.at));
    for item in facts.params.iter().chain(&facts.result) {
        let text = item.shape.to_string();
        let named = names(&text).filter_map(|name| types.get(name));
        found.extend(named.filter_map(|type_| type_.page.clone()));
    }
    for item in documented.params.iter().chain(&documented.result) {
        found.insert(name(&item.at));
    }
    // Parts that pages include, and pages that are linked to for fields.
    for page in found.clone() {
        let Some(page) = folder.get(&page) else {
            continue;
        };
        for block in page.descendants() {
            match &block.kind {
                BlockKind::Include { path, .. } => {
                    found.insert(path.clone());
                }
                BlockKind::Paragraph(_) => {
                    let mut links = Vec::new();
                    cell::block_links(std::slice::from_ref(block), &mut links);
                    let targets = links.iter().filter_map(|link| Target::read(link, page));
                    found.extend(
                        targets
                            .filter(|target| {
                                !target.anchor.is_empty()
                                    || documentation.objects.contains_key(target)
                            })
                            .map(|target| target.page),
                    );
                }
                _ => {}
            }
        }
    }
    found
}

fn rows(folder: &Folder) -> BTreeMap<(&str, u32), RowText> {
    let mut rows = BTreeMap::new();
    for page in folder.pages() {
        for block in page.descendants() {
            if let BlockKind::Table(table) = &block.kind {
                for row in &table.rows {
                    rows.insert((page.path.as_str(), row.line), row_text(row, page));
                }
            }
        }
    }
    rows
}

fn row_text(row: &Row, page: &Page) -> RowText {
    let mut words: Vec<String> = Vec::new();
    for cell in row.cells.iter().skip(1) {
        words.extend(cell::lines(&cell.blocks).into_iter().map(|line| line.text));
    }
    let links = row.cells.iter().flat_map(cell::links);
    let head = row.cells.first().map(Cell::plain).unwrap_or_default();
    RowText {
        type_: head.lines().skip(1).collect::<Vec<_>>().join(" "),
        head: head.lines().next().unwrap_or_default().to_owned(),
        words: words.join("\n"),
        links: links.filter_map(|link| Target::read(&link, page)).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::is_named;

    #[test]
    fn a_row_has_whole_names() {
        for (head, name) in [
            ("id*", "id"),
            ("**ENTITY_TYPE**", "ENTITY_TYPE"),
            ("items[].name", "name"),
            ("UF_*", "UF_*"),
            ("propertyN", "property{n}"),
        ] {
            assert!(is_named(head, name), "{head} {name}");
        }
        for (head, name) in [
            ("QUESTIONS", "QUESTION"),
            ("ENTITY_TYPE", "TYPE"),
            ("id*", ""),
            ("items[]", "{}"),
            ("code", "UF_*"),
        ] {
            assert!(!is_named(head, name), "{head} {name}");
        }
    }
}
