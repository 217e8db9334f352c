//! Names of custom fields.

/// Names a field of a family, for its setter: a text, or the [`Key`](crate::Key) of the field,
/// which knows the type of its values.
///
/// `T` is the documented type of the family.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not name a field",
    label = "neither text nor a key",
    note = "a custom field is named by a text, such as `\"UF_CRM_1721244482250\"`, or by the constant of a struct that derives `bitrix24::Entity`"
)]
pub trait FieldName<T> {
    /// Type of the values.
    type Value;
    /// The name in the API.
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
