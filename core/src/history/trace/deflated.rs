//! `trace/1`, read only: what version 0.1 wrote.
//!
//! In: its bytes. Out: what its whole blocks hold, and where others were. Header, 17 bytes: magic `PxTr`, version u8, samples u32,
//! track points u32, crc32 of these 13 bytes. Then blocks: kind u8 (1 samples, 2 track), count u16, length u32, crc32 of
//! these 7 bytes and the payload, payload. The payload is deflated; inside are columns of zigzag varints, one after the
//! other: stamps as differences of differences, whether the optional part is there (0, 1), values as differences.

use super::block::{BLOCK, Instant, Kind, NS_PER_STEP, Rows, push};
use super::rice::unzigzag;
use super::{Decoded, HEADER_BYTES, TraceError, TraceFault, counts};
use crate::time::MonoTime;
use flate2::read::DeflateDecoder;
use std::io::Read;

const BLOCK_HEADER_BYTES: usize = 11;
/// A block never unpacks to more: eight columns of ten-byte varints.
const MOST_BYTES: usize = BLOCK * 8 * 10;

/// What can be read of `bytes`, whose magic and version have been looked at.
///
/// # Errors
/// [`TraceError`] when the header is damaged.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, TraceError> {
    let wanted = counts(bytes)?;
    let mut decoded = Decoded::default();
    let mut rest = bytes.get(HEADER_BYTES..).unwrap_or_default();
    while !rest.is_empty() {
        let offset = bytes.len() - rest.len();
        let mut fail = |fault| decoded.damage.push(TraceError { offset, fault });
        let Some((head, body)) = rest.split_first_chunk::<BLOCK_HEADER_BYTES>() else {
            fail(TraceFault::Truncated);
            break;
        };
        let [kind, n0, n1, l0, l1, l2, l3, ..] = *head;
        let length = usize::try_from(u32::from_le_bytes([l0, l1, l2, l3])).unwrap_or(usize::MAX);
        let Some((payload, after)) = body.split_at_checked(length) else {
            fail(TraceFault::Truncated);
            break;
        };
        // Its length is trusted even so: where it is wrong, what follows is no block either.
        rest = after;
        let count = usize::from(u16::from_le_bytes([n0, n1]));
        match block(head, payload, kind, count) {
            Ok(rows) => push(&mut decoded.trace, rows),
            Err(fault) => fail(fault),
        }
    }
    decoded.expect(wanted, bytes.len());
    Ok(decoded)
}

fn block(head: &[u8; BLOCK_HEADER_BYTES], payload: &[u8], kind: u8, count: usize) -> Result<Rows, TraceFault> {
    let [head @ .., c0, c1, c2, c3] = head;
    let mut crc = crc32fast::Hasher::new();
    crc.update(head);
    crc.update(payload);
    if crc.finalize() != u32::from_le_bytes([*c0, *c1, *c2, *c3]) {
        return Err(TraceFault::Checksum);
    }
    let kind = Kind::from_byte(kind).ok_or(TraceFault::UnknownBlock(kind))?;
    let mut unpacked = Vec::new();
    let inflate = DeflateDecoder::new(payload).take(MOST_BYTES as u64 + 1).read_to_end(&mut unpacked);
    if inflate.is_err() || unpacked.len() > MOST_BYTES || count == 0 || count > BLOCK {
        return Err(TraceFault::Payload);
    }
    let [steps, optional_steps] = kind.steps();
    let found = match kind {
        Kind::Samples => rows(&unpacked, count, steps, optional_steps).map(Rows::Samples),
        Kind::Track => rows(&unpacked, count, steps, optional_steps).map(Rows::Track),
    };
    found.ok_or(TraceFault::Payload)
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

/// Undoes [`difference`].
fn sum(values: &mut [i64]) {
    let mut before = 0_i64;
    for value in values {
        before = before.wrapping_add(*value);
        *value = before;
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
            return Some(unzigzag(zigzag));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::{decode, encode};
    use super::*;
    use crate::history::fixtures;

    /// As version 0.1 wrote it: 1,100 samples, of which 120 have angular rates, and a fifth as many points of track.
    /// Never regenerate: it stands for what lies on phones.
    const FROZEN: &[u8] = include_bytes!("../../../tests/fixtures/trace_1.bin");

    #[test]
    fn a_trace_of_version_1_says_what_it_said_and_survives_being_written_anew() {
        let old = decode(FROZEN).unwrap();
        assert!(old.damage.is_empty());
        let (mut wanted, rates) = (fixtures::trace(1_100, false), fixtures::trace(500, true));
        let whole = wanted.samples.iter_mut().zip(&rates.samples).skip(300).take(120);
        whole.for_each(|(sample, rate)| sample.gyr = rate.gyr);
        assert_eq!((old.trace.samples.len(), old.trace.track.len()), (1_100, 220));
        for (was, is) in wanted.samples.iter().zip(&old.trace.samples) {
            assert!(was.acc.iter().zip(is.acc).all(|(a, b)| (a - b).abs() <= 0.501e-3));
            assert_eq!(was.gyr.is_some(), is.gyr.is_some());
        }
        let new = encode(&old.trace).unwrap();
        assert_eq!(decode(&new).unwrap(), old, "no value changes");
        assert!(new.len() * 10 < FROZEN.len() * 9, "{} from {} bytes", new.len(), FROZEN.len());
    }

    #[test]
    fn a_damaged_block_of_version_1_is_named_and_the_others_are_read() {
        let mut bytes = FROZEN.to_vec();
        bytes[HEADER_BYTES + BLOCK_HEADER_BYTES + 5] ^= 1;
        let read = decode(&bytes).unwrap();
        assert_eq!(read.damage, [TraceError { offset: HEADER_BYTES, fault: TraceFault::Checksum }]);
        assert_eq!((read.trace.samples.len(), read.trace.track.len(), read.lost), (1_100 - BLOCK, 220, BLOCK as u64));
    }

    #[test]
    fn no_flipped_byte_and_no_cut_of_version_1_goes_unnoticed() {
        for at in (0..FROZEN.len()).step_by(3) {
            let mut bad = FROZEN.to_vec();
            bad[at] ^= 0x10;
            assert!(decode(&bad).map_or(true, |d| !d.damage.is_empty()), "byte {at}");
            assert!(decode(&FROZEN[..at]).map_or(true, |d| !d.damage.is_empty()), "cut at {at}");
        }
    }
}
