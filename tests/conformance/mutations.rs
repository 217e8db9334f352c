//! Variants of answers that a portal may send: other spellings, undocumented keys and values, and
//! gaps.

use bitrix24::{Map, Value};

use bitrix24::describe::Answer;

use bitrix24_tests::checks::{Form, Node, Path, Schema, family};

/// The key that no schema declares.
const UNDECLARED: &str = "undeclaredKey";

/// A changed answer.
pub(crate) struct Mutation {
    /// What was changed, and where.
    pub(crate) what: String,
    pub(crate) body: Value,
    /// Paths of the keys that must be found undeclared.
    pub(crate) undeclared: Vec<String>,
    /// Whether it is no answer of the method, and must not decode.
    pub(crate) is_wrong: bool,
}

/// Every mutation of an answer, whose shape and nodes are given.
pub(crate) fn mutations(
    schema: &Schema,
    body: &Value,
    shape: &Answer,
    at: &Path,
    nodes: &[Node<'_>],
) -> Vec<Mutation> {
    let mut mutations = vec![undeclared_keys(schema, body, shape, nodes)];
    for node in nodes {
        for (what, value) in values(schema, node) {
            // A row has entries, so a list in its place is another kind of answer.
            // A row that is a union keeps its value as a whole.
            let is_list = match schema.form(&shape.kind) {
                Form::List(item) => matches!(schema.form(item), Form::Object(_)),
                _ => false,
            };
            let is_object = matches!(schema.form(node.kind), Form::Object(_));
            let is_row = is_list && is_object && node.path.is_item_of(at);
            let is_wrong = is_row && matches!(value, Value::List(_));
            let mut body = body.clone();
            node.path.put(&mut body, value);
            let what = format!("{what} at {}", node.path);
            mutations.push(Mutation {
                what,
                body,
                undeclared: Vec::new(),
                is_wrong,
            });
        }
    }
    mutations
}

/// The values that replace a node in turn.
fn values(schema: &Schema, node: &Node<'_>) -> Vec<(&'static str, Value)> {
    let mut values = Vec::new();
    match node.value {
        Value::Integer(_) | Value::Float(_) => {
            values.push(("a number as text", Value::Text(node.value.to_json())));
        }
        Value::Text(text) => {
            if let Some(number) = number(text) {
                values.push(("text as a number", number));
            }
        }
        Value::List(items) => {
            values.push(("a list as an object", numbered(items, |index| index)));
            values.push((
                "a list as an object with gaps",
                numbered(items, |index| 10 * index + 7),
            ));
        }
        Value::Map(_) => {
            values.push(("an empty object", Value::Map(Map::new())));
            values.push(("an empty list for an object", Value::List(Vec::new())));
        }
        Value::Null | Value::Bool(_) => {}
    }
    match schema.form(node.kind) {
        Form::Enumeration => {
            values.push(("an undocumented value", Value::from("undocumented")));
            values.push(("an undocumented number", Value::Integer(987_654_321)));
        }
        Form::Object(_) | Form::Map(_) => {
            for (key, _) in node.value.as_map().into_iter().flatten() {
                let mut value = node.value.clone();
                Path::of([key.as_str()]).put(&mut value, Value::Null);
                values.push(("null for a member", value));
            }
        }
        _ => {}
    }
    values
}

/// The number in a text, unless it would be written differently.
fn number(text: &str) -> Option<Value> {
    let number: Value = serde_json::from_str(text).ok()?;
    matches!(number, Value::Integer(_) | Value::Float(_)).then_some(number)
}

fn numbered(items: &[Value], key: fn(usize) -> usize) -> Value {
    let entry = |(index, value): (usize, &Value)| (key(index).to_string(), value.clone());
    Value::Map(items.iter().enumerate().map(entry).collect())
}

/// One more key in every object whose keys the schema lists.
fn undeclared_keys(schema: &Schema, body: &Value, shape: &Answer, nodes: &[Node<'_>]) -> Mutation {
    // A key that fits a family is declared.
    let is_closed = |node: &&Node<'_>| match (schema.form(node.kind), node.value) {
        (Form::Object(object), Value::Map(_)) => family(object, UNDECLARED).is_none(),
        _ => false,
    };
    let objects = nodes.iter().filter(is_closed);
    let mut body = body.clone();
    let mut undeclared = Vec::new();
    let mut put = |path: &Path, declared: Option<&Path>| {
        let inner = Map::from([("a".to_owned(), Value::List(vec![1.into(), Value::Null]))]);
        path.key(UNDECLARED).put(&mut body, Value::Map(inner));
        undeclared.extend(declared.map(|path| path.key(UNDECLARED).to_string()));
    };
    for node in objects {
        // The inside of a union is kept as a whole, and not checked.
        put(&node.path, (!node.in_union).then_some(&node.declared));
    }
    let (top, result) = (Path::of([]), Path::of(["result"]));
    if !shape.bare {
        put(&top, Some(&top));
    }
    if shape.at.is_some() {
        put(&result, Some(&result));
    }
    Mutation {
        what: "an undeclared key in every object".to_owned(),
        body,
        undeclared,
        is_wrong: false,
    }
}
