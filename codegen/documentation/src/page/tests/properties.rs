//! Properties of every text, however broken.

use std::fmt::Write;

use proptest::prelude::*;

use super::{Page, read};
use crate::page::{Block, BlockKind, plain};

/// A page with all constructs in each other. Every word in it ends with the number of its line.
fn page() -> String {
    let lines = [
        "# Title# {#anchor}",
        "",
        "{% note tip \"quoted\" %}",
        "word# **strong#*** `code#` [link#](a.md) <br> word#",
        "{% endnote %}",
        "> quote#",
        "> word#",
        "",
        "#|",
        "|| **name#***",
        "[`type#`](a.md) | word# ||",
        "|| **name#** | word#",
        "- item#",
        "  - item# `a | b`",
        "",
        "```js",
        "code# || code#",
        "``` ||",
        "|| name# | #| ||",
        "|| name# |",
        "  #|",
        "  || word# | word# ||",
        "  |#",
        "word# ||",
        "|| {% note info %} word#",
        "{% endnote %} | > ||",
        "|# word#",
        "{% list tabs %}",
        "",
        "- tab",
        "",
        "    ```php",
        "    code#",
        "    ```",
        "- tab",
        "",
        "    word#",
        "    #|",
        "    || name# | word#",
        "    |#",
        "",
        "{% endlist %}",
        "| name# | word# |",
        "|---|---|",
        "| name# | \\| word# |",
        "{%%}",
        "{%}",
        "word# {%} word#",
        "{% cut \"quoted\" %}",
        "1. item# 😀 «word#»",
        "   word#",
        "{% endcut %} word#",
    ];
    let mut page = String::new();
    for (number, line) in (1..).zip(lines) {
        let mut rest = line;
        // `#` after a letter stands for the number of the line.
        while let Some(at) = rest.find('#') {
            let (before, after) = rest.split_at(at);
            page.push_str(before);
            if before.ends_with(char::is_alphabetic) {
                write!(page, "{number}").unwrap();
            } else {
                page.push('#');
            }
            rest = &after[1..];
        }
        page.push_str(rest);
        page.push('\n');
    }
    page
}

/// The letters and digits of a text, in order of the alphabet: tags and marks have moved or gone.
fn words(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = text
        .split(|character: char| !character.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    words.retain(|word| {
        word.starts_with(char::is_alphabetic) && word.ends_with(|last: char| last.is_ascii_digit())
    });
    words.sort_unstable();
    words
}

#[test]
fn every_word_is_found_again() {
    let page = page();
    let blocks = Page::read("page", page.as_str()).blocks;
    assert_eq!(words(&plain(&blocks)), words(&page), "{}", read(&page));
}

#[test]
fn every_block_knows_its_line() {
    fn check(blocks: &[Block]) {
        for block in blocks {
            let text = match &block.kind {
                BlockKind::Heading { text, .. } | BlockKind::Paragraph(text) => text.plain(),
                BlockKind::Code { text, .. } => format!("\n{text}"),
                _ => String::new(),
            };
            for (line, text) in (block.line..).zip(text.replace("\n word", " word").lines()) {
                for word in words(text) {
                    let number = word.trim_start_matches(char::is_alphabetic);
                    assert_eq!(number, line.to_string(), "{word} in {text}");
                }
            }
            block.children().into_iter().for_each(check);
        }
    }
    check(&Page::read("page", page()).blocks);
}

#[test]
fn no_part_of_a_page_fails_or_loses_a_word() {
    let page = page();
    for (start, _) in page.char_indices().step_by(7) {
        for (end, _) in page
            .char_indices()
            .skip_while(|(end, _)| *end < start)
            .step_by(31)
        {
            let part = &page[start..end];
            let blocks = Page::read("page", part).blocks;
            assert_eq!(
                words(&plain(&blocks)),
                words(part),
                "{part}\n\n{}",
                read(part)
            );
        }
        Page::read("page", &page[start..]);
        Page::read("page", &page[..start]);
    }
}

#[test]
fn a_line_left_out_or_said_twice_fails_nowhere() {
    let page = page();
    let lines: Vec<&str> = page.lines().collect();
    for index in 0..lines.len() {
        for other in 0..lines.len() {
            let mut changed = lines.clone();
            changed.swap(index, other);
            Page::read("page", changed.join("\n"));
            changed.remove(index);
            Page::read("page", changed.join("\r\n"));
        }
    }
}

#[test]
fn nesting_without_end_is_text() {
    for (open, close) in [
        ("> ", ""),
        ("- ", ""),
        ("#|\n||", ""),
        ("{% note %}\n", "{% endnote %}\n"),
        ("{% list tabs %}\n- ", ""),
        ("|", ""),
        ("[", "]"),
        ("**", ""),
        ("`", ""),
        ("```a\n", ""),
        (" ```a\nb\n", ""),
        ("{% ", ""),
        ("#|\n## a\n", ""),
    ] {
        let page = format!("{}a{}", open.repeat(3_000), close.repeat(3_000));
        assert!(!Page::read("page", page).blocks.is_empty());
    }
}

/// The parts that have a meaning in the dialect, whole and in halves.
const FRAGMENTS: &[&str] = &[
    "\n",
    "\n\n",
    "\r\n",
    " ",
    "    ",
    "\t",
    "a",
    "é😀",
    "\u{a0}",
    "\u{feff}",
    "{",
    "{%",
    "%",
    "%}",
    "}",
    "{%%}",
    "{%}",
    "{% %}",
    "{% note %}",
    "{% note info \"a\" %}",
    "{% note \" %}",
    "{% endnote %}",
    "{% cut \"a\" %}",
    "{% endcut %}",
    "{% list tabs %}",
    "{% endlist %}",
    "{% if a == \"b\" %}",
    "{% endif %}",
    "{% include [a](b.md) %}",
    "{% include notitle [](_includes/b.md#c) %}",
    "{% include ](b) %}",
    "[",
    "](",
    ")",
    "![a](b)",
    "#|",
    "|#",
    "||",
    "|",
    "\\",
    "> ",
    "- ",
    "1. ",
    "# ",
    "###### a",
    "{#",
    "[](#a)",
    "<a name=\"a\"></a>",
    "<br>",
    "<",
    "&amp;",
    "`",
    "```",
    "```js\n",
    "~~~",
    "*",
    "**",
    "^*^",
    "^^",
    "_",
    "---",
    "|---|---|\n",
    "#",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_order_of_fragments_can_be_read(fragments in prop::collection::vec(prop::sample::select(FRAGMENTS), 0..40)) {
        Page::read("folder/page", fragments.concat());
    }

    #[test]
    fn any_marks_of_a_tag_can_be_read(text in "[{}%#|> a\"\\[\\]()\n]{0,24}") {
        Page::read("folder/page", text);
    }
}
