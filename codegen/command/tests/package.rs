//! `package`: what every published package has, so that its page in a registry is complete.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use toml_edit::{DocumentMut, Item};

const REPOSITORY: &str = "https://example.com/bitrix24";

const MEMBERS: [&str; 6] = [
    "schema",
    "codegen",
    "generated-client",
    "generated-client/cli",
    "generated-client/portal",
    "macros",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The published workspace, with a small schema.
fn package(arguments: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let written = Command::new(env!("CARGO_BIN_EXE_bitrix24-codegen"))
        .current_dir(root())
        .args(["--schema", "tests/ui/schema", "package", "--out"])
        .arg(folder.path().join("out"))
        .args(arguments)
        .output()
        .unwrap();
    let stderr = String::from_utf8_lossy(&written.stderr);
    assert!(written.status.success(), "{stderr}");
    folder
}

fn manifest(folder: &Path) -> DocumentMut {
    let path = folder.join("Cargo.toml");
    let text = fs::read_to_string(&path).unwrap();
    text.parse().unwrap()
}

/// The targets of the links of a text, without those in code.
fn links(text: &str) -> Vec<&str> {
    let prose = text.split("```").step_by(2);
    let inline = |part| -> Vec<&str> {
        let parts = str::split(part, "](").skip(1);
        parts.filter_map(|link| link.split(')').next()).collect()
    };
    prose.flat_map(inline).collect()
}

#[test]
fn every_package_has_what_its_page_shows() {
    let folder = package(&["--repository", REPOSITORY]);
    let out = folder.path().join("out");
    let workspace = manifest(&out);
    let members = workspace["workspace"]["members"].as_array().unwrap();
    let members: Vec<_> = members
        .iter()
        .filter_map(|member| member.as_str())
        .collect();
    assert_eq!(members, MEMBERS);
    let shared = &workspace["workspace"]["package"];
    for key in ["repository", "homepage"] {
        assert_eq!(shared[key].as_str(), Some(REPOSITORY), "{key}");
    }
    assert_eq!(shared["license"].as_str(), Some("MIT OR Apache-2.0"));
    for member in MEMBERS {
        let at = out.join(member);
        let manifest = manifest(&at);
        let package = &manifest["package"];
        for key in [
            "license",
            "repository",
            "homepage",
            "rust-version",
            "keywords",
        ] {
            let inherited = package[key]["workspace"].as_bool();
            assert_eq!(inherited, Some(true), "{member}: {key}");
        }
        let name = package["name"].as_str().unwrap();
        let documentation = package["documentation"].as_str().unwrap_or_default();
        assert!(
            documentation.ends_with(&format!("/{name}")),
            "{member}: {documentation}"
        );
        assert!(package["description"].as_str().is_some(), "{member}");
        assert!(package.get("publish").is_none(), "{member}");
        for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
            assert!(at.join(licence).is_file(), "{member}: {licence}");
        }
        let readme = package.get("readme").and_then(Item::as_str);
        let readme = at.join(readme.unwrap_or("README.md"));
        let text = fs::read_to_string(&readme).unwrap();
        for link in links(&text) {
            let leads_out = link.contains("://") || link.starts_with('#');
            assert!(leads_out, "{}: {link}", readme.display());
        }
    }
}

#[test]
fn without_an_address_nothing_names_one() {
    let folder = package(&[]);
    let out = folder.path().join("out");
    for member in MEMBERS {
        let manifest = manifest(&out.join(member));
        for key in ["repository", "homepage"] {
            assert!(manifest["package"].get(key).is_none(), "{member}: {key}");
        }
    }
    let readme = fs::read_to_string(out.join("README.md")).unwrap();
    assert!(
        links(&readme)
            .iter()
            .all(|link| link.contains("://") || link.starts_with('#'))
    );
}
