//! Parameters of methods.

use super::fields::{self, Owner};
use super::groups;
use super::lower::{Lower, Position, Request};
use super::names::Names;
use super::node_cursor::NodeCursor;
use crate::ir::{Field, Module};
use crate::model;

pub(super) fn params<'p>(
    lower: &mut Lower<'_, 'p>,
    modules: &'p [Module],
    request: &str,
    method: &str,
    params: &model::Ordered<model::Field>,
    at: NodeCursor<'_>,
) -> Vec<Field> {
    let owner = Owner {
        name: request,
        position: Position::Request,
        taken: crate::names::BUILDER,
    };
    let mut names = Names::default();
    lower.request = Some(Request {
        method: method.to_owned(),
        modules,
    });
    let lowered = fields::fields(lower, owner, params, at, &mut names);
    lower.request = None;
    groups::check(lower, request, &lowered, at);
    lowered
}
