//! Whether a method changes anything.

use bitrix24_codegen::model::Effect;

/// Words of a method's last part that only read.
const READS: &[&str] = &[
    "get",
    "list",
    "fields",
    "search",
    "find",
    "count",
    "check",
    "has",
    "is",
    "can",
    "info",
    "show",
    "types",
    "statuses",
    "fetch",
    "counters",
    "scope",
    "methods",
    "current",
    "profile",
    "time",
    "schema",
    "exists",
    "preview",
    "status",
    "enum",
    "settings",
    "items",
    "describe",
    "aggregate",
    "validate",
    "stat",
    "statistic",
    "download",
    "export",
    "modes",
    "options",
    "states",
    "tree",
    "children",
    "openapi",
    "history",
    "field",
    "access",
    "last",
    "recent",
    "read",
    "head",
    "query",
    "calc",
    "calculate",
];

/// Words by which titles begin that tell of a change.
const WRITES: &[&str] = &[
    "add",
    "attach",
    "bind",
    "cancel",
    "change",
    "clear",
    "close",
    "complete",
    "confirm",
    "copy",
    "create",
    "delete",
    "detach",
    "disable",
    "edit",
    "enable",
    "end",
    "finish",
    "generate",
    "install",
    "invite",
    "join",
    "leave",
    "link",
    "mark",
    "modify",
    "move",
    "open",
    "pause",
    "pin",
    "publish",
    "register",
    "remove",
    "rename",
    "replace",
    "reset",
    "restore",
    "resume",
    "save",
    "send",
    "set",
    "start",
    "stop",
    "subscribe",
    "transfer",
    "unbind",
    "unpin",
    "unregister",
    "update",
    "upload",
    "write",
];

/// Whether a method changes anything, by its name and the title of its page. What both leave open may change something:
/// it is not repeated then after a lost answer.
#[must_use]
pub fn effect(name: &str, title: &str) -> Effect {
    let title = title.to_lowercase();
    let first = title.split_whitespace().next().unwrap_or_default();
    // `createfromwaitlist` sounds like a list.
    if WRITES.contains(&first) {
        return Effect::Write;
    }
    let last = name.rsplit('.').next().unwrap_or(name);
    let told = matches!(first, "get" | "check" | "determine")
        && !title.contains(" or ")
        && !WRITES.iter().any(|word| last.starts_with(word));
    if told { Effect::Read } else { by_name(name) }
}

/// Whether a method changes anything, by its name.
fn by_name(name: &str) -> Effect {
    let last = name.rsplit('.').next().unwrap_or(name);
    let mut words: Vec<String> = Vec::new();
    let mut before_lower = false;
    for character in last.chars() {
        if character == '_' || character == '-' {
            before_lower = false;
            words.push(String::new());
            continue;
        }
        if character.is_ascii_uppercase() && before_lower || words.is_empty() {
            words.push(String::new());
        }
        before_lower = character.is_ascii_lowercase();
        if let Some(word) = words.last_mut() {
            word.push(character.to_ascii_lowercase());
        }
    }
    let first = words.first().map(String::as_str).unwrap_or_default();
    let reads = READS.contains(&first)
        && !(matches!(
            first,
            "read" | "status" | "settings" | "access" | "test" | "history"
        ) && name.contains("im"))
        || first.starts_with("get") && !first.starts_with("getu")
        || first.starts_with("is") && first.len() > 2 && words.len() > 1
        || first.ends_with("list") && !WRITES.iter().any(|word| first.starts_with(word))
        || first.ends_with("get") && first.len() > 3 && !first.starts_with("target");
    if reads { Effect::Read } else { Effect::Write }
}

#[cfg(test)]
mod tests {
    use super::{Effect, effect};

    #[test]
    fn names_and_titles_tell_what_a_method_does() {
        for (name, title, expected) in [
            (
                "crm.deal.list",
                "Get a List of Deals crm.deal.list",
                Effect::Read,
            ),
            (
                "a.box.createfromwaitlist",
                "Create a Box a.box.createfromwaitlist",
                Effect::Write,
            ),
            ("a.box.createfromwaitlist", "Boxes", Effect::Write),
            (
                "a.enum.ownertype",
                "Get Types a.enum.ownertype",
                Effect::Read,
            ),
            (
                "a.session.open",
                "Get the Chat of a Session a.session.open",
                Effect::Write,
            ),
            ("a.rights", "Get or Modify Rights a.rights", Effect::Write),
            ("a.getlist", "Filter Boxes a.getlist", Effect::Read),
            ("a.box.touch", "Box a.box.touch", Effect::Write),
        ] {
            assert_eq!(effect(name, title), expected, "{name}: {title}");
        }
    }
}
