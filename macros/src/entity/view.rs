//! A checked struct that derives `Entity`, whose expansion cannot fail.

use proc_macro2::Span;
use syn::{
    Data, DeriveInput, Error, Fields, GenericArgument, Generics, Ident, LitStr, Path,
    PathArguments, Type, Visibility,
};

use super::attributes::{Named, OfField, OfStruct};

/// The struct.
pub(super) struct View {
    pub(super) visibility: Visibility,
    pub(super) name: Ident,
    /// The record whose fields these are.
    pub(super) of: Path,
    pub(super) fields: Vec<Field>,
    /// The field for the remaining fields.
    pub(super) extra: Option<Extra>,
}

/// The field for the remaining fields.
pub(super) struct Extra {
    pub(super) name: Ident,
    pub(super) ty: Type,
}

/// A field of the struct.
pub(super) struct Field {
    pub(super) visibility: Visibility,
    pub(super) name: Ident,
    /// The field of the record.
    pub(super) named: Named,
    /// Its type, without the `Option` around it.
    pub(super) ty: Type,
    /// Whether its type is an `Option`.
    pub(super) optional: bool,
    /// The type that is decoded, if it differs.
    pub(super) via: Option<Type>,
}

impl View {
    pub(super) fn of(input: &DeriveInput) -> syn::Result<Self> {
        let mut errors = Errors::default();
        if let Some(span) = parameters(&input.generics) {
            errors.add(
                span,
                "a struct that derives `Entity` cannot have generic parameters, since it owns its fields",
            );
        }
        let of = errors.of(OfStruct::read(&input.attrs)).map(|read| read.of);
        if let Some(None) = of {
            errors.add(
                input.ident.span(),
                "the entity is missing; name it above the struct: `#[entity(of = bitrix24::crm::Deal)]`",
            );
        }
        let mut view = Self {
            visibility: input.vis.clone(),
            name: input.ident.clone(),
            of: of
                .flatten()
                .unwrap_or_else(|| Path::from(input.ident.clone())),
            fields: Vec::new(),
            extra: None,
        };
        match &input.data {
            Data::Struct(data) => match &data.fields {
                Fields::Named(fields) => {
                    for field in &fields.named {
                        if let Some(name) = &field.ident
                            && let Some(read) = errors.of(OfField::read(&field.attrs))
                        {
                            view.add(field, name, read, &mut errors);
                        }
                    }
                }
                Fields::Unnamed(_) | Fields::Unit => errors.add(
                    input.ident.span(),
                    "`Entity` needs a struct with named fields, since the names select the fields of the answer",
                ),
            },
            Data::Enum(_) | Data::Union(_) => errors.add(
                input.ident.span(),
                "`Entity` can only be derived for structs, whose fields are those of the entity",
            ),
        }
        view.unique(&mut errors);
        errors.or(view)
    }

    fn add(&mut self, field: &syn::Field, name: &Ident, read: OfField, errors: &mut Errors) {
        if let Some(span) = read.extra {
            if read.field.is_some() || read.via.is_some() {
                errors.add(
                    span,
                    "`extra` holds many fields, so it takes no other option",
                );
            } else if self.extra.is_some() {
                errors.add(span, "another field already has `extra`");
            } else {
                self.extra = Some(Extra {
                    name: name.clone(),
                    ty: field.ty.clone(),
                });
            }
            return;
        }
        let (ty, optional) = match inside(&field.ty, "Option") {
            Some(ty) => (ty, true),
            None => (&field.ty, false),
        };
        self.fields.push(Field {
            visibility: field.vis.clone(),
            name: name.clone(),
            named: read
                .field
                .unwrap_or_else(|| Named::Documented(name.clone())),
            ty: ty.clone(),
            optional,
            via: read.via,
        });
    }

    /// Refuses a second field for the same field of the record, which is taken out of the row only
    /// once.
    fn unique(&self, errors: &mut Errors) {
        for (index, field) in self.fields.iter().enumerate() {
            let before = &self.fields[..index];
            if let Some(first) = before.iter().find(|other| other.named.is(&field.named)) {
                let message = format!("the field `{}` already reads this field", first.name);
                errors.add(field.named.span(), &message);
            }
        }
    }
}

impl Named {
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Documented(one), Self::Documented(other)) => one == other,
            (Self::Custom(one), Self::Custom(other)) => one.value() == other.value(),
            _ => false,
        }
    }

    fn span(&self) -> Span {
        match self {
            Self::Documented(name) => name.span(),
            Self::Custom(name) => LitStr::span(name),
        }
    }
}

/// The span of generic parameters, if there are any.
fn parameters(generics: &Generics) -> Option<Span> {
    generics.lt_token.map(|token| token.span)
}

/// The type inside an `Option` or a `Vec`, recognised by name, since a macro sees no types.
pub(super) fn inside<'a>(ty: &'a Type, container: &str) -> Option<&'a Type> {
    let Type::Path(ty) = ty else { return None };
    let last = ty.path.segments.last()?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        return None;
    };
    match (last.ident == container, arguments.args.first()) {
        (true, Some(GenericArgument::Type(inside))) => Some(inside),
        _ => None,
    }
}

/// Collected errors, which are reported together.
#[derive(Default)]
struct Errors(Option<Error>);

impl Errors {
    fn add(&mut self, span: Span, message: &str) {
        self.push(Error::new(span, message));
    }

    fn push(&mut self, error: Error) {
        match &mut self.0 {
            Some(all) => all.combine(error),
            None => self.0 = Some(error),
        }
    }

    /// The value, or `None` after recording its error.
    fn of<T>(&mut self, result: syn::Result<T>) -> Option<T> {
        result.map_err(|error| self.push(error)).ok()
    }

    fn or<T>(self, value: T) -> syn::Result<T> {
        match self.0 {
            Some(error) => Err(error),
            None => Ok(value),
        }
    }
}
