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

macro_rules! uses {
    ($($(#[$docs:meta])* $name:ident = $value:ty: $($for:ident)+;)*) => {$(
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
    )*};
}

uses! {
    /// Filters, orders and selections.
    Every = V: Filterable Sortable Selectable;
    /// Filters and orders.
    NoSelect = V: Filterable Sortable;
    /// Filters and selections.
    NoOrder = V: Filterable Selectable;
    /// Orders and selections.
    NoFilter = V: Sortable Selectable;
    /// Filters only.
    OnlyFilter = V: Filterable;
    /// Orders only.
    OnlyOrder = V: Sortable;
    /// Selections only.
    OnlySelect = V: Selectable;
    /// Filters, orders and selections. The field has several values: a condition compares with one
    /// of them, and a setter sets all.
    Several = Vec<V>: Filterable Sortable Selectable;
}
