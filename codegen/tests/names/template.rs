//! A schema file with a name in each position that takes one.

/// The default names.
const USUAL: &[&str] = &[
    "shop",
    "Row",
    "title",
    "row_title",
    "inside",
    "RowInner",
    "kind",
    "RowKind",
    "One",
    "UF_*",
    "family",
    "Marker",
    "Either",
    "add",
    "make",
    "price",
    "unit_price",
    "owner",
    "first",
    "number",
    "sum",
    "AddAnswer",
    "Refused",
    "list",
    "filter",
    "ListRows",
    "onShopAdd",
    "field",
    "PLACE",
    "option",
    "given",
    "CODES",
    "A",
    "B",
];

/// The number of names.
pub(crate) const NAMES: usize = USUAL.len();

/// The names of which more than items of the file's module is made: the namespace, the event, and
/// the placements.
pub(crate) const IN_FILES: [usize; 4] = [0, 26, 28, 31];

/// The file, with other texts as some of the names.
pub(crate) fn fill(odd: &[(usize, String)]) -> String {
    let mut names: Vec<String> = USUAL.iter().map(|name| quoted(name)).collect();
    for (place, text) in odd {
        names[*place] = quoted(text);
    }
    let mut names = names.into_iter();
    let mut next = move || names.next().expect("there are as many names as places");
    let mut text = String::new();
    for part in TEMPLATE.split_inclusive('@') {
        match part.strip_suffix('@') {
            Some(part) => {
                text.push_str(part);
                text.push_str(&next());
            }
            None => text.push_str(part),
        }
    }
    text
}

/// The text with every character escaped, so that any is valid in YAML.
fn quoted(text: &str) -> String {
    let escaped = text
        .chars()
        .map(|character| format!("\\U{:08x}", u32::from(character)));
    format!("\"{}\"", escaped.collect::<String>())
}

const TEMPLATE: &str = "
namespace: @
scope: [crm]
types:
  @:
    key: integer
    fields:
      id: integer
      @: { type: string, rust: @ }
      @: { fields: { a: integer }, name: @ }
      @: { values: { One: 1 }, name: @ }
      more: { values: { @: 1, Two: 2 } }
      plain: { fields: { a: integer, b: { fields: { c: integer } } } }
    patterns:
      @: { type: string, rust: @ }
  @: { key: integer }
  @: { type: 'integer|string' }
methods:
  @:
    effect: write
    rust: @
    params:
      @: { type: decimal, rust: @, required: true }
      a: { type: integer, required: { either: @, alternative: @ } }
      b: { type: integer, required: { either: owner, alternative: other } }
      c: { type: integer, required: { either: group } }
      @: { type: integer }
      @: { fields: { a: integer, b: { type: integer, required: { either: inner } } } }
      row: { type: any }
    result: { fields: { a: integer }, name: @ }
    errors:
      @: { code: REFUSED }
  @:
    effect: read
    params:
      @: { type: any, name: @ }
      list: { type: 'integer[]' }
    result: { type: 'string[]' }
events:
  @:
    data:
      @: integer
placements:
  @:
    options: { @: integer }
    request: { @: integer }
  @:
    codes: { @: A, @: B }
";
