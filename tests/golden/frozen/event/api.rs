use crate::runtime as rt;
/// The data of an event, with a variant for each event of the enabled scopes.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Data {
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
            Self::Unknown { name, .. } => name,
        }
    }
    /// The data as JSON.
    #[inline]
    pub fn to_value(&self) -> rt::Value {
        match self {
            Self::Unknown { data, .. } => data.clone(),
        }
    }
}
