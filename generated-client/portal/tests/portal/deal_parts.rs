//! What belongs to deals: contacts, custom fields, recurrences and cards.

use serde_json::{Value, json as value};

use crate::{add_deal as add, error, portal, result};

#[tokio::test]
async fn contacts_of_a_deal() {
    let portal = portal().await;
    let id = add(&portal, value!({})).await;
    let call = async |method: &str, body: Value| {
        result(&portal, &format!("crm.deal.contact.{method}"), &body).await
    };
    let contacts = async || {
        let links = call("items.get", value!({ "id": id })).await;
        let links: Vec<_> = links
            .as_array()
            .into_iter()
            .flatten()
            .map(|link| {
                let number = |name: &str| link[name].as_i64().unwrap_or(-1);
                (
                    number("CONTACT_ID"),
                    number("SORT"),
                    link["IS_PRIMARY"] == "Y",
                )
            })
            .collect();
        links
    };
    let of = |contact: i64| value!({"id": id, "fields": {"CONTACT_ID": contact}});
    assert_eq!(call("add", of(5)).await, value!(true));
    assert_eq!(
        call("add", of(5)).await,
        value!(false),
        "it is linked already"
    );
    assert_eq!(
        call(
            "add",
            value!({"id": id, "fields": {"CONTACT_ID": 6, "IS_PRIMARY": "Y", "SORT": 5}})
        )
        .await,
        value!(true)
    );
    assert_eq!(contacts().await, [(6, 5, true), (5, 10, false)]);
    assert_eq!(call("delete", of(6)).await, value!(true));
    assert_eq!(
        contacts().await,
        [(5, 10, true)],
        "the first of the others becomes primary"
    );
    assert_eq!(call("delete", of(6)).await, value!(false));
    let items = value!({"id": id, "items": [{"CONTACT_ID": 1}, {"CONTACT_ID": 2, "IS_PRIMARY": "Y"}, {"CONTACT_ID": 3, "IS_PRIMARY": "Y"}]});
    assert_eq!(call("items.set", items).await, value!(true));
    assert_eq!(
        contacts().await,
        [(1, 10, false), (2, 20, true), (3, 30, false)]
    );
    let deal = result(&portal, "crm.deal.get", &value!({ "id": id })).await;
    assert_eq!(deal["CONTACT_ID"], "2");
    assert_eq!(
        call("items.delete", value!({ "id": id })).await,
        value!(true)
    );
    assert_eq!(contacts().await, []);
}

#[tokio::test]
async fn a_custom_field_is_known_once_it_was_added() {
    let portal = portal().await;
    let deal = value!({"fields": {"UF_CRM_COLOUR": "red"}});
    let (code, message) = error(&portal, "crm.deal.add", &deal).await;
    assert_eq!(code, "0");
    assert!(
        message.starts_with("Unknown parameter {fields.UF_CRM_COLOUR}"),
        "{message}"
    );

    let field = value!({"fields": {"FIELD_NAME": "colour", "USER_TYPE_ID": "string", "LABEL": "Colour",
        "EDIT_FORM_LABEL": {"de": "Farbe"}, "SETTINGS": {"ROWS": 2}}});
    let id = result(&portal, "crm.deal.userfield.add", &field).await;
    let (code, _) = error(&portal, "crm.deal.userfield.add", &field).await;
    assert_eq!(code, "ERROR_CORE", "names are used once");
    let deal = result(&portal, "crm.deal.add", &deal).await;
    let found = value!({"entityTypeId": 2, "id": deal});
    let item = result(&portal, "crm.item.get", &found).await;
    assert_eq!(item["item"]["ufCrmColour"], "red");
    let described = result(&portal, "crm.deal.fields", &value!({})).await;
    assert_eq!(
        (
            &described["UF_CRM_COLOUR"]["isDynamic"],
            &described["UF_CRM_COLOUR"]["title"]
        ),
        (&value!(true), &value!("Colour"))
    );
    let described = result(&portal, "crm.item.fields", &value!({"entityTypeId": 2})).await;
    assert_eq!(
        described["fields"]["ufCrmColour"]["upperName"],
        "UF_CRM_COLOUR"
    );
    assert_eq!(described["fields"]["stageId"]["upperName"], "STAGE_ID");

    let change = value!({"id": id, "fields": {"SORT": 7, "SETTINGS": {"DEFAULT_VALUE": "blue"}}});
    assert_eq!(
        result(&portal, "crm.deal.userfield.update", &change).await,
        value!(true)
    );
    let field = result(&portal, "crm.deal.userfield.get", &value!({ "id": id })).await;
    assert_eq!(
        (&field["FIELD_NAME"], &field["SORT"], &field["SETTINGS"]),
        (
            &value!("UF_CRM_COLOUR"),
            &value!("7"),
            &value!({"ROWS": 2, "DEFAULT_VALUE": "blue"})
        )
    );
    assert_eq!(
        (
            &field["EDIT_FORM_LABEL"]["de"],
            &field["EDIT_FORM_LABEL"]["en"]
        ),
        (&value!("Farbe"), &value!("Colour"))
    );
    let list = value!({"filter": {"FIELD_NAME": "UF_CRM_COLOUR", "LANG": "de"}});
    let listed = result(&portal, "crm.deal.userfield.list", &list).await;
    assert_eq!(listed[0]["EDIT_FORM_LABEL"], "Farbe");
    let listed = result(
        &portal,
        "crm.deal.userfield.list",
        &value!({"order": {"ID": "DESC"}}),
    )
    .await;
    assert_eq!(
        (&listed[0]["ID"], listed[0].get("EDIT_FORM_LABEL")),
        (&value!(id.to_string()), None)
    );

    assert_eq!(
        result(&portal, "crm.deal.userfield.delete", &value!({ "id": id })).await,
        value!(true)
    );
    let item = result(&portal, "crm.item.get", &found).await;
    assert_eq!(item["item"].get("ufCrmColour"), None);
}

#[tokio::test]
async fn a_deal_recurs() {
    let portal = portal().await;
    let deal = add(&portal, value!({"TITLE": "Rent"})).await;
    let fields = value!({"fields": {"DEAL_ID": deal, "CATEGORY_ID": "9", "START_DATE": "2030-04-04",
        "PARAMS": {"MODE": "multiple", "MULTIPLE_TYPE": "month", "MULTIPLE_INTERVAL": 1}}});
    let id = result(&portal, "crm.deal.recurring.add", &fields).await;
    let again = error(&portal, "crm.deal.recurring.add", &fields).await;
    assert_eq!(again.1, "Deal already has recurring settings.");
    let setting = result(&portal, "crm.deal.recurring.get", &value!({ "id": id })).await;
    assert_eq!(
        (
            &setting["BASED_ID"],
            &setting["NEXT_EXECUTION"],
            &setting["PARAMS"]["MULTIPLE_INTERVAL"]
        ),
        (
            &value!(deal.to_string()),
            &value!("2030-04-04T00:00:00+00:00"),
            &value!(1)
        )
    );
    let exposed = result(&portal, "crm.deal.recurring.expose", &value!({ "id": id })).await;
    let made = result(
        &portal,
        "crm.deal.get",
        &value!({ "id": exposed["DEAL_ID"] }),
    )
    .await;
    assert_eq!(
        (
            &made["TITLE"],
            &made["CATEGORY_ID"],
            &made["STAGE_ID"],
            &made["IS_RECURRING"]
        ),
        (
            &value!("Rent"),
            &value!("9"),
            &value!("C9:NEW"),
            &value!("N")
        )
    );
    let change = value!({"id": id, "fields": {"ACTIVE": "N"}});
    assert_eq!(
        result(&portal, "crm.deal.recurring.update", &change).await,
        value!(true)
    );
    let setting = result(&portal, "crm.deal.recurring.get", &value!({ "id": id })).await;
    assert_eq!(
        (
            &setting["COUNTER_REPEAT"],
            &setting["NEXT_EXECUTION"],
            &setting["CATEGORY_ID"]
        ),
        (&value!("1"), &value!(""), &value!("9"))
    );
    // The template goes with its setting.
    let template = setting["DEAL_ID"]
        .as_str()
        .and_then(|id| id.parse::<i64>().ok());
    assert_eq!(
        result(&portal, "crm.deal.delete", &value!({ "id": template })).await,
        value!(true)
    );
    assert_eq!(
        error(&portal, "crm.deal.recurring.get", &value!({ "id": id }))
            .await
            .1,
        "Recurring deal is not found."
    );
}

#[tokio::test]
async fn cards_belong_to_a_user_and_a_funnel() {
    let portal = portal().await;
    let call = async |method: &str, body: Value| {
        result(
            &portal,
            &format!("crm.deal.details.configuration.{method}"),
            &body,
        )
        .await
    };
    assert_eq!(call("get", value!({})).await, Value::Null);
    let data = value!([{"name": "main", "title": "Main", "type": "section", "elements": [{"name": "TITLE", "optionFlags": 1}]}]);
    assert_eq!(call("set", value!({ "data": data })).await, value!(true));
    let card = call("get", value!({"scope": "P", "userId": 1})).await;
    assert_eq!(
        (&card[0]["title"], &card[0]["elements"][0]["optionFlags"]),
        (&value!("Main"), &value!("1"))
    );
    assert_eq!(
        call("get", value!({"extras": {"dealCategoryId": 9}})).await,
        Value::Null
    );
    assert_eq!(
        call("set", value!({"scope": "C", "data": data})).await,
        value!(true)
    );
    assert_eq!(
        call("forceCommonScopeForAll", value!({})).await,
        value!(true)
    );
    assert_eq!(call("get", value!({})).await, Value::Null);
    assert_eq!(call("reset", value!({"scope": "C"})).await, value!(true));
    assert_eq!(call("get", value!({"scope": "C"})).await, Value::Null);

    let second = |section: Value| value!({"data": [{"name": "main", "title": "Main", "type": "section"}, section]});
    for (section, message) in [
        (
            value!({"title": "Other", "type": "section"}),
            "Section at index 1 does not have a name",
        ),
        (
            value!({"name": "", "title": "Other", "type": "section"}),
            "Section at index 1 does not have a name",
        ),
        (
            value!({"name": "other", "type": "section"}),
            "Section at index 1 does not have a title",
        ),
        (
            value!({"name": "other", "title": "Other", "type": "tab"}),
            "Section at index 1 has type tab. The expected type is 'section'",
        ),
        (
            value!({"name": "other", "title": "Other", "type": "section", "elements": [{"name": "TITLE"}, {}]}),
            "Element at index 1 in section at index 1 does not have a name",
        ),
    ] {
        let found = error(
            &portal,
            "crm.deal.details.configuration.set",
            &second(section),
        )
        .await;
        assert_eq!(found, (String::new(), message.to_owned()));
    }
}
