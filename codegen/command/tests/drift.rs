//! The command `drift`: its exit status, what it prints, and what it edits.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const SCHEMA: &str = "\
# yaml-language-server: $schema=../schema.json
namespace: shop.order
scope: [sale]
page: api-reference/shop

methods:
  get:
    doc: Reads an order.
    page: order-get
    access: any user
    effect: read
    params:
      # Numbers are given out one by one.
      id: { type: integer, doc: Order to read., required: true }
";

const PAGE: &str = "\
# Get an order: shop.order.get

> Scope: [`sale`](../scopes/permissions.md)
>
> Who can execute the method: any user

The method returns an order.

## Method Parameters

#|
|| **Name**
`type` | **Description** ||
|| **id***
[`integer`](../data-types.md) | Number of the order ||
|#
";

/// The list of settled differences, whose folder is the default one.
const LIST: &str = "codegen/documentation/settled/shop.txt";

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        let folder = Self(tempfile::tempdir().unwrap());
        folder.write("schema/shop/order.yaml", SCHEMA);
        folder.write("docs/api-reference/shop/order-get.md", PAGE);
        folder
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn schema(&self) -> String {
        fs::read_to_string(self.0.path().join("schema/shop/order.yaml")).unwrap()
    }

    fn page(&self, text: &str) {
        self.write("docs/api-reference/shop/order-get.md", text);
    }

    fn list(&self) -> String {
        fs::read_to_string(self.0.path().join(LIST)).unwrap()
    }

    fn drift(&self, arguments: &[&str]) -> (Option<i32>, String, String) {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        let Output {
            status,
            stdout,
            stderr,
        } = run(self.0.path(), arguments);
        (status.code(), text(stdout), text(stderr))
    }
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bitrix24-codegen"));
    let command = command.current_dir(folder).arg("drift").args(arguments);
    command.output().unwrap()
}

#[test]
fn a_rewrite_without_a_new_fact_is_no_drift() {
    let folder = Folder::new();
    let rewritten = PAGE.replace("Number of the order", "Which order is wanted");
    folder.write("docs/api-reference/shop/order-get.md", &rewritten);
    let (status, printed, problems) = folder.drift(&["--docs", "docs"]);
    assert_eq!(
        (status, printed.as_str(), problems.as_str()),
        (Some(0), "no drift\n", "")
    );
}

#[test]
fn drift_is_printed_in_each_format_and_applied() {
    let folder = Folder::new();
    let changed = PAGE
        .replace("`integer`", "`boolean`")
        .replace("id***", "id**");
    folder.write("docs/api-reference/shop/order-get.md", &changed);
    let (status, printed, _) = folder.drift(&["--docs", "docs"]);
    assert_eq!(status, Some(1));
    assert!(
        printed.contains("id  type: integer → boolean\n"),
        "{printed}"
    );
    assert!(
        printed.contains("schema/shop/order.yaml:14  ~ id: { type: boolean, "),
        "{printed}"
    );
    assert!(!printed.contains('\u{1b}'), "{printed}");
    let (status, printed, _) = folder.drift(&["--docs", "docs", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(
        (status, json["summary"]["verdict"].as_str()),
        (Some(1), Some("breaking"))
    );
    let (status, printed, _) = folder.drift(&["--docs", "docs", "--format", "markdown"]);
    assert_eq!(status, Some(1));
    assert!(
        printed.contains("- **Breaking:** parameter `id` of `shop.order.get`: type"),
        "{printed}"
    );
    let (status, _, _) = folder.drift(&["--docs", "docs", "shop.stock"]);
    assert_eq!(status, Some(0));

    let (status, printed, problems) = folder.drift(&["--docs", "docs", "--apply"]);
    assert_eq!(status, Some(0), "{printed}{problems}");
    assert!(
        printed.starts_with("edited schema/shop/order.yaml\n"),
        "{printed}"
    );
    let applied = folder.schema();
    assert!(
        applied.contains("      # Numbers are given out one by one.\n      id: { type: boolean, "),
        "{applied}"
    );
    let (status, printed, _) = folder.drift(&["--docs", "docs", "--apply"]);
    assert_eq!(
        (status, printed.as_str()),
        (Some(0), "0 changes applied, 0 left\n")
    );
    assert_eq!(folder.schema(), applied);
}

/// A folder whose page reads `boolean` where the schema has `integer`, which is settled.
fn settled() -> Folder {
    let folder = Folder::new();
    folder.page(&PAGE.replace("`integer`", "`boolean`"));
    let (status, printed, _) = folder.drift(&["--docs", "docs", "--settle"]);
    assert_eq!(status, Some(0));
    assert!(
        printed.ends_with("1 difference settled, 1 of them new; 0 gone\n"),
        "{printed}"
    );
    let counts = |line: &&str| line.starts_with("sale") && line.ends_with('1');
    assert_eq!(printed.lines().filter(counts).count(), 1, "{printed}");
    folder
}

const LINE: &str = "shop.order.get\tparams\tid\ttype\tinteger\tboolean\n";

#[test]
fn what_is_settled_is_no_drift() {
    let folder = settled();
    assert!(folder.list().ends_with(LINE), "{}", folder.list());
    for arguments in [&["--docs", "docs"][..], &["--docs", "docs", "shop.order"]] {
        let (status, printed, _) = folder.drift(arguments);
        assert_eq!(
            (status, printed.as_str()),
            (Some(0), "no drift\n1 difference settled\n")
        );
    }
    let schema = folder.schema();
    let (status, printed, _) = folder.drift(&["--docs", "docs", "--apply"]);
    assert_eq!(
        (status, printed.as_str()),
        (Some(0), "0 changes applied, 0 left\n")
    );
    assert_eq!(folder.schema(), schema);
    // Snapshots have nothing to do with the schema.
    folder.write("old/api-reference/shop/order-get.md", PAGE);
    let (status, _, _) = folder.drift(&["--docs", "docs", "--base", "old"]);
    assert_eq!(status, Some(1));
}

#[test]
fn a_settled_difference_is_reported_again_when_a_side_changes() {
    let folder = settled();
    let page = PAGE.replace("`integer`", "`boolean`");
    folder.page(&PAGE.replace("`integer`", "`datetime`"));
    let (status, printed, _) = folder.drift(&["--docs", "docs"]);
    assert_eq!(status, Some(1));
    assert!(
        printed.contains("id  type: integer → datetime\n"),
        "{printed}"
    );
    assert!(
        printed.contains("settled as integer → boolean: the fact has changed since\n"),
        "{printed}"
    );
    // Another fact of the same row.
    folder.page(&page.replace("id***", "id**"));
    let (status, printed, _) = folder.drift(&["--docs", "docs"]);
    assert_eq!(status, Some(1));
    assert!(
        printed.contains("id  required: required → ") && !printed.contains("  type: "),
        "{printed}"
    );
    assert!(
        printed.ends_with("a breaking release\n1 difference settled\n"),
        "{printed}"
    );

    folder.page(&page);
    folder.write(
        "schema/shop/order.yaml",
        &SCHEMA.replace("type: integer", "type: datetime"),
    );
    let (status, printed, _) = folder.drift(&["--docs", "docs"]);
    assert_eq!(status, Some(1));
    assert!(
        printed.contains("id  type: datetime → boolean\n"),
        "{printed}"
    );
}

#[test]
fn a_line_that_settles_nothing_is_an_error() {
    let folder = settled();
    folder.page(PAGE);
    let (status, printed, _) = folder.drift(&["--docs", "docs"]);
    assert_eq!(status, Some(1));
    let expired = "codegen/documentation/settled/shop.txt:4: expired: shop.order.get params id type integer boolean\n";
    assert!(printed.starts_with(expired), "{printed}");
    assert!(
        printed.contains("\nno drift\n1 line of settled differences expired: "),
        "{printed}"
    );
    let (_, printed, _) = folder.drift(&["--docs", "docs", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&printed).unwrap();
    assert_eq!(json["expired"][0]["page"], "boolean");
    let (status, _, _) = folder.drift(&["--docs", "docs", "shop.stock"]);
    assert_eq!(status, Some(0));
    let (status, printed, _) = folder.drift(&["--docs", "docs", "--settle"]);
    assert_eq!(status, Some(0));
    assert!(
        printed.ends_with("0 differences settled, 0 of them new; 1 gone\n"),
        "{printed}"
    );
    assert!(!folder.0.path().join(LIST).exists());
}

#[test]
fn settling_keeps_reasons_and_what_it_is_not_asked_about() {
    let folder = settled();
    let reasoned = LINE.replace("boolean\n", "boolean\tthe page is wrong\n");
    let other = "shop.stock.get\tparams\tid\ttype\tinteger\tstring\n";
    folder.write(LIST, &format!("{other}\n{reasoned}"));
    let (status, _, _) = folder.drift(&["--docs", "docs", "--settle", "shop.order"]);
    assert_eq!(status, Some(0));
    let list = folder.list();
    assert!(list.ends_with(&format!("{reasoned}{other}")), "{list}");
    // What has expired goes with `--apply`, where it is asked about.
    folder.page(PAGE);
    let (status, printed, _) = folder.drift(&["--docs", "docs", "--apply", "shop.order"]);
    assert_eq!(status, Some(0));
    assert!(
        printed.starts_with("1 expired line of settled differences removed\n"),
        "{printed}"
    );
    assert!(folder.list().ends_with(&format!("\n\n{other}")));
    folder.write(LIST, "shop.order.get\tparams\n");
    let (status, _, problems) = folder.drift(&["--docs", "docs"]);
    assert_eq!(status, Some(2));
    assert!(
        problems.contains("settled/shop.txt:1: expected "),
        "{problems}"
    );
}

#[test]
fn snapshots_are_compared_by_what_their_types_mean() {
    let folder = Folder::new();
    folder.write(
        "old/api-reference/shop/order-get.md",
        &PAGE.replace("`integer`", "`string`"),
    );
    let (status, printed, _) = folder.drift(&["--docs", "docs", "--base", "old"]);
    assert_eq!(status, Some(1));
    assert!(
        printed.contains("id  type: string → integer\n"),
        "{printed}"
    );
    folder.write(
        "older/api-reference/shop/order-get.md",
        &PAGE.replace("`integer`", "`int`"),
    );
    for base in ["docs", "older"] {
        let (status, printed, _) = folder.drift(&["--docs", "docs", "--base", base]);
        assert_eq!(
            (status, printed.as_str()),
            (Some(0), "no drift\n"),
            "{base}"
        );
    }
}

#[test]
fn what_cannot_be_run_has_a_status_of_its_own() {
    let folder = Folder::new();
    let (status, printed, problems) = folder.drift(&["--docs", "nowhere"]);
    assert_eq!((status, printed.as_str()), (Some(2), ""));
    assert!(problems.starts_with("error: nowhere: "), "{problems}");
    folder.write("schema/shop/order.yaml", &SCHEMA.replace("sale", "sail"));
    let (status, _, problems) = folder.drift(&["--docs", "docs"]);
    assert_eq!(status, Some(2));
    assert!(problems.contains("unknown scope `sail`"), "{problems}");
    for other in ["--apply", "--settle"] {
        let (status, _, _) = folder.drift(&["--docs", "docs", "--base", "docs", other]);
        assert_eq!(status, Some(2), "{other}");
    }
}
