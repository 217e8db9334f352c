//! Tasks of all generations, workgroups, calendars, lists and storages.

use serde_json::{Value, json};

use crate::{Call, error, json, portal, result};

/// A call of REST 3.0.
async fn newer(portal: &bitrix24_portal::Portal, method: &str, body: Value) -> Value {
    let url = portal.webhook_url();
    let (_, code) = url.split_once("/rest/").expect("a webhook");
    let target = format!("/rest/api/{code}{method}");
    let body = body.to_string();
    let answer = Call::json(method, &body).send_to(portal, &target).await;
    answer.body
}

#[tokio::test]
async fn three_generations_see_one_set_of_tasks() {
    let portal = portal().await;
    let fields = json!({"TITLE": "Roof", "RESPONSIBLE_ID": 7, "PRIORITY": "2", "DEADLINE": "2031-05-06T10:00:00+00:00"});
    let task = result(&portal, "tasks.task.add", &json!({ "fields": fields })).await;
    let task = &task["task"];
    assert_eq!(
        (&task["title"], &task["responsibleId"], &task["status"]),
        (&json!("Roof"), &json!("7"), &json!("2"))
    );
    let id: i64 = task["id"]
        .as_str()
        .and_then(|id| id.parse().ok())
        .expect("a number");

    let select = json!(["id", "title", "status", "priority", "responsible.id"]);
    let read = newer(
        &portal,
        "tasks.task.get",
        json!({"id": id, "select": select}),
    )
    .await;
    let item = &read["result"]["item"];
    assert_eq!(
        *item,
        json!({"id": id, "title": "Roof", "status": "pending", "priority": "high", "responsible": {"id": 7}})
    );

    let changed = json!({"id": id, "fields": {"title": "Wall", "status": "in_progress"}});
    newer(&portal, "tasks.task.update", changed).await;
    let task = result(&portal, "task.item.getdata", &json!({"TASKID": id})).await;
    assert_eq!(
        (&task["TITLE"], task["STATUS"].to_string().trim_matches('"')),
        (&json!("Wall"), "3")
    );

    let shown = result(&portal, "tasks.task.get", &json!({"taskId": id})).await;
    let task = &shown["task"];
    assert_eq!(
        (
            &task["responsible"]["id"],
            &task["creator"]["name"],
            &task["action"]["pause"]
        ),
        (&json!("7"), &json!("Vadim Valeev"), &json!(true))
    );
    result(&portal, "task.item.complete", &json!({"TASKID": id})).await;
    let filter = json!({"filter": {"STATUS": 5, ">ID": id - 1}, "select": ["ID", "CLOSED_DATE"]});
    let found = result(&portal, "tasks.task.list", &filter).await;
    assert_eq!(found["tasks"].as_array().map(Vec::len), Some(1), "{found}");
    assert!(found["tasks"][0]["closedDate"].is_string(), "{found}");

    let orphan = json!({"fields": {"TITLE": "x", "RESPONSIBLE_ID": 1, "PARENT_ID": 999_999}});
    assert_eq!(
        error(&portal, "tasks.task.add", &orphan).await.0,
        "ERROR_CORE"
    );

    let item = json!({"TASKID": id, "FIELDS": {"TITLE": "Nails"}});
    let item = result(&portal, "task.checklistitem.add", &item).await;
    let of_item = json!({"TASKID": id, "ITEMID": item});
    result(&portal, "task.checklistitem.complete", &of_item).await;
    let read = result(&portal, "task.checklistitem.get", &of_item).await;
    assert_eq!(
        (&read["IS_COMPLETE"], &read["TASK_ID"]),
        (&json!("Y"), &json!(id.to_string()))
    );
    let of_other = json!({"TASKID": 8017, "ITEMID": item});
    error(&portal, "task.checklistitem.get", &of_other).await;

    result(&portal, "tasks.task.delete", &json!({"taskId": id})).await;
    let gone = newer(&portal, "tasks.task.get", json!({ "id": id })).await;
    assert!(
        gone["error"]["code"]
            .as_str()
            .is_some_and(|code| code.contains("NOTFOUND")),
        "{gone}"
    );
    error(&portal, "task.checklistitem.get", &of_item).await;
}

#[tokio::test]
async fn workgroups_have_members() {
    let portal = portal().await;
    let group = result(
        &portal,
        "sonet_group.create",
        &json!({"NAME": "Roofers", "VISIBLE": "Y"}),
    )
    .await;
    let users = json!({"GROUP_ID": group, "USER_ID": [5, 6]});
    assert_eq!(
        result(&portal, "sonet_group.user.add", &users).await,
        json!(["5", "6"])
    );
    assert_eq!(
        result(&portal, "sonet_group.user.add", &users).await,
        json!([])
    );
    let role = json!({"GROUP_ID": group, "USER_ID": 6, "ROLE": "E"});
    result(&portal, "sonet_group.user.update", &role).await;
    result(
        &portal,
        "sonet_group.user.delete",
        &json!({"GROUP_ID": group, "USER_ID": 5}),
    )
    .await;
    let members = result(&portal, "sonet_group.user.get", &json!({"ID": group})).await;
    assert_eq!(
        members,
        json!([{"USER_ID": "1", "ROLE": "A"}, {"USER_ID": "6", "ROLE": "E"}])
    );
    let own = result(&portal, "sonet_group.user.groups", &json!({})).await;
    assert_eq!(own[0]["GROUP_NAME"], "Roofers");
    let newer = json!({"params": {"groupId": group}});
    let newer = result(&portal, "socialnetwork.api.workgroup.get", &newer).await;
    assert_eq!(newer["NAME"], "Roofers");
    result(&portal, "sonet_group.delete", &json!({"GROUP_ID": group})).await;
    let gone = error(&portal, "sonet_group.user.get", &json!({"ID": group})).await;
    assert_eq!(gone.1, "Socialnetwork group not found");
}

#[tokio::test]
async fn a_calendar_has_the_events_of_some_days() {
    let portal = portal().await;
    let event = |name: &str, day: u32| {
        json!({"type": "user", "ownerId": 44, "name": name, "section": 5, "attendees": [2, 3],
            "from": format!("2030-06-{day:02}T10:00:00+00:00"), "to": format!("2030-06-{day:02}T11:00:00+00:00")})
    };
    for (name, day) in [("late", 20), ("early", 10)] {
        result(&portal, "calendar.event.add", &event(name, day)).await;
    }
    let names = async |from: &str, to: &str| {
        let call = json!({"type": "user", "ownerId": 44, "from": from, "to": to});
        let found = result(&portal, "calendar.event.get", &call).await;
        let found = found.as_array().expect("events").iter();
        found
            .map(|event| event["NAME"].as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(names("2030-06-01", "2030-06-30").await, ["early", "late"]);
    assert_eq!(names("2030-06-11", "2030-06-20").await, ["late"]);
    assert_eq!(names("2030-06-21", "2030-06-30").await, [""; 0]);
}

#[tokio::test]
async fn elements_belong_to_a_list_by_its_code_too() {
    let portal = portal().await;
    let of = |code: &str| json!({"IBLOCK_TYPE_ID": "lists", "IBLOCK_CODE": code});
    let with = |mut call: Value, more: Value| {
        let more = more.as_object().expect("an object").clone();
        call.as_object_mut().expect("an object").extend(more);
        call
    };
    for code in ["one", "two"] {
        let list = with(of(code), json!({"FIELDS": {"NAME": code}}));
        result(&portal, "lists.add", &list).await;
        assert_eq!(
            error(&portal, "lists.add", &list).await.0,
            "ERROR_IBLOCK_ALREADY_EXISTS"
        );
        let element =
            json!({"ELEMENT_CODE": "same", "FIELDS": {"NAME": code, "PROPERTY_7": ["a", "b"]}});
        let element = with(of(code), element);
        result(&portal, "lists.element.add", &element).await;
        assert_eq!(
            error(&portal, "lists.element.add", &element).await.0,
            "ERROR_ELEMENT_ALREADY_EXISTS"
        );
    }
    let found = with(of("two"), json!({"FILTER": {"NAME": "t%"}}));
    let found = result(&portal, "lists.element.get", &found).await;
    assert_eq!(
        (found.as_array().map(Vec::len), &found[0]["NAME"]),
        (Some(1), &json!("two"))
    );
    let values = found[0]["PROPERTY_7"]
        .as_object()
        .expect("values by their identifiers");
    assert_eq!(values.values().collect::<Vec<_>>(), ["a", "b"]);
    result(&portal, "lists.delete", &of("two")).await;
    assert_eq!(
        error(&portal, "lists.element.get", &of("two")).await.0,
        "ERROR_IBLOCK_NOT_FOUND"
    );
    let left = result(&portal, "lists.element.get", &of("one")).await;
    assert_eq!(left[0]["NAME"], "one");
}

#[tokio::test]
async fn storages_keep_their_items_under_another_code() {
    let portal = portal().await;
    let of = json!({"ENTITY": "menu", "NAME": "Menu"});
    result(&portal, "entity.add", &of).await;
    assert_eq!(
        error(&portal, "entity.add", &of).await.0,
        "ERROR_ENTITY_ALREADY_EXISTS"
    );
    let item =
        json!({"ENTITY": "menu", "NAME": "Soup", "PROPERTY_VALUES": {"price": 5, "size": "L"}});
    let item = result(&portal, "entity.item.add", &item).await;
    let update = json!({"ENTITY": "menu", "ID": item, "PROPERTY_VALUES": {"price": 6}});
    result(&portal, "entity.item.update", &update).await;
    result(
        &portal,
        "entity.update",
        &json!({"ENTITY": "menu", "ENTITY_NEW": "card"}),
    )
    .await;
    let found = json!({"ENTITY": "card", "FILTER": {"%NAME": "soup"}});
    let found = result(&portal, "entity.item.get", &found).await;
    assert_eq!(
        found[0]["PROPERTY_VALUES"],
        json!({"price": 6, "size": "L"})
    );
    let gone = json(&portal, "entity.get", &of.to_string()).await;
    assert_ne!(gone.status, 200);
    result(&portal, "entity.delete", &json!({"ENTITY": "card"})).await;
    let gone = error(&portal, "entity.item.get", &json!({"ENTITY": "card"})).await;
    assert_eq!(gone.0, "ERROR_ENTITY_NOT_FOUND");
}

#[tokio::test]
async fn users_have_addresses_of_their_own() {
    let portal = portal().await;
    let fields = json!({"EMAIL": "ada@example.com", "NAME": "Ada", "UF_DEPARTMENT": [1]});
    let id = result(&portal, "user.add", &fields).await;
    assert_eq!(
        error(&portal, "user.add", &fields).await.0,
        "ERROR_ARGUMENT"
    );
    let found = json!({"FILTER": {"NAME": "Ada", "UF_DEPARTMENT": 1}});
    let found = result(&portal, "user.get", &found).await;
    assert_eq!(found[0]["ID"], id.to_string());
    let me = result(&portal, "user.current", &json!({})).await;
    assert_eq!(me["ID"], "1");
}

#[tokio::test]
async fn comments_are_pinned_as_results() {
    let portal = portal().await;
    let task = json!({"fields": {"TITLE": "Roof", "RESPONSIBLE_ID": 1}});
    let task = result(&portal, "tasks.task.add", &task).await["task"]["id"].clone();
    let comment = json!({"TASKID": task, "FIELDS": {"POST_MESSAGE": "Done"}});
    let comment = result(&portal, "task.commentitem.add", &comment).await;
    let call = json!({"commentId": comment});
    let pinned = result(&portal, "tasks.task.result.addFromComment", &call).await;
    assert_eq!(
        (&pinned["text"], &pinned["status"]),
        (&json!("Done"), &json!(0))
    );
    assert_eq!(pinned["files"], Value::Null);
    assert_eq!(
        error(&portal, "tasks.task.result.addFromComment", &call)
            .await
            .0,
        "0"
    );
    let listed = result(&portal, "tasks.task.result.list", &json!({"taskId": task})).await;
    assert_eq!(listed[0]["id"], pinned["id"]);
    result(&portal, "tasks.task.result.deleteFromComment", &call).await;
    let listed = result(&portal, "tasks.task.result.list", &json!({"taskId": task})).await;
    assert_eq!(listed, json!([]));
    assert_eq!(
        error(&portal, "tasks.task.result.deleteFromComment", &call)
            .await
            .0,
        "ERROR_CORE"
    );
}
