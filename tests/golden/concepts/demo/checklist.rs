//! Check lists of tasks.
use crate::runtime as rt;
/// One line of a check list.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Item {
    /// Identifier of the line.
    ///
    /// Type [`Id<Item>`](Item), read only.
    pub id: Option<rt::Id<Item>>,
    /// Text of the line.
    ///
    /// Type `String`.
    pub title: Option<String>,
    /// Whether the line is ticked.
    ///
    /// Type `bool`.
    pub is_complete: Option<bool>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Item);
impl rt::Record for Item {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["ID", "TITLE", "IS_COMPLETE"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Text(&mut self.title),
            2 => rt::Sink::Flag(&mut self.is_complete),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::text(&self.title),
            2 => rt::ValueRef::flag(self.is_complete),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Item {
    type Key = i64;
}
/// Fields for filters, orders and selections.
impl Item {
    /// Field `ID`.
    pub const ID: rt::Key<Item, rt::Id<Item>> = rt::Key::new("ID");
    /// Field `TITLE`.
    pub const TITLE: rt::Key<Item, String> = rt::Key::new("TITLE");
    /// Field `IS_COMPLETE`.
    pub const IS_COMPLETE: rt::Key<Item, rt::Flag> = rt::Key::new("IS_COMPLETE");
}
/// Kind of the part.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum MemberType {
    /// `A` on the wire.
    Participant,
    /// `U` on the wire.
    Observer,
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(MemberType);
impl rt::Enumeration for MemberType {
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "A" => Self::Participant,
            "U" => Self::Observer,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::Participant => "A",
            Self::Observer => "U",
            Self::Unknown(text) => text,
        }
    }
}
/// Part that a user has in a line.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Member {
    /// Kind of the part.
    ///
    /// Type [`MemberType`].
    pub r#type: Option<MemberType>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Member);
impl rt::Record for Member {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["TYPE"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.r#type),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.r#type),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// A [`Member`] to send.
#[derive(Clone)]
#[must_use]
pub struct MemberInput(rt::Params);
rt::object!(MemberInput);
impl MemberInput {
    /// Starts with nothing set.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
    /// Kind of the part.
    ///
    /// Type [`MemberType`].
    #[inline]
    pub fn r#type(self, value: impl rt::IntoArg<MemberType>) -> Self {
        Self(self.0.with("TYPE", value))
    }
}
impl Default for MemberInput {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
#[diagnostic::do_not_recommend]
impl<P> rt::IntoArg<Member, P> for MemberInput {
    #[inline]
    fn into_arg(self) -> rt::Arg<Member> {
        rt::Arg::object(self.0)
    }
}
/// Values of the line.
#[derive(Clone)]
#[must_use]
pub struct AddFields(rt::Params);
rt::object!(AddFields);
impl AddFields {
    /// Starts with what is required.
    ///
    /// Parameters:
    ///
    /// - `title` — Text of the line. Type `String`, required.
    #[inline]
    pub fn new(title: impl rt::IntoArg<String, rt::Required>) -> Self {
        Self(rt::Params::new().with("TITLE", title))
    }
    /// Whether the line is ticked.
    ///
    /// Type [`Flag`](rt::Flag), default `"N"`.
    #[inline]
    pub fn is_complete(self, value: impl rt::IntoArg<rt::Flag>) -> Self {
        Self(self.0.with("IS_COMPLETE", value))
    }
    /// Users of the line by their identifier.
    ///
    /// Type [`Map<Id<User>, Member>`](Member).
    #[inline]
    pub fn members(
        self,
        value: impl rt::IntoArg<rt::Map<rt::Id<crate::demo::User>, Member>>,
    ) -> Self {
        Self(self.0.with("MEMBERS", value))
    }
}
/// Filter of `demo.checklist.getlist`.
///
/// Conditions come from the constants of [`Item`].
#[derive(Clone)]
#[must_use]
pub struct GetlistFilter(rt::Params);
rt::filter!(GetlistFilter, Item);
impl GetlistFilter {
    /// Starts without a condition.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
}
impl Default for GetlistFilter {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
#[diagnostic::do_not_recommend]
impl rt::Blank for GetlistFilter {}
impl<O: rt::op::Operator> rt::Allows<O> for GetlistFilter {
    type On = rt::AnyType;
}
/// Request of `demo.checklist.add`, made by [`add()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Add(rt::Params);
rt::request!(Add);
#[diagnostic::do_not_recommend]
impl rt::Request for Add {
    type Output = rt::Id<Item>;
    type Error = AddError;
    const METHOD: &'static rt::Method = &rt::Method {
        positional: true,
        order: &["TASKID", "FIELDS"],
        ..rt::Method::write("demo.checklist.add")
    };
}
/// Adds a line to the check list of a task.
///
/// Calls `demo.checklist.add`.
///
/// Answers [`Id<Item>`](Item): identifier of the new line.
///
/// Parameters:
///
/// - `taskid` — Task that gets the line. Type [`Id<Task>`](crate::demo::task::Task), required.
/// - `fields` — Values of the line. Type [`AddFields`], required.
///
/// Scope: `task`.
#[doc(alias = "demo.checklist.add")]
#[inline]
pub fn add(
    taskid: impl rt::IntoArg<rt::Id<crate::demo::task::Task>, rt::Required>,
    fields: impl rt::IntoArg<AddFields, rt::Required>,
) -> Add {
    Add(rt::Params::new().with("TASKID", taskid).with("FIELDS", fields))
}
/// Errors of `demo.checklist.add`.
///
/// The documentation lists none.
pub type AddError = rt::UndocumentedError;
/// Request of `demo.checklist.getlist`, made by [`getlist()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Getlist(rt::Params);
rt::request!(Getlist);
rt::typed!(Getlist);
#[diagnostic::do_not_recommend]
impl rt::Request for Getlist {
    type Output = Vec<Item>;
    type Error = GetlistError;
    const METHOD: &'static rt::Method = &rt::Method {
        positional: true,
        order: &["TASKID", "ORDER", "FILTER"],
        ..rt::Method::read("demo.checklist.getlist")
    };
}
impl Getlist {
    /// How to sort the lines.
    ///
    /// Type [`Order<Item>`](Item).
    #[inline]
    pub fn order(self, value: impl rt::IntoArg<rt::Order<Item>>) -> Self {
        Self(self.0.with("ORDER", value))
    }
    /// Which lines to list.
    ///
    /// Type [`GetlistFilter`].
    #[inline]
    pub fn filter(self, value: impl rt::IntoArg<GetlistFilter>) -> Self {
        Self(self.0.with("FILTER", value))
    }
}
/// Lists the lines of a check list.
///
/// Calls `demo.checklist.getlist`.
///
/// Answers [`Vec<Item>`](Item): lines of the check list.
///
/// Parameters:
///
/// - `taskid` — Task that has the check list. Type [`Id<Task>`](crate::demo::task::Task), required.
///
/// Scope: `task`.
#[doc(alias = "demo.checklist.getlist")]
#[inline]
pub fn getlist(
    taskid: impl rt::IntoArg<rt::Id<crate::demo::task::Task>, rt::Required>,
) -> Getlist {
    Getlist(rt::Params::new().with("TASKID", taskid))
}
/// Errors of `demo.checklist.getlist`.
///
/// The documentation lists none.
pub type GetlistError = rt::UndocumentedError;
