//! `b24 doctor`: what the profile may do.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use bitrix24::describe;
use bitrix24::{AnyError, CallOptions, Client, DateTime, RawMethod, Value};

use super::wait;
use crate::catalogue;
use crate::failure::Failure;
use crate::output;
use crate::plan::is_enterprise;
use crate::profile::Selection;

/// What is examined.
#[derive(Debug, clap::Args)]
pub(super) struct Doctor {
    /// Methods that have to be allowed.
    methods: Vec<String>,
}

/// The scope that every webhook and application has.
const BASIC: &str = "basic";

/// A difference between two clocks that is no delay of the network.
const CLOCK: Duration = Duration::from_secs(30);

pub(super) fn run(selection: &Selection, asked: &Doctor) -> Result<(), Failure> {
    let methods: Result<Vec<_>, Failure> = asked
        .methods
        .iter()
        .map(|name| catalogue::known(name, false))
        .collect();
    let methods = methods?;
    line(
        "version",
        &format!(
            "b24 {}, which describes {} methods",
            env!("CARGO_PKG_VERSION"),
            describe::names().len()
        ),
    )?;
    wait(async {
        let client = selection.client().await?;
        let kind = if client.user_id().is_some() {
            "webhook"
        } else {
            "application"
        };
        line("portal", &format!("{}, called by {kind}", client.portal()))?;
        clock(&client).await?;
        let profile = read(&client, "profile").await?;
        let admin = if profile["ADMIN"].as_bool() == Some(true) {
            ", an administrator"
        } else {
            ""
        };
        line(
            "user",
            &format!("{} {}{admin}", text(&profile["ID"]), text(&profile["NAME"])),
        )?;
        let scopes = read(&client, "scope").await?;
        let scopes: Vec<&str> = scopes
            .as_list()
            .unwrap_or_default()
            .iter()
            .filter_map(Value::as_text)
            .collect();
        let has = |scope: &[String]| {
            scope
                .iter()
                .any(|scope| scope == BASIC || scopes.contains(&scope.as_str()))
        };
        let callable = describe::methods()
            .iter()
            .filter(|method| has(&method.scope))
            .count();
        line(
            "scopes",
            &format!("{}; {callable} of the described methods", scopes.join(", ")),
        )?;
        newer(&client).await?;
        limits(&client).await?;
        let mut missing = Vec::new();
        for method in methods {
            let needed = method.scope.join(" or ");
            if has(&method.scope) {
                line(&method.name, &format!("allowed by the scope {needed}"))?;
            } else {
                line(
                    &method.name,
                    &format!("NOT allowed: it needs the scope {needed}"),
                )?;
                missing.push(method.name.as_str());
            }
        }
        if missing.is_empty() {
            return Ok(());
        }
        Err(Failure::Denied(format!(
            "the profile lacks scopes for {}",
            missing.join(", ")
        )))
    })
}

/// Compares the clocks. Tokens and idempotency keys depend on time.
async fn clock(client: &Client) -> Result<(), Failure> {
    let before = SystemTime::now();
    let time = read(client, "server.time").await?;
    let after = SystemTime::now();
    let elapsed = after.duration_since(before).unwrap_or_default();
    let seconds = |time: SystemTime| {
        let since = time.duration_since(UNIX_EPOCH).unwrap_or_default();
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    };
    let theirs = time
        .read::<DateTime>()
        .ok()
        .and_then(|time| time.instant().map(|time| time.timestamp()));
    let Some(theirs) = theirs else {
        return line(
            "clock",
            &format!("unknown: the portal says `{}`", text(&time)),
        );
    };
    let difference = theirs.abs_diff(seconds(before + elapsed / 2));
    if difference > CLOCK.as_secs() {
        line(
            "clock",
            &format!("WRONG by {difference} s, here or on the portal"),
        )
    } else {
        line("clock", "the same here and on the portal")
    }
}

/// Whether the portal speaks REST 3.0.
async fn newer(client: &Client) -> Result<(), Failure> {
    let called = client
        .call_raw(
            RawMethod::v3("rest.scope.list").reads(),
            bitrix24::Params::new(),
        )
        .await;
    line(
        "REST 3.0",
        match called {
            Ok(_) => "answered",
            Err(AnyError::Api(_)) => "refused",
            Err(AnyError::Transport(error)) => return Err(AnyError::Transport(error).into()),
            Err(_) => "not answered",
        },
    )
}

/// The plan, where it is told, and what it allows.
async fn limits(client: &Client) -> Result<(), Failure> {
    let most = "2 requests a second, 50 at once; 5 and 250 in Enterprise";
    match read(client, "app.info").await {
        Ok(info) => {
            let plan = text(&info["LICENSE"]);
            let limits = if is_enterprise(&plan) {
                "5 requests a second, 250 at once"
            } else {
                "2 requests a second, 50 at once"
            };
            line("limits", &format!("{limits}, by the plan {plan}"))
        }
        Err(Failure::Refused(_) | Failure::Denied(_)) => line(
            "limits",
            &format!("{most}; only applications are told the plan"),
        ),
        Err(failure) => Err(failure),
    }
}

async fn read(client: &Client, method: &str) -> Result<Value, Failure> {
    let method = RawMethod::from(method).reads();
    let sent = client
        .send_raw(method, bitrix24::Params::new(), CallOptions::new())
        .await;
    Ok(sent?.result)
}

fn text(value: &Value) -> String {
    value
        .as_text()
        .map_or_else(|| value.to_string(), str::to_owned)
}

fn line(name: &str, text: &str) -> Result<(), Failure> {
    let text: String = text.chars().filter(|letter| !letter.is_control()).collect();
    output::line(&format!("{name:10} {text}"))
}
