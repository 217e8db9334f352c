//! Users, to whom other scopes refer.
//!
//! Documentation: <https://apidocs.bitrix24.com/api-reference/user/index.html>
use crate::runtime as rt;
/// A user of the portal.
///
/// The documentation calls it `user`.
///
/// Documentation: <https://apidocs.bitrix24.com/api-reference/data-types.html>
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum User {}
#[diagnostic::do_not_recommend]
impl rt::Entity for User {
    type Key = i64;
}
