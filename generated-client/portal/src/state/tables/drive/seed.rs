//! The Drive of the documented examples: its storages, with their folders and files.

use super::{ATTACHMENT, FILE, FOLDER, PRESENT, STORAGE, VERSION, number, objects};
use crate::state::table::{Row, RowKey, Rows, Table};
use bitrix24::describe;

/// Storages that no example shows: identifier, name, kind and identifier of the owner, root folder.
const STORAGES: [(i64, &str, &str, &str, i64); 3] = [
    (1, "My drive", "user", "1", 2),
    (3, "Company drive", "common", "shared_files_s1", 4),
    (1361, "Project", "group", "69", 8895),
];

/// Folders that examples name and do not show: identifier, name, storage, folder.
const FOLDERS: [(i64, &str, i64, i64); 9] = [
    (649, "Created files", 1, 2),
    (1275, "Candidates", 1, 2),
    (9637, "Reports", 1, 2),
    (8942, "Drafts", 1357, 8875),
    (8994, "Photos", 1357, 8875),
    (9023, "Pictures", 1357, 8875),
    (8996, "Contracts", 1357, 8907),
    (8968, "Ordnername", 1357, 8875),
    (8910, "bitrix.restapi", 1366, 0),
];

/// Files that examples name and do not show: identifier, name, folder, size.
const FILES: [(i64, &str, i64, i64); 3] = [
    (1065, "Plan.docx", 8942, 21_668),
    (9035, "picture.png", 8907, 1679),
    (8903, "Picture.png", 8907, 52_486),
];

/// The rows of a method's documented answers.
fn shown(table: &'static Table, method: &str) -> Vec<(RowKey, Row)> {
    let method = describe::method(method, 2);
    method.map(|method| table.shown(method)).unwrap_or_default()
}

/// The first of the rows with one identifier counts.
fn add(rows: &mut Rows, key: RowKey, mut row: Row) {
    if rows.get(&key).is_none() {
        row.insert("id".to_owned(), key.value());
        rows.put(key, row);
    }
}

/// A folder that its user created before the examples were written.
fn former(name: &str, storage: i64, parent: i64) -> Row {
    let mut row = objects::fresh(name, storage, parent);
    for field in ["createtime", "updatetime"] {
        row.insert(field.to_owned(), "2025-12-23T10:30:01+02:00".into());
    }
    for field in ["createdby", "updatedby"] {
        row.insert(field.to_owned(), 1269.into());
    }
    row
}

pub(super) fn storages() -> Rows {
    let mut rows = Rows::default();
    for method in [
        "disk.storage.get",
        "disk.storage.getList",
        "disk.storage.getForApp",
    ] {
        for (key, row) in shown(&STORAGE, method) {
            add(&mut rows, key, row);
        }
    }
    for (id, name, kind, owner, root) in STORAGES {
        let row = [
            ("name", name.into()),
            ("code", bitrix24::Value::Null),
            ("moduleid", "disk".into()),
            ("entitytype", kind.into()),
            ("entityid", owner.into()),
            ("rootobjectid", root.into()),
        ];
        let row = row.map(|(name, value)| (name.to_owned(), value));
        add(&mut rows, RowKey::Number(id), Row::from(row));
    }
    rows
}

pub(super) fn objects() -> Rows {
    let mut rows = Rows::default();
    let storages = storages();
    for (key, storage) in storages.iter() {
        let root = RowKey::Number(number(storage, "rootobjectid"));
        let name = super::names::name(storage);
        add(&mut rows, root, former(&name, key.number(), 0));
    }
    for (table, method) in [
        (&FOLDER, "disk.folder.get"),
        (&FOLDER, "disk.folder.getChildren"),
        (&FOLDER, "disk.storage.getChildren"),
        (&FOLDER, "disk.folder.markDeleted"),
        (&FILE, "disk.file.get"),
        (&FILE, "disk.file.restore"),
        (&FILE, "disk.file.search"),
    ] {
        for (key, mut row) in shown(table, method) {
            row.remove("downloadurl");
            row.remove("detailurl");
            let status = match method {
                // The example of a restored file needs one in the trash.
                "disk.file.restore" => super::IN_TRASH,
                _ => PRESENT,
            };
            row.insert("deletedtype".to_owned(), status.into());
            if status == PRESENT {
                row.insert("deletetime".to_owned(), bitrix24::Value::Null);
                row.insert("deletedby".to_owned(), 0.into());
            }
            add(&mut rows, key, row);
        }
    }
    for (id, name, storage, parent) in FOLDERS {
        let mut row = former(name, storage, parent);
        row.insert("realobjectid".to_owned(), id.into());
        add(&mut rows, RowKey::Number(id), row);
    }
    for (id, name, folder, size) in FILES {
        let mut row = former(name, 1357, folder);
        let values = [
            ("type", "file".into()),
            ("globalcontentversion", 1.into()),
            ("fileid", (30_000 + id).into()),
            ("size", size.into()),
        ];
        row.extend(values.map(|(name, value): (_, bitrix24::Value)| (name.to_owned(), value)));
        add(&mut rows, RowKey::Number(id), row);
    }
    rows
}

pub(super) fn versions() -> Rows {
    let mut rows = Rows::default();
    for method in ["disk.version.get", "disk.file.getVersions"] {
        for (key, mut row) in shown(&VERSION, method) {
            row.insert("fileid".to_owned(), (30_000 + key.number()).into());
            row.remove("downloadurl");
            add(&mut rows, key, row);
        }
    }
    rows
}

pub(super) fn attachments() -> Rows {
    let mut rows = Rows::default();
    for (key, mut row) in shown(&ATTACHMENT, "disk.attachedObject.get") {
        row.remove("downloadurl");
        add(&mut rows, key, row);
    }
    rows
}
