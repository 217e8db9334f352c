//! The package of `ui.rs`. trybuild checks it with every case, so it has no code of its own.
