//! Replacements of text.

use std::ops::Range;

/// A range of a text, and its replacement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// The stretch, in bytes.
    pub at: Range<usize>,
    /// Its replacement.
    pub text: String,
}

/// The effect of an edit on the lines of a file, if it concerns one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    /// The line, counted from 1, is to be this.
    Changed(u32, String),
    /// Behind the line, counted from 1, comes this.
    Added(u32, String),
    /// These lines go, counted from 1, both included.
    Removed(u32, u32),
}

impl Splice {
    /// The text with it.
    pub fn apply(&self, text: &str) -> String {
        format!(
            "{}{}{}",
            &text[..self.at.start],
            self.text,
            &text[self.at.end..]
        )
    }

    /// The effect on the lines of a text, if it concerns one line.
    pub fn line(&self, text: &str) -> Option<Line> {
        let number = |at: usize| {
            let above = text[..at].bytes().filter(|byte| *byte == b'\n').count();
            u32::try_from(above + 1).ok()
        };
        let old = &text[self.at.clone()];
        if old.is_empty()
            && let Some(line) = self.text.strip_prefix('\n')
        {
            let one = !line.contains('\n');
            return number(self.at.start)
                .filter(|_| one)
                .map(|at| Line::Added(at, line.to_owned()));
        }
        if self.text.is_empty() && old.ends_with('\n') {
            return Some(Line::Removed(
                number(self.at.start)?,
                number(self.at.end - 1)?,
            ));
        }
        let one = !old.contains('\n') && !self.text.contains('\n');
        one.then(|| {
            let line = line_start(text, self.at.start)..line_end(text, self.at.end);
            let changed = format!(
                "{}{}{}",
                &text[line.start..self.at.start],
                self.text,
                &text[self.at.end..line.end]
            );
            number(line.start).map(|number| Line::Changed(number, changed))
        })
        .flatten()
    }
}

/// The beginning of the line of a position.
pub(super) fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind('\n').map_or(0, |end| end + 1)
}

/// The end of the line of a position.
pub(super) fn line_end(text: &str, at: usize) -> usize {
    at + text[at..].find('\n').unwrap_or(text.len() - at)
}
