//! What moves everybody's work alike in a calendar month, whatever the arm: the season, and shocks
//! such as an epidemic.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::work::WorkError;
use crate::assumption::Assumption;
use crate::calendar::CalendarMonth;

/// Deviations by month of the year, in latent standard deviations; a month left out has 0.
///
/// Only differences between months matter: the mean over the year is taken off.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Season {
    /// Deviation in January.
    #[serde(default)]
    pub january: Option<Assumption>,
    /// Deviation in February.
    #[serde(default)]
    pub february: Option<Assumption>,
    /// Deviation in March.
    #[serde(default)]
    pub march: Option<Assumption>,
    /// Deviation in April.
    #[serde(default)]
    pub april: Option<Assumption>,
    /// Deviation in May.
    #[serde(default)]
    pub may: Option<Assumption>,
    /// Deviation in June.
    #[serde(default)]
    pub june: Option<Assumption>,
    /// Deviation in July.
    #[serde(default)]
    pub july: Option<Assumption>,
    /// Deviation in August.
    #[serde(default)]
    pub august: Option<Assumption>,
    /// Deviation in September.
    #[serde(default)]
    pub september: Option<Assumption>,
    /// Deviation in October.
    #[serde(default)]
    pub october: Option<Assumption>,
    /// Deviation in November.
    #[serde(default)]
    pub november: Option<Assumption>,
    /// Deviation in December.
    #[serde(default)]
    pub december: Option<Assumption>,
}

/// Something that happens to everybody at a point of the calendar.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Shock {
    /// First calendar month.
    pub from: CalendarMonth,
    /// Last calendar month; it lasts for good when absent.
    #[serde(default)]
    pub to: Option<CalendarMonth>,
    /// Change of the latent intensity in those months, in latent standard deviations.
    pub size: Assumption,
}

/// Furthest deviation from an ordinary month, in latent standard deviations.
const FURTHEST: f64 = 2.0;

impl Season {
    fn months(&self) -> [(&'static str, f64); 12] {
        let Self { january, february, march, april, may, june, .. } = self;
        let Self { july, august, september, october, november, december, .. } = self;
        [
            ("january", january),
            ("february", february),
            ("march", march),
            ("april", april),
            ("may", may),
            ("june", june),
            ("july", july),
            ("august", august),
            ("september", september),
            ("october", october),
            ("november", november),
            ("december", december),
        ]
        .map(|(name, stated)| (name, stated.as_ref().map_or(0.0, Assumption::get)))
    }
}

/// A checked season with its shocks, in latent standard deviations.
#[derive(Clone, Debug, Default)]
pub struct Calendar {
    /// By month of the year, with mean 0.
    season: [f64; 12],
    /// First month, last month if any, and size.
    shocks: Vec<(CalendarMonth, Option<CalendarMonth>, f64)>,
}

impl Calendar {
    /// Checks season and shocks.
    ///
    /// # Errors
    /// [`WorkError`] with the path of an impossible number or month.
    pub fn new(
        season: Option<&Season>,
        shocks: &IndexMap<String, Shock>,
    ) -> Result<Self, WorkError> {
        let months = season.map(Season::months).unwrap_or_default();
        for (name, deviation) in months {
            check_size(&format!("season.{name}"), deviation)?;
        }
        let mean = months.iter().map(|(_, x)| x).sum::<f64>() / 12.0;
        let shock = |(name, shock): (&String, &Shock)| {
            check_size(&format!("shocks.{name}.size"), shock.size.get())?;
            if let Some(to) = shock.to.filter(|&to| to < shock.from) {
                let path = format!("shocks.{name}.to");
                let message = format!("the last month {to} comes before the first, {}", shock.from);
                return Err(WorkError { path, message });
            }
            Ok((shock.from, shock.to, shock.size.get()))
        };
        Ok(Self {
            season: months.map(|(_, x)| x - mean),
            shocks: shocks.iter().map(shock).collect::<Result<_, _>>()?,
        })
    }

    /// What a calendar month adds to everybody's intensity.
    pub fn at(&self, month: CalendarMonth) -> f64 {
        let lasting = |from: CalendarMonth, to: Option<CalendarMonth>| {
            from <= month && to.is_none_or(|to| month <= to)
        };
        let shocks = self.shocks.iter().filter(|&&(from, to, _)| lasting(from, to));
        self.season[month.of_year()] + shocks.map(|(_, _, size)| size).sum::<f64>()
    }
}

fn check_size(path: &str, size: f64) -> Result<(), WorkError> {
    if (-FURTHEST..=FURTHEST).contains(&size) {
        return Ok(());
    }
    let message = format!(
        "must lie between -{FURTHEST} and {FURTHEST} latent standard deviations, found {size}"
    );
    Err(WorkError { path: path.to_owned(), message })
}

#[cfg(test)]
mod tests {
    use super::{Calendar, Season, Shock};
    use crate::calendar::CalendarMonth;

    fn month(text: &str) -> CalendarMonth {
        text.parse().expect("a month")
    }

    fn shock(from: &str, to: Option<&str>, size: f64) -> Shock {
        Shock { from: month(from), to: to.map(month), size: size.into() }
    }

    #[test]
    fn only_differences_between_months_count() {
        let season =
            Season { december: Some((-0.24).into()), july: Some(0.12.into()), ..Season::default() };
        let calendar = Calendar::new(Some(&season), &[].into()).expect("possible");
        let of = |text: &str| calendar.at(month(text));
        assert!((of("2019-12") - (-0.23)).abs() < 1e-15);
        assert!((of("2019-07") - 0.13).abs() < 1e-15);
        assert_eq!(of("2019-07"), of("2031-07"));
        let year: f64 = (0..12).map(|k| calendar.at(month("2018-05").plus(k))).sum();
        assert!(year.abs() < 1e-15);
    }

    #[test]
    fn shocks_last_from_their_first_month_to_their_last() {
        let shocks = [
            ("corona".to_owned(), shock("2020-03", Some("2020-05"), -0.4)),
            ("reform".to_owned(), shock("2020-05", None, 0.1)),
        ];
        let calendar = Calendar::new(None, &shocks.into()).expect("possible");
        let found: Vec<f64> = (0..5).map(|k| calendar.at(month("2020-02").plus(k))).collect();
        assert_eq!(found, [0.0, -0.4, -0.4, -0.4 + 0.1, 0.1]);
        assert_eq!(calendar.at(month("2035-01")), 0.1);
    }

    #[test]
    fn impossible_months_and_sizes_are_told() {
        let season = Season { may: Some(3.0.into()), ..Season::default() };
        let told = Calendar::new(Some(&season), &[].into()).expect_err("too large");
        assert_eq!(told.path, "season.may");
        let backwards = [("strike".to_owned(), shock("2020-03", Some("2020-02"), 0.1))];
        let told = Calendar::new(None, &backwards.into()).expect_err("runs backwards");
        assert_eq!(told.path, "shocks.strike.to");
        assert_eq!(told.message, "the last month 2020-02 comes before the first, 2020-03");
    }
}
