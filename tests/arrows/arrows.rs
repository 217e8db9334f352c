//! Packages and modules depend on each other in one direction: down the lists in `order.rs`.

mod order;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use bitrix24_tests_arrows::Tree;
use bitrix24_tests_arrows::graph::Graph;
use serde_json::Value;

/// A package of the workspace.
struct Package {
    name: String,
    /// The root files of its libraries and binaries.
    roots: Vec<PathBuf>,
    /// Its folder.
    folder: PathBuf,
    /// Packages of the workspace that it depends on, those of its tests left out.
    dependencies: Vec<String>,
}

fn packages() -> Vec<Package> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let packages = metadata["packages"].as_array().unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let names: Vec<String> = packages.iter().map(|it| text(&it["name"])).collect();
    let package = |package: &Value| Package {
        name: text(&package["name"]),
        roots: package["targets"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|target| {
                let kinds = target["kind"].as_array().unwrap();
                kinds
                    .iter()
                    .any(|kind| kind == "lib" || kind == "proc-macro" || kind == "bin")
            })
            .map(|target| text(&target["src_path"]).into())
            .collect(),
        folder: Path::new(&text(&package["manifest_path"]))
            .parent()
            .unwrap()
            .to_owned(),
        dependencies: package["dependencies"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|dependency| dependency["kind"] != "dev")
            .map(|dependency| text(&dependency["name"]))
            .filter(|name| names.contains(name))
            .collect(),
    };
    packages.iter().map(package).collect()
}

/// The contradictions between arrows and an order: names that only one of them has, and arrows that
/// do not lead down.
fn against(order: &[&str], names: &[&str], graph: &Graph) -> Vec<String> {
    let place = |name: &str| order.iter().position(|known| *known == name);
    let mut wrong = Vec::new();
    for name in names.iter().filter(|name| place(name).is_none()) {
        wrong.push(format!("{name} is not listed in order.rs"));
    }
    for name in order.iter().filter(|name| !names.contains(name)) {
        wrong.push(format!("{name} is in order.rs and nowhere else"));
    }
    for (from, to, found) in graph.arrows() {
        if place(from) >= place(to) && place(to).is_some() {
            wrong.push(format!("{from} uses {to}, which stands above it: {found}"));
        }
    }
    wrong
}

#[test]
fn packages_use_those_below_them() {
    let packages = packages();
    let mut graph = Graph::default();
    for package in &packages {
        for dependency in &package.dependencies {
            graph.add(&package.name, dependency, "Cargo.toml");
        }
    }
    let mut names: Vec<&str> = packages.iter().map(|it| it.name.as_str()).collect();
    for planned in order::PLANNED {
        assert!(!names.contains(planned), "{planned} is no longer planned");
        names.push(planned);
    }
    let wrong = against(order::PACKAGES, &names, &graph);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    for package in ["bitrix24", "bitrix24-macros", "bitrix24-codegen"] {
        for unpublished in ["bitrix24-documentation", "bitrix24-command"] {
            assert!(
                !graph.leads(package, unpublished),
                "{package} must not need {unpublished}"
            );
        }
    }
}

/// Every library and binary outside of the tests, with its package and its root file in that.
fn crates() -> Vec<(String, String, Tree)> {
    let mut found = Vec::new();
    for package in packages() {
        if package.name.starts_with("bitrix24-tests") {
            continue;
        }
        for root in &package.roots {
            let file = root.strip_prefix(&package.folder).unwrap();
            let tree = Tree::open(root).unwrap();
            found.push((package.name.clone(), file.display().to_string(), tree));
        }
    }
    assert!(found.len() > 6, "crates are missing");
    found
}

#[test]
fn top_modules_use_those_below_them() {
    let mut wrong = Vec::new();
    let mut ordered = BTreeSet::new();
    for (package, file, tree) in crates() {
        let names: Vec<&str> = tree.top().collect();
        let graphs = tree.graphs();
        let entry = order::MODULES
            .iter()
            .find(|(of, root, _)| *of == package && *root == file);
        match entry {
            Some((of, root, order)) => {
                ordered.insert((*of, *root));
                let graph = graphs.get("").cloned().unwrap_or_default();
                let found = against(order, &names, &graph);
                wrong.extend(found.into_iter().map(|it| format!("{package}: {it}")));
            }
            None => assert!(names.len() < 2, "{package} {file} has no order in order.rs"),
        }
    }
    for (package, root, _) in order::MODULES {
        assert!(
            ordered.contains(&(*package, *root)),
            "{package} has no {root}"
        );
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_modules_use_each_other_in_a_circle() {
    let mut wrong = Vec::new();
    for (package, _, tree) in &crates() {
        for graph in tree.graphs().values() {
            for (from, to, file) in graph.circular() {
                wrong.push(format!(
                    "{package}: {from} is on a circle with {to}: {file}"
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_is_against_an_order_is_reported() {
    let mut graph = Graph::default();
    graph.add("a", "b", "a.rs");
    assert_eq!(against(&["a", "b"], &["a", "b"], &graph), [""; 0]);
    assert_eq!(
        against(&["b", "a"], &["a", "b"], &graph),
        ["a uses b, which stands above it: a.rs"]
    );
    assert_eq!(
        against(&["a", "c"], &["a", "b"], &graph),
        [
            "b is not listed in order.rs",
            "c is in order.rs and nowhere else"
        ]
    );
}
