//! Parameters of examples that no table has.

use super::{Rule, Severity};
use crate::extract::draft::Field;
use crate::lint::Found;
use crate::lint::located::Located;
use crate::lint::subject::Subject;
use crate::lint::tree::{Tree, in_tables, join};
use bitrix24_codegen::pattern::is_pattern;

pub(super) const RULE: Rule = Rule {
    name: "unknown-parameter",
    severity: Severity::Error,
    finds: "An example of a request sends a parameter that nothing on the page names.",
    example: "crm/deal-list.md:58: unknown-parameter: the example sends \"fields.PRICE\", no table has it (line 31)",
    check,
};

/// What may be sent with every request.
const COMMON: &[&str] = &[
    "auth",
    "start",
    "access_token",
    "client_id",
    "client_secret",
    "sessid",
];

fn check(subject: &Subject<'_>, found: &mut Found) {
    for strange in strange(subject) {
        let mentioned = subject.mentions(strange.key)
            || subject.mentions_family(strange.key)
            || subject.refers_to(strange.key);
        if strange.similar.is_none() && !mentioned {
            found.against(
                strange.node.line,
                strange.table,
                format!("the example sends \"{}\", no table has it", strange.path),
            );
        }
    }
}

/// A key of a request that its table lacks.
pub(super) struct Strange<'p> {
    pub(super) key: &'p str,
    pub(super) path: String,
    pub(super) node: &'p Located,
    /// First line of the table.
    pub(super) table: u32,
    /// The field of the table that differs in case only.
    pub(super) similar: Option<&'p Field>,
}

/// The keys of requests that their tables lack.
pub(super) fn strange<'p>(subject: &'p Subject<'_>) -> Vec<Strange<'p>> {
    let Some(draft) = subject.method().filter(|draft| !draft.positional) else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for json in subject.sent() {
        let tree = Tree::of(&draft.params, json);
        for object in &tree.objects {
            let is_open = object.fields.iter().any(|field| field.name.contains('<'));
            if is_open || !in_tables(object.fields) {
                continue;
            }
            for (key, node) in object.node.entries() {
                let tabled = || object.fields.iter().filter(|field| !field.shown);
                let known = tabled().any(|field| {
                    field.name == *key
                        || is_pattern(&field.name)
                            && bitrix24_codegen::pattern::fits(&field.name, key)
                });
                let common = object.path.is_empty() && COMMON.contains(&key.as_str());
                // Texts by their languages, custom fields, what a reader has to replace.
                let free = key.len() == 2 && key.bytes().all(|byte| byte.is_ascii_lowercase())
                    || key.starts_with("UF_")
                    || key.starts_with(['*', '.', '#', '<', '{']);
                if known || common || free && key != "id" {
                    continue;
                }
                all.push(Strange {
                    key,
                    path: join(&object.path, key),
                    node,
                    table: object.fields[0].line,
                    similar: tabled().find(|field| field.name.eq_ignore_ascii_case(key)),
                });
            }
        }
    }
    all
}
