//! The syntax of types: `integer`, `id<crm.Deal>`, `Row[]`, `map<string,Row>`, `string|null`.

use std::ops::Range;

/// A type as written, without looking up names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expression {
    /// Its form.
    pub kind: Kind,
    /// Its range in the text, in bytes.
    pub at: Range<usize>,
}

/// The forms of a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// A name, with a namespace before its last dot where it is another file's: `crm.OwnerType`.
    Name(String),
    /// A name with arguments: `id<Row>`.
    Generic(String, Vec<Expression>),
    /// `T[]`
    List(Box<Expression>),
    /// `A|B`
    Union(Vec<Expression>),
}

/// Why a text is not a type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unreadable {
    /// What was expected.
    pub expected: &'static str,
    /// Its range in the text, in bytes.
    pub at: Range<usize>,
}

/// Parses a type.
///
/// # Errors
///
/// When the text is not a type, with what was expected and where.
pub fn parse(text: &str) -> Result<Expression, Unreadable> {
    let mut reader = Reader { text, at: 0 };
    let expression = reader.union()?;
    reader.skip_spaces();
    if reader.at < text.len() {
        return Err(reader.expected("`[]`, `|` or the end of the type"));
    }
    Ok(expression)
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn union(&mut self) -> Result<Expression, Unreadable> {
        let first = self.list()?;
        let start = first.at.start;
        let mut alternatives = vec![first];
        while self.take('|') {
            alternatives.push(self.list()?);
        }
        Ok(match alternatives.len() {
            1 => alternatives.remove(0),
            _ => Expression {
                kind: Kind::Union(alternatives),
                at: start..self.at,
            },
        })
    }

    fn list(&mut self) -> Result<Expression, Unreadable> {
        let mut expression = self.single()?;
        while self.take('[') {
            if !self.take(']') {
                return Err(self.expected("`]`"));
            }
            let start = expression.at.start;
            expression = Expression {
                kind: Kind::List(Box::new(expression)),
                at: start..self.at,
            };
        }
        Ok(expression)
    }

    fn single(&mut self) -> Result<Expression, Unreadable> {
        self.skip_spaces();
        if self.take('(') {
            let inner = self.union()?;
            return if self.take(')') {
                Ok(inner)
            } else {
                Err(self.expected("`)`"))
            };
        }
        let start = self.at;
        let is_name =
            |letter: char| letter.is_ascii_alphanumeric() || letter == '_' || letter == '.';
        let length = self.text[start..]
            .find(|letter| !is_name(letter))
            .unwrap_or(self.text.len() - start);
        if length == 0 {
            return Err(self.expected("the name of a type"));
        }
        self.at += length;
        let name = self.text[start..self.at].to_owned();
        if !self.take('<') {
            return Ok(Expression {
                kind: Kind::Name(name),
                at: start..self.at,
            });
        }
        let mut arguments = vec![self.union()?];
        while self.take(',') {
            arguments.push(self.union()?);
        }
        if !self.take('>') {
            return Err(self.expected("`,` or `>`"));
        }
        Ok(Expression {
            kind: Kind::Generic(name, arguments),
            at: start..self.at,
        })
    }

    fn take(&mut self, letter: char) -> bool {
        let before = self.at;
        self.skip_spaces();
        if self.text[self.at..].starts_with(letter) {
            self.at += letter.len_utf8();
            return true;
        }
        self.at = before;
        false
    }

    fn skip_spaces(&mut self) {
        self.at += self.text[self.at..].len() - self.text[self.at..].trim_start().len();
    }

    fn expected(&self, expected: &'static str) -> Unreadable {
        let next = self.text[self.at..]
            .chars()
            .next()
            .map_or(0, char::len_utf8);
        Unreadable {
            expected,
            at: self.at..self.at + next,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spell(expression: &Expression) -> String {
        let all = |parts: &[Expression], between: &str| {
            parts.iter().map(spell).collect::<Vec<_>>().join(between)
        };
        match &expression.kind {
            Kind::Name(name) => name.clone(),
            Kind::Generic(name, arguments) => format!("{name}<{}>", all(arguments, ",")),
            Kind::List(item) => format!("({})[]", spell(item)),
            Kind::Union(alternatives) => all(alternatives, "|"),
        }
    }

    #[test]
    fn forms_nest() {
        let spelt = |text| spell(&parse(text).unwrap());
        assert_eq!(spelt("integer"), "integer");
        assert_eq!(spelt("map<string, Row[]>[]"), "(map<string,(Row)[]>)[]");
        assert_eq!(spelt("integer | string[]"), "integer|(string)[]");
        assert_eq!(spelt("(integer|string)[]"), "(integer|string)[]");
        assert_eq!(spelt("id<crm.Deal>"), "id<crm.Deal>");
    }

    #[test]
    fn mistakes_are_placed() {
        assert_eq!(
            parse("Row["),
            Err(Unreadable {
                expected: "`]`",
                at: 4..4
            })
        );
        assert_eq!(
            parse("map<string,"),
            Err(Unreadable {
                expected: "the name of a type",
                at: 11..11
            })
        );
        assert_eq!(parse("a b").unwrap_err().at, 2..3);
        assert_eq!(parse("id<é>").unwrap_err().at, 3..5);
    }
}
