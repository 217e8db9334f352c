//! Stores: what they keep, what happens when two processes use one, and when it fails.

mod failing;
mod files;
mod locks;
mod processes;
mod redis;
mod rules;
