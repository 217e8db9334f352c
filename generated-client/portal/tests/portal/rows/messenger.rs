//! Chats, messages, notifications, bots, and offline events.

use serde_json::{Value, json};

use crate::{error, portal, result};

#[tokio::test]
async fn chats_have_members_and_messages() {
    let portal = portal().await;
    let chat = json!({"TITLE": "Roof", "USERS": [5, 6], "MESSAGE": "Hello"});
    let chat = result(&portal, "im.chat.add", &chat).await;
    let of_chat = json!({"CHAT_ID": chat});
    let dialog = json!({"DIALOG_ID": format!("chat{chat}")});
    assert_eq!(
        result(&portal, "im.chat.user.list", &of_chat).await,
        json!([1, 5, 6])
    );
    result(
        &portal,
        "im.chat.user.add",
        &json!({"CHAT_ID": chat, "USERS": [6, 7]}),
    )
    .await;
    result(
        &portal,
        "im.chat.user.delete",
        &json!({"CHAT_ID": chat, "USER_ID": 5}),
    )
    .await;
    let twice = error(
        &portal,
        "im.chat.user.delete",
        &json!({"CHAT_ID": chat, "USER_ID": 5}),
    )
    .await;
    assert_eq!(twice.0, "USER_NOT_FOUND");
    assert_eq!(
        result(&portal, "im.chat.user.list", &of_chat).await,
        json!([1, 6, 7])
    );
    result(
        &portal,
        "im.chat.updateTitle",
        &json!({"CHAT_ID": chat, "TITLE": "Wall"}),
    )
    .await;
    let shown = result(&portal, "im.dialog.get", &dialog).await;
    assert_eq!(
        (&shown["name"], &shown["id"], &shown["user_counter"]),
        (&json!("Wall"), &chat, &json!(3))
    );

    let mut ids = Vec::new();
    for text in ["one", "two", "three"] {
        let message = json!({"DIALOG_ID": dialog["DIALOG_ID"], "MESSAGE": text});
        ids.push(result(&portal, "im.message.add", &message).await);
    }
    result(
        &portal,
        "im.message.update",
        &json!({"MESSAGE_ID": ids[1], "MESSAGE": "2"}),
    )
    .await;
    result(&portal, "im.message.delete", &json!({"MESSAGE_ID": ids[2]})).await;
    let texts = async |more: Value| {
        let mut call = dialog.clone();
        let more = more.as_object().expect("an object").clone();
        call.as_object_mut().expect("an object").extend(more);
        let read = result(&portal, "im.dialog.messages.get", &call).await;
        assert_eq!(read["chat_id"], chat);
        let messages = read["messages"].as_array().expect("messages").iter();
        messages
            .map(|message| message["text"].as_str().unwrap_or_default().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(texts(json!({})).await, ["2", "one", "Hello"]);
    assert_eq!(texts(json!({"LAST_ID": ids[1], "LIMIT": 1})).await, ["one"]);
    assert_eq!(texts(json!({"FIRST_ID": ids[0]})).await, ["2"]);

    let private = json!({"DIALOG_ID": "44", "MESSAGE": "Psst"});
    result(&portal, "im.message.add", &private).await;
    let shown = result(&portal, "im.dialog.get", &json!({"DIALOG_ID": "44"})).await;
    assert_eq!(
        (&shown["type"], &shown["message_count"]),
        (&json!("private"), &json!(1))
    );
    let absent = error(
        &portal,
        "im.dialog.get",
        &json!({"DIALOG_ID": "chat999999"}),
    )
    .await;
    assert_eq!(absent.0, "ACCESS_ERROR");
}

#[tokio::test]
async fn notifications_are_read_and_deleted_by_their_tags() {
    let portal = portal().await;
    let notification = json!({"USER_ID": 1, "MESSAGE": "Ring", "TAG": "BELL"});
    let id = result(&portal, "im.notify.personal.add", &notification).await;
    let read = result(&portal, "im.notify.get", &json!({})).await;
    let first = &read["notifications"][0];
    assert_eq!((&first["id"], &first["text"]), (&id, &json!("Ring")));
    let unread = read["total_unread_count"].as_i64().expect("a number");
    result(&portal, "im.notify.read", &json!({"ID": id})).await;
    let read = result(&portal, "im.notify.get", &json!({})).await;
    assert_eq!(read["total_unread_count"], unread - 1);
    assert_eq!(
        result(&portal, "im.notify.delete", &json!({"TAG": "BELL"})).await,
        json!(true)
    );
    let read = result(&portal, "im.notify.get", &json!({})).await;
    assert_ne!(read["notifications"][0]["id"], id);
}

#[tokio::test]
async fn a_bot_fetches_what_was_said_to_it() {
    let portal = portal().await;
    let bot = json!({"fields": {"code": "helper", "botToken": "token", "properties": {"name": "Helper"}}});
    let registered = result(&portal, "imbot.v2.Bot.register", &bot).await;
    let id = &registered["bot"]["id"];
    assert_eq!(registered["bot"]["eventMode"], "fetch");
    assert_eq!(
        error(&portal, "imbot.v2.Bot.register", &bot).await.0,
        "BOT_CODE_ALREADY_TAKEN"
    );
    for text in ["help", "more"] {
        let message = json!({"DIALOG_ID": id.to_string(), "MESSAGE": text});
        result(&portal, "im.message.add", &message).await;
    }
    let fetch =
        |offset: Value| json!({"botId": id, "botToken": "token", "offset": offset, "limit": 1});
    let first = result(&portal, "imbot.v2.Event.get", &fetch(json!(0))).await;
    let event = &first["events"][0];
    assert_eq!(
        (&event["type"], &first["hasMore"]),
        (&json!("ONIMBOTV2MESSAGEADD"), &json!(true))
    );
    assert_eq!(
        (
            &event["data"]["message"]["text"],
            &event["data"]["bot"]["id"]
        ),
        (&json!("help"), id)
    );
    let second = result(
        &portal,
        "imbot.v2.Event.get",
        &fetch(first["nextOffset"].clone()),
    )
    .await;
    assert_eq!(second["events"][0]["data"]["message"]["text"], "more");
    assert_eq!(second["hasMore"], false);

    // What the bot says itself is no event.
    let dialog = event["data"]["chat"]["dialogId"].clone();
    let message = json!({"BOT_ID": id, "DIALOG_ID": dialog, "MESSAGE": "Here"});
    result(&portal, "imbot.message.add", &message).await;
    let third = result(
        &portal,
        "imbot.v2.Event.get",
        &fetch(second["nextOffset"].clone()),
    )
    .await;
    assert_eq!(third["events"], json!([]));
    result(
        &portal,
        "imbot.v2.Bot.unregister",
        &json!({"botId": id, "botToken": "token"}),
    )
    .await;
    let gone = error(&portal, "imbot.v2.Event.get", &fetch(json!(0))).await;
    assert_eq!(gone.0, "BOT_NOT_FOUND");
}

#[tokio::test]
async fn offline_events_wait_until_they_are_fetched() {
    let portal = portal().await;
    let deal = json!({"fields": {"TITLE": "Roof"}});
    result(&portal, "crm.deal.add", &deal).await;
    let bind = json!({"event": "ONCRMDEALADD", "event_type": "offline"});
    result(&portal, "event.bind", &bind).await;
    let deal = result(&portal, "crm.deal.add", &deal).await;
    let listed = result(&portal, "event.offline.list", &json!({})).await;
    assert_eq!(listed.as_array().map(Vec::len), Some(1), "{listed}");
    assert_eq!(listed[0]["EVENT_DATA"]["FIELDS"]["ID"], deal.to_string());

    let kept = result(&portal, "event.offline.get", &json!({"clear": 0})).await;
    let process = &kept["process_id"];
    let event = &kept["events"][0];
    assert_eq!(event["EVENT_NAME"], "ONCRMDEALADD");
    let again = result(&portal, "event.offline.get", &json!({})).await;
    assert_eq!(again["events"], json!([]));
    let failed = json!({"process_id": process, "message_id": [event["MESSAGE_ID"]]});
    result(&portal, "event.offline.error", &failed).await;
    let failed = result(
        &portal,
        "event.offline.get",
        &json!({"error": 1, "clear": 0}),
    )
    .await;
    assert_eq!(failed["events"][0]["ID"], event["ID"]);
    result(
        &portal,
        "event.offline.clear",
        &json!({"process_id": failed["process_id"]}),
    )
    .await;
    assert_eq!(
        result(&portal, "event.offline.list", &json!({})).await,
        json!([])
    );

    result(
        &portal,
        "event.bind",
        &json!({"event": "ONCRMCONTACTADD", "event_type": "offline"}),
    )
    .await;
    result(
        &portal,
        "crm.contact.add",
        &json!({"fields": {"NAME": "Ada"}}),
    )
    .await;
    let taken = result(&portal, "event.offline.get", &json!({})).await;
    assert_eq!(taken["process_id"], Value::Null);
    assert_eq!(taken["events"][0]["EVENT_NAME"], "ONCRMCONTACTADD");
    assert_eq!(
        result(&portal, "event.offline.list", &json!({})).await,
        json!([])
    );
}
