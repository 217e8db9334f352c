//! Directories and funnels of a portal.

use std::collections::BTreeMap;

use bitrix24::paging::Position;
use bitrix24::{AnyError, CallOptions, Client, Map, RawMethod, Value};

use crate::failure::Failure;
use crate::portal_fields::scalar;

/// Values of the API with their captions.
pub(super) type Captions = Vec<(String, String)>;

/// A value of a directory.
#[derive(Debug)]
struct Entry {
    code: String,
    caption: String,
}

/// What is known of a portal beside the fields.
#[derive(Debug, Default)]
pub(super) struct Directories {
    /// Values by the code of the directory, in their order.
    entries: BTreeMap<String, Vec<Entry>>,
    /// Captions of funnels by kind and identifier.
    funnels: BTreeMap<(i64, i64), String>,
}

impl Directories {
    pub(super) async fn read(&mut self, client: &Client) -> Result<(), Failure> {
        let mut order = Map::new();
        order.insert("SORT".to_owned(), Value::from("ASC"));
        let mut params = Map::new();
        params.insert("order".to_owned(), Value::Map(order));
        for row in rows(client, "crm.status.list", params, "").await? {
            let text = |key: &str| scalar(&row[key]);
            if let (Some(directory), Some(code)) = (text("ENTITY_ID"), text("STATUS_ID")) {
                let caption = text("NAME").unwrap_or_else(|| code.clone());
                let entries = self.entries.entry(directory).or_default();
                entries.push(Entry { code, caption });
            }
        }
        Ok(())
    }

    /// Funnels, of kinds that have them.
    pub(super) async fn read_funnels(&mut self, client: &Client, kind: i64) -> Result<(), Failure> {
        let mut params = Map::new();
        params.insert("entityTypeId".to_owned(), Value::Integer(kind));
        let funnels = match rows(client, "crm.category.list", params, "categories").await {
            Ok(funnels) => funnels,
            Err(Failure::Refused(_) | Failure::Denied(_)) => return Ok(()),
            Err(error) => return Err(error),
        };
        for funnel in funnels {
            let id = scalar(&funnel["id"]).and_then(|id| id.parse().ok());
            if let (Some(id), Some(caption)) = (id, scalar(&funnel["name"])) {
                self.funnels.insert((kind, id), caption);
            }
        }
        Ok(())
    }

    /// The code of a directory and its values with their captions. Stages are those of all funnels.
    pub(super) fn values(&self, kind: i64, directory: &str) -> Option<(String, Captions)> {
        let base = match directory.rsplit_once('_') {
            Some((base, number)) if base.ends_with("_STAGE") && number.parse::<i64>().is_ok() => {
                base
            }
            _ => directory,
        };
        let is_stage = base.ends_with("_STAGE");
        let mut values = Vec::new();
        for (code, entries) in &self.entries {
            let funnel = code
                .strip_prefix(base)
                .and_then(|rest| rest.strip_prefix('_'))
                .and_then(|number| number.parse::<i64>().ok());
            if code != base && !(is_stage && funnel.is_some()) {
                continue;
            }
            let funnel = funnel.filter(|_| is_stage);
            let funnel = funnel.and_then(|id| self.funnels.get(&(kind, id)));
            for entry in entries {
                let caption = match funnel {
                    Some(funnel) => format!("{funnel}: {}", entry.caption),
                    None => entry.caption.clone(),
                };
                values.push((entry.code.clone(), caption));
            }
        }
        (!values.is_empty()).then(|| (base.to_owned(), values))
    }
}

/// All rows of a list. Most are short, and their methods do not say whether they have pages.
pub(super) async fn rows(
    client: &Client,
    method: &str,
    params: Map<String, Value>,
    at: &str,
) -> Result<Vec<Value>, Failure> {
    let raw = RawMethod::from(method).reads();
    let first = client
        .send_raw(raw.clone(), params.clone(), CallOptions::new())
        .await?;
    let rows = if at.is_empty() {
        &first.result
    } else {
        &first.result[at]
    };
    let mut rows = rows.as_list().unwrap_or_default().to_vec();
    if let Some(next) = first.next {
        let rest = client
            .list_raw(raw, params)
            .rows_at(at)
            .resume_from(Position::Row(next));
        rows.extend(rest.all().await.map_err(AnyError::from)?);
    }
    Ok(rows)
}
