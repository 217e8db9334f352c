use crate::page::{BlockKind, Page, Span, Target, Text};

fn plain(text: &str) -> Span {
    Span::Plain(text.to_owned())
}

fn strong(text: &str) -> Span {
    Span::Strong(vec![plain(text)])
}

#[test]
fn the_star_of_a_required_parameter_follows_its_name_in_every_spelling() {
    for (spelling, star) in [
        ("**name***", "*"),
        ("**name**^*^", "*"),
        ("**name^*^**", "*"),
        (r"**name\***", "*"),
        (r"**name**\*", "*"),
        ("**name** *", " *"),
        ("**name**&#42;", "*"),
    ] {
        assert_eq!(
            Text::read(spelling).0,
            [strong("name"), plain(star)],
            "{spelling}"
        );
    }
    assert_eq!(Text::read("**name****").0, [strong("name"), plain("**")]);
    assert_eq!(Text::read("**a[].b***").0, [strong("a[].b"), plain("*")]);
    assert_eq!(Text::read("**/a***:").0, [strong("/a"), plain("*:")]);
}

#[test]
fn a_link_may_name_its_target_by_a_label() {
    let page = Page::read(
        "a/b",
        "#|\n|| **id**\n[`int`][1] | The [number][ The  Types ] of it, not [this][2] ||\n|#\n\n[1]: ../types.md#int\n[the types]: types.md\n\n```\n[2]: c.md\n```\n",
    );
    let mut links = Vec::new();
    let BlockKind::Table(table) = &page.blocks[0].kind else {
        panic!("a table")
    };
    for cell in &table.rows[0].cells {
        let BlockKind::Paragraph(text) = &cell.blocks[0].kind else {
            panic!("a paragraph")
        };
        for span in &text.0 {
            if let Span::Link { target, .. } = span {
                links.push(target.as_str());
            }
        }
    }
    assert_eq!(links, ["../types.md#int", "types.md"]);
    assert_eq!(
        table.rows[0].cells[1].plain(),
        "The number of it, not [this][2]"
    );
    // Definitions are no text of the page.
    assert_eq!(page.blocks.len(), 2, "{:?}", page.blocks);
}

#[test]
fn a_name_its_star_and_its_type_are_parted_by_the_line() {
    let code = Span::Link {
        text: vec![Span::Code("int[] | int".into())],
        target: "../types.md#int".into(),
    };
    assert_eq!(
        Text::read("**id***\n[`int[] | int`](../types.md#int)").0,
        [strong("id"), plain("*\n"), code]
    );
}

#[test]
fn what_markdown_takes_for_blocks_is_text() {
    for text in [
        "# no heading",
        "1. no item",
        "- no item",
        "> no quote",
        "    no code",
        "<div>",
        "***",
        "| a |",
        "[a]: b",
    ] {
        let read = Text::read(&format!("{text}\n{text} `code`")).plain();
        let text = text.trim();
        assert_eq!(read, format!("{text}\n{text} code"));
    }
}

#[test]
fn entities_escapes_and_elements() {
    assert_eq!(
        Text::read(r"a&nbsp;b &amp; \<c\> \_d\_").plain(),
        "a\u{a0}b & <c> _d_"
    );
    assert_eq!(
        Text::read("a<br>b<br/>c <BR /> <d>").0,
        [
            plain("a"),
            Span::Break,
            plain("b"),
            Span::Break,
            plain("c "),
            Span::Break,
            plain(" <d>"),
        ]
    );
    assert_eq!(Text::read(r"`a\|b`, ``c`d``").plain(), r"a\|b, c`d");
    assert_eq!(
        Text::read("UF_CRM_* and PARENT_ID_*").0,
        [plain("UF_CRM_* and PARENT_ID_*")]
    );
}

#[test]
fn marks_within_marks() {
    let inner = Span::Link {
        text: vec![strong("b")],
        target: "c.md".into(),
    };
    assert_eq!(
        Text::read("*a [**b**](c.md)*").0,
        [Span::Emphasis(vec![plain("a "), inner])]
    );
    assert_eq!(
        Text::read("![a](b.png)").0,
        [Span::Image {
            text: vec![plain("a")],
            target: "b.png".into()
        }]
    );
    assert_eq!(Text::read("**[a** b").plain(), "[a b");
    assert_eq!(Text::read("[a] b [c").plain(), "[a] b [c");
}

#[test]
fn an_include_in_a_sentence_is_a_span() {
    let include = Span::Include {
        label: "the words".into(),
        target: "../a.md#b".into(),
    };
    assert_eq!(
        Text::read("See {% include [the words](../a.md#b) %}, or not").0,
        [plain("See "), include, plain(", or not")]
    );
    assert_eq!(
        Text::read("{% unknown [a](b) %}").plain(),
        "{% unknown a %}"
    );
}

#[test]
fn addresses_lead_from_the_page() {
    let page = Page::read("api/crm/deal", "");
    let resolve = |target: &str| {
        page.resolve(target)
            .map(|Target { path, anchor }| (path, anchor))
    };
    let found =
        |path: &str, anchor: Option<&str>| Some((path.to_owned(), anchor.map(str::to_owned)));
    assert_eq!(resolve("./add.md"), found("api/crm/add", None));
    assert_eq!(resolve("../types.md#id"), found("api/types", Some("id")));
    assert_eq!(resolve("#fields"), found("api/crm/deal", Some("fields")));
    assert_eq!(resolve("/first/steps.html"), found("first/steps", None));
    assert_eq!(resolve("../../../../a.md"), found("a", None));
    assert_eq!(resolve("//host/a.md"), None);
    assert_eq!(resolve("https://host/a.md"), None);
}
