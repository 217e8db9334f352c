//! From the answers of a portal to its types.

use std::collections::BTreeMap;

use bitrix24::describe::{self, ObjectShape, Shape};
use bitrix24::{Client, Map, Value};

use super::directories::{Directories, rows};
use super::making::{Kind, Label, Making};
use super::model::Model;
use crate::failure::Failure;
use crate::portal_fields::{self, PortalField, scalar};

/// The kinds of items that every portal may have: numbers, names of structs, parts of methods.
const KINDS: [(i64, &str, &str); 6] = [
    (1, "Lead", "lead"),
    (2, "Deal", "deal"),
    (3, "Contact", "contact"),
    (4, "Company", "company"),
    (7, "Quote", "quote"),
    (31, "Invoice", "invoice"),
];

/// Reads the types of a portal. `wanted` has names and numbers of kinds; all kinds when it is
/// empty. Names of an earlier model stay.
pub(crate) async fn read(
    client: &Client,
    wanted: &[String],
    earlier: Option<&Model>,
) -> Result<Model, Failure> {
    let kinds = kinds(client, wanted).await?;
    let mut directories = Directories::default();
    directories.read(client).await?;
    let item = item_fields()?;
    let method = describe::method("crm.item.fields", 2)
        .ok_or_else(|| Failure::Local("crm.item.fields is not described".to_owned()))?;
    let mut made = Making::new(earlier);
    for kind in kinds {
        let mut params = Map::new();
        params.insert("entityTypeId".to_owned(), Value::Integer(kind.id));
        let fields = match portal_fields::read(client, method, &params).await {
            Ok(fields) => fields,
            Err(error @ (Failure::Refused(_) | Failure::Denied(_))) if !kind.is_wanted => {
                eprintln!("b24: {} is left out: {error}", kind.caption);
                continue;
            }
            Err(error) => return Err(error),
        };
        directories.read_funnels(client, kind.id).await?;
        let more = custom_fields(client, &kind, &fields).await?;
        made.object(&kind, &fields, &more, item, &directories);
    }
    Ok(made.model)
}

/// The described fields of items.
fn item_fields() -> Result<&'static ObjectShape, Failure> {
    match describe::named("crm::item::Item").map(|item| &item.shape) {
        Some(Shape::Object(object)) => Ok(object),
        _ => Err(Failure::Local("items are not described".to_owned())),
    }
}

async fn kinds(client: &Client, wanted: &[String]) -> Result<Vec<Kind>, Failure> {
    let mut all: Vec<Kind> = KINDS
        .iter()
        .map(|(id, name, _)| Kind {
            id: *id,
            caption: (*name).to_owned(),
            is_wanted: false,
        })
        .collect();
    let needs_types = wanted.is_empty()
        || wanted.iter().any(|name| {
            !KINDS
                .iter()
                .any(|(_, _, part)| part.eq_ignore_ascii_case(name))
        });
    if needs_types {
        for row in rows(client, "crm.type.list", Map::new(), "types").await? {
            if let Some(id) = scalar(&row["entityTypeId"]).and_then(|id| id.parse().ok()) {
                all.push(Kind {
                    id,
                    caption: row["title"].as_text().unwrap_or("Smart process").to_owned(),
                    is_wanted: false,
                });
            }
        }
    }
    if wanted.is_empty() {
        return Ok(all);
    }
    wanted
        .iter()
        .map(|name| {
            let known = all.iter().find(|kind| {
                kind.caption.eq_ignore_ascii_case(name) || kind.id.to_string() == *name
            });
            let known = known.ok_or_else(|| {
                let names: Vec<&str> = all.iter().map(|kind| kind.caption.as_str()).collect();
                Failure::Usage(format!(
                    "the portal has no kind of items `{name}`; it has {}",
                    names.join(", ")
                ))
            })?;
            Ok(Kind {
                is_wanted: true,
                ..known.clone()
            })
        })
        .collect()
}

/// What only the methods of custom fields know: captions and values of lists, by the name of the
/// field in them.
async fn custom_fields(
    client: &Client,
    kind: &Kind,
    fields: &[PortalField],
) -> Result<BTreeMap<String, Label>, Failure> {
    let mut known = BTreeMap::new();
    let lacks = |field: &PortalField| {
        field.is_dynamic
            && (field.caption.is_none()
                || field.type_name == "enumeration" && field.items.is_empty())
    };
    let part = KINDS
        .iter()
        .find(|(id, ..)| *id == kind.id)
        .map(|(_, _, part)| *part);
    let Some(part) = part.filter(|_| fields.iter().any(lacks)) else {
        return Ok(known);
    };
    let method = format!("crm.{part}.userfield.list");
    if describe::method(&method, 2).is_none() {
        return Ok(known);
    }
    let rows = match rows(client, &method, Map::new(), "").await {
        Ok(rows) => rows,
        Err(Failure::Refused(_) | Failure::Denied(_)) => return Ok(known),
        Err(error) => return Err(error),
    };
    for row in rows {
        let Some(name) = scalar(&row["FIELD_NAME"]) else {
            continue;
        };
        let label = |key: &str| match &row[key] {
            Value::Map(labels) => labels.values().find_map(scalar),
            label => scalar(label),
        };
        let caption = label("EDIT_FORM_LABEL").or_else(|| label("LIST_COLUMN_LABEL"));
        let items = row["LIST"].as_list().unwrap_or_default().iter();
        let items = items.filter_map(|item| Some((scalar(&item["ID"])?, scalar(&item["VALUE"])?)));
        let caption = caption.filter(|text| !text.is_empty());
        let items = items.collect();
        known.insert(name, Label { caption, items });
    }
    Ok(known)
}
