//! A module as the generator emits it, by hand: every construct of emitted code.
//!
//! It is the reference for the emitter together with the documentation of `bitrix24::runtime`.

use bitrix24::runtime as rt;

/// Kinds of objects that have product rows.
pub mod crm {
    use super::rt;

    /// Kind of an object.
    #[derive(Debug, Clone)]
    #[non_exhaustive]
    pub enum OwnerType {
        /// A lead. `L` on the wire.
        Lead,
        /// A deal. `D` on the wire.
        Deal,
        /// A smart process, whole.
        Spa(String),
        /// A value that the documentation does not list.
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
                _ if rt::fits("T{hex}", text) => Self::Spa(text.to_owned()),
                _ => Self::Unknown(text.to_owned()),
            }
        }
        #[inline]
        fn as_wire(&self) -> &str {
            match self {
                Self::Lead => "L",
                Self::Deal => "D",
                Self::Spa(text) | Self::Unknown(text) => text,
            }
        }
    }

    /// Marker of a deal.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Deal {}
    impl rt::Entity for Deal {
        type Key = i64;
    }

    /// Marker of a currency.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
    pub enum Currency {}
    impl rt::Entity for Currency {
        type Key = String;
    }
}

#[doc(no_inline)]
pub use crm::OwnerType;

/// Marker of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Product {}
impl rt::Entity for Product {
    type Key = i64;
}

/// Kind of a discount.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum DiscountType {
    /// An amount.
    Amount,
    /// A share.
    Percentage,
    /// A value that the documentation does not list.
    Unknown(String),
}
rt::enumeration!(DiscountType, integer);
impl rt::Enumeration for DiscountType {
    const INTEGER: bool = true;
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "1" => Self::Amount,
            "2" => Self::Percentage,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::Amount => "1",
            Self::Percentage => "2",
            Self::Unknown(text) => text,
        }
    }
}

/// A unit of measurement.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Unit {
    /// Its code.
    pub code: Option<i64>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Unit);
impl rt::Record for Unit {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["code"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::Sink::Integer(&mut self.code),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::ValueRef::integer(self.code),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}

/// A whole number, texts or a unit.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum RowValue {
    /// A whole number.
    Integer(i64),
    /// Texts.
    List(Vec<String>),
    /// A unit.
    Unit(Unit),
    /// Something else.
    Unknown(rt::Value),
}
rt::union!(RowValue);
impl rt::Union for RowValue {
    fn from_value(value: rt::Value) -> Self {
        if let Some(value) = rt::attempt::<i64>(&value) {
            return Self::Integer(value);
        }
        if let Some(value) = rt::attempt::<Vec<String>>(&value) {
            return Self::List(value);
        }
        if let Some(value) = rt::attempt::<Unit>(&value) {
            return Self::Unit(value);
        }
        Self::Unknown(value)
    }
    fn to_value(&self) -> rt::Value {
        match self {
            Self::Integer(value) => rt::to_value(value),
            Self::List(value) => rt::to_value(value),
            Self::Unit(value) => rt::to_value(value),
            Self::Unknown(value) => value.clone(),
        }
    }
}
impl From<i64> for RowValue {
    #[inline]
    fn from(value: i64) -> Self {
        Self::Integer(value)
    }
}
impl From<Vec<String>> for RowValue {
    #[inline]
    fn from(value: Vec<String>) -> Self {
        Self::List(value)
    }
}
impl From<Unit> for RowValue {
    #[inline]
    fn from(value: Unit) -> Self {
        Self::Unit(value)
    }
}

/// One line of goods or services in a CRM object.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Row {
    /// Identifier of the row.
    pub id: Option<rt::Id<Row>>,
    /// Identifier of the owner.
    pub owner_id: Option<i64>,
    /// Kind of the owner.
    pub owner_type: Option<OwnerType>,
    /// Unit price.
    pub price: Option<rt::Decimal>,
    /// Whether the price includes tax.
    pub tax_included: Option<bool>,
    /// External code.
    pub xml_id: Option<String>,
    /// Kind of the discount.
    pub discount_type_id: Option<DiscountType>,
    /// Weight.
    pub weight: Option<f64>,
    /// Whether the row is hidden.
    pub hidden: Option<bool>,
    /// When it was made.
    pub created: Option<rt::DateTime>,
    /// Flags.
    pub flags: Option<Vec<rt::Flag>>,
    /// Prices in other currencies.
    pub prices: Option<rt::Map<rt::Id<crm::Currency>, rt::Decimal>>,
    /// A row within.
    pub parts: Option<Vec<Row>>,
    /// A value of several types.
    pub value: Option<RowValue>,
    /// Anything.
    pub settings: Option<rt::Value>,
    /// A picture.
    pub picture: Option<rt::File>,
    /// User fields.
    pub uf_crm: rt::Map<String, rt::Value>,
    /// Parents.
    pub parent_id: rt::Map<String, i64>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Row);
impl rt::Record for Row {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &[
            "id",
            "ownerId",
            "ownerType",
            "price",
            "taxIncluded",
            "xmlId",
            "discountTypeId",
            "weight",
            "hidden",
            "created",
            "flags",
            "prices",
            "parts",
            "value",
            "settings",
            "picture",
        ]
    }
    #[inline]
    fn aliases(&self) -> &'static [(&'static str, usize)] {
        &[("ID", 0), ("OWNER_ID", 1)]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Integer(&mut self.owner_id),
            2 => rt::sink(&mut self.owner_type),
            3 => rt::Sink::Decimal(&mut self.price),
            4 => rt::Sink::Flag(&mut self.tax_included),
            5 => rt::Sink::Text(&mut self.xml_id),
            6 => rt::sink(&mut self.discount_type_id),
            7 => rt::Sink::Double(&mut self.weight),
            8 => rt::Sink::Boolean(&mut self.hidden),
            9 => rt::sink(&mut self.created),
            10 => rt::sink(&mut self.flags),
            11 => rt::sink(&mut self.prices),
            12 => rt::sink(&mut self.parts),
            13 => rt::sink(&mut self.value),
            14 => rt::sink(&mut self.settings),
            15 => rt::sink(&mut self.picture),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::integer(self.owner_id),
            2 => rt::value_ref(&self.owner_type),
            3 => rt::ValueRef::decimal(self.price),
            4 => rt::ValueRef::flag(self.tax_included),
            5 => rt::ValueRef::text(&self.xml_id),
            6 => rt::value_ref(&self.discount_type_id),
            7 => rt::ValueRef::double(self.weight),
            8 => rt::ValueRef::boolean(self.hidden),
            9 => rt::value_ref(&self.created),
            10 => rt::value_ref(&self.flags),
            11 => rt::value_ref(&self.prices),
            12 => rt::value_ref(&self.parts),
            13 => rt::value_ref(&self.value),
            14 => rt::value_ref(&self.settings),
            15 => rt::value_ref(&self.picture),
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
impl rt::Families for Row {
    const PATTERNS: &'static [&'static str] = &["UF_CRM_*", "PARENT_ID_{n}"];
}
impl rt::Entity for Row {
    type Key = i64;
}
/// Fields for filters, orders and selections.
impl Row {
    /// Field `id`.
    pub const ID: rt::Key<Row, rt::Id<Row>> = rt::Key::new("id");
    /// Field `ownerType`.
    pub const OWNER_TYPE: rt::Key<Row, OwnerType> = rt::Key::new("ownerType");
    /// Field `price`.
    pub const PRICE: rt::Key<Row, rt::Decimal> = rt::Key::new("price");
    /// Field `taxIncluded`.
    pub const TAX_INCLUDED: rt::Key<Row, rt::Flag> = rt::Key::new("taxIncluded");
    /// Field `xmlId`.
    pub const XML_ID: rt::Key<Row, String> = rt::Key::new("xmlId");
    /// Field `discountTypeId`.
    pub const DISCOUNT_TYPE_ID: rt::Key<Row, DiscountType> = rt::Key::new("discountTypeId");
    /// Field `weight`.
    pub const WEIGHT: rt::Key<Row, f64, rt::uses::OnlyFilter> = rt::Key::new("weight");
    /// Field `created`.
    pub const CREATED: rt::Key<Row, rt::DateTime, rt::uses::NoFilter> = rt::Key::new("created");
}
rt::custom!(Row, Every);

/// Fields of `crm.item.productrow.add`.
#[derive(Clone)]
#[must_use]
pub struct AddFields(rt::Params);
rt::object!(AddFields);
impl AddFields {
    /// Starts with what is required.
    #[inline]
    pub fn new(
        owner_id: impl rt::IntoArg<i64, rt::Required>,
        owner_type: impl rt::IntoArg<OwnerType, rt::Required>,
    ) -> Self {
        Self(
            rt::Params::new()
                .with("ownerId", owner_id)
                .with("ownerType", owner_type),
        )
    }
    /// Identifier of the product.
    #[inline]
    pub fn product_id(self, value: impl rt::IntoArg<rt::Id<Product>>) -> Self {
        Self(self.0.with("productId", value))
    }
    /// Unit price.
    #[inline]
    pub fn price(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("price", value))
    }
    /// Whether the price includes tax.
    #[inline]
    pub fn tax_included(self, value: impl rt::IntoArg<rt::Flag>) -> Self {
        Self(self.0.with("taxIncluded", value))
    }
    /// A value of several types.
    #[inline]
    pub fn value(self, value: impl rt::IntoArg<RowValue>) -> Self {
        Self(self.0.with("value", value))
    }
    /// Currency.
    #[inline]
    pub fn currency(self, value: impl rt::IntoArg<rt::Id<crm::Currency>>) -> Self {
        Self(self.0.with("currency", value))
    }
    /// A user field.
    #[inline]
    #[allow(
        clippy::needless_pass_by_value,
        reason = "a name is as good as its reference"
    )]
    pub fn uf_crm<N: rt::FieldName<rt::Value>>(
        self,
        name: N,
        value: impl rt::IntoArg<N::Value>,
    ) -> Self {
        Self(self.0.with_family("UF_CRM_*", &name, value))
    }
}
impl<P> rt::IntoArg<Row, P> for AddFields {
    #[inline]
    fn into_arg(self) -> rt::Arg<Row> {
        rt::Arg::object(self.0)
    }
}

/// Filter of `crm.item.productrow.list`.
#[derive(Clone)]
#[must_use]
pub struct ListFilter(rt::Params);
rt::filter!(ListFilter, Row);
impl ListFilter {
    /// Starts with the conditions that the method requires.
    #[inline]
    pub fn new(
        owner_type: impl rt::IntoArg<OwnerType, rt::Required>,
        owner_id: impl rt::IntoArg<rt::OneOrMany<i64>, rt::Required>,
    ) -> Self {
        Self(
            rt::Params::new()
                .with("=ownerType", owner_type)
                .with("=ownerId", owner_id),
        )
    }
}
rt::allows!(ListFilter: Equal Greater Contains EqualToAny);

/// Filter of `crm.item.productrow.search`, which requires nothing.
#[derive(Clone)]
#[must_use]
pub struct SearchFilter(rt::Params);
rt::filter!(SearchFilter, Row);
impl SearchFilter {
    /// Starts without a condition.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
}
impl Default for SearchFilter {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
impl rt::Blank for SearchFilter {}
impl rt::Alternatives for SearchFilter {}
impl rt::Groups for SearchFilter {}
rt::allows!(SearchFilter: Equal NotEqual Greater GreaterOrEqual In; 0 Contains Like);
rt::suits!(SearchFilter, 0: rt::Plain, DiscountType);

/// Filter of an old method, without the operator `=`.
#[derive(Clone)]
#[must_use]
pub struct BareFilter(rt::Params);
rt::filter!(BareFilter, Row, bare);
impl BareFilter {
    /// Starts without a condition.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
}
impl Default for BareFilter {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
impl rt::Blank for BareFilter {}
impl rt::Alternatives for BareFilter {}
impl rt::Groups for BareFilter {}
rt::allows!(BareFilter: Equal Not Greater EqualToAny);

/// Filter of a method of REST 3.0.
#[derive(Clone)]
#[must_use]
pub struct TailFilter(rt::Params);
rt::conditions!(TailFilter, Row);
impl TailFilter {
    /// Starts without a condition.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
}
impl Default for TailFilter {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
impl rt::Blank for TailFilter {}
impl rt::Alternatives for TailFilter {}
impl<O: rt::op::Operator> rt::Allows<O> for TailFilter {
    type On = rt::AnyType;
}

/// Request of `crm.item.productrow.list`.
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct List(rt::Params);
rt::request!(List);
impl rt::Request for List {
    type Output = Vec<Row>;
    type Error = ListError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("productRows"),
        paging: Some(rt::Paging {
            size: 50,
            style: rt::PagingStyle::Start,
            cursor: Some(rt::Cursor {
                field: "id",
                response: "id",
                inferred: true,
            }),
        }),
        ..rt::Method::read("crm.item.productrow.list")
    };
}
impl List {
    /// Order of the rows.
    #[inline]
    pub fn order(self, value: impl rt::IntoArg<rt::Order<Row>>) -> Self {
        Self(self.0.with("order", value))
    }
    /// Fields of the rows.
    #[inline]
    pub fn select(self, value: impl rt::IntoArg<rt::Select<Row>>) -> Self {
        Self(self.0.with("select", value))
    }
    /// First row of the page.
    #[inline]
    pub fn start(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("start", value))
    }
}
/// Lists the product rows of one CRM object.
#[inline]
pub fn list(filter: impl rt::IntoArg<ListFilter, rt::Required>) -> List {
    List(rt::Params::new().with("filter", filter))
}

/// Request of `crm.item.productrow.set`.
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Set(rt::Params);
rt::request!(Set);
impl rt::Request for Set {
    type Output = ();
    type Error = SetError;
    const METHOD: &'static rt::Method = &rt::Method::write("crm.item.productrow.set");
}
/// Replaces the product rows of one CRM object.
#[inline]
pub fn set(product_rows: impl rt::IntoArg<Vec<Row>, rt::Required>) -> Set {
    Set(rt::Params::new().with("productRows", product_rows))
}

/// Errors of `crm.item.productrow.set`.
#[non_exhaustive]
pub enum SetError {
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
rt::error_kind!(SetError);
impl rt::ErrorKind for SetError {
    const ROWS: &'static [rt::ErrorRow] = &[];
    #[inline]
    fn of(part: rt::Part<'_>) -> Self {
        match part {
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
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}

/// Errors of `crm.item.productrow.list`.
#[non_exhaustive]
pub enum ListError {
    /// Code `ACCESS_DENIED`, status 400.
    AccessDenied,
    /// Code `0`, status 400.
    Other,
    /// Empty code.
    NoName,
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
            code: "ACCESS_DENIED",
            message: None,
            name: "AccessDenied",
        },
        rt::ErrorRow {
            code: "0",
            message: None,
            name: "Other",
        },
        rt::ErrorRow {
            code: "",
            message: Some("Section at index {i} does not have a name."),
            name: "NoName",
        },
    ];
    #[inline]
    fn of(part: rt::Part<'_>) -> Self {
        match part {
            rt::Part::Row(0) => Self::AccessDenied,
            rt::Part::Row(1) => Self::Other,
            rt::Part::Row(2) => Self::NoName,
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
            Self::AccessDenied => rt::Part::Row(0),
            Self::Other => rt::Part::Row(1),
            Self::NoName => rt::Part::Row(2),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
