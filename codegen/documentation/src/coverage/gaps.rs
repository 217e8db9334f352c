//! Open points of the schema, for a person to review.

use std::ops::AddAssign;

use serde::Serialize;

use bitrix24_codegen::model::{DocBy, Event, Field, Method, Ordered, Placement, Type};

/// Open points for a person.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Gaps {
    /// Notes (`check`) on what the documentation leaves open.
    pub checks: usize,
    /// Sentences that were made from a name (`doc_by: auto`).
    pub automatic: usize,
    /// Methods, events, parameters and fields without a sentence.
    pub without_doc: usize,
}

impl AddAssign for Gaps {
    fn add_assign(&mut self, other: Self) {
        self.checks += other.checks;
        self.automatic += other.automatic;
        self.without_doc += other.without_doc;
    }
}

impl Gaps {
    pub(super) fn of_method(method: &Method) -> Self {
        let mut gaps = Self {
            automatic: usize::from(method.doc_by == Some(DocBy::Auto)),
            ..Self::default()
        };
        gaps.see(method.doc.as_ref(), method.check.as_ref());
        gaps.fields(&method.params);
        if let Some(result) = &method.result {
            gaps.fields(&result.fields);
            gaps.fields(&result.patterns);
        }
        gaps
    }

    pub(super) fn of_event(event: &Event) -> Self {
        let mut gaps = Self::default();
        gaps.see(event.doc.as_ref(), event.check.as_ref());
        gaps.fields(&event.data);
        gaps
    }

    pub(super) fn of_placement(placement: &Placement) -> Self {
        let mut gaps = Self::default();
        gaps.see(placement.doc.as_ref(), placement.check.as_ref());
        gaps.fields(&placement.options);
        gaps.fields(&placement.request);
        gaps
    }

    /// Of a type, its fields are counted: most types that only one method has are named by it.
    pub(super) fn of_type(ty: &Type) -> Self {
        let mut gaps = Self {
            checks: usize::from(ty.check.is_some()),
            ..Self::default()
        };
        gaps.fields(&ty.fields);
        gaps.fields(&ty.patterns);
        gaps
    }

    fn fields(&mut self, fields: &Ordered<Field>) {
        for (_, field) in fields.iter() {
            match field {
                Field::Type(_) => self.without_doc += 1,
                // The fields have the sentences of a type.
                Field::Full(facts) if facts.like.is_some() => {
                    self.see(facts.doc.as_ref(), facts.check.as_ref());
                    self.inherited(&facts.fields);
                    self.fields(&facts.patterns);
                }
                Field::Full(facts) => {
                    self.see(facts.doc.as_ref(), facts.check.as_ref());
                    self.fields(&facts.fields);
                    self.fields(&facts.patterns);
                }
            }
        }
    }

    /// Fields whose sentences may stand with a type.
    fn inherited(&mut self, fields: &Ordered<Field>) {
        for (_, field) in fields.iter() {
            if let Field::Full(facts) = field {
                self.checks += usize::from(facts.check.is_some());
                self.fields(&facts.fields);
                self.fields(&facts.patterns);
            }
        }
    }

    fn see(&mut self, doc: Option<&String>, check: Option<&String>) {
        self.without_doc += usize::from(doc.is_none());
        self.checks += usize::from(check.is_some());
    }
}
