//! Reads the documentation of the Bitrix24 REST API and compares it with the schema.
//!
//! Each module uses only those above it in this table; a test in `tests/arrows` checks that.
//!
//! | module | what it does |
//! | --- | --- |
//! | [`page`] | Pages as blocks, spans and tables with their lines. |
//! | [`extract`] | Reads pages into drafts: what they state of methods, events and objects. |
//! | [`facts`] | Schema files, and files that are made of pages, as flat lists of facts. |
//! | [`compare`] | What differs between two lists of facts, and what that means for users. |
//! | [`edit`] | Edits of YAML text that keep comments and order. |
//! | [`mod@write`] | Drafts as files of the schema, and the facts of these files: those that pages state. |
//! | [`drift`] | The edits of schema files that follow from differences. |
//! | [`score`] | How many facts of the schema importing would write. |
//! | [`coverage`] | How much of the documentation the schema describes. |
//! | [`lint`] | What pages say against themselves. |
//! | [`reading`] | What people wrote down from pages: the facts are held against it, and its sentences go into the schema. |
//! | [`rule`] | Rules on the schema: its YAML alone, or beside its pages. |
//! | [`gate`] | Holds the import of a whole documentation against other sources. |
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
