//! A client writes and reads for minutes while its portal injects random faults. Counts every
//! report of the client that is wrong; the exit status is 1 when any is.
//!
//! ```sh
//! cargo run --release -p bitrix24-tests --bin soak -- [--seconds 600] [--seed 1] [--rate 0.2] [--writers 8]
//! ```

use std::env;
use std::process::ExitCode;
use std::time::Duration;

use bitrix24_tests::soak::{self, Plan};

fn main() -> ExitCode {
    let Some(plan) = plan(env::args().skip(1)) else {
        eprintln!("usage: soak [--seconds 600] [--seed 1] [--rate 0.2] [--writers 8]");
        return ExitCode::FAILURE;
    };
    println!("{plan:?}");
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build();
    let outcome = runtime
        .map_err(Into::into)
        .and_then(|runtime| runtime.block_on(soak::run(&plan)));
    match outcome {
        Ok(report) => {
            println!("{report}");
            if report.problems.is_empty() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(error) => {
            eprintln!("the soak broke off: {error}");
            ExitCode::FAILURE
        }
    }
}

fn plan(mut arguments: impl Iterator<Item = String>) -> Option<Plan> {
    let mut plan = Plan::default();
    while let Some(argument) = arguments.next() {
        let value = arguments.next()?;
        match argument.as_str() {
            "--seconds" => plan.time = Duration::from_secs(value.parse().ok()?),
            "--seed" => plan.seed = value.parse().ok()?,
            "--rate" => plan.rate = value.parse().ok()?,
            "--writers" => plan.writers = value.parse().ok()?,
            _ => return None,
        }
    }
    Some(plan)
}
