//! The Drive: storages, folders, files, and the bytes behind their addresses.

use std::io;

use bitrix24_portal::{Fault, Portal};
use serde_json::{Value, json};

use crate::{Answer, Call, error, portal, result};

/// A storage of the examples, and its root folder.
const STORAGE: i64 = 1357;
const ROOT: i64 = 8875;

async fn folder(portal: &Portal, parent: i64, name: &str) -> i64 {
    let call = json!({"id": parent, "data": {"NAME": name}});
    let folder = result(portal, "disk.folder.addSubFolder", &call).await;
    assert_eq!(folder["PARENT_ID"], json!(parent.to_string()));
    folder["ID"].as_i64().expect("a number")
}

async fn file(portal: &Portal, folder: i64, name: &str, base64: &str) -> Value {
    let call = json!({"id": folder, "data": {"NAME": name}, "fileContent": [name, base64]});
    result(portal, "disk.folder.uploadFile", &call).await
}

fn id(object: &Value) -> i64 {
    let id = &object["ID"];
    let text = id.as_str().and_then(|text| text.parse().ok());
    id.as_i64().or(text).expect("an identifier")
}

/// The bytes behind an address of an answer.
async fn bytes(portal: &Portal, address: &Value) -> Vec<u8> {
    let mut bytes = Vec::new();
    let address = address.as_str().expect("an address");
    let client = portal.client().expect("a client");
    let loaded = client.download(address, &mut bytes, 1_000_000).await;
    let loaded = loaded.expect("a file");
    assert_eq!(loaded.bytes, bytes.len() as u64);
    bytes
}

/// The names of what is in a folder, sorted.
async fn names(portal: &Portal, folder: i64) -> Vec<String> {
    let call = json!({"id": folder, "order": {"NAME": "ASC"}});
    let inner = result(portal, "disk.folder.getChildren", &call).await;
    let inner = inner.as_array().expect("a list").iter();
    inner
        .map(|one| one["NAME"].as_str().expect("a name").to_owned())
        .collect()
}

#[tokio::test]
async fn a_file_is_uploaded_in_the_body_and_downloaded() {
    let portal = portal().await;
    let folder = folder(&portal, ROOT, "Offers").await;
    let added = file(&portal, folder, "a.txt", "SGVsbG8=").await;
    assert_eq!(added["TYPE"], "file");
    assert_eq!(
        (&added["SIZE"], &added["NAME"]),
        (&json!("5"), &json!("a.txt"))
    );
    assert_eq!(added["GLOBAL_CONTENT_VERSION"], 1);
    assert_eq!(added["CREATED_BY"], "1");
    let detail = added["DETAIL_URL"].as_str().expect("an address");
    assert!(
        detail.ends_with("/company/personal/user/1269/disk/file/Offers/a.txt"),
        "{detail}"
    );
    assert_eq!(bytes(&portal, &added["DOWNLOAD_URL"]).await, b"Hello");

    let read = result(&portal, "disk.file.get", &json!({"id": id(&added)})).await;
    assert_eq!(bytes(&portal, &read["DOWNLOAD_URL"]).await, b"Hello");
    let listed = result(&portal, "disk.folder.getChildren", &json!({"id": folder})).await;
    assert_eq!(listed[0]["NAME"], "a.txt");
    assert_eq!(listed[0].get("REAL_OBJECT_ID"), None);
    assert_eq!(bytes(&portal, &listed[0]["DOWNLOAD_URL"]).await, b"Hello");

    let call = json!({"id": STORAGE, "data": {"NAME": "b.txt"}, "fileContent": ["b.txt", "Yg=="]});
    let added = result(&portal, "disk.storage.uploadFile", &call).await;
    assert_eq!(added["PARENT_ID"], ROOT.to_string());
    assert_eq!(bytes(&portal, &added["DOWNLOAD_URL"]).await, b"b");
}

/// The target of an address of the portal.
fn target(address: &Value) -> String {
    let address = address.as_str().expect("an address");
    let (_, rest) = address.split_once("://").expect("an address");
    format!("/{}", rest.split_once('/').expect("a path").1)
}

async fn send_to(
    portal: &Portal,
    address: &Value,
    field: &str,
    name: &str,
    content: &str,
) -> Answer {
    let body = format!(
        "--limit\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"{name}\"\r\n\
         Content-Type: text/plain\r\n\r\n{content}\r\n--limit--\r\n"
    );
    let call = Call {
        verb: "POST",
        method: "",
        query: "",
        content_type: Some("multipart/form-data; boundary=limit"),
        body: body.as_bytes(),
    };
    call.send_to(portal, &target(address)).await
}

#[tokio::test]
async fn a_file_is_uploaded_to_an_address() {
    let portal = portal().await;
    let folder = folder(&portal, ROOT, "Offers").await;
    let call = json!({"id": folder});
    let place = result(&portal, "disk.folder.uploadFile", &call).await;
    assert_eq!(place["field"], "file");
    let sent = send_to(&portal, &place["uploadUrl"], "file", "c.txt", "one\r\ntwo").await;
    let added = sent.result();
    assert_eq!(added["NAME"], "c.txt");
    assert_eq!(bytes(&portal, &added["DOWNLOAD_URL"]).await, b"one\r\ntwo");
    assert_eq!(names(&portal, folder).await, ["c.txt"]);

    // The name is taken now, unless a number may be added.
    let twice = send_to(&portal, &place["uploadUrl"], "file", "c.txt", "three").await;
    assert_eq!(twice.error().0, "DISK_OBJ_22000");
    let call = json!({"id": folder, "generateUniqueName": true});
    let place = result(&portal, "disk.folder.uploadFile", &call).await;
    let sent = send_to(&portal, &place["uploadUrl"], "file", "c.txt", "three").await;
    assert_eq!(sent.result()["NAME"], "c (1).txt");

    let elsewhere = send_to(&portal, &place["uploadUrl"], "other", "d.txt", "").await;
    assert_eq!(elsewhere.error().0, "ERROR_ARGUMENT");
    let forged = json!(
        place["uploadUrl"]
            .as_str()
            .expect("an address")
            .replace("token=", "token=x")
    );
    let forged = send_to(&portal, &forged, "file", "d.txt", "").await;
    assert_eq!(forged.status, 401, "{forged:?}");
}

#[tokio::test]
async fn addresses_are_for_their_file_only() {
    let portal = portal().await;
    let added = file(&portal, ROOT, "a.txt", "SGVsbG8=").await;
    let address = target(&added["DOWNLOAD_URL"]);
    let other = address.replace(&format!("id%3D{}", id(&added)), "id%3D9043");
    assert_ne!(address, other);
    for wrong in [
        &other,
        &address.replace("auth=", "auth=0"),
        "/rest/download.json",
    ] {
        let answer = Call::get("", "").send_to(&portal, wrong).await;
        assert_eq!(answer.error().0, "NO_AUTH_FOUND", "{wrong}");
    }
    result(&portal, "disk.file.delete", &json!({"id": id(&added)})).await;
    let gone = Call::get("", "").send_to(&portal, &address).await;
    assert_eq!(gone.error().0, "ERROR_NOT_FOUND");
}

#[tokio::test]
async fn an_interrupted_download_resumes() {
    let portal = portal().await;
    let client = portal.client().expect("a client");
    let added = file(&portal, ROOT, "a.txt", "SGVsbG8gd29ybGQh").await;
    portal.fail_next("download", Fault::CutWithin);
    let address = added["DOWNLOAD_URL"].as_str().expect("an address");
    let mut bytes = io::Cursor::new(Vec::new());
    let loaded = client
        .download(address, &mut bytes, 100)
        .await
        .expect("a file");
    assert_eq!(loaded.retries.len(), 1);
    assert_eq!(bytes.into_inner(), b"Hello world!");
    assert_eq!(portal.faults_played(), 1);
}

#[tokio::test]
async fn names_are_unique_in_a_folder() {
    let portal = portal().await;
    let folder = folder(&portal, ROOT, "Offers").await;
    let first = file(&portal, folder, "a.txt", "YQ==").await;
    let again = json!({"id": folder, "data": {"NAME": "a.txt"}, "fileContent": ["x", "Yg=="]});
    let (code, _) = error(&portal, "disk.folder.uploadFile", &again).await;
    assert_eq!(code, "DISK_OBJ_22000");
    let mut unique = again.clone();
    unique["generateUniqueName"] = json!(true);
    for expected in ["a (1).txt", "a (2).txt"] {
        let added = result(&portal, "disk.folder.uploadFile", &unique).await;
        assert_eq!(added["NAME"], expected);
    }
    // A folder takes a name from files too.
    let subfolder = json!({"id": folder, "data": {"NAME": "a.txt"}});
    let (code, message) = error(&portal, "disk.folder.addSubFolder", &subfolder).await;
    assert_eq!(
        (&*code, &*message),
        ("DISK_OBJ_22000", "A folder with this name already exists")
    );
    let taken = json!({"id": id(&first), "newName": "a (1).txt"});
    assert_eq!(
        error(&portal, "disk.file.rename", &taken).await.0,
        "DISK_OBJ_22000"
    );
    let own = json!({"id": id(&first), "newName": "a.txt"});
    assert_eq!(
        result(&portal, "disk.file.rename", &own).await["NAME"],
        "a.txt"
    );
    let empty = json!({"id": id(&first), "newName": ""});
    assert_eq!(
        error(&portal, "disk.file.rename", &empty).await.1,
        "Empty name"
    );
    let copy = json!({"id": id(&first), "targetFolderId": folder});
    assert_eq!(
        error(&portal, "disk.file.copyTo", &copy).await.0,
        "DISK_OBJ_22000"
    );
}

#[tokio::test]
async fn the_trash_keeps_what_was_deleted() {
    let portal = portal().await;
    let outer = folder(&portal, ROOT, "Outer").await;
    let inner = folder(&portal, outer, "Inner").await;
    let added = file(&portal, inner, "a.txt", "YQ==").await;
    let file_id = json!({"id": id(&added)});
    let deleted = result(&portal, "disk.folder.markDeleted", &json!({"id": outer})).await;
    assert_eq!(deleted["DELETED_TYPE"], 3);
    assert_eq!(deleted["DELETED_BY"], "1");
    let within = result(&portal, "disk.file.get", &file_id).await;
    assert_eq!(within["DELETED_TYPE"], "4");
    let children = error(&portal, "disk.folder.getChildren", &json!({"id": inner})).await;
    assert_eq!(children.0, "ERROR_NOT_FOUND");

    // The name is free meanwhile, and gets a number when it comes back.
    let second = folder(&portal, ROOT, "Outer").await;
    let restored = result(&portal, "disk.folder.restore", &json!({"id": outer})).await;
    assert_eq!(
        (&restored["NAME"], &restored["DELETED_TYPE"]),
        (&json!("Outer (1)"), &json!(0))
    );
    assert_eq!(names(&portal, inner).await, ["a.txt"]);

    result(&portal, "disk.file.markDeleted", &file_id).await;
    assert_eq!(names(&portal, inner).await, [] as [&str; 0]);
    file(&portal, inner, "a.txt", "Yg==").await;
    let restored = result(&portal, "disk.file.restore", &file_id).await;
    assert_eq!(restored["NAME"], "a (1).txt");
    assert_eq!(bytes(&portal, &restored["DOWNLOAD_URL"]).await, b"a");

    result(&portal, "disk.folder.deleteTree", &json!({"id": outer})).await;
    let (code, message) = error(&portal, "disk.file.get", &file_id).await;
    let expected = format!("Could not find entity with id `{}`", id(&added));
    assert_eq!((code, message), ("ERROR_NOT_FOUND".to_owned(), expected));
    for method in ["disk.folder.markDeleted", "disk.folder.deleteTree"] {
        let (code, message) = error(&portal, method, &json!({"id": ROOT})).await;
        assert_eq!(
            (&*code, &*message),
            ("DISK_OBJ_22000", "Could not delete root folder")
        );
    }
    assert_eq!(names(&portal, second).await, [] as [&str; 0]);
}

#[tokio::test]
async fn files_and_folders_are_moved_and_copied() {
    let portal = portal().await;
    let from = folder(&portal, ROOT, "From").await;
    let to = folder(&portal, ROOT, "To").await;
    let added = file(&portal, from, "a.txt", "YQ==").await;
    let copied = result(
        &portal,
        "disk.folder.copyTo",
        &json!({"id": from, "targetFolderId": to}),
    )
    .await;
    assert_eq!(copied["NAME"], "From");
    assert_ne!(id(&copied), from);
    assert_eq!(names(&portal, id(&copied)).await, ["a.txt"]);
    // A folder may be copied into itself, and not moved there.
    let into_itself = json!({"id": to, "targetFolderId": id(&copied)});
    let (_, message) = error(&portal, "disk.folder.moveTo", &into_itself).await;
    assert_eq!(message, "Could not move a folder into itself");
    result(&portal, "disk.folder.copyTo", &into_itself).await;
    assert_eq!(names(&portal, id(&copied)).await, ["a.txt", "To"]);

    let call = json!({"id": id(&added), "targetFolderId": to});
    let moved = result(&portal, "disk.file.moveTo", &call).await;
    assert_eq!(moved["PARENT_ID"], to);
    assert_eq!(names(&portal, from).await, [] as [&str; 0]);
    assert_eq!(names(&portal, to).await, ["a.txt", "From"]);
    let copy = result(
        &portal,
        "disk.file.copyTo",
        &json!({"id": id(&added), "targetFolderId": from}),
    )
    .await;
    assert_eq!(bytes(&portal, &copy["DOWNLOAD_URL"]).await, b"a");
    // Another storage takes copies only.
    let elsewhere = json!({"id": id(&added), "targetFolderId": 8895});
    assert_eq!(
        result(&portal, "disk.file.moveTo", &elsewhere).await,
        json!(false)
    );
    assert_eq!(
        result(&portal, "disk.file.copyTo", &elsewhere).await["STORAGE_ID"],
        "1361"
    );
    let root = json!({"id": ROOT, "targetFolderId": to});
    assert_eq!(
        error(&portal, "disk.folder.moveTo", &root).await.1,
        "Could not move root folder"
    );
}

#[tokio::test]
async fn versions_of_a_file_are_kept() {
    let portal = portal().await;
    let added = file(&portal, ROOT, "a.txt", "b25l").await;
    let file_id = id(&added);
    let call = json!({"id": file_id, "fileContent": ["a.txt", "dHdv"]});
    let second = result(&portal, "disk.file.uploadVersion", &call).await;
    assert_eq!(second["GLOBAL_CONTENT_VERSION"], 2);
    assert_eq!(bytes(&portal, &second["DOWNLOAD_URL"]).await, b"two");
    let versions = result(&portal, "disk.file.getVersions", &json!({"id": file_id})).await;
    let numbers: Vec<&Value> = versions
        .as_array()
        .expect("versions")
        .iter()
        .map(|one| &one["GLOBAL_CONTENT_VERSION"])
        .collect();
    assert_eq!(numbers, ["2", "1"]);
    let first = result(
        &portal,
        "disk.version.get",
        &json!({"id": id(&versions[1])}),
    )
    .await;
    assert_eq!(bytes(&portal, &first["DOWNLOAD_URL"]).await, b"one");
    let call = json!({"id": file_id, "versionId": id(&first)});
    let restored = result(&portal, "disk.file.restoreFromVersion", &call).await;
    assert_eq!(restored["GLOBAL_CONTENT_VERSION"], 3);
    assert_eq!(bytes(&portal, &restored["DOWNLOAD_URL"]).await, b"one");
    let call = json!({"id": file_id, "versionId": 7169});
    assert_eq!(
        error(&portal, "disk.file.restoreFromVersion", &call)
            .await
            .0,
        "DISK_FILE_22004"
    );
    let filtered = json!({"id": file_id, "filter": {">SIZE": 3}});
    assert_eq!(
        result(&portal, "disk.file.getVersions", &filtered).await,
        json!([])
    );
}

#[tokio::test]
async fn public_links_need_no_authorisation() {
    let portal = portal().await;
    let folder = folder(&portal, ROOT, "Offers").await;
    let added = file(&portal, folder, "a.txt", "SGVsbG8=").await;
    let link = result(
        &portal,
        "disk.file.getExternalLink",
        &json!({"id": id(&added)}),
    )
    .await;
    let again = result(
        &portal,
        "disk.file.getExternalLink",
        &json!({"id": id(&added)}),
    )
    .await;
    assert_eq!(link, again);
    let shown = Call::get("", "").send_to(&portal, &target(&link)).await;
    assert_eq!(shown.text, "Hello");
    let link = result(
        &portal,
        "disk.folder.getExternalLink",
        &json!({"id": folder}),
    )
    .await;
    let shown = Call::get("", "").send_to(&portal, &target(&link)).await;
    assert_eq!(shown.text, "a.txt\n");
    let wrong = Call::get("", "").send_to(&portal, "/~nothing").await;
    assert_eq!(wrong.status, 404);
}

#[tokio::test]
async fn the_search_finds_names() {
    let portal = portal().await;
    let folder = folder(&portal, ROOT, "Report 2026").await;
    for number in 0..60 {
        file(&portal, folder, &format!("report {number}.txt"), "YQ==").await;
    }
    let call = |more: Value| {
        let mut call = json!({"QUERY": " REPORT  ", "FILTER": {"STORAGE_ID": STORAGE}});
        let more = more.as_object().expect("an object").clone();
        call.as_object_mut().expect("an object").extend(more);
        call
    };
    let answer = crate::json(&portal, "disk.file.search", &call(json!({})).to_string()).await;
    assert_eq!(answer.result().as_array().map(Vec::len), Some(50));
    assert_eq!(
        (&answer.body["next"], answer.body.get("total")),
        (&json!(50), None)
    );
    let rest = crate::json(
        &portal,
        "disk.file.search",
        &call(json!({"start": 55})).to_string(),
    )
    .await;
    assert_eq!(rest.result().as_array().map(Vec::len), Some(5));
    assert_eq!(rest.body.get("next"), None);
    let folders = result(
        &portal,
        "disk.file.search",
        &call(json!({"TYPE": "folder"})),
    )
    .await;
    assert_eq!(folders[0]["NAME"], "Report 2026");
    let within = call(json!({"TYPE": "all", "FILTER": {"FOLDER_ID": 8907}}));
    assert_eq!(
        result(&portal, "disk.file.search", &within).await,
        json!([])
    );
    for (wrong, code) in [
        (json!({"QUERY": "ab"}), "INVALID_QUERY"),
        (json!({"QUERY": "abc", "TYPE": "link"}), "INVALID_TYPE"),
        (
            json!({"QUERY": "abc", "FILTER": {"NAME": "x"}}),
            "INVALID_FILTER",
        ),
        (
            json!({"QUERY": "abc", "FILTER": {"STORAGE_ID": 7}}),
            "NOT_FOUND",
        ),
        (
            json!({"QUERY": "abc", "FILTER": {"STORAGE_ID": 1, "FOLDER_ID": ROOT}}),
            "NOT_FOUND",
        ),
        (json!({}), "ERROR_ARGUMENT"),
    ] {
        assert_eq!(
            error(&portal, "disk.file.search", &wrong).await.0,
            code,
            "{wrong}"
        );
    }
}

#[tokio::test]
async fn parameters_have_the_errors_of_the_drive() {
    let portal = portal().await;
    for (method, call, code, message) in [
        (
            "disk.file.get",
            json!({}),
            "ERROR_ARGUMENT",
            "Invalid value of parameter {Parameter #0}",
        ),
        (
            "disk.folder.rename",
            json!({"id": ROOT}),
            "ERROR_ARGUMENT",
            "Invalid value of parameter {Parameter #1}",
        ),
        (
            "disk.folder.addSubFolder",
            json!({"id": ROOT, "data": {}}),
            "ERROR_ARGUMENT",
            "Invalid value of parameter {Parameter #1}",
        ),
        (
            "disk.version.get",
            json!({}),
            "ERROR_ARGUMENT",
            "Invalid value of parameter `id`",
        ),
        (
            "disk.folder.get",
            json!({"id": 5_000_000}),
            "ERROR_NOT_FOUND",
            "Could not find entity with id `5000000`",
        ),
        (
            "disk.folder.get",
            json!({"id": 9043}),
            "ERROR_NOT_FOUND",
            "Could not find entity with id `9043`",
        ),
        (
            "disk.storage.getForApp",
            json!({}),
            "ACCESS_DENIED",
            "Access denied! Application context required",
        ),
        (
            "disk.storage.rename",
            json!({"id": 1, "newName": "x"}),
            "",
            "Access denied (invalid type of storage)",
        ),
        (
            "disk.folder.shareToUser",
            json!({"id": ROOT, "userId": 5, "taskName": "all"}),
            "ACCESS_DENIED",
            "Access denied",
        ),
        (
            "disk.storage.uploadFile",
            json!({"id": 1, "data": {"NAME": "x"}, "fileContent": ["x", ""], "rights": 5}),
            "",
            "Invalid rights format",
        ),
        (
            "disk.storage.uploadFile",
            json!({"id": 1, "data": {"NAME": "x"}, "fileContent": ["x"]}),
            "ERROR_COULD_NOT_SAVE_FILE",
            "Could not save file",
        ),
        (
            "disk.storage.uploadFile",
            json!({"id": 1, "data": {}, "fileContent": ["x", ""]}),
            "DISK_BASE_SERVICE_22001",
            "Error: required parameter NAME (DISK_BASE_SERVICE_22001)",
        ),
    ] {
        let found = error(&portal, method, &call).await;
        assert_eq!((&*found.0, &*found.1), (code, message), "{method} {call}");
    }
}

#[tokio::test]
async fn an_application_has_a_storage() {
    let portal = portal().await;
    let client = portal.oauth_client().expect("a client");
    let call = async |method: &str, parameters: Value| {
        let answer = client
            .call_raw(method, parameters)
            .await
            .expect("an answer");
        serde_json::to_value(answer).expect("JSON")
    };
    let storage = call("disk.storage.getForApp", json!({})).await;
    assert_eq!(storage["ENTITY_TYPE"], "restapp");
    assert_eq!(call("disk.storage.getForApp", json!({})).await, storage);
    let name = json!({"id": id(&storage), "newName": "Files"});
    assert_eq!(call("disk.storage.rename", name).await["NAME"], "Files");
    let folder = json!({"id": id(&storage), "data": {"NAME": "x"}});
    let folder = call("disk.storage.addFolder", folder).await;
    assert_eq!(folder["PARENT_ID"], storage["ROOT_OBJECT_ID"]);
    // The interface does not show it.
    assert_eq!(folder["DETAIL_URL"], Value::Null);
}

#[tokio::test]
async fn a_file_is_attached_to_a_task() {
    let portal = portal().await;
    let task = json!({"fields": {"TITLE": "Roof", "RESPONSIBLE_ID": 1}});
    let task = result(&portal, "tasks.task.add", &task).await;
    let added = file(&portal, ROOT, "a.txt", "SGVsbG8=").await;
    let call = json!({"taskId": task["task"]["id"], "fileId": id(&added)});
    let attached = result(&portal, "tasks.task.files.attach", &call).await;
    let attached = json!({"id": attached["attachmentId"]});
    let attachment = result(&portal, "disk.attachedObject.get", &attached).await;
    assert_eq!(
        (&attachment["NAME"], &attachment["ENTITY_TYPE"]),
        (&json!("a.txt"), &json!("tasks_task"))
    );
    assert_eq!(attachment["OBJECT_ID"], id(&added).to_string());
    assert_eq!(bytes(&portal, &attachment["DOWNLOAD_URL"]).await, b"Hello");
}

#[tokio::test]
async fn lists_of_the_drive_are_filtered() {
    let portal = portal().await;
    let common = json!({"filter": {"ENTITY_TYPE": "common"}});
    let storages = result(&portal, "disk.storage.getList", &common).await;
    assert_eq!(storages.as_array().map(Vec::len), Some(1));
    let inner = json!({"id": STORAGE, "filter": {"TYPE": "folder", "%NAME": "folder"}});
    let inner = result(&portal, "disk.storage.getChildren", &inner).await;
    let names: Vec<&Value> = inner
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| &one["NAME"])
        .collect();
    assert_eq!(names, ["Folder", "Folder in folder", "New folder"]);
    assert_eq!(inner[0].get("SIZE"), None);
}
