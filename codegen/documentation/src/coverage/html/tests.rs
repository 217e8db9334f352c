//! The page as text: no shown text can become markup.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use proptest::prelude::*;

use super::*;
use crate::coverage::{Counts, Examples, Gaps, Scope, State, Subject};
use crate::extract::Other;
use crate::facts::Kind;

fn subject(text: &str) -> Subject {
    Subject {
        kind: Kind::Event,
        name: text.to_owned(),
        version: 3,
        scope: vec![text.to_owned()],
        page: Some(text.to_owned()),
        title: Some(text.to_owned()),
        deprecated: true,
        state: State::Missing,
        call: text.to_owned(),
        facts: BTreeMap::new(),
        added: 0,
        examples: Examples::default(),
        gaps: Gaps::default(),
        doubts: Some(2),
    }
}

fn page(text: &str) -> String {
    let coverage = Coverage {
        subjects: vec![subject(text)],
        scopes: vec![Scope {
            name: text.to_owned(),
            counts: Counts::default(),
        }],
        total: Counts::default(),
        others: vec![Other {
            page: text.to_owned(),
            reason: "an overview",
        }],
    };
    let mut out = Vec::new();
    write(&coverage, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The tags with the names of their attributes, and the text between them with references as they
/// are.
fn structure(page: &str) -> (Vec<String>, String) {
    let (mut tags, mut texts) = (Vec::new(), String::new());
    let mut rest = page;
    while let Some(begin) = rest.find('<') {
        texts.push_str(&rest[..begin]);
        let mut quoted = None;
        let end = rest[begin..].find(|character| {
            match (quoted, character) {
                (None, '"' | '\'') => quoted = Some(character),
                (Some(quote), _) if quote == character => quoted = None,
                _ => {}
            }
            quoted.is_none() && character == '>'
        });
        let end = begin + end.expect("every tag ends");
        let mut parts = rest[begin + 1..end].split('"');
        let mut tag = parts.next().unwrap_or_default().to_owned();
        while let (Some(_), Some(name)) = (parts.next(), parts.next()) {
            tag.push_str(name);
        }
        // The contents of these are not HTML.
        let raw = ["style", "script"].into_iter().find(|raw| tag == *raw);
        // Between parts of a path.
        if tag != "wbr" {
            tags.push(tag);
        }
        rest = &rest[end + 1..];
        if let Some(raw) = raw {
            rest = &rest[rest.find(&format!("</{raw}>")).expect("it ends")..];
        }
    }
    (tags, texts)
}

fn decoded(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

fn is_harmless(text: &str) -> Result<(), TestCaseError> {
    let (tags, texts) = structure(&page(text));
    let (expected, _) = structure(&page("x"));
    prop_assert_eq!(tags, expected);
    let shown: String = text
        .chars()
        .map(|character| {
            if character.is_control() {
                ' '
            } else {
                character
            }
        })
        .collect();
    prop_assert!(decoded(&texts).contains(&shown), "{}", texts);
    Ok(())
}

proptest! {
    #[test]
    fn no_text_becomes_a_tag_or_an_attribute(text in "x[<>&\"'/=a-z \\PC\\x00-\\x1f]{0,40}") {
        let runs_backwards = |character| matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        prop_assume!(!text.contains(runs_backwards));
        is_harmless(&text)?;
    }
}

#[test]
fn hostile_names_are_shown() {
    for text in [
        "</script><script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "<!--",
        "]]>",
        "&lt;b&gt; &amp; &",
        "javascript:alert(1)",
        "</style><style>*{display:none}",
        "a\u{0}b\nc\u{9b}d",
    ] {
        is_harmless(text).unwrap();
    }
    assert!(!page("safe\u{202e}elif.exe").contains('\u{202e}'));
}

#[test]
fn addresses_lead_to_the_documentation_only() {
    let address = |page: &str| Address(page).to_string();
    assert_eq!(
        address("api-reference/crm/deals/crm-deal-get"),
        "https://apidocs.bitrix24.com/api-reference/crm/deals/crm-deal-get.html"
    );
    assert_eq!(
        address("a b?c#d\"é"),
        "https://apidocs.bitrix24.com/a%20b%3Fc%23d%22%C3%A9.html"
    );
}

#[test]
fn the_policy_knows_the_style_and_the_script() {
    let hash = |text: &str| {
        let digest = ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
        STANDARD.encode(digest)
    };
    assert_eq!(
        STYLE_HASH,
        hash(STYLE),
        "STYLE_HASH is not that of page.css"
    );
    assert_eq!(
        SCRIPT_HASH,
        hash(SCRIPT),
        "SCRIPT_HASH is not that of page.js"
    );
}

#[test]
fn the_page_has_all_that_it_needs() {
    let page = page("x");
    let (tags, _) = structure(&page);
    let own = ["href=#", "href=data:", "href=https://apidocs.bitrix24.com/"];
    for tag in &tags {
        assert!(!tag.contains(" src=") && !tag.contains(" style="), "{tag}");
        assert!(!tag.contains(" on"), "{tag}");
    }
    for address in page.split("href=\"").skip(1) {
        let address = format!("href={address}");
        assert!(own.iter().any(|own| address.starts_with(own)), "{address}");
    }
    for forbidden in [
        "url(",
        "@import",
        "fetch(",
        "XMLHttpRequest",
        "import(",
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "eval(",
    ] {
        assert!(
            !STYLE.contains(forbidden) && !SCRIPT.contains(forbidden),
            "{forbidden}"
        );
    }
}
