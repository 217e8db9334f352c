//! A line that shows how far a long command is: on standard error, while that is a terminal, and gone when it ends.
//!
//! ```text
//! reading pages  ███████████▌          1,203/2,519
//! ```

use std::io::{self, IsTerminal, Write};
use std::sync::Mutex;
use std::time::{Duration, Instant};

/// Drawing more often costs more than anybody sees.
const BETWEEN: Duration = Duration::from_millis(50);

/// Nothing is drawn for what is over at once.
const PATIENCE: Duration = Duration::from_millis(150);

/// Characters of the bar.
const WIDTH: usize = 28;

/// Beginning of a line, and the order to clear it.
const CLEAR: &str = "\r\x1b[2K";

/// The line. It may be shown by several threads at a time; whoever finds it in use goes on without.
pub(super) struct Progress {
    line: Option<Mutex<Line>>,
}

struct Line {
    what: &'static str,
    next: Instant,
    drawn: bool,
}

impl Progress {
    /// Begins with a first step, such as `reading pages`.
    pub(super) fn start(what: &'static str) -> Self {
        // A terminal that says it can do nothing would show the orders.
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

    /// Goes on to another step, whose length is not known yet.
    pub(super) fn step(&self, what: &'static str) {
        let Some(line) = &self.line else { return };
        if let Ok(mut line) = line.lock() {
            line.what = what;
            if line.drawn {
                draw(&format!("{what} …"));
            }
        }
    }

    /// Shows that `done` of `all` parts of the step are done.
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

/// Draws the line anew. That nobody can see it is no failure of the command.
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
