//! Pages of methods: parameters, answers, errors and examples, each from the sections of its
//! heading.

use std::collections::BTreeSet;

use super::draft::{Draft, Example, ExampleKind, Field, Note, Scalar, Shape};
use super::section::{Section, at_top, region};
use super::{
    attach, errors, example, failure, filter, paging, params, result, sent, transport, unread,
};
use crate::page::{BlockKind, Page};
use bitrix24_codegen::model::Json;
use bitrix24_codegen::pattern::is_pattern;

/// What is known of a page before its method is read.
pub(super) struct About<'a> {
    /// The calls that its examples make.
    pub(super) calls: &'a [example::Call],
    /// Whether it marks what is required.
    pub(super) marked: bool,
    /// The errors of all methods.
    pub(super) system: &'a errors::System,
}

/// Reads the method that a page describes.
pub(super) fn read(
    draft: &mut Draft,
    page: &Page,
    sections: &[Section<'_>],
    about: &About<'_>,
    notes: &mut Vec<Note>,
) {
    let about_params = parameters(draft, page, sections, about.marked, notes);
    requests(draft, about.calls, notes);
    let about_answer = about_answer(sections, &draft.name);
    let answer = answer(draft, page, &about_answer, notes);
    let about_errors = about_errors(sections);
    failures(draft, &about_errors, about.system, notes);
    let fields = about_params.iter().chain(about_answer.iter().copied());
    let read = unread::Read {
        fields: fields.map(|section| section.line).collect(),
        errors: about_errors.iter().map(|section| section.line).collect(),
    };
    draft.unread.extend(unread::beside(sections, &read));
    draft.paging = paging::read(draft, &answer, sections, about_params, notes);
}

/// What is noted of a page that neither describes parameters nor says that there are none.
const NO_SECTION: &str = "no section of parameters";
/// The same, where it has a section for them.
const NO_TABLE: &str = "no table of parameters could be read";

fn parameters<'s, 'p>(
    draft: &mut Draft,
    page: &Page,
    sections: &'s [Section<'p>],
    marked: bool,
    notes: &mut Vec<Note>,
) -> &'s [Section<'p>] {
    let is_params = |title: &str| {
        title.contains("parameter")
            && !title.contains("handler")
            && !title.contains("response")
            && !title.contains("returned")
    };
    let top = at_top(sections);
    let about_params = match region(sections, is_params) {
        // Without a heading the table stands at the top.
        found if found.is_empty() => top,
        // The first heading may be that of one parameter.
        found
            if top.end == found.start
                && names_one(&sections[found.start], &sections[top.start], page) =>
        {
            top.start..found.end
        }
        found => found,
    };
    let about_params = &sections[about_params];
    let params = params::read(about_params, page, marked, notes);
    draft.params = params.fields;
    filter::complete(&mut draft.params, about_params);
    draft.unread.extend(params.unread);
    for family in draft.params.iter().filter(|field| is_pattern(&field.name)) {
        notes.push(Note {
            line: family.line,
            text: format!("parameters named like {}", family.name),
        });
    }
    if !params.found {
        let none = sections
            .iter()
            .flat_map(|section| &section.blocks)
            .any(|block| {
                matches!(&block.kind, BlockKind::Paragraph(text) if {
                    let text = text.plain().to_lowercase();
                    text.contains("no parameters") || text.contains("without parameters")
                })
            });
        if !none {
            notes.push(Note {
                line: draft.line,
                text: NO_SECTION.to_owned(),
            });
        }
    } else if draft.params.is_empty() {
        let said = about_params.iter().flat_map(|section| &section.blocks).any(|block| {
            matches!(&block.kind, BlockKind::Paragraph(text) if {
                let text = text.plain().to_lowercase();
                text.contains("no param") || text.contains("without param") || text.contains("not have") || text.contains("not require") || text.contains("no input") || text.contains("not accept")
            })
        });
        if !said {
            notes.push(Note {
                line: about_params[0].line,
                text: NO_TABLE.to_owned(),
            });
        }
    }
    about_params
}

/// Whether a heading names a parameter of the table in a section.
fn names_one(heading: &Section<'_>, section: &Section<'_>, page: &Page) -> bool {
    let words = attach::words(&heading.title);
    section
        .tables()
        .filter_map(|(table, _, _)| section.read(table, page, true))
        .any(|read| read.fields.iter().any(|field| words.contains(&field.name)))
}

/// Examples of calls.
fn requests(draft: &mut Draft, calls: &[example::Call], notes: &mut Vec<Note>) {
    let own = calls
        .iter()
        .find(|call| call.method.eq_ignore_ascii_case(&draft.name) && call.body.is_some());
    if let Some(call) = own
        && let Some(mut request) = example::request(call)
    {
        let is_parameter = |key: &str| {
            draft
                .params
                .iter()
                .any(|field| field.name.eq_ignore_ascii_case(key))
        };
        request.body = transport::without(&request.body, is_parameter);
        if let Some(json) = example::json(&request.body) {
            draft.positional |= matches!(json, Json::List(_));
            let is_silent = notes
                .iter()
                .any(|note| matches!(note.text.as_str(), NO_SECTION | NO_TABLE));
            if draft.params.is_empty() && is_silent {
                draft.params = sent::only(&json, call.line);
            }
            let last = draft.name.rsplit('.').next().unwrap_or_default();
            let updates = last.to_lowercase().starts_with("update");
            sent::merge(&mut draft.params, &json, updates);
        }
        draft.examples.push(request);
    }
    for call in calls {
        if !call.method.eq_ignore_ascii_case(&draft.name) && own.is_none() {
            notes.push(Note {
                line: call.line,
                text: format!("the example calls {}", call.method),
            });
            break;
        }
    }
}

fn is_error(title: &str) -> bool {
    title.contains("error") && !title.contains("parameter")
}

/// Whether a heading is that of the answer.
fn is_answer(title: &str) -> bool {
    title.starts_with("response")
        || title.starts_with("successful")
        || title.starts_with("returned")
        || title.starts_with("result")
        || title.starts_with("server response")
        || title.contains("success")
        || title.contains("returned by the method")
}

/// The sections about the answer: everything between its heading and that of the errors.
fn about_answer<'s, 'p>(sections: &'s [Section<'p>], method: &str) -> Vec<&'s Section<'p>> {
    let mut found = Vec::new();
    let (mut about, mut inside) = (false, false);
    for section in sections {
        let title = section.title.to_lowercase();
        if section.level == 2 {
            about = is_answer(&title) && !is_error(&title);
            inside = about;
        }
        if about && section.level > 2 && is_error(&title) {
            inside = false;
        } else if about && section.level > 2 && is_answer(&title) {
            // An error that comes with a successful status may stand before.
            inside = true;
        }
        if inside {
            found.push(section);
        }
    }
    if found.is_empty() {
        // The heading may stand below another one, such as that of the examples.
        let lists_fields = method.to_lowercase().ends_with("fields");
        let is_deep = |section: &Section<'_>| {
            let title = section.title.to_lowercase();
            section.level > 2 && !section.is_tab && is_answer(&title)
                || section.level == 2 && lists_fields && title == "fields"
        };
        if let Some(start) = sections.iter().position(is_deep) {
            let level = sections[start].level;
            let below = sections[start + 1..].iter().take_while(|section| {
                section.level > level
                    || section.level == level
                        && level > 2
                        && !is_error(&section.title.to_lowercase())
            });
            found.push(&sections[start]);
            found.extend(below);
        }
    }
    found
}

/// The answer of an example that has only what is under `result`, put under it.
fn without_envelope(text: &str) -> Option<Json> {
    const BESIDE: &[&str] = &[
        "result",
        "time",
        "total",
        "next",
        "error",
        "error_description",
    ];
    let value = example::json(text)?;
    let is_bare = match &value {
        Json::Map(map) => !map.is_empty() && map.iter().all(|(key, _)| !BESIDE.contains(&key)),
        Json::List(items) => !items.is_empty(),
        _ => false,
    };
    (is_bare && tells(&value))
        .then(|| Json::Map([("result".to_owned(), value)].into_iter().collect()))
}

/// Whether an example has any value.
fn tells(json: &Json) -> bool {
    match json {
        Json::List(items) => items.iter().any(tells),
        Json::Map(map) => map.iter().any(|(_, inner)| tells(inner)),
        _ => true,
    }
}

fn answer(
    draft: &mut Draft,
    page: &Page,
    about_answer: &[&Section<'_>],
    notes: &mut Vec<Note>,
) -> result::Answer {
    let answers: Vec<(String, u32)> = about_answer
        .iter()
        .flat_map(|section| payloads(section))
        .collect();
    let shown = answers.iter().find_map(|(text, line)| {
        let value = example::json(text)?;
        let whole = matches!(&value, Json::Map(map) if map.get("result").is_some());
        whole.then_some((value, text.clone(), *line))
    });
    if shown.is_none()
        && let Some((text, line)) = answers.first()
    {
        let reason = if example::json(text).is_none() {
            "the example of an answer is no JSON"
        } else {
            "the example of an answer has no result"
        };
        notes.push(Note {
            line: *line,
            text: reason.to_owned(),
        });
    }
    for (text, line) in &answers {
        if example::json(text)
            .is_some_and(|json| matches!(&json, Json::Map(map) if map.get("result").is_some()))
        {
            draft.examples.push(Example {
                kind: ExampleKind::Response,
                body: transport::without_deep_time(text),
                status: Some(200),
                line: *line,
            });
        }
    }
    let bare = match shown {
        Some(_) => None,
        None => answers.iter().find_map(|(text, _)| without_envelope(text)),
    };
    let whole = shown.as_ref().map(|(json, _, _)| json);
    let mut answer = result::read(about_answer, page, whole.or(bare.as_ref()), notes);
    draft.result = answer.result.take();
    if let Some(result) = &mut draft.result {
        for (text, _) in &answers {
            other_answer(result, example::json(text).as_ref());
        }
    }
    draft.unread.append(&mut answer.unread);
    if shown.is_none()
        && bare.is_none()
        && !answer.named
        && let Some(result) = &mut draft.result
    {
        without_example(result, &draft.name);
    }
    if draft.result.is_none() {
        notes.push(Note {
            line: draft.line,
            text: "nothing tells what the method answers".to_owned(),
        });
    }
    answer
}

/// Another example of an answer whose items are values, where those of the first are objects.
fn other_answer(result: &mut Field, shown: Option<&Json>) {
    let Some(Json::Map(map)) = shown else { return };
    let (Some(Json::List(items)), Shape::List(item)) = (map.get("result"), &result.type_.shape)
    else {
        return;
    };
    let value = match items.first() {
        Some(Json::Integer(_)) => Scalar::Integer,
        Some(Json::Text(_)) => Scalar::String,
        _ => return,
    };
    if matches!(**item, Shape::Object | Shape::Named(_)) {
        let item = Shape::Union(vec![Shape::Scalar(value), (**item).clone()]);
        result.type_.shape = Shape::List(Box::new(item));
    }
}

/// Settles what an answer is of which a table alone lists names: the method tells what these are
/// of.
fn without_example(result: &mut Field, method: &str) {
    let last = method.rsplit('.').next().unwrap_or_default().to_lowercase();
    let line = result
        .fields
        .first()
        .map_or(result.line, |field| field.line);
    if result.fields.is_empty() {
        return;
    }
    if last.ends_with("fields") {
        result.fields.clear();
        result.type_.shape = Shape::Map(Box::new(Shape::Object));
        result.doubt(
            line,
            "the table lists keys of the answer, and no example shows what they lead to",
        );
    } else if last.ends_with("list") && result.fields.iter().all(|field| field.fields.is_empty()) {
        result.type_.shape = Shape::List(Box::new(Shape::Object));
        result.doubt(
            line,
            "the table lists fields, and no example shows that they are those of the rows",
        );
    } else {
        result.doubt(
            line,
            "the table lists fields, and no example shows where they stand in the answer",
        );
    }
}

/// The sections about errors, with all that stands below their headings.
fn about_errors<'s, 'p>(sections: &'s [Section<'p>]) -> Vec<&'s Section<'p>> {
    let mut found = Vec::new();
    let mut level = None;
    for section in sections {
        let title = section.title.to_lowercase();
        if level.is_some_and(|level| section.level <= level) {
            level = None;
        }
        if level.is_none() && section.level >= 2 && is_error(&title) {
            level = Some(section.level);
        }
        if level.is_some() {
            found.push(section);
        }
    }
    found
}

fn failures(
    draft: &mut Draft,
    about_errors: &[&Section<'_>],
    system: &errors::System,
    notes: &mut Vec<Note>,
) {
    let failed: Vec<(String, u32)> = about_errors
        .iter()
        .flat_map(|section| payloads(section))
        .collect();
    let shown: Vec<errors::Shown> = failed
        .iter()
        .filter_map(|(text, line)| errors::Shown::read(&example::json(text)?, *line))
        .collect();
    let status = about_errors
        .iter()
        .find_map(|section| section_status(section));
    for (text, line) in &failed {
        let Some(json) = example::json(text) else {
            continue;
        };
        let within = failure::read(&json);
        if within.is_some() || matches!(&json, Json::Map(map) if map.get("error").is_some()) {
            draft.examples.push(Example {
                kind: ExampleKind::Error,
                body: text.clone(),
                status: within.as_ref().map_or(status, |_| Some(200)),
                line: *line,
            });
        }
        draft.failure = draft.failure.take().or(within);
    }
    let mut names = BTreeSet::new();
    draft
        .params
        .iter()
        .for_each(|field| gather(field, &mut names));
    let rows = errors::Rows {
        shown: &shown,
        status,
        third: draft.version == 3,
        names: &names,
        system,
    };
    draft.errors = errors::read(about_errors, &rows, notes);
}

/// The JSON of a section's fences, with lines.
fn payloads(section: &Section<'_>) -> Vec<(String, u32)> {
    section
        .fences()
        .into_iter()
        .filter(|fence| {
            matches!(
                fence.language.to_lowercase().as_str(),
                "json" | "js" | "javascript" | "http" | "" | "json5"
            )
        })
        .filter(|fence| {
            fence
                .text
                .trim_start()
                .starts_with(['{', '[', 't', 'f', '"'])
        })
        .map(|fence| (fence.text.to_owned(), fence.line))
        .collect()
}

/// The names of a field and of everything in it.
fn gather(field: &Field, names: &mut BTreeSet<String>) {
    names.insert(field.name.clone());
    field.fields.iter().for_each(|field| gather(field, names));
}

/// The HTTP status that a section names, when it is one.
fn section_status(section: &Section<'_>) -> Option<u16> {
    section.blocks.iter().find_map(|block| {
        let BlockKind::Paragraph(text) = &block.kind else {
            return None;
        };
        let text = text.plain();
        let lower = text.to_lowercase();
        let at = lower
            .find("http status")
            .or_else(|| lower.find("http-status"))
            .or_else(|| lower.find("http code"))?;
        let numbers: Vec<u16> = text[at..]
            .split(|character: char| !character.is_ascii_digit())
            .filter_map(|word| word.parse().ok())
            .filter(|status| (100..600).contains(status))
            .collect();
        (numbers.len() == 1).then(|| numbers[0])
    })
}
