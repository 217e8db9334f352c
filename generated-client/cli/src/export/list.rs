//! What is known of a list: its columns, its cursor, and how it is asked for rows that changed.

use bitrix24::describe::{self, Field, Kind, Method, ObjectShape, PagingStyle, Shape, Use};
use bitrix24::{Map, Value};

use super::column::{Column, ColumnType};
use crate::failure::Failure;
use crate::portal_fields::PortalField;

/// A described method that answers a list.
#[derive(Debug, Clone, Copy)]
pub(super) struct List {
    method: &'static Method,
}

/// The field by which a list continues.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cursor {
    /// Its name in filter and order.
    pub(super) field: String,
    /// Its name in the rows.
    pub(super) key: String,
}

/// Fields that change whenever a row does, in the spelling of [`plain`].
const CHANGED: [&str; 6] = [
    "datemodify",
    "updatedtime",
    "changeddate",
    "lastupdated",
    "dateupdate",
    "timestampx",
];

impl List {
    /// The list of a method.
    pub(super) fn new(method: &'static Method) -> Result<Self, Failure> {
        match method.result.kind {
            Kind::List(_) => Ok(Self { method }),
            _ => Err(Failure::Usage(format!("{} answers no list", method.name))),
        }
    }

    /// Whether `start` chooses a page, as cursors of batches need.
    pub(super) fn has_start(self) -> bool {
        let style = self.method.paging.as_ref().map(|paging| paging.style);
        style == Some(PagingStyle::Start)
    }

    /// The cursor: the described one, or an identifier that the list filters and sorts by.
    pub(super) fn cursor(self) -> Option<Cursor> {
        let described = self.method.paging.as_ref()?.cursor.as_ref();
        if let Some(cursor) = described {
            return Some(Cursor {
                field: cursor.field.clone(),
                key: cursor.response.clone(),
            });
        }
        let (_, filter) = self.filter()?;
        let field = self
            .rows()?
            .fields
            .iter()
            .find(|field| plain(&field.name) == "id")?;
        let is_number = ColumnType::of_kind(&field.kind) == ColumnType::Integer;
        let is_compared = filter.operators.iter().any(|operator| operator == ">")
            && !filter.refuses(">", &field.kind)
            && !field.without.contains(&Use::Filter);
        let is_sorted = !field.without.contains(&Use::Order)
            && self
                .method
                .params
                .iter()
                .any(|param| matches!(param.kind, Kind::Order(_)));
        let name = self
            .of_filter()?
            .fields
            .iter()
            .find(|field| plain(&field.name) == "id")?;
        (is_number && is_compared && is_sorted && self.has_start()).then(|| Cursor {
            field: name.name.clone(),
            key: field.name.clone(),
        })
    }

    /// The parameter with the filter, and the key that bounds the last change of a row.
    pub(super) fn changed_key(self, field: Option<&str>) -> Result<(String, String), Failure> {
        let method = &self.method.name;
        let (param, _) = self
            .filter()
            .filter(|_| self.method.version < 3)
            .ok_or_else(|| {
                Failure::Usage(format!("{method} has no filter for rows that changed"))
            })?;
        if let Some(field) = field {
            return Ok((param.name.clone(), format!(">={field}")));
        }
        let fields = self.of_filter().map_or(&[][..], |object| &object.fields);
        let field = CHANGED.iter().find_map(|changed| {
            fields
                .iter()
                .filter(|field| !field.without.contains(&Use::Filter))
                .find(|field| plain(&field.name) == *changed)
        });
        let field = field.ok_or_else(|| {
            Failure::Usage(format!(
                "which field of {method} changes with its row is not known; name it with `--changed-by`"
            ))
        })?;
        Ok((param.name.clone(), format!(">={}", field.name)))
    }

    fn filter(self) -> Option<(&'static Field, &'static describe::FilterShape)> {
        self.method.params.iter().find_map(|param| {
            let Kind::Named(name) = &param.kind else {
                return None;
            };
            match &describe::named(name)?.shape {
                Shape::Filter(filter) => Some((param, filter)),
                _ => None,
            }
        })
    }

    /// The object that the filter compares.
    fn of_filter(self) -> Option<&'static ObjectShape> {
        let (_, filter) = self.filter()?;
        match &describe::named(&filter.of)?.shape {
            Shape::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The described fields of the rows.
    fn rows(self) -> Option<&'static ObjectShape> {
        self.method.result.kind.object()
    }

    /// The columns: the selected fields, or all that the description and the portal have.
    pub(super) fn columns(
        self,
        selected: Option<&[String]>,
        of_portal: &[PortalField],
        text: &[String],
    ) -> Vec<Column> {
        let described = self.rows().map_or(&[][..], |object| &object.fields);
        let of_field = |field: &Field| Column {
            name: field.name.clone(),
            of: ColumnType::of_kind(&field.kind),
        };
        let of_portal = of_portal.iter().map(|field| Column {
            name: field.name.clone(),
            of: ColumnType::of_portal(&field.type_name, field.is_multiple),
        });
        let mut all: Vec<Column> = described
            .iter()
            .filter(|field| !field.without.contains(&Use::Select))
            .map(of_field)
            .collect();
        for column in of_portal {
            if !all.iter().any(|known| known.name == column.name) {
                all.push(column);
            }
        }
        if let Some(selected) = selected {
            let of_name = |name: &String| {
                let known = all.iter().find(|known| known.name == *name);
                let known =
                    known.or_else(|| all.iter().find(|known| plain(&known.name) == plain(name)));
                known.cloned().unwrap_or_else(|| Column {
                    name: name.clone(),
                    of: ColumnType::Json,
                })
            };
            all = selected.iter().map(of_name).collect();
        }
        if let Some(cursor) = self.cursor()
            && !all.iter().any(|known| known.name == cursor.key)
        {
            all.insert(
                0,
                Column {
                    name: cursor.key,
                    of: ColumnType::Integer,
                },
            );
        }
        for column in &mut all {
            if text.contains(&column.name) {
                column.of = ColumnType::Text;
            }
        }
        all
    }

    /// Selects the columns where the selection has the names of the rows' keys.
    pub(super) fn select(self, params: &mut Map<String, Value>, columns: &[Column]) {
        let select = self
            .method
            .params
            .iter()
            .find_map(|param| match &param.kind {
                Kind::Select(of) => Some((param, of)),
                _ => None,
            });
        let Some((param, of)) = select else { return };
        let is_of_rows = self.method.result.kind.item() == &Kind::Named(of.clone());
        let is_given = params.keys().any(|name| param.is_named(name));
        if is_of_rows && !is_given {
            let names = columns.iter().map(|column| column.name.as_str().into());
            params.insert(param.name.clone(), Value::List(names.collect()));
        }
    }
}

/// A name without its spelling: `DATE_MODIFY` and `dateModify` are one.
pub(super) fn plain(name: &str) -> String {
    let letters = name.chars().filter(|letter| *letter != '_');
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(name: &str) -> List {
        List::new(describe::method(name, 2).expect("a method")).expect("a list")
    }

    #[test]
    fn lists_continue_by_their_identifiers() {
        let cases = [
            ("crm.deal.list", "ID", "ID"),
            ("crm.contact.list", "ID", "ID"),
            ("crm.item.list", "id", "id"),
            ("tasks.task.list", "ID", "id"),
        ];
        for (name, field, key) in cases {
            let cursor = list(name).cursor().expect(name);
            assert_eq!((cursor.field.as_str(), cursor.key.as_str()), (field, key));
        }
    }

    #[test]
    fn the_field_of_the_last_change_is_known() {
        let cases = [
            ("crm.deal.list", ">=DATE_MODIFY"),
            ("crm.item.list", ">=updatedTime"),
            ("tasks.task.list", ">=CHANGED_DATE"),
        ];
        for (name, expected) in cases {
            let (_, key) = list(name).changed_key(None).expect(name);
            assert_eq!(key, expected);
        }
        assert!(list("crm.status.list").changed_key(None).is_err());
    }
}
