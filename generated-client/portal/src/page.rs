//! Pages of a list: `start`, `next` and `total`, or the method's own parameters.

use crate::answer::Answer;
use crate::arguments::Arguments;
use bitrix24::describe::{Method, PagingStyle, Window};
use bitrix24::{Map, Value};

/// Default size of a page.
const SIZE: usize = 50;

/// The number of requested rows when nothing is counted.
pub(crate) fn first(arguments: Arguments<'_>) -> Option<usize> {
    arguments
        .integer("start")
        .is_some_and(|start| start < 0)
        .then_some(SIZE)
}

/// The rows of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Cut {
    first: usize,
    size: usize,
    /// Whether all rows are counted, so that the answer has a `total`.
    counted: bool,
    /// Whether the answer says where the next page begins.
    linked: bool,
}

/// The requested page. As on a real portal, a `start` within a page means the start of that page,
/// and -1 returns the first page without counting, so without `total` and `next`. A page that is
/// chosen by the method's own parameters has a `total`, but no `next`.
pub(crate) fn page(
    method: &Method,
    arguments: Arguments<'_>,
    all: Vec<Map<String, Value>>,
) -> Answer {
    let cut = cut(method, arguments);
    let total = all.len();
    let items: Vec<Value> = all
        .into_iter()
        .skip(cut.first)
        .take(cut.size)
        .map(Value::Map)
        .collect();
    let mut answer = Answer::at(method, items);
    if cut.counted {
        answer.total = i64::try_from(total).ok();
    }
    if cut.linked {
        answer.next = cut
            .first
            .checked_add(cut.size)
            .filter(|next| *next < total)
            .and_then(|next| i64::try_from(next).ok());
    }
    answer
}

/// Whether a page after the first one is requested, by parameters of the method's own.
pub(crate) fn is_later(method: &Method, arguments: Arguments<'_>) -> bool {
    let paging = method.paging.as_ref();
    paging.is_some_and(|paging| paging.window.is_some()) && cut(method, arguments).first > 0
}

fn cut(method: &Method, arguments: Arguments<'_>) -> Cut {
    let paging = method.paging.as_ref();
    let size = paging
        .and_then(|paging| usize::try_from(paging.size).ok())
        .unwrap_or(SIZE)
        .max(1);
    if let Some((paging, window)) =
        paging.and_then(|paging| Some((paging, paging.window.as_ref()?)))
    {
        return own(paging.style, window, arguments, size);
    }
    let start = arguments.integer("start").unwrap_or(0);
    Cut {
        first: usize::try_from(start).unwrap_or(0) / size * size,
        size,
        counted: start >= 0,
        linked: start >= 0,
    }
}

/// A page that is chosen by the method's own parameters. What is no number, or less than the first,
/// stands for the first.
fn own(style: PagingStyle, window: &Window, arguments: Arguments<'_>, size: usize) -> Cut {
    let number = |path: &str| usize::try_from(at(arguments, path)?).ok();
    let most = window
        .most
        .and_then(|most| usize::try_from(most).ok())
        .unwrap_or(usize::MAX);
    let limit = window.limit.as_deref().and_then(number);
    let size = limit.filter(|limit| *limit > 0).unwrap_or(size).min(most);
    let begins = number(&window.at).unwrap_or(0);
    Cut {
        first: match style {
            PagingStyle::Number => begins.saturating_sub(1).saturating_mul(size),
            _ => begins,
        },
        size,
        counted: true,
        linked: false,
    }
}

/// The whole number at a path.
fn at(arguments: Arguments<'_>, path: &str) -> Option<i64> {
    match path.split_once('.') {
        Some((name, rest)) => at(arguments.object(name), rest),
        None => arguments.integer(path),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn shown(paging: &serde_json::Value, call: &str) -> (Vec<i64>, Option<i64>, Option<i64>) {
        let method: Method = serde_json::from_value(json!({
            "name": "demo.list", "version": 2, "namespace": "demo", "function": "demo::list", "scope": [], "doc": "",
            "page": null, "access": null, "effect": "read", "deprecated": false, "replacement": null,
            "positional": false, "batch": true, "params": [], "paging": paging, "errors": [],
            "result": {"at": null, "type": "any", "nullable": false, "doc": null},
        }))
        .expect("a method");
        let arguments: Map<String, Value> = serde_json::from_str(call).expect("an object");
        let all = (1..=7).map(|id| Map::from([("id".to_owned(), Value::Integer(id))]));
        let answer = page(&method, Arguments(&arguments), all.collect());
        let rows = answer.result.as_list().expect("a list").iter();
        let ids = rows.map(|row| row.get("id").and_then(Value::as_integer).expect("a number"));
        (ids.collect(), answer.total, answer.next)
    }

    #[test]
    fn pages_are_chosen_by_the_style_of_the_method() {
        let start = json!({"style": "start", "size": 3, "cursor": null});
        assert_eq!(
            shown(&start, r#"{"start": 4}"#),
            (vec![4, 5, 6], Some(7), Some(6))
        );
        assert_eq!(
            shown(&start, r#"{"start": -1}"#),
            (vec![1, 2, 3], None, None)
        );
        let window = json!({"at": "OFFSET", "limit": "LIMIT", "most": 4});
        let offset = json!({"style": "offset", "window": window, "size": 3, "cursor": null});
        assert_eq!(shown(&offset, "{}"), (vec![1, 2, 3], Some(7), None));
        assert_eq!(
            shown(&offset, r#"{"OFFSET": 2, "LIMIT": 9}"#).0,
            [3, 4, 5, 6]
        );
        assert_eq!(shown(&offset, r#"{"OFFSET": 7}"#).0, [] as [i64; 0]);
        let window = json!({"at": "PARAMS.NAV.page", "limit": null, "most": null});
        let number = json!({"style": "number", "window": window, "size": 3, "cursor": null});
        assert_eq!(shown(&number, r#"{"PARAMS": {"NAV": {"page": 3}}}"#).0, [7]);
        assert_eq!(shown(&number, r#"{"PARAMS": []}"#).0, [1, 2, 3]);
    }
}
