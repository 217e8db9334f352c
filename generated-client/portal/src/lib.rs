//! A Bitrix24 portal in the process, for tests and first steps.
//!
//! It answers over HTTP at a port of this machine, from the same schema as the client, so a program
//! can be tested without an account. It has state: what a method adds can be read, listed, changed
//! and deleted, for the families of methods [below](#families-with-state), and methods that are
//! about the same objects see the same state. Methods without state check their parameters and
//! return the documented answer; later pages of a list are empty.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use bitrix24::crm::{OwnerType, item::productrow};
//! use bitrix24_portal::Portal;
//!
//! let portal = Portal::start().await?;
//! portal.add_owner(OwnerType::Deal, 7);
//!
//! let client = portal.client()?;
//! let fields = productrow::AddFields::new(7, OwnerType::Deal).product_name("Delivery").price(15);
//! let row = client.call(productrow::add(fields)).await?;
//! assert_eq!(row.product_name.as_deref(), Some("Delivery"));
//! assert_eq!(portal.requests()[0].method, "crm.item.productrow.add");
//! # Ok(())
//! # }
//! ```
//!
//! # Families with state
//!
//! | methods | state |
//! | --- | --- |
//! | `crm.deal.*`, `crm.contact.*`, `crm.company.*`, `crm.lead.*`, `crm.quote.*`, `crm.item.*` | CRM objects, the same for `crm.item.*` and the older methods |
//! | `crm.*.userfield.*` of these | their custom fields, which objects take and `fields` describes |
//! | `crm.{deal, lead, quote, company}.contact.*`, `crm.contact.company.*` | contacts of objects, and companies of contacts, from both sides |
//! | `crm.item.productrow.*`, `crm.{deal, lead, quote}.productrows.*` | product rows, the same for both |
//! | `crm.deal.recurring.*`, `crm.item.payment.*`, `crm.orderentity.*` | recurring deals, payments, deliveries and orders |
//! | `crm.activity.{add, get, list, update, delete}`, `crm.timeline.comment.*` | activities, comments |
//! | `crm.status.*`, `crm.category.*` | directories with the stages of deals, funnels |
//! | `catalog.product.*`, `.sku`, `.offer`, `.service` | products; those of the last three are those of the first with a type |
//! | `catalog.{section, price, priceType, priceTypeLang, priceTypeGroup, roundingRule, measure, vat, productProperty, productPropertyEnum, store}.*` | what belongs to products; `catalog.price.modify` replaces the prices of one |
//! | `catalog.document.*`, `catalog.document.element.*`, `catalog.documentcontractor.*` | documents of warehouses, which do not change once they are conducted, and then move the stock of `catalog.storeproduct.*` |
//! | `sale.{order, basketitem, basketproperties, payment, paymentitembasket, paymentItemShipment, shipment, shipmentitem}.*` | orders; `sale.order.get` shows what belongs to one, and `delete` removes it |
//! | `sale.{property, propertygroup, propertyvariant, propertyvalue, shipmentproperty, persontype, status, statusLang}.*` | properties of orders and their values, kinds of payers, statuses |
//! | `tasks.task.*` of REST 3.0 and before, `task.item.*`, `task.items.getlist` | tasks, the same for all three |
//! | `tasks.task.result.*` | comments that are pinned as results |
//! | `task.checklistitem.*`, `task.commentitem.*`, `task.elapseditem.*` | what belongs to tasks |
//! | `sonet_group.*`, `sonet_group.user.*`, `socialnetwork.api.workgroup.*` | workgroups with their members |
//! | `user.{add, get, search, update, current}`, `department.*` | users and departments |
//! | `calendar.{event, section, resource}.*`, `calendar.meeting.status.*` | calendars with events; `calendar.event.get` has those of some days |
//! | `lists.*`, `lists.{element, section, field}.*` | lists, also by their codes |
//! | `disk.{storage, folder, file, version, attachedObject}.*`, `tasks.task.files.attach` | the Drive; its addresses serve and take files |
//! | `entity.*`, `entity.{item, section}.*`, `entity.item.property.*` | storages of applications |
//! | `im.chat.*`, `im.chat.user.*`, `im.dialog.*`, `im.message.{add, update, delete, like}` | chats with members, messages and reactions; `DIALOG_ID` is `chat5`, or a user |
//! | `im.recent.*`, `im.dialog.{read, unread, read.all}`, `im.counters.get` | the list of dialogs, and what the user has not read |
//! | `im.user.get`, `im.user.list.get`, `im.search.{user, chat}.list` | people as the messenger shows them: users of `user.*`, and bots |
//! | `im.notify`, `im.notify.{personal.add, system.add, get, read, delete}`, `im.notify.read.*` | notifications |
//! | `imbot.{register, update, unregister}`, `imbot.bot.list`, `imbot.chat.*`, `imbot.message.*`, `imbot.dialog.get` | bots of the first version, on the same chats |
//! | `imbot.v2.Bot.*`, `imbot.v2.Chat.*` | bots of the second version, on the same chats |
//! | `imbot.v2.Event.get` | the outbox of bots: messages to them, chats that they joined, reactions |
//! | `event.*`, `placement.*` | handlers |
//! | `scope`, `app.info`, `server.time` | the granted scopes, the plan ([`PortalBuilder::scopes`], [`PortalBuilder::plan`]) and the time |
//! | `event.offline.*` | events of CRM objects that wait for an offline handler |
//!
//! Most of them are described as data, and work like each other: names may be in any spelling that
//! a method of the family has, values have the types of the schema, lists are filtered with all
//! operators, sorted, selected from and paged, and what does not exist is the documented error of the
//! method. A row that is deleted takes with it what belongs to it.
//!
//! # State at the start
//!
//! The objects of the documentation's examples, so that each documented request gets its documented
//! answer: deals, leads, product rows, payments, deliveries, orders, custom fields, and the
//! products 449, 450, 459, 9621 and 9623. [`Portal::add_owner`] adds objects under given
//! identifiers; [`Portal::add_product`], [`Portal::add_delivery`] and [`Portal::add_order`] add
//! what no method creates. Funnels, stages and currencies are those of the examples.
//!
//! # Derived values
//!
//! | value | derived from |
//! | --- | --- |
//! | amount and tax of an object whose amount is not set by hand | its product rows, if it has any |
//! | group of a stage, whether a deal is new or closed | its stage |
//! | primary contact | the first one, unless a link says otherwise |
//! | sum of a payment | its products and deliveries |
//! | rows that are available for payment | their quantities without those of payments |
//! | order of a deal or an invoice | its first payment or delivery, unless it has one |
//! | custom fields that a deal takes | `crm.deal.userfield.*` |
//!
//! Contacts and companies may be linked by any identifier, whether they exist or not; so may most
//! owners of rows, except for orders of basket items and documents of their elements. Each smart
//! process that a call names exists. A document that is conducted moves stock. Dates and times are in UTC.
//!
//! # How calls are checked
//!
//! Calls are checked against the schema first, and the first problem is answered with the error
//! that the method documents for it:
//!
//! | problem | error |
//! | --- | --- |
//! | a required parameter, field or key of a filter is missing or `null` | the error that is named after it (`MissingChatId` for `CHAT_ID`), or `100` |
//! | an unknown name, a read-only field, a wrong type, an undocumented value or operator | `INVALID_ARG_VALUE` |
//! | the same, where the method documents no `INVALID_ARG_VALUE` | `0` |
//! | any of these, where the method documents an error whose message names the parameter | that error |
//! | a custom field that deals do not have | like an unknown name |
//! | an `ownerType` without product rows | `ENTITY_TYPE_NOT_SUPPORTED`, or like a wrong value |
//!
//! Messages name the parameter, the expected and the actual value, except where the message is
//! documented. An empty text or `null` clears an optional field of any type. A form has only text,
//! so `"5"` is a number in JSON too.
//!
//! A real portal ignores most unknown names. This one refuses them, because they are mistakes,
//! unless [`PortalBuilder::ignore_unknown_parameters`] is set; where a method documents an error
//! for unknown fields, they are always refused.
//!
//! Other documented spellings of a name, such as `FILTER` for `filter`, are accepted.
//!
//! Objects that do not exist: `OWNER_NOT_FOUND`, `NOT_FOUND` or the message `Not found` where the
//! method documents one of them, and otherwise its error for missing access.
//!
//! Parameters that the vendor's SDKs add to every call (`start`, `bx24_request_id`, `bx24_sdk_ver`,
//! `bx24_sdk_type`, `__order`) pass for every method, as parameters and nowhere else.
//!
//! # Methods of your own
//!
//! [`Portal::on`] sets the answer of any method, and [`PortalBuilder::schema`] has the portal serve a
//! schema of your own. [`Portal::call`] calls a method without a request, to prepare a test.
//!
//! # Batches
//!
//! `batch` runs its commands one after another, each checked and answered like a single call, and
//! replaces `$result[command][field]` in a text of a later command by the result; a path without a
//! value becomes an empty text. Commands after the fiftieth, and commands that no batch may have,
//! get their documented errors. [`Portal::requests`] has the batch itself, not its commands.
//!
//! # REST 3.0
//!
//! Calls below `/rest/api/` speak REST 3.0, for the webhook and for applications. Tasks have state;
//! `rest.scope.list` and `rest.documentation.openapi` describe the methods of this portal.
//!
//! ```
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! use bitrix24_portal::Portal;
//! use bitrix24::tasks::task::v3::{self as task, AddFields, ListFilter, Person, Task};
//!
//! let portal = Portal::start().await?;
//! let client = portal.client()?;
//! let added = client.call(task::add(AddFields::new("Call back", 1, 5))).await?;
//! let id = added.id.ok_or("a task has an identifier")?;
//!
//! let filter = ListFilter::new().and(Task::ID.eq(id) | Task::ID.lt(5));
//! let select = (Task::TITLE, Task::RESPONSIBLE.then(Person::NAME));
//! let tasks = client.call(task::list().filter(filter).select(select)).await?;
//! assert_eq!(tasks[0].title.as_deref(), Some("Call back"));
//! assert_eq!(portal.requests()[0].version, 3);
//! # Ok(())
//! # }
//! ```
//!
//! A successful write with an idempotency key gets the same answer for 24 hours of the portal's
//! clock, so a task whose answer was lost is written once. The portal keeps the last 10,000
//! answers.
//!
//! The classic `tasks.task.*` and `task.item.*` see these tasks too. Where the documentation leaves
//! something open, the portal does the least:
//!
//! | open | here |
//! | --- | --- |
//! | an unknown method, the case of its name, `.json` behind it | `ERROR_METHOD_NOT_FOUND`; the case matters, and there are no endings |
//! | a JSON body that is not an object | the error for a body that is not JSON, except for an empty list |
//! | unknown parameters | refused, unless [`PortalBuilder::ignore_unknown_parameters`] is set |
//! | several wrong fields | all of them are in `validation`, missing ones first |
//! | `null` | clears fields that the schema says may be `null`, and is a wrong value elsewhere |
//! | groups of a filter | `or` between single conditions, in the list of the filter itself |
//! | a related object that is selected without a dot | ignored, like an unknown field |
//! | a selection of only related fields | they are added to the default fields, as in the example |
//! | a limit above 1000, other keys of a page | the error for pages |
//! | a page and an offset | the page is used |
//! | "the same request body" of a key | the same bytes, including an application's token |
//! | two simultaneous calls with one key | the second waits for the answer of the first |
//! | a key of a batch, or of a method that reads | ignored |
//! | the token of an application for a batch, whose body is a list | in `Authorization: Bearer`, which any call of REST 3.0 may have instead of `auth` |
//! | a failed call of a batch | its result is an object with the key `error`; the rest runs |
//! | references to results in a batch | as an SDK of the vendor sends them: `{"$ref": "task.item.id"}` for a value, `{"$refArray": "tasks.id"}` for a field of all rows, where `task` is `as` of an earlier call, or its number; only `item` and `items` can be referred to. Those of the classic protocol are text |
//! | a reference to what is not there | the call fails with `INVALIDSELECTEXCEPTION` |
//! | the size of a batch | 50 calls |
//! | a batch whose body is an object with numbers as keys, as an SDK of the vendor sends it | like a list; it may have the token in `auth` |
//! | `parallel` of a call of a batch | taken, and without effect |
//! | a batch of an application without a token in either place | `NO_AUTH_FOUND` |
//! | the shape of `rest.scope.list` | the scopes of each method in a list, under its name |
//!
//! `rest.documentation.openapi` is answered without `result`, like its example. Users, groups,
//! stages and flows of tasks exist under any identifier, with names such as `User 5`. Tasks cause
//! no events.
//!
//! # Applications
//!
//! The portal has an authorisation server and one application, [`Portal::application`].
//! [`Portal::install`] returns the tokens of an installation event, [`Portal::authorization_code`]
//! the code that a user's browser returns with. Access tokens last an hour of the portal's clock;
//! [`Portal::expire_tokens`] expires them, [`Portal::relocate`] moves the portal, and
//! [`Portal::refuse_tokens`] makes the server refuse.
//!
//! # Events and widgets
//!
//! Handlers are bound by `event.bind` and `placement.bind`, or by [`Portal::add_outgoing_webhook`].
//! Changes by the methods of deals, contacts, companies, leads and estimates are sent to the
//! handlers as on a real portal, later and in order; [`Portal::events_sent`] waits for them.
//! [`Portal::send_event`] sends any event, and [`Portal::open_widget`] requests the pages of a
//! placement's handlers. Only handlers on this machine are called.
//!
//! # Faults
//!
//! [`Portal::fail_next`] and [`Portal::fail_randomly`] inject faults into calls, to test how a
//! program handles them: late and truncated answers, errors of a gateway, answers that are not JSON
//! or have other types. A [`Fault`] says whether the method runs. [`Portal::requests`] has these
//! calls too.
//!
//! # Limitations
//!
//! There are no rights of users, and no XML. Scopes and limits apply only when set; multipart bodies
//! are for uploads. Names of folders and files tell case apart. What is in the trash is found only by
//! `get`, `restore` and the methods that delete. Addresses of files are valid as long as the file
//! exists, and files of the examples have zeros as their content.
//!
//! # Modules
//!
//! A module imports only modules of the lines above its own, or to its left:
//!
//! | layer | modules |
//! | --- | --- |
//! | values | `moment`, `form`, `arguments`, `call`, `webhook`, `tls` |
//! | answers, and the selection of objects | `answer`, `condition`, `page`, `example`, `account` |
//! | reading and checking calls | `received`, `names`, `check`, `dto` (REST 3.0) |
//! | state and effects | `limits`, `faults`, `called`, `own`, `idempotency`, `oauth`, `state`, `events`, `post`, `outbox` |
//! | the portal without HTTP | `desk` |
//! | calls | `protocol` (`classic`, `rest3`), `transfer`, `server` |
//! | the API for tests | `portal` |

mod account;
mod answer;
mod arguments;
mod call;
mod called;
mod check;
mod condition;
mod desk;
mod dto;
mod events;
mod example;
mod faults;
mod form;
mod idempotency;
mod limits;
mod moment;
mod names;
mod oauth;
mod outbox;
mod own;
mod page;
mod portal;
mod post;
mod protocol;
mod received;
mod server;
mod state;
mod tls;
mod transfer;
mod webhook;

pub use crate::called::Called;
pub use crate::faults::{Fault, NoSuchFault};
pub use crate::outbox::Delivery;
pub use crate::own::{Answered, IntoAnswered, Refusal};
pub use crate::portal::{NotForWebhooks, Portal, PortalBuilder};
pub use crate::post::Outcome;
pub use crate::received::{Encoding, Received};
