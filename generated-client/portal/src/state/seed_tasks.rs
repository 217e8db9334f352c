//! The tasks of the documented examples.

use super::tasks::{SHOWN, TASK, Task, Tasks, fields_of, kept};
use crate::example::bodies;
use crate::moment;
use crate::webhook::USER;
use bitrix24::Value;
use bitrix24::describe::{ExampleKind, Kind};

const LIST: &str = "tasks.task.list";
/// Methods of a single task.
const OF_ONE: [&str; 3] = ["tasks.task.update", "tasks.task.delete", "tasks.task.get"];

/// The tasks of the documented list, and those of requests. A task of which only the identifier is
/// known is like that of `tasks.task.get`.
pub(super) fn tasks() -> Tasks {
    let mut tasks = Tasks::default();
    let item = |body: &Value, key: &str| body.get("result")?.get(key).cloned();
    let listed = bodies(LIST, ExampleKind::Response).filter_map(|body| item(&body, "items"));
    for row in listed.flat_map(|rows| rows.as_list().unwrap_or_default().to_vec()) {
        if let Value::Map(fields) = row {
            add(&mut tasks, fields);
        }
    }
    let mut shown = bodies("tasks.task.get", ExampleKind::Response);
    let shown = shown.find_map(|body| match item(&body, "item")? {
        Value::Map(fields) => Some(fields),
        _ => None,
    });
    for body in OF_ONE
        .iter()
        .flat_map(|method| bodies(method, ExampleKind::Request))
    {
        let id = body.get("id").and_then(Value::as_integer);
        let Some(id) = id.filter(|id| !tasks.has(*id)) else {
            continue;
        };
        let mut fields = shown.clone().unwrap_or_default();
        // It follows from the user's identifier.
        fields.remove("responsible");
        fields.insert("id".to_owned(), Value::Integer(id));
        add(&mut tasks, fields);
    }
    tasks
}

/// Adds a task with the fields of an example.
fn add(tasks: &mut Tasks, fields: Task) {
    let known = fields_of(&Kind::Named(TASK.to_owned()));
    let mut task = SHOWN.clone();
    let now = Value::from(moment::now());
    for name in ["created", "changed", "activity"] {
        task.insert(name.to_owned(), now.clone());
    }
    for name in ["creatorId", "responsibleId"] {
        task.insert(name.to_owned(), Value::Integer(USER.cast_signed()));
    }
    let id = fields.get("id").and_then(Value::as_integer);
    task.extend(fields.into_iter().map(|(name, value)| {
        let field = known.iter().find(|field| field.is_named(&name));
        let value = field.map_or_else(|| value.clone(), |field| kept(&field.kind, &value));
        (name, value)
    }));
    tasks.insert(id, task);
}
