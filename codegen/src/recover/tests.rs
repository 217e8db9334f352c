use super::*;
use crate::model::{Access, ExampleFile, Field, File, Json, Required};
use crate::source::Sources;
use crate::yaml::{self, Comments};

fn read_text(text: &str) -> (Option<File>, Vec<String>) {
    let mut sources = Sources::default();
    let file = sources.add("a.yaml", text);
    let reading = yaml::read(text, file, Comments::Skip);
    assert!(reading.problems.is_empty(), "{:?}", reading.problems);
    let mut problems = Problems::default();
    let model = read(&reading.root.unwrap(), Shape::File, &mut problems);
    problems.sort(&sources);
    let texts = problems
        .iter()
        .map(|problem| {
            format!(
                "{} `{}` {}",
                sources.location(problem.span),
                sources.slice(problem.span),
                problem.title
            )
        })
        .collect();
    (model, texts)
}

#[test]
fn a_right_file_reads_as_serde_yaml_reads_it() {
    let text = "
namespace: a.b
scope: [crm, 5]
types:
  T:
    fields:
      id: integer
      f: { type: string, required: { either: g, alternative: x }, default: { a: [1, 1.5, ~, yes, true, 018] } }
      g: { required: unknown, nullable: true, access: create, without: [filter, select] }
      h: { required: { when: it rains }, values: { A: 1, B: { wire: true, doc: x }, C: x } }
      i: { type: string, default: ~ }
methods:
  list:
    effect: read
    paging: { size: 50, cursor: { field: ID } }
    errors:
      A: { code: 404, status: 400, message: 5 }
      B: { code: '' }
    params:
";
    let (model, problems) = read_text(text);
    assert_eq!(problems, Vec::<String>::new());
    let theirs: File = serde_yaml::from_str(text).unwrap();
    assert_eq!(format!("{:?}", model.unwrap()), format!("{theirs:?}"));
}

#[test]
fn every_problem_of_a_file_is_found_at_once() {
    let text = "
namespace: a
versoin: 3
types:
  T:
    fields:
      a: { tpye: integer, doc: x }
      b: [1]
      c: { nullable: perhaps, access: reed }
      d: { required: sometimes }
      e: { required: { when: x, either: y } }
      f: { required: { wen: x } }
      g: { fields: { h: { aliases: x } } }
methods:
  list:
    doc: Lists.
    errors:
      E: { status: many }
  get: 5
corrections:
  - at: x
    value: null
  - at: y
    reason: z
";
    let (model, problems) = read_text(text);
    let expected = [
        "3:1 `versoin` unknown key `versoin` in a file",
        "7:12 `tpye` unknown key `tpye` in a field",
        "8:10 `[1]` expected a type expression or a mapping, found a list",
        "9:22 `perhaps` expected `true` or `false`, found a string",
        "9:39 `reed` `reed` is not a word that may stand here",
        "10:22 `sometimes` expected `true`, `false`, `unknown` or a mapping, found `sometimes`",
        "11:22 `{ when: x, either: y }` a requirement is either a condition or a group of alternatives",
        "12:24 `wen` unknown key `wen` in `required`",
        "13:36 `x` expected a list of strings, found a string",
        "15:3 `list` method `list` has no `effect`",
        "18:7 `E` error `E` has no `code`",
        "18:20 `many` expected a whole number, found a string",
        "19:8 `5` expected a mapping, found a number",
        "21:5 `at` the correction has no `reason`",
        "23:5 `at` the correction has no `value`",
    ];
    assert_eq!(problems, expected);
    let model = model.unwrap();
    assert_eq!(model.version, 2);
    let fields = &model.types.get("T").unwrap().fields;
    assert_eq!(
        fields.iter().map(|(name, _)| name).collect::<Vec<_>>(),
        ["a", "c", "d", "e", "f", "g"]
    );
    let Some(Field::Full(c)) = fields.get("c") else {
        panic!()
    };
    assert_eq!((c.nullable, c.access), (false, Access::All));
    let Some(Field::Full(d)) = fields.get("d") else {
        panic!()
    };
    assert_eq!(d.required, None::<Required>);
    assert!(model.methods.get("get").is_none());
    assert_eq!(model.corrections[0].value, Json::Null);
}

#[test]
fn what_is_no_schema_at_all_has_few_problems() {
    assert_eq!(read_text("").1, ["1:1 `` the file has no `namespace`"]);
    let (model, problems) = read_text("- a\n- b\n");
    assert_eq!(
        problems,
        ["1:1 `- a\n- b` expected a mapping, found a list"]
    );
    assert!(model.is_some());
}

#[test]
fn examples_have_problems_of_their_own() {
    let mut sources = Sources::default();
    let text = "method: a.b\nexamples:\n  - kind: request\n    page: p\n    body: '{}'\n  - kind: wish\n    page: p\n";
    let file = sources.add("a.yaml", text);
    let node = yaml::read(text, file, Comments::Skip).root.unwrap();
    let mut problems = Problems::default();
    let model: ExampleFile = read(&node, Shape::Examples, &mut problems).unwrap();
    assert_eq!(model.examples.len(), 2);
    let titles: Vec<_> = problems
        .iter()
        .map(|problem| problem.title.as_str())
        .collect();
    assert_eq!(
        titles,
        [
            "`wish` is not a word that may stand here",
            "the example has no `body`"
        ]
    );
}
