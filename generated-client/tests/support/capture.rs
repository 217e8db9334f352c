//! Everything that is traced and logged in the process, as text.

use std::fmt::{Debug, Write};
use std::sync::Mutex;

use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

static TEXT: Mutex<String> = Mutex::new(String::new());

/// Begins to capture, at the finest level there is.
pub fn begin() {
    tracing::subscriber::set_global_default(Traces).expect("no other subscriber");
    log::set_logger(&Logs).expect("no other logger");
    log::set_max_level(log::LevelFilter::Trace);
}

/// What was captured.
pub fn text() -> String {
    TEXT.lock().expect("no panic").clone()
}

struct Traces;
struct Logs;
struct Fields;

impl Visit for Fields {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        let _ = writeln!(
            TEXT.lock().expect("no panic"),
            "  {field} = {value:?} {value:#?}"
        );
    }
}

fn heading(metadata: &Metadata<'_>) {
    let _ = writeln!(
        TEXT.lock().expect("no panic"),
        "{} {} {}",
        metadata.level(),
        metadata.target(),
        metadata.name()
    );
}

impl Subscriber for Traces {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        heading(span.metadata());
        span.record(&mut Fields);
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Fields);
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        heading(event.metadata());
        event.record(&mut Fields);
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

impl log::Log for Logs {
    fn enabled(&self, _: &log::Metadata<'_>) -> bool {
        true
    }
    fn log(&self, record: &log::Record<'_>) {
        let text = format!("{} {} {}\n", record.level(), record.target(), record.args());
        TEXT.lock().expect("no panic").push_str(&text);
    }
    fn flush(&self) {}
}
