//! The fields of objects as a portal describes them, which has fields that its users added.

use bitrix24::describe::{self, Kind, Method};
use bitrix24::{Client, Map, RawMethod, Value};

use crate::failure::Failure;

/// A field as the portal describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PortalField {
    /// Its name in the API.
    pub(crate) name: String,
    /// Name of its type, such as `string` or `crm_status`.
    pub(crate) type_name: String,
    /// Whether it has several values.
    pub(crate) is_multiple: bool,
    /// Whether users added it.
    pub(crate) is_dynamic: bool,
    /// Its caption.
    pub(crate) caption: Option<String>,
    /// Directory with its values, of the type `crm_status`.
    pub(crate) directory: Option<String>,
    /// Values of a list: identifiers and captions.
    pub(crate) items: Vec<(String, String)>,
}

/// The methods that describe the fields of a namespace's objects.
const NAMES: [&str; 3] = ["fields", "getFields", "getfields"];

/// The method that describes the fields of the rows of a list.
pub(crate) fn method_of(list: &Method) -> Option<&'static Method> {
    NAMES
        .iter()
        .find_map(|name| describe::method(&format!("{}.{name}", list.namespace), list.version))
        .filter(|method| matches!(method.result.kind, Kind::Map(..)))
}

/// The fields, in the order of the portal. Parameters that both methods have are passed on.
pub(crate) async fn read(
    client: &Client,
    method: &Method,
    params: &Map<String, Value>,
) -> Result<Vec<PortalField>, Failure> {
    let shared = params
        .iter()
        .filter(|(name, _)| method.param(name).is_some());
    let shared: Map<String, Value> = shared
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    let raw = match method.version {
        3 => RawMethod::v3(method.name.as_str()),
        _ => RawMethod::from(method.name.as_str()),
    };
    let result = client.call_raw(raw.reads(), shared).await?;
    let fields = match &method.result.at {
        Some(key) => &result[key.as_str()],
        None => &result,
    };
    let fields = fields.as_map().ok_or_else(|| {
        Failure::Unreadable(format!("{}: expected fields by their names", method.name))
    })?;
    Ok(fields
        .iter()
        .map(|(name, about)| field(name, about))
        .collect())
}

fn field(name: &str, about: &Value) -> PortalField {
    let text = |key: &str| about[key].as_text().filter(|text| !text.is_empty());
    // The title of a field that users added is only its name.
    let captions = [
        text("formLabel"),
        text("listLabel"),
        text("title"),
        text("name"),
    ];
    let caption = captions.into_iter().flatten().find(|text| *text != name);
    PortalField {
        name: name.to_owned(),
        type_name: text("type").unwrap_or("unknown").to_owned(),
        is_multiple: is_yes(&about["isMultiple"]),
        is_dynamic: is_yes(&about["isDynamic"]),
        caption: caption.map(str::to_owned),
        directory: text("statusType").map(str::to_owned),
        items: items(&about["items"]),
    }
}

/// The values of a list.
fn items(list: &Value) -> Vec<(String, String)> {
    let list = list.as_list().unwrap_or_default().iter();
    list.filter_map(|item| Some((scalar(&item["ID"])?, scalar(&item["VALUE"])?)))
        .collect()
}

/// The text of a text or a number.
pub(crate) fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Whether the portal says yes, in one of its ways.
pub(crate) fn is_yes(value: &Value) -> bool {
    match value {
        Value::Bool(is) => *is,
        Value::Integer(number) => *number == 1,
        Value::Text(text) => matches!(text.as_str(), "Y" | "1" | "true"),
        _ => false,
    }
}
