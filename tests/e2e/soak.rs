//! A short soak; the command `soak` runs a long one.

use std::time::Duration;

use bitrix24_tests::soak::{Plan, run};

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
