//! How the pages of a described list are read.

use bitrix24::describe::{Kind, Method, Paging, PagingStyle};
use bitrix24::paging::{Listing, RawList, Window};
use bitrix24::{Client, RawMethod, RawParams};

/// The method for the client.
pub(crate) fn method(method: &Method) -> RawMethod {
    match method.version {
        3 => RawMethod::v3(method.name.as_str()),
        _ => RawMethod::from(method.name.as_str()),
    }
}

/// The list of a described method, which is a read.
pub(crate) fn listing(
    client: &Client,
    described: &Method,
    params: impl Into<RawParams>,
) -> Listing<RawList> {
    let mut listing = client.list_raw(method(described).reads(), params);
    if let Some(at) = rows_at(described) {
        listing = listing.rows_at(at);
    }
    if let Some(paging) = &described.paging {
        listing = listing.page_size(paging.size).most(paging.most);
        if let Some(window) = window(paging) {
            listing = listing.window(window);
        }
    }
    if described.positional {
        listing = listing.positional(described.params.iter().map(|param| param.name.as_str()));
    }
    listing
}

/// The keys that lead to the rows, if the result is a list.
pub(crate) fn rows_at(method: &Method) -> Option<String> {
    matches!(method.result.kind, Kind::List(_))
        .then(|| method.result.at.clone().unwrap_or_default())
}

/// The parameters of the method's own that choose a page.
fn window(paging: &Paging) -> Option<Window> {
    let own = paging.window.as_ref()?;
    let window = match paging.style {
        PagingStyle::Offset => Window::offset(own.at.clone()),
        PagingStyle::Number => Window::number(own.at.clone()),
        _ => return None,
    };
    let window = window.most(own.most);
    Some(match &own.limit {
        Some(limit) => window.limit(limit.clone()),
        None => window,
    })
}
