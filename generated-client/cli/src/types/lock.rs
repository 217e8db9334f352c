//! The lock file, and what changed on a portal since it was written.

use std::fs;
use std::io;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::model::{Field, Model, Of};
use crate::failure::Failure;

/// The version of the lock file's form.
const FORM: u32 = 1;

#[derive(Debug, Serialize, Deserialize)]
struct Lock {
    form: u32,
    #[serde(flatten)]
    model: Model,
}

/// The types of the lock file; `None` when there is no such file.
pub(crate) fn read(path: &Path) -> Result<Option<Model>, Failure> {
    let text = match fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(Failure::file(path, &error)),
    };
    match serde_json::from_str::<Lock>(&text) {
        Ok(lock) if lock.form == FORM => Ok(Some(lock.model)),
        Ok(lock) => Err(Failure::Usage(format!(
            "{} has the form {}, and this `b24` reads the form {FORM}",
            path.display(),
            lock.form
        ))),
        Err(error) => Err(Failure::Usage(format!(
            "{} is no lock file of `b24 types`: {error}",
            path.display()
        ))),
    }
}

/// The text of the lock file.
pub(crate) fn write(model: &Model) -> Result<String, Failure> {
    let lock = Lock {
        form: FORM,
        model: model.clone(),
    };
    serde_json::to_string_pretty(&lock)
        .map(|text| text + "\n")
        .map_err(|error| Failure::Local(error.to_string()))
}

/// What changed, one line for each change.
pub(crate) fn changes(old: &Model, new: &Model) -> Vec<String> {
    let mut changes = Vec::new();
    let mut say = |change: String| changes.push(change);
    for object in &new.objects {
        let name = &object.rust;
        let Some(before) = old.objects.iter().find(|before| before.id == object.id) else {
            say(format!("+ {name}: items of the kind {}", object.id));
            continue;
        };
        if before.caption != object.caption {
            say(format!(
                "~ {name}: {} is now {}",
                before.caption, object.caption
            ));
        }
        for field in &object.fields {
            match before
                .fields
                .iter()
                .find(|before| before.name == field.name)
            {
                None => say(format!("+ {name}.{}: {}", field.name, about(field, new))),
                Some(before) => {
                    let (was, is) = (about(before, old), about(field, new));
                    if was != is {
                        say(format!("~ {name}.{}: {was} is now {is}", field.name));
                    }
                }
            }
        }
        for field in &before.fields {
            if !object.fields.iter().any(|now| now.name == field.name) {
                say(format!("- {name}.{}: {}", field.name, about(field, old)));
            }
        }
    }
    for object in &old.objects {
        if !new.objects.iter().any(|now| now.id == object.id) {
            say(format!(
                "- {}: items of the kind {}",
                object.rust, object.id
            ));
        }
    }
    for choice in &new.choices {
        let name = &choice.rust;
        let Some(before) = old.choice(&choice.source) else {
            // Its field is new, or changed.
            continue;
        };
        for value in &choice.values {
            let (wire, caption) = (&value.wire, &value.caption);
            match before.values.iter().find(|before| before.wire == *wire) {
                None => say(format!("+ {name}::{}: {wire}, {caption}", value.rust)),
                Some(before) if before.caption != *caption => say(format!(
                    "~ {name}::{}: {} is now {caption}",
                    value.rust, before.caption
                )),
                Some(_) => {}
            }
        }
        for value in &before.values {
            if !choice.values.iter().any(|now| now.wire == value.wire) {
                say(format!(
                    "- {name}::{}: {}, {}",
                    value.rust, value.wire, value.caption
                ));
            }
        }
    }
    changes
}

/// A field in a few words.
fn about(field: &Field, model: &Model) -> String {
    let of = match &field.of {
        Of::Documented => "documented",
        Of::Choice(source) => match model.choice(source) {
            Some(choice) => &choice.rust,
            None => source,
        },
        Of::Text => "text",
        Of::Integer => "whole number",
        Of::Number => "number",
        Of::Boolean => "boolean",
        Of::Date => "date",
        Of::Moment => "moment",
        Of::User => "user",
        Of::File => "file",
        Of::Any => "any value",
    };
    let several = if field.multiple { ", several" } else { "" };
    format!("\"{}\" ({of}{several})", field.caption)
}
