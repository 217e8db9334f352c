//! A schema file under construction: YAML, each name with its position on a page.

use std::collections::BTreeMap;
use std::sync::Arc;

use bitrix24_codegen::node::{self, Node, Scalar, Style};
use bitrix24_codegen::source::{SourceId, Sources, Span};

use crate::edit::Yaml;
use crate::facts::shape::public;

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fragment {
    /// A scalar as it is written, with quotes where it needs them.
    Scalar(String),
    /// A type expression. In it a type that the schema has already may be meant as a page describes
    /// it.
    Type(String),
    /// A list.
    List(Vec<Fragment>),
    /// A mapping, in its order.
    Map(Vec<Entry>),
}

/// A name and its value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Entry {
    pub(crate) key: String,
    pub(crate) value: Fragment,
    /// Where pages state it, when that is elsewhere than what it is in.
    pub(crate) origin: Option<Origin>,
}

/// A position on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origin {
    /// Page from the root of the documentation, without `.md`.
    pub(crate) page: Arc<str>,
    /// Its line.
    pub(crate) line: u32,
    /// Whether only an example shows it, which has no word for its type.
    pub(crate) shown: bool,
}

impl Fragment {
    /// Text, in quotes when it would be read as anything else.
    pub(crate) fn text(text: &str) -> Self {
        Self::from(Yaml::text(text))
    }

    /// The value of a key of a mapping.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Map(entries) = self else {
            return None;
        };
        let entry = entries.iter().find(|entry| entry.key == key);
        entry.map(|entry| &entry.value)
    }

    /// What is written.
    pub(crate) fn yaml(&self) -> Yaml {
        self.yaml_with(&|text| public(text).into_owned())
    }

    /// What is written, with type expressions as `spell` writes them.
    pub(crate) fn yaml_with(&self, spell: &dyn Fn(&str) -> String) -> Yaml {
        match self {
            Self::Scalar(text) => Yaml::Scalar(text.clone()),
            Self::Type(text) => Yaml::text(&spell(text)),
            Self::List(items) => {
                Yaml::List(items.iter().map(|item| item.yaml_with(spell)).collect())
            }
            Self::Map(entries) => Yaml::Map(
                entries
                    .iter()
                    .map(|entry| (entry.key.clone(), entry.value.yaml_with(spell)))
                    .collect(),
            ),
        }
    }

    /// Calls `see` with every type expression.
    pub(crate) fn each_type<'f>(&'f self, see: &mut dyn FnMut(&'f str)) {
        match self {
            Self::Type(text) => see(text),
            Self::Map(entries) => entries.iter().for_each(|entry| entry.value.each_type(see)),
            Self::Scalar(_) | Self::List(_) => {}
        }
    }
}

impl From<Yaml> for Fragment {
    fn from(yaml: Yaml) -> Self {
        match yaml {
            Yaml::Scalar(text) => Self::Scalar(text),
            Yaml::List(items) => Self::List(items.into_iter().map(Self::from).collect()),
            Yaml::Map(entries) => {
                let entry = |(key, value): (String, Yaml)| Entry {
                    key,
                    value: value.into(),
                    origin: None,
                };
                Self::Map(entries.into_iter().map(entry).collect())
            }
        }
    }
}

/// A mapping that is being written.
#[derive(Debug, Default)]
pub(crate) struct Entries(pub(crate) Vec<Entry>);

impl Entries {
    pub(crate) fn text(&mut self, key: &str, value: &str) {
        self.put(key, Fragment::text(value));
    }

    pub(crate) fn set(&mut self, key: &str, value: impl Into<Yaml>) {
        self.put(key, value.into().into());
    }

    pub(crate) fn put(&mut self, key: &str, value: Fragment) {
        self.0.push(Entry {
            key: key.to_owned(),
            value,
            origin: None,
        });
    }

    pub(crate) fn map(&mut self, key: &str, entries: Vec<Entry>) {
        if !entries.is_empty() {
            self.put(key, Fragment::Map(entries));
        }
    }

    pub(crate) fn done(self) -> Fragment {
        Fragment::Map(self.0)
    }
}

/// The pages that nodes come from, each as a source without text: a span in it begins at the number
/// of a line.
#[derive(Debug, Default)]
pub(crate) struct Pages {
    sources: Sources,
    known: BTreeMap<Arc<str>, SourceId>,
}

impl Pages {
    /// A source of its own for a file.
    pub(crate) fn file(&mut self, path: &str) -> SourceId {
        self.sources.add(path, "")
    }

    /// The names of pages, with `.md`, by their source.
    pub(crate) fn names(&self) -> BTreeMap<SourceId, Arc<str>> {
        let name = |(page, id): (&Arc<str>, &SourceId)| (*id, format!("{page}.md").into());
        self.known.iter().map(name).collect()
    }

    fn span(&mut self, origin: &Origin) -> Span {
        let sources = &mut self.sources;
        let id = match self.known.get(&origin.page) {
            Some(id) => *id,
            None => {
                let id = sources.add(&*origin.page, "");
                self.known.insert(Arc::clone(&origin.page), id);
                id
            }
        };
        let line = origin.line as usize;
        Span::new(id, line, line + usize::from(origin.shown))
    }

    /// A value as a node; what has no origin stands at `at`.
    pub(crate) fn node(&mut self, fragment: &Fragment, at: Span) -> Node {
        let scalar = |text: &str| {
            let unquoted = text
                .starts_with('"')
                .then(|| serde_json::from_str::<String>(text).ok())
                .flatten();
            node::Kind::Scalar(match unquoted {
                Some(text) => Scalar {
                    text: text.into(),
                    style: Style::Quoted,
                },
                None => Scalar {
                    text: text.into(),
                    style: Style::Plain,
                },
            })
        };
        let kind = match fragment {
            Fragment::Scalar(text) => scalar(text),
            Fragment::Type(text) => node::Kind::Scalar(Scalar {
                text: text.as_str().into(),
                style: Style::Quoted,
            }),
            Fragment::List(items) => {
                node::Kind::Sequence(items.iter().map(|item| self.node(item, at)).collect())
            }
            Fragment::Map(entries) => node::Kind::Mapping(
                entries
                    .iter()
                    .map(|entry| {
                        let span = entry.origin.as_ref().map_or(at, |origin| self.span(origin));
                        node::Entry {
                            key: entry.key.as_str().into(),
                            key_span: span,
                            value: self.node(&entry.value, span),
                        }
                    })
                    .collect(),
            ),
        };
        Node::new(at, kind)
    }
}
