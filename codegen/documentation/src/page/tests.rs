//! Tests of each construct, of common mistakes in pages, and of properties of every text.

mod blocks;
mod properties;
mod spans;
mod tables;

use super::{Page, outline};

/// The outline of a page.
fn read(text: &str) -> String {
    outline(&Page::read("folder/page", text).blocks)
}

/// Asserts what a page is read as.
#[track_caller]
fn assert_reads(text: &str, expected: &[&str]) {
    let outline = read(text);
    let lines: Vec<&str> = outline.lines().collect();
    assert_eq!(lines, expected, "\n{outline}");
}
