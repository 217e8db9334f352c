//! Fields of related objects, which REST 3.0 answers together with an object.

use super::Key;
use super::uses::{OnlySelect, Selectable};
use crate::value::{Map, Value};

/// An object that selections of another one reach into, as REST 3.0 documents it.
#[diagnostic::on_unimplemented(
    message = "selections do not reach into `{Self}`",
    note = "only methods of REST 3.0 return fields of related objects"
)]
pub trait Related {}

// Objects that the schema does not describe have fields too, by name.
impl Related for Value {}
impl Related for Map<String, Value> {}

impl<T, V, U> Key<T, V, U> {
    /// A field of the related object, for selections: `responsible.name`.
    ///
    /// ```
    /// # #[cfg(feature = "tasks")] {
    /// use bitrix24::runtime::Call;
    /// use bitrix24::tasks::task::v3::{self as task, File, Person, Task};
    ///
    /// let request = task::get(3835).select((
    ///     Task::ID,
    ///     Task::RESPONSIBLE.then(Person::NAME),
    ///     Task::CREATOR.then(Person::IMAGE).then(File::SRC),
    /// ));
    /// assert_eq!(
    ///     serde_json::to_string(request.params())?,
    ///     r#"{"id":3835,"select":["id","responsible.name","creator.image.src"]}"#,
    /// );
    /// # }
    /// # Ok::<_, serde_json::Error>(())
    /// ```
    pub fn then<W, X: Selectable>(self, field: Key<V, W, X>) -> Key<T, W, OnlySelect>
    where
        U: Selectable,
        V: Related,
    {
        self.joined(field)
    }
}
