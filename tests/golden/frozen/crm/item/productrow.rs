//! Product rows of CRM objects.
//!
//! Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/index.html>
use crate::runtime as rt;
#[doc(no_inline)]
pub use crate::crm::FieldDescription;
#[doc(no_inline)]
pub use crate::crm::OwnerType;
/// One line of goods or services in a CRM object.
///
/// The documentation calls it `crm_item_product_row`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/data-types.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Row {
    /// Identifier of the row.
    ///
    /// Type [`Id<Row>`](Row), read only.
    pub id: Option<rt::Id<Row>>,
    /// Identifier of the object that has the row.
    ///
    /// Type `i64`, written only when the object is added.
    pub owner_id: Option<i64>,
    /// Kind of the object that has the row.
    ///
    /// Type [`OwnerType`](crate::crm::OwnerType), written only when the object is added.
    pub owner_type: Option<crate::crm::OwnerType>,
    /// Product of the catalogue that the row sells.
    ///
    /// Type [`Id<Product>`](crate::catalog::Product).
    pub product_id: Option<rt::Id<crate::catalog::Product>>,
    /// Product's name as the row shows it.
    ///
    /// Type `String`.
    pub product_name: Option<String>,
    /// Unit price with discounts and taxes.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub price: Option<rt::Decimal>,
    /// Unit price with discounts and taxes in the reporting currency.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub price_account: Option<rt::Decimal>,
    /// Unit price with discounts and without taxes.
    ///
    /// Type [`Decimal`](rt::Decimal), read only.
    pub price_exclusive: Option<rt::Decimal>,
    /// Unit price without discounts and taxes.
    ///
    /// Type [`Decimal`](rt::Decimal), read only.
    pub price_netto: Option<rt::Decimal>,
    /// Unit price with taxes and without discounts.
    ///
    /// Type [`Decimal`](rt::Decimal), read only.
    pub price_brutto: Option<rt::Decimal>,
    /// Number of units in the row's unit of measure.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub quantity: Option<rt::Decimal>,
    /// How the discount is stated.
    ///
    /// Type [`DiscountType`].
    pub discount_type_id: Option<DiscountType>,
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
    /// Identifier of the row in an outside system.
    ///
    /// Type `String`.
    pub xml_id: Option<String>,
    /// Kind of the product.
    ///
    /// Type [`ProductType`], read only.
    pub r#type: Option<ProductType>,
    /// Warehouse of the goods.
    ///
    /// Type [`Id<Store>`](crate::catalog::Store), read only.
    pub store_id: Option<rt::Id<crate::catalog::Store>>,
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
            "productId",
            "productName",
            "price",
            "priceAccount",
            "priceExclusive",
            "priceNetto",
            "priceBrutto",
            "quantity",
            "discountTypeId",
            "discountRate",
            "discountSum",
            "taxRate",
            "taxIncluded",
            "customized",
            "measureCode",
            "measureName",
            "sort",
            "xmlId",
            "type",
            "storeId",
        ]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Integer(&mut self.owner_id),
            2 => rt::sink(&mut self.owner_type),
            3 => rt::sink(&mut self.product_id),
            4 => rt::Sink::Text(&mut self.product_name),
            5 => rt::Sink::Decimal(&mut self.price),
            6 => rt::Sink::Decimal(&mut self.price_account),
            7 => rt::Sink::Decimal(&mut self.price_exclusive),
            8 => rt::Sink::Decimal(&mut self.price_netto),
            9 => rt::Sink::Decimal(&mut self.price_brutto),
            10 => rt::Sink::Decimal(&mut self.quantity),
            11 => rt::sink(&mut self.discount_type_id),
            12 => rt::Sink::Decimal(&mut self.discount_rate),
            13 => rt::Sink::Decimal(&mut self.discount_sum),
            14 => rt::Sink::Decimal(&mut self.tax_rate),
            15 => rt::Sink::Flag(&mut self.tax_included),
            16 => rt::Sink::Flag(&mut self.customized),
            17 => rt::sink(&mut self.measure_code),
            18 => rt::Sink::Text(&mut self.measure_name),
            19 => rt::Sink::Integer(&mut self.sort),
            20 => rt::Sink::Text(&mut self.xml_id),
            21 => rt::sink(&mut self.r#type),
            22 => rt::sink(&mut self.store_id),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::integer(self.owner_id),
            2 => rt::value_ref(&self.owner_type),
            3 => rt::value_ref(&self.product_id),
            4 => rt::ValueRef::text(&self.product_name),
            5 => rt::ValueRef::decimal(self.price),
            6 => rt::ValueRef::decimal(self.price_account),
            7 => rt::ValueRef::decimal(self.price_exclusive),
            8 => rt::ValueRef::decimal(self.price_netto),
            9 => rt::ValueRef::decimal(self.price_brutto),
            10 => rt::ValueRef::decimal(self.quantity),
            11 => rt::value_ref(&self.discount_type_id),
            12 => rt::ValueRef::decimal(self.discount_rate),
            13 => rt::ValueRef::decimal(self.discount_sum),
            14 => rt::ValueRef::decimal(self.tax_rate),
            15 => rt::ValueRef::flag(self.tax_included),
            16 => rt::ValueRef::flag(self.customized),
            17 => rt::value_ref(&self.measure_code),
            18 => rt::ValueRef::text(&self.measure_name),
            19 => rt::ValueRef::integer(self.sort),
            20 => rt::ValueRef::text(&self.xml_id),
            21 => rt::value_ref(&self.r#type),
            22 => rt::value_ref(&self.store_id),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Row {
    type Key = i64;
}
/// Fields for filters, orders and selections.
impl Row {
    /// Field `id`.
    pub const ID: rt::Key<Row, rt::Id<Row>> = rt::Key::new("id");
    /// Field `ownerId`.
    pub const OWNER_ID: rt::Key<Row, i64> = rt::Key::new("ownerId");
    /// Field `ownerType`.
    pub const OWNER_TYPE: rt::Key<Row, crate::crm::OwnerType> = rt::Key::new(
        "ownerType",
    );
    /// Field `productId`.
    pub const PRODUCT_ID: rt::Key<Row, rt::Id<crate::catalog::Product>> = rt::Key::new(
        "productId",
    );
    /// Field `productName`.
    pub const PRODUCT_NAME: rt::Key<Row, String> = rt::Key::new("productName");
    /// Field `price`.
    pub const PRICE: rt::Key<Row, rt::Decimal> = rt::Key::new("price");
    /// Field `priceAccount`.
    pub const PRICE_ACCOUNT: rt::Key<Row, rt::Decimal> = rt::Key::new("priceAccount");
    /// Field `priceExclusive`.
    pub const PRICE_EXCLUSIVE: rt::Key<Row, rt::Decimal> = rt::Key::new(
        "priceExclusive",
    );
    /// Field `priceNetto`.
    pub const PRICE_NETTO: rt::Key<Row, rt::Decimal> = rt::Key::new("priceNetto");
    /// Field `priceBrutto`.
    pub const PRICE_BRUTTO: rt::Key<Row, rt::Decimal> = rt::Key::new("priceBrutto");
    /// Field `quantity`.
    pub const QUANTITY: rt::Key<Row, rt::Decimal> = rt::Key::new("quantity");
    /// Field `discountTypeId`.
    pub const DISCOUNT_TYPE_ID: rt::Key<Row, DiscountType> = rt::Key::new(
        "discountTypeId",
    );
    /// Field `discountRate`.
    pub const DISCOUNT_RATE: rt::Key<Row, rt::Decimal> = rt::Key::new("discountRate");
    /// Field `discountSum`.
    pub const DISCOUNT_SUM: rt::Key<Row, rt::Decimal> = rt::Key::new("discountSum");
    /// Field `taxRate`.
    pub const TAX_RATE: rt::Key<Row, rt::Decimal> = rt::Key::new("taxRate");
    /// Field `taxIncluded`.
    pub const TAX_INCLUDED: rt::Key<Row, rt::Flag> = rt::Key::new("taxIncluded");
    /// Field `customized`.
    pub const CUSTOMIZED: rt::Key<Row, rt::Flag> = rt::Key::new("customized");
    /// Field `measureCode`.
    pub const MEASURE_CODE: rt::Key<Row, rt::Id<crate::catalog::MeasureCode>> = rt::Key::new(
        "measureCode",
    );
    /// Field `measureName`.
    pub const MEASURE_NAME: rt::Key<Row, String> = rt::Key::new("measureName");
    /// Field `sort`.
    pub const SORT: rt::Key<Row, i64> = rt::Key::new("sort");
    /// Field `xmlId`.
    pub const XML_ID: rt::Key<Row, String> = rt::Key::new("xmlId");
    /// Field `type`.
    pub const TYPE: rt::Key<Row, ProductType> = rt::Key::new("type");
    /// Field `storeId`.
    pub const STORE_ID: rt::Key<Row, rt::Id<crate::catalog::Store>> = rt::Key::new(
        "storeId",
    );
}
/// How the discount of a row is stated.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/data-types.html>
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum DiscountType {
    /// As an amount of money.
    ///
    /// `1` on the wire.
    Absolute,
    /// In percent of the price.
    ///
    /// `2` on the wire.
    Percentage,
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(DiscountType, integer);
impl rt::Enumeration for DiscountType {
    const INTEGER: bool = true;
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "1" => Self::Absolute,
            "2" => Self::Percentage,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::Absolute => "1",
            Self::Percentage => "2",
            Self::Unknown(text) => text,
        }
    }
}
/// Kind of the product that a row sells.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/data-types.html>
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum ProductType {
    /// Product without variations.
    ///
    /// `1` on the wire.
    SimpleProduct,
    /// Several products sold as one.
    ///
    /// `2` on the wire.
    Bundle,
    /// Product that is sold by its variations.
    ///
    /// `3` on the wire.
    ProductWithOffers,
    /// Variation of a product.
    ///
    /// `4` on the wire.
    Offer,
    /// Variation whose product is gone or was never named.
    ///
    /// `5` on the wire.
    OfferWithoutProduct,
    /// Product with variations that is not valid.
    ///
    /// `6` on the wire.
    InvalidProductWithOffers,
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
            "2" => Self::Bundle,
            "3" => Self::ProductWithOffers,
            "4" => Self::Offer,
            "5" => Self::OfferWithoutProduct,
            "6" => Self::InvalidProductWithOffers,
            "7" => Self::Service,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::SimpleProduct => "1",
            Self::Bundle => "2",
            Self::ProductWithOffers => "3",
            Self::Offer => "4",
            Self::OfferWithoutProduct => "5",
            Self::InvalidProductWithOffers => "6",
            Self::Service => "7",
            Self::Unknown(text) => text,
        }
    }
}
/// Values of the new row.
#[derive(Clone)]
#[must_use]
pub struct AddFields(rt::Params);
rt::object!(AddFields);
impl AddFields {
    /// Starts with what is required.
    ///
    /// Parameters:
    ///
    /// - `owner_id` — Identifier of the object that gets the row. Type `i64`, required.
    /// - `owner_type` — Kind of the object that gets the row. Type [`OwnerType`](crate::crm::OwnerType), required.
    #[inline]
    pub fn new(
        owner_id: impl rt::IntoArg<i64, rt::Required>,
        owner_type: impl rt::IntoArg<crate::crm::OwnerType, rt::Required>,
    ) -> Self {
        Self(rt::Params::new().with("ownerId", owner_id).with("ownerType", owner_type))
    }
    /// Product of the catalogue that the row sells.
    ///
    /// Type [`Id<Product>`](crate::catalog::Product).
    #[inline]
    pub fn product_id(
        self,
        value: impl rt::IntoArg<rt::Id<crate::catalog::Product>>,
    ) -> Self {
        Self(self.0.with("productId", value))
    }
    /// Product's name as the row shows it; the catalogue's name when only the product is given.
    ///
    /// Type `String`.
    #[inline]
    pub fn product_name(self, value: impl rt::IntoArg<String>) -> Self {
        Self(self.0.with("productName", value))
    }
    /// Unit price with discounts and taxes.
    ///
    /// Type [`Decimal`](rt::Decimal).
    #[inline]
    pub fn price(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("price", value))
    }
    /// Number of units.
    ///
    /// Type [`Decimal`](rt::Decimal), default `1`.
    #[inline]
    pub fn quantity(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("quantity", value))
    }
    /// How the discount is stated.
    ///
    /// Type [`DiscountType`], default `2`.
    #[inline]
    pub fn discount_type_id(self, value: impl rt::IntoArg<DiscountType>) -> Self {
        Self(self.0.with("discountTypeId", value))
    }
    /// Discount in percent; read when the discount is a percentage.
    ///
    /// Type [`Decimal`](rt::Decimal).
    #[inline]
    pub fn discount_rate(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("discountRate", value))
    }
    /// Discount as an amount of money; read when the discount is absolute.
    ///
    /// Type [`Decimal`](rt::Decimal).
    #[inline]
    pub fn discount_sum(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("discountSum", value))
    }
    /// Tax rate in percent.
    ///
    /// Type [`Decimal`](rt::Decimal).
    #[inline]
    pub fn tax_rate(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("taxRate", value))
    }
    /// Whether the price contains the tax.
    ///
    /// Type [`Flag`](rt::Flag), default `"N"`.
    #[inline]
    pub fn tax_included(self, value: impl rt::IntoArg<rt::Flag>) -> Self {
        Self(self.0.with("taxIncluded", value))
    }
    /// Code of the unit of measure; the catalogue's unit when only the product is given.
    ///
    /// Type [`Id<MeasureCode>`](crate::catalog::MeasureCode).
    #[inline]
    pub fn measure_code(
        self,
        value: impl rt::IntoArg<rt::Id<crate::catalog::MeasureCode>>,
    ) -> Self {
        Self(self.0.with("measureCode", value))
    }
    /// Place of the row among the others.
    ///
    /// Type `i64`.
    #[inline]
    pub fn sort(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("sort", value))
    }
}
/// New values of the row.
#[derive(Clone)]
#[must_use]
pub struct UpdateFields(rt::Params);
rt::object!(UpdateFields);
impl UpdateFields {
    /// Starts with nothing set.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
    /// Product of the catalogue that the row sells.
    ///
    /// Type [`Id<Product>`](crate::catalog::Product).
    #[inline]
    pub fn product_id(
        self,
        value: impl rt::IntoArg<rt::Id<crate::catalog::Product>>,
    ) -> Self {
        Self(self.0.with("productId", value))
    }
    /// Product's name as the row shows it.
    ///
    /// Type `String`.
    #[inline]
    pub fn product_name(self, value: impl rt::IntoArg<String>) -> Self {
        Self(self.0.with("productName", value))
    }
    /// Unit price with discounts and taxes.
    ///
    /// Type [`Decimal`](rt::Decimal).
    #[inline]
    pub fn price(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("price", value))
    }
    /// Number of units.
    ///
    /// Type [`Decimal`](rt::Decimal).
    #[inline]
    pub fn quantity(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("quantity", value))
    }
    /// How the discount is stated.
    ///
    /// Type [`DiscountType`].
    #[inline]
    pub fn discount_type_id(self, value: impl rt::IntoArg<DiscountType>) -> Self {
        Self(self.0.with("discountTypeId", value))
    }
    /// Discount in percent; read when the discount is a percentage.
    ///
    /// Type [`Decimal`](rt::Decimal).
    #[inline]
    pub fn discount_rate(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("discountRate", value))
    }
    /// Discount as an amount of money; read when the discount is absolute.
    ///
    /// Type [`Decimal`](rt::Decimal).
    #[inline]
    pub fn discount_sum(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("discountSum", value))
    }
    /// Tax rate in percent.
    ///
    /// Type [`Decimal`](rt::Decimal).
    #[inline]
    pub fn tax_rate(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("taxRate", value))
    }
    /// Whether the price contains the tax.
    ///
    /// Type [`Flag`](rt::Flag).
    #[inline]
    pub fn tax_included(self, value: impl rt::IntoArg<rt::Flag>) -> Self {
        Self(self.0.with("taxIncluded", value))
    }
    /// Code of the unit of measure.
    ///
    /// Type [`Id<MeasureCode>`](crate::catalog::MeasureCode).
    #[inline]
    pub fn measure_code(
        self,
        value: impl rt::IntoArg<rt::Id<crate::catalog::MeasureCode>>,
    ) -> Self {
        Self(self.0.with("measureCode", value))
    }
    /// Place of the row among the others.
    ///
    /// Type `i64`.
    #[inline]
    pub fn sort(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("sort", value))
    }
}
impl Default for UpdateFields {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
/// Rows that the object has afterwards; rows that are not among them are deleted.
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
    /// Product of the catalogue that the row sells.
    ///
    /// Type [`Id<Product>`](crate::catalog::Product).
    #[inline]
    pub fn product_id(
        self,
        value: impl rt::IntoArg<rt::Id<crate::catalog::Product>>,
    ) -> Self {
        Self(self.0.with("productId", value))
    }
    /// Product's name as the row shows it; the catalogue's name when only the product is given.
    ///
    /// Type `String`.
    #[inline]
    pub fn product_name(self, value: impl rt::IntoArg<String>) -> Self {
        Self(self.0.with("productName", value))
    }
    /// Unit price with discounts and taxes.
    ///
    /// Type [`Decimal`](rt::Decimal).
    #[inline]
    pub fn price(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("price", value))
    }
    /// Number of units.
    ///
    /// Type [`Decimal`](rt::Decimal), default `1`.
    #[inline]
    pub fn quantity(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("quantity", value))
    }
    /// How the discount is stated.
    ///
    /// Type [`DiscountType`], default `2`.
    #[inline]
    pub fn discount_type_id(self, value: impl rt::IntoArg<DiscountType>) -> Self {
        Self(self.0.with("discountTypeId", value))
    }
    /// Discount in percent; read when the discount is a percentage.
    ///
    /// Type [`Decimal`](rt::Decimal).
    #[inline]
    pub fn discount_rate(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("discountRate", value))
    }
    /// Discount as an amount of money; read when the discount is absolute.
    ///
    /// Type [`Decimal`](rt::Decimal).
    #[inline]
    pub fn discount_sum(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("discountSum", value))
    }
    /// Tax rate in percent.
    ///
    /// Type [`Decimal`](rt::Decimal).
    #[inline]
    pub fn tax_rate(self, value: impl rt::IntoArg<rt::Decimal>) -> Self {
        Self(self.0.with("taxRate", value))
    }
    /// Whether the price contains the tax.
    ///
    /// Type [`Flag`](rt::Flag), default `"N"`.
    #[inline]
    pub fn tax_included(self, value: impl rt::IntoArg<rt::Flag>) -> Self {
        Self(self.0.with("taxIncluded", value))
    }
    /// Code of the unit of measure; the catalogue's unit when only the product is given.
    ///
    /// Type [`Id<MeasureCode>`](crate::catalog::MeasureCode).
    #[inline]
    pub fn measure_code(
        self,
        value: impl rt::IntoArg<rt::Id<crate::catalog::MeasureCode>>,
    ) -> Self {
        Self(self.0.with("measureCode", value))
    }
    /// Place of the row among the others.
    ///
    /// Type `i64`.
    #[inline]
    pub fn sort(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("sort", value))
    }
}
impl Default for SetRow {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
/// Filter of `crm.item.productrow.list`.
///
/// Conditions come from the constants of [`Row`].
///
/// Operators:
///
/// - `=`, also with a list
/// - `%`
/// - `>`
/// - `<`
/// - `!=`
/// - `!%`
/// - `>=`
/// - `<=`
/// - `=%`
/// - `%=`
/// - `!=%`
/// - `!%=`
#[derive(Clone)]
#[must_use]
pub struct ListFilter(rt::Params);
rt::filter!(ListFilter, Row);
impl ListFilter {
    /// Starts with the conditions that the method requires.
    ///
    /// Parameters:
    ///
    /// - `owner_type` — Kind of the object that has the row. Type [`OwnerType`](crate::crm::OwnerType), also a list of such, required.
    /// - `owner_id` — Identifier of the object that has the row. Type `i64`, also a list of such, required.
    #[inline]
    pub fn new(
        owner_type: impl rt::IntoArg<rt::OneOrMany<crate::crm::OwnerType>, rt::Required>,
        owner_id: impl rt::IntoArg<rt::OneOrMany<i64>, rt::Required>,
    ) -> Self {
        Self(rt::Params::new().with("=ownerType", owner_type).with("=ownerId", owner_id))
    }
}
rt::allows!(
    ListFilter : Equal Contains Greater Less NotEqual NotContains GreaterOrEqual
    LessOrEqual Like NotLike EqualToAny
);
/// Request of `crm.item.productrow.add`, made by [`add()`].
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-add.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Add(rt::Params);
rt::request!(Add);
rt::typed!(Add);
#[diagnostic::do_not_recommend]
impl rt::Request for Add {
    type Output = Row;
    type Error = AddError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("productRow"),
        ..rt::Method::write("crm.item.productrow.add")
    };
}
/// Adds a product row to a CRM object.
///
/// Calls `crm.item.productrow.add`.
///
/// Answers [`Row`]: the row as it was added.
///
/// Parameters:
///
/// - `fields` — Values of the new row. Type [`AddFields`], required.
///
/// Errors: [`AddError`].
///
/// Scope: `crm`.
///
/// Who may call it: write access to the owner.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-add.html>
#[doc(alias = "crm.item.productrow.add")]
#[inline]
pub fn add(fields: impl rt::IntoArg<AddFields, rt::Required>) -> Add {
    Add(rt::Params::new().with("fields", fields))
}
/// Errors of `crm.item.productrow.add`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-add.html>
#[non_exhaustive]
pub enum AddError {
    /// Objects of this kind are refused.
    ///
    /// Code `ENTITY_TYPE_NOT_SUPPORTED`, status 400.
    EntityTypeNotSupported,
    /// No write access to the owner.
    ///
    /// Code `ACCESS_DENIED`, status 400.
    AccessDenied,
    /// There is no such owner.
    ///
    /// Code `OWNER_NOT_FOUND`, message `Owner was not found`, status 400.
    OwnerNotFound,
    /// A required parameter was not sent.
    ///
    /// Code `100`, status 400.
    MissingParameter,
    /// Anything else that went wrong.
    ///
    /// Code `0`, status 400.
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
rt::error_kind!(AddError);
impl rt::ErrorKind for AddError {
    const ROWS: &'static [rt::ErrorRow] = &[
        rt::ErrorRow {
            code: "ENTITY_TYPE_NOT_SUPPORTED",
            message: None,
            name: "EntityTypeNotSupported",
        },
        rt::ErrorRow {
            code: "ACCESS_DENIED",
            message: None,
            name: "AccessDenied",
        },
        rt::ErrorRow {
            code: "OWNER_NOT_FOUND",
            message: Some("Owner was not found"),
            name: "OwnerNotFound",
        },
        rt::ErrorRow {
            code: "100",
            message: None,
            name: "MissingParameter",
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
            rt::Part::Row(0) => Self::EntityTypeNotSupported,
            rt::Part::Row(1) => Self::AccessDenied,
            rt::Part::Row(2) => Self::OwnerNotFound,
            rt::Part::Row(3) => Self::MissingParameter,
            rt::Part::Row(4) => Self::Other,
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
            Self::EntityTypeNotSupported => rt::Part::Row(0),
            Self::AccessDenied => rt::Part::Row(1),
            Self::OwnerNotFound => rt::Part::Row(2),
            Self::MissingParameter => rt::Part::Row(3),
            Self::Other => rt::Part::Row(4),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
/// Request of `crm.item.productrow.update`, made by [`update()`].
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-update.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Update(rt::Params);
rt::request!(Update);
rt::typed!(Update);
#[diagnostic::do_not_recommend]
impl rt::Request for Update {
    type Output = Row;
    type Error = UpdateError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("productRow"),
        ..rt::Method::write("crm.item.productrow.update")
    };
}
/// Changes a product row of a CRM object.
///
/// Calls `crm.item.productrow.update`.
///
/// Answers [`Row`]: the row after the change.
///
/// Parameters:
///
/// - `id` — Row to change. Type [`Id<Row>`](Row), required.
/// - `fields` — New values of the row. Type [`UpdateFields`], required.
///
/// Errors: [`UpdateError`].
///
/// Scope: `crm`.
///
/// Who may call it: write access to the owner of the row.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-update.html>
#[doc(alias = "crm.item.productrow.update")]
#[inline]
pub fn update(
    id: impl rt::IntoArg<rt::Id<Row>, rt::Required>,
    fields: impl rt::IntoArg<UpdateFields, rt::Required>,
) -> Update {
    Update(rt::Params::new().with("id", id).with("fields", fields))
}
/// Errors of `crm.item.productrow.update`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-update.html>
#[non_exhaustive]
pub enum UpdateError {
    /// Objects of this kind are refused.
    ///
    /// Code `ENTITY_TYPE_NOT_SUPPORTED`, status 400.
    EntityTypeNotSupported,
    /// No write access to the owner of the row.
    ///
    /// Code `ACCESS_DENIED`, status 400.
    AccessDenied,
    /// There is no such row.
    ///
    /// Code `NOT_FOUND`, message `Item not found`, status 400.
    NotFound,
    /// A field does not exist or cannot be changed.
    ///
    /// Code `INVALID_ARG_VALUE`, status 400.
    InvalidArgument,
    /// A required parameter was not sent.
    ///
    /// Code `100`, status 400.
    MissingParameter,
    /// Anything else that went wrong.
    ///
    /// Code `0`, status 400.
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
rt::error_kind!(UpdateError);
impl rt::ErrorKind for UpdateError {
    const ROWS: &'static [rt::ErrorRow] = &[
        rt::ErrorRow {
            code: "ENTITY_TYPE_NOT_SUPPORTED",
            message: None,
            name: "EntityTypeNotSupported",
        },
        rt::ErrorRow {
            code: "ACCESS_DENIED",
            message: None,
            name: "AccessDenied",
        },
        rt::ErrorRow {
            code: "NOT_FOUND",
            message: Some("Item not found"),
            name: "NotFound",
        },
        rt::ErrorRow {
            code: "INVALID_ARG_VALUE",
            message: None,
            name: "InvalidArgument",
        },
        rt::ErrorRow {
            code: "100",
            message: None,
            name: "MissingParameter",
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
            rt::Part::Row(0) => Self::EntityTypeNotSupported,
            rt::Part::Row(1) => Self::AccessDenied,
            rt::Part::Row(2) => Self::NotFound,
            rt::Part::Row(3) => Self::InvalidArgument,
            rt::Part::Row(4) => Self::MissingParameter,
            rt::Part::Row(5) => Self::Other,
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
            Self::EntityTypeNotSupported => rt::Part::Row(0),
            Self::AccessDenied => rt::Part::Row(1),
            Self::NotFound => rt::Part::Row(2),
            Self::InvalidArgument => rt::Part::Row(3),
            Self::MissingParameter => rt::Part::Row(4),
            Self::Other => rt::Part::Row(5),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
/// Request of `crm.item.productrow.get`, made by [`get()`].
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-get.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Get(rt::Params);
rt::request!(Get);
rt::typed!(Get);
#[diagnostic::do_not_recommend]
impl rt::Request for Get {
    type Output = Row;
    type Error = GetError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("productRow"),
        ..rt::Method::read("crm.item.productrow.get")
    };
}
/// Reads one product row.
///
/// Calls `crm.item.productrow.get`.
///
/// Answers [`Row`]: the row.
///
/// Parameters:
///
/// - `id` — Row to read. Type [`Id<Row>`](Row), required.
///
/// Errors: [`GetError`].
///
/// Scope: `crm`.
///
/// Who may call it: read access to the owner of the row.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-get.html>
#[doc(alias = "crm.item.productrow.get")]
#[inline]
pub fn get(id: impl rt::IntoArg<rt::Id<Row>, rt::Required>) -> Get {
    Get(rt::Params::new().with("id", id))
}
/// Errors of `crm.item.productrow.get`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-get.html>
#[non_exhaustive]
pub enum GetError {
    /// Objects of this kind are refused.
    ///
    /// Code `ENTITY_TYPE_NOT_SUPPORTED`, status 400.
    EntityTypeNotSupported,
    /// No read access to the owner of the row.
    ///
    /// Code `ACCESS_DENIED`, status 400.
    AccessDenied,
    /// There is no such row.
    ///
    /// Code `NOT_FOUND`, message `Item not found`, status 400.
    NotFound,
    /// A required parameter was not sent.
    ///
    /// Code `100`, status 400.
    MissingParameter,
    /// Anything else that went wrong.
    ///
    /// Code `0`, status 400.
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
rt::error_kind!(GetError);
impl rt::ErrorKind for GetError {
    const ROWS: &'static [rt::ErrorRow] = &[
        rt::ErrorRow {
            code: "ENTITY_TYPE_NOT_SUPPORTED",
            message: None,
            name: "EntityTypeNotSupported",
        },
        rt::ErrorRow {
            code: "ACCESS_DENIED",
            message: None,
            name: "AccessDenied",
        },
        rt::ErrorRow {
            code: "NOT_FOUND",
            message: Some("Item not found"),
            name: "NotFound",
        },
        rt::ErrorRow {
            code: "100",
            message: None,
            name: "MissingParameter",
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
            rt::Part::Row(0) => Self::EntityTypeNotSupported,
            rt::Part::Row(1) => Self::AccessDenied,
            rt::Part::Row(2) => Self::NotFound,
            rt::Part::Row(3) => Self::MissingParameter,
            rt::Part::Row(4) => Self::Other,
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
            Self::EntityTypeNotSupported => rt::Part::Row(0),
            Self::AccessDenied => rt::Part::Row(1),
            Self::NotFound => rt::Part::Row(2),
            Self::MissingParameter => rt::Part::Row(3),
            Self::Other => rt::Part::Row(4),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
/// Request of `crm.item.productrow.set`, made by [`set()`].
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-set.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Set(rt::Params);
rt::request!(Set);
rt::typed!(Set);
#[diagnostic::do_not_recommend]
impl rt::Request for Set {
    type Output = Vec<Row>;
    type Error = SetError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("productRows"),
        ..rt::Method::write("crm.item.productrow.set")
    };
}
/// Replaces all product rows of one CRM object.
///
/// Calls `crm.item.productrow.set`.
///
/// Answers [`Vec<Row>`](Row): all rows of the object after the change.
///
/// Parameters:
///
/// - `owner_id` — Identifier of the object whose rows are replaced. Type `i64`, required.
/// - `owner_type` — Kind of the object whose rows are replaced. Type [`OwnerType`](crate::crm::OwnerType), required.
/// - `product_rows` — Rows that the object has afterwards; rows that are not among them are deleted. Type [`Vec<SetRow>`](SetRow), required.
///
/// Errors: [`SetError`].
///
/// Scope: `crm`.
///
/// Who may call it: write access to the owner.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-set.html>
#[doc(alias = "crm.item.productrow.set")]
#[inline]
pub fn set(
    owner_id: impl rt::IntoArg<i64, rt::Required>,
    owner_type: impl rt::IntoArg<crate::crm::OwnerType, rt::Required>,
    product_rows: impl rt::IntoArg<Vec<SetRow>, rt::Required>,
) -> Set {
    Set(
        rt::Params::new()
            .with("ownerId", owner_id)
            .with("ownerType", owner_type)
            .with("productRows", product_rows),
    )
}
/// Errors of `crm.item.productrow.set`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-set.html>
///
/// The same as [`AddError`].
pub type SetError = AddError;
/// Request of `crm.item.productrow.list`, made by [`list()`].
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-list.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct List(rt::Params);
rt::request!(List);
rt::typed!(List);
#[diagnostic::do_not_recommend]
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
    /// How to sort the rows.
    ///
    /// Type [`Order<Row>`](Row).
    #[inline]
    pub fn order(self, value: impl rt::IntoArg<rt::Order<Row>>) -> Self {
        Self(self.0.with("order", value))
    }
    /// How many rows to skip; a multiple of 50.
    ///
    /// Type `i64`.
    #[inline]
    pub fn start(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("start", value))
    }
}
/// Lists the product rows of one CRM object.
///
/// Calls `crm.item.productrow.list`.
///
/// Answers [`Vec<Row>`](Row): rows of one page.
///
/// Parameters:
///
/// - `filter` — Which rows to list; the owner must be named, and = takes a list of values too. Type [`ListFilter`], required.
///
/// Errors: [`ListError`].
///
/// Scope: `crm`.
///
/// Who may call it: read access to the owner.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-list.html>
#[doc(alias = "crm.item.productrow.list")]
#[inline]
pub fn list(filter: impl rt::IntoArg<ListFilter, rt::Required>) -> List {
    List(rt::Params::new().with("filter", filter))
}
/// Errors of `crm.item.productrow.list`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-list.html>
#[non_exhaustive]
pub enum ListError {
    /// No read access to the owner.
    ///
    /// Code `ACCESS_DENIED`, message `Access denied`, status 400.
    AccessDenied,
    /// A parameter has a value that is not allowed.
    ///
    /// Code `INVALID_ARG_VALUE`, status 400.
    InvalidArgument,
    /// A required parameter was not sent.
    ///
    /// Code `100`, status 400.
    MissingParameter,
    /// Anything else that went wrong.
    ///
    /// Code `0`, status 400.
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
rt::error_kind!(ListError);
impl rt::ErrorKind for ListError {
    const ROWS: &'static [rt::ErrorRow] = &[
        rt::ErrorRow {
            code: "ACCESS_DENIED",
            message: Some("Access denied"),
            name: "AccessDenied",
        },
        rt::ErrorRow {
            code: "INVALID_ARG_VALUE",
            message: None,
            name: "InvalidArgument",
        },
        rt::ErrorRow {
            code: "100",
            message: None,
            name: "MissingParameter",
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
            rt::Part::Row(0) => Self::AccessDenied,
            rt::Part::Row(1) => Self::InvalidArgument,
            rt::Part::Row(2) => Self::MissingParameter,
            rt::Part::Row(3) => Self::Other,
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
            Self::InvalidArgument => rt::Part::Row(1),
            Self::MissingParameter => rt::Part::Row(2),
            Self::Other => rt::Part::Row(3),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
/// Request of `crm.item.productrow.getAvailableForPayment`, made by [`get_available_for_payment()`].
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-get-available-for-payment.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct GetAvailableForPayment(rt::Params);
rt::request!(GetAvailableForPayment);
rt::typed!(GetAvailableForPayment);
#[diagnostic::do_not_recommend]
impl rt::Request for GetAvailableForPayment {
    type Output = Vec<Row>;
    type Error = GetAvailableForPaymentError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("productRows"),
        ..rt::Method::read("crm.item.productrow.getAvailableForPayment")
    };
}
/// Lists the product rows of one CRM object that no payment has been issued for yet.
///
/// Calls `crm.item.productrow.getAvailableForPayment`.
///
/// Answers [`Vec<Row>`](Row): rows that still wait for a payment.
///
/// Parameters:
///
/// - `owner_id` — Identifier of the object that has the rows. Type `i64`, required.
/// - `owner_type` — Kind of the object that has the rows. Type [`OwnerType`](crate::crm::OwnerType), required.
///
/// Errors: [`GetAvailableForPaymentError`].
///
/// Scope: `crm`.
///
/// Who may call it: read access to the owner.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-get-available-for-payment.html>
#[doc(alias = "crm.item.productrow.getAvailableForPayment")]
#[inline]
pub fn get_available_for_payment(
    owner_id: impl rt::IntoArg<i64, rt::Required>,
    owner_type: impl rt::IntoArg<crate::crm::OwnerType, rt::Required>,
) -> GetAvailableForPayment {
    GetAvailableForPayment(
        rt::Params::new().with("ownerId", owner_id).with("ownerType", owner_type),
    )
}
/// Errors of `crm.item.productrow.getAvailableForPayment`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-get-available-for-payment.html>
#[non_exhaustive]
pub enum GetAvailableForPaymentError {
    /// No read access to the owner.
    ///
    /// Code `ACCESS_DENIED`, message `Access denied`, status 400.
    AccessDenied,
    /// A required parameter was not sent.
    ///
    /// Code `100`, status 400.
    MissingParameter,
    /// Anything else that went wrong.
    ///
    /// Code `0`, status 400.
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
rt::error_kind!(GetAvailableForPaymentError);
impl rt::ErrorKind for GetAvailableForPaymentError {
    const ROWS: &'static [rt::ErrorRow] = &[
        rt::ErrorRow {
            code: "ACCESS_DENIED",
            message: Some("Access denied"),
            name: "AccessDenied",
        },
        rt::ErrorRow {
            code: "100",
            message: None,
            name: "MissingParameter",
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
            rt::Part::Row(0) => Self::AccessDenied,
            rt::Part::Row(1) => Self::MissingParameter,
            rt::Part::Row(2) => Self::Other,
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
            Self::MissingParameter => rt::Part::Row(1),
            Self::Other => rt::Part::Row(2),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
/// Request of `crm.item.productrow.delete`, made by [`delete()`].
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-delete.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Delete(rt::Params);
rt::request!(Delete);
#[diagnostic::do_not_recommend]
impl rt::Request for Delete {
    type Output = ();
    type Error = DeleteError;
    const METHOD: &'static rt::Method = &rt::Method::write("crm.item.productrow.delete");
}
/// Deletes a product row of a CRM object.
///
/// Calls `crm.item.productrow.delete`.
///
/// Answers: nothing.
///
/// Parameters:
///
/// - `id` — Row to delete. Type [`Id<Row>`](Row), required.
///
/// Errors: [`DeleteError`].
///
/// Scope: `crm`.
///
/// Who may call it: write access to the owner of the row.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-delete.html>
#[doc(alias = "crm.item.productrow.delete")]
#[inline]
pub fn delete(id: impl rt::IntoArg<rt::Id<Row>, rt::Required>) -> Delete {
    Delete(rt::Params::new().with("id", id))
}
/// Errors of `crm.item.productrow.delete`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-delete.html>
#[non_exhaustive]
pub enum DeleteError {
    /// Objects of this kind are refused.
    ///
    /// Code `ENTITY_TYPE_NOT_SUPPORTED`, status 400.
    EntityTypeNotSupported,
    /// No write access to the owner of the row.
    ///
    /// Code `ACCESS_DENIED`, status 400.
    AccessDenied,
    /// There is no such row.
    ///
    /// Code `NOT_FOUND`, message `Item not found`, status 400.
    NotFound,
    /// A required parameter was not sent.
    ///
    /// Code `100`, status 400.
    MissingParameter,
    /// Anything else that went wrong.
    ///
    /// Code `0`, status 400.
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
rt::error_kind!(DeleteError);
impl rt::ErrorKind for DeleteError {
    const ROWS: &'static [rt::ErrorRow] = &[
        rt::ErrorRow {
            code: "ENTITY_TYPE_NOT_SUPPORTED",
            message: None,
            name: "EntityTypeNotSupported",
        },
        rt::ErrorRow {
            code: "ACCESS_DENIED",
            message: None,
            name: "AccessDenied",
        },
        rt::ErrorRow {
            code: "NOT_FOUND",
            message: Some("Item not found"),
            name: "NotFound",
        },
        rt::ErrorRow {
            code: "100",
            message: None,
            name: "MissingParameter",
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
            rt::Part::Row(0) => Self::EntityTypeNotSupported,
            rt::Part::Row(1) => Self::AccessDenied,
            rt::Part::Row(2) => Self::NotFound,
            rt::Part::Row(3) => Self::MissingParameter,
            rt::Part::Row(4) => Self::Other,
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
            Self::EntityTypeNotSupported => rt::Part::Row(0),
            Self::AccessDenied => rt::Part::Row(1),
            Self::NotFound => rt::Part::Row(2),
            Self::MissingParameter => rt::Part::Row(3),
            Self::Other => rt::Part::Row(4),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
/// Request of `crm.item.productrow.fields`, made by [`fields()`].
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-fields.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Fields(rt::Params);
rt::request!(Fields);
rt::typed!(Fields);
#[diagnostic::do_not_recommend]
impl rt::Request for Fields {
    type Output = rt::Map<String, crate::crm::FieldDescription>;
    type Error = FieldsError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("fields"),
        ..rt::Method::read("crm.item.productrow.fields")
    };
}
/// Describes the fields of a product row.
///
/// Calls `crm.item.productrow.fields`.
///
/// Answers [`Map<String, FieldDescription>`](crate::crm::FieldDescription): descriptions by the name of the field.
///
/// Errors: [`FieldsError`].
///
/// Scope: `crm`.
///
/// Who may call it: any user.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-fields.html>
#[doc(alias = "crm.item.productrow.fields")]
#[inline]
pub fn fields() -> Fields {
    Fields(rt::Params::new())
}
/// Errors of `crm.item.productrow.fields`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/universal/product-rows/crm-item-productrow-fields.html>
#[non_exhaustive]
pub enum FieldsError {
    /// Anything that went wrong.
    ///
    /// Code `0`, status 400.
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
rt::error_kind!(FieldsError);
impl rt::ErrorKind for FieldsError {
    const ROWS: &'static [rt::ErrorRow] = &[
        rt::ErrorRow {
            code: "0",
            message: None,
            name: "Other",
        },
    ];
    #[inline]
    fn of(part: rt::Part<'_>) -> Self {
        match part {
            rt::Part::Row(0) => Self::Other,
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
            Self::Other => rt::Part::Row(0),
            Self::System(error) => rt::Part::System(*error),
            Self::Unknown { code, message } => rt::Part::Unknown { code, message },
        }
    }
}
