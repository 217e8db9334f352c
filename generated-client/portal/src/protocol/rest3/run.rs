//! Runs methods of REST 3.0.

use bitrix24::describe::Method;
use bitrix24::{Map, Value};

use super::{openapi, scopes};
use crate::answer::{Answer, Failure};
use crate::arguments::Arguments;
use crate::call::Call;
use crate::desk::Desk;
use crate::received::Caller;
use crate::{dto, example, state};

/// Checks and runs a method.
pub(super) fn run(
    desk: &Desk,
    method: &'static Method,
    parameters: &Map<String, Value>,
    caller: Caller,
) -> Result<Answer, Failure> {
    dto::check(method, parameters, desk.settings.ignore_unknown)?;
    let used = desk.gate.call(&method.name)?;
    let call = Call {
        method,
        arguments: Arguments(parameters),
        ignore_unknown: desk.settings.ignore_unknown,
        by_application: caller == Caller::Application,
    };
    let mut answer = match (method.name.as_str(), state::newer(&method.name)) {
        (_, Some(handler)) => handler(&mut desk.state(), call)?,
        (openapi::NAME, None) => openapi::answer(),
        (scopes::NAME, None) => scopes::answer(),
        (_, None) => example::answer(method)?,
    };
    answer.used = used;
    Ok(answer)
}
