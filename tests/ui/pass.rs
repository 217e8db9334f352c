//! Programs that compile and do what they say. They are modules here and no cases of trybuild, which would build every
//! dependency a second time, with code, to link and run them.

mod clear;
mod entity;
mod errors;
mod face;
mod filters;
mod methods;
mod own_schema;
mod round_trip;
mod undocumented;
