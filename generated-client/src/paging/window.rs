//! Pages that are chosen by parameters of the method's own.

use crate::request::PagingStyle;
use crate::value::{Map, Value};

/// The parameters of a method that choose a page, and the number of rows of one.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    at: &'static str,
    limit: Option<&'static str>,
    /// Whether pages are numbered, rather than rows skipped.
    numbered: bool,
    rows: i64,
}

impl Window {
    /// The window of a method; `None` when it pages like others. A page has as many rows as the
    /// user's parameters ask for, but no more than it may have.
    pub(super) fn new(style: PagingStyle, size: u32, params: &Map<String, Value>) -> Option<Self> {
        let (window, numbered) = match style {
            PagingStyle::Offset(window) => (window, false),
            PagingStyle::Number(window) => (window, true),
            PagingStyle::Start | PagingStyle::Pagination => return None,
        };
        let given = window.limit.and_then(|limit| find(params, limit));
        let rows = given
            .and_then(|value| value.read::<i64>().ok())
            .filter(|rows| *rows > 0)
            .unwrap_or(i64::from(size));
        let most = window.most.map_or(i64::MAX, i64::from);
        Some(Self {
            at: window.at,
            limit: window.limit,
            numbered,
            rows: rows.min(most).max(1),
        })
    }

    /// Rows of a full page.
    pub(super) fn rows(self) -> i64 {
        self.rows
    }

    /// Whether a page can begin after that many rows.
    pub(super) fn begins_at(self, row: i64) -> bool {
        !self.numbered || row % self.rows == 0
    }

    /// Sets the parameters of the page that begins after that many rows.
    pub(super) fn put(self, params: &mut Map<String, Value>, row: i64) {
        let at = if self.numbered {
            row / self.rows + 1
        } else {
            row
        };
        put(params, self.at, at);
        if let Some(limit) = self.limit {
            put(params, limit, self.rows);
        }
    }

    /// Where the list continues after a page; `None` after the last one.
    ///
    /// The next page begins a whole page further, even if this one had fewer rows: the portal may
    /// have left out some. So only an empty page is the last, or a numbered one that reaches the
    /// total: some methods answer the last page again for a number that is too large.
    pub(super) fn after(self, row: i64, rows: usize, total: Option<i64>) -> Option<i64> {
        let next = row.saturating_add(self.rows);
        let is_last =
            rows == 0 || self.numbered && total.is_some_and(|total| total > 0 && next >= total);
        (!is_last).then_some(next)
    }
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
    use crate::request;

    fn window(numbered: bool, params: &Map<String, Value>) -> Window {
        let window = request::Window {
            at: "PARAMS.at",
            limit: Some("PARAMS.limit"),
            most: Some(100),
        };
        let style = if numbered {
            PagingStyle::Number(window)
        } else {
            PagingStyle::Offset(window)
        };
        Window::new(style, 20, params).expect("a window")
    }

    fn params(json: &str) -> Map<String, Value> {
        serde_json::from_str(json).expect("an object")
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
