//! Events and placements become typed values.

use bitrix24::crm::widget::{CrmListMenuCode, CrmListToolbarCode};
use bitrix24::crm::{StatusCode, deal};
use bitrix24::event::{self, AppStatus, Data};
use bitrix24::placement::{self, Context};
use bitrix24::{Id, Timestamp, Value};
use serde_json::json;

use crate::{TOKEN, open, read, token};

/// As a portal sends it: everything in capitals and brackets, everything escaped.
const MOVED: &str = "event=ONCRMDEALMOVETOCATEGORY&event_handler_id=655&data%5BFIELDS%5D%5BID%5D=6675\
    &data%5BFIELDS%5D%5BCATEGORY_ID%5D=1&data%5BFIELDS%5D%5BSTAGE_ID%5D=C1%3ANEW&ts=1736424182\
    &auth%5Baccess_token%5D=an-access-token&auth%5Bexpires_in%5D=3600&auth%5Bscope%5D=crm%2Cplacement\
    &auth%5Bdomain%5D=some-domain.bitrix24.com&auth%5Bserver_endpoint%5D=https%3A%2F%2Foauth.bitrix.info%2Frest%2F\
    &auth%5Bstatus%5D=L&auth%5Bclient_endpoint%5D=https%3A%2F%2Fsome-domain.bitrix24.com%2Frest%2F\
    &auth%5Bmember_id%5D=a223c6b3710f85df22e9377d6c4f7553&auth%5Brefresh_token%5D=a-refresh-token\
    &auth%5Buser_id%5D=7";

#[test]
fn an_event_is_typed() {
    let event = read(MOVED).expect("an event");
    assert_eq!(event.name(), "ONCRMDEALMOVETOCATEGORY");
    assert_eq!(event.handler_id, Some(655));
    assert_eq!(event.ts, Some(Timestamp(1_736_424_182)));
    let auth = &event.auth;
    assert_eq!(auth.expires_in, Some(3600));
    assert_eq!(auth.scopes().collect::<Vec<_>>(), ["crm", "placement"]);
    assert_eq!(auth.domain.as_deref(), Some("some-domain.bitrix24.com"));
    assert_eq!(auth.status, Some(AppStatus::Local));
    assert_eq!(
        auth.client_endpoint.as_deref(),
        Some("https://some-domain.bitrix24.com/rest/")
    );
    assert_eq!(auth.user_id, Some(7));
    assert!(event.extra.is_empty());
    let Data::OnCrmDealMoveToCategory(data) = event.data else {
        panic!("{:?}", event.data);
    };
    let fields = data.fields.expect("fields");
    assert_eq!(fields.id, Some(Id::from(6675)));
    assert_eq!(fields.category_id, Some(Id::from(1)));
    assert_eq!(fields.stage_id, Some(Id::<StatusCode>::from("C1:NEW")));
    assert!(fields.extra.is_empty() && data.extra.is_empty());
}

#[test]
fn the_case_of_a_name_does_not_count() {
    for name in ["OnCrmDealUpdate", "onCrmDealUpdate", "oncrmdealupdate"] {
        let event = read(&format!("event={name}&data[FIELDS][ID]=5")).expect("an event");
        assert_eq!(event.name(), deal::OnCrmDealUpdate::NAME);
        assert!(matches!(event.data, Data::OnCrmDealUpdate(_)), "{event:?}");
    }
}

#[test]
fn an_outgoing_webhook_sends_less() {
    let event =
        read("event=ONCRMDEALADD&data[FIELDS][ID]=7405&auth[member_id]=a1").expect("an event");
    let auth = &event.auth;
    assert!(auth.access_token.is_none() && auth.refresh_token.is_none() && auth.status.is_none());
    assert_eq!(
        (auth.scopes().count(), event.ts, event.handler_id),
        (0, None, None)
    );
}

#[test]
fn an_unknown_event_is_kept_whole() {
    let event = read("event=onAnything&data[A][5]=x&data[A][7]=y&data[B][]=1&data[B][]=2&more=z")
        .expect("an event");
    let Data::Unknown { name, data } = &event.data else {
        panic!("{:?}", event.data);
    };
    assert_eq!(name, "ONANYTHING");
    assert_eq!(
        *data,
        Value::from(json!({"A": {"5": "x", "7": "y"}, "B": ["1", "2"]}))
    );
    assert_eq!(event.extra.get("more").and_then(Value::as_text), Some("z"));
    assert_eq!(event.data.to_value(), *data);
}

#[test]
fn an_event_without_data_has_empty_ones() {
    let event = read("event=ONCRMDEALADD").expect("an event");
    assert!(matches!(event.data, Data::OnCrmDealAdd(ref data) if data.fields.is_none()));
    let event = read("event=ONCRMDEALADD&data=").expect("an event");
    assert!(matches!(event.data, Data::OnCrmDealAdd(_)));
}

#[test]
fn the_installation_brings_the_token() {
    let body = format!("event=ONAPPINSTALL&data[VERSION]=1&auth[application_token]={TOKEN}");
    let event = event::decode(body.as_bytes()).expect("an event");
    assert_eq!(event.name(), "ONAPPINSTALL");
    let Data::OnAppInstall(data) = &read(&body).expect("an event").data else {
        panic!("it is typed by default");
    };
    assert_eq!(data.version.as_deref(), Some("1"));
    let event = event.into_installation().expect("the installation");
    let brought = event.auth.application_token.expect("a token");
    assert!(brought.matches(&token()));
    // What is no installation needs the token.
    let other = event::decode(MOVED.as_bytes()).expect("an event");
    let other = other.into_installation().expect_err("no installation");
    assert_eq!(other.member_id(), Some("a223c6b3710f85df22e9377d6c4f7553"));
}

#[test]
fn the_end_of_an_installation_is_typed_and_names_its_user() {
    let event = read(
        "event=ONAPPUNINSTALL&data[LANGUAGE_ID]=de&data[CLEAN]=1&auth[user_id]=7\
         &auth[member_id]=a1&auth[domain]=portal.example&auth[access_token]=b2",
    );
    let event = event.expect("an event");
    let Data::OnAppUninstall(data) = &event.data else {
        panic!("it is typed by default");
    };
    assert_eq!(data.language_id.as_deref(), Some("de"));
    assert_eq!(event.auth.user_id, Some(7));
    let tokens = bitrix24::oauth::Tokens::try_from(&event).expect("tokens");
    assert_eq!(tokens.user_id(), Some(7));
}

mod own {
    bitrix24::schema!("tests/handlers/own.yaml");
}

#[test]
fn events_and_placements_of_ones_own_are_read() {
    let event = read("event=ONOWNTHING&data[ID]=5").expect("an event");
    let thing = event.read::<own::OnOwnThing>().expect("its type");
    assert_eq!(thing.expect("its data").id, Some(5));
    assert!(event.read::<deal::OnCrmDealAdd>().is_none());
    let wrong = read("event=ONOWNTHING&data[ID]=five").expect("an event");
    let mismatch = wrong
        .read::<own::OnOwnThing>()
        .expect("its type")
        .expect_err("no number");
    assert_eq!(mismatch.path, "ID");

    let request = open("PLACEMENT=OWN_TAB&PLACEMENT_OPTIONS={\"ID\":\"5\"}").expect("a request");
    let (own::OwnTabCode, tab) = request
        .read::<own::OwnTab>()
        .expect("its type")
        .expect("its options");
    assert_eq!(tab.id, Some(5));
}

#[test]
fn a_placement_is_typed() {
    let query = "DOMAIN=xxx.bitrix24.com&PROTOCOL=1&LANG=en&APP_SID=a-session";
    let body = format!(
        "AUTH_ID=an-access-token&AUTH_EXPIRES=3600&REFRESH_ID=a-refresh-token&APPLICATION_TOKEN={TOKEN}\
         &APPLICATION_SCOPE=crm%2Cplacement&member_id=a1&status=T&PLACEMENT=CRM_DYNAMIC_183_LIST_MENU\
         &PLACEMENT_OPTIONS=%7B%22ID%22%3A%228061%22%2C%22URI%22%3A%22%5C%2Fcrm%5C%2F%22%7D"
    );
    let request = placement::decode(query, body.as_bytes()).expect("a request");
    assert_eq!(request.member_id(), Some("a1"));
    let request = request.verify(&token()).expect("the right token");
    assert_eq!(request.code(), "CRM_DYNAMIC_183_LIST_MENU");
    assert_eq!(
        (request.is_https, request.language.as_deref()),
        (Some(true), Some("en"))
    );
    assert_eq!(request.auth.domain.as_deref(), Some("xxx.bitrix24.com"));
    assert_eq!(request.auth.status, Some(AppStatus::Trial));
    assert!(
        request.app_sid.is_some()
            && request.auth.access_token.is_some()
            && request.extra.is_empty()
    );
    let Context::CrmListMenu(CrmListMenuCode::SmartProcess(code), options) = request.context else {
        panic!("{:?}", request.context);
    };
    assert_eq!(code, "CRM_DYNAMIC_183_LIST_MENU");
    assert_eq!(
        (options.id, options.uri.as_deref()),
        (Some(8061), Some("/crm/"))
    );
}

#[test]
fn a_placement_without_options_has_empty_ones() {
    for options in [
        "",
        "&PLACEMENT_OPTIONS=",
        "&PLACEMENT_OPTIONS=[]",
        "&PLACEMENT_OPTIONS={}",
    ] {
        let request =
            open(&format!("PLACEMENT=CRM_LEAD_LIST_TOOLBAR{options}")).expect("a request");
        let Context::CrmListToolbar(CrmListToolbarCode::Lead, toolbar) = request.context else {
            panic!("{options}");
        };
        assert_eq!(toolbar.uri, None, "{options}");
    }
}

#[test]
fn an_unknown_placement_is_kept_whole() {
    let request =
        open("PLACEMENT=DEFAULT&PLACEMENT_OPTIONS={\"any\":[1]}&more=z").expect("a request");
    let Context::Unknown { code, options } = &request.context else {
        panic!("{:?}", request.context);
    };
    assert_eq!(code, "DEFAULT");
    assert_eq!(*options, Value::from(json!({"any": [1]})));
    assert_eq!(
        request.extra.get("more").and_then(Value::as_text),
        Some("z")
    );
}
