//! Numbers as people write them: `6,030` and `2.5` in English, `6.030` and `2,5` in Dutch, `33%`, `€ 50`, `−5`.

use crate::language::Language;

/// The number that a text says.
pub fn number(text: &str, language: Language) -> Option<f64> {
    let kept = |c: &char| !c.is_whitespace() && !['%', '€'].contains(c);
    let text: String = text.chars().filter(kept).collect();
    let text = text.replace('−', "-");
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(&text);
    let [thousands, point] = match language {
        Language::English => [',', '.'],
        Language::Dutch => ['.', ','],
    };
    let plain = in_groups(unsigned, thousands, point).or_else(|| decimal(unsigned))?;
    let size: f64 = plain.parse().ok()?;
    Some(if text.starts_with('-') { -size } else { size }).filter(|number| number.is_finite())
}

/// Digits in groups of three, perhaps with decimals.
fn in_groups(text: &str, thousands: char, point: char) -> Option<String> {
    let (whole, decimals) = text.split_once(point).unwrap_or((text, ""));
    let mut groups = whole.split(thousands);
    let first = groups.next()?;
    let is_grouped = (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && groups.all(|group| group.len() == 3);
    let is_whole = is_grouped || !whole.contains(thousands);
    let whole = whole.replace(thousands, "");
    let is_written =
        is_whole && are_digits(&whole) && (decimals.is_empty() || are_digits(decimals));
    (is_written && !text.ends_with(point)).then(|| format!("{whole}.{decimals}0"))
}

/// Digits with decimals after the sign of another language, where that can mean nothing else.
fn decimal(text: &str) -> Option<String> {
    let (whole, decimals) = text.split_once([',', '.'])?;
    (are_digits(whole) && are_digits(decimals)).then(|| format!("{whole}.{decimals}"))
}

fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        let cases = [
            ("6030", Some(6030.0), Some(6030.0)),
            ("6,030", Some(6030.0), Some(6.03)),
            ("6.030", Some(6.03), Some(6030.0)),
            ("1,234,567.5", Some(1_234_567.5), None),
            ("1.234.567,5", None, Some(1_234_567.5)),
            ("2,5", Some(2.5), Some(2.5)),
            ("0.125", Some(0.125), Some(0.125)),
            ("0,125", Some(0.125), Some(0.125)),
            ("2.5 %", Some(2.5), Some(2.5)),
            ("−5", Some(-5.0), Some(-5.0)),
            ("+5", Some(5.0), Some(5.0)),
            ("€ 400", Some(400.0), Some(400.0)),
            ("", None, None),
            ("-", None, None),
            ("1e3", None, None),
            ("inf", None, None),
            ("12,34,56", None, None),
            ("5.", None, None),
        ];
        for (text, english, dutch) in cases {
            assert_eq!(number(text, Language::English), english, "{text}");
            assert_eq!(number(text, Language::Dutch), dutch, "{text}");
        }
    }
}
