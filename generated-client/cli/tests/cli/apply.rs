//! Changes from files.

use std::fs;

use bitrix24_portal::{Fault, Portal};
use serde_json::{Value, json};

use crate::run::{B24, Run, call, with_portal};

/// Applies `deals.csv` without asking.
fn apply(b24: &B24, more: &[&str]) -> Run {
    let mut arguments = vec![
        "apply",
        "deals.csv",
        "entityTypeId=2",
        "--method",
        "crm.item.update",
        "--yes",
    ];
    arguments.extend(more);
    b24.run(&arguments)
}

fn write(b24: &B24, name: &str, text: &str) {
    fs::write(b24.folder().join(name), text).expect("written");
}

fn title(portal: &Portal, id: i64) -> String {
    let deal = call(portal, "crm.deal.get", json!({"id": id}));
    deal["TITLE"].as_text().expect("a title").to_owned()
}

/// How often a method was called, alone or in batches.
fn calls(portal: &Portal, method: &str) -> usize {
    let requests = portal.requests();
    let calls = requests.iter().map(|request| {
        let text = format!("{:?}", request.parameters);
        let alone = usize::from(request.method == method);
        alone + text.matches(&format!("\"{method}?")).count()
    });
    calls.sum()
}

/// The steps of a row in the audit file.
fn steps(b24: &B24, row: usize) -> Vec<String> {
    let text = fs::read_to_string(b24.folder().join("deals.csv.audit.jsonl")).expect("a file");
    let lines = text.lines().map(|line| {
        let line: Value = serde_json::from_str(line).expect("JSON");
        (
            line["row"].as_u64(),
            line["step"].as_str().expect("a step").to_owned(),
        )
    });
    let row = Some(row as u64);
    lines
        .filter(|(of, _)| *of == row)
        .map(|(_, step)| step)
        .collect()
}

/// Deals 901 to 903, and a file that renames the first two.
fn prepare(portal: &Portal) -> B24 {
    for id in 901..904 {
        portal.add_owner("D", id);
        call(
            portal,
            "crm.deal.update",
            json!({"id": id, "fields": {"TITLE": format!("Deal {id}")}}),
        );
    }
    let b24 = B24::at(portal);
    write(
        &b24,
        "deals.csv",
        "id,title\n901,Roof\n902,Door\n903,Deal 903\n",
    );
    b24
}

#[test]
fn a_plan_shows_differences_and_changes_nothing() {
    with_portal(|portal| {
        let b24 = prepare(portal);
        write(
            &b24,
            "deals.csv",
            "id,title,opportunity\n901,Roof,\n902,Deal 902,12.50\n903,Deal 903,\n999999,x,\n",
        );
        let run = b24.run(&[
            "apply",
            "deals.csv",
            "entityTypeId=2",
            "--method",
            "crm.item.update",
            "--plan",
        ]);
        let plan = run.stdout.clone();
        let mut lines = plan.lines();
        assert_eq!(
            lines.next(),
            Some(r#"~ row 1 (entityTypeId=2, id=901): title "Deal 901" → "Roof""#),
            "{run:?}"
        );
        let second = lines.next().expect("a line");
        assert!(
            second.starts_with("~ row 2 (entityTypeId=2, id=902): opportunity 0 → "),
            "{second}"
        );
        assert!(
            lines
                .next()
                .expect("a line")
                .starts_with("! row 4 (entityTypeId=2, id=999999): ")
        );
        assert_eq!(lines.next(), None);
        assert!(
            run.stderr
                .contains("4 rows, 2 to send, 1 unchanged, 1 without their object"),
            "{}",
            run.stderr
        );
        assert_eq!(calls(portal, "crm.item.update"), 0);
        assert_eq!(title(portal, 901), "Deal 901");
        // Without a terminal nobody can agree to the plan.
        let run = b24.run(&[
            "apply",
            "deals.csv",
            "entityTypeId=2",
            "--method",
            "crm.item.update",
        ]);
        assert_eq!(run.code, 2, "{}", run.stderr);
        assert!(run.stderr.contains("--yes"), "{}", run.stderr);
        assert_eq!(calls(portal, "crm.item.update"), 0);
    });
}

#[test]
fn what_was_done_is_not_done_again() {
    with_portal(|portal| {
        let b24 = prepare(portal);
        let run = apply(&b24, &[]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(
            run.stderr.contains("3 rows, 2 done, 1 unchanged"),
            "{}",
            run.stderr
        );
        assert_eq!(
            (title(portal, 901), title(portal, 902)),
            ("Roof".into(), "Door".into())
        );
        assert_eq!(calls(portal, "crm.item.update"), 2);
        assert_eq!(steps(&b24, 1), ["sent", "done"]);

        // Somebody changes it back; the file was applied all the same.
        call(
            portal,
            "crm.deal.update",
            json!({"id": 901, "fields": {"TITLE": "Back"}}),
        );
        let run = apply(&b24, &[]);
        assert!(
            run.stderr.contains("3 rows, 1 unchanged, 2 done before"),
            "{}",
            run.stderr
        );
        assert_eq!(title(portal, 901), "Back");
        assert_eq!(calls(portal, "crm.item.update"), 2);

        // A row that is added is the only one that is new.
        write(
            &b24,
            "deals.csv",
            "id,title\n903,Wall\n901,Roof\n902,Door\n",
        );
        let run = apply(&b24, &[]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert_eq!(title(portal, 903), "Wall");
        assert_eq!(calls(portal, "crm.item.update"), 3);
    });
}

#[test]
fn a_lost_answer_is_looked_up() {
    // The batch ran, or it did not.
    for (fault, ran) in [(Fault::CutAfter, true), (Fault::CutBefore, false)] {
        with_portal(|portal| {
            let b24 = prepare(portal);
            // The batch that reads comes first.
            portal.fail_next("batch", Fault::Delay(std::time::Duration::ZERO));
            portal.fail_next("batch", fault.clone());
            let run = apply(&b24, &[]);
            assert!(
                run.stderr.contains("the answers of 2 rows were lost"),
                "{}",
                run.stderr
            );
            if ran {
                assert_eq!(run.code, 0, "{}", run.stderr);
                assert!(
                    run.stderr
                        .contains("row 1: its answer was lost, and it was carried out")
                );
                assert_eq!(steps(&b24, 1), ["sent", "found"]);
            } else {
                assert_eq!(run.code, 6, "{}", run.stderr);
                assert_eq!(steps(&b24, 1), ["sent", "unsent"]);
                assert_eq!(title(portal, 901), "Deal 901");
            }
            let run = apply(&b24, &[]);
            assert_eq!(run.code, 0, "{}", run.stderr);
            assert_eq!(title(portal, 901), "Roof");
            assert_eq!(calls(portal, "crm.item.update"), if ran { 2 } else { 4 });
        });
    }
}

#[test]
fn a_command_that_died_is_unclear_until_it_is_read() {
    with_portal(|portal| {
        let b24 = prepare(portal);
        portal.fail_next("batch", Fault::Delay(std::time::Duration::ZERO));
        portal.fail_next("batch", Fault::Delay(std::time::Duration::from_secs(20)));
        let arguments = [
            "apply",
            "deals.csv",
            "entityTypeId=2",
            "--method",
            "crm.item.update",
            "--yes",
        ];
        let mut child = b24.command(&arguments).spawn().expect("the command starts");
        let audit = b24.folder().join("deals.csv.audit.jsonl");
        let is_sent = (0..400).any(|_| {
            std::thread::sleep(std::time::Duration::from_millis(25));
            fs::read_to_string(&audit).is_ok_and(|text| text.contains("\"sent\""))
                && calls(portal, "crm.item.update") == 2
        });
        child.kill().expect("the command is killed");
        child.wait().expect("it ends");
        assert!(is_sent, "nothing was sent");
        let run = apply(&b24, &[]);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert_eq!(steps(&b24, 1), ["sent", "found"]);
        assert_eq!(title(portal, 901), "Roof");
        assert_eq!(calls(portal, "crm.item.update"), 2);
    });
}

#[test]
fn an_added_object_is_found_by_the_fields_that_identify_it() {
    with_portal(|portal| {
        let b24 = B24::at(portal);
        write(&b24, "deals.csv", "title,originId\nRoof,o-1\nDoor,o-2\n");
        let add = [
            "apply",
            "deals.csv",
            "entityTypeId=2",
            "--method",
            "crm.item.add",
            "--yes",
        ];
        portal.fail_next("batch", Fault::CutAfter);
        let run = b24.run(&add);
        assert_eq!(run.code, 6, "{}", run.stderr);
        assert!(
            run.stderr.contains("whether it was carried out is unclear"),
            "{}",
            run.stderr
        );
        // Nothing is sent again, since it may have been carried out.
        let run = b24.run(&add);
        assert_eq!(run.code, 6, "{}", run.stderr);
        assert_eq!(calls(portal, "crm.item.add"), 2);
        let mut find = add.to_vec();
        find.extend(["--find-by", "originId"]);
        let run = b24.run(&find);
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert!(
            run.stderr.contains("2 rows, 2 done before"),
            "{}",
            run.stderr
        );
        assert_eq!(calls(portal, "crm.item.add"), 2);
    });
}

#[test]
fn wrong_rows_are_refused_before_anything_is_sent() {
    with_portal(|portal| {
        let b24 = B24::at(portal);
        write(
            &b24,
            "deals.csv",
            "id,titel,opportunity\n901,Roof,5\nx,Door,6\n",
        );
        let message = apply(&b24, &[]).failed(2);
        assert!(
            message.contains("row 1") && message.contains("row 2"),
            "{message}"
        );
        assert!(message.contains("title"), "{message}");
        let message = b24
            .run(&["apply", "deals.csv", "--method", "crm.item.get"])
            .failed(2);
        assert!(message.contains("changes nothing"), "{message}");
        assert!(portal.requests().is_empty());
    });
}

#[test]
fn a_row_that_fails_stops_the_rest_unless_told_otherwise() {
    with_portal(|portal| {
        let b24 = prepare(portal);
        let rows: Vec<String> = (0..60).map(|row| format!("901,Title {row},\n")).collect();
        write(
            &b24,
            "deals.csv",
            &format!("id,title,ufCrm_999\n902,Door,5\n{}", rows.concat()),
        );
        let run = apply(&b24, &[]);
        assert_eq!(run.code, 5, "{}", run.stderr);
        assert!(run.stderr.contains("row 1: failed: "), "{}", run.stderr);
        assert!(
            run.stderr.contains("49 done, 1 failed, 11 not sent"),
            "{}",
            run.stderr
        );
        assert_eq!(calls(portal, "crm.item.update"), 50);
        let run = apply(&b24, &["--keep-going"]);
        assert_eq!(run.code, 5, "{}", run.stderr);
        assert!(run.stderr.contains("11 done"), "{}", run.stderr);
        assert_eq!(title(portal, 901), "Title 59");
    });
}
