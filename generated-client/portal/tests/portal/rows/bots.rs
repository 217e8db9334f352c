//! Bots: the chats that they work on, and the events that they get.

use bitrix24::event::Event;
use bitrix24_portal::{Outcome, Portal};
use serde_json::{Value, json};

use crate::events::{events, handler};
use crate::{error, portal, result};

/// Registers a bot, and returns its number.
async fn bot(portal: &Portal, fields: Value) -> Value {
    let mut all = json!({
        "code": "helper", "botToken": "token", "properties": {"name": "Handy Helper"},
    });
    if let (Value::Object(all), Value::Object(fields)) = (&mut all, fields) {
        all.extend(fields);
    }
    let registered = result(portal, "imbot.v2.Bot.register", &json!({"fields": all})).await;
    assert_eq!(registered["users"][0]["name"], "Handy Helper");
    registered["bot"]["id"].clone()
}

/// The parameters of a call of a bot.
fn of(bot: &Value, more: Value) -> Value {
    let mut call = json!({"botId": bot, "botToken": "token"});
    if let (Value::Object(call), Value::Object(more)) = (&mut call, more) {
        call.extend(more);
    }
    call
}

/// The types of the events that wait, with the position after them.
async fn fetched(portal: &Portal, bot: &Value, offset: &Value) -> (Vec<Value>, Value) {
    let fetch = of(bot, json!({"offset": offset}));
    let fetched = result(portal, "imbot.v2.Event.get", &fetch).await;
    let events = fetched["events"].as_array().expect("events").clone();
    (events, fetched["nextOffset"].clone())
}

fn types(events: &[Value]) -> Vec<&str> {
    let types = events.iter();
    types
        .map(|event| event["type"].as_str().expect("a type"))
        .collect()
}

#[tokio::test]
async fn chats_of_bots_are_those_of_users() {
    let portal = portal().await;
    let bot = bot(&portal, json!({})).await;
    let fields = json!({"title": "Support", "color": "mint", "userIds": [1, 5], "message": "Hi"});
    let added = result(
        &portal,
        "imbot.v2.Chat.add",
        &of(&bot, json!({"fields": fields})),
    )
    .await;
    let chat = &added["chat"];
    assert_eq!(
        (
            &chat["owner"],
            &chat["color"],
            &chat["userCounter"],
            &chat["isNew"]
        ),
        (&bot, &json!("#4ba984"), &json!(3), &json!(true))
    );
    let dialog = &chat["dialogId"];
    let shown = result(&portal, "im.dialog.get", &json!({"DIALOG_ID": dialog})).await;
    assert_eq!(
        (&shown["name"], &shown["role"], &shown["counter"]),
        (&json!("Support"), &json!("member"), &json!(1))
    );
    let in_chat = |more: Value| {
        let mut call = of(&bot, more);
        call["dialogId"] = dialog.clone();
        call
    };
    let fields = json!({"fields": {"title": "Help"}});
    result(&portal, "imbot.v2.Chat.update", &in_chat(fields)).await;
    let users = json!({"userIds": [6, 5]});
    result(&portal, "imbot.v2.Chat.User.add", &in_chat(users)).await;
    let managers = json!({"userIds": [5, 99]});
    result(&portal, "imbot.v2.Chat.Manager.add", &in_chat(managers)).await;
    result(
        &portal,
        "imbot.v2.Chat.User.delete",
        &in_chat(json!({"userId": 6})),
    )
    .await;
    let read = result(&portal, "imbot.v2.Chat.get", &in_chat(json!({}))).await;
    assert_eq!(
        (
            &read["chat"]["name"],
            &read["chat"]["managerList"],
            &read["chat"]["role"]
        ),
        (&json!("Help"), &json!([5]), &json!("owner"))
    );
    let order = json!({"order": {"userId": "DESC"}});
    let users = result(&portal, "imbot.v2.Chat.User.list", &in_chat(order)).await;
    let ids: Vec<i64> = users
        .as_array()
        .expect("users")
        .iter()
        .map(|user| user["id"].as_i64().expect("a number"))
        .collect();
    assert_eq!(ids, [bot.as_i64().expect("a number"), 5, 1]);
    let users = json!({"CHAT_ID": chat["id"]});
    let users = result(&portal, "im.chat.user.list", &users).await;
    assert_eq!(users.as_array().map(Vec::len), Some(3));

    // Who gives the chat away no longer manages it, and who leaves does not see it.
    result(
        &portal,
        "imbot.v2.Chat.setOwner",
        &in_chat(json!({"userId": 1})),
    )
    .await;
    let managers = json!({"userIds": [5]});
    let denied = error(&portal, "imbot.v2.Chat.Manager.delete", &in_chat(managers)).await;
    assert_eq!(denied.0, "ACCESS_DENIED");
    result(&portal, "imbot.v2.Chat.leave", &in_chat(json!({}))).await;
    let denied = error(&portal, "imbot.v2.Chat.get", &in_chat(json!({}))).await;
    assert_eq!(denied.0, "ACCESS_DENIED");
}

#[tokio::test]
async fn bots_send_read_and_change_messages() {
    let portal = portal().await;
    let bot = bot(&portal, json!({"type": "supervisor"})).await;
    let fields = json!({"title": "Support", "userIds": [1]});
    let added = result(
        &portal,
        "imbot.v2.Chat.add",
        &of(&bot, json!({"fields": fields})),
    )
    .await;
    let dialog = &added["chat"]["dialogId"];
    let in_chat = |more: Value| {
        let mut call = of(&bot, more);
        call["dialogId"] = dialog.clone();
        call
    };
    let said = json!({"DIALOG_ID": dialog, "MESSAGE": "Help!"});
    let question = result(&portal, "im.message.add", &said).await;
    let empty = json!({"fields": {"message": ""}});
    let empty = error(&portal, "imbot.v2.Chat.Message.send", &in_chat(empty)).await;
    assert_eq!(empty.0, "EMPTY_MESSAGE");
    let fields = json!({"fields": {"message": "Here", "forwardIds": {"some-uuid": question}}});
    let sent = result(&portal, "imbot.v2.Chat.Message.send", &in_chat(fields)).await;
    let copied = of(&bot, json!({"messageId": sent["uuidMap"]["some-uuid"]}));
    let copied = result(&portal, "imbot.v2.Chat.Message.get", &copied).await;
    assert_eq!(
        (
            &copied["message"]["text"],
            &copied["message"]["forward"]["id"]
        ),
        (&json!("Help!"), &question)
    );
    assert_eq!(copied["user"]["type"], "bot");
    let read = result(&portal, "imbot.v2.Chat.Message.read", &in_chat(json!({}))).await;
    assert_eq!(
        (&read["viewedMessages"], &read["counter"]),
        (&json!([question]), &json!(0))
    );
    let change = of(
        &bot,
        json!({"messageId": sent["id"], "fields": {"message": "There"}}),
    );
    result(&portal, "imbot.v2.Chat.Message.update", &change).await;
    let around = of(&bot, json!({"messageId": sent["id"], "range": 1}));
    let around = result(&portal, "imbot.v2.Chat.Message.getContext", &around).await;
    assert_eq!(
        (
            &around["messages"][1]["text"],
            &around["hasPrevPage"],
            &around["hasNextPage"]
        ),
        (&json!("There"), &json!(true), &json!(false))
    );
    let like = of(&bot, json!({"messageId": question, "reaction": "like"}));
    result(&portal, "imbot.v2.Chat.Message.Reaction.add", &like).await;
    let twice = error(&portal, "imbot.v2.Chat.Message.Reaction.add", &like).await;
    assert_eq!(twice.0, "REACTION_ALREADY_SET");
    let messages = json!({"DIALOG_ID": dialog});
    let messages = result(&portal, "im.dialog.messages.get", &messages).await;
    let liked = messages["messages"].as_array().expect("messages").last();
    assert_eq!(liked.expect("a message")["params"]["LIKE"], json!([bot]));
    result(&portal, "imbot.v2.Chat.Message.Reaction.delete", &like).await;
    let gone = of(&bot, json!({"messageId": sent["id"]}));
    result(&portal, "imbot.v2.Chat.Message.delete", &gone).await;
    let gone = error(&portal, "imbot.v2.Chat.Message.getContext", &gone).await;
    assert_eq!(gone.0, "MESSAGE_NOT_FOUND");

    // Another bot neither has the token nor may read messages.
    let fields = json!({"code": "other", "botToken": "hidden", "properties": {"name": "Other"}});
    let other = result(&portal, "imbot.v2.Bot.register", &json!({"fields": fields})).await;
    let other = &other["bot"]["id"];
    let stolen = error(&portal, "imbot.v2.Bot.unregister", &of(other, json!({}))).await;
    assert_eq!(stolen.0, "BOT_OWNERSHIP_ERROR");
    let call = json!({"botId": other, "botToken": "hidden", "messageId": question});
    let plain = error(&portal, "imbot.v2.Chat.Message.get", &call).await;
    assert_eq!(plain.0, "BOT_TYPE_NOT_ALLOWED");
    let unnamed = json!({"botId": bot, "messageId": question});
    let unnamed = error(&portal, "imbot.v2.Chat.Message.get", &unnamed).await;
    assert_eq!(unnamed.0, "BOT_TOKEN_NOT_SPECIFIED");
}

#[tokio::test]
async fn a_bot_hears_what_concerns_it() {
    let portal = portal().await;
    let bot = bot(&portal, json!({})).await;
    let chat = json!({"TITLE": "Roof", "USERS": [bot, 5]});
    let chat = result(&portal, "im.chat.add", &chat).await;
    let dialog = format!("chat{chat}");
    let say = async |text: &str| {
        let said = json!({"DIALOG_ID": dialog, "MESSAGE": text});
        result(&portal, "im.message.add", &said).await
    };
    say("among us").await;
    let asked = say(&format!("[USER={bot}]Helper[/USER] help")).await;
    let change = json!({"MESSAGE_ID": asked, "MESSAGE": format!("[USER={bot}] please")});
    result(&portal, "im.message.update", &change).await;
    result(&portal, "im.message.delete", &json!({"MESSAGE_ID": asked})).await;
    let fields = json!({"message": "Here"});
    let answer = of(&bot, json!({"dialogId": dialog, "fields": fields}));
    let answer = result(&portal, "imbot.v2.Chat.Message.send", &answer).await;
    let like = json!({"MESSAGE_ID": answer["id"]});
    result(&portal, "im.message.like", &like).await;
    let (events, next) = fetched(&portal, &bot, &json!(0)).await;
    assert_eq!(
        types(&events),
        [
            "ONIMBOTV2JOINCHAT",
            "ONIMBOTV2MESSAGEADD",
            "ONIMBOTV2MESSAGEUPDATE",
            "ONIMBOTV2MESSAGEDELETE",
            "ONIMBOTV2REACTIONCHANGE",
        ]
    );
    assert_eq!(events[0]["data"]["dialogId"], json!(dialog));
    assert_eq!(events[1]["data"]["message"]["id"], asked);
    assert_eq!(events[1]["data"]["user"]["id"], 1);
    assert_eq!(events[3]["data"]["messageId"], asked);
    assert_eq!(
        (&events[4]["data"]["reaction"], &events[4]["data"]["action"]),
        (&json!("like"), &json!("add"))
    );
    let (events, _) = fetched(&portal, &bot, &next).await;
    assert_eq!(types(&events), [] as [&str; 0]);
    // What is confirmed is gone.
    let (events, _) = fetched(&portal, &bot, &json!(0)).await;
    assert_eq!(types(&events), [] as [&str; 0]);
}

#[tokio::test]
async fn events_reach_the_addresses_of_bots() {
    let portal = portal().await;
    let (url, got) = handler().await;
    let new = bot(&portal, json!({"eventMode": "webhook", "webhookUrl": url})).await;
    let old = json!({
        "CODE": "old", "EVENT_HANDLER": url, "CLIENT_ID": "any", "PROPERTIES": {"NAME": "Old"},
    });
    let old = result(&portal, "imbot.register", &old).await;
    for bot in [&new, &old] {
        let said = json!({"DIALOG_ID": bot.to_string(), "MESSAGE": "Hello"});
        result(&portal, "im.message.add", &said).await;
    }
    result(&portal, "imbot.v2.Bot.unregister", &of(&new, json!({}))).await;
    let gone = json!({"BOT_ID": old, "CLIENT_ID": "any"});
    result(&portal, "imbot.unregister", &gone).await;
    let deliveries = portal.events_sent().await;
    let names: Vec<&str> = deliveries.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "ONIMBOTV2MESSAGEADD",
            "ONIMBOTMESSAGEADD",
            "ONIMBOTV2DELETE",
            "ONIMBOTDELETE",
        ]
    );
    assert!(
        deliveries
            .iter()
            .all(|one| matches!(one.outcome, Outcome::Answered { status: 200, .. }))
    );
    // They have the form that the client reads, and the token of the application.
    let events = events(&got, &portal.application_token());
    let codes: Vec<&str> = events.iter().map(Event::name).collect();
    assert_eq!(codes, names);
    let got = got.lock().expect("no panic");
    let forms = got.iter().map(|(_, body)| String::from_utf8_lossy(body));
    for (form, parts) in forms.zip([
        vec![
            "data%5Bmessage%5D%5Btext%5D=Hello".to_owned(),
            "data%5Bbot%5D%5Bauth%5D%5Baccess_token%5D=".to_owned(),
        ],
        vec![
            format!("data%5BBOT%5D%5B{old}%5D%5BBOT_CODE%5D=old"),
            "data%5BPARAMS%5D%5BMESSAGE%5D=Hello".to_owned(),
        ],
        vec![format!("data%5Bbot%5D%5Bid%5D={new}")],
        vec![format!("data%5BBOT_ID%5D={old}")],
    ]) {
        for part in parts {
            assert!(form.contains(&part), "{part} in {form}");
        }
    }
}

#[tokio::test]
async fn bots_that_do_not_exist_are_refused() {
    let portal = portal().await;
    let bot = bot(&portal, json!({})).await;
    let chat = json!({"TITLE": "Roof", "USERS": [5], "BOT_ID": bot});
    let chat = result(&portal, "imbot.chat.add", &chat).await;
    let dialog = format!("chat{chat}");
    for (method, mut call) in [
        ("imbot.chat.add", json!({"TITLE": "Wall", "USERS": [5]})),
        (
            "imbot.chat.updateTitle",
            json!({"CHAT_ID": chat, "TITLE": "Wall"}),
        ),
        ("imbot.chat.user.list", json!({"CHAT_ID": chat})),
        (
            "imbot.message.add",
            json!({"DIALOG_ID": dialog, "MESSAGE": "Hi"}),
        ),
    ] {
        result(&portal, method, &call).await;
        call["BOT_ID"] = json!(999_999);
        let refused = error(&portal, method, &call).await;
        assert_eq!(refused.0, "BOT_ID_ERROR", "{method}");
    }
}

#[tokio::test]
async fn a_bot_that_is_gone_is_in_no_chat() {
    let portal = portal().await;
    let new = bot(&portal, json!({})).await;
    let old = json!({
        "CODE": "old", "EVENT_HANDLER": "https://example.com", "CLIENT_ID": "any",
        "PROPERTIES": {"NAME": "Old"},
    });
    let old = result(&portal, "imbot.register", &old).await;
    let chat = json!({"TITLE": "Roof", "USERS": [new, old, 5]});
    let chat = result(&portal, "im.chat.add", &chat).await;
    for bot in [&new, &old] {
        let said = json!({"DIALOG_ID": bot.to_string(), "MESSAGE": "Hello"});
        result(&portal, "im.message.add", &said).await;
    }
    result(&portal, "imbot.v2.Bot.unregister", &of(&new, json!({}))).await;
    let gone = json!({"BOT_ID": old, "CLIENT_ID": "any"});
    result(&portal, "imbot.unregister", &gone).await;
    let users = result(&portal, "im.chat.user.list", &json!({"CHAT_ID": chat})).await;
    assert_eq!(users, json!([1, 5]));
    // Only the method of the first version deletes the talk of two.
    for (bot, count) in [(&new, 1), (&old, 0)] {
        let dialog = json!({"DIALOG_ID": bot.to_string()});
        let read = result(&portal, "im.dialog.messages.get", &dialog).await;
        assert_eq!(read["messages"].as_array().map(Vec::len), Some(count));
    }
}
