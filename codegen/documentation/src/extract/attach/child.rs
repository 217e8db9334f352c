//! Tables that stand below others.

use crate::extract::draft::{Field, Unread};

/// A table of fields that belongs into some object.
#[derive(Debug)]
pub struct Child {
    /// Text of its heading, or of the paragraph before it.
    pub title: String,
    /// Anchors by which fields link to it.
    pub anchor: Option<String>,
    /// Line of its heading.
    pub line: u32,
    /// Its rows.
    pub fields: Vec<Field>,
    /// Whether it is one of several alternatives: a tab.
    pub variant: bool,
    /// The names that all variants of it have.
    pub names: Vec<String>,
    /// The heading above it, when another table stands between.
    pub beside: Option<String>,
}

impl Child {
    /// Whether it says that it has more fields of what its heading names: "Parameters of large
    /// orders".
    pub(super) fn has_more(&self) -> bool {
        let title = self.title.trim_start().to_lowercase();
        let starts = ["parameters ", "these parameters ", "these fields "];
        self.beside.is_some() && starts.iter().any(|words| title.starts_with(words))
    }

    /// Whether its heading speaks of a field.
    pub(super) fn is_of(&self, field: &Field) -> bool {
        let title = self.title.to_lowercase();
        title.contains(&field.name.to_lowercase())
    }

    /// The table as one that belongs to no field.
    pub(in crate::extract) fn unread(&self) -> Unread {
        Unread {
            page: self.fields.first().and_then(|field| field.page.clone()),
            title: crate::extract::one_line(&self.title),
            line: self.line,
            rows: self.fields.iter().map(|field| field.line).collect(),
            names: self.fields.iter().map(|field| field.name.clone()).collect(),
        }
    }
}
