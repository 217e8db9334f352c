//! Keys of a request that are not parameters: they authorise the call, or belong to the transport.

use serde_json::{Map, Value};

use super::{example, shown};
use bitrix24_codegen::model::Json;

/// The keys that any request may have beside its parameters.
const KEYS: &[&str] = &["auth", "access_token", "sessid"];

/// The body of a request without what only authorises the call, unless `is_parameter` knows the
/// key. The rest of the text is kept as it is; so is a text that is not a JSON object.
pub(super) fn without(body: &str, is_parameter: impl Fn(&str) -> bool) -> String {
    leaving_out(body, |key| KEYS.contains(&key) && !is_parameter(key))
}

/// The body of an answer without the time of the envelope, where it stands one brace too deep: in
/// `result`, and not beside it.
pub(super) fn without_deep_time(body: &str) -> String {
    let Some(Json::Map(map)) = example::json(body) else {
        return body.to_owned();
    };
    let is_deep = map.get("time").is_none() && map.get("result").is_some_and(shown::has_time);
    let members = members(body);
    let result = members.iter().find(|member| member.key == "result");
    let Some((start, end)) = result.filter(|_| is_deep).and_then(|member| {
        let text = &body[member.start..member.end];
        Some((member.start + text.find('{')?, member.end))
    }) else {
        return body.to_owned();
    };
    let inner = leaving_out(&body[start..end], |key| key == "time");
    format!("{}{inner}{}", &body[..start], &body[end..])
}

fn leaving_out(body: &str, is_transport: impl Fn(&str) -> bool) -> String {
    let Ok(keys) = serde_json::from_str::<Map<String, Value>>(body) else {
        return body.to_owned();
    };
    if !keys.keys().any(|key| is_transport(key)) {
        return body.to_owned();
    }
    let members = members(body);
    let kept: Vec<&Member<'_>> = members
        .iter()
        .filter(|member| !is_transport(member.key))
        .collect();
    let (Some(first), Some(last)) = (members.first(), members.last()) else {
        return body.to_owned();
    };
    let mut out = body[..first.start].to_owned();
    for (index, member) in kept.iter().enumerate() {
        if index > 0 {
            out.push(',');
            out.push_str(before(body, member));
        }
        out.push_str(&body[member.start..member.end]);
    }
    out.push_str(&body[last.end..]);
    if kept.is_empty() {
        return "{}".to_owned();
    }
    out
}

/// One key of an object with its value.
#[derive(Debug)]
struct Member<'b> {
    key: &'b str,
    start: usize,
    end: usize,
}

/// The white space before a member.
fn before<'b>(body: &'b str, member: &Member<'_>) -> &'b str {
    let space = body[..member.start].trim_end();
    &body[space.len()..member.start]
}

/// The members of an object, whose text is JSON.
fn members(body: &str) -> Vec<Member<'_>> {
    let mut found: Vec<Member<'_>> = Vec::new();
    let (mut depth, mut text, mut escaped) = (0_usize, None, false);
    let mut open = true;
    for (at, byte) in body.bytes().enumerate() {
        if let Some(start) = text {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => {
                    text = None;
                    if depth == 1 && open {
                        open = false;
                        found.push(Member {
                            key: &body[start + 1..at],
                            start,
                            end: at + 1,
                        });
                    } else if let Some(member) = found.last_mut() {
                        member.end = at + 1;
                    }
                }
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => text = Some(at),
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth -= 1;
                if depth > 0
                    && let Some(member) = found.last_mut()
                {
                    member.end = at + 1;
                }
            }
            b',' if depth == 1 => open = true,
            _ if byte.is_ascii_whitespace() => {}
            _ if depth > 0 => {
                if let Some(member) = found.last_mut() {
                    member.end = at + 1;
                }
            }
            _ => {}
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{without, without_deep_time};

    #[test]
    fn what_authorises_a_call_is_no_parameter() {
        for (body, expected) in [
            (
                r#"{"id":1,"auth":"**put_access_token_here**"}"#,
                r#"{"id":1}"#,
            ),
            (
                r#"{"auth":"a,}\"b", "id":[1, {"auth":2}]}"#,
                r#"{"id":[1, {"auth":2}]}"#,
            ),
            (r#"{ "auth": {"a": "b"} }"#, "{}"),
            (
                "{\n  \"a\": 1,\n  \"access_token\": \"x\",\n  \"b\": true\n}",
                "{\n  \"a\": 1,\n  \"b\": true\n}",
            ),
            (r#"{"fields":{"auth":"x"}}"#, r#"{"fields":{"auth":"x"}}"#),
            (r#"["auth"]"#, r#"["auth"]"#),
            ("{auth: 1}", "{auth: 1}"),
        ] {
            assert_eq!(without(body, |_| false), expected, "{body}");
        }
    }

    #[test]
    fn a_parameter_of_that_name_stays() {
        let body = r#"{"auth":"x"}"#;
        assert_eq!(without(body, |key| key == "auth"), body);
    }

    #[test]
    fn the_time_of_an_answer_stands_beside_its_result() {
        let time = r#""time":{"start":1.5,"finish":2.5,"duration":1.0}"#;
        let deep = format!("{{\n \"result\": {{\"sale\": {{}}, {time}}}\n}}");
        assert_eq!(
            without_deep_time(&deep),
            "{\n \"result\": {\"sale\": {}}\n}"
        );
        for body in [
            format!("{{\"result\":{{{time}}},{time}}}"),
            r#"{"result":{"time":"12:00"}}"#.to_owned(),
            "no JSON".to_owned(),
        ] {
            assert_eq!(without_deep_time(&body), body);
        }
    }
}
