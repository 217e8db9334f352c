//! The code for the vendor's SDKs in the guide for their users, run against a portal. Skipped, with
//! a message, where the SDKs cannot be installed. That for PHP is run with a double of the SDK.

use std::path::Path;
use std::process::Command;

use bitrix24::crm::OwnerType;
use bitrix24_portal::{Portal, PortalBuilder};
use serde_json::{Value, json};

use super::sdks;

/// The guide.
const GUIDE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../MIGRATING.md");
/// The address of the guide's portal, the numbers of its user and of a deal.
const HOST: &str = "example.bitrix24.com";
const SECRET: &str = "1/secret";
const DEAL: i64 = 7;

/// The code in one language, of each part that has some.
fn code(language: &str) -> Vec<String> {
    let guide = std::fs::read_to_string(GUIDE).expect("a guide");
    let parts = guide.split("\n## ").skip(1).filter_map(|part| {
        let (_, code) = part.split_once(&format!("```{language}\n"))?;
        let (code, _) = code.split_once("\n```")?;
        Some(code.to_owned())
    });
    parts.collect()
}

/// A portal with what the guide names. The SDKs need encryption.
async fn portal() -> Portal {
    let pem = std::fs::read(sdks::PEM).expect("a certificate");
    prepared(Portal::builder().tls(&pem, &pem).expect("a certificate")).await
}

async fn prepared(builder: PortalBuilder) -> Portal {
    let builder = builder.webhook_code("secret").on("any.method", |params| {
        Ok::<_, bitrix24_portal::Refusal>(params.clone())
    });
    let portal = builder.start().await.expect("a port");
    portal.add_owner(OwnerType::Deal, DEAL);
    portal.add_deals(60);
    for (name, kind, multiple) in [
        ("1721244482250", "string", "N"),
        ("1721244482252", "file", "Y"),
    ] {
        let fields = json!({"FIELD_NAME": name, "USER_TYPE_ID": kind, "MULTIPLE": multiple});
        let params = bitrix24::Value::from(json!({"fields": fields}));
        // The portal may have the field already.
        let _ = portal.call("crm.deal.userfield.add", params);
    }
    portal
}

/// Runs a script in a folder with the file that the guide uploads, to its end.
async fn succeeds(mut command: Command, folder: &Path) {
    std::fs::write(folder.join("offer.pdf"), "an offer").expect("a file");
    command.current_dir(folder);
    let output = sdks::output(command).await;
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let (out, err) = (text(&output.stdout), text(&output.stderr));
    assert!(output.status.success(), "{out}\n{err}");
    assert!(out.ends_with("the end\n"), "{out}\n{err}");
}

/// Each part of the guide has done what it is about.
fn assert_done(portal: &Portal) {
    let item = json!({"entityTypeId": 2, "id": DEAL});
    let answer = portal.call("crm.item.get", bitrix24::Value::from(item));
    let answer = serde_json::to_value(answer.expect("a deal").result).expect("JSON");
    let deal: &Value = &answer["item"];
    assert_eq!(deal["title"], "Roof");
    assert_eq!(deal["ufCrm_1721244482250"], "blue");
    assert!(deal["ufCrm_1721244482252"].is_array(), "{deal}");
    assert_called(
        portal,
        &["crm.item.add", "crm.item.list", "batch", "any.method"],
    );
}

fn assert_called(portal: &Portal, methods: &[&str]) {
    let requests = portal.requests();
    for method in methods {
        // The case of a name does not matter.
        let called: Vec<String> = requests
            .iter()
            .map(|request| request.method.to_lowercase())
            .collect();
        assert!(
            called.iter().any(|called| called == method),
            "{method} is not among {called:?}"
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_code_for_python_runs() {
    let parts = code("python");
    assert_eq!(parts.len(), 10);
    let Some(python) = sdks::python() else {
        return sdks::skipped("b24pysdk cannot be installed");
    };
    let portal = portal().await;
    let code = parts.join("\n") + "\nprint(\"the end\")\n";
    let code = code.replace(HOST, &portal.address().to_string());
    assert!(code.contains(SECRET));
    let folder = sdks::folder("guide-python");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("guide.py"), code).expect("a file");
    let mut command = Command::new(python);
    command.arg("guide.py");
    succeeds(command, &folder).await;
    assert_done(&portal);
    assert_called(&portal, &["crm.item.productrow.get"]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_code_for_javascript_runs() {
    let parts = code("js");
    assert_eq!(parts.len(), 10);
    let Some(folder) = sdks::node() else {
        return sdks::skipped("@bitrix24/b24jssdk cannot be installed");
    };
    let portal = portal().await;
    // Each part has variables of its own; modules are imported at the top.
    let (mut imports, mut blocks) = (String::new(), Vec::new());
    for (number, part) in parts.iter().enumerate() {
        let is_import = |line: &&str| line.starts_with("import ");
        let own: Vec<&str> = part.lines().filter(is_import).collect();
        let rest: Vec<&str> = part.lines().filter(|line| !is_import(line)).collect();
        imports += &(own.join("\n") + "\n");
        let rest = rest.join("\n");
        // The client of the first part serves all.
        blocks.push(if number == 0 {
            rest
        } else {
            format!("{{\n{rest}\n}}")
        });
    }
    let code = format!(
        "{imports}{}\nconsole.log('the end')\nprocess.exit(0)\n",
        blocks.join("\n")
    );
    let code = code.replace(HOST, &portal.address().to_string());
    assert!(code.contains(SECRET));
    std::fs::write(folder.join("guide.mjs"), code).expect("a file");
    let mut command = Command::new("node");
    command.arg("guide.mjs");
    succeeds(command, &folder).await;
    assert_done(&portal);
    assert_called(&portal, &["crm.item.productrow.get"]);
}

/// The portal refuses methods and parameters that the documentation lacks.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_code_for_php_runs_with_a_double_of_the_sdk() {
    let parts = code("php");
    assert_eq!(parts.len(), 10);
    if !sdks::runs("php") {
        return sdks::skipped("there is no php");
    }
    let portal = prepared(Portal::builder()).await;
    let double = sdks::script("b24phpsdk.php");
    let code = format!(
        "<?php\nrequire {:?};\n{}\necho \"the end\\n\";\n",
        double,
        parts.join("\n")
    );
    let code = code.replace(
        &format!("https://{HOST}"),
        &format!("http://{}", portal.address()),
    );
    assert!(code.contains(SECRET));
    let folder = sdks::folder("guide-php");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("guide.php"), code).expect("a file");
    let mut command = Command::new("php");
    command.args(["-d", "display_errors=stderr", "guide.php"]);
    succeeds(command, &folder).await;
    assert_done(&portal);
    assert_called(&portal, &["crm.item.get"]);
}
