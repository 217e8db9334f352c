//! A page in the form that rules read.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::called::{self, Called};
use super::documentation::Documentation;
use super::link::{self, Link};
use super::located::{self, Broken, Located};
use super::shell::{self, Body};
use crate::extract::Draft;
use crate::extract::draft::{ExampleKind, Field};
use crate::extract::section::{self, Fence, Section};
use crate::facts::Kind;
use crate::page::Page;

/// A page, read once for all rules.
pub(super) struct Subject<'d> {
    pub(super) page: &'d Page,
    pub(super) documentation: &'d Documentation<'d>,
    /// The subject of the page: one method, one event, several events, or none.
    pub(super) drafts: Vec<&'d Draft>,
    pub(super) sections: Vec<Section<'d>>,
    /// Blocks of code.
    pub(super) codes: Vec<Code<'d>>,
    /// Commands of `curl` that call the method of the page.
    pub(super) requests: Vec<Request>,
    /// Links, in their order.
    pub(super) links: Vec<Link>,
    /// Words outside of code, in lower case; needed on few pages only.
    pub(super) words: OnceCell<BTreeSet<String>>,
}

/// A block of code.
pub(super) struct Code<'d> {
    /// Index of its section.
    pub(super) section: usize,
    pub(super) fence: Fence<'d>,
    /// The methods that it calls.
    pub(super) called: Vec<Called>,
    /// Its JSON, if it looks like JSON.
    pub(super) json: Option<Result<Located, Broken>>,
    /// Whether it is among the examples of requests, in one of the tabs of languages.
    pub(super) is_call: bool,
}

/// A command of `curl`.
#[derive(Debug)]
pub(super) struct Request {
    /// Its address.
    pub(super) called: Called,
    /// The body that it sends.
    pub(super) body: Body,
}

impl<'d> Subject<'d> {
    pub(super) fn of(page: &'d Page, documentation: &'d Documentation<'d>) -> Self {
        let drafts = documentation.drafts(&page.path);
        let sections = section::sections(page);
        let mut codes: Vec<Code<'d>> = Vec::new();
        for (index, section) in sections.iter().enumerate() {
            let is_answer = is_about_answers(&section.title.to_lowercase());
            for fence in section.fences() {
                let is_call = !fence.tab.is_empty() && !is_answer;
                let called = if is_call && !drafts.is_empty() {
                    called::called(&fence)
                } else {
                    Vec::new()
                };
                codes.push(Code {
                    section: index,
                    fence,
                    called,
                    json: json(&fence),
                    is_call,
                });
            }
        }
        let mut requests = Vec::new();
        if let [draft] = drafts[..] {
            for code in codes.iter().filter(|code| is_shell(&code.fence)) {
                let address = code.called.iter().find(|called| called.third.is_some());
                if let Some(called) =
                    address.filter(|called| called.method.eq_ignore_ascii_case(&draft.name))
                {
                    requests.push(Request {
                        called: called.clone(),
                        body: shell::body(code.fence.text, code.fence.line + 1),
                    });
                }
            }
        }
        Self {
            page,
            documentation,
            drafts,
            sections,
            codes,
            requests,
            links: link::links(&page.blocks),
            words: OnceCell::new(),
        }
    }

    /// The method that the page describes.
    pub(super) fn method(&self) -> Option<&'d Draft> {
        match self.drafts[..] {
            [draft] if draft.kind == Kind::Method => Some(draft),
            _ => None,
        }
    }

    /// The requests that are JSON.
    pub(super) fn sent(&self) -> impl Iterator<Item = &Located> {
        self.requests
            .iter()
            .filter_map(|request| match &request.body {
                Body::Json(json) => Some(json),
                _ => None,
            })
    }

    /// The examples of answers or of errors that are JSON.
    pub(super) fn shown(&self, kind: ExampleKind) -> impl Iterator<Item = &Located> {
        let examples = self.method().map_or(&[][..], |draft| &draft.examples);
        examples
            .iter()
            .filter(move |example| example.kind == kind)
            .filter_map(|example| {
                let code = self
                    .codes
                    .iter()
                    .find(|code| code.fence.line == example.line)?;
                code.json.as_ref()?.as_ref().ok()
            })
    }

    /// The line of the heading of level 2 above a line.
    pub(super) fn part(&self, line: u32) -> Option<u32> {
        let above =
            |section: &&Section<'_>| section.line <= line && section.level == 2 && !section.is_tab;
        let section = self.sections.iter().rev().find(above);
        section.map(|section| section.line)
    }

    /// Every parameter and every part of an answer that tables describe.
    pub(super) fn fields(&self) -> Vec<&'d Field> {
        fn all<'f>(fields: &'f [Field], found: &mut Vec<&'f Field>) {
            for field in fields {
                if !field.shown {
                    found.push(field);
                }
                all(&field.fields, found);
            }
        }
        let mut found = Vec::new();
        for draft in &self.drafts {
            all(&draft.params, &mut found);
            all(draft.result.as_slice(), &mut found);
        }
        found
    }

    /// Whether a parameter or a part of the answer has a name.
    pub(super) fn documents(&self, name: &str) -> bool {
        fn within(fields: &[Field], name: &str) -> bool {
            fields
                .iter()
                .any(|field| field.name == name || within(&field.fields, name))
        }
        self.drafts.iter().any(|draft| {
            let result = draft.result.as_ref();
            within(&draft.params, name) || result.is_some_and(|result| within(&result.fields, name))
        })
    }
}

/// Whether a title is that of answers or errors.
fn is_about_answers(title: &str) -> bool {
    ["response", "returned", "error", "result"]
        .iter()
        .any(|word| title.contains(word))
}

/// Whether a fence is a command of a shell.
fn is_shell(fence: &Fence<'_>) -> bool {
    matches!(
        fence.language,
        "bash" | "curl" | "sh" | "shell" | "http" | ""
    ) && fence.text.contains("curl")
}

/// Reads a fence as JSON: one that is marked as such, or begins like it.
fn json(fence: &Fence<'_>) -> Option<Result<Located, Broken>> {
    let text = fence.text.trim_start();
    let marked = fence.language == "json" && !text.is_empty();
    let alike =
        matches!(fence.language, "js" | "javascript" | "http" | "") && text.starts_with('{');
    (marked || alike).then(|| located::read(fence.text, fence.line + 1))
}
