//! Runs methods of REST 3.0.

use bitrix24::describe::Method;
use bitrix24::{Map, Value};

use super::{openapi, scopes};
use crate::answer::{Answer, Failure};
use crate::arguments::Arguments;
use crate::call::Call;
use crate::desk::Desk;
use crate::received::Caller;
use crate::{dto, example, own, state};

/// Checks and runs a method. One that is not described has an answer set by hand, or does not exist.
pub(super) fn run(
    desk: &Desk,
    (name, method): (&str, Option<&'static Method>),
    parameters: &Map<String, Value>,
    caller: Caller,
) -> Result<Answer, Failure> {
    let respond = desk.own.respond(method.map_or(name, |method| &method.name));
    if method.is_none() && respond.is_none() {
        return Err(Failure::system("MethodNotFound", "Method not found!"));
    }
    if let Some(method) = method {
        desk.settings.account.check(method)?;
        dto::check(method, parameters, desk.settings.ignore_unknown)?;
    }
    let used = desk.gate.call(name)?;
    let mut answer = match (respond, method) {
        (Some(respond), _) => respond(&Value::Map(parameters.clone()))?.into(),
        (None, Some(method)) => described(desk, method, parameters, caller)?,
        (None, None) => Answer::new(Value::Null),
    };
    answer.used = used;
    Ok(answer)
}

fn described(
    desk: &Desk,
    method: &'static Method,
    parameters: &Map<String, Value>,
    caller: Caller,
) -> Result<Answer, Failure> {
    let call = Call {
        method,
        arguments: Arguments(parameters),
        ignore_unknown: desk.settings.ignore_unknown,
        by_application: caller == Caller::Application,
    };
    if desk.own.has(method) {
        return Ok(own::made(call));
    }
    match (method.name.as_str(), state::newer(&method.name)) {
        (_, Some(handler)) => handler(&mut desk.state(), call),
        (openapi::NAME, None) => Ok(openapi::answer()),
        (scopes::NAME, None) => Ok(scopes::answer()),
        (_, None) => example::answer(method),
    }
}
