//! A scheme drawn by itself, on people of whom nothing is known but their categories or numbers.

use proefdraai::assignment::{Characteristic, Ground, Randomiser, Roster, Scheme, Urn};
use proefdraai::population::Column;
use proefdraai::scenario::source::Document;
use proefdraai::stream::{Domain, Stream};

/// A scheme and the people whom it divides.
pub struct Lottery {
    randomiser: Randomiser,
    characteristics: Vec<Column>,
    arrivals: Vec<u32>,
}

/// A scheme, as it is written in a scenario.
pub fn scheme(written: &str) -> Scheme {
    let document = Document::parse("x.json", format!(r#"{{"assignment": {written}}}"#));
    let read = document.expect("it is JSON").decode::<std::collections::BTreeMap<String, Scheme>>();
    read.unwrap_or_else(|report| panic!("{report}")).remove("assignment").expect("it is there")
}

impl Lottery {
    /// So many people, all alike, who arrive in the order of their numbers.
    pub fn new(written: &str, shares: &[f64], people: usize) -> Self {
        Self::in_strata(written, shares, &vec![0; people])
    }

    /// People by the category of their characteristic `kind`, which has eight.
    pub fn in_strata(written: &str, shares: &[f64], kinds: &[u8]) -> Self {
        let kind = Characteristic {
            name: "kind",
            column: Some(0),
            categories: Some(8),
            is_surveyed: false,
        };
        let ground = Ground { shares, characteristics: &[kind] };
        let randomiser = Randomiser::new(&scheme(written), &ground);
        Self {
            randomiser: randomiser.unwrap_or_else(|issues| panic!("{issues:?}")),
            characteristics: vec![Column::Levels(kinds.to_vec())],
            arrivals: (0..kinds.len() as u32).collect(),
        }
    }

    /// People by their numbers `x0`, `x1` and so on.
    pub fn by_numbers(written: &str, shares: &[f64], numbers: &[Vec<f64>]) -> Self {
        let names: Vec<String> = (0..numbers.len()).map(|k| format!("x{k}")).collect();
        let characteristic = |(k, name)| Characteristic {
            name,
            column: Some(k),
            categories: None,
            is_surveyed: false,
        };
        let known: Vec<Characteristic> =
            names.iter().map(String::as_str).enumerate().map(characteristic).collect();
        let ground = Ground { shares, characteristics: &known };
        let randomiser = Randomiser::new(&scheme(written), &ground);
        Self {
            randomiser: randomiser.unwrap_or_else(|issues| panic!("{issues:?}")),
            characteristics: numbers.iter().cloned().map(Column::Numbers).collect(),
            arrivals: (0..numbers[0].len() as u32).collect(),
        }
    }

    /// The same people in another order.
    pub fn arriving(self, arrivals: Vec<u32>) -> Self {
        Self { arrivals, ..self }
    }

    /// The arms of one replication, by arrival.
    pub fn draw(&self, seed: u64, replication: u32) -> Vec<u8> {
        let Self { randomiser, characteristics, arrivals } = self;
        let stream = Stream::new(seed, Domain::Simulation, replication);
        let drawn = match &characteristics[0] {
            Column::Levels(kinds) => kinds.len(),
            Column::Numbers(numbers) => numbers.len(),
        };
        let draws = stream.among(None);
        let in_order = false;
        let roster = Roster { arrivals, in_order, drawn, characteristics, draws, again: None };
        let mut urn = Urn::default();
        randomiser.draw.draw(&roster, &mut urn);
        urn.arms
    }
}
