//! The vendor's list, with one line of text per method.

/// A method of the vendor's list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Vendor {
    /// Its name.
    pub name: String,
    /// Whether the list says that it is deprecated.
    pub deprecated: bool,
    /// Its parameters.
    pub params: Vec<VendorField>,
    /// Keys of its answer, without their nesting.
    pub answer: Vec<String>,
}

/// A parameter of the vendor's list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VendorField {
    /// Its name.
    pub name: String,
    /// Whether it must be sent.
    pub required: bool,
    /// What is in it.
    pub fields: Vec<VendorField>,
}

impl Vendor {
    /// Calls `see` with every parameter and its path, names between points.
    pub fn each_param(&self, see: &mut dyn FnMut(&str, &VendorField)) {
        fn each(fields: &[VendorField], before: &str, see: &mut dyn FnMut(&str, &VendorField)) {
            for field in fields {
                let path = if before.is_empty() {
                    field.name.clone()
                } else {
                    format!("{before}.{}", field.name)
                };
                see(&path, field);
                each(&field.fields, &path, see);
            }
        }
        each(&self.params, "", see);
    }
}

/// Reads the list.
///
/// # Errors
///
/// When the parentheses of a line do not match.
pub fn read(text: &str) -> Result<Vec<Vendor>, String> {
    let lines = (1..).zip(text.lines());
    lines
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'))
        .map(|(number, line)| one(line).ok_or_else(|| format!("line {number}: `(` without `)`")))
        .collect()
}

fn one(line: &str) -> Option<Vendor> {
    let mut cells = line.split('\t');
    let name = cells.next()?;
    let mut rest = cells.next().unwrap_or_default();
    let params = fields(&mut rest);
    let answer = cells.next().unwrap_or_default().split_whitespace();
    rest.is_empty().then(|| Vendor {
        name: name.trim_end_matches(" deprecated").to_owned(),
        deprecated: name.ends_with(" deprecated"),
        params,
        answer: answer.map(str::to_owned).collect(),
    })
}

/// Reads fields up to the end, or up to a `)` without its `(`.
fn fields(rest: &mut &str) -> Vec<VendorField> {
    let mut found: Vec<VendorField> = Vec::new();
    loop {
        *rest = rest.trim_start_matches(' ');
        let end = rest.find([' ', '(', ')', '!']).unwrap_or(rest.len());
        if end == 0 {
            return found;
        }
        let mut field = VendorField {
            name: rest[..end].to_owned(),
            ..VendorField::default()
        };
        *rest = &rest[end..];
        if let Some(after) = rest.strip_prefix('!') {
            field.required = true;
            *rest = after;
        }
        if let Some(after) = rest.strip_prefix('(') {
            *rest = after;
            field.fields = fields(rest);
            match rest.strip_prefix(')') {
                Some(after) => *rest = after,
                // What is left makes the line unreadable.
                None => *rest = "(",
            }
        }
        found.push(field);
        if *rest == "(" {
            return found;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_method_with_nested_parameters() {
        let list = read("# head\na.b deprecated\tid! fields!(x y!(z)) n\tkey other\n").unwrap();
        let [method] = &list[..] else {
            panic!("{list:?}")
        };
        assert!(method.deprecated && method.name == "a.b");
        let mut paths = Vec::new();
        method.each_param(&mut |path, field| paths.push((path.to_owned(), field.required)));
        let expected = [
            ("id", true),
            ("fields", true),
            ("fields.x", false),
            ("fields.y", true),
            ("fields.y.z", false),
            ("n", false),
        ];
        assert_eq!(
            paths,
            expected.map(|(path, required)| (path.to_owned(), required))
        );
        assert_eq!(method.answer, ["key", "other"]);
        assert!(read("a\tb(c\n").is_err() && read("a\tb)c\n").is_err());
    }
}
