//! Parts of files: `Range`, as far as interrupted downloads need it.

use std::ops::Range;

use hyper::header::{HeaderMap, IF_RANGE, RANGE};

/// What of a file is asked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Of(Range<usize>),
    /// Nothing that the file has.
    Beyond,
}

/// The part that a request asks for, unless the file is another one by now.
pub(super) fn part(headers: &HeaderMap, tag: &str, length: usize) -> Part {
    let header = |name| headers.get(name).and_then(|value| value.to_str().ok());
    if header(IF_RANGE).is_some_and(|known| known != tag) {
        return Part::Whole;
    }
    match header(RANGE) {
        Some(range) => asked(range, length),
        None => Part::Whole,
    }
}

/// `bytes=100-` or `bytes=100-199`; any other range is answered with the whole file.
fn asked(range: &str, length: usize) -> Part {
    let numbers = || {
        let (first, last) = range.strip_prefix("bytes=")?.split_once('-')?;
        let last = match last {
            "" => usize::MAX,
            last => last.parse().ok()?,
        };
        Some((first.parse::<usize>().ok()?, last))
    };
    match numbers() {
        Some((first, last)) if first < length && first <= last => {
            Part::Of(first..last.saturating_add(1).min(length))
        }
        Some((first, _)) if first >= length => Part::Beyond,
        _ => Part::Whole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_cut_to_the_file() {
        for (range, expected) in [
            ("bytes=0-", Part::Of(0..10)),
            ("bytes=3-5", Part::Of(3..6)),
            ("bytes=3-500", Part::Of(3..10)),
            ("bytes=10-", Part::Beyond),
            ("bytes=5-3", Part::Whole),
            ("bytes=-3", Part::Whole),
            ("bytes=1-2,4-5", Part::Whole),
            ("lines=1-2", Part::Whole),
        ] {
            assert_eq!(asked(range, 10), expected, "{range}");
        }
    }

    #[test]
    fn another_file_is_sent_whole() {
        let mut headers = HeaderMap::new();
        headers.insert(RANGE, "bytes=4-".parse().expect("a header"));
        headers.insert(IF_RANGE, "\"1-10\"".parse().expect("a header"));
        assert_eq!(part(&headers, "\"1-10\"", 10), Part::Of(4..10));
        assert_eq!(part(&headers, "\"2-10\"", 10), Part::Whole);
    }
}
