//! Everybody's values of endpoints under the latent shifts asked for last, each computed once.

use std::cell::RefCell;
use std::rc::Rc;

use super::row::Row;
use crate::outcome::Shift;

/// Most values that are remembered of one world on one sample, beyond the row asked for last.
const MOST: usize = 1 << 19;

/// What a row of values depends on: endpoint and cut-points, latent shift and whose deviations from
/// it, realised or expected.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueKey {
    /// Endpoint number.
    pub endpoint: usize,
    /// Its cut-point.
    pub cut: f64,
    /// Its cut-points by site, where they differ.
    pub sites: Vec<f64>,
    /// The latent shift.
    pub shift: Shift,
    /// The arm whose deviations from the shift count, and whether random ones are averaged out.
    pub deviations: Option<(usize, bool)>,
    /// Whether values are realised.
    pub realised: bool,
}

/// Rows of values, the one asked for last at the end.
#[derive(Clone, Debug, Default)]
pub struct Values {
    rows: RefCell<Vec<(ValueKey, Rc<Row>)>>,
}

impl Values {
    /// The row of a key, computed by `fill` unless it is remembered.
    pub fn of(&self, key: ValueKey, fill: impl FnOnce() -> Row) -> Rc<Row> {
        let mut rows = self.rows.borrow_mut();
        if let Some(k) = rows.iter().rposition(|(known, _)| *known == key) {
            rows[k..].rotate_left(1);
        } else {
            let row = Rc::new(fill());
            let most = MOST / row.len().max(1);
            let forgotten = (rows.len() + 1).saturating_sub(most.max(1));
            rows.drain(..forgotten);
            rows.push((key, row));
        }
        Rc::clone(&rows[rows.len() - 1].1)
    }
}

#[cfg(test)]
mod tests {
    use super::{MOST, Row, ValueKey, Values};
    use crate::outcome::Shift;

    #[test]
    fn the_row_asked_for_longest_ago_is_forgotten() {
        const ROWS: usize = 8;
        let key = |endpoint| ValueKey {
            endpoint,
            cut: 0.0,
            sites: Vec::new(),
            shift: Shift::default(),
            deviations: None,
            realised: false,
        };
        let (values, mut computed) = (Values::default(), Vec::new());
        for endpoint in (0..ROWS).chain([0, ROWS, 0, 1]) {
            values.of(key(endpoint), || {
                computed.push(endpoint);
                Row::of(std::iter::repeat_n(endpoint as f64, MOST / ROWS))
            });
        }
        assert_eq!(computed[ROWS..], [ROWS, 1]);
        assert_eq!(values.of(key(0), || Row::of([f64::NAN].into_iter()))[0], 0.0);
    }
}
