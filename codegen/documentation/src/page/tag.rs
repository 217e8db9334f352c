//! Tags of the dialect: `{% name arguments %}`.

/// A tag in a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tag<'a> {
    /// Its first word.
    pub(super) name: &'a str,
    /// Its arguments.
    pub(super) arguments: &'a str,
    /// The bytes of the line before it.
    pub(super) start: usize,
    /// The first byte after it.
    pub(super) end: usize,
}

impl<'a> Tag<'a> {
    /// The first tag at or after a byte of a line.
    pub(super) fn find(text: &'a str, from: usize) -> Option<Self> {
        // Nearly every line is without: a search for one byte is the quickest to say so.
        let mut start = from + text[from..].find('{')?;
        while !text[start..].starts_with("{%") {
            start += 1 + text[start + 1..].find('{')?;
        }
        // The percent sign of `{%}` cannot open a tag and close it too.
        let open = start + 2;
        let close = open + text[open..].find("%}")?;
        let inside = text[open..close].trim();
        let (name, arguments) = inside
            .split_once(char::is_whitespace)
            .unwrap_or((inside, ""));
        Some(Self {
            name,
            arguments: arguments.trim(),
            start,
            end: close + 2,
        })
    }

    /// The kind that it opens.
    pub(super) fn opens(self) -> Option<Kind> {
        match self.name {
            "note" => Some(Kind::Note),
            "cut" => Some(Kind::Cut),
            "list" => Some(Kind::List),
            "if" => Some(Kind::If),
            _ => None,
        }
    }

    /// The kind that it closes.
    pub(super) fn closes(self) -> Option<Kind> {
        match self.name {
            "endnote" => Some(Kind::Note),
            "endcut" => Some(Kind::Cut),
            "endlist" => Some(Kind::List),
            "endif" => Some(Kind::If),
            _ => None,
        }
    }

    /// The kind and title of a note: `info "title"`.
    pub(super) fn kind_and_title(self) -> (String, String) {
        match self.arguments.split_once(['"', '“', '”']) {
            Some((kind, _)) => (kind.trim().to_owned(), self.title()),
            None => match self.arguments.split_once(char::is_whitespace) {
                Some((kind, title)) => (kind.to_owned(), title.trim().to_owned()),
                None => (self.arguments.to_owned(), String::new()),
            },
        }
    }

    /// The text between the first and the last quotation mark, or all when there are none.
    pub(super) fn title(self) -> String {
        let marks = ['"', '“', '”'];
        match self.arguments.split_once(marks) {
            Some((_, rest)) => rest
                .rsplit_once(marks)
                .map_or(rest, |(title, _)| title)
                .to_owned(),
            None => self.arguments.to_owned(),
        }
    }

    /// Whether the title is left out, the label and the address of an include:
    /// `notitle [label](address)`.
    pub(super) fn include(self) -> Option<Include<'a>> {
        if self.name != "include" {
            return None;
        }
        let (before, rest) = self.arguments.split_once('[')?;
        let (label, rest) = rest.split_once("](")?;
        let (address, _) = rest.rsplit_once(')')?;
        Some(Include {
            label,
            address: address.trim(),
            without_title: before.trim() == "notitle",
        })
    }
}

/// An include as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Include<'a> {
    pub(super) label: &'a str,
    pub(super) address: &'a str,
    pub(super) without_title: bool,
}

/// Kinds of tags that come in pairs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Note,
    Cut,
    List,
    If,
}
