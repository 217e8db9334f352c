//! Values of several types.
use crate::runtime as rt;
#[doc(no_inline)]
pub use crate::demo::Price;
/// One owner by number or several by name.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Owner {
    /// The value is of the type `i64`.
    Integer(i64),
    /// The value is of the type `Vec<String>`.
    List(Vec<String>),
    /// A value of no documented type, as received.
    Unknown(rt::Value),
}
rt::union!(Owner);
impl rt::Union for Owner {
    fn from_value(value: rt::Value) -> Self {
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
            Self::Integer(value) => rt::to_value(value),
            Self::List(value) => rt::to_value(value),
            Self::Unknown(value) => value.clone(),
        }
    }
}
impl From<i64> for Owner {
    #[inline]
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}
impl From<Vec<String>> for Owner {
    #[inline]
    fn from(value: Vec<String>) -> Self {
        Self::List(value)
    }
}
/// One of several types, as `AnswerStage` takes and gives them.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AnswerStage {
    /// The value is of the type `Id<crate::demo::Stage>`.
    StageId(rt::Id<crate::demo::Stage>),
    /// The value is of the type `bool`.
    Boolean(bool),
    /// A value of no documented type, as received.
    Unknown(rt::Value),
}
rt::union!(AnswerStage);
impl rt::Union for AnswerStage {
    fn from_value(value: rt::Value) -> Self {
        if let Some(value) = rt::attempt::<rt::Id<crate::demo::Stage>>(&value) {
            return Self::StageId(value);
        }
        if let Some(value) = rt::attempt::<bool>(&value) {
            return Self::Boolean(value);
        }
        Self::Unknown(value)
    }
    fn to_value(&self) -> rt::Value {
        match self {
            Self::StageId(value) => rt::to_value(value),
            Self::Boolean(value) => rt::to_value(value),
            Self::Unknown(value) => value.clone(),
        }
    }
}
impl From<rt::Id<crate::demo::Stage>> for AnswerStage {
    #[inline]
    fn from(value: rt::Id<crate::demo::Stage>) -> Self {
        Self::StageId(value)
    }
}
impl From<bool> for AnswerStage {
    #[inline]
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}
/// One of several types, as `AnswerPrice` takes and gives them.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AnswerPrice {
    /// The value is of the type `crate::demo::Price`.
    Price(crate::demo::Price),
    /// The value is of the type `Decimal`.
    Decimal(rt::Decimal),
    /// A value of no documented type, as received.
    Unknown(rt::Value),
}
rt::union!(AnswerPrice);
impl rt::Union for AnswerPrice {
    fn from_value(value: rt::Value) -> Self {
        if let Some(value) = rt::attempt::<crate::demo::Price>(&value) {
            return Self::Price(value);
        }
        if let Some(value) = rt::attempt::<rt::Decimal>(&value) {
            return Self::Decimal(value);
        }
        Self::Unknown(value)
    }
    fn to_value(&self) -> rt::Value {
        match self {
            Self::Price(value) => rt::to_value(value),
            Self::Decimal(value) => rt::to_value(value),
            Self::Unknown(value) => value.clone(),
        }
    }
}
impl From<crate::demo::Price> for AnswerPrice {
    #[inline]
    fn from(value: crate::demo::Price) -> Self {
        Self::Price(value)
    }
}
impl From<rt::Decimal> for AnswerPrice {
    #[inline]
    fn from(value: rt::Decimal) -> Self {
        Self::Decimal(value)
    }
}
/// One of several types, as `AnswerMarks` takes and gives them.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AnswerMarks {
    /// The value is of the type `i64`.
    Integer(i64),
    /// The value is of the type `String`.
    Text(String),
    /// A value of no documented type, as received.
    Unknown(rt::Value),
}
rt::union!(AnswerMarks);
impl rt::Union for AnswerMarks {
    fn from_value(value: rt::Value) -> Self {
        if let Some(value) = rt::attempt::<i64>(&value) {
            return Self::Integer(value);
        }
        if let Some(value) = rt::attempt::<String>(&value) {
            return Self::Text(value);
        }
        Self::Unknown(value)
    }
    fn to_value(&self) -> rt::Value {
        match self {
            Self::Integer(value) => rt::to_value(value),
            Self::Text(value) => rt::to_value(value),
            Self::Unknown(value) => value.clone(),
        }
    }
}
impl From<i64> for AnswerMarks {
    #[inline]
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}
impl From<String> for AnswerMarks {
    #[inline]
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
/// One of several types, as `AnswerFiles` takes and gives them.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum AnswerFiles {
    /// The value is of the type `Map<String,File>`.
    Map(rt::Map<String, rt::File>),
    /// The value is of the type `Vec<String>`.
    List(Vec<String>),
    /// A value of no documented type, as received.
    Unknown(rt::Value),
}
rt::union!(AnswerFiles);
impl rt::Union for AnswerFiles {
    fn from_value(value: rt::Value) -> Self {
        if let Some(value) = rt::attempt::<rt::Map<String, rt::File>>(&value) {
            return Self::Map(value);
        }
        if let Some(value) = rt::attempt::<Vec<String>>(&value) {
            return Self::List(value);
        }
        Self::Unknown(value)
    }
    fn to_value(&self) -> rt::Value {
        match self {
            Self::Map(value) => rt::to_value(value),
            Self::List(value) => rt::to_value(value),
            Self::Unknown(value) => value.clone(),
        }
    }
}
impl From<rt::Map<String, rt::File>> for AnswerFiles {
    #[inline]
    fn from(value: rt::Map<String, rt::File>) -> Self {
        Self::Map(value)
    }
}
impl From<Vec<String>> for AnswerFiles {
    #[inline]
    fn from(value: Vec<String>) -> Self {
        Self::List(value)
    }
}
/// An answer to a question.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Answer {
    /// Words of the answer.
    ///
    /// Type `String`, can be `null`.
    pub text: Option<String>,
    /// Who owns the answer.
    ///
    /// Type [`Owner`].
    pub owner: Option<Owner>,
    /// Stage of the answer, or false outside a funnel.
    ///
    /// Type [`AnswerStage`].
    pub stage: Option<AnswerStage>,
    /// Price with its currency, or the amount alone.
    ///
    /// Type [`AnswerPrice`].
    pub price: Option<AnswerPrice>,
    /// Marks as numbers or as words.
    ///
    /// Type [`Vec<AnswerMarks>`](AnswerMarks).
    pub marks: Option<Vec<AnswerMarks>>,
    /// Files by name or by address.
    ///
    /// Type [`AnswerFiles`].
    pub files: Option<AnswerFiles>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Answer);
impl rt::Record for Answer {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["text", "owner", "stage", "price", "marks", "files"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::Sink::Text(&mut self.text),
            1 => rt::sink(&mut self.owner),
            2 => rt::sink(&mut self.stage),
            3 => rt::sink(&mut self.price),
            4 => rt::sink(&mut self.marks),
            5 => rt::sink(&mut self.files),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::ValueRef::text(&self.text),
            1 => rt::value_ref(&self.owner),
            2 => rt::value_ref(&self.stage),
            3 => rt::value_ref(&self.price),
            4 => rt::value_ref(&self.marks),
            5 => rt::value_ref(&self.files),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// One of several types, as `GetId` takes and gives them.
///
/// The same as [`AnswerMarks`].
pub type GetId = AnswerMarks;
/// One of several types, as `GetResult` takes and gives them.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum GetResult {
    /// The value is of the type `Answer`.
    Answer(Answer),
    /// The value is of the type `bool`.
    Boolean(bool),
    /// A value of no documented type, as received.
    Unknown(rt::Value),
}
rt::union!(GetResult);
impl rt::Union for GetResult {
    fn from_value(value: rt::Value) -> Self {
        if let Some(value) = rt::attempt::<Answer>(&value) {
            return Self::Answer(value);
        }
        if let Some(value) = rt::attempt::<bool>(&value) {
            return Self::Boolean(value);
        }
        Self::Unknown(value)
    }
    fn to_value(&self) -> rt::Value {
        match self {
            Self::Answer(value) => rt::to_value(value),
            Self::Boolean(value) => rt::to_value(value),
            Self::Unknown(value) => value.clone(),
        }
    }
}
impl From<Answer> for GetResult {
    #[inline]
    fn from(value: Answer) -> Self {
        Self::Answer(value)
    }
}
impl From<bool> for GetResult {
    #[inline]
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}
/// Request of `demo.union.get`, made by [`get()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Get(rt::Params);
rt::request!(Get);
rt::typed!(Get);
#[diagnostic::do_not_recommend]
impl rt::Request for Get {
    type Output = GetResult;
    type Error = GetError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.union.get");
}
impl Get {
    /// Owners to look for.
    ///
    /// Type [`Vec<Owner>`](Owner).
    #[inline]
    pub fn owners(self, value: impl rt::IntoArg<Vec<Owner>>) -> Self {
        Self(self.0.with("owners", value))
    }
}
/// Reads one answer.
///
/// Calls `demo.union.get`.
///
/// Answers [`GetResult`]: the answer, or false when there is none.
///
/// Parameters:
///
/// - `id` — Answer by number or by code. Type [`GetId`], required.
///
/// Scope: `crm`.
#[doc(alias = "demo.union.get")]
#[inline]
pub fn get(id: impl rt::IntoArg<GetId, rt::Required>) -> Get {
    Get(rt::Params::new().with("id", id))
}
/// Errors of `demo.union.get`.
///
/// The documentation lists none.
pub type GetError = rt::UndocumentedError;
