//! "Did you mean …?": the nearest known word to a mistyped one.

/// Words longer than this are not compared: nobody mistypes a whole paragraph.
const LONGEST_WORD: usize = 100;

/// The candidate nearest to `word`, if it is near enough to be a likely slip.
///
/// Near means that at most a third of the letters differ (Damerau–Levenshtein, case ignored), or
/// that one of the two begins with the other and they share at least four letters. The first of
/// equally near candidates wins.
pub fn suggest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    if word.len() > LONGEST_WORD {
        return None;
    }
    let word = word.to_lowercase();
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        if candidate.len() > LONGEST_WORD {
            continue;
        }
        if let Some(distance) = slip(&word, &candidate.to_lowercase())
            && best.is_none_or(|(nearest, _)| distance < nearest)
        {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The number of letters that differ, when `word` is a likely slip for `known`.
fn slip(word: &str, known: &str) -> Option<usize> {
    let distance = strsim::damerau_levenshtein(word, known);
    let letters = word.chars().count().max(known.chars().count());
    let shorter = word.len().min(known.len());
    let begins_alike = shorter >= 4 && (known.starts_with(word) || word.starts_with(known));
    (distance * 3 <= letters || begins_alike).then_some(distance)
}

#[cfg(test)]
mod tests {
    use super::suggest;

    #[test]
    fn a_likely_slip_is_recognised() {
        let known = ["participants", "minimisation", "simple", "arms"];
        assert_eq!(suggest("participant", known), Some("participants"));
        assert_eq!(suggest("Minimization", known), Some("minimisation"));
        assert_eq!(suggest("mini", known), Some("minimisation"));
        assert_eq!(suggest("smiple", known), Some("simple"));
    }

    #[test]
    fn an_unrelated_word_is_not() {
        assert_eq!(suggest("cost", ["participants", "arms"]), None);
        assert_eq!(suggest("a", ["b"]), None);
        assert_eq!(suggest(&"a".repeat(101), ["a"]), None);
    }
}
