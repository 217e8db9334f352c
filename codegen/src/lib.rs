//! Generates the `bitrix24` client from a schema in YAML.
//!
//! [`load`] reads files into the [`model`] and reports every problem of their shape, [`resolve`]
//! looks up every name, and [`emit`] writes Rust. The command `bitrix24-codegen`, the build of the
//! client and its macros call the same functions.

#[cfg(feature = "describe")]
pub mod describe;
pub mod diagnostic;
pub mod emit;
#[cfg(feature = "authoring")]
pub mod fmt;
mod forms;
mod index;
pub mod ir;
#[cfg(feature = "authoring")]
pub mod json_schema;
pub mod library;
pub mod load;
pub mod model;
pub mod names;
pub mod node;
pub mod operators;
mod ordered;
pub mod parallel;
pub mod pattern;
mod recover;
pub mod render;
pub mod reserved;
pub mod resolve;
pub mod scalar;
pub mod scopes;
pub mod shape;
#[cfg(feature = "describe")]
pub mod snippet;
pub mod source;
pub mod suggest;
pub mod type_expression;
pub mod yaml;
