//! Values that the documentation lists.
//!
//! Documentation: <https://apidocs.bitrix24.com/demo/enumeration/index.html>
use crate::runtime as rt;
/// Colour of a mark.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/enumeration/index.html>
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Colour {
    /// `red` on the wire.
    Red,
    /// `light-green` on the wire.
    LightGreen,
    /// `` on the wire.
    Default_,
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(Colour);
impl rt::Enumeration for Colour {
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "red" => Self::Red,
            "light-green" => Self::LightGreen,
            "" => Self::Default_,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::Red => "red",
            Self::LightGreen => "light-green",
            Self::Default_ => "",
            Self::Unknown(text) => text,
        }
    }
}
/// How urgent a mark is.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/enumeration/index.html>
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Priority {
    /// `0` on the wire.
    Low,
    /// Before everything else.
    ///
    /// `2` on the wire.
    High,
    /// At once; use the high one.
    ///
    /// `9` on the wire, deprecated.
    Urgent,
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(Priority, integer);
impl rt::Enumeration for Priority {
    const INTEGER: bool = true;
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "0" => Self::Low,
            "2" => Self::High,
            "9" => Self::Urgent,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::Low => "0",
            Self::High => "2",
            Self::Urgent => "9",
            Self::Unknown(text) => text,
        }
    }
}
/// Kind of an object.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/enumeration/index.html>
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Kind {
    /// A deal.
    ///
    /// `D` on the wire.
    Deal,
    /// A kind with a number in hexadecimal digits.
    ///
    /// Any value of the form `T{hex}`, whole.
    Type(String),
    /// A field of a kind.
    ///
    /// Any value of the form `UF_{n}_*`, whole.
    Field(String),
    /// A kind that nobody knows.
    ///
    /// `unknown` on the wire.
    Unknown_,
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(Kind);
impl rt::Enumeration for Kind {
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "D" => Self::Deal,
            _ if rt::fits("T{hex}", text) => Self::Type(text.to_owned()),
            _ if rt::fits("UF_{n}_*", text) => Self::Field(text.to_owned()),
            "unknown" => Self::Unknown_,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::Deal => "D",
            Self::Unknown_ => "unknown",
            Self::Type(text) | Self::Field(text) | Self::Unknown(text) => text,
        }
    }
}
/// Shape of the mark.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum MarkShape {
    /// `box` on the wire.
    Box,
    /// `circle` on the wire.
    Circle,
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(MarkShape);
impl rt::Enumeration for MarkShape {
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "box" => Self::Box,
            "circle" => Self::Circle,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::Box => "box",
            Self::Circle => "circle",
            Self::Unknown(text) => text,
        }
    }
}
/// Size of the mark in pixels.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Pixels {
    /// `16` on the wire.
    Small,
    /// `32` on the wire.
    Large,
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(Pixels, integer);
impl rt::Enumeration for Pixels {
    const INTEGER: bool = true;
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "16" => Self::Small,
            "32" => Self::Large,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::Small => "16",
            Self::Large => "32",
            Self::Unknown(text) => text,
        }
    }
}
/// Request of `demo.enumeration.mark`, made by [`mark()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/enumeration/enumeration-mark.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Mark(rt::Params);
rt::request!(Mark);
rt::typed!(Mark);
#[diagnostic::do_not_recommend]
impl rt::Request for Mark {
    type Output = Colour;
    type Error = MarkError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("colour"),
        ..rt::Method::write("demo.enumeration.mark")
    };
}
impl Mark {
    /// Colours of the mark.
    ///
    /// Type [`Vec<Colour>`](Colour), default `["red"]`.
    #[inline]
    pub fn colours(self, value: impl rt::IntoArg<Vec<Colour>>) -> Self {
        Self(self.0.with("colours", value))
    }
    /// Urgency of the mark.
    ///
    /// Type [`Priority`], default `0`.
    #[inline]
    pub fn priority(self, value: impl rt::IntoArg<Priority>) -> Self {
        Self(self.0.with("priority", value))
    }
    /// Shape of the mark.
    ///
    /// Type [`MarkShape`], default `"box"`.
    #[inline]
    pub fn shape(self, value: impl rt::IntoArg<MarkShape>) -> Self {
        Self(self.0.with("shape", value))
    }
    /// Size of the mark in pixels.
    ///
    /// Type [`Pixels`].
    #[inline]
    pub fn size(self, value: impl rt::IntoArg<Pixels>) -> Self {
        Self(self.0.with("size", value))
    }
}
/// Marks an object.
///
/// Calls `demo.enumeration.mark`.
///
/// Answers [`Colour`]: colour of the mark.
///
/// Parameters:
///
/// - `kind` — Kind of the object. Type [`Kind`], required.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/enumeration/enumeration-mark.html>
#[doc(alias = "demo.enumeration.mark")]
#[inline]
pub fn mark(kind: impl rt::IntoArg<Kind, rt::Required>) -> Mark {
    Mark(rt::Params::new().with("kind", kind))
}
/// Errors of `demo.enumeration.mark`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/enumeration/enumeration-mark.html>
///
/// The documentation lists none.
pub type MarkError = rt::UndocumentedError;
/// Request of `demo.enumeration.colours`, made by [`colours()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/enumeration/enumeration-colours.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Colours(rt::Params);
rt::request!(Colours);
rt::typed!(Colours);
#[diagnostic::do_not_recommend]
impl rt::Request for Colours {
    type Output = Vec<Colour>;
    type Error = ColoursError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.enumeration.colours");
}
/// Lists the colours of the marks, of which any may be the default one.
///
/// Calls `demo.enumeration.colours`.
///
/// Answers [`Vec<Colour>`](Colour): colours by the place of the mark.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/enumeration/enumeration-colours.html>
#[doc(alias = "demo.enumeration.colours")]
#[inline]
pub fn colours() -> Colours {
    Colours(rt::Params::new())
}
/// Errors of `demo.enumeration.colours`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/enumeration/enumeration-colours.html>
///
/// The documentation lists none.
pub type ColoursError = rt::UndocumentedError;
