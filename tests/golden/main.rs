//! Goldens: emitted modules that are kept, so that a change of the generator shows its effect in review.
//!
//! A test shows the differences from the emitted modules. `UPDATE=1 cargo test -p bitrix24-tests --test golden`
//! rewrites them. That they compile is tested by `compiled.rs`, a test target of its own, so that files which do not
//! compile can still be rewritten.

mod emission;
mod kept;
