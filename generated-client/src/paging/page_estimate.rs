//! Estimates the number of pages that a list has left.

/// Largest number of pages of a request: the size of a batch.
pub(super) const MOST: usize = 50;
/// Factor by which the number of pages grows at least, while all are full.
const GROWTH: usize = 4;

/// The estimate for a list that is read in batches.
///
/// A page beyond the end is not empty: without an identifier to follow, the portal reads the
/// beginning of the list, and the client discards it. So a request asks for as many pages as the
/// list has left, estimated from its last identifier: it cannot have more rows than there are
/// numbers up to there, and its density is about that of the known pages.
#[derive(Debug, Clone)]
pub(super) struct PageEstimate {
    /// Number of pages of the next request.
    pub(super) pages: usize,
    /// The last page of the list, when it was last requested.
    end: Option<RowRange>,
}

/// Consecutive rows.
#[derive(Debug, Clone, Copy)]
pub(super) struct RowRange {
    /// Number of rows.
    pub(super) rows: usize,
    /// The first identifier.
    pub(super) first: i64,
    /// The last identifier.
    pub(super) last: i64,
}

impl RowRange {
    /// Number of rows among so many numbers, at the density of this range.
    fn among(self, numbers: u64) -> u64 {
        let rows = u128::try_from(self.rows).unwrap_or(u128::MAX);
        let own = u128::from(self.first.abs_diff(self.last)) + 1;
        u64::try_from(u128::from(numbers).saturating_mul(rows) / own).unwrap_or(u64::MAX)
    }
}

/// What a request has returned.
#[derive(Debug, Clone, Copy)]
pub(super) struct Received {
    /// The rows of its pages; `None` without rows, or when an identifier is missing.
    pub(super) rows: Option<RowRange>,
    /// Whether every page is full.
    pub(super) is_full: bool,
    /// The last page of the list, if it was part of the request.
    pub(super) end: Option<RowRange>,
}

impl PageEstimate {
    /// No estimate: one page shows whether there are more.
    pub(super) fn new() -> Self {
        Self {
            pages: 1,
            end: None,
        }
    }

    /// Whether the next request has room for the end of the list.
    pub(super) fn asks_for_end(&self) -> bool {
        self.pages < MOST
    }

    /// Updates the estimate with the pages of a request. Returns whether the list is finished.
    pub(super) fn learn(&mut self, received: Received, size: usize) -> bool {
        self.end = received.end.or(self.end);
        let last = received.rows.map(|rows| rows.last);
        if last.is_some() && last == received.end.map(|end| end.last) {
            return true;
        }
        let before = self.pages;
        self.pages = match (self.end, received.rows) {
            (Some(end), Some(rows)) => {
                let left = end.last.abs_diff(rows.last);
                let pages = |rows: u64| {
                    let size = u64::try_from(size).unwrap_or(u64::MAX).max(1);
                    usize::try_from(rows.div_ceil(size)).unwrap_or(MOST)
                };
                let likely = rows.among(left).max(end.among(left));
                let grown = if received.is_full { before * GROWTH } else { 1 };
                // A quarter more, since it is an estimate.
                pages(likely.saturating_add(likely / 4))
                    .max(grown)
                    .min(pages(left))
            }
            // The end is unknown, but not here.
            _ if received.is_full => MOST,
            _ => 1,
        }
        .clamp(1, MOST);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(ids: &[i64]) -> RowRange {
        RowRange {
            rows: ids.len(),
            first: ids[0],
            last: ids[ids.len() - 1],
        }
    }

    /// Number of pages of each request for a list of these identifiers, and whether it included the
    /// end.
    fn requests(ids: &[i64], tells_end: bool) -> Vec<(usize, bool)> {
        let (mut estimate, mut at, mut requests) = (PageEstimate::new(), 0, Vec::new());
        loop {
            let asks = estimate.asks_for_end();
            requests.push((estimate.pages, asks));
            let part = &ids[at..ids.len().min(at + estimate.pages * 50)];
            at += part.len();
            if part.is_empty() {
                return requests;
            }
            let received = Received {
                rows: Some(stretch(part)),
                is_full: part.len() == estimate.pages * 50,
                end: (asks && tells_end).then(|| stretch(&ids[ids.len().saturating_sub(50)..])),
            };
            if estimate.learn(received, 50) {
                return requests;
            }
        }
    }

    fn pages(requests: &[(usize, bool)]) -> usize {
        requests.iter().map(|(pages, _)| pages).sum()
    }

    #[test]
    fn a_short_list_costs_one_request_of_one_page() {
        for count in [0, 1, 49, 50] {
            let ids: Vec<i64> = (1000..1000 + count).collect();
            assert_eq!(requests(&ids, true), [(1, true)], "{count}");
        }
    }

    #[test]
    fn no_more_is_asked_for_than_there_is() {
        let dense: Vec<i64> = (1..=120).collect();
        assert_eq!(requests(&dense, true), [(1, true), (2, true)]);
        // Backwards, with one identifier in twenty.
        let sparse: Vec<i64> = (1..=600).rev().map(|id| id * 20).collect();
        let asked = requests(&sparse, true);
        assert_eq!(asked.len(), 2, "{asked:?}");
        assert!(pages(&asked) <= 12 + 3, "{asked:?}");
        // With most rows at one end, the other end decides.
        let late = || (1..=50).map(|id| id * 10_000).chain(600_000..610_000);
        for ids in [
            late().collect::<Vec<_>>(),
            late().rev().map(|id| -id).collect(),
        ] {
            let asked = requests(&ids, true);
            assert!(asked.len() <= 7, "{asked:?}");
            assert!(pages(&asked) <= 201 + 50, "{asked:?}");
        }
        // With most rows in the middle, it takes a few requests more.
        let hidden = (1..=50)
            .chain(1_000_000..1_010_000)
            .chain((200..=250).map(|id| id * 10_000));
        let asked = requests(&hidden.collect::<Vec<_>>(), true);
        assert!(asked.len() <= 9, "{asked:?}");
        assert!(pages(&asked) <= 202 + 50, "{asked:?}");
    }

    #[test]
    fn a_long_list_takes_as_few_requests_as_ever() {
        let ids: Vec<i64> = (0..1_000_027).collect();
        let asked = requests(&ids, true);
        assert!(asked.len() <= 402, "{}", asked.len());
        assert!(pages(&asked) <= 20_001 + 2, "{}", pages(&asked));
        assert!(
            asked[1..400]
                .iter()
                .all(|request| *request == (MOST, false))
        );
    }

    #[test]
    fn a_portal_that_does_not_tell_the_end_is_asked_until_a_page_is_empty() {
        let ids: Vec<i64> = (1..=120).collect();
        assert_eq!(requests(&ids, false), [(1, true), (MOST, false), (1, true)]);
    }
}
