//! Rows as lines of text: CSV and JSON.

use std::io::{self, BufRead, Read, Write};

use bitrix24::Value;

use super::column::{Cell, Column};
use super::store::Form;

/// Writes the line with the names of the columns, where the form has one.
pub(super) fn write_head(
    output: &mut impl Write,
    form: Form,
    columns: &[Column],
) -> io::Result<()> {
    if form != Form::Csv {
        return Ok(());
    }
    let mut line = csv::Writer::from_writer(output);
    line.write_record(columns.iter().map(|column| column.name.as_bytes()))?;
    line.flush()
}

/// Writes rows.
pub(super) fn write_rows(
    output: &mut impl Write,
    form: Form,
    columns: &[Column],
    rows: &[Vec<Cell>],
) -> io::Result<()> {
    if form == Form::Csv {
        let mut lines = csv::Writer::from_writer(output);
        for row in rows {
            lines.write_record(row.iter().map(Cell::text))?;
        }
        return lines.flush();
    }
    for row in rows {
        let mut before = b'{';
        for (column, cell) in columns.iter().zip(row) {
            output.write_all(&[before])?;
            before = b',';
            write_text(output, &column.name)?;
            output.write_all(b":")?;
            match cell {
                Cell::Null => output.write_all(b"null")?,
                Cell::Text(text) | Cell::Moment(_, text) => write_text(output, text)?,
                Cell::Date(date) => write_text(output, &date.to_string())?,
                Cell::Integer(_) | Cell::Number(_) | Cell::Boolean(_) | Cell::Json(_) => {
                    output.write_all(cell.text().as_bytes())?;
                }
            }
        }
        output.write_all(if before == b'{' { b"{}\n" } else { b"}\n" })?;
    }
    Ok(())
}

fn write_text(output: &mut impl Write, text: &str) -> io::Result<()> {
    serde_json::to_writer(output, text).map_err(io::Error::from)
}

/// The rows of a file, with these columns.
pub(super) fn read_rows<'a>(
    input: impl BufRead + 'a,
    form: Form,
    columns: &'a [Column],
) -> io::Result<Box<dyn Iterator<Item = io::Result<Vec<Cell>>> + 'a>> {
    if form == Form::Csv {
        return Ok(Box::new(read_csv(input, columns)?));
    }
    Ok(Box::new(input.lines().map(move |line| {
        let row: Value = serde_json::from_str(&line?)?;
        let cells = columns.iter().map(|column| match row.get(&column.name) {
            None | Some(Value::Null) => Cell::Null,
            Some(value) => column
                .of
                .cell(value)
                .unwrap_or_else(|| super::column::plain(value)),
        });
        Ok(cells.collect())
    })))
}

fn read_csv<'a>(
    input: impl Read + 'a,
    columns: &'a [Column],
) -> io::Result<impl Iterator<Item = io::Result<Vec<Cell>>> + 'a> {
    let mut lines = csv::ReaderBuilder::new().flexible(true).from_reader(input);
    let names = lines.headers().map_err(io::Error::other)?.clone();
    let places: Vec<Option<usize>> = columns
        .iter()
        .map(|column| names.iter().position(|name| name == column.name))
        .collect();
    Ok(lines.into_records().map(move |line| {
        let line = line.map_err(io::Error::other)?;
        let cells = places.iter().map(|place| {
            let text = place.and_then(|place| line.get(place)).unwrap_or_default();
            if text.is_empty() {
                Cell::Null
            } else {
                // It is only written again.
                Cell::Text(text.to_owned())
            }
        });
        Ok(cells.collect())
    }))
}
