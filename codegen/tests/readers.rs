//! The reader of the generator, held against `serde_yaml` on every file.

use std::fmt::Debug;
use std::path::Path;

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::load::{self, Document};
use bitrix24_codegen::source::Sources;
use serde::de::DeserializeOwned;

/// Compares what the two make of files that are read as they state their facts. Returns their
/// number.
fn compare<T: DeserializeOwned + Debug>(files: &[Document<T>], sources: &Sources) -> usize {
    for file in files {
        let text = sources.text(file.source);
        let theirs: T = serde_yaml::from_str(text).unwrap();
        let same = format!("{:?}", file.model) == format!("{theirs:?}");
        assert!(same, "{}", file.path.display());
    }
    files.len()
}

#[test]
fn every_file_reads_as_serde_yaml_reads_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let mut compared = (0, 0);
    for folder in ["schema", "tests/schemas"] {
        let folder = root.join(folder);
        let schema = load::stated(&folder, &mut sources, &mut problems);
        let examples = load::examples(&folder, &mut sources, &mut problems);
        compared.0 += compare(&schema.files, &sources);
        compared.1 += compare(&examples, &sources);
    }
    assert!(problems.is_empty(), "{problems:?}");
    assert!(compared.0 > 50 && compared.1 > 100, "{compared:?}");
}
