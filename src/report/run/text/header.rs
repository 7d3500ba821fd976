//! What the scenario is called and about.

use super::View;
use crate::report::page::Page;
use crate::report::run::words::flow::too_few;

pub(super) fn write(view: &View, page: &mut Page) {
    page.heading(&view.results.scenario.name);
    if let Some(about) = &view.scenario.about {
        page.text(about.text_in(view.language), "");
    }
    if view.has_few() {
        page.warning(&too_few(view.language), "");
    }
}
