//! A Bitrix24 portal in the process, for tests and first steps.
//!
//! It answers over HTTP at a port of this machine, from the same schema as the client, so that a program can be tried
//! without an account. What is added is there: CRM objects with their contacts, custom fields and product rows, recurring
//! deals, payments with products and deliveries, links of orders. It can be read, listed, changed and deleted, and a deal
//! is the same one for `crm.deal.*` and `crm.item.*`. Methods that have no state answer what the documentation shows, once
//! their parameters were checked.
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
//! # What is there at the start
//!
//! The objects of the documentation's examples, so that each documented request gets its documented answer: deals, leads,
//! product rows, payments, deliveries, orders, custom fields, and the products 449, 450, 459, 9621 and 9623. Objects under
//! identifiers of one's own come with [`Portal::add_owner`], and what no method creates with [`Portal::add_product`],
//! [`Portal::add_delivery`] and [`Portal::add_order`]. Funnels, stages and currencies are those of the examples.
//!
//! # What follows from what
//!
//! | what | from |
//! | --- | --- |
//! | amount and tax of an object whose amount is not set by hand | its product rows, if it has some |
//! | group of a stage, whether a deal is new or closed | its stage |
//! | primary contact | the first one, unless a link says otherwise |
//! | sum of a payment | its products and deliveries |
//! | rows that are available for payment | what payments have left of them |
//! | order of a deal or an invoice | its first payment or delivery, unless it has one |
//! | custom fields that a deal takes | `crm.deal.userfield.*` |
//!
//! Contacts and companies may be linked by any identifier; nobody looks whether they are there. Each smart process that a
//! call names is there. Days and times are in UTC.
//!
//! # How calls are checked
//!
//! Calls are checked against the schema before anything else, and the first problem is answered with the error that the
//! method documents for it:
//!
//! | problem | error |
//! | --- | --- |
//! | a required parameter, field or key of a filter is missing or `null` | `100` |
//! | an unknown name, a read-only field, a wrong type, an undocumented value or operator | `INVALID_ARG_VALUE` |
//! | the same, where the method documents no `INVALID_ARG_VALUE` | `0` |
//! | any of them, where the method has an error of its own for that parameter, told by its message | that error |
//! | a deal gets a custom field that it does not have | as an unknown name |
//! | `ownerType` is no kind of object that has product rows | `ENTITY_TYPE_NOT_SUPPORTED`, or as a wrong value |
//!
//! Messages name the parameter, what was expected and what was found, except where the documentation has the message. An
//! empty text or `null` clears an optional field, whatever its type. A form has only text, so `"5"` is taken for a number
//! in JSON too.
//!
//! A real portal ignores most names that it does not know. This one refuses them, because they are mistakes, until
//! [`PortalBuilder::ignore_unknown_parameters`] says otherwise; where a method documents an error for unknown fields, they
//! are refused in any case.
//!
//! Names in a spelling that the documentation shows beside another, `FILTER` for `filter`, are taken for that one.
//!
//! Objects that do not exist: `OWNER_NOT_FOUND`, `NOT_FOUND` or the message `Not found` where the method documents one of
//! them, and otherwise its error for missing access.
//!
//! # Batches
//!
//! `batch` runs its commands one after another, each checked and answered as if it had come alone, and puts results in
//! where `$result[command][field]` stands in a text of a later one; a path that leads nowhere becomes an empty text. What
//! comes after the fiftieth command, and commands that no batch may have, get the errors that are documented for them.
//! [`Portal::requests`] has the batch as it came, not its commands.
//!
//! # REST 3.0
//!
//! Calls below `/rest/api/` speak REST 3.0, for the webhook and for applications. Tasks are there when they were added;
//! `rest.scope.list` and `rest.documentation.openapi` tell of the methods that this portal has.
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
//! A write with an idempotency key that succeeded is answered the same for 24 hours of the portal's clock, the last 10,000
//! of them, so that a task whose answer was lost is written once.
//!
//! Tasks of the classic `tasks.task.*` are not these: those methods answer their examples. Where the documentation leaves
//! something open, the portal does the least:
//!
//! | open | here |
//! | --- | --- |
//! | an unknown method, the case of its name, `.json` behind it | `ERROR_METHOD_NOT_FOUND`; the case counts, no ending is known |
//! | a body that is JSON, but no object | the error for a body that is no JSON, but for an empty list |
//! | unknown parameters | refused, unless [`PortalBuilder::ignore_unknown_parameters`] says otherwise |
//! | several fields that are wrong | all of them stand in `validation`, those that are missing first |
//! | `null` | clears fields that the schema says may be `null`, and is a wrong value elsewhere |
//! | groups of a filter | `or` between single conditions, in the list of the filter itself |
//! | a related object that is selected without a dot | passed over, as an unknown field is |
//! | a selection of related fields alone | they are answered beside what comes without a selection, as in the example |
//! | a limit above 1000, other keys of a page | the error for pages |
//! | a page and an offset | the page counts |
//! | "the same request body" of a key | the same bytes, with the token of an application in them |
//! | two calls with one key at a time | the second waits for the answer of the first |
//! | a key of a batch, or of a method that reads | not looked at |
//! | a call of a batch that fails | its error, as an object with the key `error`, stands in the place of its result; the rest runs |
//! | references to results in a batch | none, so that they are text |
//! | the size of a batch | 50 calls |
//! | a batch of an application, whose body has no place for the token | `NO_AUTH_FOUND` |
//! | the shape of `rest.scope.list` | the scopes of each method in a list, under its name |
//!
//! `rest.documentation.openapi` is answered without `result`, as its example is. Users, groups, stages and flows of tasks
//! are there under any identifier, with names such as `User 5`. Tasks cause no events.
//!
//! # Applications
//!
//! The portal has an authorisation server and knows one application, [`Portal::application`]. [`Portal::install`] gives the
//! tokens that an event brings, [`Portal::authorization_code`] the code that a user's browser brings. Access tokens last
//! an hour by the portal's clock; [`Portal::expire_tokens`] makes it shorter, [`Portal::relocate`] moves the portal, and
//! [`Portal::refuse_tokens`] lets the server refuse.
//!
//! # Events and widgets
//!
//! Handlers are bound by `event.bind` and `placement.bind`, or by [`Portal::add_outgoing_webhook`]. What the methods of
//! deals change goes to the handlers as it does on a real portal, later and in order; [`Portal::events_sent`] waits for
//! it. [`Portal::send_event`] sends any event, and [`Portal::open_widget`] asks the handlers of a placement for their page.
//! Only handlers on this machine are called.
//!
//! # Faults
//!
//! [`Portal::fail_next`] and [`Portal::fail_randomly`] let calls go wrong, so that a program can be tried for it: answers
//! that are late, cut off, of a gateway, no JSON, of other types. A [`Fault`] says whether the method runs nevertheless.
//! [`Portal::requests`] has these calls too.
//!
//! # What it does not do
//!
//! Rights and scopes, limits of speed unless they are asked for, XML and multipart bodies.
//!
//! # Modules
//!
//! A module imports only modules of the lines above its own, or to its left:
//!
//! | layer | modules |
//! | --- | --- |
//! | values | `moment`, `form`, `arguments`, `call`, `webhook` |
//! | answers, and which objects a call means | `answer`, `condition`, `page`, `example` |
//! | reading and checking calls | `received`, `names`, `check`, `dto` (REST 3.0) |
//! | what the portal remembers and does | `limits`, `faults`, `idempotency`, `oauth`, `state`, `events`, `post`, `outbox` |
//! | all of it together | `desk` |
//! | calls | `protocol` (`classic`, `rest3`), `server` |
//! | what tests call | `portal` |

mod answer;
mod arguments;
mod call;
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
mod page;
mod portal;
mod post;
mod protocol;
mod received;
mod server;
mod state;
mod webhook;

pub use crate::faults::Fault;
pub use crate::outbox::Delivery;
pub use crate::portal::{NotForWebhooks, Portal, PortalBuilder};
pub use crate::post::Outcome;
pub use crate::received::{Encoding, Received};
