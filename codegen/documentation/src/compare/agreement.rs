//! The types of the schema that refine types of the documentation.

use crate::facts::{Shape, Wire};

/// The agreement of two sides on a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agreement {
    /// They say the same.
    Same,
    /// The schema refines the page.
    Refined,
    /// They contradict each other.
    Different,
    /// Only the side before has it.
    Missing,
    /// Only the side after has it.
    Added,
}

impl Agreement {
    /// Whether something changed.
    pub fn is_change(self) -> bool {
        !matches!(self, Self::Same | Self::Refined)
    }
}

/// The table of types on pages, and their refinements in the schema. Lists, maps and unions are
/// compared by their parts; what is the same is not listed, and anything agrees with "any".
///
/// | page | schema | because |
/// | --- | --- | --- |
/// | number with a fraction | – | `decimal` and `double` are one kind on the wire |
/// | integer | timestamp | seconds are a whole number |
/// | text | number, integer, timestamp | they may stand in quotes |
/// | text | date, moment, flag | they are texts of a certain form |
/// | boolean | flag | pages write boolean for `Y` and `N` |
/// | object | map, file | a map is an object with keys of its own; a file is an object with name and contents |
/// | map | object | a record names the keys |
/// | list of anything | file | a file is name and contents, in this order |
///
/// An identifier and an enumeration are what they are on the wire, so `id<…>` agrees with `integer`
/// without a row here.
const REFINES: &[(Wire, &[Wire])] = &[
    (Wire::Integer, &[Wire::Timestamp]),
    (
        Wire::Text,
        &[
            Wire::Number,
            Wire::Integer,
            Wire::Timestamp,
            Wire::Date,
            Wire::DateTime,
            Wire::Flag,
        ],
    ),
    (Wire::Boolean, &[Wire::Flag]),
    (Wire::Object, &[Wire::File]),
];

/// Whether a type of the schema says what the page says, or more. Identifiers of two things are
/// different, unless the page names something that the schema does not have.
pub fn shapes(schema: &Shape, page: &Shape) -> Agreement {
    match (schema.unnamed(), page.unnamed()) {
        (Shape::Id(one), Shape::Id(other)) if one.name != other.name => {
            if other.known {
                Agreement::Different
            } else {
                Agreement::Refined
            }
        }
        (Shape::List(one), Shape::List(other)) | (Shape::Map(_, one), Shape::Map(_, other)) => {
            shapes(one, other)
        }
        (one, other) => agreement(&one.wire(), &other.wire()),
    }
}

/// Whether a form on the wire is what the page says, or finer.
///
/// ```
/// use bitrix24_documentation::compare::{Agreement, agreement};
/// use bitrix24_documentation::facts::Wire;
///
/// assert_eq!(agreement(&Wire::Flag, &Wire::Text), Agreement::Refined);
/// assert_eq!(agreement(&Wire::Text, &Wire::Flag), Agreement::Different);
/// ```
pub fn agreement(schema: &Wire, page: &Wire) -> Agreement {
    if schema == page {
        return Agreement::Same;
    }
    match (schema, page) {
        (Wire::Any, _)
        | (_, Wire::Any)
        | (Wire::Map(_), Wire::Object)
        | (Wire::Object, Wire::Map(_)) => Agreement::Refined,
        (Wire::Union(_), _) | (_, Wire::Union(_)) => {
            let (schema, page) = (alternatives(schema), alternatives(page));
            unions(&schema, &page)
        }
        (Wire::List(schema), Wire::List(page)) | (Wire::Map(schema), Wire::Map(page)) => {
            agreement(schema, page)
        }
        (Wire::File, Wire::List(item)) if **item == Wire::Any => Agreement::Refined,
        _ if refines(schema, page) => Agreement::Refined,
        _ => Agreement::Different,
    }
}

fn refines(schema: &Wire, page: &Wire) -> bool {
    REFINES
        .iter()
        .any(|(said, finer)| said == page && finer.contains(schema))
}

/// The alternatives of a type, without `null`, which is a separate fact.
fn alternatives(wire: &Wire) -> Vec<&Wire> {
    match wire {
        Wire::Union(parts) => {
            let parts: Vec<&Wire> = parts
                .iter()
                .flat_map(alternatives)
                .filter(|part| **part != Wire::Null)
                .collect();
            // Whole numbers are numbers too.
            let has_number = parts.contains(&&Wire::Number);
            let is_kept = |part: &&Wire| !(has_number && **part == Wire::Integer);
            parts.into_iter().filter(is_kept).collect()
        }
        single => vec![single],
    }
}

/// Each alternative of the schema must be one of the page's or refine it, and none of the page's
/// may be left out.
fn unions(schema: &[&Wire], page: &[&Wire]) -> Agreement {
    let agree = |schema: &Wire, page: &Wire| agreement(schema, page) != Agreement::Different;
    let covered = schema
        .iter()
        .all(|one| page.iter().any(|other| agree(one, other)))
        && page
            .iter()
            .all(|other| schema.iter().any(|one| agree(one, other)));
    let same = schema.len() == page.len() && schema.iter().all(|one| page.contains(one));
    match (covered, same) {
        (true, true) => Agreement::Same,
        (true, false) => Agreement::Refined,
        (false, _) => Agreement::Different,
    }
}

#[cfg(test)]
mod tests {
    use super::Agreement::{Different, Refined, Same};
    use super::*;

    fn list(item: Wire) -> Wire {
        Wire::List(Box::new(item))
    }

    #[test]
    fn the_schema_may_say_more() {
        for (schema, page, expected) in [
            (Wire::Integer, Wire::Integer, Same),
            (Wire::Flag, Wire::Text, Refined),
            (Wire::Flag, Wire::Boolean, Refined),
            (Wire::Boolean, Wire::Flag, Different),
            (Wire::DateTime, Wire::Text, Refined),
            (Wire::Text, Wire::DateTime, Different),
            (Wire::DateTime, Wire::Date, Different),
            (Wire::Number, Wire::Text, Refined),
            (Wire::Number, Wire::Integer, Different),
            (Wire::Integer, Wire::Number, Different),
            (Wire::Map(Box::new(Wire::Integer)), Wire::Object, Refined),
            (Wire::File, list(Wire::Any), Refined),
            (list(Wire::Integer), list(Wire::Any), Refined),
            (list(Wire::Integer), list(Wire::Text), Refined),
            (list(Wire::Text), list(Wire::Integer), Different),
            (Wire::Object, list(Wire::Any), Different),
            (Wire::Any, Wire::Integer, Refined),
            (Wire::Null, Wire::Text, Different),
        ] {
            assert_eq!(agreement(&schema, &page), expected, "{schema:?} {page:?}");
        }
    }

    #[test]
    fn unions_leave_nothing_out() {
        let both = Wire::Union(vec![Wire::Integer, Wire::Text]);
        let other_way = Wire::Union(vec![Wire::Text, Wire::Integer]);
        let with_null = Wire::Union(vec![Wire::Integer, Wire::Null]);
        assert_eq!(agreement(&both, &other_way), Same);
        assert_eq!(agreement(&Wire::Integer, &with_null), Same);
        assert_eq!(agreement(&both, &Wire::Text), Refined);
        assert_eq!(agreement(&both, &Wire::Integer), Different);
        let scalar_or_list = Wire::Union(vec![Wire::Integer, list(Wire::Integer)]);
        assert_eq!(agreement(&Wire::Integer, &scalar_or_list), Different);
        let numbers = Wire::Union(vec![Wire::Integer, Wire::Number]);
        assert_eq!(agreement(&Wire::Number, &numbers), Same);
        assert_eq!(agreement(&Wire::Integer, &numbers), Different);
    }
}
