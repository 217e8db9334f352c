use super::{Page, assert_reads};

#[test]
fn headings_lose_their_anchors() {
    assert_reads(
        "# A `b`\n## C {#c}\n### D [](#d)\n#### <a name=\"e\"></a>E ##\n ## F {#T}\n#none\n####### none\n",
        &[
            "1 heading 1 A `b`",
            "2 heading 2 C #c",
            "3 heading 3 D #d",
            "4 heading 4 E #e",
            "5 heading 2 F #T",
            "6 text #none\\n####### none",
        ],
    );
}

#[test]
fn notes_cuts_and_conditions() {
    let text = "{% note info \"A \"b\" c\" %}\n\nd\n{% note warning %}e{% endnote %}\n\n{% endnote %}\n{% cut \"F\" %}\ng\n\
                {% endcut %} h\n{% if build == 'dev' %}\ni\n{% endif %}\n{% endnote %}\n";
    assert_reads(
        text,
        &[
            "1 note info \"A \\\"b\\\" c\"",
            "  3 text d",
            "  4 note warning \"\"",
            "    4 text e",
            "7 cut \"F\"",
            "  8 text g",
            "9 text h",
            "10 if build == 'dev'",
            "  11 text i",
            "13 text {% endnote %}",
        ],
    );
}

#[test]
fn a_tag_without_a_name_is_text() {
    assert_reads("{%}\n{%%}\na {%} b %}", &[r"1 text {%}\n{%%}\na {%} b %}"]);
}

#[test]
fn what_is_left_open_ends_with_what_it_is_in() {
    assert_reads(
        "{% note tip %}\na\n{% cut \"b\" %}\nc\n{% endnote %}\nd\n{% note info %}\ne",
        &[
            "1 note tip \"\"",
            "  2 text a",
            "  3 cut \"b\"",
            "    4 text c",
            "6 text d",
            "7 note info \"\"",
            "  8 text e",
        ],
    );
}

#[test]
fn tabs_hold_what_is_indented_and_what_is_not() {
    let text = "{% list tabs %}\n\n- One **1**\n\n    ```js\n    a;\n      b;\n    ```\n\n    - c\n\n- Two\n\n  #|\n  || d ||\n  \
                |#\n\ne\n\n- `f`\n\n{% endlist %}\n";
    assert_reads(
        text,
        &[
            "1 tabs",
            "  3 tab \"One 1\"",
            "    5 code js \"a;\\n  b;\\n\"",
            "    10 list",
            "      item",
            "        10 text c",
            "  12 tab \"Two\"",
            "    14 table",
            "      15 row",
            "        15 cell",
            "          15 text d",
            "    18 text e",
            "  20 tab \"f\"",
        ],
    );
}

#[test]
fn a_fence_left_open_ends_with_its_tab() {
    let text = "{% list tabs %}\n\n- One\n\n    ```bash\n    a\n\n- Two\n\n    ```js\n    b\n    ```\n\n{% endlist %}\n\nc\n\n```\nd\n";
    assert_reads(
        text,
        &[
            "1 tabs",
            "  3 tab \"One\"",
            "    5 code bash \"a\\n\\n\"",
            "  8 tab \"Two\"",
            "    10 code js \"b\\n\"",
            "16 text c",
            "18 code  \"d\\n\"",
        ],
    );
}

#[test]
fn fences_keep_what_looks_like_something_else() {
    assert_reads(
        "````md\n```js\n{% note %}\n#|\n```\n````\n~~~\n```\n~~~\n  ```php  \n a\n   b\n  ```\n```x``` y\n",
        &[
            "1 code md \"```js\\n{% note %}\\n#|\\n```\\n\"",
            "7 code  \"```\\n\"",
            "10 code php \"a\\n b\\n\"",
            "14 text `x` y",
        ],
    );
    // A line that is less indented than its fence does not end it, while the fence is closed.
    assert_reads(
        "- a\n\n    ```js\n    b\nc\n    ```\n- d\n",
        &[
            "1 list",
            "  item",
            "    1 text a",
            "    3 code js \"b\\nc\\n\"",
            "  item",
            "    7 text d",
        ],
    );
}

#[test]
fn lists_nest_by_indentation_and_end_with_it() {
    assert_reads(
        "Values:\n- a\n  - b\n    more\n\n  c\n- d\nnot d\n1. e\n2) f\n  - g\n    - h\n* i\n-j\n",
        &[
            "1 text Values:",
            "2 list",
            "  item",
            "    2 text a",
            "    3 list",
            "      item",
            "        3 text b\\nmore",
            "    6 text c",
            "  item",
            "    7 text d",
            "8 text not d",
            "9 numbers",
            "  item",
            "    9 text e",
            "  item",
            "    10 text f",
            "    11 list",
            "      item",
            "        11 text g",
            "        12 list",
            "          item",
            "            12 text h",
            "13 list",
            "  item",
            "    13 text i",
            "14 text -j",
        ],
    );
}

#[test]
fn quotes_go_on_until_a_blank_line() {
    assert_reads(
        "> a\n>\n> - b\n> c\nd\n\ne\n>f\n# g",
        &[
            "1 quote",
            "  1 text a",
            "  3 list",
            "    item",
            "      3 text b",
            "  4 text c\\nd",
            "7 text e",
            "8 quote",
            "  8 text f",
            "9 heading 1 g",
        ],
    );
}

#[test]
fn includes_lead_from_the_root() {
    assert_reads(
        "{% include [a](../b/c.md) %}\n  {% include notitle [d](./e.md#f) %}\nsee {% include [g](h.md) %}\n",
        &[
            "1 include b/c \"a\"",
            "2 include folder/e#f \"d\" without title",
            "3 text see include[g](h.md)",
        ],
    );
}

#[test]
fn front_matter_is_no_text() {
    let page = Page::read(
        "a",
        "\u{feff}---\ntitle: \"A b\"\nkeys: c\n---\n\nd\r\n\r\n## E\r\nf",
    );
    assert_eq!(
        page.front_matter.as_deref(),
        Some("title: \"A b\"\nkeys: c\n")
    );
    assert_eq!(page.title.as_deref(), Some("A b"));
    assert_eq!(
        super::outline(&page.blocks),
        "6 text d\n8 heading 2 E\n9 text f\n"
    );
    assert_reads(
        "---\na\n---\n- - -\n***\n",
        &["1 rule", "2 text a", "3 rule", "4 rule", "5 rule"],
    );
    assert_eq!(
        Page::read("a", "---\r\ntitle: b\r\n---\r\n# C")
            .title
            .as_deref(),
        Some("C")
    );
}
