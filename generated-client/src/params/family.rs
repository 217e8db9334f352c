//! Names of fields that the users of a portal added.

/// Names a field of a family, for its setter: a text, or the [`Key`](crate::Key) of the field, which knows the type of its values.
///
/// `T` is the type that is documented for the family.
#[diagnostic::on_unimplemented(
    message = "`{Self}` names no field",
    label = "neither text nor a key",
    note = "a custom field is named by its text, as `\"UF_CRM_1721244482250\"`, or by the constant of a struct that derives `bitrix24::Entity`"
)]
pub trait FieldName<T> {
    /// Type of the values.
    type Value;
    /// The name on the wire.
    fn name(&self) -> &str;
}

impl<T> FieldName<T> for &str {
    type Value = T;

    fn name(&self) -> &str {
        self
    }
}

impl<T> FieldName<T> for String {
    type Value = T;

    fn name(&self) -> &str {
        self
    }
}

impl<T> FieldName<T> for &String {
    type Value = T;

    fn name(&self) -> &str {
        self
    }
}
