//! Checks the examples of the format's reference, and every file of the workspace's schemas.
#![cfg(all(feature = "authoring", feature = "describe", feature = "render"))]

use std::fs;
use std::path::{Path, PathBuf};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{fmt, load, render, resolve};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The YAML of `schema/README.md` as the folder of a schema.
fn shown() -> tempfile::TempDir {
    let text = fs::read_to_string(workspace().join("schema/README.md")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let mut count = 0;
    for block in text
        .split("```yaml\n")
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap())
    {
        let value = |key: &str| {
            block
                .lines()
                .find_map(|line| line.strip_prefix(key))
                .map(str::trim)
        };
        let path = match (value("namespace:"), value("method:")) {
            (Some(namespace), _) => format!("{}.yaml", namespace.replace('.', "/")),
            (_, Some(method)) => format!("examples/{method}.yaml"),
            _ => panic!("neither a file of the schema nor one of examples:\n{block}"),
        };
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, block).unwrap();
        count += 1;
    }
    assert!(count >= 3, "the reference shows what it did");
    folder
}

#[test]
fn what_the_reference_shows_is_a_schema() {
    let folder = shown();
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let mut loaded = load::folder(folder.path(), &mut sources, &mut problems);
    loaded.examples = load::examples(folder.path(), &mut sources, &mut problems);
    resolve::resolve(&loaded, &mut problems);
    assert!(
        problems.is_empty(),
        "{}",
        render::report(&problems, &sources, render::Colour::None)
    );
}

#[test]
fn what_the_reference_shows_is_formatted() {
    let folder = shown();
    for path in load::paths(folder.path()).unwrap() {
        let text = fs::read_to_string(&path).unwrap();
        let mut sources = Sources::default();
        let source = sources.add("README.md", text.as_str());
        assert_eq!(fmt::format(source, None, &sources).unwrap(), text);
    }
}

/// Formatting keeps the facts of a file, and formatting again changes nothing. Each file is tried
/// unchanged, and with a disturbed layout.
#[test]
fn formatting_keeps_every_file_of_the_workspace() {
    let folders = ["schema", "tests/schemas"].map(|folder| workspace().join(folder));
    let mut files: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| load::paths(folder).unwrap_or_default())
        .collect();
    files.extend(load::paths(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/broken")).unwrap());
    assert!(files.len() > 20);
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let Some(model) = model(&text) else { continue };
        let formatted = format(&text, &path);
        assert_eq!(
            model,
            self::model(&formatted).unwrap(),
            "{}",
            path.display()
        );
        assert_eq!(format(&formatted, &path), formatted, "{}", path.display());
        for disturbed in [without_blank_lines(&formatted), commented(&formatted)] {
            let once = format(&disturbed, &path);
            assert_eq!(
                self::model(&disturbed),
                self::model(&once),
                "{}",
                path.display()
            );
            assert_eq!(format(&once, &path), once, "{}", path.display());
            let comments = |text: &str| text.matches("# disturbed").count();
            assert_eq!(comments(&disturbed), comments(&once), "{}", path.display());
        }
    }
}

fn format(text: &str, path: &Path) -> String {
    let mut sources = Sources::default();
    let source = sources.add(path.display().to_string(), text);
    fmt::format(source, None, &sources).unwrap_or_else(|problems| {
        panic!(
            "{}",
            render::report(&problems, &sources, render::Colour::None)
        )
    })
}

/// The facts of a file as text for comparison. Returns `None` for a file that is not YAML.
fn model(text: &str) -> Option<String> {
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    if text.contains("\nexamples:") {
        return serde_yaml::from_str::<bitrix24_codegen::model::ExampleFile>(text)
            .ok()
            .map(|file| format!("{file:?}"));
    }
    // An unreadable file is not formatted.
    if bitrix24_codegen::yaml::read(
        text,
        sources.add("a", text),
        bitrix24_codegen::yaml::Comments::Skip,
    )
    .problems
    .iter()
    .next()
    .is_some()
    {
        return None;
    }
    load::text("a.yaml", text, &mut sources, &mut problems)
        .map(|loaded| format!("{:?}", loaded.model))
}

fn without_blank_lines(text: &str) -> String {
    if text.contains(": |") {
        return text.to_owned();
    }
    text.lines()
        .filter(|line| !line.is_empty())
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// A comment above one line of three, and behind the next.
fn commented(text: &str) -> String {
    if text.contains(": |") {
        return text.to_owned();
    }
    let disturbed = |(index, line): (usize, &str)| {
        let indent = &line[..line.len() - line.trim_start().len()];
        match index % 3 {
            0 if !line.is_empty() => format!("{indent}# disturbed {index}\n{line}\n"),
            1 if !line.is_empty() && !line.contains('#') => format!("{line} # disturbed {index}\n"),
            _ => format!("{line}\n"),
        }
    };
    text.lines()
        .enumerate()
        .map(disturbed)
        .collect::<Vec<_>>()
        .concat()
}

/// Reading any text returns problems and never panics, and formatting it is refused or stable.
#[test]
fn no_disturbance_breaks_reading() {
    const PIECES: &[&str] = &[
        "\n",
        "  ",
        "# c",
        "- ",
        "{",
        "}",
        "[",
        "]",
        ":",
        ": ",
        "\"",
        "'",
        "|",
        "|-\n   x\n",
        "|+\n  y\n\n",
        "\n# own\n",
        " # t\n",
        "é",
        ",",
        "~",
        "\t",
        "? ",
        "&a",
        "*a",
        "!t",
        "---\n",
        "\r\n",
        "\u{feff}",
    ];
    let files = load::paths(&workspace().join("tests/schemas")).unwrap();
    let mut random = 88_172_645_463_325_252_u64;
    // Marsaglia's xorshift: the same on every machine.
    let mut below = |bound: usize| {
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        usize::try_from(random % u64::try_from(bound).unwrap()).unwrap()
    };
    for round in 0..1_000 {
        let mut text = fs::read_to_string(&files[round % files.len()]).unwrap();
        for _ in 0..=below(4) {
            let at = (0..=below(text.len() + 1))
                .rev()
                .find(|at| text.is_char_boundary(*at))
                .unwrap();
            if below(3) == 0 {
                text.truncate(at);
            } else {
                text.insert_str(at, PIECES[below(PIECES.len())]);
            }
        }
        let mut sources = Sources::default();
        let mut problems = Problems::default();
        load::text("a.yaml", &text, &mut sources, &mut problems);
        problems.sort(&sources);
        render::report(&problems, &sources, render::Colour::None);
        let source = sources.add("a.yaml", text);
        if let Ok(once) = fmt::format(source, None, &sources) {
            let source = sources.add("a.yaml", once.as_str());
            assert_eq!(fmt::format(source, None, &sources).unwrap(), once);
        }
    }
}
