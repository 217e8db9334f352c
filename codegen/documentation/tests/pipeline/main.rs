//! What importing writes and what drift compares are the same facts.
//!
//! The pages are those of `import/`, and with `BITRIX24_DOCS` those of a snapshot of the
//! documentation too.

mod deletions;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::node::Node;
use bitrix24_codegen::shape::{Entries, Shape};
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::yaml::{self, Comments};
use bitrix24_codegen::{load, resolve};
use bitrix24_documentation::coverage::{Coverage, Described, State};
use bitrix24_documentation::drift::apply::{self, apply};
use bitrix24_documentation::drift::{Drift, Schema, Settled, Shown};
use bitrix24_documentation::edit::{self, Edit};
use bitrix24_documentation::extract::draft::Draft;
use bitrix24_documentation::extract::{self, Documentation};
use bitrix24_documentation::page::{Folder, Page};
use bitrix24_documentation::write::{Documented, Existing, write};
use tempfile::TempDir;

/// Files of a schema, by path.
type Files = BTreeMap<String, String>;

/// The pages of each case, as one documentation.
fn cases() -> Vec<(String, Folder)> {
    let mut paths: Vec<PathBuf> = fs::read_dir("tests/import")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir() || path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    paths.sort();
    assert!(paths.len() > 25, "the cases are not where they were");
    let case = |path: &PathBuf| {
        let mut files = vec![path.clone()];
        if path.is_dir() {
            files = fs::read_dir(path)
                .unwrap()
                .map(|entry| entry.unwrap().path())
                .collect();
            files.sort();
        }
        let page = |file: &PathBuf| {
            let name = file.file_stem().unwrap().to_string_lossy();
            let text = fs::read_to_string(file).unwrap();
            Page::read(&format!("api-reference/shop/{name}"), text)
        };
        let pages = files.iter().map(page).collect();
        (path.display().to_string(), Folder::new(pages))
    };
    paths.iter().map(case).collect()
}

/// The snapshot of the documentation that the environment names.
fn snapshot() -> Option<Folder> {
    let root = std::env::var_os("BITRIX24_DOCS")?;
    Some(Folder::open(Path::new(&root)).expect("BITRIX24_DOCS names a folder of pages"))
}

fn shipped() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schema")
}

fn save(files: &Files) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn read(root: &Path) -> Files {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let loaded = load::stated(root, &mut sources, &mut problems);
    let text = |file: &load::LoadedFile| {
        let path = file.path.to_string_lossy().replace('\\', "/");
        (path, sources.text(file.source).to_owned())
    };
    loaded.files.iter().map(text).collect()
}

/// What importing everything into files gives, examples left out.
fn imported(documentation: &Documentation, files: &Files) -> Files {
    import(documentation, files, &|_| true)
}

/// What importing the wanted methods and events into files gives, examples left out.
fn import(documentation: &Documentation, files: &Files, wanted: &dyn Fn(&Draft) -> bool) -> Files {
    let mut existing = Existing::default();
    if !files.is_empty() {
        let folder = save(files);
        let (mut sources, mut problems) = (Sources::default(), Problems::default());
        let loaded = load::folder(folder.path(), &mut sources, &mut problems);
        let schema = resolve::resolve(&loaded, &mut problems);
        existing = Existing::of(&loaded.files, &schema, files.clone());
    }
    let written = write(documentation, &existing, wanted);
    assert!(written.failures.is_empty(), "{:?}", written.failures);
    let mut files = files.clone();
    files.extend(written.files);
    files
}

fn open(root: &Path) -> Result<Schema, String> {
    Schema::open(root).map_err(|wrong| {
        let titles = wrong.problems.iter().map(|problem| problem.title.clone());
        titles.collect::<Vec<_>>().join("\n")
    })
}

/// Each change in a line.
fn drift(documentation: &Documentation, root: &Path) -> Vec<String> {
    drift_beside(documentation, root, None, None)
}

/// The differences of the shipped schema that a person has settled, and its fields that examples
/// show.
fn settled() -> (Settled, Shown) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("settled");
    let (settled, shown) = (Settled::open(&folder), Shown::open(&folder));
    let (settled, shown) = (settled.unwrap(), shown.unwrap());
    let is_there = !settled.lines().is_empty() && !shown.is_empty();
    assert!(is_there, "the lists are not where they were");
    (settled, shown)
}

/// Each change that a list does not settle, each line of the list that settles nothing, and each
/// field that no page states and a list of such lacks, as the command reports them.
fn drift_beside(
    documentation: &Documentation,
    root: &Path,
    settled: Option<&Settled>,
    shown: Option<&Shown>,
) -> Vec<String> {
    let schema = open(root).unwrap();
    let documented = Documented::of(documentation, schema.files());
    let stated = schema.facts();
    let placements = schema.placements();
    let mut drift =
        Drift::unplanned(&stated, &documented).with_placements(&placements, &documented.placements);
    if let Some(shown) = shown {
        drift.add_shown(shown);
    }
    if let Some(settled) = settled {
        drift.leave_out_shown(&schema, &documented);
        drift.leave_out(settled);
        drift.retain_described();
    }
    drift.plan(&schema, &stated, &documented);
    let line = |change: &_| {
        let side = |text: Option<String>| text.unwrap_or_default();
        let change: &bitrix24_documentation::compare::Record<'_> = change;
        format!(
            "{}: {} → {}",
            apply::name(change),
            side(change.before_text()),
            side(change.after_text())
        )
    };
    let expired = drift.expired.iter();
    let expired = expired.map(|expired| format!("{}:{}: expired", expired.file, expired.number));
    let stated = drift.expired_shown.iter();
    let stated = stated.map(|field| format!("{} {}: stated", field.keys, field.name));
    let changes = drift.changes.iter().map(line);
    changes.chain(expired).chain(stated).collect()
}

#[test]
fn nothing_drifts_after_an_import() {
    for (case, folder) in cases() {
        let documentation = extract::read(&folder);
        let files = imported(&documentation, &Files::new());
        if !files.is_empty() {
            let root = save(&files);
            assert_eq!(drift(&documentation, root.path()), [""; 0], "{case}");
        }
    }
}

#[test]
fn nothing_of_a_snapshot_drifts_after_an_import() {
    let Some(folder) = snapshot() else {
        return eprintln!("skipped: BITRIX24_DOCS names no snapshot");
    };
    let documentation = extract::read(&folder);
    // What the schema says of its own is settled, and stays so beside what is imported.
    let (settled, _) = settled();
    for (start, settled) in [(Files::new(), None), (read(&shipped()), Some(&settled))] {
        let files = imported(&documentation, &start);
        let root = save(&files);
        let changes = drift_beside(&documentation, root.path(), settled, None);
        assert_eq!(changes.len(), 0, "{:#?}", &changes[..changes.len().min(40)]);
    }
}

#[test]
fn the_shipped_schema_follows_a_snapshot() {
    let Some(folder) = snapshot() else {
        return eprintln!("skipped: BITRIX24_DOCS names no snapshot");
    };
    let documentation = extract::read(&folder);
    let (settled, shown) = settled();
    let changes = drift_beside(&documentation, &shipped(), Some(&settled), Some(&shown));
    assert_eq!(changes, [""; 0]);
}

/// The keys of every field of every object of a file.
fn fields(text: &str) -> Vec<Vec<String>> {
    let mut sources = Sources::default();
    let source = sources.add("file.yaml", text);
    let root = yaml::read(text, source, Comments::Skip).root.unwrap();
    let mut found = Vec::new();
    walk(&root, Shape::File, &mut Vec::new(), &mut found);
    found
}

fn walk(node: &Node, shape: Shape, keys: &mut Vec<String>, found: &mut Vec<Vec<String>>) {
    let names_fields = matches!(shape, Shape::Names(Entries::Fields | Entries::Parameters));
    for entry in node.entries() {
        keys.push(entry.key.to_string());
        if names_fields {
            found.push(keys.clone());
        }
        walk(&entry.value, shape.child(&entry.key), keys, found);
        keys.pop();
    }
}

/// Deletes a field, applies the drift, and says why it did not come back as it was.
fn restored(documentation: &Documentation, files: &Files, path: &str, keys: &[String]) -> Restored {
    // Without what only the example of a filter names, that example contradicts the schema. The
    // files here are without examples.
    let named_by_example = node(&files[path])
        .as_ref()
        .and_then(|root| at(root, keys)?.get("check")?.text())
        .is_some_and(|check| check.contains("only the example of a filter names it"));
    if named_by_example {
        return Restored::Needed;
    }
    let keys = keys.to_vec();
    let Ok(without) = edit::all(&files[path], [&Edit::Remove { keys }]) else {
        return Restored::Needed;
    };
    let mut changed = files.clone();
    changed.insert(path.to_owned(), edit::formatted(&without).unwrap());
    let root = save(&changed);
    // What everything else leans on cannot be taken away alone.
    let Ok(schema) = open(root.path()) else {
        return Restored::Needed;
    };
    let documented = Documented::of(documentation, schema.files());
    let stated = schema.facts();
    let placements = schema.placements();
    let mut drift =
        Drift::unplanned(&stated, &documented).with_placements(&placements, &documented.placements);
    drift.plan(&schema, &stated, &documented);
    let applied = apply(&drift, &schema, &|_| None);
    let now = applied.files.get(path).and_then(Option::as_ref);
    if now.unwrap_or(&changed[path]) == &files[path] {
        return Restored::AsItWas;
    }
    let left = applied.left.iter();
    let left: Vec<String> = left
        .map(|(index, reason)| format!("{}: {reason}", apply::name(&drift.changes[*index])))
        .collect();
    Restored::Otherwise(format!(
        "{left:#?}\n{}",
        now.map_or("nothing is edited", String::as_str)
    ))
}

enum Restored {
    AsItWas,
    /// The schema without it is none.
    Needed,
    Otherwise(String),
}

#[test]
fn what_is_deleted_comes_back_as_importing_writes_it() {
    let (mut back, mut needed) = (0, 0);
    for (case, folder) in cases() {
        let documentation = extract::read(&folder);
        let files = imported(&documentation, &Files::new());
        for (path, text) in &files {
            for keys in fields(text) {
                match restored(&documentation, &files, path, &keys) {
                    Restored::AsItWas => back += 1,
                    Restored::Needed => needed += 1,
                    Restored::Otherwise(why) => panic!("{case}: {}: {why}\n{text}", keys.join(".")),
                }
            }
        }
    }
    assert!(
        back > 100 && needed * 10 < back,
        "{back} back, {needed} needed"
    );
}

fn node(text: &str) -> Option<Node> {
    let source = Sources::default().add("file.yaml", text);
    yaml::read(text, source, Comments::Skip).root
}

fn at<'n>(root: &'n Node, keys: &[String]) -> Option<&'n Node> {
    keys.iter().try_fold(root, |node, key| node.get(key))
}

/// Whether coverage and drift tell of the same methods.
fn agree(documentation: &Documentation, folder: &Folder, root: &Path) {
    let schema = open(root).unwrap();
    let documented = Documented::of(documentation, schema.files());
    let stated = schema.facts();
    let drift = Drift::from_schema(&schema, &stated, &documented);
    let drifts: BTreeSet<(&str, u8)> = drift
        .changes
        .iter()
        .filter_map(|change| Some((change.before?, change.after?)))
        .map(|(_, after)| (after.name.as_str(), after.version))
        .collect();
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let described = Described::read(root, &mut sources, &mut problems);
    let coverage = Coverage::of(documentation, folder, &described);
    let differs: BTreeSet<(&str, u8)> = coverage
        .subjects
        .iter()
        .filter(|subject| subject.state == State::Differs)
        .map(|subject| (subject.name.as_str(), subject.version))
        .collect();
    assert_eq!(drifts, differs);
}

#[test]
fn coverage_says_differs_where_drift_reports_something() {
    let mut compared = 0;
    for (_, folder) in cases() {
        let documentation = extract::read(&folder);
        let files = imported(&documentation, &Files::new());
        for (path, text) in &files {
            // Some with nothing, and some with a field less.
            let every = fields(text).into_iter().step_by(3).map(Some);
            for keys in std::iter::once(None).chain(every) {
                let mut changed = files.clone();
                if let Some(keys) = keys
                    && let Ok(text) = edit::all(text, [&Edit::Remove { keys }])
                {
                    changed.insert(path.clone(), text);
                }
                let root = save(&changed);
                if open(root.path()).is_ok() {
                    agree(&documentation, &folder, root.path());
                    compared += 1;
                }
            }
        }
    }
    assert!(compared > 50, "{compared}");
}

#[test]
fn coverage_with_a_snapshot_says_what_drift_does() {
    let Some(folder) = snapshot() else {
        return eprintln!("skipped: BITRIX24_DOCS names no snapshot");
    };
    agree(&extract::read(&folder), &folder, &shipped());
}

const TYPES: &str = "# Data types\n\n## Types\n\n#|\n|| **Type** | **Description** ||\n|| `user` | Integer identifier of a user ||\n|#\n";

const ORDER_FIELDS: &str = "# Fields of an order\n
#|
|| **Name**
`type` | **Description** ||
|| **id**
`integer` | Number; read only ||
|| **updatedBy**
[`user`](../data-types.md) | Who changed it ||
|| **approvedBy**
[`user`](../data-types.md) | Who approved it ||
|| **productId**
`catalog_product.id` | What is ordered ||
|#
";

const ORDER_GET: &str = "# Get an order crm.order.get\n
> Scope: `crm`
>
> Who can execute the method: any user

## Method Parameters

#|
|| **Name**
`type` | **Description** ||
|| **id***
`integer` | Number of the order ||
|#

## Response Handling

#|
|| **Name**
`type` | **Description** ||
|| **result**
`object` | Root ||
|| **item**
`object` | The order, see the [description of its fields](order-fields.md) ||
|#
";

const TASK_FIELDS: &str = "# Fields of a task\n
### user {#user}

#|
|| **Name**
`type` | **Description** ||
|| **id**
`integer` | Number ||
|| **name**
`string` | Full name ||
|| **icon**
`string` | Picture ||
|#
";

const TASK_GET: &str = "# Get a task tasks.task.get\n
> Scope: `task`
>
> Who can execute the method: any user

## Method Parameters

#|
|| **Name**
`type` | **Description** ||
|| **id***
`integer` | Number of the task ||
|#

## Response Handling

#|
|| **Name**
`type` | **Description** ||
|| **result**
`object` | Root ||
|| **creator**
[`user`](fields.md#user) | Who set the task ||
|#
";

const FILES: [(&str, &str); 4] = [
    (
        "user.yaml",
        "namespace: user\npage: api-reference\n\ntypes:\n  User: { wire: user, page: data-types, key: integer }\n",
    ),
    (
        "catalog.yaml",
        "namespace: catalog\n\ntypes:\n  Product: { wire: catalog_product.id, key: integer }\n",
    ),
    (
        "tasks/task.yaml",
        "namespace: tasks.task
scope: [task]
page: api-reference/tasks

types:
  Person:
    wire: user
    page: fields
    fields:
      id: integer
      name: string
      icon: string

methods:
  get:
    page: tasks-task-get
    access: any user
    effect: read
    params:
      id: { type: integer, required: true }
    result: { at: creator, type: Person }
",
    ),
    (
        "crm/order.yaml",
        "namespace: crm.order
scope: [crm]
page: api-reference/crm

types:
  Order:
    page: order-fields
    fields:
      id: { type: integer, access: read }
      updatedBy: id<user.User>
      approvedBy: id<user.User>
      productId: id<catalog.Product>

methods:
  get:
    page: crm-order-get
    access: any user
    effect: read
    params:
      id: { type: integer, required: true }
    result: { at: item, type: Order }
",
    ),
];

#[test]
fn of_two_types_with_one_name_the_one_that_the_link_leads_to_is_meant() {
    let folder = Folder::new(vec![
        Page::read("api-reference/data-types", TYPES),
        Page::read("api-reference/crm/order-fields", ORDER_FIELDS),
        Page::read("api-reference/crm/crm-order-get", ORDER_GET),
        Page::read("api-reference/tasks/fields", TASK_FIELDS),
        Page::read("api-reference/tasks/tasks-task-get", TASK_GET),
    ]);
    let documentation = extract::read(&folder);
    let files: Files = FILES
        .iter()
        .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
        .collect();
    assert_eq!(drift(&documentation, save(&files).path()), [""; 0]);
    for field in ["updatedBy", "approvedBy", "productId"] {
        let keys = ["types", "Order", "fields", field].map(str::to_owned);
        match restored(&documentation, &files, "crm/order.yaml", &keys) {
            Restored::AsItWas => {}
            Restored::Needed => panic!("{field} can be taken away"),
            Restored::Otherwise(why) => panic!("{field}: {why}"),
        }
    }
    let methods = vec!["methods".to_owned()];
    let mut without = files.clone();
    for path in ["crm/order.yaml", "tasks/task.yaml"] {
        let edit = Edit::Remove {
            keys: methods.clone(),
        };
        without.insert(path.to_owned(), edit::all(&files[path], [&edit]).unwrap());
    }
    let imported = imported(&documentation, &without);
    assert!(
        imported["tasks/task.yaml"].contains("creator, type: Person"),
        "{imported:#?}"
    );
    assert!(
        imported["crm/order.yaml"].contains("at: item, type: "),
        "{imported:#?}"
    );
    assert!(
        !imported["crm/order.yaml"].contains("Person"),
        "{imported:#?}"
    );
}

const CRATES: &str = "# Get crates crm.crate.get\n
> Scope: `crm`
>
> Who can execute the method: any user

## Method Parameters

#|
|| **Name**
`type` | **Description** ||
|| **weight***
`double` | In kilograms ||
|#

## Response Handling

#|
|| **Name**
`type` | **Description** ||
|| **result**
`object[]` | The crates, each [described below](#crate) ||
|#

### Object crate {#crate}

#|
|| **Name**
`type` | **Description** ||
|| **id**
`integer` | Number of the crate ||
|| **weight**
`double` | In kilograms ||
|#
";

/// The schema calls the object by a name that importing would not give it.
const CRATE: &str = "namespace: crm.crate
scope: [crm]
page: api-reference/crm

types:
  Box:
    page: crm-crate-get
    fields:
      id: id<Box>
      weight: double

methods:
  get:
    page: crm-crate-get
    access: any user
    effect: read
    params:
      weight: { type: double, required: true }
    result: Box[]
";

#[test]
fn an_identifier_comes_back_as_that_of_the_type_that_it_stands_in() {
    let page = Page::read("api-reference/crm/crm-crate-get", CRATES);
    let documentation = extract::read(&Folder::new(vec![page]));
    let files = Files::from([("crm/crate.yaml".to_owned(), CRATE.to_owned())]);
    let keys = ["types", "Box", "fields", "id"].map(str::to_owned);
    match restored(&documentation, &files, "crm/crate.yaml", &keys) {
        Restored::AsItWas => {}
        Restored::Needed => panic!("the identifier can be taken away"),
        Restored::Otherwise(why) => panic!("{why}"),
    }
}
