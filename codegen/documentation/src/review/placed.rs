//! What stands at lines of pages: YAML, and what is open.

use std::collections::{BTreeMap, BTreeSet};

use super::files::Files;
use super::located::{Located, Place};
use super::remark::{Remark, Remarks, difference};
use super::sheet::Yaml;
use super::yaml::Block;
use super::{Subject, identity_of_facts};
use crate::compare::Agreement;
use crate::extract::example;
use crate::gate::Gate;

/// The remark on an example that the schema does not keep.
pub(super) const NOT_KEPT: &str = "not among the examples";

/// A part of a file, and the place of its head where it has none of its own.
pub(super) type Headed = (Block, Option<Place>);

/// The remarks and YAML at lines of pages.
#[derive(Default)]
pub(super) struct Placed {
    pub(super) yaml: BTreeMap<Place, Vec<Yaml>>,
    pub(super) remarks: BTreeMap<Place, Vec<(Option<Gate>, Remark)>>,
}

impl Placed {
    /// Puts every line of YAML to the lines of pages that it came from.
    ///
    /// Returns the lines that came from none.
    pub(super) fn yaml(
        &mut self,
        subject: &Subject<'_>,
        blocks: &[Headed],
        located: &Located,
        remarks: &Remarks,
    ) -> Vec<Remark> {
        let mut nowhere = Vec::new();
        for (block, head) in blocks {
            let unstated = unstated(subject, &block.file);
            let mut at: BTreeMap<Place, BTreeSet<usize>> = BTreeMap::new();
            for (index, line) in block.lines.iter().enumerate() {
                let own = located.at(&block.file, &line.keys);
                if line.is_holder && own.is_none() {
                    continue;
                }
                let stated = located.nearest(&block.file, &line.keys);
                for place in stated
                    .into_iter()
                    .flatten()
                    .chain(head.iter().filter(|_| stated.is_none()))
                {
                    at.entry(place.clone()).or_default().insert(index);
                }
                if stated.is_none() && head.is_none() {
                    nowhere.push(Remark {
                        label: "yaml",
                        text: format!("{:>5} {}", line.number, line.text),
                    });
                }
            }
            // A line may have several facts, each from a line of a page.
            for (keys, number) in &block.entries {
                let index = block.lines.iter().position(|line| line.number == *number);
                for place in located.at(&block.file, keys).into_iter().flatten() {
                    at.entry(place.clone()).or_default().extend(index);
                }
            }
            for (place, indices) in at {
                let lines = indices.into_iter().map(|index| {
                    let line = &block.lines[index];
                    let on_line = remarks.on_line(&block.file, line.number, &subject.facts.name);
                    let mut open: Vec<Remark> = on_line.cloned().collect();
                    open.extend(
                        unstated
                            .iter()
                            .filter(|(number, _)| *number == line.number)
                            .map(|(_, remark)| remark.clone()),
                    );
                    Yaml {
                        file: (*block.file != *subject.facts.at.yaml).then(|| block.file.clone()),
                        line: line.number,
                        text: line.text.clone(),
                        is_unstated: located.is_unstated(&block.file, &line.keys),
                        remarks: open,
                    }
                });
                let lines: Vec<Yaml> = lines.collect();
                self.yaml.entry(place).or_default().extend(lines);
            }
        }
        nowhere
    }

    /// The differences of the page.
    pub(super) fn differences(&mut self, subject: &Subject<'_>) {
        for (record, is_settled) in &subject.records {
            if !record.agreement.is_change() || is_missing(record.agreement) {
                continue;
            }
            if let Some(at) = record.at_after() {
                let place = Place {
                    page: at.page().to_owned(),
                    line: at.line,
                };
                let remarks = self.remarks.entry(place).or_default();
                remarks.push((None, difference(record, *is_settled)));
            }
        }
    }

    /// The examples that the schema keeps, at the examples of the page.
    ///
    /// Returns their files.
    pub(super) fn kept(
        &mut self,
        subject: &Subject<'_>,
        files: &Files,
        remarks: &Remarks,
    ) -> Vec<String> {
        let mut paths = Vec::new();
        let kept = files.kept(&identity_of_facts(subject.facts));
        for known in &kept {
            if !paths.contains(&known.file) {
                paths.push(known.file.clone());
            }
        }
        let Some(draft) = subject.draft else {
            return paths;
        };
        for shown in &draft.examples {
            let body = example::json(&shown.body);
            let same = kept
                .iter()
                .find(|kept| kept.body.is_some() && kept.body == body);
            let text = match same {
                Some(kept) => format!("{}:{} {}", kept.file, kept.line, kept.what),
                None => NOT_KEPT.to_owned(),
            };
            let place = Place {
                page: draft.page.clone(),
                line: shown.line,
            };
            let here = self.remarks.entry(place).or_default();
            here.push((
                None,
                Remark {
                    label: "kept",
                    text,
                },
            ));
            if let Some(kept) = same {
                let open = remarks.on_line(&kept.file, kept.line, &subject.facts.name);
                here.extend(open.map(|remark| (None, remark.clone())));
            }
        }
        paths
    }

    /// The notes of YAML at the lines that they name: `page, line 12: what is doubtful.`
    pub(super) fn notes(&mut self, blocks: &[Headed], files: &Files, pages: &[String]) {
        for (block, _) in blocks {
            let Some((file, _)) = files.file(&block.file) else {
                continue;
            };
            for keys in block.notes() {
                let node = keys.iter().try_fold(&file.node, |node, key| node.get(key));
                let text = node.and_then(|node| node.text()).unwrap_or_default();
                for (page, line, note) in parsed(text) {
                    let is_of = |path: &&String| path.rsplit('/').next() == Some(page);
                    if let Some(page) = pages.iter().find(is_of) {
                        let place = Place {
                            page: page.clone(),
                            line,
                        };
                        let remark = Remark {
                            label: "check",
                            text: note.to_owned(),
                        };
                        self.remarks.entry(place).or_default().push((None, remark));
                    }
                }
            }
        }
    }

    /// The open points on pages about a subject.
    pub(super) fn open(&mut self, subject: &Subject<'_>, remarks: &Remarks, pages: &[String]) {
        for page in pages {
            let name = &subject.facts.name;
            for (line, gate, remark) in remarks.on_page(page, name, subject.is_lacking) {
                let place = Place {
                    page: page.clone(),
                    line,
                };
                let here = self.remarks.entry(place).or_default();
                here.push((gate, remark));
            }
        }
    }
}

/// Facts that the schema has and its page lacks, by the line of a file.
fn unstated(subject: &Subject<'_>, file: &str) -> Vec<(u32, Remark)> {
    let missing = subject
        .records
        .iter()
        .filter(|(record, _)| is_missing(record.agreement));
    missing
        .filter_map(|(record, is_settled)| {
            let at = record.at_before()?;
            (*at.yaml == *file).then(|| (at.line, difference(record, *is_settled)))
        })
        .collect()
}

/// The notes of a text: the last part of a page's path, the first line, and what is doubtful.
fn parsed(text: &str) -> Vec<(&str, u32, &str)> {
    // A note begins `page, line 12: ` or `page, lines 12 to 15: `.
    let mut begins: Vec<(usize, usize, &str, u32)> = Vec::new();
    for (at, mark) in text.match_indices(", line") {
        let page = text[..at].rsplit(' ').next().unwrap_or_default();
        let rest = text[at + mark.len()..].trim_start_matches('s').trim_start();
        let digits = rest
            .find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(rest.len());
        let place = rest
            .split_once(": ")
            .filter(|(place, _)| !place.contains('.'));
        if let (Ok(line), Some((_, note))) = (rest[..digits].parse(), place) {
            begins.push((at - page.len(), text.len() - note.len(), page, line));
        }
    }
    let mut notes: Vec<(&str, u32, &str)> = Vec::new();
    let mut end = text.len();
    for (begin, from, page, line) in begins.into_iter().rev() {
        // Of two places before one colon, the first has the note of the second.
        let note = match notes.last() {
            Some((_, _, shared)) if end < from => *shared,
            _ => text[from..end].trim_end(),
        };
        notes.push((page, line, note));
        end = begin;
    }
    notes.reverse();
    notes
}

fn is_missing(agreement: Agreement) -> bool {
    agreement == Agreement::Missing
}

#[cfg(test)]
mod tests {
    use super::parsed;

    #[test]
    fn notes_name_their_lines() {
        assert_eq!(
            parsed("shop-add, line 12: no type. shop-types, line 3: two of them."),
            [
                ("shop-add", 12, "no type."),
                ("shop-types", 3, "two of them.")
            ]
        );
        assert_eq!(
            parsed("shop-add, lines 7 to 9: the table of a, b. shop-add, line 12: no type."),
            [
                ("shop-add", 7, "the table of a, b."),
                ("shop-add", 12, "no type.")
            ]
        );
        assert_eq!(
            parsed("shop-get, line 7, and shop-list, line 9: `Y` closes it late"),
            [
                ("shop-get", 7, "`Y` closes it late"),
                ("shop-list", 9, "`Y` closes it late")
            ]
        );
        assert_eq!(parsed("a person wrote this, line by line"), []);
    }
}
