//! Pages that are chosen by parameters of the method's own.

use std::borrow::Cow;

use crate::request;
use crate::value::{Map, Value};

/// The parameters of a method's own that choose a page, for
/// [`Listing::window`](super::Listing::window). Dots lead into objects.
///
/// ```
/// use bitrix24::paging::Window;
///
/// // `OFFSET` has the number of rows to skip, and `LIMIT` the rows of a page.
/// let skipped = Window::offset("OFFSET").limit("LIMIT").most(200);
/// // Pages have numbers, from 1.
/// let numbered = Window::number("PARAMS.NAV_PARAMS.iNumPage");
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Window {
    at: Cow<'static, str>,
    limit: Option<Cow<'static, str>>,
    most: Option<u32>,
    /// Whether pages are numbered, rather than rows skipped.
    numbered: bool,
}

impl Window {
    /// A parameter with the number of rows to skip.
    pub fn offset(at: impl Into<Cow<'static, str>>) -> Self {
        Self {
            at: at.into(),
            limit: None,
            most: None,
            numbered: false,
        }
    }

    /// A parameter with the number of the page, from 1.
    pub fn number(at: impl Into<Cow<'static, str>>) -> Self {
        Self {
            numbered: true,
            ..Self::offset(at)
        }
    }

    /// The parameter with the rows of a page.
    #[must_use]
    pub fn limit(mut self, limit: impl Into<Cow<'static, str>>) -> Self {
        self.limit = Some(limit.into());
        self
    }

    /// The most rows that a page may have, if that is limited.
    #[must_use]
    pub fn most(mut self, rows: impl Into<Option<u32>>) -> Self {
        self.most = rows.into();
        self
    }

    /// The name of the parameter that the choice of a page is in.
    pub(super) fn name(&self) -> &str {
        self.at.split('.').next().unwrap_or_default()
    }

    /// The window of a described method.
    pub(super) fn described(window: request::Window, numbered: bool) -> Self {
        Self {
            at: window.at.into(),
            limit: window.limit.map(Into::into),
            most: window.most,
            numbered,
        }
    }
}

/// A window with the number of rows of a page.
#[derive(Debug, Clone)]
pub(super) struct SizedWindow {
    window: Window,
    rows: i64,
}

impl SizedWindow {
    /// A page has as many rows as the user's parameters ask for, but no more than it may have.
    pub(super) fn new(window: Window, size: u32, params: &Map<String, Value>) -> Self {
        let rows = rows(params, window.limit.as_deref(), size, window.most);
        Self { window, rows }
    }

    /// The parameter that says where a page begins.
    pub(super) fn at(&self) -> Cow<'static, str> {
        self.window.at.clone()
    }

    /// Rows of a full page.
    pub(super) fn rows(&self) -> i64 {
        self.rows
    }

    /// Whether a page can begin after that many rows.
    pub(super) fn begins_at(&self, row: i64) -> bool {
        !self.window.numbered || row % self.rows == 0
    }

    /// Sets the parameters of the page that begins after that many rows.
    pub(super) fn put(&self, params: &mut Map<String, Value>, row: i64) {
        let at = if self.window.numbered {
            row / self.rows + 1
        } else {
            row
        };
        put(params, &self.window.at, at);
        if let Some(limit) = &self.window.limit {
            put(params, limit, self.rows);
        }
    }

    /// Where the list continues after a page; `None` after the last one.
    ///
    /// The next page begins a whole page further, even if this one had fewer rows: the portal may
    /// have left out some. So only an empty page is the last, or a numbered one that reaches the
    /// total: some methods answer the last page again for a number that is too large.
    pub(super) fn after(&self, row: i64, rows: usize, total: Option<i64>) -> Option<i64> {
        let next = row.saturating_add(self.rows);
        let numbered = self.window.numbered;
        let is_last =
            rows == 0 || numbered && total.is_some_and(|total| total > 0 && next >= total);
        (!is_last).then_some(next)
    }
}

/// The rows of a full page: as many as the user's parameters ask for, but no more than it may have.
pub(super) fn rows(
    params: &Map<String, Value>,
    limit: Option<&str>,
    size: u32,
    most: Option<u32>,
) -> i64 {
    let rows = limit
        .and_then(|limit| find(params, limit)?.read::<i64>().ok())
        .filter(|rows| *rows > 0)
        .unwrap_or(i64::from(size));
    rows.min(most.map_or(i64::MAX, i64::from)).max(1)
}

/// The value at a path, in the user's spelling.
fn find<'a>(params: &'a Map<String, Value>, path: &str) -> Option<&'a Value> {
    let (name, rest) = split(path);
    let value = params.get(spelling(params, name).as_str())?;
    match rest {
        Some(rest) => find(value.as_map()?, rest),
        None => Some(value),
    }
}

/// Sets the value at a path. What is on the way and is not an object becomes one.
fn put(params: &mut Map<String, Value>, path: &str, number: i64) {
    let (name, rest) = split(path);
    let name = spelling(params, name);
    let Some(rest) = rest else {
        params.insert(name, Value::Integer(number));
        return;
    };
    let mut inner = match params.get_mut(name.as_str()).map(std::mem::take) {
        Some(Value::Map(inner)) => inner,
        _ => Map::new(),
    };
    put(&mut inner, rest, number);
    params.insert(name, Value::Map(inner));
}

fn split(path: &str) -> (&str, Option<&str>) {
    match path.split_once('.') {
        Some((name, rest)) => (name, Some(rest)),
        None => (path, None),
    }
}

/// A parameter in the user's spelling.
pub(super) fn spelling(params: &Map<String, Value>, name: &str) -> String {
    let given = params.keys().find(|key| key.eq_ignore_ascii_case(name));
    given.map_or(name, String::as_str).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn window(numbered: bool, params: &Map<String, Value>) -> SizedWindow {
        let window = if numbered {
            Window::number("PARAMS.at")
        } else {
            Window::offset("PARAMS.at")
        };
        SizedWindow::new(window.limit("PARAMS.limit").most(100), 20, params)
    }

    fn params(json: &str) -> Map<String, Value> {
        serde_json::from_str(json).expect("an object")
    }

    #[test]
    fn rows_are_those_asked_for_up_to_the_most() {
        let params: Map<String, Value> =
            serde_json::from_str(r#"{"pagination": {"limit": "300"}, "none": {"limit": 0}}"#)
                .expect("JSON");
        for (limit, most, expected) in [
            (Some("pagination.limit"), None, 300),
            (Some("pagination.limit"), Some(200), 200),
            (Some("none.limit"), Some(200), 50),
            (Some("absent.limit"), Some(20), 20),
            (None, None, 50),
        ] {
            assert_eq!(
                rows(&params, limit, 50, most),
                expected,
                "{limit:?} {most:?}"
            );
        }
    }

    #[test]
    fn the_limit_is_the_users_but_no_more_than_the_most() {
        for (given, rows) in [
            ("{}", 20),
            (r#"{"PARAMS": []}"#, 20),
            (r#"{"PARAMS": {"limit": 7}}"#, 7),
            (r#"{"params": {"LIMIT": "7"}}"#, 7),
            (r#"{"PARAMS": {"limit": 500}}"#, 100),
            (r#"{"PARAMS": {"limit": 0}}"#, 20),
        ] {
            assert_eq!(window(false, &params(given)).rows(), rows, "{given}");
        }
    }

    #[test]
    fn other_parameters_stay() {
        let mut given = params(r#"{"ID": 1, "params": {"order": "ASC", "AT": 9}}"#);
        window(false, &given).put(&mut given, 40);
        let sent = r#"{"ID":1,"params":{"order":"ASC","AT":40,"limit":20}}"#;
        assert_eq!(serde_json::to_string(&given).expect("JSON"), sent);
        let mut given = params(r#"{"PARAMS": []}"#);
        window(true, &given).put(&mut given, 40);
        let sent = r#"{"PARAMS":{"at":3,"limit":20}}"#;
        assert_eq!(serde_json::to_string(&given).expect("JSON"), sent);
    }

    #[test]
    fn the_last_page_is_empty_or_reaches_the_total() {
        let none = Map::new();
        let (offset, number) = (window(false, &none), window(true, &none));
        assert_eq!(offset.after(0, 3, Some(3)), Some(20));
        assert_eq!(offset.after(20, 0, Some(3)), None);
        assert_eq!(number.after(20, 20, Some(40)), None);
        assert_eq!(number.after(20, 20, Some(41)), Some(40));
        assert_eq!(number.after(20, 5, Some(0)), Some(40));
        assert_eq!(number.after(40, 0, None), None);
        assert!(offset.begins_at(7) && number.begins_at(40) && !number.begins_at(7));
    }
}
