//! What the Drive has beside its rows: contents of files, and the addresses that lead to them.

use std::collections::BTreeMap;
use std::hash::{BuildHasher, RandomState};

use bytes::Bytes;

use crate::form::escaped;

/// Contents of files, and what links to them.
#[derive(Debug, Default)]
pub(crate) struct Drive {
    /// The address of the portal, such as `http://127.0.0.1:8080`.
    origin: String,
    /// Signs the tokens of addresses.
    secret: RandomState,
    /// Contents by their numbers, those of the examples not among them.
    contents: BTreeMap<i64, Bytes>,
    /// Files and folders by the codes of their public links.
    links: BTreeMap<String, i64>,
    /// The levels of access that users have got to folders.
    shares: BTreeMap<(i64, i64), String>,
}

/// The number of the last content of the examples.
const LAST_OF_EXAMPLES: i64 = 40_000;

/// What an address is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Reading the content of a file.
    File(i64),
    /// Reading the content of a version.
    Version(i64),
    /// Reading the file of an attachment.
    Attachment(i64),
    /// Writing a file into a folder.
    Upload {
        /// The folder.
        folder: i64,
        /// Whether a number is added to a name that is taken.
        unique: bool,
    },
}

impl Purpose {
    fn written(self) -> String {
        match self {
            Self::File(id) => format!("id={id}"),
            Self::Version(id) => format!("id={id}&service=version"),
            Self::Attachment(id) => format!("attachedId={id}"),
            Self::Upload { folder, unique } => {
                format!("id={folder}&generateUniqueName={}", u8::from(unique))
            }
        }
    }

    fn read(text: &str) -> Option<Self> {
        let (name, rest) = text.split_once('=')?;
        let (id, rest) = rest.split_once('&').unwrap_or((rest, ""));
        let id = id.parse().ok()?;
        match (name, rest) {
            ("id", "") => Some(Self::File(id)),
            ("id", "service=version") => Some(Self::Version(id)),
            ("attachedId", "") => Some(Self::Attachment(id)),
            ("id", rest) => Some(Self::Upload {
                folder: id,
                unique: match rest.strip_prefix("generateUniqueName=")? {
                    "1" => true,
                    "0" => false,
                    _ => return None,
                },
            }),
            _ => None,
        }
    }
}

impl Drive {
    /// Sets the address of the portal.
    pub(crate) fn listens(&mut self, origin: String) {
        self.origin = origin;
    }

    /// The address of the portal.
    pub(in crate::state) fn origin(&self) -> &str {
        &self.origin
    }

    /// An address with a token of its own.
    pub(in crate::state) fn address(&self, purpose: Purpose) -> String {
        let origin = &self.origin;
        let auth = self.auth();
        if let Purpose::Attachment(id) = purpose {
            let auth = self.signed(&purpose.written());
            return format!(
                "{origin}/bitrix/tools/disk/uf.php?attachedId={id}&auth[auth]={auth}&action=download&ncc=1"
            );
        }
        let service = match purpose {
            Purpose::Upload { .. } => "upload",
            _ => "download",
        };
        let written = purpose.written();
        let token = format!("disk|{written}|{}", self.signed(&written));
        format!(
            "{origin}/rest/{service}.json?auth={auth}&token={}",
            escaped(&token)
        )
    }

    /// What an address with this authorisation and token is for.
    pub(crate) fn admits(&self, auth: &str, token: &str) -> Option<Purpose> {
        let mut parts = token.split('|');
        let (service, written, signature) = (parts.next()?, parts.next()?, parts.next()?);
        let is_signed = service == "disk" && signature == self.signed(written);
        (is_signed && auth == self.auth()).then(|| Purpose::read(written))?
    }

    /// Whether the token is that of an attachment.
    pub(crate) fn admits_attachment(&self, id: i64, token: &str) -> Option<Purpose> {
        let purpose = Purpose::Attachment(id);
        (token == self.signed(&purpose.written())).then_some(purpose)
    }

    fn auth(&self) -> String {
        self.signed("auth") + &self.signed("auth again")
    }

    fn signed(&self, text: &str) -> String {
        format!("{:016x}", self.secret.hash_one(text))
    }

    /// Stores a content, and returns its number.
    pub(in crate::state) fn store(&mut self, content: Bytes) -> i64 {
        let last = self.contents.keys().next_back().copied();
        let number = last.unwrap_or(LAST_OF_EXAMPLES) + 1;
        self.contents.insert(number, content);
        number
    }

    /// A content. The files of the examples have zeros.
    pub(in crate::state) fn content(&self, number: i64, size: i64) -> Bytes {
        let known = self.contents.get(&number).cloned();
        known.unwrap_or_else(|| Bytes::from(vec![0; usize::try_from(size).unwrap_or(0)]))
    }

    /// The public link of a file or a folder.
    pub(in crate::state) fn link(&mut self, id: i64) -> String {
        let code = self.signed(&format!("link {id}"))[..8].to_owned();
        let link = format!("{}/~{code}", self.origin);
        self.links.insert(code, id);
        link
    }

    /// The file or folder of a public link.
    pub(crate) fn linked(&self, code: &str) -> Option<i64> {
        self.links.get(code).copied()
    }

    /// Gives a user a level of access to a folder.
    pub(in crate::state) fn share(&mut self, folder: i64, user: i64, level: String) {
        self.shares.insert((folder, user), level);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_good_for_its_purpose_only() {
        let drive = Drive::default();
        for purpose in [
            Purpose::File(5),
            Purpose::Version(5),
            Purpose::Upload {
                folder: 5,
                unique: true,
            },
        ] {
            let address = drive.address(purpose);
            let (_, query) = address.split_once('?').expect("a query");
            let query = bitrix24::internal::php::decode(query.as_bytes()).expect("a query");
            let text = |name: &str| {
                query
                    .get(name)
                    .and_then(|value| value.as_text())
                    .unwrap_or_default()
            };
            let (auth, token) = (text("auth"), text("token"));
            assert_eq!(drive.admits(auth, token), Some(purpose));
            assert_eq!(drive.admits("", token), None);
            let other = token.replace("id=5", "id=6");
            assert_eq!(drive.admits(auth, &other), None);
        }
    }
}
