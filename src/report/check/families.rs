//! Which tests are counted together because the scenario declares it.

use serde::Serialize;

use super::Check;
use crate::report::page::Page;
use crate::report::run::declared::{TestKey, missing, tests};
use crate::scenario::Compiled;

/// A declared family in one design of the base world.
#[derive(Clone, Debug, Serialize)]
pub struct DeclaredTests {
    /// Its name.
    pub family: String,
    /// Design.
    pub design: String,
    /// Its tests; none where the design makes none of them.
    pub tests: Vec<TestKey>,
    /// Why the design makes none of them; null where it does.
    pub missing: Option<String>,
}

impl DeclaredTests {
    /// Those of a compiled scenario.
    pub(super) fn of(compiled: &Compiled) -> Vec<Self> {
        let plan = &compiled.plan;
        let of_base = plan.declared.iter().filter(|family| family.world == 0);
        let told = of_base.map(|family| Self {
            family: family.name.clone(),
            design: plan.worlds[0].designs[family.design].name.clone(),
            tests: tests(plan, family),
            missing: missing(plan, &compiled.scenario, family),
        });
        told.collect()
    }
}

impl Check {
    pub(super) fn write_families(&self, page: &mut Page) {
        if self.families.is_empty() {
            return;
        }
        page.heading(
            "Families of tests that are counted together, without correction for their number",
        );
        for DeclaredTests { family, design, tests, missing } in &self.families {
            let told: Vec<String> = tests.iter().map(TestKey::told).collect();
            let s = if told.len() == 1 { "" } else { "s" };
            let told = missing.clone().unwrap_or_else(|| told.join("; "));
            page.text(
                &format!("{family} in design {design}, {} test{s}: {told}.", tests.len()),
                "  ",
            );
        }
    }
}
