use crate::facts::{Facts, Item, Kind, Required, Wire, schema};
use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::load::{self, Loaded};
use bitrix24_codegen::source::Sources;

/// Files as the documentation would state them, by their names.
fn facts(files: &[(&str, &str)]) -> Vec<Facts> {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let read = |(name, text): &(&str, &str)| {
        load::text(name, text, &mut sources, &mut problems).expect("the text is YAML")
    };
    let loaded = Loaded {
        files: files.iter().map(read).collect(),
        examples: Vec::new(),
    };
    assert!(problems.is_empty(), "{problems:?}");
    schema::facts(&loaded, &sources)
}

fn listed(items: &[Item]) -> Vec<String> {
    items
        .iter()
        .map(|item| {
            format!(
                "{} {} {} {}:{} {}",
                item.path,
                item.shape,
                item.wire(),
                item.at.file,
                item.at.line,
                item.at.keys.join(".")
            )
        })
        .collect()
}

const SHOP: &str = "\
namespace: shop.order
scope: [sale]
page: api/shop
types:
  Order:
    fields:
      id: { type: id<Order>, access: read }
      lines: \"Line[]\"
      note: { type: string|null, access: write }
    patterns:
      UF_*: any
  Line:
    fields:
      product: id<shop.Product>
      parts: \"Line[]\"
      state: { values: { New: N, Odd: { pattern: \"T{n}\" } } }
  Sum: { type: integer|decimal }
methods:
  set:
    effect: write
    page: order-set#how
    deprecated: { replacement: shop.order.put }
    params:
      order: { type: Order, required: true }
      filter: { type: filter<Order>, required_keys: [\"=id\"] }
      order2: order<Order>
      select: select<Order>
      extra:
        type: object[]
        required: { when: it rains }
        fields:
          amount: { type: Sum, default: 1.5 }
    result: { at: orders, type: \"map<string,Order>\" }
    paging: { size: 20, cursor: { field: id, inferred: true } }
    errors:
      Bad: { code: 100, message: \"{x} is bad\", status: 400 }
  all:
    effect: read
    result: { type: \"object[]\", fields: { sum: Sum } }
events:
  onOrder:
    data: { FIELDS: { fields: { ID: id<Order> } } }
";
const PRODUCTS: &str = "namespace: shop\ntypes:\n  Product: { key: string }\n";

#[test]
fn everything_is_listed_in_its_order_and_with_its_place() {
    let all = facts(&[("shop/order.yaml", SHOP), ("shop.yaml", PRODUCTS)]);
    let [set, rows, event] = all.as_slice() else {
        panic!("{all:#?}");
    };
    assert_eq!(
        listed(&set.params),
        [
            "order shop.order.Order object shop/order.yaml:24 methods.set.params.order",
            "order.lines shop.order.Line[] object[] shop/order.yaml:8 types.Order.fields.lines",
            "order.lines[].product id<shop.Product> text shop/order.yaml:14 types.Line.fields.product",
            "order.lines[].parts shop.order.Line[] object[] shop/order.yaml:15 types.Line.fields.parts",
            "order.lines[].state string text shop/order.yaml:16 types.Line.fields.state",
            "order.note string text shop/order.yaml:9 types.Order.fields.note",
            "order.UF_* any any shop/order.yaml:11 types.Order.patterns.UF_*",
            "filter filter<shop.order.Order> object shop/order.yaml:25 methods.set.params.filter",
            "filter.=id id<shop.order.Order> integer shop/order.yaml:25 methods.set.params.filter.required_keys.0",
            "order2 order<shop.order.Order> object shop/order.yaml:26 methods.set.params.order2",
            "select select<shop.order.Order> text[] shop/order.yaml:27 methods.set.params.select",
            "extra object[] object[] shop/order.yaml:28 methods.set.params.extra",
            "extra[].amount shop.order.Sum integer|number shop/order.yaml:32 methods.set.params.extra.fields.amount",
        ]
    );
    assert_eq!(
        listed(&set.result)[..3],
        [
            "orders map<string,shop.order.Order> map<object> shop/order.yaml:33 methods.set.result",
            "orders{}.id id<shop.order.Order> integer shop/order.yaml:7 types.Order.fields.id",
            "orders{}.lines shop.order.Line[] object[] shop/order.yaml:8 types.Order.fields.lines",
        ]
    );
    assert_eq!(
        listed(&rows.result),
        [
            " object[] object[] shop/order.yaml:39 methods.all.result",
            "[].sum shop.order.Sum integer|number shop/order.yaml:39 methods.all.result.fields.sum",
        ]
    );
    assert_eq!(
        listed(&event.params),
        [
            "FIELDS object object shop/order.yaml:42 events.onOrder.data.FIELDS",
            "FIELDS.ID id<shop.order.Order> integer shop/order.yaml:42 events.onOrder.data.FIELDS.fields.ID",
        ]
    );
}

#[test]
fn what_is_said_of_methods_and_their_parts_is_kept() {
    let all = facts(&[("shop/order.yaml", SHOP), ("shop.yaml", PRODUCTS)]);
    let set = &all[0];
    assert_eq!((set.kind, set.version, set.at.line), (Kind::Method, 2, 19));
    assert_eq!(set.page.as_deref(), Some("api/shop/order-set"));
    assert_eq!(set.replacement.as_deref(), Some("shop.order.put"));
    assert_eq!(set.paging.as_ref().and_then(|paging| paging.size), Some(20));
    assert_eq!(set.paging.as_ref().unwrap().cursor, None);
    let required = |path: &str| {
        let item = set.params.iter().find(|item| item.path == path).unwrap();
        (item.required, item.nullable, item.default.as_deref())
    };
    assert_eq!(required("order"), (Required::Yes, false, None));
    assert_eq!(required("order.note"), (Required::No, true, None));
    assert_eq!(required("extra"), (Required::Sometimes, false, None));
    assert_eq!(
        required("extra[].amount"),
        (Required::No, false, Some("1.5"))
    );
    let state = set.params.iter().find(|item| item.path.ends_with("state"));
    assert_eq!(state.unwrap().values, ["N", "T{n}"]);
    let error = &set.errors[0];
    assert_eq!((error.code.as_str(), error.status), ("100", Some(400)));
    assert_eq!(error.at.keys, ["methods", "set", "errors", "Bad"]);
    assert_eq!(all[2].kind, Kind::Event);
}

#[test]
fn types_that_lead_to_themselves_or_nowhere_end_the_walk() {
    let all = facts(&[(
        "a.yaml",
        "namespace: a\ntypes:\n  Loop: { type: \"Loop[]\" }\nmethods:\n  get:\n    effect: read\n    \
         params: { loop: Loop, gone: Missing, odd: \"<\" }\n",
    )]);
    let wires: Vec<Wire> = all[0].params.iter().map(Item::wire).collect();
    let list = Wire::List(Box::new(Wire::Any));
    assert_eq!(wires, [list, Wire::Any, Wire::Any]);
}

#[test]
fn stated_facts_are_those_before_corrections() {
    let folder = tempfile::tempdir().unwrap();
    let text = "namespace: a\nmethods:\n  get:\n    effect: read\n    params: { id: integer }\ncorrections:\n  \
                - { at: methods.get.params.id.type, value: string, reason: It is. }\n";
    std::fs::write(folder.path().join("a.yaml"), text).unwrap();
    let read = |how: fn(&std::path::Path, &mut Sources, &mut Problems) -> Loaded| {
        let (mut sources, mut problems) = (Sources::default(), Problems::default());
        let loaded = how(folder.path(), &mut sources, &mut problems);
        assert!(problems.is_empty(), "{problems:?}");
        schema::facts(&loaded, &sources).remove(0).params.remove(0)
    };
    assert_eq!(read(load::stated).wire(), Wire::Integer);
    assert_eq!(read(load::folder).wire(), Wire::Text);
}

#[test]
fn alternatives_add_values_to_a_field_that_all_of_them_have() {
    let facts = facts(&[(
        "shop.yaml",
        "namespace: shop
types:
  Box: { fields: { look: { values: { Flat: flat } } } }
  Bag: { fields: { look: { values: { Paper: paper, Flat: flat } }, size: integer } }
methods:
  add: { effect: write, params: { settings: Box|Bag } }
",
    )]);
    let params = &facts[0].params;
    let paths: Vec<&str> = params.iter().map(|item| item.path.as_str()).collect();
    assert_eq!(paths, ["settings", "settings.look", "settings.size"]);
    assert_eq!(params[1].values, ["flat", "paper"]);
}

#[test]
fn what_only_conditions_know_is_not_answered() {
    let facts = facts(&[(
        "shop.yaml",
        "namespace: shop
types:
  Order:
    fields:
      id: { type: integer, access: read }
      tag: { type: string, access: read, without: [order, select] }
      extra: { type: string, access: read, without: [filter, order, select] }
methods:
  get: { effect: read, result: { type: Order } }
",
    )]);
    let paths: Vec<&str> = facts[0].result.iter().map(|item| &*item.path).collect();
    assert_eq!(paths, ["", "id", "extra"]);
}
