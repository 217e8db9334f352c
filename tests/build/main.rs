//! Emits the concept schemas, and for every schema the harness that makes typed calls from data.

mod harness;
mod snippets;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::ir::Schema;
use bitrix24_codegen::load::Loaded;
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{describe, emit, load, render, resolve};
use quote::quote;

fn main() -> ExitCode {
    let here =
        PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets CARGO_MANIFEST_DIR"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let shipped = read(&here.join("../schema"));
    let concepts = read(&here.join("schemas"));
    let (Some((shipped, shipped_files)), Some((concepts, concept_files))) = (shipped, concepts)
    else {
        return ExitCode::FAILURE;
    };
    for file in emit::files(&concepts) {
        write(&out, &file.path, &file.text);
    }
    let parts = [
        ("shipped", &shipped, &shipped_files, quote!(bitrix24)),
        ("concepts", &concepts, &concept_files, quote!(crate)),
    ];
    for (name, schema, files, root) in parts {
        let description = describe::file(schema, &files.examples).text;
        let harness = harness::harness(schema, &root, &description);
        write(&out, format!("harness/{name}.rs").as_ref(), &harness);
        write(&out, format!("{name}.json").as_ref(), &description);
    }
    let sample = snippets::sample(&shipped, &shipped_files.examples);
    write(&out, "snippets.rs".as_ref(), &sample);
    ExitCode::SUCCESS
}

fn read(root: &Path) -> Option<(Schema, Loaded)> {
    println!("cargo::rerun-if-changed={}", root.display());
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let mut loaded = load::folder(root, &mut sources, &mut problems);
    loaded.examples = load::examples(root, &mut sources, &mut problems);
    let schema = resolve::resolve(&loaded, &mut problems);
    if problems.is_empty() {
        return Some((schema, loaded));
    }
    problems.sort(&sources);
    eprintln!(
        "{}",
        render::report(&problems, &sources, render::Colour::None)
    );
    None
}

fn write(out: &Path, path: &Path, text: &str) {
    let path = out.join(path);
    fs::create_dir_all(path.parent().expect("a file has a folder"))
        .expect("OUT_DIR can be written");
    fs::write(path, text).expect("OUT_DIR can be written");
}
