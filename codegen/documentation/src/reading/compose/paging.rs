//! How a list goes on.

use serde_json::Value;

use super::entries::Entries;
use crate::edit::Yaml;
use crate::reading::Subject;

/// The paging of a method. A reading may leave out the parameters, which are found by their names.
pub(super) fn paging(subject: &Subject) -> Option<Yaml> {
    let paging = subject.paging.as_ref()?.as_object()?;
    let word = |key: &str| paging.get(key).and_then(Value::as_str);
    let mut entries = Entries::default();
    let style = match word("style") {
        None | Some("start") => None,
        Some(_) if subject.version == 3 => Some("page"),
        Some("page") => Some("number"),
        Some(style) => Some(style),
    };
    if let Some(style) = style {
        entries.put("style", Yaml::text(style));
    }
    if matches!(style, Some("offset" | "number")) {
        let at: &[&str] = match style {
            Some("offset") => &["offset", "start"],
            _ => &["page", "pagenumber", "inumpage", "pagenum", "currentpage"],
        };
        let at = word("at").or_else(|| parameter(subject, at));
        entries.text("at", at);
        let limit = word("limit");
        let limit = limit.or_else(|| parameter(subject, &["limit", "npagesize", "pagesize"]));
        entries.text("limit", limit);
    }
    for key in ["size", "most"] {
        if let Some(rows) = paging.get(key).and_then(Value::as_u64) {
            entries.put(key, Yaml::Scalar(rows.to_string()));
        }
    }
    Some(Yaml::Map(entries.0))
}

/// The parameter of that name, in lower case, wherever it stands.
fn parameter<'s>(subject: &'s Subject, names: &[&str]) -> Option<&'s str> {
    let name = |path: &str| path.rsplit('.').next().unwrap_or(path).to_lowercase();
    let mut params = subject.params.iter().map(|param| param.path.as_str());
    params.find(|path| names.contains(&name(path).as_str()))
}
