//! Errors of REST 3.0.

use crate::answer::{Failure, Violation};
use bitrix24::describe::{self, ErrorRow, Method};

const PREFIX: &str = "BITRIX_REST_V3_EXCEPTION_";
const SUFFIX: &str = "EXCEPTION";

/// The error whose code contains this, such as `INVALIDORDER`, with the status of the method's
/// page, or else of the overview.
pub(crate) fn refused(method: &Method, what: &str, message: impl Into<String>) -> Failure {
    match row(&method.errors, what) {
        Some(row) => Failure::documented(row, message),
        None => system(what, message),
    }
}

/// The same error for a call without a method.
pub(crate) fn system(what: &str, message: impl Into<String>) -> Failure {
    match row(describe::system_errors(), what) {
        Some(row) => Failure::documented(row, message),
        None => Failure::new(400, &format!("{PREFIX}{what}{SUFFIX}"), message),
    }
}

fn row<'a>(rows: &'a [ErrorRow], what: &str) -> Option<&'a ErrorRow> {
    let is_meant = |row: &&ErrorRow| {
        let middle = row
            .code
            .strip_prefix(PREFIX)
            .and_then(|rest| rest.strip_suffix(SUFFIX));
        middle == Some(what)
    };
    rows.iter().find(is_meant)
}

/// The error that names fields.
pub(crate) fn invalid(validation: Vec<Violation>) -> Failure {
    Failure {
        validation,
        ..system(
            "VALIDATION_REQUESTVALIDATION",
            "Error validating request object",
        )
    }
}

/// A problem with a field.
pub(crate) fn violation(field: &str, message: impl Into<String>) -> Violation {
    Violation {
        field: field.to_owned(),
        message: message.into(),
    }
}

/// A missing required field.
pub(crate) fn missing(field: &str) -> Violation {
    violation(field, format!("Required field `{field}` is not specified"))
}

/// A value with another type than its field.
pub(crate) fn mistyped(field: &str, expected: &str) -> Violation {
    let message = format!("Field `{field}` requires data type `{expected}` for this request");
    violation(field, message)
}

/// A field that cannot be used so.
pub(super) fn lacks(entity: &str, field: &str, attribute: &str) -> Violation {
    let message = format!(
        "In DTO `{entity}`, the field `{field}` requires the `{attribute}` attribute for such a request"
    );
    violation(field, message)
}

/// A field that the object does not have.
pub(super) fn unknown(method: &Method, entity: &str, field: &str) -> Failure {
    let message = format!("Unknown field `{field}` for entity `{entity}`");
    refused(method, "UNKNOWNDTOPROPERTY", message)
}
