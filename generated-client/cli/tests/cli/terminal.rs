//! What a person at a terminal sees. The command `script` gives a terminal to a program.

use std::process::Stdio;
use std::time::Duration;

use bitrix24_portal::Fault;

use crate::run::{B24, Run, with_portal};

/// Runs a line of the shell on a terminal. Returns `None` where the command `script` is missing.
fn on_terminal(b24: &B24, line: &str) -> Option<Run> {
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_b24"));
    let folder = binary.parent().expect("a folder").display();
    let configured = b24.command(&[]);
    let mut command = std::process::Command::new("script");
    command
        .args(["--quiet", "--return", "--command", line, "/dev/null"])
        .env_clear()
        .env("PATH", format!("{folder}:/usr/bin:/bin"))
        .env("TERM", "xterm")
        .current_dir(b24.folder())
        .stdin(Stdio::null());
    for (name, value) in configured.get_envs() {
        if let Some(value) = value {
            command.env(name, value);
        }
    }
    match command.output() {
        Ok(output) => Some(output.into()),
        Err(_) => {
            eprintln!("skipped: there is no command `script`");
            None
        }
    }
}

/// The lines that stay on the terminal, without what was erased.
fn visible(output: &str) -> Vec<&str> {
    let lines = output.lines();
    let lines = lines.map(|line| line.rsplit("\r\u{1b}[2K").next().unwrap_or_default());
    lines.filter(|line| !line.is_empty()).collect()
}

#[test]
fn progress_is_shown_while_rows_go_into_a_file() {
    with_portal(|portal| {
        portal.add_deals(120);
        let b24 = B24::at(portal);
        let list = "b24 crm.deal.list --order DATE_CREATE=asc --select ID --all";
        portal.fail_nth("crm.deal.list", 2, Fault::Delay(Duration::from_millis(700)));
        let Some(run) = on_terminal(&b24, &format!("{list} > rows.jsonl")) else {
            return;
        };
        let rows = std::fs::read_to_string(b24.folder().join("rows.jsonl")).expect("rows");
        assert!(rows.lines().count() >= 120, "{rows}");
        assert!(
            rows.lines().all(|row| row.starts_with("{\"ID\":")),
            "{rows}"
        );
        let total = format!("50 of {} rows", rows.lines().count());
        assert!(run.stdout.contains(&total), "{total}: {:?}", run.stdout);

        // The progress is erased before rows come to the same terminal, as a table or page by page.
        let count = rows.lines().count();
        for (format, row) in [("", ' '), (" --format jsonl", '{')] {
            portal.fail_nth("crm.deal.list", 2, Fault::Delay(Duration::from_millis(700)));
            let run = on_terminal(&b24, &format!("{list}{format}")).expect("a terminal");
            assert!(run.stdout.contains(&total), "{total}: {:?}", run.stdout);
            let visible = visible(&run.stdout);
            assert!(
                !visible.iter().any(|line| line.contains("rows")),
                "{visible:?}"
            );
            let named = visible.iter().filter(|line| line.trim() == "ID").count();
            assert_eq!(named, usize::from(row == ' '), "{visible:?}");
            let shown = visible.iter().filter(|line| line.starts_with(row)).count();
            assert_eq!(shown, count + named, "{visible:?}");
        }
    });
}
