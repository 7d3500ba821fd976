//! Which tests are counted together because the scenario declares it.

use serde::Serialize;

use super::{Check, words};
use crate::correction::Correction;
use crate::report::names::Names;
use crate::report::page::Page;
use crate::report::run::declared::{TestKey, missing, tests};
use crate::report::words::Number;
use crate::scenario::{Compiled, Labelled};

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
    /// How the tests are corrected for their number.
    pub correction: Correction,
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
            correction: family.correction.clone(),
        });
        told.collect()
    }
}

impl Check {
    pub(super) fn write_families(&self, names: &Names, page: &mut Page) {
        if self.families.is_empty() {
            return;
        }
        let language = names.language;
        page.heading(&words::families(language));
        for DeclaredTests { family, design, tests, missing, correction } in &self.families {
            let design = names.shown(Labelled::Design, design);
            let test = |test: &TestKey| {
                let TestKey { analysis, outcome, month, arm, versus } = test;
                names.test(outcome, *month, [arm, versus], analysis)
            };
            let told: Vec<String> = tests.iter().map(test).collect();
            let told = told.join("; ");
            let text = match (missing, tests.len()) {
                (Some(reason), _) => words::family_without(language, family, design, reason),
                (None, 1) => words::family_of_one(language, family, design, &told),
                (None, n) => words::family(language, family, design, Number::count(n), &told),
            };
            let rule = missing.is_none().then(|| correction.member().sentence_in(language));
            let said: Vec<String> = std::iter::once(text).chain(rule).collect();
            page.text(&said.join(" "), "  ");
        }
    }
}
