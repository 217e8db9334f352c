//! Plans of a portal, by their names.

/// Whether a plan, such as "ent250" or "en_ent250", has the limits of Enterprise.
pub(crate) fn is_enterprise(plan: &str) -> bool {
    plan.split('_').any(|part| part.starts_with("ent"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_of_the_name_says_enterprise() {
        for plan in ["ent250", "en_ent250", "ru_ent10000", "ent"] {
            assert!(is_enterprise(plan), "{plan}");
        }
        for plan in [
            "",
            "std",
            "en_std",
            "pro100",
            "ru_pro100",
            "client",
            "en_content",
        ] {
            assert!(!is_enterprise(plan), "{plan}");
        }
    }
}
