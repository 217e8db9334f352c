//! Runs the command.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use bitrix24_portal::{Portal, PortalBuilder};
use tempfile::TempDir;

/// The command with a folder of its own for profiles, and nothing of the tester's environment.
pub(crate) struct B24 {
    folder: TempDir,
    webhook: Option<String>,
}

/// What a run has printed.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl B24 {
    /// Without a portal.
    pub(crate) fn alone() -> Self {
        Self {
            folder: TempDir::new().expect("a folder"),
            webhook: None,
        }
    }

    /// With the webhook of a portal in the environment.
    pub(crate) fn at(portal: &Portal) -> Self {
        Self {
            webhook: Some(portal.webhook_url()),
            ..Self::alone()
        }
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The command, before it runs.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_b24"));
        command.args(arguments).env_clear();
        command.env("XDG_CONFIG_HOME", self.folder());
        command.env("XDG_CACHE_HOME", self.folder());
        command.current_dir(self.folder());
        if let Some(webhook) = &self.webhook {
            command.env("B24_WEBHOOK", webhook);
        }
        command
    }

    /// Runs the command.
    pub(crate) fn run(&self, arguments: &[&str]) -> Run {
        self.run_with(arguments, "")
    }

    /// Runs the command with a text as its standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], input: &str) -> Run {
        let mut command = self.command(arguments);
        command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let mut child = command.spawn().expect("the command starts");
        let mut stdin = child.stdin.take().expect("a pipe");
        // It may not read its input.
        let _ = stdin.write_all(input.as_bytes());
        drop(stdin);
        child.wait_with_output().expect("the command ends").into()
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).expect("text"),
            stderr: String::from_utf8(output.stderr).expect("text"),
        }
    }
}

impl Run {
    /// What it printed, after it succeeded.
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.code, 0, "{}{}", self.stdout, self.stderr);
        self.stdout
    }

    /// The message, after it failed with this code and printed no data.
    #[track_caller]
    pub(crate) fn failed(self, code: i32) -> String {
        assert_eq!(self.code, code, "{}{}", self.stdout, self.stderr);
        assert_eq!(self.stdout, "");
        self.stderr
    }
}

/// A portal that answers until the tests end.
pub(crate) fn serving(builder: PortalBuilder) -> Portal {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let portal = runtime.block_on(builder.start()).expect("a portal");
    std::thread::spawn(move || runtime.block_on(std::future::pending::<()>()));
    portal
}

/// Starts a portal, and runs a test beside it.
pub(crate) fn with_portal(test: impl FnOnce(&Portal)) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let portal = runtime.block_on(Portal::start()).expect("a portal");
    let (end, ended) = tokio::sync::oneshot::channel::<()>();
    // The portal answers while the runtime runs, and the test waits for processes.
    let server = std::thread::spawn(move || drop(runtime.block_on(ended)));
    test(&portal);
    drop(end);
    server.join().expect("the portal ends");
}

/// Calls a method of a portal, beside the command.
#[track_caller]
pub(crate) fn call(portal: &Portal, method: &str, params: serde_json::Value) -> bitrix24::Value {
    let client = portal.client().expect("a client");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .expect("a runtime");
    let result = runtime.block_on(client.call_raw(method, params));
    result.expect("an answer")
}
