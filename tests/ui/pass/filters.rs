//! Conditions and orders, also on fields that no constant names.

use bitrix24::crm::item::productrow::{self, DiscountType, ListFilter, Row};
use bitrix24::crm::item::{self, Item};
use bitrix24::crm::{self, Deal, EntityType, OwnerType};
use bitrix24::runtime::Call;
use bitrix24::tasks::task::v3::{self as task, File, Person, Task, Template};
use bitrix24::{Condition, Key, Map, Order, Select, Value, dec};

const EXTERNAL: Key<Row, String> = Key::new("ufExternal");

#[test]
fn every_documented_operator() {
    let filter = ListFilter::new(OwnerType::SmartProcess("T80".into()), 5)
        .and(Row::PRICE.gt(5000))
        .and(Row::PRICE.le(dec!(9000.50)))
        .and(Row::QUANTITY.ge(1))
        .and(Row::QUANTITY.lt(100))
        .and(Row::PRODUCT_NAME.contains("pho"))
        .and(Row::PRODUCT_NAME.not_contains("test"))
        .and(Row::PRODUCT_NAME.like("a%"))
        .and(Row::PRODUCT_NAME.not_like("%z"))
        .and(Row::DISCOUNT_TYPE_ID.ne(DiscountType::Absolute))
        .and(Row::TAX_INCLUDED.eq(true))
        .and(Row::SORT.eq_any([10, 20]));
    let json = serde_json::to_value(productrow::list(filter).params()).unwrap();
    assert_eq!(json["filter"]["=ownerType"], "T80");
    assert_eq!(json["filter"][">price"], 5000);
    assert_eq!(json["filter"]["=taxIncluded"], "Y");
    assert_eq!(json["filter"]["=sort"], serde_json::json!([10, 20]));
}

#[test]
fn fields_of_a_portal() {
    let filter = ListFilter::new(OwnerType::from("D"), 5)
        .and(EXTERNAL.eq("a"))
        .and(Key::<Row, Value>::named("ufOther").ne(5))
        .param("@sort", [10, 20]);
    let order: Order<Row> = EXTERNAL.asc().desc(Row::ID).by("ufOther", "desc");
    let request = productrow::list(filter).order(order);
    let json = serde_json::to_value(request.params()).unwrap();
    assert_eq!(json["filter"]["!=ufOther"], 5);
    assert_eq!(
        json["order"],
        serde_json::json!({ "ufExternal": "asc", "id": "desc", "ufOther": "desc" })
    );
}

#[test]
fn conditions_joined() {
    // In a request, conditions stand for the filter.
    let wanted = (Item::TITLE.ne("") | Item::SOURCE_ID.is_in(["WEB", "CALL"]))
        & Item::OPPORTUNITY.ge(dec!(1000))
        & Item::OPPORTUNITY.lt(dec!(5000));
    let request = item::list(EntityType::Deal)
        .filter(wanted)
        .order([Item::OPPORTUNITY.desc(), Item::ID.asc()])
        .select((Item::ID, Item::TITLE, Item::CONTACT_IDS));
    let json = serde_json::to_value(request.params()).unwrap();
    assert_eq!(
        json,
        serde_json::json!({
            "entityTypeId": 2,
            "filter": {
                "0": { "logic": "OR", "0": { "!=title": "" }, "1": { "@sourceId": ["WEB", "CALL"] } },
                ">=opportunity": 1000,
                "<opportunity": 5000,
            },
            "order": { "opportunity": "desc", "id": "asc" },
            "select": ["id", "title", "contactIds"],
        })
    );
}

#[test]
fn conditions_of_the_former_kind() {
    #[allow(deprecated)]
    let request = crm::deal::list()
        .filter(
            Deal::OPPORTUNITY.ge(dec!(1000))
                & Deal::STAGE_ID.is_in(["NEW"])
                & Deal::TITLE.like("a%"),
        )
        .select(Select::all().with_all_custom());
    let json = serde_json::to_value(request.params()).unwrap();
    assert_eq!(
        json["filter"],
        serde_json::json!({ ">=OPPORTUNITY": 1000, "@STAGE_ID": ["NEW"], "=%TITLE": "a%" })
    );
    assert_eq!(json["select"], serde_json::json!(["*", "UF_*"]));
}

#[test]
fn custom_fields_by_name() {
    // A smart process has a number of its own, and so have the names of its fields.
    let kind = 1268;
    let colour = || Item::custom::<String>(format!("ufCrm{kind}_1721244482250"));
    let request = item::list(kind)
        .filter(colour().eq("red") & Item::CONTACT_IDS.eq(5))
        .select((Item::ID, colour()))
        .order(colour().asc());
    let json = serde_json::to_value(request.params()).unwrap();
    assert_eq!(json["entityTypeId"], 1268);
    assert_eq!(
        json["filter"],
        serde_json::json!({ "=ufCrm1268_1721244482250": "red", "=contactIds": 5 })
    );
    assert_eq!(request.params().problem(), None);
}

#[test]
fn conditions_collected_at_run_time() {
    let mut filter = item::ListFilter::new().and(Item::OPENED.eq(true));
    for word in ["new", "large"] {
        filter = filter.and(
            Item::TITLE
                .not_contains(format!("{word}!"))
                .checked_by::<item::ListFilter>(),
        );
    }
    let request = item::list(EntityType::Deal).filter(filter);
    assert!(
        request.params().problem().is_some(),
        "two conditions stand under one key"
    );

    let any = Condition::any(["new", "large"].map(|word| Item::TITLE.contains(word)));
    let request = item::list(EntityType::Deal).filter(any & Item::OPENED.eq(true));
    assert_eq!(request.params().problem(), None);
}

#[test]
fn alternatives_in_rest_3() {
    let request = task::list().filter(
        (Task::ID.is_in([1, 2]) | Task::ID.between(10, 20) | Task::ID.eq(30)) & Task::ID.ne(15),
    );
    let json = serde_json::to_value(request.params()).unwrap();
    assert_eq!(
        json["filter"],
        serde_json::json!([
            { "logic": "or", "conditions": [
                ["id", "in", [1, 2]], ["id", "between", [10, 20]], ["id", "=", 30],
            ] },
            ["id", "!=", 15],
        ])
    );
    assert_eq!(request.params().problem(), None);
}

#[test]
fn fields_of_related_objects() {
    let request = task::get(3835).select((
        Task::ID,
        Task::RESPONSIBLE.then(Person::NAME),
        Task::ACCOMPLICES.then(Person::EMAIL),
        Task::FORKED_BY_TEMPLATE
            .then(Template::CREATOR)
            .then(Person::IMAGE)
            .then(File::SRC),
        // The other way round names the same field.
        Task::CREATOR.then(Person::IMAGE.then(File::SRC)),
        // The schema says nothing of what the parent is.
        Task::PARENT.then(Key::<Map<String, Value>, String>::new("title")),
    ));
    let json = serde_json::to_value(request.params()).unwrap();
    assert_eq!(
        json["select"],
        serde_json::json!([
            "id",
            "responsible.name",
            "accomplices.email",
            "forkedByTemplate.creator.image.src",
            "creator.image.src",
            "parent.title",
        ])
    );
}
