//! What a portal has at the start, from a file.

use std::fs;
use std::path::Path;

use bitrix24::Value;
use bitrix24_portal::Portal;
use serde::Deserialize;

use crate::failure::Failure;

/// A JSON value of the file.
#[derive(Deserialize)]
#[serde(untagged)]
enum Line {
    /// A call of the classic protocol, as `--dry-run` prints it.
    Call {
        method: String,
        #[serde(default)]
        params: Value,
    },
    /// An object of the CRM under a given identifier: the code of its type, such as `D`.
    Owner { owner: (String, i64) },
    /// So many similar deals.
    Deals { deals: u32 },
}

/// Fills a portal, and returns the number of values in the file.
pub(super) fn plant(portal: &Portal, path: &Path) -> Result<usize, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::file(path, &error))?;
    let lines = serde_json::Deserializer::from_str(&text).into_iter::<Line>();
    let mut count = 0;
    for line in lines {
        count += 1;
        let refused =
            |reason: String| Failure::Usage(format!("{}, value {count}: {reason}", path.display()));
        match line.map_err(|error| refused(error.to_string()))? {
            Line::Call { method, params } => {
                portal
                    .call(&method, params)
                    .map_err(|error| refused(format!("{method}: {error}")))?;
            }
            Line::Owner { owner: (kind, id) } => portal.add_owner(kind, id),
            Line::Deals { deals } => portal.add_deals(deals),
        }
    }
    Ok(count)
}
