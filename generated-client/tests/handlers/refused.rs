//! Unreadable and unverified requests are refused, and no text about them contains a token.

use std::error::Error;

use bitrix24::event::{self, ApplicationToken, DecodeError, MAX_BODY, VerifyError};
use bitrix24::placement;

use crate::{TOKEN, open, read, token};

#[test]
fn only_the_right_token_opens_an_event() {
    let verified = |auth: &str, token: &str| {
        let body = format!("event=ONCRMDEALADD&data[FIELDS][ID]=5{auth}");
        let event = event::decode(body.as_bytes()).expect("an event");
        event
            .verify(&ApplicationToken::new(token))
            .map(|event| event.name().to_owned())
    };
    let auth = format!("&auth[application_token]={TOKEN}");
    assert_eq!(verified(&auth, TOKEN).as_deref(), Ok("ONCRMDEALADD"));
    for (auth, token, error) in [
        (
            auth.as_str(),
            "51856fefc120afa4b628cc82d3935ccf",
            VerifyError::WrongToken,
        ),
        (&auth, "5185", VerifyError::WrongToken),
        (&auth, "", VerifyError::WrongToken),
        (&auth.to_uppercase(), TOKEN, VerifyError::NoToken),
        ("", TOKEN, VerifyError::NoToken),
        ("", "", VerifyError::NoToken),
        ("&auth[application_token]=", "", VerifyError::NoToken),
    ] {
        assert_eq!(verified(auth, token), Err(error), "{auth} {token}");
    }
}

#[test]
fn only_the_right_token_opens_a_placement() {
    let request =
        placement::decode("", b"PLACEMENT=DEFAULT&APPLICATION_TOKEN=guessed").expect("a request");
    assert_eq!(
        request.verify(&token()).map(drop),
        Err(VerifyError::WrongToken)
    );
    let request = placement::decode("", b"PLACEMENT=DEFAULT").expect("a request");
    assert_eq!(
        request.verify(&token()).map(drop),
        Err(VerifyError::NoToken)
    );
}

#[test]
fn what_is_no_event_is_refused() {
    let deep = format!("event=A&data{}=1", "[x]".repeat(65));
    let many = format!("event=A{}", "&a[]=1".repeat(10_000));
    let wrong = |name: &str, expected| DecodeError::WrongType {
        name: name.to_owned(),
        expected,
    };
    for (body, error) in [
        ("", DecodeError::Missing { name: "event" }),
        ("data[ID]=5", DecodeError::Missing { name: "event" }),
        ("event=", DecodeError::Missing { name: "event" }),
        ("event[]=ONCRMDEALADD", wrong("event", "text")),
        ("event=A&auth=x", wrong("auth", "an object")),
        ("event=A&auth[]=x", wrong("auth", "an object")),
        (
            "event=A&auth[access_token][x]=y",
            wrong("auth.access_token", "text"),
        ),
        (
            "event=A&auth[expires_in]=soon",
            wrong("auth.expires_in", "a whole number"),
        ),
        ("event=A&ts=now", wrong("ts", "a whole number")),
        (
            "event=A&event_handler_id[a]=1",
            wrong("event_handler_id", "a whole number"),
        ),
        ("event=%FF", DecodeError::NotUtf8),
        ("event=A&data[x]=%C3%28", DecodeError::NotUtf8),
        (deep.as_str(), DecodeError::TooDeep),
        (many.as_str(), DecodeError::TooMany),
    ] {
        let refused = event::decode(body.as_bytes()).expect_err(body);
        assert_eq!(refused, error, "{}", &body[..body.len().min(80)]);
        assert!(refused.source().is_none());
    }
    let large = format!("event=A&data[x]={}", "x".repeat(MAX_BODY));
    let size = large.len();
    assert_eq!(
        event::decode(large.as_bytes()).expect_err("too large"),
        DecodeError::TooLarge { size }
    );
}

#[test]
fn data_of_another_type_are_refused_with_their_path() {
    for (form, told) in [
        (
            "event=onCrmDealUpdate&data[FIELDS][ID]=five",
            "ONCRMDEALUPDATE: expected a whole number at `FIELDS.ID`, got \"five\"",
        ),
        (
            "event=ONCRMDEALUPDATE&data[FIELDS]=5",
            "ONCRMDEALUPDATE: expected an object at `FIELDS`, got \"5\"",
        ),
        (
            "event=ONCRMDEALUPDATE&data=5",
            "ONCRMDEALUPDATE: expected an object, got \"5\"",
        ),
    ] {
        assert_eq!(read(form).expect_err(form).to_string(), told);
    }
    for (form, told) in [
        ("PLACEMENT[]=A", "expected text at `PLACEMENT`"),
        ("LANG=en", "the form has no `PLACEMENT`"),
        (
            "PLACEMENT=CRM_DEAL_LIST_MENU&PLACEMENT_OPTIONS={\"ID\":\"x\"}",
            "CRM_DEAL_LIST_MENU: expected a whole number at `ID`, got \"x\"",
        ),
        (
            "PLACEMENT=CRM_DEAL_LIST_MENU&PLACEMENT_OPTIONS=ID",
            "`PLACEMENT_OPTIONS` is not JSON: expected value at line 1 column 1",
        ),
        (
            "PLACEMENT=A&AUTH_EXPIRES=x",
            "expected a whole number at `AUTH_EXPIRES`",
        ),
    ] {
        assert_eq!(open(form).expect_err(form).to_string(), told);
    }
}

/// A `%` without two hexadecimal digits is literal, as in PHP.
#[test]
fn a_broken_escape_stands_for_itself() {
    let event = read("event=ONANYTHING&data[a]=100%&data[b]=%zz%4&data[c]=%").expect("an event");
    let data = event.data.to_value();
    let text = |key: &str| data[key].as_text().map(str::to_owned);
    assert_eq!(text("a").as_deref(), Some("100%"));
    assert_eq!(text("b").as_deref(), Some("%zz%4"));
    assert_eq!(text("c").as_deref(), Some("%"));
}

#[test]
fn nothing_that_is_printed_tells_a_token() {
    const SECRET: &str = "s3cr3t";
    let body = format!(
        "event=ONAPPINSTALL&data[VERSION]=1&more[{SECRET}]={SECRET}&auth[access_token]={SECRET}\
         &auth[refresh_token]={SECRET}&auth[application_token]={SECRET}&auth[other]={SECRET}&auth[{SECRET}]=1"
    );
    let unverified = event::decode(body.as_bytes()).expect("an event");
    let mut texts = vec![format!("{unverified:?} {unverified:#?}")];
    let event = unverified.into_installation().expect("the installation");
    texts.push(format!("{event:?} {event:#?}"));
    texts.push(format!("{:?}", event.auth.application_token));

    let query = format!("APP_SID={SECRET}&PROTOCOL=1");
    let body = format!(
        "PLACEMENT=DEFAULT&AUTH_ID={SECRET}&REFRESH_ID={SECRET}&APPLICATION_TOKEN={SECRET}&OTHER={SECRET}"
    );
    let request = placement::decode(&query, body.as_bytes()).expect("a request");
    texts.push(format!("{request:?}"));
    let request = request
        .verify(&ApplicationToken::new(SECRET))
        .expect("the token");
    texts.push(format!("{request:?} {request:#?}"));

    for broken in [
        format!("event=A&auth[access_token][{SECRET}]={SECRET}"),
        format!("event=A&auth[application_token][]={SECRET}"),
        format!("event=A&auth[expires_in]={SECRET}"),
        format!("event=A&auth={SECRET}"),
    ] {
        let error = event::decode(broken.as_bytes()).expect_err("broken");
        texts.push(format!("{error} {error:?}"));
    }
    for broken in [
        format!("PLACEMENT=A&AUTH_ID[]={SECRET}"),
        format!("PLACEMENT=A&AUTH_EXPIRES={SECRET}"),
    ] {
        let error = placement::decode("", broken.as_bytes()).expect_err("broken");
        texts.push(format!("{error} {error:?}"));
    }
    for text in &texts {
        assert!(!text.contains(SECRET), "{text}");
    }
    assert!(
        texts[1].to_uppercase().contains("ONAPPINSTALL"),
        "{}",
        texts[1]
    );
}
