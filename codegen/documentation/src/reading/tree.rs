//! Fields by path as trees.

use super::Field;

/// A field with what is in it.
#[derive(Debug, Clone, Default)]
pub(super) struct Branch<'r> {
    /// Its name on the wire.
    pub(super) name: String,
    /// What was read; nothing of what only has a path that leads through it.
    pub(super) field: Option<&'r Field>,
    /// Whether its path says that it is a list, or an object with keys of its own.
    pub(super) form: &'static str,
    /// What is in it.
    pub(super) inside: Vec<Branch<'r>>,
    /// Whether what is in it is complete, so that its shared type adds nothing.
    pub(super) is_complete: bool,
    /// Whether it comes from a shared type, in a parameter whose requirement the page does not mark.
    pub(super) is_unmarked: bool,
}

impl<'r> Branch<'r> {
    /// Fields as a tree. A field whose path is empty or only a form is the whole.
    pub(super) fn of(fields: &'r [Field]) -> Self {
        let mut root = Self::default();
        for field in fields {
            root.add(&steps(&field.path), field);
        }
        root
    }

    fn add(&mut self, steps: &[(String, &'static str)], field: &'r Field) {
        let Some(((name, form), rest)) = steps.split_first() else {
            self.field.get_or_insert(field);
            return;
        };
        if name.is_empty() {
            // A form alone: the rows of a list that is the whole.
            self.form = form;
            if rest.is_empty() {
                self.field.get_or_insert(field);
            } else {
                self.add(rest, field);
            }
            return;
        }
        let index = self.inside.iter().position(|branch| branch.name == *name);
        let index = index.unwrap_or_else(|| {
            self.inside.push(Self {
                name: name.clone(),
                ..Self::default()
            });
            self.inside.len() - 1
        });
        let branch = &mut self.inside[index];
        if !form.is_empty() {
            branch.form = form;
        }
        branch.add(rest, field);
    }

    /// What is in it by a name.
    pub(super) fn get(&self, name: &str) -> Option<&Self> {
        self.inside.iter().find(|branch| branch.name == name)
    }
}

/// The names on a path, each with its form: `rows[].price` is `rows` with `[]`, and `price`.
fn steps(path: &str) -> Vec<(String, &'static str)> {
    let mut steps = Vec::new();
    let mut name = String::new();
    let mut quoted = false;
    let mut depth = 0_usize;
    for letter in path.chars() {
        match letter {
            '"' => quoted = !quoted,
            '.' if !quoted && depth == 0 => steps.push(std::mem::take(&mut name)),
            '{' => {
                depth += 1;
                name.push(letter);
            }
            '}' => {
                depth = depth.saturating_sub(1);
                name.push(letter);
            }
            _ => name.push(letter),
        }
    }
    if !name.is_empty() {
        steps.push(name);
    }
    let step = |mut name: String| {
        let mut form = "";
        for ending in ["[]{}", "{}{}", "[][]", "{}[]", "[]", "{}"] {
            if let Some(rest) = name.strip_suffix(ending) {
                (name, form) = (rest.to_owned(), ending);
                break;
            }
        }
        (name, form)
    };
    steps.into_iter().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::steps;

    #[test]
    fn paths_are_taken_apart() {
        let text = |path: &str| {
            let steps = steps(path);
            let words = steps.iter().map(|(name, form)| format!("{name} {form}"));
            words.collect::<Vec<_>>().join(", ")
        };
        assert_eq!(text("rows[].price"), "rows [], price ");
        assert_eq!(text("fields.PARENT_ID_{n}"), "fields , PARENT_ID_{n} ");
        assert_eq!(text("items{}.\"a.b\""), "items {}, a.b ");
        assert_eq!(text("[].ID"), " [], ID ");
        assert_eq!(text(""), "");
    }
}
