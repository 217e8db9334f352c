//! Places for widgets on cards.
//!
//! Documentation: <https://apidocs.bitrix24.com/demo/placements/index.html>
use crate::runtime as rt;
/// A tab on the page of a card.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/placements/card-detail-tab.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct DemoCardDetailTab {
    /// Card that is open.
    ///
    /// Type [`Id<Card>`](crate::demo::card::Card).
    pub id: Option<rt::Id<crate::demo::card::Card>>,
    /// Name of the tab.
    ///
    /// Type `String`.
    pub tab: Option<String>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(DemoCardDetailTab);
impl rt::Record for DemoCardDetailTab {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["ID", "TAB"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Text(&mut self.tab),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::text(&self.tab),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// Options with which a handler is bound to `DEMO_CARD_DETAIL_TAB`.
#[derive(Clone)]
#[must_use]
pub struct DemoCardDetailTabOptions(rt::Params);
rt::object!(DemoCardDetailTabOptions);
impl DemoCardDetailTabOptions {
    /// Starts with nothing set.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
    /// Height of the widget in pixels.
    ///
    /// Type `i64`, default `300`.
    #[inline]
    pub fn height(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("height", value))
    }
    /// Look of the widget.
    ///
    /// Type [`DemoCardDetailTabOptionsMode`].
    #[inline]
    pub fn mode(self, value: impl rt::IntoArg<DemoCardDetailTabOptionsMode>) -> Self {
        Self(self.0.with("mode", value))
    }
}
impl Default for DemoCardDetailTabOptions {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
/// Look of the widget.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum DemoCardDetailTabOptionsMode {
    /// `wide` on the wire.
    Wide,
    /// `narrow` on the wire.
    Narrow,
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(DemoCardDetailTabOptionsMode);
impl rt::Enumeration for DemoCardDetailTabOptionsMode {
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "wide" => Self::Wide,
            "narrow" => Self::Narrow,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::Wide => "wide",
            Self::Narrow => "narrow",
            Self::Unknown(text) => text,
        }
    }
}
/// An entry of a card's menu.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/placements/card-menu.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct DemoCardMenu {
    /// Card that the menu belongs to.
    ///
    /// Type [`Id<Card>`](crate::demo::card::Card).
    pub id: Option<rt::Id<crate::demo::card::Card>>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(DemoCardMenu);
impl rt::Record for DemoCardMenu {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["ID"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// Options with which a handler is bound to `DEMO_CARD_MENU`.
#[derive(Clone)]
#[must_use]
pub struct DemoCardMenuOptions(rt::Params);
rt::object!(DemoCardMenuOptions);
impl DemoCardMenuOptions {
    /// Starts with nothing set.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
}
impl Default for DemoCardMenuOptions {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
/// A button above a list of cards.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/placements/card-list.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct DemoCardList {
    /// Address of the page.
    ///
    /// Type `String`.
    pub uri: Option<String>,
    /// Number of the board.
    ///
    /// Type `i64`.
    pub board: Option<i64>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(DemoCardList);
impl rt::Record for DemoCardList {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["URI", "BOARD"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::Sink::Text(&mut self.uri),
            1 => rt::Sink::Integer(&mut self.board),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::ValueRef::text(&self.uri),
            1 => rt::ValueRef::integer(self.board),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// Options with which a handler is bound to `DEMO_CARD_LIST`.
#[derive(Clone)]
#[must_use]
pub struct DemoCardListOptions(rt::Params);
rt::object!(DemoCardListOptions);
impl DemoCardListOptions {
    /// Starts with nothing set.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
}
impl Default for DemoCardListOptions {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
/// Codes of the placement `DEMO_CARD_LIST`.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum DemoCardListCode {
    /// `DEMO_OPEN_CARD_LIST` on the wire.
    Open,
    /// The list of cards that are done.
    ///
    /// `DEMO_ARCHIVE_CARD_LIST` on the wire.
    Archive,
    /// The list of one board.
    ///
    /// Any value of the form `DEMO_BOARD_{n}_CARD_LIST`, whole.
    Board(String),
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(DemoCardListCode);
impl rt::Enumeration for DemoCardListCode {
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "DEMO_OPEN_CARD_LIST" => Self::Open,
            "DEMO_ARCHIVE_CARD_LIST" => Self::Archive,
            _ if rt::fits("DEMO_BOARD_{n}_CARD_LIST", text) => {
                Self::Board(text.to_owned())
            }
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::Open => "DEMO_OPEN_CARD_LIST",
            Self::Archive => "DEMO_ARCHIVE_CARD_LIST",
            Self::Board(text) | Self::Unknown(text) => text,
        }
    }
}
/// Code of the placement `DEMO_CARD_DETAIL_TAB`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DemoCardDetailTabCode;
impl rt::PlacementCode for DemoCardDetailTabCode {
    type Request = DemoCardDetailTab;
    type Options = DemoCardDetailTabOptions;
    #[inline]
    fn from_code(code: &str) -> Option<Self> {
        (code == "DEMO_CARD_DETAIL_TAB").then_some(Self)
    }
    #[inline]
    fn as_code(&self) -> &str {
        "DEMO_CARD_DETAIL_TAB"
    }
}
impl rt::Placement for DemoCardDetailTab {
    type Code = DemoCardDetailTabCode;
}
/// Code of the placement `DEMO_CARD_MENU`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct DemoCardMenuCode;
impl rt::PlacementCode for DemoCardMenuCode {
    type Request = DemoCardMenu;
    type Options = DemoCardMenuOptions;
    #[inline]
    fn from_code(code: &str) -> Option<Self> {
        (code == "DEMO_CARD_MENU").then_some(Self)
    }
    #[inline]
    fn as_code(&self) -> &str {
        "DEMO_CARD_MENU"
    }
}
impl rt::Placement for DemoCardMenu {
    type Code = DemoCardMenuCode;
}
impl rt::PlacementCode for DemoCardListCode {
    type Request = DemoCardList;
    type Options = DemoCardListOptions;
    #[inline]
    fn from_code(code: &str) -> Option<Self> {
        let code = <Self as rt::Enumeration>::from_wire(code);
        (!matches!(code, Self::Unknown(_))).then_some(code)
    }
    #[inline]
    fn as_code(&self) -> &str {
        rt::Enumeration::as_wire(self)
    }
}
/// The placement `DEMO_CARD_LIST`.
///
/// Notes:
///
/// - Only those who may change the list see it.
impl rt::Placement for DemoCardList {
    type Code = DemoCardListCode;
}
