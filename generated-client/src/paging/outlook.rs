//! How many pages the rest of a list is likely to have.

/// Most pages of a request: as many commands as a batch takes.
pub(super) const MOST: usize = 50;
/// How many times as many pages as before are asked for at least, while all are full.
const GROWTH: usize = 4;

/// What is known of the rest of a list that is read in batches.
///
/// A page that is asked for beyond the end is not empty: the portal reads it with nothing for the identifier that it was
/// to follow, which is the beginning of the list, and the client throws it away. So a request asks for as many pages as
/// the list has left, as far as that can be told by its last identifier: it cannot have more rows than there are numbers
/// up to there, and has about as many among them as there are on the pages that are known.
#[derive(Debug, Clone)]
pub(super) struct Outlook {
    /// The pages of the next request.
    pub(super) pages: usize,
    /// The last page of the list, when it was last asked for.
    end: Option<Stretch>,
}

/// Rows that follow each other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stretch {
    /// How many they are.
    pub(super) rows: usize,
    /// The identifier at which they begin.
    pub(super) first: i64,
    /// The identifier at which they end.
    pub(super) last: i64,
}

impl Stretch {
    /// How many rows there would be among so many numbers, if they were as many everywhere.
    fn among(self, numbers: u64) -> u64 {
        let rows = u128::try_from(self.rows).unwrap_or(u128::MAX);
        let own = u128::from(self.first.abs_diff(self.last)) + 1;
        u64::try_from(u128::from(numbers).saturating_mul(rows) / own).unwrap_or(u64::MAX)
    }
}

/// What a request has brought.
#[derive(Debug, Clone, Copy)]
pub(super) struct Brought {
    /// The rows of its pages; nothing where there are none, or an identifier is missing.
    pub(super) rows: Option<Stretch>,
    /// Whether no page had room for more.
    pub(super) is_full: bool,
    /// The last page of the list, where it was asked for in the same request.
    pub(super) end: Option<Stretch>,
}

impl Outlook {
    /// Nothing is known: a single page tells whether there is more.
    pub(super) fn new() -> Self {
        Self {
            pages: 1,
            end: None,
        }
    }

    /// Whether the next request has room to ask for the end of the list.
    pub(super) fn asks_for_end(&self) -> bool {
        self.pages < MOST
    }

    /// Takes into account what a request of pages of a size has brought. Tells whether the list is over.
    pub(super) fn learn(&mut self, brought: Brought, size: usize) -> bool {
        self.end = brought.end.or(self.end);
        let last = brought.rows.map(|rows| rows.last);
        if last.is_some() && last == brought.end.map(|end| end.last) {
            return true;
        }
        let before = self.pages;
        self.pages = match (self.end, brought.rows) {
            (Some(end), Some(rows)) => {
                let left = end.last.abs_diff(rows.last);
                let pages = |rows: u64| {
                    let size = u64::try_from(size).unwrap_or(u64::MAX).max(1);
                    usize::try_from(rows.div_ceil(size)).unwrap_or(MOST)
                };
                let likely = rows.among(left).max(end.among(left));
                let grown = if brought.is_full { before * GROWTH } else { 1 };
                // A quarter more, since it is only likely.
                pages(likely.saturating_add(likely / 4))
                    .max(grown)
                    .min(pages(left))
            }
            // Nobody knows where the end is, but here it is not.
            _ if brought.is_full => MOST,
            _ => 1,
        }
        .clamp(1, MOST);
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stretch(ids: &[i64]) -> Stretch {
        Stretch {
            rows: ids.len(),
            first: ids[0],
            last: ids[ids.len() - 1],
        }
    }

    /// The pages of each request for a list of these identifiers, and whether each has asked for the end.
    fn requests(ids: &[i64], tells_end: bool) -> Vec<(usize, bool)> {
        let (mut outlook, mut at, mut requests) = (Outlook::new(), 0, Vec::new());
        loop {
            let asks = outlook.asks_for_end();
            requests.push((outlook.pages, asks));
            let part = &ids[at..ids.len().min(at + outlook.pages * 50)];
            at += part.len();
            if part.is_empty() {
                return requests;
            }
            let brought = Brought {
                rows: Some(stretch(part)),
                is_full: part.len() == outlook.pages * 50,
                end: (asks && tells_end).then(|| stretch(&ids[ids.len().saturating_sub(50)..])),
            };
            if outlook.learn(brought, 50) {
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
        // Where there are most rows at one end, the other one tells.
        let late = || (1..=50).map(|id| id * 10_000).chain(600_000..610_000);
        for ids in [
            late().collect::<Vec<_>>(),
            late().rev().map(|id| -id).collect(),
        ] {
            let asked = requests(&ids, true);
            assert!(asked.len() <= 7, "{asked:?}");
            assert!(pages(&asked) <= 201 + 50, "{asked:?}");
        }
        // Where they are in the middle, it takes a few requests more.
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
