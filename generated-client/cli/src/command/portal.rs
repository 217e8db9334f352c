//! `b24 portal`: a portal as a server, for tests of programs in any language.

mod seed;

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;

use bitrix24::Limits;
use bitrix24_portal::{Fault, Portal};

use super::wait;
use crate::failure::Failure;
use crate::output;
use crate::plan;
use crate::profile::ask;

/// How the portal is.
#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    /// Port at which it listens; 0 for a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Address at which it listens. It guards nothing: whoever reaches it may do everything.
    #[arg(long, value_name = "IP", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    host: IpAddr,
    /// Address by which clients reach it, where that is another one, such as http://portal:8080.
    #[arg(long, value_name = "URL")]
    origin: Option<String>,
    /// Code of the webhook, so that its address is known before. It protects nothing here.
    #[arg(long, value_name = "CODE", default_value = "test")]
    webhook_code: String,
    /// Identifier of the application; its secret is asked for or read from the standard input.
    #[arg(long, value_name = "ID")]
    application: Option<String>,
    /// JSON Lines with the calls that fill it, as `--dry-run` prints them.
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// Injects a fault into the next call of a method, or into its Nth one: METHOD=FAULT or
    /// METHOD#N=FAULT, such as crm.deal.add=cut-after or user.get#3=delay:2000.
    #[arg(long = "fault", value_name = "METHOD=FAULT")]
    faults: Vec<String>,
    /// Probability from 0 to 1 with which a call of any method fails.
    #[arg(long, value_name = "P", default_value_t = 0.0)]
    fault_rate: f64,
    /// Number that decides which calls fail; the same one gives the same faults.
    #[arg(long, value_name = "N", default_value_t = 1)]
    fault_seed: u64,
    /// Sends events to a handler on this machine, as an outgoing webhook.
    #[arg(long, value_name = "URL", requires = "events")]
    handler: Option<String>,
    /// Event that the handler receives.
    #[arg(long = "event", value_name = "NAME", requires = "handler")]
    events: Vec<String>,
    /// Scope granted to the webhook and the application; repeatable. All scopes when omitted. Other
    /// methods are refused.
    #[arg(long = "scope", value_name = "NAME")]
    scopes: Vec<String>,
    /// Plan that `app.info` reports, such as std, pro100 or ent250.
    #[arg(long, value_name = "NAME")]
    plan: Option<String>,
    /// Applies the limits of a real portal with that plan.
    #[arg(long)]
    limits: bool,
    /// Ignores unknown parameters, as a real portal does; they are errors otherwise.
    #[arg(long)]
    ignore_unknown: bool,
}

/// The faults that are drawn at random.
const RANDOM: [&str; 5] = [
    "cut-before",
    "cut-after",
    "internal-error",
    "bad-gateway-after",
    "query-limit",
];

pub(super) fn run(asked: &Serve) -> Result<(), Failure> {
    let mut builder = Portal::builder()
        .host(asked.host)
        .port(asked.port)
        .webhook_code(asked.webhook_code.as_str())
        .ignore_unknown_parameters(asked.ignore_unknown)
        .on_call(|called| eprintln!("{called}"));
    if let Some(origin) = &asked.origin {
        builder = builder.origin(origin);
    }
    if !asked.scopes.is_empty() {
        builder = builder.scopes(asked.scopes.iter().cloned());
    }
    let is_enterprise = asked.plan.as_deref().is_some_and(plan::is_enterprise);
    if let Some(plan) = &asked.plan {
        builder = builder.plan(plan);
    }
    if asked.limits && is_enterprise {
        builder = builder.limits(Limits::enterprise());
    } else if asked.limits {
        builder = builder.limits(Limits::default());
    }
    if let Some(id) = &asked.application {
        builder = builder.application(id, ask("secret of the application")?);
    }
    let faults = asked
        .faults
        .iter()
        .map(|text| injected(text))
        .collect::<Result<Vec<_>, _>>()?;
    if !(0.0..=1.0).contains(&asked.fault_rate) {
        return Err(Failure::Usage(
            "--fault-rate: expected a number from 0 to 1".to_owned(),
        ));
    }
    wait(async {
        let portal = builder
            .start()
            .await
            .map_err(|error| Failure::Local(format!("{}:{}: {error}", asked.host, asked.port)))?;
        if let Some(path) = &asked.seed {
            let count = seed::plant(&portal, path)?;
            eprintln!("b24: {count} lines of {}", path.display());
        }
        if let Some(handler) = &asked.handler {
            let events = asked.events.iter().map(String::as_str);
            let token = portal
                .add_outgoing_webhook(handler, events)
                .map_err(|error| Failure::Usage(error.to_string()))?;
            eprintln!(
                "b24: events come with the application token {}",
                token.expose_secret()
            );
        }
        for (method, nth, fault) in faults {
            match nth {
                Some(nth) => portal.fail_nth(&method, nth, fault),
                None => portal.fail_next(&method, fault),
            }
        }
        if asked.fault_rate > 0.0 {
            let drawn: Vec<Fault> = RANDOM.iter().filter_map(|name| name.parse().ok()).collect();
            portal.fail_randomly(asked.fault_seed, asked.fault_rate, &drawn);
        }
        let stopped = stopped()?;
        // The address is what programs need, and the portal has no other secret. Calls follow it.
        output::line(&portal.webhook_url())?;
        stopped.await
    })
}

/// Waits until the user or the system ends the program. Whoever has its address may end it.
fn stopped() -> Result<impl Future<Output = Result<(), Failure>>, Failure> {
    // As the first process of a container it would not be ended otherwise.
    #[cfg(unix)]
    let mut terminate = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate())?;
    Ok(async move {
        #[cfg(unix)]
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted?,
            _ = terminate.recv() => {}
        }
        #[cfg(not(unix))]
        tokio::signal::ctrl_c().await?;
        Ok(())
    })
}

/// A method, which of its calls, and the fault.
fn injected(text: &str) -> Result<(String, Option<u64>, Fault), Failure> {
    let refused = |reason: &str| Failure::Usage(format!("--fault {text}: {reason}"));
    let (method, fault) = text
        .split_once('=')
        .ok_or_else(|| refused("expected METHOD=FAULT"))?;
    let fault = fault.parse().map_err(|_| {
        refused("no such fault; there are delay:MILLISECONDS, cut-before, cut-after, cut-within, internal-error, bad-gateway, unavailable, redirect, html, wrong-types, query-limit and truncated, some of them with -after")
    })?;
    match method.split_once('#') {
        None => Ok((method.to_owned(), None, fault)),
        Some((method, nth)) => {
            let nth = nth
                .parse()
                .map_err(|_| refused("expected a number after `#`"))?;
            Ok((method.to_owned(), Some(nth), fault))
        }
    }
}
