//! The comments of a file, in their order, each taken once.

use std::collections::VecDeque;

use crate::source::Span;

/// A comment that no entry has taken yet.
#[derive(Debug, Clone, Copy)]
pub(super) struct Comment<'t> {
    /// From `#` to the end of the line.
    pub(super) text: &'t str,
    pub(super) start: usize,
    /// Column in characters.
    pub(super) column: usize,
    /// Whether nothing but space stands before it.
    pub(super) own_line: bool,
    /// Whether the line above is empty.
    pub(super) after_blank: bool,
}

/// The comments that remain.
pub(super) struct Queue<'t>(VecDeque<Comment<'t>>);

impl<'t> Queue<'t> {
    pub(super) fn new(text: &'t str, spans: &[Span]) -> Self {
        let comment = |span: &Span| {
            let line = line_start(text, span.start);
            let before = &text[line..span.start];
            Comment {
                text: text[span.start..span.end].trim_end(),
                start: span.start,
                column: before.chars().count(),
                own_line: before.trim().is_empty(),
                after_blank: is_after_blank(text, span.start),
            }
        };
        Self(spans.iter().map(comment).collect())
    }

    /// The comments that begin before `end`.
    pub(super) fn before(&mut self, end: usize) -> Vec<Comment<'t>> {
        self.take(|comment| comment.start < end)
    }

    /// The comments on lines of their own before `end` that are indented by `column` at least.
    pub(super) fn indented(&mut self, column: usize, end: usize) -> Vec<Comment<'t>> {
        self.take(|comment| comment.own_line && comment.start < end && comment.column >= column)
    }

    /// The comment behind what ends at `end`, on the same line.
    pub(super) fn behind(&mut self, text: &str, end: usize) -> Option<Comment<'t>> {
        let next = self
            .0
            .front()
            .filter(|next| !next.own_line && next.start >= end)?;
        // A closing brace between them makes it the comment of what the brace closes.
        let between = &text[end..next.start];
        let close = !between.contains('\n') && matches!(between.trim(), "" | ",");
        if close { self.0.pop_front() } else { None }
    }

    /// Removes the comments between two positions: they are part of a text that does not change.
    pub(super) fn skip(&mut self, start: usize, end: usize) {
        self.0
            .retain(|comment| comment.start < start || comment.start >= end);
    }

    fn take(&mut self, wanted: impl Fn(&Comment<'t>) -> bool) -> Vec<Comment<'t>> {
        let mut taken = Vec::new();
        while let Some(comment) = self.0.front().filter(|comment| wanted(comment)) {
            taken.push(*comment);
            self.0.pop_front();
        }
        taken
    }
}

/// The beginning of the line of `at`.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// Whether the line above that of `at` is empty.
pub(super) fn is_after_blank(text: &str, at: usize) -> bool {
    let above = &text[..line_start(text, at)];
    above
        .strip_suffix('\n')
        .is_some_and(|above| above[line_start(above, above.len())..].trim().is_empty())
}
