//! Numbers for display.

use super::Share;

/// With a comma between thousands: `12,345`.
pub(super) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// Thousandths of a whole, rounded down: only a complete whole is 1000.
pub(super) fn thousandths(share: Share) -> Option<usize> {
    (share.described * 1000).checked_div(share.documented)
}

/// Percent of a whole with one digit. Returns `None` when the whole is zero.
pub(super) fn percent(share: Share) -> Option<String> {
    let thousandths = thousandths(share)?;
    Some(match thousandths {
        1000 => "100%".to_owned(),
        _ => format!("{}.{}%", thousandths / 10, thousandths % 10),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_and_rounded_down() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_000), "1,000");
        assert_eq!(grouped(1_234_567), "1,234,567");
        let share = |described, documented| Share {
            documented,
            described,
        };
        assert_eq!(percent(share(0, 0)), None);
        assert_eq!(percent(share(0, 5)).as_deref(), Some("0.0%"));
        assert_eq!(percent(share(19_999, 20_000)).as_deref(), Some("99.9%"));
        assert_eq!(percent(share(3, 3)).as_deref(), Some("100%"));
    }
}
