use std::sync::Arc;

use super::*;
use crate::facts::shape::Named;
use crate::facts::{Error, Failure, Item, Location, Paging, Required, Shape, Target, Wire};
use bitrix24_codegen::model::PagingStyle;
use bitrix24_codegen::model::{KeyType, Violation};
use bitrix24_codegen::scalar::Scalar;

/// An item with the form `wire` and the type `type_`: a scalar, a list or a map of it, or a name
/// with a dot for the innermost part. Without a type it is only shown.
#[allow(clippy::needless_pass_by_value)]
fn item(path: &str, type_: &str, wire: Wire) -> Item {
    Item {
        aliases: Vec::new(),
        path: path.to_owned(),
        shape: shape(type_, &wire),
        required: Required::No,
        condition: None,
        default: None,
        values: Vec::new(),
        nullable: false,
        deprecated: false,
        operators: Vec::new(),
        read_only: false,
        shown: type_.is_empty(),
        at: Location::default(),
    }
}

fn shape(type_: &str, wire: &Wire) -> Shape {
    let target = |name: &str| Target {
        name: name.into(),
        wire: None,
        key: KeyType::Integer,
        known: true,
    };
    if let Some(of) = type_.strip_prefix("filter<") {
        return Shape::Filter {
            of: target(of.trim_end_matches('>')),
            version: 2,
        };
    }
    let inner = |wire: &Wire| Box::new(shape(type_, wire));
    match wire {
        Wire::List(item) => Shape::List(inner(item)),
        Wire::Map(value) => Shape::Map(Box::new(Shape::Scalar(Scalar::String)), inner(value)),
        Wire::Union(parts) => Shape::Union(parts.iter().map(|part| shape("", part)).collect()),
        wire => {
            let scalar = Scalar::ALL.into_iter().find(|it| Wire::of(*it) == *wire);
            let is = Shape::Scalar(scalar.expect("every form has a scalar"));
            let mut names = type_.split(|letter: char| !letter.is_alphanumeric() && letter != '.');
            match names.find(|name| name.contains('.')) {
                Some(name) => Shape::Named(Arc::new(Named {
                    target: target(name),
                    is,
                })),
                None => is,
            }
        }
    }
}

fn integer(path: &str) -> Item {
    item(path, "integer", Wire::Integer)
}

fn object(path: &str) -> Item {
    item(path, "object", Wire::Object)
}

fn facts(name: &str, params: Vec<Item>, result: Vec<Item>) -> Facts {
    let lines = |mut items: Vec<Item>, from: u32| {
        for (line, item) in (from..).zip(&mut items) {
            item.at.file = Arc::from("pages/page");
            item.at.line = line;
        }
        items
    };
    Facts {
        kind: Kind::Method,
        name: name.to_owned(),
        version: 2,
        scope: vec!["crm".to_owned()],
        deprecated: false,
        replacement: None,
        page: Some(format!("pages/{name}")),
        access: None,
        effect: None,
        paging: None,
        positional: false,
        bare: false,
        failure: None,
        data: None,
        codes: Vec::new(),
        notes: Vec::new(),
        params: lines(params, 10),
        result: lines(result, 50),
        errors: Vec::new(),
        at: Location {
            file: Arc::from("pages/page"),
            line: 1,
            ..Location::default()
        },
    }
}

/// Each change in a line: part, path, fact, before, after, verdict.
fn told(before: &[Facts], after: &[Facts], how: How) -> Vec<String> {
    let line = |change: &Record<'_>| {
        let side = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
        format!(
            "{} {} {}: {} -> {} ({})",
            change.part(),
            change.path(),
            change.word(),
            side(change.before_text()),
            side(change.after_text()),
            change.verdict().level.word()
        )
    };
    changes(before, after, how).iter().map(line).collect()
}

fn params(before: Vec<Item>, after: Vec<Item>, how: How) -> Vec<String> {
    told(
        &[facts("a.b", before, Vec::new())],
        &[facts("a.b", after, Vec::new())],
        how,
    )
}

#[test]
fn what_is_added_or_removed_is_one_change_with_its_parts() {
    let before = vec![
        integer("id"),
        object("old"),
        integer("old.x"),
        integer("old.y"),
    ];
    let after = vec![
        integer("id"),
        object("fields"),
        item(
            "fields.rows",
            "object[]",
            Wire::List(Box::new(Wire::Object)),
        ),
        integer("fields.rows[].id"),
    ];
    assert_eq!(
        params(before, after, How::Snapshots),
        [
            "params old removed: object, with 2 in it -> - (breaking)",
            "params fields added: - -> object, with 2 in it (minor)",
        ]
    );
}

#[test]
fn each_fact_of_an_item_has_its_change() {
    let mut after = item("id", "string", Wire::Text);
    after.required = Required::Yes;
    after.default = Some("5".to_owned());
    after.values = vec!["5".to_owned(), "6".to_owned()];
    after.nullable = true;
    after.deprecated = true;
    assert_eq!(
        params(vec![integer("id")], vec![after], How::Snapshots),
        [
            "params id type: integer -> string (breaking)",
            "params id required: optional -> required (breaking)",
            "params id default: - -> 5 (patch)",
            "params id values: - -> 5, 6 (breaking)",
            "params id nullable: no -> yes (patch)",
            "params id deprecated: no -> yes (patch)",
        ]
    );
}

#[test]
fn an_object_that_becomes_a_number_takes_its_parts_with_it() {
    let before = vec![object("x"), integer("x.a"), integer("x.b")];
    assert_eq!(
        params(before, vec![integer("x")], How::Schema),
        ["params x type: object -> integer (breaking)"]
    );
    let before = vec![object("x"), integer("x.a")];
    let list = Wire::List(Box::new(Wire::Object));
    let after = vec![item("x", "object[]", list), integer("x[].a")];
    assert_eq!(
        params(before, after, How::Schema),
        ["params x type: object -> object[] (breaking)"]
    );
}

#[test]
fn similar_names_between_the_same_neighbours_are_a_renaming() {
    let before = vec![
        integer("id"),
        object("fields"),
        integer("fields.ownerID"),
        integer("fields.z"),
    ];
    let mut after = before.clone();
    after[2].path = "fields.ownerId".to_owned();
    after[2].default = Some("1".to_owned());
    assert_eq!(
        params(before.clone(), after, How::Schema),
        [
            "params fields.ownerId renamed: fields.ownerID -> fields.ownerId (breaking)",
            "params fields.ownerId default: - -> 1 (patch)",
        ]
    );
    let mut after = before.clone();
    after[2].path = "fields.parentType".to_owned();
    assert_eq!(params(before, after, How::Schema).len(), 2);
}

#[test]
fn the_schema_refines_a_page() {
    let record = item("fields", "crm.Row", Wire::Object);
    let schema = vec![
        record,
        integer("fields.id"),
        item("flag", "flag", Wire::Flag),
    ];
    let page = vec![object("fields"), item("flag", "string", Wire::Text)];
    assert_eq!(params(schema.clone(), page.clone(), How::Schema), [""; 0]);
    // Between two snapshots, the field is gone and the flag is text.
    assert_eq!(params(schema, page, How::Snapshots).len(), 2);
    // `false` stands for no value.
    let mut known = integer("id");
    known.nullable = true;
    let either = item("id", "", Wire::Union(vec![Wire::Integer, Wire::Boolean]));
    let either = Item {
        shown: false,
        ..either
    };
    let none = [""; 0];
    assert_eq!(
        params(vec![known.clone()], vec![either.clone()], How::Schema),
        none
    );
    assert_eq!(params(vec![either.clone()], vec![known], How::Schema), none);
    assert_eq!(
        params(vec![integer("id")], vec![either], How::Schema).len(),
        1
    );
    // A filter's fields are those of its type.
    let filter = item("filter", "filter<crm.Row>", Wire::Object);
    let mut owner = integer("filter.=owner");
    owner.required = Required::Yes;
    let mut on_page = integer("filter.owner");
    on_page.required = Required::Yes;
    let page = vec![object("filter"), on_page, integer("filter.id")];
    assert_eq!(params(vec![filter, owner], page, How::Schema), [""; 0]);
}

#[test]
fn what_a_page_only_shows_is_there_and_no_more() {
    let mut deprecated = integer("x.id");
    deprecated.deprecated = true;
    let schema = vec![
        object("x"),
        deprecated,
        integer("x.name"),
        integer("x.UF_{n}"),
    ];
    let shown = |path: &str| item(path, "", Wire::Text);
    let page = vec![object("x"), shown("x.id"), shown("x.new"), shown("x.UF_5")];
    assert_eq!(
        params(schema, page, How::Schema),
        ["params x.new added: - -> string (minor)"]
    );
}

#[test]
fn a_field_whose_row_is_gone_may_still_be_shown() {
    let stated = || {
        let mut size = integer("box.size");
        size.required = Required::Yes;
        size.default = Some("1".to_owned());
        vec![object("box"), size]
    };
    let shown = || vec![object("box"), item("box.size", "", Wire::Integer)];
    assert_eq!(
        params(stated(), shown(), How::Snapshots),
        ["params box.size source: a table or a sentence -> only an example (patch)"]
    );
    assert_eq!(
        params(shown(), stated(), How::Snapshots),
        ["params box.size source: only an example -> a table or a sentence (patch)"]
    );
    // The schema does not say what its fields are known from, and a list has to.
    let schema = || vec![object("box"), integer("box.size")];
    assert_eq!(params(schema(), shown(), How::Schema), [""; 0]);
    let mut schema = schema();
    for (item, key) in schema.iter_mut().zip(["box", "size"]) {
        item.at.keys = vec![key.to_owned()];
    }
    let schema = [facts("a.b", schema, Vec::new())];
    for (page, expected) in [(stated(), 0), (shown(), 1)] {
        let page = [facts("a.b", page, Vec::new())];
        assert_eq!(compared(&schema, &page, How::Schema).1.len(), expected);
    }
}

#[test]
fn a_page_may_name_the_keys_of_a_map() {
    let map = Wire::Map(Box::new(Wire::Object));
    let schema = vec![
        item("x", "map<string,a.T>", map.clone()),
        integer("x{}.type"),
    ];
    let page = vec![object("x"), object("x.ID"), integer("x.ID.type")];
    assert_eq!(params(schema.clone(), page, How::Schema), [""; 0]);
    let page = vec![
        item("x", "object", map),
        integer("x{}.brand"),
        integer("x{}.type"),
    ];
    assert_eq!(params(schema, page, How::Schema).len(), 1);
}

#[test]
fn what_pages_share_has_names_of_its_own_case_and_is_not_about_what_is_sent() {
    let shared = |path: &str| {
        let mut item = integer(path);
        item.nullable = true;
        item
    };
    let mut page = facts(
        "a.b",
        vec![object("x"), shared("x.TYPE_ID"), shared("x.UF_CRM_*")],
        Vec::new(),
    );
    for item in &mut page.params[1..] {
        item.at.file = Arc::from("pages/types");
    }
    let schema = vec![object("x"), integer("x.typeId"), integer("x.ufCrm*")];
    let schema = facts("a.b", schema, Vec::new());
    assert_eq!(
        told(
            std::slice::from_ref(&schema),
            std::slice::from_ref(&page),
            How::Schema
        ),
        [""; 0]
    );
    // What a page lists itself is meant to the letter.
    page.params[1].at.file = Arc::from("pages/page");
    let told = told(&[schema], &[page], How::Schema);
    assert_eq!(
        told,
        [
            "params x.TYPE_ID renamed: x.typeId -> x.TYPE_ID (breaking)",
            "params x.TYPE_ID nullable: no -> yes (patch)"
        ]
    );
}

#[test]
fn the_values_of_a_map_may_be_described_by_a_type() {
    let map = || Wire::Map(Box::new(Wire::Object));
    let page = || vec![item("x", "object", map()), integer("x{}.type")];
    let schema = vec![item("x", "map<string,a.T>", map())];
    assert_eq!(params(schema, page(), How::Schema), [""; 0]);
    let schema = vec![item("x", "map<string,any>", map())];
    assert_eq!(
        params(schema, page(), How::Schema),
        ["params x{}.type added: - -> integer (minor)"]
    );
}

#[test]
fn what_one_page_says_of_a_shared_type_others_may_leave_out() {
    let shared = |line: u32| {
        let mut field = integer("x.id");
        field.deprecated = true;
        field.default = Some("1".to_owned());
        let mut other = integer("x.other");
        for (name, item) in [("id", &mut field), ("other", &mut other)] {
            item.at.keys = ["types", "X", "fields", name].map(str::to_owned).to_vec();
            item.at.line = line;
        }
        vec![object("x"), field, other, integer("x.own")]
    };
    let schema = [
        facts("a.one", shared(5), Vec::new()),
        facts("a.two", shared(5), Vec::new()),
    ];
    let mut bare = vec![object("x"), integer("x.id"), integer("x.own")];
    let mut page = [
        facts("a.one", shared(9), Vec::new()),
        facts("a.two", bare.clone(), Vec::new()),
    ];
    assert_eq!(told(&schema, &page, How::Schema), [""; 0]);
    bare.pop();
    page[0] = facts("a.one", bare.clone(), Vec::new());
    page[1] = facts("a.two", bare, Vec::new());
    assert_eq!(told(&schema, &page, How::Schema).len(), 8);
}

#[test]
fn values_and_defaults_of_the_schema_may_be_spelt_otherwise() {
    let mut flag = item("x", "flag", Wire::Flag);
    flag.default = Some("\"Y\"".to_owned());
    let mut page = item("x", "boolean", Wire::Boolean);
    page.default = Some("true".to_owned());
    assert_eq!(
        params(vec![flag.clone()], vec![page.clone()], How::Schema),
        [""; 0]
    );
    page.values = vec!["true".to_owned(), "false".to_owned()];
    assert_eq!(
        params(vec![flag], vec![page], How::Schema),
        ["params x type: flag -> boolean (patch)"]
    );
    let mut stage = item("x", "crm.Stage", Wire::Text);
    stage.values = vec!["NEW".to_owned(), "C{n}:*".to_owned()];
    let mut page = item("x", "string", Wire::Text);
    assert_eq!(
        params(vec![stage.clone()], vec![page.clone()], How::Schema),
        [""; 0]
    );
    page.values = vec!["NEW".to_owned(), "C5:WON".to_owned(), "LOST".to_owned()];
    assert_eq!(
        params(vec![stage], vec![page], How::Schema),
        ["params x values: NEW, C{n}:* -> NEW, C5:WON, LOST (breaking)"]
    );
}

#[test]
fn answers_with_and_without_an_item_for_the_whole_are_compared() {
    let answer = |before: Vec<Item>, after: Vec<Item>| {
        told(
            &[facts("a.b", Vec::new(), before)],
            &[facts("a.b", Vec::new(), after)],
            How::Schema,
        )
    };
    assert_eq!(
        answer(vec![object(""), integer("id")], vec![integer("id")]),
        [""; 0]
    );
    assert_eq!(
        answer(vec![integer("")], vec![integer("id"), integer("x")]),
        [
            "result  removed: integer -> - (breaking)",
            "result id added: - -> integer (minor)",
            "result x added: - -> integer (minor)",
        ]
    );
    let rows = item("", "object[]", Wire::List(Box::new(Wire::Object)));
    assert_eq!(
        answer(
            vec![rows.clone(), integer("[].id")],
            vec![rows, integer("[].ID")]
        ),
        ["result [].ID renamed: [].id -> [].ID (breaking)"]
    );
}

#[test]
fn a_default_that_is_spelt_by_another_type_is_no_change_of_its_own() {
    let with = |wire, default: &str| Item {
        default: Some(default.to_owned()),
        ..item("delay", "", wire)
    };
    let told = |after| {
        params(
            vec![with(Wire::Integer, "300")],
            vec![after],
            How::Snapshots,
        )
    };
    assert_eq!(
        told(with(Wire::Text, "\"300\"")),
        ["params delay type: integer -> string (breaking)"]
    );
    assert_eq!(
        told(with(Wire::Integer, "\"300\"")),
        ["params delay default: 300 -> \"300\" (patch)"]
    );
}

#[test]
fn operators_of_a_filter_are_a_fact() {
    let filter = |operators: &[&str]| {
        let operators = operators.iter().map(|&operator| operator.to_owned());
        Item {
            operators: operators.collect(),
            ..item("filter", "filter<shop.Row>", Wire::Object)
        }
    };
    let of = |before: &[&str], after: &[&str], how| {
        params(vec![filter(before)], vec![filter(after)], how)
    };
    for how in [How::Snapshots, How::Schema] {
        assert_eq!(of(&["=", ">"], &[">", "="], how), [""; 0]);
        assert_eq!(
            of(&["="], &["=", "!"], how),
            ["params filter operators: = -> =, ! (minor)"]
        );
        assert_eq!(
            of(&["=", "!"], &["="], how),
            ["params filter operators: =, ! -> = (breaking)"]
        );
        assert_eq!(
            of(&[], &["="], how),
            ["params filter operators: - -> = (breaking)"]
        );
    }
    assert_eq!(of(&["="], &[], How::Schema), [""; 0]);
    assert_eq!(
        of(&["="], &[], How::Snapshots),
        ["params filter operators: = -> - (minor)"]
    );
}

#[test]
fn a_name_in_another_case_is_a_renaming_also_where_it_was_known() {
    let order = |name: &str, alias: &str| Item {
        aliases: vec![alias.to_owned()],
        ..integer(name)
    };
    let told = |how| {
        params(
            vec![order("order", "ORDER")],
            vec![order("ORDER", "order")],
            how,
        )
    };
    assert_eq!(
        told(How::Snapshots),
        ["params ORDER renamed: order -> ORDER (breaking)"]
    );
    assert_eq!(told(How::Schema), [""; 0]);
}

#[test]
fn errors_are_the_same_by_code_or_message() {
    let error = |code: &str, message: Option<&str>, status| Error {
        code: code.to_owned(),
        message: message.map(str::to_owned),
        status,
        validation: Vec::new(),
        at: Location::default(),
    };
    let with = |errors: Vec<Error>| {
        let mut facts = facts("a.b", Vec::new(), Vec::new());
        facts.errors = errors;
        [facts]
    };
    let before = with(vec![
        error("A", Some("Row {i} is wrong"), Some(400)),
        error("B", Some("Two"), None),
        error("", Some("Three"), Some(400)),
        error("D", None, None),
        error("", Some("The row was not found"), Some(400)),
        error("", Some("Too many rows"), Some(400)),
    ]);
    let after = with(vec![
        error("A", Some("Row {index} is wrong"), Some(403)),
        error("B", Some("Second"), None),
        error("C", Some("Three"), Some(400)),
        error("E", None, None),
        error("", Some("A row was not found"), Some(400)),
        error("", Some("The shop is closed"), Some(400)),
    ]);
    let mut told = told(&before, &after, How::Schema);
    told.sort();
    assert_eq!(
        told,
        [
            "errors A row was not found message: The row was not found -> A row was not found (patch)",
            "errors A status: 400 -> 403 (patch)",
            "errors B message: Two -> Second (patch)",
            "errors C code:  -> C (patch)",
            "errors D removed: D -> - (breaking)",
            "errors E added: - -> E (minor)",
            "errors The shop is closed added: - -> `The shop is closed`, 400 (minor)",
            "errors Too many rows removed: `Too many rows`, 400 -> - (breaking)",
        ]
    );
}

#[test]
fn messages_of_pages_may_leave_out_their_values() {
    let error = |code: &str, message: Option<&str>| Error {
        code: code.to_owned(),
        message: message.map(str::to_owned),
        status: None,
        validation: Vec::new(),
        at: Location::default(),
    };
    let with = |errors: Vec<Error>| {
        let mut facts = facts("a.b", Vec::new(), Vec::new());
        facts.errors = errors;
        [facts]
    };
    let told = |schema: Vec<Error>, page: Vec<Error>| told(&with(schema), &with(page), How::Schema);
    for (schema, page) in [
        ("Missing: {names}", "Missing:"),
        ("A row with id {id} is lost", "A row with id is lost"),
        ("Wrong parameter order", "Wrong parameter `{order}`"),
        (
            "Row {i} of {box} is lost",
            "Row {number} of {value} is lost",
        ),
        ("The shop is closed.", "\"The shop is closed"),
        ("Closed<br>", "Closed"),
    ] {
        let (schema, page) = (error("A", Some(schema)), error("A", Some(page)));
        assert_eq!(
            told(vec![schema.clone()], vec![page.clone()]),
            [""; 0],
            "{schema:?} {page:?}"
        );
    }
    let (one, other) = (
        error("A", Some("No {x} there")),
        error("A", Some("No rows")),
    );
    assert_eq!(told(vec![one], vec![other]).len(), 1);
    // The names of the variable parts of a code are ours.
    assert_eq!(
        told(vec![error("E_{code}", None)], vec![error("E_{name}", None)]),
        [""; 0]
    );
    // A code without a message is that of all errors with it, on both sides.
    let several = || vec![error("A", Some("One")), error("A", Some("Two"))];
    assert_eq!(told(several(), vec![error("A", None)]), [""; 0]);
    let message = "errors A message: - -> One (patch)";
    assert_eq!(told(vec![error("A", None)], several()), [message]);
    assert_eq!(told(several(), vec![error("A", Some("One"))]).len(), 1);
}

#[test]
fn a_page_without_an_answer_does_not_contradict_one() {
    let schema = [facts("a.b", Vec::new(), vec![object(""), integer("id")])];
    let page = [facts("a.b", Vec::new(), Vec::new())];
    assert_eq!(told(&schema, &page, How::Schema), [""; 0]);
    assert_eq!(told(&schema, &page, How::Snapshots).len(), 1);
    assert_eq!(told(&page, &schema, How::Schema).len(), 1);
}

#[test]
fn methods_come_go_and_change_their_names() {
    let parts = || vec![integer("id"), integer("x"), integer("y")];
    let mut before = [
        facts("a.get", parts(), vec![integer("")]),
        facts("b.old", Vec::new(), Vec::new()),
        facts("c.same", Vec::new(), Vec::new()),
    ];
    let mut after = [
        facts("a.read", parts(), vec![integer("")]),
        facts("b.new", Vec::new(), Vec::new()),
        facts("c.same", Vec::new(), Vec::new()),
    ];
    before[0].page = Some("pages/one".to_owned());
    after[0].page = Some("pages/one".to_owned());
    after[2].deprecated = true;
    after[2].replacement = Some("b.new".to_owned());
    after[2].scope.push("sale".to_owned());
    after[2].paging = Some(Paging {
        size: Some(50),
        ..Paging::new(PagingStyle::Start)
    });
    assert_eq!(
        told(&before, &after, How::Snapshots),
        [
            "method  renamed: a.get -> a.read (breaking)",
            "method  added: - -> b.new (minor)",
            "method  deprecated: no -> yes (minor)",
            "method  scope: crm -> crm, sale (minor)",
            "method  paging: - -> by start, 50 rows (minor)",
            "method  removed: b.old -> - (breaking)",
        ]
    );
}

#[test]
fn nothing_changes_between_the_same() {
    let parts = vec![object("fields"), integer("fields.id")];
    let side = [facts("a.get", parts.clone(), parts)];
    assert_eq!(told(&side, &side, How::Schema), [""; 0]);
    assert_eq!(told(&side, &side, How::Snapshots), [""; 0]);
}

#[test]
fn an_api_of_1900_methods_is_compared() {
    let parts = || {
        let mut parts = vec![object("fields")];
        parts.extend((0..29).map(|part| integer(&format!("fields.part{part}"))));
        parts
    };
    let side = |last: &str| -> Vec<Facts> {
        (0..1_900)
            .map(|method| {
                let mut facts = facts(&format!("scope.method{method}"), parts(), Vec::new());
                facts.params[29].path = format!("fields.{last}");
                facts
            })
            .collect()
    };
    let (before, after) = (side("alpha"), side("omega"));
    assert_eq!(told(&before, &after, How::Schema).len(), 3_800);
}

#[test]
fn what_errors_list_of_fields_is_compared() {
    let with = |listed: &[(&[&str], &str)]| {
        let mut facts = facts("a.b", Vec::new(), Vec::new());
        facts.errors = vec![Error {
            code: "A".to_owned(),
            message: None,
            status: None,
            validation: listed
                .iter()
                .map(|(fields, message)| Violation {
                    fields: fields.iter().map(|field| (*field).to_owned()).collect(),
                    message: (*message).to_owned(),
                })
                .collect(),
            at: Location::default(),
        }];
        [facts]
    };
    let told = |before: &[Facts], after: &[Facts], how| -> Vec<String> {
        let found = changes(before, after, how);
        found
            .iter()
            .map(|change| change.word().to_owned())
            .collect()
    };
    let schema = with(&[
        (&["id", "name"], "Field `{name}` is missing"),
        (&[], "Wrong"),
    ]);
    for (page, how, expected) in [
        (
            with(&[
                (&[], "Wrong"),
                (&["name", "id"], "Field `{field}` is missing"),
            ]),
            How::Schema,
            0,
        ),
        (
            with(&[(&["id"], "Field `{name}` is missing"), (&[], "Wrong")]),
            How::Schema,
            1,
        ),
        (with(&[(&[], "Wrong")]), How::Schema, 1),
        (with(&[]), How::Schema, 0),
        (with(&[]), How::Snapshots, 1),
    ] {
        assert_eq!(
            told(&schema, &page, how),
            vec!["validation"; expected],
            "{page:?}"
        );
    }
    let literal = with(&[(&["id"], "Field \"id\" is missing")]);
    let read = with(&[(&["id"], "Field \"{id}\" is missing")]);
    assert_eq!(told(&literal, &read, How::Schema), [""; 0]);
    assert_eq!(told(&literal, &read, How::Snapshots), ["validation"]);
}

#[test]
fn the_type_of_what_an_event_brings_is_compared() {
    let with = |data: Option<Scalar>| {
        let mut facts = facts("onShop", Vec::new(), Vec::new());
        facts.kind = Kind::Event;
        facts.data = data.map(Shape::Scalar);
        [facts]
    };
    let (text, date) = (Some(Scalar::String), Some(Scalar::Date));
    for (before, after, how, expected) in [
        (text, text, How::Snapshots, 0),
        (date, text, How::Schema, 0),
        (text, date, How::Schema, 1),
        (None, text, How::Schema, 1),
        (text, None, How::Schema, 0),
        (text, None, How::Snapshots, 1),
    ] {
        let (before, after) = (with(before), with(after));
        let found = changes(&before, &after, how);
        let told: Vec<_> = found
            .iter()
            .map(|change| (change.part(), change.word()))
            .collect();
        assert_eq!(
            told,
            vec![("event", "type"); expected],
            "{before:?} {after:?}"
        );
    }
}

#[test]
fn how_a_result_tells_of_a_failure_is_compared() {
    let with = |code: Option<&str>| {
        let mut facts = facts("a.b", Vec::new(), Vec::new());
        facts.failure = code.map(|code| Failure {
            code: Some(code.to_owned()),
            message: None,
        });
        [facts]
    };
    for (before, after, how, expected) in [
        (
            with(Some("error")),
            with(Some("error")),
            How::Snapshots,
            None,
        ),
        (
            with(Some("error")),
            with(Some("code")),
            How::Schema,
            Some("code error -> code code"),
        ),
        (
            with(None),
            with(Some("code")),
            How::Schema,
            Some("nothing -> code code"),
        ),
        (with(Some("error")), with(None), How::Schema, None),
        (
            with(Some("error")),
            with(None),
            How::Snapshots,
            Some("code error -> nothing"),
        ),
    ] {
        let found = changes(&before, &after, how);
        let side = |text: Option<String>| text.unwrap_or_else(|| "nothing".to_owned());
        let told = found.first().map(|change| {
            format!(
                "{} -> {}",
                side(change.before_text()),
                side(change.after_text())
            )
        });
        assert_eq!(told.as_deref(), expected);
    }
}

#[test]
fn placements_are_compared_by_codes_options_and_what_handlers_receive() {
    let placement = |codes: &[&str], options: Vec<Item>, request: Vec<Item>| {
        [Facts {
            kind: Kind::Placement,
            codes: codes.iter().map(|&code| code.to_owned()).collect(),
            ..facts("SHOP_TAB", options, request)
        }]
    };
    let mut always = integer("ID");
    always.required = Required::Yes;
    let codes = ["SHOP_A_TAB", "SHOP_{n}_TAB"];
    let schema = placement(&codes, vec![integer("height")], vec![integer("ID")]);
    let same = placement(
        &["SHOP_{type}_TAB", "SHOP_A_TAB"],
        vec![integer("height")],
        vec![integer("ID")],
    );
    assert_eq!(told(&schema, &same, How::Schema), [""; 0]);
    let page = placement(
        &codes[..1],
        vec![item("height", "boolean", Wire::Boolean)],
        vec![always],
    );
    let mut told = told(&schema, &page, How::Schema);
    told.sort();
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(
        told[0].starts_with("options height type: integer -> boolean"),
        "{told:?}"
    );
    assert!(
        told[1].starts_with("placement") && told[1].contains("codes"),
        "{told:?}"
    );
    assert!(
        told[2].starts_with("request ID required: optional -> required"),
        "{told:?}"
    );
}
