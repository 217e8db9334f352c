//! Relations between pages: replacements, and several pages for one method.

use std::collections::BTreeMap;

use super::draft::Note;
use super::{Documentation, Draft, Other};
use crate::extract::draft::Kind;
use crate::spelling::letters;

impl Documentation {
    /// Looks up what pages say of each other.
    pub(super) fn link(&mut self) {
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
        let replacements: Vec<Option<(String, bool)>> = self
            .drafts
            .iter()
            .map(|draft| {
                let named = draft.deprecated.as_ref()?.replacement.as_ref()?;
                let Some(page) = named.strip_prefix("page:") else {
                    return Some((named.clone(), true));
                };
                if let Some(name) = by_page.get(page) {
                    return Some(((*name).to_owned(), true));
                }
                if let Some(namespace) = self.overviews.get(page) {
                    return Some((namespace.clone(), false));
                }
                // An overview stands for the methods of its folder.
                let folder = page.strip_suffix("index")?;
                let namespace = common_namespace(
                    by_page
                        .iter()
                        .filter(|(page, _)| page.starts_with(folder))
                        .map(|(_, name)| *name),
                );
                Some((namespace?, false))
            })
            .collect();
        for (draft, replacement) in self.drafts.iter_mut().zip(replacements) {
            let Some(deprecated) = &mut draft.deprecated else {
                continue;
            };
            if let Some((name, false)) = &replacement {
                draft.notes.push(Note {
                    line: deprecated.line,
                    text: format!("the replacement {name} is what the linked overview lists"),
                });
            }
            deprecated.replacement = replacement.map(|(name, _)| name);
        }
        super::types::settle(self);
    }

    /// Several pages may name one method: the one that is named after it, or else says most,
    /// describes it.
    fn settle_doubles(&mut self) {
        let weight = |draft: &Draft| {
            let file = draft.page.rsplit('/').next().unwrap_or_default();
            (
                letters(file) == letters(&draft.name),
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
}

/// The namespace that methods have in common, with `.*`.
pub(super) fn common_namespace<'n>(names: impl Iterator<Item = &'n str>) -> Option<String> {
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
