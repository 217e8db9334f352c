//! Arrows between names.

use std::collections::{BTreeMap, BTreeSet};

/// Arrows from name to name, each with the file where it was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Graph(BTreeMap<(String, String), String>);

impl Graph {
    /// Adds an arrow. The first file where it was found is kept.
    pub fn add(&mut self, from: &str, to: &str, found: impl Into<String>) {
        self.0
            .entry((from.to_owned(), to.to_owned()))
            .or_insert_with(|| found.into());
    }

    /// Removes an arrow. Returns whether it existed.
    pub fn remove(&mut self, from: &str, to: &str) -> bool {
        self.0.remove(&(from.to_owned(), to.to_owned())).is_some()
    }

    /// The arrows: from, to, where found.
    pub fn arrows(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.0
            .iter()
            .map(|((from, to), found)| (from.as_str(), to.as_str(), found.as_str()))
    }

    /// Whether a path of one or more arrows leads from one name to another.
    pub fn leads(&self, from: &str, to: &str) -> bool {
        let mut reached = BTreeSet::new();
        let mut open = vec![from];
        while let Some(name) = open.pop() {
            let first = (name.to_owned(), String::new());
            let arrows = self.0.range(first..).map(|((from, to), _)| (from, to));
            for (_, next) in arrows.take_while(|(from, _)| *from == name) {
                if next == to {
                    return true;
                }
                if reached.insert(next.as_str()) {
                    open.push(next);
                }
            }
        }
        false
    }

    /// The arrows on circles.
    pub fn circular(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.arrows().filter(|(from, to, _)| self.leads(to, from))
    }
}

#[cfg(test)]
mod tests {
    use super::Graph;

    #[test]
    fn only_arrows_of_circles_are_circular() {
        let mut graph = Graph::default();
        for (from, to) in [("a", "b"), ("b", "c"), ("c", "b"), ("c", "d")] {
            graph.add(from, to, "");
        }
        let circular: Vec<_> = graph.circular().map(|(from, to, _)| (from, to)).collect();
        assert_eq!(circular, [("b", "c"), ("c", "b")]);
        assert!(graph.leads("a", "d") && !graph.leads("d", "a"));
        assert!(graph.remove("c", "b") && !graph.remove("c", "b"));
        assert_eq!(graph.circular().count(), 0);
    }
}
