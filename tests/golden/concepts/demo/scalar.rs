//! One field of every plain type.
//!
//! Documentation: <https://apidocs.bitrix24.com/demo/scalar/index.html>
use crate::runtime as rt;
/// A field of every plain type.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/scalar/index.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Sample {
    /// Identifier of the sample.
    ///
    /// Type [`Id<Sample>`](Sample), read only.
    pub id: Option<rt::Id<Sample>>,
    /// A whole number.
    ///
    /// Type `i64`.
    pub count: Option<i64>,
    /// A line of text.
    ///
    /// Type `String`.
    pub name: Option<String>,
    /// Text of several lines.
    ///
    /// Type `String`.
    pub story: Option<String>,
    /// One letter.
    ///
    /// Type `String`.
    pub letter: Option<String>,
    /// A number with a fraction.
    ///
    /// Type `f64`.
    pub share: Option<f64>,
    /// An exact amount of money.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub price: Option<rt::Decimal>,
    /// A yes or no that is written Y or N.
    ///
    /// Type `bool`.
    pub paid: Option<bool>,
    /// A yes or no that is written true or false.
    ///
    /// Type `bool`.
    pub open: Option<bool>,
    /// A day.
    ///
    /// Type [`Date`](rt::Date).
    pub day: Option<rt::Date>,
    /// A moment with its offset.
    ///
    /// Type [`DateTime`](rt::DateTime).
    pub moment: Option<rt::DateTime>,
    /// Seconds since 1970.
    ///
    /// Type [`Timestamp`](rt::Timestamp).
    pub changed: Option<rt::Timestamp>,
    /// A file.
    ///
    /// Type [`File`](rt::File).
    pub photo: Option<rt::File>,
    /// Whatever it is.
    ///
    /// Type [`Value`](rt::Value).
    pub extra_data: Option<rt::Value>,
    /// An object that has no fixed fields.
    ///
    /// Type [`Map<String, Value>`](rt::Value).
    pub settings: Option<rt::Map<String, rt::Value>>,
    /// Several days.
    ///
    /// Type [`Vec<Date>`](rt::Date).
    pub days: Option<Vec<rt::Date>>,
    /// Several answers of yes or no.
    ///
    /// Type [`Vec<Flag>`](rt::Flag).
    pub flags: Option<Vec<rt::Flag>>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Sample);
impl rt::Record for Sample {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &[
            "id",
            "count",
            "name",
            "story",
            "letter",
            "share",
            "price",
            "paid",
            "open",
            "day",
            "moment",
            "changed",
            "photo",
            "extraData",
            "settings",
            "days",
            "flags",
        ]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Integer(&mut self.count),
            2 => rt::Sink::Text(&mut self.name),
            3 => rt::Sink::Text(&mut self.story),
            4 => rt::Sink::Text(&mut self.letter),
            5 => rt::Sink::Double(&mut self.share),
            6 => rt::Sink::Decimal(&mut self.price),
            7 => rt::Sink::Flag(&mut self.paid),
            8 => rt::Sink::Boolean(&mut self.open),
            9 => rt::sink(&mut self.day),
            10 => rt::sink(&mut self.moment),
            11 => rt::sink(&mut self.changed),
            12 => rt::sink(&mut self.photo),
            13 => rt::sink(&mut self.extra_data),
            14 => rt::sink(&mut self.settings),
            15 => rt::sink(&mut self.days),
            16 => rt::sink(&mut self.flags),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::integer(self.count),
            2 => rt::ValueRef::text(&self.name),
            3 => rt::ValueRef::text(&self.story),
            4 => rt::ValueRef::text(&self.letter),
            5 => rt::ValueRef::double(self.share),
            6 => rt::ValueRef::decimal(self.price),
            7 => rt::ValueRef::flag(self.paid),
            8 => rt::ValueRef::boolean(self.open),
            9 => rt::value_ref(&self.day),
            10 => rt::value_ref(&self.moment),
            11 => rt::value_ref(&self.changed),
            12 => rt::value_ref(&self.photo),
            13 => rt::value_ref(&self.extra_data),
            14 => rt::value_ref(&self.settings),
            15 => rt::value_ref(&self.days),
            16 => rt::value_ref(&self.flags),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Sample {
    type Key = i64;
}
/// A [`Sample`] to send.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/scalar/index.html>
#[derive(Clone)]
#[must_use]
pub struct SampleInput(rt::Params);
rt::object!(SampleInput);
impl SampleInput {
    /// Starts with nothing set.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
    /// A whole number.
    ///
    /// Type `i64`.
    #[inline]
    pub fn count(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("count", value))
    }
    /// A line of text.
    ///
    /// Type `String`.
    #[inline]
    pub fn name(self, value: impl rt::IntoArg<String>) -> Self {
        Self(self.0.with("name", value))
    }
    /// Text of several lines.
    ///
    /// Type `String`.
    #[inline]
    pub fn story(self, value: impl rt::IntoArg<String>) -> Self {
        Self(self.0.with("story", value))
    }
    /// One letter.
    ///
    /// Type `String`.
    #[inline]
    pub fn letter(self, value: impl rt::IntoArg<String>) -> Self {
        Self(self.0.with("letter", value))
    }
    /// A number with a fraction.
    ///
    /// Type `f64`.
    #[inline]
    pub fn share(self, value: impl rt::IntoArg<f64>) -> Self {
        Self(self.0.with("share", value))
    }
    /// An exact amount of money.
    ///
    /// Type [`Decimal`](rt::Decimal).
    #[inline]
    pub fn price(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("price", value))
    }
    /// A yes or no that is written Y or N.
    ///
    /// Type [`Flag`](rt::Flag).
    #[inline]
    pub fn paid(self, value: impl rt::IntoArg<rt::Flag>) -> Self {
        Self(self.0.with("paid", value))
    }
    /// A yes or no that is written true or false.
    ///
    /// Type `bool`.
    #[inline]
    pub fn open(self, value: impl rt::IntoArg<bool>) -> Self {
        Self(self.0.with("open", value))
    }
    /// A day.
    ///
    /// Type [`Date`](rt::Date).
    #[inline]
    pub fn day(self, value: impl rt::IntoArg<rt::Date>) -> Self {
        Self(self.0.with("day", value))
    }
    /// A moment with its offset.
    ///
    /// Type [`DateTime`](rt::DateTime).
    #[inline]
    pub fn moment(self, value: impl rt::IntoArg<rt::DateTime>) -> Self {
        Self(self.0.with("moment", value))
    }
    /// Seconds since 1970.
    ///
    /// Type [`Timestamp`](rt::Timestamp).
    #[inline]
    pub fn changed(self, value: impl rt::IntoArg<rt::Timestamp>) -> Self {
        Self(self.0.with("changed", value))
    }
    /// A file.
    ///
    /// Type [`File`](rt::File).
    #[inline]
    pub fn photo(self, value: impl rt::IntoArg<rt::File>) -> Self {
        Self(self.0.with("photo", value))
    }
    /// Whatever it is.
    ///
    /// Type [`Value`](rt::Value).
    #[inline]
    pub fn extra_data(self, value: impl rt::IntoArg<rt::Value>) -> Self {
        Self(self.0.with("extraData", value))
    }
    /// An object that has no fixed fields.
    ///
    /// Type [`Map<String, Value>`](rt::Value).
    #[inline]
    pub fn settings(self, value: impl rt::IntoArg<rt::Map<String, rt::Value>>) -> Self {
        Self(self.0.with("settings", value))
    }
    /// Several days.
    ///
    /// Type [`Vec<Date>`](rt::Date).
    #[inline]
    pub fn days(self, value: impl rt::IntoArg<Vec<rt::Date>>) -> Self {
        Self(self.0.with("days", value))
    }
    /// Several answers of yes or no.
    ///
    /// Type [`Vec<Flag>`](rt::Flag).
    #[inline]
    pub fn flags(self, value: impl rt::IntoArg<Vec<rt::Flag>>) -> Self {
        Self(self.0.with("flags", value))
    }
}
impl Default for SampleInput {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
#[diagnostic::do_not_recommend]
impl<P> rt::IntoArg<Sample, P> for SampleInput {
    #[inline]
    fn into_arg(self) -> rt::Arg<Sample> {
        rt::Arg::object(self.0)
    }
}
/// Request of `demo.scalar.save`, made by [`save()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/scalar/scalar-save.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Save(rt::Params);
rt::request!(Save);
rt::typed!(Save);
#[diagnostic::do_not_recommend]
impl rt::Request for Save {
    type Output = Sample;
    type Error = SaveError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("sample"),
        ..rt::Method::write("demo.scalar.save")
    };
}
impl Save {
    /// When to save it.
    ///
    /// Type [`DateTime`](rt::DateTime).
    #[inline]
    pub fn when(self, value: impl rt::IntoArg<rt::DateTime>) -> Self {
        Self(self.0.with("when", value))
    }
    /// Files to keep with it.
    ///
    /// Type [`Vec<File>`](rt::File).
    #[inline]
    pub fn files(self, value: impl rt::IntoArg<Vec<rt::File>>) -> Self {
        Self(self.0.with("files", value))
    }
}
/// Saves a sample.
///
/// Calls `demo.scalar.save`.
///
/// Answers [`Sample`]: the sample as it was saved.
///
/// Parameters:
///
/// - `sample` — Sample to save. Type [`Sample`], required.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/scalar/scalar-save.html>
#[doc(alias = "demo.scalar.save")]
#[inline]
pub fn save(sample: impl rt::IntoArg<Sample, rt::Required>) -> Save {
    Save(rt::Params::new().with("sample", sample))
}
/// Errors of `demo.scalar.save`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/scalar/scalar-save.html>
///
/// The documentation lists none.
pub type SaveError = rt::UndocumentedError;
