//! The methods `crm.*.userfield.*` of deals, leads, contacts, companies and estimates.

use super::custom_fields::{CustomField, entity};
use super::objects::kind;
use super::{Call, Family, Handler, State, refusals};
use crate::answer::{Answer, Failure};
use crate::arguments::{Arguments, integer, is_empty, is_yes, text};
use crate::check::Problem;
use crate::{condition, page};
use bitrix24::describe::Method;
use bitrix24::{Map, Value};

/// The methods `crm.*.userfield.*`.
pub(super) struct CustomFieldMethods;

impl Family for CustomFieldMethods {
    fn handler(&self, method: &str) -> Option<Handler> {
        let (namespace, act) = method.rsplit_once('.')?;
        kind_of(namespace)?;
        Some(match act {
            "add" => add,
            "update" => update,
            "get" => get,
            "list" => list,
            "delete" => delete,
            _ => return None,
        })
    }

    fn refusal(&self, method: &Method, problem: &Problem) -> Option<Failure> {
        refusals::worded(method, problem)
    }
}

/// The kind of objects whose custom fields have methods in that namespace.
fn kind_of(namespace: &str) -> Option<i64> {
    match namespace.strip_suffix(".userfield")? {
        "crm.deal" => Some(kind::DEAL),
        "crm.lead" => Some(kind::LEAD),
        "crm.contact" => Some(kind::CONTACT),
        "crm.company" => Some(kind::COMPANY),
        "crm.quote" => Some(kind::QUOTE),
        _ => None,
    }
}

/// The kind of objects that a call is about.
fn kind_of_call(call: Call<'_>) -> i64 {
    kind_of(&call.method.namespace).unwrap_or(kind::DEAL)
}

/// Documented types; the code of an application's own type has an underscore.
const TYPES: [&str; 16] = [
    "string",
    "integer",
    "double",
    "boolean",
    "datetime",
    "date",
    "money",
    "url",
    "address",
    "enumeration",
    "file",
    "employee",
    "crm_status",
    "iblock_section",
    "iblock_element",
    "crm",
];

fn add(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let given = call.arguments.object("fields");
    let filled = |name: &str| given.text(name).filter(|text| !text.is_empty());
    let missing = |name: &str| {
        Failure::with_message(call.method, "", format!("The '{name}' field is not found."))
    };
    let refused = |message: &str| Failure::with_message(call.method, "ERROR_CORE", message);
    let kind = filled("USER_TYPE_ID").ok_or_else(|| missing("USER_TYPE_ID"))?;
    let name = filled("FIELD_NAME")
        .ok_or_else(|| missing("FIELD_NAME"))?
        .to_uppercase();
    let code = name.strip_prefix("UF_").unwrap_or(&name);
    let name = format!("UF_CRM_{}", code.strip_prefix("CRM_").unwrap_or(code));
    if name.len() > 50 {
        return Err(refused("Field name is too long (more than 50 characters)."));
    }
    if !name
        .bytes()
        .all(|byte| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'_'))
    {
        let message =
            "Field name contains invalid characters. Allowed characters are: A-Z, 0-9 and _.";
        return Err(refused(message));
    }
    if !TYPES.contains(&kind.as_str()) && !kind.contains('_') {
        return Err(refused("Incorrect custom type specified."));
    }
    let of = kind_of_call(call);
    if state.custom_fields.named(of, &name).is_some() {
        return Err(refused(&format!(
            "Field {name} for the object {} already exists.",
            entity(of)
        )));
    }
    let is_multiple = kind != "boolean" && given.get("MULTIPLE").is_some_and(is_yes);
    let mut field = CustomField::new(of, &name, &kind, is_multiple);
    let label = given.text("LABEL").unwrap_or_default();
    field.change(given, Some(&label));
    if kind == "enumeration" {
        let list = given.get("LIST").cloned().unwrap_or_default();
        let values = state.custom_fields.values(call, &list)?;
        field.set_values(values);
    }
    Ok(Answer::new(state.custom_fields.push(field)))
}

fn update(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let given = call.arguments.object("fields");
    let id = named(state, call)?;
    let values = match given.get("LIST") {
        Some(list) if !is_empty(list) => Some(state.custom_fields.values(call, list)?),
        _ => None,
    };
    if let Some(field) = state.custom_fields.get_mut(kind_of_call(call), id) {
        field.change(given, None);
        if let Some(values) = values {
            field.set_values(values);
        }
    }
    Ok(Answer::new(true))
}

fn get(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let id = named(state, call)?;
    let field = state
        .custom_fields
        .get(kind_of_call(call), id)
        .map(|field| field.spelled(id));
    Ok(Answer::new(field.unwrap_or_default()))
}

fn list(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let mut filter = call.arguments.object("filter").0.clone();
    let language = filter.remove("LANG").as_ref().and_then(text);
    let mut order = call.arguments.object("order").0.clone();
    if order.is_empty() {
        order = Map::from(["SORT", "ID"].map(|name| (name.to_owned(), "ASC".into())));
    }
    let numbered = |mut field: Map<String, Value>| {
        for name in ["ID", "SORT"] {
            if let Some(number) = field.get(name).and_then(integer) {
                field.insert(name.to_owned(), Value::Integer(number));
            }
        }
        field
    };
    let mut found: Vec<_> = state
        .custom_fields
        .of(kind_of_call(call))
        .map(|(id, field)| numbered(field.spelled(id)))
        .filter(|field| condition::meets(field, Arguments(&filter)))
        .collect();
    condition::sort(&mut found, Arguments(&order));
    let fields: Vec<_> = found
        .iter()
        .filter_map(|field| {
            let id = field.get("ID")?.as_integer()?;
            Some(
                state
                    .custom_fields
                    .get(kind_of_call(call), id)?
                    .listed(id, language.as_deref()),
            )
        })
        .collect();
    Ok(page::page(call.method, call.arguments, fields))
}

/// Objects lose their values of the field.
fn delete(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let id = named(state, call)?;
    if let Some(field) = state.custom_fields.remove(kind_of_call(call), id) {
        state.objects.forget(kind_of_call(call), field.name());
    }
    Ok(Answer::new(true))
}

/// The field that a call names.
fn named(state: &State, call: Call<'_>) -> Result<i64, Failure> {
    let id = call.arguments.integer("id").unwrap_or(0);
    if id <= 0 {
        return Err(Failure::with_message(
            call.method,
            "",
            "ID is not defined or invalid.",
        ));
    }
    match state.custom_fields.get(kind_of_call(call), id) {
        Some(_) => Ok(id),
        None => {
            let message = format!("The entity with ID '{id}' is not found");
            Err(Failure::with_message(
                call.method,
                "ERROR_NOT_FOUND",
                message,
            ))
        }
    }
}
