//! One question asked in many worlds: compiled a few at a time or alone, those that are refused with
//! their reason.

use super::inquiry::Inquiry;
use crate::diagnosis::watched::Watched;
use crate::engine::EngineError;
use crate::scenario::source::{Document, JsonPath, Report, Step};
use crate::scenario::{Compiled, Options, Variation, check, compile, in_world};
use crate::variation::each_batch;

/// A scenario, one of its worlds, and what is asked there.
#[derive(Debug)]
pub struct Asked {
    /// The scenario, with as little as possible besides what is asked.
    pub document: Document,
    /// The world of the file that is varied; its base world when none.
    pub world: Option<String>,
    /// What is asked.
    pub question: Inquiry,
    /// Simulated trials in each world.
    pub replications: u32,
    /// Seed instead of the scenario's.
    pub seed: Option<u64>,
    /// What is watched.
    pub watched: Watched,
}

/// What one world counts for in progress: half when it is compiled, half when it is simulated.
pub(super) const WHOLE: u32 = 64;
/// Most worlds compiled together, counting a world with people of its own as [`OWN_PEOPLE`].
const TOGETHER: usize = 24;
/// What a world with people of its own weighs: their lives are kept while it is compiled.
const OWN_PEOPLE: usize = 4;
/// Settings below these give a world people of its own.
const PEOPLE: [&str; 6] =
    ["population", "work", "outcomes", "recruitment.waves", "recruitment.start", "sites"];

impl Asked {
    /// Asks a question of a document, without the analyses that it is not about: they take most of the
    /// time that a world takes, and no result depends on them. Where something else needs them, or says
    /// how uncertain they are, they stay.
    pub fn new(
        document: &Document,
        world: Option<String>,
        question: Inquiry,
        replications: u32,
        seed: Option<u64>,
        watched: Watched,
    ) -> Self {
        let lean = question.comparison().and_then(|asked| lean(document, &asked.analysis)).filter(
            |lean| check(lean, &Options { base: world.clone(), ..Options::default() }).is_ok(),
        );
        let document = lean.unwrap_or_else(|| document.clone());
        Self { document, world, question, replications, seed, watched }
    }

    /// The varied world and variations of it.
    ///
    /// # Errors
    /// The first variation's mistakes.
    pub fn compile(&self, variations: Vec<Variation>) -> Result<Compiled, Report> {
        let options = Options {
            base: self.world.clone(),
            designs: vec![self.question.design().to_owned()],
            replications: Some(self.replications),
            seed: self.seed,
            rough: !self.watched.needs_truth(),
            variations,
            ..Options::default()
        };
        compile(&self.document, &options)
    }

    /// The varied world by itself with other settings, as far as it can be checked without solving
    /// anything.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn alone(&self, set: &[String]) -> Result<Document, Report> {
        let name = self.world.as_deref().unwrap_or_else(|| self.document.base_world());
        let mut document = in_world(&self.document, name)?;
        for setting in set {
            document.set(setting)?;
        }
        check(&document, &self.options_alone(&document))?;
        Ok(document)
    }

    /// Compiles a world by itself.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn compile_alone(&self, document: &Document) -> Result<Compiled, Report> {
        compile(document, &self.options_alone(document))
    }

    fn options_alone(&self, document: &Document) -> Options {
        Options {
            worlds: vec![document.base_world().to_owned()],
            designs: vec![self.question.design().to_owned()],
            replications: Some(self.replications),
            seed: self.seed,
            rough: !self.watched.needs_truth(),
            ..Options::default()
        }
    }

    /// Compiles the variations, some at a time, and does `work` on each plan with the numbers of the
    /// variations in it: its worlds from 1 on. Returns what was refused, by number, and why.
    ///
    /// # Errors
    /// [`EngineError`] of the work.
    pub fn each(
        &self,
        variations: &[Variation],
        mut work: impl FnMut(&[usize], &Compiled) -> Result<(), EngineError>,
    ) -> Result<Vec<(usize, String)>, EngineError> {
        let chosen = |batch: &[usize]| batch.iter().map(|&k| variations[k].clone()).collect();
        let mut refused = each_batch(
            batches(variations),
            |batch| self.compile(chosen(batch)),
            |batch, compiled| work(batch, &compiled),
        )?;
        refused.sort_unstable_by_key(|&(number, _)| number);
        Ok(refused.into_iter().map(|(number, report)| (number, report.brief())).collect())
    }
}

/// A document with one analysis only, and no published results.
fn lean(document: &Document, analysis: &str) -> Option<Document> {
    let is_uncertain = |section: &str| {
        let below = |path: &JsonPath| path.steps().first() == Some(&Step::Key(section.to_owned()));
        document.ranged().iter().any(|number| below(&number.path))
    };
    if is_uncertain("analyses") || is_uncertain("published") {
        return None;
    }
    let mut analyses = document.get("analyses")?;
    analyses.as_object_mut()?.retain(|name, _| name == analysis);
    let mut lean = document.clone();
    lean.set(&format!("analyses={analyses}")).ok()?;
    if lean.get("families").is_some() {
        lean.set("families=null").ok()?;
    }
    if lean.get("published").is_some() {
        lean.set("published=null").ok()?;
    }
    Some(lean)
}

fn batches(variations: &[Variation]) -> Vec<Vec<usize>> {
    let (mut out, mut weight): (Vec<Vec<usize>>, usize) = (Vec::new(), TOGETHER);
    for (k, variation) in variations.iter().enumerate() {
        let has_people = variation.set.iter().any(|s| PEOPLE.iter().any(|p| s.starts_with(p)));
        let more = if has_people { OWN_PEOPLE } else { 1 };
        if weight + more > TOGETHER {
            out.push(Vec::new());
            weight = 0;
        }
        weight += more;
        if let Some(batch) = out.last_mut() {
            batch.push(k);
        }
    }
    out
}
