//! The types of a module.

use std::ops::Deref;

use super::Type;
use crate::index::Index;

/// Types in the file's order, nested ones after their owner, found by their names.
#[derive(Debug, Clone, Default)]
pub struct Types {
    list: Vec<Type>,
    index: Index,
}

impl Types {
    /// The type of that name.
    pub fn get(&self, name: &str) -> Option<&Type> {
        self.position(name).map(|at| &self.list[at])
    }

    /// The type of that name, to be changed; the name stays.
    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut Type> {
        self.position(name).map(|at| &mut self.list[at])
    }

    /// The type at a position, to be changed; the name stays.
    pub(crate) fn at_mut(&mut self, position: usize) -> &mut Type {
        &mut self.list[position]
    }

    /// The position of the type of that name.
    pub(crate) fn position(&self, name: &str) -> Option<usize> {
        self.index.position(&self.list, name, |ty: &Type| &ty.name)
    }

    /// Adds a type behind all others.
    pub(crate) fn push(&mut self, ty: Type) {
        self.index.pushed(&ty.name, self.list.len());
        self.list.push(ty);
    }

    /// Adds types, each behind the one at a position of the present list.
    pub(crate) fn insert_behind(&mut self, mut added: Vec<(usize, Type)>) {
        added.sort_by_key(|(position, _)| *position);
        let mut added = added.into_iter().peekable();
        let mut list = Vec::with_capacity(self.list.len() + added.len());
        for (position, ty) in std::mem::take(&mut self.list).into_iter().enumerate() {
            list.push(ty);
            while let Some((_, ty)) = added.next_if(|(behind, _)| *behind == position) {
                list.push(ty);
            }
        }
        *self = Self {
            list,
            index: Index::default(),
        };
    }

    /// Keeps the types for which `is_kept` holds, which may change what they are.
    pub(crate) fn retain_mut(&mut self, is_kept: impl FnMut(&mut Type) -> bool) {
        self.list.retain_mut(is_kept);
        self.index = Index::default();
    }
}

impl Deref for Types {
    type Target = [Type];

    fn deref(&self) -> &[Type] {
        &self.list
    }
}

impl<'t> IntoIterator for &'t Types {
    type Item = &'t Type;
    type IntoIter = std::slice::Iter<'t, Type>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.iter()
    }
}
