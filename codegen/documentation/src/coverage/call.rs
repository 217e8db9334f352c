//! The future call of a method that the schema does not describe yet.

use crate::facts::{Facts, Kind, Required};
use bitrix24_codegen::names;

/// The call function that the generator will make of a method, with what its page requires; of an
/// event, the variant that a handler receives.
pub(super) fn expected(facts: &Facts) -> String {
    match facts.kind {
        Kind::Method => method(facts),
        Kind::Event | Kind::Placement => event(&facts.name),
    }
}

/// The type that a handler of an event receives.
pub(super) fn event(name: &str) -> String {
    let variant = names::unless_taken(names::handled(&[], name), &["Unknown"]);
    format!("bitrix24::event::Data::{variant}(data)")
}

fn method(facts: &Facts) -> String {
    // A method without a namespace is alone in the module of its name.
    let (namespace, last) = facts
        .name
        .rsplit_once('.')
        .unwrap_or((&facts.name, &facts.name));
    let mut path = vec!["bitrix24".to_owned()];
    let mut module = names::module_path(namespace);
    if facts.version == 3 {
        module.push("v3".to_owned());
    }
    let function = names::function(&module, last);
    path.append(&mut module);
    path.push(function);
    let is_argument = |path: &str| !path.contains(['.', '[', '{']);
    let arguments: Vec<String> = facts
        .params
        .iter()
        .filter(|param| param.required == Required::Yes && is_argument(&param.path))
        .map(|param| {
            let name = names::snake(&param.path);
            name.trim_start_matches("r#").to_owned()
        })
        .collect();
    format!("{}({})", path.join("::"), arguments.join(", "))
}
