//! Colours, one meaning each, and how far they stand apart.

/// A colour as `#rrggbb`.
pub type Colour = &'static str;

pub const WHITE: Colour = "#ffffff";
/// Text, the truth, landmarks, the lottery, the best.
pub const INK: Colour = "#16202a";
/// Subtitles, numbers of axes.
pub const TEXT: Colour = "#465361";
/// Rows in which nothing shows; control.
pub const MUTED: Colour = "#5a6773";
/// Lines of axes.
pub const AXIS: Colour = "#7d8994";
/// Marks that are beaten or unremarkable; never text.
pub const SOFT: Colour = "#8593a0";
/// Lines behind marks.
pub const GRID: Colour = "#e1e6ea";
/// Fills without meaning.
pub const PALE: Colour = "#d5dce3";
/// The ground of the first box.
pub const TINT: Colour = "#f4f6f8";
/// The first arm.
pub const BLUE: Colour = "#0f5c9c";
/// The second arm.
pub const GOLD: Colour = "#946200";
/// The third arm or the second story.
pub const TEAL: Colour = "#00776a";
/// The fourth arm or the first story.
pub const PURPLE: Colour = "#7a3e9d";
/// The third story.
pub const SLATE: Colour = "#2f3b47";
/// Off the truth: parts of a bias, intervals that miss.
pub const RED: Colour = "#b42318";
/// A number from outside the simulation.
pub const PUBLISHED: Colour = "#a3195b";
pub const BLUE_LIGHT: Colour = "#cfe0ef";
pub const GOLD_LIGHT: Colour = "#efdfba";
pub const TEAL_LIGHT: Colour = "#c9e6e1";
pub const PURPLE_LIGHT: Colour = "#e6d9ee";
pub const PUBLISHED_LIGHT: Colour = "#ecc9da";

/// From few of 100 to all: the lower half under dark text, the upper half under white.
pub const HEAT: [Colour; 10] = [
    "#f4f8fb", "#e3edf6", "#cfe0ef", "#b6d1e7", "#9dc2de", "#2d71a9", "#226499", "#175889",
    "#0f4c7a", "#083f68",
];

/// What only fills: it says nothing without the darker edge or line over it.
const FILLS: [Colour; 9] =
    [WHITE, GRID, PALE, TINT, BLUE_LIGHT, GOLD_LIGHT, TEAL_LIGHT, PURPLE_LIGHT, PUBLISHED_LIGHT];

/// Shape of a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Circle,
    Square,
    Diamond,
    Triangle,
}

/// Whether a colour only fills, under an edge or a number.
pub fn is_fill(colour: Colour) -> bool {
    FILLS.contains(&colour) || HEAT.contains(&colour)
}

/// How an arm is drawn everywhere.
#[derive(Clone, Copy, Debug)]
pub struct Series {
    pub colour: Colour,
    pub light: Colour,
    pub shape: Shape,
    /// Arms beyond the fourth have hollow marks.
    pub hollow: bool,
}

/// The look of an arm by its place in the file, control left out.
pub fn arm(place: usize) -> Series {
    let (colour, light, shape) = match place % 4 {
        0 => (BLUE, BLUE_LIGHT, Shape::Circle),
        1 => (GOLD, GOLD_LIGHT, Shape::Square),
        2 => (TEAL, TEAL_LIGHT, Shape::Diamond),
        _ => (PURPLE, PURPLE_LIGHT, Shape::Triangle),
    };
    Series { colour, light, shape, hollow: place >= 4 }
}

#[cfg(test)]
fn luminance(colour: Colour) -> f64 {
    let channel = |from: usize| {
        let value = u8::from_str_radix(&colour[from..from + 2], 16).map_or(0.0, f64::from) / 255.0;
        if value <= 0.03928 { value / 12.92 } else { libm::pow((value + 0.055) / 1.055, 2.4) }
    };
    0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}

/// The contrast of two colours as WCAG 2 counts it: from 1 to 21.
#[cfg(test)]
pub fn contrast(one: Colour, other: Colour) -> f64 {
    let (a, b) = (luminance(one), luminance(other));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn black_on_white_is_twenty_one() {
        assert!((contrast("#000000", WHITE) - 21.0).abs() < 1e-9);
        assert!((contrast(WHITE, WHITE) - 1.0).abs() < 1e-9);
    }

    #[test]
    fn text_stands_out_from_every_ground_it_may_have() {
        for text in [INK, TEXT, MUTED, BLUE, GOLD, TEAL, PURPLE, SLATE, RED, PUBLISHED] {
            for ground in [WHITE, TINT] {
                assert!(contrast(text, ground) >= 4.5, "{text} on {ground}");
            }
        }
        assert!(contrast(WHITE, INK) >= 4.5);
        assert!(contrast(WHITE, BLUE) >= 4.5);
    }

    #[test]
    fn marks_stand_out_from_every_ground_and_edges_from_their_light() {
        for mark in [INK, MUTED, AXIS, SOFT, BLUE, GOLD, TEAL, PURPLE, SLATE, RED, PUBLISHED] {
            assert!(contrast(mark, WHITE) >= 3.0, "{mark}");
        }
        for place in 0..4 {
            let look = arm(place);
            assert!(contrast(look.colour, look.light) >= 3.0, "{place}");
        }
        assert!(contrast(PUBLISHED, PUBLISHED_LIGHT) >= 3.0);
    }

    #[test]
    fn numbers_stand_out_from_every_warmth() {
        for (k, ground) in HEAT.into_iter().enumerate() {
            let text = if k < HEAT.len() / 2 { INK } else { WHITE };
            assert!(contrast(text, ground) >= 4.5, "{ground}");
        }
    }

    #[test]
    fn no_two_arms_look_the_same() {
        let looks: Vec<String> = (0..6).map(|place| format!("{:?}", arm(place))).collect();
        for (k, look) in looks.iter().enumerate() {
            assert!(!looks[..k].contains(look));
        }
    }
}
