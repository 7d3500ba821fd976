//! A data file as rows of text under a header.

use csv::{ReaderBuilder, StringRecord, Terminator, Trim};

use super::fault::{Fault, Faults};

/// Rows of text under a header.
#[derive(Clone, Debug)]
pub struct Table {
    /// What the file is called in messages.
    pub file: String,
    header: StringRecord,
    rows: Vec<StringRecord>,
    /// Whether numbers have a decimal comma.
    decimal_comma: bool,
}

/// A field that says that there is no value.
const MISSING: [&str; 3] = ["", "NA", "."];

impl Table {
    /// Reads a file of which `text` is the contents. Fields are parted by commas, by semicolons or by tabs, whichever the
    /// header has most of; with semicolons numbers may have a decimal comma.
    ///
    /// # Errors
    /// No header, no rows, a name twice in the header, rows that are longer or shorter than it.
    pub fn read(file: &str, text: &str) -> Result<Self, Faults> {
        let refused = |fault: Fault| Faults { file: file.to_owned(), all: vec![fault] };
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let separator = separator(text);
        let mut reader = ReaderBuilder::new()
            .delimiter(separator)
            .trim(Trim::All)
            .terminator(Terminator::CRLF)
            .from_reader(text.as_bytes());
        let unreadable = |error: &csv::Error| {
            let line = error.position().map(csv::Position::line);
            refused(Fault { line, ..Fault::of_file(told(error)) })
        };
        let header = reader.headers().map_err(|error| unreadable(&error))?.clone();
        if header.iter().all(str::is_empty) {
            return Err(refused(Fault::of_file("the file has no header")));
        }
        for (k, name) in header.iter().enumerate() {
            if header.iter().take(k).any(|other| other == name) {
                let fault = Fault::at(1, name, "the header has this name twice");
                return Err(refused(fault.help("give every column a name of its own")));
            }
        }
        let rows: Result<Vec<StringRecord>, csv::Error> = reader.records().collect();
        let rows = rows.map_err(|error| unreadable(&error))?;
        if rows.is_empty() {
            return Err(refused(Fault::of_file("the file has a header and no rows")));
        }
        Ok(Self { file: file.to_owned(), header, rows, decimal_comma: separator == b';' })
    }

    /// How many rows there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Names of the columns.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.header.iter()
    }

    /// The position of a column.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.names().position(|own| own == name)
    }

    /// The line of a row in the file, from 1.
    pub fn line(&self, row: usize) -> u64 {
        self.rows[row].position().map_or(row as u64 + 2, csv::Position::line)
    }

    /// A field; none where there is no value.
    pub fn field(&self, row: usize, column: usize) -> Option<&str> {
        self.rows[row].get(column).filter(|field| !MISSING.contains(field))
    }

    /// A field as a number.
    pub fn number(&self, field: &str) -> Option<f64> {
        let number = match self.decimal_comma {
            true => field.replace(',', ".").parse(),
            false => field.parse(),
        };
        number.ok().filter(|number: &f64| number.is_finite())
    }
}

/// What parts the fields of a file.
fn separator(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |separator: u8| header.bytes().filter(|byte| *byte == separator).count();
    let [semicolons, tabs] = [b';', b'\t'].map(count);
    let commas = count(b',');
    match () {
        () if semicolons > commas && semicolons >= tabs => b';',
        () if tabs > commas => b'\t',
        () => b',',
    }
}

fn told(error: &csv::Error) -> String {
    match error.kind() {
        csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
            format!("the row has {len} fields, and the header {expected_len}")
        }
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commas_semicolons_and_tabs_part_fields() {
        for (text, want) in [
            ("arm,y\nhelp,1.5\n", 1.5),
            ("\u{feff}arm;y\r\nhelp;1,5\r\n", 1.5),
            ("arm\ty\nhelp\t1.5", 1.5),
            ("arm;y\nhelp;1.5\n", 1.5),
        ] {
            let table = Table::read("a.csv", text).unwrap();
            let y = table.position("y").unwrap();
            assert_eq!(table.number(table.field(0, y).unwrap()), Some(want), "{text:?}");
        }
    }

    #[test]
    fn what_is_no_table_is_refused_at_its_line() {
        for (text, says) in [
            ("", "a.csv: the file has no header"),
            ("arm,y\n", "a.csv: the file has a header and no rows"),
            ("arm,y\nhelp,1\nhelp\n", "a.csv:3: the row has 1 fields, and the header 2"),
            ("y,y\n1,2\n", "a.csv:1: column \"y\": the header has this name twice"),
        ] {
            let faults = Table::read("a.csv", text).unwrap_err();
            assert!(faults.to_string().starts_with(says), "{faults}");
        }
    }

    #[test]
    fn nothing_is_not_a_number() {
        let table = Table::read("a.csv", "y\nNA\n.\nx\n1e999\n\"\"\n").unwrap();
        let found: Vec<_> = (0..table.len()).map(|row| table.field(row, 0)).collect();
        assert_eq!(found[..4], [None, None, Some("x"), Some("1e999")]);
        assert_eq!(["x", "1e999", "NaN"].map(|field| table.number(field)), [None; 3]);
    }
}
