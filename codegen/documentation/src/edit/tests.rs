use super::*;

const TEXT: &str = "\
namespace: shop # the shop
types:
  T:
    # All of them.
    fields:
      # Its number.
      id: integer # short
      name: { type: string, doc: \"Name, in full.\" }
      # Where to.
      address:
        type: object
        # Inside.
        fields:
          city: string
          street: string
      list: \"T[]\"
  State: { values: { New: N, Paid: P } }

methods:
  get:
    effect: read
    params:
      id: { type: integer, required: true }
    errors:
      # Nothing there.
      NotFound: { code: NOT_FOUND }

corrections:
  - at: types.T.fields.id.type
    value: string
    reason: Because.
";

fn keys(path: &str) -> Vec<String> {
    path.split('.').map(str::to_owned).collect()
}

fn set(path: &str, value: Yaml) -> Edit {
    Edit::Set {
        keys: keys(path),
        value,
    }
}

fn insert(path: &str, after: &[&str], key: &str, value: Yaml) -> Edit {
    Edit::Insert {
        keys: keys(path),
        after: after.iter().map(|key| (*key).to_owned()).collect(),
        key: key.to_owned(),
        value,
    }
}

fn remove(path: &str) -> Edit {
    Edit::Remove { keys: keys(path) }
}

/// Applies an edit, and returns the lines that differ. Applying it again must change nothing.
fn lines(edit: &Edit) -> String {
    let edited = edit.apply(TEXT).unwrap().expect("something changes");
    if !matches!(edit, Edit::Remove { keys } if keys.last().is_some_and(|key| key == "0")) {
        assert_eq!(edit.apply(&edited), Ok(None), "{edited}");
    }
    let canonical = formatted(&edited).unwrap_or_else(|refusal| panic!("{refusal}\n{edited}"));
    assert_eq!(formatted(&canonical).as_deref(), Ok(canonical.as_str()));
    let diff = similar::TextDiff::from_lines(TEXT, &edited);
    let changed = diff
        .iter_all_changes()
        .filter(|change| change.tag() != similar::ChangeTag::Equal);
    changed.fold(String::new(), |told, change| {
        told + &change.tag().to_string() + change.value()
    })
}

#[test]
fn values_are_set_where_they_stand() {
    assert_eq!(
        lines(&set("types.T.fields.name.type", Yaml::text("text"))),
        "-      name: { type: string, doc: \"Name, in full.\" }\n+      name: { type: text, doc: \"Name, in full.\" }\n"
    );
    assert_eq!(
        lines(&set("types.T.fields.address.type", Yaml::text("object[]"))),
        "-        type: object\n+        type: \"object[]\"\n"
    );
    assert_eq!(
        lines(&set(
            "methods.get.deprecated.replacement",
            Yaml::text("shop.list")
        )),
        "+    deprecated: { replacement: shop.list }\n"
    );
    assert_eq!(
        set("methods.get.params.id.required", true.into()).apply(TEXT),
        Ok(None)
    );
    assert_eq!(
        set("types.T.fields", Yaml::Map(Vec::new())).apply(TEXT),
        Err(Refusal("a comment stands in it".to_owned()))
    );
}

#[test]
fn short_forms_are_spelt_out() {
    assert_eq!(
        lines(&set("types.T.fields.id.type", Yaml::text("string"))),
        "-      id: integer # short\n+      id: string # short\n"
    );
    assert_eq!(
        lines(&set("types.T.fields.list.nullable", true.into())),
        "-      list: \"T[]\"\n+      list: { type: \"T[]\", nullable: true }\n"
    );
    assert_eq!(
        lines(&set("types.State.values.New.deprecated", true.into())),
        "-  State: { values: { New: N, Paid: P } }\n+  State: { values: { New: { wire: N, deprecated: true }, Paid: P } }\n"
    );
}

#[test]
fn names_are_added_behind_others() {
    assert_eq!(
        lines(&insert(
            "types.T.fields",
            &["nothing", "id"],
            "sort",
            Yaml::text("integer")
        )),
        "+      sort: integer\n"
    );
    let edited = insert(
        "types.T.fields",
        &["address"],
        "phone",
        Yaml::text("string"),
    )
    .apply(TEXT)
    .unwrap()
    .unwrap();
    assert!(
        edited.contains("          street: string\n      phone: string\n      list:"),
        "{edited}"
    );
    let edited = insert("types.T.fields", &[], "first", Yaml::text("string"))
        .apply(TEXT)
        .unwrap()
        .unwrap();
    assert!(
        edited.contains("    fields:\n      first: string\n      # Its number.\n      id:"),
        "{edited}"
    );
    assert_eq!(
        lines(&insert(
            "types.State.values",
            &["New"],
            "Sent",
            Yaml::text("S")
        )),
        "-  State: { values: { New: N, Paid: P } }\n+  State: { values: { New: N, Sent: S, Paid: P } }\n"
    );
    assert_eq!(
        lines(&insert("types.State.values", &[], "Sent", Yaml::text("Y"))),
        "-  State: { values: { New: N, Paid: P } }\n+  State: { values: { Sent: \"Y\", New: N, Paid: P } }\n"
    );
    assert_eq!(
        insert("types.T.fields", &[], "id", Yaml::text("string")).apply(TEXT),
        Err(Refusal("there is another `id`".to_owned()))
    );
}

#[test]
fn items_are_added_to_lists() {
    let edit = Edit::Push {
        keys: keys("methods.get.params.id.aliases"),
        value: Yaml::text("ID"),
    };
    assert_eq!(
        lines(&edit),
        "-      id: { type: integer, required: true }\n+      id: { type: integer, required: true, aliases: [ID] }\n"
    );
    let twice = Edit::Push {
        keys: keys("methods.get.params.id.aliases"),
        value: Yaml::text("Id"),
    };
    let edited = edit.apply(TEXT).unwrap().unwrap();
    assert!(
        twice
            .apply(&edited)
            .unwrap()
            .unwrap()
            .contains("aliases: [ID, Id]")
    );
}

#[test]
fn what_is_removed_takes_its_comments_and_nothing_else() {
    assert_eq!(
        lines(&remove("types.T.fields.id")),
        "-      # Its number.\n-      id: integer # short\n"
    );
    assert_eq!(
        lines(&remove("types.T.fields.address")),
        "-      # Where to.\n-      address:\n-        type: object\n-        # Inside.\n-        fields:\n-          city: string\n-          street: string\n"
    );
    assert_eq!(
        lines(&remove("types.State.values.New")),
        "-  State: { values: { New: N, Paid: P } }\n+  State: { values: { Paid: P } }\n"
    );
    assert_eq!(
        lines(&remove("methods.get.params.id.required")),
        "-      id: { type: integer, required: true }\n+      id: { type: integer }\n"
    );
    assert_eq!(
        lines(&remove("methods.get.errors.NotFound")),
        "-    errors:\n-      # Nothing there.\n-      NotFound: { code: NOT_FOUND }\n"
    );
    assert_eq!(
        lines(&remove("corrections.0")),
        "-corrections:\n-  - at: types.T.fields.id.type\n-    value: string\n-    reason: Because.\n"
    );
    assert_eq!(remove("types.T.fields.nothing").apply(TEXT), Ok(None));
}

#[test]
fn keys_get_other_names() {
    let rename = |path: &str, to: &str| Edit::Rename {
        keys: keys(path),
        to: to.to_owned(),
    };
    assert_eq!(
        lines(&rename("types.T.fields.id", "ID")),
        "-      id: integer # short\n+      ID: integer # short\n"
    );
    assert_eq!(
        rename("types.T.fields.id", "name").apply(TEXT),
        Err(Refusal("there is another `name`".to_owned()))
    );
    assert_eq!(rename("types.T.fields.ID", "id").apply(TEXT), Ok(None));
}

#[test]
fn an_edit_of_one_line_is_told_as_a_line() {
    let line = |edit: Edit| edit.splice(TEXT).unwrap().unwrap().line(TEXT);
    assert_eq!(
        line(set("types.T.fields.id.type", Yaml::text("string"))),
        Some(Line::Changed(7, "      id: string # short".to_owned()))
    );
    assert_eq!(
        line(insert(
            "types.T.fields",
            &["id"],
            "sort",
            Yaml::text("integer")
        )),
        Some(Line::Added(7, "      sort: integer".to_owned()))
    );
    assert_eq!(
        line(remove("types.T.fields.list")),
        Some(Line::Removed(16, 16))
    );
}

#[test]
fn many_edits_are_as_one_after_another() {
    let edits = [
        set("types.T.fields.id.nullable", true.into()),
        set("types.T.fields.id.deprecated", true.into()),
        insert("types.T.fields", &["id"], "a", Yaml::text("integer")),
        insert("types.T.fields", &["a", "id"], "b", Yaml::text("integer")),
        remove("types.T.fields.name"),
        remove("types.T.fields.list"),
        set("methods.get.page", Yaml::text("shop-get")),
    ];
    let together = all(TEXT, &edits).unwrap();
    let apart = edits.iter().fold(TEXT.to_owned(), |text, edit| {
        edit.apply(&text).unwrap().unwrap()
    });
    assert_eq!(together, apart);
    assert_eq!(all(&together, &edits[..2]).as_deref(), Ok(apart.as_str()));
}
