//! Methods by their names.

use bitrix24::describe::{self, Method};

use crate::failure::Failure;
use crate::request::closest;

/// The classic protocol, and REST 3.0.
const CLASSIC: u8 = 2;
const NEWER: u8 = 3;

/// The method of that name, whatever its case: of REST 3.0 if that is wanted or if there is no
/// other.
pub(crate) fn find(name: &str, v3: bool) -> Option<&'static Method> {
    let versions: &[u8] = if v3 { &[NEWER] } else { &[CLASSIC, NEWER] };
    let exact = versions
        .iter()
        .find_map(|version| describe::method(name, *version));
    exact.or_else(|| {
        versions.iter().find_map(|wanted| {
            let mut names = describe::names().filter(|(_, version)| version == wanted);
            let (known, version) = names.find(|(known, _)| known.eq_ignore_ascii_case(name))?;
            describe::method(known, version)
        })
    })
}

/// The method of that name, or a failure that names a similar one.
pub(crate) fn known(name: &str, v3: bool) -> Result<&'static Method, Failure> {
    find(name, v3).ok_or_else(|| {
        let hint = match similar(name) {
            Some(similar) => format!("; did you mean `{similar}`?"),
            None => "; `b24 search` finds methods by words".to_owned(),
        };
        Failure::Usage(format!("the description has no method `{name}`{hint}"))
    })
}

/// The name that is most like another one.
pub(crate) fn similar(name: &str) -> Option<&'static str> {
    closest(name, describe::names().map(|(known, _)| known))
}
