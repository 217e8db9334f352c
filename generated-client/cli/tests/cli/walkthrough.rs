//! What the README tells new users to try, run line by line.

use std::process::Command;

use bitrix24_portal::Portal;

use crate::run::{B24, Run, serving};

const README: &str = include_str!("../../README.md");

/// The commands of a chapter, without comments.
fn commands(chapter: &str) -> Vec<&'static str> {
    let (_, rest) = README
        .split_once(&format!("## {chapter}\n"))
        .expect("a chapter");
    let (_, rest) = rest.split_once("```sh\n").expect("commands");
    let (block, _) = rest.split_once("```").expect("an end");
    let lines = block.lines().map(|line| {
        let command = line.split(" #").next().unwrap_or_default();
        command.trim()
    });
    lines.filter(|command| !command.is_empty()).collect()
}

#[cfg(unix)]
#[test]
fn a_new_user_can_repeat_it() {
    let commands = commands("Try it");
    let [start, address, tried @ ..] = commands.as_slice() else {
        panic!("{commands:?}");
    };
    assert_eq!(*start, "b24 portal --port 8080");
    let address = address
        .strip_prefix("export B24_WEBHOOK=")
        .expect("an address");
    assert_eq!(address, "http://127.0.0.1:8080/rest/1/test/");
    // The same portal, at a port that is free.
    let portal = serving(Portal::builder().webhook_code("test"));
    let b24 = B24::at(&portal);
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_b24"));
    let folder = binary.parent().expect("a folder").display();
    let run = |line: &str| {
        let configured = b24.command(&[]);
        let mut shell = Command::new("sh");
        shell.args(["-c", line]).env_clear();
        for (name, value) in configured.get_envs() {
            shell.env(name, value.unwrap_or_default());
        }
        shell.env("PATH", format!("{folder}:/usr/bin:/bin"));
        let output = shell.current_dir(b24.folder()).output();
        Run::from(output.expect("a shell"))
    };
    assert!(tried.len() > 8, "{tried:?}");
    for line in tried {
        let asked = portal.requests().len();
        let run = run(line);
        if line.contains("TITEL") {
            let message = run.failed(2);
            assert!(message.contains("did you mean `TITLE`?"), "{message}");
            assert_eq!(portal.requests().len(), asked);
            continue;
        }
        assert_eq!(run.code, 0, "{line}: {}{}", run.stdout, run.stderr);
        let expected = match *line {
            line if line.starts_with("b24 search") => "crm.deal.add",
            line if line.contains("--filter TITLE=Roof") => "49.9",
            line if line.contains("--format csv") => "ID,TITLE\n",
            line if line.starts_with("b24 types") => "pub struct Deal ",
            line if line.starts_with("b24 doctor") => "called by webhook",
            line if line.starts_with("b24 describe") => "fields",
            _ => "",
        };
        assert!(run.stdout.contains(expected), "{line}: {}", run.stdout);
    }
    assert!(b24.folder().join("deals.sqlite").exists());
}
