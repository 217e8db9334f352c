//! A small schema follows one kind of change after another.

use super::*;
use crate::facts::Paging;
use bitrix24_codegen::model::PagingStyle;

#[test]
fn facts_of_a_parameter_are_edited() {
    let (lines, left, notes) = Shop::new().follow(|all| {
        let user = param(all, "add", "user");
        user.required = Required::Yes;
        user.nullable = true;
        user.deprecated = true;
        user.default = Some("5".to_owned());
        param(all, "add", "notify").default = None;
        let start = param(all, "list", "start");
        start.required = Required::Yes;
        (start.type_, start.wire) = ("integer[]".to_owned(), Wire::List(Box::new(Wire::Integer)));
    });
    assert_eq!(left, [""; 0]);
    assert_eq!(notes, [""; 0]);
    assert_eq!(
        lines,
        "-      notify: { type: flag, doc: Whether to tell the customer., default: \"N\" }
+      notify: { type: flag, doc: Whether to tell the customer. }
-      user: integer
+      user: { type: integer, required: true, default: 5, nullable: true, deprecated: true }
-      start: { type: integer, doc: How many to skip. }
+      start: { type: \"integer[]\", doc: How many to skip., required: true }
"
    );
}

#[test]
fn a_correction_goes_when_it_is_void() {
    let (lines, left, notes) = Shop::new().follow(|all| {
        let user = param(all, "add", "user");
        (user.type_, user.wire) = ("Y/N".to_owned(), Wire::Flag);
    });
    assert_eq!(left, [""; 0]);
    assert_eq!(
        notes,
        [
            "shop/order.yaml: the correction of `methods.add.params.user.type` has become void and is removed"
        ]
    );
    assert!(
        lines.starts_with("-      user: integer\n+      user: flag\n"),
        "{lines}"
    );
    assert!(lines.contains("-corrections:\n"), "{lines}");
}

#[test]
fn what_a_correction_adds_keeps_its_sentence_when_pages_state_it() {
    let shop = Shop::new();
    let path = shop.0.path().join("shop/order.yaml");
    let text = shop.text()
        + "  - at: methods.get.errors.Closed
    adds: true
    value: { code: CLOSED, doc: The shop is closed. }
    reason: Another page has it.
";
    fs::write(&path, edit::formatted(&text)).unwrap();
    let (lines, left, notes) = shop.follow(|all| {
        let get = method(all, "get");
        let mut error = get.errors[0].clone();
        error.code = "CLOSED".to_owned();
        get.errors.push(error);
    });
    assert_eq!(left, [""; 0]);
    assert_eq!(notes.len(), 1, "{notes:?}");
    assert!(
        lines.contains("+      Closed: { code: CLOSED, status: 404, doc: The shop is closed. }\n"),
        "{lines}"
    );
    assert!(
        lines.contains("-  - at: methods.get.errors.Closed\n"),
        "{lines}"
    );
}

#[test]
fn items_come_go_and_change_their_names() {
    let (lines, left, notes) = Shop::new().follow(|all| {
        let add = method(all, "add");
        let mut owner = item("owner", Wire::Object);
        owner.required = Required::Yes;
        let mut kind = item("owner.kind", Wire::Text);
        kind.values = vec!["user".to_owned(), "2".to_owned()];
        let mut rows = item("owner.rows", Wire::List(Box::new(Wire::Object)));
        rows.deprecated = true;
        let at = add
            .params
            .iter()
            .position(|item| item.path == "notify")
            .unwrap();
        let new = [
            owner,
            kind,
            rows,
            item("owner.rows[].id", Wire::Integer),
            item("owner.UF_*", Wire::Any),
        ];
        let file = std::sync::Arc::clone(&add.at.file);
        let new = new.map(|item| on_page(item, &file));
        add.params.splice(at..at, new);
        add.params
            .iter_mut()
            .find(|item| item.path == "user")
            .unwrap()
            .path = "USER".to_owned();
        method(all, "get").params.remove(1);
        let list = method(all, "list");
        let mut key = on_page(item("filter.=state", Wire::Text), &list.at.file);
        key.required = Required::Yes;
        list.params.push(key);
    });
    assert_eq!(left, [""; 0]);
    assert_eq!(notes, [""; 0]);
    assert_eq!(
        lines,
        "\
+      owner:
+        type: object
+        required: true
+        fields:
+          kind: { type: string, values: { User: user, Value2: \"2\" } }
+          rows:
+            type: \"object[]\"
+            fields:
+              id: integer
+            deprecated: true
+        patterns:
+          UF_*: any
-      user: integer
+      USER: integer
-      kind: { type: string, doc: What to read., values: { Full: full, Short: short } }
-      filter: { type: filter<Order>, doc: Which., required: true, required_keys: [\"=id\"] }
+      filter: { type: filter<Order>, doc: Which., required: true, required_keys: [\"=id\", \"=state\"] }
-  - { at: methods.add.params.user.type, value: flag, reason: The example has Y. }
+  - { at: methods.add.params.USER.type, value: flag, reason: The example has Y. }
"
    );
}

#[test]
fn a_shared_type_is_edited_when_all_pages_agree() {
    let paths = [
        ("add", "fields.comment"),
        ("get", "order.comment"),
        ("list", "[].comment"),
    ];
    let flags = |all: &mut Vec<Facts>, count: usize| {
        for (of, path) in &paths[..count] {
            let facts = method(all, of);
            let mut items = facts.params.iter_mut().chain(&mut facts.result);
            let comment = items.find(|item| item.path == *path).unwrap();
            (comment.type_, comment.wire) = ("yes or no".to_owned(), Wire::Boolean);
        }
    };
    let (lines, left, _) = Shop::new().follow(|all| flags(all, 2));
    assert_eq!(lines, "");
    assert_eq!(
        left,
        [
            "shop.order.add fields.comment: type: the type is used by shop.order.list too, whose pages do not say so",
            "shop.order.get order.comment: type: the type is used by shop.order.list too, whose pages do not say so",
        ]
    );
    let (lines, left, _) = Shop::new().follow(|all| flags(all, 3));
    assert_eq!(left, [""; 0]);
    assert_eq!(
        lines,
        "-      comment: string # words\n+      comment: boolean # words\n"
    );
    // What one page says of `null` the others need not repeat.
    let (lines, left, _) = Shop::new().follow(|all| {
        param(all, "add", "fields.comment").nullable = true;
        param(all, "add", "fields.comment").deprecated = true;
    });
    assert_eq!(left, [""; 0]);
    assert_eq!(
        lines,
        "-      comment: string # words\n+      comment: { type: string, nullable: true, deprecated: true } # words\n"
    );
}

#[test]
fn a_field_that_only_answers_have_is_read_only() {
    let (lines, left, _) = Shop::new().follow(|all| {
        for (of, path) in [("get", "order.mark"), ("list", "[].mark")] {
            method(all, of).result.push(item(path, Wire::Text));
        }
    });
    assert_eq!(left, [""; 0]);
    assert_eq!(lines, "+      mark: { type: string, access: read }\n");
}

#[test]
fn values_are_added_and_removed() {
    let (lines, left, _) = Shop::new().follow(|all| {
        param(all, "get", "kind").values = vec!["tiny".to_owned(), "full".to_owned()];
        for facts in all.iter_mut() {
            for item in facts.params.iter_mut().chain(&mut facts.result) {
                if item.type_ == "shop.order.State" {
                    item.values = ["N", "S", "P"].map(str::to_owned).to_vec();
                }
            }
        }
    });
    assert_eq!(left, [""; 0]);
    assert_eq!(
        lines,
        "+      S: S
-      kind: { type: string, doc: What to read., values: { Full: full, Short: short } }
+      kind: { type: string, doc: What to read., values: { Tiny: tiny, Full: full } }
"
    );
}

#[test]
fn facts_of_methods_and_errors_are_edited() {
    let error = |code: &str, message: Option<&str>| Error {
        code: code.to_owned(),
        message: message.map(str::to_owned),
        status: Some(400),
        at: At::default(),
    };
    let (lines, left, _) = Shop::new().follow(|all| {
        let list = method(all, "list");
        list.deprecated = true;
        list.replacement = Some("shop.order.get".to_owned());
        list.scope = vec!["sale".to_owned(), "crm".to_owned()];
        list.page = Some("api-reference/shop/order/orders".to_owned());
        list.paging = Some(Paging {
            style: PagingStyle::Start,
            size: Some(50),
            cursor: Some("id".to_owned()),
        });
        list.errors = vec![
            error("100", Some("Could not find it, sorry")),
            error("", Some("Wrong: {what}")),
        ];
        let get = method(all, "get");
        get.errors[0].status = Some(400);
        get.errors.insert(0, error("ACCESS_DENIED", None));
        method(all, "add").errors.clear();
    });
    assert_eq!(left, [""; 0]);
    assert_eq!(
        lines,
        "-    errors:
-      AccessDenied: { code: ACCESS_DENIED, status: 403, doc: The user may not add orders. }
-      NotFound: { code: NOT_FOUND, status: 404, doc: There is no such order. }
+      NotFound: { code: NOT_FOUND, status: 400, doc: There is no such order. }
+      AccessDenied: { code: ACCESS_DENIED, status: 400 }
-    page: order-list
+    page: orders
+    scope: [sale, crm]
+    deprecated: { replacement: shop.order.get }
+    paging: { size: 50, cursor: { field: id } }
+    errors:
+      CouldNotFindIt: { code: \"100\", message: \"Could not find it, sorry\", status: 400 }
+      WrongWhat: { code: \"\", message: \"Wrong: {what}\", status: 400 }
"
    );
}

#[test]
fn methods_go_and_change_their_names_with_their_examples() {
    let shop = Shop::new();
    let (lines, left, _) = shop.follow(|all| {
        method(all, "get").name = "shop.order.read".to_owned();
        all.retain(|facts| facts.name != "shop.order.list");
        let mut new = all[0].clone();
        new.name = "shop.new.add".to_owned();
        all.push(new);
    });
    assert_eq!(
        left,
        ["shop.new.add: added: it is not in the schema: import it"]
    );
    assert!(
        lines.starts_with("-  get:\n+  read:\n-\n-  list:\n"),
        "{lines}"
    );
    let examples = shop.0.path().join("examples");
    assert!(!examples.join("shop.order.get.yaml").exists());
    let moved = fs::read_to_string(examples.join("shop.order.read.yaml")).unwrap();
    assert!(moved.starts_with("method: shop.order.read\n"), "{moved}");
}

#[test]
fn what_would_not_pass_the_check_is_left() {
    let (lines, left, _) = Shop::new().follow(|all| {
        // The example of the page still sends it.
        method(all, "get").params.remove(0);
        param(all, "add", "notify").deprecated = true;
        param(all, "add", "user").required = Required::Sometimes;
    });
    assert_eq!(
        left,
        [
            "shop.order.add user: required: the condition has to be told in words",
            "shop.order.get id: removed: `check` would fail: examples/shop.order.get.yaml:6:5: the example contradicts the schema at `id`",
        ]
    );
    assert!(
        lines.contains("default: \"N\", deprecated: true"),
        "{lines}"
    );
}

#[test]
fn new_examples_come_with_what_the_old_ones_contradict() {
    let shop = Shop::new();
    let mut documented = documented(shop.0.path());
    method(&mut documented, "get").params.remove(0);
    let schema = open(shop.0.path());
    let stated = schema.facts();
    let drift = Drift::from_schema(&schema, &stated, &documented);
    let examples = |facts: &Facts| {
        let new = EXAMPLES.replace("{ \"id\": 5 }", "{ \"kind\": \"full\" }");
        (facts.name == "shop.order.get").then_some(new)
    };
    let applied = apply(&drift, &schema, &examples);
    assert_eq!(
        (applied.made.len(), applied.left.len()),
        (1, 0),
        "{:?}",
        applied.left
    );
    let names: Vec<&String> = applied.files.keys().collect();
    assert_eq!(names, ["examples/shop.order.get.yaml", "shop/order.yaml"]);
}
