//! Errors of every form.
//!
//! Documentation: <https://apidocs.bitrix24.com/demo/error/index.html>
use crate::runtime as rt;
/// Sections of the form.
#[derive(Clone)]
#[must_use]
pub struct Section(rt::Params);
rt::object!(Section);
impl Section {
    /// Starts with what is required.
    ///
    /// Parameters:
    ///
    /// - `name` — Name of the section. Type `String`, required.
    #[inline]
    pub fn new(name: impl rt::IntoArg<String, rt::Required>) -> Self {
        Self(rt::Params::new().with("name", name))
    }
}
/// Request of `demo.error.save`, made by [`save()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/error/error-save.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Save(rt::Params);
rt::request!(Save);
#[diagnostic::do_not_recommend]
impl rt::Request for Save {
    type Output = bool;
    type Error = SaveError;
    const METHOD: &'static rt::Method = &rt::Method::write("demo.error.save");
}
/// Saves the sections of a form.
///
/// Calls `demo.error.save`.
///
/// Answers `bool`: whether the form is saved.
///
/// Parameters:
///
/// - `sections` — Sections of the form. Type [`Vec<Section>`](Section), required.
///
/// Errors: [`SaveError`].
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/error/error-save.html>
#[doc(alias = "demo.error.save")]
#[inline]
pub fn save(sections: impl rt::IntoArg<Vec<Section>, rt::Required>) -> Save {
    Save(rt::Params::new().with("sections", sections))
}
/// Errors of `demo.error.save`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/error/error-save.html>
#[non_exhaustive]
pub enum SaveError {
    /// A section came without its name.
    ///
    /// Empty code, message `Section at index {i} does not have a name.`, status 400.
    NoName,
    /// Two sections have the same name.
    ///
    /// Empty code, message `Name {name} is taken by section {id}.`, status 400.
    NameTaken,
    /// No write access to the form.
    ///
    /// Empty code, message `Access denied.`, status 403.
    AccessDenied,
    /// More sections than a form may have.
    ///
    /// Code `400`, status 400.
    TooMany,
    /// Someone edits the form.
    ///
    /// Code `ERROR_LOCKED`, message `Form is locked by {user}`, status 423.
    Locked,
    /// A field of a section has a wrong value.
    ///
    /// Code `ERROR_FIELD_{name}`, status 400.
    BadField,
    /// Anything else that went wrong.
    ///
    /// Code `0`.
    Other,
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
rt::error_kind!(SaveError);
impl rt::ErrorKind for SaveError {
    const ROWS: &'static [rt::ErrorRow] = &[
        rt::ErrorRow {
            code: "",
            message: Some("Section at index {i} does not have a name."),
            name: "NoName",
        },
        rt::ErrorRow {
            code: "",
            message: Some("Name {name} is taken by section {id}."),
            name: "NameTaken",
        },
        rt::ErrorRow {
            code: "",
            message: Some("Access denied."),
            name: "AccessDenied",
        },
        rt::ErrorRow {
            code: "400",
            message: None,
            name: "TooMany",
        },
        rt::ErrorRow {
            code: "ERROR_LOCKED",
            message: Some("Form is locked by {user}"),
            name: "Locked",
        },
        rt::ErrorRow {
            code: "ERROR_FIELD_{name}",
            message: None,
            name: "BadField",
        },
        rt::ErrorRow {
            code: "0",
            message: None,
            name: "Other",
        },
    ];
    #[inline]
    fn of(part: rt::Part<'_>) -> Self {
        match part {
            rt::Part::Row(0) => Self::NoName,
            rt::Part::Row(1) => Self::NameTaken,
            rt::Part::Row(2) => Self::AccessDenied,
            rt::Part::Row(3) => Self::TooMany,
            rt::Part::Row(4) => Self::Locked,
            rt::Part::Row(5) => Self::BadField,
            rt::Part::Row(6) => Self::Other,
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
            Self::NoName => rt::Part::Row(0),
            Self::NameTaken => rt::Part::Row(1),
            Self::AccessDenied => rt::Part::Row(2),
            Self::TooMany => rt::Part::Row(3),
            Self::Locked => rt::Part::Row(4),
            Self::BadField => rt::Part::Row(5),
            Self::Other => rt::Part::Row(6),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
