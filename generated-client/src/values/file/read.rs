//! Files from paths and readers.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use base64::engine::general_purpose::STANDARD;
use base64::write::EncoderStringWriter;

use super::{File, pair};

/// A file could not be read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// The path has no file name, or one that is not UTF-8.
    #[error("`{}` has no file name that can be sent; pass one to `File::from_reader`", path.display())]
    Name {
        /// The path.
        path: PathBuf,
    },
    /// The file is larger than the limit.
    #[error("`{name}` is longer than {limit} bytes, the limit of a file that is sent")]
    TooLarge {
        /// Name of the file.
        name: String,
        /// The limit in bytes.
        limit: u64,
    },
    /// The file cannot be opened or read.
    #[error("`{name}` cannot be read: {source}")]
    Read {
        /// Path or name of the file.
        name: String,
        /// The cause.
        source: io::Error,
    },
}

impl File {
    /// Largest number of bytes that [`read`](Self::read) and [`from_reader`](Self::from_reader)
    /// accept: 64 MiB. A request is built in memory, and the cloud ends it after 60 seconds.
    pub const MAX_BYTES: u64 = 64 * 1024 * 1024;

    /// Reads a new file from a path, as a list of its name and its contents.
    /// [`into_data`](Self::into_data) and [`into_contents`](Self::into_contents) convert it to the
    /// other forms.
    ///
    /// It blocks: in asynchronous code, use `tokio::task::spawn_blocking`.
    ///
    /// ```no_run
    /// # #[cfg(feature = "crm")]
    /// # async fn run(client: bitrix24::Client) -> Result<(), Box<dyn std::error::Error>> {
    /// use bitrix24::File;
    ///
    /// let offer = File::read("offers/roof.pdf")?;
    /// let fields = serde_json::json!({ "title": "Roof", "ufCrm_7_1739432938": offer });
    /// client.call_raw("crm.item.add", serde_json::json!({ "entityTypeId": 177, "fields": fields })).await?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    /// The file cannot be read, or has more than [`MAX_BYTES`](Self::MAX_BYTES) bytes.
    pub fn read(path: impl AsRef<Path>) -> Result<Self, FileError> {
        Self::read_up_to(path, Self::MAX_BYTES)
    }

    /// Like [`read`](Self::read), with another limit in bytes.
    pub fn read_up_to(path: impl AsRef<Path>, limit: u64) -> Result<Self, FileError> {
        let path = path.as_ref();
        let name = path.file_name().and_then(|name| name.to_str());
        let name = name.ok_or_else(|| FileError::Name {
            path: path.to_owned(),
        })?;
        let failed = |source| FileError::Read {
            name: path.display().to_string(),
            source,
        };
        let file = fs::File::open(path).map_err(failed)?;
        let size = file.metadata().map_err(failed)?.len();
        if size > limit {
            return Err(too_large(name, limit));
        }
        Self::encode(name.to_owned(), file, size, limit)
    }

    /// Reads a new file from a reader, such as an archive under construction, as a list of its name
    /// and its contents.
    ///
    /// ```
    /// use bitrix24::File;
    ///
    /// let file = File::from_reader("a.txt", "foo".as_bytes())?;
    /// assert_eq!(file.as_value().to_json(), r#"["a.txt","Zm9v"]"#);
    /// assert_eq!(file.into_data().as_value().to_json(), r#"{"fileData":["a.txt","Zm9v"]}"#);
    /// # Ok::<_, bitrix24::values::FileError>(())
    /// ```
    ///
    /// # Errors
    /// The reader fails, or returns more than [`MAX_BYTES`](Self::MAX_BYTES) bytes: no more is read
    /// then.
    pub fn from_reader(name: impl Into<String>, reader: impl Read) -> Result<Self, FileError> {
        Self::from_reader_up_to(name, reader, Self::MAX_BYTES)
    }

    /// Like [`from_reader`](Self::from_reader), with another limit in bytes.
    pub fn from_reader_up_to(
        name: impl Into<String>,
        reader: impl Read,
        limit: u64,
    ) -> Result<Self, FileError> {
        Self::encode(name.into(), reader, 0, limit)
    }

    /// Encodes chunk by chunk, so that the contents are not in memory beside their encoding.
    fn encode(name: String, reader: impl Read, size: u64, limit: u64) -> Result<Self, FileError> {
        let size = usize::try_from(size).unwrap_or_default();
        let text = String::with_capacity(size.div_ceil(3) * 4);
        let mut writer = EncoderStringWriter::from_consumer(text, &STANDARD);
        // One byte more detects a larger file; it may have grown since it was opened.
        match io::copy(&mut reader.take(limit.saturating_add(1)), &mut writer) {
            Ok(bytes) if bytes > limit => Err(too_large(&name, limit)),
            Ok(_) => Ok(Self(pair(name, writer.into_inner()))),
            Err(source) => Err(FileError::Read { name, source }),
        }
    }
}

fn too_large(name: &str, limit: u64) -> FileError {
    FileError::TooLarge {
        name: name.to_owned(),
        limit,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns one byte at a time, and fails at the end.
    struct Torn(&'static [u8]);

    impl Read for Torn {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let (first, rest) = self
                .0
                .split_first()
                .ok_or_else(|| io::Error::other("it is torn"))?;
            self.0 = rest;
            buffer[0] = *first;
            Ok(1)
        }
    }

    #[test]
    fn a_file_is_read_with_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("отчёт.bin");
        let bytes: Vec<u8> = (0..=255).cycle().take(100_000).collect();
        fs::write(&path, &bytes).unwrap();
        let file = File::read(&path).unwrap();
        assert_eq!(file, File::named("отчёт.bin", &bytes));
        assert_eq!(file, File::from_reader("отчёт.bin", &bytes[..]).unwrap());
        assert_eq!(
            file.clone().into_data(),
            File::data("отчёт.bin", &bytes),
            "in an object"
        );
        assert_eq!(file.into_contents(), File::contents(&bytes), "alone");

        let error = File::read(folder.path().join("none")).unwrap_err();
        assert!(matches!(&error, FileError::Read { name, .. } if name.ends_with("none")));
        let error = File::read(folder.path().join("..")).unwrap_err();
        assert!(matches!(error, FileError::Name { .. }));
        let error = File::read(folder.path()).unwrap_err();
        assert!(matches!(error, FileError::Read { .. }), "{error}");
    }

    #[test]
    fn the_bound_holds() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "foobar").unwrap();
        assert_eq!(
            File::read_up_to(&path, 6).unwrap(),
            File::named("a", "foobar")
        );
        let error = File::read_up_to(&path, 5).unwrap_err();
        assert_eq!(
            error.to_string(),
            "`a` is longer than 5 bytes, the limit of a file that is sent"
        );
        // An endless reader is not read to its end.
        let error = File::from_reader_up_to("a", io::repeat(0), 1_000).unwrap_err();
        assert!(matches!(error, FileError::TooLarge { limit: 1_000, .. }));
        assert_eq!(
            File::from_reader_up_to("a", io::empty(), 0).unwrap(),
            File::named("a", "")
        );
        let error = File::from_reader("a", Torn(b"fo")).unwrap_err();
        assert_eq!(error.to_string(), "`a` cannot be read: it is torn");
    }
}
