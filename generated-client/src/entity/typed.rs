//! Requests whose rows are read as a view.

use std::fmt;
use std::marker::PhantomData;

use crate::field::{Field, Scalar};
use crate::params::Params;
use crate::request::{Call, Method, Request};
use crate::value::Map;

use super::{Row, View};

/// A request whose rows are read as `V`; the request's `.typed::<V>()` returns it.
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Typed<R, V> {
    request: R,
    of: PhantomData<fn() -> V>,
}

impl<R, V> Typed<R, V> {
    /// Wraps a request, so that its rows are read as `V`.
    pub fn new(request: R) -> Self {
        Self {
            request,
            of: PhantomData,
        }
    }
}

/// A view of rows of type `R`. Each view has a single record.
#[diagnostic::on_unimplemented(
    message = "rows of the answer `{R}` cannot be read as `{Self}`",
    label = "not made for this answer",
    note = "`{Self}` needs `#[derive(bitrix24::Entity)]` and, in `#[entity(of = …)]`, the type of the answer's rows",
    note = "families of methods spell fields differently: `crm.deal.*` answers `crm::Deal`, `crm.item.*` answers `crm::item::Item`, and each needs a struct of its own"
)]
pub trait ViewOf<R>: View {}

/// An answer with rows that can be read as `V`: the record of the view `V`, or a list or a map of
/// it.
#[diagnostic::on_unimplemented(
    message = "rows of the answer `{Self}` cannot be read as `{V}`",
    label = "not made for this answer",
    note = "`{V}` needs `#[derive(bitrix24::Entity)]` and, in `#[entity(of = …)]`, the type of the answer's rows",
    note = "families of methods spell fields differently: `crm.deal.*` answers `crm::Deal`, `crm.item.*` answers `crm::item::Item`, and each needs a struct of its own"
)]
pub trait Rows<V> {
    /// The same answer with its rows as `V`.
    type Typed: Field;
}

#[diagnostic::do_not_recommend]
impl<R: Row, V: ViewOf<R>> Rows<V> for R {
    type Typed = V;
}

#[diagnostic::do_not_recommend]
impl<T: Rows<V>, V> Rows<V> for Vec<T> {
    type Typed = Vec<T::Typed>;
}

#[diagnostic::do_not_recommend]
impl<T: Rows<V>, V> Rows<V> for Option<T> {
    type Typed = Option<T::Typed>;
}

#[diagnostic::do_not_recommend]
impl<K: Scalar, T: Rows<V>, V> Rows<V> for Map<K, T> {
    type Typed = Map<K, T::Typed>;
}

#[diagnostic::do_not_recommend]
impl<R: Request<Output: Rows<V>>, V> Request for Typed<R, V> {
    type Output = <R::Output as Rows<V>>::Typed;
    type Error = R::Error;
    const METHOD: &'static Method = R::METHOD;
}

impl<R: Call, V> Call for Typed<R, V> {
    fn params(&self) -> &Params {
        self.request.params()
    }

    fn into_params(self) -> Params {
        self.request.into_params()
    }
}

impl<R: Clone, V> Clone for Typed<R, V> {
    fn clone(&self) -> Self {
        Self::new(self.request.clone())
    }
}

impl<R: fmt::Debug, V> fmt::Debug for Typed<R, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.request.fmt(f)
    }
}
