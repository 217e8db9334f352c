//! Tasks of REST 3.0.
//!
//! A new task is the documented answer to `tasks.task.add`, with the given values.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::records::Records;
use super::{Call, Handler, State};
use crate::answer::{Answer, Failure, Violation};
use crate::arguments::Arguments;
use crate::dto::{Listing, Selection, invalid, refused, violation};
use crate::example::bodies;
use crate::moment;
use crate::webhook::USER;
use bitrix24::describe::{ExampleKind, Field, Kind};
use bitrix24::internal::identifier;
use bitrix24::{Map, Value};

/// The method whose documented answer is the template of new tasks.
const ADD: &str = "tasks.task.add";

/// The tasks.
#[derive(Debug, Default)]
pub(super) struct Tasks(Records<Task>);

/// The fields of a task, with users and other objects as identifiers.
pub(super) type Task = Map<String, Value>;

/// The function for a method of REST 3.0.
pub(super) fn handler(method: &str) -> Option<Handler> {
    Some(match method.strip_prefix("tasks.task.")? {
        "add" => add,
        "update" => update,
        "get" => get,
        "list" => list,
        "delete" => delete,
        _ => return None,
    })
}

fn add(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let given = call.arguments.object("fields");
    state.tasks.check(given, None)?;
    let mut task = fresh();
    task.extend(values(call, given));
    let id = state.tasks.insert(None, task);
    let task = state.tasks.get(id, &state.tasks.parents());
    let answered = task.map(|task| basic(&task));
    Ok(Answer::at(call.method, answered.unwrap_or_default()))
}

/// A new task, without values of its own.
pub(super) fn fresh() -> Task {
    let mut task = SHOWN.clone();
    let now = Value::from(moment::now());
    for name in ["created", "changed", "activity"] {
        task.insert(name.to_owned(), now.clone());
    }
    let user = Value::Integer(USER.cast_signed());
    task.insert("changedById".to_owned(), user);
    let guid = identifier();
    task.insert("guid".to_owned(), format!("{{{guid}}}").into());
    task
}

fn update(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let given = call.arguments.object("fields");
    let id = present(state, call)?;
    state.tasks.check(given, Some(id))?;
    let Some(task) = state.tasks.0.get_mut(id) else {
        return Err(denied(call));
    };
    let status = task.get("status").cloned();
    task.extend(values(call, given));
    let now = Value::from(moment::now());
    let user = Value::Integer(USER.cast_signed());
    let mut set = |name: &str, value: &Value| drop(task.insert(name.to_owned(), value.clone()));
    for name in ["changed", "activity"] {
        set(name, &now);
    }
    set("changedById", &user);
    if let Some(given) = given
        .get("status")
        .filter(|given| Some(*given) != status.as_ref())
    {
        set("statusChanged", &now);
        set("statusChangedById", &user);
        if given.as_text() == Some("completed") {
            set("closed", &now);
            set("closedById", &user);
        } else {
            set("closed", &Value::Null);
            set("closedById", &Value::Null);
        }
    }
    Ok(Answer::at(call.method, true))
}

fn get(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let selection = Listing::of(call)?.selection;
    let id = call.arguments.integer("id").unwrap_or_default();
    let Some(task) = state.tasks.get(id, &state.tasks.parents()) else {
        let message = format!("Record with ID = `{id}` not found");
        return Err(refused(call.method, "ENTITYNOTFOUND", message));
    };
    let mut item = if selection.is_of_related_only() {
        basic(&task)
    } else {
        Map::new()
    };
    state.tasks.select(&mut item, &task, &selection);
    Ok(Answer::at(call.method, item))
}

fn list(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let listing = Listing::of(call)?;
    let tasks = state.tasks.0.iter().map(|(_, task)| task);
    let found = tasks.filter(|task| listing.filter.is_met(task)).collect();
    let page = listing.page(found).into_iter();
    let parents = state.tasks.parents();
    let items = page.filter_map(|row| {
        let id = row.get("id").and_then(Value::as_integer)?;
        let mut item = Map::new();
        if listing.selection.is_of_related_only() {
            item.insert("id".to_owned(), Value::Integer(id));
        }
        let task = state.tasks.get(id, &parents)?;
        state.tasks.select(&mut item, &task, &listing.selection);
        Some(Value::Map(item))
    });
    Ok(Answer::at(call.method, items.collect::<Vec<_>>()))
}

fn delete(state: &mut State, call: Call<'_>) -> Result<Answer, Failure> {
    let id = present(state, call)?;
    state.tasks.remove(id);
    Ok(Answer::at(call.method, true))
}

/// The identifier of an existing task. Access to other tasks is denied.
fn present(state: &State, call: Call<'_>) -> Result<i64, Failure> {
    let id = call.arguments.integer("id");
    id.filter(|id| state.tasks.has(*id))
        .ok_or_else(|| denied(call))
}

fn denied(call: Call<'_>) -> Failure {
    refused(call.method, "ACCESSDENIED", "Access denied")
}

impl Tasks {
    pub(super) fn has(&self, id: i64) -> bool {
        self.0.get(id).is_some()
    }

    pub(super) fn ids(&self) -> Vec<i64> {
        self.0.iter().map(|(id, _)| id).collect()
    }

    pub(super) fn next_id(&self) -> i64 {
        self.0.next_id()
    }

    pub(super) fn remove(&mut self, id: i64) {
        self.0.remove(id);
    }

    /// A task as it is stored.
    pub(super) fn stored(&self, id: i64) -> Option<&Task> {
        self.0.get(id)
    }

    /// Adds a task under the next or the given identifier, and returns it.
    pub(super) fn insert(&mut self, id: Option<i64>, task: Task) -> i64 {
        let id = match id {
            Some(id) => {
                self.0.insert(id, task);
                id
            }
            None => self.0.add(task),
        };
        if let Some(task) = self.0.get_mut(id) {
            let own = [
                ("id", Value::Integer(id)),
                ("chatId", Value::Integer(id)),
                (
                    "link",
                    format!("/company/personal/user/{USER}/tasks/task/view/{id}/").into(),
                ),
                (
                    "archiveLink",
                    format!("/bitrix/tools/disk/uf.php?entityId={id}&entity=TASKS_TASK&action=downloadArchiveByEntity")
                        .into(),
                ),
            ];
            task.extend(own.map(|(name, value)| (name.to_owned(), value)));
        }
        id
    }

    /// The tasks that have subtasks.
    fn parents(&self) -> HashSet<i64> {
        let tasks = self.0.iter();
        tasks
            .filter_map(|(_, task)| task.get("parentId")?.as_integer())
            .collect()
    }

    /// A task with derived values.
    fn get(&self, id: i64, parents: &HashSet<i64>) -> Option<Task> {
        let mut task = self.0.get(id)?.clone();
        let is_parent = parents.contains(&id);
        task.insert("containsSubTasks".to_owned(), is_parent.into());
        let before = task.get("dependsOn").and_then(Value::as_list);
        let has_before = before.is_some_and(|before| !before.is_empty());
        task.insert("containsRelatedTasks".to_owned(), has_before.into());
        Some(task)
    }

    /// The problems of a task's values beyond the schema.
    fn check(&self, given: Arguments<'_>, id: Option<i64>) -> Result<(), Failure> {
        let mut violations: Vec<Violation> = Vec::new();
        let mut blame = |name: &str, message: &str| violations.push(violation(name, message));
        for name in ["responsibleId", "creatorId"] {
            if given.integer(name).is_some_and(|user| user <= 0) {
                blame(name, "The user is not found");
            }
        }
        if let Some(parent) = given.integer("parentId") {
            if id == Some(parent) {
                blame("parentId", "Cannot bind a node to itself");
            } else if !self.has(parent) {
                blame("parentId", "The parent task is not found");
            }
        }
        let known = id.and_then(|id| self.0.get(id));
        let planned = |name: &str| {
            let value = given.get(name).or_else(|| known?.get(name));
            value.and_then(moment::seconds)
        };
        if let (Some(start), Some(end)) = (planned("startPlan"), planned("endPlan"))
            && end < start
        {
            blame("endPlan", "The plan ends before it starts");
        }
        if violations.is_empty() {
            Ok(())
        } else {
            Err(invalid(violations))
        }
    }

    /// Writes the selected fields into an answer.
    fn select(&self, item: &mut Task, task: &Task, selection: &Selection) {
        let fields = fields_of(&Kind::Named(TASK.to_owned()));
        let is_object = |name: &str| {
            let field = fields.iter().find(|field| field.is_named(name));
            field.is_none_or(|field| field.kind.object().is_some())
        };
        for name in selection.own() {
            match task.get(name) {
                // A related object has only its own fields.
                Some(value) if value.as_map().is_some() || !is_object(name) => {
                    item.insert(name.to_owned(), value.clone());
                }
                _ => {}
            }
        }
        for (name, selection) in selection.related() {
            let kind = fields.iter().find(|field| field.is_named(name));
            let object = kind.map(|field| self.related(task, field));
            let value = selection.of(&object.unwrap_or_default());
            item.insert(name.to_owned(), value);
        }
    }

    /// A related object, or a list of them.
    fn related(&self, task: &Task, field: &Field) -> Value {
        let name = &field.name;
        match task.get(name) {
            Some(Value::List(ids)) => {
                let people = ids.iter().map(|id| made_up(&field.kind, id, task));
                return Value::List(people.collect());
            }
            Some(value @ Value::Map(_)) => return value.clone(),
            _ => {}
        }
        let id = match task.get(&format!("{name}Id")) {
            Some(id) if !id.is_null() => id,
            _ => return Value::Null,
        };
        match &field.kind {
            Kind::Map(..) => {
                let parent = id.as_integer().and_then(|id| self.get(id, &self.parents()));
                parent.map_or(Value::Null, Value::Map)
            }
            kind => made_up(kind, id, task),
        }
    }
}

/// The type of a task.
pub(super) const TASK: &str = "tasks::task::v3::Task";

/// The fields of objects of a kind.
pub(super) fn fields_of(kind: &Kind) -> &'static [Field] {
    kind.object().map_or(&[], |object| &object.fields)
}

/// An object that the portal does not store: every identifier has one, with a name made from it.
fn made_up(kind: &Kind, id: &Value, task: &Task) -> Value {
    let name = match kind.item() {
        Kind::Named(name) => name.rsplit("::").next().unwrap_or_default(),
        _ => "",
    };
    let value = |field: &Field| match (field.name.as_str(), name) {
        ("id", _) => id.clone(),
        ("name" | "title", "Person") => format!("User {id}").into(),
        ("name" | "title", _) => format!("{name} {id}").into(),
        ("email", "Person") => format!("user{id}@example.com").into(),
        ("entityId", "Chat") => task.get("id").cloned().unwrap_or_default(),
        ("entityType", "Chat") => "TASKS_TASK".into(),
        _ => Value::Null,
    };
    let fields = fields_of(kind).iter();
    Value::Map(
        fields
            .map(|field| (field.name.clone(), value(field)))
            .collect(),
    )
}

/// The default selection: the fields of the documented answer.
fn basic(task: &Task) -> Task {
    let shown = task
        .iter()
        .filter(|(name, _)| SHOWN.contains_key(name.as_str()));
    shown
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect()
}

/// The documented answer to `tasks.task.add`, without its individual values.
pub(super) static SHOWN: LazyLock<Task> = LazyLock::new(|| {
    let mut task = bodies(ADD, ExampleKind::Response)
        .next()
        .and_then(|body| Some(body.get("result")?.get("item")?.as_map()?.clone()))
        .unwrap_or_default();
    for name in ["title", "deadline"] {
        task.insert(name.to_owned(), Value::Null);
    }
    if task.contains_key("crmItemIds") {
        task.insert("crmItemIds".to_owned(), Value::List(Vec::new()));
    }
    task
});

/// Values in their stored form: moments in the time zone of the portal, booleans as such.
fn values(call: Call<'_>, given: Arguments<'_>) -> impl Iterator<Item = (String, Value)> {
    let fields = call
        .method
        .param("fields")
        .map_or(&[][..], |param| fields_of(&param.kind));
    given.0.iter().filter_map(move |(name, value)| {
        let field = fields.iter().find(|field| field.is_named(name))?;
        Some((field.name.clone(), kept(&field.kind, value)))
    })
}

pub(super) fn kept(kind: &Kind, value: &Value) -> Value {
    match (kind, value) {
        (Kind::Boolean, Value::Text(text)) => Value::Bool(text == "Y"),
        (Kind::DateTime, Value::Text(_)) => {
            let moment = moment::seconds(value).and_then(moment::at);
            moment.map_or_else(|| value.clone(), Value::Text)
        }
        _ => value.clone(),
    }
}
