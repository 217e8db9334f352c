//! Cards with fields that users add.
//!
//! Documentation: <https://apidocs.bitrix24.com/demo/card/index.html>
use crate::runtime as rt;
/// A card.
///
/// The documentation calls it `demo_card`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/card/index.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Card {
    /// Identifier of the card.
    ///
    /// Type [`Id<Card>`](Card), read only.
    pub id: Option<rt::Id<Card>>,
    /// Name of the card.
    ///
    /// Type `String`.
    pub title: Option<String>,
    /// Fields that users added.
    ///
    /// Type [`Value`](rt::Value).
    pub uf_crm: rt::Map<String, rt::Value>,
    /// Parent by the numeric type that the name ends with.
    ///
    /// Type `i64`.
    pub parent_id: rt::Map<String, i64>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Card);
#[diagnostic::do_not_recommend]
impl rt::Families for Card {
    const PATTERNS: &'static [&'static str] = &["UF_CRM_*", "PARENT_ID_{n}"];
}
impl rt::Record for Card {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["ID", "TITLE"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Text(&mut self.title),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::text(&self.title),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
    #[inline]
    fn patterns(&self) -> &'static [&'static str] {
        <Self as rt::Families>::PATTERNS
    }
    #[inline]
    fn family(&mut self, index: usize) -> Option<&mut dyn rt::EntrySink> {
        match index {
            0 => Some(&mut self.uf_crm),
            1 => Some(&mut self.parent_id),
            _ => None,
        }
    }
    #[inline]
    fn family_ref(&self, index: usize) -> Option<&dyn rt::MapRef> {
        match index {
            0 => Some(&self.uf_crm),
            1 => Some(&self.parent_id),
            _ => None,
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Card {
    type Key = i64;
}
/// New values of the card.
#[derive(Clone)]
#[must_use]
pub struct UpdateFields(rt::Params);
rt::object!(UpdateFields);
impl UpdateFields {
    /// Starts with nothing set.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
    /// Name of the card.
    ///
    /// Type `String`.
    #[inline]
    pub fn title(self, value: impl rt::IntoArg<String>) -> Self {
        Self(self.0.with("title", value))
    }
    /// Fields that users added.
    ///
    /// Type [`UpdateFieldsUfCrm`].
    #[inline]
    pub fn uf_crm<N: rt::FieldName<UpdateFieldsUfCrm>>(
        self,
        name: N,
        value: impl rt::IntoArg<N::Value>,
    ) -> Self {
        Self(self.0.with_family("ufCrm*", &name, value))
    }
    /// Values of the property with that number.
    ///
    /// Type `Vec<String>`.
    #[inline]
    pub fn property<N: rt::FieldName<Vec<String>>>(
        self,
        name: N,
        value: impl rt::IntoArg<N::Value>,
    ) -> Self {
        Self(self.0.with_family("property{n}", &name, value))
    }
}
impl Default for UpdateFields {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
/// One of several types, as `UpdateFieldsUfCrm` takes and gives them.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum UpdateFieldsUfCrm {
    /// The value is of the type `String`.
    Text(String),
    /// The value is of the type `i64`.
    Integer(i64),
    /// The value is of the type `Vec<String>`.
    List(Vec<String>),
    /// A value of no documented type, as received.
    Unknown(rt::Value),
}
rt::union!(UpdateFieldsUfCrm);
impl rt::Union for UpdateFieldsUfCrm {
    fn from_value(value: rt::Value) -> Self {
        if let Some(value) = rt::attempt::<String>(&value) {
            return Self::Text(value);
        }
        if let Some(value) = rt::attempt::<i64>(&value) {
            return Self::Integer(value);
        }
        if let Some(value) = rt::attempt::<Vec<String>>(&value) {
            return Self::List(value);
        }
        Self::Unknown(value)
    }
    fn to_value(&self) -> rt::Value {
        match self {
            Self::Text(value) => rt::to_value(value),
            Self::Integer(value) => rt::to_value(value),
            Self::List(value) => rt::to_value(value),
            Self::Unknown(value) => value.clone(),
        }
    }
}
impl From<String> for UpdateFieldsUfCrm {
    #[inline]
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<i64> for UpdateFieldsUfCrm {
    #[inline]
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}
impl From<Vec<String>> for UpdateFieldsUfCrm {
    #[inline]
    fn from(value: Vec<String>) -> Self {
        Self::List(value)
    }
}
/// Request of `demo.card.get`, made by [`get()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/card/card-get.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Get(rt::Params);
rt::request!(Get);
rt::typed!(Get);
#[diagnostic::do_not_recommend]
impl rt::Request for Get {
    type Output = Card;
    type Error = GetError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.card.get");
}
/// Reads one card.
///
/// Calls `demo.card.get`.
///
/// Answers [`Card`]: the card.
///
/// Parameters:
///
/// - `id` — Card to read. Type [`Id<Card>`](Card), required.
///
/// Errors: [`GetError`].
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/card/card-get.html>
#[doc(alias = "demo.card.get")]
#[inline]
pub fn get(id: impl rt::IntoArg<rt::Id<Card>, rt::Required>) -> Get {
    Get(rt::Params::new().with("id", id))
}
/// Errors of `demo.card.get`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/card/card-get.html>
#[non_exhaustive]
pub enum GetError {
    /// There is no such card.
    ///
    /// Empty code, message `Card is not found`, status 400.
    NotFound,
    /// An error that any method may return.
    System(rt::SystemError),
    /// An error that the documentation does not list.
    Unknown {
        /// Code of the error.
        code: String,
        /// Description of the error.
        message: String,
    },
}
rt::error_kind!(GetError);
impl rt::ErrorKind for GetError {
    const ROWS: &'static [rt::ErrorRow] = &[
        rt::ErrorRow {
            code: "",
            message: Some("Card is not found"),
            name: "NotFound",
        },
    ];
    #[inline]
    fn of(part: rt::Part<'_>) -> Self {
        match part {
            rt::Part::Row(0) => Self::NotFound,
            rt::Part::System(error) => Self::System(error),
            other => {
                let (code, message) = other.unknown(Self::ROWS);
                Self::Unknown { code, message }
            }
        }
    }
    #[inline]
    fn part(&self) -> rt::Part<'_> {
        match self {
            Self::NotFound => rt::Part::Row(0),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
/// Request of `demo.card.update`, made by [`update()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/card/card-update.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Update(rt::Params);
rt::request!(Update);
#[diagnostic::do_not_recommend]
impl rt::Request for Update {
    type Output = bool;
    type Error = UpdateError;
    const METHOD: &'static rt::Method = &rt::Method::write("demo.card.update");
}
/// Changes a card.
///
/// Calls `demo.card.update`.
///
/// Answers `bool`: whether the card was changed.
///
/// Parameters:
///
/// - `id` — Card to change. Type [`Id<Card>`](Card), required.
/// - `fields` — New values of the card. Type [`UpdateFields`], required.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/card/card-update.html>
#[doc(alias = "demo.card.update")]
#[inline]
pub fn update(
    id: impl rt::IntoArg<rt::Id<Card>, rt::Required>,
    fields: impl rt::IntoArg<UpdateFields, rt::Required>,
) -> Update {
    Update(rt::Params::new().with("id", id).with("fields", fields))
}
/// Errors of `demo.card.update`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/card/card-update.html>
///
/// The documentation lists none.
pub type UpdateError = rt::UndocumentedError;
