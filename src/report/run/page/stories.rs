//! Can the stories be told apart: what each world found afterwards would show.

use super::{Labelled, Shown, words};
use crate::plan::WorldRole;
use crate::report::html::Section;
use crate::report::picture::Estimate;
use crate::report::picture::stories::{Facts, Story, figure};

pub(super) fn section(shown: &Shown) -> Option<Section> {
    let plan = shown.plan();
    let is_story = |&cell: &usize| plan.worlds[plan.cells[cell].world].role == WorldRole::Story;
    let leading = &shown.leading;
    let figures = leading.iter().filter_map(|&number| {
        let (cells, sums) = shown.kept(number)?;
        let (kept, grid) = sums.settled();
        let grid = grid?;
        let stories = cells.iter().zip(&kept).filter(|(cell, _)| is_story(cell));
        let stories: Vec<Story> = stories
            .filter_map(|(&cell, kept)| {
                let row = shown.row(cell);
                let [below, inside @ .., above] = &kept.counts[..] else { return None };
                let world = &row.key.world;
                Some(Story {
                    name: shown.shown(Labelled::World, world),
                    truth: row.diagnosis.policy_truth.value,
                    mean: Estimate::from(row.diagnosis.mean_estimate.ok()?),
                    spread: row.diagnosis.sd_estimate.ok()?.value,
                    as_extreme: as_extreme(shown, cell),
                    counts: inside.to_vec(),
                    outside: below + above,
                })
            })
            .collect();
        (!stories.is_empty()).then(|| {
            let facts = Facts {
                described: format!(
                    "{} · {}",
                    shown.outcome(number),
                    shown.design_and_analysis(number)
                ),
                arm: shown.arm(number),
                unit: shown.unit(number),
                published: published(shown, cells),
                first: grid.low,
                width: grid.width,
                stories,
            };
            let mut figure = figure(&facts, shown.language);
            figure.id = format!("{}-{}", figure.id, shown.place(number) + 1);
            figure
        })
    });
    let figures: Vec<_> = figures.collect();
    let answer = format!("{}.", figures.first()?.title);
    let question = words::stories(shown.language);
    Some(Section {
        id: "stories",
        question,
        answer,
        lines: Vec::new(),
        figures,
        blocks: Vec::new(),
    })
}

/// The published value that one of these cells simulates, and half of its last digit.
fn published(shown: &Shown, cells: &[usize]) -> Option<(f64, f64)> {
    let published = &shown.compiled.scenario.published.as_ref()?;
    let half = (0..published.decimals.unwrap_or(2)).fold(0.5, |half, _| half / 10.0);
    let tables = shown.plan().worlds.iter().filter_map(|world| world.published.as_ref());
    let mut tables = tables.flat_map(|model| std::iter::once(&model.first).chain(&model.also));
    tables.find_map(|table| {
        let place = table.cells.iter().position(|cell| cells.contains(cell))?;
        Some((table.values[place], half))
    })
}

/// How often a world gives an estimate for this arm as extreme as published.
fn as_extreme(shown: &Shown, cell: usize) -> Option<Estimate> {
    let key = &shown.row(cell).key;
    let extreme = shown.results.as_extreme_as_published.iter().find(|extreme| {
        (&extreme.world, &extreme.design, &extreme.analysis)
            == (&key.world, &key.design, &key.analysis)
    })?;
    let share = extreme.alone.get(&key.arm)?.share.0.ok()?;
    Some(Estimate::new(share.value, share.mcse))
}
