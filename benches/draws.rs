//! What a draw costs: the people of Nijmegen (6,030) and a small trial (400).

use divan::Bencher;
use divan::counter::ItemsCount;
use proefdraai::stream::{Domain, Draws, Purpose, Stream};

const SIZES: [usize; 3] = [6_030, 400, 16];

fn main() {
    divan::main();
}

#[divan::bench(args = SIZES)]
fn normals(bencher: Bencher, people: usize) {
    let mut out = vec![0.0; people];
    let mut replication = 0;
    bencher.counter(ItemsCount::new(people)).bench_local(|| {
        replication += 1;
        Stream::new(1, Domain::Simulation, replication).normals(Purpose::Trait, 0, &mut out);
        out[0]
    });
}

#[divan::bench(args = SIZES)]
fn uniforms(bencher: Bencher, people: usize) {
    let mut out = vec![0.0; people];
    let mut replication = 0;
    bencher.counter(ItemsCount::new(people)).bench_local(|| {
        replication += 1;
        Stream::new(1, Domain::Simulation, replication).uniforms(Purpose::Trait, 0, &mut out);
        out[0]
    });
}
