//! Fields of CRM objects: their spellings in `crm.item.*` and `crm.deal.*`, and their kinds.

use rust_decimal::Decimal;

use crate::arguments::{self, integer, is_empty, is_yes, items, text};
use crate::moment;
use bitrix24::Value;
use bitrix24::describe::{Kind, Method};
use bitrix24::internal::decimal;

/// The kind of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// A whole number, or an identifier.
    Integer,
    /// An amount of money.
    Money,
    /// `Y` or `N`.
    Flag,
    /// Text.
    Text,
    /// A date, written with the time of its beginning.
    Day,
    /// A moment.
    Time,
    /// Identifiers.
    Integers,
    /// Any value.
    Any,
}

/// A field of deals.
#[derive(Debug)]
pub(super) struct Column {
    /// In `crm.item.*`.
    pub(super) item: &'static str,
    /// In `crm.deal.*`; empty for a field that those methods do not have.
    pub(super) deal: &'static str,
    pub(super) holds: Holds,
}

const fn column(item: &'static str, deal: &'static str, holds: Holds) -> Column {
    Column { item, deal, holds }
}

/// The fields of deals in their documented order, without custom fields and links to smart
/// processes.
pub(super) static DEAL: &[Column] = &[
    column("id", "ID", Holds::Integer),
    column("title", "TITLE", Holds::Text),
    column("typeId", "TYPE_ID", Holds::Text),
    column("stageId", "STAGE_ID", Holds::Text),
    column("probability", "PROBABILITY", Holds::Integer),
    column("currencyId", "CURRENCY_ID", Holds::Text),
    column("opportunity", "OPPORTUNITY", Holds::Money),
    column("isManualOpportunity", "IS_MANUAL_OPPORTUNITY", Holds::Flag),
    column("taxValue", "TAX_VALUE", Holds::Money),
    column("leadId", "LEAD_ID", Holds::Integer),
    column("companyId", "COMPANY_ID", Holds::Integer),
    column("contactId", "CONTACT_ID", Holds::Integer),
    column("quoteId", "QUOTE_ID", Holds::Integer),
    column("begindate", "BEGINDATE", Holds::Day),
    column("closedate", "CLOSEDATE", Holds::Day),
    column("assignedById", "ASSIGNED_BY_ID", Holds::Integer),
    column("createdBy", "CREATED_BY_ID", Holds::Integer),
    column("updatedBy", "MODIFY_BY_ID", Holds::Integer),
    column("createdTime", "DATE_CREATE", Holds::Time),
    column("updatedTime", "DATE_MODIFY", Holds::Time),
    column("opened", "OPENED", Holds::Flag),
    column("closed", "CLOSED", Holds::Flag),
    column("comments", "COMMENTS", Holds::Text),
    column("additionalInfo", "ADDITIONAL_INFO", Holds::Text),
    column("locationId", "LOCATION_ID", Holds::Text),
    column("categoryId", "CATEGORY_ID", Holds::Integer),
    column("stageSemanticId", "STAGE_SEMANTIC_ID", Holds::Text),
    column("isNew", "IS_NEW", Holds::Flag),
    column("isRecurring", "IS_RECURRING", Holds::Flag),
    column("isReturnCustomer", "IS_RETURN_CUSTOMER", Holds::Flag),
    column("isRepeatedApproach", "IS_REPEATED_APPROACH", Holds::Flag),
    column("sourceId", "SOURCE_ID", Holds::Text),
    column("sourceDescription", "SOURCE_DESCRIPTION", Holds::Text),
    column("originatorId", "ORIGINATOR_ID", Holds::Text),
    column("originId", "ORIGIN_ID", Holds::Text),
    column("movedBy", "MOVED_BY_ID", Holds::Integer),
    column("movedTime", "MOVED_TIME", Holds::Time),
    column("lastActivityTime", "LAST_ACTIVITY_TIME", Holds::Time),
    column("utmSource", "UTM_SOURCE", Holds::Text),
    column("utmMedium", "UTM_MEDIUM", Holds::Text),
    column("utmCampaign", "UTM_CAMPAIGN", Holds::Text),
    column("utmContent", "UTM_CONTENT", Holds::Text),
    column("utmTerm", "UTM_TERM", Holds::Text),
    column("lastActivityBy", "LAST_ACTIVITY_BY", Holds::Integer),
    column("contactIds", "CONTACT_IDS", Holds::Integers),
    column("observers", "", Holds::Integers),
    column("webformId", "", Holds::Integer),
    column("dateCreateShort", "", Holds::Any),
    column("dateModifyShort", "", Holds::Any),
    column("begindateShort", "", Holds::Any),
    column("closedateShort", "", Holds::Any),
    column("productId", "", Holds::Integer),
    column("eventDate", "", Holds::Any),
    column("eventDateShort", "", Holds::Any),
    column("eventId", "", Holds::Any),
    column("eventDescription", "", Holds::Any),
    column("searchContent", "", Holds::Any),
    column("orderStage", "", Holds::Any),
    column("isWork", "", Holds::Any),
    column("isWon", "", Holds::Any),
    column("isLose", "", Holds::Any),
    column("receivedAmount", "", Holds::Any),
    column("lostAmount", "", Holds::Any),
    column("hasProducts", "", Holds::Any),
];

/// The column with that name in `crm.item.*`.
pub(super) fn of_item(name: &str) -> Option<&'static Column> {
    DEAL.iter().find(|column| column.item == name)
}

/// The column with that name in `crm.deal.*`.
pub(super) fn of_deal(name: &str) -> Option<&'static Column> {
    let mut columns = DEAL.iter().filter(|column| !column.deal.is_empty());
    columns.find(|column| column.deal == name)
}

/// The kind of a field of an object other than a deal, as described in the method that returns it.
pub(super) fn described(method: &Method, name: &str) -> Holds {
    let object = method.result.kind.object();
    let field = object.and_then(|object| object.fields.iter().find(|field| field.is_named(name)));
    match field.map(|field| &field.kind) {
        Some(Kind::Integer) => Holds::Integer,
        Some(Kind::Double | Kind::Decimal) => Holds::Money,
        Some(Kind::Flag) => Holds::Flag,
        Some(Kind::Text) => Holds::Text,
        Some(Kind::Date) => Holds::Day,
        Some(Kind::DateTime) => Holds::Time,
        _ => of_item(name).map_or(Holds::Any, |column| column.holds),
    }
}

impl Holds {
    /// A value of a request in its stored form.
    pub(super) fn keep(self, value: &Value) -> Value {
        if is_empty(value) {
            return Value::Null;
        }
        let kept = match self {
            Self::Integer => integer(value).map(Value::Integer),
            Self::Money => arguments::decimal(value).map(decimal),
            Self::Flag => Some(flag(is_yes(value))),
            Self::Text => text(value).map(Value::Text),
            Self::Day => moment::day(value).map(Value::Text),
            Self::Time => moment::time(value).map(Value::Text),
            Self::Integers => Some(Value::List(
                numbers(value).into_iter().map(Value::Integer).collect(),
            )),
            Self::Any => Some(value.clone()),
        };
        kept.unwrap_or_default()
    }

    /// A value in the form of `crm.deal.*`, where nearly everything is text.
    pub(super) fn as_text(self, value: &Value) -> Value {
        match (self, arguments::decimal(value)) {
            (Self::Money, Some(mut amount)) => {
                amount.rescale(2);
                Value::Text(amount.to_string())
            }
            _ => match text(value) {
                Some(text) => Value::Text(text),
                None => value.clone(),
            },
        }
    }

    /// A value in a form for comparison: moments of different time zones become numbers.
    pub(super) fn comparable(self, value: &Value) -> Value {
        match (self, value) {
            (_, Value::List(items)) => {
                Value::List(items.iter().map(|item| self.comparable(item)).collect())
            }
            (Self::Day | Self::Time, _) => {
                moment::seconds(value).map_or_else(|| value.clone(), Value::Integer)
            }
            (Self::Any, Value::Text(text)) if looks_like_a_date(text) => {
                moment::seconds(value).map_or_else(|| value.clone(), Value::Integer)
            }
            _ => value.clone(),
        }
    }
}

/// Numbers of a list; one number is a list of one.
pub(super) fn numbers(value: &Value) -> Vec<i64> {
    match integer(value) {
        Some(number) => vec![number],
        None => items(value).into_iter().filter_map(integer).collect(),
    }
}

/// A boolean in the form of CRM methods.
pub(super) fn flag(yes: bool) -> Value {
    Value::from(if yes { "Y" } else { "N" })
}

/// A number with the digits after its point.
pub(super) fn with_digits(mut number: Decimal, digits: u32) -> String {
    number.rescale(digits);
    number.to_string()
}

fn looks_like_a_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 10
        && bytes[..4].iter().all(u8::is_ascii_digit)
        && bytes[4] == b'-'
        && bytes[7] == b'-'
}

/// The name of a custom field or of a link to a smart process in `crm.item.*`: `UF_CRM_2_17` is
/// `ufCrm2_17`, and `UF_CRM_COLOUR` is `ufCrmColour`.
pub(super) fn camel(original: &str) -> String {
    let Some(code) = original.strip_prefix("UF_CRM_") else {
        return original.to_owned();
    };
    let mut name = String::from("ufCrm");
    let parts: Vec<&str> = code.split('_').collect();
    for (index, part) in parts.iter().enumerate() {
        let is_number = part.starts_with(|first: char| first.is_ascii_digit());
        // The number of a smart process stands right behind the prefix.
        let is_process = index == 0 && is_number && parts.len() > 1;
        if is_number && !is_process {
            name.push('_');
        }
        let mut letters = part.chars();
        name.extend(letters.next());
        name.push_str(&letters.as_str().to_ascii_lowercase());
    }
    name
}

/// The original name of a custom field. Returns `None` for other names.
pub(super) fn original(name: &str) -> Option<String> {
    if name.starts_with("UF_") {
        return Some(name.to_owned());
    }
    let code = name.strip_prefix("ufCrm").filter(|code| !code.is_empty())?;
    let mut original = String::from("UF_CRM");
    if !code.starts_with(['_']) && !code.starts_with(|first: char| first.is_ascii_uppercase()) {
        original.push('_');
    }
    for letter in code.chars() {
        if letter.is_ascii_uppercase() {
            original.push('_');
        }
        original.push(letter.to_ascii_uppercase());
    }
    Some(original)
}

/// The name of a link to a smart process in the other spelling: `PARENT_ID_1220` and
/// `parentId1220`.
pub(super) fn parent(name: &str) -> Option<String> {
    let is_number =
        |number: &&str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let upper = name.strip_prefix("PARENT_ID_").filter(is_number);
    let camel = name.strip_prefix("parentId").filter(is_number);
    upper
        .map(|number| format!("parentId{number}"))
        .or_else(|| camel.map(|number| format!("PARENT_ID_{number}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn custom_fields_have_two_names() {
        for (upper, lower) in [
            ("UF_CRM_1721244707107", "ufCrm_1721244707107"),
            ("UF_CRM_2_1639669411830", "ufCrm2_1639669411830"),
            ("UF_CRM_HELLO_WORLD", "ufCrmHelloWorld"),
            ("UF_CRM_COLOUR", "ufCrmColour"),
        ] {
            assert_eq!(camel(upper), lower);
            assert_eq!(original(lower).as_deref(), Some(upper));
            assert_eq!(original(upper).as_deref(), Some(upper));
        }
        assert_eq!((original("title"), original("ufCrm")), (None, None));
        assert_eq!(parent("PARENT_ID_153").as_deref(), Some("parentId153"));
        assert_eq!(parent("parentId153").as_deref(), Some("PARENT_ID_153"));
        assert_eq!((parent("parentId"), parent("PARENT_ID_x")), (None, None));
    }

    #[test]
    fn values_are_kept_and_answered_by_their_kinds() {
        let json = |text: &str| serde_json::from_str::<Value>(text).expect("JSON");
        for (holds, given, kept, answered) in [
            (Holds::Integer, r#""7""#, "7", r#""7""#),
            (Holds::Money, r#""9999.90""#, "9999.9", r#""9999.90""#),
            (Holds::Money, "1000000", "1000000", r#""1000000.00""#),
            (Holds::Flag, r#""1""#, r#""Y""#, r#""Y""#),
            (Holds::Flag, "false", r#""N""#, r#""N""#),
            (Holds::Text, "5", r#""5""#, r#""5""#),
            (
                Holds::Day,
                r#""2024-09-02""#,
                r#""2024-09-02T00:00:00+00:00""#,
                r#""2024-09-02T00:00:00+00:00""#,
            ),
            (Holds::Integer, r#""""#, "null", "null"),
            (Holds::Integers, r#"["4",5]"#, "[4,5]", "[4,5]"),
        ] {
            let value = holds.keep(&json(given));
            assert_eq!(
                (value.to_json(), holds.as_text(&value).to_json()),
                (kept.to_owned(), answered.to_owned())
            );
        }
    }
}
