//! Reads which module of a crate refers to which other one, from the text of its source files.
//!
//! [`Tree`] holds the modules that a root file declares, [`graph::Graph`] the arrows between the
//! children of one module. The output of macros and build scripts is not seen, and `#[cfg(test)]`
//! items are left out: tests may refer to anything.

pub mod graph;
mod source;
mod tree;

pub use tree::Tree;
