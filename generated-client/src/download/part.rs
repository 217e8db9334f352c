//! Partial downloads: how to request the rest of a file, and how to verify that it is the same
//! file.

use reqwest::header::{
    ACCEPT_ENCODING, ACCEPT_RANGES, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_RANGE, ETAG,
    HeaderName, HeaderValue, IF_RANGE, LAST_MODIFIED, RANGE,
};
use reqwest::{RequestBuilder, Response, StatusCode};

use crate::transport;

/// The validators of a file.
pub(super) struct Mark {
    /// A strong `ETag`.
    tag: Option<HeaderValue>,
    modified: Option<HeaderValue>,
    size: Option<u64>,
}

impl Mark {
    /// The validators in an answer with a whole file; `None` when a part could not be appended
    /// safely.
    pub(super) fn of(response: &Response) -> Option<Self> {
        let header = |name: HeaderName| response.headers().get(name).cloned();
        let is_none = |value: &HeaderValue| value == "none";
        let is_coded = |value: &HeaderValue| value != "identity";
        if header(ACCEPT_RANGES).as_ref().is_some_and(is_none)
            || header(CONTENT_ENCODING).as_ref().is_some_and(is_coded)
            || response.status() != StatusCode::OK
        {
            return None;
        }
        let mark = Self {
            tag: header(ETAG).filter(|tag| !tag.as_bytes().starts_with(b"W/")),
            modified: header(LAST_MODIFIED),
            size: transport::number(response, CONTENT_LENGTH),
        };
        let is_known = mark.tag.is_some() || mark.modified.is_some() || mark.size.is_some();
        is_known.then_some(mark)
    }

    /// Requests the bytes after an offset, or the whole file if it has changed.
    pub(super) fn ask(&self, request: RequestBuilder, bytes: u64) -> RequestBuilder {
        let request = request
            .header(RANGE, format!("bytes={bytes}-"))
            .header(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        match self.tag.as_ref().or(self.modified.as_ref()) {
            Some(mark) => request.header(IF_RANGE, mark.clone()),
            None => request,
        }
    }

    /// Whether an answer continues this file after an offset.
    pub(super) fn is_continued_by(&self, response: &Response, bytes: u64) -> bool {
        let header = |name: HeaderName| response.headers().get(name);
        let is_same =
            |ours: &Option<HeaderValue>, theirs: Option<&HeaderValue>| match (ours, theirs) {
                (Some(ours), Some(theirs)) => ours == theirs,
                _ => true,
            };
        let range = header(CONTENT_RANGE).and_then(|range| range.to_str().ok());
        response.status() == StatusCode::PARTIAL_CONTENT
            && is_same(&self.tag, header(ETAG))
            && is_same(&self.modified, header(LAST_MODIFIED))
            && range.is_some_and(|range| self.is_rest(range, bytes))
    }

    /// Whether a `Content-Range` starts at an offset and reaches the end of the file.
    fn is_rest(&self, range: &str, bytes: u64) -> bool {
        let read = || {
            let (range, size) = range.strip_prefix("bytes ")?.split_once('/')?;
            let (first, last) = range.split_once('-')?;
            let last: u64 = last.parse().ok()?;
            let size = match size {
                "*" => self.size,
                size => Some(size.parse().ok()?),
            };
            let is_size = self.size.is_none_or(|own| size == Some(own));
            let is_whole = size.is_some_and(|size| last.checked_add(1) == Some(size));
            Some(first.parse() == Ok(bytes) && is_size && is_whole)
        };
        read().unwrap_or(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_rest_of_the_same_file_continues_it() {
        let mark = |size| Mark {
            tag: None,
            modified: None,
            size,
        };
        for (range, size, expected) in [
            ("bytes 4-8/9", Some(9), true),
            ("bytes 4-8/*", Some(9), true),
            ("bytes 4-8/9", None, true),
            ("bytes 4-8/*", None, false),
            ("bytes 4-7/9", Some(9), false),
            ("bytes 4-8/10", Some(9), false),
            ("bytes 4-9/10", Some(9), false),
            ("bytes 3-8/9", Some(9), false),
            ("bytes */9", Some(9), false),
            ("bytes 4-18446744073709551615/5", None, false),
            ("4-8/9", Some(9), false),
            ("", Some(9), false),
        ] {
            assert_eq!(mark(size).is_rest(range, 4), expected, "{range} {size:?}");
        }
    }
}
