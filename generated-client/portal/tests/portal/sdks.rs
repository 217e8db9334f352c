//! The SDKs of others against a portal. Skipped, with a message, where Python, node or their
//! registries are out of reach.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use bitrix24::ExposeSecret;
use bitrix24::oauth::Tokens;
use bitrix24_portal::Portal;
use serde_json::json;

/// Its key is no secret: it was made for tests.
pub(super) const PEM: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../tests/support/untrusted.pem"
);
const SCRIPTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/sdks");

const PYTHON: [&str; 2] = ["b24pysdk==1.3.2", "fast_bitrix24==1.8.14"];
const NODE: &str = "@bitrix24/b24jssdk@2.2.0";

pub(super) fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

/// Runs a command and returns whether it succeeded.
fn run(command: &mut Command) -> bool {
    let command = command.stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Whether a program is there.
pub(super) fn runs(program: &str) -> bool {
    run(Command::new(program).arg("--version"))
}

/// A script of the tests.
pub(super) fn script(name: &str) -> PathBuf {
    Path::new(SCRIPTS).join(name)
}

pub(super) fn skipped(why: &str) {
    eprintln!("skipped: {why}");
}

/// A Python with the SDKs, if they can be installed.
pub(super) fn python() -> Option<PathBuf> {
    let folder = folder("sdks-python");
    let python = folder.join("bin/python");
    let has_all = || {
        let modules = ["-c", "import b24pysdk, fast_bitrix24"];
        run(Command::new(&python).args(modules))
    };
    if !has_all() {
        run(Command::new("python3").args(["-m", "venv"]).arg(&folder));
        let pip = [
            "-m",
            "pip",
            "install",
            "--quiet",
            "--retries",
            "1",
            "--timeout",
            "20",
        ];
        run(Command::new(&python).args(pip).args(PYTHON));
    }
    has_all().then_some(python)
}

/// A folder in which node finds the SDK, if it can be installed.
pub(super) fn node() -> Option<PathBuf> {
    let folder = folder("sdks-node");
    let script = "b24jssdk.mjs";
    let has_it = || folder.join("node_modules/@bitrix24/b24jssdk").is_dir();
    std::fs::create_dir_all(&folder).ok()?;
    if !has_it() {
        std::fs::write(folder.join("package.json"), r#"{"private": true}"#).ok()?;
        let npm = [
            "install",
            "--no-audit",
            "--no-fund",
            "--fetch-retries=1",
            NODE,
        ];
        run(Command::new("npm").args(npm).current_dir(&folder));
    }
    // Modules are looked for from the script upwards.
    std::fs::copy(self::script(script), folder.join(script)).ok()?;
    (runs("node") && has_it()).then_some(folder)
}

/// A portal over TLS, since the SDKs call nothing else, with an expired token.
async fn portal() -> (Portal, Tokens) {
    let pem = std::fs::read(PEM).expect("a certificate");
    let builder = Portal::builder().tls(&pem, &pem).expect("a certificate");
    let builder = builder
        .webhook_code("code")
        .application("local.1", "secret");
    let portal = builder.start().await.expect("a port");
    let tokens = portal.install();
    portal.expire_tokens();
    (portal, tokens)
}

/// Runs a script that trusts the portal, beside the portal.
pub(super) async fn output(mut command: Command) -> Output {
    command
        .env("REQUESTS_CA_BUNDLE", PEM)
        .env("SSL_CERT_FILE", PEM)
        .env("NODE_EXTRA_CA_CERTS", PEM)
        .env("NO_PROXY", "127.0.0.1");
    let output = tokio::task::spawn_blocking(move || command.output());
    output.await.expect("no panic").expect("it runs")
}

/// Runs a script to its end.
async fn succeeds(command: Command) {
    let output = output(command).await;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{out}\n{err}");
    assert_eq!(
        out.lines().collect::<Vec<_>>(),
        ["webhook", "application"],
        "{err}"
    );
}

fn secrets(tokens: &Tokens) -> [String; 2] {
    let refresh = tokens.refresh_token().expect("a token");
    [tokens.access_token(), refresh].map(|token| token.expose_secret().to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn b24pysdk_works() {
    let Some(python) = python() else {
        return skipped("b24pysdk cannot be installed");
    };
    let (portal, tokens) = portal().await;
    let [access, refresh] = secrets(&tokens);
    let mut command = Command::new(python);
    command
        .arg(script("b24pysdk_test.py"))
        .args([&portal.address().to_string(), "code", &access, &refresh])
        .args(["local.1", "secret"]);
    succeeds(command).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fast_bitrix24_works() {
    let Some(python) = python() else {
        return skipped("fast_bitrix24 cannot be installed");
    };
    let portal = Portal::start().await.expect("a port");
    let [access, _] = secrets(&portal.install());
    let mut command = Command::new(python);
    command.arg(script("fast_bitrix24_test.py")).args([
        &portal.webhook_url(),
        &format!("http://{}/rest/", portal.address()),
        &access,
    ]);
    succeeds(command).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn b24jssdk_works() {
    let Some(folder) = node() else {
        return skipped("@bitrix24/b24jssdk cannot be installed");
    };
    let (portal, tokens) = portal().await;
    let [access, refresh] = secrets(&tokens);
    let origin = format!("https://{}", portal.address());
    let settings = json!({
        "secret": {"clientId": "local.1", "clientSecret": "secret"},
        "oauth": {
            "applicationToken": "", "userId": 1, "memberId": portal.member_id(), "accessToken": access,
            "refreshToken": refresh, "expires": 1, "expiresIn": 3600, "scope": "crm",
            "domain": portal.address().to_string(), "clientEndpoint": format!("{origin}/rest/"),
            "serverEndpoint": format!("{origin}/rest/"), "status": "L",
        },
    });
    let mut command = Command::new("node");
    command
        .current_dir(&folder)
        .arg("b24jssdk.mjs")
        .args([portal.webhook_url(), settings.to_string()]);
    succeeds(command).await;
}
