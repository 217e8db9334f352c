//! Generates the `bitrix24` client from a schema in YAML.
//!
//! [`load`] reads files with every problem of their shape, [`model`] is what they say, `resolve` finds what their names
//! mean, and `emit` writes Rust. The command `bitrix24-codegen`, the build of the client and its macros are callers of
//! the same functions.

#[cfg(feature = "command")]
pub mod compare;
#[cfg(feature = "command")]
pub mod coverage;
#[cfg(feature = "describe")]
pub mod describe;
pub mod diagnostic;
#[cfg(feature = "command")]
pub mod drift;
#[cfg(feature = "command")]
pub mod edit;
pub mod emit;
#[cfg(feature = "command")]
pub mod facts;
#[cfg(feature = "command")]
pub mod fmt;
mod forms;
#[cfg(feature = "command")]
pub mod import;
pub mod ir;
#[cfg(feature = "command")]
pub mod json_schema;
pub mod library;
#[cfg(feature = "command")]
pub mod lint;
pub mod load;
pub mod model;
mod names;
pub mod node;
#[cfg(feature = "command")]
pub mod openapi;
pub mod operators;
mod ordered;
#[cfg(feature = "command")]
pub mod pages;
pub mod parallel;
#[cfg(feature = "describe")]
mod pattern;
mod recover;
pub mod render;
pub mod resolve;
pub mod scopes;
pub mod shape;
pub mod source;
pub mod suggest;
mod type_expression;
pub mod yaml;
