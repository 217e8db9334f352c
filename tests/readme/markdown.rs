//! The part of Markdown that the READMEs use.

use std::fs;

use crate::workspace;

/// A document.
pub(crate) struct Document {
    /// Its path in the workspace.
    pub(crate) path: String,
    /// Its blocks of code.
    pub(crate) blocks: Vec<Block>,
    /// Its lines outside of them, with their numbers.
    pub(crate) prose: Vec<(usize, String)>,
}

/// A block of code.
pub(crate) struct Block {
    /// Number of the first line.
    pub(crate) line: usize,
    /// The word behind the fence.
    pub(crate) language: String,
    /// Its lines, without the indentation of the fence.
    pub(crate) lines: Vec<String>,
}

impl Document {
    /// Reads a document of the workspace. Returns `None` when it does not exist.
    pub(crate) fn read(path: &str) -> Option<Self> {
        let text = fs::read_to_string(workspace().join(path)).ok()?;
        Some(Self::new(path, &text))
    }

    fn new(path: &str, text: &str) -> Self {
        let mut document = Self {
            path: path.to_owned(),
            blocks: Vec::new(),
            prose: Vec::new(),
        };
        let mut open: Option<(usize, Block)> = None;
        for (number, line) in (1..).zip(text.lines()) {
            let trimmed = line.trim_start();
            let fence = trimmed.strip_prefix("```");
            match (fence, open.take()) {
                (Some(_), Some((_, block))) => document.blocks.push(block),
                (Some(language), None) => {
                    let block = Block {
                        line: number + 1,
                        language: language.to_owned(),
                        lines: Vec::new(),
                    };
                    open = Some((line.len() - trimmed.len(), block));
                }
                (None, Some((indentation, mut block))) => {
                    block
                        .lines
                        .push(line.get(indentation..).unwrap_or_default().to_owned());
                    open = Some((indentation, block));
                }
                (None, None) => document.prose.push((number, line.to_owned())),
            }
        }
        assert!(open.is_none(), "{path}: a block of code is not closed");
        document
    }

    /// Every command of cargo, in shell blocks and in prose, with the number of its line.
    pub(crate) fn commands(&self) -> Vec<(usize, String)> {
        let shells = self
            .blocks
            .iter()
            .filter(|block| ["sh", "shell", "bash", "console"].contains(&block.language.as_str()));
        let lines = shells.flat_map(|block| {
            (block.line..)
                .zip(&block.lines)
                .map(|(number, line)| (number, line.as_str()))
        });
        let in_blocks = lines.flat_map(|(number, line)| {
            let line = line
                .trim_start_matches("$ ")
                .split(" #")
                .next()
                .unwrap_or_default();
            line.split("&&")
                .map(move |command| (number, command.trim()))
        });
        let in_prose = self
            .prose
            .iter()
            .flat_map(|(number, line)| code(line).map(move |code| (*number, code)));
        in_blocks
            .chain(in_prose)
            .map(|(number, command)| (number, without_variables(command)))
            .filter(|(_, command)| command.starts_with("cargo "))
            .map(|(number, command)| (number, command.to_owned()))
            .collect()
    }
}

/// The pieces of code in back-ticks on a line.
pub(crate) fn code(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// A command without the environment variables before it.
fn without_variables(command: &str) -> &str {
    let mut rest = command;
    while let Some((word, more)) = rest.split_once(' ') {
        if word.starts_with('-') || !word.contains('=') {
            break;
        }
        rest = more.trim_start();
    }
    rest
}
