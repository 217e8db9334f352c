//! Methods `crm.item.*`.
pub mod productrow;
