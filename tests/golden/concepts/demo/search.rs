//! Searches whose pages the caller counts.
use crate::runtime as rt;
/// Something that was found.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Found {
    /// Identifier of what was found.
    ///
    /// Type [`Id<Found>`](Found), read only.
    pub id: Option<rt::Id<Found>>,
    /// Name of what was found.
    ///
    /// Type `String`.
    pub name: Option<String>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Found);
impl rt::Record for Found {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["id", "name"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Text(&mut self.name),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::text(&self.name),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Found {
    type Key = i64;
}
/// Options of the call.
#[derive(Clone)]
#[must_use]
pub struct TurnParams(rt::Params);
rt::object!(TurnParams);
impl TurnParams {
    /// Starts with nothing set.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
    /// Page to answer.
    ///
    /// Type [`TurnParamsNavParams`].
    #[inline]
    pub fn nav_params(self, value: impl rt::IntoArg<TurnParamsNavParams>) -> Self {
        Self(self.0.with("NAV_PARAMS", value))
    }
}
impl Default for TurnParams {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
/// Page to answer.
#[derive(Clone)]
#[must_use]
pub struct TurnParamsNavParams(rt::Params);
rt::object!(TurnParamsNavParams);
impl TurnParamsNavParams {
    /// Starts with nothing set.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
    /// How many things a page has.
    ///
    /// Type `i64`.
    #[inline]
    pub fn n_page_size(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("nPageSize", value))
    }
    /// Number of the page.
    ///
    /// Type `i64`.
    #[inline]
    pub fn i_num_page(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("iNumPage", value))
    }
}
impl Default for TurnParamsNavParams {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
/// Request of `demo.search.find`, made by [`find()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Find(rt::Params);
rt::request!(Find);
rt::typed!(Find);
#[diagnostic::do_not_recommend]
impl rt::Request for Find {
    type Output = Vec<Found>;
    type Error = FindError;
    const METHOD: &'static rt::Method = &rt::Method {
        paging: Some(rt::Paging {
            size: 10,
            style: rt::PagingStyle::Offset(rt::Window {
                at: "OFFSET",
                limit: Some("LIMIT"),
                most: Some(50),
            }),
            cursor: None,
        }),
        ..rt::Method::read("demo.search.find")
    };
}
impl Find {
    /// How many things to skip.
    ///
    /// Type `i64`, default `0`.
    #[inline]
    pub fn offset(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("OFFSET", value))
    }
    /// How many things to answer.
    ///
    /// Type `i64`, default `10`.
    #[inline]
    pub fn limit(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("LIMIT", value))
    }
}
/// Finds things by their name.
///
/// Calls `demo.search.find`.
///
/// Answers [`Vec<Found>`](Found): things of the page.
///
/// Parameters:
///
/// - `find` — Part of the name. Type `String`, required.
///
/// Scope: `im`.
#[doc(alias = "demo.search.find")]
#[inline]
pub fn find(find: impl rt::IntoArg<String, rt::Required>) -> Find {
    Find(rt::Params::new().with("FIND", find))
}
/// Errors of `demo.search.find`.
///
/// The documentation lists none.
pub type FindError = rt::UndocumentedError;
/// Request of `demo.search.turn`, made by [`turn()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Turn(rt::Params);
rt::request!(Turn);
rt::typed!(Turn);
#[diagnostic::do_not_recommend]
impl rt::Request for Turn {
    type Output = Vec<Found>;
    type Error = TurnError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("items"),
        paging: Some(rt::Paging {
            size: 50,
            style: rt::PagingStyle::Number(rt::Window {
                at: "PARAMS.NAV_PARAMS.iNumPage",
                limit: Some("PARAMS.NAV_PARAMS.nPageSize"),
                most: None,
            }),
            cursor: None,
        }),
        ..rt::Method::read("demo.search.turn")
    };
}
impl Turn {
    /// Options of the call.
    ///
    /// Type [`TurnParams`].
    #[inline]
    pub fn params(self, value: impl rt::IntoArg<TurnParams>) -> Self {
        Self(self.0.with("PARAMS", value))
    }
}
/// Lists things by the number of their page.
///
/// Calls `demo.search.turn`.
///
/// Answers [`Vec<Found>`](Found): things of the page.
///
/// Scope: `im`.
#[doc(alias = "demo.search.turn")]
#[inline]
pub fn turn() -> Turn {
    Turn(rt::Params::new())
}
/// Errors of `demo.search.turn`.
///
/// The documentation lists none.
pub type TurnError = rt::UndocumentedError;
