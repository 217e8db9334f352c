//! Every family of rows, by its description: what is added is read, listed, changed and deleted.

mod batches;
mod bots;
mod commerce;
mod crm;
mod lists;
mod made;
mod messenger;
mod offline;
mod refused;
mod work;

use bitrix24::describe::{self, Access, Field, Kind, Method, Requirement, Shape};
use bitrix24_portal::Portal;
use serde_json::{Map, Value, json};

use self::made::{holder, method, object, squash, values};
use crate::{json, portal};

/// Stands for the identifier of the owner that has been created before.
const OWNER: &str = "$owner";

/// A family, with what its methods need beyond the values that follow from their types.
struct Family {
    namespace: &'static str,
    /// Parameters of every method that has them, such as the owner of the rows.
    given: Value,
    /// Fields of a new row.
    fields: Value,
    /// Calls that create the owner first.
    before: Vec<(&'static str, Value)>,
}

fn family(namespace: &'static str) -> Family {
    Family {
        namespace,
        given: json!({}),
        fields: json!({}),
        before: Vec::new(),
    }
}

impl Family {
    fn given(mut self, given: Value) -> Self {
        self.given = given;
        self
    }

    fn fields(mut self, fields: Value) -> Self {
        self.fields = fields;
        self
    }

    fn before(mut self, method: &'static str, parameters: Value) -> Self {
        self.before.push((method, parameters));
        self
    }
}

fn families() -> Vec<Family> {
    let list =
        json!({"IBLOCK_TYPE_ID": "lists", "IBLOCK_CODE": "owner", "FIELDS": {"NAME": "Owner"}});
    vec![
        family("crm.contact"),
        family("crm.company"),
        family("crm.lead"),
        family("crm.quote"),
        family("crm.activity").fields(
            json!({"COMMUNICATIONS": [{"VALUE": "+1", "ENTITY_ID": 1, "ENTITY_TYPE_ID": 3}]}),
        ),
        family("crm.timeline.comment").fields(json!({"ENTITY_TYPE": "deal", "ENTITY_ID": 10})),
        family("crm.status").fields(json!({"ENTITY_ID": "SOURCE", "STATUS_ID": "FAIR"})),
        family("crm.category").given(json!({"entityTypeId": 2})),
        family("catalog.product"),
        family("catalog.product.sku"),
        family("catalog.product.offer"),
        family("catalog.product.service"),
        family("catalog.section"),
        family("catalog.price"),
        family("catalog.priceType"),
        family("catalog.priceTypeLang"),
        family("catalog.priceTypeGroup"),
        family("catalog.roundingRule"),
        family("catalog.measure"),
        family("catalog.vat"),
        family("catalog.productProperty"),
        family("catalog.productPropertyEnum"),
        family("catalog.store"),
        family("catalog.document"),
        family("catalog.document.element")
            .before(
                "catalog.document.add",
                json!({"fields": {"docType": "A", "currency": "USD", "responsibleId": 1}}),
            )
            .fields(json!({"docId": OWNER})),
        family("catalog.documentcontractor"),
        family("sale.order"),
        family("sale.basketitem")
            .before(
                "sale.order.add",
                json!({"fields": {"lid": "s1", "personTypeId": 1, "currency": "USD", "price": 1}}),
            )
            .fields(json!({"orderId": OWNER})),
        family("sale.basketproperties"),
        family("sale.payment"),
        family("sale.paymentitembasket"),
        family("sale.paymentItemShipment"),
        family("sale.shipment"),
        family("sale.shipmentitem"),
        family("sale.shipmentproperty"),
        family("sale.property"),
        family("sale.propertyvariant"),
        family("sale.propertygroup"),
        family("sale.persontype"),
        family("sale.status").fields(json!({"id": "PP"})),
        family("tasks.task")
            .fields(json!({"TITLE": "Call back", "PARENT_ID": 0, "STATUS": "2", "PRIORITY": "2"})),
        family("task.checklistitem")
            .before(
                "tasks.task.add",
                json!({"fields": {"TITLE": "Owner", "RESPONSIBLE_ID": 1}}),
            )
            .given(json!({"TASKID": OWNER}))
            .fields(json!({"PARENT_ID": 0})),
        family("task.commentitem")
            .before(
                "tasks.task.add",
                json!({"fields": {"TITLE": "Owner", "RESPONSIBLE_ID": 1}}),
            )
            .given(json!({"TASKID": OWNER})),
        family("task.elapseditem")
            .before(
                "tasks.task.add",
                json!({"fields": {"TITLE": "Owner", "RESPONSIBLE_ID": 1}}),
            )
            .given(json!({"TASKID": OWNER})),
        family("sonet_group"),
        family("user"),
        family("department"),
        family("calendar.event").given(json!({"type": "user", "ownerId": 1})),
        family("calendar.section").given(json!({"type": "user", "ownerId": 1})),
        family("calendar.resource"),
        family("lists").given(json!({"IBLOCK_TYPE_ID": "lists"})),
        family("lists.element")
            .before("lists.add", list.clone())
            .given(json!({"IBLOCK_TYPE_ID": "lists", "IBLOCK_ID": OWNER})),
        family("lists.section")
            .before("lists.add", list.clone())
            .given(json!({"IBLOCK_TYPE_ID": "lists", "IBLOCK_ID": OWNER})),
        family("lists.field")
            .before("lists.add", list)
            .given(json!({"IBLOCK_TYPE_ID": "lists", "IBLOCK_ID": OWNER})),
        family("entity.item")
            .before("entity.add", json!({"ENTITY": "drink", "NAME": "Drinks"}))
            .given(json!({"ENTITY": "drink"})),
        family("entity.section")
            .before("entity.add", json!({"ENTITY": "drink", "NAME": "Drinks"}))
            .given(json!({"ENTITY": "drink"})),
    ]
}

/// The namespaces of families of rows.
pub(crate) fn namespaces() -> impl Iterator<Item = &'static str> {
    // Their rows are written by methods of other names.
    let others = [
        "disk.attachedObject",
        "disk.file",
        "disk.folder",
        "disk.storage",
        "disk.version",
        "tasks.task.files",
        "tasks.task.result",
        "catalog.storeproduct",
        "im",
        "im.chat",
        "im.chat.user",
        "im.dialog",
        "im.counters",
        "im.dialog.messages",
        "im.dialog.read",
        "im.dialog.users",
        "im.message",
        "im.notify",
        "im.notify.personal",
        "im.notify.read",
        "im.notify.system",
        "im.recent",
        "im.search.chat",
        "im.search.user",
        "im.user",
        "im.user.list",
        "imbot",
        "imbot.bot",
        "imbot.chat",
        "imbot.chat.user",
        "imbot.dialog",
        "imbot.message",
        "imbot.v2.Bot",
        "imbot.v2.Chat",
        "imbot.v2.Chat.InputAction",
        "imbot.v2.Chat.Manager",
        "imbot.v2.Chat.Message",
        "imbot.v2.Chat.Message.Reaction",
        "imbot.v2.Chat.TextField",
        "imbot.v2.Chat.User",
        "calendar.meeting.status",
        "crm.status.entity",
        "entity",
        "entity.item.property",
        "sale.propertyvalue",
        "sale.shipmentpropertyvalue",
        "sale.statusLang",
        "socialnetwork.api.workgroup",
        "sonet_group.user",
        "task.item",
        "task.items",
        "task.comment",
        "tasks.task.favorite",
    ];
    families()
        .into_iter()
        .map(|family| family.namespace)
        .chain(others)
}

/// Parameters that choose rows or pages, and are no fields.
const GENERAL: [&str; 6] = ["select", "filter", "order", "start", "sort", "limit"];

/// The call that writes values.
fn written(method: &Method, family: &Family) -> Map<String, Value> {
    let mut call = values(&method.params, true);
    let forced = family.fields.as_object().expect("an object").clone();
    match holder(method) {
        Some(holder) => {
            let fields = &object(&holder.kind).expect("an object").fields;
            let mut all = values(fields, false);
            all.retain(|name, _| !squash(name).starts_with("uf") && squash(name) != "id");
            all.extend(forced);
            call.insert(holder.name.clone(), Value::Object(all));
        }
        None => {
            let mut all = values(&method.params, false);
            all.retain(|name, _| !GENERAL.contains(&squash(name).as_str()));
            call.extend(all);
            call.extend(forced);
        }
    }
    owned(method, family, call)
}

/// A call with the parameters that the family gives to each of its methods.
fn owned(method: &Method, family: &Family, mut call: Map<String, Value>) -> Map<String, Value> {
    for (name, value) in family.given.as_object().expect("an object") {
        if let Some(param) = method.param(name) {
            call.insert(param.name.clone(), value.clone());
        }
    }
    call
}

/// The type of identifiers that a kind has.
fn id_of(kind: &Kind) -> Option<&str> {
    match kind {
        Kind::Id(name) => Some(name),
        _ => None,
    }
}

/// The parameter that names a row.
fn key<'a>(method: &'a Method, family: &Family, of: Option<&str>) -> Option<&'a Field> {
    let is_given = |param: &Field| family.given.get(&param.name).is_some();
    let params = || method.params.iter().filter(|param| !is_given(param));
    let by_name = params().find(|param| squash(&param.name) == "id");
    by_name
        .or_else(|| params().find(|param| of.is_some() && id_of(&param.kind) == of))
        .or_else(|| params().find(|param| squash(&param.name).ends_with("id")))
}

/// The identifier in the answer to a new row.
fn id(result: &Value) -> Option<Value> {
    match result {
        Value::Number(_) | Value::String(_) => Some(result.clone()),
        Value::Object(map) => {
            let own = map.iter().find(|(name, _)| squash(name) == "id");
            own.map(|(_, id)| id.clone())
                .or_else(|| map.values().find_map(id))
        }
        Value::Array(many) => many.first().and_then(id),
        _ => None,
    }
}

/// The row of an answer with that identifier.
fn find(result: &Value, wanted: &str) -> Option<Map<String, Value>> {
    match result {
        Value::Object(map) => {
            let is_it = map
                .iter()
                .any(|(name, value)| squash(name).ends_with("id") && plain(value) == wanted);
            let inner = map.values().find_map(|value| find(value, wanted));
            inner.or_else(|| is_it.then(|| map.clone()))
        }
        Value::Array(many) => many.iter().find_map(|one| find(one, wanted)),
        _ => None,
    }
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => match text.as_str() {
            "Y" => "true".to_owned(),
            "N" => "false".to_owned(),
            text => match text.parse::<f64>() {
                Ok(number) => number.to_string(),
                Err(_) => text.to_owned(),
            },
        },
        Value::Number(number) => number.as_f64().unwrap_or_default().to_string(),
        other => other.to_string(),
    }
}

async fn call(
    portal: &Portal,
    method: &Method,
    parameters: Map<String, Value>,
) -> Result<Value, String> {
    let body = Value::Object(parameters).to_string();
    let answer = json(portal, &method.name, &body).await;
    if answer.status == 200 {
        Ok(answer.body["result"].clone())
    } else {
        Err(format!("{} {body}: {}", method.name, answer.text))
    }
}

/// The fields of a row that have other values than those that were written.
fn differences(row: &Map<String, Value>, written: &Map<String, Value>) -> Vec<String> {
    let scalar = |value: &Value| !value.is_object() && !value.is_array();
    written
        .iter()
        .filter(|(_, value)| scalar(value))
        .filter_map(|(name, wrote)| {
            let (_, read) = row
                .iter()
                .find(|(known, _)| squash(known) == squash(name))?;
            (scalar(read) && plain(read) != plain(wrote))
                .then(|| format!("{name}: wrote {wrote}, read {read}"))
        })
        .collect()
}

/// The life of a row.
struct Life<'a> {
    portal: &'a Portal,
    family: &'a Family,
    /// The type of identifiers.
    of: Option<&'a str>,
    id: Value,
    readers: Vec<&'static Method>,
}

/// Goes through the life of a row. Returns what is wrong.
async fn live(mut family: Family) -> Result<(), String> {
    let portal = portal().await;
    for (name, parameters) in std::mem::take(&mut family.before) {
        let answer = json(&portal, name, &parameters.to_string()).await;
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
    let add = method(family.namespace, &["add", "create"]).ok_or("it has no method that adds")?;
    let wrote = written(add, &family);
    let fields = match holder(add) {
        Some(holder) => wrote[&holder.name].as_object().expect("an object").clone(),
        None => wrote.clone(),
    };
    let result = call(&portal, add, wrote.clone()).await?;
    let id = id(&result).ok_or_else(|| format!("{}: no identifier in {result}", add.name))?;
    let other = call(&portal, add, second(add, wrote)).await?;
    let other = self::id(&other).ok_or("no second identifier")?;
    let readers = [&["get", "getbyid"][..], &["list", "getlist", "getList"]];
    let life = Life {
        portal: &portal,
        family: &family,
        of: id_of(&add.result.kind),
        id,
        readers: readers
            .into_iter()
            .filter_map(|verbs| method(family.namespace, verbs))
            .collect(),
    };
    if life.readers.is_empty() {
        return Err("it has no method that reads".to_owned());
    }
    for reader in &life.readers {
        life.reads(reader, &fields).await?;
        ordered(&portal, reader, &family, [&life.id, &other]).await?;
    }
    life.changes().await?;
    life.ends().await
}

/// The call for another row, with other codes.
fn second(add: &Method, mut wrote: Map<String, Value>) -> Map<String, Value> {
    const CODES: [&str; 8] = [
        "STATUS_ID",
        "CODE",
        "code",
        "EMAIL",
        "id",
        "IBLOCK_CODE",
        "ELEMENT_CODE",
        "SECTION_CODE",
    ];
    let change = |fields: &mut Map<String, Value>| {
        for code in CODES {
            if let Some(value) = fields.get_mut(code) {
                *value = if value.is_number() {
                    json!(8)
                } else {
                    json!("QQ")
                };
            }
        }
    };
    change(&mut wrote);
    let fields = holder(add).and_then(|holder| wrote.get_mut(&holder.name));
    if let Some(fields) = fields.and_then(Value::as_object_mut) {
        change(fields);
    }
    wrote
}

impl Life<'_> {
    /// A call that names the row.
    fn named(&self, method: &'static Method) -> Map<String, Value> {
        let mut call = owned(method, self.family, values(&method.params, true));
        let Some(key) = key(method, self.family, self.of) else {
            return call;
        };
        let of_text = match &key.kind {
            Kind::Id(name) => {
                let key = describe::named(name).and_then(|ty| ty.key.as_ref());
                key == Some(&Kind::Text)
            }
            _ => false,
        };
        let number = self.id.as_str().and_then(|text| text.parse::<i64>().ok());
        let id = match number {
            Some(number) if !of_text => json!(number),
            _ => self.id.clone(),
        };
        let is_list = matches!(key.kind, Kind::List(_));
        call.insert(key.name.clone(), if is_list { json!([id]) } else { id });
        call
    }

    /// The row as a method reads it, if it is there.
    async fn read(&self, reader: &'static Method) -> Result<Option<Map<String, Value>>, String> {
        let parameters = list_call(reader, self.family, &self.named(reader), Some(&self.id));
        let result = call(self.portal, reader, parameters).await?;
        Ok(find(&result, &plain(&self.id)))
    }

    /// The row is read with these values.
    async fn reads(
        &self,
        reader: &'static Method,
        fields: &Map<String, Value>,
    ) -> Result<(), String> {
        let row = self.read(reader).await?;
        let row = row.ok_or_else(|| format!("{}: no row {}", reader.name, self.id))?;
        let wrong = differences(&row, fields);
        if wrong.is_empty() {
            Ok(())
        } else {
            Err(format!("{}: {}", reader.name, wrong.join("; ")))
        }
    }

    async fn changes(&self) -> Result<(), String> {
        let Some(update) = method(self.family.namespace, &["update"]) else {
            return Ok(());
        };
        let Some((name, value)) = changed(update) else {
            return Ok(());
        };
        let mut parameters = self.named(update);
        let fields = match holder(update) {
            Some(holder) => {
                let known = &object(&holder.kind).expect("an object").fields;
                let is_known = |name: &str| {
                    let mut known = known.iter();
                    known.any(|field| field.is_named(name) && field.access != Access::Read)
                };
                let mut fields = values(known, true);
                fields.extend(self.family.fields.as_object().expect("an object").clone());
                fields.retain(|name, _| is_known(name));
                parameters.insert(holder.name.clone(), Value::Object(fields));
                let fields = parameters.get_mut(&holder.name);
                fields.and_then(Value::as_object_mut).expect("an object")
            }
            None => &mut parameters,
        };
        fields.insert(name.clone(), value.clone());
        call(self.portal, update, parameters).await?;
        let wrote = Map::from_iter([(name, value)]);
        self.reads(self.readers[0], &wrote).await
    }

    /// The row is deleted, and then nowhere to be found.
    async fn ends(&self) -> Result<(), String> {
        let Some(delete) = method(self.family.namespace, &["delete"]) else {
            return Ok(());
        };
        call(self.portal, delete, self.named(delete)).await?;
        for reader in &self.readers {
            let is_filter = |param: &Field| squash(&param.name) == "filter";
            let key = key(reader, self.family, self.of);
            let is_many = matches!(reader.result.kind, Kind::List(_) | Kind::Map(..));
            let is_list = reader.params.iter().any(is_filter)
                || is_many && key.is_none_or(|key| key.required != Requirement::Yes);
            match self.read(reader).await {
                Ok(None) if is_list => {}
                Ok(_) => return Err(format!("{}: the row is not gone", reader.name)),
                Err(text) if is_list => return Err(text),
                Err(_) => {}
            }
        }
        // What is gone is not found, with an error of the method's table.
        let body = Value::Object(self.named(delete)).to_string();
        let answer = json(self.portal, &delete.name, &body).await;
        let (code, message) = answer.error();
        let is_documented = delete.errors.iter().any(|row| row.code == code);
        if answer.status == 200 {
            return Err(format!("{}: deleted twice: {}", delete.name, answer.text));
        }
        if !is_documented && !delete.errors.is_empty() {
            let name = &delete.name;
            return Err(format!("{name}: undocumented error {code} {message}"));
        }
        Ok(())
    }
}

/// The call of a reader: a list is filtered by the identifier, if its filter has one.
fn list_call(
    reader: &Method,
    family: &Family,
    named: &Map<String, Value>,
    id: Option<&Value>,
) -> Map<String, Value> {
    let mut call = named.clone();
    let filter = reader
        .params
        .iter()
        .find(|param| squash(&param.name) == "filter");
    if let Some(filter) = filter
        && let Kind::Named(name) = &filter.kind
        && let Some(Shape::Filter(shape)) = describe::named(name).map(|ty| &ty.shape)
    {
        let mut conditions = Map::new();
        for key in &shape.required {
            let name = key.trim_start_matches(['=', '!', '>', '<', '%', '@']);
            let forced = family.fields.get(name).or(family.given.get(name));
            let value = forced.cloned().unwrap_or_else(|| json!(1));
            conditions.insert(key.clone(), value);
        }
        if let Some(Shape::Object(of)) = describe::named(&shape.of).map(|ty| &ty.shape)
            && let Some(field) = of.fields.iter().find(|field| squash(&field.name) == "id")
            && !field.without.contains(&describe::Use::Filter)
            && let Some(id) = id
        {
            conditions.insert(field.name.clone(), id.clone());
        }
        call.insert(filter.name.clone(), Value::Object(conditions));
    }
    call
}

/// A list is in the order that is asked for.
async fn ordered(
    portal: &Portal,
    reader: &Method,
    family: &Family,
    ids: [&Value; 2],
) -> Result<(), String> {
    let order = reader.params.iter().find_map(|param| match &param.kind {
        Kind::Order(of) => Some((param, of)),
        _ => None,
    });
    let Some((param, of)) = order else {
        return Ok(());
    };
    let Some(Shape::Object(shape)) = describe::named(of).map(|ty| &ty.shape) else {
        return Ok(());
    };
    let key = shape
        .fields
        .iter()
        .find(|field| squash(&field.name) == "id");
    let Some(key) = key.filter(|key| !key.without.contains(&describe::Use::Order)) else {
        return Ok(());
    };
    for (direction, expected) in [("ASC", ids), ("DESC", [ids[1], ids[0]])] {
        let mut parameters = list_call(
            reader,
            family,
            &owned(reader, family, values(&reader.params, true)),
            None,
        );
        parameters.insert(param.name.clone(), json!({ key.name.clone(): direction }));
        let result = call(portal, reader, parameters).await?;
        let text = result.to_string();
        let at = expected.map(|id| {
            let id = plain(id);
            let forms = [&*key.name, "id"].into_iter().flat_map(|name| {
                let ends = [",", "}"].map(|end| format!("\"{name}\":{id}{end}"));
                ends.into_iter().chain([format!("\"{name}\":\"{id}\"")])
            });
            let mut found = forms.filter_map(|form| text.find(&form));
            found.next()
        });
        match at {
            [Some(first), Some(second)] if first < second => {}
            _ => {
                return Err(format!(
                    "{} {direction}: {expected:?} in {text}",
                    reader.name
                ));
            }
        }
    }
    Ok(())
}

/// A text that an update may write, and its value.
fn changed(update: &Method) -> Option<(String, Value)> {
    let fields = match holder(update) {
        Some(holder) => &object(&holder.kind)?.fields,
        None => &update.params,
    };
    let wanted = [
        "name",
        "title",
        "subject",
        "comment",
        "description",
        "comments",
        "text",
    ];
    let mut names = wanted.iter().filter_map(|wanted| {
        let mut fields = fields
            .iter()
            .filter(|field| matches!(field.kind, Kind::Text) && field.access != Access::Read);
        fields.find(|field| squash(&field.name) == *wanted)
    });
    let field = names.next()?;
    Some((field.name.clone(), json!("changed")))
}

#[tokio::test]
async fn rows_live_as_described() {
    let mut wrong = Vec::new();
    let families = families();
    let count = families.len();
    for family in families {
        let namespace = family.namespace;
        if let Err(reason) = live(family).await {
            wrong.push(format!("{namespace}: {reason}"));
        }
    }
    assert!(
        wrong.is_empty(),
        "{} of {count}:\n{}",
        wrong.len(),
        wrong.join("\n\n")
    );
}
