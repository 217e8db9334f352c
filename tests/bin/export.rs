//! Reads a long list of deals into a file, and prints the time and resources that it took.
//!
//! ```sh
//! cargo run --release -p bitrix24-tests --bin export -- --rows 100000
//! cargo run --release -p bitrix24-tests --bin export -- --rows 1000000 --limited
//! cargo run --release -p bitrix24-tests --bin export -- --rows 100000 --apart
//! cargo run --release -p bitrix24-tests --bin export -- --rows 100000 --apart --no-read-ahead
//! cargo run --release -p bitrix24-tests --bin export -- --portal https://example.bitrix24.com/rest/1/<code>/
//! cargo run --release -p bitrix24-tests --bin export -- --rows 100000 --serve
//! ```
//!
//! The deals are those of a portal in the process, over real HTTP, or of the portal behind a
//! webhook. With `--limited` the portal in the process applies the limits of most plans by a
//! virtual clock, and the time that passed on it is printed. With `--apart` the portal runs in
//! another process, and the time and memory of each are printed. With `--serve` only that portal
//! runs: it prints the address of its webhook, and answers until its input is closed. With
//! `--no-read-ahead` the next deals are requested when the previous ones are in the file, and not
//! while they are written.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use bitrix24::crm::{EntityType, item};
use bitrix24::{Client, Clock, Limits, VirtualClock};
use bitrix24_portal::Portal;
use bitrix24_tests::apart::{self, Apart, Spent};

const USAGE: &str =
    "usage: export [--rows N] [--no-read-ahead] [--limited | --apart | --serve | --portal URL]";

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
/// The largest number of rows of one request: 50 pages of 50.
const ROWS_A_REQUEST: u64 = 2_500;

struct Arguments {
    rows: u32,
    is_ahead: bool,
    portal: Portals,
}

/// The portal whose deals are read.
#[derive(PartialEq)]
enum Portals {
    Here,
    Limited,
    Apart,
    /// None: the portal only serves other programs.
    Serve,
    At(String),
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
        is_ahead: true,
        portal: Portals::Here,
    };
    while let Some(argument) = given.next() {
        let portal = match argument.as_str() {
            "--rows" => {
                let rows = given.next().and_then(|rows| rows.parse().ok());
                arguments.rows = rows.ok_or("--rows needs a number")?;
                continue;
            }
            "--no-read-ahead" => {
                arguments.is_ahead = false;
                continue;
            }
            "--limited" => Portals::Limited,
            "--apart" => Portals::Apart,
            "--serve" => Portals::Serve,
            "--portal" => {
                let address = given.next();
                Portals::At(address.ok_or("--portal needs the address of a webhook")?)
            }
            other => return Err(format!("unknown argument {other}")),
        };
        if arguments.portal != Portals::Here {
            return Err("there can be one portal only".to_owned());
        }
        arguments.portal = portal;
    }
    Ok(arguments)
}

async fn run(arguments: &Arguments) -> Result<(), Box<dyn std::error::Error>> {
    let clock = VirtualClock::new();
    let client = Client::builder();
    let is_ahead = arguments.is_ahead;
    // It answers until it is dropped.
    let portal;
    match &arguments.portal {
        Portals::Serve => {
            let portal = Portal::start().await?;
            portal.add_deals(arguments.rows);
            Ok(apart::serve(portal).await?)
        }
        Portals::At(address) => export(&client.webhook(address).build()?, is_ahead).await,
        Portals::Apart => {
            let apart = Apart::start(["--serve", "--rows", &arguments.rows.to_string()])?;
            let client = client.limits(Limits::unlimited());
            export(&client.webhook(apart.address()).build()?, is_ahead).await?;
            println!("the portal: {}", apart.end()?);
            Ok(())
        }
        Portals::Here => {
            portal = Portal::builder().start().await?;
            portal.add_deals(arguments.rows);
            let client = client.limits(Limits::unlimited());
            export(&client.webhook(portal.webhook_url()).build()?, is_ahead).await
        }
        Portals::Limited => {
            let limits = Limits::default();
            let builder = Portal::builder().limits(limits).clock(clock.clone());
            portal = builder.start().await?;
            portal.add_deals(arguments.rows);
            let client = client.limits(limits).clock(clock.clone());
            let client = client.webhook(portal.webhook_url()).build()?;
            export(&client, is_ahead).await?;
            tell_limits(&client, &clock, arguments.rows)
        }
    }
}

/// Reads the deals into a file.
async fn export(client: &Client, is_ahead: bool) -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::temp_dir().join(format!("bitrix24-export-{}.jsonl", std::process::id()));
    let mut file = BufWriter::with_capacity(64 * 1024, File::create(&path)?);
    let begin = Instant::now();
    let mut rows: u64 = 0;
    let mut deals = client
        .list(item::list(EntityType::Deal).select(FIELDS))
        .in_batches();
    if is_ahead {
        deals = deals.read_ahead();
    }
    let mut pages = deals.pages();
    while let Some(page) = pages.next().await {
        for deal in &page?.rows {
            serde_json::to_writer(&mut file, deal)?;
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
    println!(
        "{rows} deals with {} fields, {bytes} bytes, in {seconds:.2} s: {rate:.0} a second",
        FIELDS.len()
    );
    println!("{} requests", client.stats().requests);
    println!("{}", Spent::so_far());
    Ok(())
}

/// The ratio of the export's rate to the one that the limits allow.
fn tell_limits(
    client: &Client,
    clock: &VirtualClock,
    rows: u32,
) -> Result<(), Box<dyn std::error::Error>> {
    let bound = u64::from(rows).div_ceil(ROWS_A_REQUEST);
    let least = Duration::from_millis(500) * u32::try_from(bound.saturating_sub(50))?;
    let passed = clock.now();
    println!(
        "{passed:?} on the clock; at least {bound} requests and {least:?} are needed: {:.3} of what is possible",
        least.as_secs_f64() / passed.as_secs_f64()
    );
    println!("{} requests were refused", client.stats().query_limits);
    Ok(())
}
