use super::*;
use crate::model::{Field, Json};

const FILE: &str = "
namespace: a
types:
  T:
    fields:
      id: integer
      name: { type: string, doc: x, aliases: [NAME, Name] }
methods:
  set:
    effect: write
    result: { at: rows, type: T }
";

fn corrected(corrections: &str) -> (Option<LoadedFile>, Vec<String>) {
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let loaded = text(
        "a.yaml",
        &format!("{FILE}corrections:\n{corrections}"),
        &mut sources,
        &mut problems,
    );
    let titles = problems
        .iter()
        .map(|problem| problem.title.clone())
        .collect();
    (loaded, titles)
}

fn correction(at: &str, value: &str) -> String {
    format!("  - {{ at: '{at}', value: {value}, reason: x }}\n")
}

#[test]
fn a_default_of_null_is_not_an_absent_one() {
    for corrections in ["  []", &correction("types.T.fields.id.nullable", "true")] {
        let (mut sources, mut problems) = (Sources::default(), Problems::default());
        let file = FILE.replace(
            "id: integer",
            "id: integer\n      of: { type: integer, default: null }",
        );
        let text = format!("{file}corrections:\n{corrections}");
        let loaded = super::text("a.yaml", &text, &mut sources, &mut problems).unwrap();
        assert!(problems.iter().next().is_none());
        let fields = &loaded.model.types.get("T").unwrap().fields;
        let default = |name: &str| match fields.get(name) {
            Some(Field::Full(facts)) => facts.default.clone(),
            other => panic!("{other:?}"),
        };
        assert_eq!(default("of"), Some(Json::Null));
        assert_eq!(default("name"), None);
    }
}

#[test]
fn corrections_change_remove_and_add_facts() {
    let corrections = [
        correction("methods.set.result.at", "productRows"),
        correction("methods.set.result.nullable", "true"),
        correction("types.T.fields.name.aliases.1", "null"),
        correction("types.T.fields.name.doc", "null"),
        correction("types.T.fields.id.nullable", "true"),
    ];
    let (loaded, problems) = corrected(&corrections.concat());
    assert_eq!(problems, Vec::<String>::new());
    let loaded = loaded.unwrap();
    assert!(loaded.complete);
    let answer = loaded
        .model
        .methods
        .get("set")
        .unwrap()
        .result
        .as_ref()
        .unwrap();
    assert_eq!(
        (answer.at.as_deref(), answer.nullable),
        (Some("productRows"), true)
    );
    let fields = &loaded.model.types.get("T").unwrap().fields;
    let Some(Field::Full(name)) = fields.get("name") else {
        panic!()
    };
    assert_eq!(
        (name.doc.as_deref(), name.aliases.as_slice()),
        (None, &["NAME".to_owned()][..])
    );
    let Some(Field::Full(id)) = fields.get("id") else {
        panic!()
    };
    assert_eq!((id.type_.as_deref(), id.nullable), (Some("integer"), true));
    assert_eq!(
        loaded.model.corrections[0].value,
        Json::Text("productRows".to_owned())
    );
}

#[test]
fn a_correction_that_changes_nothing_has_expired() {
    let expired = |at: &str| vec![format!("the correction of `{at}` has expired")];
    assert_eq!(
        corrected(&correction("methods.set.result.at", "rows")).1,
        expired("methods.set.result.at")
    );
    assert_eq!(
        corrected(&correction("methods.set.result.doc", "null")).1,
        expired("methods.set.result.doc")
    );
    let list = correction("types.T.fields.name.aliases", "[NAME, 'Name']");
    assert_eq!(corrected(&list).1, expired("types.T.fields.name.aliases"));
}

#[test]
fn a_correction_needs_something_to_correct() {
    let nothing = |at: &str| vec![format!("nothing to correct at `{at}`")];
    assert_eq!(
        corrected(&correction("methods.get.result.at", "x")).1,
        nothing("methods.get.result.at")
    );
    assert_eq!(
        corrected(&correction("methods.get", "{ effect: read }")).1,
        nothing("methods.get")
    );
    assert_eq!(
        corrected(&correction("namespace.x", "1")).1,
        nothing("namespace.x")
    );
    assert_eq!(
        corrected(&correction("methods..set", "1")).1,
        ["`methods..set` is not a path"]
    );
    assert_eq!(corrected(&correction("methods.\"set", "1")).1.len(), 1);
    assert_eq!(
        corrected(&correction("methods.set.result.att", "x")).1,
        ["unknown key `att` in `result`"]
    );
}

#[test]
fn a_name_is_added_on_demand() {
    let added = |at: &str, value: &str| {
        corrected(&format!(
            "  - {{ at: '{at}', adds: true, value: {value}, reason: x }}\n"
        ))
    };
    let (loaded, problems) = added("types.T.fields.size", "integer");
    assert_eq!(problems, Vec::<String>::new());
    assert!(matches!(
        loaded.unwrap().model.types.get("T").unwrap().fields.get("size"),
        Some(Field::Type(kind)) if kind == "integer"
    ));
    assert_eq!(
        added("types.T.fields.id", "string").1,
        ["the correction of `types.T.fields.id` has expired"]
    );
    for (at, value) in [
        ("types.T.fields.size", "null"),
        ("types.T.fields.name.nullable", "true"),
    ] {
        assert_eq!(added(at, value).1, [format!("`{at}` cannot be added")]);
    }
}

#[test]
fn a_key_with_a_dot_stands_in_quotes() {
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let with_dot = "namespace: a\nmethods:\n  b.c: { effect: read }\ncorrections:\n  - { at: 'methods.\"b.c\".effect', value: write, reason: x }\n";
    let loaded = text("a.yaml", with_dot, &mut sources, &mut problems).unwrap();
    assert!(problems.is_empty());
    assert_eq!(
        loaded.model.methods.get("b.c").unwrap().effect,
        crate::model::Effect::Write
    );
}

#[test]
fn a_folder_is_read_in_order_whoever_reads() {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    for index in (0..20).rev() {
        write(
            &format!("a/n{index:02}.yaml"),
            &format!("namespace: a.n{index:02}\nkey{index}: 1\n"),
        );
    }
    write("z.yaml", "namespace: [\n");
    write("examples/a.b.yaml", "method: a.b\nexamples: []\n");
    write("README.md", "not a schema");
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    let loaded = super::folder(folder.path(), &mut sources, &mut problems);
    let examples = super::examples(folder.path(), &mut sources, &mut problems);
    assert_eq!(loaded.files.len(), 20);
    assert!(
        loaded
            .files
            .iter()
            .is_sorted_by_key(|file| file.path.clone())
    );
    assert!(loaded.files.iter().all(|file| !file.complete));
    assert_eq!(examples.len(), 1);
    assert_eq!(examples[0].path, Path::new("examples").join("a.b.yaml"));
    assert!(
        sources
            .name(examples[0].source)
            .ends_with("examples/a.b.yaml")
    );
    let unsorted: Vec<_> = problems.iter().cloned().collect();
    assert_eq!(unsorted.len(), 21);
    problems.sort(&sources);
    assert_eq!(problems.iter().cloned().collect::<Vec<_>>(), unsorted);
}

#[test]
fn what_cannot_be_opened_is_a_problem() {
    let mut sources = Sources::default();
    let mut problems = Problems::default();
    assert!(
        super::folder(Path::new("no/such/folder"), &mut sources, &mut problems)
            .files
            .is_empty()
    );
    assert!(
        super::file(Path::new("no-such-file.yaml"), &mut sources, &mut problems)
            .files
            .is_empty()
    );
    assert_eq!(problems.len(), 2);
    let empty = tempfile::tempdir().unwrap();
    super::folder(empty.path(), &mut sources, &mut problems);
    assert_eq!(problems.len(), 3);
}

#[test]
fn both_readings_are_those_of_each_alone() {
    type Reading<'a> = &'a dyn Fn(&Path, &mut Sources, &mut Problems) -> String;
    let with = |corrections: &str| format!("{FILE}corrections:\n{corrections}");
    let corrected = with(&correction("methods.set.result.at", "productRows"));
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("corrected", corrected.as_str()),
        ("empty", ""),
        (
            "expired",
            &with(&correction("methods.set.result.at", "rows")),
        ),
        ("misspelt", &FILE.replace("effect", "efect")),
        ("nameless", &with(&correction("namespace", "null"))),
        ("stated", FILE),
        ("tagged", &corrected.replace("string", "!tag string")),
        ("unclosed", "{"),
    ] {
        let path = folder.path().join(name).with_extension("yaml");
        std::fs::write(path, text).unwrap();
    }
    std::fs::write(folder.path().join("unreadable.yaml"), b"\xff").unwrap();
    let read = |reading: Reading<'_>| {
        let (mut sources, mut problems) = (Sources::default(), Problems::default());
        let files = reading(folder.path(), &mut sources, &mut problems);
        let titles = problems.iter().map(|problem| problem.title.clone());
        (files, titles.collect::<Vec<_>>())
    };
    let corrected =
        read(&|root, sources, problems| format!("{:?}", super::folder(root, sources, problems)));
    let stated =
        read(&|root, sources, problems| format!("{:?}", super::stated(root, sources, problems)));
    assert_ne!(corrected.0, stated.0);
    let both = read(&|root, sources, problems| {
        let both = super::both(root, sources, problems);
        assert!(both.corrected.files.len() > 2);
        format!("{:?} {:?}", both.corrected, both.stated)
    });
    assert_eq!(both, (format!("{} {}", corrected.0, stated.0), corrected.1));
}
