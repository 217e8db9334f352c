//! Runs methods of the classic protocol.

use bitrix24::describe::Method;
use bitrix24::{Map, Value};

use crate::answer::{Answer, Failure};
use crate::arguments::Arguments;
use crate::call::Call;
use crate::desk::Desk;
use crate::received::Caller;
use crate::{check, events, example, names, state};

/// Checks and runs a method.
pub(super) fn run(
    desk: &Desk,
    method: &'static Method,
    parameters: &Map<String, Value>,
    caller: Caller,
) -> Result<Answer, Failure> {
    attempt(desk, method, parameters, caller).or_else(|failure| failure.within(method))
}

fn attempt(
    desk: &Desk,
    method: &'static Method,
    parameters: &Map<String, Value>,
    caller: Caller,
) -> Result<Answer, Failure> {
    let family = state::family(method);
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
    let mut answer = match family {
        Some((_, handler)) => handler(&mut desk.state(), call)?,
        None => example::answer(method)?,
    };
    if let Some(event) = events::caused(call, &answer) {
        let mut state = desk.state();
        state.keep_offline(&event.name, &event.data);
        desk.outbox.send(&state.bindings, &event);
    }
    answer.used = used;
    Ok(answer)
}
