//! One source file as the modules, imports, items and paths in it.

use std::collections::BTreeSet;
use std::str::FromStr;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Macros whose tokens are code of another crate.
const QUOTING: &[&str] = &["quote", "quote_spanned", "parse_quote"];

/// Keywords before the name of an item.
const ITEMS: &[&str] = &[
    "const",
    "enum",
    "fn",
    "macro_rules",
    "static",
    "struct",
    "trait",
    "type",
    "union",
];

/// The segments of a path.
pub(crate) type Path = Vec<String>;

/// The contents of a module.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    /// Modules that it declares.
    pub(crate) modules: Vec<Declaration>,
    /// Names that `use` imports into it, with their paths.
    pub(crate) imports: Vec<(String, Path)>,
    /// Paths of glob imports.
    pub(crate) globs: Vec<Path>,
    /// Items that it defines.
    pub(crate) items: BTreeSet<String>,
    /// Paths in `use` declarations, and all others that begin with `crate`, `self` or `super`.
    pub(crate) paths: Vec<Path>,
}

/// A `mod` declaration.
#[derive(Debug)]
pub(crate) struct Declaration {
    pub(crate) name: String,
    /// The value of its `path` attribute.
    pub(crate) file: Option<String>,
    /// The tokens in its braces; `None` when it has a file of its own.
    pub(crate) inline: Option<Contents>,
}

impl Contents {
    /// Reads the text of a file.
    ///
    /// # Errors
    ///
    /// When the text is not made of Rust tokens.
    pub(crate) fn read(text: &str) -> Result<Self, proc_macro2::LexError> {
        let mut contents = Self::default();
        contents.module(&TokenStream::from_str(text)?.into_iter().collect::<Vec<_>>());
        Ok(contents)
    }

    /// Reads the items of a module.
    fn module(&mut self, tokens: &[TokenTree]) {
        let mut file = None;
        let mut at = 0;
        while at < tokens.len() {
            if let Some((attribute, after)) = attribute(tokens, at) {
                at = after;
                if is_test(&attribute) {
                    at = item_end(tokens, at);
                } else if let Some(path) = path_value(&attribute) {
                    file = Some(path);
                }
                continue;
            }
            let word = word(tokens, at);
            match word.as_deref() {
                Some("mod") => {
                    if let Some(name) = self::word(tokens, at + 1) {
                        let inline = brace(tokens.get(at + 2)).map(|inner| {
                            let mut contents = Self::default();
                            contents.module(&inner);
                            contents
                        });
                        self.modules.push(Declaration {
                            name,
                            file: file.take(),
                            inline,
                        });
                        at += 3;
                        continue;
                    }
                }
                Some("use") => {
                    let mut leaves = Vec::new();
                    at = use_tree(tokens, at + 1, &Path::new(), &mut leaves);
                    for (path, name) in leaves {
                        self.paths.push(path.clone());
                        match name {
                            Some(name) => self.imports.push((name, path)),
                            None => self.globs.push(path),
                        }
                    }
                    continue;
                }
                Some(word) if ITEMS.contains(&word) => {
                    let name = at + 1 + usize::from(is_punct(tokens, at + 1, '!'));
                    self.items.extend(self::word(tokens, name));
                }
                _ => {}
            }
            at = self.other(tokens, at);
        }
    }

    /// Reads the inside of an item.
    fn inside(&mut self, tokens: &[TokenTree]) {
        let mut at = 0;
        while at < tokens.len() {
            if let Some((attribute, after)) = attribute(tokens, at) {
                at = if is_test(&attribute) {
                    item_end(tokens, after)
                } else {
                    after
                };
            } else if word(tokens, at).as_deref() == Some("use") {
                let mut leaves = Vec::new();
                at = use_tree(tokens, at + 1, &Path::new(), &mut leaves);
                self.paths.extend(leaves.into_iter().map(|(path, _)| path));
            } else {
                at = self.other(tokens, at);
            }
        }
    }

    /// Reads a path, a quotation, a group or any other token, and returns the index of what follows
    /// it.
    fn other(&mut self, tokens: &[TokenTree], at: usize) -> usize {
        match &tokens[at] {
            TokenTree::Group(group) => {
                self.inside(&group.stream().into_iter().collect::<Vec<_>>());
                at + 1
            }
            TokenTree::Ident(ident) => {
                let word = ident.to_string();
                if QUOTING.contains(&word.as_str()) && is_punct(tokens, at + 1, '!') {
                    return at + 3;
                }
                let begins = matches!(word.as_str(), "crate" | "self" | "super");
                let follows = at >= 2 && is_separator(tokens, at - 2);
                if !begins || follows || !is_separator(tokens, at + 1) {
                    return at + 1;
                }
                let mut path = vec![word];
                let mut end = at + 1;
                while is_separator(tokens, end) {
                    let Some(word) = self::word(tokens, end + 2) else {
                        break;
                    };
                    path.push(word);
                    end += 3;
                }
                self.paths.push(path);
                end
            }
            _ => at + 1,
        }
    }
}

/// Reads the tree of a `use` declaration from `at` to its `;` or `,`, and returns the index of what
/// follows. A leaf is a path with the name that it gets, or without one for `*`.
fn use_tree(
    tokens: &[TokenTree],
    mut at: usize,
    prefix: &Path,
    leaves: &mut Vec<(Path, Option<String>)>,
) -> usize {
    let mut path = prefix.clone();
    let mut name = None;
    let mut is_leaf = true;
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            TokenTree::Ident(ident) if ident == "as" => {
                name = word(tokens, at);
                at += 1;
            }
            TokenTree::Ident(ident) if ident == "self" && !path.is_empty() => {}
            TokenTree::Ident(_) => path.extend(word(tokens, at - 1)),
            TokenTree::Group(group) => {
                let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                let mut next = 0;
                while next < inner.len() {
                    next = use_tree(&inner, next, &path, leaves);
                }
                is_leaf = false;
            }
            TokenTree::Punct(punct) => match punct.as_char() {
                '*' => {
                    leaves.push((path.clone(), None));
                    is_leaf = false;
                }
                ';' | ',' => break,
                _ => {}
            },
            TokenTree::Literal(_) => {}
        }
    }
    if is_leaf && !path.is_empty() {
        let name = name.or_else(|| path.last().cloned());
        leaves.push((path, name));
    }
    at
}

/// The attribute that begins at `at`, and the index of what follows it.
fn attribute(tokens: &[TokenTree], at: usize) -> Option<(Vec<TokenTree>, usize)> {
    if !is_punct(tokens, at, '#') {
        return None;
    }
    let group = at + 1 + usize::from(is_punct(tokens, at + 1, '!'));
    match tokens.get(group) {
        Some(TokenTree::Group(inner)) if inner.delimiter() == Delimiter::Bracket => {
            Some((inner.stream().into_iter().collect(), group + 1))
        }
        _ => None,
    }
}

/// Whether an attribute is `cfg(test)` or `cfg(all(test, …))`.
fn is_test(attribute: &[TokenTree]) -> bool {
    let condition = |tokens: &[TokenTree]| match tokens.get(1) {
        Some(TokenTree::Group(group)) => group.stream().into_iter().collect(),
        _ => Vec::new(),
    };
    if word(attribute, 0).as_deref() != Some("cfg") {
        return false;
    }
    let mut of = condition(attribute);
    if word(&of, 0).as_deref() == Some("all") {
        of = condition(&of);
    }
    word(&of, 0).as_deref() == Some("test")
}

/// The value of a `path` attribute.
fn path_value(attribute: &[TokenTree]) -> Option<String> {
    if word(attribute, 0).as_deref() != Some("path") {
        return None;
    }
    Some(attribute.get(2)?.to_string().trim_matches('"').to_owned())
}

/// The index of what follows the item that begins at `at`.
fn item_end(tokens: &[TokenTree], at: usize) -> usize {
    let ends = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => punct.as_char() == ';',
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
        _ => false,
    };
    let rest = tokens.get(at..).unwrap_or_default();
    rest.iter()
        .position(ends)
        .map_or(tokens.len(), |end| at + end + 1)
}

/// The identifier at an index, without `r#`.
fn word(tokens: &[TokenTree], at: usize) -> Option<String> {
    match tokens.get(at) {
        Some(TokenTree::Ident(ident)) => {
            Some(ident.to_string().trim_start_matches("r#").to_owned())
        }
        _ => None,
    }
}

/// The tokens between braces.
fn brace(token: Option<&TokenTree>) -> Option<Vec<TokenTree>> {
    match token {
        Some(TokenTree::Group(group)) if group.delimiter() == Delimiter::Brace => {
            Some(group.stream().into_iter().collect())
        }
        _ => None,
    }
}

fn is_punct(tokens: &[TokenTree], at: usize, character: char) -> bool {
    matches!(tokens.get(at), Some(TokenTree::Punct(punct)) if punct.as_char() == character)
}

/// Whether `::` stands at an index.
fn is_separator(tokens: &[TokenTree], at: usize) -> bool {
    is_punct(tokens, at, ':') && is_punct(tokens, at + 1, ':')
}

#[cfg(test)]
mod tests {
    use super::Contents;

    fn paths(text: &str) -> Vec<String> {
        let contents = Contents::read(text).unwrap();
        contents.paths.iter().map(|path| path.join("::")).collect()
    }

    #[test]
    fn paths_are_found_in_imports_types_and_macros() {
        assert_eq!(
            paths("use crate::a::{self, b::C, d::{E as F, *}}; use std::fmt;"),
            [
                "crate::a",
                "crate::a::b::C",
                "crate::a::d::E",
                "crate::a::d",
                "std::fmt"
            ]
        );
        assert_eq!(
            paths("fn f(x: &super::G<crate::h::I>) { format!(\"{}\", self::k::<u8>()); x.self_; }"),
            ["super::G", "crate::h::I", "self::k"]
        );
        assert_eq!(paths("pub(in crate::a::b) fn f() {}"), ["crate::a::b"]);
        assert_eq!(paths("fn f() { use super::a; }"), ["super::a"]);
    }

    #[test]
    fn tests_quotations_and_the_rest_of_a_path_are_left_out() {
        assert_eq!(
            paths(
                "#[cfg(test)] use crate::a; #[cfg(test)] mod tests { use crate::b; } \
                 #[cfg(all(test, unix))] fn f() { crate::c::d() } fn g() { quote! { crate::e::f } }"
            ),
            [""; 0]
        );
        assert_eq!(paths("fn f() { other::self::x::y() }"), [""; 0]);
    }

    #[test]
    fn modules_and_items_have_their_names() {
        let contents = Contents::read(
            "#[path = \"other.rs\"] mod a; mod r#type { use super::a; } pub struct B; const C: u8 = 1; \
             macro_rules! d { () => {} }",
        )
        .unwrap();
        let [a, inline] = &contents.modules[..] else {
            panic!("{contents:?}");
        };
        assert_eq!((&a.name[..], a.file.as_deref()), ("a", Some("other.rs")));
        assert_eq!(inline.name, "type");
        assert_eq!(
            inline.inline.as_ref().unwrap().paths[0].join("::"),
            "super::a"
        );
        assert_eq!(
            contents.items.into_iter().collect::<Vec<_>>(),
            ["B", "C", "d"]
        );
    }
}
