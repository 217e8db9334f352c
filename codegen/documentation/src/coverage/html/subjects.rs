//! The table of methods and events, with what filters it.

use std::io::{self, Write};

use super::escape::{Address, Text};
use crate::coverage::numbers::{grouped, percent, thousandths};
use crate::coverage::{Coverage, State, Subject};
use crate::facts::Kind;

/// Writes the section.
pub(super) fn write(coverage: &Coverage, to: &mut dyn Write) -> io::Result<()> {
    to.write_all(
        b"<section aria-labelledby=\"subjects\">\n<h2 id=\"subjects\">Methods and events</h2>\n\
          <div id=\"filters\" role=\"search\" hidden>\n\
          <label>Search <input id=\"search\" type=\"search\" placeholder=\"name, scope or title\" autocomplete=\"off\" spellcheck=\"false\"></label>\n\
          <label>Scope <select id=\"scope\"><option value=\"\">all</option>",
    )?;
    for scope in &coverage.scopes {
        if scope.name.is_empty() {
            to.write_all(b"<option value=\"-\">no scope</option>")?;
        } else {
            let name = Text(&scope.name);
            write!(to, "<option value=\"{name}\">{name}</option>")?;
        }
    }
    to.write_all(
        b"</select></label>\n<label>State <select id=\"state\"><option value=\"\">all</option>",
    )?;
    for state in STATES {
        write!(
            to,
            "<option value=\"{}\">{}</option>",
            state.word(),
            name(state)
        )?;
    }
    to.write_all(
        b"</select></label>\n\
          <label>Kind <select id=\"kind\"><option value=\"\">all</option><option value=\"method\">methods</option>\
          <option value=\"event\">events</option></select></label>\n\
          <button id=\"reset\" type=\"button\">Show all</button>\n</div>\n",
    )?;
    let count = grouped(coverage.subjects.len());
    write!(
        to,
        "<p id=\"status\" role=\"status\">{count} methods and events</p>\n\
         <table id=\"subjects-table\">\n<thead><tr>\
         <th scope=\"col\" data-sort=\"name\" aria-sort=\"ascending\">Name</th>\
         <th scope=\"col\" data-sort=\"scope\" class=\"wide\">Scope</th>\
         <th scope=\"col\" data-sort=\"state\">State</th>\
         <th scope=\"col\" data-sort=\"facts\" data-number>Facts</th>\
         <th scope=\"col\" data-sort=\"examples\" data-number class=\"wide\">Examples</th>\
         <th scope=\"col\" data-sort=\"notes\" data-number class=\"wide\">Notes</th>\
         </tr></thead>\n<tbody></tbody>\n</table>\n<template id=\"rows\">\n"
    )?;
    // As the script sorts them, so that it need not at first.
    let mut subjects: Vec<&Subject> = coverage.subjects.iter().collect();
    subjects.sort_by_cached_key(|subject| subject.name.to_lowercase());
    for subject in subjects {
        row(subject, to)?;
    }
    to.write_all(
        b"</template>\n<p id=\"nothing\" hidden>Nothing fits.</p>\n\
          <button id=\"more\" type=\"button\" hidden>Show more</button>\n\
          <noscript><p>The list is shown by a script.</p></noscript>\n</section>\n",
    )
}

const STATES: [State; 4] = [
    State::Described,
    State::Differs,
    State::Missing,
    State::Undocumented,
];

fn name(state: State) -> &'static str {
    match state {
        State::Described => "described",
        State::Differs => "differs",
        State::Missing => "not described",
        State::Undocumented => "no page",
    }
}

fn row(subject: &Subject, to: &mut dyn Write) -> io::Result<()> {
    let kind = match subject.kind {
        Kind::Method => "method",
        Kind::Event => "event",
        Kind::Placement => "placement",
    };
    let (state, scope) = (subject.state.word(), subject.scope.join(" "));
    let scope = Text(&scope);
    write!(
        to,
        "<tr data-kind=\"{kind}\" data-state=\"{state}\" data-scope=\"{scope}\">"
    )?;
    head(subject, to)?;
    let scopes = subject.scope.join(", ");
    let place = STATES.iter().position(|known| *known == subject.state);
    let place = place.unwrap_or_default();
    write!(
        to,
        "<td class=\"wide\">{}</td><td data-value=\"{place}\"><span class=\"state\">{}</span></td>",
        Text(&scopes),
        name(subject.state)
    )?;
    let facts = subject.all_facts();
    match thousandths(facts) {
        Some(thousandths) => write!(
            to,
            "<td data-value=\"{thousandths}.{:06}\"><b>{}</b> <small>{} of {}{}</small></td>",
            facts.documented,
            percent(facts).unwrap_or_default(),
            grouped(facts.described),
            grouped(facts.documented),
            match subject.added {
                0 => String::new(),
                added => format!("</small><small>{} more in the schema", grouped(added)),
            }
        )?,
        None => write!(to, "<td data-value=\"-1\" class=\"none\">–</td>")?,
    }
    let examples = subject.examples;
    match examples.documented {
        0 => to.write_all(b"<td class=\"wide none\" data-value=\"-1\">\xe2\x80\x93</td>")?,
        documented => write!(
            to,
            "<td class=\"wide\" data-value=\"{}\">{} of {documented}</td>",
            examples.passing, examples.passing
        )?,
    }
    let (count, notes) = notes(subject);
    writeln!(
        to,
        "<td class=\"wide\" data-value=\"{count}\">{notes}</td></tr>"
    )
}

/// The name with everything that belongs to it.
fn head(subject: &Subject, to: &mut dyn Write) -> io::Result<()> {
    let name = Text(&subject.name);
    to.write_all(b"<th scope=\"row\">")?;
    match &subject.page {
        Some(page) => write!(to, "<a href=\"{}\">{name}</a>", Address(page))?,
        None => write!(to, "<span>{name}</span>")?,
    }
    if subject.kind == Kind::Event {
        to.write_all(b" <i>event</i>")?;
    }
    if subject.version == 3 {
        to.write_all(b" <i>REST 3.0</i>")?;
    }
    if subject.deprecated {
        to.write_all(b" <i>deprecated</i>")?;
    }
    if let Some(title) = &subject.title {
        // Most titles end with the name, which is there already.
        let title = title.strip_suffix(&subject.name).unwrap_or(title).trim();
        write!(to, "<p>{}</p>", Text(title))?;
    }
    // A long path is broken between its parts.
    let call = Text(&subject.call).to_string().replace("::", "::<wbr>");
    write!(to, "<code>{call}</code>")?;
    let (_, notes) = notes(subject);
    let scopes = subject.scope.join(", ");
    let parts = [scopes, notes];
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    write!(
        to,
        "<small class=\"narrow\">{}</small></th>",
        Text(&parts.join(" · "))
    )
}

/// The open points: in the schema if it is described there, and otherwise on its page.
fn notes(subject: &Subject) -> (usize, String) {
    let (count, place) = match subject.state {
        State::Missing => (subject.doubts.unwrap_or_default(), "on the page"),
        _ => (subject.gaps.checks, "in the schema"),
    };
    let text = match count {
        0 => String::new(),
        1 => format!("1 note {place}"),
        count => format!("{} notes {place}", grouped(count)),
    };
    (count, text)
}
