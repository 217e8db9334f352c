use crate::runtime as rt;
/// Where a widget was opened: the code of the placement with its options, with a variant for each placement of
/// the enabled scopes.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Context {
    /// A tab on the page of a card.
    ///
    /// Documentation: <https://apidocs.bitrix24.com/demo/placements/card-detail-tab.html>
    DemoCardDetailTab(
        crate::demo::placement::DemoCardDetailTabCode,
        crate::demo::placement::DemoCardDetailTab,
    ),
    /// An entry of a card's menu.
    ///
    /// Documentation: <https://apidocs.bitrix24.com/demo/placements/card-menu.html>
    DemoCardMenu(
        crate::demo::placement::DemoCardMenuCode,
        crate::demo::placement::DemoCardMenu,
    ),
    /// A button above a list of cards.
    ///
    /// Documentation: <https://apidocs.bitrix24.com/demo/placements/card-list.html>
    DemoCardList(
        crate::demo::placement::DemoCardListCode,
        crate::demo::placement::DemoCardList,
    ),
    /// A placement that is not described, or whose scope is not enabled.
    Unknown {
        /// Its code.
        code: String,
        /// Its options as received.
        options: rt::Value,
    },
}
impl Context {
    /// Reads the options of the placement with that code.
    #[doc(hidden)]
    #[inline]
    pub fn read(code: &str, options: rt::Value) -> Result<Self, rt::TypeMismatch> {
        if let Some(code) = <crate::demo::placement::DemoCardDetailTabCode as rt::PlacementCode>::from_code(
            code,
        ) {
            return rt::from_value(&options)
                .map(|options| Self::DemoCardDetailTab(code, options));
        }
        if let Some(code) = <crate::demo::placement::DemoCardMenuCode as rt::PlacementCode>::from_code(
            code,
        ) {
            return rt::from_value(&options)
                .map(|options| Self::DemoCardMenu(code, options));
        }
        if let Some(code) = <crate::demo::placement::DemoCardListCode as rt::PlacementCode>::from_code(
            code,
        ) {
            return rt::from_value(&options)
                .map(|options| Self::DemoCardList(code, options));
        }
        Ok(Self::Unknown {
            code: code.to_owned(),
            options,
        })
    }
    /// Code of the placement.
    #[inline]
    pub fn code(&self) -> &str {
        match self {
            Self::DemoCardDetailTab(code, _) => rt::PlacementCode::as_code(code),
            Self::DemoCardMenu(code, _) => rt::PlacementCode::as_code(code),
            Self::DemoCardList(code, _) => rt::PlacementCode::as_code(code),
            Self::Unknown { code, .. } => code,
        }
    }
    /// The options as JSON.
    #[inline]
    pub fn to_value(&self) -> rt::Value {
        match self {
            Self::DemoCardDetailTab(_, options) => rt::to_value(options),
            Self::DemoCardMenu(_, options) => rt::to_value(options),
            Self::DemoCardList(_, options) => rt::to_value(options),
            Self::Unknown { options, .. } => options.clone(),
        }
    }
}
