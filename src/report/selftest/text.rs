//! The report of a self-test for people.

use super::{Judged, Selftest, words};
use crate::language::Language;
use crate::report::page::Page;
use crate::report::table::Table;
use crate::report::words::Number;

impl Selftest {
    /// The report as text.
    pub fn text(&self, language: Language, width: usize) -> String {
        let mut page = Page::new(width);
        let (numbers, wrong) = (self.lines.len(), self.wrong().count());
        let [numbers, wrong] = [numbers, wrong].map(Number::count);
        page.heading(&words::title(language));
        if self.passed {
            page.text(&words::right(language, numbers), "  ");
        } else {
            page.warning(&words::wrong(language, wrong, numbers), "  ");
        }
        for lines in self.lines.chunk_by(|a, b| a.line.what == b.line.what) {
            let first = &lines[0].line;
            page.heading(&format!("{}: {}", first.case, first.what));
            page.table(table(lines, language));
            let mut reasons: Vec<&str> =
                lines.iter().filter_map(|judged| judged.line.reason.as_deref()).collect();
            reasons.dedup();
            for reason in reasons {
                page.text(reason.lines().next().unwrap_or_default(), "  ");
            }
        }
        self.not_run(&mut page, language);
        page.gap();
        page.quiet(&words::how(language), "");
        page.quiet(&words::sources(language), "");
        page.quiet(&words::made_by(language, self.version, &self.system), "");
        page.finish()
    }

    fn not_run(&self, page: &mut Page, language: Language) {
        if self.not_run.is_empty() {
            return;
        }
        page.heading(&words::not_run(language));
        for (case, reason) in &self.not_run {
            page.text(&format!("{case}: {reason}"), "  ");
        }
    }

    fn wrong(&self) -> impl Iterator<Item = &Judged> {
        self.lines.iter().filter(|judged| !judged.passes)
    }
}

fn table(lines: &[Judged], language: Language) -> Table {
    let header = [
        words::number(language),
        words::expected(language),
        words::got(language),
        words::tolerance(language),
        words::verdict(language),
    ];
    let mut table = Table::new(&header.each_ref().map(String::as_str), 1);
    for Judged { line, passes } in lines {
        let verdict = if *passes { words::passes } else { words::fails };
        let got = line.got.map_or_else(|| "–".to_owned(), |got| language.number(&digits(got)));
        table.row(vec![
            line.number.clone(),
            language.number(&digits(line.expected)),
            got,
            language.number(&format!("{:.1e}", line.tolerance).replace('-', "−")),
            verdict(language),
        ]);
    }
    table
}

/// Ten digits after the point, or a power of ten for a number that has none there.
fn digits(value: f64) -> String {
    let small = value != 0.0 && value.abs() < 1e-8;
    let told = if small { format!("{value:.9e}") } else { format!("{value:.10}") };
    told.replace('-', "−")
}
