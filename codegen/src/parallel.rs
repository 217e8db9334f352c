//! Work on many items in several threads.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// The largest number of threads; more would wait for each other's memory.
const MOST_THREADS: usize = 8;

/// The smallest number of items that is worth a thread.
const FEW: usize = 4;

/// Applies `work` to every item and its index, and returns the results in the order of the items. A
/// thread that is done with one item takes the next, so long items do not delay the others. The
/// result does not depend on the number of threads.
///
/// ```
/// use bitrix24_codegen::parallel;
///
/// let lengths = parallel::map(&["a", "list", "of", "some", "words"], |number, word| number * word.len());
/// assert_eq!(lengths, [0, 4, 4, 12, 20]);
/// ```
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(usize, &T) -> R + Sync) -> Vec<R> {
    let threads = thread::available_parallelism()
        .map_or(1, usize::from)
        .min(MOST_THREADS)
        .min(items.len());
    if threads < 2 || items.len() < FEW {
        return items
            .iter()
            .enumerate()
            .map(|(index, item)| work(index, item))
            .collect();
    }
    let next = AtomicUsize::new(0);
    let share = || {
        let mut done = Vec::new();
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(index) else {
                return done;
            };
            done.push((index, work(index, item)));
        }
    };
    let mut done: Vec<(usize, R)> = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(share)).collect();
        let mut done = share();
        for other in others {
            // Continues the panic of a thread in this one.
            done.extend(
                other
                    .join()
                    .unwrap_or_else(|panic| std::panic::resume_unwind(panic)),
            );
        }
        done
    });
    done.sort_unstable_by_key(|(index, _)| *index);
    done.into_iter().map(|(_, result)| result).collect()
}

#[cfg(test)]
mod tests {
    use super::map;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for count in [0, 1, 3, 1000] {
            let items: Vec<usize> = (0..count).collect();
            let doubled = map(&items, |index, item| {
                assert_eq!(index, *item);
                item * 2
            });
            let expected: Vec<usize> = items.iter().map(|item| item * 2).collect();
            assert_eq!(doubled, expected);
        }
    }

    #[test]
    #[should_panic(expected = "seven")]
    fn a_panic_of_any_thread_is_passed_on() {
        let items: Vec<usize> = (0..100).collect();
        map(&items, |_, item| assert_ne!(*item, 7, "seven"));
    }
}
