//! What a trace promises: exact values, damage that costs its own block, seek points.

use super::*;
use crate::history::fixtures;
use crate::session::TraceSample;
use crate::time::MonoTime;
use proptest::prelude::*;

/// Header and payload places of every block.
fn blocks(bytes: &[u8]) -> Vec<(usize, usize)> {
    walk(bytes).0.into_iter().map(|(at, header)| (at, at + header.whole())).collect()
}

fn whole(bytes: &[u8]) -> Trace {
    let decoded = decode(bytes).unwrap();
    assert_eq!((decoded.damage, decoded.lost), (vec![], 0));
    decoded.trace
}

#[test]
fn a_trace_comes_back_within_half_a_step_and_a_second_time_exactly() {
    let trace = fixtures::trace(3_000, true);
    let once = whole(&encode(&trace).unwrap());
    assert_eq!((once.samples.len(), once.track.len()), (trace.samples.len(), trace.track.len()));
    for (a, b) in trace.samples.iter().zip(&once.samples) {
        assert!((a.at.0 - b.at.0).abs() <= 5_000);
        assert!(a.acc.iter().zip(b.acc).all(|(x, y)| (x - y).abs() <= 0.501e-3));
        let (a, b) = (a.gyr.unwrap(), b.gyr.unwrap());
        assert!(a.iter().zip(b).all(|(x, y)| (x - y).abs() <= 0.501e-4));
    }
    for (a, b) in trace.track.iter().zip(&once.track) {
        assert_eq!(a.pelvis_deg.is_some(), b.pelvis_deg.is_some());
        assert!(a.phone_deg.iter().zip(b.phone_deg).all(|(x, y)| (x - y).abs() <= 0.501e-2));
    }
    assert_eq!(whole(&encode(&once).unwrap()), once);
}

#[test]
fn a_gyroscope_that_comes_and_goes_stays_where_it_was() {
    let mut trace = fixtures::trace(50, true);
    trace.samples.iter_mut().step_by(3).for_each(|s| s.gyr = None);
    let back = whole(&encode(&trace).unwrap());
    assert!(trace.samples.iter().zip(&back.samples).all(|(a, b)| a.gyr.is_some() == b.gyr.is_some()));
}

#[test]
fn what_is_not_a_number_is_left_out_and_what_is_huge_is_not() {
    let mut trace = fixtures::trace(5, false);
    trace.samples[1].acc[0] = f64::NAN;
    trace.samples[2].acc[1] = 1e300;
    let back = whole(&encode(&trace).unwrap());
    assert_eq!(back.samples.len(), 4);
    assert!(back.samples[1].acc[1] > 1e11);
}

#[test]
fn every_flipped_byte_is_noticed_and_costs_its_own_block_at_most() {
    let trace = fixtures::trace(3_000, true);
    let bytes = encode(&trace).unwrap();
    let good = whole(&bytes);
    let all = blocks(&bytes);
    assert_eq!(all.len(), 4, "three of samples, one of track");
    for at in (0..bytes.len()).step_by(5).chain(0..60).chain(all.iter().flat_map(|(at, _)| *at..at + 25)) {
        let mut bad = bytes.clone();
        bad[at] ^= 0x10;
        let read = decode(&bad).unwrap_or_else(|e| panic!("byte {at}: {e}"));
        assert!(!read.damage.is_empty(), "byte {at}");
        let hit = all.iter().position(|(from, to)| (*from..*to).contains(&at));
        let mut left = good.clone();
        match hit {
            None => {}
            Some(3) => left.track.clear(),
            Some(nth) => {
                left.samples.drain(nth * BLOCK..((nth + 1) * BLOCK).min(3_000));
            }
        }
        assert!(read.trace == left, "byte {at}");
        if let Some(nth) = hit {
            assert_eq!(read.damage.first().unwrap().offset, all[nth].0, "byte {at}");
            assert_eq!(
                usize::try_from(read.lost).unwrap(),
                good.samples.len() + good.track.len() - left.samples.len() - left.track.len()
            );
        }
    }
}

#[test]
fn every_cut_is_noticed_even_between_blocks_and_keeps_what_came_before() {
    let bytes = encode(&fixtures::trace(3_000, true)).unwrap();
    let all = blocks(&bytes);
    for n in (0..bytes.len()).step_by(97).chain([0, 4, HEADER_BYTES]).chain(all.iter().map(|(at, _)| *at)) {
        let Ok(read) = decode(&bytes[..n]) else {
            assert!(n < HEADER_BYTES, "cut at {n}");
            continue;
        };
        assert!(!read.damage.is_empty(), "cut at {n}");
        let complete = all.iter().filter(|(_, end)| *end <= n).count();
        assert_eq!(read.trace.samples.len(), (complete * BLOCK).min(3_000), "cut at {n}");
    }
}

#[test]
fn a_span_is_read_from_the_blocks_that_touch_it_and_from_no_other() {
    let bytes = encode(&fixtures::trace(5_000, false)).unwrap();
    let good = whole(&bytes);
    for (from, to) in [(0.0, 3.0), (9.9, 10.6), (12.0, 45.0), (49.9, 80.0), (-5.0, -1.0), (20.48, 20.48)] {
        let span = Span::from_s(from, to);
        let part = decode_span(&bytes, span).unwrap();
        let wanted: Vec<TraceSample> =
            good.samples.iter().filter(|s| s.at >= span.start && s.at <= span.end).copied().collect();
        assert!(part.trace.samples == wanted, "{from}..{to}");
        assert!(part.trace.track.iter().all(|p| p.at >= span.start && p.at <= span.end));
    }
    let mut bad = bytes;
    let (_, end_of_first) = blocks(&bad)[0];
    bad[end_of_first - 3] ^= 1;
    assert!(decode_span(&bad, Span::from_s(20.0, 30.0)).unwrap().damage.is_empty(), "far from the damage");
    assert!(!decode_span(&bad, Span::from_s(2.0, 3.0)).unwrap().damage.is_empty());
}

#[test]
fn a_version_of_tomorrow_and_other_files_are_told_apart_from_damage() {
    let mut bytes = encode(&Trace::default()).unwrap();
    bytes[4] = 9;
    let crc = crc32fast::hash(&bytes[..13]).to_le_bytes();
    bytes[13..17].copy_from_slice(&crc);
    assert_eq!(decode(&bytes).unwrap_err().fault, TraceFault::UnknownVersion(9));
    assert_eq!(decode(b"SQLite format 3\0, and so on").unwrap_err().fault, TraceFault::NotATrace);
    assert_eq!(decode(b"PxT").unwrap_err().fault, TraceFault::NotATrace);
    assert_eq!(decode(b"PxTr").unwrap_err().fault, TraceFault::Truncated);
}

#[test]
fn a_block_of_a_kind_of_tomorrow_is_named_and_stepped_over() {
    let mut bytes = encode(&fixtures::trace(1_100, false)).unwrap();
    let (at, _) = blocks(&bytes)[0];
    bytes[at + 2] = 7;
    let crc = crc32fast::hash(&bytes[at..at + 21]).to_le_bytes();
    bytes[at + 21..at + 25].copy_from_slice(&crc);
    let read = decode(&bytes).unwrap();
    assert_eq!(read.damage, [TraceError { offset: at, fault: TraceFault::UnknownBlock(7) }]);
    assert_eq!((read.trace.samples.len(), read.trace.track.len()), (1_100 - BLOCK, 220));
}

proptest! {
    #[test]
    fn no_bytes_make_the_decoder_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400), version in 0..4_u8) {
        let _ = decode(&bytes);
        let mut begun = MAGIC.to_vec();
        begun.push(version);
        begun.extend(bytes);
        let _ = decode(&begun);
    }

    #[test]
    fn no_payload_under_a_right_checksum_makes_the_decoder_panic(
        kind in 0_u8..4,
        count in 0..1_100_u16,
        payload in proptest::collection::vec(any::<u8>(), 0..600),
    ) {
        let mut bytes = encode(&Trace::default()).unwrap();
        let from = bytes.len();
        bytes.extend([0xb5, 0x4b, kind]);
        bytes.extend(count.to_le_bytes());
        bytes.extend(u32::try_from(payload.len()).unwrap().to_le_bytes());
        bytes.extend(i64::MAX.to_le_bytes());
        bytes.extend(crc32fast::hash(&payload).to_le_bytes());
        let crc = crc32fast::hash(&bytes[from..]);
        bytes.extend(crc.to_le_bytes());
        bytes.extend(payload);
        prop_assert!(!decode(&bytes).unwrap().damage.is_empty(), "the header promised no block");
    }

    #[test]
    fn flipping_any_bytes_of_one_block_costs_that_block_only(
        nth in 0..3_usize,
        flips in proptest::collection::vec((any::<prop::sample::Index>(), 1..=255_u8), 1..20),
    ) {
        let bytes = encode(&fixtures::trace(3_000, false)).unwrap();
        let good = whole(&bytes);
        let (from, to) = blocks(&bytes)[nth];
        let mut bad = bytes;
        let mut changed = false;
        for (index, mask) in flips {
            let at = from + index.index(to - from);
            bad[at] ^= mask;
            changed = true;
        }
        let read = decode(&bad).unwrap();
        let mut left = good.clone();
        left.samples.drain(nth * BLOCK..((nth + 1) * BLOCK).min(3_000));
        // Two flips of one byte may undo each other.
        prop_assert!(changed && (read.trace == left || read.trace == good && read.damage.is_empty()));
    }

    #[test]
    fn any_values_and_stamps_survive(
        rows in proptest::collection::vec((any::<i64>(), any::<[f64; 3]>(), any::<Option<[f64; 3]>>()), 0..50)
    ) {
        let samples = rows.into_iter().map(|(t, acc, gyr)| TraceSample { at: MonoTime(t), acc, gyr }).collect();
        let once = whole(&encode(&Trace { samples, track: Vec::new() }).unwrap());
        prop_assert_eq!(whole(&encode(&once).unwrap()), once);
    }
}
