//! Pages of a list: `start`, `next` and `total`.

use crate::answer::Answer;
use crate::arguments::Arguments;
use bitrix24::describe::Method;
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

/// The requested page. As on a real portal, a `start` within a page means the start of that page, and -1 returns the
/// first page without counting, so without `total` and `next`.
pub(crate) fn page(
    method: &Method,
    arguments: Arguments<'_>,
    all: Vec<Map<String, Value>>,
) -> Answer {
    let size = method
        .paging
        .as_ref()
        .and_then(|paging| usize::try_from(paging.size).ok())
        .unwrap_or(SIZE)
        .max(1);
    let start = arguments.integer("start").unwrap_or(0);
    let total = all.len();
    let first = usize::try_from(start).unwrap_or(0) / size * size;
    let items: Vec<Value> = all
        .into_iter()
        .skip(first)
        .take(size)
        .map(Value::Map)
        .collect();
    let mut answer = Answer::at(method, items);
    if start >= 0 {
        answer.total = i64::try_from(total).ok();
        answer.next = first
            .checked_add(size)
            .filter(|next| *next < total)
            .and_then(|next| i64::try_from(next).ok());
    }
    answer
}
