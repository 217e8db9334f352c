//! Bodies of the type `multipart/form-data`, as far as an upload needs them.

use bytes::Bytes;
use hyper::header::{CONTENT_TYPE, HeaderMap};

/// A file of a form.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Sent {
    pub(super) name: String,
    pub(super) content: Bytes,
}

/// The file in a field of the form; none if the body is something else.
pub(super) fn file(headers: &HeaderMap, body: &Bytes, field: &str) -> Option<Sent> {
    let content_type = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    let (essence, parameters) = content_type.split_once(';')?;
    if !essence.trim().eq_ignore_ascii_case("multipart/form-data") {
        return None;
    }
    let boundary = parameter(parameters, "boundary")?;
    let limit = format!("--{boundary}");
    let mut at = find(body, limit.as_bytes(), 0)? + limit.len();
    loop {
        let head = at + body.get(at..)?.strip_prefix(b"\r\n").map(|_| 2)?;
        let end_of_head = find(body, b"\r\n\r\n", head)?;
        let content = end_of_head + 4;
        let end = find(body, format!("\r\n{limit}").as_bytes(), content)?;
        let lines = std::str::from_utf8(body.get(head..end_of_head)?).ok()?;
        if let Some(name) = named(lines, field) {
            return Some(Sent {
                name,
                content: body.slice(content..end),
            });
        }
        at = end + 2 + limit.len();
    }
}

/// The name of the file of a part, if the part is that field.
fn named(lines: &str, field: &str) -> Option<String> {
    let is_disposition = |line: &&str| {
        let name = line.split(':').next().unwrap_or_default();
        name.eq_ignore_ascii_case("content-disposition")
    };
    let line = lines.split("\r\n").find(is_disposition)?;
    (parameter(line, "name").as_deref() == Some(field)).then(|| parameter(line, "filename"))?
}

/// A parameter of a header, with or without quotes.
fn parameter(header: &str, wanted: &str) -> Option<String> {
    let mut rest = header;
    while let Some((_, after)) = rest.split_once(wanted) {
        let before = &rest[..rest.len() - after.len() - wanted.len()];
        let starts = before.is_empty() || before.ends_with([' ', ';']);
        if let Some(value) = after.strip_prefix('=').filter(|_| starts) {
            return Some(match value.strip_prefix('"') {
                Some(quoted) => quoted.split('"').next().unwrap_or_default().to_owned(),
                None => value
                    .split(';')
                    .next()
                    .unwrap_or_default()
                    .trim()
                    .to_owned(),
            });
        }
        rest = after;
    }
    None
}

fn find(body: &[u8], wanted: &[u8], from: usize) -> Option<usize> {
    let windows = body.get(from..)?.windows(wanted.len());
    windows
        .enumerate()
        .find(|(_, window)| *window == wanted)
        .map(|(at, _)| from + at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(content_type: &str, body: &'static str) -> Option<(String, String)> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, content_type.parse().expect("a header"));
        let sent = file(&headers, &Bytes::from_static(body.as_bytes()), "file")?;
        let content = String::from_utf8(sent.content.to_vec()).expect("a text");
        Some((sent.name, content))
    }

    #[test]
    fn the_file_of_a_form_is_found() {
        let body = "--x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n1\r\n\
            --x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a b.txt\"\r\n\
            Content-Type: text/plain\r\n\r\none\r\ntwo\r\n--x--\r\n";
        let expected = Some(("a b.txt".to_owned(), "one\r\ntwo".to_owned()));
        assert_eq!(read("multipart/form-data; boundary=x", body), expected);
        assert_eq!(read("multipart/form-data; boundary=\"x\"", body), expected);
        assert_eq!(read("multipart/form-data; boundary=y", body), None);
        assert_eq!(read("application/json", body), None);
        assert_eq!(
            read(
                "multipart/form-data; boundary=x",
                "--x\r\nContent-Disp: form-data"
            ),
            None
        );
    }
}
