//! Whatever the bytes, the answer is a document or a report.

use super::*;

/// Knuth's MMIX constants: a small generator, so that the mutations are the same everywhere.
struct Mutations(u64);

impl Mutations {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (self.0 >> 33) as usize % limit
    }

    /// Deletes, inserts, replaces or doubles a few bytes.
    fn mutate(&mut self, bytes: &mut Vec<u8>) {
        const SPICE: &[u8] = b"{}[]\",:/*\\-0.9e+tfn'u\n\r\t\0\x1b\x80\xc3\xff";
        for _ in 0..=self.below(4) {
            if bytes.is_empty() {
                return;
            }
            let at = self.below(bytes.len());
            match self.below(4) {
                0 => drop(bytes.drain(at..(at + 1 + self.below(8)).min(bytes.len()))),
                1 => bytes.insert(at, SPICE[self.below(SPICE.len())]),
                2 => bytes[at] = SPICE[self.below(SPICE.len())],
                _ => {
                    let piece = bytes[at..(at + self.below(40)).min(bytes.len())].to_vec();
                    let to = self.below(bytes.len());
                    bytes.splice(to..to, piece);
                }
            }
        }
    }
}

#[test]
fn no_bytes_bring_it_down() {
    let mut mutations = Mutations(1);
    let mut outcomes = [0_usize; 3];
    for _ in 0..2_000 {
        let mut bytes = VALID.as_bytes().to_vec();
        mutations.mutate(&mut bytes);
        let report = match Document::from_bytes("x.json", bytes) {
            Err(report) => Some((0, report)),
            Ok(document) => {
                let _ = (document.hash(), document.provenance());
                if let Ok(world) = document.in_world("harm", &|_| true) {
                    let _ = world.decode::<Scenario>().map_err(|report| report.render(true));
                }
                document.decode::<Scenario>().err().map(|report| (1, report))
            }
        };
        let outcome = report.as_ref().map_or(2, |(outcome, _)| *outcome);
        outcomes[outcome] += 1;
        if let Some((_, report)) = report {
            assert!(!report.to_string().is_empty());
            assert!(report.problems().iter().all(|problem| problem.span().is_some()), "{report}");
        }
    }
    assert!(outcomes.iter().all(|&count| count > 50), "{outcomes:?}");
}

#[test]
fn no_argument_brings_it_down() {
    let mut mutations = Mutations(2);
    for start in
        ["designs.after.participants=800", "a[\"b\"].c={\"x\": [1, 2]}", "treatment.effect=-0.5"]
    {
        for _ in 0..500 {
            let mut bytes = start.as_bytes().to_vec();
            mutations.mutate(&mut bytes);
            let mut document = document(VALID);
            if let Err(report) = document.set(&String::from_utf8_lossy(&bytes)) {
                assert!(!report.to_string().is_empty());
            }
            let _ = document.decode::<Scenario>().map_err(|report| report.render(true));
        }
    }
}
