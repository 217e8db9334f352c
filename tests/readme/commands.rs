//! Checks that a command of cargo can run here: its subcommand, and the packages, targets and
//! features that it names.

use std::fs;
use std::process::Command;

use serde_json::Value;

use crate::workspace;

/// The subcommands of cargo that the documents may use, and of a program that they name.
const SUBCOMMANDS: &[&str] = &[
    "add",
    "bench",
    "build",
    "check",
    "clippy",
    "doc",
    "fmt",
    "install",
    "package",
    "publish",
    "run",
    "semver-checks",
    "test",
];

/// The packages and aliases of the workspace.
pub(crate) struct Cargo {
    packages: Vec<Value>,
    aliases: String,
    generator: String,
}

impl Cargo {
    pub(crate) fn new() -> Self {
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
            .current_dir(workspace())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
        let read = |path: &str| fs::read_to_string(workspace().join(path)).unwrap();
        Self {
            packages: metadata["packages"].as_array().unwrap().clone(),
            aliases: read(".cargo/config.toml"),
            generator: read("codegen/command/src/command.rs"),
        }
    }

    /// Checks a command that begins with `cargo`.
    pub(crate) fn check(&self, command: &str) -> Result<(), String> {
        let words: Vec<&str> = command
            .split_whitespace()
            .flat_map(|word| word.splitn(2, '='))
            .collect();
        let mut positional = words[1..]
            .iter()
            .filter(|word| !word.starts_with(['-', '+']));
        let subcommand = *positional.next().ok_or("no subcommand")?;
        let alias = self
            .aliases
            .lines()
            .any(|line| line.starts_with(&format!("{subcommand} = ")));
        if !alias && !SUBCOMMANDS.contains(&subcommand) {
            return Err(format!("there is no subcommand `{subcommand}`"));
        }
        if subcommand == "codegen" {
            // Without a subcommand the alias is only named.
            return positional
                .next()
                .map_or(Ok(()), |subcommand| self.check_generator(subcommand));
        }
        let values = |names: [&str; 2]| -> Vec<&str> {
            let flags = words
                .iter()
                .take_while(|word| **word != "--")
                .zip(words.iter().skip(1));
            flags
                .filter(|(flag, _)| names.contains(flag))
                .map(|(_, value)| *value)
                .collect()
        };
        let mut named = values(["-p", "--package"]);
        if subcommand == "add" {
            named.extend(positional.next());
        }
        for name in &named {
            self.packages(&[name])
                .first()
                .ok_or_else(|| format!("there is no package `{name}`"))?;
        }
        let packages = self.packages(&named);
        for kind in ["example", "bin", "test", "bench"] {
            for name in values([&format!("--{kind}"), ""]) {
                let is_it = |target: &Value| target["name"] == name && target["kind"][0] == kind;
                let has = |package: &&Value| {
                    package["targets"]
                        .as_array()
                        .is_some_and(|all| all.iter().any(is_it))
                };
                packages
                    .iter()
                    .copied()
                    .find(has)
                    .ok_or_else(|| format!("there is no {kind} `{name}`"))?;
            }
        }
        for feature in values(["-F", "--features"])
            .iter()
            .flat_map(|list| list.split(','))
        {
            let has = |package: &&Value| package["features"].get(feature).is_some();
            packages
                .iter()
                .copied()
                .find(has)
                .ok_or_else(|| format!("there is no feature `{feature}`"))?;
        }
        Ok(())
    }

    /// The packages of these names; all packages if no name is given.
    fn packages(&self, names: &[&str]) -> Vec<&Value> {
        let is_named = |package: &&Value| {
            names.is_empty() || names.iter().any(|name| package["name"] == *name)
        };
        self.packages.iter().filter(is_named).collect()
    }

    /// Checks a subcommand of the generator by its source: its help would need the program to be
    /// built first.
    fn check_generator(&self, subcommand: &str) -> Result<(), String> {
        if subcommand == "help" {
            return Ok(());
        }
        let variant: String = subcommand
            .split('-')
            .map(|part| part[..1].to_uppercase() + &part[1..])
            .collect();
        let known = self.generator.lines().any(|line| {
            let rest = line
                .strip_prefix("    ")
                .and_then(|line| line.strip_prefix(&*variant));
            rest.is_some_and(|rest| rest.starts_with(" {") || rest.starts_with('('))
        });
        if known {
            Ok(())
        } else {
            Err(format!("`cargo codegen` has no `{subcommand}`"))
        }
    }
}
