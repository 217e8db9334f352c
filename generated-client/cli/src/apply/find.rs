//! Finds objects that a lost call may have added.

use bitrix24::describe::{self, Kind, Method, Shape};
use bitrix24::{AnyError, Client, Map, Value};

use super::change::Change;
use super::present::fields;
use crate::failure::Failure;
use crate::pages;

/// Finds an added object by fields that identify it.
#[derive(Debug)]
pub(super) struct Finder {
    list: &'static Method,
    /// Name of the parameter with the filter.
    filter: String,
    by: Vec<String>,
}

impl Finder {
    /// The finder for a method, by these fields; `None` without fields.
    pub(super) fn of(method: &Method, by: &[String]) -> Result<Option<Self>, Failure> {
        if by.is_empty() {
            return Ok(None);
        }
        let name = format!("{}.list", method.namespace);
        let list = describe::method(&name, method.version).filter(|list| list.version == 2);
        let filter = list.and_then(|list| {
            let mut params = list.params.iter();
            params.find(|param| {
                let Kind::Named(name) = &param.kind else {
                    return false;
                };
                let shape = describe::named(name).map(|of| &of.shape);
                matches!(shape, Some(Shape::Filter(_)))
            })
        });
        match (list, filter) {
            (Some(list), Some(filter)) => Ok(Some(Self {
                list,
                filter: filter.name.clone(),
                by: by.to_vec(),
            })),
            _ => Err(Failure::Usage(format!(
                "no list with a filter is known for {}, so `--find-by` finds nothing",
                method.name
            ))),
        }
    }

    /// Whether the portal has the object of a change. Of several equal changes, each has its own.
    pub(super) async fn finds(&self, client: &Client, change: &Change) -> Result<bool, Failure> {
        let mut filter = Map::new();
        for name in &self.by {
            let value = fields(change).and_then(|fields| fields.get(name.as_str()));
            let value = value.ok_or_else(|| {
                Failure::Usage(format!(
                    "row {} has no field `{name}`, by which it is found",
                    change.row
                ))
            })?;
            filter.insert(format!("={name}"), value.clone());
        }
        let mut params = Map::new();
        let constants = change.params.as_map().into_iter().flat_map(Map::iter);
        for (name, value) in constants {
            if self.list.param(name).is_some() {
                params.insert(name.clone(), value.clone());
            }
        }
        params.insert(self.filter.clone(), Value::Map(filter));
        let list = pages::listing(client, self.list, params);
        let rows = list.all().await.map_err(AnyError::from)?;
        Ok(rows.len() > change.key.nth)
    }
}
