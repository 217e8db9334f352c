//! Where the emitted code is: the build script has written it.
//!
//! `cargo codegen package` puts another file in the place of this one, which names the folder
//! `api` of the published package.

/// Includes emitted items.
macro_rules! include_emitted {
    ($path:literal) => {
        #[cfg(not(test))]
        include!(concat!(env!("OUT_DIR"), $path));
        #[cfg(test)]
        include!(concat!(env!("OUT_DIR"), "/unit_tests", $path));
    };
}

/// The description of the API: an array of JSON texts.
#[cfg(feature = "describe")]
macro_rules! emitted_description {
    () => {
        include!(concat!(env!("OUT_DIR"), "/describe.rs"))
    };
}
