//! `b24 portal`: a portal as a server, for tests of programs in any language.

mod fault;
mod seed;

use std::path::PathBuf;
use std::time::Duration;

use bitrix24::Limits;
use bitrix24_portal::Portal;

use self::fault::Injected;
use super::wait;
use crate::failure::Failure;
use crate::output;

/// How the portal is.
#[derive(Debug, clap::Args)]
pub(super) struct Serve {
    /// Port of this machine at which it listens; 0 for a free one.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// JSON values with the calls that fill it, as `--dry-run` prints them.
    #[arg(long, value_name = "FILE")]
    seed: Option<PathBuf>,
    /// Injects a fault into the next call of a method, such as crm.deal.add=cut-after.
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
    /// Applies the limits of a real portal.
    #[arg(long)]
    limits: bool,
    /// Ignores unknown parameters, as a real portal does; they are errors otherwise.
    #[arg(long)]
    ignore_unknown: bool,
}

/// How often new calls are looked for.
const LOOK: Duration = Duration::from_millis(50);

pub(super) fn run(asked: &Serve) -> Result<(), Failure> {
    let faults: Result<Vec<Injected>, Failure> = asked
        .faults
        .iter()
        .map(|text| Injected::read(text))
        .collect();
    let faults = faults?;
    if !(0.0..=1.0).contains(&asked.fault_rate) {
        return Err(Failure::Usage(
            "--fault-rate: expected a number from 0 to 1".to_owned(),
        ));
    }
    wait(async {
        let mut builder = Portal::builder()
            .port(asked.port)
            .ignore_unknown_parameters(asked.ignore_unknown);
        if asked.limits {
            builder = builder.limits(Limits::default());
        }
        let portal = builder
            .start()
            .await
            .map_err(|error| Failure::Local(format!("port {}: {error}", asked.port)))?;
        if let Some(path) = &asked.seed {
            let count = seed::plant(&portal, path).await?;
            eprintln!("b24: {count} values of {}", path.display());
        }
        if let Some(handler) = &asked.handler {
            let events = asked.events.iter().map(String::as_str);
            let token = portal
                .add_outgoing_webhook(handler, events)
                .map_err(|error| Failure::Usage(error.to_string()))?;
            // It exists for this test alone, and the handler has to know it.
            eprintln!(
                "b24: events have the application token {}",
                token.expose_secret()
            );
        }
        for Injected { method, fault } in faults {
            portal.fail_next(&method, fault);
        }
        if asked.fault_rate > 0.0 {
            portal.fail_randomly(asked.fault_seed, asked.fault_rate, &fault::random());
        }
        let seen = portal.requests().len();
        // The address is what programs need, and the portal has no other secret.
        output::line(&portal.webhook_url())?;
        tokio::select! {
            logged = log(&portal, seen) => logged,
            stopped = stopped() => stopped,
        }
    })
}

/// Prints a line for each call.
async fn log(portal: &Portal, mut seen: usize) -> Result<(), Failure> {
    loop {
        tokio::time::sleep(LOOK).await;
        let requests = portal.requests();
        // The portal keeps the last calls only.
        seen = seen.min(requests.len());
        for request in requests.iter().skip(seen) {
            let verb = if request.is_post { "POST" } else { "GET" };
            let parameters = bitrix24::Value::Map(request.parameters.clone());
            eprintln!("{verb} {} {}", request.method, parameters.to_json());
        }
        seen = requests.len();
    }
}

/// Waits until the user or the system ends the program.
async fn stopped() -> Result<(), Failure> {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        // The first process of a container is not ended otherwise.
        let mut terminate = signal(SignalKind::terminate())?;
        tokio::select! {
            interrupted = tokio::signal::ctrl_c() => interrupted?,
            _ = terminate.recv() => {}
        }
    }
    #[cfg(not(unix))]
    tokio::signal::ctrl_c().await?;
    Ok(())
}
