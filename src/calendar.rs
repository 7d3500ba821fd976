//! A month of the calendar, written `2017-12` in a scenario.

use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, Deserialize, Deserializer, Visitor};

/// A month of a year.
///
/// ```
/// use proefdraai::calendar::CalendarMonth;
///
/// let start: CalendarMonth = "2017-12".parse().unwrap();
/// assert_eq!(start.plus(16).to_string(), "2019-04");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CalendarMonth {
    /// Months since January of the year 0.
    count: i32,
}

/// What a calendar month looks like.
const EXPECTED: &str = "a calendar month such as \"2017-12\"";

impl CalendarMonth {
    /// So many months later, or earlier when negative.
    #[must_use]
    pub fn plus(self, months: i32) -> Self {
        Self { count: self.count + months }
    }

    /// How many months later than another it is; negative where it is earlier.
    pub fn since(self, other: Self) -> i32 {
        self.count - other.count
    }

    /// The month of the year: 0 for January to 11 for December.
    pub fn of_year(self) -> usize {
        self.count.rem_euclid(12) as usize
    }
}

impl FromStr for CalendarMonth {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let number = |digits: &str, length: usize| -> Option<i32> {
            let all = digits.len() == length && digits.bytes().all(|b| b.is_ascii_digit());
            all.then(|| digits.parse().ok()).flatten()
        };
        let parts = text.split_once('-');
        let read = parts.and_then(|(year, month)| Some((number(year, 4)?, number(month, 2)?)));
        match read {
            Some((year, month @ 1..=12)) => Ok(Self { count: 12 * year + month - 1 }),
            Some((_, month)) => {
                Err(format!("a year has months 01 to 12, found {month:02} in {text:?}"))
            }
            None => Err(format!("expected {EXPECTED}, found {text:?}")),
        }
    }
}

impl fmt::Display for CalendarMonth {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.count.div_euclid(12), self.of_year() + 1)
    }
}

struct MonthVisitor;

impl Visitor<'_> for MonthVisitor {
    type Value = CalendarMonth;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(EXPECTED)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<CalendarMonth, E> {
        text.parse().map_err(E::custom)
    }
}

impl<'de> Deserialize<'de> for CalendarMonth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(MonthVisitor)
    }
}

impl JsonSchema for CalendarMonth {
    fn schema_name() -> Cow<'static, str> {
        "CalendarMonth".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A calendar month: the year, a hyphen and the month, for example 2017-12.",
            "type": "string",
            "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::CalendarMonth;

    #[test]
    fn months_run_on_into_other_years() {
        let december: CalendarMonth = "2017-12".parse().expect("a month");
        assert_eq!(december.of_year(), 11);
        for (months, expected) in
            [(-12, "2016-12"), (-1, "2017-11"), (0, "2017-12"), (1, "2018-01"), (25, "2020-01")]
        {
            assert_eq!(december.plus(months).to_string(), expected);
        }
        assert!(december < december.plus(1));
    }

    #[test]
    fn what_is_no_month_is_told() {
        for text in ["", "2017", "2017-1", "17-12", "2017-12-01", "12-2017", "december", "+017-12"]
        {
            let told = text.parse::<CalendarMonth>().expect_err(text);
            assert_eq!(
                told,
                format!("expected a calendar month such as \"2017-12\", found {text:?}")
            );
        }
        let told = "2017-13".parse::<CalendarMonth>().expect_err("no such month");
        assert_eq!(told, "a year has months 01 to 12, found 13 in \"2017-13\"");
    }
}
