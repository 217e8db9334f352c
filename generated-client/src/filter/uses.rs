//! What a field can be used for.

/// A field that filters take.
#[diagnostic::on_unimplemented(
    message = "this field cannot stand in a filter",
    label = "the documentation excludes it from filters"
)]
pub trait Filterable {}

/// A field that lists can be sorted by.
#[diagnostic::on_unimplemented(
    message = "this field cannot stand in an order",
    label = "the documentation excludes it from orders"
)]
pub trait Sortable {}

/// A field that selections take.
#[diagnostic::on_unimplemented(
    message = "this field cannot stand in a selection",
    label = "the documentation excludes it from selections"
)]
pub trait Selectable {}

/// What a field with conditions on a `V` is set to.
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
            // Which other markers there are helps nobody.
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
    /// Filters, orders and selections. The field has several values: a condition compares it with one of them, and it is
    /// set to all.
    Several = Vec<V>: Filterable Sortable Selectable;
}
