//! Emitted modules, kept so that a change of the generator shows its effect in review.
//!
//! Where they differ from what is emitted now, a test shows the difference. `UPDATE=1 cargo test -p bitrix24-tests --test
//! golden` writes them anew. That they compile is shown by `compiled.rs`, a test of its own, so that files which do not
//! can still be written anew.

mod emission;
mod kept;
