//! Runs methods of the classic protocol.

use bitrix24::describe::Method;
use bitrix24::{Map, Value};

use crate::answer::{Answer, Failure};
use crate::arguments::Arguments;
use crate::call::Call;
use crate::desk::Desk;
use crate::received::Caller;
use crate::{check, events, example, names, own, page, state};

/// Checks and runs a method. One that is not described has an answer set by hand, or does not exist.
pub(in crate::protocol) fn run(
    desk: &Desk,
    (name, method): (&str, Option<&'static Method>),
    parameters: &Map<String, Value>,
    caller: Caller,
) -> Result<Answer, Failure> {
    let Some(method) = method else {
        let Some(respond) = desk.own.respond(name) else {
            return Err(Failure::system("MethodNotFound", "Method not found!"));
        };
        let used = desk.gate.call(name)?;
        let mut answer = Answer::from(respond(&Value::Map(parameters.clone()))?);
        answer.used = used;
        return Ok(answer);
    };
    attempt(desk, method, parameters, caller).or_else(|failure| failure.within(method))
}

fn attempt(
    desk: &Desk,
    method: &'static Method,
    parameters: &Map<String, Value>,
    caller: Caller,
) -> Result<Answer, Failure> {
    desk.settings.account.check(method)?;
    let is_own = desk.own.has(method);
    let family = if is_own { None } else { state::family(method) };
    if let Err(problem) = check::check(method, parameters, desk.settings.ignore_unknown) {
        let own = family.and_then(|(family, _)| family.refusal(method, &problem));
        return Err(own.unwrap_or_else(|| problem.failure(method)));
    }
    let used = desk.gate.call(&method.name)?;
    let arguments = names::canonical(method, parameters);
    let call = Call {
        method,
        arguments: Arguments(&arguments),
        ignore_unknown: desk.settings.ignore_unknown,
        by_application: caller == Caller::Application,
    };
    let mut answer = match (desk.own.respond(&method.name), family) {
        (Some(respond), _) => respond(&Value::Map(arguments.clone()))?.into(),
        (None, Some((_, handler))) => handler(&mut desk.state(), call)?,
        (None, None) if is_own => own::made(call),
        (None, None) => match desk.settings.account.answer(call) {
            Some(answer) => answer?,
            // The example is the first page, and the only one.
            None if page::is_later(method, call.arguments) => {
                Answer::at(method, Vec::<Value>::new())
            }
            None => example::answer(method)?,
        },
    };
    for posted in std::mem::take(&mut desk.state().posted) {
        desk.outbox.post(posted);
    }
    if let Some(event) = events::caused(call, &answer) {
        let mut state = desk.state();
        state.keep_offline(&event.name, &event.data);
        desk.outbox.send(&state.bindings, &event);
    }
    answer.used = used;
    Ok(answer)
}
