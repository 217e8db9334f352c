//! Documented payloads, and whether the schema keeps and accepts them.

use std::collections::BTreeSet;
use std::ops::AddAssign;

use serde::Serialize;

use crate::extract::draft::{Draft, ExampleKind};
use crate::extract::example;
use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::load::LoadedExamples;
use bitrix24_codegen::model::{self, Json};

/// The number of payloads.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Examples {
    /// Different payloads that the page shows, also those that are no JSON.
    pub documented: usize,
    /// Those among the schema's examples.
    pub kept: usize,
    /// Kept ones that the schema accepts.
    pub passing: usize,
    /// Kept ones that are known to contradict their page, each with a reason.
    pub contradicting: usize,
}

impl AddAssign for Examples {
    fn add_assign(&mut self, other: Self) {
        self.documented += other.documented;
        self.kept += other.kept;
        self.passing += other.passing;
        self.contradicting += other.contradicting;
    }
}

/// A payload of the schema.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Kept {
    kind: model::ExampleKind,
    body: Option<Json>,
    contradicts: bool,
    passes: bool,
}

/// The payloads of a file, with what was found to be wrong with each.
pub(super) fn kept(file: &LoadedExamples, problems: &Problems) -> Vec<Kept> {
    let items = file.node.get("examples");
    let fails = |index: usize| {
        let Some(item) = items.and_then(|items| items.index(index)) else {
            return true;
        };
        let span = item.span();
        problems.iter().any(|problem| {
            let at = problem.span;
            at.file == span.file && (span.start..=span.end).contains(&at.start)
        })
    };
    let examples = file.model.examples.iter().enumerate();
    examples
        .map(|(index, example)| Kept {
            kind: example.kind,
            body: example::json(&example.body),
            contradicts: example.contradicts.is_some(),
            passes: file.complete && !fails(index),
        })
        .collect()
}

/// Compares the payloads of a page with those of the schema for the same method or event.
pub(super) fn of(draft: &Draft, kept: &[Kept]) -> Examples {
    let mut seen = BTreeSet::new();
    let mut examples = Examples::default();
    for shown in &draft.examples {
        let kind = match shown.kind {
            ExampleKind::Request => model::ExampleKind::Request,
            ExampleKind::Response => model::ExampleKind::Response,
            ExampleKind::Error => model::ExampleKind::Error,
            ExampleKind::Event => model::ExampleKind::Event,
        };
        if !seen.insert((shown.kind as u8, shown.body.trim())) {
            continue;
        }
        examples.documented += 1;
        let Some(body) = example::json(&shown.body) else {
            continue;
        };
        let found = kept
            .iter()
            .find(|kept| kept.kind == kind && kept.body.as_ref() == Some(&body));
        if let Some(found) = found {
            examples.kept += 1;
            if found.passes && found.contradicts {
                examples.contradicting += 1;
            } else if found.passes {
                examples.passing += 1;
            }
        }
    }
    examples
}
