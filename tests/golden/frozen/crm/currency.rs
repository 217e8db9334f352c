//! Currencies of the CRM.
//!
//! Documentation: <https://apidocs.bitrix24.com/api-reference/crm/currency/index.html>
use crate::runtime as rt;
/// A currency with its rate and with the way its sums are written in one language.
///
/// The documentation calls it `crm_currency`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/data-types.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Currency {
    /// Code of the currency by ISO 4217, such as EUR; it is the identifier.
    ///
    /// Type [`Id<Currency>`](Currency).
    pub currency: Option<rt::Id<Currency>>,
    /// Rate to the base currency, for as many units as AMOUNT_CNT says; with four digits after the point.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub amount: Option<rt::Decimal>,
    /// Number of units that the rate is for.
    ///
    /// Type `i64`.
    pub amount_cnt: Option<i64>,
    /// Whether this is the base currency of the portal.
    ///
    /// Type `bool`.
    pub base: Option<bool>,
    /// Moment of the last change.
    ///
    /// Type [`DateTime`](rt::DateTime), read only.
    pub date_update: Option<rt::DateTime>,
    /// Place of the currency among the others.
    ///
    /// Type `i64`.
    pub sort: Option<i64>,
    /// Language that the way of writing is meant for.
    ///
    /// Type [`Language`], read only.
    pub lid: Option<Language>,
    /// Number of digits after the point.
    ///
    /// Type `i64`, read only.
    pub decimals: Option<i64>,
    /// Sign before the fraction.
    ///
    /// Type `String`, read only.
    pub dec_point: Option<String>,
    /// How a sum is written, with `#` in place of the number.
    ///
    /// Type `String`, read only.
    pub format_string: Option<String>,
    /// Name of the currency.
    ///
    /// Type `String`, read only.
    pub full_name: Option<String>,
    /// Sign between the thousands.
    ///
    /// Type `String`, read only, can be `null`.
    pub thousands_sep: Option<String>,
    /// Way of writing in each language; crm.currency.get has it.
    ///
    /// Type [`Map<Language, Localization>`](Localization).
    pub lang: Option<rt::Map<Language, Localization>>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Currency);
impl rt::Record for Currency {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &[
            "CURRENCY",
            "AMOUNT",
            "AMOUNT_CNT",
            "BASE",
            "DATE_UPDATE",
            "SORT",
            "LID",
            "DECIMALS",
            "DEC_POINT",
            "FORMAT_STRING",
            "FULL_NAME",
            "THOUSANDS_SEP",
            "LANG",
        ]
    }
    #[inline]
    fn aliases(&self) -> &'static [(&'static str, usize)] {
        &[("currency", 0), ("sort", 5)]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.currency),
            1 => rt::Sink::Decimal(&mut self.amount),
            2 => rt::Sink::Integer(&mut self.amount_cnt),
            3 => rt::Sink::Flag(&mut self.base),
            4 => rt::sink(&mut self.date_update),
            5 => rt::Sink::Integer(&mut self.sort),
            6 => rt::sink(&mut self.lid),
            7 => rt::Sink::Integer(&mut self.decimals),
            8 => rt::Sink::Text(&mut self.dec_point),
            9 => rt::Sink::Text(&mut self.format_string),
            10 => rt::Sink::Text(&mut self.full_name),
            11 => rt::Sink::Text(&mut self.thousands_sep),
            12 => rt::sink(&mut self.lang),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.currency),
            1 => rt::ValueRef::decimal(self.amount),
            2 => rt::ValueRef::integer(self.amount_cnt),
            3 => rt::ValueRef::flag(self.base),
            4 => rt::value_ref(&self.date_update),
            5 => rt::ValueRef::integer(self.sort),
            6 => rt::value_ref(&self.lid),
            7 => rt::ValueRef::integer(self.decimals),
            8 => rt::ValueRef::text(&self.dec_point),
            9 => rt::ValueRef::text(&self.format_string),
            10 => rt::ValueRef::text(&self.full_name),
            11 => rt::ValueRef::text(&self.thousands_sep),
            12 => rt::value_ref(&self.lang),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Currency {
    type Key = String;
}
/// Kind of the sign between the thousands.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum ThousandsVariant {
    /// Nothing.
    ///
    /// `N` on the wire.
    None,
    /// A comma.
    ///
    /// `C` on the wire.
    Comma,
    /// A dot.
    ///
    /// `D` on the wire.
    Dot,
    /// A space.
    ///
    /// `S` on the wire.
    Space,
    /// A space that no line breaks at.
    ///
    /// `B` on the wire.
    NonBreakingSpace,
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(ThousandsVariant);
impl rt::Enumeration for ThousandsVariant {
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "N" => Self::None,
            "C" => Self::Comma,
            "D" => Self::Dot,
            "S" => Self::Space,
            "B" => Self::NonBreakingSpace,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::None => "N",
            Self::Comma => "C",
            Self::Dot => "D",
            Self::Space => "S",
            Self::NonBreakingSpace => "B",
            Self::Unknown(text) => text,
        }
    }
}
/// How names and sums of a currency are written in one language.
///
/// The documentation calls it `crm_currency_localization`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/data-types.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Localization {
    /// Number of digits after the point.
    ///
    /// Type `i64`.
    pub decimals: Option<i64>,
    /// Sign before the fraction.
    ///
    /// Type `String`.
    pub dec_point: Option<String>,
    /// How a sum is written, with `#` in place of the number.
    ///
    /// Type `String`.
    pub format_string: Option<String>,
    /// Name of the currency; its code, when none is given.
    ///
    /// Type `String`.
    pub full_name: Option<String>,
    /// Whether zeros at the end of the fraction are left out.
    ///
    /// Type `bool`.
    pub hide_zero: Option<bool>,
    /// Sign between the thousands; what THOUSANDS_VARIANT says comes first.
    ///
    /// Type `String`, can be `null`.
    pub thousands_sep: Option<String>,
    /// Kind of the sign between the thousands.
    ///
    /// Type [`ThousandsVariant`].
    pub thousands_variant: Option<ThousandsVariant>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Localization);
impl rt::Record for Localization {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &[
            "DECIMALS",
            "DEC_POINT",
            "FORMAT_STRING",
            "FULL_NAME",
            "HIDE_ZERO",
            "THOUSANDS_SEP",
            "THOUSANDS_VARIANT",
        ]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::Sink::Integer(&mut self.decimals),
            1 => rt::Sink::Text(&mut self.dec_point),
            2 => rt::Sink::Text(&mut self.format_string),
            3 => rt::Sink::Text(&mut self.full_name),
            4 => rt::Sink::Flag(&mut self.hide_zero),
            5 => rt::Sink::Text(&mut self.thousands_sep),
            6 => rt::sink(&mut self.thousands_variant),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::ValueRef::integer(self.decimals),
            1 => rt::ValueRef::text(&self.dec_point),
            2 => rt::ValueRef::text(&self.format_string),
            3 => rt::ValueRef::text(&self.full_name),
            4 => rt::ValueRef::flag(self.hide_zero),
            5 => rt::ValueRef::text(&self.thousands_sep),
            6 => rt::value_ref(&self.thousands_variant),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// Language of a Bitrix24 portal.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/crm/data-types.html>
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Language {
    /// `ar` on the wire.
    Arabic,
    /// `br` on the wire.
    BrazilianPortuguese,
    /// `de` on the wire.
    German,
    /// `en` on the wire.
    English,
    /// `fr` on the wire.
    French,
    /// `hi` on the wire.
    Hindi,
    /// `id` on the wire.
    Indonesian,
    /// `it` on the wire.
    Italian,
    /// `ja` on the wire.
    Japanese,
    /// `la` on the wire.
    Spanish,
    /// `ms` on the wire.
    Malay,
    /// `pl` on the wire.
    Polish,
    /// `ru` on the wire.
    Russian,
    /// Chinese.
    ///
    /// `sc` on the wire.
    SimplifiedChinese,
    /// Chinese as in Taiwan.
    ///
    /// `tc` on the wire.
    TraditionalChinese,
    /// `th` on the wire.
    Thai,
    /// `tr` on the wire.
    Turkish,
    /// `ua` on the wire.
    Ukrainian,
    /// `vn` on the wire.
    Vietnamese,
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(Language);
impl rt::Enumeration for Language {
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "ar" => Self::Arabic,
            "br" => Self::BrazilianPortuguese,
            "de" => Self::German,
            "en" => Self::English,
            "fr" => Self::French,
            "hi" => Self::Hindi,
            "id" => Self::Indonesian,
            "it" => Self::Italian,
            "ja" => Self::Japanese,
            "la" => Self::Spanish,
            "ms" => Self::Malay,
            "pl" => Self::Polish,
            "ru" => Self::Russian,
            "sc" => Self::SimplifiedChinese,
            "tc" => Self::TraditionalChinese,
            "th" => Self::Thai,
            "tr" => Self::Turkish,
            "ua" => Self::Ukrainian,
            "vn" => Self::Vietnamese,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::Arabic => "ar",
            Self::BrazilianPortuguese => "br",
            Self::German => "de",
            Self::English => "en",
            Self::French => "fr",
            Self::Hindi => "hi",
            Self::Indonesian => "id",
            Self::Italian => "it",
            Self::Japanese => "ja",
            Self::Spanish => "la",
            Self::Malay => "ms",
            Self::Polish => "pl",
            Self::Russian => "ru",
            Self::SimplifiedChinese => "sc",
            Self::TraditionalChinese => "tc",
            Self::Thai => "th",
            Self::Turkish => "tr",
            Self::Ukrainian => "ua",
            Self::Vietnamese => "vn",
            Self::Unknown(text) => text,
        }
    }
}
