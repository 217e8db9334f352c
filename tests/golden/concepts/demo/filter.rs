//! Orders that are listed by conditions.
use crate::runtime as rt;
/// A shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shop {}
#[diagnostic::do_not_recommend]
impl rt::Entity for Shop {
    type Key = i64;
}
/// What an order belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Owner {}
#[diagnostic::do_not_recommend]
impl rt::Entity for Owner {
    type Key = i64;
}
/// State of an order.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum State {
    /// `N` on the wire.
    New,
    /// `D` on the wire.
    Done,
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(State);
impl rt::Enumeration for State {
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "N" => Self::New,
            "D" => Self::Done,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::New => "N",
            Self::Done => "D",
            Self::Unknown(text) => text,
        }
    }
}
/// How soon it has to be done.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum OrderPriority {
    /// `1` on the wire.
    Soon,
    /// `2` on the wire.
    Later,
    /// An undocumented value as received; it is sent back unchanged.
    Unknown(String),
}
rt::enumeration!(OrderPriority, integer);
impl rt::Enumeration for OrderPriority {
    const INTEGER: bool = true;
    #[inline]
    fn from_wire(text: &str) -> Self {
        match text {
            "1" => Self::Soon,
            "2" => Self::Later,
            _ => Self::Unknown(text.to_owned()),
        }
    }
    #[inline]
    fn as_wire(&self) -> &str {
        match self {
            Self::Soon => "1",
            Self::Later => "2",
            Self::Unknown(text) => text,
        }
    }
}
/// An order.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Order {
    /// Identifier of the order.
    ///
    /// Type [`Id<Order>`](Order), read only.
    pub id: Option<rt::Id<Order>>,
    /// Name of the order.
    ///
    /// Type `String`.
    pub title: Option<String>,
    /// Sum of the order.
    ///
    /// Type [`Decimal`](rt::Decimal).
    pub price: Option<rt::Decimal>,
    /// Whether it is paid.
    ///
    /// Type `bool`.
    pub paid: Option<bool>,
    /// Shop that has the order.
    ///
    /// Type [`Id<Shop>`](Shop).
    pub shop_id: Option<rt::Id<Shop>>,
    /// Shops that have a part of the order.
    ///
    /// Type [`Vec<Id<Shop>>`](Shop).
    pub shop_ids: Option<Vec<rt::Id<Shop>>>,
    /// State of the order.
    ///
    /// Type [`State`].
    pub state: Option<State>,
    /// How soon it has to be done.
    ///
    /// Type [`OrderPriority`].
    pub priority: Option<OrderPriority>,
    /// Order that this one is a part of.
    ///
    /// Type [`Id<Order>`](Order).
    pub parent_id: Option<rt::Id<Order>>,
    /// Text for the customer.
    ///
    /// Type `String`.
    pub note: Option<String>,
    /// Place in the list.
    ///
    /// Type `i64`.
    pub rank: Option<i64>,
    /// Text that is only searched.
    ///
    /// Type `String`.
    pub secret: Option<String>,
    /// Text that is never named.
    ///
    /// Type `String`.
    pub hidden: Option<String>,
    /// Fields that users added.
    ///
    /// Type [`Value`](rt::Value).
    pub uf: rt::Map<String, rt::Value>,
    /// Owner of that kind, which no field names.
    ///
    /// Type [`Id<Owner>`](Owner).
    pub owner: rt::Map<String, rt::Id<Owner>>,
    /// Keys of the answer that the schema does not describe.
    pub extra: rt::Extra,
}
rt::record!(Order);
#[diagnostic::do_not_recommend]
impl rt::Families for Order {
    const PATTERNS: &'static [&'static str] = &["UF_*", "OWNER_{n}"];
}
impl rt::Record for Order {
    #[inline]
    fn keys(&self) -> &'static [&'static str] {
        &[
            "id",
            "title",
            "price",
            "paid",
            "shopId",
            "shopIds",
            "state",
            "priority",
            "parentId",
            "note",
            "rank",
            "secret",
            "hidden",
        ]
    }
    #[inline]
    fn sink(&mut self, index: usize) -> rt::Sink<'_> {
        match index {
            0 => rt::sink(&mut self.id),
            1 => rt::Sink::Text(&mut self.title),
            2 => rt::Sink::Decimal(&mut self.price),
            3 => rt::Sink::Flag(&mut self.paid),
            4 => rt::sink(&mut self.shop_id),
            5 => rt::sink(&mut self.shop_ids),
            6 => rt::sink(&mut self.state),
            7 => rt::sink(&mut self.priority),
            8 => rt::sink(&mut self.parent_id),
            9 => rt::Sink::Text(&mut self.note),
            10 => rt::Sink::Integer(&mut self.rank),
            11 => rt::Sink::Text(&mut self.secret),
            12 => rt::Sink::Text(&mut self.hidden),
            _ => rt::Sink::Extra(&mut self.extra),
        }
    }
    #[inline]
    fn value_ref(&self, index: usize) -> rt::ValueRef<'_> {
        match index {
            0 => rt::value_ref(&self.id),
            1 => rt::ValueRef::text(&self.title),
            2 => rt::ValueRef::decimal(self.price),
            3 => rt::ValueRef::flag(self.paid),
            4 => rt::value_ref(&self.shop_id),
            5 => rt::value_ref(&self.shop_ids),
            6 => rt::value_ref(&self.state),
            7 => rt::value_ref(&self.priority),
            8 => rt::value_ref(&self.parent_id),
            9 => rt::ValueRef::text(&self.note),
            10 => rt::ValueRef::integer(self.rank),
            11 => rt::ValueRef::text(&self.secret),
            12 => rt::ValueRef::text(&self.hidden),
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
            0 => Some(&mut self.uf),
            1 => Some(&mut self.owner),
            _ => None,
        }
    }
    #[inline]
    fn family_ref(&self, index: usize) -> Option<&dyn rt::MapRef> {
        match index {
            0 => Some(&self.uf),
            1 => Some(&self.owner),
            _ => None,
        }
    }
}
#[diagnostic::do_not_recommend]
impl rt::Entity for Order {
    type Key = i64;
}
/// Fields for filters, orders and selections.
impl Order {
    /// Field `id`.
    pub const ID: rt::Key<Order, rt::Id<Order>> = rt::Key::new("id");
    /// Field `title`.
    pub const TITLE: rt::Key<Order, String> = rt::Key::new("title");
    /// Field `price`.
    pub const PRICE: rt::Key<Order, rt::Decimal> = rt::Key::new("price");
    /// Field `paid`.
    pub const PAID: rt::Key<Order, rt::Flag> = rt::Key::new("paid");
    /// Field `shopId`.
    pub const SHOP_ID: rt::Key<Order, rt::Id<Shop>> = rt::Key::new("shopId");
    /// Field `shopIds`.
    pub const SHOP_IDS: rt::Key<Order, rt::Id<Shop>, rt::uses::NoOrder> = rt::Key::new(
        "shopIds",
    );
    /// Field `state`.
    pub const STATE: rt::Key<Order, State> = rt::Key::new("state");
    /// Field `priority`.
    pub const PRIORITY: rt::Key<Order, OrderPriority> = rt::Key::new("priority");
    /// Field `parentId`.
    pub const PARENT_ID: rt::Key<Order, rt::Id<Order>> = rt::Key::new("parentId");
    /// Field `note`.
    pub const NOTE: rt::Key<Order, String, rt::uses::NoFilter> = rt::Key::new("note");
    /// Field `rank`.
    pub const RANK: rt::Key<Order, i64, rt::uses::OnlyOrder> = rt::Key::new("rank");
    /// Field `secret`.
    pub const SECRET: rt::Key<Order, String, rt::uses::OnlyFilter> = rt::Key::new(
        "secret",
    );
}
rt::custom!(Order, NoOrder);
/// Filter of `demo.filter.list`.
///
/// Conditions come from the constants of [`Order`].
///
/// Operators:
///
/// - `=`, also with a list
/// - `!=`
/// - `>`
/// - `>=`
/// - `<`
/// - `<=`
/// - `@`
/// - `!@`
/// - `%`, not on identifiers of [`Shop`], [`State`]
/// - `=%`, not on identifiers of [`Shop`], [`State`]
/// - `%=`, not on identifiers of [`Shop`], [`State`]
/// - `!%`, not on identifiers of [`Shop`]
/// - `!`, also with a list
/// - `|`, that is groups with `"logic": "OR"`
#[derive(Clone)]
#[must_use]
pub struct ListFilter(rt::Params);
rt::filter!(ListFilter, Order);
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
#[diagnostic::do_not_recommend]
impl rt::Alternatives for ListFilter {}
#[diagnostic::do_not_recommend]
impl rt::Groups for ListFilter {}
rt::allows!(
    ListFilter : Equal NotEqual Greater GreaterOrEqual Less LessOrEqual In NotIn Not
    EqualToAny NotAny; 0 Contains Like; 1 NotContains
);
rt::suits!(ListFilter, 0 : rt::Plain, rt::Id < Order >, OrderPriority, rt::Id < Owner >);
rt::suits!(
    ListFilter, 1 : rt::Plain, rt::Id < Order >, State, OrderPriority, rt::Id < Owner >
);
/// Filter of `demo.filter.ofShop`.
///
/// Conditions come from the constants of [`Order`].
///
/// Operators:
///
/// - `=`, also with a list
/// - `!`
/// - `>`
/// - `|`, that is groups with `"logic": "OR"`
#[derive(Clone)]
#[must_use]
pub struct OfShopFilter(rt::Params);
rt::filter!(OfShopFilter, Order);
impl OfShopFilter {
    /// Starts with the conditions that the method requires.
    ///
    /// Parameters:
    ///
    /// - `shop_id` — Shop that has the order. Type [`Id<Shop>`](Shop), also a list of such, required.
    /// - `state` — State of the order. Type [`State`], required.
    #[inline]
    pub fn new(
        shop_id: impl rt::IntoArg<rt::OneOrMany<rt::Id<Shop>>, rt::Required>,
        state: impl rt::IntoArg<State, rt::Required>,
    ) -> Self {
        Self(rt::Params::new().with("=shopId", shop_id).with("!state", state))
    }
}
#[diagnostic::do_not_recommend]
impl rt::Alternatives for OfShopFilter {}
#[diagnostic::do_not_recommend]
impl rt::Groups for OfShopFilter {}
rt::allows!(OfShopFilter : Equal Not Greater EqualToAny);
/// Request of `demo.filter.list`, made by [`list()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct List(rt::Params);
rt::request!(List);
rt::typed!(List);
#[diagnostic::do_not_recommend]
impl rt::Request for List {
    type Output = Vec<Order>;
    type Error = ListError;
    const METHOD: &'static rt::Method = &rt::Method {
        paging: Some(rt::Paging {
            size: 50,
            style: rt::PagingStyle::Start,
            cursor: None,
        }),
        ..rt::Method::read("demo.filter.list")
    };
}
impl List {
    /// Which orders to list.
    ///
    /// Type [`ListFilter`].
    #[inline]
    pub fn filter(self, value: impl rt::IntoArg<ListFilter>) -> Self {
        Self(self.0.with("filter", value))
    }
    /// How to sort the orders.
    ///
    /// Type [`Order<Order>`](Order).
    #[inline]
    pub fn order(self, value: impl rt::IntoArg<rt::Order<Order>>) -> Self {
        Self(self.0.with("order", value))
    }
    /// Fields to answer.
    ///
    /// Type [`Select<Order>`](Order).
    #[inline]
    pub fn select(self, value: impl rt::IntoArg<rt::Select<Order>>) -> Self {
        Self(self.0.with("select", value))
    }
}
/// Lists orders.
///
/// Calls `demo.filter.list`.
///
/// Answers [`Vec<Order>`](Order): orders of the page.
///
/// Scope: `crm`.
#[doc(alias = "demo.filter.list")]
#[inline]
pub fn list() -> List {
    List(rt::Params::new())
}
/// Errors of `demo.filter.list`.
///
/// The documentation lists none.
pub type ListError = rt::UndocumentedError;
/// Request of `demo.filter.ofShop`, made by [`of_shop()`].
#[derive(Clone)]
#[must_use = "a request does nothing until it is passed to `Client::call`"]
pub struct OfShop(rt::Params);
rt::request!(OfShop);
rt::typed!(OfShop);
#[diagnostic::do_not_recommend]
impl rt::Request for OfShop {
    type Output = Vec<Order>;
    type Error = OfShopError;
    const METHOD: &'static rt::Method = &rt::Method {
        paging: Some(rt::Paging {
            size: 50,
            style: rt::PagingStyle::Start,
            cursor: None,
        }),
        ..rt::Method::read("demo.filter.ofShop")
    };
}
/// Lists orders of shops.
///
/// Calls `demo.filter.ofShop`.
///
/// Answers [`Vec<Order>`](Order): orders of the page.
///
/// Parameters:
///
/// - `filter` — Which orders to list; the shop must be named. Type [`OfShopFilter`], required.
///
/// Scope: `crm`.
#[doc(alias = "demo.filter.ofShop")]
#[inline]
pub fn of_shop(filter: impl rt::IntoArg<OfShopFilter, rt::Required>) -> OfShop {
    OfShop(rt::Params::new().with("filter", filter))
}
/// Errors of `demo.filter.ofShop`.
///
/// The documentation lists none.
pub type OfShopError = rt::UndocumentedError;
