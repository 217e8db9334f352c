//! `rest.scope.list`: the scope of each method.

use crate::answer::Answer;
use bitrix24::describe;
use bitrix24::{Map, Value};

pub(super) const NAME: &str = "rest.scope.list";

/// Scopes by the names of the methods of REST 3.0. The documentation shows no answer.
pub(super) fn answer() -> Answer {
    let methods = describe::methods().iter();
    let scopes = methods.filter(|method| method.version == 3).map(|method| {
        let scopes = method.scope.iter().map(|scope| scope.as_str().into());
        (method.name.clone(), Value::List(scopes.collect()))
    });
    Answer::new(scopes.collect::<Map<_, _>>())
}
