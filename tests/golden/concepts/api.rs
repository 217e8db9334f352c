#[allow(clippy::all, clippy::pedantic)]
pub mod demo;
