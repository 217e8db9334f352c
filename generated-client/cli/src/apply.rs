//! Changes from a file: planned by reading, sent in batches, and kept in an audit file.
//!
//! What was done is not done again: each call is in the audit file before it is sent. When its
//! answer is lost, whether it ran is unclear until reading shows it.

mod audit;
mod change;
mod find;
mod plan;
mod present;

use std::path::PathBuf;

use bitrix24::describe::Method;
use bitrix24::{AnyError, CallOptions, Client, RawMethod, Value};

use self::audit::{Audit, Step};
use self::change::Change;
use self::find::Finder;
use self::plan::Planned;
pub(crate) use self::plan::{Plan, Summary};
use self::present::{BATCH, Difference, Present, Reader, differences, fields};
use crate::failure::Failure;

/// What is applied.
#[derive(Debug)]
pub(crate) struct Apply {
    /// The method that is called for each row.
    pub(crate) method: &'static Method,
    /// The file with the rows.
    pub(crate) file: PathBuf,
    /// Parameters of every call, by their paths.
    pub(crate) constants: Vec<(String, String)>,
    /// Whether an empty cell clears its field.
    pub(crate) clears: bool,
    /// The audit file.
    pub(crate) audit: PathBuf,
    /// Fields that identify an added row, so that it is found when its answer was lost.
    pub(crate) find_by: Vec<String>,
    /// Sends calls again of which it is unclear whether they ran.
    pub(crate) repeat_unclear: bool,
    /// Continues after a call that failed.
    pub(crate) keep_going: bool,
}

impl Apply {
    /// Reads the file and what the portal has.
    pub(crate) async fn plan(&self, client: &Client) -> Result<Plan, Failure> {
        let changes = change::read(&self.file, self.method, &self.constants, self.clears)?;
        let audit = Audit::open(&self.audit)?;
        let mut plan = Plan {
            rows: Vec::with_capacity(changes.len()),
            audit,
            reader: Reader::of(self.method),
            finder: Finder::of(self.method, &self.find_by)?,
        };
        let is_open = |change: &&Change| !plan.audit.last(change).is_some_and(Step::is_done);
        let open: Vec<&Change> = changes.iter().filter(is_open).collect();
        let mut present = match plan.reader {
            Some(reader) => reader.read(client, &open).await?,
            None => vec![Present::Unknown; open.len()],
        }
        .into_iter();
        drop(open);
        let mut settled = Vec::new();
        let mut rows = Vec::with_capacity(changes.len());
        for change in changes {
            let last = plan.audit.last(&change);
            if last.is_some_and(Step::is_done) {
                rows.push((change, Planned::Before));
                continue;
            }
            let present = present.next().unwrap_or(Present::Unknown);
            let planned = if last.is_some_and(Step::is_unclear) && !self.repeat_unclear {
                let step = self
                    .settle(client, plan.finder.as_ref(), &change, &present)
                    .await?;
                settled.push((change.clone(), step));
                match step {
                    Step::Found => Planned::Before,
                    Step::Unsent => self.compare(&change, present),
                    _ => Planned::Unclear,
                }
            } else {
                self.compare(&change, present)
            };
            rows.push((change, planned));
        }
        plan.audit
            .write(settled.iter().map(|(change, step)| (change, *step, None)))?;
        plan.rows = rows;
        Ok(plan)
    }

    /// Whether the method removes objects.
    fn removes(&self) -> bool {
        let last = self.method.name.rsplit('.').next().unwrap_or_default();
        matches!(last.to_ascii_lowercase().as_str(), "delete" | "remove")
    }

    fn compare(&self, change: &Change, present: Present) -> Planned {
        match present {
            Present::Unknown => Planned::Call,
            Present::Missing(_) if self.removes() => Planned::Unchanged,
            Present::Missing(why) => Planned::Missing(why),
            Present::Object(_) if fields(change).is_none() => Planned::Call,
            Present::Object(object) => match differences(change, &object) {
                none if none.is_empty() => Planned::Unchanged,
                some => Planned::Change(some),
            },
        }
    }

    /// Whether a call whose answer was lost ran, from what the portal has.
    async fn settle(
        &self,
        client: &Client,
        finder: Option<&Finder>,
        change: &Change,
        present: &Present,
    ) -> Result<Step, Failure> {
        Ok(match present {
            Present::Missing(_) if self.removes() => Step::Found,
            Present::Object(_) if self.removes() => Step::Unsent,
            Present::Object(object) if fields(change).is_some() => {
                if differences(change, object).is_empty() {
                    Step::Found
                } else {
                    Step::Unsent
                }
            }
            Present::Unknown => match finder {
                Some(finder) if finder.finds(client, change).await? => Step::Found,
                Some(_) => Step::Unsent,
                None => Step::Unclear,
            },
            _ => Step::Unclear,
        })
    }

    /// Carries out a plan. `progress` is told the number of rows that are settled.
    pub(crate) async fn carry_out(
        &self,
        client: &Client,
        plan: &mut Plan,
        progress: &mut dyn FnMut(usize),
    ) -> Result<Summary, Failure> {
        let mut summary = plan.summary();
        let rows = std::mem::take(&mut plan.rows);
        let open: Vec<(&Change, Option<Value>)> = rows
            .iter()
            .filter_map(|(change, planned)| match planned {
                Planned::Change(differences) => Some((change, Some(before(differences)))),
                Planned::Call => Some((change, None)),
                _ => None,
            })
            .collect();
        let size = if self.method.batch && self.method.version == 2 {
            BATCH
        } else {
            1
        };
        for some in open.chunks(size) {
            let sent = some
                .iter()
                .map(|(change, note)| (*change, Step::Sent, note.clone()));
            plan.audit.write(sent)?;
            let some: Vec<&Change> = some.iter().map(|(change, _)| *change).collect();
            let mut steps = self.send(client, &some).await;
            self.read_lost(client, plan, &some, &mut steps).await;
            let written = some.iter().zip(&steps);
            let written = written.map(|(change, (step, note))| (*change, *step, note.clone()));
            plan.audit.write(written)?;
            let mut is_over = false;
            for (change, (step, note)) in some.iter().zip(&steps) {
                summary.count(*step);
                if *step == Step::Done {
                    continue;
                }
                let note = note.as_ref().map_or_else(String::new, |note| {
                    format!(": {}", note.as_text().unwrap_or_default())
                });
                eprintln!("b24: row {}: {}{note}", change.row, in_words(*step));
                is_over |= *step != Step::Found && (*step != Step::Failed || !self.keep_going);
            }
            progress(summary.rows - summary.open);
            if is_over {
                break;
            }
        }
        Ok(summary)
    }

    /// Sends calls as one request. Returns what became of each.
    async fn send(&self, client: &Client, changes: &[&Change]) -> Vec<(Step, Option<Value>)> {
        let name = self.method.name.as_str();
        if let [change] = changes {
            let method = match self.method.version {
                3 => RawMethod::v3(name),
                _ => RawMethod::from(name),
            };
            let sent = client.send_raw(method, change.params.clone(), CallOptions::new());
            return vec![match sent.await {
                Ok(answer) => (Step::Done, Some(answer.result)),
                Err(error) => outcome(&error),
            }];
        }
        let mut batch = client.batch();
        let handles: Vec<_> = changes
            .iter()
            .map(|change| batch.add_raw(name, change.params.clone()))
            .collect();
        match batch.send().await {
            Ok(mut results) => handles
                .into_iter()
                .map(|handle| match results.take(handle) {
                    Ok(result) => (Step::Done, Some(result)),
                    Err(error) => outcome(&error),
                })
                .collect(),
            Err(error) => vec![outcome(&error); changes.len()],
        }
    }

    /// Looks up the calls whose answers were lost.
    async fn read_lost(
        &self,
        client: &Client,
        plan: &Plan,
        changes: &[&Change],
        steps: &mut [(Step, Option<Value>)],
    ) {
        let lost: Vec<usize> = (0..steps.len())
            .filter(|index| steps[*index].0 == Step::Unclear)
            .collect();
        if lost.is_empty() {
            return;
        }
        let asked: Vec<&Change> = lost.iter().map(|index| changes[*index]).collect();
        eprintln!(
            "b24: the answers of {} rows were lost; whether they were carried out is read",
            lost.len()
        );
        let present = match plan.reader {
            Some(reader) => reader.read(client, &asked).await,
            None => Ok(vec![Present::Unknown; asked.len()]),
        };
        let present = match present {
            Ok(present) => present,
            Err(error) => {
                eprintln!("b24: they could not be read: {error}");
                return;
            }
        };
        for ((index, change), present) in lost.into_iter().zip(asked).zip(&present) {
            let finder = plan.finder.as_ref();
            match self.settle(client, finder, change, present).await {
                Ok(step) => steps[index].0 = step,
                Err(error) => eprintln!("b24: row {} could not be read: {error}", change.row),
            }
        }
    }
}

/// What an error says of its call.
fn outcome(error: &AnyError) -> (Step, Option<Value>) {
    let step = match (error.did_run(), error.api()) {
        (Some(false), Some(_)) => Step::Failed,
        (Some(false), None) => Step::Unsent,
        // The method answered, in another form.
        (Some(true), _) => Step::Done,
        // A server that fails may have run the method.
        (None, Some(api)) if api.status < 500 => Step::Failed,
        (None, _) => Step::Unclear,
    };
    (step, Some(Value::Text(error.to_string())))
}

fn in_words(step: Step) -> &'static str {
    match step {
        Step::Sent | Step::Unclear => "whether it was carried out is unclear",
        Step::Done => "done",
        Step::Found => "its answer was lost, and it was carried out",
        Step::Failed => "failed",
        Step::Unsent => "not carried out",
    }
}

/// The values before a change.
fn before(differences: &[Difference]) -> Value {
    let old = differences
        .iter()
        .map(|difference| (difference.field.clone(), difference.old.clone()));
    Value::Map(old.collect())
}
