//! Forms with sections and fields.
//!
//! Documentation: <https://apidocs.bitrix24.com/demo/nested/index.html>
use crate::runtime as rt;
/// A column of a form.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/nested/index.html>
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Column {
    /// Identifier of the column.
    ///
    /// Type [`Id<Column>`](Column), read only.
    pub id: Option<rt::Id<Column>>,
    /// Words above the column.
    ///
    /// Type `String`.
    pub title: Option<String>,
    /// Width in pixels.
    ///
    /// Type `i64`.
    pub width: Option<i64>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Column);
impl rt::Record for Column {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["id", "title", "width"]
    }
    #[inline]
    fn aliases(&self) -> &'static [(&'static str, usize)] {
        &[("WIDTH", 2)]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Text(&mut self.title),
            2 => rt::Sink::Integer(&mut self.width),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::text(&self.title),
            2 => rt::ValueRef::integer(self.width),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Column {
    type Key = i64;
}
/// Values of the column.
#[derive(Clone)]
#[must_use]
pub struct AddColumnFields(rt::Params);
rt::object!(AddColumnFields);
impl AddColumnFields {
    /// Starts with what is required.
    ///
    /// Parameters:
    ///
    /// - `title` — Words above the column. Type `String`, required.
    #[inline]
    pub fn new(title: impl rt::IntoArg<String, rt::Required>) -> Self {
        Self(rt::Params::new().with("title", title))
    }
    /// Width in pixels.
    ///
    /// Type `i64`.
    #[inline]
    pub fn width(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("WIDTH", value))
    }
    /// Place among the columns.
    ///
    /// Type `i64`.
    #[inline]
    pub fn sort(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("sort", value))
    }
}
/// The form.
#[derive(Clone)]
#[must_use]
pub struct SaveForm(rt::Params);
rt::object!(SaveForm);
impl SaveForm {
    /// Starts with what is required.
    ///
    /// Parameters:
    ///
    /// - `title` — Title of the form. Type `String`, required.
    /// - `sections` — Sections of the form. Type [`Vec<Section>`](Section), required.
    #[inline]
    pub fn new(
        title: impl rt::IntoArg<String, rt::Required>,
        sections: impl rt::IntoArg<Vec<Section>, rt::Required>,
    ) -> Self {
        Self(rt::Params::new().with("title", title).with("sections", sections))
    }
    /// Look of the form.
    ///
    /// Type [`SaveFormDesign`].
    #[inline]
    pub fn design(self, value: impl rt::IntoArg<SaveFormDesign>) -> Self {
        Self(self.0.with("design", value))
    }
}
/// Look of the form.
#[derive(Clone)]
#[must_use]
pub struct SaveFormDesign(rt::Params);
rt::object!(SaveFormDesign);
impl SaveFormDesign {
    /// Starts with nothing set.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
    /// Whether the form is dark.
    ///
    /// Type `bool`, default `false`.
    #[inline]
    pub fn dark(self, value: impl rt::IntoArg<bool>) -> Self {
        Self(self.0.with("dark", value))
    }
    /// Letters of the form.
    ///
    /// Type [`SaveFormDesignFont`].
    #[inline]
    pub fn font(self, value: impl rt::IntoArg<SaveFormDesignFont>) -> Self {
        Self(self.0.with("font", value))
    }
}
impl Default for SaveFormDesign {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
/// Letters of the form.
#[derive(Clone)]
#[must_use]
pub struct SaveFormDesignFont(rt::Params);
rt::object!(SaveFormDesignFont);
impl SaveFormDesignFont {
    /// Starts with nothing set.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
    /// Height in pixels.
    ///
    /// Type `i64`.
    #[inline]
    pub fn size(self, value: impl rt::IntoArg<i64>) -> Self {
        Self(self.0.with("size", value))
    }
}
impl Default for SaveFormDesignFont {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
/// Sections of the form.
#[derive(Clone)]
#[must_use]
pub struct Section(rt::Params);
rt::object!(Section);
impl Section {
    /// Starts with what is required.
    ///
    /// Parameters:
    ///
    /// - `name` — Name of the section. Type `String`, required.
    #[inline]
    pub fn new(name: impl rt::IntoArg<String, rt::Required>) -> Self {
        Self(rt::Params::new().with("name", name))
    }
    /// Rows of the section.
    ///
    /// Type [`Vec<SectionRows>`](SectionRows).
    #[inline]
    pub fn rows(self, value: impl rt::IntoArg<Vec<SectionRows>>) -> Self {
        Self(self.0.with("rows", value))
    }
}
/// Rows of the section.
#[derive(Clone)]
#[must_use]
pub struct SectionRows(rt::Params);
rt::object!(SectionRows);
impl SectionRows {
    /// Starts with nothing set.
    #[inline]
    pub fn new() -> Self {
        Self(rt::Params::new())
    }
    /// Its code.
    ///
    /// Type `String`.
    #[inline]
    pub fn code(self, value: impl rt::IntoArg<String>) -> Self {
        Self(self.0.with("code", value))
    }
}
impl Default for SectionRows {
    #[inline]
    fn default() -> Self {
        Self::new()
    }
}
/// The form as it was saved.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct SavedForm {
    /// Identifier of the form.
    ///
    /// Type `i64`.
    pub id: Option<i64>,
    /// Owner of the form.
    ///
    /// Type [`SavedFormOwner`].
    pub owner: Option<SavedFormOwner>,
    /// Pages of the form.
    ///
    /// Type [`Vec<SavedFormPages>`](SavedFormPages).
    pub pages: Option<Vec<SavedFormPages>>,
    /// Stamp of whoever saved the form.
    ///
    /// Type [`Map<String, Value>`](rt::Value), can be `null`.
    pub stamp: Option<rt::Map<String, rt::Value>>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(SavedForm);
impl rt::Record for SavedForm {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["id", "owner", "pages", "stamp"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::Sink::Integer(&mut self.id),
            1 => rt::sink(&mut self.owner),
            2 => rt::sink(&mut self.pages),
            3 => rt::sink(&mut self.stamp),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::ValueRef::integer(self.id),
            1 => rt::value_ref(&self.owner),
            2 => rt::value_ref(&self.pages),
            3 => rt::value_ref(&self.stamp),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// Owner of the form.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct SavedFormOwner {
    /// Name of the owner.
    ///
    /// Type `String`.
    pub name: Option<String>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(SavedFormOwner);
impl rt::Record for SavedFormOwner {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["name"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::Sink::Text(&mut self.name),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::ValueRef::text(&self.name),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// Pages of the form.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct SavedFormPages {
    /// Number of the page.
    ///
    /// Type `i64`.
    pub number: Option<i64>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(SavedFormPages);
impl rt::Record for SavedFormPages {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &["number"]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::Sink::Integer(&mut self.number),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::ValueRef::integer(self.number),
            _ => rt::ValueRef::Extra(&self.extra),
        }
    }
}
/// Request of `demo.nested.addColumn`, made by [`add_column()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/nested/index.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct AddColumn(rt::Params);
rt::request!(AddColumn);
rt::typed!(AddColumn);
#[diagnostic::do_not_recommend]
impl rt::Request for AddColumn {
    type Output = Column;
    type Error = AddColumnError;
    const METHOD: &'static rt::Method = &rt::Method::write("demo.nested.addColumn");
}
/// Adds a column to a form.
///
/// Calls `demo.nested.addColumn`.
///
/// Answers [`Column`]: the column as it was added.
///
/// Parameters:
///
/// - `fields` — Values of the column. Type [`AddColumnFields`], required.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/nested/index.html>
#[doc(alias = "demo.nested.addColumn")]
#[inline]
pub fn add_column(fields: impl rt::IntoArg<AddColumnFields, rt::Required>) -> AddColumn {
    AddColumn(rt::Params::new().with("fields", fields))
}
/// Errors of `demo.nested.addColumn`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/nested/index.html>
///
/// The documentation lists none.
pub type AddColumnError = rt::UndocumentedError;
/// Request of `demo.nested.save`, made by [`save()`].
///
/// Documentation: <https://apidocs.bitrix24.com/demo/nested/nested-save.html>
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct Save(rt::Params);
rt::request!(Save);
rt::typed!(Save);
#[diagnostic::do_not_recommend]
impl rt::Request for Save {
    type Output = SavedForm;
    type Error = SaveError;
    const METHOD: &'static rt::Method = &rt::Method {
        at: Some("form"),
        ..rt::Method::write("demo.nested.save")
    };
}
/// Saves a form.
///
/// Calls `demo.nested.save`.
///
/// Answers [`SavedForm`]: the form as it was saved.
///
/// Parameters:
///
/// - `form` — The form. Type [`SaveForm`], required.
///
/// Scope: `crm`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/nested/nested-save.html>
#[doc(alias = "demo.nested.save")]
#[inline]
pub fn save(form: impl rt::IntoArg<SaveForm, rt::Required>) -> Save {
    Save(rt::Params::new().with("form", form))
}
/// Errors of `demo.nested.save`.
///
/// Documentation: <https://apidocs.bitrix24.com/demo/nested/nested-save.html>
///
/// The documentation lists none.
pub type SaveError = rt::UndocumentedError;
