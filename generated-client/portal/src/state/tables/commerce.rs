//! Commerce: the catalog with its warehouses and documents, and orders with what belongs to them.

use crate::answer::{Answer, Failure};
use crate::arguments::{Arguments, decimal, integer, text};
use crate::state::table::{Act, Fill, Part, Row, RowKey, Table, Within, missing, squash};
use crate::state::{Call, Product, State};
use bitrix24::Decimal;

/// The families of commerce.
pub(super) static TABLES: &[&Table] = &[
    &PRODUCT,
    &SKU,
    &OFFER,
    &SERVICE,
    &SECTION,
    &PRICE,
    &PRICE_TYPE,
    &PRICE_TYPE_NAME,
    &PRICE_TYPE_GROUP,
    &ROUNDING_RULE,
    &MEASURE,
    &VAT,
    &PROPERTY,
    &PROPERTY_VALUE,
    &STORE,
    &STOCK,
    &STORE_DOCUMENT,
    &STORE_DOCUMENT_ELEMENT,
    &STORE_DOCUMENT_CONTRACTOR,
    &ORDER,
    &BASKET_ITEM,
    &BASKET_PROPERTY,
    &PAYMENT,
    &PAYMENT_BASKET,
    &PAYMENT_SHIPMENT,
    &SHIPMENT,
    &SHIPMENT_ITEM,
    &SHIPMENT_VALUE,
    &SHIPMENT_PROPERTY,
    &ORDER_VALUE,
    &ORDER_PROPERTY,
    &ORDER_PROPERTY_VARIANT,
    &ORDER_PROPERTY_GROUP,
    &PERSON_TYPE,
    &STATUS,
    &STATUS_NAME,
];

/// Owners that have to exist, and those that need not.
const fn of(field: &'static str, of: Option<&'static Table>) -> Within {
    Within::new(field, of)
}

const fn part(of: &'static Table, by: &'static str) -> Part {
    Part {
        of,
        by,
        shown: None,
    }
}

const fn shown(of: &'static Table, by: &'static str, shown: &'static str) -> Part {
    Part {
        of,
        by,
        shown: Some(shown),
    }
}

/// Products of all types. The number of the type is that of the catalog.
static PRODUCT: Table = with_product_values(Table::of("catalog.product"))
    .shared_by(&[&SKU, &OFFER, &SERVICE])
    .parts(&[part(&PRICE, "productid"), part(&OFFER, "parentid")]);
static SKU: Table = with_product_values(Table::of("catalog.product.sku"))
    .sharing(&PRODUCT, &[("type", Fill::Number(3))]);
static OFFER: Table = with_product_values(Table::of("catalog.product.offer"))
    .sharing(&PRODUCT, &[("type", Fill::Number(4))]);
static SERVICE: Table = with_product_values(Table::of("catalog.product.service"))
    .sharing(&PRODUCT, &[("type", Fill::Number(7))]);

const fn with_product_values(table: Table) -> Table {
    table
        .missing(&["NotFound", "Other"])
        .fills(&[
            ("type", Fill::Number(1)),
            ("active", Fill::Yes(true)),
            ("available", Fill::Yes(true)),
            ("bundle", Fill::Yes(false)),
            ("createdby", Fill::Me),
            ("modifiedby", Fill::Me),
            ("datecreate", Fill::Now),
            ("timestampx", Fill::Now),
            ("sort", Fill::Number(500)),
        ])
        .touches(&[("modifiedby", Fill::Me), ("timestampx", Fill::Now)])
        .settle(name_product)
}

/// Product rows of CRM objects take the name of their product.
fn name_product(state: &mut State, product: &mut Row, _: Option<&Row>) {
    let id = product.get("id").and_then(integer);
    let name = product.get("name").and_then(text);
    if let (Some(id), Some(name)) = (id, name) {
        state.catalogue.add(id, Product::new(&name));
    }
}

static SECTION: Table = Table::of("catalog.section")
    .parts(&[part(&SECTION, "iblocksectionid")])
    .fills(&[("sort", Fill::Number(500)), ("active", Fill::Yes(true))]);

static PRICE: Table = Table::of("catalog.price")
    .within(&[of("productid", None)])
    .touches(&[("timestampx", Fill::Now)])
    .fills(&[
        ("timestampx", Fill::Now),
        ("extraid", Fill::Null),
        ("quantityfrom", Fill::Null),
        ("quantityto", Fill::Null),
    ])
    .settle(|_, price, _| {
        if let Some(amount) = price.get("price").cloned() {
            price.insert("pricescale".to_owned(), amount);
        }
    })
    .acts(&[("modify", Act::Own(modify_prices))]);

/// Replaces the prices of a product: those with an identifier are changed, those that are not given
/// go.
fn modify_prices(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let product = call.arguments.object("fields").object("product");
    let (owner, given) = replaced(product, "prices");
    let owner = owner.ok_or_else(|| missing(table, call))?;
    state.replace_parts(table, "productid", &owner, given);
    let prices = state.rows_with(table, "productid", &owner);
    Ok(table.list_answer(call, &prices))
}

/// The owner of the rows in an object, and the rows.
fn replaced(owner: Arguments<'_>, name: &str) -> (Option<RowKey>, Vec<Row>) {
    let rows = owner.objects(name).map(|row| {
        let fields = row.0.iter();
        fields
            .map(|(name, value)| (squash(name), value.clone()))
            .collect()
    });
    (owner.get("id").and_then(RowKey::of), rows.collect())
}

impl State {
    /// Replaces the rows of an owner. A given row changes the one with its identifier; rows that
    /// are not given go.
    fn replace_parts(&mut self, table: &'static Table, by: &str, owner: &RowKey, given: Vec<Row>) {
        let known = self.rows_with(table, by, owner);
        let by_id = |row: &Row| row.get("id").and_then(RowKey::of);
        let mut kept = Vec::new();
        for mut row in given {
            let found = match by_id(&row) {
                Some(id) => known.iter().find(|(key, _)| *key == id),
                None => None,
            };
            let (key, mut all) = found
                .cloned()
                .unwrap_or_else(|| (self.next_row(table), Row::new()));
            row.remove("id");
            all.extend(row);
            all.insert(by.to_owned(), owner.value());
            kept.push(key.clone());
            self.write_row(table, key, all);
        }
        for (key, _) in &known {
            if !kept.contains(key) {
                self.remove_row(table, key);
            }
        }
    }
}

static PRICE_TYPE: Table = Table::of("catalog.priceType")
    .parts(&[
        part(&PRICE, "cataloggroupid"),
        part(&PRICE_TYPE_NAME, "cataloggroupid"),
        part(&PRICE_TYPE_GROUP, "cataloggroupid"),
        part(&ROUNDING_RULE, "cataloggroupid"),
    ])
    .fills(&[
        ("base", Fill::Yes(false)),
        ("sort", Fill::Number(100)),
        ("createdby", Fill::Me),
        ("modifiedby", Fill::Me),
        ("datecreate", Fill::Now),
        ("timestampx", Fill::Now),
    ])
    .touches(&[("modifiedby", Fill::Me), ("timestampx", Fill::Now)]);
static PRICE_TYPE_NAME: Table = Table::of("catalog.priceTypeLang");
static PRICE_TYPE_GROUP: Table = Table::of("catalog.priceTypeGroup");
static ROUNDING_RULE: Table = Table::of("catalog.roundingRule")
    .fills(&[
        ("createdby", Fill::Me),
        ("modifiedby", Fill::Me),
        ("datecreate", Fill::Now),
        ("datemodify", Fill::Now),
    ])
    .touches(&[("modifiedby", Fill::Me), ("datemodify", Fill::Now)]);
static MEASURE: Table = Table::of("catalog.measure").fills(&[("isdefault", Fill::Yes(false))]);
static VAT: Table = Table::of("catalog.vat")
    .fills(&[
        ("sort", Fill::Number(100)),
        ("active", Fill::Yes(true)),
        ("timestampx", Fill::Now),
    ])
    .touches(&[("timestampx", Fill::Now)]);
static PROPERTY: Table = Table::of("catalog.productProperty")
    .parts(&[part(&PROPERTY_VALUE, "propertyid")])
    .fills(&[
        ("active", Fill::Yes(true)),
        ("multiple", Fill::Yes(false)),
        ("isrequired", Fill::Yes(false)),
        ("sort", Fill::Number(500)),
        ("timestampx", Fill::Now),
    ])
    .touches(&[("timestampx", Fill::Now)]);
static PROPERTY_VALUE: Table = Table::of("catalog.productPropertyEnum")
    .fills(&[("def", Fill::Yes(false)), ("sort", Fill::Number(500))]);

static STORE: Table = Table::of("catalog.store")
    .fills(&[
        ("active", Fill::Yes(true)),
        ("issuingcenter", Fill::Yes(false)),
        ("sort", Fill::Number(100)),
        ("userid", Fill::Me),
        ("modifiedby", Fill::Me),
        ("datecreate", Fill::Now),
        ("datemodify", Fill::Now),
    ])
    .touches(&[("modifiedby", Fill::Me), ("datemodify", Fill::Now)]);

const CONDUCT: Act = Act::Set(&[
    ("status", Fill::Yes(true)),
    ("statusby", Fill::Me),
    ("datestatus", Fill::Now),
]);
const CANCEL: Act = Act::Set(&[
    ("status", Fill::Yes(false)),
    ("statusby", Fill::Me),
    ("datestatus", Fill::Now),
]);

/// Documents of warehouses.
static STORE_DOCUMENT: Table = Table::of("catalog.document")
    .named_by(&["documentIds"])
    .parts(&[
        part(&STORE_DOCUMENT_ELEMENT, "docid"),
        part(&STORE_DOCUMENT_CONTRACTOR, "documentid"),
    ])
    .acts(&[
        ("conduct", CONDUCT),
        ("confirm", CONDUCT),
        ("conductList", CONDUCT),
        ("cancel", CANCEL),
        ("unconfirm", CANCEL),
        ("cancelList", CANCEL),
        ("deleteList", Act::Delete),
    ])
    .fills(&[
        ("status", Fill::Yes(false)),
        ("createdby", Fill::Me),
        ("modifiedby", Fill::Me),
        ("datecreate", Fill::Now),
        ("datemodify", Fill::Now),
        ("datedocument", Fill::Now),
        ("siteid", Fill::Text("s1")),
        ("statusby", Fill::Null),
        ("datestatus", Fill::Null),
    ])
    .touches(&[("modifiedby", Fill::Me), ("datemodify", Fill::Now)])
    .settle(settle_document)
    .check(keep_conducted);
static STORE_DOCUMENT_ELEMENT: Table = Table::of("catalog.document.element")
    .within(&[of("docid", Some(&STORE_DOCUMENT))])
    .missing(&["NotFound"])
    .check(keep_conducted_elements);
static STORE_DOCUMENT_CONTRACTOR: Table = Table::of("catalog.documentcontractor");

/// How much of a product a warehouse has.
static STOCK: Table = Table::of("catalog.storeproduct");

/// A document moves its goods when it is conducted, and back when that is cancelled.
fn settle_document(state: &mut State, document: &mut Row, before: Option<&Row>) {
    let is_conducted = |row: &Row| row.get("status").and_then(text).as_deref() == Some("Y");
    let direction = match (before.is_some_and(is_conducted), is_conducted(document)) {
        (false, true) => Decimal::ONE,
        (true, false) => -Decimal::ONE,
        _ => return,
    };
    if let Some(key) = document.get("id").and_then(RowKey::of) {
        state.move_stock(&key, direction);
    }
}

impl State {
    /// Moves what a document lists out of one warehouse and into another, or back.
    fn move_stock(&mut self, document: &RowKey, direction: Decimal) {
        for (_, element) in self.rows_with(&STORE_DOCUMENT_ELEMENT, "docid", document) {
            let key = |name: &str| {
                let key = element.get(name).and_then(RowKey::of);
                key.filter(|key| key.number() > 0)
            };
            let amount = element.get("amount").and_then(decimal).unwrap_or_default();
            let Some(product) = key("elementid") else {
                continue;
            };
            for (store, sign) in [("storefrom", -Decimal::ONE), ("storeto", Decimal::ONE)] {
                if let Some(store) = key(store) {
                    self.stock(&product, &store, amount * sign * direction);
                }
            }
        }
    }

    /// Adds to what a warehouse has of a product, and to what there is of it.
    fn stock(&mut self, product: &RowKey, store: &RowKey, change: Decimal) {
        let plus = |row: &Row, field: &str| {
            let known = row.get(field).and_then(decimal).unwrap_or_default();
            bitrix24::internal::decimal((known + change).normalize())
        };
        let of_product = self.rows_with(&STOCK, "productid", product).into_iter();
        let known = of_product
            .into_iter()
            .find(|(_, row)| row.get("storeid").and_then(RowKey::of).as_ref() == Some(store));
        let (key, mut row) = known.unwrap_or_else(|| {
            let fresh = [
                ("productid", product.value()),
                ("storeid", store.value()),
                ("quantityreserved", 0.into()),
            ];
            let fresh = fresh.map(|(name, value)| (name.to_owned(), value));
            (self.next_row(&STOCK), Row::from(fresh))
        });
        row.insert("amount".to_owned(), plus(&row, "amount"));
        row.insert("id".to_owned(), key.value());
        self.put_row(&STOCK, key, row);
        if let Some(mut row) = self.row(&PRODUCT, product) {
            row.insert("quantity".to_owned(), plus(&row, "quantity"));
            self.put_row(&PRODUCT, product.clone(), row);
        }
    }
}

/// A document that is conducted is not deleted.
fn keep_conducted(state: &mut State, call: Call<'_>) -> Result<(), Failure> {
    let names = ["catalog.document.delete", "catalog.document.deleteList"];
    if names.contains(&call.method.name.as_str()) {
        for key in STORE_DOCUMENT.keys(call) {
            if is_conducted(state, &key) {
                let message = format!(
                    "Cannot delete document #{} because it is processed",
                    key.number()
                );
                return Err(Failure::with_message(call.method, "0", message));
            }
        }
    }
    Ok(())
}

/// The elements of a document that is conducted do not change.
fn keep_conducted_elements(state: &mut State, call: Call<'_>) -> Result<(), Failure> {
    let of_call = call
        .arguments
        .object("fields")
        .get("docId")
        .and_then(RowKey::of);
    let of_element = || {
        let key = STORE_DOCUMENT_ELEMENT.keys(call).pop()?;
        let element = state.row(&STORE_DOCUMENT_ELEMENT, &key)?;
        element.get("docid").and_then(RowKey::of)
    };
    let writes = call.method.effect == bitrix24::describe::Effect::Write;
    let document = if writes {
        of_call.or_else(of_element)
    } else {
        None
    };
    match document {
        Some(document) if is_conducted(state, &document) => {
            Err(Failure::of(call.method, "Conducted", "Conducted document"))
        }
        _ => Ok(()),
    }
}

fn is_conducted(state: &State, document: &RowKey) -> bool {
    let row = state.row(&STORE_DOCUMENT, document);
    row.is_some_and(|row| row.get("status").and_then(text).as_deref() == Some("Y"))
}

static ORDER: Table = Table::of("sale.order")
    .parts(&[
        shown(&BASKET_ITEM, "orderid", "basketitems"),
        shown(&PAYMENT, "orderid", "payments"),
        shown(&SHIPMENT, "orderid", "shipments"),
        shown(&ORDER_VALUE, "orderid", "propertyvalues"),
    ])
    .fills(&[
        ("dateinsert", Fill::Now),
        ("dateupdate", Fill::Now),
        ("datestatus", Fill::Now),
        ("statusid", Fill::Text("N")),
        ("price", Fill::Number(0)),
        ("payed", Fill::Yes(false)),
        ("canceled", Fill::Yes(false)),
        ("deducted", Fill::Yes(false)),
        ("marked", Fill::Yes(false)),
        ("createdby", Fill::Me),
        ("responsibleid", Fill::Me),
    ])
    .touches(&[("dateupdate", Fill::Now)])
    .settle(|_, order, _| {
        let id = order.get("id").and_then(text);
        if let (Some(id), false) = (id, order.contains_key("accountnumber")) {
            order.insert("accountnumber".to_owned(), id.into());
        }
    });

static BASKET_ITEM: Table = Table::of("sale.basketitem")
    .within(&[of("orderid", Some(&ORDER))])
    .parts(&[part(&BASKET_PROPERTY, "basketid")])
    .acts(&[
        ("addCatalogProduct", Act::Add),
        ("updateCatalogProduct", Act::Update),
        ("getFieldsCatalogProduct", Act::Fields),
    ])
    .fills(&[
        ("dateinsert", Fill::Now),
        ("dateupdate", Fill::Now),
        ("sort", Fill::Number(100)),
        ("canbuy", Fill::Yes(true)),
        ("customprice", Fill::Yes(false)),
    ])
    .touches(&[("dateupdate", Fill::Now)]);
static BASKET_PROPERTY: Table =
    Table::of("sale.basketproperties").fills(&[("sort", Fill::Number(100))]);
static PAYMENT: Table = Table::of("sale.payment")
    .within(&[of("orderid", None)])
    .parts(&[
        part(&PAYMENT_BASKET, "paymentid"),
        part(&PAYMENT_SHIPMENT, "paymentid"),
    ])
    .fills(&[
        ("paid", Fill::Yes(false)),
        ("isreturn", Fill::Yes(false)),
        ("datebill", Fill::Now),
        ("responsibleid", Fill::Me),
    ])
    .settle(|_, payment, before| {
        let is_paid = |row: &Row| row.get("paid").and_then(text).as_deref() == Some("Y");
        if is_paid(payment) && !before.is_some_and(is_paid) {
            payment.insert("datepaid".to_owned(), Fill::Now.value(None));
            payment.insert("emppaidid".to_owned(), Fill::Me.value(None));
        }
    });
static PAYMENT_BASKET: Table = Table::of("sale.paymentitembasket");
static PAYMENT_SHIPMENT: Table = Table::of("sale.paymentItemShipment");
static SHIPMENT: Table = Table::of("sale.shipment")
    .within(&[of("orderid", None)])
    .parts(&[part(&SHIPMENT_ITEM, "orderdeliveryid")])
    .fills(&[
        ("allowdelivery", Fill::Yes(false)),
        ("deducted", Fill::Yes(false)),
        ("canceled", Fill::Yes(false)),
        ("marked", Fill::Yes(false)),
        ("dateinsert", Fill::Now),
        ("responsibleid", Fill::Me),
    ]);
static SHIPMENT_ITEM: Table = Table::of("sale.shipmentitem").fills(&[("dateinsert", Fill::Now)]);
static SHIPMENT_PROPERTY: Table = Table::of("sale.shipmentproperty")
    .acts(&[("getfieldsbytype", Act::Fields)])
    .fills(&[("active", Fill::Yes(true)), ("sort", Fill::Number(100))]);
static SHIPMENT_VALUE: Table = Table::of("sale.shipmentpropertyvalue");

/// The values of an order's properties.
static ORDER_VALUE: Table =
    Table::of("sale.propertyvalue").acts(&[("modify", Act::Own(modify_values))]);

/// Sets values of an order's properties, each by its property.
fn modify_values(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let order = call.arguments.object("fields").object("order");
    let (owner, given) = replaced(order, "propertyValues");
    let owner = owner.ok_or_else(|| missing(table, call))?;
    let property = |row: &Row| row.get("orderpropsid").and_then(RowKey::of);
    let known = state.rows_with(table, "orderid", &owner);
    for row in given {
        let same = known
            .iter()
            .find(|(_, known)| property(known) == property(&row));
        let (key, mut all) = same.cloned().unwrap_or_else(|| {
            let described = property(&row).and_then(|key| state.row(&ORDER_PROPERTY, &key));
            let described = described.unwrap_or_default();
            let of_property = ["name", "code"].map(|name| {
                (
                    name.to_owned(),
                    described.get(name).cloned().unwrap_or_default(),
                )
            });
            (state.next_row(table), of_property.into())
        });
        all.extend(row);
        all.insert("orderid".to_owned(), owner.value());
        state.write_row(table, key, all);
    }
    let values = state.rows_with(table, "orderid", &owner);
    Ok(table.list_answer(call, &values))
}

static ORDER_PROPERTY: Table = Table::of("sale.property")
    .acts(&[("getfieldsbytype", Act::Fields)])
    .parts(&[
        part(&ORDER_PROPERTY_VARIANT, "orderpropsid"),
        part(&ORDER_VALUE, "orderpropsid"),
    ])
    .fills(&[
        ("active", Fill::Yes(true)),
        ("required", Fill::Yes(false)),
        ("multiple", Fill::Yes(false)),
        ("sort", Fill::Number(100)),
    ]);
static ORDER_PROPERTY_VARIANT: Table =
    Table::of("sale.propertyvariant").fills(&[("sort", Fill::Number(100))]);
static ORDER_PROPERTY_GROUP: Table = Table::of("sale.propertygroup")
    .parts(&[part(&ORDER_PROPERTY, "propsgroupid")])
    .fills(&[("sort", Fill::Number(100))]);
static PERSON_TYPE: Table =
    Table::of("sale.persontype").fills(&[("sort", Fill::Number(100)), ("active", Fill::Yes(true))]);

/// Statuses of orders and deliveries, which have the codes that callers choose.
static STATUS: Table = Table::of("sale.status")
    .chosen()
    .parts(&[part(&STATUS_NAME, "statusid")])
    .fills(&[("sort", Fill::Number(100)), ("notify", Fill::Yes(true))]);

/// The names of statuses, each of a status in a language.
static STATUS_NAME: Table = Table::of("sale.statusLang").check(name_once).acts(&[
    ("deleteByFilter", Act::Own(delete_names)),
    ("getListLangs", Act::Shown),
]);

/// The names of a call's status in its language.
fn names_of(state: &State, call: Call<'_>) -> Vec<RowKey> {
    let fields = call.arguments.object("fields");
    let (status, language) = (fields.get("statusId"), fields.text("lid"));
    let Some(status) = status.and_then(RowKey::of) else {
        return Vec::new();
    };
    let names = state
        .rows_with(&STATUS_NAME, "statusid", &status)
        .into_iter();
    names
        .filter(|(_, row)| row.get("lid").and_then(text) == language)
        .map(|(key, _)| key)
        .collect()
}

fn name_once(state: &mut State, call: Call<'_>) -> Result<(), Failure> {
    if call.method.name == "sale.statusLang.add" && !names_of(state, call).is_empty() {
        let message = "Duplicate entry for key [statusId, lid]";
        return Err(Failure::with_message(call.method, "201750000003", message));
    }
    Ok(())
}

fn delete_names(
    state: &mut State,
    table: &'static Table,
    call: Call<'_>,
) -> Result<Answer, Failure> {
    let names = names_of(state, call);
    if names.is_empty() {
        return Err(missing(table, call));
    }
    for key in &names {
        state.remove_row(table, key);
    }
    Ok(Answer::at(call.method, true))
}
