//! Types that the methods of the CRM share.
//!
//! Documentation: <https://apidocs.bitrix24.com/api-reference/crm/index.html>
pub mod category;
pub mod currency;
pub mod deal;
pub mod item;
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
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(OwnerType);
impl rt::Enumeration for OwnerType {
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
    /// An undocumented value as received; it is sent back unchanged.
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
/// One of several types, as `FieldDescriptionStatusType` takes and gives them.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum FieldDescriptionStatusType {
    /// The value is of the type `String`.
    Text(String),
    /// The value is of the type `Vec<String>`.
    List(Vec<String>),
    /// A value of no documented type, as received.
    Unknown(rt::Value),
}
rt::union!(FieldDescriptionStatusType);
impl rt::Union for FieldDescriptionStatusType {
    fn from_value(value: rt::Value) -> Self {
        if let Some(value) = rt::attempt::<String>(&value) {
            return Self::Text(value);
        }
        if let Some(value) = rt::attempt::<Vec<String>>(&value) {
            return Self::List(value);
        }
        Self::Unknown(value)
    }
    fn to_value(&self) -> rt::Value {
        match self {
            Self::Text(value) => rt::to_value(value),
            Self::List(value) => rt::to_value(value),
            Self::Unknown(value) => value.clone(),
        }
    }
}
impl From<String> for FieldDescriptionStatusType {
    #[inline]
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}
impl From<Vec<String>> for FieldDescriptionStatusType {
    #[inline]
    fn from(value: Vec<String>) -> Self {
        Self::List(value)
    }
}
/// Settings of the field.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct FieldSettings {
    /// Kind of the objects that the field refers to.
    ///
    /// Type [`EntityType`].
    pub parent_entity_type_id: Option<EntityType>,
    /// Whether the field refers to one of the portal's own companies.
    ///
    /// Type `bool`.
    pub is_my_company: Option<bool>,
    /// Whether the form edits the object that the field refers to.
    ///
    /// Type `bool`.
    pub is_embedded_editor_enabled: Option<bool>,
    /// Value in new objects; an object with TYPE and VALUE for dates.
    ///
    /// Type [`Value`](rt::Value).
    pub default_value: Option<rt::Value>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(FieldSettings);
impl rt::Record for FieldSettings {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &[
            "parentEntityTypeId",
            "isMyCompany",
            "isEmbeddedEditorEnabled",
            "DEFAULT_VALUE",
        ]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.parent_entity_type_id),
            1 => rt::Sink::Boolean(&mut self.is_my_company),
            2 => rt::Sink::Boolean(&mut self.is_embedded_editor_enabled),
            3 => rt::sink(&mut self.default_value),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.parent_entity_type_id),
            1 => rt::ValueRef::boolean(self.is_my_company),
            2 => rt::ValueRef::boolean(self.is_embedded_editor_enabled),
            3 => rt::value_ref(&self.default_value),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// Values to choose from.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct FieldItem {
    /// Identifier of the value.
    ///
    /// Type `i64`.
    pub id: Option<i64>,
    /// Text of the value.
    ///
    /// Type `String`.
    pub value: Option<String>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(FieldItem);
impl rt::Record for FieldItem {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["ID", "VALUE"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::Sink::Integer(&mut self.id),
            1 => rt::Sink::Text(&mut self.value),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::ValueRef::integer(self.id),
            1 => rt::ValueRef::text(&self.value),
            _ => rt::ValueRef::Extra(&self.extra),
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
    /// Type `String`.
    pub r#type: Option<String>,
    /// Whether a value has to be given.
    ///
    /// Type `bool`.
    pub is_required: Option<bool>,
    /// Whether the field cannot be written.
    ///
    /// Type `bool`.
    pub is_read_only: Option<bool>,
    /// Whether the field can be written only when the element is created.
    ///
    /// Type `bool`.
    pub is_immutable: Option<bool>,
    /// Whether the field holds a list of values.
    ///
    /// Type `bool`.
    pub is_multiple: Option<bool>,
    /// Whether users of the portal added the field.
    ///
    /// Type `bool`.
    pub is_dynamic: Option<bool>,
    /// Caption of the field.
    ///
    /// Type `String`.
    pub title: Option<String>,
    /// Field name in upper case.
    ///
    /// Type `String`.
    pub upper_name: Option<String>,
    /// Whether the field should not be used any more.
    ///
    /// Type `bool`.
    pub is_deprecated: Option<bool>,
    /// Directory that the values come from.
    ///
    /// Type [`FieldDescriptionStatusType`].
    pub status_type: Option<FieldDescriptionStatusType>,
    /// Settings of the field.
    ///
    /// Type [`FieldSettings`].
    pub settings: Option<FieldSettings>,
    /// Caption of the field in forms.
    ///
    /// Type `String`.
    pub form_label: Option<String>,
    /// Caption of the field in lists.
    ///
    /// Type `String`.
    pub list_label: Option<String>,
    /// Caption of the field in filters.
    ///
    /// Type `String`.
    pub filter_label: Option<String>,
    /// Descriptions of the fields inside an object.
    ///
    /// Type [`Map<String, FieldDescription>`](FieldDescription).
    pub definition: Option<rt::Map<String, FieldDescription>>,
    /// Values to choose from.
    ///
    /// Type [`Vec<FieldItem>`](FieldItem).
    pub items: Option<Vec<FieldItem>>,
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
            "isDeprecated",
            "statusType",
            "settings",
            "formLabel",
            "listLabel",
            "filterLabel",
            "definition",
            "items",
        ]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::Sink::Text(&mut self.r#type),
            1 => rt::Sink::Boolean(&mut self.is_required),
            2 => rt::Sink::Boolean(&mut self.is_read_only),
            3 => rt::Sink::Boolean(&mut self.is_immutable),
            4 => rt::Sink::Boolean(&mut self.is_multiple),
            5 => rt::Sink::Boolean(&mut self.is_dynamic),
            6 => rt::Sink::Text(&mut self.title),
            7 => rt::Sink::Text(&mut self.upper_name),
            8 => rt::Sink::Boolean(&mut self.is_deprecated),
            9 => rt::sink(&mut self.status_type),
            10 => rt::sink(&mut self.settings),
            11 => rt::Sink::Text(&mut self.form_label),
            12 => rt::Sink::Text(&mut self.list_label),
            13 => rt::Sink::Text(&mut self.filter_label),
            14 => rt::sink(&mut self.definition),
            15 => rt::sink(&mut self.items),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::ValueRef::text(&self.r#type),
            1 => rt::ValueRef::boolean(self.is_required),
            2 => rt::ValueRef::boolean(self.is_read_only),
            3 => rt::ValueRef::boolean(self.is_immutable),
            4 => rt::ValueRef::boolean(self.is_multiple),
            5 => rt::ValueRef::boolean(self.is_dynamic),
            6 => rt::ValueRef::text(&self.title),
            7 => rt::ValueRef::text(&self.upper_name),
            8 => rt::ValueRef::boolean(self.is_deprecated),
            9 => rt::value_ref(&self.status_type),
            10 => rt::value_ref(&self.settings),
            11 => rt::ValueRef::text(&self.form_label),
            12 => rt::ValueRef::text(&self.list_label),
            13 => rt::ValueRef::text(&self.filter_label),
            14 => rt::value_ref(&self.definition),
            15 => rt::value_ref(&self.items),
            _ => rt::ValueRef::Extra(&self.extra),
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
/// A deal, which is a sale on its way through the stages of a funnel.
///
/// The documentation calls it `crm_deal`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/deals/crm-deal-get.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Deal {
    /// Identifier of the deal.
    ///
    /// Type [`Id<Deal>`](Deal), read only.
    pub id: Option<rt::Id<Deal>>,
    /// Name of the deal.
    ///
    /// Type `String`.
    pub title: Option<String>,
    /// Type of the deal; from the directory DEAL_TYPE.
    ///
    /// Type [`Id<StatusCode>`](StatusCode).
    pub type_id: Option<rt::Id<StatusCode>>,
    /// Funnel of the deal; 0 is the general one.
    ///
    /// Type [`Id<Category>`](crate::crm::category::Category), written only when the object is added.
    pub category_id: Option<rt::Id<crate::crm::category::Category>>,
    /// Stage of the deal; from the directory DEAL_STAGE, or DEAL_STAGE_ with the funnel's identifier.
    ///
    /// Type [`Id<StatusCode>`](StatusCode).
    pub stage_id: Option<rt::Id<StatusCode>>,
    /// What the stage means for the deal's outcome.
    ///
    /// Type [`StageSemantics`], read only.
    pub stage_semantic_id: Option<StageSemantics>,
    /// Whether the deal is in its first stage.
    ///
    /// Type `bool`, read only.
    pub is_new: Option<bool>,
    /// Whether this is a template that recurring deals are made from.
    ///
    /// Type `bool`.
    pub is_recurring: Option<bool>,
    /// Whether the customer has bought before.
    ///
    /// Type `bool`.
    pub is_return_customer: Option<bool>,
    /// Whether the customer has asked before.
    ///
    /// Type `bool`.
    pub is_repeated_approach: Option<bool>,
    /// How likely the deal is to succeed, in percent.
    ///
    /// Type `i64`.
    pub probability: Option<i64>,
    /// Currency of the amounts.
    ///
    /// Type [`Id<Currency>`](crate::crm::currency::Currency).
    pub currency_id: Option<rt::Id<crate::crm::currency::Currency>>,
    /// Amount of the deal.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub opportunity: Option<rt::Decimal>,
    /// Whether the amount is entered by hand instead of summed up from the products.
    ///
    /// Type `bool`.
    pub is_manual_opportunity: Option<bool>,
    /// Tax as an amount of money.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub tax_value: Option<rt::Decimal>,
    /// Lead that the deal was made from.
    ///
    /// Type [`Id<Lead>`](Lead), read only, can be `null`.
    pub lead_id: Option<rt::Id<Lead>>,
    /// Company of the deal.
    ///
    /// Type [`Id<Company>`](Company).
    pub company_id: Option<rt::Id<Company>>,
    /// One contact of the deal; crm.deal.contact.items.get tells all of them.
    ///
    /// Type [`Id<Contact>`](Contact), deprecated.
    pub contact_id: Option<rt::Id<Contact>>,
    /// Contacts of the deal; no answer has them.
    ///
    /// Type [`Vec<Id<Contact>>`](Contact), written only.
    pub contact_ids: Option<Vec<rt::Id<Contact>>>,
    /// Estimate that the deal was made from.
    ///
    /// Type [`Id<Quote>`](Quote), read only, can be `null`, deprecated.
    pub quote_id: Option<rt::Id<Quote>>,
    /// Day on which the deal starts.
    ///
    /// Type [`DateTime`](rt::DateTime).
    pub begindate: Option<rt::DateTime>,
    /// Day on which the deal is to be closed.
    ///
    /// Type [`DateTime`](rt::DateTime).
    pub closedate: Option<rt::DateTime>,
    /// Whether everybody may see the deal.
    ///
    /// Type `bool`.
    pub opened: Option<bool>,
    /// Whether the deal is over.
    ///
    /// Type `bool`.
    pub closed: Option<bool>,
    /// Comment with BBCode.
    ///
    /// Type `String`.
    pub comments: Option<String>,
    /// User who is responsible.
    ///
    /// Type [`Id<User>`](crate::user::User).
    pub assigned_by_id: Option<rt::Id<crate::user::User>>,
    /// User who added the deal.
    ///
    /// Type [`Id<User>`](crate::user::User), read only.
    pub created_by_id: Option<rt::Id<crate::user::User>>,
    /// User who changed the deal last.
    ///
    /// Type [`Id<User>`](crate::user::User), read only.
    pub modify_by_id: Option<rt::Id<crate::user::User>>,
    /// User who changed the stage last.
    ///
    /// Type [`Id<User>`](crate::user::User), read only.
    pub moved_by_id: Option<rt::Id<crate::user::User>>,
    /// Moment in which the deal was added.
    ///
    /// Type [`DateTime`](rt::DateTime), read only.
    pub date_create: Option<rt::DateTime>,
    /// Moment of the last change.
    ///
    /// Type [`DateTime`](rt::DateTime), read only.
    pub date_modify: Option<rt::DateTime>,
    /// Moment of the last change of the stage.
    ///
    /// Type [`DateTime`](rt::DateTime), read only.
    pub moved_time: Option<rt::DateTime>,
    /// Where the deal came from; from the directory SOURCE.
    ///
    /// Type [`Id<StatusCode>`](StatusCode).
    pub source_id: Option<rt::Id<StatusCode>>,
    /// More about where the deal came from.
    ///
    /// Type `String`.
    pub source_description: Option<String>,
    /// More about the deal.
    ///
    /// Type `String`.
    pub additional_info: Option<String>,
    /// Where the customer is; used by Bitrix24 itself.
    ///
    /// Type [`Id<Location>`](Location), can be `null`, deprecated.
    pub location_id: Option<rt::Id<Location>>,
    /// Outside system that the deal comes from.
    ///
    /// Type `String`, can be `null`.
    pub originator_id: Option<String>,
    /// Identifier of the deal in that system.
    ///
    /// Type `String`, can be `null`.
    pub origin_id: Option<String>,
    /// Advertising system that brought the customer.
    ///
    /// Type `String`.
    pub utm_source: Option<String>,
    /// Kind of advertising that brought the customer.
    ///
    /// Type [`TrafficType`].
    pub utm_medium: Option<TrafficType>,
    /// Name of the advertising campaign.
    ///
    /// Type `String`, can be `null`.
    pub utm_campaign: Option<String>,
    /// What the advertisement showed.
    ///
    /// Type `String`, can be `null`.
    pub utm_content: Option<String>,
    /// Words that the customer searched for.
    ///
    /// Type `String`, can be `null`.
    pub utm_term: Option<String>,
    /// Moment of the last entry in the timeline.
    ///
    /// Type [`DateTime`](rt::DateTime), read only.
    pub last_activity_time: Option<rt::DateTime>,
    /// User who made the last entry in the timeline.
    ///
    /// Type [`Id<User>`](crate::user::User), read only.
    pub last_activity_by: Option<rt::Id<crate::user::User>>,
    /// Fields that users of the portal added.
    ///
    /// Type [`Value`](rt::Value).
    pub uf_crm: rt::Map<String, rt::Value>,
    /// Element of the smart process with that numeric type which the deal belongs to.
    ///
    /// Type `i64`.
    pub parent_id: rt::Map<String, i64>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Deal);
#[diagnostic::do_not_recommend]
impl rt::Families for Deal {
    const PATTERNS: &'static [&'static str] = &["UF_CRM_*", "PARENT_ID_{n}"];
}
impl rt::Record for Deal {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &[
            "ID",
            "TITLE",
            "TYPE_ID",
            "CATEGORY_ID",
            "STAGE_ID",
            "STAGE_SEMANTIC_ID",
            "IS_NEW",
            "IS_RECURRING",
            "IS_RETURN_CUSTOMER",
            "IS_REPEATED_APPROACH",
            "PROBABILITY",
            "CURRENCY_ID",
            "OPPORTUNITY",
            "IS_MANUAL_OPPORTUNITY",
            "TAX_VALUE",
            "LEAD_ID",
            "COMPANY_ID",
            "CONTACT_ID",
            "CONTACT_IDS",
            "QUOTE_ID",
            "BEGINDATE",
            "CLOSEDATE",
            "OPENED",
            "CLOSED",
            "COMMENTS",
            "ASSIGNED_BY_ID",
            "CREATED_BY_ID",
            "MODIFY_BY_ID",
            "MOVED_BY_ID",
            "DATE_CREATE",
            "DATE_MODIFY",
            "MOVED_TIME",
            "SOURCE_ID",
            "SOURCE_DESCRIPTION",
            "ADDITIONAL_INFO",
            "LOCATION_ID",
            "ORIGINATOR_ID",
            "ORIGIN_ID",
            "UTM_SOURCE",
            "UTM_MEDIUM",
            "UTM_CAMPAIGN",
            "UTM_CONTENT",
            "UTM_TERM",
            "LAST_ACTIVITY_TIME",
            "LAST_ACTIVITY_BY",
        ]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Text(&mut self.title),
            2 => rt::sink(&mut self.type_id),
            3 => rt::sink(&mut self.category_id),
            4 => rt::sink(&mut self.stage_id),
            5 => rt::sink(&mut self.stage_semantic_id),
            6 => rt::Sink::Flag(&mut self.is_new),
            7 => rt::Sink::Flag(&mut self.is_recurring),
            8 => rt::Sink::Flag(&mut self.is_return_customer),
            9 => rt::Sink::Flag(&mut self.is_repeated_approach),
            10 => rt::Sink::Integer(&mut self.probability),
            11 => rt::sink(&mut self.currency_id),
            12 => rt::Sink::Decimal(&mut self.opportunity),
            13 => rt::Sink::Flag(&mut self.is_manual_opportunity),
            14 => rt::Sink::Decimal(&mut self.tax_value),
            15 => rt::sink(&mut self.lead_id),
            16 => rt::sink(&mut self.company_id),
            17 => rt::sink(&mut self.contact_id),
            18 => rt::sink(&mut self.contact_ids),
            19 => rt::sink(&mut self.quote_id),
            20 => rt::sink(&mut self.begindate),
            21 => rt::sink(&mut self.closedate),
            22 => rt::Sink::Flag(&mut self.opened),
            23 => rt::Sink::Flag(&mut self.closed),
            24 => rt::Sink::Text(&mut self.comments),
            25 => rt::sink(&mut self.assigned_by_id),
            26 => rt::sink(&mut self.created_by_id),
            27 => rt::sink(&mut self.modify_by_id),
            28 => rt::sink(&mut self.moved_by_id),
            29 => rt::sink(&mut self.date_create),
            30 => rt::sink(&mut self.date_modify),
            31 => rt::sink(&mut self.moved_time),
            32 => rt::sink(&mut self.source_id),
            33 => rt::Sink::Text(&mut self.source_description),
            34 => rt::Sink::Text(&mut self.additional_info),
            35 => rt::sink(&mut self.location_id),
            36 => rt::Sink::Text(&mut self.originator_id),
            37 => rt::Sink::Text(&mut self.origin_id),
            38 => rt::Sink::Text(&mut self.utm_source),
            39 => rt::sink(&mut self.utm_medium),
            40 => rt::Sink::Text(&mut self.utm_campaign),
            41 => rt::Sink::Text(&mut self.utm_content),
            42 => rt::Sink::Text(&mut self.utm_term),
            43 => rt::sink(&mut self.last_activity_time),
            44 => rt::sink(&mut self.last_activity_by),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::text(&self.title),
            2 => rt::value_ref(&self.type_id),
            3 => rt::value_ref(&self.category_id),
            4 => rt::value_ref(&self.stage_id),
            5 => rt::value_ref(&self.stage_semantic_id),
            6 => rt::ValueRef::flag(self.is_new),
            7 => rt::ValueRef::flag(self.is_recurring),
            8 => rt::ValueRef::flag(self.is_return_customer),
            9 => rt::ValueRef::flag(self.is_repeated_approach),
            10 => rt::ValueRef::integer(self.probability),
            11 => rt::value_ref(&self.currency_id),
            12 => rt::ValueRef::decimal(self.opportunity),
            13 => rt::ValueRef::flag(self.is_manual_opportunity),
            14 => rt::ValueRef::decimal(self.tax_value),
            15 => rt::value_ref(&self.lead_id),
            16 => rt::value_ref(&self.company_id),
            17 => rt::value_ref(&self.contact_id),
            18 => rt::value_ref(&self.contact_ids),
            19 => rt::value_ref(&self.quote_id),
            20 => rt::value_ref(&self.begindate),
            21 => rt::value_ref(&self.closedate),
            22 => rt::ValueRef::flag(self.opened),
            23 => rt::ValueRef::flag(self.closed),
            24 => rt::ValueRef::text(&self.comments),
            25 => rt::value_ref(&self.assigned_by_id),
            26 => rt::value_ref(&self.created_by_id),
            27 => rt::value_ref(&self.modify_by_id),
            28 => rt::value_ref(&self.moved_by_id),
            29 => rt::value_ref(&self.date_create),
            30 => rt::value_ref(&self.date_modify),
            31 => rt::value_ref(&self.moved_time),
            32 => rt::value_ref(&self.source_id),
            33 => rt::ValueRef::text(&self.source_description),
            34 => rt::ValueRef::text(&self.additional_info),
            35 => rt::value_ref(&self.location_id),
            36 => rt::ValueRef::text(&self.originator_id),
            37 => rt::ValueRef::text(&self.origin_id),
            38 => rt::ValueRef::text(&self.utm_source),
            39 => rt::value_ref(&self.utm_medium),
            40 => rt::ValueRef::text(&self.utm_campaign),
            41 => rt::ValueRef::text(&self.utm_content),
            42 => rt::ValueRef::text(&self.utm_term),
            43 => rt::value_ref(&self.last_activity_time),
            44 => rt::value_ref(&self.last_activity_by),
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
impl rt::Entity for Deal {
    type Key = i64;
}
/// Fields for filters, orders and selections.
impl Deal {
    /// Field `ID`.
    pub const ID: rt::Key<Deal, rt::Id<Deal>> = rt::Key::new("ID");
    /// Field `TITLE`.
    pub const TITLE: rt::Key<Deal, String> = rt::Key::new("TITLE");
    /// Field `TYPE_ID`.
    pub const TYPE_ID: rt::Key<Deal, rt::Id<StatusCode>> = rt::Key::new("TYPE_ID");
    /// Field `CATEGORY_ID`.
    pub const CATEGORY_ID: rt::Key<Deal, rt::Id<crate::crm::category::Category>> = rt::Key::new(
        "CATEGORY_ID",
    );
    /// Field `STAGE_ID`.
    pub const STAGE_ID: rt::Key<Deal, rt::Id<StatusCode>> = rt::Key::new("STAGE_ID");
    /// Field `STAGE_SEMANTIC_ID`.
    pub const STAGE_SEMANTIC_ID: rt::Key<Deal, StageSemantics> = rt::Key::new(
        "STAGE_SEMANTIC_ID",
    );
    /// Field `IS_NEW`.
    pub const IS_NEW: rt::Key<Deal, rt::Flag> = rt::Key::new("IS_NEW");
    /// Field `IS_RECURRING`.
    pub const IS_RECURRING: rt::Key<Deal, rt::Flag> = rt::Key::new("IS_RECURRING");
    /// Field `IS_RETURN_CUSTOMER`.
    pub const IS_RETURN_CUSTOMER: rt::Key<Deal, rt::Flag> = rt::Key::new(
        "IS_RETURN_CUSTOMER",
    );
    /// Field `IS_REPEATED_APPROACH`.
    pub const IS_REPEATED_APPROACH: rt::Key<Deal, rt::Flag> = rt::Key::new(
        "IS_REPEATED_APPROACH",
    );
    /// Field `PROBABILITY`.
    pub const PROBABILITY: rt::Key<Deal, i64> = rt::Key::new("PROBABILITY");
    /// Field `CURRENCY_ID`.
    pub const CURRENCY_ID: rt::Key<Deal, rt::Id<crate::crm::currency::Currency>> = rt::Key::new(
        "CURRENCY_ID",
    );
    /// Field `OPPORTUNITY`.
    pub const OPPORTUNITY: rt::Key<Deal, rt::Decimal> = rt::Key::new("OPPORTUNITY");
    /// Field `IS_MANUAL_OPPORTUNITY`.
    pub const IS_MANUAL_OPPORTUNITY: rt::Key<Deal, rt::Flag> = rt::Key::new(
        "IS_MANUAL_OPPORTUNITY",
    );
    /// Field `TAX_VALUE`.
    pub const TAX_VALUE: rt::Key<Deal, rt::Decimal> = rt::Key::new("TAX_VALUE");
    /// Field `LEAD_ID`.
    pub const LEAD_ID: rt::Key<Deal, rt::Id<Lead>> = rt::Key::new("LEAD_ID");
    /// Field `COMPANY_ID`.
    pub const COMPANY_ID: rt::Key<Deal, rt::Id<Company>> = rt::Key::new("COMPANY_ID");
    /// Field `CONTACT_ID`.
    pub const CONTACT_ID: rt::Key<Deal, rt::Id<Contact>> = rt::Key::new("CONTACT_ID");
    /// Field `QUOTE_ID`.
    pub const QUOTE_ID: rt::Key<Deal, rt::Id<Quote>> = rt::Key::new("QUOTE_ID");
    /// Field `BEGINDATE`.
    pub const BEGINDATE: rt::Key<Deal, rt::DateTime> = rt::Key::new("BEGINDATE");
    /// Field `CLOSEDATE`.
    pub const CLOSEDATE: rt::Key<Deal, rt::DateTime> = rt::Key::new("CLOSEDATE");
    /// Field `OPENED`.
    pub const OPENED: rt::Key<Deal, rt::Flag> = rt::Key::new("OPENED");
    /// Field `CLOSED`.
    pub const CLOSED: rt::Key<Deal, rt::Flag> = rt::Key::new("CLOSED");
    /// Field `COMMENTS`.
    pub const COMMENTS: rt::Key<Deal, String> = rt::Key::new("COMMENTS");
    /// Field `ASSIGNED_BY_ID`.
    pub const ASSIGNED_BY_ID: rt::Key<Deal, rt::Id<crate::user::User>> = rt::Key::new(
        "ASSIGNED_BY_ID",
    );
    /// Field `CREATED_BY_ID`.
    pub const CREATED_BY_ID: rt::Key<Deal, rt::Id<crate::user::User>> = rt::Key::new(
        "CREATED_BY_ID",
    );
    /// Field `MODIFY_BY_ID`.
    pub const MODIFY_BY_ID: rt::Key<Deal, rt::Id<crate::user::User>> = rt::Key::new(
        "MODIFY_BY_ID",
    );
    /// Field `MOVED_BY_ID`.
    pub const MOVED_BY_ID: rt::Key<Deal, rt::Id<crate::user::User>> = rt::Key::new(
        "MOVED_BY_ID",
    );
    /// Field `DATE_CREATE`.
    pub const DATE_CREATE: rt::Key<Deal, rt::DateTime> = rt::Key::new("DATE_CREATE");
    /// Field `DATE_MODIFY`.
    pub const DATE_MODIFY: rt::Key<Deal, rt::DateTime> = rt::Key::new("DATE_MODIFY");
    /// Field `MOVED_TIME`.
    pub const MOVED_TIME: rt::Key<Deal, rt::DateTime> = rt::Key::new("MOVED_TIME");
    /// Field `SOURCE_ID`.
    pub const SOURCE_ID: rt::Key<Deal, rt::Id<StatusCode>> = rt::Key::new("SOURCE_ID");
    /// Field `SOURCE_DESCRIPTION`.
    pub const SOURCE_DESCRIPTION: rt::Key<Deal, String> = rt::Key::new(
        "SOURCE_DESCRIPTION",
    );
    /// Field `ADDITIONAL_INFO`.
    pub const ADDITIONAL_INFO: rt::Key<Deal, String> = rt::Key::new("ADDITIONAL_INFO");
    /// Field `LOCATION_ID`.
    pub const LOCATION_ID: rt::Key<Deal, rt::Id<Location>> = rt::Key::new("LOCATION_ID");
    /// Field `ORIGINATOR_ID`.
    pub const ORIGINATOR_ID: rt::Key<Deal, String> = rt::Key::new("ORIGINATOR_ID");
    /// Field `ORIGIN_ID`.
    pub const ORIGIN_ID: rt::Key<Deal, String> = rt::Key::new("ORIGIN_ID");
    /// Field `UTM_SOURCE`.
    pub const UTM_SOURCE: rt::Key<Deal, String> = rt::Key::new("UTM_SOURCE");
    /// Field `UTM_MEDIUM`.
    pub const UTM_MEDIUM: rt::Key<Deal, TrafficType> = rt::Key::new("UTM_MEDIUM");
    /// Field `UTM_CAMPAIGN`.
    pub const UTM_CAMPAIGN: rt::Key<Deal, String> = rt::Key::new("UTM_CAMPAIGN");
    /// Field `UTM_CONTENT`.
    pub const UTM_CONTENT: rt::Key<Deal, String> = rt::Key::new("UTM_CONTENT");
    /// Field `UTM_TERM`.
    pub const UTM_TERM: rt::Key<Deal, String> = rt::Key::new("UTM_TERM");
    /// Field `LAST_ACTIVITY_TIME`.
    pub const LAST_ACTIVITY_TIME: rt::Key<Deal, rt::DateTime> = rt::Key::new(
        "LAST_ACTIVITY_TIME",
    );
    /// Field `LAST_ACTIVITY_BY`.
    pub const LAST_ACTIVITY_BY: rt::Key<Deal, rt::Id<crate::user::User>> = rt::Key::new(
        "LAST_ACTIVITY_BY",
    );
}
rt::custom!(Deal, Every);
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
/// What a stage means for the outcome.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/deals/crm-deal-get.html>
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum StageSemantics {
    /// It is still open.
    ///
    /// `P` on the wire.
    InProgress,
    /// It has succeeded.
    ///
    /// `S` on the wire.
    Success,
    /// It has failed.
    ///
    /// `F` on the wire.
    Failure,
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(StageSemantics);
impl rt::Enumeration for StageSemantics {
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "P" => Self::InProgress,
            "S" => Self::Success,
            "F" => Self::Failure,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::InProgress => "P",
            Self::Success => "S",
            Self::Failure => "F",
            Self::Unknown(text) => text,
        }
    }
}
/// Kind of advertising that brings customers.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/deals/crm-deal-add.html>
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum TrafficType {
    /// Advertisements.
    ///
    /// `CPC` on the wire.
    Ads,
    /// Banners.
    ///
    /// `CPM` on the wire.
    Banners,
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(TrafficType);
impl rt::Enumeration for TrafficType {
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "CPC" => Self::Ads,
            "CPM" => Self::Banners,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::Ads => "CPC",
            Self::Banners => "CPM",
            Self::Unknown(text) => text,
        }
    }
}
