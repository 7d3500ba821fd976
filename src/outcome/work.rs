//! The monthly work process: a latent intensity with a stable part, a caseworker part and a
//! persistent random part, among people who are on assistance at month 0.
//!
//! `L_t = m_t + κ·g(U) + ω·c + s·Z_t`, with κ² + ω² + s² = 1 in the whole labour force and Z a
//! stationary AR(1); `m_t` is the trend, the season and the shocks of the calendar, alike for all arms.
//! The frame is the part with `L_0` below the exit cut-point. Conditioning shifts and skews the
//! stable part; `g` is the quantile map that gives employability U its conditional
//! law while U itself stays standard normal in the frame, so that the margins and correlations
//! stated for the frame hold as stated.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;
use thiserror::Error;

use super::history::History;
use super::path::power;
use super::season::{Calendar, Season, Shock};
use crate::assumption::Assumption;
use crate::calendar::CalendarMonth;
use crate::numeric::curve::Curve;
use crate::numeric::{bivariate, normal, root};

/// Settings of the work process.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Work {
    /// Month-to-month correlation of the random part (0 to below 1; 0.97 keeps much).
    pub persistence: Assumption,
    /// Share of latent variance that is stable employability (κ², 0 to below 1).
    pub employability_share: Assumption,
    /// Share of latent variance between caseworkers (ω²; default 0).
    #[serde(default)]
    pub caseworker_share: Option<Assumption>,
    /// Share of the labour force above the exit cut-point, and so not on assistance.
    pub exit_share: Assumption,
    /// Month after start for which the rates of work outcomes are stated (default 16).
    #[serde(default)]
    pub month: Option<Assumption>,
    /// Share of the eligible with any paid hours in that month.
    pub any_hours: Assumption,
    /// Change of the latent intensity per year, in latent standard deviations (default 0).
    #[serde(default)]
    pub trend: Option<Assumption>,
    /// How the latent intensity differs by month of the year, in latent standard deviations; the
    /// calendar month of the start must then be known (`start`, in `recruitment` or in each wave).
    #[serde(default)]
    pub season: Option<Season>,
    /// Events of the calendar that move everybody's intensity, in every arm and outside the trial,
    /// by name; the start must be known as for `season`.
    #[serde(default)]
    pub shocks: IndexMap<String, Shock>,
    /// Minimum hourly wage, euros.
    pub hourly_wage: Assumption,
    /// Median wage premium over the minimum (default 0.06).
    #[serde(default)]
    pub wage_premium: Option<Assumption>,
    /// Traits that act on the intensity after the start only, per standard deviation: what people
    /// are about to do and the past does not show, such as being ready for work.
    #[serde(default)]
    pub after_start: IndexMap<String, Assumption>,
    /// Weight of a person's wage in income, against work intensity with standard deviation 1
    /// (default 0.25): two people with the same hours may differ in income.
    #[serde(default)]
    pub wage_in_income: Option<Assumption>,
    /// Correlation between the contract process and work intensity (default 0.4).
    #[serde(default)]
    pub contract_correlation: Option<Assumption>,
    /// The numeric characteristic that says how many months the current spell of assistance has
    /// lasted; within it, earlier earnings stay below the exit level.
    #[serde(default)]
    pub spell: Option<String>,
    /// What the register knows of earlier earnings: characteristics by name.
    #[serde(default)]
    pub history: IndexMap<String, History>,
}

/// Why a work process is impossible.
#[derive(Debug, Error, PartialEq)]
#[error("{message}")]
pub struct WorkError {
    /// JSON path below `work`.
    pub path: String,
    /// What is wrong and what would be right.
    pub message: String,
}

impl Work {
    /// The setting that makes work differ by calendar month, if any.
    pub fn by_calendar(&self) -> Option<&'static str> {
        match (&self.season, self.shocks.is_empty()) {
            (Some(_), _) => Some("season"),
            (None, false) => Some("shocks"),
            (None, true) => None,
        }
    }
}

/// When a part of the frame starts.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Start {
    /// Share of the frame.
    pub share: f64,
    /// Calendar month of their month 0; none where it makes no difference.
    pub month: Option<CalendarMonth>,
}

/// People who start together, and what being on assistance at their month 0 says of them.
#[derive(Clone, Debug)]
pub struct Cohort {
    /// Who they are.
    pub start: Start,
    /// Exit cut-point less what the calendar adds in their month 0.
    pub exit: f64,
    /// Employability score to its law among those on assistance in their month 0.
    pub stable: Curve,
}

/// A checked work process.
#[derive(Clone, Debug)]
pub struct WorkModel {
    /// Loading of the stable part, √κ².
    pub kappa: f64,
    /// Loading of the caseworker, √ω².
    pub omega: f64,
    /// Loading of the random part.
    pub s: f64,
    /// Month-to-month correlation of the random part.
    pub phi: f64,
    /// Exit cut-point.
    pub exit: f64,
    /// Month of calibration.
    pub month: u32,
    /// Latent change per month.
    pub trend: f64,
    /// Season and shocks.
    pub calendar: Calendar,
    /// The frame by start; one cohort where the calendar makes no difference.
    pub cohorts: Vec<Cohort>,
    /// Rows and loadings of the traits that act after the start.
    pub after_start: Vec<(usize, f64)>,
    /// Correlation of contract and intensity.
    pub contract_correlation: f64,
    /// Weight of the wage score in income.
    pub wage_in_income: f64,
    /// A person's score to euros a month for one hour a week.
    pub wage: Curve,
}

impl WorkModel {
    /// Checks the settings and solves the conditional law of the stable part for those of each start.
    ///
    /// # Errors
    /// [`WorkError`] with the path of an impossible number.
    pub fn new(work: &Work, traits: &[String], starts: &[Start]) -> Result<Self, WorkError> {
        let share = |path: &str, value: f64, low_open: bool| {
            let fine = if low_open { value > 0.0 } else { value >= 0.0 } && value < 1.0;
            let low = if low_open { "above 0" } else { "at least 0" };
            fine.then_some(value).ok_or_else(|| WorkError {
                path: path.to_owned(),
                message: format!("must be {low} and below 1, found {value}"),
            })
        };
        let or = |a: &Option<Assumption>, default: f64| a.as_ref().map_or(default, Assumption::get);
        let kappa2 = share("employability_share", work.employability_share.get(), false)?;
        let omega2 = share("caseworker_share", or(&work.caseworker_share, 0.0), false)?;
        if kappa2 + omega2 >= 1.0 {
            return Err(WorkError {
                path: "caseworker_share".into(),
                message: format!(
                    "employability_share {kappa2} and caseworker_share {omega2} leave nothing for the random part: together they must stay below 1"
                ),
            });
        }
        let above_exit = share("exit_share", work.exit_share.get(), true)?;
        share("any_hours", work.any_hours.get(), true)?;
        let month = or(&work.month, 16.0);
        if !(1.0..=120.0).contains(&month) || month.fract() != 0.0 {
            return Err(WorkError {
                path: "month".into(),
                message: format!("must be a whole month from 1 to 120, found {month}"),
            });
        }
        let contract_correlation = or(&work.contract_correlation, 0.4);
        if !(contract_correlation > 0.0 && contract_correlation < 1.0) {
            return Err(WorkError {
                path: "contract_correlation".into(),
                message: format!("must be above 0 and below 1, found {contract_correlation}"),
            });
        }
        let row = |(name, loading): (&String, &Assumption)| {
            let row = traits.iter().position(|t| t == name).ok_or_else(|| WorkError {
                path: format!("after_start.{name}"),
                message: format!("unknown trait {name:?}; possible: {}", traits.join(", ")),
            })?;
            Ok((row, loading.get()))
        };
        let after_start = work.after_start.iter().map(row).collect::<Result<Vec<_>, _>>()?;
        let number = |path: &str, value: f64, low: f64, high: f64| {
            let fine = (low..=high).contains(&value);
            fine.then_some(value).ok_or_else(|| WorkError {
                path: path.to_owned(),
                message: format!("must lie between {low} and {high}, found {value}"),
            })
        };
        let hourly = number("hourly_wage", work.hourly_wage.get(), 0.01, 10_000.0)?;
        let premium = number("wage_premium", or(&work.wage_premium, 0.06), 0.0, 10.0)?;
        let calendar = Calendar::new(work.season.as_ref(), &work.shocks)?;
        let kappa = kappa2.sqrt();
        let (exit, cohorts) = cohorts(kappa, above_exit, starts, &calendar);
        Ok(Self {
            after_start,
            kappa,
            omega: omega2.sqrt(),
            s: (1.0 - kappa2 - omega2).sqrt(),
            phi: share("persistence", work.persistence.get(), false)?,
            exit,
            month: month as u32,
            trend: number("trend", or(&work.trend, 0.0), -5.0, 5.0)? / 12.0,
            calendar,
            cohorts,
            contract_correlation,
            wage_in_income: number("wage_in_income", or(&work.wage_in_income, 0.25), 0.0, 10.0)?,
            wage: wage(hourly, premium),
        })
    }

    /// Correlation of the intensity with itself `t` months on.
    pub fn correlation(&self, t: u32) -> f64 {
        self.kappa * self.kappa + self.omega * self.omega + self.s * self.s * power(self.phi, t)
    }

    /// What the calendar adds in a cohort's month `t` (negative before the start): season and shocks.
    pub fn swing(&self, cohort: usize, t: i32) -> f64 {
        let start = self.cohorts[cohort].start.month;
        start.map_or(0.0, |start| self.calendar.at(start.plus(t)))
    }

    /// What everybody in a cohort has in common in month `t`: trend, season and shocks.
    pub fn drift(&self, cohort: usize, t: i32) -> f64 {
        self.trend * f64::from(t) + self.swing(cohort, t)
    }

    /// Share of the frame above `cut` at month `t`, over all cohorts:
    /// `[Φ(−c) − P(L_t > c, L_0 > c_e)] ÷ Φ(c_e)`, with both cut-points less what the cohort has in
    /// common in those months. Traits that act after the start count as independent of the rest.
    pub fn share_above(&self, cut: f64, t: u32) -> f64 {
        let spread = (1.0 + self.after_start.iter().map(|(_, l)| l * l).sum::<f64>()).sqrt();
        let correlation = self.correlation(t) / spread;
        let of_cohort = |(number, cohort): (usize, &Cohort)| {
            let cut = (cut - self.drift(number, t.cast_signed())) / spread;
            let both = bivariate::cdf(-cut, -cohort.exit, correlation);
            cohort.start.share * ((normal::cdf(-cut) - both) / normal::cdf(cohort.exit))
        };
        self.cohorts.iter().enumerate().map(of_cohort).sum()
    }

    /// The cut-point above which a given share of the frame is at month `t`.
    ///
    /// # Errors
    /// When no cut-point between −8 and 8 gives that share.
    pub fn cut_for(&self, share: f64, t: u32) -> Result<f64, root::RootError> {
        root::brent(|c| self.share_above(c, t) - share, -8.0, 8.0, 1e-12)
    }
}

/// The exit cut-point above which a given share of the labour force is in the months in which people
/// start, and what it means for those of each start.
fn cohorts(kappa: f64, above: f64, starts: &[Start], calendar: &Calendar) -> (f64, Vec<Cohort>) {
    let swing = |start: &Start| start.month.map_or(0.0, |month| calendar.at(month));
    let swings: Vec<f64> = starts.iter().map(swing).collect();
    let usual = -normal::quantile(above);
    let low = swings.iter().copied().fold(f64::INFINITY, f64::min);
    let high = swings.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let gap = |cut: f64| {
        let pairs = starts.iter().zip(&swings);
        pairs.map(|(start, swing)| start.share * normal::cdf(swing - cut)).sum::<f64>() - above
    };
    let exit = if low == high {
        usual + low
    } else {
        root::brent(gap, usual + low, usual + high, 1e-13).unwrap_or(usual)
    };
    let cohort = |(start, swing): (&Start, &f64)| {
        let exit = exit - swing;
        Cohort { start: *start, exit, stable: stable_part(kappa, exit) }
    };
    (exit, starts.iter().zip(&swings).map(cohort).collect())
}

/// 52/12 weeks at the minimum wage and a premium, lognormal with the given median and log-sd 0.5.
fn wage(hourly: f64, premium: f64) -> Curve {
    Curve::tabulate(|z| hourly * (1.0 + premium * libm::exp(0.5 * z)) * 52.0 / 12.0)
}

/// The map g with P(κ-part ≤ g(z)) = Φ(z) among people below the exit cut-point: the solution of
/// `g' = φ(z) Φ(c_e) ÷ [φ(g) Φ((c_e − κg)/√(1−κ²))]`, by fourth-order Runge–Kutta from the median.
fn stable_part(kappa: f64, exit: f64) -> Curve {
    if kappa == 0.0 {
        return Curve::line(0.0, 1.0);
    }
    let (mass, spread) = (normal::cdf(exit), (1.0 - kappa * kappa).sqrt());
    let slope = |z: f64, g: f64| {
        libm::exp(0.5 * (g * g - z * z)) * mass / normal::cdf((exit - kappa * g) / spread)
    };
    let median = root::brent(|g| bivariate::cdf(g, exit, kappa) / mass - 0.5, -3.0, 3.0, 1e-13)
        .unwrap_or(0.0);
    let scores = Curve::scores();
    let middle = scores.len() / 2;
    let mut values = vec![median; scores.len()];
    let step = |z: f64, g: f64, h: f64| {
        let k1 = slope(z, g);
        let k2 = slope(z + 0.5 * h, g + 0.5 * h * k1);
        let k3 = slope(z + 0.5 * h, g + 0.5 * h * k2);
        let k4 = slope(z + h, g + h * k3);
        g + h / 6.0 * (k1 + 2.0 * k2 + 2.0 * k3 + k4)
    };
    for j in middle + 1..scores.len() {
        values[j] = step(scores[j - 1], values[j - 1], scores[j] - scores[j - 1]);
    }
    for j in (0..middle).rev() {
        values[j] = step(scores[j + 1], values[j + 1], scores[j] - scores[j + 1]);
    }
    Curve::from_values(&values)
}
