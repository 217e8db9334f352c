//! The Bitrix24 REST API as data.
//!
//! This package holds YAML files, one per REST namespace, and says where they are, so that the
//! published client can be generated outside the workspace that they are written in. The language
//! of the files is described in `README.md`.

use std::env;
use std::path::PathBuf;

/// The folder that holds the schema: `crm.yaml`, `crm/item/productrow.yaml`, `examples/` and so on.
pub const ROOT: &str = env!("CARGO_MANIFEST_DIR");

/// Name of the environment variable that makes builds of the client read another schema.
pub const VARIABLE: &str = "BITRIX24_SCHEMA";

/// The folder that [`VARIABLE`] names, if it is set.
pub fn chosen() -> Option<PathBuf> {
    env::var_os(VARIABLE).map(PathBuf::from)
}
