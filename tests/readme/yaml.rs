//! YAML in documents: a whole file, or lines for a file that the text before names.

use std::fs;
use std::path::Path;

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::render::{self, Colour};
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{library, load, resolve};

use crate::markdown::{Block, Document, code};
use crate::workspace;

/// The problems of a document's YAML.
pub(crate) fn problems(document: &Document) -> Vec<String> {
    let blocks = document
        .blocks
        .iter()
        .filter(|block| block.language == "yaml");
    blocks
        .filter_map(|block| {
            let text = if block
                .lines
                .iter()
                .any(|line| line.starts_with("namespace:"))
            {
                block.lines.join("\n")
            } else {
                match inserted(document, block) {
                    Ok(text) => text,
                    Err(problem) => {
                        return Some(format!("{}:{}: {problem}", document.path, block.line));
                    }
                }
            };
            let report = check(&document.path, &text);
            (!report.is_empty()).then(|| format!("{}:{}:\n{report}", document.path, block.line))
        })
        .collect()
}

fn check(name: &str, text: &str) -> String {
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let file = load::text(name, text, &mut sources, &mut problems);
    let root = workspace().join("schema");
    let shipped = file
        .iter()
        .flat_map(|file| library::referred(file, &root, &mut sources))
        .collect::<Vec<_>>();
    let loaded = load::Loaded {
        files: file.into_iter().collect(),
        examples: Vec::new(),
    };
    resolve::resolve_alone(&loaded, &shipped, &mut problems);
    render::report(&problems, &sources, Colour::None)
}

/// The file with the lines inserted: the text before says "open `schema/….yaml`, find `list:`, add
/// to `errors`".
fn inserted(document: &Document, block: &Block) -> Result<String, String> {
    let before: Vec<&(usize, String)> = document
        .prose
        .iter()
        .filter(|(number, _)| *number < block.line)
        .collect();
    let words: Vec<&str> = before.iter().flat_map(|(_, line)| code(line)).collect();
    let is_file = |word: &&str| {
        Path::new(word)
            .extension()
            .is_some_and(|extension| extension == "yaml")
    };
    let file = words
        .iter()
        .rposition(is_file)
        .ok_or("the text before these lines names no file for them")?;
    let text = fs::read_to_string(workspace().join(words[file]))
        .map_err(|error| format!("{}: {error}", words[file]))?;
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut at = 0;
    for key in &words[file + 1..] {
        let line = format!("{}:", key.trim_end_matches(':'));
        let found = lines[at..].iter().position(|found| found.trim() == line);
        at += 1 + found.ok_or_else(|| format!("`{}` has no line `{line}` there", words[file]))?;
    }
    let indentation: String = lines
        .get(at)
        .into_iter()
        .flat_map(|line| line.chars().take_while(|c| *c == ' '))
        .collect();
    lines.splice(
        at..at,
        block
            .lines
            .iter()
            .map(|line| format!("{indentation}{line}")),
    );
    Ok(lines.join("\n"))
}
