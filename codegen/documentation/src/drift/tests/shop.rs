//! A small schema follows one kind of change after another.

use super::*;

const USER: (&str, &str) = ("      user: integer\n", "      user: flag\n");
const NOTIFY: &str = "notify: { type: flag, doc: Whether to tell the customer., default: \"N\" }";

#[test]
fn facts_of_a_parameter_are_edited() {
    let (lines, left, notes) = Shop::new().follow(&[
        (
            "user: integer",
            "user: { type: integer, required: true, default: 5, nullable: true, deprecated: true }",
        ),
        (NOTIFY, "notify: flag"),
        (
            "start: { type: integer, doc: How many to skip. }",
            "start: { type: \"integer[]\", required: true }",
        ),
    ]);
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
    let (lines, left, notes) = Shop::new().follow(&[USER]);
    assert_eq!(left, [""; 0]);
    assert_eq!(
        notes,
        [
            "shop/order.yaml: the correction of `methods.add.params.user.type` no longer changes anything and is removed"
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
    let error = "NotFound: { code: NOT_FOUND, status: 404, doc: There is no such order. }\n";
    let with_closed = format!("{error}      Closed: {{ code: CLOSED, status: 404 }}\n");
    let (lines, left, notes) = shop.follow(&[(error, &with_closed)]);
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
fn operators_of_a_filter_are_edited() {
    let filter = "required_keys: [\"=id\"] }";
    let with_operators = "required_keys: [\"=id\"], operators: [\"=\", \">=\"] }";
    let shop = Shop::new();
    let (lines, left, notes) = shop.follow(&[(filter, with_operators)]);
    assert_eq!((left.len(), notes.len()), (0, 0), "{left:?} {notes:?}");
    assert!(
        lines.contains("+        operators: [\"=\", \">=\"]\n")
            || lines.contains("operators: [\"=\", \">=\"] }"),
        "{lines}"
    );
    // What a page no longer lists is left as it is.
    let kept = shop.text();
    let (lines, left, _) = shop.follow(&[("operators: [\"=\", \">=\"]", "or: false")]);
    assert_eq!((lines.as_str(), left.len()), ("", 0), "{left:?}");
    assert_eq!(shop.text(), kept);
}

#[test]
fn items_come_go_and_change_their_names() {
    let owner = format!(
        "owner: {{ type: object, required: true, fields: {{ kind: {{ type: string, values: {{ User: user, Value2: \"2\" }} }}, \
         rows: {{ type: \"object[]\", deprecated: true, fields: {{ id: integer }} }} }}, patterns: {{ UF_*: any }} }}\n      \
         {NOTIFY}"
    );
    let (lines, left, notes) = Shop::new().follow(&[
        (NOTIFY, &owner),
        ("      user: integer", "      USER: integer"),
        (
            "      kind: { type: string, doc: What to read., values: { Full: full, Short: short } }\n",
            "",
        ),
        ("required_keys: [\"=id\"]", "required_keys: [\"=id\", \"=state\"]"),
    ]);
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

/// A second type that says of orders what the first says, but for the comment, and where it is
/// used.
fn with_other<'t>(comment: &str, used: &[(&'t str, &'t str)]) -> Vec<(String, String)> {
    let state = "  State:\n    doc: How far an order is.";
    let other = format!(
        "  Other:\n    fields:\n      id: {{ type: integer, access: read }}\n      state: State\n      \
         total: {{ type: decimal, access: read }}\n      {comment}\n\n{state}"
    );
    let mut replaced = vec![(state.to_owned(), other)];
    replaced.extend(
        used.iter()
            .map(|(from, to)| ((*from).to_owned(), (*to).to_owned())),
    );
    replaced
}

fn pairs(replaced: &[(String, String)]) -> Vec<(&str, &str)> {
    replaced.iter().map(|(from, to)| (&**from, &**to)).collect()
}

const ADD: (&str, &str) = ("fields: { type: Order,", "fields: { type: Other,");
const GET: (&str, &str) = ("at: order, type: Order,", "at: order, type: Other,");
const LIST: (&str, &str) = ("type: \"Order[]\"", "type: \"Other[]\"");

#[test]
fn a_shared_type_is_edited_when_all_pages_agree() {
    let (lines, left, _) = Shop::new().follow(&pairs(&with_other("comment: boolean", &[ADD, GET])));
    assert_eq!(lines, "");
    assert_eq!(
        left,
        [
            "shop.order.add fields.comment: type: the type is used by shop.order.list too, whose pages do not say so",
            "shop.order.get order.comment: type: the type is used by shop.order.list too, whose pages do not say so",
        ]
    );
    let (lines, left, _) =
        Shop::new().follow(&pairs(&with_other("comment: boolean", &[ADD, GET, LIST])));
    assert_eq!(left, [""; 0]);
    assert_eq!(
        lines,
        "-      comment: string # words\n+      comment: boolean # words\n"
    );
    // What one page says of `null` the others need not repeat.
    let comment = "comment: { type: string, nullable: true, deprecated: true }";
    let (lines, left, _) = Shop::new().follow(&pairs(&with_other(comment, &[ADD])));
    assert_eq!(left, [""; 0]);
    assert_eq!(
        lines,
        "-      comment: string # words\n+      comment: { type: string, nullable: true, deprecated: true } # words\n"
    );
}

#[test]
fn a_field_that_only_answers_have_is_read_only() {
    let comment = "comment: string\n      mark: string";
    let (lines, left, _) = Shop::new().follow(&pairs(&with_other(comment, &[GET, LIST])));
    assert_eq!(left, [""; 0]);
    assert_eq!(lines, "+      mark: { type: string, access: read }\n");
}

#[test]
fn a_field_comes_with_the_type_that_importing_writes_for_it() {
    let shop = Shop::new();
    let text = shop.text();
    let text = text.replace(
        "comment: string # words",
        "comment: string\n      box: \"Box[]\"",
    );
    let text = text.replace(
        "\n  State:",
        "\n  Box:\n    fields:\n      size: integer\n\n  State:",
    );
    let texts = [("shop/order.yaml".to_owned(), text)];
    let documented = pages::documented_with_new(&texts, &["Box"]);
    let (_, left) = settle(shop.0.path(), &documented);
    assert_eq!(left, [""; 0]);
    let lines = difference(&edit::formatted(ORDER), &shop.text());
    assert_eq!(
        lines,
        "+      box: \"Box[]\"
+  Box:
+    fields:
+      size: integer
+
"
    );
}

#[test]
fn values_are_added_and_removed() {
    let (lines, left, _) = Shop::new().follow(&[
        (
            "values: { Full: full, Short: short }",
            "values: { Tiny: tiny, Full: full }",
        ),
        (
            "state: { type: State, doc: How far the order is. }",
            "state: { type: string, values: { New: N, S: S, Paid: P } }",
        ),
    ]);
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
    let (lines, left, _) = Shop::new().follow(&[
        (
            "    page: order-list\n    effect: read\n",
            "    page: orders\n    effect: read\n    scope: [sale, crm]\n    deprecated: { replacement: shop.order.get }\n    \
             paging: { size: 50, cursor: { field: id } }\n    errors:\n      CouldNotFindIt: { code: \"100\", message: \
             \"Could not find it, sorry\", status: 400 }\n      WrongWhat: { code: \"\", message: \"Wrong: {what}\", status: 400 }\n",
        ),
        (
            "NotFound: { code: NOT_FOUND, status: 404,",
            "AccessDenied: { code: ACCESS_DENIED, status: 400 }\n      NotFound: { code: NOT_FOUND, status: 400,",
        ),
        (
            "    errors:\n      AccessDenied: { code: ACCESS_DENIED, status: 403, doc: The user may not add orders. }\n",
            "",
        ),
    ]);
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

/// The method `list` as it stands in the file.
fn list(text: &str) -> &str {
    let from = text.find("  list:\n").unwrap();
    let to = text.find("corrections:\n").unwrap();
    text[from..to].trim_end()
}

#[test]
fn methods_go_and_change_their_names_with_their_examples() {
    let shop = Shop::new();
    let text = shop.text();
    let (lines, left, _) =
        shop.follow_with(&[("  get:\n", "  read:\n"), (list(&text), "")], |all| {
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

const ID: (&str, &str) = (
    "      id: { type: integer, doc: Order to read., required: true }\n",
    "",
);

#[test]
fn what_would_not_pass_the_check_is_left() {
    let (lines, left, _) = Shop::new().follow(&[
        // The example of the page still sends it.
        ID,
        ("default: \"N\" }", "default: \"N\", deprecated: true }"),
        (
            "user: integer",
            "user: { type: integer, required: { when: it rains } }",
        ),
    ]);
    assert_eq!(
        left,
        [
            "shop.order.add user: required: the condition has to be worded by a person",
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
    let documented = shop.documented(&[ID]);
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

#[test]
fn where_a_result_has_the_error_of_a_failed_call_is_edited() {
    let result = "result: { at: order, type: Order, doc: The order. }";
    let failing = "result: { type: object, doc: The order., failure: { code: error, message: error_description } }";
    let shop = Shop::new();
    let path = shop.0.path().join("shop/order.yaml");
    let text = shop
        .text()
        .replace(result, "result: { type: object, doc: The order. }");
    fs::write(&path, text).unwrap();
    let plain = "result: { type: object, doc: The order. }";
    let (lines, left, notes) = shop.follow(&[(plain, failing)]);
    assert_eq!((left.len(), notes.len()), (0, 0), "{left:?} {notes:?}");
    assert_eq!(lines, format!("-    {plain}\n+    {failing}\n"));
    let (lines, left, _) = shop.follow(&[("message: error_description", "message: text")]);
    assert_eq!(left, [""; 0]);
    assert!(
        lines.contains('+') && lines.contains("message: text"),
        "{lines}"
    );
    // A page that no longer says it contradicts nothing.
    let (lines, left, _) = shop.follow(&[(", failure: { code: error, message: text }", "")]);
    assert_eq!((lines.as_str(), left.len()), ("", 0), "{left:?}");
}

const THIRD: &str = "\
namespace: shop.order
version: 3
scope: [sale]
page: api-reference/shop/order
doc: Orders of the shop.

methods:
  get:
    doc: Reads an order.
    page: order-get-rest-v3
    effect: read
    params:
      id: { type: integer, doc: Order to read., required: true }
    result: { type: object, doc: The order. }
    errors:
      Invalid: { code: SHOP_VALIDATION, doc: A field is wrong. }
";

#[test]
fn what_an_error_lists_of_fields_is_edited() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("shop")).unwrap();
    let path = folder.path().join("shop/order.v3.yaml");
    fs::write(&path, edit::formatted(THIRD)).unwrap();
    let follow = |from: &str, to: &str| {
        let before = fs::read_to_string(&path).unwrap();
        assert_eq!(before.matches(from).count(), 1, "{from}\n{before}");
        let of_page = vec![("shop/order.v3.yaml".to_owned(), before.replace(from, to))];
        let (applied, left) = settle(folder.path(), &pages::documented(&of_page));
        assert_eq!((left.len(), applied.notes.len()), (0, 0), "{left:?}");
        difference(&before, &fs::read_to_string(&path).unwrap())
    };
    let lines = follow(
        "code: SHOP_VALIDATION,",
        "code: SHOP_VALIDATION, validation: [{ fields: [id], message: The id is missing }],",
    );
    assert!(
        lines.contains('+') && lines.contains("message: The id is missing"),
        "{lines}"
    );
    let lines = follow("The id is missing", "A field is missing");
    assert!(lines.contains("A field is missing"), "{lines}");
    let lines = follow("fields: [id], ", "");
    assert!(
        lines.contains('-') && !lines.contains("+        fields"),
        "{lines}"
    );
}
