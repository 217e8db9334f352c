//! Messages about the shape of one file: what can be said without knowing what any name refers to.

use std::path::Path;

use super::{Diagnostic, quoted};
use crate::shape::Owner;
use crate::source::Span;
use crate::suggest;

impl Diagnostic {
    /// A file or folder that cannot be read.
    pub fn unreadable(span: Span, path: &Path, error: &std::io::Error) -> Self {
        Self::error(span, format!("cannot read {}: {error}", path.display()))
    }

    /// A folder of the schema without any file.
    pub fn no_files(span: Span, path: &Path) -> Self {
        Self::error(span, format!("there is no YAML file in {}", path.display()))
            .help("name the folder of the schema with `--schema DIR`")
    }

    /// Text that is not YAML.
    pub fn syntax(span: Span, what: &str) -> Self {
        Self::error(span, format!("this is not YAML: {what}")).label("the reader stopped here")
    }

    /// A second document after `---`.
    pub fn second_document(span: Span) -> Self {
        Self::error(span, "a file of the schema is one YAML document")
            .label("a second one begins here")
            .help("put each document into a file of its own")
    }

    /// An anchor, an alias or a tag.
    pub fn yaml_feature(span: Span, what: &str) -> Self {
        Self::error(span, format!("{what} has no place in a schema"))
            .label("remove it")
            .help(
                "anchors, aliases and tags are refused, so that each fact is read where it stands; \
             what several places share is a named type under `types`",
            )
    }

    /// A key that is a list or a mapping itself.
    pub fn key_not_text(span: Span) -> Self {
        Self::error(span, "a key is one word").label("this is a list or a mapping")
    }

    /// The same key twice in one mapping.
    pub fn duplicate_key(span: Span, key: &str, first: Span) -> Self {
        Self::error(span, format!("`{key}` stands twice in one mapping"))
            .label("here again")
            .other(first, "here first")
            .help("only one of the two would count; remove or rename the other")
    }

    /// A key that the language does not have there.
    pub fn unknown_key(span: Span, key: &str, owner: &Owner, known: &[&str]) -> Self {
        let any = owner.any();
        let problem = Self::error(span, format!("unknown key `{key}` in {any}"))
            .label(format!("not a key of {any}"));
        if known.is_empty() {
            problem
        } else {
            problem.suggest("known keys", key, known.iter().copied())
        }
    }

    /// A value of another kind than the language wants there.
    pub fn wrong_kind(span: Span, expected: &str, found: &str) -> Self {
        let label = if found.starts_with('`') {
            "not one of these".to_owned()
        } else {
            format!("this is {found}")
        };
        Self::error(span, format!("expected {expected}, found {found}")).label(label)
    }

    /// A word that is none of those the language has there.
    pub fn unknown_word(span: Span, word: &str, known: &[&str]) -> Self {
        let problem = Self::error(span, format!("`{word}` is not a word that may stand here"))
            .label(format!("expected {}", one_of(known)));
        match suggest::closest(word, known) {
            Some(close) => problem.help(format!("did you mean `{close}`?")),
            None => problem,
        }
    }

    /// A key that must be there.
    pub fn missing_key(span: Span, key: &str, owner: &Owner) -> Self {
        Self::error(span, format!("{owner} has no `{key}`")).label(format!("`{key}` must be given"))
    }

    /// A requirement that is neither a condition nor an alternative.
    pub fn vague_requirement(span: Span) -> Self {
        Self::error(span, "a requirement is either a condition or a group of alternatives")
            .label("give `when`, or `either`")
            .help("`required: { when: … }` tells a condition; `required: { either: group }` makes an alternative")
    }

    /// What else the typed reader refuses, in its own words.
    pub fn unreadable_value(span: Span, message: &str) -> Self {
        Self::error(span, format!("this cannot be read: {message}"))
    }

    /// A file that its canonical form would change, by a mistake of ours.
    pub fn not_formatted(span: Span) -> Self {
        Self::error(span, "this file cannot be formatted without changing it")
            .help("the formatter has a mistake; the file is left as it is")
    }

    /// A correction of something that the file does not say.
    pub fn correction_without_target(span: Span, path: &str, step: &str) -> Self {
        Self::error(span, format!("nothing to correct at `{path}`"))
            .label(format!("the file has no `{step}` there"))
            .help("remove it or mend its path; a name that the documentation leaves out is added with `adds: true`")
    }

    /// A correction that should add a name, and does something else.
    pub fn nothing_to_add(span: Span, path: &str) -> Self {
        Self::error(span, format!("`{path}` cannot be added"))
            .label("`adds` is for a name and what it stands for")
            .help("such as a field, a value or an error; other facts are changed without `adds`")
    }

    /// A correction to what the file says already.
    pub fn expired_correction(span: Span, path: &str, fact: Option<Span>) -> Self {
        let problem = Self::error(span, format!("the correction of `{path}` has expired"))
            .label("it changes nothing any more")
            .help("remove the correction: the file says the same without it");
        match fact {
            Some(fact) => problem.other(fact, "this is right as it stands"),
            None => problem,
        }
    }

    /// A path of a correction that cannot be read.
    pub fn bad_correction_path(span: Span, path: &str) -> Self {
        Self::error(span, format!("`{path}` is not a path"))
            .label("expected keys with dots between them")
            .help("as `methods.set.result.at`; a key that holds a dot stands in double quotes")
    }
}

fn one_of(words: &[&str]) -> String {
    match words {
        [one] => format!("`{one}`"),
        _ => format!("one of {}", quoted(words)),
    }
}
