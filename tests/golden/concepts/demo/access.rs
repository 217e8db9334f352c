//! Accounts with a password.
//!
//! Documentation: <https://apidocs.bitrix24.com/demo/access/index.html>
use crate::runtime as rt;
/// An account.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/access/index.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Account {
    /// Identifier of the account.
    ///
    /// Type [`Id<Account>`](Account), read only.
    pub id: Option<rt::Id<Account>>,
    /// Name for signing in.
    ///
    /// Type `String`, written only when the object is added.
    pub login: Option<String>,
    /// Word for signing in.
    ///
    /// Type `String`, written only.
    pub password: Option<String>,
    /// Words about the account.
    ///
    /// Type `String`, can be `null`.
    pub note: Option<String>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Account);
impl rt::Record for Account {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["id", "login", "password", "note"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Text(&mut self.login),
            2 => rt::Sink::Text(&mut self.password),
            3 => rt::Sink::Text(&mut self.note),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::text(&self.login),
            2 => rt::ValueRef::text(&self.password),
            3 => rt::ValueRef::text(&self.note),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Account {
    type Key = i64;
}
/// A [`Account`] to send.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/access/index.html>
#[derive(Clone)]
#[must_use]
pub struct AccountInput(rt::Params);
rt::object!(AccountInput);
impl AccountInput {
    /// Starts with what is required.
    ///
    /// Parameters:
    ///
    /// - `login` — Name for signing in. Type `String`, required, cannot be changed later.
    #[inline]
    pub fn new(login: impl rt::IntoArg<String, rt::Required>) -> Self {
        Self(rt::Params::new().with("login", login))
    }
    /// Word for signing in.
    ///
    /// Type `String`.
    #[inline]
    pub fn password(self, value: impl rt::IntoArg<String>) -> Self {
        Self(self.0.with("password", value))
    }
    /// Words about the account.
    ///
    /// Type `String`, can be cleared with `Clear`.
    #[inline]
    pub fn note(self, value: impl rt::IntoArg<String>) -> Self {
        Self(self.0.with("note", value))
    }
}
#[diagnostic::do_not_recommend]
impl<P> rt::IntoArg<Account, P> for AccountInput {
    #[inline]
    fn into_arg(self) -> rt::Arg<Account> {
        rt::Arg::object(self.0)
    }
}
/// Request of `demo.access.add`, made by [`add()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/access/access-add.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Add(rt::Params);
rt::request!(Add);
rt::typed!(Add);
#[diagnostic::do_not_recommend]
impl rt::Request for Add {
    type Output = Account;
    type Error = AddError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("account"),
        ..rt::Method::write("demo.access.add")
    };
}
impl Add {
    /// More accounts to add.
    ///
    /// Type [`Vec<Account>`](Account).
    #[inline]
    pub fn others(self, value: impl rt::IntoArg<Vec<Account>>) -> Self {
        Self(self.0.with("others", value))
    }
}
/// Adds an account.
///
/// Calls `demo.access.add`.
///
/// Answers [`Account`]: the account.
///
/// Parameters:
///
/// - `account` — Account to add. Type [`Account`], required.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/access/access-add.html>
#[doc(alias = "demo.access.add")]
#[inline]
pub fn add(account: impl rt::IntoArg<Account, rt::Required>) -> Add {
    Add(rt::Params::new().with("account", account))
}
/// Errors of `demo.access.add`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/access/access-add.html>
///
/// The documentation lists none.
pub type AddError = rt::UndocumentedError;
