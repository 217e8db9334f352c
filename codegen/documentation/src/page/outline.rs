//! Blocks as text, for debugging and tests.

use std::fmt::{self, Display};

use super::{
    block::{Block, BlockKind, CellSpan},
    text::{Span, Text},
};

/// The blocks as an outline: on each line the number of a line, what begins there, and its text,
/// indented by what it is in.
///
/// ```
/// use bitrix24_documentation::page::{Page, outline};
///
/// let page = Page::read("a", "#|\n|| **id*** | `integer` ||\n|#\n\n- [more](b.md)\n");
/// let expected = "1 table\n  2 row\n    2 cell\n      2 text **id***\n    2 cell\n      2 text `integer`\n\
///                 5 list\n  item\n    5 text [more](b.md)\n";
/// assert_eq!(outline(&page.blocks), expected);
/// ```
pub fn outline(blocks: &[Block]) -> String {
    Outline { blocks, depth: 0 }.to_string()
}

struct Outline<'a> {
    blocks: &'a [Block],
    depth: usize,
}

impl Display for Outline<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let depth = self.depth;
        let indent = |deeper: usize| "  ".repeat(depth + deeper);
        let inside = |blocks, deeper| Outline {
            blocks,
            depth: depth + deeper,
        };
        for block in self.blocks {
            write!(out, "{}{} ", indent(0), block.line)?;
            match &block.kind {
                BlockKind::Heading {
                    level,
                    text,
                    anchor,
                } => {
                    write!(out, "heading {level} ")?;
                    text_of(text, out)?;
                    if let Some(anchor) = anchor {
                        write!(out, " #{anchor}")?;
                    }
                    out.write_str("\n")?;
                }
                BlockKind::Paragraph(text) => {
                    out.write_str("text ")?;
                    text_of(text, out)?;
                    out.write_str("\n")?;
                }
                BlockKind::Quote(_) => out.write_str("quote\n")?,
                BlockKind::List { ordered, items } => {
                    writeln!(out, "{}", if *ordered { "numbers" } else { "list" })?;
                    for item in items {
                        writeln!(out, "{}item", indent(1))?;
                        inside(item, 2).fmt(out)?;
                    }
                }
                BlockKind::Table(table) => {
                    out.write_str("table\n")?;
                    for row in &table.rows {
                        writeln!(out, "{}{} row", indent(1), row.line)?;
                        for cell in &row.cells {
                            let span = match cell.span {
                                CellSpan::Own => "",
                                CellSpan::Left => " >",
                                CellSpan::Above => " ^",
                            };
                            writeln!(out, "{}{} cell{span}", indent(2), cell.line)?;
                            inside(&cell.blocks, 3).fmt(out)?;
                        }
                    }
                }
                BlockKind::Code { language, text } => writeln!(out, "code {language} {text:?}")?,
                BlockKind::Note { kind, title, .. } => writeln!(out, "note {kind} {title:?}")?,
                BlockKind::Cut { title, .. } => writeln!(out, "cut {title:?}")?,
                BlockKind::Tabs(tabs) => {
                    out.write_str("tabs\n")?;
                    for tab in tabs {
                        writeln!(out, "{}{} tab {:?}", indent(1), tab.line, tab.title)?;
                        inside(&tab.blocks, 2).fmt(out)?;
                    }
                }
                BlockKind::Include {
                    path,
                    anchor,
                    label,
                    without_title,
                } => {
                    let anchor = anchor
                        .as_ref()
                        .map_or(String::new(), |anchor| format!("#{anchor}"));
                    let bare = if *without_title { " without title" } else { "" };
                    writeln!(out, "include {path}{anchor} {label:?}{bare}")?;
                }
                BlockKind::If { condition, .. } => writeln!(out, "if {condition}")?,
                BlockKind::Rule => out.write_str("rule\n")?,
            }
            if let BlockKind::Quote(blocks)
            | BlockKind::Note { blocks, .. }
            | BlockKind::Cut { blocks, .. }
            | BlockKind::If { blocks, .. } = &block.kind
            {
                inside(blocks, 1).fmt(out)?;
            }
        }
        Ok(())
    }
}

fn text_of(text: &Text, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    spans_of(&text.0, out)
}

fn spans_of(spans: &[Span], out: &mut fmt::Formatter<'_>) -> fmt::Result {
    let around = |before: &str, spans: &[Span], after: &str, out: &mut fmt::Formatter<'_>| {
        out.write_str(before)?;
        spans_of(spans, out)?;
        out.write_str(after)?;
        Ok(())
    };
    for span in spans {
        match span {
            Span::Plain(text) => out.write_str(&text.replace('\n', "\\n"))?,
            Span::Code(text) => write!(out, "`{text}`")?,
            Span::Strong(spans) => around("**", spans, "**", out)?,
            Span::Emphasis(spans) => around("_", spans, "_", out)?,
            Span::Link { text, target } => around("[", text, &format!("]({target})"), out)?,
            Span::Image { text, target } => around("![", text, &format!("]({target})"), out)?,
            Span::Include { label, target } => write!(out, "include[{label}]({target})")?,
            Span::Break => out.write_str("<br>")?,
        }
    }
    Ok(())
}
