//! Fields of which one must be sent.

use super::condition;
use super::draft::{Field, Required};
use super::prose::{codes, sentences};

/// "At least one of `ID` or `CODE` must be specified" says of both that they are required
/// sometimes, also where they are marked: each when the others are absent. It stands in a row, or
/// in the text beside the table.
pub(super) fn several(fields: &mut [Field], beside: &str) {
    let mut groups: Vec<Vec<String>> = Vec::new();
    let rows = fields.iter().map(|field| field.words.as_str());
    for sentence in rows.chain([beside]).flat_map(sentences) {
        let group: Vec<String> = codes(sentence)
            .iter()
            .map(|code| code.text.to_owned())
            .collect();
        let known = |name: &String| fields.iter().any(|field| field.name == *name);
        if group.len() > 1 && says(sentence) && group.iter().all(known) && !groups.contains(&group)
        {
            groups.push(group);
        }
    }
    for (name, others) in copies(fields) {
        let starred = |field: &&mut Field| {
            others.contains(&field.name) && field.required.0 == Some(Required::Yes)
        };
        for field in fields.iter_mut().filter(starred) {
            field.required.0 = Some(Required::Sometimes);
            field.condition = Some(condition::absent(&[name.as_str()]));
        }
    }
    for group in groups {
        let of_group = fields
            .iter_mut()
            .filter(|field| group.contains(&field.name));
        of_group.for_each(|field| without(field, &group));
    }
}

/// The fields whose value stands for those of others, with the names of these: "its value is copied
/// to `A` and `B`".
fn copies(fields: &[Field]) -> Vec<(String, Vec<String>)> {
    let of_field = |field: &Field| {
        let sentences = sentences(&field.words);
        let said = sentences
            .iter()
            .find_map(|text| text.split_once(" copied to "))?
            .1;
        let others = codes(said)
            .iter()
            .map(|code| code.text.to_owned())
            .collect();
        Some((field.name.clone(), others))
    };
    fields.iter().filter_map(of_field).collect()
}

/// Makes each of some fields required when the others are absent.
pub(super) fn each_without_others(fields: &mut [Field]) {
    let group: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
    for field in fields {
        without(field, &group);
    }
}

fn without(field: &mut Field, group: &[String]) {
    let others = group.iter().filter(|name| **name != field.name);
    let others: Vec<&str> = others.map(String::as_str).collect();
    field.required.0 = Some(Required::Sometimes);
    field.condition = Some(condition::absent(&others));
}

/// Whether a sentence says that one of what it names must be sent.
fn says(sentence: &str) -> bool {
    let text = sentence.trim().to_lowercase();
    let must = ["must provide ", "must pass ", "must specify ", "must send "];
    let is_order = text.starts_with("pass ") || must.iter().any(|word| text.contains(word));
    text.contains("at least one of the") && text.contains(" must be ")
        || text.contains("pass one of the parameters:")
        || is_order && (text.contains(" either ") || text.contains("one of the parameters:"))
}

#[cfg(test)]
mod tests {
    use super::says;

    #[test]
    fn a_group_is_said_in_several_ways() {
        for said in [
            "At least one of the parameters must be specified: `ID` or `CODE`.",
            "Pass one of the parameters: `ID` or `CODE`.",
            " Pass either the `ID` or `CODE` parameter.",
            "You must provide either `ID` or `CODE`.",
        ] {
            assert!(says(said), "{said}");
        }
        for other in [
            "Use either `ID` for one or `CODE` for all.",
            "You can send either `ID`, `CODE`, or both.",
            "To hide it, pass the number and either `ID` or `CODE`.",
        ] {
            assert!(!says(other), "{other}");
        }
    }
}
