//! Conditions, orders and selections of emitted code, as they are sent.

#[allow(dead_code, unreachable_pub, reason = "several tests share it")]
mod emitted;

use bitrix24::filter::CheckedBy;
use bitrix24::runtime::{Arg, IntoArg, Order, ParamsProblem, Required, Select};
use bitrix24::{Condition, Key, Value, dec};

use emitted::{BareFilter, DiscountType, ListFilter, OwnerType, Row, SearchFilter, TailFilter};

fn sent<T>(value: impl IntoArg<T, Required>) -> String {
    let value: Arg<T> = Arg::new(value);
    serde_json::to_string(value.as_value()).unwrap()
}

fn problem<T>(value: impl IntoArg<T>) -> Option<String> {
    let params = bitrix24::Params::new().with("filter", value);
    params.problem().map(ToString::to_string)
}

fn search(filter: impl IntoArg<SearchFilter, Required>) -> String {
    sent(filter)
}

#[test]
fn equality_is_a_bare_key_where_there_is_no_operator_for_it() {
    let bare = |filter: BareFilter| sent::<BareFilter>(filter);
    assert_eq!(
        sent::<BareFilter>(Row::PRICE.eq(5) & Row::XML_ID.not("a")),
        r#"{"price":5,"!xmlId":"a"}"#
    );
    let added = BareFilter::new()
        .and(Row::PRICE.eq_any([5, 7]))
        .and(Row::PRICE.gt(1))
        .and(Row::XML_ID.eq("a") | Row::TAX_INCLUDED.eq(true));
    assert_eq!(
        bare(added),
        r#"{"price":[5,7],">price":1,"0":{"logic":"OR","0":{"xmlId":"a"},"1":{"taxIncluded":"Y"}}}"#
    );
    let twice = BareFilter::new()
        .and(Row::PRICE.eq(5))
        .and(Row::PRICE.eq(7));
    assert_eq!(
        problem::<BareFilter>(twice).as_deref(),
        Some("the filter has two conditions `price`, of which the portal would see only one")
    );
    let same = BareFilter::new()
        .and(Row::PRICE.eq(5))
        .and(Row::PRICE.eq(5));
    assert_eq!(problem::<BareFilter>(same), None);
}

#[test]
fn a_condition_stands_for_a_filter() {
    assert_eq!(search(Row::PRICE.gt(5)), r#"{">price":5}"#);
    assert_eq!(
        search(Row::PRICE.ge(dec!(1000)) & Row::OWNER_TYPE.is_in([OwnerType::Deal])),
        r#"{">=price":1000,"@ownerType":["D"]}"#
    );
    let added = SearchFilter::new()
        .and(Row::PRICE.ge(1) & Row::XML_ID.contains("a"))
        .and(Row::TAX_INCLUDED.eq(true));
    assert_eq!(
        search(added),
        r#"{">=price":1,"%xmlId":"a","=taxIncluded":"Y"}"#
    );
}

#[test]
fn alternatives_stand_in_numbered_groups() {
    let (a, b) = (|| Row::XML_ID.ne(""), || Row::PRICE.gt(5));
    let c = || Row::TAX_INCLUDED.eq(true);
    let d = || Row::ID.eq(7);
    assert_eq!(
        search(a() | b()),
        r#"{"0":{"logic":"OR","0":{"!=xmlId":""},"1":{">price":5}}}"#
    );
    // What is nested the same way is one group.
    assert_eq!(search(a() | b() | c()), search(a() | (b() | c())));
    assert_eq!(
        search((a() | b()) & c()),
        r#"{"0":{"logic":"OR","0":{"!=xmlId":""},"1":{">price":5}},"=taxIncluded":"Y"}"#
    );
    assert_eq!(
        search((a() & b()) | c()),
        r#"{"0":{"logic":"OR","0":{"!=xmlId":"",">price":5},"1":{"=taxIncluded":"Y"}}}"#
    );
    // Groups are counted, so that none replaces another.
    assert_eq!(
        search((a() | b()) & (c() | d())),
        r#"{"0":{"logic":"OR","0":{"!=xmlId":""},"1":{">price":5}},"1":{"logic":"OR","0":{"=taxIncluded":"Y"},"1":{"=id":7}}}"#
    );
    assert_eq!(
        search(
            SearchFilter::new()
                .param("0", 1)
                .and(a() | b())
                .and(c() | d())
        ),
        r#"{"0":1,"1":{"logic":"OR","0":{"!=xmlId":""},"1":{">price":5}},"2":{"logic":"OR","0":{"=taxIncluded":"Y"},"1":{"=id":7}}}"#
    );
    // A group within an alternative.
    assert_eq!(
        search((((a() | b()) & c()) | d()) & Row::PRICE.ge(1)),
        r#"{"0":{"logic":"OR","0":{"0":{"logic":"OR","0":{"!=xmlId":""},"1":{">price":5}},"=taxIncluded":"Y"},"1":{"=id":7}},">=price":1}"#
    );
}

#[test]
fn alternatives_may_be_as_many_as_there_are() {
    let words = ["a", "b", "c"];
    let any = || Condition::any(words.map(|word| Row::XML_ID.contains(word)));
    assert_eq!(
        search(any()),
        r#"{"0":{"logic":"OR","0":{"%xmlId":"a"},"1":{"%xmlId":"b"},"2":{"%xmlId":"c"}}}"#
    );
    assert_eq!(
        search(any() & Row::ID.eq(1)),
        search(any()).replace("}}}", "}},\"=id\":1}")
    );
    let mut collected = vec![Row::PRICE.gt(5).checked_by::<SearchFilter>()];
    collected.push((Row::XML_ID.eq("a") & Row::ID.eq(1)).checked_by());
    collected.push((Row::ID.eq(2) | Row::ID.eq(3)).checked_by());
    assert_eq!(
        search(Condition::any(collected)),
        r#"{"0":{"logic":"OR","0":{">price":5},"1":{"=xmlId":"a","=id":1},"2":{"=id":2},"3":{"=id":3}}}"#
    );
    // One alternative is no choice, and none is no filter.
    assert_eq!(search(Condition::any([Row::ID.eq(1)])), r#"{"=id":1}"#);
    let nothing = || Condition::any(Vec::<Condition<Row, CheckedBy<SearchFilter>>>::new());
    let expected = Some("the filter has an alternative without a condition".to_owned());
    assert_eq!(problem::<SearchFilter>(nothing()), expected);
    assert_eq!(problem::<SearchFilter>(nothing() & Row::ID.eq(1)), expected);
    assert_eq!(problem::<SearchFilter>(nothing() | Row::ID.eq(1)), expected);
}

#[test]
fn two_conditions_under_one_key_are_a_problem_in_every_form() {
    let expected = Some(
        "the filter has two conditions `>price`, of which the portal would see only one".to_owned(),
    );
    let (one, two) = (|| Row::PRICE.gt(1), || Row::PRICE.gt(2));
    let other = || Row::XML_ID.eq("a");
    let filters: [SearchFilter; 5] = [
        SearchFilter::new().and(one()).and(two()),
        SearchFilter::new().and(one() & two()),
        SearchFilter::new().and(one()).and(other() & two()),
        SearchFilter::new().and((one() & two()) | other()),
        SearchFilter::new().and((other() | (one() & two())) & Row::ID.eq(1)),
    ];
    for filter in filters {
        assert_eq!(
            problem::<SearchFilter>(filter.clone()),
            expected,
            "{filter:?}"
        );
    }
    assert_eq!(problem::<SearchFilter>(one() & two()), expected);
    assert_eq!(problem::<TailFilter>(one() & two()), expected);
    // Alternatives have a group each, and the same condition twice is one.
    assert_eq!(problem::<SearchFilter>((one() | two()) & other()), None);
    assert_eq!(problem::<SearchFilter>(one() & (two() | other())), None);
    assert_eq!(problem::<SearchFilter>(one() & one()), None);
    assert_eq!(
        search((one() | other()) & (one() | other())),
        search(one() | other())
    );
}

#[test]
fn a_required_key_takes_a_list_where_that_is_documented() {
    let filter = ListFilter::new(OwnerType::Deal, [5, 7]).and(Row::PRICE.eq_any([1, 2]));
    assert_eq!(
        sent::<ListFilter>(filter),
        r#"{"=ownerType":"D","=ownerId":[5,7],"=price":[1,2]}"#
    );
    for filter in [
        ListFilter::new(OwnerType::Deal, vec![5]),
        ListFilter::new(OwnerType::Deal, &[5_i64][..]),
    ] {
        assert_eq!(
            sent::<ListFilter>(filter),
            r#"{"=ownerType":"D","=ownerId":[5]}"#
        );
    }
}

#[test]
fn rest_3_joins_conditions_too() {
    assert_eq!(
        sent::<TailFilter>(Row::PRICE.gt(5) & Row::ID.is_in([1, 2])),
        r#"[["price",">",5],["id","in",[1,2]]]"#
    );
}

#[test]
fn rest_3_has_groups_of_single_conditions() {
    let id = || Row::ID.is_in([1, 2]);
    let (price, name) = (|| Row::PRICE.gt(5), || Row::XML_ID.eq("a"));
    assert_eq!(
        sent::<TailFilter>(name() & (id() | Row::ID.is_in([3, 4, 5]))),
        r#"[["xmlId","=","a"],{"logic":"or","conditions":[["id","in",[1,2]],["id","in",[3,4,5]]]}]"#
    );
    assert_eq!(
        sent::<TailFilter>(id() | (price() | name())),
        r#"[{"logic":"or","conditions":[["id","in",[1,2]],["price",">",5],["xmlId","=","a"]]}]"#
    );
    // Several groups stand side by side, and the same one twice is one.
    assert_eq!(
        sent::<TailFilter>((id() | price()) & (name() | price()) & (id() | price())),
        r#"[{"logic":"or","conditions":[["id","in",[1,2]],["price",">",5]]},{"logic":"or","conditions":[["xmlId","=","a"],["price",">",5]]}]"#
    );
    assert_eq!(
        sent::<TailFilter>(TailFilter::new().and(Condition::any([1, 2].map(|id| Row::ID.eq(id))))),
        r#"[{"logic":"or","conditions":[["id","=",1],["id","=",2]]}]"#
    );
    // One alternative is no choice, whatever it is made of.
    let only = || [(price() & name()).checked_by::<TailFilter>()];
    assert_eq!(
        sent::<TailFilter>(Condition::any(only())),
        r#"[["price",">",5],["xmlId","=","a"]]"#
    );
}

#[test]
fn rest_3_refuses_groups_that_have_no_documented_form() {
    let expected = Some(
        "the filter has an alternative of several conditions, but alternatives of REST 3.0 have one condition only"
            .to_owned(),
    );
    // Checked conditions do not expose their parts, so only the values can be compared.
    let both = || (Row::PRICE.gt(5) & Row::XML_ID.eq("a")).checked_by::<TailFilter>();
    let id = || Row::ID.eq(1);
    assert_eq!(problem::<TailFilter>(both() | id()), expected);
    assert_eq!(problem::<TailFilter>(id() & (id() | both())), expected);
    let groups = || ((id() | Row::ID.eq(2)) & (id() | Row::ID.eq(3))).checked_by::<TailFilter>();
    assert_eq!(problem::<TailFilter>(groups()), None);
    assert_eq!(problem::<TailFilter>(groups() | Row::ID.eq(4)), expected);
    assert_eq!(
        problem::<SearchFilter>((Row::PRICE.gt(5) & Row::XML_ID.eq("a")) | id()),
        None
    );
    let nothing = Condition::any(Vec::<Condition<Row, CheckedBy<TailFilter>>>::new());
    assert_eq!(
        problem::<TailFilter>(nothing),
        Some("the filter has an alternative without a condition".to_owned())
    );
}

#[test]
fn enumerations_of_numbers_take_numbers() {
    assert_eq!(
        search(Row::DISCOUNT_TYPE_ID.eq(2)),
        r#"{"=discountTypeId":2}"#
    );
    assert_eq!(
        search(Row::DISCOUNT_TYPE_ID.is_in([1, 1268])),
        r#"{"@discountTypeId":[1,1268]}"#
    );
    assert_eq!(DiscountType::from(2), DiscountType::Percentage);
    assert_eq!(
        DiscountType::from(1268),
        DiscountType::Unknown("1268".to_owned())
    );
}

#[test]
fn custom_fields_go_by_their_name() {
    let greeting = || Row::custom::<String>("UF_CRM_1721244482250");
    let parent = Row::custom::<i64>(format!("PARENT_ID_{}", 128));
    assert_eq!(
        search(greeting().like("a%") & parent.eq(5)),
        r#"{"=%UF_CRM_1721244482250":"a%","=PARENT_ID_128":5}"#
    );
    assert_eq!(
        sent::<Order<Row>>(greeting().desc()),
        r#"{"UF_CRM_1721244482250":"desc"}"#
    );
    assert_eq!(
        sent::<Select<Row>>((Row::ID, greeting())),
        r#"["id","UF_CRM_1721244482250"]"#
    );
    // A name that the schema does not have is accepted too, when it is given explicitly.
    let any: Key<Row, Value> = Key::named("somethingElse");
    assert_eq!(search(any.eq(5)), r#"{"=somethingElse":5}"#);
}

#[test]
fn a_custom_field_has_a_name_of_its_family() {
    let wrong = || Row::custom::<String>("STAGE_ID");
    let expected = Some("the name `STAGE_ID` does not match `UF_CRM_*`".to_owned());
    assert_eq!(problem::<SearchFilter>(wrong().eq("a")), expected);
    assert_eq!(
        problem::<SearchFilter>(wrong().eq("a") | Row::ID.eq(1)),
        expected
    );
    assert_eq!(problem::<Order<Row>>(wrong().asc()), expected);
    assert_eq!(
        problem::<Order<Row>>([Row::ID.asc(), wrong().asc()]),
        expected
    );
    assert_eq!(problem::<Select<Row>>((Row::ID, wrong())), expected);
    let params = bitrix24::Params::new().with::<SearchFilter, Required>("filter", wrong().eq("a"));
    assert!(matches!(
        params.problem(),
        Some(ParamsProblem::WrongName { .. })
    ));
}

#[test]
fn selections_have_masks() {
    assert_eq!(sent::<Select<Row>>(Row::ID), r#"["id"]"#);
    assert_eq!(sent::<Select<Row>>(Select::all()), r#"["*"]"#);
    assert_eq!(
        sent::<Select<Row>>(Select::all().with_all_custom()),
        r#"["*","UF_*"]"#
    );
    assert_eq!(
        sent::<Select<Row>>(Select::all_custom().with(Row::ID).with_all()),
        r#"["UF_*","id","*"]"#
    );
}

#[test]
fn fields_are_used_for_what_the_documentation_allows() {
    assert_eq!(search(Row::WEIGHT.gt(5)), r#"{">weight":5}"#);
    assert_eq!(
        sent::<Order<Row>>(Row::CREATED.desc()),
        r#"{"created":"desc"}"#
    );
    assert_eq!(
        sent::<Select<Row>>((Row::CREATED, Row::PRICE)),
        r#"["created","price"]"#
    );
}
