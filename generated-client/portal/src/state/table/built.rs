//! What is special about a family, one fact at a time.

use super::{Act, Adorn, Check, Fill, Part, Row, Rows, Store, Table, Within};
use crate::state::State;

impl Table {
    /// These methods show rows, too.
    pub(in crate::state) const fn shows(mut self, methods: &'static [&'static str]) -> Self {
        self.shows = methods;
        self
    }

    /// It has no rows in the initial state.
    pub(in crate::state) const fn unseeded(mut self) -> Self {
        self.unseeded = true;
        self
    }

    /// The rows of the initial state come from this function.
    pub(in crate::state) const fn seeded_by(mut self, rows: fn() -> Rows) -> Self {
        self.seeded_by = Some(rows);
        self
    }

    /// Identifiers may be written behind a prefix.
    pub(in crate::state) const fn prefixed(mut self, prefix: &'static str) -> Self {
        self.prefix = Some(prefix);
        self
    }

    /// Shares the rows of another family; its own have these values.
    pub(in crate::state) const fn sharing(
        mut self,
        of: &'static Table,
        fixed: &'static [(&'static str, Fill)],
    ) -> Self {
        self.shares = Some(of);
        self.fixed = fixed;
        self
    }

    pub(in crate::state) const fn key(mut self, key: &'static str) -> Self {
        self.key = key;
        self
    }

    pub(in crate::state) const fn shared_by(mut self, others: &'static [&'static Table]) -> Self {
        self.shared_by = others;
        self
    }

    /// Callers choose the identifiers.
    pub(in crate::state) const fn chosen(mut self) -> Self {
        self.chosen = true;
        self
    }

    pub(in crate::state) const fn named_by(mut self, names: &'static [&'static str]) -> Self {
        self.named_by = names;
        self
    }

    pub(in crate::state) const fn by_code(
        mut self,
        param: &'static str,
        field: &'static str,
    ) -> Self {
        self.by_code = Some((param, field));
        self
    }

    pub(in crate::state) const fn acts(mut self, acts: &'static [(&'static str, Act)]) -> Self {
        self.acts = acts;
        self
    }

    pub(in crate::state) const fn within(mut self, owners: &'static [Within]) -> Self {
        self.within = owners;
        self
    }

    pub(in crate::state) const fn parts(mut self, parts: &'static [Part]) -> Self {
        self.parts = parts;
        self
    }

    pub(in crate::state) const fn aliases(
        mut self,
        aliases: &'static [(&'static str, &'static str)],
    ) -> Self {
        self.aliases = aliases;
        self
    }

    pub(in crate::state) const fn fills(mut self, fills: &'static [(&'static str, Fill)]) -> Self {
        self.fills = fills;
        self
    }

    pub(in crate::state) const fn touches(
        mut self,
        touches: &'static [(&'static str, Fill)],
    ) -> Self {
        self.touches = touches;
        self
    }

    pub(in crate::state) const fn missing(mut self, errors: &'static [&'static str]) -> Self {
        self.missing = errors;
        self
    }

    pub(in crate::state) const fn store(mut self, store: Store) -> Self {
        self.store = store;
        self
    }

    pub(in crate::state) const fn check(mut self, check: Check) -> Self {
        self.check = Some(check);
        self
    }

    pub(in crate::state) const fn settle(
        mut self,
        settle: fn(&mut State, &mut Row, Option<&Row>),
    ) -> Self {
        self.settle = Some(settle);
        self
    }

    /// Its answers are completed by this function.
    pub(in crate::state) const fn adorn(mut self, adorn: Adorn) -> Self {
        self.adorn = Some(adorn);
        self
    }
}
