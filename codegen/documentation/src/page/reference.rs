//! Targets that links name by a label: `[text][label]`, and `[label]: target` on a line of its own.

use std::collections::BTreeMap;

use super::line::Line;

/// The targets of a page by their labels.
#[derive(Debug, Default)]
pub(super) struct References {
    targets: BTreeMap<String, String>,
}

impl References {
    /// Takes the definitions out of the lines of a page. Their lines are left blank.
    pub(super) fn take(lines: &mut [Line<'_>]) -> Self {
        let mut found = Self::default();
        let mut in_fence = false;
        for line in lines {
            let text = line.trimmed();
            if text.starts_with("```") {
                in_fence = !in_fence;
            }
            if in_fence || line.indent() > 3 {
                continue;
            }
            if let Some((label, target)) = definition(text) {
                // The first of several counts, as in CommonMark.
                found
                    .targets
                    .entry(folded(label))
                    .or_insert_with(|| target.to_owned());
                line.text = "";
            }
        }
        found
    }

    pub(super) fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// The target of a label, whatever its case and its spaces.
    pub(super) fn target(&self, label: &str) -> Option<&str> {
        self.targets.get(&folded(label)).map(String::as_str)
    }
}

/// The label and the target that a line defines. `[^1]: …` is a footnote, and `[*word]: …` explains
/// a word.
fn definition(text: &str) -> Option<(&str, &str)> {
    let (label, rest) = text.strip_prefix('[')?.split_once("]:")?;
    let is_label =
        !label.trim().is_empty() && !label.starts_with(['^', '*']) && !label.contains('[');
    let (target, title) = match rest.trim().split_once([' ', '\t']) {
        Some((target, title)) => (target, title.trim()),
        None => (rest.trim(), ""),
    };
    let is_titled = title.is_empty() || title.starts_with(['"', '\'', '(']);
    let target = target.trim_start_matches('<').trim_end_matches('>');
    (is_label && is_titled && !target.is_empty()).then_some((label, target))
}

fn folded(label: &str) -> String {
    let words: Vec<&str> = label
        .split(|letter: char| letter.is_whitespace())
        .filter(|word| !word.is_empty())
        .collect();
    words.join(" ").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::definition;

    #[test]
    fn a_definition_is_a_label_and_a_target() {
        for (line, expected) in [
            ("[1]: ../types.md", Some(("1", "../types.md"))),
            (
                "[types]:<../types.md#a> \"Types\"",
                Some(("types", "../types.md#a")),
            ),
            ("[^1]: a footnote", None),
            ("[*API]: an explanation", None),
            ("[note]: this is a sentence", None),
            ("[label]:", None),
            ("a [1]: b", None),
        ] {
            assert_eq!(definition(line), expected, "{line}");
        }
    }
}
