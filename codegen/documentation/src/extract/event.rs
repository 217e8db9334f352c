//! Pages of events: what a handler receives.

use super::draft::{Draft, Example, ExampleKind, Field, Note, Scalar, Shape, Type};
use super::section::Section;
use super::{example, head, lacking, params, shown};
use crate::extract::draft::Kind;
use crate::page::Page;
use bitrix24_codegen::model::Json;

/// Reads the event that a page describes.
pub(super) fn read(
    draft: &mut Draft,
    page: &Page,
    sections: &[Section<'_>],
    notes: &mut Vec<Note>,
) {
    // The envelope stands under its heading; sections after it may hold the tables of what is in
    // it.
    let start = sections
        .iter()
        .position(|section| {
            let title = section.title.to_lowercase();
            section.level == 2
                && (title.starts_with("what the handler receives")
                    || title.contains("parameter")
                    || title.starts_with("response"))
        })
        .or_else(|| sections.iter().position(|section| section.level == 1));
    let about: &[Section<'_>] = start.map_or(&[], |start| {
        let end = sections[start..]
            .iter()
            .position(|section| {
                let title = section.title.to_lowercase();
                section.level == 2
                    && (title.starts_with("continue")
                        || title.contains("example")
                        || title.contains("error"))
            })
            .map_or(sections.len(), |length| start + length);
        &sections[start..end]
    });
    let all = params::read(about, page, true, notes);
    draft.unread = all.unread;
    draft.lacking = lacking::read(sections);
    take(draft, all.fields, notes);
    for section in sections {
        examples(draft, section);
    }
    shown(draft);
}

/// Completes what is in `data` by the examples that are JSON.
fn shown(draft: &mut Draft) {
    let payloads: Vec<Json> = draft
        .examples
        .iter()
        .filter_map(|example| match example::json(&example.body)? {
            Json::Map(map) => map.get("data").cloned(),
            _ => None,
        })
        .collect();
    if draft.params.is_empty() {
        return;
    }
    let mut root = Field {
        line: draft.line,
        type_: Type {
            text: String::new(),
            shape: Shape::Object,
        },
        fields: std::mem::take(&mut draft.params),
        ..Field::default()
    };
    for payload in payloads
        .iter()
        .filter(|payload| matches!(payload, Json::Map(_)))
    {
        or_text(&mut root, payload);
        shown::merge(&mut root, payload);
    }
    draft.params = root.fields;
}

/// A text where the table says an object: JavaScript's `undefined` stands for an object that there
/// is none of.
fn or_text(field: &mut Field, payload: &Json) {
    match payload {
        Json::Map(map) => {
            for inner in &mut field.fields {
                if let Some(value) = map.get(&inner.name) {
                    or_text(inner, value);
                }
            }
        }
        Json::Text(text) if text == "undefined" && field.type_.shape.holds_fields() => {
            let text = Shape::Scalar(Scalar::String);
            if matches!(&field.type_.shape, Shape::Union(shapes) if shapes.contains(&text)) {
                return;
            }
            let shape = match std::mem::take(&mut field.type_.shape) {
                Shape::List(_) | Shape::Unknown => Shape::Object,
                shape => shape,
            };
            field.type_.shape = Shape::Union(vec![shape, text]);
            field.doubt(
                field.line,
                "the table says an object, an example has the text `undefined`",
            );
        }
        _ => {}
    }
}

/// Takes the contents of `data` out of the envelope.
fn take(draft: &mut Draft, fields: Vec<Field>, notes: &mut Vec<Note>) {
    let find = |name: &str| {
        fields
            .iter()
            .find(|field| field.name.eq_ignore_ascii_case(name))
    };
    match find("data") {
        Some(data) if is_scalar(data) => {
            draft.result = Some(Field {
                name: String::new(),
                ..data.clone()
            });
            return;
        }
        Some(data) => draft.params.clone_from(&data.fields),
        None if find("event").is_none() => draft.params = fields,
        None => {}
    }
    if draft.params.is_empty() {
        notes.push(Note {
            line: draft.line,
            text: "the contents of data could not be read".to_owned(),
        });
    }
    draft.params.iter_mut().for_each(forget);
}

/// Whether `data` is a single value.
fn is_scalar(data: &Field) -> bool {
    data.fields.is_empty()
        && matches!(&data.type_.shape, Shape::Scalar(scalar) if *scalar != Scalar::Any)
}

/// A handler's parameters have no requirement.
fn forget(field: &mut Field) {
    field.required.0 = None;
    field.fields.iter_mut().for_each(forget);
}

fn examples(draft: &mut Draft, section: &Section<'_>) {
    for fence in section.fences() {
        let is_array = fence.text.contains("=>") || fence.text.contains("data[");
        let is_payload = || {
            example::json(fence.text)
                .is_some_and(|json| matches!(&json, Json::Map(map) if map.get("event").is_some() || map.get("data").is_some()))
        };
        if is_array || is_payload() {
            draft.examples.push(Example {
                kind: ExampleKind::Event,
                body: fence.text.to_owned(),
                status: None,
                line: fence.line,
            });
        }
    }
}

/// The events of a page that describes several, each under a heading that is its name.
pub(super) fn several(page: &Page, sections: &[Section<'_>]) -> Vec<Draft> {
    let named: Vec<(usize, String)> = sections
        .iter()
        .enumerate()
        .filter(|(_, section)| section.level == 2 && !section.title.trim().contains(' '))
        .filter_map(|(index, section)| Some((index, head::event_name(&section.title)?)))
        .collect();
    if named.len() < 2 {
        return Vec::new();
    }
    let top = head::head(sections);
    let lacking = lacking::read(sections);
    named
        .iter()
        .map(|(start, name)| {
            let end = sections[start + 1..]
                .iter()
                .position(|section| section.level <= 2)
                .map_or(sections.len(), |length| start + 1 + length);
            let own = &sections[*start..end];
            let mut notes = Vec::new();
            let mut draft = Draft {
                scope: top.scope.clone(),
                access: top.access.clone(),
                lacking: lacking.clone(),
                ..Draft::new(Kind::Event, name.clone(), 2, &page.path, own[0].line)
            };
            let all = params::read(own, page, true, &mut notes);
            draft.unread = all.unread;
            take(&mut draft, all.fields, &mut notes);
            for section in own {
                examples(&mut draft, section);
            }
            shown(&mut draft);
            if draft.scope.is_empty() {
                notes.push(Note {
                    line: draft.line,
                    text: "no scope is named".to_owned(),
                });
            }
            draft.notes = notes;
            draft
        })
        .collect()
}
