//! Sales funnels of CRM objects.
//!
//! Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/category/index.html>
use crate::runtime as rt;
#[doc(no_inline)]
pub use crate::crm::EntityType;
/// A sales funnel, which is the way of an object through its stages.
///
/// The documentation calls it `crm_category`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/category/crm-category-fields.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Category {
    /// Identifier of the funnel.
    ///
    /// Type [`Id<Category>`](Category), read only.
    pub id: Option<rt::Id<Category>>,
    /// Name of the funnel.
    ///
    /// Type `String`.
    pub name: Option<String>,
    /// Place of the funnel among the others.
    ///
    /// Type `i64`.
    pub sort: Option<i64>,
    /// Kind of the objects that go through the funnel.
    ///
    /// Type [`EntityType`](crate::crm::EntityType), read only.
    pub entity_type_id: Option<crate::crm::EntityType>,
    /// Whether objects come into this funnel when no other is named; only smart processes let it be changed.
    ///
    /// Type `bool`.
    pub is_default: Option<bool>,
    /// Outside system that the funnel comes from; deals only.
    ///
    /// Type `String`.
    pub origin_id: Option<String>,
    /// Identifier of the funnel in that system; deals only.
    ///
    /// Type `String`.
    pub originator_id: Option<String>,
    /// Whether Bitrix24 itself made the funnel; smart processes only.
    ///
    /// Type `bool`.
    pub is_system: Option<bool>,
    /// Name of a system funnel for programs; smart processes only.
    ///
    /// Type `String`.
    pub code: Option<String>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Category);
impl rt::Record for Category {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &[
            "id",
            "name",
            "sort",
            "entityTypeId",
            "isDefault",
            "originId",
            "originatorId",
            "isSystem",
            "code",
        ]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Text(&mut self.name),
            2 => rt::Sink::Integer(&mut self.sort),
            3 => rt::sink(&mut self.entity_type_id),
            4 => rt::Sink::Flag(&mut self.is_default),
            5 => rt::Sink::Text(&mut self.origin_id),
            6 => rt::Sink::Text(&mut self.originator_id),
            7 => rt::Sink::Boolean(&mut self.is_system),
            8 => rt::Sink::Text(&mut self.code),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::text(&self.name),
            2 => rt::ValueRef::integer(self.sort),
            3 => rt::value_ref(&self.entity_type_id),
            4 => rt::ValueRef::flag(self.is_default),
            5 => rt::ValueRef::text(&self.origin_id),
            6 => rt::ValueRef::text(&self.originator_id),
            7 => rt::ValueRef::boolean(self.is_system),
            8 => rt::ValueRef::text(&self.code),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Category {
    type Key = i64;
}
/// Request of `crm.category.get`, made by [`get()`].
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/category/crm-category-get.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Get(rt::Params);
rt::request!(Get);
rt::typed!(Get);
#[diagnostic::do_not_recommend]
impl rt::Request for Get {
    type Output = Category;
    type Error = GetError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("category"),
        ..rt::Method::read("crm.category.get")
    };
}
/// Reads one sales funnel.
///
/// Calls `crm.category.get`.
///
/// Answers [`Category`]: the funnel.
///
/// Parameters:
///
/// - `entity_type_id` — Kind of the objects that the funnel belongs to. Type [`EntityType`](crate::crm::EntityType), required.
/// - `id` — Funnel to read. Type [`Id<Category>`](Category), required.
///
/// Errors: [`GetError`].
///
/// Scope: `crm`.
///
/// Who may call it: read access to the funnel.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/category/crm-category-get.html>
#[doc(alias = "crm.category.get")]
#[inline]
pub fn get(
    entity_type_id: impl rt::IntoArg<crate::crm::EntityType, rt::Required>,
    id: impl rt::IntoArg<rt::Id<Category>, rt::Required>,
) -> Get {
    Get(rt::Params::new().with("entityTypeId", entity_type_id).with("id", id))
}
/// Errors of `crm.category.get`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/category/crm-category-get.html>
#[non_exhaustive]
pub enum GetError {
    /// There is no such kind of object.
    ///
    /// Code `NOT_FOUND`, message `SPA not found`, status 400.
    EntityTypeNotFound,
    /// Objects of this kind have no funnels.
    ///
    /// Code `ENTITY_TYPE_NOT_SUPPORTED`, message `Entity type {entityTypeName} is not supported`, status 400.
    EntityTypeNotSupported,
    /// There is no such funnel.
    ///
    /// Code `NOT_FOUND`, message `Element not found`, status 400.
    NotFound,
    /// No read access to the funnel.
    ///
    /// Code `ACCESS_DENIED`, message `Access denied`, status 400.
    AccessDenied,
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
            code: "NOT_FOUND",
            message: Some("SPA not found"),
            name: "EntityTypeNotFound",
        },
        rt::ErrorRow {
            code: "ENTITY_TYPE_NOT_SUPPORTED",
            message: Some("Entity type {entityTypeName} is not supported"),
            name: "EntityTypeNotSupported",
        },
        rt::ErrorRow {
            code: "NOT_FOUND",
            message: Some("Element not found"),
            name: "NotFound",
        },
        rt::ErrorRow {
            code: "ACCESS_DENIED",
            message: Some("Access denied"),
            name: "AccessDenied",
        },
    ];
    #[inline]
    fn of(part: rt::Part<'_>) -> Self {
        match part {
            rt::Part::Row(0) => Self::EntityTypeNotFound,
            rt::Part::Row(1) => Self::EntityTypeNotSupported,
            rt::Part::Row(2) => Self::NotFound,
            rt::Part::Row(3) => Self::AccessDenied,
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
            Self::EntityTypeNotFound => rt::Part::Row(0),
            Self::EntityTypeNotSupported => rt::Part::Row(1),
            Self::NotFound => rt::Part::Row(2),
            Self::AccessDenied => rt::Part::Row(3),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
/// Request of `crm.category.list`, made by [`list()`].
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/category/crm-category-list.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct List(rt::Params);
rt::request!(List);
rt::typed!(List);
#[diagnostic::do_not_recommend]
impl rt::Request for List {
    type Output = Vec<Category>;
    type Error = ListError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("categories"),
        ..rt::Method::read("crm.category.list")
    };
}
/// Lists the sales funnels of one kind of CRM object that the user may read.
///
/// Calls `crm.category.list`.
///
/// Answers [`Vec<Category>`](Category): all funnels that the user may read.
///
/// Parameters:
///
/// - `entity_type_id` — Kind of the objects whose funnels are listed. Type [`EntityType`](crate::crm::EntityType), required.
///
/// Errors: [`ListError`].
///
/// Scope: `crm`.
///
/// Who may call it: any user.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/category/crm-category-list.html>
#[doc(alias = "crm.category.list")]
#[inline]
pub fn list(
    entity_type_id: impl rt::IntoArg<crate::crm::EntityType, rt::Required>,
) -> List {
    List(rt::Params::new().with("entityTypeId", entity_type_id))
}
/// Errors of `crm.category.list`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/category/crm-category-list.html>
#[non_exhaustive]
pub enum ListError {
    /// There is no such kind of object.
    ///
    /// Code `NOT_FOUND`, message `Smart process not found`, status 400.
    EntityTypeNotFound,
    /// Objects of this kind have no funnels.
    ///
    /// Code `ENTITY_TYPE_NOT_SUPPORTED`, message `Entity type {entityTypeName} is not supported`, status 400.
    EntityTypeNotSupported,
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
rt::error_kind!(ListError);
impl rt::ErrorKind for ListError {
    const ROWS: &'static [rt::ErrorRow] = &[
        rt::ErrorRow {
            code: "NOT_FOUND",
            message: Some("Smart process not found"),
            name: "EntityTypeNotFound",
        },
        rt::ErrorRow {
            code: "ENTITY_TYPE_NOT_SUPPORTED",
            message: Some("Entity type {entityTypeName} is not supported"),
            name: "EntityTypeNotSupported",
        },
    ];
    #[inline]
    fn of(part: rt::Part<'_>) -> Self {
        match part {
            rt::Part::Row(0) => Self::EntityTypeNotFound,
            rt::Part::Row(1) => Self::EntityTypeNotSupported,
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
            Self::EntityTypeNotFound => rt::Part::Row(0),
            Self::EntityTypeNotSupported => rt::Part::Row(1),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
