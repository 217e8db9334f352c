//! Lists of families: their conditions, their selection and their pages.

use bitrix24::describe::{self, Kind, Method, Shape, Use};
use bitrix24_portal::Portal;
use serde_json::{Map, Value, json};

use super::batches::{form, vary};
use super::made::{holder, method, object, squash, values};
use super::{Family, OWNER, call, families, id, list_call, owned, plain, second, written};
use crate::{json, portal};

/// Fields by which rows are found again.
const TEXTS: [&str; 5] = ["name", "title", "subject", "comment", "xmlid"];

/// The rows of an answer, at any depth.
fn rows(result: &Value) -> Vec<Map<String, Value>> {
    match result {
        Value::Array(many) if many.iter().all(Value::is_object) => {
            many.iter().filter_map(Value::as_object).cloned().collect()
        }
        Value::Object(map) => {
            let inner = map
                .values()
                .find(|value| value.is_array() && !value.as_array().is_some_and(Vec::is_empty));
            match inner {
                Some(many) if !map.keys().any(|name| squash(name) == "id") => rows(many),
                _ => map.values().filter_map(Value::as_object).cloned().collect(),
            }
        }
        _ => Vec::new(),
    }
}

/// A family in a portal, with its owner.
pub(super) async fn started(portal: &Portal, family: &mut Family) -> Result<(), String> {
    for (name, parameters) in std::mem::take(&mut family.before) {
        let answer = json(portal, name, &parameters.to_string()).await;
        if answer.status != 200 {
            return Err(answer.text);
        }
        let owner = id(&answer.body["result"]).unwrap_or_default();
        for object in [&mut family.given, &mut family.fields] {
            for (_, value) in object.as_object_mut().expect("an object") {
                if value == OWNER {
                    *value = owner.clone();
                }
            }
        }
    }
    Ok(())
}

/// A field of texts that a list can be asked for, as it is written and as it is asked for.
fn condition(add: &Method, list: &Method) -> Option<(String, String)> {
    let written = match holder(add) {
        Some(holder) => &object(&holder.kind)?.fields,
        None => &add.params,
    };
    let filter = list.params.iter().find_map(|param| match &param.kind {
        Kind::Named(name) => match describe::named(name).map(|ty| &ty.shape) {
            Some(Shape::Filter(filter)) => Some(filter),
            _ => None,
        },
        _ => None,
    })?;
    let Some(Shape::Object(of)) = describe::named(&filter.of).map(|ty| &ty.shape) else {
        return None;
    };
    let mut names = TEXTS.iter().filter_map(|wanted| {
        let known = written
            .iter()
            .find(|field| squash(&field.name) == *wanted && matches!(field.kind, Kind::Text))?;
        let asked = of.fields.iter().find(|field| {
            squash(&field.name) == *wanted && !field.without.contains(&Use::Filter)
        })?;
        Some((known.name.clone(), asked.name.clone()))
    });
    names.next()
}

/// A call that writes another text.
fn with_text(
    add: &Method,
    mut call: Map<String, Value>,
    name: &str,
    text: &str,
) -> Map<String, Value> {
    let fields = match holder(add) {
        Some(holder) => call.get_mut(&holder.name).and_then(Value::as_object_mut),
        None => Some(&mut call),
    };
    if let Some(fields) = fields {
        fields.insert(name.to_owned(), json!(text));
    }
    call
}

/// Adds two rows, and asks for one of them.
async fn filtered(portal: &Portal, family: &Family) -> Result<bool, String> {
    let add = method(family.namespace, &["add", "create"]).ok_or("nothing adds")?;
    let Some(list) = method(family.namespace, &["list", "getlist", "getList", "get"]) else {
        return Ok(false);
    };
    let Some((known, asked)) = condition(add, list) else {
        return Ok(false);
    };
    let first = with_text(add, written(add, family), &known, "Wanted one");
    let other = with_text(add, second(add, written(add, family)), &known, "Other one");
    let wanted = id(&call(portal, add, first).await?).ok_or("no identifier")?;
    call(portal, add, other).await?;
    let base = owned(list, family, values(&list.params, true));
    let base = list_call(list, family, &base, None);
    let filter = list
        .params
        .iter()
        .find(|param| squash(&param.name) == "filter")
        .ok_or("no filter")?;
    let mut parameters = base.clone();
    let conditions = parameters
        .entry(filter.name.clone())
        .or_insert_with(|| json!({}));
    conditions[&asked] = json!("Wanted one");
    let found = call(portal, list, parameters.clone()).await?;
    let found = rows(&found);
    let is_it = |row: &Map<String, Value>| {
        row.iter()
            .any(|(name, value)| squash(name) == "id" && plain(value) == plain(&wanted))
    };
    if found.len() != 1 || !is_it(&found[0]) {
        return Err(format!(
            "{}: {} asks for {wanted}, and finds {}",
            list.name,
            Value::Object(parameters),
            json!(found)
        ));
    }
    // Only what is selected is answered.
    let select = list
        .params
        .iter()
        .find(|param| matches!(param.kind, Kind::Select(_)));
    if let Some(select) = select {
        let mut chosen: Vec<Value> = vec![json!("id"), json!(asked.clone())];
        if asked.chars().all(|letter| !letter.is_lowercase()) {
            chosen[0] = json!("ID");
        }
        if let Some(required) = base.get(&select.name).and_then(Value::as_array) {
            chosen.extend(
                required
                    .iter()
                    .filter(|name| squash(name.as_str().unwrap_or("")) == "iblockid")
                    .cloned(),
            );
        }
        let mut parameters = parameters;
        parameters.insert(select.name.clone(), json!(chosen));
        let found = rows(&call(portal, list, parameters).await?);
        let names: Vec<&String> = found
            .first()
            .map(|row| row.keys().collect())
            .unwrap_or_default();
        let surplus = names.iter().filter(|name| {
            let name = squash(name);
            !chosen
                .iter()
                .any(|chosen| chosen.as_str().is_some_and(|chosen| squash(chosen) == name))
        });
        let surplus: Vec<_> = surplus.collect();
        if names.is_empty() || !surplus.is_empty() {
            return Err(format!(
                "{}: {chosen:?} is selected, and {names:?} answered",
                list.name
            ));
        }
    }
    Ok(true)
}

/// Adds more rows than a page has, in a batch, and reads all of them.
async fn paged(portal: &Portal, family: &Family) -> Result<bool, String> {
    const ROWS: usize = 51;
    let add = method(family.namespace, &["add", "create"]).ok_or("nothing adds")?;
    let Some(list) = method(family.namespace, &["list", "getlist", "getList", "get"]) else {
        return Ok(false);
    };
    let Some(paging) = &list.paging else {
        return Ok(false);
    };
    if paging.window.is_some() || paging.size != 50 {
        return Ok(false);
    }
    let base = owned(list, family, values(&list.params, true));
    let base = list_call(list, family, &base, None);
    let total = async |start: usize| {
        let mut parameters = base.clone();
        parameters.insert("start".to_owned(), json!(start));
        let body = Value::Object(parameters).to_string();
        let answer = json(portal, &list.name, &body).await;
        let count = rows(&answer.body["result"]).len();
        (
            answer.body["total"].as_u64(),
            answer.body["next"].as_u64(),
            count,
            answer.text,
        )
    };
    let (before, ..) = total(0).await;
    let mut commands = Vec::new();
    for index in 0..ROWS {
        let mut call = written(add, family);
        vary(&mut call, index);
        let query = serde_json::to_value(&call).expect("JSON");
        commands.push(format!("{}?{}", add.name, form("", &query)));
    }
    for commands in commands.chunks(50) {
        let body = json!({"halt": 1, "cmd": commands}).to_string();
        let answer = json(portal, "batch", &body).await;
        let failed = &answer.body["result"]["result_error"];
        if failed != &json!([]) {
            return Err(format!("{} in a batch: {failed}", add.name));
        }
    }
    let (after, next, count, text) = total(0).await;
    let expected = before.map(|before| before + 51);
    if after != expected || next != Some(50) || count != 50 {
        let text: String = text.chars().take(300).collect();
        return Err(format!(
            "{}: total {after:?} of {expected:?}, next {next:?}, {count} rows: {text}",
            list.name
        ));
    }
    let begins = after.unwrap_or(0) / 50 * 50;
    let (_, next, count, _) = total(usize::try_from(begins).expect("a number")).await;
    if next.is_some() || u64::try_from(count).ok() != after.map(|after| after - begins) {
        return Err(format!(
            "{}: the last page has {count} rows of {after:?} and {next:?}",
            list.name
        ));
    }
    Ok(true)
}

#[tokio::test]
async fn lists_are_filtered_and_selected() {
    let (mut count, mut wrong) = (0, Vec::new());
    for mut family in families() {
        let portal = portal().await;
        let namespace = family.namespace;
        let outcome = match started(&portal, &mut family).await {
            Ok(()) => filtered(&portal, &family).await,
            Err(text) => Err(text),
        };
        match outcome {
            Ok(done) => count += usize::from(done),
            Err(text) => wrong.push(format!("{namespace}: {text}")),
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 25, "only {count} lists");
}

#[tokio::test]
async fn long_lists_have_pages() {
    let (mut count, mut wrong) = (0, Vec::new());
    for mut family in families() {
        let portal = portal().await;
        let namespace = family.namespace;
        let outcome = match started(&portal, &mut family).await {
            Ok(()) => paged(&portal, &family).await,
            Err(text) => Err(text),
        };
        match outcome {
            Ok(done) => count += usize::from(done),
            Err(text) => wrong.push(format!("{namespace}: {text}")),
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 25, "only {count} lists");
}
