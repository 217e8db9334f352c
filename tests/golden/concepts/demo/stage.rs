//! Stages with codes for identifiers.
use crate::runtime as rt;
/// A stage of a funnel.
///
/// The documentation calls it `demo_stage_full`.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Stage {
    /// Code of the stage.
    ///
    /// Type [`Id<Stage>`](Stage).
    pub status_id: Option<rt::Id<Stage>>,
    /// Name of the stage.
    ///
    /// Type `String`.
    pub name: Option<String>,
    /// Code of the stage that follows.
    ///
    /// Type [`Id<Stage>`](Stage), can be `null`.
    pub next_id: Option<rt::Id<Stage>>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Stage);
impl rt::Record for Stage {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["STATUS_ID", "NAME", "NEXT_ID"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.status_id),
            1 => rt::Sink::Text(&mut self.name),
            2 => rt::sink(&mut self.next_id),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.status_id),
            1 => rt::ValueRef::text(&self.name),
            2 => rt::value_ref(&self.next_id),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Stage {
    type Key = String;
}
/// Request of `demo.stage.get`, made by [`get()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Get(rt::Params);
rt::request!(Get);
rt::typed!(Get);
#[diagnostic::do_not_recommend]
impl rt::Request for Get {
    type Output = Stage;
    type Error = GetError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.stage.get");
}
/// Reads one stage.
///
/// Calls `demo.stage.get`.
///
/// Answers [`Stage`]: the stage.
///
/// Parameters:
///
/// - `id` — Stage to read. Type [`Id<Stage>`](Stage), required.
///
/// Scope: `crm`.
#[doc(alias = "demo.stage.get")]
#[inline]
pub fn get(id: impl rt::IntoArg<rt::Id<Stage>, rt::Required>) -> Get {
    Get(rt::Params::new().with("id", id))
}
/// Errors of `demo.stage.get`.
///
/// The documentation lists none.
pub type GetError = rt::UndocumentedError;
/// Request of `demo.stage.names`, made by [`names()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Names(rt::Params);
rt::request!(Names);
#[diagnostic::do_not_recommend]
impl rt::Request for Names {
    type Output = rt::Map<rt::Id<Stage>, String>;
    type Error = NamesError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.stage.names");
}
/// Reads the names of stages.
///
/// Calls `demo.stage.names`.
///
/// Answers [`Map<Id<Stage>, String>`](Stage): names by the code of the stage.
///
/// Parameters:
///
/// - `ids` — Stages to read. Type [`Vec<Id<Stage>>`](Stage), required.
///
/// Scope: `crm`.
#[doc(alias = "demo.stage.names")]
#[inline]
pub fn names(ids: impl rt::IntoArg<Vec<rt::Id<Stage>>, rt::Required>) -> Names {
    Names(rt::Params::new().with("ids", ids))
}
/// Errors of `demo.stage.names`.
///
/// The documentation lists none.
pub type NamesError = rt::UndocumentedError;
