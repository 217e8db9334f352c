//! The head of a page: its subject, its scopes, who may call it, and whether it is deprecated.

use super::access;
use super::cell::{block_links, lines, marked};
use super::draft::Deprecation;
use super::example::Call;
use super::prose::Line;
use super::section::Section;
use crate::extract::draft::Kind;
use crate::page::{BlockKind, Page};
use crate::spelling::letters;

/// What a page describes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    /// A method or an event of that name.
    Of(Kind, String),
    /// Something else, with the reason why it is taken for that.
    Nothing(&'static str),
}

/// Tells what a page describes. `calls` are those of its examples.
#[must_use]
pub fn subject(page: &Page, sections: &[Section<'_>], calls: &[Call]) -> Subject {
    if page
        .path
        .split('/')
        .any(|part| part == "_includes" || part == "_include")
    {
        return Subject::Nothing("a part of other pages");
    }
    if page.path.ends_with("/index") || page.path == "index" {
        return Subject::Nothing("an overview");
    }
    let title = page.title.clone().unwrap_or_default();
    if title.contains("BX24.") || title.contains("BXMobileApp") {
        return Subject::Nothing("a function of the JavaScript library");
    }
    let named = title
        .split_whitespace()
        .rev()
        .filter(|word| !word.contains(".*"))
        .find_map(method_name);
    let is_called = |name: &str| {
        calls
            .iter()
            .any(|call| call.method.eq_ignore_ascii_case(name))
    };
    let who = sections
        .iter()
        .flat_map(quotes)
        .any(|line| who(&line.text).is_some());
    let is_shown = who && named.as_ref().is_some_and(|name| is_called(name));
    if title.contains(".*") && !is_shown {
        return Subject::Nothing("an overview");
    }
    let heading = |words: &[&str]| {
        sections.iter().any(|section| {
            let title = section.title.to_lowercase();
            words.iter().any(|word| title.contains(word))
        })
    };
    let says = |words: &str| {
        sections.iter().flat_map(quotes).any(|line| {
            line.text
                .trim_start_matches(['*', '>', ' '])
                .to_lowercase()
                .starts_with(words)
        })
    };
    let is_placement = page.path.contains("/widgets/");
    let subscribed = says("who can subscribe");
    let handled = heading(&["what the handler receives", "event handler parameters"]);
    let in_title = event_name(&title);
    let in_reference = page.path.starts_with("api-reference");
    if !is_placement
        && in_reference
        && (subscribed
            || handled && !says("who can execute")
            || in_title.is_some() && !says("who can"))
    {
        let shown = shown_event(sections);
        return match filed_event(page, shown.as_deref(), in_title.as_deref())
            .or(in_title)
            .or(shown)
        {
            Some(name) => Subject::Of(Kind::Event, name),
            None => Subject::Nothing("an event without a name"),
        };
    }
    let file = letters(page.path.rsplit('/').next().unwrap_or_default());
    let full = heading(&["parameters"]) && heading(&["response", "returned"]);
    let by_file = calls.iter().find(|call| letters(&call.method) == file);
    if let Some(name) = named {
        // Titles have slips: what the file is named after, and its examples call, is the method.
        let name = match by_file {
            Some(call) if letters(&name) != file => call.method.clone(),
            _ => name,
        };
        let last = letters(name.rsplit('.').next().unwrap_or_default());
        let own_file = file == letters(&name) || in_reference && file.ends_with(&last);
        let called = is_called(&name);
        return if own_file && (who || full || called)
            || in_reference && (full && (who || called) || who && called)
        {
            Subject::Of(Kind::Method, name)
        } else {
            Subject::Nothing("a tutorial or a description around methods")
        };
    }
    // The title says what the method does: its name is in the file's name, or in the calls of its
    // examples.
    if !in_reference || !(who || full) || is_placement {
        return Subject::Nothing("nothing on it is a method or an event");
    }
    let by_count = calls.iter().filter(|_| full).max_by_key(|call| {
        calls
            .iter()
            .filter(|other| other.method == call.method)
            .count()
    });
    by_file
        .or(by_count)
        .map_or(Subject::Nothing("no method is named"), |call| {
            Subject::Of(Kind::Method, call.method.clone())
        })
}

/// The event of an example when the page's file is named after it and not after the title's, which
/// may be a slip. The capitals are those of the words of the file: `on-crm-lead-delete` describes
/// `onCrmLeadDelete`.
fn filed_event(page: &Page, shown: Option<&str>, titled: Option<&str>) -> Option<String> {
    let file = page.path.rsplit('/').next().unwrap_or_default();
    let is_file = |name: &str| letters(name) == letters(file);
    if !is_file(shown?) || is_file(titled?) {
        return None;
    }
    let (first, rest) = file.split_once('-')?;
    let words = rest.split('-').map(|word| {
        let (initial, others) = word.split_at(word.len().min(1));
        initial.to_ascii_uppercase() + others
    });
    Some(first.to_owned() + &words.collect::<String>())
}

/// The event that an example shows: `"event": "ONBOOKINGADD"`, `'event' => 'ONBOOKINGADD'`.
fn shown_event(sections: &[Section<'_>]) -> Option<String> {
    sections.iter().flat_map(Section::fences).find_map(|fence| {
        let (_, rest) = fence
            .text
            .split_once("event\"")
            .or_else(|| fence.text.split_once("event'"))
            .or_else(|| fence.text.split_once("[event]"))?;
        let rest = rest.trim_start_matches([' ', ':', '=', '>', '\'', '"']);
        let end = rest.find(|character: char| {
            !(character.is_ascii_alphanumeric() || matches!(character, '.' | '_'))
        })?;
        (end > 4).then(|| rest[..end].to_owned())
    })
}

/// The method that a word names.
#[must_use]
pub fn method_name(word: &str) -> Option<String> {
    let word = word
        .trim_matches(|character: char| !(character.is_ascii_alphanumeric() || character == '_'));
    let mut parts = word.split('.');
    let first = parts.next()?;
    let is_part = |part: &str| {
        !part.is_empty()
            && part.chars().all(|character| {
                character.is_ascii_alphanumeric() || matches!(character, '_' | '-')
            })
    };
    let rest: Vec<&str> = parts.collect();
    let is_name = !rest.is_empty()
        && first.starts_with(|character: char| character.is_ascii_lowercase())
        && is_part(first)
        && rest.iter().all(|part| is_part(part))
        && !matches!(
            *rest.last()?,
            "com" | "md" | "js" | "php" | "json" | "net" | "ru"
        )
        && first != "www";
    is_name.then(|| word.to_owned())
}

/// The event that a title names: `onCrmDealAdd`, `ONIMBOTMESSAGEADD`, `CATALOG.PRICE.ON.ADD`.
#[must_use]
pub fn event_name(title: &str) -> Option<String> {
    title
        .split_whitespace()
        .rev()
        .map(|word| {
            word.trim_matches(|character: char| {
                !(character.is_ascii_alphanumeric() || matches!(character, '_' | ':'))
            })
        })
        .find(|word| {
            let bytes = word.as_bytes();
            let dotted = word.contains(".ON.") || word.contains(".On");
            let plain = !word.contains('.')
                && (word.starts_with("on") || word.starts_with("On") || word.starts_with("ON"))
                && bytes.get(2).is_some_and(u8::is_ascii_uppercase);
            word.len() > 5
                && (dotted || plain && word.bytes().filter(u8::is_ascii_uppercase).count() >= 2)
        })
        .map(str::to_owned)
}

/// What the quotation at the top says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head {
    /// Scopes.
    pub scope: Vec<String>,
    /// Who may call it or subscribe to it, in our words.
    pub access: Option<String>,
    /// Line of the page that says so.
    pub access_line: Option<u32>,
}

/// Reads the quotation at the top of a page.
#[must_use]
pub fn head(sections: &[Section<'_>]) -> Head {
    let mut head = Head::default();
    let mut said: Vec<Line> = Vec::new();
    let mut open = false;
    for line in sections
        .iter()
        .take_while(|section| section.level <= 1)
        .flat_map(quotes)
    {
        let lower = line.text.to_lowercase();
        if lower.starts_with("scope") || lower.starts_with("quick navigation") {
            open = false;
        }
        if let Some(rest) = lower.strip_prefix("scope") {
            let rest = rest.trim_start_matches(['s', ':', ' ', '*']);
            // An example of a scope is none.
            let rest = rest.split("for example").next().unwrap_or(rest);
            let quoted: Vec<&str> = rest.split('`').skip(1).step_by(2).collect();
            let words: Vec<&str> = if quoted.is_empty() {
                rest.split([',', ' ']).collect()
            } else {
                quoted
            };
            for word in words.iter().flat_map(|word| word.split([',', '|'])) {
                let word = word.trim().trim_matches(['.', '*', '\\']);
                let is_scope = !word.is_empty()
                    && word.chars().all(|character| {
                        character.is_ascii_alphanumeric() || matches!(character, '_' | '.' | '-')
                    });
                if is_scope && !matches!(word, "or" | "and" | "any" | "basic") || word == "basic" {
                    let word = word.to_owned();
                    if !head.scope.contains(&word) {
                        head.scope.push(word);
                    }
                }
            }
        } else if let Some(who) = who(&line.text) {
            open = said.is_empty();
            if open {
                head.access_line = Some(line.line);
                said.push(Line { text: who, ..line });
            }
        } else if open {
            // The cases of a list, or lines that continue the sentence.
            said.push(line);
        }
    }
    head.access = access::access(&said);
    head
}

/// Who may call a method, by a line that says it.
fn who(text: &str) -> Option<String> {
    let text = text.trim().trim_start_matches(['*', '>', ' ']);
    let lower = text.to_lowercase();
    let says = lower.starts_with("who can")
        || lower.starts_with("permissions to execute")
        || lower.starts_with("who may");
    if !says {
        return None;
    }
    let (_, rest) = text.split_once(':')?;
    Some(rest.trim().trim_matches('*').trim().to_owned())
}

fn quotes<'s>(section: &'s Section<'_>) -> impl Iterator<Item = Line> + 's {
    section
        .blocks
        .iter()
        .filter_map(|block| match &block.kind {
            BlockKind::Quote(blocks) => Some(lines(blocks)),
            BlockKind::Paragraph(text)
                if text
                    .plain()
                    .trim_start()
                    .to_lowercase()
                    .starts_with("scope:") =>
            {
                Some(
                    (0..)
                        .zip(marked(text).split('\n'))
                        .map(|(offset, text)| Line {
                            line: block.line + offset,
                            depth: 0,
                            text: text.trim().to_owned(),
                        })
                        .collect(),
                )
            }
            _ => None,
        })
        .flatten()
}

/// Whether the page advises against what it describes. A note says so, above the parameters.
#[must_use]
pub fn deprecation(page: &Page, sections: &[Section<'_>]) -> Option<Deprecation> {
    let top = sections.iter().take_while(|section| section.level <= 1);
    for block in top.flat_map(|section| &section.blocks) {
        let BlockKind::Note { title, blocks, .. } = &block.kind else {
            continue;
        };
        let text = crate::page::plain(blocks);
        let lower = text.to_lowercase();
        let title = title.to_lowercase();
        let says = title.contains("deprecated")
            && !title.contains("field")
            && !title.contains("parameter")
            || title.contains("has been halted")
            || lower.starts_with("deprecated")
            || (lower.contains("halted") || lower.contains("discontinued"))
                && lower.contains("development");
        if !says {
            continue;
        }
        let replacement = replacement(page, blocks);
        let replacement = match replacement {
            Some(named) if !named.starts_with("page:") => Some(named),
            linked => recommended(sections).or(linked),
        };
        return Some(Deprecation {
            replacement,
            line: block.line,
        });
    }
    None
}

/// The method that another note at the top recommends.
fn recommended(sections: &[Section<'_>]) -> Option<String> {
    let top = sections.iter().take_while(|section| section.level <= 1);
    top.flat_map(|section| &section.blocks).find_map(|block| {
        let BlockKind::Note { blocks, .. } = &block.kind else {
            return None;
        };
        lines(blocks).iter().find_map(|line| {
            let at = line.text.find("recommended to use")?;
            line.text[at..].split_whitespace().find_map(|word| {
                let word = word.replace('`', "");
                method_name(word.trim_end_matches(['.', ',', ')']))
            })
        })
    })
}

/// The method, or the namespace with `.*`, that a note names instead; else the page that it links
/// to, as `page:…`.
fn replacement(page: &Page, blocks: &[crate::page::Block]) -> Option<String> {
    for line in lines(blocks) {
        // The note may name the method itself first: what to use follows the word for it.
        let lower = line.text.to_lowercase();
        let Some(at) = ["use ", "alternative", "counterpart", "refer to"]
            .iter()
            .filter_map(|word| lower.find(word))
            .min()
        else {
            continue;
        };
        let named = line.text[at..].split_whitespace().find_map(|word| {
            let word = word.replace('`', "");
            let family = word.contains(".*");
            let name = method_name(
                word.trim_end_matches(['.', ',', ')', '*'])
                    .trim_end_matches('.'),
            )?;
            Some(if family { format!("{name}.*") } else { name })
        });
        if named.is_some() {
            return named;
        }
    }
    let mut links = Vec::new();
    block_links(blocks, &mut links);
    links
        .iter()
        .find_map(|link| page.resolve(link))
        .map(|target| format!("page:{}", target.path))
}
