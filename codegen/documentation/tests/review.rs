//! Sheets of a small schema beside the pages of `corpus/`.
//!
//! `UPDATE=1 cargo test -p bitrix24-documentation --test review` writes the sheets as they are now.

#[path = "../../tests/snapshot/mod.rs"]
mod snapshot;

use std::path::{Path, PathBuf};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::load;
use bitrix24_codegen::source::Sources;
use bitrix24_documentation::drift::{Drift, Settled};
use bitrix24_documentation::extract;
use bitrix24_documentation::facts::{self, Kind};
use bitrix24_documentation::page::{Folder, Page};
use bitrix24_documentation::review::{Came, Files, Identity, Line, Review, Sheet, print_all};
use bitrix24_documentation::write::Documented;

fn corpus() -> Folder {
    Folder::open(Path::new("tests/corpus")).unwrap()
}

fn schema() -> Files {
    Files::open(Path::new("tests/review/schema"))
}

fn nothing() -> Files {
    Files::open(Path::new("tests/review/none"))
}

fn sheets(files: Files, names: &[&str]) -> Vec<Sheet> {
    let folder = corpus();
    let review = Review::of(&folder, files);
    let wanted = review.named(&|name| names.contains(&name));
    assert_eq!(wanted.len(), names.len());
    review.sheets(&wanted)
}

fn text(sheets: &[Sheet]) -> String {
    let mut out = Vec::new();
    print_all(sheets, Path::new("docs"), Path::new("schema"), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn sheets_are_as_they_were_read() {
    let kept_at = |name: &str| PathBuf::from("tests/review").join(name);
    snapshot::assert([
        (
            kept_at("described.txt"),
            text(&sheets(schema(), &["shop.order.get", "shop.order.list"])),
        ),
        (
            kept_at("lacking.txt"),
            text(&sheets(schema(), &["shop.order.add", "shop.rule.set"])),
        ),
        (
            kept_at("event.txt"),
            text(&sheets(nothing(), &["onShopOrderAdd"])),
        ),
    ]);
}

#[test]
fn what_is_settled_is_not_open() {
    let folder = corpus();
    let name = "shop.order.get";
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let root = Path::new("tests/review/schema");
    let loaded = load::stated(root, &mut sources, &mut problems);
    let stated = facts::schema::facts(&loaded, &sources);
    let documented = Documented::of(&extract::read(&folder), &loaded.files);
    let drift = Drift::unplanned(&stated, &documented);
    let list = Settled::default().renewed(&drift, |difference| difference.name() == name);
    let review = Review::of(&folder, schema()).settled(list);
    let wanted = review.named(&|known| known == name);
    let settled = review.sheets(&wanted);
    let open = sheets(schema(), &[name]);
    let count = open[0].count("diff");
    assert!(count > 0);
    assert_eq!(
        (settled[0].count("diff"), settled[0].count("settled")),
        (0, count)
    );
}

#[test]
fn every_fact_of_an_import_has_a_line() {
    let folder = corpus();
    let review = Review::of(&folder, nothing());
    let wanted = review.named(&|_| true);
    let sheets = review.sheets(&wanted);
    assert_eq!(sheets.len(), wanted.len());
    for sheet in &sheets {
        assert!(sheet.is_lacking, "{}", sheet.name);
        let lines: Vec<_> = sheet.parts.iter().flat_map(|part| &part.lines).collect();
        assert!(
            lines.iter().any(|line| !line.yaml.is_empty()),
            "{}",
            sheet.name
        );
        let unstated = lines
            .iter()
            .flat_map(|line| &line.yaml)
            .find(|yaml| yaml.is_unstated);
        assert_eq!(unstated, None, "{}", sheet.name);
        assert_eq!(
            (sheet.count("diff"), sheet.count("gate")),
            (0, 0),
            "{}",
            sheet.name
        );
        let beyond = sheet.remarks.iter().find(|remark| remark.label == "yaml");
        assert_eq!(beyond, None, "{}", sheet.name);
    }
}

#[test]
fn a_row_that_nothing_came_of_is_marked() {
    let corpus = corpus();
    let pages = corpus.pages().iter().map(|page| {
        let text = page.text.replace(
            "## Code Examples",
            "## Weather\n\n#|\n|| **Sky** | **Mood** ||\n|| Blue | Good ||\n|#\n\n## Code Examples",
        );
        Page::read(&page.path, text)
    });
    let folder = Folder::new(pages.collect());
    let review = Review::of(&folder, nothing());
    let wanted = review.named(&|name| name == "shop.order.archive");
    let sheets = review.sheets(&wanted);
    let lines = sheets[0].parts.iter().flat_map(|part| &part.lines);
    let marked = |came| lines.clone().filter(move |line| line.came == came);
    let lost: Vec<&Line> = marked(Came::NothingOfRow).collect();
    assert_eq!(lost.len(), 1, "{lost:?}");
    assert_eq!(lost[0].text, "Blue | Good");
    assert!(lost[0].remarks[0].text.contains("Weather"), "{lost:?}");
    assert_eq!(sheets[0].lost_rows(), 1);
    assert!(marked(Came::LeftOut).any(|line| line.text.starts_with("How long it is kept")));
}

#[test]
fn of_a_page_about_several_each_has_its_section() {
    let text = std::fs::read_to_string("tests/import/events.md").unwrap();
    let page = Page::read("api-reference/shop/events", text);
    let folder = Folder::new(vec![page]);
    let review = Review::of(&folder, nothing());
    let wanted = review.named(&|_| true);
    let sheets = review.sheets(&wanted);
    assert_eq!(sheets.len(), 2, "{wanted:?}");
    for sheet in &sheets {
        let lines = sheet.parts.iter().flat_map(|part| &part.lines);
        let rows = lines.filter(|line| line.text.starts_with("**basketId**"));
        let came: Vec<Came> = rows.map(|line| line.came).collect();
        assert_eq!(came, [Came::Yes], "{}", sheet.name);
    }
}

#[test]
fn what_nobody_has_reviewed_comes_first_from_the_schema() {
    let folder = corpus();
    let review = Review::of(&folder, schema());
    let names = |scope| -> Vec<Identity> { review.unreviewed(scope) };
    let all = names(None);
    assert_eq!(all[0], (Kind::Method, "shop.order.list".to_owned(), 2));
    assert!(!all.iter().any(|(_, name, _)| name == "shop.order.get"));
    assert!(all.iter().any(|(kind, _, _)| *kind == Kind::Event));
    assert!(all.iter().any(|(_, _, version)| *version == 3));
    assert_eq!(names(Some("none")), []);
    let of_sale = names(Some("sale"));
    assert!(of_sale.len() > 10 && of_sale.iter().all(|identity| all.contains(identity)));
}

#[test]
fn a_type_of_another_page_is_shown_once() {
    let folder = corpus();
    let review = Review::of(&folder, nothing());
    let wanted: Vec<Identity> = ["shop.order.add", "shop.order.add"]
        .map(|name| (Kind::Method, name.to_owned(), 2))
        .to_vec();
    let sheets = review.sheets(&wanted);
    let pages = |sheet: &Sheet| sheet.parts.len();
    assert_eq!((pages(&sheets[0]), pages(&sheets[1])), (2, 1));
    assert!(sheets[0].shown_before.is_empty());
    assert_eq!(sheets[1].shown_before.len(), 1);
}
