//! Defaults that their own rows exclude.

use super::{Rule, Severity, example_value};
use crate::extract::draft::{Field, Scalar, Shape};
use crate::lint::Found;
use crate::lint::fit::fits;
use crate::lint::located::{self, Value};
use crate::lint::subject::Subject;
use crate::lint::tree::{is_condition, join, stated};

pub(super) const RULE: Rule = Rule {
    name: "default-value",
    severity: Severity::Error,
    finds: "A default is of another type than the row's, or not among the values that the row lists.",
    example: "crm/field-add.md:30: default-value: the default of \"sort\" is \"asc\", the type is `integer`",
    check,
};

fn check(subject: &Subject<'_>, found: &mut Found) {
    if let Some(draft) = subject.method() {
        look(subject, &draft.params, "", found);
    }
}

fn look(subject: &Subject<'_>, fields: &[Field], path: &str, found: &mut Found) {
    for field in fields {
        let path = join(path, &field.name);
        if !is_condition(&field.name)
            && let Some(default) = &field.default
            && let Ok(node) = located::read(default, field.line)
        {
            let type_ = stated(field);
            // A default is read out of a sentence: of a list or an object it can be one of several.
            let known = matches!(
                type_.shape,
                Shape::Scalar(scalar) if !matches!(scalar, Scalar::Date | Scalar::DateTime)
            );
            if known && !fits(&type_.shape, &node) && subject.states(field) {
                found.at(
                    field.line,
                    format!(
                        "the default of \"{path}\" is {}, the type is `{}`",
                        node.show(),
                        type_.text
                    ),
                );
            } else if known
                && let Value::Text(text) | Value::Number(text) = &node.value
                && !text.is_empty()
                && let values = example_value::values(field)
                && example_value::is_closed(subject, field, &values)
                && !values.iter().any(|value| value.eq_ignore_ascii_case(text))
                && subject.states(field)
            {
                found.at(
                    field.line,
                    format!(
                        "the default of \"{path}\" is {}, the row lists {}",
                        node.show(),
                        example_value::listing(&values)
                    ),
                );
            }
        }
        look(subject, &field.fields, &path, found);
    }
}
