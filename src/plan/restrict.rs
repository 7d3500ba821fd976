//! A plan reduced to some of its cells: what nobody looks at any more is neither drawn nor analysed,
//! and what is left keeps its values.

use super::{
    AnalysisPlan, Cell, Declared, DesignPlan, Detail, Pair, Plan, SamplePlan, Society, World,
};
use crate::diagnosis::family::Member;

/// A plan reduced to some of its cells and declared families, and where they now stand.
#[derive(Clone, Debug)]
pub struct Restricted {
    /// The plan.
    pub plan: Plan,
    /// By cell asked for: its number.
    pub cells: Vec<usize>,
    /// By declared family asked for: its number; none where it has no tests.
    pub declared: Vec<Option<usize>>,
}

/// The plan of some cells, without bias budgets, and where each of them now stands. Cells of the same
/// analysis may come along, where its table of outcomes and contrasts needs them to be whole.
///
/// # Panics
/// When a cell is not one of the plan's.
pub fn restrict(plan: &Plan, cells: &[usize]) -> (Plan, Vec<usize>) {
    let Restricted { plan, cells, .. } = restrict_with(plan, cells, &[]);
    (plan, cells)
}

/// The plan of some cells and of the tests of some declared families, as [`restrict`].
///
/// # Panics
/// When a cell or a family is not one of the plan's.
pub fn restrict_with(plan: &Plan, cells: &[usize], declared: &[usize]) -> Restricted {
    let families = declared.iter().map(|&family| &plan.declared[family]);
    let tests = families.clone().flat_map(|family| &family.members).map(|member| member.cell);
    let wanted: Vec<usize> = cells.iter().copied().chain(tests).collect();
    let mut kept =
        Kept { wanted: &wanted, places: vec![None; plan.cells.len()], cells: Vec::new() };
    let mut out = Plan {
        worlds: Vec::new(),
        cells: Vec::new(),
        pairs: Vec::new(),
        families: Vec::new(),
        declared: Vec::new(),
        declared_pairs: Vec::new(),
        kept: Vec::new(),
        ..plan.clone()
    };
    for world in &plan.worlds {
        let number = out.worlds.len();
        let designs: Vec<DesignPlan> =
            world.designs.iter().filter_map(|design| kept.design(design)).collect();
        if designs.is_empty() {
            continue;
        }
        for &old in &kept.cells[out.cells.len()..] {
            let mut cell = plan.cells[old].clone();
            let name = &world.designs[cell.design].name;
            cell.design = designs.iter().position(|d| d.name == *name).unwrap_or(0);
            cell.world = number;
            out.cells.push(cell);
        }
        out.worlds.push(World { designs, published: None, ..world.clone() });
    }
    out.pairs = plan.pairs.iter().filter_map(|pair| kept.pair(pair)).collect();
    out.detail = Detail::Estimates;
    let mut places = Vec::new();
    for family in families {
        let moved = kept.family(family, &out.cells);
        places.push(moved.as_ref().map(|_| out.declared.len()));
        out.declared.extend(moved);
    }
    keep_societies(&mut out);
    let cells = cells.iter().map(|&c| kept.places[c].expect("every cell has its analysis"));
    Restricted { cells: cells.collect(), declared: places, plan: out }
}

/// A design reduced to some of its cells, and by new number the old one of each that is left.
pub fn keep_of_design(design: &DesignPlan, cells: &[usize]) -> Option<(DesignPlan, Vec<usize>)> {
    let most = design.samples.iter().flat_map(|s| &s.analyses).flat_map(|a| &a.cells).max()?;
    let mut kept = Kept { wanted: cells, places: vec![None; most + 1], cells: Vec::new() };
    let design = kept.design(design)?;
    Some((design, kept.cells))
}

struct Kept<'a> {
    wanted: &'a [usize],
    /// By old number: the new one.
    places: Vec<Option<usize>>,
    /// By new number: the old one.
    cells: Vec<usize>,
}

impl Kept<'_> {
    fn design(&mut self, design: &DesignPlan) -> Option<DesignPlan> {
        let samples: Vec<SamplePlan> =
            design.samples.iter().filter_map(|sample| self.sample(sample)).collect();
        (!samples.is_empty()).then(|| DesignPlan { samples, ..design.clone() })
    }

    fn sample(&mut self, sample: &SamplePlan) -> Option<SamplePlan> {
        let mut endpoints = Vec::new();
        let mut analyses: Vec<AnalysisPlan> = Vec::new();
        for analysis in &sample.analyses {
            let Some((mut analysis, columns)) = self.analysis(analysis) else { continue };
            for column in columns {
                let endpoint = sample.endpoints[column];
                let at = endpoints.iter().position(|&e| e == endpoint).unwrap_or_else(|| {
                    endpoints.push(endpoint);
                    endpoints.len() - 1
                });
                analysis.outcomes.push(at);
            }
            analyses.push(analysis);
        }
        (!analyses.is_empty()).then(|| SamplePlan { key: sample.key.clone(), endpoints, analyses })
    }

    /// The rows and columns of an analysis that some wanted cell stands in, and its old columns.
    fn analysis(&mut self, analysis: &AnalysisPlan) -> Option<(AnalysisPlan, Vec<usize>)> {
        let width = analysis.contrasts.len();
        let wanted = |at: &usize| self.wanted.contains(&analysis.cells[*at]);
        let places: Vec<usize> = (0..analysis.cells.len()).filter(wanted).collect();
        let rows = distinct(places.iter().map(|at| at / width));
        let columns = distinct(places.iter().map(|at| at % width));
        if places.is_empty() {
            return None;
        }
        let mut model = analysis.model.clone();
        model.contrasts = columns.iter().map(|&c| model.contrasts[c]).collect();
        if !model.baselines.is_empty() {
            model.baselines = rows.iter().map(|&row| model.baselines[row]).collect();
        }
        let mut cells = Vec::new();
        for &row in &rows {
            for &column in &columns {
                let old = analysis.cells[row * width + column];
                self.places[old] = Some(self.cells.len());
                cells.push(self.cells.len());
                self.cells.push(old);
            }
        }
        let kept = AnalysisPlan {
            name: analysis.name.clone(),
            model,
            outcomes: Vec::new(),
            contrasts: columns.iter().map(|&c| analysis.contrasts[c]).collect(),
            cells,
        };
        Some((kept, rows.iter().map(|&row| analysis.outcomes[row]).collect()))
    }

    /// A declared family where its cells now stand; none without tests.
    fn family(&self, family: &Declared, cells: &[Cell]) -> Option<Declared> {
        let member = |member: &Member| {
            let cell = self.places[member.cell].expect("every test has its analysis");
            Member { cell, ..*member }
        };
        let members: Vec<Member> = family.members.iter().map(member).collect();
        let Cell { world, design, .. } = cells[members.first()?.cell];
        Some(Declared { world, design, members, ..family.clone() })
    }

    fn pair(&self, pair: &Pair) -> Option<Pair> {
        let (first, second) = (self.places[pair.first]?, self.places[pair.second]?);
        Some(Pair { first, second, of: pair.of })
    }
}

fn distinct(values: impl Iterator<Item = usize>) -> Vec<usize> {
    let mut out: Vec<usize> = values.collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Keeps the societies that some world plays in, each trimmed to what its worlds look at.
fn keep_societies(plan: &mut Plan) {
    let numbers = distinct(plan.worlds.iter().map(|w| w.society));
    let mut societies: Vec<Society> = numbers.iter().map(|&n| plan.societies[n].clone()).collect();
    for (new, (&old, society)) in numbers.iter().zip(&mut societies).enumerate() {
        let mut worlds: Vec<&mut World> =
            plan.worlds.iter_mut().filter(|w| w.society == old).collect();
        trim(society, &mut worlds);
        for world in worlds {
            world.society = new;
        }
    }
    plan.societies = societies;
}

/// Leaves out what nobody looks at: it would be drawn for nothing.
fn trim(society: &mut Society, worlds: &mut [&mut World]) {
    let mut used = vec![false; society.catalogue.covariates.len() + 1];
    keep_features(society, worlds, &mut used);
    for world in &*worlds {
        world.enrolment.predictor.mark_used(&mut used);
        let schemes = world.designs.iter().map(|design| design.model.randomiser());
        schemes.flat_map(|scheme| scheme.draw.columns()).for_each(|&column| used[column] = true);
        world.gains.iter().for_each(|g| g.mark_used(&mut used));
        world.take_up.iter().for_each(|t| t.predictor.mark_used(&mut used));
        world.surveys.iter().for_each(|r| r.predictor.mark_used(&mut used));
    }
    society.lives.latent.iter().for_each(|p| p.predictor.mark_used(&mut used));
    let register = society.columns.register;
    if let Some(work) = &mut society.lives.work {
        work.contracts &= worlds.iter().any(|w| needs_contracts(w));
        let history = &mut work.history;
        history.used = used[register..register + history.items.len()].to_vec();
        if let Some(spell) = history.spell.filter(|_| history.used.contains(&true)) {
            used[spell] = true;
        }
    }
    for model in &mut society.lives.latent {
        model.baseline = model.baseline.take().filter(|baseline| used[baseline.column]);
    }
    society.population.keep_only(&used[..register]);
}

/// Keeps the columns of the background file that some analysis uses.
fn keep_features(society: &mut Society, worlds: &mut [&mut World], used: &mut [bool]) {
    let models = worlds
        .iter_mut()
        .flat_map(|w| &mut w.designs)
        .flat_map(|d| &mut d.samples)
        .flat_map(|s| &mut s.analyses);
    let mut kept: Vec<usize> = Vec::new();
    for analysis in models {
        let model = &mut analysis.model;
        for column in model.columns.iter_mut().chain(&mut model.baselines) {
            let at = kept.iter().position(|k| k == column).unwrap_or_else(|| {
                kept.push(*column);
                kept.len() - 1
            });
            *column = at;
        }
    }
    society.features = kept.iter().map(|&k| society.features[k]).collect();
    for feature in &society.features {
        used[feature.column()] = true;
    }
}

fn needs_contracts(world: &World) -> bool {
    let measured = world.designs.iter().flat_map(|d| &d.samples).flat_map(|s| &s.endpoints);
    let mut endpoints = measured.copied().chain(world.selecting_endpoints());
    endpoints.any(|e| world.model.endpoints[e].measure.rule.needs_contracts())
}
