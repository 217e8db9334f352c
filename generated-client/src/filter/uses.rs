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

macro_rules! uses {
    ($($(#[$docs:meta])* $name:ident: $($for:ident)+;)*) => {$(
        $(#[$docs])*
        #[derive(Debug, Clone, Copy)]
        pub enum $name {}
        $(
            // Which other markers there are helps nobody.
            #[diagnostic::do_not_recommend]
            impl $for for $name {}
        )+
    )*};
}

uses! {
    /// Filters, orders and selections.
    Every: Filterable Sortable Selectable;
    /// Filters and orders.
    NoSelect: Filterable Sortable;
    /// Filters and selections.
    NoOrder: Filterable Selectable;
    /// Orders and selections.
    NoFilter: Sortable Selectable;
    /// Filters only.
    OnlyFilter: Filterable;
    /// Orders only.
    OnlyOrder: Sortable;
    /// Selections only.
    OnlySelect: Selectable;
}
