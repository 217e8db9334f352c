//! A portal in another process, so that its time and memory are not counted as the client's.
//!
//! The process is the same program again, with an argument that makes it call [`serve`].

use std::error::Error;
use std::io::{self, BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

use bitrix24_portal::Portal;

/// Processor time in seconds and memory in bytes.
#[derive(Debug, Clone, Copy, Default)]
pub struct Spent {
    /// Time of the processor, the process's own and the system's for it.
    pub seconds: f64,
    /// Its peak memory.
    pub peak: u64,
}

impl Spent {
    /// The resources that this process has used so far; zero where the system does not report them.
    pub fn so_far() -> Self {
        Self {
            seconds: seconds().unwrap_or_default(),
            peak: peak().unwrap_or_default(),
        }
    }
}

impl std::fmt::Display for Spent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { seconds, peak } = self;
        write!(
            f,
            "{seconds:.2} s of processor time, {peak} bytes of memory at most"
        )
    }
}

fn seconds() -> Option<f64> {
    /// The unit in which the system counts, whatever its clock.
    const TICKS_A_SECOND: f64 = 100.0;
    let text = std::fs::read_to_string("/proc/self/stat").ok()?;
    // The name of the program, in parentheses, may contain any character.
    let mut fields = text.rsplit_once(')')?.1.split_whitespace().skip(11);
    let own: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((own + system) / TICKS_A_SECOND)
}

fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}

/// Prints the address of a portal's webhook, runs the portal until the input is closed, and prints
/// the resources that it has used.
///
/// # Errors
/// When the input cannot be read.
pub async fn serve(portal: Portal) -> io::Result<()> {
    println!("{}", portal.webhook_url());
    let read = || io::copy(&mut io::stdin(), &mut io::sink());
    tokio::task::spawn_blocking(read).await??;
    println!("{}", Spent::so_far());
    Ok(())
}

/// A portal in another process, which ends when its input is closed, at the latest with this
/// process.
#[derive(Debug)]
pub struct Apart {
    process: Child,
    told: BufReader<ChildStdout>,
    address: String,
}

impl Apart {
    /// Starts this program again with arguments that make it [`serve`].
    #[expect(
        clippy::missing_panics_doc,
        reason = "the output is piped three lines before"
    )]
    ///
    /// # Errors
    /// When it cannot be started, or prints no address.
    pub fn start<'a>(arguments: impl IntoIterator<Item = &'a str>) -> io::Result<Self> {
        let mut process = Command::new(std::env::current_exe()?)
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()?;
        let mut told = BufReader::new(process.stdout.take().expect("it is piped"));
        let mut address = String::new();
        told.read_line(&mut address)?;
        Ok(Self {
            process,
            told,
            address: address.trim_end().to_owned(),
        })
    }

    /// Address of the portal's webhook.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Ends it, and returns the resources that it has used.
    ///
    /// # Errors
    /// When it has ended before.
    pub fn end(mut self) -> Result<String, Box<dyn Error>> {
        drop(self.process.stdin.take());
        let mut line = String::new();
        self.told.read_line(&mut line)?;
        self.process.wait()?;
        Ok(line.trim_end().to_owned())
    }
}
