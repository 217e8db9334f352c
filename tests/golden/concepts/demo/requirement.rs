//! Parameters that are required in several ways.
use crate::runtime as rt;
/// File to bind.
#[derive(Clone)]
#[must_use]
pub struct BindFile(rt::Params);
rt::object!(BindFile);
impl BindFile {
    /// Starts with what is required.
    ///
    /// Parameters:
    ///
    /// - `source` — One of the alternatives of [`BindFileSource`].
    #[inline]
    pub fn new(source: BindFileSource) -> Self {
        Self(rt::Params::new().with_all(source.0))
    }
    /// Name of the file.
    ///
    /// Type `String`, required when the contents are sent.
    #[inline]
    pub fn name(self, value: impl rt::IntoArg<String>) -> Self {
        Self(self.0.with("name", value))
    }
}
/// The alternatives for `source` of [`BindFile`]: one must be sent.
#[derive(Clone)]
#[must_use]
pub struct BindFileSource(rt::Params);
rt::object!(BindFileSource);
impl BindFileSource {
    /// The alternative `diskId`.
    ///
    /// Parameters:
    ///
    /// - `disk_id` — File of the drive. Type `i64`.
    #[inline]
    pub fn disk_id(disk_id: impl rt::IntoArg<i64, rt::Required>) -> Self {
        Self(rt::Params::new().with("diskId", disk_id))
    }
    /// The alternative `content`.
    ///
    /// Parameters:
    ///
    /// - `content` — File with its contents. Type [`File`](rt::File).
    #[inline]
    pub fn content(content: impl rt::IntoArg<rt::File, rt::Required>) -> Self {
        Self(rt::Params::new().with("content", content))
    }
}
/// Request of `demo.requirement.send`, made by [`send()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Send(rt::Params);
rt::request!(Send);
#[diagnostic::do_not_recommend]
impl rt::Request for Send {
    type Output = i64;
    type Error = SendError;
    const METHOD: &'static rt::Method = &rt::Method::write("demo.requirement.send");
}
impl Send {
    /// Whether nobody is notified.
    ///
    /// Type `bool`.
    #[inline]
    pub fn silent(self, value: impl rt::IntoArg<bool>) -> Self {
        Self(self.0.with("silent", value))
    }
    /// Urgency from 1 to 5.
    ///
    /// Type `i64`, whether it is required is not documented.
    #[inline]
    pub fn urgency(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("urgency", value))
    }
    /// Reason of the urgency.
    ///
    /// Type `String`, required when urgency is above 3.
    #[inline]
    pub fn reason(self, value: impl rt::IntoArg<String>) -> Self {
        Self(self.0.with("reason", value))
    }
}
/// The alternatives for `recipient` of [`Send`]: one must be sent.
#[derive(Clone)]
#[must_use]
pub struct SendRecipient(rt::Params);
rt::object!(SendRecipient);
impl SendRecipient {
    /// The alternative `userId`.
    ///
    /// Parameters:
    ///
    /// - `user_id` — User who gets the message. Type [`Id<User>`](crate::demo::User).
    #[inline]
    pub fn user_id(
        user_id: impl rt::IntoArg<rt::Id<crate::demo::User>, rt::Required>,
    ) -> Self {
        Self(rt::Params::new().with("userId", user_id))
    }
    /// The alternative `chatId`.
    ///
    /// Parameters:
    ///
    /// - `chat_id` — Chat that gets the message. Type `i64`.
    #[inline]
    pub fn chat_id(chat_id: impl rt::IntoArg<i64, rt::Required>) -> Self {
        Self(rt::Params::new().with("chatId", chat_id))
    }
}
/// Sends a message to a user or to a chat.
///
/// Calls `demo.requirement.send`.
///
/// Answers `i64`: identifier of the message.
///
/// Parameters:
///
/// - `recipient` — One of the alternatives of [`SendRecipient`].
/// - `text` — Words of the message. Type `String`, required.
///
/// Scope: `crm`.
#[doc(alias = "demo.requirement.send")]
#[inline]
pub fn send(
    recipient: SendRecipient,
    text: impl rt::IntoArg<String, rt::Required>,
) -> Send {
    Send(rt::Params::new().with_all(recipient.0).with("text", text))
}
/// Errors of `demo.requirement.send`.
///
/// The documentation lists none.
pub type SendError = rt::UndocumentedError;
/// Request of `demo.requirement.bind`, made by [`bind()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Bind(rt::Params);
rt::request!(Bind);
#[diagnostic::do_not_recommend]
impl rt::Request for Bind {
    type Output = bool;
    type Error = BindError;
    const METHOD: &'static rt::Method = &rt::Method::write("demo.requirement.bind");
}
/// The alternatives for `object` of [`Bind`]: one must be sent.
#[derive(Clone)]
#[must_use]
pub struct BindObject(rt::Params);
rt::object!(BindObject);
impl BindObject {
    /// The alternative `typeAndId`.
    ///
    /// Parameters:
    ///
    /// - `entity_type_id` — Numeric type of the object. Type `i64`.
    /// - `entity_id` — Identifier of the object. Type `i64`.
    #[inline]
    pub fn type_and_id(
        entity_type_id: impl rt::IntoArg<i64, rt::Required>,
        entity_id: impl rt::IntoArg<i64, rt::Required>,
    ) -> Self {
        Self(
            rt::Params::new()
                .with("entityTypeId", entity_type_id)
                .with("entityId", entity_id),
        )
    }
    /// The alternative `code`.
    ///
    /// Parameters:
    ///
    /// - `code` — Code of the object. Type `String`.
    #[inline]
    pub fn code(code: impl rt::IntoArg<String, rt::Required>) -> Self {
        Self(rt::Params::new().with("code", code))
    }
}
/// Binds a file to an object.
///
/// Calls `demo.requirement.bind`.
///
/// Answers `bool`: whether the file is bound.
///
/// Parameters:
///
/// - `object` — One of the alternatives of [`BindObject`].
/// - `file` — File to bind. Type [`BindFile`], required.
///
/// Scope: `crm`.
#[doc(alias = "demo.requirement.bind")]
#[inline]
pub fn bind(object: BindObject, file: impl rt::IntoArg<BindFile, rt::Required>) -> Bind {
    Bind(rt::Params::new().with_all(object.0).with("file", file))
}
/// Errors of `demo.requirement.bind`.
///
/// The documentation lists none.
pub type BindError = rt::UndocumentedError;
