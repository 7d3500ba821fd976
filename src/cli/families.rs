//! Declared families that a question is about.

use super::Failure;
use super::question::{Question, known};
use crate::plan::Plan;
use crate::scenario::Compiled;

impl Question {
    /// The declared families asked for, in the base world of a plan: in the designs asked for or, failing that, in the
    /// first that makes a test of the family.
    ///
    /// # Errors
    /// Names that do not exist, with the nearest that do; a family of which no design makes a test.
    pub fn families(&self, compiled: &Compiled) -> Result<Vec<usize>, Failure> {
        let plan = &compiled.plan;
        for design in &self.design {
            known("design", design, plan.worlds[0].designs.iter().map(|design| &design.name))?;
        }
        let mut out = Vec::new();
        for name in &self.family {
            if compiled.scenario.families.is_empty() {
                return Err(Failure::Input(format!(
                    "--family {name}: the scenario declares no family\n  help: as in \"families\": {{ {name:?}: {{ \"outcomes\": \
                     […] }} }}"
                )));
            }
            known("family", name, compiled.scenario.families.keys())?;
            let found = self.family_in_designs(plan, name);
            if found.is_empty() {
                let message = format!("no design asked for makes a test of the family {name:?}");
                return Err(Failure::Input(format!(
                    "{message}\n  help: simulate check tells what each design makes"
                )));
            }
            out.extend(found);
        }
        Ok(out)
    }

    fn family_in_designs(&self, plan: &Plan, name: &str) -> Vec<usize> {
        let designs = plan.worlds[0].designs.iter().map(|design| &design.name);
        let asked = designs.filter(|design| self.design.is_empty() || self.design.contains(design));
        let has_tests = |&family: &usize| !plan.declared[family].members.is_empty();
        let found = asked.filter_map(|design| plan.declared_in(name, 0, design)).filter(has_tests);
        if self.design.is_empty() { found.take(1).collect() } else { found.collect() }
    }
}
