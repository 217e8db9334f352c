//! From type expressions to types, in the context of one file.

use super::at::At;
use super::names::Names;
use super::space::{Space, Unit};
use super::unions::named_alternatives;
use crate::diagnostic::{Diagnostic, Problems};
use crate::ir::{Mention, Module, Ty, Type, TypeKind, TypePath};
use crate::model;
use crate::type_expression::{self, Expression, Kind};

/// What a type is written in: decides what its nested objects become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// An answer: nested objects are records.
    Answer,
    /// A parameter: nested objects are built.
    Request,
}

/// That a type is named, and for what.
pub(super) struct Mentioned {
    pub(super) path: TypePath,
    pub(super) mention: Mention,
    pub(super) position: Position,
}

/// A type expression, resolved.
pub(super) struct Lowered {
    pub(super) ty: Ty,
    /// Whether `null` is one of its alternatives.
    pub(super) nullable: bool,
}

/// The state of lowering one file.
pub(super) struct Lower<'a, 'p> {
    pub(super) space: &'a Space<'a>,
    pub(super) unit: &'a Unit<'a>,
    pub(super) problems: &'p mut Problems,
    pub(super) module: Module,
    pub(super) names: Names,
    pub(super) mentions: Vec<Mentioned>,
}

impl<'a, 'p> Lower<'a, 'p> {
    pub(super) fn new(
        space: &'a Space<'a>,
        unit: &'a Unit<'a>,
        problems: &'p mut Problems,
    ) -> Self {
        let file = &unit.file.model;
        let module = Module {
            path: unit.path.clone(),
            namespace: file.namespace.clone(),
            version: file.version,
            scope: file.scope.clone(),
            doc: file
                .doc
                .clone()
                .unwrap_or_else(|| format!("Methods `{}.*`", file.namespace)),
            page: super::page_url(file.page.as_deref(), None),
            reexports: Vec::new(),
            types: Vec::new(),
            methods: Vec::new(),
            events: Vec::new(),
            placements: Vec::new(),
            errors: Vec::new(),
        };
        Self {
            space,
            unit,
            problems,
            module,
            names: Names::default(),
            mentions: Vec::new(),
        }
    }

    /// Takes over the names of types that an earlier pass gave.
    pub(super) fn retake_names(&mut self) {
        let at = At::file(&self.unit.file.node).key("types");
        for ty in &self.module.types {
            self.names.retake(&ty.name, at.key(&ty.name).span());
        }
    }

    /// Path of a type of this file.
    pub(super) fn own(&self, name: &str) -> TypePath {
        path_of(self.unit, name)
    }

    /// Adds a type that was made for a field or a method, under a name that must be free.
    pub(super) fn add(&mut self, ty: Type, at: At<'_>) -> TypePath {
        let path = self.own(&ty.name);
        self.names
            .take("types", &ty.name, &ty.name, at.span(), self.problems);
        self.module.types.push(ty);
        path
    }

    /// Resolves a type expression. Types that have no name of their own get `owner`'s.
    pub(super) fn ty(
        &mut self,
        text: &str,
        at: At<'_>,
        owner: &str,
        position: Position,
    ) -> Lowered {
        match type_expression::parse(text) {
            Ok(expression) => self.expression(&expression, at, owner, position),
            Err(unreadable) => {
                let what = format!("expected {}", unreadable.expected);
                self.problems.push(Diagnostic::bad_type_expression(
                    at.part(unreadable.at),
                    text,
                    &what,
                ));
                Lowered {
                    ty: Ty::Any,
                    nullable: false,
                }
            }
        }
    }

    fn expression(
        &mut self,
        expression: &Expression,
        at: At<'_>,
        owner: &str,
        position: Position,
    ) -> Lowered {
        let ty = match &expression.kind {
            Kind::Union(alternatives) => return self.union(alternatives, at, owner, position),
            Kind::List(item) => Ty::List(Box::new(self.inner(item, at, owner, position))),
            Kind::Name(name) => self.name(name, expression, at, position),
            Kind::Generic(name, arguments) => {
                self.generic(name, arguments, expression, at, owner, position)
            }
        };
        Lowered {
            ty,
            nullable: false,
        }
    }

    /// A type inside another one, where `null` has no place of its own.
    fn inner(
        &mut self,
        expression: &Expression,
        at: At<'_>,
        owner: &str,
        position: Position,
    ) -> Ty {
        self.expression(expression, at, owner, position).ty
    }

    fn name(&mut self, name: &str, expression: &Expression, at: At<'_>, position: Position) -> Ty {
        if let Some(scalar) = scalar(name) {
            return scalar;
        }
        if name == "null" {
            let span = at.part(expression.at.clone());
            self.problems.push(Diagnostic::misplaced_type(
                span,
                name,
                "it is only an alternative, as in `string|null`",
            ));
            return Ty::Any;
        }
        match self.find(name, expression, at) {
            Some((path, ty)) if is_marker(ty) => {
                let span = at.part(expression.at.clone());
                let why = format!(
                    "`{}` is a marker without values; `id<{name}>` is its identifier",
                    path.name
                );
                self.problems
                    .push(Diagnostic::misplaced_type(span, name, &why));
                Ty::Any
            }
            Some((path, _)) => {
                self.mention(&path, Mention::Value, position);
                Ty::Named(path)
            }
            None => Ty::Any,
        }
    }

    fn generic(
        &mut self,
        name: &str,
        arguments: &[Expression],
        expression: &Expression,
        at: At<'_>,
        owner: &str,
        position: Position,
    ) -> Ty {
        let span = at.part(expression.at.clone());
        match (name, arguments) {
            ("map", [key, value]) => {
                let key_span = at.part(key.at.clone());
                let key = self.inner(key, at, owner, position);
                if !matches!(key, Ty::Integer | Ty::Text | Ty::Id(_) | Ty::Named(_)) {
                    let why = "a key is an integer, a string, an identifier or an enumeration";
                    self.problems
                        .push(Diagnostic::misplaced_type(key_span, "this type", why));
                }
                let value = self.inner(value, at, owner, position);
                Ty::Map(Box::new(key), Box::new(value))
            }
            ("map", _) => self.wrong(Diagnostic::wrong_arguments(
                span,
                "map",
                "two types: `map<K,V>`",
            )),
            ("id", [target]) => self.entity(target, at, position).map_or(Ty::Any, Ty::Id),
            ("order", [target]) => self.object(target, at, position).map_or(Ty::Any, Ty::Order),
            ("select", [target]) => self
                .object(target, at, position)
                .map_or(Ty::Any, Ty::Select),
            // A filter is a type of the method's own; whoever may have one takes it apart before.
            ("filter", [_]) => self.wrong(Diagnostic::misplaced_type(
                span,
                "filter<…>",
                "it is the whole type of a parameter",
            )),
            ("id" | "order" | "select" | "filter", _) => {
                self.wrong(Diagnostic::wrong_arguments(span, name, "one type"))
            }
            _ => {
                let known = ["map", "id", "filter", "order", "select"];
                self.wrong(Diagnostic::unknown_type(span, name, known))
            }
        }
    }

    /// The type whose identifiers are meant.
    fn entity(&mut self, target: &Expression, at: At<'_>, position: Position) -> Option<TypePath> {
        let (path, ty) = self.target("id", target, at)?;
        if !is_marker(ty) && !is_object(ty) {
            let problem = Diagnostic::no_identifiers(at.part(target.at.clone()), &path.name);
            self.problems.push(problem);
            return None;
        }
        self.mention(&path, Mention::Id, position);
        Some(path)
    }

    /// The object whose fields a filter, an order or a selection names.
    pub(super) fn object(
        &mut self,
        target: &Expression,
        at: At<'_>,
        position: Position,
    ) -> Option<TypePath> {
        let (path, ty) = self.target("a filter, an order or a selection", target, at)?;
        if !is_object(ty) {
            let problem = Diagnostic::no_fields(at.part(target.at.clone()), &path.name);
            self.problems.push(problem);
            return None;
        }
        self.mention(&path, Mention::Key, position);
        Some(path)
    }

    /// The type that the argument of a generic type names.
    fn target(
        &mut self,
        generic: &str,
        target: &Expression,
        at: At<'_>,
    ) -> Option<(TypePath, &'a model::Type)> {
        let Kind::Name(name) = &target.kind else {
            let span = at.part(target.at.clone());
            self.problems.push(Diagnostic::wrong_arguments(
                span,
                generic,
                "the name of a type",
            ));
            return None;
        };
        self.find(name, target, at)
    }

    fn mention(&mut self, path: &TypePath, mention: Mention, position: Position) {
        self.mentions.push(Mentioned {
            path: path.clone(),
            mention,
            position,
        });
    }

    fn union(
        &mut self,
        alternatives: &[Expression],
        at: At<'_>,
        owner: &str,
        position: Position,
    ) -> Lowered {
        let mut nullable = false;
        let mut types: Vec<Ty> = Vec::new();
        for alternative in alternatives {
            if matches!(&alternative.kind, Kind::Name(name) if name == "null") {
                nullable = true;
                continue;
            }
            let ty = self.inner(alternative, at, owner, position);
            if !types.contains(&ty) {
                types.push(ty);
            }
        }
        let ty = match types.len() {
            0 => Ty::None,
            1 => types.remove(0),
            _ => {
                let doc = format!("One of several types, as `{owner}` takes and gives them");
                let kind = TypeKind::Union(named_alternatives(types));
                let made = Type {
                    name: owner.to_owned(),
                    wire: None,
                    doc,
                    page: None,
                    key: None,
                    kind,
                };
                Ty::Named(self.add(made, at))
            }
        };
        Lowered { ty, nullable }
    }

    fn find(
        &mut self,
        name: &str,
        expression: &Expression,
        at: At<'_>,
    ) -> Option<(TypePath, &'a model::Type)> {
        if let Some((unit, name, ty)) = self.space.find(self.unit, name) {
            return Some((path_of(unit, name), ty));
        }
        let spellings = self.space.spellings(self.unit);
        let known = spellings
            .iter()
            .map(String::as_str)
            .chain(SCALARS.iter().map(|(name, _)| *name));
        self.problems.push(Diagnostic::unknown_type(
            at.part(expression.at.clone()),
            name,
            known,
        ));
        None
    }

    fn wrong(&mut self, problem: Diagnostic) -> Ty {
        self.problems.push(problem);
        Ty::Any
    }
}

/// The types that the language brings along.
const SCALARS: &[(&str, Ty)] = &[
    ("integer", Ty::Integer),
    ("string", Ty::Text),
    ("text", Ty::Text),
    ("char", Ty::Text),
    ("double", Ty::Double),
    ("decimal", Ty::Decimal),
    ("flag", Ty::Flag),
    ("boolean", Ty::Boolean),
    ("date", Ty::Date),
    ("datetime", Ty::DateTime),
    ("timestamp", Ty::Timestamp),
    ("file", Ty::File),
    ("any", Ty::Any),
    ("none", Ty::None),
];

fn scalar(name: &str) -> Option<Ty> {
    if name == "object" {
        return Some(Ty::Map(Box::new(Ty::Text), Box::new(Ty::Any)));
    }
    SCALARS
        .iter()
        .find_map(|(scalar, ty)| (*scalar == name).then(|| ty.clone()))
}

/// Whether a type is only something for identifiers to point at.
pub(super) fn is_marker(ty: &model::Type) -> bool {
    !is_object(ty) && ty.values.is_empty() && ty.alias.is_none()
}

/// Whether a type is an object.
pub(super) fn is_object(ty: &model::Type) -> bool {
    !ty.fields.is_empty() || !ty.patterns.is_empty()
}

/// Path of a type in a file.
pub(super) fn path_of(unit: &Unit<'_>, name: &str) -> TypePath {
    TypePath {
        module: unit.path.clone(),
        name: name.to_owned(),
        library: unit.library,
    }
}
