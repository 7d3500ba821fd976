//! Variations compiled together: worlds of one plan share their people. One that is not possible does not
//! stop the others.

use std::collections::VecDeque;
use std::convert::Infallible;

use crate::scenario::Variation;
use crate::scenario::source::Report;

/// Compiles each batch of variations and does `work` with what comes of it. A batch that is refused is
/// halved, until what is not possible stands alone: the numbers of those variations come back, with what
/// is wrong, in the order of the batches.
///
/// # Errors
/// The first of `work`.
pub fn each_batch<T, E>(
    batches: Vec<Vec<usize>>,
    compile: impl Fn(&[usize]) -> Result<T, Report>,
    mut work: impl FnMut(&[usize], T) -> Result<(), E>,
) -> Result<Vec<(usize, Report)>, E> {
    let mut refused = Vec::new();
    let mut waiting = VecDeque::from(batches);
    while let Some(batch) = waiting.pop_front() {
        match compile(&batch) {
            Ok(compiled) => work(&batch, compiled)?,
            Err(report) => match batch[..] {
                [] => {}
                [alone] => refused.push((alone, report)),
                _ => {
                    let (first, second) = batch.split_at(batch.len() / 2);
                    waiting.push_front(second.to_vec());
                    waiting.push_front(first.to_vec());
                }
            },
        }
    }
    Ok(refused)
}

/// Variations of which each is possible.
#[derive(Debug)]
pub struct Possible<T> {
    /// What they compile to, together.
    pub compiled: T,
    /// Those that are in it, in order.
    pub kept: Vec<Variation>,
    /// Those that are not possible, and what is wrong with them.
    pub refused: Vec<(Variation, Report)>,
}

/// Compiles as many of the variations as are possible, together.
///
/// # Errors
/// When none is possible, what is wrong with the first; what is wrong without variations, or with all of
/// them together.
pub fn possible<T>(
    variations: Vec<Variation>,
    compile: impl Fn(&[Variation]) -> Result<T, Report>,
) -> Result<Possible<T>, Report> {
    if variations.is_empty() {
        return Ok(Possible { compiled: compile(&[])?, kept: variations, refused: Vec::new() });
    }
    let chosen = |batch: &[usize]| batch.iter().map(|&k| variations[k].clone()).collect::<Vec<_>>();
    let mut whole = None;
    let found = each_batch(
        vec![(0..variations.len()).collect()],
        |batch| compile(&chosen(batch)),
        |batch, compiled| {
            whole = (batch.len() == variations.len()).then_some(compiled);
            Ok::<_, Infallible>(())
        },
    );
    let Ok(reports) = found;
    let is_refused = |k: &usize| reports.iter().any(|(refused, _)| refused == k);
    let kept: Vec<usize> = (0..variations.len()).filter(|k| !is_refused(k)).collect();
    let kept = chosen(&kept);
    if let (true, Some((_, first))) = (kept.is_empty(), reports.first()) {
        return Err(first.clone());
    }
    let compiled = whole.map_or_else(|| compile(&kept), Ok)?;
    let refused = reports.into_iter().map(|(k, report)| (variations[k].clone(), report)).collect();
    Ok(Possible { compiled, kept, refused })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::source::Document;

    fn report(message: &str) -> Report {
        let document = Document::parse("x.json", "{}").expect("it is JSON");
        document.problem_at("", message, None).into()
    }

    fn variations(values: &[i32]) -> Vec<Variation> {
        let variation = |v: &i32| Variation { name: v.to_string(), set: vec![format!("a={v}")] };
        values.iter().map(variation).collect()
    }

    /// Refuses negative values, with the first of them in words.
    fn compiled(variations: &[Variation]) -> Result<Vec<String>, Report> {
        let names: Vec<String> = variations.iter().map(|v| v.name.clone()).collect();
        let wrong = names.iter().find(|name| name.starts_with('-'));
        wrong.map_or(Ok(names.clone()), |wrong| Err(report(wrong)))
    }

    #[test]
    fn what_is_not_possible_is_found_and_the_rest_kept_in_order() {
        let found = possible(variations(&[1, -2, 3, 4, -5, 6, 7]), compiled).expect("most are");
        assert_eq!(found.compiled, ["1", "3", "4", "6", "7"]);
        assert_eq!(found.kept.len(), 5);
        let refused: Vec<_> =
            found.refused.iter().map(|(v, report)| (&v.name[..], report.brief())).collect();
        assert_eq!(refused, [("-2", "-2".to_owned()), ("-5", "-5".to_owned())]);
    }

    #[test]
    fn nothing_possible_is_the_first_mistake_and_nothing_varied_is_the_scenario() {
        let said = possible(variations(&[-3, -4]), compiled).expect_err("none is");
        assert_eq!(said.brief(), "-3");
        let plain = possible(Vec::new(), compiled).expect("no settings");
        assert!(plain.compiled.is_empty() && plain.kept.is_empty());
    }

    #[test]
    fn work_is_done_batch_by_batch_and_each_variation_once() {
        let all = variations(&[1, 2, -3, 4]);
        let chosen = |batch: &[usize]| batch.iter().map(|&k| all[k].clone()).collect::<Vec<_>>();
        let mut done = Vec::new();
        let refused = each_batch(
            vec![vec![0, 1], vec![2, 3]],
            |batch| compiled(&chosen(batch)),
            |batch, names| {
                done.push((batch.to_vec(), names.len()));
                Ok::<_, ()>(())
            },
        );
        assert_eq!(done, [(vec![0, 1], 2), (vec![3], 1)]);
        assert_eq!(refused.expect("no work fails")[0].0, 2);
    }
}
