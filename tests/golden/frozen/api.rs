#[allow(clippy::all, clippy::pedantic)]
pub mod catalog;
#[allow(clippy::all, clippy::pedantic)]
pub mod crm;
#[allow(clippy::all, clippy::pedantic)]
pub mod system;
#[allow(clippy::all, clippy::pedantic)]
pub mod user;
