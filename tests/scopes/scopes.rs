//! The compiler's messages for parts of the client that are not enabled.
//!
//! Other packages of the workspace enable them, and features are the same for all packages of one
//! build. trybuild builds this package and the cases in a workspace of their own, where nothing is
//! enabled; that this package compiles there is the other half of the test.
//!
//! `TRYBUILD=overwrite cargo test -p bitrix24-tests-scopes` accepts the current messages.

use std::process::Command;

#[test]
fn what_is_not_enabled_is_not_there() {
    if is_pinned_compiler() {
        trybuild::TestCases::new().compile_fail("ui/*.rs");
    }
}

/// The messages of another compiler version may differ.
fn is_pinned_compiler() -> bool {
    let pinned = include_str!("../../rust-toolchain.toml");
    let version = Command::new("rustc").arg("--version").output().unwrap();
    let version = String::from_utf8(version.stdout).unwrap();
    let is_it = version
        .split(' ')
        .nth(1)
        .is_some_and(|number| pinned.contains(&format!("\"{number}\"")));
    if !is_it {
        eprintln!("not compared: these are the messages of another compiler than {version}");
    }
    is_it
}
