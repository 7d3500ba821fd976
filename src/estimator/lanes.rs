//! Eight-lane storage: cache-line aligned buffers whose sums have one fixed order on every machine.

/// Rows handled side by side. Lane `l` sums the rows `l, l + 8, l + 16, …` in that order.
pub(super) const LANES: usize = 8;

/// Eight consecutive rows of one column: one cache line.
pub(super) type Lanes = [f64; LANES];

/// Adds the eight lane sums as a fixed binary tree.
#[inline(always)]
pub(super) fn sum_lanes(l: &Lanes) -> f64 {
    ((l[0] + l[4]) + (l[2] + l[6])) + ((l[1] + l[5]) + (l[3] + l[7]))
}

/// Adds `term` to `sum` lane by lane.
#[inline(always)]
pub(super) fn add(sum: &mut Lanes, term: &Lanes) {
    for (sum, term) in sum.iter_mut().zip(term) {
        *sum += term;
    }
}

/// Adds the lane-wise product `a·b` to `sums`, rounding the product and the sum separately.
#[inline(always)]
pub(super) fn add_product(sums: &mut Lanes, a: &Lanes, b: &Lanes) {
    for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
        *sum += a * b;
    }
}

/// Adds `factor·a` to `sums` lane by lane.
#[inline(always)]
pub(super) fn add_scaled(sums: &mut Lanes, factor: f64, a: &Lanes) {
    for (sum, a) in sums.iter_mut().zip(a) {
        *sum += factor * a;
    }
}

/// A growable run of numbers that starts on a cache line and keeps its memory between uses.
#[derive(Debug, Clone, Default)]
pub(super) struct AlignedBuffer {
    storage: Vec<f64>,
    start: usize,
    len: usize,
}

impl AlignedBuffer {
    /// Empties the buffer; the memory stays.
    pub(super) fn clear(&mut self) {
        self.len = 0;
    }

    /// Appends `count` zeros, keeping what is there.
    pub(super) fn extend_zeroed(&mut self, count: usize) {
        let len = self.len + count;
        if self.start + len > self.storage.len() {
            self.grow(len.max(2 * self.len));
        }
        self.storage[self.start + self.len..self.start + len].fill(0.0);
        self.len = len;
    }

    /// Makes the buffer `len` long. What it then holds is whatever an earlier use left: overwrite it.
    pub(super) fn resize_stale(&mut self, len: usize) {
        if self.start + len > self.storage.len() {
            self.grow(len);
        }
        self.len = len;
    }

    fn grow(&mut self, len: usize) {
        let storage = vec![0.0; len + LANES];
        let offset = storage.as_ptr().align_offset(size_of::<Lanes>());
        let start = if offset < LANES { offset } else { 0 };
        let old = std::mem::replace(&mut self.storage, storage);
        self.storage[start..start + self.len]
            .copy_from_slice(&old[self.start..self.start + self.len]);
        self.start = start;
    }

    pub(super) fn as_slice(&self) -> &[f64] {
        &self.storage[self.start..self.start + self.len]
    }

    pub(super) fn as_mut_slice(&mut self) -> &mut [f64] {
        &mut self.storage[self.start..self.start + self.len]
    }

    /// The buffer in groups of eight; a length that is no multiple of eight loses its tail.
    pub(super) fn lanes(&self) -> &[Lanes] {
        self.as_slice().as_chunks().0
    }

    pub(super) fn lanes_mut(&mut self) -> &mut [Lanes] {
        self.as_mut_slice().as_chunks_mut().0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_buffer_starts_on_a_cache_line_and_keeps_its_contents_when_it_grows() {
        let mut buffer = AlignedBuffer::default();
        buffer.extend_zeroed(16);
        buffer.as_mut_slice()[15] = 7.0;
        buffer.extend_zeroed(160);
        assert_eq!(buffer.as_slice()[15], 7.0);
        assert_eq!(buffer.as_slice().as_ptr().addr() % 64, 0);
        assert_eq!(buffer.lanes().len(), 22);
    }
}
