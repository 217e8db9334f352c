//! `--all`: every page of a list.

use std::io::IsTerminal as _;
use std::time::Duration;

use bitrix24::paging::{Listing, RawList};
use bitrix24::{Client, Value};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::resume::Bookmark;
use super::{Call, Options};
use crate::command::wait;
use crate::failure::Failure;
use crate::output::{Format, Rows};
use crate::pages;
use crate::profile::Selection;

/// Reads a whole list and prints its rows page by page.
pub(super) fn run(selection: &Selection, call: &Call, options: &Options) -> Result<(), Failure> {
    check(call)?;
    let format = match (&options.resume, options.format) {
        (Some(_), Some(Format::Table | Format::Json)) => {
            return Err(Failure::Usage(
                "`--resume` continues output, which only jsonl and csv can".to_owned(),
            ));
        }
        (Some(_), None) => Format::Jsonl,
        (_, named) => Format::for_rows(named),
    };
    let mut bookmark = match &options.resume {
        Some(path) => Some(Bookmark::open(path, &call.name, &call.params)?),
        None => None,
    };
    let mut rows = Rows::new(format, call.columns());
    if let Some(bookmark) = bookmark
        .as_ref()
        .filter(|bookmark| bookmark.position().is_some())
    {
        rows = rows.continued(bookmark.columns());
    }
    wait(async {
        let client = selection.client().await?;
        let mut listing = listing(&client, call, options);
        if let Some(position) = bookmark.as_ref().and_then(Bookmark::position) {
            listing = listing.resume_from(position);
        }
        let progress = progress();
        let mut pages = listing.pages();
        while let Some(page) = pages.next().await {
            let page = page.map_err(|error| {
                let hint = match &options.resume {
                    Some(_) => "the same command continues there".to_owned(),
                    None => format!(
                        "{} rows were printed, up to {}; with `--resume FILE` a list can be continued",
                        rows.count(),
                        error.position
                    ),
                };
                progress.finish_and_clear();
                call.failure((*error.error).into()).with_hint(&hint)
            })?;
            if let Some(total) = page.total.and_then(|total| u64::try_from(total).ok()) {
                progress.set_length(total);
            }
            let left = options
                .limit
                .map(|limit| limit.saturating_sub(rows.count()));
            let wanted = page
                .rows
                .get(..left.unwrap_or(usize::MAX).min(page.rows.len()));
            let wanted = wanted.unwrap_or_default();
            progress.suspend(|| rows.page(wanted))?;
            progress.inc(u64::try_from(wanted.len()).unwrap_or(0));
            if wanted.len() < page.rows.len() {
                progress.finish_and_clear();
                eprintln!("b24: stopped after {} rows; there are more", rows.count());
                break;
            }
            if let (Some(bookmark), Some(next)) = (&mut bookmark, page.next) {
                bookmark.save(next, rows.columns())?;
            }
            if left == Some(wanted.len()) && page.next.is_some() {
                progress.finish_and_clear();
                eprintln!(
                    "b24: stopped after {} rows; there may be more",
                    rows.count()
                );
                return rows.finish();
            }
        }
        progress.finish_and_clear();
        if let Some(bookmark) = bookmark {
            bookmark.remove()?;
        }
        rows.finish()
    })
}

/// Refuses methods that have no pages.
fn check(call: &Call) -> Result<(), Failure> {
    match call.described {
        Some(method) if method.paging.is_none() => Err(Failure::Usage(format!(
            "{} has no pages: it returns everything at once, without `--all`",
            call.name
        ))),
        _ => Ok(()),
    }
}

fn listing(client: &Client, call: &Call, options: &Options) -> Listing<RawList> {
    let mut listing = match call.described {
        Some(method) => pages::listing(client, method, call.params.clone()),
        None => client.list_raw(call.method(), call.params.clone()),
    };
    let paging = call.described.and_then(|method| method.paging.as_ref());
    let documented = paging.and_then(|paging| paging.cursor.as_ref());
    if let Some(field) = &options.cursor {
        listing = listing.cursor(field);
        if let Some(cursor) = documented.filter(|cursor| cursor.field == *field) {
            listing = listing.cursor_key(&cursor.response);
        }
    } else if let Some(cursor) = documented
        && is_free(&call.params, &cursor.field)
    {
        listing = listing.cursor(&cursor.field).cursor_key(&cursor.response);
    }
    if options.batches {
        listing = listing.in_batches();
    }
    listing
}

/// Whether a cursor can be used: another order, or a selection without the field, leaves only
/// reading by rows.
fn is_free(params: &Value, cursor: &str) -> bool {
    let has_order = ["order", "ORDER", "sort", "SORT"].iter().any(|name| {
        let order = params.get(name);
        order.is_some_and(|order| order.as_map().is_none_or(|map| !map.is_empty()))
    });
    let select = ["select", "SELECT"]
        .iter()
        .find_map(|name| params.get(name));
    let select = select
        .and_then(Value::as_list)
        .filter(|names| !names.is_empty());
    let is_selected = select.is_none_or(|names| {
        let mut names = names.iter().filter_map(Value::as_text);
        names.any(|name| name == "*" || name.eq_ignore_ascii_case(cursor))
    });
    let filter = ["filter", "FILTER"]
        .iter()
        .find_map(|name| params.get(name));
    let filter = filter.and_then(Value::as_map);
    let is_bounded = filter.is_some_and(|filter| {
        filter.keys().any(|key| {
            key.starts_with(['>', '<']) && key.trim_start_matches(['>', '<', '=']) == cursor
        })
    });
    !has_order && is_selected && !is_bounded
}

/// Progress for a person who does not see the rows.
fn progress() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    if let Ok(style) =
        ProgressStyle::with_template("{spinner} {human_pos} of {human_len} rows, {per_sec}")
    {
        bar.set_style(style);
    }
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}
