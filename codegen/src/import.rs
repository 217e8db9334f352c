//! From the pages of the documentation to what they state: a [`Draft`] for every method and every event.
//!
//! Pages are read one by one and independently of each other; what links them (types that another page describes, pages
//! that replace others) is looked up afterwards. What a page does not state in a way that is known here is not guessed:
//! it becomes a note with its line.

pub mod attach;
pub mod draft;
pub mod errors;
mod event;
pub mod example;
mod flatten;
pub mod head;
pub mod params;
pub mod prose;
pub mod result;
pub mod score;
pub mod section;
pub mod table;
pub mod type_text;
pub mod write;

use std::collections::BTreeMap;

pub use self::draft::Draft;
use self::draft::{Field, Note, Target};
use self::head::Subject;
use crate::facts::{Facts, Kind, Paging};
use crate::model::{Json, PagingStyle};
use crate::pages::{Block, BlockKind, Folder, Page};

/// What the documentation states.
#[derive(Debug, Default)]
pub struct Documentation {
    /// Methods and events, sorted by kind, name and version.
    pub drafts: Vec<Draft>,
    /// Fields of the objects that pages describe under an anchor.
    pub objects: BTreeMap<Target, Vec<Field>>,
    /// Pages that describe no method and no event, with the reason.
    pub others: Vec<Other>,
}

/// A page that describes no method and no event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Other {
    /// Page from the root of the documentation, without `.md`.
    pub page: String,
    /// Why it is taken for that.
    pub reason: &'static str,
}

/// What one page states.
enum Reading {
    Drafts(Vec<Draft>),
    Other(Other),
}

/// Reads the whole documentation.
#[must_use]
pub fn read(folder: &Folder) -> Documentation {
    let pages = folder.pages();
    let threads = std::thread::available_parallelism()
        .map_or(1, usize::from)
        .min(8);
    let size = pages.len().div_ceil(threads).max(1);
    let parts: Vec<Vec<(Reading, Vec<(Target, Vec<Field>)>)>> = std::thread::scope(|scope| {
        let workers: Vec<_> = pages
            .chunks(size)
            .map(|pages| {
                scope.spawn(move || pages.iter().map(|page| self::page(folder, page)).collect())
            })
            .collect();
        workers
            .into_iter()
            .map(|worker| worker.join().unwrap_or_default())
            .collect()
    });
    let mut documentation = Documentation::default();
    for (reading, objects) in parts.into_iter().flatten() {
        documentation.objects.extend(objects);
        match reading {
            Reading::Drafts(drafts) => documentation.drafts.extend(drafts),
            Reading::Other(other) => documentation.others.push(other),
        }
    }
    documentation.link();
    documentation
}

/// The facts that the documentation states of every method and event.
#[must_use]
pub fn facts(folder: &Folder) -> Vec<Facts> {
    read(folder).facts()
}

impl Documentation {
    /// Looks up what pages say of each other.
    fn link(&mut self) {
        self.settle_doubles();
        self.drafts.sort_by(|one, other| {
            (one.kind, &one.name, one.version, &one.page).cmp(&(
                other.kind,
                &other.name,
                other.version,
                &other.page,
            ))
        });
        let by_page: BTreeMap<&str, &str> = self
            .drafts
            .iter()
            .map(|draft| (draft.page.as_str(), draft.name.as_str()))
            .collect();
        let replacements: Vec<Option<String>> = self
            .drafts
            .iter()
            .map(|draft| {
                let named = draft.deprecated.as_ref()?.replacement.as_ref()?;
                let Some(page) = named.strip_prefix("page:") else {
                    return Some(named.clone());
                };
                if let Some(name) = by_page.get(page) {
                    return Some((*name).to_owned());
                }
                // An overview stands for the methods of its folder.
                let folder = page.strip_suffix("index")?;
                common_namespace(
                    by_page
                        .iter()
                        .filter(|(page, _)| page.starts_with(folder))
                        .map(|(_, name)| *name),
                )
            })
            .collect();
        for (draft, replacement) in self.drafts.iter_mut().zip(replacements) {
            if let Some(deprecated) = &mut draft.deprecated {
                deprecated.replacement = replacement;
            }
        }
    }

    /// Several pages may name one method: the one that is named after it, or else says most, describes it.
    fn settle_doubles(&mut self) {
        let squeezed = |text: &str| -> String {
            text.chars()
                .filter(char::is_ascii_alphanumeric)
                .collect::<String>()
                .to_lowercase()
        };
        let weight = |draft: &Draft| {
            let file = draft.page.rsplit('/').next().unwrap_or_default();
            (
                squeezed(file) == squeezed(&draft.name),
                draft.params.len() + draft.errors.len(),
            )
        };
        let mut best: BTreeMap<(Kind, String, u8), usize> = BTreeMap::new();
        for (index, draft) in self.drafts.iter().enumerate() {
            let key = (draft.kind, draft.name.clone(), draft.version);
            match best.get(&key) {
                Some(known) if weight(&self.drafts[*known]) >= weight(draft) => {}
                _ => {
                    best.insert(key, index);
                }
            }
        }
        let kept: std::collections::BTreeSet<usize> = best.into_values().collect();
        let drafts = std::mem::take(&mut self.drafts);
        for (index, draft) in drafts.into_iter().enumerate() {
            if kept.contains(&index) {
                self.drafts.push(draft);
            } else {
                self.others.push(Other {
                    page: draft.page,
                    reason: "another page describes the same method",
                });
            }
        }
        self.others.sort_by(|one, other| one.page.cmp(&other.page));
    }

    /// The facts of every method and event.
    #[must_use]
    pub fn facts(&self) -> Vec<Facts> {
        self.drafts
            .iter()
            .map(|draft| flatten::facts(draft, &self.objects))
            .collect()
    }
}

/// The namespace that methods have in common, with `.*`.
fn common_namespace<'n>(names: impl Iterator<Item = &'n str>) -> Option<String> {
    let mut common: Option<Vec<&str>> = None;
    for name in names {
        let parts: Vec<&str> = name.split('.').collect();
        let parts = &parts[..parts.len() - 1];
        common = Some(match common {
            None => parts.to_vec(),
            Some(known) => known
                .iter()
                .zip(parts)
                .take_while(|(one, other)| one == other)
                .map(|(one, _)| *one)
                .collect(),
        });
    }
    let common = common?;
    (!common.is_empty()).then(|| format!("{}.*", common.join(".")))
}

/// Whether a name stands for a family of names.
#[must_use]
pub fn is_pattern(name: &str) -> bool {
    name.contains(['*', '{'])
}

/// Whether a name belongs to the family that a pattern tells: `*` is any text, `{n}` digits.
#[must_use]
fn pattern_fits(pattern: &str, name: &str) -> bool {
    crate::pattern::fits(pattern, name)
}

/// The first line of a text, short enough for a message.
fn one_line(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    line.chars().take(60).collect()
}

fn page(folder: &Folder, page: &Page) -> (Reading, Vec<(Target, Vec<Field>)>) {
    let whole = with_includes(folder, page);
    let page = whole.as_ref().unwrap_or(page);
    let sections = section::sections(page);
    let marked = is_marked(page);
    let mut ignored = Vec::new();
    let objects: Vec<(Target, Vec<Field>)> = sections
        .iter()
        .filter_map(|section| {
            let anchor = section.anchor.clone()?;
            let (table, _, _) = section
                .tables()
                .find(|(table, _, _)| table::fields(table).is_some())?;
            let fields = table::fields(table)?.read(page, marked, &mut ignored);
            let mut root = Field {
                fields,
                ..Field::default()
            };
            params::nest(&mut root);
            let target = Target {
                page: page.path.clone(),
                anchor,
            };
            Some((target, root.fields))
        })
        .collect();
    let fences: Vec<_> = sections.iter().flat_map(section::Section::fences).collect();
    let calls: Vec<example::Call> = fences.iter().flat_map(example::calls).collect();
    let events = event::several(page, &sections);
    let reading = match head::subject(page, &sections, &calls) {
        _ if !events.is_empty() => Reading::Drafts(events),
        Subject::Nothing(reason) => Reading::Other(Other {
            page: page.path.clone(),
            reason,
        }),
        Subject::Of(kind, name) => {
            Reading::Drafts(vec![draft(page, &sections, kind, name, &calls, marked)])
        }
    };
    (reading, objects)
}

/// The page with the local pages that it includes in place; nothing when it includes none.
fn with_includes(folder: &Folder, page: &Page) -> Option<Page> {
    fn local(path: &str) -> bool {
        path.contains("/_include/")
    }
    let includes =
        |block: &Block| matches!(&block.kind, BlockKind::Include { path, .. } if local(path));
    if !page.blocks.iter().any(includes) {
        return None;
    }
    let mut whole = page.clone();
    whole.blocks = page
        .blocks
        .iter()
        .flat_map(|block| match &block.kind {
            BlockKind::Include { path, .. } if local(path) => match folder.get(path) {
                Some(included) => included
                    .blocks
                    .iter()
                    .cloned()
                    .map(|included| Block {
                        line: block.line,
                        ..included
                    })
                    .collect(),
                None => vec![block.clone()],
            },
            _ => vec![block.clone()],
        })
        .collect();
    Some(whole)
}

/// Whether a page marks what is required: it says what the mark means, or has one.
fn is_marked(page: &Page) -> bool {
    page.descendants().any(|block| match &block.kind {
        BlockKind::Include { path, .. } => path.ends_with("_includes/required"),
        BlockKind::Table(table) => table::fields(table).is_some_and(|fields| fields.has_mark()),
        BlockKind::Paragraph(text) => text.plain().contains("Required parameters are marked with"),
        _ => false,
    })
}

/// The sections from one whose title is wanted, with all that stands below it.
fn region<'s, 'p>(
    sections: &'s [section::Section<'p>],
    wanted: impl Fn(&str) -> bool,
) -> &'s [section::Section<'p>] {
    let Some(start) = sections
        .iter()
        .position(|section| section.level == 2 && wanted(&section.title.to_lowercase()))
    else {
        return &[];
    };
    let end = sections[start + 1..]
        .iter()
        .position(|section| section.level <= 2)
        .map_or(sections.len(), |length| start + 1 + length);
    &sections[start..end]
}

/// What stands before the first heading of level 2 and has a table.
fn at_top<'s, 'p>(sections: &'s [section::Section<'p>]) -> &'s [section::Section<'p>] {
    let Some(start) = sections.iter().position(|section| section.level == 1) else {
        return &[];
    };
    let end = sections[start + 1..]
        .iter()
        .position(|section| section.level <= 2)
        .map_or(sections.len(), |length| start + 1 + length);
    let top = &sections[start..end];
    if top[0]
        .tables()
        .any(|(table, _, _)| table::fields(table).is_some())
    {
        top
    } else {
        &[]
    }
}

fn draft(
    page: &Page,
    sections: &[section::Section<'_>],
    kind: Kind,
    name: String,
    calls: &[example::Call],
    marked: bool,
) -> Draft {
    let head = head::head(sections);
    let line = sections
        .iter()
        .find(|section| section.level == 1)
        .map_or(1, |section| section.line);
    let mut notes: Vec<Note> = Vec::new();
    let third = calls.iter().filter(|call| call.method.eq_ignore_ascii_case(&name)).any(|call| call.third)
        || page.descendants().any(|block| matches!(&block.kind, BlockKind::Include { path, .. } if path.ends_with("error-info-v3")));
    let mut draft = Draft {
        kind,
        version: if third { 3 } else { 2 },
        page: page.path.clone(),
        line,
        scope: head.scope,
        access: head.access,
        deprecated: head::deprecation(page, sections),
        positional: false,
        params: Vec::new(),
        result: None,
        paging: None,
        errors: Vec::new(),
        examples: Vec::new(),
        notes: Vec::new(),
        name,
    };
    if draft.scope.is_empty() {
        notes.push(Note {
            line,
            text: "no scope is named".to_owned(),
        });
    }
    match kind {
        Kind::Event => event::read(&mut draft, page, sections, &mut notes),
        Kind::Method => method(&mut draft, page, sections, calls, marked, &mut notes),
    }
    draft.notes = notes;
    draft
}

fn method(
    draft: &mut Draft,
    page: &Page,
    sections: &[section::Section<'_>],
    calls: &[example::Call],
    marked: bool,
    notes: &mut Vec<Note>,
) {
    // Parameters.
    let is_params = |title: &str| {
        title.contains("parameter")
            && !title.contains("handler")
            && !title.contains("response")
            && !title.contains("returned")
    };
    let about_params = match region(sections, is_params) {
        // Without a heading the table stands at the top.
        [] => at_top(sections),
        found => found,
    };
    let params = params::read(about_params, page, marked, notes);
    draft.params = params.fields;
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
                text: "no section of parameters".to_owned(),
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
                text: "no table of parameters could be read".to_owned(),
            });
        }
    }
    // Examples of calls.
    let own = calls
        .iter()
        .find(|call| call.method.eq_ignore_ascii_case(&draft.name) && call.body.is_some());
    if let Some(call) = own
        && let Some(request) = example::request(call)
    {
        if example::json(&request.body).is_some_and(|json| matches!(json, Json::List(_))) {
            draft.positional = true;
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
    // The answer: everything between its heading and that of the errors.
    let is_error = |title: &str| title.contains("error") && !title.contains("parameter");
    let is_answer = |title: &str| {
        title.starts_with("response")
            || title.starts_with("successful")
            || title.starts_with("returned")
            || title.starts_with("result")
            || title.starts_with("server response")
            || title.contains("success")
    };
    let about_answer: Vec<&section::Section<'_>> = {
        let mut found = Vec::new();
        let mut inside = false;
        for section in sections {
            let title = section.title.to_lowercase();
            if section.level == 2 {
                inside = is_answer(&title) && !is_error(&title);
            }
            if inside && section.level > 2 && is_error(&title) {
                inside = false;
            }
            if inside {
                found.push(section);
            }
        }
        found
    };
    let json = |section: &section::Section<'_>| -> Vec<(String, u32)> {
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
    };
    let answers: Vec<(String, u32)> = about_answer
        .iter()
        .flat_map(|section| json(section))
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
            draft.examples.push(draft::Example {
                kind: draft::ExampleKind::Response,
                body: text.clone(),
                status: Some(200),
                line: *line,
            });
        }
    }
    let answer = result::read(
        &about_answer,
        page,
        shown.as_ref().map(|(json, _, _)| json),
        notes,
    );
    draft.result = answer.result;
    if draft.result.is_none() {
        notes.push(Note {
            line: draft.line,
            text: "nothing tells what the method answers".to_owned(),
        });
    }
    // Errors.
    let about_errors: Vec<&section::Section<'_>> = {
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
    };
    let failed: Vec<(String, u32)> = about_errors
        .iter()
        .flat_map(|section| json(section))
        .collect();
    let failures: Vec<Json> = failed
        .iter()
        .filter_map(|(text, _)| example::json(text))
        .collect();
    let status = about_errors
        .iter()
        .find_map(|section| section_status(section));
    for (text, line) in &failed {
        if example::json(text)
            .is_some_and(|json| matches!(&json, Json::Map(map) if map.get("error").is_some()))
        {
            draft.examples.push(draft::Example {
                kind: draft::ExampleKind::Error,
                body: text.clone(),
                status,
                line: *line,
            });
        }
    }
    draft.errors = errors::read(&about_errors, &failures, status, notes);
    draft.paging = paging(draft, answer.next || answer.total, about_params);
}

/// The HTTP status that a section names, when it is one.
fn section_status(section: &section::Section<'_>) -> Option<u16> {
    section.blocks.iter().find_map(|block| {
        let BlockKind::Paragraph(text) = &block.kind else {
            return None;
        };
        let text = text.plain();
        let lower = text.to_lowercase();
        let at = lower
            .find("http status")
            .or_else(|| lower.find("http-status"))?;
        let numbers: Vec<u16> = text[at..]
            .split(|character: char| !character.is_ascii_digit())
            .filter_map(|word| word.parse().ok())
            .filter(|status| (100..600).contains(status))
            .collect();
        (numbers.len() == 1).then(|| numbers[0])
    })
}

/// How a list is read on.
fn paging(draft: &Draft, counted: bool, about_params: &[section::Section<'_>]) -> Option<Paging> {
    let param = |name: &str| {
        draft
            .params
            .iter()
            .find(|field| field.name.eq_ignore_ascii_case(name))
    };
    if draft.version == 3 {
        return param("pagination").map(|_| Paging {
            style: PagingStyle::Page,
            size: None,
            cursor: None,
        });
    }
    let start = param("start")?;
    let said = about_params
        .iter()
        .flat_map(|section| section.tables())
        .flat_map(|(table, _, _)| &table.rows)
        .find(|row| row.line == start.line)
        .map(|row| {
            row.cells
                .iter()
                .map(crate::pages::Cell::plain)
                .collect::<Vec<_>>()
                .join("\n")
        })
        .unwrap_or_default();
    let lower = said.to_lowercase();
    let size = lower
        .find("page size")
        .or_else(|| lower.find("records per page"))
        .or_else(|| lower.find("page"))
        .and_then(|at| {
            said[at..]
                .split(|character: char| !character.is_ascii_digit())
                .find_map(|word| word.parse::<u32>().ok())
        });
    let pages = counted
        || lower.contains("pagination")
        || lower.contains("page")
        || lower.contains("offset");
    pages.then_some(Paging {
        style: PagingStyle::Start,
        size,
        cursor: None,
    })
}
