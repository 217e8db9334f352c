//! The text of a page outside of its examples.

use std::collections::BTreeSet;

use super::link;
use super::subject::Subject;
use crate::extract::draft::Field;
use crate::page::{Block, BlockKind};

impl Subject<'_> {
    /// The text of the table row that begins on a line, in lower case and with its markup.
    pub(super) fn row(&self, line: u32) -> String {
        let start = usize::try_from(line)
            .unwrap_or(usize::MAX)
            .saturating_sub(1);
        let mut row = String::new();
        for (index, text) in self.page.text.lines().skip(start).enumerate() {
            let text = text.trim();
            if index > 0 && text.starts_with("||") && text != "||" || text.starts_with("|#") {
                break;
            }
            row.push_str(&text.to_lowercase());
            row.push('\n');
            let closed = text.ends_with("||") && text != "||";
            if closed || index > 0 && text == "||" {
                break;
            }
        }
        row
    }

    /// Whether the row of a field states its facts. Some may come from the page of another method.
    pub(super) fn states(&self, field: &Field) -> bool {
        let row = self.row(field.line);
        let name = field.name.to_lowercase();
        let type_ = field.type_.text.to_lowercase();
        row.contains(&name) && parts(&type_).all(|word| row.contains(word))
    }

    /// Whether the page has a name, in any case; of `A|B`, both.
    pub(super) fn mentions(&self, name: &str) -> bool {
        let name = name.to_lowercase();
        parts(&name).all(|word| self.words().contains(word))
    }

    /// Whether a name is one of a family of which the page shows another member, or the pattern:
    /// `property258` where `property42` or `propertyN` is named.
    pub(super) fn mentions_family(&self, name: &str) -> bool {
        let lower = name.to_lowercase();
        let stem = lower.trim_end_matches(|character: char| character.is_ascii_digit());
        let next = || self.words().range(stem.to_owned()..).next();
        stem.len() >= 4
            && stem.len() < lower.len()
            && next().is_some_and(|word| word.starts_with(stem))
    }

    /// Whether a word is on a page to which the parameters refer for their fields.
    pub(super) fn refers_to(&self, word: &str) -> bool {
        let titled = |title: &str, word: &str| title.to_lowercase().contains(word);
        self.sections
            .iter()
            .skip_while(|section| !titled(&section.title, "parameter"))
            .take_while(|section| !titled(&section.title, "example"))
            .flat_map(|section| section.blocks.iter().copied())
            .flat_map(|block| link::links(std::slice::from_ref(block)))
            .filter(|link| {
                ["fields", "entities"]
                    .iter()
                    .any(|part| link.address.contains(part))
            })
            .filter_map(|link| self.page.resolve(&link.address))
            .filter(|target| target.path != self.page.path)
            .filter_map(|target| self.documentation.folder.get(&target.path))
            .any(|page| page.text.contains(word))
    }

    /// Whether a text occurs in one piece outside of code blocks.
    pub(super) fn says(&self, text: &str) -> bool {
        self.page.descendants().any(|block| match &block.kind {
            BlockKind::Paragraph(said) | BlockKind::Heading { text: said, .. } => {
                said.plain().contains(text)
            }
            _ => false,
        })
    }

    fn words(&self) -> &BTreeSet<String> {
        self.words.get_or_init(|| {
            let mut words = BTreeSet::new();
            self::words(&self.page.blocks, false, &mut words);
            for block in self.page.descendants() {
                if let BlockKind::Include { path, .. } = &block.kind
                    && let Some(included) = self.documentation.folder.get(path)
                {
                    self::words(&included.blocks, false, &mut words);
                }
            }
            words
        })
    }
}

/// Collects words in lower case. Code in a table is included: it shows the format of a value there.
fn words(blocks: &[Block], in_table: bool, found: &mut BTreeSet<String>) {
    let mut take = |text: &str| found.extend(parts(text).map(str::to_lowercase));
    for block in blocks {
        match &block.kind {
            BlockKind::Paragraph(text) | BlockKind::Heading { text, .. } => take(&text.plain()),
            BlockKind::Code { text, .. } if in_table => take(text),
            _ => {}
        }
    }
    for block in blocks {
        let in_table = in_table || matches!(block.kind, BlockKind::Table(_));
        for inner in block.children() {
            words(inner, in_table, found);
        }
    }
}

/// The words of a text.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    let is_part = |character: char| character.is_ascii_alphanumeric() || character == '_';
    text.split(move |character: char| !is_part(character))
        .filter(|word| !word.is_empty())
}
