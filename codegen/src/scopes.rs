//! The scopes that the documentation names.

/// Every documented scope, sorted.
///
/// `api-reference/scopes/permissions.md` lists them; `basic`, `mail`, `note` and `sonet` are named
/// only on the pages of the methods that need them.
pub const ALL: &[&str] = &[
    "ai_admin",
    "basic",
    "biconnector",
    "bizproc",
    "booking",
    "calendar",
    "call",
    "cashbox",
    "catalog",
    "contact_center",
    "crm",
    "delivery",
    "department",
    "disk",
    "documentgenerator",
    "entity",
    "humanresources",
    "humanresources.hcmlink",
    "im",
    "imbot",
    "imconnector",
    "imopenlines",
    "intranet",
    "landing",
    "lists",
    "log",
    "mail",
    "mailservice",
    "main",
    "messageservice",
    "mobile",
    "note",
    "pay_system",
    "placement",
    "pull",
    "rpa",
    "sale",
    "salescenter",
    "sign.b2e",
    "socialnetwork",
    "sonet",
    "sonet_group",
    "task",
    "tasks",
    "tasks_extended",
    "tasksmobile",
    "telephony",
    "timeman",
    "user",
    "user.userfield",
    "user_basic",
    "user_brief",
    "userconsent",
    "userfieldconfig",
    "vote",
];

/// Deprecated scopes that still exist.
pub const DEPRECATED: &[&str] = &["tasks", "tasks_extended", "tasksmobile"];

/// Whether the documentation names the scope.
pub fn is_known(scope: &str) -> bool {
    ALL.binary_search(&scope).is_ok()
}

/// The feature of the client for a scope. The registry takes no dots in names of features, so that
/// `user.userfield` is `user-userfield`.
pub fn feature(scope: &str) -> String {
    scope.replace('.', "-")
}

/// The environment variable that cargo sets for a build script when the feature of a scope is
/// enabled.
pub fn variable_of_feature(scope: &str) -> String {
    let feature = feature(scope).to_uppercase().replace('-', "_");
    format!("CARGO_FEATURE_{feature}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_sorted_and_deprecated_ones_are_known() {
        assert!(ALL.is_sorted());
        assert!(DEPRECATED.iter().all(|scope| is_known(scope)));
        assert!(!is_known("crms"));
    }

    #[test]
    fn every_scope_has_a_feature_of_its_own() {
        let features: std::collections::BTreeSet<String> =
            ALL.iter().map(|scope| variable_of_feature(scope)).collect();
        assert_eq!(features.len(), ALL.len());
        assert_eq!(feature("user.userfield"), "user-userfield");
    }

    #[test]
    fn variables_are_those_of_cargo() {
        assert_eq!(variable_of_feature("crm"), "CARGO_FEATURE_CRM");
        assert_eq!(
            variable_of_feature("pay_system"),
            "CARGO_FEATURE_PAY_SYSTEM"
        );
        assert_eq!(
            variable_of_feature("user.userfield"),
            "CARGO_FEATURE_USER_USERFIELD"
        );
    }
}
