//! The command, run as its users run it, against a portal in the process.

mod apply;
mod calls;
mod completion;
mod doctor;
mod export;
mod finding;
mod image;
mod lists;
mod portal;
mod profiles;
mod run;
mod terminal;
mod types;
mod walkthrough;
