//! Whole lists in files and databases.

use std::collections::BTreeSet;
use std::fs;
use std::time::Duration;

use bitrix24_portal::{Fault, Portal};
use rusqlite::Connection;
use serde_json::{Value, json};

use crate::run::{B24, call, with_portal};

/// Faults that the client does not repair by itself.
const FAULTS: [Fault; 2] = [Fault::Html { ran: false }, Fault::Truncated];

/// The number of the portal's deals.
fn deals(portal: &Portal) -> u64 {
    let client = portal.client().expect("a client");
    let list = client.list_raw("crm.deal.list", json!({"select": ["ID"]}));
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let rows = runtime.block_on(list.cursor("ID").in_batches().all());
    rows.expect("deals").len().try_into().expect("a number")
}

fn add_size(portal: &Portal) {
    let field = json!({"fields": {
        "FIELD_NAME": "SIZE", "USER_TYPE_ID": "double", "EDIT_FORM_LABEL": {"en": "Size"},
    }});
    call(portal, "crm.deal.userfield.add", field);
}

#[test]
fn a_database_has_every_row_with_typed_columns() {
    with_portal(|portal| {
        portal.add_deals(5_300);
        add_size(portal);
        let changed = json!({"id": 7, "fields": {"UF_CRM_SIZE": 2.5, "OPPORTUNITY": "1000.10"}});
        portal.add_owner("D", 7);
        call(portal, "crm.deal.update", changed);
        let b24 = B24::at(portal);
        let run = b24.run(&["export", "crm.deal.list", "--to", "deals.sqlite"]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let all = deals(portal);
        assert!(
            run.stderr.contains(&format!("read {all} rows")),
            "{}",
            run.stderr
        );

        let path = b24.folder().join("deals.sqlite");
        let database = Connection::open(path).expect("a database");
        let count = "SELECT count(*), count(DISTINCT ID) FROM crm_deal_list";
        let count: (i64, i64) = database
            .query_row(count, [], |row| Ok((row.get(0)?, row.get(1)?)))
            .expect("rows");
        let all = i64::try_from(all).expect("a number");
        assert_eq!(count, (all, all));
        let types = "SELECT typeof(ID), typeof(OPPORTUNITY), typeof(UF_CRM_SIZE), typeof(OPENED),
            OPPORTUNITY, UF_CRM_SIZE FROM crm_deal_list WHERE ID = 7";
        let types: (String, String, String, String, f64, f64) = database
            .query_row(types, [], |row| {
                Ok((
                    row.get(0)?,
                    row.get(1)?,
                    row.get(2)?,
                    row.get(3)?,
                    row.get(4)?,
                    row.get(5)?,
                ))
            })
            .expect("the deal");
        let expected = ["integer", "real", "real", "integer"].map(str::to_owned);
        let [a, b, c, d] = expected;
        assert_eq!(types, (a, b, c, d, 1000.1, 2.5));
    });
}

#[test]
fn an_interrupted_export_continues_without_a_lost_or_repeated_row() {
    for file in ["deals.sqlite", "deals.csv", "deals.jsonl"] {
        with_portal(|portal| {
            portal.add_deals(9_000);
            let all = deals(portal);
            let b24 = B24::at(portal);
            let arguments = [
                "export",
                "crm.deal.list",
                "--select",
                "ID,TITLE",
                "--to",
                file,
            ];
            portal.fail_randomly(3, 0.5, &FAULTS);
            let mut runs = 0;
            while b24.run(&arguments).code != 0 {
                runs += 1;
                let is_visible = file != "deals.sqlite" && b24.folder().join(file).exists();
                assert!(!is_visible, "a reader sees a part of {file}");
                assert!(runs < 100, "it does not advance");
            }
            assert!(runs > 1, "{file} was not interrupted");
            let ids: Vec<i64> = ids(&b24, file);
            let unique: BTreeSet<i64> = ids.iter().copied().collect();
            assert_eq!(ids.len() as u64, all, "{file}");
            assert_eq!(unique.len() as u64, all, "{file}");
        });
    }
}

#[test]
fn a_killed_export_continues() {
    with_portal(|portal| {
        portal.add_deals(6_000);
        let b24 = B24::at(portal);
        let arguments = [
            "export",
            "crm.deal.list",
            "--select",
            "ID",
            "--to",
            "deals.csv",
        ];
        for _ in 0..2 {
            portal.fail_next("batch", Fault::Delay(Duration::ZERO));
        }
        portal.fail_next("batch", Fault::Delay(Duration::from_secs(20)));
        let mut child = b24.command(&arguments).spawn().expect("the command starts");
        let part = b24.folder().join("deals.csv.part");
        let waits = (0..400).any(|_| {
            std::thread::sleep(Duration::from_millis(25));
            fs::metadata(&part).is_ok_and(|part| part.len() > 10_000)
        });
        child.kill().expect("the command is killed");
        child.wait().expect("it ends");
        assert!(waits, "no rows were kept");
        // A line that was not written whole.
        let mut torn = fs::read_to_string(&part).expect("rows");
        torn.push_str("99999");
        fs::write(&part, torn).expect("written");
        let run = b24.run(&arguments);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(run.stderr.contains("continues after"), "{}", run.stderr);
        let ids = ids(&b24, "deals.csv");
        assert_eq!(ids.len() as u64, deals(portal));
        assert!(ids.is_sorted_by(|a, b| a < b));
    });
}

#[test]
fn only_changed_rows_are_read_again() {
    let files: &[&str] = if cfg!(feature = "parquet") {
        &["deals.sqlite", "deals.csv", "deals.jsonl", "deals.parquet"]
    } else {
        &["deals.sqlite", "deals.csv", "deals.jsonl"]
    };
    for file in files {
        with_portal(|portal| {
            portal.add_deals(200);
            portal.add_owner("D", 7);
            let b24 = B24::at(portal);
            let select = "ID,TITLE,DATE_MODIFY";
            let arguments = [
                "export",
                "crm.deal.list",
                "--select",
                select,
                "--to",
                file,
                "--since-last",
            ];
            let first = b24.run(&arguments);
            assert_eq!(first.code, 0, "{}", first.stderr);
            assert!(
                first.stderr.contains("no complete export yet"),
                "{}",
                first.stderr
            );
            let before = deals(portal);
            assert_eq!(ids(&b24, file).len() as u64, before, "{file}");

            call(
                portal,
                "crm.deal.update",
                json!({"id": 7, "fields": {"TITLE": "Roof"}}),
            );
            let added = call(portal, "crm.deal.add", json!({"fields": {"TITLE": "Door"}}));
            let second = b24.run(&arguments);
            assert_eq!(second.code, 0, "{}", second.stderr);
            let ids = ids(&b24, file);
            let unique: BTreeSet<i64> = ids.iter().copied().collect();
            assert_eq!(ids.len() as u64, before + 1, "{file}");
            assert_eq!(unique.len(), ids.len(), "{file}");
            assert!(unique.contains(&added.as_integer().expect("an identifier")));
            let asked = portal.requests().into_iter().rev();
            let asked = asked.map(|request| format!("{:?}", request.parameters));
            let asked: Vec<String> = asked.filter(|it| it.contains("DATE_MODIFY")).collect();
            assert!(asked[0].contains("%3E%3DDATE_MODIFY"), "{}", asked[0]);

            // Without the old rows, the changed ones are not all.
            fs::remove_file(b24.folder().join(file)).expect("removed");
            let third = b24.run(&arguments);
            assert!(
                third.stderr.contains("no complete export yet"),
                "{}",
                third.stderr
            );
            assert_eq!(self::ids(&b24, file).len() as u64, before + 1, "{file}");
        });
    }
}

/// Memory and time of long exports: `cargo test --release … -- --ignored --nocapture`.
#[cfg(target_os = "linux")]
#[test]
#[ignore = "a measurement"]
fn a_long_export_takes_little_memory() {
    with_portal(|portal| {
        portal.add_deals(100_000);
        let b24 = B24::at(portal);
        for ending in ["sqlite", "csv", "jsonl", "parquet"] {
            if ending == "parquet" && cfg!(not(feature = "parquet")) {
                continue;
            }
            let file = format!("deals.{ending}");
            let started = std::time::Instant::now();
            let command = b24.command(&["export", "crm.deal.list", "--to", &file]);
            let mut child = command_under_time(&command, &b24);
            let run = child.output().expect("the command ends");
            let text = String::from_utf8(run.stderr).expect("text");
            assert!(run.status.success(), "{text}");
            let kibibytes: u64 = text
                .lines()
                .find_map(|line| {
                    line.trim()
                        .strip_prefix("Maximum resident set size (kbytes): ")
                })
                .and_then(|number| number.parse().ok())
                .expect("a figure of `time`");
            let cpu: Vec<&str> = text
                .lines()
                .filter(|line| line.contains("time (seconds)"))
                .collect();
            let bytes = fs::metadata(b24.folder().join(&file))
                .expect("a file")
                .len();
            eprintln!(
                "{file}: {kibibytes} KiB, {:?}, {bytes} bytes, {cpu:?}",
                started.elapsed()
            );
            assert!(kibibytes < 64 * 1024, "{file}: {kibibytes} KiB");
        }
    });
}

/// The same command below `time -v`.
#[cfg(target_os = "linux")]
fn command_under_time(command: &std::process::Command, b24: &B24) -> std::process::Command {
    let mut timed = std::process::Command::new("/usr/bin/time");
    timed
        .arg("-v")
        .arg(command.get_program())
        .args(command.get_args());
    timed.current_dir(b24.folder()).env_clear();
    for (name, value) in command.get_envs() {
        timed.env(name, value.unwrap_or_default());
    }
    timed
}

#[test]
fn another_request_does_not_continue_an_export() {
    with_portal(|portal| {
        let b24 = B24::at(portal);
        let first = [
            "export",
            "crm.deal.list",
            "--select",
            "ID",
            "--to",
            "deals.csv",
        ];
        b24.run(&first).ok();
        let other = [
            "export",
            "crm.deal.list",
            "--select",
            "ID,TITLE",
            "--to",
            "deals.csv",
        ];
        let refused = b24.run(&other).failed(2);
        assert!(refused.contains("--restart"), "{refused}");
        let mut other = other.to_vec();
        other.push("--restart");
        b24.run(&other).ok();
        let text = fs::read_to_string(b24.folder().join("deals.csv")).expect("a file");
        assert!(text.starts_with("ID,TITLE\n"), "{text}");
    });
}

#[test]
fn what_cannot_be_exported_is_said_before_anything_is_sent() {
    with_portal(|portal| {
        let b24 = B24::at(portal);
        let cases = [
            (["crm.deal.lst", "deals.csv"], "did you mean"),
            (["crm.deal.get", "deals.csv"], "crm.deal.get"),
            (["crm.deal.list", "deals.xls"], "expected .sqlite"),
        ];
        for ([method, file], expected) in cases {
            let refused = b24.run(&["export", method, "--to", file]).failed(2);
            assert!(refused.contains(expected), "{refused}");
        }
        assert!(portal.requests().is_empty());
    });
}

#[test]
fn items_of_a_kind_are_exported() {
    with_portal(|portal| {
        portal.add_deals(60);
        let b24 = B24::at(portal);
        let export = [
            "export",
            "crm.item.list",
            "entityTypeId=2",
            "--to",
            "items.jsonl",
        ];
        let run = b24.run(&export);
        assert_eq!(run.code, 0, "{}", run.stderr);
        let text = fs::read_to_string(b24.folder().join("items.jsonl")).expect("a file");
        let rows: Vec<Value> = text
            .lines()
            .map(|line| serde_json::from_str(line).expect("JSON"))
            .collect();
        assert!(rows.len() >= 60);
        assert!(rows[0]["id"].is_i64(), "{}", rows[0]);
        assert!(rows[0]["opened"].is_boolean(), "{}", rows[0]);
    });
}

/// The identifiers of a file's rows.
fn ids(b24: &B24, file: &str) -> Vec<i64> {
    let path = b24.folder().join(file);
    match path.extension().and_then(|it| it.to_str()) {
        Some("sqlite") => {
            let database = Connection::open(path).expect("a database");
            let mut rows = database
                .prepare("SELECT ID FROM crm_deal_list")
                .expect("a table");
            let ids = rows.query_map([], |row| row.get(0)).expect("rows");
            ids.map(|id| id.expect("a number")).collect()
        }
        Some("csv") => {
            let mut lines = csv::Reader::from_path(path).expect("a file");
            let lines = lines.records();
            lines
                .map(|line| line.expect("a line")[0].parse().expect("a number"))
                .collect()
        }
        #[cfg(feature = "parquet")]
        Some("parquet") => {
            use parquet::file::reader::SerializedFileReader;
            use parquet::record::RowAccessor as _;
            let reader = SerializedFileReader::new(fs::File::open(path).expect("a file"));
            let rows = reader.expect("Parquet").into_iter();
            rows.map(|row| row.expect("a row").get_long(0).expect("a number"))
                .collect()
        }
        _ => {
            let text = fs::read_to_string(path).expect("a file");
            let rows = text.lines();
            rows.map(|row| {
                let row: Value = serde_json::from_str(row).expect("JSON");
                row["ID"].as_i64().expect("a number")
            })
            .collect()
        }
    }
}
