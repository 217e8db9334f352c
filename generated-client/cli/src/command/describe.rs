//! `b24 describe METHOD`, `open` and `examples`: what the description says of a method.

use std::fmt::Write as _;

use bitrix24::describe::{
    self, Access, Effect, ErrorRow, ExampleKind, Field, Kind, Method, ObjectShape, Requirement,
    Shape,
};

use crate::catalogue;
use crate::failure::Failure;
use crate::output;
use crate::request::phrase;

/// A method to show.
#[derive(Debug, clap::Args)]
pub(super) struct Describe {
    /// Name of the method.
    method: String,
    /// How deep the fields of objects are shown.
    #[arg(long, default_value_t = 2, value_name = "N")]
    depth: usize,
    /// Shows the method of REST 3.0.
    #[arg(long)]
    v3: bool,
}

/// A method by its name.
#[derive(Debug, clap::Args)]
pub(super) struct Named {
    /// Name of the method.
    method: String,
    /// The method of REST 3.0.
    #[arg(long)]
    v3: bool,
}

pub(super) fn run(asked: &Describe) -> Result<(), Failure> {
    show(catalogue::known(&asked.method, asked.v3)?, asked.depth)
}

/// Prints the page of a method, and opens it in the user's browser.
pub(super) fn open(asked: &Named) -> Result<(), Failure> {
    let method = catalogue::known(&asked.method, asked.v3)?;
    let page = method.page.as_deref().ok_or_else(|| {
        Failure::Usage(format!("the description names no page of {}", method.name))
    })?;
    output::line(page)?;
    // Without a desktop the address is all there is to do.
    let opener = if cfg!(target_os = "macos") {
        "open"
    } else {
        "xdg-open"
    };
    let has_desktop = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|it| std::env::var_os(it).is_some());
    if cfg!(target_os = "macos") || has_desktop {
        let _ = std::process::Command::new(opener)
            .arg(page)
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn();
    }
    Ok(())
}

/// Prints the documented examples of a method.
pub(super) fn examples(asked: &Named) -> Result<(), Failure> {
    let method = catalogue::known(&asked.method, asked.v3)?;
    let mut text = String::new();
    for example in method.examples() {
        let title = match example.kind {
            ExampleKind::Request => "request",
            ExampleKind::Response => "answer",
            _ => "error",
        };
        let _ = write!(text, "# {title}");
        if let Some(status) = example.status {
            let _ = write!(text, ", status {status}");
        }
        text.push('\n');
        if example.kind == ExampleKind::Request
            && let Some(command) = command(method, &example.body)
        {
            let _ = writeln!(text, "{command}\n");
            continue;
        }
        let _ = writeln!(text, "{}\n", example.body.trim());
    }
    if text.is_empty() {
        return Err(Failure::Usage(format!(
            "the page of {} has no examples",
            method.name
        )));
    }
    output::line(text.trim_end())
}

/// The command that sends a documented request.
fn command(method: &Method, body: &str) -> Option<String> {
    let body: bitrix24::Value = serde_json::from_str(body).ok()?;
    let json = body.to_json().replace('\'', "'\\''");
    let v3 = if method.version == 3 { " --v3" } else { "" };
    Some(format!("b24 {}{v3} --json '{json}'", method.name))
}

/// Prints what the description says of a method.
pub(crate) fn show(method: &Method, depth: usize) -> Result<(), Failure> {
    let mut text = String::new();
    head(&mut text, method);
    if !method.params.is_empty() {
        text.push_str("\nParameters");
        if method.positional {
            text.push_str(", sent as a list in this order");
        }
        text.push('\n');
        fields(&mut text, &method.params, 1, depth);
    }
    answer(&mut text, method, depth);
    errors(&mut text, &method.errors);
    for note in &method.notes {
        let _ = write!(text, "\nNote: {}", note.text);
        if let Some(source) = &note.source {
            let _ = write!(text, " ({source})");
        }
        text.push('\n');
    }
    output::line(text.trim_end())
}

fn head(text: &mut String, method: &Method) {
    let effect = match method.effect {
        Effect::Read => "reads",
        _ => "writes",
    };
    let version = if method.version == 3 {
        ", REST 3.0"
    } else {
        ""
    };
    let _ = writeln!(text, "{}: {}", method.name, method.doc);
    let _ = write!(
        text,
        "{effect}{version}, scope {}",
        method.scope.join(" or ")
    );
    if let Some(access) = &method.access {
        let _ = write!(text, ", for {access}");
    }
    text.push('\n');
    if method.deprecated {
        let _ = match &method.replacement {
            Some(other) => writeln!(text, "deprecated: use {other}"),
            None => writeln!(text, "deprecated"),
        };
    }
    if let Some(page) = &method.page {
        let _ = writeln!(text, "{page}");
    }
    if let Some(paging) = &method.paging {
        let _ = writeln!(
            text,
            "a list with pages of {} rows; `--all` reads all",
            paging.size
        );
    }
}

fn answer(text: &mut String, method: &Method, depth: usize) {
    let result = &method.result;
    let _ = write!(text, "\nResult: {}", phrase(&result.kind));
    if let Some(at) = &result.at {
        let _ = write!(text, " at `{at}`");
    }
    if result.nullable {
        text.push_str(" or null");
    }
    if let Some(doc) = &result.doc {
        let _ = write!(text, ". {doc}");
    }
    text.push('\n');
    if let Some(object) = result.kind.object() {
        inner(text, object, 1, depth);
    }
}

fn errors(text: &mut String, errors: &[ErrorRow]) {
    if errors.is_empty() {
        return;
    }
    text.push_str("\nErrors\n");
    for error in errors {
        let name = if error.code.is_empty() {
            "(no code)"
        } else {
            &error.code
        };
        let _ = write!(text, "  {name}");
        if let Some(status) = error.status {
            let _ = write!(text, " {status}");
        }
        if let Some(doc) = error.doc.as_ref().or(error.message.as_ref()) {
            let _ = write!(text, "  {doc}");
        }
        text.push('\n');
    }
}

fn fields(text: &mut String, fields: &[Field], level: usize, depth: usize) {
    for field in fields {
        let indent = "  ".repeat(level);
        let mark = match &field.required {
            Requirement::Yes => "*",
            _ => "",
        };
        let _ = write!(
            text,
            "{indent}{}{mark}  {}",
            field.name,
            phrase(&field.kind)
        );
        match &field.required {
            Requirement::When(condition) => {
                let _ = write!(text, ", required when {condition}");
            }
            Requirement::Either(group, _) => {
                let _ = write!(text, ", one of the group {group} is required");
            }
            _ => {}
        }
        if let Some(default) = &field.default {
            let _ = write!(text, ", {default} by default");
        }
        match field.access {
            Access::Read => text.push_str(", read-only"),
            Access::Create => text.push_str(", only when it is added"),
            _ => {}
        }
        if field.deprecated {
            text.push_str(", deprecated");
        }
        if let Some(doc) = &field.doc {
            let _ = write!(text, "\n{indent}    {doc}");
        }
        text.push('\n');
        if level < depth {
            deeper(text, &field.kind, level + 1, depth);
        }
    }
}

/// The fields of what a kind leads to.
fn deeper(text: &mut String, kind: &Kind, level: usize, depth: usize) {
    if let Some(object) = kind.object() {
        inner(text, object, level, depth);
        return;
    }
    let indent = "  ".repeat(level);
    let Kind::Named(name) = kind.item() else {
        return;
    };
    match describe::named(name).map(|ty| &ty.shape) {
        Some(Shape::Filter(filter)) => {
            let operators: Vec<&str> = filter
                .operators
                .iter()
                .map(String::as_str)
                .filter(|it| !it.is_empty())
                .collect();
            if !operators.is_empty() {
                let _ = writeln!(text, "{indent}operators {}", operators.join(" "));
            }
            if !filter.required.is_empty() {
                let _ = writeln!(text, "{indent}required {}", filter.required.join(", "));
            }
            let names = Kind::Named(filter.of.clone());
            let names: Vec<&str> = names
                .object()
                .map(|object| {
                    object
                        .fields
                        .iter()
                        .filter(|field| !field.without.contains(&describe::Use::Filter))
                        .map(|field| field.name.as_str())
                        .collect()
                })
                .unwrap_or_default();
            if !names.is_empty() {
                let _ = writeln!(text, "{indent}fields {}", names.join(" "));
            }
        }
        Some(Shape::Enumeration(values)) if values.values.len() > 5 => {
            let values: Vec<&str> = values.values.iter().map(|row| row.wire.as_str()).collect();
            let _ = writeln!(text, "{indent}values {}", values.join(" "));
        }
        _ => {}
    }
}

fn inner(text: &mut String, object: &ObjectShape, level: usize, depth: usize) {
    if level > depth {
        return;
    }
    fields(text, &object.fields, level, depth);
    fields(text, &object.patterns, level, depth);
}
