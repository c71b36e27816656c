//! Triangular matrices of one shape for several sizes of pelvis, worked on side by side.
//!
//! A cell holds a value a size ([`Lanes`]): what is done to one is done to all, so that a processor does several at once
//! and no sum waits for the one before it.

/// Sizes of pelvis.
pub(crate) const SIZES: usize = 4;
/// A value a size, lying so that a processor takes two at once straight from memory.
#[derive(Debug, Clone, Copy, PartialEq)]
#[repr(align(16))]
pub(crate) struct Lanes(pub(crate) [f64; SIZES]);

impl Lanes {
    pub(crate) const ZERO: Self = Self([0.0; SIZES]);
}

/// A lower triangle, row after row. Its diagonal holds one over what a Cholesky factor has there: multiplying is cheaper.
#[derive(Debug, Clone)]
pub(crate) struct Triangle(Box<[Lanes]>);

impl Triangle {
    /// Room for `n` rows.
    pub(crate) fn new(n: usize) -> Self {
        Self(vec![Lanes::ZERO; start(n)].into())
    }

    /// Row `i`, its diagonal last.
    pub(crate) fn row(&self, i: usize) -> &[Lanes] {
        self.0.get(start(i)..start(i + 1)).unwrap_or_default()
    }

    pub(crate) fn row_mut(&mut self, i: usize) -> &mut [Lanes] {
        self.0.get_mut(start(i)..start(i + 1)).unwrap_or_default()
    }

    /// Puts `row` in the place of row `i`.
    pub(crate) fn set_row(&mut self, i: usize, row: &[Lanes]) {
        for (cell, value) in self.row_mut(i).iter_mut().zip(row) {
            *cell = *value;
        }
    }

    /// Forward substitution: the first `n` of `values` are solved with the first `n` rows.
    pub(crate) fn eliminate(&self, values: &mut [Lanes], n: usize) {
        for j in 0..n {
            let x = self.next(values, j);
            if let Some(value) = values.get_mut(j) {
                *value = x;
            }
        }
    }

    /// What forward substitution makes of value `j` when all before it are done.
    pub(crate) fn next(&self, values: &[Lanes], j: usize) -> Lanes {
        let Some((own, row)) = self.row(j).split_last() else { return Lanes::ZERO };
        let mut value = values.get(j).copied().unwrap_or(Lanes::ZERO);
        for ((v, own), done) in value.0.iter_mut().zip(own.0).zip(dot(row, values).0) {
            *v = own * (*v - done);
        }
        value
    }

    /// Backward substitution with the transpose, of all rows.
    pub(crate) fn eliminate_back(&self, values: &mut [Lanes]) {
        // Two at a time: what is before them is fetched and put back once for both.
        let mut left = values;
        while let Some((last, before)) = left.split_last_mut() {
            let Some((own, row)) = self.row(before.len()).split_last() else { return };
            multiply(last, own);
            let Some((next, before)) = before.split_last_mut() else { return };
            let (Some((cross, row)), Some((next_own, next_row))) =
                (row.split_last(), self.row(before.len()).split_last())
            else {
                return;
            };
            subtract_product(next, last, cross);
            multiply(next, next_own);
            for ((v, l), m) in before.iter_mut().zip(row).zip(next_row) {
                subtract_product(v, last, l);
                subtract_product(v, next, m);
            }
            left = before;
        }
    }
}

/// Where row `i` begins.
fn start(i: usize) -> usize {
    i * (i + 1) / 2
}

pub(crate) fn lane(lanes: &Lanes, s: usize) -> f64 {
    lanes.0.get(s).copied().unwrap_or_default()
}

/// Sums of products, as far as both go; even and odd terms apart, so that an addition need not wait for the one before it.
pub(crate) fn dot(a: &[Lanes], b: &[Lanes]) -> Lanes {
    let n = a.len().min(b.len());
    let (a, b) = (a.get(..n).unwrap_or_default(), b.get(..n).unwrap_or_default());
    let ((a, a_last), (b, b_last)) = (a.as_chunks::<2>(), b.as_chunks::<2>());
    let (mut even, mut odd) = (Lanes::ZERO, Lanes::ZERO);
    for ([a0, a1], [b0, b1]) in a.iter().zip(b) {
        add_product(&mut even, a0, b0);
        add_product(&mut odd, a1, b1);
    }
    for (a, b) in a_last.iter().zip(b_last) {
        add_product(&mut even, a, b);
    }
    for (e, o) in even.0.iter_mut().zip(odd.0) {
        *e += o;
    }
    even
}

fn multiply(value: &mut Lanes, by: &Lanes) {
    for (v, b) in value.0.iter_mut().zip(by.0) {
        *v *= b;
    }
}

fn subtract_product(from: &mut Lanes, a: &Lanes, b: &Lanes) {
    for ((v, a), b) in from.0.iter_mut().zip(a.0).zip(b.0) {
        *v -= a * b;
    }
}

fn add_product(sum: &mut Lanes, a: &Lanes, b: &Lanes) {
    for ((s, a), b) in sum.0.iter_mut().zip(a.0).zip(b.0) {
        *s += a * b;
    }
}
