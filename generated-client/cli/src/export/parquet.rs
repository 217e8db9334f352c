//! Rows in a Parquet file.

use std::fs::File;
use std::io;
use std::mem;
use std::path::Path;
use std::sync::Arc;

use bitrix24::{Date, DateTime};
use chrono::{NaiveDate, TimeZone as _, Utc};
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::record::Field;
use parquet::schema::types::Type;

use super::column::{Cell, Column, ColumnType};

/// Rows that are written together. They are in memory until then.
const GROUP: usize = 5_000;

/// Writes a Parquet file.
pub(super) struct Writer<'a> {
    file: SerializedFileWriter<File>,
    columns: &'a [Column],
    rows: Vec<Vec<Cell>>,
}

impl<'a> Writer<'a> {
    /// A writer of a file with these columns.
    pub(super) fn new(file: File, columns: &'a [Column]) -> io::Result<Self> {
        let fields: Result<Vec<_>, _> = columns.iter().map(field).collect();
        let schema = Type::group_type_builder("row")
            .with_fields(fields.map_err(failed)?)
            .build()
            .map_err(failed)?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::SNAPPY)
            .build();
        let file = SerializedFileWriter::new(file, Arc::new(schema), Arc::new(properties));
        Ok(Self {
            file: file.map_err(failed)?,
            columns,
            rows: Vec::with_capacity(GROUP),
        })
    }

    /// Adds a row.
    pub(super) fn add(&mut self, row: Vec<Cell>) -> io::Result<()> {
        self.rows.push(row);
        if self.rows.len() == GROUP {
            self.write_group()?;
        }
        Ok(())
    }

    /// Writes the rest, and the directory of the file.
    pub(super) fn finish(mut self) -> io::Result<()> {
        if !self.rows.is_empty() {
            self.write_group()?;
        }
        let file = self.file.into_inner().map_err(failed)?;
        file.sync_all()
    }

    fn write_group(&mut self) -> io::Result<()> {
        let rows = mem::take(&mut self.rows);
        let mut group = self.file.next_row_group().map_err(failed)?;
        let mut index = 0;
        while let Some(mut output) = group.next_column().map_err(failed)? {
            let cells = rows.iter().map(|row| &row[index]);
            write_column(&mut output, &self.columns[index], cells)?;
            output.close().map_err(failed)?;
            index += 1;
        }
        group.close().map_err(failed)?;
        Ok(())
    }
}

/// The type of a column.
fn field(column: &Column) -> Result<Arc<Type>, ParquetError> {
    let (physical, logical) = match column.of {
        ColumnType::Integer => (Physical::INT64, None),
        ColumnType::Number => (Physical::DOUBLE, None),
        ColumnType::Boolean => (Physical::BOOLEAN, None),
        ColumnType::Date => (Physical::INT32, Some(LogicalType::Date)),
        ColumnType::Moment => (
            Physical::INT64,
            Some(LogicalType::timestamp(true, TimeUnit::MICROS)),
        ),
        ColumnType::Text | ColumnType::Json => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
    };
    Type::primitive_type_builder(&column.name, physical)
        .with_logical_type(logical)
        .with_repetition(Repetition::OPTIONAL)
        .build()
        .map(Arc::new)
}

fn write_column<'c>(
    output: &mut SerializedColumnWriter<'_>,
    column: &Column,
    cells: impl Iterator<Item = &'c Cell> + Clone,
) -> io::Result<()> {
    let levels: Vec<i16> = cells
        .clone()
        .map(|cell| i16::from(*cell != Cell::Null))
        .collect();
    let cells = cells.filter(|cell| **cell != Cell::Null);
    let other = |cell: &Cell| {
        io::Error::other(format!(
            "`{}` has the value `{}`, which is of another type; `--text {}` exports it as text",
            column.name,
            cell.text(),
            column.name
        ))
    };
    macro_rules! write {
        ($type:ty, $read:expr) => {{
            let values: io::Result<Vec<_>> = cells
                .map(|cell| $read(cell).ok_or_else(|| other(cell)))
                .collect();
            output
                .typed::<$type>()
                .write_batch(&values?, Some(&levels), None)
        }};
    }
    let written = match column.of {
        ColumnType::Integer => write!(Int64Type, |cell: &Cell| match cell {
            Cell::Integer(number) => Some(*number),
            _ => None,
        }),
        ColumnType::Number => write!(DoubleType, |cell: &Cell| match cell {
            Cell::Number(text) => text.parse().ok(),
            _ => None,
        }),
        ColumnType::Boolean => write!(BoolType, |cell: &Cell| match cell {
            Cell::Boolean(is) => Some(*is),
            _ => None,
        }),
        ColumnType::Date => write!(Int32Type, |cell: &Cell| match cell {
            Cell::Date(date) => days(*date),
            _ => None,
        }),
        ColumnType::Moment => write!(Int64Type, |cell: &Cell| match cell {
            Cell::Moment(moment, _) => Some(micros(*moment)),
            _ => None,
        }),
        ColumnType::Text | ColumnType::Json => write!(ByteArrayType, |cell: &Cell| Some(
            ByteArray::from(cell.text().into_bytes())
        )),
    };
    written.map(|_| ()).map_err(failed)
}

/// Days since 1970.
fn days(date: Date) -> Option<i32> {
    let day = NaiveDate::from_ymd_opt(date.year(), date.month(), date.day())?;
    let days = day.signed_duration_since(NaiveDate::default()).num_days();
    i32::try_from(days).ok()
}

/// Microseconds since 1970. A moment without a time zone counts as one of UTC.
fn micros(moment: DateTime) -> i64 {
    match moment.instant() {
        Some(instant) => instant.timestamp_micros(),
        None => moment.local().and_utc().timestamp_micros(),
    }
}

/// Reads the rows of a file, with these columns.
pub(super) fn read(
    path: &Path,
    columns: &[Column],
    take: &mut dyn FnMut(Vec<Cell>) -> io::Result<()>,
) -> io::Result<()> {
    let reader = SerializedFileReader::new(File::open(path)?).map_err(failed)?;
    for row in reader.get_row_iter(None).map_err(failed)? {
        let row = row.map_err(failed)?;
        let mut cells = vec![Cell::Null; columns.len()];
        for (name, value) in row.get_column_iter() {
            let place = columns.iter().position(|column| column.name == *name);
            if let Some(place) = place {
                cells[place] = cell(value);
            }
        }
        take(cells)?;
    }
    Ok(())
}

fn cell(value: &Field) -> Cell {
    match value {
        Field::Bool(is) => Cell::Boolean(*is),
        Field::Long(number) => Cell::Integer(*number),
        Field::Double(number) => Cell::Number(number.to_string()),
        Field::Str(text) => Cell::Text(text.clone()),
        Field::Date(days) => {
            let day = NaiveDate::default() + chrono::Duration::days((*days).into());
            match day.to_string().parse() {
                Ok(date) => Cell::Date(date),
                Err(_) => Cell::Null,
            }
        }
        Field::TimestampMicros(micros) => match Utc.timestamp_micros(*micros).single() {
            Some(moment) => {
                let text = moment.to_rfc3339();
                match text.parse() {
                    Ok(moment) => Cell::Moment(moment, text),
                    Err(_) => Cell::Null,
                }
            }
            None => Cell::Null,
        },
        _ => Cell::Null,
    }
}

fn failed(error: ParquetError) -> io::Error {
    io::Error::other(error)
}
