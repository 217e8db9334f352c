//! Examples of other events.

use super::{Rule, Severity};
use crate::extract::draft::ExampleKind;
use crate::facts::Kind;
use crate::lint::Found;
use crate::lint::subject::Subject;

pub(super) const RULE: Rule = Rule {
    name: "wrong-event",
    severity: Severity::Error,
    finds: "The example of what a handler receives is one of another event.",
    example: "events/on-deal-add.md:61: wrong-event: the example is one of \"ONCRMLEADADD\", the page describes \"onCrmDealAdd\" (line 1)",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    let events = subject
        .drafts
        .iter()
        .filter(|draft| draft.kind == Kind::Event);
    for draft in events {
        for example in &draft.examples {
            if example.kind != ExampleKind::Event {
                continue;
            }
            for (number, line) in (example.line + 1..).zip(example.body.lines()) {
                if let Some(event) = event(line)
                    && !event.eq_ignore_ascii_case(&draft.name)
                {
                    found.against(
                        number,
                        draft.line,
                        format!(
                            "the example is one of \"{event}\", the page describes \"{}\"",
                            draft.name
                        ),
                    );
                }
            }
        }
    }
}

/// The event that a line names: `"event": "X"`, `'event' => 'X'`, `[event] => X`.
fn event(line: &str) -> Option<&str> {
    let rest = ["\"event\"", "'event'", "[event]"]
        .iter()
        .find_map(|key| line.trim().strip_prefix(key))?;
    let value = rest.trim_matches([' ', ':', '=', '>', '\'', '"', ',']);
    let is_name = !value.is_empty()
        && value.chars().all(|character| {
            character.is_ascii_alphanumeric() || matches!(character, '.' | '_' | ':')
        });
    is_name.then_some(value)
}
