//! Reads a long list of deals into a file, and tells what that took.
//!
//! ```sh
//! cargo run --release -p bitrix24-tests --bin export -- --rows 100000
//! cargo run --release -p bitrix24-tests --bin export -- --rows 1000000 --limited
//! cargo run --release -p bitrix24-tests --bin export -- --portal https://example.bitrix24.com/rest/1/<code>/
//! ```
//!
//! The deals are those of a portal in the process, over real HTTP, or of the portal behind a webhook. With `--limited` the
//! portal in the process keeps the limits of most plans by a virtual clock, and the time that passed on it is told.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use bitrix24::crm::{EntityType, item};
use bitrix24::portal::Portal;
use bitrix24::{Client, Clock, Limits, VirtualClock};

const USAGE: &str = "usage: export [--rows N] [--limited | --portal URL]";

/// The fields of each deal.
const FIELDS: [&str; 25] = [
    "id",
    "title",
    "typeId",
    "stageId",
    "categoryId",
    "opportunity",
    "currencyId",
    "isManualOpportunity",
    "taxValue",
    "companyId",
    "contactId",
    "assignedById",
    "createdBy",
    "updatedBy",
    "movedBy",
    "createdTime",
    "updatedTime",
    "movedTime",
    "begindate",
    "closedate",
    "opened",
    "closed",
    "comments",
    "sourceId",
    "probability",
];
/// Rows that one request can bring: 50 pages of 50.
const ROWS_A_REQUEST: u64 = 2_500;

struct Arguments {
    rows: u32,
    limited: bool,
    portal: Option<String>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match arguments(std::env::args().skip(1)) {
        Ok(arguments) => run(&arguments).await,
        Err(problem) => Err(format!("{problem}\n{USAGE}").into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn arguments(mut given: impl Iterator<Item = String>) -> Result<Arguments, String> {
    let mut arguments = Arguments {
        rows: 100_000,
        limited: false,
        portal: None,
    };
    while let Some(argument) = given.next() {
        match argument.as_str() {
            "--rows" => {
                let rows = given.next().and_then(|rows| rows.parse().ok());
                arguments.rows = rows.ok_or("--rows needs a number")?;
            }
            "--limited" => arguments.limited = true,
            "--portal" => {
                arguments.portal = Some(
                    given
                        .next()
                        .ok_or("--portal needs the address of a webhook")?,
                );
            }
            other => return Err(format!("unknown argument {other}")),
        }
    }
    if arguments.limited && arguments.portal.is_some() {
        return Err("--limited is about the portal in the process".to_owned());
    }
    Ok(arguments)
}

async fn run(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let clock = VirtualClock::new();
    let limits = if arguments.limited {
        Limits::default()
    } else {
        Limits::unlimited()
    };
    // It answers as long as it is there.
    let portal;
    let client = if let Some(address) = &arguments.portal {
        Client::webhook(address)?
    } else {
        let mut builder = Portal::builder();
        let mut client = Client::builder();
        if arguments.limited {
            builder = builder.limits(limits).clock(clock.clone());
            client = client.clock(clock.clone());
        }
        portal = builder.start().await?;
        portal.add_deals(arguments.rows);
        client
            .webhook(portal.webhook_url())
            .limits(limits)
            .build()?
    };

    let path = std::env::temp_dir().join(format!("bitrix24-export-{}.jsonl", std::process::id()));
    let mut file = BufWriter::new(File::create(&path)?);
    let begin = Instant::now();
    let mut rows: u64 = 0;
    let mut pages = client
        .list(item::list(EntityType::Deal).select(FIELDS))
        .in_batches()
        .pages();
    while let Some(page) = pages.next().await {
        for deal in page?.rows {
            serde_json::to_writer(&mut file, &deal)?;
            file.write_all(b"\n")?;
            rows += 1;
        }
    }
    file.flush()?;
    let seconds = begin.elapsed().as_secs_f64();
    let bytes = std::fs::metadata(&path)?.len();
    std::fs::remove_file(&path)?;

    #[expect(clippy::cast_precision_loss, reason = "numbers for people")]
    let rate = rows as f64 / seconds;
    let requests = client.stats().requests;
    println!(
        "{rows} deals with {} fields, {bytes} bytes, in {seconds:.2} s: {rate:.0} a second",
        FIELDS.len()
    );
    println!(
        "{requests} requests, {} bytes of memory at most",
        peak_memory().unwrap_or_default()
    );
    if arguments.limited {
        let bound = rows.div_ceil(ROWS_A_REQUEST);
        let least = Duration::from_millis(500) * u32::try_from(bound.saturating_sub(50))?;
        let passed = clock.now();
        println!(
            "{passed:?} on the clock; at least {bound} requests and {least:?} are needed: {:.3} of what is possible",
            least.as_secs_f64() / passed.as_secs_f64()
        );
        println!("{} requests were refused", client.stats().query_limits);
    }
    Ok(())
}

/// The most memory that the process has had, portal included, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}
