//! A short soak; the command `soak` runs a long one.

use std::time::Duration;

use bitrix24::crm::item::productrow::Row;
use bitrix24_tests::soak::{Plan, Told, Writes, contradictions, run};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_client_tells_of_its_writes_is_so() {
    let plan = Plan {
        time: Duration::from_secs(4),
        seed: 4,
        ..Plan::default()
    };
    let report = run(&plan).await.expect("a soak");
    println!("{report}");
    assert!(report.problems.is_empty(), "{report}");
    // Enough of everything to be meaningful.
    assert!(report.written > 50 && report.faults > 20, "{report}");
    assert!(report.not_run > 0 && report.unclear > 0, "{report}");
    assert!(report.reads > report.failed_reads, "{report}");
    assert!(report.stats.retries > 0, "{report}");
    // Of both kinds, or they would not be unclear.
    assert!(
        report.unclear_there > 0 && report.unclear_there < report.unclear,
        "{report}"
    );
}

/// The contradictions of a deal that has these rows, where `a` was written, `b` did not run and `c`
/// is unclear.
fn of_rows(rows: &[&str]) -> Vec<String> {
    let told = [
        ("a", Told::Written),
        ("b", Told::NotRun),
        ("c", Told::Unclear),
    ];
    let before: Writes = told.map(|(name, told)| (name.to_owned(), told)).into();
    let tried = before.keys().cloned().collect();
    let row = |name: &&str| {
        let mut row = Row::default();
        row.product_name = Some((*name).to_owned());
        row
    };
    let rows: Vec<Row> = rows.iter().map(row).collect();
    contradictions(&before, &tried, &rows).collect()
}

#[test]
fn what_is_not_as_told_is_a_problem() {
    assert_eq!(of_rows(&["a"]), [""; 0]);
    assert_eq!(of_rows(&["a", "c"]), [""; 0]);
    assert_eq!(of_rows(&[]), ["row a was written and is missing"]);
    assert_eq!(of_rows(&["a", "a"]), ["row a is there 2 times"]);
    assert_eq!(of_rows(&["a", "c", "c"]), ["row c is there 2 times"]);
    assert_eq!(of_rows(&["a", "b"]), ["row b did not run and is there"]);
    assert_eq!(of_rows(&["a", "x"]), ["row x was never written"]);
}
