//! The output of `coverage`, and its page in a browser.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SCHEMA: &str = "namespace: shop.deal
scope: [crm]
page: shop

methods:
  get:
    doc: Gives a deal.
    page: shop-deal-get
    effect: read
    params:
      id: { type: integer, required: true, doc: Number of the deal. }
";

/// Pages of four namespaces with five methods each, and one whose title would like to be more.
fn shop() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let docs = folder.path().join("docs/shop");
    fs::create_dir_all(&docs).unwrap();
    for (noun, scope) in [
        ("order", "sale"),
        ("deal", "crm"),
        ("client", "crm"),
        ("dealer", "sale"),
    ] {
        for verb in ["get", "list", "add", "update", "delete"] {
            let text = format!(
                "# Make `{verb}` with <img src=x onerror=alert(1)> shop.{noun}.{verb}\n\n> Scope: `{scope}`\n>\n> Who can execute the method: any user\n\n\
                 ## Method Parameters\n\n#|\n|| **Name**\n`type` | **Description** ||\n|| **id***\n[`integer`](../data-types.md) | Number ||\n|#\n"
            );
            fs::write(docs.join(format!("shop-{noun}-{verb}.md")), text).unwrap();
        }
    }
    fs::write(docs.join("index.md"), "# Shops\n\nWhat shops are.\n").unwrap();
    let schema = folder.path().join("schema/shop");
    fs::create_dir_all(&schema).unwrap();
    fs::write(schema.join("deal.yaml"), SCHEMA).unwrap();
    folder
}

fn coverage(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_bitrix24-codegen"))
        .current_dir(folder)
        .args(["coverage", "--docs", "docs"])
        .args(arguments)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

#[test]
fn every_format_goes_to_standard_output_or_to_a_file() {
    let shop = shop();
    let table = coverage(shop.path(), &[]);
    assert_eq!((table.status.code(), text(&table.stderr)), (Some(0), ""));
    let lines: Vec<&str> = text(&table.stdout).lines().collect();
    assert!(lines[2].starts_with("crm  "), "{lines:?}");
    assert!(lines[2].contains("1/10  10.0%"), "{lines:?}");
    let json = coverage(shop.path(), &["--format", "json"]);
    let value: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!(value["total"]["methods"]["documented"], 20);
    assert_eq!(value["total"]["methods"]["described"], 1);
    let html = coverage(shop.path(), &["--format", "html"]);
    let written = coverage(shop.path(), &["--format", "html", "--out", "page.html"]);
    assert_eq!(
        (written.status.code(), text(&written.stdout)),
        (Some(0), "")
    );
    assert_eq!(
        fs::read(shop.path().join("page.html")).unwrap(),
        html.stdout
    );
}

/// The methods and events that pages give, and the schema does not have.
fn undescribed(coverage: &Output) -> Vec<String> {
    assert_eq!(
        coverage.status.code(),
        Some(0),
        "{}",
        text(&coverage.stderr)
    );
    let coverage: serde_json::Value = serde_json::from_slice(&coverage.stdout).unwrap();
    let subjects = coverage["subjects"].as_array().unwrap().iter();
    let missing = subjects.filter(|subject| subject["state"] == "missing");
    let names = missing.map(|subject| subject["name"].as_str().unwrap().to_owned());
    names.collect()
}

/// What a page names becomes a method of the documentation: that is the gate `conservation`. Here
/// each of them is one of the schema.
#[test]
fn every_documented_method_is_described() {
    let shop = shop();
    let missing = undescribed(&coverage(shop.path(), &["--format", "json"]));
    assert_eq!(missing.len(), 19, "{missing:?}");
    assert!(!missing.contains(&"shop.deal.get".to_owned()));

    let Some(docs) = std::env::var_os("BITRIX24_DOCS") else {
        return eprintln!("skipped: BITRIX24_DOCS names no folder of the documentation");
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let coverage = Command::new(env!("CARGO_BIN_EXE_bitrix24-codegen"))
        .current_dir(root)
        .args(["coverage", "--format", "json", "--docs"])
        .arg(std::path::absolute(docs).unwrap())
        .output()
        .unwrap();
    let missing = undescribed(&coverage);
    assert!(missing.is_empty(), "no file of the schema has {missing:?}");
}

#[test]
fn uncountable_input_is_an_error() {
    let shop = shop();
    fs::remove_dir_all(shop.path().join("docs/shop")).unwrap();
    let empty = coverage(shop.path(), &[]);
    assert_eq!(empty.status.code(), Some(2));
    assert!(text(&empty.stderr).contains("docs: this folder has no pages"));
    fs::remove_dir_all(shop.path().join("docs")).unwrap();
    assert_eq!(coverage(shop.path(), &[]).status.code(), Some(2));
    let file = shop.path().join("schema/shop/deal.yaml");
    fs::write(file, SCHEMA.replace("read", "reed")).unwrap();
    let wrong = coverage(shop.path(), &[]);
    assert_eq!((wrong.status.code(), text(&wrong.stdout)), (Some(1), ""));
    assert!(
        text(&wrong.stderr).contains("deal.yaml:9:13"),
        "{}",
        text(&wrong.stderr)
    );
}

/// The page in a browser.
struct Browser<'a> {
    program: &'static str,
    folder: &'a Path,
}

impl<'a> Browser<'a> {
    /// A browser that is installed.
    fn find(folder: &'a Path) -> Option<Self> {
        let is_there = |program: &&str| {
            let version = Command::new(program).arg("--version").output();
            version.is_ok_and(|output| output.status.success())
        };
        let program = ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find(is_there)?;
        Some(Self { program, folder })
    }

    /// The document after the script has run, at a view of the page.
    fn dom(&self, view: &str) -> String {
        let output = Command::new(self.program)
            .args([
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
            ])
            .args([
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
            ])
            // No name resolves.
            .arg("--host-resolver-rules=MAP * ~NOTFOUND")
            .arg("--enable-logging=stderr")
            .arg(format!(
                "--user-data-dir={}",
                self.folder.join("profile").display()
            ))
            .arg("--dump-dom")
            .arg(format!("file://{}/page.html#{view}", self.folder.display()))
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{stderr}");
        // Violations of the policy and errors of the script are logged to the console.
        let logged: Vec<&str> = stderr
            .lines()
            .filter(|line| line.contains("CONSOLE"))
            .collect();
        assert!(logged.is_empty(), "{logged:?}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The names of the visible rows, in their order.
    fn shown(&self, view: &str) -> Vec<String> {
        let dom = self.dom(view);
        let (_, table) = dom.split_once("<table id=\"subjects-table\"").unwrap();
        let (_, body) = table.split_once("<tbody>").unwrap();
        let (body, _) = body.split_once("</tbody>").unwrap();
        let rows = body.split("<tr ").skip(1);
        let name = |row: &str| {
            let (_, link) = row.split_once("<a ").unwrap();
            let (_, name) = link.split_once('>').unwrap();
            name.split_once('<').unwrap().0.to_owned()
        };
        rows.map(name).collect()
    }
}

#[test]
fn a_browser_sorts_and_searches() {
    let shop = shop();
    let Some(browser) = Browser::find(shop.path()) else {
        eprintln!("skipped: no chromium is installed");
        return;
    };
    let written = coverage(shop.path(), &["--format", "html", "--out", "page.html"]);
    assert!(written.status.success());

    let dom = browser.dom("");
    assert!(dom.contains(">20 methods and events</p>"), "{dom}");
    assert!(
        !dom.contains("<img"),
        "a title has become a part of the page"
    );
    assert!(dom.contains("&lt;img src=x onerror=alert(1)&gt;"));
    assert!(dom.contains("bitrix24::<wbr>shop::<wbr>deal::<wbr>get(id)"));
    assert!(dom.contains("https://apidocs.bitrix24.com/shop/shop-deal-get.html"));
    let all = browser.shown("");
    assert_eq!((all.len(), all[0].as_str()), (20, "shop.client.add"));

    let deals = browser.shown("sort=name&search=deal");
    assert_eq!(deals.len(), 10);
    assert_eq!(
        (deals[0].as_str(), deals[9].as_str()),
        ("shop.deal.add", "shop.dealer.update")
    );
    assert!(
        browser
            .dom("search=deal")
            .contains(">10 of 20 methods and events</p>")
    );
    let backwards = browser.shown("sort=name&order=descending&search=deal&scope=sale");
    assert_eq!(
        (backwards.len(), backwards[0].as_str()),
        (5, "shop.dealer.update")
    );
    // Facts begin with the most complete.
    assert_eq!(browser.shown("sort=facts")[0], "shop.deal.get");
    assert_eq!(
        browser.shown("state=described&kind=method"),
        ["shop.deal.get"]
    );
    assert_eq!(browser.shown("state=missing").len(), 19);
    assert!(browser.shown("search=%3Cscript%3E").is_empty());

    let dom = browser.dom("sort=facts&order=ascending&scopes=facts");
    assert!(dom.contains(
        "data-sort=\"facts\" data-number=\"\" aria-sort=\"ascending\"><button type=\"button\">Facts"
    ));
    assert!(dom.contains("data-sort=\"facts\" data-number=\"\" aria-sort=\"descending\"><button type=\"button\">Facts"));
    assert_eq!(dom.matches(" aria-sort=").count(), 2);
}
