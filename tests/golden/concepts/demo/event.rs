//! Events of cards.
//!
//! Documentation: <https://apidocs.bitrix24.com/demo/events/index.html>
use crate::runtime as rt;
/// A card was added.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/events/on-demo-card-add.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct OnDemoCardAdd {
    /// Facts about the card.
    ///
    /// Type [`OnDemoCardAddFields`].
    pub fields: Option<OnDemoCardAddFields>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(OnDemoCardAdd);
impl rt::Record for OnDemoCardAdd {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["FIELDS"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.fields),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.fields),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// Facts about the card.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct OnDemoCardAddFields {
    /// Identifier of the card.
    ///
    /// Type [`Id<Card>`](crate::demo::card::Card).
    pub id: Option<rt::Id<crate::demo::card::Card>>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(OnDemoCardAddFields);
impl rt::Record for OnDemoCardAddFields {
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
/// A card was moved to another stage.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/events/on-demo-card-move.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct OnDemoCardMove {
    /// Identifier of the card.
    ///
    /// Type [`Id<Card>`](crate::demo::card::Card).
    pub id: Option<rt::Id<crate::demo::card::Card>>,
    /// Stages before and after the move.
    ///
    /// Type [`Vec<Id<Stage>>`](crate::demo::Stage).
    pub stages: Option<Vec<rt::Id<crate::demo::Stage>>>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(OnDemoCardMove);
impl rt::Record for OnDemoCardMove {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["ID", "STAGES"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::sink(&mut self.stages),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::value_ref(&self.stages),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// A card was erased.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/events/index.html>
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum OnDemoCardErase {
    /// The value is of the type `Id<crate::demo::card::Card>`.
    CardId(rt::Id<crate::demo::card::Card>),
    /// A value of no documented type, as received.
    Unknown(rt::Value),
}
rt::union!(OnDemoCardErase);
impl rt::Union for OnDemoCardErase {
    fn from_value(value: rt::Value) -> Self {
        if let Some(value) = rt::attempt::<rt::Id<crate::demo::card::Card>>(&value) {
            return Self::CardId(value);
        }
        Self::Unknown(value)
    }
    fn to_value(&self) -> rt::Value {
        match self {
            Self::CardId(value) => rt::to_value(value),
            Self::Unknown(value) => value.clone(),
        }
    }
}
impl From<rt::Id<crate::demo::card::Card>> for OnDemoCardErase {
    #[inline]
    fn from(value: rt::Id<crate::demo::card::Card>) -> Self {
        Self::CardId(value)
    }
}
/// Everything was loaded anew.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/events/index.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct OnDemoReload {
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(OnDemoReload);
impl rt::Record for OnDemoReload {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &[]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
impl OnDemoCardAdd {
    /// Name of the event, for `event.bind`.
    pub const NAME: &'static str = "ONDEMOCARDADD";
}
impl rt::Event for OnDemoCardAdd {
    const NAME: &'static str = "ONDEMOCARDADD";
    const BY_WEBHOOK: bool = true;
    const BY_BIND: bool = true;
    const TOKENS: Option<bool> = Some(true);
}
impl OnDemoCardMove {
    /// Name of the event, for `event.bind`.
    pub const NAME: &'static str = "ONDEMOCARDMOVE";
}
impl rt::Event for OnDemoCardMove {
    const NAME: &'static str = "ONDEMOCARDMOVE";
    const BY_WEBHOOK: bool = false;
    const BY_BIND: bool = true;
    const TOKENS: Option<bool> = Some(false);
}
impl OnDemoCardErase {
    /// Name of the event, for `event.bind`.
    #[deprecated(note = "use `onDemoCardMove` instead")]
    pub const NAME: &'static str = "ONDEMOCARDERASE";
}
impl rt::Event for OnDemoCardErase {
    const NAME: &'static str = "ONDEMOCARDERASE";
    const BY_WEBHOOK: bool = true;
    const BY_BIND: bool = true;
    const TOKENS: Option<bool> = None;
}
impl OnDemoReload {
    /// Name of the event, for `event.bind`.
    pub const NAME: &'static str = "ONDEMORELOAD";
}
impl rt::Event for OnDemoReload {
    const NAME: &'static str = "ONDEMORELOAD";
    const BY_WEBHOOK: bool = true;
    const BY_BIND: bool = true;
    const TOKENS: Option<bool> = None;
}
