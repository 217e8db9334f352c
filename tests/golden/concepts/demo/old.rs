//! Methods that nobody should call any more.
use crate::runtime as rt;
/// Request of `demo.old.ping`, made by [`ping()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Ping(rt::Params);
rt::request!(Ping);
#[diagnostic::do_not_recommend]
impl rt::Request for Ping {
    type Output = rt::DateTime;
    type Error = PingError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.old.ping");
}
/// Answers the time of the server.
///
/// Calls `demo.old.ping`.
///
/// Answers [`DateTime`](rt::DateTime): time of the server.
///
/// Scope: `crm`.
#[doc(alias = "demo.old.ping")]
#[deprecated(note = "the documentation advises against this method")]
#[inline]
pub fn ping() -> Ping {
    Ping(rt::Params::new())
}
/// Errors of `demo.old.ping`.
///
/// The documentation lists none.
pub type PingError = rt::UndocumentedError;
/// Request of `demo.old.pong`, made by [`pong()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Pong(rt::Params);
rt::request!(Pong);
#[diagnostic::do_not_recommend]
impl rt::Request for Pong {
    type Output = ();
    type Error = PongError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.old.pong");
}
/// Answers nothing.
///
/// Calls `demo.old.pong`.
///
/// Answers: nothing.
///
/// Scope: `crm`.
#[doc(alias = "demo.old.pong")]
#[deprecated(note = "It does nothing today.")]
#[inline]
pub fn pong() -> Pong {
    Pong(rt::Params::new())
}
/// Errors of `demo.old.pong`.
///
/// The documentation lists none.
pub type PongError = rt::UndocumentedError;
/// Request of `demo.old.card`, made by [`card()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Card(rt::Params);
rt::request!(Card);
rt::typed!(Card);
#[diagnostic::do_not_recommend]
impl rt::Request for Card {
    type Output = crate::demo::card::Card;
    type Error = CardError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.old.card");
}
/// Reads one card.
///
/// Calls `demo.old.card`.
///
/// Answers [`Card`](crate::demo::card::Card): the card.
///
/// Parameters:
///
/// - `id` — Card to read. Type [`Id<Card>`](crate::demo::card::Card), required, deprecated.
///
/// Scope: `crm`.
#[doc(alias = "demo.old.card")]
#[deprecated(note = "use `demo.card.get` instead")]
#[inline]
pub fn card(
    id: impl rt::IntoArg<rt::Id<crate::demo::card::Card>, rt::Required>,
) -> Card {
    Card(rt::Params::new().with("id", id))
}
/// Errors of `demo.old.card`.
///
/// The documentation lists none.
pub type CardError = rt::UndocumentedError;
/// Request of `demo.old.cards`, made by [`cards()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Cards(rt::Params);
rt::request!(Cards);
rt::typed!(Cards);
#[diagnostic::do_not_recommend]
impl rt::Request for Cards {
    type Output = Vec<crate::demo::card::Card>;
    type Error = CardsError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.old.cards");
}
/// Reads several cards.
///
/// Calls `demo.old.cards`.
///
/// Answers [`Vec<Card>`](crate::demo::card::Card): the cards.
///
/// Scope: `crm`.
#[doc(alias = "demo.old.cards")]
#[deprecated(note = "use `demo.card.*` instead: Read the cards one by one.")]
#[inline]
pub fn cards() -> Cards {
    Cards(rt::Params::new())
}
/// Errors of `demo.old.cards`.
///
/// The documentation lists none.
pub type CardsError = rt::UndocumentedError;
