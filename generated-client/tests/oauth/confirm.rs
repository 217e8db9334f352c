//! Tokens that somebody has sent: the authorisation server decides, and not the request.

use std::sync::Arc;

use bitrix24::error::{AuthCode, AuthKind};
use bitrix24::oauth::{MemoryStore, Portals, TokenStore, Tokens};
use bitrix24::{AnyError, Client, Error, ExposeSecret, Limits, VirtualClock, placement};
use bitrix24_portal::Portal;

use super::support::server::Server;
use super::{FINE, application, json, list, pair, portal, renewals, server, some_tokens};

struct Installed {
    clock: VirtualClock,
    portal: Portal,
    store: Arc<MemoryStore>,
    portals: Portals,
    client: Client,
}

/// An application that a portal has installed.
async fn installed() -> Installed {
    let clock = VirtualClock::new();
    let portal = portal(&clock).await;
    let store = Arc::new(MemoryStore::new());
    let settings = Client::builder()
        .limits(Limits::unlimited())
        .clock(clock.clone());
    let portals = Portals::with_settings(portal.application(), store.clone(), settings);
    let portals = portals.expect("portals");
    let client = portals.install(portal.install()).await.expect("a client");
    Installed {
        clock,
        portal,
        store,
        portals,
        client,
    }
}

impl Installed {
    async fn kept(&self) -> Tokens {
        let kept = self.store.load(self.portal.member_id()).await;
        kept.expect("a store").expect("tokens")
    }

    /// Nothing has changed: the client still works, with the pair that the store has.
    async fn assert_unchanged(&self, before: &Tokens) {
        assert!(self.kept().await.is_same_pair(before));
        assert!(self.client.tokens().expect("tokens").is_same_pair(before));
        assert_eq!(self.client.portal(), self.portal.address().to_string());
        self.client.call(list()).await.expect("rows");
    }
}

/// A widget's request, as its user may have changed it, after its token was verified.
fn widget(portal: &Portal, domain: &str, member_id: &str, tokens: &Tokens) -> Tokens {
    let token = portal.application_token();
    let refresh = tokens.refresh_token().expect("a refresh token");
    let body = format!(
        "AUTH_ID={}&REFRESH_ID={}&AUTH_EXPIRES=3600&member_id={member_id}&PLACEMENT=DEFAULT&APPLICATION_TOKEN={}",
        tokens.access_token().expose_secret(),
        refresh.expose_secret(),
        token.expose_secret()
    );
    let query = format!("DOMAIN={domain}&PROTOCOL=0");
    let request = placement::decode(&query, body.as_bytes()).expect("a request");
    let request = request.verify(&token).expect("the right token");
    Tokens::try_from(&request).expect("tokens")
}

/// The server of whoever sends the requests: it answers everything.
async fn elsewhere() -> Server {
    server(|_| json("200 OK", FINE)).await
}

fn kind(error: AnyError) -> AuthKind {
    match error {
        Error::Auth(error) => error.kind,
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_address_is_that_of_the_authorisation_server() {
    let all = installed().await;
    let elsewhere = elsewhere().await;
    let sent = all.portal.install();
    let tokens = widget(
        &all.portal,
        &elsewhere.portal(),
        all.portal.member_id(),
        &sent,
    );
    assert_eq!(tokens.portal(), elsewhere.portal());
    let client = all.portals.install(tokens).await.expect("a client");
    assert_eq!(client.portal(), all.portal.address().to_string());
    client.call(list()).await.expect("rows");
    // What was sent is replaced by what the server has issued for it.
    let kept = all.kept().await;
    assert!(!kept.is_same_pair(&sent));
    assert!(kept.is_same_pair(&client.tokens().expect("tokens")));
    assert_eq!(kept.portal(), all.portal.address().to_string());
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn tokens_of_another_portal_replace_nothing() {
    let all = installed().await;
    let elsewhere = elsewhere().await;
    let own = Portal::builder().authorised_by(&all.portal).start().await;
    let own = own.expect("a portal");
    let before = all.kept().await;
    // The identifier is that of a portal that is known, the tokens are the sender's own.
    let member_id = all.portal.member_id().to_owned();
    for domain in [elsewhere.portal(), own.address().to_string()] {
        let tokens = widget(&all.portal, &domain, &member_id, &own.install());
        let error = kind(all.portals.install(tokens).await.expect_err("another one"));
        let member_id = member_id.clone();
        assert_eq!(error, AuthKind::OtherPortal { member_id });
    }
    all.assert_unchanged(&before).await;
    assert!(elsewhere.requests().is_empty());
}

#[tokio::test]
async fn tokens_that_are_made_up_replace_nothing() {
    let all = installed().await;
    let before = all.kept().await;
    let asked = all.portal.token_requests();
    let made_up = || {
        Tokens::builder()
            .member_id(all.portal.member_id())
            .domain(all.portal.address().to_string())
            .access_token("made up")
    };
    let tokens = made_up().build().expect("tokens");
    let error = kind(all.portals.install(tokens).await.expect_err("unconfirmed"));
    assert_eq!(error, AuthKind::Unconfirmed);
    assert_eq!(all.portal.token_requests(), asked);
    let tokens = made_up().refresh_token("made up too").build();
    let tokens = tokens.expect("tokens");
    let error = kind(all.portals.install(tokens).await.expect_err("refused"));
    assert!(
        matches!(&error, AuthKind::Refused { code, .. } if *code == AuthCode::InvalidGrant),
        "{error}"
    );
    assert!(!error.to_string().contains("made up"), "{error}");
    all.assert_unchanged(&before).await;
}

#[tokio::test]
async fn without_an_address_of_the_server_nothing_is_confirmed() {
    let server = server(|_| super::renewed("new", "newer")).await;
    let store = Arc::new(MemoryStore::new());
    let settings = Client::builder();
    let portals = Portals::with_settings(application(&server), store.clone(), settings);
    let portals = portals.expect("portals");
    let tokens = || some_tokens("old").refresh_token("older").build();
    let tokens = tokens().expect("tokens");
    let error = portals.install(tokens.clone()).await.expect_err("no word");
    assert!(
        error.to_string().contains("lack `client_endpoint`"),
        "{error}"
    );
    let kept = store.load(tokens.member_id()).await.expect("a store");
    assert!(kept.is_none());
    assert_eq!(renewals(&server), 1);
}

#[tokio::test]
async fn confirming_saves_nothing() {
    let all = installed().await;
    let before = all.kept().await;
    let sent = all.portal.install();
    let confirmed = all.portals.confirm(&sent).await.expect("tokens");
    assert!(!confirmed.is_same_pair(&sent));
    assert_eq!(confirmed.member_id(), all.portal.member_id());
    assert_eq!(confirmed.portal(), all.portal.address().to_string());
    all.assert_unchanged(&before).await;
    let again = kind(all.portals.confirm(&sent).await.expect_err("used up"));
    assert!(matches!(again, AuthKind::Refused { .. }), "{again}");
}

#[tokio::test]
async fn a_user_in_passing_calls_the_address_that_is_known() {
    let all = installed().await;
    let elsewhere = elsewhere().await;
    let before = all.kept().await;
    let sent = all.portal.install();
    let member_id = all.portal.member_id();
    let tokens = widget(&all.portal, &elsewhere.portal(), member_id, &sent);
    let user = all.portals.user(tokens.clone()).await.expect("a client");
    assert_eq!(user.portal(), all.portal.address().to_string());
    user.call(list()).await.expect("rows");
    // They are renewed like others, and saved nowhere.
    all.clock.advance(super::HOUR);
    user.call(list()).await.expect("rows");
    assert!(!user.tokens().expect("tokens").is_same_pair(&sent));
    assert!(all.kept().await.is_same_pair(&before));
    assert!(elsewhere.requests().is_empty());

    let stranger = widget(&all.portal, &elsewhere.portal(), "b1", &sent);
    let error = kind(all.portals.user(stranger).await.expect_err("not known"));
    assert!(matches!(error, AuthKind::UnknownPortal { .. }), "{error}");
}

#[tokio::test]
async fn an_installation_that_is_dropped_is_finished() {
    let server = Server::new(|mut stream, _| async move {
        use tokio::io::AsyncWriteExt as _;
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        let answer = pair("http://127.0.0.1:9", "new", "newer");
        let _ = stream.write_all(answer.as_bytes()).await;
    })
    .await;
    let store = Arc::new(MemoryStore::new());
    let settings = Client::builder();
    let portals = Portals::with_settings(application(&server), store.clone(), settings);
    let portals = portals.expect("portals");
    let tokens = some_tokens("old").refresh_token("older").build();
    let tokens = tokens.expect("tokens");
    let member_id = tokens.member_id().to_owned();
    tokio::select! {
        client = portals.install(tokens) => panic!("{client:?}"),
        () = super::until(|| renewals(&server) == 1) => {}
    }
    portals.settled().await.expect("a store");
    let kept = store.load(&member_id).await.expect("a store");
    let kept = kept.expect("tokens");
    assert_eq!(kept.access_token().expose_secret(), "new");
}
