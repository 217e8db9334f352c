//! Sheets as text.

use std::io::{self, Write};
use std::path::Path;

use super::sheet::{Came, Line, Sheet, Yaml};
use crate::facts::Kind;

/// The legend of sheets.
const LEGEND: &str = "\
Lines of pages have their number at the margin. `?` marks rows from which no YAML came, `.` rows from which none can come, `-`
sentences from which none came. Below a line:
  yaml   the line of YAML that came from it (yaml~: no line of a page states it)
  diff   the page says otherwise      check  a note of the YAML       right  a correction
  rule   a rule on YAML and page      gate   the import is doubtful   wrong  a problem that `check` finds
  kept   the example of the schema    settled  a `diff` that a person has decided
";

impl Sheet {
    /// The number of remarks of a kind.
    #[must_use]
    pub fn count(&self, label: &str) -> usize {
        let lines = || self.parts.iter().flat_map(|part| &part.lines);
        let of_yaml = lines()
            .flat_map(|line| &line.yaml)
            .flat_map(|yaml| &yaml.remarks);
        let all = self
            .remarks
            .iter()
            .chain(lines().flat_map(|line| &line.remarks))
            .chain(of_yaml);
        all.filter(|remark| remark.label == label).count()
    }

    /// The number of rows without YAML.
    #[must_use]
    pub fn lost_rows(&self) -> usize {
        let lines = self.parts.iter().flat_map(|part| &part.lines);
        lines.filter(|line| line.came == Came::NothingOfRow).count()
    }

    /// Prints it. Paths begin at the folders of the documentation and of the schema.
    ///
    /// # Errors
    ///
    /// When `to` cannot be written to.
    pub fn print(&self, docs: &Path, schema: &Path, to: &mut dyn Write) -> io::Result<()> {
        let kind = match self.kind {
            Kind::Method => "method",
            Kind::Event => "event",
            Kind::Placement => "placement",
        };
        let third = if self.version == 3 { " (REST 3.0)" } else { "" };
        writeln!(to, "=== {kind} {}{third} ===", self.name)?;
        if self.is_lacking {
            writeln!(to, "lacking   the YAML is what `import` would write")?;
        }
        match &self.page {
            Some(page) => writeln!(to, "page      {}.md", shown(docs, page))?,
            None => writeln!(to, "page      none describes it")?,
        }
        for part in &self.yaml {
            let file = shown(schema, &part.file);
            writeln!(
                to,
                "yaml      {file}:{}-{} {}",
                part.first, part.last, part.name
            )?;
        }
        for file in &self.examples {
            writeln!(to, "examples  {}", shown(schema, file))?;
        }
        for name in &self.shown_before {
            writeln!(to, "above     {name} is shown with an earlier method")?;
        }
        writeln!(to, "open      {}", self.open())?;
        for remark in &self.remarks {
            writeln!(to, "{:<9} {}", remark.label, remark.text)?;
        }
        for (index, part) in self.parts.iter().enumerate() {
            writeln!(to)?;
            if index > 0 {
                writeln!(to, "--- {}.md ---", shown(docs, &part.page))?;
            }
            for line in &part.lines {
                print(line, to)?;
            }
        }
        writeln!(to)
    }

    fn open(&self) -> String {
        let mut parts = Vec::new();
        let rows = self.lost_rows();
        if rows > 0 {
            parts.push(format!("{rows} ?"));
        }
        let remarks = ["diff", "rule", "gate", "wrong"].map(|label| (label, self.count(label)));
        for (label, count) in [("check", self.notes)].into_iter().chain(remarks) {
            if count > 0 {
                parts.push(format!("{count} {label}"));
            }
        }
        if parts.is_empty() {
            parts.push("nothing".to_owned());
        }
        parts.join(", ")
    }
}

/// Prints sheets, with how they are read above them.
///
/// # Errors
///
/// When `to` cannot be written to.
pub fn print_all(
    sheets: &[Sheet],
    docs: &Path,
    schema: &Path,
    to: &mut dyn Write,
) -> io::Result<()> {
    writeln!(to, "{LEGEND}")?;
    sheets
        .iter()
        .try_for_each(|sheet| sheet.print(docs, schema, to))
}

fn print(line: &Line, to: &mut dyn Write) -> io::Result<()> {
    let mark = match line.came {
        Came::Yes => ' ',
        Came::LeftOut => '.',
        Came::NothingOfRow => '?',
        Came::NothingOfText => '-',
    };
    writeln!(to, "{:>5} {mark} {}", line.line, line.text)?;
    for remark in &line.remarks {
        writeln!(to, "        {:<5} {}", remark.label, remark.text)?;
    }
    for yaml in &line.yaml {
        self::yaml(yaml, to)?;
    }
    Ok(())
}

fn yaml(yaml: &Yaml, to: &mut dyn Write) -> io::Result<()> {
    let label = if yaml.is_unstated { "yaml~" } else { "yaml" };
    let file = yaml
        .file
        .as_ref()
        .map_or(String::new(), |file| format!("{file}:"));
    writeln!(
        to,
        "        {label:<5} {:>5} {}",
        format!("{file}{}", yaml.line),
        yaml.text
    )?;
    for remark in &yaml.remarks {
        writeln!(to, "        {:<5}       {}", remark.label, remark.text)?;
    }
    Ok(())
}

fn shown(root: &Path, path: &str) -> String {
    root.join(path).to_string_lossy().replace('\\', "/")
}
