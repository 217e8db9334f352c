//! Many tasks on one client against a portal, beside as many on bare `reqwest` that send the same
//! bytes.
//!
//! ```sh
//! cargo run --release -p bitrix24-tests --bin concurrent -- [--tasks 1000] [--calls 20] [--rounds 7]
//! ```
//!
//! The portal has a process of its own, and no limits. In each round everybody takes a turn, in an
//! order that moves on: bare `reqwest`, which decodes to `serde_json::Value`; the client without
//! limits; and the client with the limits of most plans by a virtual clock, so that each call waits
//! for its turn in the bucket and no time passes. A turn starts the tasks together, each makes its
//! calls one after another, and it is over when the last task is. Printed are the medians over the
//! rounds: calls a second, the ratio to bare `reqwest` turn by turn, processor time of a call, and
//! how long calls and tasks took: if one starved, the last task would be over long after the
//! others. Exit status 1 when a ratio is below 0.9.

use std::error::Error;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use bitrix24::crm::OwnerType;
use bitrix24::crm::item::productrow;
use bitrix24::{Call as _, Client, Limits, VirtualClock};
use bitrix24_portal::Portal;
use bitrix24_tests::apart::{self, Apart, Spent};
use tokio::sync::Barrier;
use tokio::task::JoinSet;

const USAGE: &str = "usage: concurrent [--tasks 1000] [--calls 20] [--rounds 7]";
/// Smallest accepted ratio of the client's calls to those of bare `reqwest`.
const ASKED: f64 = 0.9;
/// The deal whose rows are read, and their number.
const DEAL: i64 = 1;
const ROWS: usize = 20;

struct Arguments {
    tasks: usize,
    calls: usize,
    rounds: usize,
    serve: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    let outcome = match arguments(std::env::args().skip(1)) {
        Some(arguments) if arguments.serve => serve().await.map(|()| true),
        Some(arguments) => run(&arguments).await,
        None => Err(USAGE.into()),
    };
    match outcome {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn arguments(mut given: impl Iterator<Item = String>) -> Option<Arguments> {
    let mut arguments = Arguments {
        tasks: 1000,
        calls: 20,
        rounds: 7,
        serve: false,
    };
    while let Some(argument) = given.next() {
        let mut number = || given.next()?.parse().ok().filter(|number| *number > 0);
        match argument.as_str() {
            "--tasks" => arguments.tasks = number()?,
            "--calls" => arguments.calls = number()?,
            "--rounds" => arguments.rounds = number()?,
            "--serve" => arguments.serve = true,
            _ => return None,
        }
    }
    Some(arguments)
}

async fn serve() -> Result<(), Box<dyn Error>> {
    let portal = Portal::start().await?;
    portal.add_owner(OwnerType::Deal, DEAL);
    let client = portal.client()?;
    for number in 0..ROWS {
        let row = productrow::AddFields::new(DEAL, OwnerType::Deal);
        let row = row
            .product_name(format!("Row {number}"))
            .price(100)
            .quantity(2);
        client.call(productrow::add(row)).await?;
    }
    Ok(apart::serve(portal).await?)
}

fn request() -> productrow::List {
    productrow::list(productrow::ListFilter::new(OwnerType::Deal, DEAL))
}

/// The caller.
#[derive(Clone)]
enum Caller {
    Bare {
        http: reqwest::Client,
        url: Arc<str>,
        body: Arc<str>,
    },
    Typed(Client),
}

impl Caller {
    async fn call(&self) -> Result<usize, Box<dyn Error + Send + Sync>> {
        match self {
            Self::Typed(client) => Ok(client.call(request()).await?.len()),
            Self::Bare { http, url, body } => {
                let request = http
                    .post(&**url)
                    .header("content-type", "application/json")
                    .header("accept", "application/json")
                    .header("user-agent", "by hand")
                    .body(String::from(&**body));
                let answer = request.send().await?.error_for_status()?.bytes().await?;
                let answer: serde_json::Value = serde_json::from_slice(&answer)?;
                let rows = answer["result"]["productRows"].as_array();
                Ok(rows.ok_or("no rows")?.len())
            }
        }
    }
}

/// The measurements of one turn of a caller.
struct Turn {
    time: Duration,
    /// Processor time of this process.
    processor: f64,
    /// The duration of each call, and of each task.
    calls: Vec<Duration>,
    tasks: Vec<Duration>,
}

async fn turn(caller: &Caller, arguments: &Arguments) -> Result<Turn, Box<dyn Error>> {
    let start = Arc::new(Barrier::new(arguments.tasks + 1));
    let mut tasks = JoinSet::new();
    for _ in 0..arguments.tasks {
        let (caller, start, calls) = (caller.clone(), Arc::clone(&start), arguments.calls);
        tasks.spawn(async move {
            start.wait().await;
            let begin = Instant::now();
            let mut times = Vec::with_capacity(calls);
            for _ in 0..calls {
                let begin = Instant::now();
                let rows = caller.call().await?;
                if rows != ROWS {
                    return Err(format!("{rows} rows").into());
                }
                times.push(begin.elapsed());
            }
            Ok::<_, Box<dyn Error + Send + Sync>>((times, begin.elapsed()))
        });
    }
    let before = Spent::so_far().seconds;
    start.wait().await;
    let begin = Instant::now();
    let mut turn = Turn {
        time: Duration::ZERO,
        processor: 0.0,
        calls: Vec::new(),
        tasks: Vec::new(),
    };
    while let Some(done) = tasks.join_next().await {
        let (times, all) = done?.map_err(|error| error.to_string())?;
        turn.calls.extend(times);
        turn.tasks.push(all);
    }
    turn.time = begin.elapsed();
    turn.processor = Spent::so_far().seconds - before;
    Ok(turn)
}

async fn run(arguments: &Arguments) -> Result<bool, Box<dyn Error>> {
    // Only `http` is used, but a plain `reqwest` client requires a TLS provider.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let portal = Apart::start(["--serve"])?;
    let typed = |builder: bitrix24::ClientBuilder| builder.webhook(portal.address()).build();
    let callers = [
        (
            "bare reqwest",
            Caller::Bare {
                http: reqwest::Client::builder().no_proxy().build()?,
                url: format!("{}crm.item.productrow.list", portal.address()).into(),
                body: serde_json::to_string(&request().params())?.into(),
            },
        ),
        (
            "the client, no limits",
            Caller::Typed(typed(Client::builder().limits(Limits::unlimited()))?),
        ),
        (
            "the client, in line",
            Caller::Typed(typed(Client::builder().clock(VirtualClock::new()))?),
        ),
    ];
    // The first calls open the connections.
    for (_, caller) in &callers {
        turn(caller, arguments).await?;
    }
    let mut turns: Vec<Vec<Turn>> = callers.iter().map(|_| Vec::new()).collect();
    for round in 0..arguments.rounds {
        for place in 0..callers.len() {
            let index = (round + place) % callers.len();
            turns[index].push(turn(&callers[index].1, arguments).await?);
        }
    }
    println!(
        "{} tasks with {} calls each, {} rounds",
        arguments.tasks, arguments.calls, arguments.rounds
    );
    let mut is_fast = true;
    for ((name, _), own) in callers.iter().zip(&turns) {
        let ratios = own.iter().zip(&turns[0]);
        let ratio =
            median(ratios.map(|(own, bare)| bare.time.as_secs_f64() / own.time.as_secs_f64()));
        is_fast &= ratio >= ASKED;
        tell(name, own, ratio, arguments);
    }
    println!("the portal: {}", portal.end()?);
    println!("all of it: {}", Spent::so_far());
    Ok(is_fast)
}

#[expect(clippy::cast_precision_loss, reason = "numbers for people")]
fn tell(name: &str, turns: &[Turn], ratio: f64, arguments: &Arguments) {
    let calls = (arguments.tasks * arguments.calls) as f64;
    let rate = median(turns.iter().map(|turn| calls / turn.time.as_secs_f64()));
    let processor = median(turns.iter().map(|turn| turn.processor / calls * 1e6));
    println!(
        "{name}: {rate:.0} calls a second, {ratio:.3} of bare reqwest, {processor:.1} µs of processor time a call"
    );
    for (what, times) in [
        (
            "calls",
            turns
                .iter()
                .flat_map(|turn| &turn.calls)
                .collect::<Vec<_>>(),
        ),
        ("tasks", turns.iter().flat_map(|turn| &turn.tasks).collect()),
    ] {
        let mut times: Vec<Duration> = times.into_iter().copied().collect();
        times.sort_unstable();
        let at = |percent: usize| times[(times.len() - 1) * percent / 100];
        println!(
            "  {what}: {:.1?} at least, {:.1?} median, {:.1?} 99 of 100, {:.1?} longest",
            at(0),
            at(50),
            at(99),
            at(100)
        );
    }
}

fn median(values: impl Iterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.collect();
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}
