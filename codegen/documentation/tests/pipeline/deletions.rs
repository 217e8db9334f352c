//! Fields that are deleted from the shipped schema, and come back from the pages.
//!
//! ```sh
//! BITRIX24_DOCS=../docs cargo test --release -p bitrix24-documentation --test pipeline -- --ignored --nocapture
//! ```

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fs;
use std::path::Path;
use std::rc::Rc;

use bitrix24_codegen::diagnostic::{Diagnostic, Problems};
use bitrix24_codegen::load;
use bitrix24_codegen::node::{Entry, Kind, Node};
use bitrix24_codegen::source::Sources;
use bitrix24_documentation::compare::Record;
use bitrix24_documentation::drift::apply::apply;
use bitrix24_documentation::drift::{Action, Drift, Schema, Step};
use bitrix24_documentation::edit::{self, Edit};
use bitrix24_documentation::extract::draft::Draft;
use bitrix24_documentation::extract::{self, Documentation};
use bitrix24_documentation::facts::{self, Facts, Item};
use bitrix24_documentation::write::Documented;
use tempfile::TempDir;

use super::{Files, at, fields, import, node, open, read, save, shipped, snapshot};

/// The method or event, whether it is sent, and the path of an item of it.
type Subject = (String, u8, bool, String);

/// A field of the schema: its file, and the keys that lead to it.
type Field = (String, Vec<String>);

/// The methods and events that the schema describes.
type Described = BTreeSet<(String, u8)>;

/// A part of a file: what it says, with the names of types in full.
type Text = String;

/// What importing writes for items, when no method is described.
#[derive(Default)]
struct Imported {
    /// When every named type is there.
    methods: HashMap<Subject, Text>,
    /// The fields of each named type, when the schema lacks it and the others of its group.
    types: BTreeMap<String, Rc<HashMap<Subject, Text>>>,
}

impl Imported {
    /// Imports everything once with all types, and once without each; those that do not name each
    /// other, together.
    fn of(documentation: &Documentation, files: &Files, described: &Described) -> Self {
        let bare: Files = files
            .iter()
            .map(|(path, text)| {
                let sections = ["methods", "events", "corrections", "placements"];
                let text = sections.iter().fold(text.clone(), |text, section| {
                    without(&text, &[*section]).unwrap_or(text)
                });
                (path.clone(), text)
            })
            .collect();
        let mut result = Self {
            methods: items(documentation, &bare, described),
            ..Self::default()
        };
        for together in apart(&objects(&bare)) {
            let mut files = bare.clone();
            for full in &together {
                let (unit, name) = full.rsplit_once('.').unwrap();
                let path = path_of(unit);
                let text = without(&files[&path], &["types", name]).unwrap();
                files.insert(path, text);
            }
            let written = Rc::new(items(documentation, &files, described));
            for full in together {
                result.types.insert(full, Rc::clone(&written));
            }
        }
        result
    }

    /// What importing writes for what a field of the schema is restored from.
    fn texts(&self, path: &str, keys: &[String], subjects: &BTreeSet<Subject>) -> Vec<&Text> {
        let of = match keys {
            [section, name, ..] if section == "types" => {
                let full = format!("{}.{name}", unit_of(path));
                self.types.get(&full).map(Rc::as_ref)
            }
            _ => Some(&self.methods),
        };
        let written = of.into_iter();
        let texts = written.flat_map(|of| subjects.iter().filter_map(|subject| of.get(subject)));
        texts.collect()
    }
}

fn without(text: &str, keys: &[&str]) -> Option<String> {
    let keys = keys.iter().map(|key| (*key).to_owned()).collect();
    edit::all(text, [&Edit::Remove { keys }]).ok()
}

fn unit_of(path: &str) -> String {
    path.trim_end_matches(".yaml").replace('/', ".")
}

fn path_of(unit: &str) -> String {
    match unit.strip_suffix(".v3") {
        Some(unit) => format!("{}.v3.yaml", unit.replace('.', "/")),
        None => format!("{}.yaml", unit.replace('.', "/")),
    }
}

/// The named types with fields, each with the text of all that it says.
fn objects(files: &Files) -> BTreeMap<String, Text> {
    let mut objects = BTreeMap::new();
    for (path, text) in files {
        let root = node(text).unwrap();
        for entry in root.get("types").map(Node::entries).unwrap_or_default() {
            if entry.value.get("fields").is_some() {
                let full = format!("{}.{}", unit_of(path), entry.key);
                objects.insert(full, written(&entry.value, &unit_of(path)));
            }
        }
    }
    objects
}

/// Types in groups, of which none names another of its group.
fn apart(objects: &BTreeMap<String, Text>) -> Vec<Vec<String>> {
    let mut groups: Vec<Vec<String>> = Vec::new();
    let names = |one: &str, other: &str| {
        let letters = |letter: char| !letter.is_alphanumeric() && letter != '_' && letter != '.';
        objects[one].split(letters).any(|word| word == other)
    };
    for name in objects.keys() {
        let free = |group: &Vec<String>| {
            let mut others = group.iter();
            !others.any(|other| names(name, other) || names(other, name))
        };
        match groups.iter().position(free) {
            Some(at) => groups[at].push(name.clone()),
            None => groups.push(vec![name.clone()]),
        }
    }
    groups
}

/// Imports what is described into files, and reads what it writes for each item.
fn items(
    documentation: &Documentation,
    files: &Files,
    described: &Described,
) -> HashMap<Subject, Text> {
    let wanted = |draft: &Draft| described.contains(&(draft.name.to_lowercase(), draft.version));
    let files = import(documentation, files, &wanted);
    let roots: BTreeMap<&str, Node> = files
        .iter()
        .filter_map(|(path, text)| Some((path.as_str(), node(text)?)))
        .collect();
    let folder = save(&files);
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let loaded = load::stated(folder.path(), &mut sources, &mut problems);
    let mut texts = HashMap::new();
    for facts in facts::schema::facts(&loaded, &sources) {
        for (sent, items) in [(true, &facts.params), (false, &facts.result)] {
            for item in items {
                // What has a sentence is of a type that stood there before.
                if let Some(value) = roots
                    .get(&*item.at.yaml)
                    .and_then(|root| at(root, &item.at.keys))
                    .filter(|value| value.get("doc").is_none())
                {
                    let text = written(value, &unit_of(&item.at.yaml));
                    texts.insert(subject(&facts, sent, item), text);
                }
            }
        }
    }
    texts
}

fn subject(facts: &Facts, sent: bool, item: &Item) -> Subject {
    let name = facts.name.to_lowercase();
    (name, facts.version, sent, item.path.clone())
}

/// What a part of a file says, its names of types in full.
fn written(value: &Node, unit: &str) -> Text {
    match value.kind() {
        Kind::Scalar(scalar) => {
            let mut text = String::new();
            for part in scalar
                .text
                .split_inclusive(|letter: char| !letter.is_alphanumeric())
            {
                let is_name = part.starts_with(|first: char| first.is_ascii_uppercase());
                if is_name && !unit.is_empty() && !text.ends_with(['.', '_']) {
                    text += unit;
                    text.push('.');
                }
                text += part;
            }
            text
        }
        Kind::Sequence(items) => {
            let items: Vec<Text> = items.iter().map(|item| written(item, unit)).collect();
            format!("[{}]", items.join(", "))
        }
        Kind::Mapping(entries) => {
            let entry = |entry: &Entry| {
                // Values of an enumeration and words may look like types.
                let is_type = !matches!(&*entry.key, "values" | "default" | "doc" | "check");
                let value = written(&entry.value, if is_type { unit } else { "" });
                format!("{}: {value}", entry.key)
            };
            let entries: Vec<Text> = entries.iter().map(entry).collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

/// What became of the deleted fields.
#[derive(Default)]
struct Tally {
    /// They came back as importing writes them.
    same: usize,
    /// They came back where importing writes no field, or under another name.
    elsewhere: Vec<String>,
    /// The schema without them is none.
    needed: usize,
    /// Their pages do not have them, or a person has to decide.
    left: usize,
    /// They came back otherwise than importing writes them.
    wrong: Vec<String>,
}

struct Deletions<'d> {
    /// What pages say does not depend on the fields of types.
    documented: &'d Documented,
    files: &'d Files,
    /// The files in a folder, changed for a while.
    folder: TempDir,
    imported: &'d Imported,
    tally: Tally,
}

impl Deletions<'_> {
    /// Deletes the fields of a round together, but for those that the schema needs.
    fn round(&mut self, mut fields: Vec<Field>) {
        let needed = self.needed(&fields);
        self.tally.needed += needed.len();
        fields.retain(|field| !needed.contains(field));
        self.delete(&fields);
    }

    /// The fields without which the schema is none. All files are asked at once for a part of their
    /// fields; the part of a file that has problems then is asked by halves.
    fn needed(&self, fields: &[Field]) -> BTreeSet<Field> {
        let mut open: BTreeMap<&str, Vec<Vec<Field>>> = BTreeMap::new();
        for field in fields {
            let parts = open.entry(&field.0).or_insert_with(|| vec![Vec::new()]);
            parts[0].push(field.clone());
        }
        let mut needed = BTreeSet::new();
        while !open.is_empty() {
            let asked = open
                .iter_mut()
                .filter_map(|(path, parts)| Some((*path, parts.pop()?)));
            let asked: Vec<(&str, Vec<Field>)> = asked.collect();
            let all: Vec<Field> = asked.iter().flat_map(|(_, part)| part.clone()).collect();
            let Err(problems) = self.open_without(&all) else {
                open.retain(|_, parts| !parts.is_empty());
                continue;
            };
            for (path, mut part) in asked {
                if !problems.contains(path) {
                    continue;
                }
                if part.len() > 1 {
                    let second = part.split_off(part.len() / 2);
                    open.entry(path).or_default().extend([second, part]);
                } else if self.open_without(&part).is_err() {
                    // Else the field of another file made the problem.
                    needed.extend(part);
                }
            }
            open.retain(|_, parts| !parts.is_empty());
        }
        needed
    }

    /// The schema without fields, or the files that have problems then.
    fn open_without(&self, fields: &[Field]) -> Result<Schema, BTreeSet<String>> {
        let mut removed: BTreeMap<&str, Vec<Edit>> = BTreeMap::new();
        for (path, keys) in fields {
            let keys = keys.clone();
            removed.entry(path).or_default().push(Edit::Remove { keys });
        }
        let put = |path: &str, text: &str| fs::write(self.folder.path().join(path), text).unwrap();
        for (path, edits) in &removed {
            put(path, &edit::all(&self.files[*path], edits).unwrap());
        }
        let opened = Schema::open(self.folder.path());
        for path in removed.keys() {
            put(path, &self.files[*path]);
        }
        opened.map_err(|wrong| {
            let name = |problem: &Diagnostic| {
                let name = Path::new(wrong.sources.name(problem.span.file));
                let name = name.strip_prefix(self.folder.path()).unwrap_or(name);
                name.to_string_lossy().replace('\\', "/")
            };
            wrong.problems.iter().map(name).collect()
        })
    }

    /// Deletes fields together. Where that is no schema, those of the files with problems are
    /// deleted apart, and else by halves.
    fn delete(&mut self, fields: &[Field]) {
        let schema = match self.open_without(fields) {
            Ok(schema) => schema,
            Err(_) if fields.len() == 1 => {
                self.tally.needed += 1;
                return;
            }
            Err(names) => {
                let is_suspect = |(path, _): &Field| names.contains(path);
                let (mut first, mut second): (Vec<Field>, Vec<Field>) =
                    fields.iter().cloned().partition(is_suspect);
                if first.is_empty() || second.is_empty() {
                    first = fields.to_vec();
                    second = first.split_off(fields.len() / 2);
                }
                self.delete(&first);
                return self.delete(&second);
            }
        };
        let stated = schema.facts();
        let mut drift = Drift::from_schema(&schema, &stated, self.documented);
        drift.retain_described();
        let applied = apply(&drift, &schema, &|_| None);
        for (path, keys) in fields {
            let text = applied.files.get(path).and_then(Option::as_ref);
            let root = text.and_then(|text| node(text));
            let Some(now) = root.as_ref().and_then(|root| at(root, keys)) else {
                self.tally.left += 1;
                continue;
            };
            let now = written(now, &unit_of(path));
            let subjects = subjects(&drift, path, keys);
            let expected = self.imported.texts(path, keys, &subjects);
            let field = || format!("{path}: {}", keys.join("."));
            let is_expected = |other: &&Text| is_same(path, keys, &now, other);
            if expected.iter().any(is_expected) {
                self.tally.same += 1;
            } else if let Some(other) = expected.first() {
                let wrong = format!("{}: {now}, but importing writes {other}", field());
                eprintln!("{wrong}");
                self.tally.wrong.push(wrong);
            } else {
                self.tally.elsewhere.push(field());
            }
        }
    }
}

/// Whether a field came back as importing writes it, but for what follows from the type that it is
/// in: whether it is sent or received, where methods that send the type and methods that return it
/// differ, and its own identifier, which is a scalar in a type that the schema has without a key, and
/// has the name of its type.
fn is_same(path: &str, keys: &[String], now: &str, imported: &str) -> bool {
    let mut one_way = now.to_owned();
    for access in [", access: read", ", access: write"] {
        one_way = one_way.replace(access, "");
    }
    let bare = one_way
        .strip_prefix("{ type: ")
        .and_then(|rest| rest.strip_suffix(" }"))
        .filter(|rest| !rest.contains(": "));
    let one_way = bare.unwrap_or(&one_way);
    let is_id = keys.first().is_some_and(|section| section == "types")
        && keys
            .last()
            .is_some_and(|field| field.eq_ignore_ascii_case("id"));
    let own = keys.get(1).filter(|_| is_id);
    let own = own.map(|name| format!("id<{}.{name}>", unit_of(path)));
    let is_own = own.is_some_and(|own| {
        let is_scalar = matches!(now, "integer" | "string") && imported.starts_with("id<");
        let parts = imported.split_once("id<");
        let parts = parts.and_then(|(before, rest)| Some((before, rest.split_once('>')?.1)));
        let as_own = parts.map(|(before, after)| format!("{before}{own}{after}"));
        is_scalar || as_own.is_some_and(|imported| now == imported || one_way == imported)
    });
    now == imported || one_way == imported || is_own
}

/// The items of the documentation for which a field is added.
fn subjects(drift: &Drift<'_>, path: &str, keys: &[String]) -> BTreeSet<Subject> {
    let adds = |step: &Step| {
        step.edits.iter().any(|edit| match &edit.action {
            Action::Edit(Edit::Insert { keys: of, key, .. }) => {
                edit.file == path && of.iter().chain([key]).eq(keys)
            }
            _ => false,
        })
    };
    let changes = drift.changes.iter().zip(&drift.steps);
    let subject = |change: &Record<'_>| {
        let facts = change.subject();
        let sent = change.part() != "result";
        let name = facts.name.to_lowercase();
        (name, facts.version, sent, change.path().to_owned())
    };
    changes
        .filter(|(_, step)| adds(step))
        .map(|(change, _)| subject(change))
        .collect()
}

/// Fields in rounds. One of each few neighbours is deleted, and with a field nothing of what is in
/// it.
fn rounds(files: &Files) -> Vec<Vec<Field>> {
    /// How many neighbours.
    const APART: usize = 6;
    let mut rounds: BTreeMap<(usize, usize), Vec<Field>> = BTreeMap::new();
    for (path, text) in files {
        let mut counts: BTreeMap<Vec<String>, usize> = BTreeMap::new();
        for keys in fields(text) {
            let owner = keys[..keys.len() - 1].to_vec();
            let depth = keys.iter().filter(|key| *key == "fields").count();
            let count = counts.entry(owner).or_default();
            let round = rounds.entry((depth, *count % APART)).or_default();
            round.push((path.clone(), keys));
            *count += 1;
        }
    }
    rounds.into_values().collect()
}

#[test]
#[ignore = "needs a snapshot of the documentation, and half an hour"]
fn what_is_deleted_from_the_shipped_schema_comes_back_as_importing_writes_it() {
    let folder = snapshot().expect("BITRIX24_DOCS names the folder of a snapshot");
    let documentation = extract::read(&folder);
    let files = read(&shipped());
    let root = save(&files);
    let schema = open(root.path()).unwrap();
    let identity = |facts: &Facts| (facts.name.to_lowercase(), facts.version);
    let described: Described = schema.facts().iter().map(identity).collect();
    let mut documented = Documented::of(&documentation, schema.files());
    // What is not described is left out, since each round compares everything.
    documented
        .facts
        .retain(|facts| described.contains(&identity(facts)));
    let imported = Imported::of(&documentation, &files, &described);
    let mut deletions = Deletions {
        documented: &documented,
        files: &files,
        folder: root,
        imported: &imported,
        tally: Tally::default(),
    };
    for round in rounds(&files) {
        deletions.round(round);
    }
    let Tally {
        same,
        elsewhere,
        needed,
        left,
        wrong,
    } = deletions.tally;
    eprintln!(
        "{same} the same, {} elsewhere, {needed} needed, {left} left, {} wrong",
        elsewhere.len(),
        wrong.len()
    );
    eprintln!("elsewhere: {elsewhere:#?}");
    assert_eq!(wrong, [""; 0]);
    assert!(same > 1000, "{same}");
}
