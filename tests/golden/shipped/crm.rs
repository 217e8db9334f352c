//! Types that the methods of the CRM share.
//!
//! Documentation: <https://apidocs.bitrix24.com/api-reference/crm/index.html>
pub mod deal;
pub mod item;
pub mod quote;
use crate::runtime as rt;
/// Kind of a CRM object, written as its short symbolic code.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/data-types.html>
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum OwnerType {
    /// Lead; its numeric type is 1.
    ///
    /// `L` on the wire.
    Lead,
    /// Deal; its numeric type is 2.
    ///
    /// `D` on the wire.
    Deal,
    /// Contact; its numeric type is 3.
    ///
    /// `C` on the wire.
    Contact,
    /// Company; its numeric type is 4.
    ///
    /// `CO` on the wire.
    Company,
    /// Invoice of the former kind; its numeric type is 5.
    ///
    /// `I` on the wire, deprecated.
    OldInvoice,
    /// Invoice of today's kind; its numeric type is 31.
    ///
    /// `SI` on the wire.
    Invoice,
    /// Estimate; its numeric type is 7.
    ///
    /// `Q` on the wire.
    Quote,
    /// Set of company details; its numeric type is 8.
    ///
    /// `RQ` on the wire.
    Requisite,
    /// Order of the online store; its numeric type is 14.
    ///
    /// `O` on the wire.
    Order,
    /// Element of a smart process; the hexadecimal digits are its numeric type, so that 128 gives T80.
    ///
    /// Any value of the form `T{hex}`, whole.
    SmartProcess(String),
    /// A value that the documentation does not list, as it came; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(OwnerType);
impl rt::Enumeration for OwnerType {
    const INTEGER: bool = false;
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "L" => Self::Lead,
            "D" => Self::Deal,
            "C" => Self::Contact,
            "CO" => Self::Company,
            "I" => Self::OldInvoice,
            "SI" => Self::Invoice,
            "Q" => Self::Quote,
            "RQ" => Self::Requisite,
            "O" => Self::Order,
            _ if rt::fits("T{hex}", text) => Self::SmartProcess(text.to_owned()),
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::Lead => "L",
            Self::Deal => "D",
            Self::Contact => "C",
            Self::Company => "CO",
            Self::OldInvoice => "I",
            Self::Invoice => "SI",
            Self::Quote => "Q",
            Self::Requisite => "RQ",
            Self::Order => "O",
            Self::SmartProcess(text) | Self::Unknown(text) => text,
        }
    }
}
/// Kind of a CRM object, written as its number.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/data-types.html>
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum EntityType {
    /// Lead.
    ///
    /// `1` on the wire.
    Lead,
    /// Deal.
    ///
    /// `2` on the wire.
    Deal,
    /// Contact.
    ///
    /// `3` on the wire.
    Contact,
    /// Company.
    ///
    /// `4` on the wire.
    Company,
    /// Invoice of the former kind.
    ///
    /// `5` on the wire, deprecated.
    OldInvoice,
    /// Estimate.
    ///
    /// `7` on the wire.
    Quote,
    /// Set of company details.
    ///
    /// `8` on the wire.
    Requisite,
    /// Order of the online store.
    ///
    /// `14` on the wire.
    Order,
    /// Invoice of today's kind.
    ///
    /// `31` on the wire.
    Invoice,
    /// Smart process; each has a number of its own.
    ///
    /// Any value of the form `{n}`, whole.
    SmartProcess(String),
    /// A value that the documentation does not list, as it came; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(EntityType, integer);
impl rt::Enumeration for EntityType {
    const INTEGER: bool = true;
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "1" => Self::Lead,
            "2" => Self::Deal,
            "3" => Self::Contact,
            "4" => Self::Company,
            "5" => Self::OldInvoice,
            "7" => Self::Quote,
            "8" => Self::Requisite,
            "14" => Self::Order,
            "31" => Self::Invoice,
            _ if rt::fits("{n}", text) => Self::SmartProcess(text.to_owned()),
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::Lead => "1",
            Self::Deal => "2",
            Self::Contact => "3",
            Self::Company => "4",
            Self::OldInvoice => "5",
            Self::Quote => "7",
            Self::Requisite => "8",
            Self::Order => "14",
            Self::Invoice => "31",
            Self::SmartProcess(text) | Self::Unknown(text) => text,
        }
    }
}
/// Facts about one field of a CRM object.
///
/// The documentation calls it `crm_rest_field_description`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/data-types.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct FieldDescription {
    /// Type of the field's values.
    ///
    /// Type `string`.
    pub r#type: Option<String>,
    /// Whether a value has to be given.
    ///
    /// Type `boolean`.
    pub is_required: Option<bool>,
    /// Whether the field cannot be written.
    ///
    /// Type `boolean`.
    pub is_read_only: Option<bool>,
    /// Whether the field can be written only when the element is created.
    ///
    /// Type `boolean`.
    pub is_immutable: Option<bool>,
    /// Whether the field holds a list of values.
    ///
    /// Type `boolean`.
    pub is_multiple: Option<bool>,
    /// Whether users of the portal added the field.
    ///
    /// Type `boolean`.
    pub is_dynamic: Option<bool>,
    /// Caption of the field.
    ///
    /// Type `string`.
    pub title: Option<String>,
    /// Field name in upper case.
    ///
    /// Type `string`.
    pub upper_name: Option<String>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(FieldDescription);
impl rt::Record for FieldDescription {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &[
            "type",
            "isRequired",
            "isReadOnly",
            "isImmutable",
            "isMultiple",
            "isDynamic",
            "title",
            "upperName",
        ]
    }
    #[inline]
    fn place(&mut self, index: usize) -> rt::Place<'_> {
        match index {
            0 => rt::Place::Text(&mut self.r#type),
            1 => rt::Place::Boolean(&mut self.is_required),
            2 => rt::Place::Boolean(&mut self.is_read_only),
            3 => rt::Place::Boolean(&mut self.is_immutable),
            4 => rt::Place::Boolean(&mut self.is_multiple),
            5 => rt::Place::Boolean(&mut self.is_dynamic),
            6 => rt::Place::Text(&mut self.title),
            7 => rt::Place::Text(&mut self.upper_name),
            _ => rt::Place::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn peek(&self, index: usize) -> rt::Peek<'_> {
        match index {
            0 => rt::Peek::text(&self.r#type),
            1 => rt::Peek::boolean(self.is_required),
            2 => rt::Peek::boolean(self.is_read_only),
            3 => rt::Peek::boolean(self.is_immutable),
            4 => rt::Peek::boolean(self.is_multiple),
            5 => rt::Peek::boolean(self.is_dynamic),
            6 => rt::Peek::text(&self.title),
            7 => rt::Peek::text(&self.upper_name),
            _ => rt::Peek::Extra(&self.extra),
        }
    }
}
/// A lead.
///
/// The documentation calls it `crm_lead`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/data-types.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lead {}
#[diagnostic::do_not_recommend]
impl rt::Entity for Lead {
    type Key = i64;
}
/// A contact.
///
/// The documentation calls it `crm_contact`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/data-types.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Contact {}
#[diagnostic::do_not_recommend]
impl rt::Entity for Contact {
    type Key = i64;
}
/// A company.
///
/// The documentation calls it `crm_company`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/data-types.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Company {}
#[diagnostic::do_not_recommend]
impl rt::Entity for Company {
    type Key = i64;
}
/// An entry of a CRM directory by its code, such as the stage `NEW`; crm.status.list tells them.
///
/// The documentation calls it `crm_status`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/data-types.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum StatusCode {}
#[diagnostic::do_not_recommend]
impl rt::Entity for StatusCode {
    type Key = String;
}
/// A place of the location directory.
///
/// The documentation calls it `location`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/data-types.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Location {}
#[diagnostic::do_not_recommend]
impl rt::Entity for Location {
    type Key = i64;
}
/// A deal.
///
/// The documentation calls it `crm_deal`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/data-types.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deal {}
#[diagnostic::do_not_recommend]
impl rt::Entity for Deal {
    type Key = i64;
}
/// An estimate.
///
/// The documentation calls it `crm_quote`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/data-types.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quote {}
#[diagnostic::do_not_recommend]
impl rt::Entity for Quote {
    type Key = i64;
}
