//! Completion of words.

use crate::run::{B24, with_portal};

/// The candidates for the last word.
fn complete(b24: &B24, words: &[&str]) -> Vec<String> {
    let mut arguments = vec!["complete", "--"];
    arguments.extend(words);
    b24.run(&arguments)
        .ok()
        .lines()
        .map(str::to_owned)
        .collect()
}

#[test]
fn names_parameters_and_values_are_completed() {
    let b24 = B24::alone();
    assert_eq!(complete(&b24, &["sea"]), ["search"]);
    assert!(complete(&b24, &["crm.deal.l"]).contains(&"crm.deal.list".to_owned()));
    assert_eq!(
        complete(&b24, &["describe", "crm.deal.ge"]),
        ["crm.deal.get"]
    );
    assert!(complete(&b24, &["crm.deal.list", "--fi"]).contains(&"--filter".to_owned()));
    assert_eq!(
        complete(&b24, &["crm.deal.add", "--fields.TITL"]),
        ["--fields.TITLE"]
    );
    assert_eq!(
        complete(&b24, &["crm.deal.list", "--select", "ID,TITL"]),
        ["ID,TITLE"]
    );
    assert_eq!(
        complete(&b24, &["crm.deal.list", "--filter", ">=OPPOR"]),
        [">=OPPORTUNITY="]
    );
    assert_eq!(
        complete(&b24, &["crm.deal.add", "--fields.OPENED", ""]),
        ["Y", "N"]
    );
    assert_eq!(
        complete(&b24, &["crm.deal.list", "--format", "js"]),
        ["jsonl", "json"]
    );
    // The shell leaves its quotes.
    assert_eq!(
        complete(&b24, &["crm.deal.list", "--filter", "'>=OPPOR"]),
        [">=OPPORTUNITY="]
    );
    assert_eq!(
        complete(&b24, &["'crm.deal.add'", "--fields.TITL"]),
        ["--fields.TITLE"]
    );
}

/// Runs a script in a shell that has the command, unless there is no such shell.
fn in_shell(b24: &B24, shell: &str, options: &[&str], script: &str) -> Option<String> {
    let binary = std::path::Path::new(env!("CARGO_BIN_EXE_b24"));
    let folder = binary.parent().expect("a folder").display();
    let run = std::process::Command::new(shell)
        .args(options)
        .arg(script)
        .env("PATH", format!("{folder}:/usr/bin:/bin"))
        .env("HOME", b24.folder())
        .env_remove("B24_WEBHOOK")
        .current_dir(b24.folder())
        .output();
    let Ok(output) = run else {
        eprintln!("skipped: there is no {shell}");
        return None;
    };
    let run = crate::run::Run::from(output);
    assert_eq!(run.stderr, "", "{shell}");
    Some(run.ok())
}

#[test]
fn the_scripts_of_shells_complete() {
    let b24 = B24::alone();
    for shell in ["bash", "zsh", "fish"] {
        let script = b24.run(&["completions", shell]).ok();
        assert!(script.contains("b24 complete --"), "{script}");
        std::fs::write(b24.folder().join(shell), script).expect("a file");
    }
    let bash = r#"source ./bash
COMP_WORDS=(b24 crm.deal.add --fields.TITL); COMP_CWORD=2; _b24; echo "${COMPREPLY[*]}"
COMP_WORDS=(b24 crm.deal.get ''); COMP_CWORD=2; _b24; echo "${COMPREPLY[0]}"
complete -p b24"#;
    let bash = in_shell(&b24, "bash", &["--norc", "--noprofile", "-c"], bash);
    if let Some(found) = bash {
        assert_eq!(
            found,
            "--fields.TITLE\n--id\ncomplete -o nosort -F _b24 b24\n"
        );
    }
    // Completion of zsh needs a terminal, so its commands are replaced.
    let zsh = r#"compdef() { print -r -- "compdef $*" }
compadd() { (( $# > 1 )) && [[ ${@[-1]} != -- ]] && print -r -- "compadd $*" }
source ./zsh
words=(b24 crm.deal.add --fields.TITL); CURRENT=3; _b24
words=(b24 crm.deal.list --filter "'>=OPPOR"); CURRENT=4; _b24
words=(b24 crm.deal.lis); CURRENT=2; _b24
true"#;
    if let Some(found) = in_shell(&b24, "zsh", &["-f", "-c"], zsh) {
        assert_eq!(
            found,
            "compdef _b24 b24\ncompadd -- --fields.TITLE\ncompadd -S  -- >=OPPORTUNITY=\ncompadd -- crm.deal.list\n"
        );
    }
    let fish = r"source ./fish
complete -C 'b24 crm.deal.add --fields.TITL'
complete -C 'b24 crm.deal.lis'
complete -C 'b24 crm.deal.add --fields.OPENED '";
    if let Some(found) = in_shell(&b24, "fish", &["--no-config", "-c"], fish) {
        assert_eq!(found, "--fields.TITLE\ncrm.deal.list\nN\nY\n");
    }
}

#[test]
fn custom_fields_of_the_portal_are_completed_and_kept() {
    with_portal(|portal| {
        let b24 = B24::at(portal);
        let fields = [
            "--fields.FIELD_NAME",
            "COLOUR",
            "--fields.USER_TYPE_ID",
            "string",
        ];
        b24.run(&[&["crm.deal.userfield.add"], &fields[..]].concat())
            .ok();
        let asked = portal.requests().len();
        let found = complete(&b24, &["crm.deal.add", "--fields.UF_CRM_COL"]);
        assert_eq!(found, ["--fields.UF_CRM_COLOUR"]);
        assert_eq!(portal.requests().len(), asked + 1);
        assert_eq!(
            complete(&b24, &["crm.deal.list", "--select", "UF_CRM_COL"]),
            ["UF_CRM_COLOUR"]
        );
        assert_eq!(portal.requests().len(), asked + 1);
    });
}
