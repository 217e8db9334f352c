//! `b24 METHOD …`: calls a method.

mod list;
mod resume;
mod words;

use std::ffi::OsString;

use bitrix24::describe::{Effect, Kind, Method, PagingStyle};
use bitrix24::{AnyError, CallOptions, Map, RawMethod, Value};

use self::words::Options;
pub(super) use self::words::{FLAGS, VALUES};
use crate::catalogue;
use crate::command::{self, describe, wait};
use crate::failure::Failure;
use crate::output::{self, Format, Rows};
use crate::pages;
use crate::profile::Selection;
use crate::request::{self, Given};

/// A call that is ready to be sent.
#[derive(Debug)]
struct Call {
    name: String,
    version: u8,
    described: Option<&'static Method>,
    params: Value,
}

/// Calls the method that the first word names, with the other words as options and parameters.
pub(super) fn run(selection: &Selection, words: Vec<OsString>) -> Result<(), Failure> {
    let words: Result<Vec<String>, Failure> = words.into_iter().map(text).collect();
    let mut words = words?;
    let name = words.remove(0);
    let v3 = words.iter().any(|word| word == "--v3");
    let described = catalogue::find(&name, v3);
    if described.is_none() {
        check_name(&name)?;
    }
    let is_parameter = |name: &str| described.is_none_or(|method| method.param(name).is_some());
    let mut selection = selection.clone();
    let (options, given) = words::read(words, &mut selection, &is_parameter)?;
    match described {
        Some(method) if options.help => return describe::show(method, 2),
        None if options.help => {
            return Err(Failure::Usage(format!("{name} is not described")));
        }
        _ => {}
    }
    let call = Call {
        name: described.map_or(name, |method| method.name.clone()),
        version: described.map_or(if v3 { 3 } else { 2 }, |method| method.version),
        described,
        params: params(described, given, &options)?,
    };
    if options.dry_run {
        return call.print();
    }
    if options.all {
        list::run(&selection, &call, &options)
    } else if options.resume.is_some() || options.limit.is_some() || options.cursor.is_some() {
        Err(Failure::Usage(
            "`--resume`, `--limit` and `--cursor` are for a whole list, with `--all`".to_owned(),
        ))
    } else {
        call.once(&selection, &options)
    }
}

fn text(word: OsString) -> Result<String, Failure> {
    word.into_string()
        .map_err(|word| Failure::Usage(format!("`{}` is not text", word.display())))
}

/// A name without a description may be called, unless it is rather a mistake.
fn check_name(name: &str) -> Result<(), Failure> {
    if !name.contains('.') {
        let known = command::names();
        let hint = match request::closest(name, known.iter().map(String::as_str)) {
            Some(similar) => format!("; did you mean `b24 {similar}`?"),
            None => "; `b24 search` finds methods by words".to_owned(),
        };
        return Err(Failure::Usage(format!(
            "no subcommand or method `{name}`{hint}"
        )));
    }
    let hint = match catalogue::similar(name) {
        Some(similar) => format!("; did you mean `{similar}`?"),
        None => String::new(),
    };
    eprintln!("b24: {name} is not described, so nothing is checked{hint}");
    Ok(())
}

fn params(described: Option<&Method>, given: Given, options: &Options) -> Result<Value, Failure> {
    match described {
        Some(method) if !options.unchecked => request::described(method, given),
        _ => Ok(request::undescribed(given)),
    }
}

impl Call {
    /// The method for the client.
    fn method(&self) -> RawMethod {
        match self.described {
            Some(described) if described.effect == Effect::Read => pages::method(described).reads(),
            Some(described) => pages::method(described),
            None if self.version == 3 => RawMethod::v3(self.name.as_str()),
            None => RawMethod::from(self.name.as_str()),
        }
    }

    /// Prints the request. There is no secret in it.
    fn print(&self) -> Result<(), Failure> {
        let request = [
            ("method", Value::from(self.name.as_str())),
            ("version", Value::Integer(self.version.into())),
            ("params", self.params.clone()),
        ];
        let request = request.map(|(name, value)| (name.to_owned(), value));
        output::value(&Value::Map(Map::from(request)), Some(Format::Json))
    }

    /// Sends one request and prints its result.
    fn once(&self, selection: &Selection, options: &Options) -> Result<(), Failure> {
        let answer = wait(async {
            let client = selection.client().await?;
            let sent = client.send_raw(self.method(), self.params.clone(), CallOptions::new());
            sent.await.map_err(|error| self.failure(error))
        })?;
        let Some(rows) = self.rows(&answer.result) else {
            // Nothing is written as `null`, `false` or an empty text; other text is no list.
            if self.rows_at().is_some() && !matches!(&answer.result, Value::Map(_) | Value::List(_))
            {
                let found = answer.result.as_text().is_some_and(|text| !text.is_empty())
                    || answer.result.as_integer().is_some();
                if found {
                    let name = &self.name;
                    return Err(Failure::Unreadable(format!(
                        "{name}: expected a list, found one value"
                    )));
                }
            }
            return output::value(&answer.result, options.format);
        };
        // A list with something beside its rows is printed whole, unless rows are asked for.
        if options.format == Some(Format::Json) {
            output::value(&answer.result, options.format)?;
        } else {
            let mut printed = Rows::new(Format::for_rows(options.format), self.columns());
            printed.page(rows)?;
            printed.finish()?;
        }
        let count = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        match (answer.next, answer.total) {
            (Some(_), Some(total)) => {
                eprintln!("b24: {count} of {total} rows; `--all` reads all of them");
            }
            (Some(_), None) => eprintln!("b24: {count} rows, and there are more; see `--all`"),
            (None, total) if self.may_have_more(rows.len(), total) => {
                eprintln!("b24: {count} rows, and there may be more; see `--all`");
            }
            _ => {}
        }
        Ok(())
    }

    /// Whether a page is full, of a method that does not say where the next one begins.
    fn may_have_more(&self, rows: usize, total: Option<i64>) -> bool {
        let Some(paging) = self.described.and_then(|method| method.paging.as_ref()) else {
            return false;
        };
        let limit = match (paging.style, &paging.window) {
            (PagingStyle::Start, _) => return false,
            (_, Some(window)) => window.limit.as_deref(),
            (_, None) => Some("pagination.limit"),
        };
        let given = limit.and_then(|path| {
            let mut keys = path.split('.');
            keys.try_fold(&self.params, |value, key| value.get(key))
        });
        let most = paging.window.as_ref().and_then(|window| window.most);
        let most = most.or(paging.most).map_or(i64::MAX, i64::from);
        let size = given
            .and_then(|limit| limit.read::<i64>().ok())
            .filter(|rows| *rows > 0)
            .unwrap_or(i64::from(paging.size))
            .min(most);
        let rows = i64::try_from(rows).unwrap_or(i64::MAX);
        rows >= size && total.is_none_or(|total| rows < total)
    }

    /// The rows of a result that is a list.
    fn rows<'v>(&self, result: &'v Value) -> Option<&'v [Value]> {
        match self.described {
            Some(method) => {
                if !matches!(method.result.kind, Kind::List(_)) {
                    return None;
                }
                let at = self.rows_at().unwrap_or_default();
                let mut value = at.split('.').filter(|key| !key.is_empty());
                let value = value.try_fold(result, |value, key| value.get(key));
                value?.as_list()
            }
            None => result.as_list(),
        }
    }

    /// The keys that lead to the rows.
    fn rows_at(&self) -> Option<String> {
        self.described.and_then(pages::rows_at)
    }

    /// The columns that the user selected.
    fn columns(&self) -> Option<Vec<String>> {
        let select = ["select", "SELECT"];
        let select = select.iter().find_map(|name| self.params.get(name))?;
        let names = select.as_list()?.iter();
        let names = names.map(|name| name.as_text().map(str::to_owned));
        let names: Vec<String> = names.collect::<Option<_>>()?;
        // `*` stands for many names, and a name with a dot for a part of another field.
        let is_plain = !names.is_empty() && !names.iter().any(|name| name.contains(['*', '.']));
        is_plain.then_some(names)
    }

    /// The failure of a call, with what the documentation says about its error.
    fn failure(&self, error: AnyError) -> Failure {
        let code = error.code().map(str::to_owned);
        let is_unsure = error.did_run().is_none()
            && error.api().is_none()
            && self
                .described
                .is_none_or(|method| method.effect == Effect::Write);
        let mut failure = Failure::from(error);
        if let ("insufficient_scope", Some(method)) =
            (code.as_deref().unwrap_or_default(), self.described)
        {
            let needed = method.scope.join(" or ");
            failure = failure.with_hint(&format!(
                "{} needs the scope {needed}; `b24 doctor` lists those of the profile",
                method.name
            ));
        }
        if let (Some(code), Some(method)) = (code.filter(|code| !code.is_empty()), self.described) {
            let rows = method
                .errors
                .iter()
                .chain(bitrix24::describe::system_errors());
            let row = rows.into_iter().find(|row| row.code == code);
            if let Some(doc) = row.and_then(|row| row.doc.as_deref()) {
                failure = failure.with_hint(&format!("{code}: {doc}"));
            }
        }
        if is_unsure {
            failure =
                failure.with_hint("whether the method ran is unknown; look before you repeat it");
        }
        failure
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether a page of a list with parameters is full.
    fn is_full(name: &str, params: &str, rows: usize, total: Option<i64>) -> bool {
        let call = Call {
            name: name.to_owned(),
            version: 2,
            described: catalogue::find(name, false),
            params: serde_json::from_str(params).expect("JSON"),
        };
        assert!(call.described.is_some(), "{name}");
        call.may_have_more(rows, total)
    }

    #[test]
    fn a_page_is_full_at_the_most_rows_that_it_may_have() {
        // 50 rows, and 200 at most.
        let list = "im.recent.list";
        assert!(is_full(list, r#"{"LIMIT": 1000}"#, 200, None));
        assert!(!is_full(list, r#"{"LIMIT": 1000}"#, 199, None));
        assert!(!is_full(list, r#"{"LIMIT": 1000}"#, 200, Some(200)));
        assert!(is_full(list, r#"{"LIMIT": 100}"#, 100, None));
        assert!(!is_full(list, r#"{"LIMIT": 100}"#, 99, None));
        // The same for `pagination`: 25 rows, and 100 at most.
        let params = r#"{"pagination": {"limit": 500}}"#;
        assert!(is_full("mail.mailbox.list", params, 100, None));
        assert!(!is_full("mail.mailbox.list", params, 99, None));
    }

    #[test]
    fn a_limit_that_is_no_number_of_rows_leaves_the_usual_page() {
        for limit in [r#"{"LIMIT": 0}"#, r#"{"LIMIT": -1}"#, "{}"] {
            for rows in [0, 1, 49] {
                assert!(!is_full("im.recent.list", limit, rows, None), "{limit}");
            }
            assert!(is_full("im.recent.list", limit, 50, None), "{limit}");
        }
    }
}
