//! Events, and the calls that cause them.

use crate::answer::Answer;
use crate::call::Call;
use bitrix24::{Map, Value};

/// An event that has happened.
pub(crate) struct Happened {
    pub(crate) name: String,
    pub(crate) data: Value,
}

impl Happened {
    /// An event with fields, like most.
    fn fields(name: &str, fields: impl IntoIterator<Item = (&'static str, Value)>) -> Self {
        let fields = fields.into_iter();
        let fields: Map<String, Value> =
            fields.map(|(key, value)| (key.to_owned(), value)).collect();
        Self {
            name: name.to_owned(),
            data: Value::Map(Map::from([("FIELDS".to_owned(), Value::Map(fields))])),
        }
    }
}

/// Number of the object type of deals.
const DEAL: i64 = 2;

/// The event that a successful call causes.
pub(crate) fn caused(call: Call<'_>, answer: &Answer) -> Option<Happened> {
    let Call {
        method, arguments, ..
    } = call;
    let of = |name: &str, id: Option<i64>| {
        let id = Value::Text(id?.to_string());
        Some(Happened::fields(name, [("ID", id)]))
    };
    let is_deal = || arguments.integer("entityTypeId") == Some(DEAL);
    let item = || answer.result.get("item");
    let of_item = |key: &str| item().and_then(|item| crate::arguments::text(item.get(key)?));
    match method.name.as_str() {
        "crm.deal.add" => of("ONCRMDEALADD", crate::arguments::integer(&answer.result)),
        "crm.deal.update" => of("ONCRMDEALUPDATE", arguments.integer("id")),
        "crm.deal.delete" => of("ONCRMDEALDELETE", arguments.integer("id")),
        "crm.item.add" if is_deal() => {
            let id = item().and_then(|item| crate::arguments::integer(item.get("id")?));
            of("ONCRMDEALADD", id)
        }
        // A move to another funnel is not a change, but an event of its own.
        "crm.item.update"
            if is_deal() && arguments.object("fields").get("categoryId").is_some() =>
        {
            let fields = [
                ("ID", Value::Text(arguments.text("id")?)),
                ("CATEGORY_ID", Value::Text(of_item("categoryId")?)),
                ("STAGE_ID", Value::Text(of_item("stageId")?)),
            ];
            Some(Happened::fields("ONCRMDEALMOVETOCATEGORY", fields))
        }
        "crm.item.update" if is_deal() => of("ONCRMDEALUPDATE", arguments.integer("id")),
        "crm.item.delete" if is_deal() => of("ONCRMDEALDELETE", arguments.integer("id")),
        name => {
            let (kind, act) = name.strip_prefix("crm.")?.split_once('.')?;
            let is_known = ["contact", "company", "lead", "quote"].contains(&kind);
            let id = match act {
                "add" => crate::arguments::integer(&answer.result),
                "update" | "delete" => arguments.integer("id"),
                _ => return None,
            };
            let name = format!("ONCRM{kind}{act}").to_ascii_uppercase();
            is_known.then(|| of(&name, id)).flatten()
        }
    }
}
