use super::*;

fn formatted_as(text: &str, schema: Option<&str>) -> String {
    let mut sources = Sources::default();
    let source = sources.add("a.yaml", text);
    let once =
        format(source, schema, &sources).unwrap_or_else(|problems| panic!("{problems:?}\n{text}"));
    let source = sources.add("b.yaml", once.as_str());
    let twice =
        format(source, schema, &sources).unwrap_or_else(|problems| panic!("{problems:?}\n{once}"));
    assert_eq!(once, twice, "formatting again changes it");
    once
}

fn formatted(text: &str) -> String {
    formatted_as(text, None)
}

#[test]
fn keys_take_the_order_of_the_model_and_names_keep_theirs() {
    let text = "
methods:
    zoo:
      effect: read
      doc: Z.
    add: {effect: write}
scope: [ crm ]
namespace: a
types:
  Z: {key: integer}
  A: {key: string,   doc: x}
  T:
    fields: {b: string,
             a: {doc: y, type: integer, required_keys: ['=a','b']}}
";
    let expected = "\
namespace: a
scope: [crm]

types:
  Z: { key: integer }
  A: { doc: x, key: string }

  T:
    fields:
      b: string
      a: { type: integer, doc: y, required_keys: ['=a', 'b'] }

methods:
  zoo:
    doc: Z.
    effect: read

  add:
    effect: write
";
    assert_eq!(formatted(text), expected);
}

#[test]
fn comments_stay_where_they_belong() {
    let text = "\
# top

# about the file
namespace: a # the name

# before types
types: # on types
  # above T
  T: # on T
    doc: x
    # above fields
    fields:
      # above id
      id: integer # on id
      b: { type: string, # on type
           doc: x }
      c: [] # odd

      # below the gap
      d: { type: string } # on d
      # end of fields
    # end of T
  # end of types
methods: {}
# end of file
";
    let expected = "\
# top

# about the file
namespace: a # the name

# before types
types: # on types
  # above T
  T: # on T
    doc: x
    # above fields
    fields:
      # above id
      id: integer # on id
      b:
        type: string # on type
        doc: x
      c: [] # odd

      # below the gap
      d: { type: string } # on d
      # end of fields
    # end of T
  # end of types

methods: {}
# end of file
";
    assert_eq!(formatted(text), expected);
}

#[test]
fn comments_in_what_is_empty_stand_below_it() {
    let text = "namespace: a\nscope: [ # none\n]\ntypes: {\n  # none yet\n}\nmethods: {}\n";
    assert_eq!(
        formatted(text),
        "namespace: a\nscope: []\n# none\ntypes: {}\n# none yet\nmethods: {}\n"
    );
}

#[test]
fn comments_move_with_their_keys() {
    let text = "\
# header
version: 2
# the name
namespace: a
methods:
  m:
    effect: read
    # why it is there
    doc: x # here
";
    let expected = "\
# header
# the name
namespace: a
version: 2

methods:
  m:
    # why it is there
    doc: x # here
    effect: read
";
    assert_eq!(formatted(text), expected);
}

#[test]
fn texts_of_several_lines_stay_as_they_are() {
    let text = "\
namespace: a
doc: a text
       that goes on

       in two paragraphs # here
types:
    T:
      check: \"quoted
        over lines\"
      doc: |-
            indented
              more

            end

      page: >2
          folded with
         spaces
methods:
   m:
    doc: | # comment
     x
     # no comment
    effect: read
";
    let expected = "\
namespace: a

doc: a text
  that goes on

  in two paragraphs # here

types:
  T:
    doc: |-
      indented
        more

      end
    page: >2
        folded with
       spaces
    check: \"quoted
      over lines\"

methods:
  m:
    doc: | # comment
      x
      # no comment
    effect: read
";
    assert_eq!(formatted(text), expected);
}

#[test]
fn the_end_of_a_kept_text_is_part_of_it() {
    let text = "namespace: a\ntypes:\n  A:\n    doc: |+\n      x\n\n\n  B:\n    doc: |\n      y\n";
    assert_eq!(
        formatted(text),
        text.replace("namespace: a\n", "namespace: a\n\n")
    );
}

#[test]
fn a_carriage_return_at_the_end_of_a_file_ends_its_line() {
    assert_eq!(
        formatted("namespace: a\ndoc: |\n  Words.\r"),
        "namespace: a\n\ndoc: |\n  Words.\n"
    );
}

#[test]
fn a_key_of_several_lines_is_written_on_one() {
    let text = "\
namespace: a
types:
  ? A
  : key: integer
  ? |
    in two
      \"lines\"
  : doc: x # why
    key: integer
  ? >-
    one: or
    two
  : fields:
      ? |-
        b
      : |
        c
";
    let expected = "\
namespace: a

types:
  A: { key: integer }

  \"in two\\n  \\\"lines\\\"\\n\":
    doc: x # why
    key: integer

  \"one: or two\":
    fields:
      \"b\": |
        c
";
    assert_eq!(formatted(text), expected);
}

#[test]
fn a_line_in_braces_quotes_what_it_must() {
    let text = "\
namespace: a
types:
  T:
    fields:
      a:
        type: Row[]
        doc: one, two
        default: \"N\"
      b:
        type: map<string,Row>
        doc: A sentence that is so long that together with the rest of the field it takes more than a line of the file, surely.
      c:
        type:
        doc: nothing
      d:
        default:
          a: [1, {b: \"x\"}]
          c{n}, d: 'it''s'
";
    let expected = "\
namespace: a

types:
  T:
    fields:
      a: { type: \"Row[]\", doc: \"one, two\", default: \"N\" }
      b:
        type: map<string,Row>
        doc: A sentence that is so long that together with the rest of the field it takes more than a line of the file, surely.
      c:
        type:
        doc: nothing
      d: { default: { a: [1, { b: \"x\" }], \"c{n}, d\": 'it''s' } }
";
    assert_eq!(formatted(text), expected);
}

#[test]
fn lists_stand_on_one_line_or_on_many() {
    let text = "\
namespace: a
corrections:
- at: a.b
  value: {x: 1}
  reason: y # because
- # strange
  at: c
  value: null
  reason: z
-
   at: d
   reason: A reason that is long enough to need lines of its own, since nothing that is this long fits into one.
   value: |
     text
methods:
  m:
    effect: read
    scope:
    - aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
    - bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
    # the last
    - cccccccccccccccccccccccccccccccccccccccccccccccccc
";
    let expected = "\
namespace: a

methods:
  m:
    scope:
      - aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
      - bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb
      # the last
      - cccccccccccccccccccccccccccccccccccccccccccccccccc
    effect: read

corrections:
  - at: a.b
    value: { x: 1 }
    reason: y # because
  - { at: c, value: null, reason: z } # strange
  - at: d
    value: |
      text
    reason: A reason that is long enough to need lines of its own, since nothing that is this long fits into one.
";
    assert_eq!(formatted(text), expected);
}

#[test]
fn examples_keep_their_bodies() {
    let text = "method: a.b\nexamples:\n  - body: |\n     {\n      \"a\": 1\n     }\n    kind: request\n    page: x\n  - {kind: error, page: y, body: '{}'}\n";
    let expected = "method: a.b\n\nexamples:\n  - kind: request\n    page: x\n    body: |\n      {\n       \"a\": 1\n      }\n  - kind: error\n    page: y\n    body: '{}'\n";
    assert_eq!(formatted_as(text, None), expected);
}

#[test]
fn the_schema_is_named_once() {
    let named = formatted_as("namespace: a\n", Some("schema.json"));
    assert_eq!(
        named,
        "# yaml-language-server: $schema=schema.json\nnamespace: a\n"
    );
    assert_eq!(formatted_as(&named, Some("other.json")), named);
    assert_eq!(formatted(""), "");
    assert_eq!(
        formatted("# only\n\n# comments\n"),
        "# only\n\n# comments\n"
    );
}

#[test]
fn what_is_not_understood_is_not_formatted() {
    for text in [
        "a: [",
        "a: &x 1\nb: *x\n",
        "a: 1\na: 2\n",
        "just words\n",
        "- a\n",
    ] {
        let mut sources = Sources::default();
        let source = sources.add("a.yaml", text);
        assert!(format(source, None, &sources).is_err(), "{text}");
    }
}
