//! What a field can be used for.

/// A field that filters accept.
#[diagnostic::on_unimplemented(
    message = "this field cannot be used in a filter",
    label = "the documentation excludes it from filters"
)]
pub trait Filterable {}

/// A field by which lists can be sorted.
#[diagnostic::on_unimplemented(
    message = "this field cannot be used in an order",
    label = "the documentation excludes it from orders"
)]
pub trait Sortable {}

/// A field that selections accept.
#[diagnostic::on_unimplemented(
    message = "this field cannot be used in a selection",
    label = "the documentation excludes it from selections"
)]
pub trait Selectable {}

/// The type to which a field with conditions on `V` is set.
pub trait Settable<V> {
    /// Type of its value.
    type Value;
}

/// A kind of use with its number, from which the type of a derived constant is computed.
#[doc(hidden)]
pub trait Numbered {
    /// The number.
    const NUMBER: u8;
}

macro_rules! uses {
    ($($(#[$docs:meta])* $number:literal $name:ident = $value:ty: $($for:ident)+;)*) => {$(
        $(#[$docs])*
        #[derive(Debug, Clone, Copy)]
        pub enum $name {}
        $(
            // A list of the other markers would not help.
            #[diagnostic::do_not_recommend]
            impl $for for $name {}
        )+
        impl<V> Settable<V> for $name {
            type Value = $value;
        }
        impl Numbered for $name {
            const NUMBER: u8 = $number;
        }
    )*};
}

uses! {
    /// Filters, orders and selections.
    1 Every = V: Filterable Sortable Selectable;
    /// Filters and orders.
    2 NoSelect = V: Filterable Sortable;
    /// Filters and selections.
    3 NoOrder = V: Filterable Selectable;
    /// Orders and selections.
    4 NoFilter = V: Sortable Selectable;
    /// Filters only.
    5 OnlyFilter = V: Filterable;
    /// Orders only.
    6 OnlyOrder = V: Sortable;
    /// Selections only.
    7 OnlySelect = V: Selectable;
    /// Filters, orders and selections. The field has several values: a condition compares with one
    /// of them, and a setter sets all.
    8 Several = Vec<V>: Filterable Sortable Selectable;
}
