//! A text of a drawing and the room it takes.

use super::labels::{SIZE, SMALL, width};
use super::palette::{Colour, INK, TEXT, WHITE};

/// Where the given point of a text lies in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

/// A text to be placed.
#[derive(Clone, Debug)]
pub struct Text {
    pub x: f64,
    pub y: f64,
    pub words: String,
    pub size: f64,
    pub colour: Colour,
    pub anchor: Anchor,
    pub is_bold: bool,
    pub has_halo: bool,
    pub ground: Colour,
}

impl Text {
    /// A label that starts at a point.
    pub fn new(x: f64, y: f64, text: impl Into<String>) -> Self {
        Self {
            x,
            y,
            words: text.into(),
            size: SIZE,
            colour: INK,
            anchor: Anchor::Start,
            is_bold: false,
            has_halo: false,
            ground: WHITE,
        }
    }

    /// In the size and colour of numbers of axes.
    pub fn second(mut self) -> Self {
        self.colour = TEXT;
        self.small()
    }

    pub fn small(mut self) -> Self {
        self.size = SMALL;
        self
    }

    pub fn colour(mut self, colour: Colour) -> Self {
        self.colour = colour;
        self
    }

    pub fn anchor(mut self, anchor: Anchor) -> Self {
        self.anchor = anchor;
        self
    }

    pub fn middle(self) -> Self {
        self.anchor(Anchor::Middle)
    }

    pub fn end(self) -> Self {
        self.anchor(Anchor::End)
    }

    pub fn bold(mut self) -> Self {
        self.is_bold = true;
        self
    }

    /// Kept apart from the lines it lies over.
    pub fn halo(mut self) -> Self {
        self.has_halo = true;
        self
    }

    /// On another ground than white.
    pub fn on(mut self, ground: Colour) -> Self {
        self.ground = ground;
        self
    }

    pub fn to(mut self, x: f64, y: f64) -> Self {
        (self.x, self.y) = (x, y);
        self
    }

    pub fn width(&self) -> f64 {
        width(&self.words, self.size, self.is_bold)
    }

    /// The room its letters take.
    pub fn room(&self) -> Room {
        let wide = self.width();
        let left = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - wide / 2.0,
            Anchor::End => self.x - wide,
        };
        Room {
            left,
            right: left + wide,
            top: self.y - 0.75 * self.size,
            bottom: self.y + 0.22 * self.size,
        }
    }
}

/// A rectangle that something takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    pub left: f64,
    pub right: f64,
    pub top: f64,
    pub bottom: f64,
}

impl Room {
    pub fn around(x: f64, y: f64, half: f64) -> Self {
        Self { left: x - half, right: x + half, top: y - half, bottom: y + half }
    }

    pub fn is_in(&self, other: &Self) -> bool {
        self.left >= other.left
            && self.right <= other.right
            && self.top >= other.top
            && self.bottom <= other.bottom
    }

    pub fn meets(&self, other: &Self) -> bool {
        self.right.min(other.right) - self.left.max(other.left) > 0.5
            && self.bottom.min(other.bottom) - self.top.max(other.top) > 0.5
    }
}
