//! The import agrees with the vendor's own machine-readable list of methods.
//!
//! The list is an alarm, not an authority: on some pages it lists keys of answers as parameters,
//! and it lacks newer ones. So only what the list has and the import lacks is a finding, and a line
//! of the allow-list may say that the page is right.

mod names;
mod vendor;

use std::collections::BTreeMap;

use self::names::Names;
pub use self::vendor::{Vendor, VendorField, read};
use super::ledger::{self, Ledger};
use super::{Code, Finding, Gate, Imported};

/// Path of the allow-list in messages.
pub const ALLOWED: &str = "gates/oracle-allow.txt";

/// Number of parts of a key of the allow-list: the kind, the method, and the name.
pub const PARTS: usize = 3;

/// Reports what the list has and the import lacks, and lines of the allow-list that no longer
/// apply.
#[must_use]
pub fn check(imported: &Imported<'_>, vendor: &[Vendor], allowed: &Ledger) -> Vec<Finding> {
    let names = Names::of(imported);
    let pages: BTreeMap<String, &str> = imported
        .documentation
        .drafts
        .iter()
        .map(|draft| (draft.name.to_lowercase(), draft.page.as_str()))
        .collect();
    let mut findings = Vec::new();
    let mut report = |kind: &str, method: &str, fact: &str, wrong: String, right: String| {
        let is_allowed = allowed.allows(&ledger::key(&[kind, method, fact]))
            | allowed.allows(&ledger::key(&[kind, method, "*"]));
        if !is_allowed {
            findings.push(Finding {
                code: Code::new(Gate::Oracle, kind),
                subject: method.to_owned(),
                fact: fact.to_owned(),
                page: pages
                    .get(&method.to_lowercase())
                    .map_or_else(String::new, |page| (*page).to_owned()),
                line: 0,
                wrong,
                right,
            });
        }
    };
    for listed in vendor {
        let method = listed.name.as_str();
        let Some(known) = names.get(method) else {
            report(
                "method",
                method,
                "",
                "no page gives the method".to_owned(),
                "the vendor's list has it".to_owned(),
            );
            continue;
        };
        if listed.deprecated && !known.deprecated {
            report(
                "deprecated",
                method,
                "",
                "the method is not deprecated".to_owned(),
                "the vendor's list says that it is".to_owned(),
            );
        }
        listed.each_param(&mut |path, field| match known.param(path) {
            None => report(
                "param",
                method,
                path,
                format!("there is no parameter `{path}`"),
                "the vendor's list has it".to_owned(),
            ),
            Some(required) if field.required && !required => report(
                "required",
                method,
                path,
                format!("`{path}` is optional"),
                "the vendor's list says that it must be sent".to_owned(),
            ),
            Some(_) => {}
        });
        for key in &listed.answer {
            if !known.has_key(key) {
                report(
                    "answer",
                    method,
                    key,
                    format!("there is no key `{key}` in the answer"),
                    "the vendor's list has it".to_owned(),
                );
            }
        }
    }
    findings.extend(super::stale(
        Gate::Oracle,
        (ALLOWED, allowed),
        1,
        "the import has what the line says that it lacks",
    ));
    findings
}
