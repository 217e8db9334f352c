//! Tests of the client where WebAssembly runs it, in `web.rs`. They need a runner, and are empty on
//! other targets.
