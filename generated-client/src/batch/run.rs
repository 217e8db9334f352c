//! A batch in progress: its requests, sequential and concurrent.

mod again;

use std::collections::HashMap;
use std::task::Poll;
use std::time::Duration;

use crate::calling::{CallOptions, UntypedError};
use crate::client::Client;
use crate::error::{AnswerKind, BatchProblem};
use crate::platform::BoxFuture;
use crate::request::Effect;
use crate::retry::Retry;
use crate::transport::Answer;
use crate::value::{Map, Value};

use self::again::Patience;
use super::answer;
use super::command::Command;
use super::lookup::lookup;
use super::plan::{Chunk, plan};
use super::reference::Found;
use super::results::{Outcome, not_sent, repeat};

/// Concurrent requests; the limits of the portal delay them further.
const AT_ONCE: usize = 16;

/// The results of the commands of some requests.
type Outcomes = HashMap<usize, Outcome>;

/// The outcome of a batch.
pub(super) struct Done {
    /// One for each command.
    pub(super) outcomes: Vec<Outcome>,
    /// Whether the portal has answered any request.
    pub(super) is_answered: bool,
}

/// A batch in progress.
struct Run<'a> {
    client: &'a Client,
    commands: &'a [Command],
    halt: bool,
    options: &'a CallOptions,
    /// The moment by which the batch must be finished.
    deadline: Option<Duration>,
    done: Outcomes,
    is_answered: bool,
}

/// The facts that decide which commands may share a request.
#[derive(Debug, Clone, Copy)]
pub(super) struct Order {
    pub(super) halt: bool,
    /// Whether writes wait for the values that they refer to.
    pub(super) resolve: bool,
}

/// Sends all commands and waits for their answers.
pub(super) async fn run(
    client: &Client,
    commands: &[Command],
    Order { halt, resolve }: Order,
    options: &CallOptions,
) -> Done {
    let nodes: Vec<_> = commands
        .iter()
        .map(|command| command.node(resolve))
        .collect();
    let now = client.shared.clock.now();
    let mut run = Run {
        client,
        commands,
        halt,
        options,
        deadline: options.deadline.map(|limit| now.saturating_add(limit)),
        done: Outcomes::new(),
        is_answered: false,
    };
    for stage in plan(&nodes, halt).chunk_by(|one, other| one.stage == other.stage) {
        if halt && run.failed().is_some() {
            break;
        }
        let requests = stage
            .iter()
            .map(|chunk| -> BoxFuture<'_, _> { Box::pin(run.chunk(chunk)) });
        for (outcomes, is_answered) in all(requests.collect()).await {
            run.done.extend(outcomes);
            run.is_answered |= is_answered;
        }
    }
    run.finish()
}

impl Run<'_> {
    /// The first command that failed.
    fn failed(&self) -> Option<usize> {
        let failed = self.done.iter().filter(|(_, outcome)| outcome.is_err());
        failed.map(|(command, _)| *command).min()
    }

    fn finish(mut self) -> Done {
        // The commands that were not sent follow a failed one.
        let command = self.failed().unwrap_or_default();
        let mut done = std::mem::take(&mut self.done);
        let outcomes = (0..self.commands.len()).map(|index| {
            done.remove(&index)
                .unwrap_or_else(|| Err(self.not_sent(index, BatchProblem::Halted { command })))
        });
        Done {
            outcomes: outcomes.collect(),
            is_answered: self.is_answered,
        }
    }

    fn not_sent(&self, command: usize, problem: BatchProblem) -> UntypedError {
        not_sent(self.client, &self.commands[command].method, problem)
    }

    /// Sends the commands of a request. Commands that the limits refused are sent again while time
    /// allows.
    async fn chunk(&self, chunk: &Chunk) -> (Outcomes, bool) {
        let mut done = Outcomes::new();
        let mut is_answered = false;
        let mut pending = chunk.commands.clone();
        let mut retries: HashMap<usize, Vec<Retry>> = HashMap::new();
        let mut patience = Patience::new(self);
        while !pending.is_empty() {
            let (body, sent) = self.write(chunk.version, &pending, &mut done);
            if sent.is_empty() {
                break;
            }
            let answer = self.post(chunk.version, &sent, &body).await;
            let read = answer.and_then(|answer| {
                let methods = sent
                    .iter()
                    .map(|each| (*each, &*self.commands[*each].method));
                let methods: Vec<_> = methods.collect();
                answer::read(self.client, chunk.version, &answer, &methods)
                    .map(|outcomes| (outcomes, answer))
            });
            let (outcomes, answer) = match read {
                Ok(read) => read,
                Err(error) => {
                    done.extend(sent.iter().map(|command| (*command, Err(repeat(&error)))));
                    break;
                }
            };
            is_answered = true;
            let mut silent = Vec::new();
            for (command, outcome) in sent.iter().zip(outcomes) {
                match outcome {
                    Some(outcome) => drop(done.insert(*command, outcome)),
                    None => silent.push(*command),
                }
            }
            let again = self.to_repeat(&sent, &silent, &done);
            pending = match patience.wait(self, &again).await {
                Some(retry) => {
                    for (command, reason) in &again.refused {
                        done.remove(command);
                        let retry = Retry {
                            reason: *reason,
                            waited: retry,
                        };
                        retries.entry(*command).or_default().push(retry);
                    }
                    again.commands()
                }
                None => {
                    self.explain(&silent, &answer, &mut done);
                    Vec::new()
                }
            };
            self.mark_dangling(&sent, &answer, &mut done);
        }
        for (command, retries) in retries {
            if let Some(Ok(part)) = done.get_mut(&command) {
                part.retries.extend(retries);
            }
        }
        (done, is_answered)
    }

    /// The body of a request, and its commands. Commands that refer to a missing value are omitted.
    fn write(&self, version: u8, pending: &[usize], done: &mut Outcomes) -> (Value, Vec<usize>) {
        let mut sent: Vec<usize> = Vec::new();
        let mut commands = Map::new();
        for index in pending {
            let command = &self.commands[*index];
            let mut values = HashMap::new();
            let mut missing = None;
            for (placeholder, found) in &command.references {
                let value = if sent.contains(&found.command) {
                    Some(Value::Text(found.write()))
                } else {
                    self.value(found, done)
                };
                match value {
                    Some(value) => drop(values.insert(placeholder.as_str(), value)),
                    None => missing = Some(found.command),
                }
            }
            if let Some(command) = missing {
                let error = self.not_sent(*index, BatchProblem::MissingValue { command });
                done.insert(*index, Err(error));
                if self.halt {
                    break;
                }
                continue;
            }
            sent.push(*index);
            commands.push(super::reference::name(*index), command.write(&values));
        }
        let body = if version < 3 {
            Value::Map(Map::from([
                ("halt".to_owned(), Value::Integer(self.halt.into())),
                ("cmd".to_owned(), Value::Map(commands)),
            ]))
        } else {
            Value::List(commands.into_iter().map(|(_, command)| command).collect())
        };
        (body, sent)
    }

    /// A value of a result that is known already.
    fn value(&self, found: &Found, done: &Outcomes) -> Option<Value> {
        let outcome = done
            .get(&found.command)
            .or_else(|| self.done.get(&found.command))?;
        lookup(&outcome.as_ref().ok()?.result, &found.path)
    }

    async fn post(
        &self,
        version: u8,
        sent: &[usize],
        body: &Value,
    ) -> Result<Answer, UntypedError> {
        let mut methods: Vec<&str> = sent
            .iter()
            .map(|each| &*self.commands[*each].method)
            .collect();
        methods.sort_unstable();
        methods.dedup();
        // Whether a request may be sent again after its answer was lost.
        let writes = |command: &usize| self.commands[*command].effect == Effect::Write;
        let effect = if sent.iter().any(writes) {
            Effect::Write
        } else {
            Effect::Read
        };
        let mut options = self.options.clone();
        let now = self.client.shared.clock.now();
        options.deadline = self.deadline.map(|deadline| deadline.saturating_sub(now));
        let posted = self
            .client
            .post_batch(version, effect, &methods, body, &options);
        posted.await.inspect_err(|_| self.client.count_error())
    }

    /// What it means that the answer does not mention a command.
    fn explain(&self, silent: &[usize], answer: &Answer, done: &mut Outcomes) {
        let failed = done.iter().filter(|(_, outcome)| outcome.is_err());
        let failed = failed.map(|(command, _)| *command).min();
        for command in silent {
            let error = match failed {
                Some(failed) if self.halt => {
                    self.not_sent(*command, BatchProblem::Halted { command: failed })
                }
                _ => {
                    let kind = AnswerKind::NoResult {
                        found: "an answer of the batch without this command".to_owned(),
                    };
                    self.client.count_error();
                    self.unreadable(*command, answer, kind)
                }
            };
            done.insert(*command, Err(error));
        }
    }

    /// The portal runs the command without the missing value.
    fn mark_dangling(&self, sent: &[usize], answer: &Answer, done: &mut Outcomes) {
        for command in sent {
            if !matches!(done.get(command), Some(Ok(_))) {
                continue;
            }
            let references = &self.commands[*command].references;
            let mut inner = references
                .iter()
                .filter(|(_, found)| sent.contains(&found.command));
            let dangling = inner.find(|(_, found)| self.value(found, done).is_none());
            if let Some((_, found)) = dangling {
                let kind = AnswerKind::Dangling {
                    command: found.command,
                };
                self.client.count_error();
                let error = self.unreadable(*command, answer, kind);
                done.insert(*command, Err(error));
            }
        }
    }

    fn unreadable(&self, command: usize, answer: &Answer, kind: AnswerKind) -> UntypedError {
        let method = &self.commands[command].method;
        self.client
            .unreadable(method, answer.status, &answer.retries, kind)
    }
}

/// Runs the futures with limited concurrency, and returns their outputs in order.
async fn all<T>(futures: Vec<BoxFuture<'_, T>>) -> Vec<T> {
    let mut results: Vec<Option<T>> = futures.iter().map(|_| None).collect();
    let mut waiting = futures.into_iter().enumerate();
    let mut running: Vec<_> = waiting.by_ref().take(AT_ONCE).collect();
    std::future::poll_fn(|context| {
        let mut at = 0;
        while let Some((index, future)) = running.get_mut(at) {
            match future.as_mut().poll(context) {
                Poll::Ready(result) => {
                    results[*index] = Some(result);
                    // The next one moves to this index, and is polled there.
                    match waiting.next() {
                        Some(next) => running[at] = next,
                        None => drop(running.swap_remove(at)),
                    }
                }
                Poll::Pending => at += 1,
            }
        }
        if running.is_empty() {
            Poll::Ready(())
        } else {
            Poll::Pending
        }
    })
    .await;
    results.into_iter().flatten().collect()
}
