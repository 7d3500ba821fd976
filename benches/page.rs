//! Writing the page of the Nijmegen scenario, once everything is simulated: `cargo bench --bench page`.

use std::path::Path;

use divan::Bencher;
use proefdraai::answer::answer;
use proefdraai::engine::Nobody;
use proefdraai::language::Language;
use proefdraai::report::run::page::{Asked, Shown};
use proefdraai::scenario::Options;
use proefdraai::scenario::source::Document;

fn main() {
    divan::main();
}

#[divan::bench(args = [Language::English, Language::Dutch], sample_count = 10, sample_size = 1)]
fn written(bencher: Bencher, language: Language) {
    let document = Document::load(Path::new("scenarios/nijmegen.json")).expect("it is there");
    let options = Options { replications: Some(200), ..Options::default() };
    let answer = answer(&document, &options, &Nobody).expect("it runs");
    let results = answer.results(0.0);
    bencher.bench(|| {
        let shown = Shown::new(&answer.compiled, &answer.sums, &results, language);
        shown.page(Asked::default(), |_| Vec::new())
    });
}
