use super::{assert_reads, read};

#[test]
fn rows_and_cells_know_their_lines() {
    assert_reads(
        "#|\n|| **Name**\n`type` | **Words** ||\n\n|| **id***\n`int` | Number.\n\nAnother line\n- one\n- two ||\n|#\n",
        &[
            "1 table",
            "  2 row",
            "    2 cell",
            "      2 text **Name**\\n`type`",
            "    3 cell",
            "      3 text **Words**",
            "  5 row",
            "    5 cell",
            "      5 text **id***\\n`int`",
            "    6 cell",
            "      6 text Number.",
            "      8 text Another line",
            "      9 list",
            "        item",
            "          9 text one",
            "        item",
            "          10 text two",
        ],
    );
}

/// The cells of each row of the only table of a page.
#[track_caller]
fn cells(text: &str) -> Vec<Vec<String>> {
    let page = super::Page::read("page", text);
    let tables: Vec<_> = page
        .descendants()
        .filter_map(|block| match &block.kind {
            crate::page::BlockKind::Table(table) => Some(table),
            _ => None,
        })
        .collect();
    assert_eq!(tables.len(), 1, "{}", read(text));
    tables[0]
        .rows
        .iter()
        .map(|row| row.cells.iter().map(crate::page::Cell::plain).collect())
        .collect()
}

#[test]
fn the_marks_of_rows_are_found_wherever_they_stand() {
    for text in [
        "#|\n|| a | b ||\n|| c | d ||\n|#",
        "#|\n||a|b||\n||c|d||\n|#",
        "#|\n||\na | b\n||\n||\nc | d\n||\n|#",
        "#|\n|| a\n| b\n||\n\n|| c | d ||\n|# ",
        "    #|\n    || a | b ||\n    || c | d ||\n    |#",
        "#| || a | b || || c | d || |#",
        "#|\n|| a | b ||\n- || c | d ||\n|#",
        "#|\n|| a | b || ||\n|| c | d ||\n|#",
        "#|\n|| a | b\n|| c | d ||\n|#",
        "#|\n|| a | b ||\n|| c | d\n|#",
        "#|\n|| a | b ||\n|| c | d |||#",
        "#|\n|| a | b ||\n|| c | d ||",
        "#|\n|| a | b ||\n|| c | d ||\n## Next\n",
        "a | b\n--- | ---\nc | d\n",
        "| a | b |\n|:--|--:|\n| c | d |\n\nText",
    ] {
        assert_eq!(cells(text), [["a", "b"], ["c", "d"]], "{text}");
    }
}

#[test]
fn bars_in_code_links_and_after_a_backslash_part_nothing() {
    let text = "#|\n|| `a || b` | [`c|d`](e) \\| f | [g | h](i) [ | ```j | k``` ||\n|#";
    assert_eq!(cells(text), [["a || b", "c|d | f", "g | h [", "j | k"]]);
    assert_eq!(
        cells("| `a | b` | c \\| d |\n|--|--|\n"),
        [["a | b", "c | d"]]
    );
}

#[test]
fn empty_cells_keep_their_place() {
    assert_eq!(
        cells("#|\n|| a | | ||\n|| | b | c ||\n|||| \n|| - | d |||\n|#"),
        [["a", "", ""], ["", "b", "c"], ["-", "d", ""]]
    );
}

#[test]
fn a_cell_may_be_part_of_its_neighbour() {
    assert_reads(
        "#|\n|| a | > ||\n|| ^ | `>` ||\n|#",
        &[
            "1 table",
            "  2 row",
            "    2 cell",
            "      2 text a",
            "    2 cell >",
            "  3 row",
            "    3 cell ^",
            "    3 cell",
            "      3 text `>`",
        ],
    );
}

#[test]
fn a_cell_holds_any_block() {
    let text = "#|\n|| {% note tip \"T\" %}\n\nIn it\n\n{% endnote %}| > ||\n|| a\n```js\nb || c | d\n``` ||\n\
                || e | ```json\n{\"|\": 1}\n```\n||\n|| f\n\n#|\n||g|h||\n|#\n\ni | j ||\n|#\nk";
    assert_reads(
        text,
        &[
            "1 table",
            "  2 row",
            "    2 cell",
            "      2 note tip \"T\"",
            "        4 text In it",
            "    6 cell >",
            "  7 row",
            "    7 cell",
            "      7 text a",
            "      8 code js \"b || c | d\\n\"",
            "  11 row",
            "    11 cell",
            "      11 text e",
            "    11 cell",
            "      11 code json \"{\\\"|\\\": 1}\\n\"",
            "  15 row",
            "    15 cell",
            "      15 text f",
            "      17 table",
            "        18 row",
            "          18 cell",
            "            18 text g",
            "          18 cell",
            "            18 text h",
            "      21 text i",
            "    21 cell",
            "      21 text j",
            "23 text k",
        ],
    );
}

#[test]
fn text_outside_of_rows_is_kept() {
    assert_eq!(
        cells("#|\nlost\n|| a | b ||\nfound\n|| c | d ||\n|#"),
        [vec!["lost"], vec!["a", "b\nfound"], vec!["c", "d"]]
    );
}

#[test]
fn a_table_left_open_ends_before_a_heading_and_others_are_still_found() {
    let text = "#|\n|| a ||\n\n## One\n\n#|\n|| b ||\n## In it\n|#\n\n## Two\n";
    assert_reads(
        text,
        &[
            "1 table",
            "  2 row",
            "    2 cell",
            "      2 text a",
            "4 heading 2 One",
            "6 table",
            "  7 row",
            "    7 cell",
            "      7 text b",
            "      8 heading 2 In it",
            "11 heading 2 Two",
        ],
    );
}
