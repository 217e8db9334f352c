//! The Bitrix24 REST API as data.
//!
//! This package holds YAML files, one per REST namespace, and says where they are, so that the
//! published client can be generated outside the workspace that they are written in. The language
//! of the files is described in `README.md`.

/// The folder that holds the schema: `crm.yaml`, `crm/item/productrow.yaml`, `examples/` and so on.
pub const ROOT: &str = env!("CARGO_MANIFEST_DIR");
