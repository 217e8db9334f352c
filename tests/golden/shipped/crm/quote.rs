//! Methods `crm.quote.*`.
pub mod productrows;
