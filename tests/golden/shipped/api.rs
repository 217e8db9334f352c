#[allow(clippy::all, clippy::pedantic)]
pub mod catalog;
#[allow(clippy::all, clippy::pedantic)]
pub mod crm;
#[allow(clippy::all, clippy::pedantic)]
pub mod system;
