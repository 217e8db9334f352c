//! Where the rows of a family are.

use super::{Row, RowKey, Rows, Store, Table, crm_rows, seeds, task_rows};
use crate::state::State;

impl State {
    /// The rows of the initial state, and those that have been added since.
    fn rows(&self, table: &'static Table) -> &Rows {
        let main = table.main();
        let rows = self.tables.get(main.name);
        rows.unwrap_or_else(|| seeds::rows(main))
    }

    fn rows_mut(&mut self, table: &'static Table) -> &mut Rows {
        let main = table.main();
        let rows = self.tables.entry(main.name);
        rows.or_insert_with(|| seeds::rows(main).clone())
    }

    /// The identifiers of the rows.
    pub(in crate::state) fn row_keys(&self, table: &'static Table) -> Vec<RowKey> {
        match table.store {
            Store::Own => {
                let rows = self.rows(table).iter();
                rows.map(|(key, _)| key.clone()).collect()
            }
            Store::Objects(kind) => crm_rows::keys(self, kind),
            Store::Tasks => task_rows::keys(self),
        }
    }

    /// A row, if it exists and the family has it.
    pub(in crate::state) fn row(&self, table: &'static Table, key: &RowKey) -> Option<Row> {
        let mut row = match table.store {
            Store::Own => self.rows(table).get(key)?.clone(),
            Store::Objects(kind) => crm_rows::get(self, kind, key)?,
            Store::Tasks => task_rows::get(self, key)?,
        };
        row.insert(table.key.to_owned(), key.value());
        let is_own = table.fixed.iter().all(|(name, fill)| {
            let value = row.get(*name).and_then(RowKey::of);
            value == RowKey::of(&fill.value(None))
        });
        is_own.then_some(row)
    }

    /// The rows of a family with a value.
    pub(in crate::state) fn rows_with(
        &self,
        table: &'static Table,
        field: &str,
        value: &RowKey,
    ) -> Vec<(RowKey, Row)> {
        let keys = self.row_keys(table).into_iter();
        let rows = keys.filter_map(|key| Some((key.clone(), self.row(table, &key)?)));
        rows.filter(|(_, row)| row.get(field).and_then(RowKey::of).as_ref() == Some(value))
            .collect()
    }

    /// The identifier of a new row.
    pub(in crate::state) fn next_row(&self, table: &'static Table) -> RowKey {
        match table.store {
            Store::Own => self.rows(table).next(),
            Store::Objects(kind) => RowKey::Number(self.objects.next_id(kind)),
            Store::Tasks => RowKey::Number(self.tasks.next_id()),
        }
    }

    /// Writes a row.
    pub(in crate::state) fn put_row(&mut self, table: &'static Table, key: RowKey, row: Row) {
        match table.store {
            Store::Own => self.rows_mut(table).put(key, row),
            Store::Objects(kind) => crm_rows::put(self, table, kind, &key, row),
            Store::Tasks => task_rows::put(self, &key, row),
        }
    }

    /// Removes a row with everything that belongs to it.
    pub(in crate::state) fn remove_row(&mut self, table: &'static Table, key: &RowKey) {
        match table.store {
            Store::Own => self.rows_mut(table).remove(key),
            Store::Objects(kind) => crm_rows::remove(self, kind, key),
            Store::Tasks => task_rows::remove(self, key),
        }
        for part in table.main().parts {
            for (of, _) in self.rows_with(part.of, part.by, key) {
                self.remove_row(part.of, &of);
            }
        }
    }
}
