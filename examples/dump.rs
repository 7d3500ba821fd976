//! Temporary: prints cells.
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let n = std::env::args().nth(2).map(|n| n.parse().unwrap());
    let pick = |k: &str| {
        std::env::var(k).map(|v| v.split(',').map(str::to_owned).collect()).unwrap_or_default()
    };
    let options = proefdraai::scenario::Options {
        replications: n,
        designs: pick("DESIGN"),
        worlds: pick("WORLD"),
        ..Default::default()
    };
    let t = std::time::Instant::now();
    let c = match proefdraai::scenario::load(std::path::Path::new(&path), &options) {
        Ok(c) => c,
        Err(r) => {
            eprintln!("{}", r.render(false));
            std::process::exit(2)
        }
    };
    eprintln!("compile {:?}", t.elapsed());
    for l in &c.calibration {
        println!(
            "{:12} {:70} {:.4} {:.4} ±{:.4} {:?}",
            l.world, l.target, l.wanted, l.achieved, l.mcse, l.r#match
        );
    }
    let t = std::time::Instant::now();
    let sums = proefdraai::engine::run(&c.plan, &proefdraai::engine::Nobody).unwrap();
    eprintln!("run {:?}", t.elapsed());
    for (w, flows) in c.plan.worlds.iter().zip(&sums.flows) {
        for (d, f) in w.designs.iter().zip(flows) {
            let f = f.flow();
            println!(
                "{} {} invited {:.1} registered {:.1} enrolled {:.1} assigned {:?} started {:.1} analysed {:.1} ref {:.1}",
                w.name,
                d.name,
                f.invited.mean,
                f.registered.mean,
                f.enrolled.mean,
                f.assigned.iter().map(|c| c.mean).collect::<Vec<_>>(),
                f.started.mean,
                f.analysed.mean,
                f.reference.mean
            );
        }
    }
    for (cell, s) in c.plan.cells.iter().zip(&sums.cells) {
        let d = proefdraai::diagnosis::diagnosand::diagnose(s, &cell.spec);
        let w = &c.plan.worlds[cell.world];
        let v = |k: &proefdraai::diagnosis::measured::Known<
            proefdraai::diagnosis::measured::Measured,
        >| k.as_ref().map_or(f64::NAN, |m| m.value);
        let j = serde_json::to_value(&d).unwrap();
        println!(
            "{} {} {} {} {:?} {}-{} truth {:.4} est {} policy {:.4} sd {} se {} cov {} pow {} bad {:?}",
            w.name,
            w.designs[cell.design].name,
            cell.analysis,
            cell.outcome,
            cell.month,
            cell.arm,
            cell.versus,
            cell.spec.truth,
            j["mean_estimate"]["value"],
            cell.spec.policy_truth,
            j["sd_estimate"]["value"],
            j["mean_se"]["value"],
            j["coverage"]["value"],
            j["tests"][0]["power"]["value"],
            j["failures"]
        );
        if std::env::args().nth(3).is_some() {
            for t in j["bias_budget"].as_array().unwrap() {
                println!(
                    "     {} {:.5} ± {:.5} sd {:.5}",
                    t["term"],
                    t["mean"]["value"].as_f64().unwrap_or(f64::NAN),
                    t["mean"]["mcse"].as_f64().unwrap_or(f64::NAN),
                    t["sd"].as_f64().unwrap_or(f64::NAN)
                );
            }
        }
        let _ = v;
    }
}
