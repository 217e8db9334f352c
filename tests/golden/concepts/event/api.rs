use crate::runtime as rt;
/// The data of an event, with a variant for each event of the enabled scopes.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Data {
    /// A card was added.
    ///
    /// Documentation: <https://apidocs.bitrix24.com/demo/events/on-demo-card-add.html>
    OnDemoCardAdd(crate::demo::event::OnDemoCardAdd),
    /// A card was moved to another stage.
    ///
    /// Documentation: <https://apidocs.bitrix24.com/demo/events/on-demo-card-move.html>
    OnDemoCardMove(crate::demo::event::OnDemoCardMove),
    /// A card was erased.
    ///
    /// Documentation: <https://apidocs.bitrix24.com/demo/events/index.html>
    OnDemoCardErase(crate::demo::event::OnDemoCardErase),
    /// Everything was loaded anew.
    ///
    /// Documentation: <https://apidocs.bitrix24.com/demo/events/index.html>
    OnDemoReload(crate::demo::event::OnDemoReload),
    /// An event that is not described, or whose scope is not enabled.
    Unknown {
        /// Its name in upper case.
        name: String,
        /// Its data as received.
        data: rt::Value,
    },
}
impl Data {
    /// Reads the data of an event whose name is in upper case.
    #[doc(hidden)]
    #[inline]
    pub fn read(name: &str, data: rt::Value) -> Result<Self, rt::TypeMismatch> {
        Ok(
            match name {
                "ONDEMOCARDADD" => rt::from_value(&data).map(Self::OnDemoCardAdd)?,
                "ONDEMOCARDMOVE" => rt::from_value(&data).map(Self::OnDemoCardMove)?,
                "ONDEMOCARDERASE" => rt::from_value(&data).map(Self::OnDemoCardErase)?,
                "ONDEMORELOAD" => rt::from_value(&data).map(Self::OnDemoReload)?,
                _ => {
                    Self::Unknown {
                        name: name.to_owned(),
                        data,
                    }
                }
            },
        )
    }
    /// Name of the event in upper case.
    #[inline]
    pub fn name(&self) -> &str {
        match self {
            Self::OnDemoCardAdd(_) => "ONDEMOCARDADD",
            Self::OnDemoCardMove(_) => "ONDEMOCARDMOVE",
            Self::OnDemoCardErase(_) => "ONDEMOCARDERASE",
            Self::OnDemoReload(_) => "ONDEMORELOAD",
            Self::Unknown { name, .. } => name,
        }
    }
    /// The data as JSON.
    #[inline]
    pub fn to_value(&self) -> rt::Value {
        match self {
            Self::OnDemoCardAdd(data) => rt::to_value(data),
            Self::OnDemoCardMove(data) => rt::to_value(data),
            Self::OnDemoCardErase(data) => rt::to_value(data),
            Self::OnDemoReload(data) => rt::to_value(data),
            Self::Unknown { data, .. } => data.clone(),
        }
    }
}
