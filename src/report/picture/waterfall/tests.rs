//! The picture of causes of bias: it stands at extremes, and its words follow the numbers.

use super::*;
use crate::report::picture::proof::{NAMES, numbers_in, stands};

fn part(label: &str, value: f64) -> Part {
    Part {
        label: label.into(),
        because: format!("{label} …"),
        value: Estimate::new(value, 0.0009),
        is_luck: false,
    }
}

fn budget(name: &str, place: usize, truth: f64, values: [f64; 5]) -> Budget {
    let labels = [
        "deelnemers reageren anders",
        "groepen verschilden vooraf (selectie-effect)",
        "weggelaten na de loting",
        "toevallig ongelijke groepen",
        "meetfout",
    ];
    let parts: Vec<Part> =
        labels.iter().zip(values).map(|(label, value)| part(label, value)).collect();
    let bias = values.iter().sum::<f64>();
    Budget {
        name: name.into(),
        arm: name.into(),
        place,
        truth,
        parts,
        estimate: Estimate::new(truth + bias, 0.0015),
        bias: Estimate::new(bias, 0.0015),
    }
}

fn example() -> Facts {
    Facts {
        whom: "for everybody eligible".into(),
        described: "after · basis · hours over 12 · 16".into(),
        unit: Unit::Points,
        budgets: vec![
            budget("exemption", 0, -0.0332, [-0.0168, 0.0, 0.0004, 0.0002, 0.0]),
            budget("intensive", 1, 0.0311, [0.0153, -0.0118, 0.0002, -0.0003, 0.0]),
        ],
    }
}

#[test]
fn it_stands() {
    stands("waterfall", |language| figure(&example(), language));
    let mut one = example();
    one.budgets.truncate(1);
    stands("waterfall of one", |language| figure(&one, language));
}

#[test]
fn it_stands_at_extremes() {
    let mut six = example();
    six.budgets = (0..6)
        .map(|k| budget(NAMES[k], k, 0.2 - 0.1 * k as f64, [-0.4, 0.1, 0.3, 0.0, 0.02]))
        .collect();
    six.budgets.iter_mut().flat_map(|b| &mut b.parts).for_each(|p| p.label = NAMES[0].into());
    stands("waterfall of six", |language| figure(&six, language));
    for factor in [1e-8, 1e10] {
        let mut scaled = example();
        scaled.unit = Unit::Own("uur".into());
        for budget in &mut scaled.budgets {
            budget.truth *= factor;
            budget.estimate.value *= factor;
            budget
                .parts
                .iter_mut()
                .for_each(|p| p.value = Estimate::new(p.value.value * factor, factor));
        }
        stands(&format!("waterfall {factor}"), |language| figure(&scaled, language));
    }
    stands("waterfall of nothing", |language| {
        figure(&Facts { budgets: vec![], ..example() }, language)
    });
    let nought = Facts { budgets: vec![budget("x", 0, 0.0, [0.0; 5])], ..example() };
    stands("waterfall of nought", |language| figure(&nought, language));
}

#[test]
fn its_title_follows_side_and_sign() {
    let title = |truth: f64, values: [f64; 5]| {
        let facts = Facts { budgets: vec![budget("exemption", 0, truth, values)], ..example() };
        figure(&facts, Language::English).title
    };
    let values = [-0.0168, 0.0, 0.0, 0.0, 0.0];
    assert_eq!(
        title(-0.0332, values),
        "On average the estimate for exemption lies 1.7\u{a0}points further from zero than the true effect, mostly because deelnemers reageren anders …"
    );
    assert!(title(0.0332, values).contains("1.7\u{a0}points nearer to zero"));
    assert!(title(0.0, values).starts_with(
        "The effect of exemption is zero; on average the estimate lies 1.7\u{a0}points below it"
    ));
    assert!(title(0.0, values.map(|v| -v)).contains("above it"));
    assert!(title(0.01, values).contains("on the other side of zero"));
    assert_eq!(title(-0.0332, [0.0; 5]), "No bias is visible");
    assert_eq!(
        title(-0.0332, [-0.03, 0.029, 0.0, 0.0, 0.0]),
        "Causes of +2.9\u{a0}points and −3.0\u{a0}points nearly cancel for exemption: off by −0.1\u{a0}points"
    );
}

#[test]
fn its_key_numbers_are_told() {
    let told = numbers_in(&figure(&example(), Language::Dutch).description);
    for number in ["−3,3", "−1,7", "−4,9", "+3,1", "+1,5", "−1,2"] {
        assert!(told.iter().any(|n| n == number), "{number} in {told:?}");
    }
}
