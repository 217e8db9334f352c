//! Lists of methods that are called by their names.

use std::sync::OnceLock;

use crate::calling::{RawMethod, RawParams};
use crate::client::Client;
use crate::error::RequestKind;
use crate::error_kind::UndocumentedError;
use crate::value::Value;

use super::plan::{Cursor, Paging, Style, Wish};
use super::source::{ListParts, Parts, RowPath, Source};
use super::{Listing, Window};

/// A list of a method that is called by its name: [`Client::list_raw`].
#[derive(Debug, Clone)]
pub struct RawList {
    method: RawMethod,
    params: RawParams,
    /// Names of the parameters, if they are sent by position.
    order: Vec<String>,
    window: Option<Window>,
    /// Keys below `result`, separated by dots.
    rows: Option<String>,
    cursor: Option<String>,
    cursor_key: Option<String>,
    size: u32,
    most: Option<u32>,
}

impl Parts for RawList {
    type Row = Value;
    type Error = UndocumentedError;

    fn into_parts(self) -> ListParts {
        let cursor = self.cursor.map(|field| Cursor {
            response: self.cursor_key.unwrap_or_else(|| field.clone()).into(),
            field: field.into(),
            inferred: false,
        });
        let style = match self.window {
            Some(window) => Style::Own(window),
            None if self.method.version() < 3 => Style::Start,
            None => Style::Pagination { most: self.most },
        };
        let (method, order, list) = (&self.method, &self.order, self.params);
        let params = method.check().and_then(|()| list.into_named(order));
        let params = params.and_then(|params| match &style {
            Style::Own(window)
                if !order.is_empty() && !order.iter().any(|n| n == window.name()) =>
            {
                let why =
                    "the parameter that chooses the page is not among the names of the positions";
                Err(RequestKind::List { why })
            }
            _ => Ok(params),
        });
        let rows = match self.rows {
            Some(path) => RowPath::Given(path),
            None => RowPath::Found(OnceLock::new()),
        };
        ListParts {
            source: Source::Named(self.method, self.order, rows),
            paging: Paging {
                size: self.size,
                style,
                cursor,
            },
            params,
        }
    }
}

impl Client {
    /// Reads a whole list of any method by its name, such as one that an application has defined.
    ///
    /// Rows are [`Value`]s. They are `result`, or stand under the only key of `result`; otherwise
    /// [`rows_at`](Listing::rows_at) says where they are. The list is read by rows (`start`, or
    /// `pagination` in REST 3.0; [`window`](Listing::window) names parameters of the method's own);
    /// with [`cursor`](Listing::cursor) it is read by a cursor, also
    /// [in batches](Listing::in_batches). A page is a read: it is requested again when its answer
    /// is lost.
    ///
    /// ```no_run
    /// use bitrix24::RawMethod;
    /// use serde_json::json;
    ///
    /// # async fn run(client: bitrix24::Client) -> Result<(), bitrix24::AnyError> {
    /// // All users, 50 with each request.
    /// let users = client.list_raw("user.get", json!({"FILTER": {"ACTIVE": true}})).all().await?;
    ///
    /// // Without counting, 2,500 deals with each request.
    /// let params = json!({"entityTypeId": 2, "select": ["id", "title"]});
    /// let mut deals = client.list_raw("crm.item.list", params).cursor("id").in_batches().rows();
    /// while let Some(deal) = deals.next().await {
    ///     println!("{:?}", deal?["title"]);
    /// }
    ///
    /// let tasks = client.list_raw(RawMethod::v3("tasks.task.list"), json!({"select": ["id"]}));
    /// println!("{} users, {} tasks", users.len(), tasks.all().await?.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn list_raw(
        &self,
        method: impl Into<RawMethod>,
        params: impl Into<RawParams>,
    ) -> Listing<RawList> {
        let list = RawList {
            method: method.into(),
            params: params.into(),
            order: Vec::new(),
            window: None,
            rows: None,
            cursor: None,
            cursor_key: None,
            size: 50,
            most: None,
        };
        Listing::new(self.clone(), list)
    }
}

/// What is not known of a method that is called by its name.
impl Listing<RawList> {
    /// The keys below `result` that lead to the rows, separated by dots; an empty text when
    /// `result` itself is the list. By default the rows are found in the first answer.
    pub fn rows_at(mut self, path: impl Into<String>) -> Self {
        self.request.rows = Some(path.into());
        self
    }

    /// Reads by a cursor: the field, as filter and order spell it, by which rows are sorted and
    /// that no two rows share, such as `ID`. Rows have it under the same name, in any case.
    pub fn cursor(mut self, field: impl Into<String>) -> Self {
        self.request.cursor = Some(field.into());
        if self.wish == Wish::Documented {
            self.wish = Wish::Cursor;
        }
        self
    }

    /// The key of the cursor in the rows, if it has another name than in the filter.
    pub fn cursor_key(mut self, key: impl Into<String>) -> Self {
        self.request.cursor_key = Some(key.into());
        self
    }

    /// Reads pages that parameters of the method's own choose, instead of `start` or `pagination`.
    /// A page has as many rows as the parameters ask for, or else
    /// [`page_size`](Self::page_size).
    ///
    /// ```no_run
    /// use bitrix24::paging::Window;
    /// use serde_json::json;
    ///
    /// # async fn run(client: bitrix24::Client) -> Result<(), bitrix24::AnyError> {
    /// let window = Window::offset("OFFSET").limit("LIMIT").most(200);
    /// let members = client.list_raw("im.dialog.users.list", json!({"DIALOG_ID": "chat74"}));
    /// println!("{} members", members.window(window).all().await?.len());
    /// # Ok(())
    /// # }
    /// ```
    pub fn window(mut self, window: Window) -> Self {
        self.request.window = Some(window);
        self
    }

    /// Sends the parameters as a list, in the order of these names, to methods that take them by
    /// position, such as `task.elapseditem.getlist`. They may be given either way; a parameter
    /// that has none of the names, in any case, is an error.
    pub fn positional<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.request.order = names.into_iter().map(Into::into).collect();
        self
    }

    /// Number of rows of a full page, if it is not 50. REST 3.0 is asked for so many; the older
    /// REST decides it itself, and [`in_batches`](Self::in_batches) has to know it.
    pub fn page_size(mut self, rows: u32) -> Self {
        self.request.size = rows.max(1);
        self
    }

    /// The most rows that the `pagination` of REST 3.0 may ask for, if that is limited. A larger
    /// `limit` among the parameters is reduced to it. [`Window::most`] is that of a window.
    pub fn most(mut self, rows: impl Into<Option<u32>>) -> Self {
        self.request.most = rows.into();
        self
    }
}
