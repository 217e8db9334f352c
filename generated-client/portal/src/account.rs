//! The account: granted scopes, plan and time.

use std::collections::BTreeSet;

use bitrix24::Value;
use bitrix24::describe::{self, Method};

use crate::answer::{Answer, Failure};
use crate::arguments::is_yes;
use crate::call::Call;
use crate::{example, moment};

/// The scope that every caller has.
const BASIC: &str = "basic";

/// The language of the account, which begins the name of its plan.
const LANGUAGE: &str = "en";

/// Scopes and plan.
#[derive(Debug, Clone, Default)]
pub(crate) struct Account {
    /// The granted scopes; every one if there are none.
    pub(crate) scopes: Option<Vec<String>>,
    /// The plan without the language, such as `ent250`.
    plan: Option<String>,
}

impl Account {
    /// Sets the plan, which `app.info` spells with the language in front.
    pub(crate) fn set_plan(&mut self, plan: String) {
        let bare = plan
            .strip_prefix(LANGUAGE)
            .and_then(|rest| rest.strip_prefix('_'));
        self.plan = Some(bare.map(str::to_owned).unwrap_or(plan));
    }

    /// The granted scopes, separated by commas.
    pub(crate) fn scope(&self) -> String {
        self.granted().join(",")
    }

    fn granted(&self) -> Vec<&str> {
        match &self.scopes {
            Some(granted) => granted.iter().map(String::as_str).collect(),
            None => all().into_iter().collect(),
        }
    }

    /// Refuses a method whose scope was not granted.
    pub(crate) fn check(&self, method: &Method) -> Result<(), Failure> {
        let Some(granted) = &self.scopes else {
            return Ok(());
        };
        let is_granted = |scope: &String| scope == BASIC || granted.contains(scope);
        if method.scope.is_empty() || method.scope.iter().any(is_granted) {
            return Ok(());
        }
        Err(Failure::system(
            "InsufficientScope",
            "The request requires higher privileges than provided by the webhook token",
        ))
    }

    /// The answers of methods about the account; `None` for any other.
    pub(crate) fn answer(&self, call: Call<'_>) -> Option<Result<Answer, Failure>> {
        match call.method.name.as_str() {
            "scope" => Some(Ok(self.scopes(call))),
            "app.info" => Some(self.application(call)),
            "server.time" => Some(Ok(Answer::new(moment::now()))),
            _ => None,
        }
    }

    fn scopes(&self, call: Call<'_>) -> Answer {
        let is_full = call.arguments.get("full").is_some_and(is_yes);
        let names = if is_full {
            all().into_iter().collect()
        } else {
            self.granted()
        };
        let names: Vec<Value> = names.into_iter().map(Value::from).collect();
        Answer::new(names)
    }

    fn application(&self, call: Call<'_>) -> Result<Answer, Failure> {
        if !call.by_application {
            return Err(Failure::of(
                call.method,
                "ContextRequired",
                "Access denied! Application context required",
            ));
        }
        let mut answer = example::answer(call.method)?;
        if let (Some(plan), Value::Map(info)) = (&self.plan, &mut answer.result) {
            let family = plan.trim_end_matches(|digit: char| digit.is_ascii_digit());
            for (name, value) in [
                ("LANGUAGE_ID", LANGUAGE.to_owned()),
                ("LICENSE", format!("{LANGUAGE}_{plan}")),
                ("LICENSE_TYPE", plan.clone()),
                ("LICENSE_FAMILY", family.to_owned()),
            ] {
                info.insert(name.to_owned(), value.into());
            }
        }
        Ok(answer)
    }
}

/// The scopes of all methods but those of REST 3.0.
fn all() -> BTreeSet<&'static str> {
    let methods = describe::methods()
        .iter()
        .filter(|method| method.version == 2);
    let scopes = methods.flat_map(|method| &method.scope);
    scopes
        .map(String::as_str)
        .filter(|scope| *scope != BASIC)
        .collect()
}
