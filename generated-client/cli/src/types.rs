//! Types of a portal: structs with its fields, and enumerations with its lists and stages.

mod directories;
mod lock;
mod making;
mod model;
mod names;
mod read;
mod rust;
mod yaml;

pub(crate) use self::lock::{changes, read as read_lock, write as write_lock};
pub(crate) use self::read::read;
pub(crate) use self::rust::write as to_rust;
pub(crate) use self::yaml::write as to_yaml;
