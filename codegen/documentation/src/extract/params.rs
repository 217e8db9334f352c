//! The parameters of a method: the table under their heading, and the child tables below it.

use super::attach::{self, Child};
use super::draft::{Field, Note, Scalar, Shape, Target, Type, Unread};
use super::prose::sentences;
use super::section::{Section, is_deprecated};
use super::{cell, one_of};
use crate::page::{BlockKind, Page};
use bitrix24_codegen::pattern::is_pattern;

/// What a page says of parameters.
#[derive(Debug, Default)]
pub struct Params {
    /// The parameters.
    pub fields: Vec<Field>,
    /// Whether the page has a section for them.
    pub found: bool,
    /// Tables below them that belong to none of them.
    pub unread: Vec<Unread>,
}

/// Reads the parameters from the sections of their heading: the first is its own, the others stand
/// below it. `marked` tells whether the page marks what is required.
#[must_use]
pub fn read(sections: &[Section<'_>], page: &Page, marked: bool, notes: &mut Vec<Note>) -> Params {
    let mut top: Vec<Field> = Vec::new();
    let mut children = Vec::new();
    let base = sections.first().map_or(2, |section| section.level);
    // Tables in tabs right below the heading are variants of the parameters themselves.
    let mut variants = 0;
    let mut rest: Vec<(String, Target)> = Vec::new();
    for (index, section) in sections.iter().enumerate() {
        if index > 0
            && let Some(target) = more(section, page)
        {
            rest.push((section.title.clone(), target));
        }
        let is_tab = index > 0 && variant_of_top(sections, index, base);
        for (position, (table, line, before)) in section.tables().enumerate() {
            let Some(mut fields) = section.fields(table, page, marked, notes) else {
                continue;
            };
            if fields.is_empty() {
                continue;
            }
            one_of::several(&mut fields, &section.text_beside_tables());
            let deprecated = is_deprecated(section, &before);
            for field in &mut fields {
                field.deprecated |= deprecated;
            }
            let first = top.is_empty()
                && children.is_empty()
                && (index == 0 || is_tab || nothing_above(sections, index));
            if index > 0 && is_another_way(section, base) {
                variants = variants.max(1) + 1;
                merge(&mut top, fields, true);
                continue;
            }
            let is_more = index > 0 && section.level == base + 1 && goes_on(section, &top, page);
            if first || is_more || (is_tab && variants > 0) {
                if is_tab {
                    variants += 1;
                }
                merge(&mut top, fields, variants > 1);
            } else {
                // A tab below a heading is a variant of what the heading names.
                let owner = sections[..index]
                    .iter()
                    .enumerate()
                    .rfind(|(owner, other)| {
                        *owner > 0 && section.is_tab && !other.is_tab && other.level < section.level
                    })
                    .map_or(section, |(_, owner)| owner);
                children.push(Child {
                    title: if position == 0 && index > 0 {
                        owner.title.clone()
                    } else {
                        before
                    },
                    anchor: owner.anchor.clone().filter(|_| position == 0),
                    line: if position == 0 { section.line } else { line },
                    fields,
                    variant: false,
                    names: Vec::new(),
                    beside: (position > 0 && index > 0).then(|| owner.title.clone()),
                });
            }
        }
    }
    let mut root = Field {
        fields: top,
        type_: Type {
            text: String::new(),
            shape: Shape::Object,
        },
        ..Field::default()
    };
    one_of::several(&mut root.fields, "");
    nest(&mut root);
    mark_variants(&mut children);
    // Parts of parameters that no row names are none of the method's own.
    let mut unread = if root.fields.is_empty() {
        children.iter().map(Child::unread).collect()
    } else {
        attach::attach(&mut root, children, &page.path, None)
    };
    for field in &mut root.fields {
        selections(field, &mut unread);
        file(field);
    }
    for (title, target) in rest {
        let words = attach::words(&title);
        if let Some(field) = root
            .fields
            .iter_mut()
            .find(|field| words.contains(&field.name))
        {
            field.more = Some(target);
        }
    }
    Params {
        fields: root.fields,
        found: !sections.is_empty(),
        unread,
    }
}

/// Makes a text that is sent in Base64 a file.
fn file(field: &mut Field) {
    const KINDS: &[&str] = &[
        "content", "file", "image", "avatar", "logo", "picture", "icon",
    ];
    let words = field.words.to_lowercase();
    let first = sentences(&words).first().copied().unwrap_or_default();
    let is_text = field.type_.shape == Shape::Scalar(Scalar::String);
    if is_text && first.contains("base64") && KINDS.iter().any(|kind| first.contains(kind)) {
        field.type_.shape = Shape::Scalar(Scalar::File);
    }
    field.fields.iter_mut().for_each(file);
}

/// Makes the lists that select fields, or group by them, lists of names.
/// What selects at the top is a parameter of its own kind.
fn selections(field: &mut Field, unread: &mut Vec<Unread>) {
    for inner in &mut field.fields {
        let selects = matches!(inner.name.to_lowercase().as_str(), "select" | "group");
        if selects && !inner.fields.is_empty() && matches!(inner.type_.shape, Shape::List(_)) {
            unread.push(Unread {
                page: inner.page.clone(),
                title: format!("names in `{}`", inner.name),
                line: inner.line,
                rows: inner.fields.iter().map(|field| field.line).collect(),
                names: Vec::new(),
            });
            inner.names_fields();
        }
        selections(inner, unread);
    }
}

/// Whether a section goes on with the parameters: its heading says so, or a family of parameters
/// links to it for its members.
fn goes_on(section: &Section<'_>, top: &[Field], page: &Page) -> bool {
    let title = section.title.to_lowercase();
    let is_more = matches!(
        title.trim(),
        "additional parameters"
            | "optional parameters"
            | "other parameters"
            | "common parameters"
            | "required parameters"
    );
    let links_here = |target: &Target| {
        target.page == page.path
            && section
                .anchor
                .as_ref()
                .is_some_and(|anchor| target.anchor.eq_ignore_ascii_case(anchor))
    };
    let mut linking = top
        .iter()
        .filter(|field| field.target.iter().chain(&field.links).any(links_here));
    match linking.next() {
        Some(family) => is_pattern(&family.name) && linking.next().is_none(),
        None => is_more,
    }
}

/// The page that a section links to for all the fields of what it describes.
fn more(section: &Section<'_>, page: &Page) -> Option<Target> {
    section.blocks.iter().find_map(|block| {
        if !matches!(block.kind, BlockKind::Paragraph(_) | BlockKind::Note { .. }) {
            return None;
        }
        let text = block.plain().to_lowercase();
        let tells = text.contains("all ") && text.contains("fields") || text.contains("full list");
        let mut links = Vec::new();
        cell::block_links(std::slice::from_ref(*block), &mut links);
        links
            .iter()
            .filter(|_| tells)
            .find_map(|link| Target::read(link, page))
    })
}

/// Whether no section before this one has a table.
fn nothing_above(sections: &[Section<'_>], index: usize) -> bool {
    sections[..index]
        .iter()
        .all(|section| section.tables().next().is_none())
}

/// Whether a section is one of several sets of parameters, there being no table above them: a tab,
/// or a heading with the number of a way of calling.
fn variant_of_top(sections: &[Section<'_>], index: usize, base: u8) -> bool {
    let section = &sections[index];
    let is_tab = section.is_tab && !section.title.to_lowercase().contains("parameter");
    section.level == base + 1
        && (is_tab || is_numbered(&section.title))
        && sections[0].tables().next().is_none()
}

/// Whether a heading beside that of the parameters is one for another way of calling.
fn is_another_way(section: &Section<'_>, base: u8) -> bool {
    section.level == base
        && section
            .title
            .to_lowercase()
            .starts_with("method parameters for")
}

/// Whether a title begins with its number: `2. By the owner`.
fn is_numbered(title: &str) -> bool {
    title.split_once(". ").is_some_and(|(number, _)| {
        !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
    })
}

fn merge(top: &mut Vec<Field>, fields: Vec<Field>, variant: bool) {
    use crate::extract::draft::Required;
    if variant {
        // What another variant does not have is required in some only.
        for known in top.iter_mut() {
            if known.required.0 == Some(Required::Yes)
                && !fields.iter().any(|field| field.name == known.name)
            {
                known.required.0 = Some(Required::Sometimes);
            }
        }
    }
    for mut field in fields {
        let mut known = top.iter_mut().find(|known| known.name == field.name);
        if let Some(known) = &mut known {
            known.again(&field);
        }
        match known {
            Some(known) if known.required != field.required => {
                known.required.0 = Some(Required::Sometimes);
            }
            Some(_) => {}
            None => {
                if variant && field.required.0 == Some(Required::Yes) {
                    field.required.0 = Some(Required::Sometimes);
                }
                top.push(field);
            }
        }
    }
}

/// Children with one title in several tabs are variants of one table.
pub fn mark_variants(children: &mut [Child]) {
    let titles: Vec<String> = children
        .iter()
        .map(|child| child.title.to_lowercase())
        .collect();
    for index in 0..children.len() {
        let same = children
            .iter()
            .zip(&titles)
            .filter(|(_, title)| **title == titles[index]);
        let fields = same.clone().flat_map(|(child, _)| &child.fields);
        let names = fields.map(|field| field.name.clone()).collect();
        let is_variant = same.count() > 1;
        let child = &mut children[index];
        child.variant = child.variant || is_variant;
        child.names = names;
    }
}

/// Puts fields whose names are paths into what they name: `fields.title`, `FIELDS[NAME]`,
/// `items[].id`.
pub fn nest(root: &mut Field) {
    let fields = std::mem::take(&mut root.fields);
    let literal = has_points(&fields);
    for mut field in fields {
        let path = if literal && field.name.contains('.') {
            vec![field.name.clone()]
        } else {
            path(&field.name)
        };
        if path.len() < 2 {
            if path.len() == 1 {
                let list = field.name.ends_with("[]");
                field.name.clone_from(&path[0]);
                let known = root
                    .fields
                    .iter_mut()
                    .find(|known| known.name == field.name);
                if list && let Some(known) = known {
                    known.elements(field);
                    continue;
                }
                if list && !matches!(field.type_.shape, Shape::List(_)) {
                    field.type_.shape = Shape::List(Box::new(field.type_.shape));
                }
            }
            nest(&mut field);
            root.fields.push(field);
            continue;
        }
        let mut at = &mut *root;
        for name in &path[..path.len() - 1] {
            let is_list = field.name.contains(&format!("{name}[]"));
            let index = at
                .fields
                .iter()
                .position(|known| known.name == *name)
                .unwrap_or_else(|| {
                    let shape = if is_list {
                        Shape::List(Box::new(Shape::Object))
                    } else {
                        Shape::Object
                    };
                    at.fields.push(Field {
                        name: name.clone(),
                        line: field.line,
                        page: field.page.clone(),
                        type_: Type {
                            text: String::new(),
                            shape,
                        },
                        ..Field::default()
                    });
                    at.fields.len() - 1
                });
            at = &mut at.fields[index];
            // An array whose parts have names is an object.
            if !is_list && at.type_.shape == Shape::List(Box::new(Shape::Unknown)) {
                at.type_.shape = Shape::Object;
            }
        }
        field.name.clone_from(&path[path.len() - 1]);
        if !at.fields.iter().any(|known| known.name == field.name) {
            at.fields.push(field);
        }
    }
}

/// Whether points belong to the names of a list: what stands before one is a field that holds no
/// others.
fn has_points(fields: &[Field]) -> bool {
    fields.iter().any(|field| {
        field.name.split_once('.').is_some_and(|(owner, _)| {
            fields
                .iter()
                .any(|other| other.name == owner && !other.type_.shape.holds_fields())
        })
    })
}

/// The names of a path: `fields.title`, `FIELDS[NAME]`, `items[].id`.
#[must_use]
pub fn path(name: &str) -> Vec<String> {
    if name.starts_with(['.', '[']) || name.contains('{') || name.ends_with('.') {
        return vec![name.to_owned()];
    }
    name.split(['.', '[', ']'])
        .filter(|part| !part.is_empty())
        .map(str::to_owned)
        .collect()
}
