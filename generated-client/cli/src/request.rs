//! The parameters of a call: from what the user gave to what is sent.

mod fit;
mod given;
mod names;
mod problem;
mod scalar;

use bitrix24::Value;
use bitrix24::describe::{Effect, Method};

pub(crate) use self::given::Given;
pub(crate) use self::names::closest;
pub(crate) use self::scalar::phrase;
use crate::failure::Failure;
use fit::Fit;
use names::Names;
use problem::Path;

/// Parameters that are not the method's own and that the portal takes for every one.
const UNIVERSAL: [&str; 2] = ["start", "auth"];

/// The parameters with the types of the description.
///
/// # Errors
///
/// All that does not fit, in one failure.
pub(crate) fn described(method: &Method, mut given: Given) -> Result<Value, Failure> {
    // Methods with positional parameters take a list, which is sent as it is.
    if let Some(list @ Value::List(_)) = &given.json
        && method.positional
    {
        return Ok(list.clone());
    }
    let names = Names {
        fields: &method.params,
        patterns: &[],
    };
    let mut universal = Vec::new();
    given.parts.retain(|(name, part)| {
        let is_universal = UNIVERSAL.contains(&name.as_str()) && names.find(name).is_none();
        if is_universal {
            universal.push((name.clone(), fit::untyped(part.clone())));
        }
        !is_universal
    });
    let mut fit = Fit {
        writes: method.effect == Effect::Write,
        version: method.version,
        problems: Vec::new(),
    };
    let value = fit.object(names, given, &Path::Root);
    if !fit.problems.is_empty() {
        return Err(problem::failure(&method.name, &fit.problems));
    }
    match value {
        Value::Map(map) if method.positional => {
            let order: Vec<&str> = method
                .params
                .iter()
                .map(|param| param.name.as_str())
                .collect();
            Ok(Value::List(bitrix24::Params::from(map).into_list(&order)))
        }
        Value::Map(mut map) => {
            map.extend(universal);
            Ok(Value::Map(map))
        }
        other => Ok(other),
    }
}

/// The parameters of a method without a description: words are text, and objects in filters and
/// fields are known by their form.
pub(crate) fn undescribed(mut given: Given) -> Value {
    for (name, part) in &mut given.parts {
        let name = name.to_ascii_lowercase();
        let is_object = matches!(name.as_str(), "filter" | "order" | "fields" | "params")
            && part
                .words
                .iter()
                .all(|word| given::assignment(word).is_some());
        if is_object {
            let words = std::mem::take(&mut part.words);
            for word in words {
                if let Some((name, value)) = given::assignment(&word) {
                    part.parts.push((name.to_owned(), Given::word(value)));
                }
            }
        }
        if name == "select" && part.parts.is_empty() && part.json.is_none() {
            let words = part.words.iter().flat_map(|word| word.split(','));
            part.json = Some(Value::List(words.map(Value::from).collect()));
            part.words.clear();
        }
    }
    match fit::untyped(given) {
        Value::Null => Value::Map(bitrix24::Map::new()),
        value => value,
    }
}
