use crate::runtime as rt;
/// Where a widget was opened: the code of the placement with its options, with a variant for each placement of
/// the enabled scopes.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Context {
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
        Ok(Self::Unknown {
            code: code.to_owned(),
            options,
        })
    }
    /// Code of the placement.
    #[inline]
    pub fn code(&self) -> &str {
        match self {
            Self::Unknown { code, .. } => code,
        }
    }
    /// The options as JSON.
    #[inline]
    pub fn to_value(&self) -> rt::Value {
        match self {
            Self::Unknown { options, .. } => options.clone(),
        }
    }
}
