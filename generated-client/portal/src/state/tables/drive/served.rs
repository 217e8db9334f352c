//! What the addresses of the Drive lead to.

use bytes::Bytes;

use super::answers::about;
use super::names::{children, name};
use super::upload::Upload;
use super::{ATTACHMENT, FILE, FOLDER, OBJECT, VERSION, is_file, is_present, number};
use crate::answer::{Answer, Failure};
use crate::arguments::Arguments;
use crate::state::drive::Purpose;
use crate::state::table::{Row, RowKey};
use crate::state::{Call, State};
use bitrix24::Map;
use bitrix24::describe;

/// A file that an address leads to.
#[derive(Debug)]
pub(crate) struct Content {
    pub(crate) name: String,
    /// The number of its content, which no other content has.
    pub(crate) number: i64,
    pub(crate) bytes: Bytes,
}

impl State {
    fn content_of(&self, row: &Row) -> Content {
        let id = number(row, "fileid");
        Content {
            name: name(row),
            number: id,
            bytes: self.drive.content(id, number(row, "size")),
        }
    }

    /// The content that an address is for; none if the file is gone.
    pub(crate) fn content(&self, purpose: Purpose) -> Option<Content> {
        let row = match purpose {
            Purpose::File(id) => self.row(&FILE, &RowKey::Number(id))?,
            Purpose::Version(id) => self.row(&VERSION, &RowKey::Number(id))?,
            Purpose::Attachment(id) => {
                let attachment = self.row(&ATTACHMENT, &RowKey::Number(id))?;
                let file = number(&attachment, "objectid");
                self.row(&FILE, &RowKey::Number(file))?
            }
            Purpose::Upload { .. } => return None,
        };
        Some(self.content_of(&row))
    }

    /// What a public link leads to: the content of a file, or the names of what a folder holds.
    pub(crate) fn public(&self, code: &str) -> Option<Content> {
        let id = self.drive.linked(code)?;
        let row = self.row(&OBJECT, &RowKey::Number(id)).filter(is_present)?;
        if is_file(&row) {
            return Some(self.content_of(&row));
        }
        let inner = children(self, id);
        let names = inner.iter().map(|(_, row)| name(row) + "\n");
        Some(Content {
            name: format!("{}.txt", name(&row)),
            number: id,
            bytes: Bytes::from(names.collect::<String>()),
        })
    }

    /// Stores a file that was sent to the address of an upload.
    pub(crate) fn upload(
        &mut self,
        folder: i64,
        unique: bool,
        name: String,
        content: Bytes,
    ) -> Result<Answer, Failure> {
        let gone = || Failure::new(400, "ERROR_NOT_FOUND", "There is no such folder");
        let method = describe::method("disk.folder.uploadFile", 2).ok_or_else(gone)?;
        let row = self.row(&FOLDER, &RowKey::Number(folder));
        let row = row.filter(is_present).ok_or_else(gone)?;
        let arguments = Map::new();
        let call = Call {
            method,
            arguments: Arguments(&arguments),
            ignore_unknown: false,
            by_application: false,
        };
        let upload = Upload {
            folder,
            storage: number(&row, "storageid"),
            name,
            content,
            unique,
        };
        let id = upload.store(self, call)?;
        about(self, &FILE, call, id)
    }
}
