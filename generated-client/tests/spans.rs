//! The fields of a call's span.

mod support;

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use bitrix24::{CallOptions, Client, Limits, Params, RetryPolicy, VirtualClock};
use support::request::{counters, list, task_get};
use support::server::Server;
use support::{CODE, json};
use tokio::io::AsyncWriteExt;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

/// A span with what was recorded in it last.
#[derive(Debug, Clone, Default)]
struct Seen {
    name: String,
    fields: BTreeMap<String, String>,
}

/// The spans of the test's thread.
#[derive(Clone, Default)]
struct Spans(Arc<Mutex<BTreeMap<u64, Seen>>>, Arc<AtomicU64>);

impl Visit for Seen {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.fields
            .insert(field.name().to_owned(), format!("{value:?}"));
    }
}

impl Subscriber for Spans {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("bitrix24")
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        let id = self.1.fetch_add(1, Ordering::Relaxed) + 1;
        let mut seen = Seen {
            name: span.metadata().name().to_owned(),
            ..Seen::default()
        };
        span.record(&mut seen);
        self.0.lock().expect("no panic").insert(id, seen);
        Id::from_u64(id)
    }
    fn record(&self, id: &Id, values: &Record<'_>) {
        let mut spans = self.0.lock().expect("no panic");
        let seen = spans.get_mut(&id.into_u64()).expect("a span");
        values.record(seen);
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, _: &Event<'_>) {}
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

impl Spans {
    /// The spans since the last look.
    fn take(&self) -> Vec<Seen> {
        let spans = std::mem::take(&mut *self.0.lock().expect("no panic"));
        let text = format!("{spans:?}");
        assert!(!text.contains(CODE), "{text}");
        spans.into_values().collect()
    }

    fn only(&self) -> Seen {
        let mut spans = self.take();
        assert_eq!(spans.len(), 1, "{spans:#?}");
        spans.remove(0)
    }
}

impl Seen {
    fn field(&self, name: &str) -> Option<&str> {
        self.fields.get(name).map(String::as_str)
    }
}

fn client(server: &Server) -> Client {
    Client::builder()
        .webhook(support::webhook(&server.url()))
        .limits(Limits::unlimited())
        .clock(VirtualClock::new())
        .build()
        .expect("a client")
}

#[tokio::test]
async fn a_span_tells_of_each_call() {
    let spans = Spans::default();
    let _guard = tracing::subscriber::set_default(spans.clone());
    let number = AtomicU64::new(0);
    let server = Server::new(move |mut stream, request| {
        let answer = if request.line.contains("productrow") {
            match number.fetch_add(1, Ordering::Relaxed) {
                0 => json(
                    "503 Service Unavailable",
                    r#"{"error": "QUERY_LIMIT_EXCEEDED"}"#,
                ),
                _ => json(
                    "200 OK",
                    r#"{"result": {"productRows": [{"id": 1}, {"id": 2}]}}"#,
                ),
            }
        } else if request.line.contains("tasks.task.get") {
            json(
                "404 Not Found",
                &format!(r#"{{"error": {{"code": "{CODE}", "message": ""}}}}"#),
            )
        } else if request.line.contains("own.method") {
            json("200 OK", r#"{"result": [1, 2, 3]}"#)
        } else {
            json("200 OK", r#"{"result": {"CHAT": 1}}"#)
        };
        async move {
            let _ = stream.write_all(answer.as_bytes()).await;
            let _ = stream.shutdown().await;
        }
    })
    .await;
    let client = client(&server);

    client.call(list()).await.expect("rows");
    let seen = spans.only();
    assert_eq!(seen.name, "bitrix24.call");
    assert_eq!(seen.field("method"), Some("\"crm.item.productrow.list\""));
    let portal = format!("{:?}", server.portal());
    assert_eq!(seen.field("portal"), Some(portal.as_str()));
    assert_eq!(seen.field("attempt"), Some("2"));
    assert_eq!(seen.field("status"), Some("200"));
    assert_eq!(seen.field("rows"), Some("2"));
    assert!(
        seen.field("duration")
            .is_some_and(|text| text.ends_with('s'))
    );
    // Half a second between the tries, and up to a half more.
    let waited = seen.field("waited").expect("a time");
    assert!(waited.ends_with("ms") && waited >= "500", "{waited}");

    client.call(counters()).await.expect("counts");
    let seen = spans.only();
    assert_eq!(seen.field("attempt"), Some("1"));
    assert_eq!(seen.field("waited"), Some("0ns"));
    assert_eq!(seen.field("rows"), None, "it is no list");

    let rows = client.call_raw("own.method", Params::new()).await;
    assert!(rows.is_ok());
    assert_eq!(spans.only().field("rows"), Some("3"));

    client.call(task_get(1)).await.expect_err("no task");
    let seen = spans.only();
    assert_eq!(seen.field("status"), Some("404"));

    let mut file = Vec::new();
    let loaded = client.download("/upload/a.png?token=s3cr3tt0k3n", &mut file, 100);
    loaded.await.expect("a file");
    let seen = spans.only();
    assert_eq!(seen.field("method"), Some("\"download\""));
    assert_eq!(seen.field("portal"), Some(portal.as_str()));
    assert_eq!(
        (seen.field("attempt"), seen.field("status")),
        (Some("1"), Some("200"))
    );
    assert!(!format!("{seen:?}").contains("s3cr3t"));

    let nobody = Client::builder()
        .webhook(format!("http://127.0.0.1:1/rest/17/{CODE}/"))
        .build()
        .expect("a client");
    let options = CallOptions::new().retry(RetryPolicy::none());
    let call = nobody.send(list(), options);
    call.await.expect_err("nobody listens");
    let seen = spans.only();
    assert_eq!(
        (seen.field("attempt"), seen.field("status")),
        (Some("1"), None)
    );
}
