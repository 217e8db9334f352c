//! How the pages of a list are asked for.

use std::borrow::Cow;

use crate::error::RequestKind;
use crate::request::{self, PagingStyle};
use crate::value::{Map, Value};

use super::Position;
use super::window::{self, SizedWindow, Window};

/// The parameters of a list, and how a page of it is asked for.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    params: Map<String, Value>,
    /// Rows of a full page.
    size: i64,
    /// Whether the `pagination` of REST 3.0 chooses a page.
    is_newer: bool,
    /// The parameters of the method's own that choose a page.
    window: Option<SizedWindow>,
    pub(super) cursor: Option<Continued>,
}

/// How a method pages, whether the schema or the caller says so.
#[derive(Debug, Clone)]
pub(super) struct Paging {
    /// Rows of a full page.
    pub(super) size: u32,
    pub(super) style: Style,
    pub(super) cursor: Option<Cursor>,
}

/// How a page is chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Style {
    /// By `start`; the answer has `next` and `total`.
    Start,
    /// By the `pagination` of REST 3.0.
    Pagination {
        /// The most rows that a page may have.
        most: Option<u32>,
    },
    /// By parameters of the method's own.
    Own(Window),
}

impl From<PagingStyle> for Style {
    fn from(style: PagingStyle) -> Self {
        match style {
            PagingStyle::Start => Self::Start,
            PagingStyle::Pagination { most } => Self::Pagination { most },
            PagingStyle::Offset(window) => Self::Own(Window::described(window, false)),
            PagingStyle::Number(window) => Self::Own(Window::described(window, true)),
        }
    }
}

/// The field by which a list may continue.
#[derive(Debug, Clone)]
pub(super) struct Cursor {
    /// Its name in filter and order.
    pub(super) field: Cow<'static, str>,
    /// Its name in the answer.
    pub(super) response: Cow<'static, str>,
    /// Whether it is read only when the caller asks for it.
    pub(super) inferred: bool,
}

impl From<request::Paging> for Paging {
    fn from(paging: request::Paging) -> Self {
        Self {
            size: paging.size,
            style: paging.style.into(),
            cursor: paging.cursor.map(|cursor| Cursor {
                field: cursor.field.into(),
                response: cursor.response.into(),
                inferred: cursor.inferred,
            }),
        }
    }
}

/// A list that continues after the last identifier.
#[derive(Debug, Clone)]
pub(super) struct Continued {
    pub(super) field: Cow<'static, str>,
    /// Its name in the answer.
    pub(super) response: Cow<'static, str>,
    descending: bool,
}

/// What the user wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wish {
    /// As documented; by rows without documentation.
    Documented,
    /// By rows.
    Rows,
    /// By a cursor, even where it is only inferred.
    Cursor,
    /// By a cursor, several pages in one request.
    Batches,
}

impl Plan {
    pub(super) fn new(
        paging: Paging,
        params: Map<String, Value>,
        wish: Wish,
        from: Option<Position>,
    ) -> Result<Self, RequestKind> {
        let Paging {
            size,
            style,
            cursor,
        } = paging;
        let is_newer = matches!(style, Style::Pagination { .. });
        let rows = match style {
            Style::Pagination { most } => {
                window::rows(&params, Some("pagination.limit"), size, most)
            }
            Style::Start | Style::Own(_) => i64::from(size),
        };
        let window = match style {
            Style::Own(window) => Some(SizedWindow::new(window, size, &params)),
            Style::Start | Style::Pagination { .. } => None,
        };
        if let (Some(window), Some(Position::Row(row))) = (&window, from)
            && !window.begins_at(row)
        {
            return Err(refused(
                "the position is within a page, and pages of the method are numbered",
            ));
        }
        let mut plan = Self {
            params,
            size: rows,
            is_newer,
            window,
            cursor: None,
        };
        let from_cursor = matches!(from, Some(Position::After(_)));
        let cursor = match wish {
            Wish::Rows if from_cursor => {
                return Err(refused(
                    "the position is behind an identifier, and the list is to be read by rows",
                ));
            }
            Wish::Rows => None,
            // A list that was read by rows continues by rows.
            Wish::Documented if matches!(from, Some(Position::Row(_))) => None,
            Wish::Documented => cursor.filter(|cursor| !cursor.inferred || from_cursor),
            Wish::Cursor | Wish::Batches if matches!(from, Some(Position::Row(row)) if row > 0) => {
                return Err(refused(
                    "the position is a number of rows, and the list is to be read by a cursor",
                ));
            }
            Wish::Batches if is_newer => {
                return Err(refused("a batch of REST 3.0 cannot link pages"));
            }
            Wish::Cursor | Wish::Batches => {
                Some(cursor.ok_or_else(|| refused("no cursor is known for the method"))?)
            }
        };
        let Some(cursor) = cursor else {
            return Ok(plan);
        };
        match plan.continued(cursor) {
            Ok(continued) => {
                plan.select(&continued);
                plan.cursor = Some(continued);
                Ok(plan)
            }
            // The cursor is not required, so a list without one is read by rows.
            Err(_) if wish == Wish::Documented && !from_cursor => Ok(plan),
            Err(why) => Err(refused(why)),
        }
    }

    /// The start of the list.
    pub(super) fn start(&self) -> Position {
        match self.cursor {
            // Before every identifier: no condition is needed.
            Some(_) => Position::After(0),
            None => Position::Row(0),
        }
    }

    /// Checks the user's order and filter, or returns why they exclude a cursor.
    fn continued(&self, cursor: Cursor) -> Result<Continued, &'static str> {
        let is_cursor = |name: &str| name.eq_ignore_ascii_case(&cursor.field);
        let mut descending = false;
        match self.get("order") {
            None | Some(Value::Null) => {}
            Some(Value::Map(order)) if order.is_empty() => {}
            Some(Value::List(order)) if order.is_empty() => {}
            Some(Value::Map(order)) => {
                let (field, direction) = order.iter().next().expect("it is not empty");
                if order.len() > 1 || !is_cursor(field) {
                    return Err("the list is ordered by something else than its cursor");
                }
                descending = direction
                    .as_text()
                    .is_some_and(|direction| direction.eq_ignore_ascii_case("desc"));
            }
            Some(_) => return Err("the order is not an object"),
        }
        let bound = if descending { "<" } else { ">" };
        let bounded = match self.get("filter") {
            Some(Value::Map(filter)) => filter
                .keys()
                .any(|key| key.strip_prefix(bound).is_some_and(is_cursor)),
            Some(Value::List(conditions)) => conditions.iter().any(|condition| {
                matches!(condition.as_list(), Some([Value::Text(field), Value::Text(operator), _])
                    if is_cursor(field) && operator == bound)
            }),
            None | Some(Value::Null) => false,
            Some(_) => return Err("the filter is not an object"),
        };
        if bounded {
            return Err(
                "the filter has a bound where the cursor puts its own: resume from it instead",
            );
        }
        Ok(Continued {
            field: cursor.field,
            response: cursor.response,
            descending,
        })
    }

    /// The selection must include the cursor.
    fn select(&mut self, cursor: &Continued) {
        let key = self.key("select");
        let Some(Value::List(fields)) = self.params.get_mut(key.as_str()) else {
            return;
        };
        let has = |name: &str| {
            fields.iter().any(|field| {
                field
                    .as_text()
                    .is_some_and(|field| field.eq_ignore_ascii_case(name))
            })
        };
        if !fields.is_empty() && !has("*") && !has(&cursor.field) {
            fields.push(Value::from(&*cursor.field));
        }
    }

    /// The parameters of the page at a position.
    pub(super) fn page(&self, position: Position) -> Map<String, Value> {
        let mut params = self.params.clone();
        let row = match (&self.cursor, position) {
            (Some(cursor), Position::After(last)) => {
                self.continue_after(&mut params, cursor, (last != 0).then_some(last.into()));
                return params;
            }
            (_, Position::Row(row) | Position::After(row)) => row,
        };
        if let Some(window) = &self.window {
            window.put(&mut params, row);
        } else if self.is_newer {
            let pagination = [
                ("limit", Value::from(self.size)),
                ("offset", Value::from(row)),
            ];
            let pagination = pagination.map(|(key, value)| (key.to_owned(), value));
            params.insert("pagination".to_owned(), Value::Map(Map::from(pagination)));
        } else {
            params.insert(self.key("start"), row.into());
        }
        params
    }

    /// The parameters of the page after an identifier that only the portal knows yet.
    pub(super) fn linked(&self, last: Value) -> Map<String, Value> {
        let mut params = self.params.clone();
        if let Some(cursor) = &self.cursor {
            self.continue_after(&mut params, cursor, Some(last));
        }
        params
    }

    /// The parameters of the list in reverse order, with only the identifier if fields are
    /// selected: its first row is the last of the list.
    pub(super) fn end(&self) -> Map<String, Value> {
        let mut params = self.params.clone();
        if let Some(cursor) = &self.cursor {
            let reversed = Continued {
                descending: !cursor.descending,
                ..cursor.clone()
            };
            self.continue_after(&mut params, &reversed, None);
            let select = self.key("select");
            if let Some(fields) = params.get_mut(select.as_str()) {
                *fields = Value::List(vec![Value::from(&*cursor.field)]);
            }
        }
        params
    }

    /// Rows of a full page.
    pub(super) fn size(&self) -> usize {
        let window = self.window.as_ref();
        let rows = window.map_or(self.size, SizedWindow::rows);
        usize::try_from(rows).unwrap_or(usize::MAX)
    }

    /// Adds the condition and the order that continue after an identifier.
    fn continue_after(
        &self,
        params: &mut Map<String, Value>,
        cursor: &Continued,
        last: Option<Value>,
    ) {
        let (bound, direction) = if cursor.descending {
            ("<", "DESC")
        } else {
            (">", "ASC")
        };
        if let Some(last) = last {
            let filter = self.key("filter");
            match params.get_mut(filter.as_str()) {
                Some(Value::Map(filter)) => {
                    filter.insert(format!("{bound}{}", cursor.field), last);
                }
                Some(Value::List(conditions)) => {
                    conditions.push(condition(&cursor.field, bound, last));
                }
                _ if self.is_newer => {
                    let condition = condition(&cursor.field, bound, last);
                    params.insert(filter, Value::List(vec![condition]));
                }
                _ => {
                    let condition = (format!("{bound}{}", cursor.field), last);
                    params.insert(filter, Value::Map(Map::from([condition])));
                }
            }
        }
        let order = Map::from([(cursor.field.clone().into_owned(), Value::from(direction))]);
        params.insert(self.key("order"), Value::Map(order));
        if let Some(window) = &self.window {
            window.put(params, 0);
        } else if self.is_newer {
            let limit = ("limit".to_owned(), Value::from(self.size));
            params.insert("pagination".to_owned(), Value::Map(Map::from([limit])));
        } else {
            params.insert(self.key("start"), Value::Integer(-1));
        }
    }

    /// Where the list continues after a page; `None` after the last page. `last` is the cursor of
    /// its last row.
    pub(super) fn next(
        &self,
        position: Position,
        rows: usize,
        counts: Counts,
        last: Option<i64>,
    ) -> Result<Option<Position>, Stalled> {
        // Rows that the user may not see leave pages that are not full, so only an empty page is
        // the last.
        let row = match (&self.cursor, position) {
            _ if rows == 0 && (self.cursor.is_some() || self.is_newer) => return Ok(None),
            (Some(cursor), Position::After(before)) => {
                let last = last.ok_or(Stalled::NoCursor)?;
                let is_ahead =
                    before == 0 || (last > before) != cursor.descending && last != before;
                return if is_ahead {
                    Ok(Some(Position::After(last)))
                } else {
                    Err(Stalled::Stands)
                };
            }
            (_, Position::Row(row) | Position::After(row)) => row,
        };
        if let Some(window) = &self.window {
            return Ok(window.after(row, rows, counts.total).map(Position::Row));
        }
        if self.is_newer {
            let rows = i64::try_from(rows).unwrap_or(i64::MAX);
            return Ok(Some(Position::Row(row.saturating_add(rows))));
        }
        match counts.next {
            None => Ok(None),
            Some(next) if next > row => Ok(Some(Position::Row(next))),
            Some(_) => Err(Stalled::Stands),
        }
    }

    /// The parameter of the method's own that says where a page begins.
    pub(super) fn own(&self) -> Option<Cow<'static, str>> {
        self.window.as_ref().map(SizedWindow::at)
    }

    fn get(&self, name: &str) -> Option<&Value> {
        self.params.get(self.key(name).as_str())
    }

    /// A parameter in the user's spelling.
    fn key(&self, name: &str) -> String {
        window::spelling(&self.params, name)
    }
}

/// What the portal says about the whole list beside a page of it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Counts {
    /// Where the next page begins.
    pub(super) next: Option<i64>,
    /// Number of all rows.
    pub(super) total: Option<i64>,
}

/// Why a list cannot continue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stalled {
    /// The position did not advance.
    Stands,
    /// The last row has no identifier.
    NoCursor,
}

/// A condition of REST 3.0.
fn condition(field: &str, operator: &str, value: Value) -> Value {
    Value::List(vec![field.into(), operator.into(), value])
}

pub(super) fn refused(why: &'static str) -> RequestKind {
    RequestKind::List { why }
}
