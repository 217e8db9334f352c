//! A progress line for long commands: on standard error if that is a terminal, and cleared at the
//! end.
//!
//! ```text
//! reading pages  ███████████▌          1,203/2,519
//! ```

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// The shortest time between two draws; more would not be visible.
const BETWEEN: Duration = Duration::from_millis(50);

/// The time before the first draw: short commands draw nothing.
const PATIENCE: Duration = Duration::from_millis(150);

/// Width of the bar in characters.
const WIDTH: usize = 28;

/// Returns to the beginning of the line and clears it.
const CLEAR: &str = "\r\x1b[2K";

/// The progress line. Several threads may update it; a thread that finds it locked continues
/// without drawing.
pub(super) struct Progress {
    line: Option<Mutex<Line>>,
}

struct Line {
    what: &'static str,
    next: Instant,
    drawn: bool,
}

impl Progress {
    /// Starts with a first step, such as `reading pages`.
    pub(super) fn start(what: &'static str) -> Self {
        // A dumb terminal would print the control characters.
        let is_capable = std::env::var_os("TERM").is_none_or(|term| term != "dumb");
        let is_seen = io::stderr().is_terminal() && is_capable;
        Self {
            line: is_seen.then(|| {
                Mutex::new(Line {
                    what,
                    next: Instant::now() + PATIENCE,
                    drawn: false,
                })
            }),
        }
    }

    /// Starts another step, whose length is not known yet.
    pub(super) fn step(&self, what: &'static str) {
        let Some(line) = &self.line else { return };
        if let Ok(mut line) = line.lock() {
            line.what = what;
            if line.drawn {
                draw(&format!("{what} …"));
            }
        }
    }

    /// Shows that `done` of `all` parts of the step are complete.
    pub(super) fn show(&self, done: usize, all: usize) {
        let Some(line) = &self.line else { return };
        let Ok(mut line) = line.try_lock() else {
            return;
        };
        let now = Instant::now();
        if now >= line.next {
            line.next = now + BETWEEN;
            line.drawn = true;
            let text = format!("{}  {}  {done}/{all}", line.what, bar(done, all));
            draw(&text);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let line = self.line.take().and_then(|line| line.into_inner().ok());
        if line.is_some_and(|line| line.drawn) {
            draw("");
        }
    }
}

/// Redraws the line. A failure to draw does not fail the command.
fn draw(text: &str) {
    let mut to = io::stderr().lock();
    let _ = write!(to, "{CLEAR}{text}").and_then(|()| to.flush());
}

/// A bar of [`WIDTH`] characters, filled by eighths of one.
fn bar(done: usize, all: usize) -> String {
    const PARTS: [char; 8] = [' ', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
    let eighths = (done.min(all) * WIDTH * 8).checked_div(all).unwrap_or(0);
    let mut text = "█".repeat(eighths / 8);
    if eighths / 8 < WIDTH {
        text.push(PARTS[eighths % 8]);
        text.push_str(&" ".repeat(WIDTH - 1 - eighths / 8));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_has_one_width_and_is_full_at_the_end() {
        assert_eq!(bar(0, 0), " ".repeat(WIDTH));
        assert_eq!(bar(7, 7), "█".repeat(WIDTH));
        assert_eq!(bar(9, 7), "█".repeat(WIDTH));
        assert!(bar(1, 2).starts_with(&"█".repeat(WIDTH / 2)));
        for done in 0..=100 {
            assert_eq!(bar(done, 100).chars().count(), WIDTH);
        }
    }

    #[test]
    fn nothing_is_shown_without_a_terminal() {
        let progress = Progress { line: None };
        progress.show(1, 2);
        progress.step("more");
    }
}
