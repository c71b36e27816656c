//! Blocks: at most [`BLOCK`] instants that stand for themselves.
//!
//! In: instants. Out: a block and back, or what is wrong with it. Header, 25 bytes, little-endian: mark u16, kind u8 (1 samples,
//! 2 track), count u16, length u32, first stamp i64 in steps, crc32 of the payload, crc32 of these 21 bytes. So a header
//! is known wherever it lies, says where the next one is and when its block begins: a seek point. The payload is columns
//! ([`super::column`]): stamps since the first, whether the optional part is there (0, 1), values.

use super::bits::{Reader, Writer};
use super::{TraceFault, column};
use crate::session::{Trace, TraceSample, TrackPoint};
use crate::time::MonoTime;
use std::io;

/// Most instants of a block: ten seconds at 100 Hz.
pub const BLOCK: usize = 1_024;

pub(super) const HEADER_BYTES: usize = 25;
const MARK: [u8; 2] = [0xb5, 0x4b];
/// No block needs more: eight columns of numbers that each cost 89 bits, and their laws.
const MOST_BYTES: usize = BLOCK * 8 * 12;

/// Stamps are kept to 10 µs.
pub(super) const NS_PER_STEP: i64 = 10_000;

/// What a block holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// [`TraceSample`]s.
    Samples,
    /// [`TrackPoint`]s.
    Track,
}

impl Kind {
    pub(super) fn from_byte(byte: u8) -> Option<Self> {
        match byte {
            1 => Some(Self::Samples),
            2 => Some(Self::Track),
            _ => None,
        }
    }

    fn byte(self) -> u8 {
        match self {
            Self::Samples => 1,
            Self::Track => 2,
        }
    }

    /// Steps to a unit, of what is always there and of what may be: 1e-3 m/s² and 1e-4 rad/s, or 0.01°.
    pub(super) fn steps(self) -> [f64; 2] {
        match self {
            Self::Samples => [1e3, 1e4],
            Self::Track => [1e2, 1e2],
        }
    }
}

/// An instant with `N` values that are there and `N` that may be.
pub(super) type Instant<const N: usize> = (MonoTime, [f64; N], Option<[f64; N]>);

/// The instants of a block.
#[derive(Debug)]
pub(super) enum Rows {
    Samples(Vec<Instant<3>>),
    Track(Vec<Instant<2>>),
}

/// Appends `rows` to `trace`.
pub(super) fn push(trace: &mut Trace, rows: Rows) {
    match rows {
        Rows::Samples(rows) => {
            trace.samples.extend(rows.into_iter().map(|(at, acc, gyr)| TraceSample { at, acc, gyr }));
        }
        Rows::Track(rows) => {
            let points = rows.into_iter().map(|(at, phone_deg, pelvis_deg)| TrackPoint { at, phone_deg, pelvis_deg });
            trace.track.extend(points);
        }
    }
}

/// The first bytes of a block, as they stand there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Header {
    kind: u8,
    count: u16,
    length: usize,
    /// In steps.
    first: i64,
    payload_crc: u32,
}

impl Header {
    /// The header at the start of `bytes`.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, TraceFault> {
        let (header, _) = bytes.split_first_chunk::<HEADER_BYTES>().ok_or(TraceFault::Truncated)?;
        let [head @ .., c0, c1, c2, c3] = header;
        let [m0, m1, kind, n0, n1, l0, l1, l2, l3, first @ .., p0, p1, p2, p3] = *head;
        if [m0, m1] != MARK || crc32fast::hash(head) != u32::from_le_bytes([*c0, *c1, *c2, *c3]) {
            return Err(TraceFault::Checksum);
        }
        Ok(Self {
            kind,
            count: u16::from_le_bytes([n0, n1]),
            length: usize::try_from(u32::from_le_bytes([l0, l1, l2, l3])).map_err(|_| TraceFault::Payload)?,
            first: i64::from_le_bytes(first),
            payload_crc: u32::from_le_bytes([p0, p1, p2, p3]),
        })
    }

    /// Bytes of the block, header and all.
    pub(super) fn whole(&self) -> usize {
        self.length.saturating_add(HEADER_BYTES)
    }

    /// When its first instant is.
    pub(super) fn first(&self) -> MonoTime {
        MonoTime(self.first.saturating_mul(NS_PER_STEP))
    }

    /// Whether `other` goes on where this block ends.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.kind == other.kind
    }

    /// The instants behind this header, which stands at the start of `bytes`.
    pub(super) fn rows(&self, bytes: &[u8]) -> Result<Rows, TraceFault> {
        let payload = bytes.get(HEADER_BYTES..self.whole()).ok_or(TraceFault::Truncated)?;
        if crc32fast::hash(payload) != self.payload_crc {
            return Err(TraceFault::Checksum);
        }
        let kind = Kind::from_byte(self.kind).ok_or(TraceFault::UnknownBlock(self.kind))?;
        let count = usize::from(self.count);
        if count == 0 || count > BLOCK || payload.len() > MOST_BYTES {
            return Err(TraceFault::Payload);
        }
        let mut from = Reader::new(payload);
        let rows = match kind {
            Kind::Samples => rows(&mut from, count, self.first, kind).map(Rows::Samples),
            Kind::Track => rows(&mut from, count, self.first, kind).map(Rows::Track),
        };
        rows.filter(|_| from.ends_here()).ok_or(TraceFault::Payload)
    }
}

/// Appends the block of `rows`, at most [`BLOCK`] of them, to `out`.
pub(super) fn put<const N: usize>(
    out: &mut Vec<u8>,
    kind: Kind,
    rows: impl ExactSizeIterator<Item = Instant<N>>,
) -> io::Result<()> {
    let count = u16::try_from(rows.len()).map_err(io::Error::other)?;
    let [steps, optional_steps] = kind.steps();
    let (mut stamps, mut there) = (Vec::new(), Vec::new());
    let mut values: [Vec<i64>; N] = std::array::from_fn(|_| Vec::new());
    let mut optional = values.clone();
    for (at, always, maybe) in rows {
        stamps.push(at.0.saturating_add(NS_PER_STEP / 2).div_euclid(NS_PER_STEP));
        there.push(i64::from(maybe.is_some()));
        values.iter_mut().zip(always).for_each(|(column, value)| column.push(quantise(value, steps)));
        if let Some(maybe) = maybe {
            optional.iter_mut().zip(maybe).for_each(|(column, value)| column.push(quantise(value, optional_steps)));
        }
    }
    let first = stamps.first().copied().unwrap_or(0);
    for stamp in &mut stamps {
        *stamp = stamp.wrapping_sub(first);
    }
    let mut to = Writer::default();
    for column in [stamps, there].iter().chain(&values).chain(&optional) {
        column::put(&mut to, column);
    }
    let payload = to.finish();
    let mut head = MARK.to_vec();
    head.push(kind.byte());
    head.extend(count.to_le_bytes());
    head.extend(u32::try_from(payload.len()).map_err(io::Error::other)?.to_le_bytes());
    head.extend(first.to_le_bytes());
    head.extend(crc32fast::hash(&payload).to_le_bytes());
    head.extend(crc32fast::hash(&head).to_le_bytes());
    out.extend(head);
    out.extend(payload);
    Ok(())
}

/// None when the bits are not `count` instants.
fn rows<const N: usize>(from: &mut Reader<'_>, count: usize, first: i64, kind: Kind) -> Option<Vec<Instant<N>>> {
    let [steps, optional_steps] = kind.steps();
    let stamps = column::take(from, count)?;
    let there = column::take(from, count)?;
    if there.iter().any(|flag| !matches!(flag, 0 | 1)) {
        return None;
    }
    let present = there.iter().filter(|flag| **flag == 1).count();
    let mut values: [_; N] = columns(from, count, steps)?.map(Vec::into_iter);
    let mut optional: [_; N] = columns(from, present, optional_steps)?.map(Vec::into_iter);
    let next = |columns: &mut [std::vec::IntoIter<f64>; N]| columns.each_mut().map(|c| c.next().unwrap_or(0.0));
    let instants = stamps.into_iter().zip(there).map(|(stamp, there)| {
        let at = MonoTime(first.wrapping_add(stamp).saturating_mul(NS_PER_STEP));
        (at, next(&mut values), (there == 1).then(|| next(&mut optional)))
    });
    Some(instants.collect())
}

fn columns<const N: usize>(from: &mut Reader<'_>, count: usize, steps: f64) -> Option<[Vec<f64>; N]> {
    let mut columns: [Vec<f64>; N] = std::array::from_fn(|_| Vec::new());
    for column in &mut columns {
        *column = column::take(from, count)?.into_iter().map(|value| value as f64 / steps).collect();
    }
    Some(columns)
}

/// Beyond 2⁵⁰ steps a float no longer counts them singly.
#[expect(clippy::cast_possible_truncation, reason = "clamped to what an i64 and an f64 both hold")]
fn quantise(value: f64, steps: f64) -> i64 {
    const MOST: f64 = (1_i64 << 50) as f64;
    libm::round(value * steps).clamp(-MOST, MOST) as i64
}
