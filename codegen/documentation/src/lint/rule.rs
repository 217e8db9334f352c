//! The rules, one per file.

mod answer_keys;
mod child_heading;
mod default_value;
mod deprecated_replacement;
mod duplicate_anchor;
mod duplicate_key;
mod duplicate_row;
mod elided_json;
mod empty_error;
mod error_example_code;
mod example_type;
mod example_value;
mod invalid_json;
mod missing_answer;
mod missing_include;
mod missing_page;
mod missing_required;
mod orphan_table;
mod parameter_case;
mod row_cells;
mod same_method;
mod scalar_with_fields;
mod scope;
mod stale_anchor;
mod status;
mod title_file;
mod unknown_parameter;
mod wrong_event;
mod wrong_method;
mod wrong_version;

use super::{Rule, Severity};

/// All rules, sorted by name.
pub static RULES: &[Rule] = &[
    child_heading::RULE,
    default_value::RULE,
    deprecated_replacement::RULE,
    duplicate_anchor::RULE,
    duplicate_key::RULE,
    duplicate_row::RULE,
    elided_json::RULE,
    empty_error::RULE,
    error_example_code::RULE,
    example_type::RULE,
    example_value::RULE,
    invalid_json::RULE,
    missing_answer::RULE,
    missing_include::RULE,
    missing_page::RULE,
    missing_required::RULE,
    scope::MISSING,
    orphan_table::RULE,
    parameter_case::RULE,
    row_cells::RULE,
    same_method::RULE,
    scalar_with_fields::RULE,
    stale_anchor::RULE,
    title_file::RULE,
    answer_keys::RULE,
    unknown_parameter::RULE,
    scope::UNKNOWN,
    wrong_event::RULE,
    wrong_method::RULE,
    status::RULE,
    wrong_version::RULE,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_stable_words_in_order() {
        for pair in RULES.windows(2) {
            assert!(
                pair[0].name < pair[1].name,
                "{} before {}",
                pair[0].name,
                pair[1].name
            );
        }
        for rule in RULES {
            assert!(
                rule.name
                    .bytes()
                    .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
            );
            assert!(rule.finds.ends_with('.') && !rule.example.is_empty());
            assert!(rule.severity <= Severity::Error);
        }
    }
}
