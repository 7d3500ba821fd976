//! Which share of the true effect an estimate should show, in rows that do not treat everybody.

use super::View;
use super::shown::{Shown, first_table};
use crate::estimand::{Policy, Scale};
use crate::report::digits;
use crate::report::page::Page;
use crate::report::run::words::table as words;
use crate::report::words::{Listed, Number};

/// Rows of one design that count alike, and the share treated in each of their arms.
struct Treated<'a> {
    design: &'a str,
    scale: Scale,
    by_arm: Vec<(&'a str, String)>,
    /// Names of the rows.
    rows: Vec<String>,
    /// Whether some of them compare two treated arms.
    compares_arms: bool,
}

/// `In groningen, 10 % of the people invited are treated: per person invited, that share of the true effect is
/// what an estimate should show (column true).`
pub(super) fn write(view: &View, page: &mut Page) {
    let rows = first_table(view);
    let mut all: Vec<Treated> = Vec::new();
    for row in rows.iter().filter(|row| row.cells.iter().any(|&cell| view.is_scaled(cell))) {
        let found = of_row(view, row);
        match all.iter_mut().find(|other| other.agrees(&found)) {
            Some(same) => same.add(found),
            None => all.push(found),
        }
    }
    let told: Vec<String> = all
        .iter()
        .map(|treated| {
            let alike =
                |other: &&Treated| (other.design, other.scale) == (treated.design, treated.scale);
            treated.told(view, all.iter().filter(alike).count() == 1)
        })
        .collect();
    if !told.is_empty() {
        page.text(&told.join(" "), "  ");
    }
}

fn of_row<'a>(view: &View<'a>, row: &Shown) -> Treated<'a> {
    let first = row.cells[0];
    let mut out = Treated {
        design: &view.row(first).key.design,
        scale: view.plan.cells[first].scale(),
        by_arm: Vec::new(),
        rows: vec![row.label(view)],
        compares_arms: false,
    };
    for &cell in &row.cells {
        let key = &view.row(cell).key;
        let factors = &view.plan.cells[cell].factors;
        out.compares_arms |= factors.len() > 1;
        let sides = [&key.arm, &key.versus].into_iter().filter(|arm| view.treated().contains(arm));
        for (arm, k) in sides.zip(factors) {
            let share = digits::number(digits::hundredfold(*k).value, 0);
            if !out.by_arm.iter().any(|(same, _)| *same == arm.as_str()) {
                out.by_arm.push((arm, share));
            }
        }
    }
    out
}

impl Treated<'_> {
    /// Whether both are about one design and scale, and no arm has two shares.
    fn agrees(&self, other: &Self) -> bool {
        let same = |(arm, share): &(&str, String)| {
            self.by_arm.iter().all(|(own, known)| own != arm || known == share)
        };
        (self.design, self.scale) == (other.design, other.scale) && other.by_arm.iter().all(same)
    }
}

impl<'a> Treated<'a> {
    fn add(&mut self, other: Treated<'a>) {
        let new = other
            .by_arm
            .into_iter()
            .filter(|(arm, _)| !self.by_arm.iter().any(|(known, _)| known == arm));
        let new: Vec<_> = new.collect();
        self.by_arm.extend(new);
        self.rows.extend(other.rows);
        self.compares_arms |= other.compares_arms;
    }

    fn told(&self, view: &View, is_alone: bool) -> String {
        let by_arm = &self.by_arm;
        let language = view.language;
        let number = |share: &String| Number(share.clone());
        let is_one = by_arm.iter().all(|(_, share)| *share == by_arm[0].1);
        let shares: Vec<String> = if is_one && by_arm.len() == view.treated().len() {
            by_arm.iter().take(1).map(|(_, share)| words::share(language, number(share))).collect()
        } else {
            let of = |(arm, share): &(&str, String)| {
                words::share_of_arm(language, number(share), view.group(arm))
            };
            by_arm.iter().map(of).collect()
        };
        let whose = if is_alone { view.design(self.design) } else { self.rows.join(", ") };
        let shares = Listed(shares);
        let mut told = match view.plan.worlds[0].policy {
            Policy::Pitt => words::treated_share_of_offer(language, whose, shares, self.scale),
            Policy::Pate | Policy::PateEnrolees => {
                words::treated_share(language, whose, shares, self.scale)
            }
        };
        if self.compares_arms {
            told += " ";
            told += &words::treated_share_each(language);
        }
        told
    }
}
