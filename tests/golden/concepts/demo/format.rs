//! Notes with fields that users add.
//!
//! Documentation: <https://apidocs.bitrix24.com/demo/format/index.html>
use crate::runtime as rt;
/// A note.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/format/index.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Note {
    /// Identifier of the note.
    ///
    /// Type [`Id<Note>`](Note), read only.
    pub id: Option<rt::Id<Note>>,
    /// Fields that users added.
    ///
    /// Type [`Value`](rt::Value).
    pub uf_note: rt::Map<String, rt::Value>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Note);
#[diagnostic::do_not_recommend]
impl rt::Families for Note {
    const PATTERNS: &'static [&'static str] = &["ufNote*"];
}
impl rt::Record for Note {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["id"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
    #[inline]
    fn patterns(&self) -> &'static [&'static str] {
        <Self as rt::Families>::PATTERNS
    }
    #[inline]
    fn family(&mut self, index: usize) -> Option<&mut dyn rt::EntrySink> {
        match index {
            0 => Some(&mut self.uf_note),
            _ => None,
        }
    }
    #[inline]
    fn family_ref(&self, index: usize) -> Option<&dyn rt::MapRef> {
        match index {
            0 => Some(&self.uf_note),
            _ => None,
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Note {
    type Key = i64;
}
/// Fields for filters, orders and selections.
impl Note {
    /// Field `id`.
    pub const ID: rt::Key<Note, rt::Id<Note>> = rt::Key::new("id");
}
rt::custom!(Note, Every);
/// A note to import, which a program may have as a whole.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/format/index.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Draft {
    /// Picture of the note.
    ///
    /// Type [`File`](rt::File).
    pub scan: Option<rt::File>,
    /// Fields that users added.
    ///
    /// Type [`Value`](rt::Value).
    pub uf_note: rt::Map<String, rt::Value>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Draft);
#[diagnostic::do_not_recommend]
impl rt::Families for Draft {
    const PATTERNS: &'static [&'static str] = &["ufNote*"];
}
impl rt::Record for Draft {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["scan"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.scan),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.scan),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
    #[inline]
    fn patterns(&self) -> &'static [&'static str] {
        <Self as rt::Families>::PATTERNS
    }
    #[inline]
    fn family(&mut self, index: usize) -> Option<&mut dyn rt::EntrySink> {
        match index {
            0 => Some(&mut self.uf_note),
            _ => None,
        }
    }
    #[inline]
    fn family_ref(&self, index: usize) -> Option<&dyn rt::MapRef> {
        match index {
            0 => Some(&self.uf_note),
            _ => None,
        }
    }
}
/// A [`Draft`] to send.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/format/index.html>
#[derive(Clone)]
#[must_use]
pub struct DraftInput(rt::Params);
rt::object!(DraftInput);
impl DraftInput {
    /// Starts with nothing set.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
    /// Picture of the note.
    ///
    /// Type [`File`](rt::File).
    #[inline]
    pub fn scan(self, value: impl rt::IntoArg<rt::File>) -> Self {
        Self(
            self
                .0
                .with_format(
                    "scan",
                    rt::Formats {
                        boolean: rt::BooleanFormat::Unchanged,
                        file: rt::FileFormat::Object,
                    },
                    value,
                ),
        )
    }
    /// Fields that users added.
    ///
    /// Type [`Value`](rt::Value).
    #[inline]
    pub fn uf_note<N: rt::FieldName<rt::Value>>(
        self,
        name: N,
        value: impl rt::IntoArg<N::Value>,
    ) -> Self {
        Self(
            self
                .0
                .with_family_format(
                    "ufNote*",
                    rt::Formats {
                        boolean: rt::BooleanFormat::Flag,
                        file: rt::FileFormat::Id,
                    },
                    &name,
                    value,
                ),
        )
    }
}
impl Default for DraftInput {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
#[diagnostic::do_not_recommend]
impl<P> rt::IntoArg<Draft, P> for DraftInput {
    #[inline]
    fn into_arg(self) -> rt::Arg<Draft> {
        rt::Arg::object(self.0)
    }
}
/// Filter of `demo.format.list`.
///
/// Conditions come from the constants of [`Note`].
///
/// Operators:
///
/// - `=`
#[derive(Clone)]
#[must_use]
pub struct ListFilter(rt::Params);
rt::filter!(ListFilter, Note, Number);
impl ListFilter {
    /// Starts without a condition.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
}
impl Default for ListFilter {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
#[diagnostic::do_not_recommend]
impl rt::Blank for ListFilter {}
rt::allows!(ListFilter : Equal);
/// New values of the note.
#[derive(Clone)]
#[must_use]
pub struct UpdateFields(rt::Params);
rt::object!(UpdateFields);
impl UpdateFields {
    /// Starts with nothing set.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
    /// Picture of the note.
    ///
    /// Type [`File`](rt::File).
    #[inline]
    pub fn scan(self, value: impl rt::IntoArg<rt::File>) -> Self {
        Self(
            self
                .0
                .with_format(
                    "scan",
                    rt::Formats {
                        boolean: rt::BooleanFormat::Unchanged,
                        file: rt::FileFormat::Object,
                    },
                    value,
                ),
        )
    }
    /// Fields that users added.
    ///
    /// Type [`Value`](rt::Value).
    #[inline]
    pub fn uf_note<N: rt::FieldName<rt::Value>>(
        self,
        name: N,
        value: impl rt::IntoArg<N::Value>,
    ) -> Self {
        Self(
            self
                .0
                .with_family_format(
                    "ufNote*",
                    rt::Formats {
                        boolean: rt::BooleanFormat::Flag,
                        file: rt::FileFormat::Object,
                    },
                    &name,
                    value,
                ),
        )
    }
}
impl Default for UpdateFields {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
/// Request of `demo.format.import`, made by [`import()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/format/note-import.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Import(rt::Params);
rt::request!(Import);
#[diagnostic::do_not_recommend]
impl rt::Request for Import {
    type Output = bool;
    type Error = ImportError;
    const METHOD: &'static rt::Method = &rt::Method::write("demo.format.import");
}
impl Import {
    /// Note that comes before them.
    ///
    /// Type [`Draft`].
    #[inline]
    pub fn first(self, value: impl rt::IntoArg<Draft>) -> Self {
        Self(
            self
                .0
                .with_field_formats(
                    "first",
                    &[
                        rt::FieldFormat {
                            name: "scan",
                            holds: rt::Held::File,
                            formats: rt::Formats {
                                boolean: rt::BooleanFormat::Unchanged,
                                file: rt::FileFormat::Object,
                            },
                        },
                        rt::FieldFormat {
                            name: "ufNote*",
                            holds: rt::Held::Other,
                            formats: rt::Formats {
                                boolean: rt::BooleanFormat::Flag,
                                file: rt::FileFormat::Id,
                            },
                        },
                    ],
                    value,
                ),
        )
    }
}
/// Imports notes.
///
/// Calls `demo.format.import`.
///
/// Answers `bool`: whether they were imported.
///
/// Parameters:
///
/// - `notes` — Notes to import. Type [`Vec<Draft>`](Draft), required.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/format/note-import.html>
#[doc(alias = "demo.format.import")]
#[inline]
pub fn import(notes: impl rt::IntoArg<Vec<Draft>, rt::Required>) -> Import {
    Import(
        rt::Params::new()
            .with_field_formats(
                "notes",
                &[
                    rt::FieldFormat {
                        name: "scan",
                        holds: rt::Held::File,
                        formats: rt::Formats {
                            boolean: rt::BooleanFormat::Unchanged,
                            file: rt::FileFormat::Object,
                        },
                    },
                    rt::FieldFormat {
                        name: "ufNote*",
                        holds: rt::Held::Other,
                        formats: rt::Formats {
                            boolean: rt::BooleanFormat::Flag,
                            file: rt::FileFormat::Id,
                        },
                    },
                ],
                notes,
            ),
    )
}
/// Errors of `demo.format.import`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/format/note-import.html>
///
/// The documentation lists none.
pub type ImportError = rt::UndocumentedError;
/// Request of `demo.format.list`, made by [`list()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/format/note-list.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct List(rt::Params);
rt::request!(List);
rt::typed!(List);
#[diagnostic::do_not_recommend]
impl rt::Request for List {
    type Output = Vec<Note>;
    type Error = ListError;
    const METHOD: &'static rt::Method = &rt::Method::read("demo.format.list");
}
impl List {
    /// Which notes to list.
    ///
    /// Type [`ListFilter`].
    #[inline]
    pub fn filter(self, value: impl rt::IntoArg<ListFilter>) -> Self {
        Self(self.0.with("filter", value))
    }
}
/// Lists notes.
///
/// Calls `demo.format.list`.
///
/// Answers [`Vec<Note>`](Note): the notes.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/format/note-list.html>
#[doc(alias = "demo.format.list")]
#[inline]
pub fn list() -> List {
    List(rt::Params::new())
}
/// Errors of `demo.format.list`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/format/note-list.html>
///
/// The documentation lists none.
pub type ListError = rt::UndocumentedError;
/// Request of `demo.format.update`, made by [`update()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/format/note-update.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Update(rt::Params);
rt::request!(Update);
#[diagnostic::do_not_recommend]
impl rt::Request for Update {
    type Output = bool;
    type Error = UpdateError;
    const METHOD: &'static rt::Method = &rt::Method::write("demo.format.update");
}
/// Changes a note.
///
/// Calls `demo.format.update`.
///
/// Answers `bool`: whether the note was changed.
///
/// Parameters:
///
/// - `id` — Note to change. Type [`Id<Note>`](Note), required.
/// - `fields` — New values of the note. Type [`UpdateFields`], required.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/format/note-update.html>
#[doc(alias = "demo.format.update")]
#[inline]
pub fn update(
    id: impl rt::IntoArg<rt::Id<Note>, rt::Required>,
    fields: impl rt::IntoArg<UpdateFields, rt::Required>,
) -> Update {
    Update(
        rt::Params::new()
            .with("id", id)
            .with_field_formats(
                "fields",
                &[
                    rt::FieldFormat {
                        name: "scan",
                        holds: rt::Held::File,
                        formats: rt::Formats {
                            boolean: rt::BooleanFormat::Unchanged,
                            file: rt::FileFormat::Object,
                        },
                    },
                    rt::FieldFormat {
                        name: "ufNote*",
                        holds: rt::Held::Other,
                        formats: rt::Formats {
                            boolean: rt::BooleanFormat::Flag,
                            file: rt::FileFormat::Object,
                        },
                    },
                ],
                fields,
            ),
    )
}
/// Errors of `demo.format.update`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/format/note-update.html>
///
/// The documentation lists none.
pub type UpdateError = rt::UndocumentedError;
