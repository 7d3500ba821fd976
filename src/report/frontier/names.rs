//! Candidates by name, short enough for a column: what tells one from the others.

use super::{FrontierReport, Label, Row, words};
use crate::report::names::Names;
use crate::report::words::{Listed, Number};
use crate::scenario::Labelled;

/// Lines after the first of a name begin with this.
const INDENT: &str = "  ";

impl FrontierReport {
    /// `after · loep vs control, without intensive, 2,000 people, shares.control=2`.
    pub(super) fn name(&self, row: &Row, names: &Names) -> String {
        let design = words::analysed(
            names.language,
            names.shown(Labelled::Design, &row.label.design),
            names.shown(Labelled::Analysis, &row.analysis),
            names.group(&row.versus),
        );
        self.told(&row.label, Some(design), names)
    }

    /// As [`name`](Self::name), where no analysis speaks for it.
    pub(super) fn refused_name(&self, label: &Label, names: &Names) -> String {
        let design = names.shown(Labelled::Design, &label.design);
        self.told(label, (!design.is_empty()).then_some(design), names)
    }

    fn told(&self, label: &Label, design: Option<String>, names: &Names) -> String {
        let language = names.language;
        let mut parts = Vec::from_iter(design);
        let month = label.month.filter(|_| self.question.month.is_none());
        parts.extend(month.map(|month| words::month(language, Number::count(month as usize))));
        if !label.choice.without.is_empty() {
            let arms = label.choice.without.iter().map(|arm| names.group(arm));
            parts.push(words::without(language, Listed(arms.collect())));
        }
        parts.extend(label.people.map(|n| words::people(language, Number::count(n))));
        parts.extend(label.participants.map(|n| words::participants(language, Number::count(n))));
        parts.extend(label.choice.settings.iter().map(|setting| short(setting, &label.design)));
        parts.join(", ")
    }
}

/// A setting without the design in which it stands: the name begins with it.
fn short(setting: &str, design: &str) -> String {
    let within = setting.strip_prefix(&format!("designs.{design}."));
    let orders = ["after_enrolment.", "before_enrolment."];
    let inner = |within| orders.iter().find_map(|order| str::strip_prefix(within, order));
    within.map_or(setting, |within| inner(within).unwrap_or(within)).to_owned()
}

/// Lines of at most `width` columns, where words and the steps of a path allow it.
pub(super) fn lines(name: &str, width: usize) -> String {
    let (mut out, mut line) = (Vec::new(), String::new());
    for piece in pieces(name) {
        let length = line.chars().count() + piece.trim_end().chars().count();
        if length > width && !line.trim().is_empty() {
            out.push(std::mem::replace(&mut line, INDENT.to_owned()));
        }
        line.push_str(piece);
    }
    out.push(line);
    out.iter().map(|line| line.trim_end()).collect::<Vec<_>>().join("\n")
}

/// Pieces that stay whole: a line may end after a space, a comma, a colon, an equals sign or a brace, and
/// after a point that is not a number's or an abbreviation's.
fn pieces(name: &str) -> Vec<&str> {
    let (mut out, mut start) = (Vec::new(), 0);
    for (at, character) in name.char_indices() {
        let end = at + character.len_utf8();
        let ends = match character {
            ' ' | ',' | ':' | '=' | '{' | '}' => true,
            // Not within an abbreviation or a number.
            '.' => {
                let is_short = end - start <= 2;
                !is_short && !name[end..].starts_with(|next: char| next.is_ascii_digit())
            }
            _ => false,
        };
        if ends {
            out.push(&name[start..end]);
            start = end;
        }
    }
    out.push(&name[start..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_broken_between_words_and_steps_of_a_path() {
        let name = "after · basis vs control, recruitment.enrolment.rate=0.03";
        let broken = lines(name, 24);
        assert_eq!(broken, "after · basis vs\n  control, recruitment.\n  enrolment.rate=0.03");
        assert_eq!(lines("short", 24), "short");
    }

    #[test]
    fn the_design_is_not_said_twice() {
        let setting = "designs.after.after_enrolment.shares.intensive=128";
        assert_eq!(short(setting, "after"), "shares.intensive=128");
        assert_eq!(short(setting, "before"), setting);
        assert_eq!(short("costs.sites=2", "after"), "costs.sites=2");
    }
}
