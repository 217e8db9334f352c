//! Checked calls.

use bitrix24::describe::Method;

use crate::arguments::Arguments;

/// A call whose parameters agree with the schema.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) method: &'static Method,
    pub(crate) arguments: Arguments<'a>,
    /// Whether unknown names are ignored.
    pub(crate) ignore_unknown: bool,
    /// Whether an application makes it, and not the webhook.
    pub(crate) by_application: bool,
}
