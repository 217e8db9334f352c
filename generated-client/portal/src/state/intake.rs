//! Reads the fields that a call writes into an object, in either spelling.

use super::columns::{self, Holds};
use super::objects::{Key, Object, kind};
use super::{Call, State};
use crate::answer::Failure;
use crate::arguments::{Arguments, is_empty};
use crate::check::Problem;
use crate::moment;
use crate::webhook::USER;
use bitrix24::{Map, Value};

/// The family of methods whose field names a call uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spelling {
    /// `crm.deal.*`: `STAGE_ID`.
    Deal,
    /// `crm.item.*`: `stageId`.
    Item,
}

/// The values to write.
#[derive(Debug, Default)]
pub(super) struct Change {
    fields: Map<String, Value>,
    /// All contacts, if given.
    contacts: Option<Vec<i64>>,
}

impl State {
    /// Reads the fields of a call. Names that the object does not have are left out; a custom field
    /// that nobody has created is refused like an unknown parameter.
    pub(super) fn change(
        &self,
        call: Call<'_>,
        spelling: Spelling,
        of: i64,
        given: Arguments<'_>,
    ) -> Result<Change, Failure> {
        let mut change = Change::default();
        for (name, value) in given.0 {
            match (name.as_str(), spelling) {
                ("contactId", Spelling::Item) | ("CONTACT_ID", Spelling::Deal) => {
                    if change.contacts.is_none() {
                        change.contacts = Some(contacts(value));
                    }
                    continue;
                }
                ("contactIds", Spelling::Item) | ("CONTACT_IDS", Spelling::Deal) => {
                    change.contacts = Some(contacts(value));
                    continue;
                }
                ("id" | "entityTypeId", Spelling::Item) => continue,
                _ => {}
            }
            if let Some(original) = columns::original(name) {
                if let Some(holds) = self.custom_field(call, of, name, &original)? {
                    change.fields.insert(original, holds.keep(value));
                }
            } else if let Some((name, holds)) = target(call, spelling, of, name) {
                change.fields.insert(name, holds.keep(value));
            }
        }
        Ok(change)
    }

    /// The kind of a custom field. Returns `None` for one that is left out.
    fn custom_field(
        &self,
        call: Call<'_>,
        of: i64,
        name: &str,
        original: &str,
    ) -> Result<Option<Holds>, Failure> {
        match self.custom_fields.named(of, original) {
            Some(field) => Ok(Some(field.holds())),
            // The fields of smart processes cannot be created, and examples write some of others.
            None if of != kind::DEAL => Ok(Some(Holds::Any)),
            None if call.ignore_unknown => Ok(None),
            None => {
                let detail = "deals have no such custom field; crm.deal.userfield.add creates one";
                Err(
                    Problem::unknown("fields", &format!("fields.{name}"), detail)
                        .failure(call.method),
                )
            }
        }
    }

    /// Adds an object with the documented defaults.
    pub(super) fn add_object(&mut self, of: i64, change: Change) -> Key {
        let key = Key::new(of, self.objects.next_id(of));
        self.create(key, change);
        key
    }

    /// Adds an object under an identifier of its own.
    pub(super) fn create(&mut self, key: Key, change: Change) {
        let of = key.kind;
        let mut object = Object::default();
        let now = moment::now();
        let user = i64::try_from(USER).unwrap_or(1);
        for (name, value) in [
            (
                "title",
                Value::Text(format!("{} #{}", kind::noun(of), key.id)),
            ),
            ("createdTime", now.as_str().into()),
            ("updatedTime", now.as_str().into()),
            ("createdBy", user.into()),
            ("updatedBy", user.into()),
            ("assignedById", user.into()),
            ("opened", "Y".into()),
        ] {
            object.set(name, value);
        }
        if of == kind::CONTACT {
            object.fields.remove("title");
        }
        if of == kind::DEAL {
            new_deal(&mut object, user, &now);
        }
        // A new object has nothing to clear.
        let given = change
            .fields
            .into_iter()
            .filter(|(_, value)| !is_empty(value));
        object.fields.extend(given);
        if let Some(contacts) = &change.contacts {
            object.link(contacts);
        }
        if of == kind::DEAL {
            self.settle(&mut object, None);
        }
        self.objects.insert(key, object);
    }

    /// Writes into an object. Returns whether it exists.
    pub(super) fn update_object(&mut self, key: Key, change: Change) -> bool {
        let Some(mut object) = self.objects.get(key).cloned() else {
            return false;
        };
        let stage = object.text("stageId").map(str::to_owned);
        let category = object.fields.get("categoryId").cloned();
        let stays = change.fields.contains_key("stageId");
        object.fields.extend(change.fields);
        if !stays && object.fields.get("categoryId") != category.as_ref() {
            // Another funnel has other stages.
            object.fields.remove("stageId");
        }
        object.set("updatedTime", moment::now());
        object.set("updatedBy", i64::try_from(USER).unwrap_or(1));
        if let Some(contacts) = &change.contacts {
            object.link(contacts);
        }
        if key.kind == kind::DEAL {
            self.settle(&mut object, stage.as_deref());
        }
        self.objects.insert(key, object);
        if let Some(contacts) = &change.contacts {
            self.unlink_others(key, contacts);
        }
        true
    }

    /// Removes an object with everything that belongs to it. Returns whether it existed.
    pub(super) fn remove_object(&mut self, key: Key) -> bool {
        self.rows.remove_of(&super::owners::Owner::of(key));
        self.payments.remove_of(key);
        self.deliveries.retain(|delivery| delivery.object != key);
        self.order_links.remove_of(key);
        if key.kind == kind::DEAL {
            self.recurring.retain(|setting| setting.deal != key.id);
        }
        self.objects.unlink(key);
        self.objects.remove(key).is_some()
    }

    /// Sets the fields that follow from the stage of a deal.
    pub(super) fn settle(&self, deal: &mut Object, before: Option<&str>) {
        let category = deal
            .fields
            .get("categoryId")
            .and_then(Value::as_integer)
            .unwrap_or(0);
        if deal.text("stageId").is_none() {
            let first = if category == 0 {
                "NEW".to_owned()
            } else {
                format!("C{category}:NEW")
            };
            deal.set("stageId", first);
        }
        let stage = deal.text("stageId").unwrap_or_default().to_owned();
        let semantics = self.stage_semantics(&stage);
        deal.set("stageSemanticId", semantics);
        deal.set(
            "isNew",
            columns::flag(stage.rsplit(':').next() == Some("NEW")),
        );
        if before != Some(stage.as_str()) {
            deal.set("movedTime", moment::now());
            deal.set("movedBy", i64::try_from(USER).unwrap_or(1));
            deal.set("closed", columns::flag(semantics != "P"));
        }
    }
}

/// The column of a field that is neither a contact nor a custom field.
fn target(call: Call<'_>, spelling: Spelling, of: i64, name: &str) -> Option<(String, Holds)> {
    if let Some(other) = columns::parent(name) {
        let name = if spelling == Spelling::Deal {
            other
        } else {
            name.to_owned()
        };
        return Some((name, Holds::Integer));
    }
    match spelling {
        Spelling::Deal => columns::of_deal(name),
        Spelling::Item if of == kind::DEAL => columns::of_item(name),
        Spelling::Item => return Some((name.to_owned(), columns::described(call.method, name))),
    }
    .map(|column| (column.item.to_owned(), column.holds))
}

fn contacts(value: &Value) -> Vec<i64> {
    let mut contacts = columns::numbers(value);
    contacts.retain(|contact| *contact > 0);
    contacts
}

/// The documented defaults of a deal.
fn new_deal(deal: &mut Object, user: i64, now: &str) {
    for (name, value) in [
        ("typeId", Value::from("SALE")),
        ("categoryId", 0.into()),
        ("currencyId", "USD".into()),
        ("opportunity", 0.into()),
        ("taxValue", 0.into()),
        ("isManualOpportunity", "N".into()),
        ("isRecurring", "N".into()),
        ("isReturnCustomer", "N".into()),
        ("isRepeatedApproach", "N".into()),
        ("closed", "N".into()),
        ("begindate", moment::day_after(0).into()),
        ("closedate", moment::day_after(7).into()),
        ("sourceId", "CALL".into()),
        ("lastActivityBy", user.into()),
        ("lastActivityTime", now.into()),
    ] {
        deal.set(name, value);
    }
}
