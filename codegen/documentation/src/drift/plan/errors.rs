//! Edits of the errors of methods.

use super::{ByHand, Planner, edit, put, remove, set};
use crate::compare::{ErrorFact, Record};
use crate::drift::FileEdit;
use crate::drift::plan::unused;
use crate::edit::{Edit, Yaml};
use crate::facts::{Error, Facts};
use bitrix24_codegen::node::Node;

impl Planner<'_> {
    pub(super) fn error(
        &self,
        change: &Record<'_>,
        fact: ErrorFact,
        before: Option<&Error>,
        after: Option<&Error>,
    ) -> Result<Vec<FileEdit>, ByHand> {
        let (Some(old), Some(new)) = (change.before, change.after) else {
            return Err("its method is not on both sides".to_owned());
        };
        let status = |error: &Error| error.status.map(|status| Yaml::from(u32::from(status)));
        Ok(match (fact, before, after) {
            (ErrorFact::Removed, Some(before), _) => vec![remove(&before.at, &[])],
            (ErrorFact::Code, Some(before), Some(after)) => {
                vec![set(&before.at, &["code"], Yaml::text(&after.code))]
            }
            (ErrorFact::Message, Some(before), Some(after)) => {
                let message = after.message.as_deref().map(Yaml::text);
                vec![put(&before.at, &["message"], message)]
            }
            (ErrorFact::Status, Some(before), Some(after)) => {
                vec![put(&before.at, &["status"], status(after))]
            }
            (ErrorFact::Validation, Some(before), Some(after)) => {
                let listed = self.value(&after.at, "validation", &before.at.file)?;
                vec![put(&before.at, &["validation"], listed)]
            }
            (ErrorFact::Added, _, Some(after)) => {
                let mut variants = self.variants(old, new);
                let at = (new.errors.iter())
                    .position(|error| std::ptr::eq(error, after))
                    .ok_or("its variant needs a name")?;
                let key = variants.swap_remove(at);
                // Without a predecessor, a new error follows the existing ones.
                let there = old.errors.iter().filter_map(|error| error.at.keys.last());
                variants.truncate(at);
                let before = there.chain(&variants).rev().cloned();
                let insert = Edit::Insert {
                    keys: super::under(&old.at, &["errors"]),
                    after: before.collect(),
                    key,
                    value: self.whole(&after.at, &old.at.file, None)?,
                };
                vec![edit(&old.at, insert)]
            }
            _ => Vec::new(),
        })
    }

    /// The variants of all errors of a page: those that are there, and names for new ones, of the
    /// code or of the first words of the message.
    fn variants(&self, old: &Facts, new: &Facts) -> Vec<String> {
        let errors = super::under(&old.at, &["errors"]);
        let node = self.schema.node(&old.at.file, &errors);
        let entries = node.map(Node::entries).unwrap_or_default();
        let mut taken: Vec<String> = entries.iter().map(|entry| entry.key.to_string()).collect();
        let mut variants = Vec::new();
        for error in &new.errors {
            let known = old.errors.iter().find(|known| same(known, error));
            let variant = match known.and_then(|known| known.at.keys.last()) {
                Some(variant) => variant.clone(),
                None => {
                    let written = error.at.keys.last().map_or("Error", String::as_str);
                    unused(written, &taken)
                }
            };
            taken.push(variant.clone());
            variants.push(variant);
        }
        variants
    }
}

fn same(one: &Error, other: &Error) -> bool {
    one.code == other.code && one.message == other.message
}
