//! Corrections: facts of the documentation that a file states to be wrong.

use crate::diagnostic::{Diagnostic, Problems};
use crate::node::{Entry, Kind, Node, Value};
use crate::shape::Shape;
use crate::source::Span;

/// Applies the corrections of a file to its nodes.
pub(super) fn apply(root: &mut Node, problems: &mut Problems) {
    let corrections: Vec<Correction> = root
        .get("corrections")
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .filter_map(Correction::read)
        .collect();
    for correction in &corrections {
        if let Err(problem) = correction.apply(root) {
            problems.push(*problem);
        }
    }
}

/// The indices of the corrections that change nothing, or whose fact does not exist.
pub fn expired(root: &Node) -> Vec<usize> {
    let mut corrected = root.clone();
    let corrections = root.get("corrections").map(Node::items).unwrap_or_default();
    let mut is_expired = |node: &Node| {
        Correction::read(node).is_some_and(|correction| correction.apply(&mut corrected).is_err())
    };
    (0..corrections.len())
        .filter(|index| is_expired(&corrections[*index]))
        .collect()
}

/// One correction. Missing keys are reported when the model is read.
struct Correction {
    /// The span of its path.
    at: Span,
    path: String,
    /// Whether the name at the end of the path is new.
    adds: bool,
    value: Node,
}

impl Correction {
    fn read(node: &Node) -> Option<Self> {
        let at = node.get("at")?;
        Some(Self {
            at: at.span(),
            path: at.text()?.to_owned(),
            adds: node.get("adds").is_some_and(is_true),
            value: node.get("value")?.clone(),
        })
    }

    fn apply(&self, root: &mut Node) -> Result<(), Box<Diagnostic>> {
        let unreadable = || Box::new(Diagnostic::bad_correction_path(self.at, &self.path));
        let steps = steps(&self.path).ok_or_else(unreadable)?;
        let (last, steps) = steps.split_last().ok_or_else(unreadable)?;
        let missing = |step: &str| {
            Box::new(Diagnostic::correction_without_target(
                self.at, &self.path, step,
            ))
        };
        let mut shape = Shape::File;
        let mut node = root;
        for step in steps {
            node = child(node, step).ok_or_else(|| missing(step))?;
            shape = shape.child(step);
        }
        spell_out(node, shape);
        let removes = is_null(&self.value);
        let expired = |fact| {
            Err(Box::new(Diagnostic::expired_correction(
                self.at, &self.path, fact,
            )))
        };
        let names = matches!(shape, Shape::Names(_));
        if self.adds && (removes || !names) {
            return Err(Box::new(Diagnostic::nothing_to_add(self.at, &self.path)));
        }
        match node.kind_mut() {
            Kind::Mapping(entries) => match entries.position(last) {
                Some(at) if self.adds => return expired(Some(entries[at].key_span)),
                Some(at) if removes => entries.remove(at),
                Some(at) if entries[at].value.says_the_same(&self.value) => {
                    return expired(Some(entries[at].key_span));
                }
                Some(at) => *entries.value_mut(at) = self.value.clone(),
                None if removes => return expired(None),
                // An unknown name may be misspelt; an unknown key is found by the model.
                None if names && !self.adds => return Err(missing(last)),
                None => {
                    entries.push(Entry {
                        key: (**last).into(),
                        key_span: self.at,
                        value: self.value.clone(),
                    });
                }
            },
            Kind::Sequence(items) => {
                let at = last
                    .parse()
                    .ok()
                    .filter(|at| *at < items.len())
                    .ok_or_else(|| missing(last))?;
                if removes {
                    items.remove(at);
                } else if items[at].says_the_same(&self.value) {
                    return expired(Some(items[at].head()));
                } else {
                    items[at] = self.value.clone();
                }
            }
            Kind::Scalar(_) => return Err(missing(last)),
        }
        Ok(())
    }
}

/// The keys of a path: `a.b` has two, `a."b.c"` too.
pub fn steps(path: &str) -> Option<Vec<String>> {
    let mut steps = Vec::new();
    let mut rest = path;
    loop {
        let after = if let Some(quoted) = rest.strip_prefix('"') {
            let (step, after) = quoted.split_once('"')?;
            steps.push(step.to_owned());
            after
        } else {
            let end = rest.find('.').unwrap_or(rest.len());
            if end == 0 {
                return None;
            }
            steps.push(rest[..end].to_owned());
            &rest[end..]
        };
        if after.is_empty() {
            return Some(steps);
        }
        rest = after.strip_prefix('.')?;
    }
}

fn child<'n>(node: &'n mut Node, step: &str) -> Option<&'n mut Node> {
    match node.kind_mut() {
        Kind::Mapping(entries) => {
            let at = entries.position(step)?;
            Some(entries.value_mut(at))
        }
        Kind::Sequence(items) => items.get_mut(step.parse::<usize>().ok()?),
        Kind::Scalar(_) => None,
    }
}

/// Expands a short form into its mapping, so that a fact can be added to it.
fn spell_out(node: &mut Node, shape: Shape) {
    let key = match shape {
        Shape::Field | Shape::Parameter => "type",
        Shape::Value => "wire",
        _ => return,
    };
    if matches!(node.kind(), Kind::Scalar(_)) {
        let entry = Entry {
            key: key.into(),
            key_span: node.span(),
            value: node.clone(),
        };
        *node.kind_mut() = Kind::Mapping(vec![entry].into());
    }
}

fn is_null(node: &Node) -> bool {
    matches!(node.kind(), Kind::Scalar(scalar) if scalar.value() == Value::Null)
}

fn is_true(node: &Node) -> bool {
    matches!(node.kind(), Kind::Scalar(scalar) if scalar.value() == Value::Bool(true))
}
