//! Parameters of methods.

use super::fields::{self, Owner};
use super::filters::{self, Parameter};
use super::groups;
use super::lower::{Lower, Position};
use super::names::Names;
use super::node_cursor::NodeCursor;
use crate::ir::{Field, Module};
use crate::model::{self, FieldFacts};

pub(super) fn params(
    lower: &mut Lower<'_, '_>,
    modules: &[Module],
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
    let mut lowered = Vec::with_capacity(params.len());
    for (wire, param) in params.iter() {
        let (facts, at) = (param.facts(), at.key(wire));
        let field = if filters::is_filter(&facts) {
            // Everything but the type is like any other parameter's.
            let plain = model::Field::Full(Box::new(FieldFacts {
                type_: Some("any".to_owned()),
                name: None,
                ..facts.clone().into_owned()
            }));
            let mut field = fields::field(lower, owner, wire, &plain, at, &mut names);
            let parameter = Parameter {
                request,
                method,
                wire,
                facts: &facts,
                at,
            };
            field.spelt = facts.type_.clone().unwrap_or_default();
            field.ty = filters::filter(lower, modules, &parameter);
            field
        } else {
            filters::refuse(lower, &facts, at);
            fields::field(lower, owner, wire, param, at, &mut names)
        };
        lowered.push(field);
    }
    groups::check(lower, request, &lowered, at);
    lowered
}
