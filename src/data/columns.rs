//! Columns of a file, read as numbers, as yes or no, or as names; what is wrong is collected.

use super::{Fault, Faults, Table};
use crate::issue::suggest;

/// A file that is being read, with what is wrong so far.
pub(super) struct Columns<'a> {
    table: &'a Table,
    faults: Vec<Fault>,
}

/// A name that may stand in a column: as the file has it, and the number it stands for.
pub(super) struct Code<'a> {
    pub written: &'a str,
    pub number: u8,
}

impl<'a> Columns<'a> {
    /// Of a file.
    pub fn of(table: &'a Table) -> Self {
        Self { table, faults: Vec::new() }
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.table.len()
    }

    /// Refuses a row that has no value in a column, where the file has such a column.
    pub fn miss(&mut self, row: usize, column: &str, help: &str) {
        let position = self.table.position(column);
        if position.is_some_and(|position| self.table.field(row, position).is_none()) {
            self.faults.push(Fault::at(self.table.line(row), column, "no value").help(help));
        }
    }

    /// Every number of a column; none where there is no value.
    pub fn numbers(&mut self, name: &str, what: &str, setting: &str) -> Vec<Option<f64>> {
        self.read(name, what, setting, |table, field| {
            table.number(field).ok_or_else(|| (format!("found {field:?}"), "a number".to_owned()))
        })
    }

    /// Everybody's yes (1) or no (0) in a column; none where there is no value.
    pub fn shares(&mut self, name: &str, what: &str, setting: &str) -> Vec<Option<f64>> {
        self.read(name, what, setting, |table, field| match table.number(field) {
            Some(value) if value == 0.0 || value == 1.0 => Ok(value),
            _ => Err((format!("found {field:?}"), "1 for yes or 0 for no".to_owned())),
        })
    }

    /// Everybody's name in a column, by its number; none where there is no value.
    pub fn codes(
        &mut self,
        name: &str,
        what: &str,
        setting: &str,
        codes: &[Code],
    ) -> Vec<Option<u8>> {
        self.read(name, what, setting, |_, field| {
            let own = codes.iter().find(|code| code.written == field);
            own.map(|code| code.number).ok_or_else(|| {
                let known: Vec<&str> = codes.iter().map(|code| code.written).collect();
                let right = match suggest(field, known.iter().copied()) {
                    Some(near) => format!("{near:?}, perhaps; known are {}", known.join(", ")),
                    None => format!("one of {}", known.join(", ")),
                };
                (format!("found {field:?}"), right)
            })
        })
    }

    /// Everybody's label in a column, by a number of its own; none where there is no value.
    pub fn labels(&mut self, name: &str, what: &str, setting: &str) -> Vec<Option<u32>> {
        let found = self.read(name, what, setting, |_, field| Ok(field.to_owned()));
        let mut known: Vec<&String> = found.iter().flatten().collect();
        known.sort_unstable();
        known.dedup();
        let number = |label: &String| known.partition_point(|own| *own < label) as u32;
        found.iter().map(|label| label.as_ref().map(number)).collect()
    }

    fn read<T: Clone>(
        &mut self,
        name: &str,
        what: &str,
        setting: &str,
        value: impl Fn(&Table, &str) -> Result<T, (String, String)>,
    ) -> Vec<Option<T>> {
        let table = self.table;
        let Some(column) = table.position(name) else {
            let near = suggest(name, table.names());
            let near = near.map(|near| format!("{near:?}, perhaps; ")).unwrap_or_default();
            let help =
                format!("{near}say in the scenario, under data.{setting}, which column it is");
            let fault = Fault::of_file(format!("there is no column {name:?} for {what}"));
            self.faults.push(fault.help(help));
            return vec![None; table.len()];
        };
        let mut out = Vec::with_capacity(table.len());
        for row in 0..table.len() {
            let found = table.field(row, column).map(|field| value(table, field));
            out.push(match found {
                None => None,
                Some(Ok(value)) => Some(value),
                Some(Err((found, right))) => {
                    let message = format!("{found}, for {what}");
                    let fault = Fault::at(table.line(row), name, message);
                    self.faults.push(fault.help(format!("write {right}")));
                    None
                }
            });
        }
        out
    }

    /// Everything that is wrong, where something is.
    pub fn finish(self) -> Result<(), Faults> {
        let Self { table, mut faults } = self;
        faults.sort_by_key(|fault| fault.line.unwrap_or(0));
        if faults.is_empty() {
            Ok(())
        } else {
            Err(Faults { file: table.file.clone(), all: faults })
        }
    }
}
