//! The image of the portal: what its `Dockerfile` names exists, and its entry point serves. The image
//! itself is built by nobody here.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::run::B24;

const DOCKERFILE: &str = include_str!("../../Dockerfile");
const IGNORED: &str = include_str!("../../Dockerfile.dockerignore");

/// The root of the repository, which is the context of the build.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The arguments of each instruction of a kind.
fn instructions(kind: &str) -> Vec<&'static str> {
    let lines = DOCKERFILE.lines();
    let found = lines.filter_map(|line| line.strip_prefix(kind)?.strip_prefix(' '));
    found.map(str::trim).collect()
}

/// The only instruction of a kind.
#[track_caller]
fn instruction(kind: &str) -> &'static str {
    match instructions(kind).as_slice() {
        [only] => only,
        several => panic!("{kind}: {several:?}"),
    }
}

fn entry_point() -> Vec<String> {
    serde_json::from_str(instruction("ENTRYPOINT")).expect("a list of words")
}

/// The value of a key in a file of the repository.
fn setting(file: &str, path: &[&str]) -> String {
    let text = fs::read_to_string(root().join(file)).expect("a file");
    let mut value: toml::Value = toml::from_str(&text).expect("TOML");
    for key in path {
        value = value.get(key).expect("a key").clone();
    }
    value.as_str().expect("a text").to_owned()
}

/// The packages of the workspace.
fn packages() -> Vec<Value> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{output:?}");
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    metadata["packages"].as_array().expect("packages").clone()
}

/// Major and minor number of a version.
fn version(text: &str) -> (u32, u32) {
    let mut numbers = text
        .split('.')
        .map(|number| number.parse().expect("a number"));
    (
        numbers.next().unwrap_or_default(),
        numbers.next().unwrap_or_default(),
    )
}

#[test]
fn the_compiler_is_new_enough() {
    let images = instructions("FROM");
    let [built, served] = images.as_slice() else {
        panic!("{images:?}");
    };
    let (version_of_image, release) = built
        .strip_prefix("rust:")
        .and_then(|rest| rest.strip_suffix(" AS build"))
        .and_then(|tag| tag.split_once("-slim-"))
        .expect("an image of a compiler");
    let wanted = setting("Cargo.toml", &["workspace", "package", "rust-version"]);
    assert!(version(version_of_image) >= version(&wanted), "{built}");
    // Both have the same C library.
    assert_eq!(*served, format!("debian:{release}-slim"));

    // The compiler of the image is chosen, whatever the file of the repository says.
    let chosen = instruction("ENV")
        .strip_prefix("RUSTUP_TOOLCHAIN=")
        .expect("a toolchain");
    assert_eq!(version(chosen), version(version_of_image));
    let tested = setting("rust-toolchain.toml", &["toolchain", "channel"]);
    assert_eq!(chosen, tested);
}

#[test]
fn what_is_copied_and_built_exists() {
    let copied = instructions("COPY");
    let [context, program] = copied.as_slice() else {
        panic!("{copied:?}");
    };
    assert_eq!(*context, ". .");
    // Every source of the workspace is in the context.
    let ignored: Vec<&str> = IGNORED.lines().filter(|line| !line.is_empty()).collect();
    for pattern in &ignored {
        assert!(
            !pattern.contains(['*', '?', '[', '!', '#', '\\']),
            "`{pattern}`: only names are understood here"
        );
    }
    let is_ignored = |path: &Path| ignored.iter().any(|name| path.starts_with(name));
    assert!(is_ignored(Path::new("target/release/b24")));
    let packages = packages();
    let root = root().canonicalize().expect("the repository");
    let mut sources: Vec<PathBuf> = ["Cargo.toml", "Cargo.lock", ".cargo/config.toml", "schema"]
        .map(|name| root.join(name))
        .into();
    for package in &packages {
        let manifest = package["manifest_path"].as_str().expect("a path");
        sources.push(manifest.into());
        for target in package["targets"].as_array().expect("targets") {
            sources.push(target["src_path"].as_str().expect("a path").into());
        }
    }
    assert!(sources.len() > 20);
    for source in sources {
        let source = source.canonicalize().expect("a file");
        let source = source.strip_prefix(&root).expect("in the repository");
        assert!(!is_ignored(source), "{}", source.display());
    }

    // The program is one of the package that is built, and the entry point.
    let command: Vec<&str> = instruction("RUN").split(' ').collect();
    let [
        "cargo",
        "build",
        "--release",
        "--locked",
        "-p",
        package,
        features @ ..,
    ] = command.as_slice()
    else {
        panic!("{command:?}");
    };
    assert!(features.is_empty(), "{features:?} are not checked here");
    let (from, to) = program
        .strip_prefix("--from=build ")
        .and_then(|paths| paths.split_once(' '))
        .expect("two paths");
    let folder = format!("{}/target/release/", instruction("WORKDIR"));
    let name = from.strip_prefix(&folder).expect("a program");
    let built = packages
        .iter()
        .find(|known| known["name"] == *package)
        .expect("a package of the workspace");
    let is_program =
        |target: &Value| target["name"] == name && target["kind"] == serde_json::json!(["bin"]);
    assert!(
        built["targets"]
            .as_array()
            .is_some_and(|targets| targets.iter().any(is_program))
    );
    assert_eq!(to, format!("/usr/local/bin/{name}"));
    assert_eq!(entry_point()[0], name);
}

#[test]
fn the_ports_agree() {
    let port = instruction("EXPOSE");
    let help = B24::alone().run(&["portal", "--help"]).ok();
    let (_, help) = help.split_once("--port <PORT>").expect("an option");
    let (_, default) = help.split_once("[default: ").expect("a default");
    let (default, _) = default.split_once(']').expect("a default");
    assert_eq!(port, default);
    // Docker maps it to the same port of the machine in the documents.
    let origin = format!("http://localhost:{port}");
    assert!(entry_point().contains(&origin));
    let readme = include_str!("../../README.md");
    let command = readme.lines().find(|line| line.starts_with("docker build"));
    let command = command.expect("a command");
    assert!(
        command.contains(&format!("docker run -p {port}:{port} ")),
        "{command}"
    );
    let file = command.split(' ').skip_while(|word| *word != "-f").nth(1);
    let file = root().join(file.expect("a file"));
    assert_eq!(fs::read_to_string(file).expect("a file"), DOCKERFILE);
}

#[test]
fn the_entry_point_serves_until_it_is_terminated() {
    let b24 = B24::alone();
    let entry_point = entry_point();
    let arguments: Vec<&str> = entry_point.iter().skip(1).map(String::as_str).collect();
    // The port of the image may be taken on this machine.
    let mut child = b24
        .command(&[arguments.as_slice(), &["--port", "0"]].concat())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("the command starts");
    let mut line = String::new();
    let output = child.stdout.as_mut().expect("a pipe");
    BufReader::new(output).read_line(&mut line).expect("a line");
    assert_eq!(
        line,
        format!("http://localhost:{}/rest/1/test/\n", instruction("EXPOSE"))
    );
    if cfg!(unix) {
        // As `docker stop` does it.
        let ended = Command::new("kill")
            .args(["-TERM", &child.id().to_string()])
            .status();
        assert!(ended.expect("`kill` runs").success());
        assert_eq!(child.wait().expect("an end").code(), Some(0));
    } else {
        child.kill().expect("an end");
        child.wait().expect("an end");
    }
}
