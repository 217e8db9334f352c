//! From type expressions to types, in the context of one file.

use super::names::Names;
use super::node_cursor::NodeCursor;
use super::resolved_type::{GENERICS, Mistake, Named, ResolvedType};
use super::symbol_table::{SymbolTable, Unit};
use super::unions::named_alternatives;
use crate::diagnostic::{Diagnostic, Problems, Remedy};
use crate::ir::{Gate, Mention, Module, Ty, Type, TypeKind, TypePath, Types};
use crate::scalar::Scalar;
use crate::source::Span;
use crate::{names, render, reserved};

/// The position of a type, which decides what its nested objects become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// In an answer: nested objects are records.
    Answer,
    /// In a parameter: nested objects are builders.
    Request,
}

/// A mention of a type, with the reason.
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

/// The request of a method.
#[derive(Debug, Clone)]
pub(super) struct Request<'p> {
    /// Name of the method on the wire.
    pub(super) method: String,
    /// Types of every file.
    pub(super) modules: &'p [Module],
}

/// The state of lowering one file.
pub(super) struct Lower<'a, 'p> {
    pub(super) symbols: &'a SymbolTable<'a>,
    pub(super) unit: &'a Unit<'a>,
    pub(super) problems: &'p mut Problems,
    pub(super) module: Module,
    pub(super) names: Names,
    pub(super) mentions: Vec<Mentioned>,
    /// The request whose parameters are lowered: a filter in it is a type of its own.
    pub(super) request: Option<Request<'p>>,
    /// Whether named types are lowered, which may be read, sent, or both.
    pub(super) in_named_type: bool,
    /// The number of unknown names of types.
    unknown: usize,
    /// The name of the last refused type: names of types inside of it begin with it and are not
    /// reported.
    refused: Option<String>,
}

impl<'a, 'p> Lower<'a, 'p> {
    pub(super) fn new(
        symbols: &'a SymbolTable<'a>,
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
            types: Types::default(),
            methods: Vec::new(),
            events: Vec::new(),
            placements: Vec::new(),
            errors: Vec::new(),
        };
        Self {
            symbols,
            unit,
            problems,
            module,
            names: Names::default(),
            mentions: Vec::new(),
            request: None,
            in_named_type: false,
            unknown: 0,
            refused: None,
        }
    }

    /// Adopts the names of types from an earlier pass.
    pub(super) fn retake_names(&mut self) {
        let at = NodeCursor::file(&self.unit.file.node).key("types");
        for ty in &self.module.types {
            self.names.retake(&ty.name, at.key(&ty.name).span());
        }
    }

    /// Path of a type of this file.
    pub(super) fn own(&self, name: &str) -> TypePath {
        path_of(self.unit, name)
    }

    /// Adds a type made for a field or a method, under a name that must be free.
    pub(super) fn add(&mut self, ty: Type, at: NodeCursor<'_>) -> TypePath {
        let path = self.own(&ty.name);
        self.take_type(&ty.name, &ty.name, at, Remedy::Name);
        self.module.types.push(ty);
        path
    }

    /// Gives the name `rust`, which follows from `wire`, to a type. `remedy` is the key that
    /// replaces it.
    pub(super) fn take_type(
        &mut self,
        wire: &str,
        rust: &str,
        at: NodeCursor<'_>,
        remedy: Remedy,
    ) -> bool {
        if !names::is_identifier(rust) {
            let within = |outer: &String| rust.starts_with(outer.as_str());
            if !self.refused.as_ref().is_some_and(within) {
                self.problems.push(Diagnostic::no_rust_name(
                    at.span(),
                    "type",
                    wire,
                    rust,
                    remedy,
                ));
                self.refused = Some(rust.to_owned());
            }
            return false;
        }
        if reserved::is_type(&self.unit.path, rust) {
            let problem = Diagnostic::reserved_name(at.span(), "type", rust, remedy);
            self.problems.push(problem);
            return false;
        }
        self.names
            .take("types", wire, rust, at.span(), self.problems)
    }

    /// Starts a named type. An invalid name was reported.
    pub(super) fn enter_type(&mut self, name: &str) {
        let wrong = !name.is_empty() && !names::is_identifier(name);
        self.refused = wrong.then(|| name.to_owned());
    }

    /// The name that a file gives under `name` to a type made at `at`, or else the name that
    /// follows from its owner's.
    pub(super) fn type_name(
        &mut self,
        given: Option<&str>,
        at: NodeCursor<'_>,
        derived: impl FnOnce() -> String,
    ) -> String {
        let Some(given) = given else {
            return derived();
        };
        let span = at.key("name").value();
        if !names::is_camel(given) {
            self.problems.push(Diagnostic::bad_type_name(span, given));
        } else if reserved::is_type(&self.unit.path, given) {
            let problem = Diagnostic::reserved_name(span, "type", given, Remedy::Name);
            self.problems.push(problem);
        } else {
            return given.to_owned();
        }
        derived()
    }

    /// Resolves a type expression. Types that have no name of their own get `owner`'s.
    pub(super) fn ty(
        &mut self,
        text: &str,
        at: NodeCursor<'_>,
        owner: &str,
        position: Position,
    ) -> Lowered {
        let resolved = self.resolve_type(text, at);
        self.lowered(&resolved, at, owner, position)
    }

    /// Looks up the names of a type expression, and reports mistakes.
    pub(super) fn resolve_type(&mut self, text: &str, at: NodeCursor<'_>) -> ResolvedType<'a, 'a> {
        let mut mistakes = Vec::new();
        let resolved = self
            .symbols
            .resolve_type(self.unit, text, &mut |part, mistake| {
                mistakes.push((at.part(part), mistake));
            });
        for (span, mistake) in mistakes {
            self.unknown += usize::from(matches!(mistake, Mistake::UnknownType(_)));
            let problem = self.problem(text, span, &mistake);
            self.problems.push(problem);
        }
        resolved
    }

    /// The type of an expression that was read at `at`.
    pub(super) fn lowered(
        &mut self,
        resolved: &ResolvedType<'a, 'a>,
        at: NodeCursor<'_>,
        owner: &str,
        position: Position,
    ) -> Lowered {
        let ty = match resolved {
            ResolvedType::Union(parts) => return self.union(parts, at, owner, position),
            // `object` is a map of anything by name.
            ResolvedType::Scalar(Scalar::Object) => Ty::Map(
                Box::new(Ty::Scalar(Scalar::String)),
                Box::new(Ty::Scalar(Scalar::Any)),
            ),
            ResolvedType::Scalar(scalar) => Ty::Scalar(scalar.canonical()),
            ResolvedType::Named(named) => Ty::Named(self.mention(named, Mention::Value, position)),
            ResolvedType::Id(named) => Ty::Id(self.mention(named, Mention::Id, position)),
            ResolvedType::Order(named) => Ty::Order(self.mention(named, Mention::Key, position)),
            ResolvedType::Select(named) => Ty::Select(self.mention(named, Mention::Key, position)),
            ResolvedType::List(item) => Ty::List(Box::new(self.inner(item, at, owner, position))),
            ResolvedType::Map(key, value) => {
                let key = self.inner(key, at, owner, position);
                let value = match self.lowered(value, at, owner, position) {
                    Lowered { ty, nullable } if nullable && ty != Ty::Scalar(Scalar::Any) => {
                        Ty::Nullable(Box::new(ty))
                    }
                    Lowered { ty, .. } => ty,
                };
                Ty::Map(Box::new(key), Box::new(value))
            }
            // A filter is a type of the method's own, and parameters handle it before.
            ResolvedType::Filter(_) => {
                let problem = inner_filter(at.value());
                self.problems.push(problem);
                Ty::Scalar(Scalar::Any)
            }
            ResolvedType::Null | ResolvedType::Unknown => Ty::Scalar(Scalar::Any),
        };
        Lowered {
            ty,
            nullable: false,
        }
    }

    /// A type inside another one, where `null` has no effect. Values of maps are lowered apart.
    fn inner(
        &mut self,
        resolved: &ResolvedType<'a, 'a>,
        at: NodeCursor<'_>,
        owner: &str,
        position: Position,
    ) -> Ty {
        self.lowered(resolved, at, owner, position).ty
    }

    /// Records a mention of a type, with the reason.
    pub(super) fn mention(
        &mut self,
        named: &Named<'_, '_>,
        mention: Mention,
        position: Position,
    ) -> TypePath {
        let path = path_of(named.unit, named.name);
        self.mentions.push(Mentioned {
            path: path.clone(),
            mention,
            position,
        });
        path
    }

    fn union(
        &mut self,
        parts: &[ResolvedType<'a, 'a>],
        at: NodeCursor<'_>,
        owner: &str,
        position: Position,
    ) -> Lowered {
        let mut nullable = false;
        let mut types: Vec<Ty> = Vec::new();
        for part in parts {
            if matches!(part, ResolvedType::Null) {
                nullable = true;
                continue;
            }
            let ty = self.inner(part, at, owner, position);
            if !types.contains(&ty) {
                types.push(ty);
            }
        }
        let ty = match types.len() {
            0 => Ty::Scalar(Scalar::None),
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
                    also: Vec::new(),
                    made: true,
                    gate: Gate::default(),
                    twin: None,
                    kind,
                };
                Ty::Named(self.add(made, at))
            }
        };
        Lowered { ty, nullable }
    }

    /// The problem of a mistake in `text`.
    fn problem(&self, text: &str, span: Span, mistake: &Mistake) -> Diagnostic {
        match mistake {
            Mistake::Unreadable(expected) => {
                Diagnostic::bad_type_expression(span, text, &format!("expected {expected}"))
            }
            // Nothing is suggested for what is not shown: it would be compared with every name.
            Mistake::UnknownType(name) if self.unknown > render::SHOWN => {
                Diagnostic::unknown_type(span, name, [])
            }
            Mistake::UnknownType(name) => {
                let spellings = self.symbols.spellings(self.unit);
                let scalars = Scalar::ALL.into_iter().filter(|it| *it != Scalar::Object);
                let mut known: Vec<&str> = spellings.iter().map(String::as_str).collect();
                for scalar in scalars {
                    known.push(scalar.name());
                }
                Diagnostic::unknown_type(span, name, known)
            }
            Mistake::UnknownGeneric(name) => Diagnostic::unknown_type(span, name, GENERICS),
            Mistake::Arguments(name, expected) => Diagnostic::wrong_arguments(span, name, expected),
            Mistake::LoneNull => Diagnostic::misplaced_type(
                span,
                "null",
                "it is only an alternative, as in `string|null`",
            ),
            Mistake::Marker(name) => {
                let short = name.rsplit('.').next().unwrap_or(name);
                let why =
                    format!("`{short}` is a marker without values; `id<{name}>` is its identifier");
                Diagnostic::misplaced_type(span, name, &why)
            }
            Mistake::NoIdentifiers(name) => Diagnostic::no_identifiers(span, name),
            Mistake::NoFields(name) => Diagnostic::no_fields(span, name),
            Mistake::InnerFilter => inner_filter(span),
            Mistake::Key => Diagnostic::misplaced_type(
                span,
                "this type",
                "a key is an integer, a string, an identifier or an enumeration",
            ),
        }
    }
}

fn inner_filter(span: Span) -> Diagnostic {
    Diagnostic::misplaced_type(
        span,
        "filter<…>",
        "it is the whole type of a parameter, or of a field in one",
    )
}

/// Path of a type in a file.
pub(super) fn path_of(unit: &Unit<'_>, name: &str) -> TypePath {
    TypePath {
        module: unit.path.clone(),
        name: name.to_owned(),
        library: unit.library,
    }
}
