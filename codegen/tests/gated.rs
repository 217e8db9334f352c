//! One source serves every selection of features: for any scopes, what the compiler keeps of the
//! gated files is what is emitted for these scopes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use bitrix24_codegen::diagnostic::Problems;
use bitrix24_codegen::emit::{self, File};
use bitrix24_codegen::ir::{BY_HAND, Schema};
use bitrix24_codegen::load::Loaded;
use bitrix24_codegen::source::Sources;
use bitrix24_codegen::{describe, load, resolve, scopes};
use serde_json::Value;
use syn::visit_mut::{self, VisitMut};
use syn::{Attribute, Expr, Item, Meta, Stmt};

fn read(folder: &str) -> (Schema, Loaded) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let mut loaded = load::folder(&root, &mut sources, &mut problems);
    loaded.examples = load::examples(&root, &mut sources, &mut problems);
    let schema = resolve::resolve(&loaded, &mut problems);
    assert!(problems.is_empty(), "{folder}");
    (schema, loaded)
}

/// Files of one namespace each, with what depends on scopes: an entity that only one scope needs
/// whole, types that are equal in different scopes, types of other modules, a scope of one method,
/// events, placements.
const SHOP: [&str; 4] = [
    "namespace: shop\nscope: [sale]\ntypes:\n  State:\n    doc: How far it is.\n    values: { New: N }\n  Order: { doc: An order., key: integer, fields: { id: id<Order>, state: State } }\n",
    "namespace: shop.order\nscope: [sale]\nmethods:\n  get: { doc: Reads., effect: read, params: { id: id<shop.Order> }, result: { type: shop.Order } }\n  close:\n    doc: Closes.\n    effect: write\n    scope: [crm]\n    result: { type: object, fields: { done: flag, by: integer } }\n    errors: { Gone: { code: GONE } }\n  open:\n    doc: Opens.\n    effect: write\n    scope: [catalog]\n    result: { type: object, fields: { done: flag, by: integer } }\n    errors: { Gone: { code: GONE } }\n  reopen:\n    doc: Opens again.\n    effect: write\n    scope: [catalog, crm]\n    result: { type: object, fields: { done: flag, by: integer } }\n    errors: { Gone: { code: GONE } }\n  again:\n    doc: Opens once more.\n    effect: write\n    scope: [crm]\n    result: { type: object, fields: { done: flag, by: integer } }\n    errors: { Gone: { code: GONE } }\n",
    "namespace: stock.shelf\nscope: [catalog, sale]\nmethods:\n  get: { doc: Reads., effect: read, result: { type: shop.State } }\n  orders: { doc: Lists., effect: read, scope: [crm], result: { type: \"id<shop.Order>[]\" } }\n",
    "namespace: scope\nmethods:\n  get: { doc: Reads., effect: read, result: { type: string } }\n",
];

fn shop() -> Schema {
    let (mut sources, mut problems) = (Sources::default(), Problems::default());
    let files = SHOP
        .iter()
        .filter_map(|text| load::text("a.yaml", text, &mut sources, &mut problems))
        .collect();
    let loaded = Loaded {
        files,
        examples: Vec::new(),
    };
    let schema = resolve::resolve_alone(&loaded, &[], &mut problems);
    problems.sort(&sources);
    let texts = bitrix24_codegen::render::texts(
        &problems,
        &sources,
        bitrix24_codegen::render::Colour::None,
    );
    assert_eq!(texts, [""; 0]);
    schema
}

/// Keeps what the compiler keeps for some features.
struct Compiler<'a> {
    features: &'a [String],
}

impl Compiler<'_> {
    /// Whether all conditions hold. They are removed.
    fn keeps(&self, attributes: &mut Vec<Attribute>) -> bool {
        let mut kept = true;
        attributes.retain(|attribute| {
            let is_cfg = attribute.path().is_ident("cfg");
            if is_cfg {
                let condition: Meta = attribute.parse_args().unwrap();
                kept &= self.holds(&condition);
            }
            !is_cfg
        });
        kept
    }

    fn holds(&self, condition: &Meta) -> bool {
        match condition {
            Meta::NameValue(pair) => {
                assert!(pair.path.is_ident("feature"));
                let Expr::Lit(value) = &pair.value else {
                    panic!("a feature is a text");
                };
                let syn::Lit::Str(feature) = &value.lit else {
                    panic!("a feature is a text");
                };
                self.features.contains(&feature.value())
            }
            Meta::List(list) => {
                type Conditions = syn::punctuated::Punctuated<Meta, syn::Token![,]>;
                let inner = list.parse_args_with(Conditions::parse_terminated).unwrap();
                let mut inner = inner.iter().map(|condition| self.holds(condition));
                match list.path.get_ident().unwrap().to_string().as_str() {
                    "any" => inner.any(|holds| holds),
                    "not" => !inner.all(|holds| holds),
                    other => panic!("{other}"),
                }
            }
            Meta::Path(_) => panic!("conditions are features"),
        }
    }
}

impl VisitMut for Compiler<'_> {
    fn visit_file_mut(&mut self, file: &mut syn::File) {
        file.items.retain_mut(|item| {
            let attributes = match item {
                Item::Const(it) => &mut it.attrs,
                Item::Enum(it) => &mut it.attrs,
                Item::Fn(it) => &mut it.attrs,
                Item::Impl(it) => &mut it.attrs,
                Item::Macro(it) => &mut it.attrs,
                Item::Mod(it) => &mut it.attrs,
                Item::Struct(it) => &mut it.attrs,
                Item::Type(it) => &mut it.attrs,
                Item::Use(it) => &mut it.attrs,
                _ => panic!("items of this kind are not emitted"),
            };
            self.keeps(attributes)
        });
        visit_mut::visit_file_mut(self, file);
    }

    fn visit_item_enum_mut(&mut self, item: &mut syn::ItemEnum) {
        let variants = std::mem::take(&mut item.variants);
        item.variants = variants
            .into_iter()
            .filter_map(|mut variant| self.keeps(&mut variant.attrs).then_some(variant))
            .collect();
        if !item.variants.is_empty() && !item.variants.trailing_punct() {
            item.variants.push_punct(syn::token::Comma::default());
        }
    }

    fn visit_expr_match_mut(&mut self, expression: &mut syn::ExprMatch) {
        expression.arms.retain_mut(|arm| self.keeps(&mut arm.attrs));
        visit_mut::visit_expr_match_mut(self, expression);
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        block.stmts.retain_mut(|statement| match statement {
            Stmt::Expr(Expr::If(it), _) => self.keeps(&mut it.attrs),
            _ => true,
        });
        visit_mut::visit_block_mut(self, block);
    }
}

/// What is compiled of files for some scopes, by path.
fn compiled(files: &[File], scopes: &[&str]) -> BTreeMap<PathBuf, String> {
    let features: Vec<String> = scopes.iter().map(|scope| scopes::feature(scope)).collect();
    let mut rustc = Compiler {
        features: &features,
    };
    let files: BTreeMap<&Path, &File> = files
        .iter()
        .map(|file| (file.path.as_path(), file))
        .collect();
    // The path of a file, and the folder of its modules.
    let mut open = vec![(PathBuf::from("api.rs"), PathBuf::new())];
    open.extend(BY_HAND.map(|name| (Path::new(name).join("api.rs"), PathBuf::from(name))));
    let mut compiled = BTreeMap::new();
    while let Some((path, folder)) = open.pop() {
        let file = files.get(path.as_path());
        let file = file.unwrap_or_else(|| panic!("{} is missing", path.display()));
        let mut syntax = syn::parse_file(&file.text).unwrap();
        rustc.visit_file_mut(&mut syntax);
        for item in &syntax.items {
            if let Item::Mod(module) = item {
                let name = module.ident.to_string();
                let name = name.trim_start_matches("r#");
                open.push((folder.join(format!("{name}.rs")), folder.join(name)));
            }
        }
        compiled.insert(path, prettyplease::unparse(&syntax));
    }
    compiled
}

/// What is emitted for some scopes, by path, without stubs for messages.
fn chosen(schema: &Schema, scopes: &[&str]) -> BTreeMap<PathBuf, String> {
    let mut schema = resolve::enabled(schema.clone(), &|scope| scopes.contains(&scope));
    schema.disabled.clear();
    emit::files(&schema)
        .into_iter()
        .map(|file| (file.path, file.text))
        .collect()
}

fn assert_same(schema: &Schema, files: &[File], scopes: &[&str]) {
    let (compiled, chosen) = (compiled(files, scopes), chosen(schema, scopes));
    let (left, right): (Vec<_>, Vec<_>) = (compiled.keys().collect(), chosen.keys().collect());
    assert_eq!(left, right, "{scopes:?}");
    for (path, text) in &chosen {
        assert_eq!(&compiled[path], text, "{} for {scopes:?}", path.display());
    }
}

/// Every selection of the scopes.
fn selections<'a>(scopes: &[&'a str]) -> Vec<Vec<&'a str>> {
    (0..1_u32 << scopes.len())
        .map(|bits| {
            let chosen = |(index, _): &(usize, &&'a str)| bits & (1 << index) != 0;
            let chosen = scopes.iter().enumerate().filter(chosen);
            chosen.map(|(_, &scope)| scope).collect()
        })
        .collect()
}

#[test]
fn gates_select_what_is_emitted_for_each_selection_of_scopes() {
    let schema = shop();
    let files = emit::gated_files(&schema);
    for scopes in selections(&["catalog", "crm", "sale"]) {
        assert_same(&schema, &files, &scopes);
    }
}

#[test]
fn gates_select_the_same_of_the_frozen_schema() {
    let (schema, _) = read("../tests/ui/schema");
    let files = emit::gated_files(&schema);
    let scopes: Vec<&str> = schema.scopes().into_iter().collect();
    assert!(scopes.len() > 1);
    for scope in &scopes {
        assert_same(&schema, &files, &[scope]);
    }
    assert_same(&schema, &files, &[]);
    assert_same(&schema, &files, &scopes);
}

#[test]
fn gates_select_the_same_of_the_shipped_schema() {
    let (mut schema, _) = read("../schema");
    // All modules would take minutes; the gates of these come from the whole schema.
    let kept = [
        "disk",
        "event",
        "placement",
        "profile",
        "task",
        "tasks",
        "user",
    ];
    schema.keep(|module| kept.contains(&module.path[0].as_str()));
    let files = emit::gated_files(&schema);
    for scopes in [&[][..], &["crm"], &["tasks", "placement", "user"]] {
        assert_same(&schema, &files, scopes);
    }
}

/// What the client reads of the parts of a description: later types replace earlier ones.
fn read_parts(files: &[File], scopes: &[&str]) -> BTreeMap<String, Vec<String>> {
    let list = files
        .iter()
        .find(|file| file.path == Path::new("describe.rs"))
        .unwrap();
    let features: Vec<String> = scopes.iter().map(|scope| scopes::feature(scope)).collect();
    let compiler = Compiler {
        features: &features,
    };
    let Ok(Expr::Reference(array)) = syn::parse_str(&list.text) else {
        panic!("{}", list.text);
    };
    let Expr::Array(array) = *array.expr else {
        panic!("{}", list.text);
    };
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut types = BTreeMap::new();
    for element in array.elems {
        let Expr::Macro(mut included) = element else {
            panic!("{}", list.text);
        };
        if !compiler.keeps(&mut included.attrs) {
            continue;
        }
        let path: syn::LitStr = included.mac.parse_body().unwrap();
        let file = files
            .iter()
            .find(|file| file.path == Path::new(&path.value()));
        let Value::Object(part) = serde_json::from_str(&file.unwrap().text).unwrap() else {
            panic!("a part is an object");
        };
        for (key, value) in part {
            match value {
                // Positions in the text, which differ.
                Value::Object(_) if key == "index" => {}
                Value::Array(values) => {
                    let found = found.entry(key).or_default();
                    found.extend(values.iter().map(Value::to_string));
                }
                Value::Object(values) => types.extend(values),
                other => panic!("{other}"),
            }
        }
    }
    let types = types.iter().map(|(name, ty)| format!("{name} {ty}"));
    found.insert("types".to_owned(), types.collect());
    for values in found.values_mut() {
        values.sort();
    }
    found
}

#[test]
fn parts_of_the_description_are_that_of_the_enabled_scopes() {
    let (schema, loaded) = read("../schema");
    let gated = describe::gated_files(&schema, &loaded.examples);
    for scopes in [&[][..], &["crm"], &["tasks", "placement", "user"]] {
        let enabled = resolve::enabled(schema.clone(), &|scope| scopes.contains(&scope));
        let chosen = describe::files(&enabled, &loaded.examples);
        let (gated, chosen) = (read_parts(&gated, scopes), read_parts(&chosen, scopes));
        assert_eq!(gated, chosen, "{scopes:?}");
    }
}
