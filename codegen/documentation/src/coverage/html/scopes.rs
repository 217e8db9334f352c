//! The table of scopes, with bars.

use std::io::{self, Write};

use super::escape::Text;
use crate::coverage::numbers::{grouped, percent, thousandths};
use crate::coverage::{Counts, Coverage, Scope, Share};
use crate::facts::FactKind;

/// Writes the section.
pub(super) fn write(coverage: &Coverage, to: &mut dyn Write) -> io::Result<()> {
    to.write_all(
        b"<section aria-labelledby=\"scopes\">\n<h2 id=\"scopes\">Scopes</h2>\n\
          <p>A method of several scopes counts in each of them, and once in the total. A fact counts for each method that has \
          it.</p>\n\
          <div class=\"scroll\" role=\"region\" aria-labelledby=\"scopes\" tabindex=\"0\">\n\
          <table id=\"scopes-table\">\n<thead><tr>\
          <th scope=\"col\" data-sort=\"name\" aria-sort=\"ascending\">Scope</th>\
          <th scope=\"col\" data-sort=\"methods\" data-number>Methods</th>\
          <th scope=\"col\" data-sort=\"events\" data-number>Events</th>\
          <th scope=\"col\" data-sort=\"facts\" data-number>Facts</th>\
          <th scope=\"col\" data-sort=\"examples\" data-number>Examples</th>\
          <th scope=\"col\" data-sort=\"notes\" data-number class=\"count\"><abbr title=\"Notes on what is left open, for a person to check\">Notes</abbr></th>\
          <th scope=\"col\" data-sort=\"automatic\" data-number class=\"count\"><abbr title=\"Sentences made from a method's name\">Auto</abbr></th>\
          <th scope=\"col\" data-sort=\"doc\" data-number class=\"count\"><abbr title=\"Methods, parameters and fields without a sentence\">No doc</abbr></th>\
          <th scope=\"col\" data-sort=\"deprecated\" data-number class=\"count\">Deprecated</th>\
          <th scope=\"col\" data-sort=\"doubts\" data-number class=\"count\"><abbr title=\"Pages that could not be read with certainty\">Doubts</abbr></th>\
          </tr></thead>\n<tbody>\n",
    )?;
    // As the script sorts them, so that it need not at first.
    let mut scopes: Vec<&Scope> = coverage.scopes.iter().collect();
    scopes.sort_by_key(|scope| match scope.name.as_str() {
        "" => "no scope",
        name => name,
    });
    for scope in scopes {
        let name = if scope.name.is_empty() {
            "<a href=\"#scope=-\">no scope</a>".to_owned()
        } else {
            // Names of scopes are known words, but this does not rely on it.
            let query = escape_query(&scope.name);
            format!("<a href=\"#scope={query}\">{}</a>", Text(&scope.name))
        };
        row(&name, &scope.counts, to)?;
    }
    to.write_all(b"</tbody>\n<tfoot>\n")?;
    row("Total", &coverage.total, to)?;
    to.write_all(b"</tfoot>\n</table>\n</div>\n</section>\n")
}

/// Text as a value in the part of an address behind `#`.
fn escape_query(text: &str) -> String {
    let escaped = text.bytes().map(|byte| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'_' | b'-' | b'.' => {
            char::from(byte).to_string()
        }
        other => format!("%{other:02X}"),
    });
    escaped.collect()
}

fn row(name: &str, counts: &Counts, to: &mut dyn Write) -> io::Result<()> {
    write!(to, "<tr><th scope=\"row\">{name}</th>")?;
    share(counts.methods, true, "", to)?;
    share(counts.events, false, "", to)?;
    share(counts.all_facts(), true, &kinds(counts), to)?;
    let examples = Share {
        documented: counts.examples.documented,
        described: counts.examples.passing,
    };
    share(examples, false, "", to)?;
    let numbers = [
        counts.gaps.checks,
        counts.gaps.automatic,
        counts.gaps.without_doc,
        counts.deprecated,
        counts.pages.noted,
    ];
    for number in numbers {
        let quiet = if number == 0 { " none" } else { "" };
        let text = grouped(number);
        write!(
            to,
            "<td data-value=\"{number}\" class=\"count{quiet}\">{text}</td>"
        )?;
    }
    to.write_all(b"</tr>\n")
}

/// A cell with a share; what has no share is sorted below what has none of it.
fn share(share: Share, bar: bool, more: &str, to: &mut dyn Write) -> io::Result<()> {
    let Some(thousandths) = thousandths(share) else {
        return write!(to, "<td data-value=\"-1\" class=\"none\">–</td>");
    };
    write!(
        to,
        "<td data-value=\"{thousandths}.{:09}\"><div class=\"share\">",
        share.documented
    )?;
    if bar {
        // The text beside it says the same.
        write!(
            to,
            "<svg class=\"bar\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">\
             <rect width=\"{thousandths}\" height=\"10\"/></svg>"
        )?;
    }
    let percent = percent(share).unwrap_or_default();
    let (described, documented) = (grouped(share.described), grouped(share.documented));
    let text = format!("<b>{percent}</b> <small>{described} of {documented}</small>");
    if more.is_empty() {
        write!(to, "<span>{text}</span></div></td>")
    } else {
        write!(
            to,
            "<details><summary>{text}</summary><ul>{more}</ul></details></div></td>"
        )
    }
}

/// The kinds of facts, to be unfolded.
fn kinds(counts: &Counts) -> String {
    let line = |kind: FactKind| {
        let share = counts.facts.get(&kind)?;
        let (described, documented) = (grouped(share.described), grouped(share.documented));
        Some(format!(
            "<li>{} <span>{described} of {documented}</span></li>",
            Text(&kind.to_string())
        ))
    };
    FactKind::ALL.into_iter().filter_map(line).collect()
}
