//! Methods `crm.deal.*`.
pub mod productrows;
