//! Random streams: every draw has an address, and the address alone decides its value.
//!
//! Person i's draw for a purpose does not depend on how many people, arms, designs or worlds there are, nor on what was
//! drawn before. So all designs and worlds live through the same people (common random numbers), smaller trials are
//! nested in larger ones, a counterfactual uses the person's own draws, and threads cannot change a result.

mod philox;
mod transform;
mod batch;
mod lattice;

pub use lattice::Lattice;
pub use philox::StreamRng;

use batch::Address;

/// Independent universes of randomness under one seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Domain {
    /// The replications whose results are reported.
    Simulation = 0,
    /// The computation of true values.
    Truth = 1,
    /// The check of calibrated targets on people that calibration has not seen.
    Check = 2,
    /// The small first run that fixes the effort of what follows.
    Pilot = 3,
}

/// What a draw is for. The numbers are part of every address: a changed number changes every result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[repr(u8)]
pub enum Purpose {
    /// A person's latent traits.
    Trait = 0,
    /// A person's covariates.
    Covariate = 1,
    /// The caseworker a person belongs to.
    Caseworker = 2,
    /// The size of a caseworker's load.
    CaseworkerSize = 3,
    /// Hours of work at month 0.
    WorkStart = 4,
    /// Work in the months before month 0.
    WorkHistory = 5,
    /// Shocks to work in the months after month 0.
    WorkPath = 6,
    /// The kind of contract.
    Contract = 7,
    /// A person's own departure from the mean effect.
    Effect = 8,
    /// Noise of a measured outcome.
    Noise = 9,
    /// The wave in which a person is approached.
    Wave = 10,
    /// The decision to enrol.
    Enrolment = 11,
    /// Whether an enrolled person reaches randomisation.
    Randomised = 12,
    /// The arm.
    Assignment = 13,
    /// The draw of a random reference group.
    ReferenceDraw = 14,
    /// The order in which people are invited.
    InvitationOrder = 15,
    /// Whether an assigned person takes the treatment up.
    TakeUp = 16,
    /// Whether a person is still in at the start.
    Start = 17,
    /// Exclusion from the analysis.
    Exclusion = 18,
    /// Response to a survey.
    Response = 19,
    /// Errors of registration.
    Registration = 20,
    /// The value of an uncertain assumption: by draw, and by the assumption's place in the file.
    Assumption = 21,
    /// The size of a block of assignments, and the places in it that nobody takes: by the person who opens it.
    Block = 22,
    /// The shift of a lattice in one dimension.
    Shift = 23,
    /// A survey score: what stays of a person, and what is of one month.
    Score = 24,
    /// Other divisions of the same people over the arms, which did not take place.
    Redivision = 25,
    /// The site in which a person lives.
    Site = 26,
    /// Divisions over the arms after the first, of which one is accepted.
    Rerandomisation = 27,
}

/// A source of draws for people 0, 1, 2, …: `out[i]` belongs to person i and does not depend on `out.len()`.
pub trait Draws {
    /// Fills `out` with words of 32 random bits. `index` tells apart the draws of one purpose.
    fn words(&self, purpose: Purpose, index: u32, out: &mut [u32]);

    /// Fills `out` with uniforms strictly inside (0, 1), in steps of 2⁻³². Uses the same random bits as
    /// [`words`](Self::words).
    fn uniforms(&self, purpose: Purpose, index: u32, out: &mut [f64]);

    /// Fills `out` with standard normals, computed in 32 bits: none lies further out than 6.66 standard deviations
    /// (one in 4·10¹⁰ would). Uses the same random bits as [`words`](Self::words): take another `index` for a draw that
    /// must be independent.
    fn normals(&self, purpose: Purpose, index: u32, out: &mut [f64]);

    /// Fills `out` with uniforms that divide people into parts, each of which is looked at by itself.
    fn parts(&self, purpose: Purpose, index: u32, out: &mut [f64]) {
        self.uniforms(purpose, index, out);
    }
}

/// All draws of one replication: Philox4x32-10 at (entity, index, purpose and domain, replication) under the seed.
///
/// ```
/// use proefdraai::stream::{Domain, Draws, Purpose, Stream};
///
/// let stream = Stream::new(1, Domain::Simulation, 0);
/// let (mut few, mut many) = ([0.0; 3], [0.0; 100]);
/// stream.normals(Purpose::Trait, 0, &mut few);
/// stream.normals(Purpose::Trait, 0, &mut many);
/// assert_eq!(few, many[..3]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Stream {
    key: [u32; 2],
    domain: Domain,
    replication: u32,
}

impl Stream {
    /// The stream of one replication.
    pub fn new(seed: u64, domain: Domain, replication: u32) -> Self {
        Self { key: philox::key_of(seed), domain, replication }
    }

    /// A sequential generator for one entity, for draws that take an unknown number of uniforms.
    ///
    /// It implements rand's `Rng`, and is independent of the batch draws at the same purpose and index.
    pub fn rng(&self, purpose: Purpose, index: u32, entity: u32) -> StreamRng {
        StreamRng::new([entity, index, self.label(purpose), self.replication], self.key)
    }

    /// Third counter word: purpose in bits 0–7, domain in bits 8–9; above them stands the sequence of a [`StreamRng`].
    fn label(&self, purpose: Purpose) -> u32 {
        u32::from(purpose as u8) | u32::from(self.domain as u8) << 8
    }

    fn address(&self, purpose: Purpose, index: u32) -> Address {
        Address { index, label: self.label(purpose), replication: self.replication, key: self.key }
    }
}

/// The draws of some people of a stream: `out[k]` belongs to person `people[k]`; without a list, of everybody.
#[derive(Clone, Copy, Debug)]
pub struct Among<'a> {
    stream: Stream,
    people: Option<&'a [u32]>,
}

impl Stream {
    /// The draws of these people, or of everybody.
    pub fn among<'a>(&self, people: Option<&'a [u32]>) -> Among<'a> {
        Among { stream: *self, people }
    }
}

impl<'a> Among<'a> {
    /// The whole stream.
    pub fn stream(&self) -> &Stream {
        &self.stream
    }

    /// Whose draws these are.
    pub fn people(&self) -> Option<&'a [u32]> {
        self.people
    }
}

impl Draws for Among<'_> {
    fn words(&self, purpose: Purpose, index: u32, out: &mut [u32]) {
        match self.people {
            None => self.stream.words(purpose, index, out),
            Some(people) => batch::fill_words_of(self.stream.address(purpose, index), people, out),
        }
    }

    fn uniforms(&self, purpose: Purpose, index: u32, out: &mut [f64]) {
        match self.people {
            None => self.stream.uniforms(purpose, index, out),
            Some(people) => {
                batch::fill_uniforms_of(self.stream.address(purpose, index), people, out);
            }
        }
    }

    fn normals(&self, purpose: Purpose, index: u32, out: &mut [f64]) {
        match self.people {
            None => self.stream.normals(purpose, index, out),
            Some(people) => {
                batch::fill_normals_of(self.stream.address(purpose, index), people, out);
            }
        }
    }
}

impl Draws for Stream {
    fn words(&self, purpose: Purpose, index: u32, out: &mut [u32]) {
        batch::fill_words(self.address(purpose, index), out);
    }

    fn uniforms(&self, purpose: Purpose, index: u32, out: &mut [f64]) {
        batch::fill_uniforms(self.address(purpose, index), out);
    }

    fn normals(&self, purpose: Purpose, index: u32, out: &mut [f64]) {
        batch::fill_normals(self.address(purpose, index), out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::numeric::normal;
    use rand::Rng;

    const PEOPLE: usize = 200_000;

    fn draw(fill: impl Fn(&mut [f64])) -> Vec<f64> {
        let mut out = vec![0.0; PEOPLE];
        fill(&mut out);
        out
    }

    fn mean(values: impl Iterator<Item = f64>) -> f64 {
        values.sum::<f64>() / PEOPLE as f64
    }

    /// √n·D, Kolmogorov's statistic, of values that should be uniform.
    fn kolmogorov(mut values: Vec<f64>) -> f64 {
        values.sort_by(f64::total_cmp);
        let n = values.len() as f64;
        let gaps =
            values.iter().enumerate().map(|(i, u)| (u - i as f64 / n).max((i + 1) as f64 / n - u));
        n.sqrt() * gaps.fold(0.0, f64::max)
    }

    /// P(√n·D > 1.949) = .001, from 2·exp(−2d²); Kolmogorov (1933).
    const KOLMOGOROV_001: f64 = 1.949;

    #[test]
    fn uniforms_are_uniform() {
        let values =
            draw(|out| Stream::new(1, Domain::Simulation, 0).uniforms(Purpose::Trait, 0, out));
        assert!(values.iter().all(|u| 0.0 < *u && *u < 1.0));
        assert!(kolmogorov(values) < KOLMOGOROV_001);
    }

    #[test]
    fn normals_are_normal() {
        let values =
            draw(|out| Stream::new(2, Domain::Simulation, 0).normals(Purpose::Trait, 0, out));
        // Moments within four standard errors: √(1/n), √(2/n), √(15/n), √(96/n).
        let error = |variance: f64| 4.0 * (variance / PEOPLE as f64).sqrt();
        assert!(mean(values.iter().copied()).abs() < error(1.0));
        assert!((mean(values.iter().map(|z| z * z)) - 1.0).abs() < error(2.0));
        assert!(mean(values.iter().map(|z| z * z * z)).abs() < error(15.0));
        assert!((mean(values.iter().map(|z| z * z * z * z)) - 3.0).abs() < error(96.0));
        assert!(kolmogorov(values.iter().map(|z| normal::cdf(*z)).collect()) < KOLMOGOROV_001);
    }

    #[test]
    fn different_addresses_are_uncorrelated() {
        let of = |seed, domain, replication, purpose, index| {
            draw(|out| Stream::new(seed, domain, replication).normals(purpose, index, out))
        };
        let base = of(1, Domain::Simulation, 0, Purpose::Trait, 0);
        let others = [
            of(2, Domain::Simulation, 0, Purpose::Trait, 0),
            of(1 << 32 | 1, Domain::Simulation, 0, Purpose::Trait, 0),
            of(1, Domain::Truth, 0, Purpose::Trait, 0),
            of(1, Domain::Simulation, 1, Purpose::Trait, 0),
            of(1, Domain::Simulation, 0, Purpose::Covariate, 0),
            of(1, Domain::Simulation, 0, Purpose::Trait, 1),
        ];
        for other in others {
            let correlation = mean(base.iter().zip(&other).map(|(a, b)| a * b));
            // Four standard errors, 1/√n.
            assert!(correlation.abs() < 4.0 / (PEOPLE as f64).sqrt(), "correlation {correlation}");
        }
        // The two normals of one Box–Muller pair.
        let pairs = base
            .as_chunks::<32>()
            .0
            .iter()
            .flat_map(|tile| (0..16).map(|i| tile[i] * tile[16 + i]));
        assert!(mean(pairs).abs() < 4.0 / (2.0 * PEOPLE as f64).sqrt());
    }

    #[test]
    fn values_are_stable() {
        // A change here changes every published result: it needs a new major version.
        let stream = Stream::new(2024, Domain::Simulation, 7);
        let (mut uniforms, mut normals) = ([0.0; 20], [0.0; 20]);
        stream.uniforms(Purpose::Enrolment, 1, &mut uniforms);
        stream.normals(Purpose::Noise, 2, &mut normals);
        let pinned = |values: &[f64; 20]| [values[0], values[9], values[19]].map(f64::to_bits);
        assert_eq!(
            pinned(&uniforms),
            [0x3feabe1bf8f00000, 0x3fa1a5a5f1000000, 0x3fed0a0413300000],
            "{:x?}",
            pinned(&uniforms)
        );
        assert_eq!(
            pinned(&normals),
            [0x3ff7728d20000000, 0xbfe52a54e0000000, 0xbfe48fd4e0000000],
            "{:x?}",
            pinned(&normals)
        );
        assert_eq!(stream.rng(Purpose::CaseworkerSize, 0, 5).next_u64(), 14066331240643443188);
    }
}
