//! A soak: tasks write and read through one client while the portal injects random faults. In the
//! end the client's report of each write is compared with the portal's state.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use bitrix24::crm::OwnerType;
use bitrix24::crm::item::productrow::{self, AddFields, ListFilter, Row};
use bitrix24::{Client, Limits, Order, RetryPolicy, Stats, VirtualClock};
use bitrix24_portal::{Fault, Portal};

/// The settings of a soak.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The duration of the soak.
    pub time: Duration,
    /// Seed of the faults.
    pub seed: u64,
    /// Probability of a fault, from 0 to 1.
    pub rate: f64,
    /// The number of writing tasks; half as many read.
    pub writers: usize,
}

impl Default for Plan {
    fn default() -> Self {
        Self {
            time: Duration::from_secs(600),
            seed: 1,
            rate: 0.2,
            writers: 8,
        }
    }
}

/// Time limit of a request; some faults are longer.
const LIMIT: Duration = Duration::from_millis(400);
/// Rows after which a deal is full, so that a list has a few pages.
const FULL: usize = 120;

/// Every fault, and delays on both sides of the limit.
fn faults() -> Vec<Fault> {
    let mut faults = vec![
        Fault::Delay(Duration::from_millis(2)),
        Fault::Delay(LIMIT * 2),
        Fault::CutBefore,
        Fault::CutAfter,
        Fault::CutWithin,
        Fault::Redirect,
        Fault::WrongTypes,
        Fault::QueryLimit,
        Fault::Truncated,
    ];
    for ran in [false, true] {
        faults.extend([
            Fault::InternalError { ran },
            Fault::BadGateway { ran },
            Fault::Unavailable { ran },
            Fault::Html { ran },
        ]);
    }
    faults
}

/// The client's report of a write.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Told {
    /// Not reported yet.
    UnderWay,
    /// Written: the row was returned, or the error says that the method ran.
    Written,
    /// Not written.
    NotRun,
    /// Unknown.
    Unclear,
}

/// The writes to one deal, by the name of the row.
pub type Writes = HashMap<String, Told>;

/// The state that all tasks share.
#[derive(Default)]
struct Ledger {
    deals: Mutex<BTreeMap<i64, Writes>>,
    counts: Mutex<Counts>,
    problems: Mutex<Vec<String>>,
}

#[derive(Debug, Clone, Copy, Default)]
struct Counts {
    reads: u64,
    failed_reads: u64,
    read_rows: u64,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Ledger {
    /// The deal that is not full yet, with a new write in it.
    fn begin(&self, portal: &Portal, name: &str) -> i64 {
        let mut deals = locked(&self.deals);
        let last = deals
            .last_key_value()
            .filter(|(_, writes)| writes.len() < FULL);
        let deal = match last {
            Some((last, _)) => *last,
            None => FIRST + i64::try_from(deals.len()).expect("few deals"),
        };
        portal.add_owner(OwnerType::Deal, deal);
        let writes = deals.entry(deal).or_default();
        writes.insert(name.to_owned(), Told::UnderWay);
        deal
    }

    fn end(&self, deal: i64, name: &str, told: Told) {
        let mut deals = locked(&self.deals);
        deals
            .get_mut(&deal)
            .expect("a deal that was begun")
            .insert(name.to_owned(), told);
    }

    /// Compares the rows of a deal with the reports of writes from before they were read.
    fn compare(&self, when: &str, deal: i64, before: &Writes, rows: &[Row]) {
        let tried: BTreeSet<String> = locked(&self.deals)
            .get(&deal)
            .map(|writes| writes.keys().cloned().collect())
            .unwrap_or_default();
        let found = contradictions(before, &tried, rows);
        let found = found.map(|what| format!("{when}, deal {deal}: {what}"));
        locked(&self.problems).extend(found);
    }
}

/// How the rows of a deal contradict the reports of writes: those from `before` the rows were read,
/// and the names of all that were `tried` until now.
pub fn contradictions(
    before: &Writes,
    tried: &BTreeSet<String>,
    rows: &[Row],
) -> impl Iterator<Item = String> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for row in rows {
        *seen
            .entry(row.product_name.as_deref().unwrap_or_default())
            .or_default() += 1;
    }
    let mut found = Vec::new();
    for (name, count) in &seen {
        if *count > 1 {
            found.push(format!("row {name} is there {count} times"));
        }
        if !tried.contains(*name) {
            found.push(format!("row {name} was never written"));
        }
    }
    for (name, told) in before {
        match (told, seen.contains_key(name.as_str())) {
            (Told::Written, false) => found.push(format!("row {name} was written and is missing")),
            (Told::NotRun, true) => found.push(format!("row {name} did not run and is there")),
            _ => {}
        }
    }
    found.into_iter()
}

/// Identifier of the first deal; the examples of the portal have lower ones.
const FIRST: i64 = 1_000_000;

/// The result of a soak.
#[derive(Debug)]
pub struct Report {
    /// Writes that the client reported as written.
    pub written: usize,
    /// Writes that the client reported as not run.
    pub not_run: usize,
    /// Writes with an unknown outcome.
    pub unclear: usize,
    /// How many of these had run.
    pub unclear_there: usize,
    /// Lists that were read.
    pub reads: u64,
    /// Rows in them.
    pub read_rows: u64,
    /// Lists that ended with an error.
    pub failed_reads: u64,
    /// Faults that the portal injected.
    pub faults: u64,
    /// Figures of the client.
    pub stats: Stats,
    /// The wrong reports.
    pub problems: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "writes: {} reported as written", self.written)?;
        writeln!(f, "        {} reported as not run", self.not_run)?;
        writeln!(
            f,
            "        {} reported as unclear, of which {} are there",
            self.unclear, self.unclear_there
        )?;
        writeln!(
            f,
            "lists:  {} read with {} rows, {} failed",
            self.reads, self.read_rows, self.failed_reads
        )?;
        writeln!(
            f,
            "faults: {} in {} requests, {} tried again",
            self.faults, self.stats.requests, self.stats.retries
        )?;
        for problem in self.problems.iter().take(20) {
            writeln!(f, "WRONG: {problem}")?;
        }
        write!(f, "{} problems", self.problems.len())
    }
}

/// Runs a soak. It needs a tokio runtime with I/O and time.
///
/// # Errors
/// When the portal does not start, or a list cannot be read after the faults have stopped.
pub async fn run(plan: &Plan) -> Result<Report, Box<dyn std::error::Error>> {
    let portal = Arc::new(Portal::start().await?);
    let client = client(&portal)?;
    let ledger = Arc::new(Ledger::default());
    portal.fail_randomly(plan.seed, plan.rate, &faults());
    let end = Instant::now() + plan.time;
    let mut tasks = Vec::new();
    for number in 0..plan.writers {
        let (portal, ledger, client) = (Arc::clone(&portal), Arc::clone(&ledger), client.clone());
        tasks.push(tokio::spawn(async move {
            let mut count = 0;
            while Instant::now() < end {
                count += 1;
                write(&portal, &ledger, &client, &format!("{number}-{count}")).await;
            }
        }));
    }
    for _ in 0..plan.writers.div_ceil(2) {
        let (ledger, client) = (Arc::clone(&ledger), client.clone());
        tasks.push(tokio::spawn(async move {
            while Instant::now() < end {
                read(&ledger, &client).await;
            }
        }));
    }
    for task in tasks {
        task.await?;
    }
    portal.stop_failing();
    let (faults, stats) = (portal.faults_played(), client.stats());
    report(&portal, &ledger, faults, stats).await
}

/// A client whose waits between attempts take no time.
fn client(portal: &Portal) -> Result<Client, bitrix24::error::BuildError> {
    Client::builder()
        .webhook(portal.webhook_url())
        .limits(Limits::unlimited())
        .clock(VirtualClock::new())
        .timeout(LIMIT)
        .retry(RetryPolicy::default())
        .build()
}

async fn write(portal: &Portal, ledger: &Ledger, client: &Client, name: &str) {
    let deal = ledger.begin(portal, name);
    let fields = AddFields::new(deal, OwnerType::Deal);
    let request = productrow::add(fields.product_name(name).price(15));
    let told = match client.call(request).await {
        Ok(_) => Told::Written,
        Err(error) => match error.did_run() {
            Some(true) => Told::Written,
            Some(false) => Told::NotRun,
            None => Told::Unclear,
        },
    };
    ledger.end(deal, name, told);
}

async fn read(ledger: &Ledger, client: &Client) {
    let number = locked(&ledger.counts).reads;
    let chosen = {
        let deals = locked(&ledger.deals);
        // The one that is being filled and the ones before it in turn.
        let back = usize::try_from(number % 3).unwrap_or_default();
        let mut newest = deals.iter().rev();
        let chosen = newest.nth(back).or_else(|| deals.iter().next_back());
        chosen.map(|(deal, writes)| (*deal, writes.clone()))
    };
    let Some((deal, before)) = chosen else {
        tokio::task::yield_now().await;
        return;
    };
    let result = client.list(list(deal)).all().await;
    let mut counts = locked(&ledger.counts);
    counts.reads += 1;
    match result {
        Ok(rows) => {
            counts.read_rows += rows.len() as u64;
            drop(counts);
            ledger.compare("while writing", deal, &before, &rows);
        }
        Err(_) => counts.failed_reads += 1,
    }
}

/// The rows of a deal, oldest first, so that those that are added meanwhile come at the end.
fn list(deal: i64) -> productrow::List {
    productrow::list(ListFilter::new(OwnerType::Deal, deal)).order(Order::new().asc(Row::ID))
}

/// Reads the whole state, without faults.
async fn report(
    portal: &Portal,
    ledger: &Ledger,
    faults: u64,
    stats: Stats,
) -> Result<Report, Box<dyn std::error::Error>> {
    let client = portal.client()?;
    let deals = locked(&ledger.deals).clone();
    let (mut written, mut not_run, mut unclear, mut unclear_there) = (0, 0, 0, 0);
    for (deal, writes) in &deals {
        let rows = client.list(list(*deal)).all().await?;
        ledger.compare("in the end", *deal, writes, &rows);
        let names: BTreeSet<_> = rows
            .iter()
            .filter_map(|row| row.product_name.as_deref())
            .collect();
        for (name, told) in writes {
            match told {
                Told::Written => written += 1,
                Told::NotRun => not_run += 1,
                Told::Unclear | Told::UnderWay => {
                    unclear += 1;
                    unclear_there += usize::from(names.contains(name.as_str()));
                }
            }
        }
    }
    let counts = *locked(&ledger.counts);
    Ok(Report {
        written,
        not_run,
        unclear,
        unclear_there,
        reads: counts.reads,
        read_rows: counts.read_rows,
        failed_reads: counts.failed_reads,
        faults,
        stats,
        problems: locked(&ledger.problems).clone(),
    })
}
