//! The folder of the list of settled differences.

use std::path::{Path, PathBuf};

use bitrix24_documentation::drift::{Settled, Shown};

use super::Failure;

/// The list beside the schema of this repository, from the folder that has the schema.
const BESIDE: &str = "codegen/documentation/settled";

/// A list and its folder.
#[derive(Debug)]
pub(super) struct List {
    pub(super) folder: PathBuf,
    pub(super) settled: Settled,
    pub(super) shown: Shown,
}

impl List {
    /// Reads the list in a folder; when none is given, the one of the schema, which is empty when
    /// there is none.
    pub(super) fn of(folder: Option<&Path>, schema: &Path) -> Result<Self, Failure> {
        let beside = || schema.parent().unwrap_or(Path::new("")).join(BESIDE);
        let folder = folder.map_or_else(beside, Path::to_owned);
        let settled = Settled::open(&folder)?;
        let shown = Shown::open(&folder)?;
        Ok(Self {
            folder,
            settled,
            shown,
        })
    }
}
