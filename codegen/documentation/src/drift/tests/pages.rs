//! Documentation that states the facts of schema files.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::load::{self, LoadedFile};
use bitrix24_codegen::node::{Kind, Node, Style};
use bitrix24_codegen::shape::{Entries, Shape};
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::yaml::{self, Comments};

use crate::edit::Yaml;
use crate::facts::{self, Location};
use crate::write::Documented;
use crate::write::fragment::{Entry, Fragment};

/// Documentation whose pages state the facts of schema texts, by path. Each method has a page of
/// its own.
pub(crate) fn documented(texts: &[(String, String)]) -> Documented {
    documented_with_new(texts, &[])
}

/// The same, with the names of types that the schema does not have.
pub(crate) fn documented_with_new(texts: &[(String, String)], new: &[&str]) -> Documented {
    let mut sources = Sources::default();
    let mut files: Vec<LoadedFile> = Vec::new();
    let mut fragments = BTreeMap::new();
    for (path, text) in texts {
        let source = sources.add(path, text.as_str());
        let root = yaml::read(text, source, Comments::Skip).root;
        let root = root.expect("the text is YAML");
        fragments.insert(Arc::from(path.as_str()), sections(&root, new));
        let file = load::node(path, source, root, &mut Problems::default());
        files.push(file.expect("the text is a file of the schema"));
    }
    let loaded = load::Loaded {
        files,
        examples: Vec::new(),
    };
    let mut facts = facts::schema::facts(&loaded, &sources);
    for facts in &mut facts {
        let page: Arc<str> = format!("{}.md", facts.page.as_deref().unwrap_or("page")).into();
        let mut line = 0;
        let mut location = |at: &mut Location| {
            line += 1;
            at.line = line;
            at.yaml = std::mem::replace(&mut at.file, Arc::clone(&page));
            // What the schema has already, pages describe again.
            if let [section, name, ..] = at.keys.as_mut_slice()
                && section == "types"
                && !new.contains(&name.as_str())
            {
                name.push_str("__1");
            }
        };
        location(&mut facts.at);
        let items = facts.params.iter_mut().chain(&mut facts.result);
        items.for_each(|item| location(&mut item.at));
        facts
            .errors
            .iter_mut()
            .for_each(|error| location(&mut error.at));
    }
    Documented::from_parts(facts, fragments)
}

/// The files of a folder but its examples, by path.
pub(crate) fn texts(root: &Path) -> Vec<(String, String)> {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let loaded = load::stated(root, &mut sources, &mut problems);
    let text = |file: &LoadedFile| {
        let path = file.path.to_string_lossy().replace('\\', "/");
        (path, sources.text(file.source).to_owned())
    };
    loaded.files.iter().map(text).collect()
}

/// The types, methods and events of a file.
fn sections(root: &Node, new: &[&str]) -> [Vec<Entry>; 3] {
    ["types", "methods", "events"].map(|section| {
        let Some(node) = root.get(section) else {
            return Vec::new();
        };
        let Fragment::Map(mut entries) = fragment(node, Shape::File.child(section)) else {
            return Vec::new();
        };
        if section == "types" {
            let again = entries
                .iter_mut()
                .filter(|entry| !new.contains(&&*entry.key));
            again.for_each(|entry| entry.key.push_str("__1"));
        }
        entries
    })
}

fn fragment(node: &Node, shape: Shape) -> Fragment {
    match node.kind() {
        Kind::Scalar(scalar) if matches!(shape, Shape::Field | Shape::Parameter) => {
            Fragment::Type(scalar.text.to_string())
        }
        Kind::Scalar(scalar) if scalar.style == Style::Plain => {
            Fragment::Scalar(scalar.text.to_string())
        }
        Kind::Scalar(scalar) => Fragment::from(Yaml::text(&scalar.text)),
        Kind::Sequence(items) => Fragment::List(
            items
                .iter()
                .map(|item| fragment(item, Shape::Leaf))
                .collect(),
        ),
        Kind::Mapping(entries) => Fragment::Map(
            entries
                .iter()
                .map(|entry| {
                    let names = matches!(shape, Shape::Names(_));
                    let value = match (&*entry.key, entry.value.text()) {
                        ("type", Some(text)) if !names => Fragment::Type(text.to_owned()),
                        (key, _) => fragment(&entry.value, shape.child(key)),
                    };
                    Entry {
                        key: entry.key.to_string(),
                        value,
                        origin: None,
                    }
                })
                .collect(),
        ),
    }
}

#[test]
fn types_are_told_from_other_texts() {
    let text = "fields:\n  type: { type: \"Row[]\", doc: integer }\n  id: integer\n".to_owned();
    let mut sources = Sources::default();
    let source = sources.add("a.yaml", text.as_str());
    let root = yaml::read(&text, source, Comments::Skip).root.unwrap();
    let shape = Shape::Names(Entries::Types).child("Row");
    let mut types = Vec::new();
    let fragment = fragment(&root, shape);
    fragment.each_type(&mut |text| types.push(text));
    assert_eq!(types, ["Row[]", "integer"]);
}
