//! Signals as bytes: `trace/1`, what a session's blob holds.
//!
//! In: a [`Trace`]. Out: bytes and back, or [`TraceError`] with the offset of the damage; no bytes make it panic.
//! Little-endian. Header, 17 bytes: magic `PxTr`, version u8, samples u32, track points u32, crc32 of these 13 bytes.
//! Then blocks of at most [`BLOCK`] instants: kind u8 (1 samples, 2 track), count u16, length u32, crc32 of these 7 bytes
//! and the payload, payload. The payload is deflated; inside are columns of zigzag varints, one after the other:
//! stamps as differences of differences, whether the optional part is there (0, 1), values as differences. A block stands
//! for itself, so damage is found and named.
//!
//! Steps: stamps 10 µs (a thousandth of a 100 Hz step: at 100 °/s a thousandth of a degree), 1e-3 m/s², 1e-4 rad/s, 0.01°. An instant that
//! holds something that is not a number is left out.

use crate::session::{Trace, TraceSample, TrackPoint};
use crate::time::MonoTime;
use flate2::Compression;
use flate2::read::DeflateDecoder;
use flate2::write::DeflateEncoder;
use std::fmt;
use std::io::{self, Read, Write};

/// Most instants of a block: ten seconds at 100 Hz.
pub const BLOCK: usize = 1_024;

const MAGIC: [u8; 4] = *b"PxTr";
const VERSION: u8 = 1;
const HEADER_BYTES: usize = 17;
const BLOCK_HEADER_BYTES: usize = 11;
const SAMPLES: u8 = 1;
const TRACK: u8 = 2;
/// A block never unpacks to more: eight columns of ten-byte varints.
const MOST_BYTES: usize = BLOCK * 8 * 10;

const NS_PER_STEP: i64 = 10_000;
const ACC_STEPS: f64 = 1e3;
const GYR_STEPS: f64 = 1e4;
const DEG_STEPS: f64 = 1e2;

/// What is wrong with a trace, and the byte where the damaged part begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TraceError {
    /// Byte from the start.
    pub offset: usize,
    /// What is wrong there.
    pub fault: TraceFault,
}

/// What can be wrong with a trace.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TraceFault {
    /// It does not begin with the magic.
    NotATrace,
    /// A version this build does not know.
    UnknownVersion(u8),
    /// A kind of block this build does not know.
    UnknownBlock(u8),
    /// It ends before its header or a block does.
    Truncated,
    /// Bytes and checksum disagree.
    Checksum,
    /// The payload does not unpack to what its header says.
    Payload,
    /// Blocks are missing or too many.
    Count,
}

impl fmt::Display for TraceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "trace, byte {}: ", self.offset)?;
        match self.fault {
            TraceFault::NotATrace => write!(f, "does not begin with the magic"),
            TraceFault::UnknownVersion(v) => write!(f, "unknown version {v}"),
            TraceFault::UnknownBlock(k) => write!(f, "unknown block {k}"),
            TraceFault::Truncated => write!(f, "ends too early"),
            TraceFault::Checksum => write!(f, "bytes and checksum disagree"),
            TraceFault::Payload => write!(f, "a block does not unpack"),
            TraceFault::Count => write!(f, "blocks are missing or too many"),
        }
    }
}

impl std::error::Error for TraceError {}

/// The bytes of `trace`.
///
/// # Errors
/// None in practice: only more than 2³² instants do not fit.
pub fn encode(trace: &Trace) -> io::Result<Vec<u8>> {
    let finite = |values: &[f64]| values.iter().all(|v| v.is_finite());
    let samples: Vec<_> =
        trace.samples.iter().filter(|s| finite(&s.acc) && s.gyr.is_none_or(|g| finite(&g))).copied().collect();
    let track: Vec<_> = trace
        .track
        .iter()
        .filter(|p| finite(&p.phone_deg) && p.pelvis_deg.is_none_or(|d| finite(&d)))
        .copied()
        .collect();
    let mut out = Vec::new();
    out.extend(MAGIC);
    out.push(VERSION);
    for count in [samples.len(), track.len()] {
        out.extend(u32::try_from(count).map_err(io::Error::other)?.to_le_bytes());
    }
    out.extend(crc32fast::hash(&out).to_le_bytes());
    for block in samples.chunks(BLOCK) {
        let rows = block.iter().map(|s| (s.at, s.acc, s.gyr));
        put_block(&mut out, SAMPLES, &columns(rows, ACC_STEPS, GYR_STEPS), block.len())?;
    }
    for block in track.chunks(BLOCK) {
        let rows = block.iter().map(|p| (p.at, p.phone_deg, p.pelvis_deg));
        put_block(&mut out, TRACK, &columns(rows, DEG_STEPS, DEG_STEPS), block.len())?;
    }
    Ok(out)
}

/// The trace in `bytes`.
///
/// # Errors
/// [`TraceError`] with the offset of the first block that is damaged.
pub fn decode(bytes: &[u8]) -> Result<Trace, TraceError> {
    let fail = |offset, fault| TraceError { offset, fault };
    if !bytes.starts_with(&MAGIC) {
        return Err(fail(0, TraceFault::NotATrace));
    }
    match bytes.get(4) {
        None => return Err(fail(4, TraceFault::Truncated)),
        Some(&VERSION) => {}
        Some(&other) => return Err(fail(4, TraceFault::UnknownVersion(other))),
    }
    let truncated = || fail(bytes.len(), TraceFault::Truncated);
    let (header, mut rest) = bytes.split_first_chunk::<HEADER_BYTES>().ok_or_else(truncated)?;
    let [head @ .., c0, c1, c2, c3] = header;
    let [_, _, _, _, _, s0, s1, s2, s3, t0, t1, t2, t3] = *head;
    if crc32fast::hash(head) != u32::from_le_bytes([*c0, *c1, *c2, *c3]) {
        return Err(fail(5, TraceFault::Checksum));
    }
    let mut trace = Trace::default();
    while !rest.is_empty() {
        let offset = bytes.len() - rest.len();
        rest = take_block(rest, &mut trace).map_err(|fault| fail(offset, fault))?;
    }
    let wanted = [u32::from_le_bytes([s0, s1, s2, s3]), u32::from_le_bytes([t0, t1, t2, t3])];
    if wanted.map(u64::from) != [trace.samples.len() as u64, trace.track.len() as u64] {
        return Err(fail(bytes.len(), TraceFault::Count));
    }
    Ok(trace)
}

fn put_block(out: &mut Vec<u8>, kind: u8, columns: &[u8], count: usize) -> io::Result<()> {
    let mut deflate = DeflateEncoder::new(Vec::new(), Compression::default());
    deflate.write_all(columns)?;
    let payload = deflate.finish()?;
    let mut head = vec![kind];
    head.extend(u16::try_from(count).map_err(io::Error::other)?.to_le_bytes());
    head.extend(u32::try_from(payload.len()).map_err(io::Error::other)?.to_le_bytes());
    let crc = checksum(&head, &payload);
    out.extend(head);
    out.extend(crc.to_le_bytes());
    out.extend(payload);
    Ok(())
}

fn checksum(head: &[u8], payload: &[u8]) -> u32 {
    let mut crc = crc32fast::Hasher::new();
    crc.update(head);
    crc.update(payload);
    crc.finalize()
}

/// Appends the first block of `bytes` to `trace`; what follows it.
fn take_block<'b>(bytes: &'b [u8], trace: &mut Trace) -> Result<&'b [u8], TraceFault> {
    let (header, rest) = bytes.split_first_chunk::<BLOCK_HEADER_BYTES>().ok_or(TraceFault::Truncated)?;
    let [head @ .., c0, c1, c2, c3] = header;
    let [kind, n0, n1, l0, l1, l2, l3] = *head;
    let length = usize::try_from(u32::from_le_bytes([l0, l1, l2, l3])).map_err(|_| TraceFault::Truncated)?;
    let (payload, rest) = rest.split_at_checked(length).ok_or(TraceFault::Truncated)?;
    if checksum(head, payload) != u32::from_le_bytes([*c0, *c1, *c2, *c3]) {
        return Err(TraceFault::Checksum);
    }
    let count = usize::from(u16::from_le_bytes([n0, n1]));
    let mut unpacked = Vec::new();
    let inflate = DeflateDecoder::new(payload).take(MOST_BYTES as u64 + 1).read_to_end(&mut unpacked);
    if inflate.is_err() || unpacked.len() > MOST_BYTES || count == 0 || count > BLOCK {
        return Err(TraceFault::Payload);
    }
    match kind {
        SAMPLES => {
            let rows = rows(&unpacked, count, ACC_STEPS, GYR_STEPS).ok_or(TraceFault::Payload)?;
            trace.samples.extend(rows.into_iter().map(|(at, acc, gyr)| TraceSample { at, acc, gyr }));
        }
        TRACK => {
            let rows = rows(&unpacked, count, DEG_STEPS, DEG_STEPS).ok_or(TraceFault::Payload)?;
            trace.track.extend(rows.into_iter().map(|(at, phone_deg, pelvis_deg)| TrackPoint {
                at,
                phone_deg,
                pelvis_deg,
            }));
        }
        other => return Err(TraceFault::UnknownBlock(other)),
    }
    Ok(rest)
}

/// An instant with `N` values that are there and `N` that may be.
type Instant<const N: usize> = (MonoTime, [f64; N], Option<[f64; N]>);

fn columns<const N: usize>(rows: impl Iterator<Item = Instant<N>>, steps: f64, optional_steps: f64) -> Vec<u8> {
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
    let mut out = Vec::new();
    difference(&mut stamps);
    difference(&mut stamps);
    put_column(&mut out, &stamps);
    put_column(&mut out, &there);
    for mut column in values.into_iter().chain(optional) {
        difference(&mut column);
        put_column(&mut out, &column);
    }
    out
}

/// None when `bytes` are not `count` instants exactly.
fn rows<const N: usize>(bytes: &[u8], count: usize, steps: f64, optional_steps: f64) -> Option<Vec<Instant<N>>> {
    let mut rest = bytes;
    let mut stamps = take_column(&mut rest, count)?;
    sum(&mut stamps);
    sum(&mut stamps);
    let there = take_column(&mut rest, count)?;
    if there.iter().any(|flag| !matches!(flag, 0 | 1)) {
        return None;
    }
    let present = there.iter().filter(|flag| **flag == 1).count();
    let mut values: [_; N] = take_columns(&mut rest, count, steps)?.map(Vec::into_iter);
    let mut optional: [_; N] = take_columns(&mut rest, present, optional_steps)?.map(Vec::into_iter);
    if !rest.is_empty() {
        return None;
    }
    let next = |columns: &mut [std::vec::IntoIter<f64>; N]| columns.each_mut().map(|c| c.next().unwrap_or(0.0));
    let instants = stamps.into_iter().zip(there).map(|(stamp, there)| {
        let at = MonoTime(stamp.saturating_mul(NS_PER_STEP));
        (at, next(&mut values), (there == 1).then(|| next(&mut optional)))
    });
    Some(instants.collect())
}

fn take_columns<const N: usize>(rest: &mut &[u8], count: usize, steps: f64) -> Option<[Vec<f64>; N]> {
    let mut columns: [Vec<f64>; N] = std::array::from_fn(|_| Vec::new());
    for column in &mut columns {
        let mut values = take_column(rest, count)?;
        sum(&mut values);
        *column = values.into_iter().map(|value| value as f64 / steps).collect();
    }
    Some(columns)
}

/// Beyond 2⁵⁰ steps a float no longer counts them singly.
#[expect(clippy::cast_possible_truncation, reason = "clamped to what an i64 and an f64 both hold")]
fn quantise(value: f64, steps: f64) -> i64 {
    const MOST: f64 = (1_i64 << 50) as f64;
    libm::round(value * steps).clamp(-MOST, MOST) as i64
}

/// Each value less the one before it.
fn difference(values: &mut [i64]) {
    let mut before = 0;
    for value in values {
        let here = *value;
        *value = here.wrapping_sub(before);
        before = here;
    }
}

/// Undoes [`difference`].
fn sum(values: &mut [i64]) {
    let mut before = 0_i64;
    for value in values {
        before = before.wrapping_add(*value);
        *value = before;
    }
}

fn put_column(out: &mut Vec<u8>, values: &[i64]) {
    for value in values {
        let mut zigzag = ((value << 1) ^ (value >> 63)).cast_unsigned();
        while zigzag >= 0x80 {
            out.push(zigzag.to_le_bytes()[0] | 0x80);
            zigzag >>= 7;
        }
        out.push(zigzag.to_le_bytes()[0]);
    }
}

fn take_column(rest: &mut &[u8], count: usize) -> Option<Vec<i64>> {
    (0..count).map(|_| take_varint(rest)).collect()
}

fn take_varint(rest: &mut &[u8]) -> Option<i64> {
    let mut zigzag = 0_u64;
    for shift in (0..64).step_by(7) {
        let (byte, after) = rest.split_first()?;
        *rest = after;
        let bits = u64::from(byte & 0x7f);
        // The tenth byte has room for one bit.
        if shift == 63 && bits > 1 {
            return None;
        }
        zigzag |= bits << shift;
        if byte & 0x80 == 0 {
            return Some((zigzag >> 1).cast_signed() ^ -(zigzag & 1).cast_signed());
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::history::fixtures;
    use proptest::prelude::*;

    /// A block around `columns` whose checksum is right, so that the inside is reached.
    fn sealed(kind: u8, columns: &[u8], count: u16) -> Vec<u8> {
        let mut bytes = encode(&Trace::default()).unwrap();
        put_block(&mut bytes, kind, columns, usize::from(count)).unwrap();
        bytes
    }

    #[test]
    fn a_trace_comes_back_within_half_a_step_and_a_second_time_exactly() {
        let trace = fixtures::trace(3_000, true);
        let once = decode(&encode(&trace).unwrap()).unwrap();
        assert_eq!((once.samples.len(), once.track.len()), (trace.samples.len(), trace.track.len()));
        for (a, b) in trace.samples.iter().zip(&once.samples) {
            assert!((a.at.0 - b.at.0).abs() <= NS_PER_STEP / 2);
            assert!(a.acc.iter().zip(b.acc).all(|(x, y)| (x - y).abs() <= 0.501e-3));
            let (a, b) = (a.gyr.unwrap(), b.gyr.unwrap());
            assert!(a.iter().zip(b).all(|(x, y)| (x - y).abs() <= 0.501e-4));
        }
        for (a, b) in trace.track.iter().zip(&once.track) {
            assert_eq!(a.pelvis_deg.is_some(), b.pelvis_deg.is_some());
            assert!(a.phone_deg.iter().zip(b.phone_deg).all(|(x, y)| (x - y).abs() <= 0.501e-2));
        }
        assert_eq!(decode(&encode(&once).unwrap()).unwrap(), once);
    }

    #[test]
    fn a_gyroscope_that_comes_and_goes_stays_where_it_was() {
        let mut trace = fixtures::trace(50, true);
        trace.samples.iter_mut().step_by(3).for_each(|s| s.gyr = None);
        let back = decode(&encode(&trace).unwrap()).unwrap();
        assert!(trace.samples.iter().zip(&back.samples).all(|(a, b)| a.gyr.is_some() == b.gyr.is_some()));
    }

    #[test]
    fn what_is_not_a_number_is_left_out_and_what_is_huge_is_not() {
        let mut trace = fixtures::trace(5, false);
        trace.samples[1].acc[0] = f64::NAN;
        trace.samples[2].acc[1] = 1e300;
        let back = decode(&encode(&trace).unwrap()).unwrap();
        assert_eq!(back.samples.len(), 4);
        assert!(back.samples[1].acc[1] > 1e11);
    }

    #[test]
    fn ten_minutes_without_gyroscope_cost_less_than_four_bytes_a_sample() {
        let mut trace = fixtures::trace(60_000, false);
        trace.track.clear();
        let bytes = encode(&trace).unwrap().len();
        assert!(bytes < 4 * 60_000, "{bytes} bytes");
    }

    #[test]
    fn every_flipped_byte_is_noticed() {
        let bytes = encode(&fixtures::trace(40, true)).unwrap();
        for at in 0..bytes.len() {
            let mut bad = bytes.clone();
            bad[at] ^= 0x10;
            assert!(decode(&bad).is_err(), "byte {at}");
        }
    }

    #[test]
    fn a_damaged_block_is_named_by_its_offset() {
        let trace = fixtures::trace(3_000, false);
        let mut bytes = encode(&trace).unwrap();
        let first = u32::from_le_bytes(bytes[HEADER_BYTES + 3..HEADER_BYTES + 7].try_into().unwrap());
        let second = HEADER_BYTES + BLOCK_HEADER_BYTES + usize::try_from(first).unwrap();
        bytes[second + BLOCK_HEADER_BYTES + 5] ^= 1;
        assert_eq!(decode(&bytes), Err(TraceError { offset: second, fault: TraceFault::Checksum }));
    }

    #[test]
    fn every_cut_is_noticed_even_between_blocks() {
        let bytes = encode(&fixtures::trace(2_000, true)).unwrap();
        for n in (0..bytes.len()).step_by(7).chain([0, 4, HEADER_BYTES]) {
            assert!(decode(&bytes[..n]).is_err(), "cut at {n}");
        }
    }

    #[test]
    fn a_block_that_unpacks_to_far_more_than_it_may_is_refused() {
        let bomb = sealed(SAMPLES, &vec![0; 50_000_000], 1_024);
        assert_eq!(decode(&bomb).unwrap_err().fault, TraceFault::Payload);
    }

    #[test]
    fn a_version_and_a_block_of_tomorrow_are_told_apart_from_damage() {
        let mut bytes = encode(&Trace::default()).unwrap();
        bytes[4] = 9;
        assert_eq!(decode(&bytes).unwrap_err().fault, TraceFault::UnknownVersion(9));
        assert_eq!(decode(&sealed(7, &[0], 1)).unwrap_err().fault, TraceFault::UnknownBlock(7));
    }

    proptest! {
        #[test]
        fn no_bytes_make_the_decoder_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = decode(&bytes);
            let mut begun = MAGIC.to_vec();
            begun.push(VERSION);
            begun.extend(bytes);
            let _ = decode(&begun);
        }

        #[test]
        fn no_columns_make_the_decoder_panic(
            kind in 0_u8..4,
            count in any::<u16>(),
            columns in proptest::collection::vec(any::<u8>(), 0..600),
        ) {
            prop_assert!(decode(&sealed(kind, &columns, count)).is_err(), "the header promised no block");
        }

        #[test]
        fn any_values_and_stamps_survive(
            rows in proptest::collection::vec((any::<i64>(), any::<[f64; 3]>(), any::<Option<[f64; 3]>>()), 0..50)
        ) {
            let samples = rows.into_iter().map(|(t, acc, gyr)| TraceSample { at: MonoTime(t), acc, gyr }).collect();
            let once = decode(&encode(&Trace { samples, track: Vec::new() }).unwrap()).unwrap();
            prop_assert_eq!(decode(&encode(&once).unwrap()).unwrap(), once);
        }
    }
}
