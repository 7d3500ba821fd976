//! A number for each person, in memory that is used again: rows come and go by the thousand, and the system is slow to
//! give and take back their pages.

use std::cell::RefCell;
use std::ops::{Deref, DerefMut};

/// Most numbers that a thread keeps room for.
const MOST: usize = 1 << 19;

thread_local! {
    static SPARE: RefCell<Spare> = RefCell::default();
}

#[derive(Default)]
struct Spare {
    rows: Vec<Vec<f64>>,
    /// Numbers for which they have room.
    room: usize,
}

impl Spare {
    /// An empty row with room for so many numbers, and not for many more.
    fn take(&mut self, size: usize) -> Option<Vec<f64>> {
        let fits = |row: &Vec<f64>| (size..=2 * size).contains(&row.capacity());
        let place = self.rows.iter().rposition(fits)?;
        let row = self.rows.swap_remove(place);
        self.room -= row.capacity();
        Some(row)
    }

    fn keep(&mut self, mut row: Vec<f64>) {
        if self.room + row.capacity() <= MOST {
            row.clear();
            self.room += row.capacity();
            self.rows.push(row);
        }
    }
}

/// A number for each person.
#[derive(Debug)]
pub struct Row(Vec<f64>);

impl Row {
    /// Nought for each of so many people.
    pub fn zeros(size: usize) -> Self {
        Self::of(std::iter::repeat_n(0.0, size))
    }

    /// The numbers of some people.
    pub fn of(numbers: impl ExactSizeIterator<Item = f64>) -> Self {
        let spare = SPARE.with_borrow_mut(|spare| spare.take(numbers.len()));
        let mut row = spare.unwrap_or_else(|| Vec::with_capacity(numbers.len()));
        row.extend(numbers);
        Self(row)
    }
}

impl Deref for Row {
    type Target = [f64];

    fn deref(&self) -> &[f64] {
        &self.0
    }
}

impl DerefMut for Row {
    fn deref_mut(&mut self) -> &mut [f64] {
        &mut self.0
    }
}

impl Drop for Row {
    fn drop(&mut self) {
        let row = std::mem::take(&mut self.0);
        // A thread that ends keeps nothing.
        let _ = SPARE.try_with(|spare| spare.borrow_mut().keep(row));
    }
}

#[cfg(test)]
mod tests {
    use super::Row;

    #[test]
    fn a_row_starts_afresh_in_room_that_was_used() {
        let first = Row::of([1.0, 2.0, 3.0].into_iter());
        let place = first.as_ptr();
        drop(first);
        let second = Row::zeros(3);
        assert_eq!((&*second, second.as_ptr()), (&[0.0; 3][..], place));
        let third = Row::zeros(3);
        assert_ne!(third.as_ptr(), place);
        drop(second);
        assert_ne!(Row::zeros(100).as_ptr(), place, "it has no room for a hundred");
    }
}
