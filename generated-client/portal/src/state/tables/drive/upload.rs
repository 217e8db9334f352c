//! Files that are uploaded: in the body of a call, or to an address that it returns.

use bytes::Bytes;

use super::answers::about;
use super::names::{is_taken, unique};
use super::{FILE, FOLDER, number, objects, present, storages, versions};
use crate::answer::{Answer, Failure};
use crate::arguments::{is_yes, items};
use crate::state::drive::Purpose;
use crate::state::table::Table;
use crate::state::{Call, State};
use bitrix24::{Map, Value};

/// A file on its way into a folder.
pub(super) struct Upload {
    pub(super) folder: i64,
    pub(super) storage: i64,
    pub(super) name: String,
    pub(super) content: Bytes,
    /// Whether a number is added to a name that is taken.
    pub(super) unique: bool,
}

impl Upload {
    /// Stores the file, and returns its identifier.
    pub(super) fn store(self, state: &mut State, call: Call<'_>) -> Result<i64, Failure> {
        let Self {
            folder, storage, ..
        } = self;
        let name = if self.unique {
            unique(state, folder, &self.name, None)
        } else if is_taken(state, folder, &self.name, None) {
            return Err(objects::taken(call));
        } else {
            self.name
        };
        let size = i64::try_from(self.content.len()).unwrap_or(i64::MAX);
        let mut row = objects::fresh(&name, storage, folder);
        let values = [
            ("type", Value::from("file")),
            ("globalcontentversion", 1.into()),
            ("fileid", state.drive.store(self.content).into()),
            ("size", size.into()),
        ];
        row.extend(values.map(|(name, value)| (name.to_owned(), value)));
        let id = objects::put(state, row);
        versions::keep(state, id);
        Ok(id)
    }
}

pub(super) fn into_storage(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let place = storages::root(state, call)?;
    from_body(state, table, call, place)
}

/// A call without a content gets an address to which the file can be sent.
pub(super) fn into_folder(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (folder, row) = present(state, &FOLDER, call, "id")?;
    if call
        .arguments
        .get("fileContent")
        .is_some_and(|given| !given.is_null())
    {
        return from_body(state, table, call, (folder, number(&row, "storageid")));
    }
    let unique = is_unique(call);
    let address = state.drive.address(Purpose::Upload { folder, unique });
    let answer = [("field", "file".into()), ("uploadUrl", address.into())];
    let answer = answer.map(|(name, value): (_, Value)| (name.to_owned(), value));
    Ok(Answer::at(call.method, Map::from(answer)))
}

fn is_unique(call: Call<'_>) -> bool {
    call.arguments.get("generateUniqueName").is_some_and(is_yes)
}

fn from_body(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
    (folder, storage): (i64, i64),
) -> Result<Answer, Failure> {
    let name = call.arguments.object("data").text("NAME");
    let Some(name) = name.filter(|name| !name.is_empty()) else {
        let message = "Error: required parameter NAME (DISK_BASE_SERVICE_22001)";
        let code = "DISK_BASE_SERVICE_22001";
        return Err(Failure::with_message(call.method, code, message));
    };
    let upload = Upload {
        folder,
        storage,
        name,
        content: content(call)?,
        unique: is_unique(call),
    };
    let id = upload.store(state, call)?;
    about(state, table, call, id)
}

/// The next version of a file.
pub(super) fn version(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let (id, row) = present(state, &FILE, call, "id")?;
    let content = content(call)?;
    let size = i64::try_from(content.len()).unwrap_or(i64::MAX);
    let content = state.drive.store(content);
    versions::replace(state, id, row, content, size);
    about(state, table, call, id)
}

/// The content of a call: a text, or a list of a name and a text.
fn content(call: Call<'_>) -> Result<Bytes, Failure> {
    let given = call.arguments.get("fileContent");
    let text = match given {
        Some(Value::Text(text)) => Some(text.as_str()),
        Some(pair) => items(pair).get(1).and_then(|text| text.as_text()),
        None => None,
    };
    match text {
        Some(text) => Ok(Bytes::from(decoded(text))),
        None => {
            let mut rows = call.method.errors.iter();
            let row = rows.find(|row| row.name == "SaveFailed");
            Err(row.map_or_else(
                || Failure::new(400, "0", "Could not save file"),
                |row| Failure::documented(row, "Could not save file"),
            ))
        }
    }
}

/// Base64 as PHP reads it, which passes over what does not belong to it.
fn decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut held, mut bits) = (0_u32, 0);
    for letter in text.bytes() {
        let digit = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => continue,
        };
        held = held << 6 | u32::from(digit);
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).unwrap_or_default());
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_read_as_php_does() {
        for (text, expected) in [
            ("", &b""[..]),
            ("YQ==", b"a"),
            ("YQ", b"a"),
            ("YWI=", b"ab"),
            ("YWJj", b"abc"),
            ("Y W\r\nJ...j", b"abc"),
            ("/+8=", &[0xff, 0xef]),
        ] {
            assert_eq!(decoded(text), expected, "{text}");
        }
    }
}
