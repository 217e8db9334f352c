//! Documented answers that a portal does not give, each with its reason.

/// Examples that cannot all be true of one portal, with the reason.
pub(super) const CONTRADICTIONS: [(&str, &str); 35] = [
    (
        "calendar.event.get",
        "events of a summer are asked for, and one of a December answered",
    ),
    (
        "catalog.document.element.list",
        "the example shows a price that its request does not select",
    ),
    (
        "catalog.document.list",
        "a later page is asked for, and the first one answered",
    ),
    (
        "catalog.product.offer.add",
        "the parent is sent as a number, and answered as a property",
    ),
    (
        "crm.category.list",
        "the funnel that every portal has lacks fields of the others, and crm.category.get has one more",
    ),
    (
        "crm.company.userfield.get",
        "field 399 is asked for, and field 6997 answered",
    ),
    (
        "crm.company.userfield.list",
        "mandatory fields are asked for, and others answered",
    ),
    (
        "crm.deal.list",
        "titles that end with other letters answer a filter for those that end with a",
    ),
    (
        "crm.deal.recurring.delete",
        "setting 15 is deleted, whose deal the example of crm.deal.recurring.expose still has",
    ),
    (
        "crm.deal.recurring.get",
        "setting 15 is asked for, and setting 25 answered",
    ),
    (
        "crm.deal.userfield.get",
        "field 399 is asked for, and field 6997 answered",
    ),
    (
        "crm.deal.userfield.list",
        "mandatory fields are asked for, and others answered",
    ),
    ("crm.item.add", "the request has a misspelt field"),
    (
        "crm.item.list",
        "Weber stands before Schmidt in a list that is sorted by last names",
    ),
    (
        "crm.lead.list",
        "a later page is asked for, and the first one answered",
    ),
    (
        "crm.lead.userfield.get",
        "field 399 is asked for, and field 6997 answered",
    ),
    (
        "crm.lead.userfield.list",
        "mandatory fields are asked for, and others answered",
    ),
    (
        "crm.quote.userfield.get",
        "field 399 is asked for, and field 6997 answered",
    ),
    (
        "crm.quote.userfield.list",
        "mandatory fields are asked for, and others answered",
    ),
    (
        "crm.timeline.comment.list",
        "comments of deal 10 are asked for, and one of deal 2 answered",
    ),
    (
        "entity.item.get",
        "an item without a date is answered to a filter for dates",
    ),
    (
        "im.dialog.messages.get",
        "the example has a file that none of its messages has",
    ),
    (
        "im.dialog.messages.search",
        "messages of chat 3 are asked for, and one of chat 2421 answered",
    ),
    (
        "im.search.user.list",
        "users with John in their names are asked for, and Emily Smith is answered",
    ),
    (
        "imbot.v2.Chat.Message.get",
        "the page allows only supervisors and personal bots, and bot 456 is neither",
    ),
    (
        "imbot.v2.Chat.Message.getContext",
        "the page allows only supervisors and personal bots, and bot 456 is neither",
    ),
    (
        "lists.element.get",
        "the example shows a field that its request does not select",
    ),
    (
        "lists.field.get",
        "the field is under its type, and all other pages name fields",
    ),
    (
        "socialnetwork.api.workgroup.list",
        "the example shows fields that its request does not select",
    ),
    (
        "task.elapseditem.getlist",
        "the request begins with the order, and the method with the task",
    ),
    ("tasks.task.complete", "REST 3.0 has no task 1"),
    (
        "tasks.task.get",
        "the task has other values in the examples of REST 3.0",
    ),
    (
        "tasks.task.list",
        "the task has other values in the examples of REST 3.0",
    ),
    (
        "tasks.task.result.addFromComment",
        "no example of comments has comment 3199",
    ),
    (
        "user.get",
        "names that begin with Iv are asked for, and Vadim is answered",
    ),
];

/// Methods that read rows and answer with other values than their examples, with the reason. Their
/// answers have the form of the examples. The list may only get shorter.
pub(super) const OTHER_VALUES: [(&str, &str); 32] = [
    (
        "calendar.event.getbyid",
        "event 324 is asked for, and event 1265 answered",
    ),
    (
        "calendar.meeting.status.get",
        "the example of calendar.meeting.status.set has written another status",
    ),
    (
        "catalog.price.list",
        "prices of product 1 are asked for, and those of product 6461 answered",
    ),
    (
        "catalog.priceTypeLang.list",
        "the rows have no identifiers, and catalog.priceTypeLang.get has other names",
    ),
    (
        "catalog.product.list",
        "catalog.product.get has other values of product 1243",
    ),
    (
        "catalog.product.offer.list",
        "catalog.product.offer.get has other values of the same variation",
    ),
    (
        "catalog.product.service.list",
        "catalog.product.service.get has the times of the same service in another zone",
    ),
    (
        "catalog.product.sku.get",
        "the type is 6, and 3 in the examples of catalog.product.sku.{add, update}",
    ),
    (
        "catalog.product.sku.list",
        "catalog.product.sku.get has other values of product 1289",
    ),
    (
        "catalog.roundingRule.list",
        "catalog.roundingRule.get has other values of rule 1",
    ),
    (
        "catalog.section.list",
        "sections with a sort of at most 100 are asked for, and some with 500 answered",
    ),
    (
        "catalog.store.list",
        "catalog.store.get has other texts of store 1",
    ),
    (
        "catalog.storeproduct.get",
        "row 1 is asked for, and row 13 answered",
    ),
    (
        "crm.activity.list",
        "activities of contact 102 are asked for, and one of contact 15 answered",
    ),
    (
        "crm.company.get",
        "company 12 is asked for, and company 2909 answered",
    ),
    (
        "crm.contact.get",
        "contact 23 is asked for, and contact 43 answered; a day has a time of another zone",
    ),
    (
        "crm.lead.get",
        "crm.lead.list has a telephone number of lead 123",
    ),
    (
        "crm.quote.list",
        "crm.quote.get has other values of estimate 43",
    ),
    (
        "crm.status.get",
        "entry 123 is asked for, and entry 733 answered",
    ),
    (
        "disk.folder.getChildren",
        "disk.folder.get has another name and another zone of the same folder",
    ),
    (
        "disk.storage.getChildren",
        "other examples have 0 for who has deleted nothing, and this one null",
    ),
    (
        "im.counters.get",
        "the caller of the example has notifications and has muted chats, and the user of this webhook has not",
    ),
    (
        "im.dialog.get",
        "chat1435 is asked for, and chat1439 answered",
    ),
    (
        "im.notify.get",
        "nobody has notified the user when a portal starts",
    ),
    ("im.user.list.get", "im.user.get has another name of user 5"),
    (
        "imbot.v2.Chat.User.list",
        "user.get has another name of user 1",
    ),
    (
        "sale.order.get",
        "order 6 is asked for, and order 236 answered",
    ),
    (
        "sale.persontype.list",
        "types with a sort of at most 100 are asked for, and one with 110 answered",
    ),
    (
        "sale.shipment.list",
        "sale.shipment.get has other values of the same shipment",
    ),
    (
        "task.checklistitem.get",
        "item 479 is asked for, and item 495 answered",
    ),
    (
        "task.commentitem.getlist",
        "task.commentitem.get has other values of the same comment",
    ),
    (
        "user.current",
        "the webhook of the example is that of user 3, and this one that of user 1",
    ),
];
