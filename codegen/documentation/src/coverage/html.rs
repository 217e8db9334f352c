//! Coverage as one self-contained page for a browser, which loads nothing.
//!
//! Rows are written here and not by the page's script, so that all text goes through one escape.
//! Those of methods and events are in a `template`, from which the script takes those that a view
//! shows, fifty at a time: a browser reads all of them in a moment, and takes seconds to lay them
//! out. A view is a part of the address: `#search=deal&scope=crm&sort=facts` with `state`
//! (`described`, `differs`, `missing`, `undocumented`), `kind` (`method`, `event`) and `order`
//! (`ascending`, `descending`); `scopes` and `scopes-order` sort the scopes.

mod escape;
mod scopes;
mod subjects;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::{self, Write};

use self::escape::{Address, Text};
use super::numbers::{grouped, percent};
use super::{Coverage, Share};

const STYLE: &str = include_str!("html/page.css");
const SCRIPT: &str = include_str!("html/page.js");

/// SHA-256 of the style and of the script in Base64. A test compares them with the files.
const STYLE_HASH: &str = "0xSYGq//EJYL4HrDlNWm0f7y+hSzz2u6hgC9i1+wV0g=";
const SCRIPT_HASH: &str = "oXLqKSLRsKYiHtmMS+tglyx3+GWx4+hHNF93TIzMvZw=";

/// Writes the page.
///
/// ```
/// use bitrix24_documentation::coverage::{Coverage, html};
///
/// let mut text = Vec::new();
/// html::write(&Coverage::default(), &mut text)?;
/// assert!(text.starts_with(b"<!doctype html>"));
/// # Ok::<_, std::io::Error>(())
/// ```
pub fn write(coverage: &Coverage, to: &mut dyn Write) -> io::Result<()> {
    write!(
        to,
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-{STYLE_HASH}'; \
         script-src 'sha256-{SCRIPT_HASH}'; img-src data:; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         <title>Coverage of the Bitrix24 REST API</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n\
         <header>\n<h1>Coverage of the Bitrix24 REST API</h1>\n\
         <p>What the official documentation says, and how much of it the typed client describes.</p>\n"
    )?;
    tiles(coverage, to)?;
    to.write_all(
        b"<nav aria-label=\"Parts of this page\"><a href=\"#scopes\">Scopes</a> <a href=\"#subjects\">Methods and events</a> \
          <a href=\"#pages\">Pages</a></nav>\n",
    )?;
    to.write_all(b"</header>\n<main>\n")?;
    scopes::write(coverage, to)?;
    subjects::write(coverage, to)?;
    pages(coverage, to)?;
    writeln!(to, "</main>\n<script>{SCRIPT}</script>\n</body>\n</html>")
}

/// The total in a few large numbers.
fn tiles(coverage: &Coverage, to: &mut dyn Write) -> io::Result<()> {
    let total = &coverage.total;
    let examples = Share {
        documented: total.examples.documented,
        described: total.examples.passing,
    };
    let shares = [
        ("Methods", total.methods, "described"),
        ("Events", total.events, "described"),
        ("Facts", total.all_facts(), "described"),
        ("Examples", examples, "kept, passing"),
    ];
    to.write_all(b"<dl class=\"tiles\">\n")?;
    for (name, share, what) in shares {
        let percent = percent(share).unwrap_or_else(|| "–".to_owned());
        writeln!(
            to,
            "<div><dt>{name}</dt><dd><strong>{percent}</strong> <span>{} of {} {what}</span></dd></div>",
            grouped(share.described),
            grouped(share.documented)
        )?;
    }
    let open = [
        ("Open notes", total.gaps.checks, "for a person to check"),
        (
            "Pages with doubts",
            total.pages.noted,
            "not read with certainty",
        ),
    ];
    for (name, count, what) in open {
        let count = grouped(count);
        writeln!(
            to,
            "<div><dt>{name}</dt><dd><strong>{count}</strong> <span>{what}</span></dd></div>"
        )?;
    }
    to.write_all(b"</dl>\n")
}

/// The pages that describe no method and no event, by the reason.
fn pages(coverage: &Coverage, to: &mut dyn Write) -> io::Result<()> {
    let mut reasons: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for other in &coverage.others {
        reasons.entry(other.reason).or_default().push(&other.page);
    }
    let pages = coverage.total.pages;
    write!(
        to,
        "<section aria-labelledby=\"pages\">\n<h2 id=\"pages\">Pages</h2>\n\
         <p>The pages of {} methods and events were read fully, those of {} with something uncertain. {} pages describe no \
         method and no event:</p>\n",
        grouped(pages.full),
        grouped(pages.noted),
        grouped(pages.other)
    )?;
    for (reason, pages) in reasons {
        let (reason, count) = (Text(reason), grouped(pages.len()));
        writeln!(
            to,
            "<details><summary>{reason} <small>{count}</small></summary>\n<ul>"
        )?;
        for page in pages {
            let (address, page) = (Address(page), Text(page));
            writeln!(to, "<li><a href=\"{address}\">{page}</a></li>")?;
        }
        to.write_all(b"</ul></details>\n")?;
    }
    to.write_all(b"</section>\n")
}
