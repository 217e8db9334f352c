//! Batches against servers that answer what the test wants.

mod again;
mod answered;
mod failed;
mod newer;
mod references;
mod refused;
#[path = "../support/mod.rs"]
mod support;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use bitrix24::error::{BatchProblem, RequestKind};
use bitrix24::{Batch, Client, Error, VirtualClock};
use serde_json::json;
use support::server::Server;
use tokio::io::AsyncWriteExt;

const SECOND: Duration = Duration::from_secs(1);

/// A server that answers each request by a function of its body and number; an empty answer cuts
/// the connection.
async fn server(
    answer: impl Fn(usize, serde_json::Value) -> String + Send + Sync + 'static,
) -> Server {
    let (answer, number) = (Arc::new(answer), Arc::new(Mutex::new(0)));
    Server::new(move |mut stream, request| {
        let number = {
            let mut number = number.lock().expect("no panic");
            *number += 1;
            *number - 1
        };
        let body = serde_json::from_str(&request.body).expect("JSON");
        let bytes = answer(number, body);
        async move {
            // The client may have gone already.
            let _ = stream.write_all(bytes.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await
}

/// A server that returns these answers one after the other.
async fn answering(answers: &[serde_json::Value]) -> Server {
    let answers: VecDeque<String> = answers.iter().map(ToString::to_string).collect();
    let answers = Mutex::new(answers);
    server(move |_, _| {
        let body = answers.lock().expect("no panic").pop_front();
        support::json("200 OK", &body.expect("as many answers as requests"))
    })
    .await
}

/// The answer of a batch: results, then errors.
fn done(results: serde_json::Value, errors: serde_json::Value) -> serde_json::Value {
    let mut answer = json!({"result": {"result_total": [], "result_next": [], "result_time": []}});
    answer["result"]["result"] = results;
    answer["result"]["result_error"] = errors;
    answer
}

fn bodies(server: &Server) -> Vec<serde_json::Value> {
    let requests = server.requests();
    requests
        .iter()
        .map(|request| serde_json::from_str(&request.body).expect("JSON"))
        .collect()
}

fn client(server: &Server) -> Client {
    support::client(&server.url())
}

/// Keeps the limits and tries again, by a clock that does not wait.
fn patient(server: &Server, clock: &VirtualClock) -> Client {
    Client::builder()
        .webhook(support::webhook(&server.url()))
        .clock(clock.clone())
        .build()
        .expect("a client")
}

fn problem<K: std::fmt::Debug>(error: Error<K>) -> BatchProblem {
    match error {
        Error::Request(error) => match error.kind {
            RequestKind::Batch(problem) => problem,
            other => panic!("{other:?}"),
        },
        other => panic!("{other:?}"),
    }
}

async fn refused(batch: Batch) -> RequestKind {
    match batch.send().await.expect_err("it is refused") {
        Error::Request(error) => error.kind,
        other => panic!("{other:?}"),
    }
}
