use proefdraai::engine::Observer;
use proefdraai::plan::Direction;
use proefdraai::scenario::{Options, load};
use proefdraai::sizing::{Search, size, smallest_effect};
use std::path::Path;
struct E(std::time::Instant);
impl Observer for E {
    fn progress(&self, _: u32) {}
    fn stopped(&self) -> bool {
        false
    }
    fn stage(&self, n: &str, r: u32) {
        eprintln!("{:.2} {n} {r}", self.0.elapsed().as_secs_f64());
    }
}
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let o = Options { worlds: vec![a[2].clone()], ..Options::default() };
    let t = std::time::Instant::now();
    let c = load(Path::new(&a[1]), &o).unwrap_or_else(|r| panic!("{r}"));
    for (k, cell) in c.plan.cells.iter().enumerate() {
        let w = &c.plan.worlds[cell.world];
        if w.name != a[2]
            || w.designs[cell.design].name != a[3]
            || cell.analysis != a[4]
            || cell.outcome != a[5]
            || cell.arm != a[6]
        {
            continue;
        }
        println!("cell {k} {} {} vs {}", cell.analysis, cell.arm, cell.versus);
        let s = Search {
            power: 0.8,
            tolerance: 0.02,
            replications: 16000,
            budget: 2e8,
            smallest_effect: 0.05,
        };
        if a.len() > 7 {
            for d in [Direction::Up, Direction::Down] {
                let r = smallest_effect(&c.plan, k, &c.aims[k], d, &s, &E(t)).unwrap().unwrap();
                println!(
                    "{:?} {:?} effect {:?} policy {:?} largest {} without {:?}",
                    r.direction, r.status, r.effect, r.policy_effect, r.largest, r.without_effect
                );
                for p in &r.curve {
                    println!(
                        "  {} R={} p={:.4} mean {:?} bias {:?}",
                        p.at,
                        p.replications,
                        p.power,
                        p.diagnosis.mean_estimate.map(|m| m.value),
                        p.diagnosis.bias.map(|m| m.value)
                    );
                }
                if let Some(p) = &r.confirmed {
                    println!("conf  {} R={} p={:.4}±{:.4}", p.at, p.replications, p.power, p.mcse);
                }
                println!("took {:.2}", t.elapsed().as_secs_f64());
            }
            continue;
        }
        let r = size(&c.plan, k, &s, &E(t)).unwrap();
        println!(
            "{:?} {:?} size {:?} extrap {:?} bias {:?} truth {:?}",
            r.status, r.direction, r.size, r.extrapolated, r.bias, r.policy_truth
        );
        for p in &r.curve {
            println!(
                "  {} R={} p={:.4}±{:.4} mean {:?} n {:?}",
                p.at,
                p.replications,
                p.power,
                p.mcse,
                p.diagnosis.mean_estimate.map(|m| m.value),
                p.diagnosis.n_analysed
            );
        }
        for (n, p) in [("confirmed", &r.confirmed), ("reachable", &r.reachable)] {
            if let Some(p) = p {
                println!(
                    "{n}  {} R={} p={:.4}±{:.4} cov {:?}",
                    p.at,
                    p.replications,
                    p.power,
                    p.mcse,
                    p.diagnosis.policy_coverage.map(|c| c.value)
                );
            }
        }
        println!("took {:.2}", t.elapsed().as_secs_f64());
        break;
    }
}
