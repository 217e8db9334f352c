//! Reads the documentation of the Bitrix24 REST API and compares it with the schema.
//!
//! Each module uses only those above it in this table; a test in `tests/arrows` checks that.
//!
//! | module | what it does |
//! | --- | --- |
//! | [`page`] | Pages as blocks, spans and tables with their lines. |
//! | [`extract`] | Reads pages into drafts: what they state of methods, events and objects. |
//! | [`facts`] | Schema files, and files that are made of pages, as flat lists of facts. |
//! | [`compare`] | The differences between two lists of facts, and their effect on users. |
//! | [`edit`] | Edits of YAML text that keep comments and order. |
//! | [`mod@write`] | Writes drafts as files of the schema, and reads the facts of these files: those of the pages. |
//! | [`drift`] | The edits of schema files that follow from differences. |
//! | [`score`] | The number of facts of the schema that importing would write. |
//! | [`coverage`] | How much of the documentation the schema describes. |
//! | [`lint`] | Contradictions within pages. |
//! | [`reading`] | Facts that people took from pages, which are compared with the schema and provide its sentences. |
//! | [`rule`] | Rules on the schema: its YAML alone, or beside its pages. |
//! | [`gate`] | Compares the import of a whole documentation with other sources. |
//! | [`review`] | Pages beside the YAML that came from them, line by line. |

pub mod compare;
pub mod coverage;
pub mod drift;
pub mod edit;
pub mod extract;
pub mod facts;
pub mod gate;
pub mod lint;
pub mod page;
pub mod reading;
pub mod review;
pub mod rule;
pub mod score;
mod spelling;
pub mod write;
