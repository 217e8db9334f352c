//! Chats, messages, notifications and bots.

use serde_json::{Value, json};

use crate::{error, json, portal, result};

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
async fn recent_dialogs_are_those_that_were_talked_in() {
    let portal = portal().await;
    let titles = async |more: Value| {
        let read = result(&portal, "im.recent.list", &more).await;
        let items = read["items"].as_array().expect("items").iter();
        items
            .map(|item| item["title"].as_str().expect("a title").to_owned())
            .filter(|title| title.len() == 1 || title.starts_with("User"))
            .collect::<Vec<_>>()
    };
    let mut chats = Vec::new();
    for title in ["A", "B", "C"] {
        let chat = json!({"TITLE": title, "USERS": [5], "MESSAGE": format!("In {title}")});
        chats.push(result(&portal, "im.chat.add", &chat).await);
    }
    let dialogs = chats
        .iter()
        .map(|chat| json!({"DIALOG_ID": format!("chat{chat}")}));
    let dialogs: Vec<Value> = dialogs.collect();
    assert_eq!(titles(json!({})).await, ["C", "B", "A"]);
    result(&portal, "im.recent.pin", &dialogs[0]).await;
    result(&portal, "im.recent.hide", &dialogs[2]).await;
    assert_eq!(titles(json!({})).await, ["A", "B"]);
    let private = json!({"DIALOG_ID": "44", "MESSAGE": "Psst"});
    result(&portal, "im.message.add", &private).await;
    let mut said = dialogs[2].clone();
    said["MESSAGE"] = json!("Back");
    result(&portal, "im.message.add", &said).await;
    assert_eq!(titles(json!({"SKIP_DIALOG": "Y"})).await, ["A", "C", "B"]);
    assert_eq!(titles(json!({"SKIP_CHAT": "Y"})).await, ["User 44"]);
    assert_eq!(titles(json!({"LIMIT": 1})).await, ["A"]);
    let first = result(&portal, "im.recent.list", &json!({"LIMIT": 1})).await;
    assert_eq!(
        (&first["hasMore"], &first["items"][0]["pinned"]),
        (&json!(true), &json!(true))
    );
    let all = result(&portal, "im.recent.get", &json!({"SKIP_CHAT": "Y"})).await;
    assert_eq!(
        (&all[0]["id"], &all[0]["message"]["text"]),
        (&json!(44), &json!("Psst"))
    );
    // What a bot says is not read, until it is.
    let bot =
        json!({"fields": {"code": "helper", "botToken": "token", "properties": {"name": "H"}}});
    let bot = result(&portal, "imbot.v2.Bot.register", &bot).await["bot"]["id"].clone();
    let users = json!({"CHAT_ID": chats[1], "USERS": [bot]});
    result(&portal, "im.chat.user.add", &users).await;
    let counted = async || {
        let counters = result(&portal, "im.counters.get", &json!({})).await;
        counters["CHAT"][chats[1].to_string()].clone()
    };
    let before = counted().await;
    let mut ids = Vec::new();
    for text in ["one", "two"] {
        let said = json!({"BOT_ID": bot, "DIALOG_ID": dialogs[1]["DIALOG_ID"], "MESSAGE": text});
        ids.push(result(&portal, "imbot.message.add", &said).await);
    }
    assert_eq!((before, counted().await), (Value::Null, json!(2)));
    assert_eq!(titles(json!({"UNREAD_ONLY": "Y"})).await, ["B"]);
    let mut read = dialogs[1].clone();
    read["MESSAGE_ID"] = ids[0].clone();
    let left = result(&portal, "im.dialog.read", &read).await;
    assert_eq!((&left["lastId"], &left["counter"]), (&ids[0], &json!(1)));
    result(&portal, "im.dialog.unread", &read).await;
    assert_eq!(counted().await, json!(2));
    result(&portal, "im.dialog.read.all", &json!({})).await;
    assert_eq!(counted().await, Value::Null);
    result(&portal, "im.recent.unread", &dialogs[1]).await;
    assert_eq!(titles(json!({"UNREAD_ONLY": "Y"})).await, ["B"]);
    let absent = json!({"DIALOG_ID": "chat999999"});
    assert_eq!(
        result(&portal, "im.recent.unread", &absent).await,
        json!(false)
    );
    assert_eq!(
        error(&portal, "im.recent.pin", &absent).await.0,
        "ACCESS_ERROR"
    );
}

#[tokio::test]
async fn a_talk_with_oneself_is_a_chat_of_its_own() {
    let portal = portal().await;
    let mut chats = Vec::new();
    for (user, members) in [("5", json!([1, 5])), ("1", json!([1])), ("1", json!([1]))] {
        let message = json!({"DIALOG_ID": user, "MESSAGE": format!("To {user}")});
        result(&portal, "im.message.add", &message).await;
        let dialog = json!({ "DIALOG_ID": user });
        let read = result(&portal, "im.dialog.messages.get", &dialog).await;
        assert_eq!(read["messages"][0]["text"], format!("To {user}"));
        let of_chat = json!({"CHAT_ID": read["chat_id"]});
        let users = result(&portal, "im.chat.user.list", &of_chat).await;
        assert_eq!(users, members);
        chats.push(read["chat_id"].clone());
    }
    assert_ne!(chats[0], chats[1]);
    assert_eq!(chats[1], chats[2]);
}

#[tokio::test]
async fn what_is_deleted_or_not_yet_said_is_not_counted() {
    let portal = portal().await;
    let bot = json!({
        "fields": {"code": "helper", "botToken": "token", "properties": {"name": "H"}},
    });
    let bot = result(&portal, "imbot.v2.Bot.register", &bot).await["bot"]["id"].clone();
    let chat = json!({"TITLE": "Roof", "USERS": [bot], "MESSAGE": "Hello"});
    let chat = result(&portal, "im.chat.add", &chat).await;
    let dialog = format!("chat{chat}");
    let say = async |text: &str| {
        let said = json!({"BOT_ID": bot, "DIALOG_ID": dialog, "MESSAGE": text});
        result(&portal, "imbot.message.add", &said).await
    };
    let counted = async || {
        let counters = result(&portal, "im.counters.get", &json!({})).await;
        counters["CHAT"][chat.to_string()].clone()
    };
    let first = say("one").await;
    let second = say("two").await;
    assert_eq!(counted().await, 2);
    result(&portal, "im.message.delete", &json!({"MESSAGE_ID": second})).await;
    assert_eq!(counted().await, 1);
    let read = json!({"DIALOG_ID": dialog, "MESSAGE_ID": 999_999_999});
    let read = result(&portal, "im.dialog.read", &read).await;
    assert_eq!((&read["lastId"], &read["counter"]), (&first, &json!(0)));
    say("three").await;
    assert_eq!(counted().await, 1);

    // The same for a bot that names a later message of another chat.
    let elsewhere = json!({"DIALOG_ID": "44", "MESSAGE": "Elsewhere"});
    let elsewhere = result(&portal, "im.message.add", &elsewhere).await;
    let read = json!({
        "botId": bot, "botToken": "token", "dialogId": dialog, "messageId": elsewhere,
    });
    let before = result(&portal, "imbot.v2.Chat.Message.read", &read).await;
    assert_ne!(before["lastId"], elsewhere);
    let said = json!({"DIALOG_ID": dialog, "MESSAGE": "four"});
    let said = result(&portal, "im.message.add", &said).await;
    let mut read = read;
    read["messageId"] = said.clone();
    let after = result(&portal, "imbot.v2.Chat.Message.read", &read).await;
    assert_eq!(
        (&after["lastId"], &after["viewedMessages"]),
        (&said, &json!([said]))
    );
}

#[tokio::test]
async fn members_of_dialogs_are_people() {
    let portal = portal().await;
    let fields = json!({"EMAIL": "ada@example.com", "NAME": "Ada", "LAST_NAME": "Byron", "UF_DEPARTMENT": [1]});
    let user = result(&portal, "user.add", &fields).await;
    let chat = json!({"TITLE": "Roof", "USERS": [user, 5, 44]});
    let chat = result(&portal, "im.chat.add", &chat).await;
    let dialog = json!({"DIALOG_ID": format!("chat{chat}"), "LIMIT": 2, "OFFSET": 1});
    let found = json(&portal, "im.dialog.users.list", &dialog.to_string()).await;
    assert_eq!(
        (&found.body["total"], &found.body["next"]),
        (&json!(4), &json!(3))
    );
    let shown = &found.result()[0];
    assert_eq!(
        (&shown["id"], &shown["name"], &shown["first_name"]),
        (&user, &json!("Ada Byron"), &json!("Ada"))
    );
    let changed = json!({"ID": user, "LAST_NAME": "Lovelace"});
    result(&portal, "user.update", &changed).await;
    let shown = result(&portal, "im.user.get", &json!({"ID": user})).await;
    assert_eq!(shown["name"], "Ada Lovelace");
    let listed = json!({"ID": [user, 999_999], "RESULT_TYPE": "array"});
    let listed = result(&portal, "im.user.list.get", &listed).await;
    assert_eq!(listed.as_array().map(Vec::len), Some(1));
    let found = result(&portal, "im.search.user.list", &json!({"FIND": "lovel"})).await;
    assert_eq!(found[user.to_string()]["last_name"], "Lovelace");
    let absent = error(&portal, "im.user.get", &json!({"ID": 999_999})).await;
    assert_eq!(absent.0, "USER_NOT_EXISTS");
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
    // The same call finds the bot; another application cannot have its code.
    let again = result(&portal, "imbot.v2.Bot.register", &bot).await;
    assert_eq!(&again["bot"]["id"], id);
    let mut taken = bot.clone();
    taken["fields"]["botToken"] = json!("hidden");
    assert_eq!(
        error(&portal, "imbot.v2.Bot.register", &taken).await.0,
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
