//! Exports of the schema for other programs. The command `bitrix24-codegen` is the binary of this
//! package.

pub mod json;
pub mod openapi;
