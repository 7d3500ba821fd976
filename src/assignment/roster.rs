//! What a scheme is given, and what it writes.

use super::complete;
use crate::population::Column;
use crate::stream::{Among, Draws, Purpose, StreamRng};

/// The people who are to be divided, and what may be known of them.
#[derive(Clone, Copy, Debug)]
pub struct Roster<'a> {
    /// Who they are, by place among the people drawn, in the order in which they arrive.
    pub arrivals: &'a [u32],
    /// Whether all who are drawn arrive, in the order of their places.
    pub in_order: bool,
    /// How many people are drawn.
    pub drawn: usize,
    /// What is on file about the people drawn.
    pub characteristics: &'a [Column],
    /// The draws of the people drawn.
    pub draws: Among<'a>,
    /// The number of another division of the same people, one that might have been; none for that which takes place.
    pub again: Option<u32>,
}

impl Roster<'_> {
    /// A generator of somebody's own, whoever else is there, for what hangs on the arrival of the person.
    pub(super) fn generator(&self, purpose: Purpose, arrival: u32) -> StreamRng {
        let place = self.arrivals[arrival as usize];
        let number = self.draws.people().map_or(place, |people| people[place as usize]);
        let (purpose, index) = self.address(purpose);
        self.draws.stream().rng(purpose, index, number)
    }

    /// A generator for one of several attempts at dividing everybody.
    pub(super) fn attempt(&self, purpose: Purpose, number: u32) -> StreamRng {
        let (purpose, index) = self.address(purpose);
        self.draws.stream().rng(purpose, index, number)
    }

    /// Where the draws for a purpose are found: those of another division are a stream of its own.
    fn address(&self, purpose: Purpose) -> (Purpose, u32) {
        self.again.map_or((purpose, 0), |round| (Purpose::Redivision, round))
    }
}

/// What a scheme writes, and the memory in which it works.
#[derive(Clone, Debug, Default)]
pub struct Urn {
    /// By arrival: the arm.
    pub arms: Vec<u8>,
    /// By arrival: the number of the block within which arms were drawn; empty where the scheme has no blocks.
    pub blocks: Vec<u32>,
    /// By arrival: a number that is drawn for the person alone, whoever else is there.
    pub(super) tickets: Vec<u32>,
    /// By place among the people drawn: their tickets.
    all: Vec<u32>,
    /// Arrivals by stratum.
    pub(super) strata: super::strata::Sorted,
    /// Those in one block, by their tickets.
    pub(super) block: Vec<(u32, Option<u32>)>,
    /// Those who came before, by their categories and arms.
    pub(super) tally: super::minimisation::Tally,
    /// Where people are in some characteristics.
    pub(super) positions: super::closeness::Positions,
    /// Those who are in no tuple yet.
    pub(super) left: Vec<u32>,
    /// The most balanced division so far.
    pub(super) best: Vec<u8>,
    /// By arm, a sum over its people, and how many they are.
    pub(super) sums: Vec<(f64, u32)>,
}

impl Urn {
    /// Gives everybody on the roster a ticket, and nobody an arm but the first.
    pub(super) fn hand_out(&mut self, roster: &Roster) {
        let (purpose, index) = roster.address(Purpose::Assignment);
        let drawn = if roster.in_order { &mut self.tickets } else { &mut self.all };
        drawn.resize(roster.drawn, 0);
        roster.draws.words(purpose, index, drawn);
        if !roster.in_order {
            self.tickets.clear();
            self.tickets.extend(roster.arrivals.iter().map(|&place| self.all[place as usize]));
        }
        self.arms.clear();
        self.arms.resize(roster.arrivals.len(), 0);
        self.blocks.clear();
    }

    /// Divides those with a ticket by fixed numbers.
    pub(super) fn divide(&mut self, shares: &[f64]) {
        complete::divide(shares, &self.tickets, &mut self.arms);
    }

    /// Draws a group of a given share from everybody: `arms[i]` is 0 for its members.
    pub(super) fn set_aside(&mut self, share: f64, draws: Among, everybody: usize) {
        self.tickets.resize(everybody, 0);
        draws.words(Purpose::ReferenceDraw, 0, &mut self.tickets);
        self.arms.clear();
        self.arms.resize(everybody, 0);
        self.divide(&[share, 1.0 - share]);
    }
}
