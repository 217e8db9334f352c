//! Reads the documentation of the Bitrix24 REST API and compares it with the schema.
//!
//! [`pages`] are blocks with their lines, [`import`] makes drafts of them, [`facts`] are drafts and schema files as flat
//! lists, [`compare`] reports what differs between two such lists, and [`drift`] plans the edits of schema files that
//! follow. [`lint`] reports what pages say against themselves, [`coverage`] how much of them the schema describes.

pub mod compare;
pub mod coverage;
pub mod drift;
pub mod edit;
pub mod facts;
pub mod import;
pub mod lint;
pub mod pages;
mod spelling;
