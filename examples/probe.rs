//! Temporary: does a file load, and how long does it take?
fn main() {
    for path in std::env::args().skip(1) {
        let t = std::time::Instant::now();
        let options = proefdraai::scenario::Options::default();
        match proefdraai::scenario::load(std::path::Path::new(&path), &options) {
            Ok(c) => println!("{path}: ok, {} cells {:?}", c.plan.cells.len(), t.elapsed()),
            Err(r) => println!("{}{:?}", r.render(false), t.elapsed()),
        }
    }
}
