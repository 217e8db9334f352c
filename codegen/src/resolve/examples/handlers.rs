//! Checks what handlers receive: events and placements.

use serde_json::{Map, Value};

use super::Reader;
use super::spellings::is_text;
use crate::ir::{Codes, Event, Placement, Ty, TypeKind};
use crate::pattern;

/// The parameters that the handler of any placement receives: in the query, then in the body.
const PARAMETERS: [&str; 14] = [
    "DOMAIN",
    "PROTOCOL",
    "LANG",
    "APP_SID",
    "AUTH_ID",
    "AUTH_EXPIRES",
    "REFRESH_ID",
    "SERVER_ENDPOINT",
    "APPLICATION_TOKEN",
    "APPLICATION_SCOPE",
    "member_id",
    "status",
    "PLACEMENT",
    "PLACEMENT_OPTIONS",
];

impl Reader<'_> {
    pub(super) fn event(&mut self, event: &Event, body: &Value) {
        let name = body.get("event").unwrap_or(&Value::Null);
        let same = name
            .as_str()
            .is_some_and(|name| name.eq_ignore_ascii_case(&event.name));
        self.expect(same, "event", "the name of the event", name);
        // An event without data has none, or an empty list.
        if let Some(data) = body.get("data") {
            self.value("data", &Ty::Named(event.data.clone()), data);
        }
    }

    pub(super) fn placement(&mut self, placement: &Placement, body: &Value) {
        let Value::Object(parameters) = body else {
            return self.note("", "the parameters of the handler", body);
        };
        for (name, value) in parameters {
            let known = PARAMETERS.contains(&name.as_str());
            self.expect(known, name, "no such key", value);
            self.expect(is_text(value), name, "text", value);
        }
        let code = parameters.get("PLACEMENT").unwrap_or(&Value::Null);
        let known = code
            .as_str()
            .is_some_and(|code| self.is_code(placement, code));
        self.expect(known, "PLACEMENT", "a code of the placement", code);
        self.options(placement, parameters);
    }

    fn is_code(&self, placement: &Placement, code: &str) -> bool {
        let Codes::Many(codes) = &placement.codes else {
            return code == placement.name;
        };
        let Some(TypeKind::Enumeration(codes)) = self.schema.get(codes).map(|ty| &ty.kind) else {
            return false;
        };
        codes.variants.iter().any(|variant| {
            variant.wire == code || (variant.family && pattern::fits(&variant.wire, code))
        })
    }

    fn options(&mut self, placement: &Placement, parameters: &Map<String, Value>) {
        const KEY: &str = "PLACEMENT_OPTIONS";
        let Some(given) = parameters.get(KEY) else {
            return;
        };
        match given.as_str().map(serde_json::from_str) {
            Some(Ok(options)) => {
                self.value(KEY, &Ty::Named(placement.request.clone()), &options);
            }
            _ => self.note(KEY, "JSON in a string", given),
        }
    }
}
