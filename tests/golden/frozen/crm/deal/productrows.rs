//! Product rows of deals.
//!
//! Documentation: <https://apidocs.bitrix24.com/api-reference/crm/deals/index.html>
use crate::runtime as rt;
#[doc(no_inline)]
pub use crate::crm::OwnerType;
#[doc(no_inline)]
pub use crate::crm::item::productrow::DiscountType;
/// One line of goods or services in a deal.
///
/// The documentation calls it `productrow`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/deals/crm-deal-productrows-get.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Row {
    /// Identifier of the row.
    ///
    /// Type [`Id<Row>`](crate::crm::item::productrow::Row).
    pub id: Option<rt::Id<crate::crm::item::productrow::Row>>,
    /// Deal that has the row.
    ///
    /// Type [`Id<Deal>`](crate::crm::Deal).
    pub owner_id: Option<rt::Id<crate::crm::Deal>>,
    /// Kind of the object that has the row; here always a deal.
    ///
    /// Type [`OwnerType`](crate::crm::OwnerType).
    pub owner_type: Option<crate::crm::OwnerType>,
    /// Product of the catalogue; 0 when the row sells something else.
    ///
    /// Type [`Id<Product>`](crate::catalog::Product).
    pub product_id: Option<rt::Id<crate::catalog::Product>>,
    /// Product's name as the row shows it.
    ///
    /// Type `String`.
    pub product_name: Option<String>,
    /// Product's name in the catalogue.
    ///
    /// Type `String`.
    pub original_product_name: Option<String>,
    /// Text about the product.
    ///
    /// Type `String`, can be `null`.
    pub product_description: Option<String>,
    /// Unit price with discounts and taxes.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub price: Option<rt::Decimal>,
    /// Unit price with discounts and without taxes.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub price_exclusive: Option<rt::Decimal>,
    /// Unit price without discounts and taxes.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub price_netto: Option<rt::Decimal>,
    /// Unit price with taxes and without discounts.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub price_brutto: Option<rt::Decimal>,
    /// Unit price in the reporting currency.
    ///
    /// Type `String`.
    pub price_account: Option<String>,
    /// Number of units.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub quantity: Option<rt::Decimal>,
    /// How the discount is stated.
    ///
    /// Type [`DiscountType`](crate::crm::item::productrow::DiscountType).
    pub discount_type_id: Option<crate::crm::item::productrow::DiscountType>,
    /// Discount in percent.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub discount_rate: Option<rt::Decimal>,
    /// Discount as an amount of money.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub discount_sum: Option<rt::Decimal>,
    /// Tax rate in percent.
    ///
    /// Type [`Decimal`](rt::Decimal), can be `null`.
    pub tax_rate: Option<rt::Decimal>,
    /// Whether the price contains the tax.
    ///
    /// Type `bool`.
    pub tax_included: Option<bool>,
    /// Whether the row was changed by hand.
    ///
    /// Type `bool`, deprecated.
    pub customized: Option<bool>,
    /// Code of the unit of measure.
    ///
    /// Type [`Id<MeasureCode>`](crate::catalog::MeasureCode).
    pub measure_code: Option<rt::Id<crate::catalog::MeasureCode>>,
    /// Name of the unit of measure, such as pcs or kg.
    ///
    /// Type `String`.
    pub measure_name: Option<String>,
    /// Place of the row among the others.
    ///
    /// Type `i64`.
    pub sort: Option<i64>,
    /// Identifier of the product in an outside system.
    ///
    /// Type `String`.
    pub xml_id: Option<String>,
    /// Kind of the product.
    ///
    /// Type [`ProductType`].
    pub r#type: Option<ProductType>,
    /// Warehouse of the goods.
    ///
    /// Type [`Id<Store>`](crate::catalog::Store).
    pub store_id: Option<rt::Id<crate::catalog::Store>>,
    /// Identifier of the reservation.
    ///
    /// Type `i64`.
    pub reserve_id: Option<i64>,
    /// Day on which the reservation ends.
    ///
    /// Type [`Date`](rt::Date).
    pub date_reserve_end: Option<rt::Date>,
    /// Number of reserved units.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub reserve_quantity: Option<rt::Decimal>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Row);
impl rt::Record for Row {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &[
            "ID",
            "OWNER_ID",
            "OWNER_TYPE",
            "PRODUCT_ID",
            "PRODUCT_NAME",
            "ORIGINAL_PRODUCT_NAME",
            "PRODUCT_DESCRIPTION",
            "PRICE",
            "PRICE_EXCLUSIVE",
            "PRICE_NETTO",
            "PRICE_BRUTTO",
            "PRICE_ACCOUNT",
            "QUANTITY",
            "DISCOUNT_TYPE_ID",
            "DISCOUNT_RATE",
            "DISCOUNT_SUM",
            "TAX_RATE",
            "TAX_INCLUDED",
            "CUSTOMIZED",
            "MEASURE_CODE",
            "MEASURE_NAME",
            "SORT",
            "XML_ID",
            "TYPE",
            "STORE_ID",
            "RESERVE_ID",
            "DATE_RESERVE_END",
            "RESERVE_QUANTITY",
        ]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::sink(&mut self.owner_id),
            2 => rt::sink(&mut self.owner_type),
            3 => rt::sink(&mut self.product_id),
            4 => rt::Sink::Text(&mut self.product_name),
            5 => rt::Sink::Text(&mut self.original_product_name),
            6 => rt::Sink::Text(&mut self.product_description),
            7 => rt::Sink::Decimal(&mut self.price),
            8 => rt::Sink::Decimal(&mut self.price_exclusive),
            9 => rt::Sink::Decimal(&mut self.price_netto),
            10 => rt::Sink::Decimal(&mut self.price_brutto),
            11 => rt::Sink::Text(&mut self.price_account),
            12 => rt::Sink::Decimal(&mut self.quantity),
            13 => rt::sink(&mut self.discount_type_id),
            14 => rt::Sink::Decimal(&mut self.discount_rate),
            15 => rt::Sink::Decimal(&mut self.discount_sum),
            16 => rt::Sink::Decimal(&mut self.tax_rate),
            17 => rt::Sink::Flag(&mut self.tax_included),
            18 => rt::Sink::Flag(&mut self.customized),
            19 => rt::sink(&mut self.measure_code),
            20 => rt::Sink::Text(&mut self.measure_name),
            21 => rt::Sink::Integer(&mut self.sort),
            22 => rt::Sink::Text(&mut self.xml_id),
            23 => rt::sink(&mut self.r#type),
            24 => rt::sink(&mut self.store_id),
            25 => rt::Sink::Integer(&mut self.reserve_id),
            26 => rt::sink(&mut self.date_reserve_end),
            27 => rt::Sink::Decimal(&mut self.reserve_quantity),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::value_ref(&self.owner_id),
            2 => rt::value_ref(&self.owner_type),
            3 => rt::value_ref(&self.product_id),
            4 => rt::ValueRef::text(&self.product_name),
            5 => rt::ValueRef::text(&self.original_product_name),
            6 => rt::ValueRef::text(&self.product_description),
            7 => rt::ValueRef::decimal(self.price),
            8 => rt::ValueRef::decimal(self.price_exclusive),
            9 => rt::ValueRef::decimal(self.price_netto),
            10 => rt::ValueRef::decimal(self.price_brutto),
            11 => rt::ValueRef::text(&self.price_account),
            12 => rt::ValueRef::decimal(self.quantity),
            13 => rt::value_ref(&self.discount_type_id),
            14 => rt::ValueRef::decimal(self.discount_rate),
            15 => rt::ValueRef::decimal(self.discount_sum),
            16 => rt::ValueRef::decimal(self.tax_rate),
            17 => rt::ValueRef::flag(self.tax_included),
            18 => rt::ValueRef::flag(self.customized),
            19 => rt::value_ref(&self.measure_code),
            20 => rt::ValueRef::text(&self.measure_name),
            21 => rt::ValueRef::integer(self.sort),
            22 => rt::ValueRef::text(&self.xml_id),
            23 => rt::value_ref(&self.r#type),
            24 => rt::value_ref(&self.store_id),
            25 => rt::ValueRef::integer(self.reserve_id),
            26 => rt::value_ref(&self.date_reserve_end),
            27 => rt::ValueRef::decimal(self.reserve_quantity),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// Kind of the product that a row sells.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/deals/crm-deal-productrows-get.html>
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum ProductType {
    /// Product without variations.
    ///
    /// `1` on the wire.
    SimpleProduct,
    /// Variation of a product.
    ///
    /// `4` on the wire.
    Offer,
    /// Service.
    ///
    /// `7` on the wire.
    Service,
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(ProductType, integer);
impl rt::Enumeration for ProductType {
    const INTEGER: bool = true;
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "1" => Self::SimpleProduct,
            "4" => Self::Offer,
            "7" => Self::Service,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::SimpleProduct => "1",
            Self::Offer => "4",
            Self::Service => "7",
            Self::Unknown(text) => text,
        }
    }
}
/// Rows that the deal has afterwards.
#[derive(Clone)]
#[must_use]
pub struct SetRow(rt::Params);
rt::object!(SetRow);
impl SetRow {
    /// Starts with nothing set.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
    /// Product of the catalogue; 0 sells something else.
    ///
    /// Type [`Id<Product>`](crate::catalog::Product), default `0`.
    #[inline]
    pub fn product_id(
        self,
        value: impl rt::IntoArg<rt::Id<crate::catalog::Product>>,
    ) -> Self {
        Self(self.0.with("PRODUCT_ID", value))
    }
    /// Name of the row; the product's own when there is one, and the row's identifier in brackets without either.
    ///
    /// Type `String`.
    #[inline]
    pub fn product_name(self, value: impl rt::IntoArg<String>) -> Self {
        Self(self.0.with("PRODUCT_NAME", value))
    }
    /// Unit price in the end.
    ///
    /// Type [`Decimal`](rt::Decimal), default `0`.
    #[inline]
    pub fn price(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("PRICE", value))
    }
    /// Unit price with discounts and without taxes.
    ///
    /// Type [`Decimal`](rt::Decimal).
    #[inline]
    pub fn price_exclusive(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("PRICE_EXCLUSIVE", value))
    }
    /// Unit price without discounts and taxes.
    ///
    /// Type [`Decimal`](rt::Decimal).
    #[inline]
    pub fn price_netto(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("PRICE_NETTO", value))
    }
    /// Unit price with taxes and without discounts.
    ///
    /// Type [`Decimal`](rt::Decimal).
    #[inline]
    pub fn price_brutto(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("PRICE_BRUTTO", value))
    }
    /// Number of units.
    ///
    /// Type [`Decimal`](rt::Decimal), default `1`.
    #[inline]
    pub fn quantity(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("QUANTITY", value))
    }
    /// How the discount is stated.
    ///
    /// Type [`DiscountType`](crate::crm::item::productrow::DiscountType), default `2`.
    #[inline]
    pub fn discount_type_id(
        self,
        value: impl rt::IntoArg<crate::crm::item::productrow::DiscountType>,
    ) -> Self {
        Self(self.0.with("DISCOUNT_TYPE_ID", value))
    }
    /// Discount in percent; needed when the discount is stated so.
    ///
    /// Type [`Decimal`](rt::Decimal), default `0`.
    #[inline]
    pub fn discount_rate(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("DISCOUNT_RATE", value))
    }
    /// Discount as an amount of money; needed when the discount is stated so or is 100 percent.
    ///
    /// Type [`Decimal`](rt::Decimal), default `0`.
    #[inline]
    pub fn discount_sum(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("DISCOUNT_SUM", value))
    }
    /// Tax rate in percent.
    ///
    /// Type [`Decimal`](rt::Decimal).
    #[inline]
    pub fn tax_rate(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("TAX_RATE", value))
    }
    /// Whether the price contains the tax.
    ///
    /// Type [`Flag`](rt::Flag), default `"N"`.
    #[inline]
    pub fn tax_included(self, value: impl rt::IntoArg<rt::Flag>) -> Self {
        Self(self.0.with("TAX_INCLUDED", value))
    }
    /// Code of the unit of measure; the product's own when nothing is sent, or else 0.
    ///
    /// Type [`Id<MeasureCode>`](crate::catalog::MeasureCode).
    #[inline]
    pub fn measure_code(
        self,
        value: impl rt::IntoArg<rt::Id<crate::catalog::MeasureCode>>,
    ) -> Self {
        Self(self.0.with("MEASURE_CODE", value))
    }
    /// Name of the unit of measure; the product's own when nothing is sent, or else empty.
    ///
    /// Type `String`.
    #[inline]
    pub fn measure_name(self, value: impl rt::IntoArg<String>) -> Self {
        Self(self.0.with("MEASURE_NAME", value))
    }
    /// Place of the row among the others.
    ///
    /// Type `i64`, default `0`.
    #[inline]
    pub fn sort(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("SORT", value))
    }
}
impl Default for SetRow {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
/// Request of `crm.deal.productrows.get`, made by [`get()`].
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/deals/crm-deal-productrows-get.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Get(rt::Params);
rt::request!(Get);
rt::typed!(Get);
#[diagnostic::do_not_recommend]
impl rt::Request for Get {
    type Output = Vec<Row>;
    type Error = GetError;
    const METHOD: &'static rt::Method = &rt::Method::read("crm.deal.productrows.get");
}
/// Lists the product rows of a deal.
///
/// Calls `crm.deal.productrows.get`.
///
/// Answers [`Vec<Row>`](Row): all rows of the deal.
///
/// Parameters:
///
/// - `id` — Deal that has the rows. Type [`Id<Deal>`](crate::crm::Deal), required.
///
/// Errors: [`GetError`].
///
/// Scope: `crm`.
///
/// Who may call it: read access to the deal.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/deals/crm-deal-productrows-get.html>
#[doc(alias = "crm.deal.productrows.get")]
#[deprecated(
    note = "use `crm.item.productrow.*` instead: crm.item.productrow.list is the closest method."
)]
#[inline]
pub fn get(id: impl rt::IntoArg<rt::Id<crate::crm::Deal>, rt::Required>) -> Get {
    Get(rt::Params::new().with("id", id))
}
/// Errors of `crm.deal.productrows.get`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/deals/crm-deal-productrows-get.html>
#[non_exhaustive]
pub enum GetError {
    /// The identifier is missing or is not one.
    ///
    /// Empty code, message `The parameter id is invalid or not defined.`, status 400.
    InvalidId,
    /// No read access to the deal.
    ///
    /// Empty code, message `Access denied.`, status 400.
    AccessDenied,
    /// There is no such deal.
    ///
    /// Empty code, message `Not found`, status 400.
    NotFound,
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
            code: "",
            message: Some("The parameter id is invalid or not defined."),
            name: "InvalidId",
        },
        rt::ErrorRow {
            code: "",
            message: Some("Access denied."),
            name: "AccessDenied",
        },
        rt::ErrorRow {
            code: "",
            message: Some("Not found"),
            name: "NotFound",
        },
    ];
    #[inline]
    fn of(part: rt::Part<'_>) -> Self {
        match part {
            rt::Part::Row(0) => Self::InvalidId,
            rt::Part::Row(1) => Self::AccessDenied,
            rt::Part::Row(2) => Self::NotFound,
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
            Self::InvalidId => rt::Part::Row(0),
            Self::AccessDenied => rt::Part::Row(1),
            Self::NotFound => rt::Part::Row(2),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
/// Request of `crm.deal.productrows.set`, made by [`set()`].
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/deals/crm-deal-productrows-set.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Set(rt::Params);
rt::request!(Set);
#[diagnostic::do_not_recommend]
impl rt::Request for Set {
    type Output = bool;
    type Error = SetError;
    const METHOD: &'static rt::Method = &rt::Method::write("crm.deal.productrows.set");
}
impl Set {
    /// Rows that the deal has afterwards.
    ///
    /// Type [`Vec<SetRow>`](SetRow).
    #[inline]
    pub fn rows(self, value: impl rt::IntoArg<Vec<SetRow>>) -> Self {
        Self(self.0.with("rows", value))
    }
}
/// Replaces the product rows of a deal; rows that are not sent are removed.
///
/// Calls `crm.deal.productrows.set`.
///
/// Answers `bool`: whether the rows were replaced.
///
/// Parameters:
///
/// - `id` — Deal whose rows are replaced. Type [`Id<Deal>`](crate::crm::Deal), required.
///
/// Errors: [`SetError`].
///
/// Scope: `crm`.
///
/// Who may call it: a user who may change the deal.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/deals/crm-deal-productrows-set.html>
#[doc(alias = "crm.deal.productrows.set")]
#[deprecated(
    note = "use `crm.item.productrow.*` instead: crm.item.productrow.set is the closest method."
)]
#[inline]
pub fn set(id: impl rt::IntoArg<rt::Id<crate::crm::Deal>, rt::Required>) -> Set {
    Set(rt::Params::new().with("id", id))
}
/// Errors of `crm.deal.productrows.set`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/deals/crm-deal-productrows-set.html>
#[non_exhaustive]
pub enum SetError {
    /// The identifier is missing or is not one.
    ///
    /// Empty code, message `The parameter id is invalid or not defined.`, status 400.
    InvalidId,
    /// The user may not change the deal.
    ///
    /// Empty code, message `Access denied.`, status 400.
    AccessDenied,
    /// There is no such deal.
    ///
    /// Empty code, message `Not found`, status 400.
    NotFound,
    /// A discount in percent has no rate.
    ///
    /// Code `ERROR_CORE`, message `Discount Rate (DISCOUNT_RATE) is required if Percentage Discount Type (DISCOUNT_TYPE_ID) is defined<br>`, status 400.
    DiscountRateMissing,
    /// A discount of 100 percent needs its amount too.
    ///
    /// Code `ERROR_CORE`, message `Discount Sum (DISCOUNT_SUM) is required if Percentage Discount Type (DISCOUNT_TYPE_ID) is defined and Discount Rate (DISCOUNT_RATE) is 100%<br>`, status 400.
    DiscountSumMissingForWholeRate,
    /// A discount of money has no amount.
    ///
    /// Code `ERROR_CORE`, message `Discount Sum (DISCOUNT_SUM) is required if Monetary Discount Type (DISCOUNT_TYPE_ID) is defined<br>`, status 400.
    DiscountSumMissing,
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
    const ROWS: &'static [rt::ErrorRow] = &[
        rt::ErrorRow {
            code: "",
            message: Some("The parameter id is invalid or not defined."),
            name: "InvalidId",
        },
        rt::ErrorRow {
            code: "",
            message: Some("Access denied."),
            name: "AccessDenied",
        },
        rt::ErrorRow {
            code: "",
            message: Some("Not found"),
            name: "NotFound",
        },
        rt::ErrorRow {
            code: "ERROR_CORE",
            message: Some(
                "Discount Rate (DISCOUNT_RATE) is required if Percentage Discount Type (DISCOUNT_TYPE_ID) is defined<br>",
            ),
            name: "DiscountRateMissing",
        },
        rt::ErrorRow {
            code: "ERROR_CORE",
            message: Some(
                "Discount Sum (DISCOUNT_SUM) is required if Percentage Discount Type (DISCOUNT_TYPE_ID) is defined and Discount Rate (DISCOUNT_RATE) is 100%<br>",
            ),
            name: "DiscountSumMissingForWholeRate",
        },
        rt::ErrorRow {
            code: "ERROR_CORE",
            message: Some(
                "Discount Sum (DISCOUNT_SUM) is required if Monetary Discount Type (DISCOUNT_TYPE_ID) is defined<br>",
            ),
            name: "DiscountSumMissing",
        },
    ];
    #[inline]
    fn of(part: rt::Part<'_>) -> Self {
        match part {
            rt::Part::Row(0) => Self::InvalidId,
            rt::Part::Row(1) => Self::AccessDenied,
            rt::Part::Row(2) => Self::NotFound,
            rt::Part::Row(3) => Self::DiscountRateMissing,
            rt::Part::Row(4) => Self::DiscountSumMissingForWholeRate,
            rt::Part::Row(5) => Self::DiscountSumMissing,
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
            Self::InvalidId => rt::Part::Row(0),
            Self::AccessDenied => rt::Part::Row(1),
            Self::NotFound => rt::Part::Row(2),
            Self::DiscountRateMissing => rt::Part::Row(3),
            Self::DiscountSumMissingForWholeRate => rt::Part::Row(4),
            Self::DiscountSumMissing => rt::Part::Row(5),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
