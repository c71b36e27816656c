//! What signals cost as bytes and in time: our trace beside public coders of whole numbers, on the same integers in the same run.
//!
//! In: `supine_phone` under `PROXIMAL_DATA` (real phones on supine people), or, without it, simulated sessions with gyroscope.
//! Out: a table: bytes a sample with its stamp, nanoseconds a sample there and back, each the median of the rounds, and the ratio to
//! `pco` (pcodec, a column at a time) and to deflate over varints of differences (what `trace/1` was).

#![allow(clippy::print_stdout, reason = "its table is what it is for")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a bench may stop with a panic")]

use flate2::Compression;
use flate2::read::{DeflateDecoder, GzDecoder};
use flate2::write::DeflateEncoder;
use pco::ChunkConfig;
use pco::standalone::{simple_compress, simple_decompress};
use proximal_core::history::trace::{decode, encode};
use proximal_core::motion::Intake;
use proximal_core::routine::{OtherLeg, SidePlan, Variant, compile, leg_lowering};
use proximal_core::session::{Trace, TraceSample};
use proximal_core::sim::{Person, Phone, Simulator, run};
use proximal_core::time::MonoTime;
use proximal_core::timeline::Side;
use std::hint::black_box;
use std::io::{Read as _, Write as _};
use std::path::PathBuf;
use std::time::Instant;

const ROUNDS: usize = 9;

/// What one coder took: bytes, and seconds there and back.
struct Cost {
    bytes: usize,
    there_s: f64,
    back_s: f64,
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, f64) {
    let begun = Instant::now();
    let done = work();
    (done, begun.elapsed().as_secs_f64())
}

fn ours(trace: &Trace) -> Cost {
    let (bytes, there_s) = timed(|| encode(trace).unwrap());
    let (_, back_s) = timed(|| black_box(decode(&bytes).unwrap()));
    Cost { bytes: bytes.len(), there_s, back_s }
}

fn pcodec(columns: &[Vec<i64>]) -> Cost {
    let config = ChunkConfig::default();
    let (parts, there_s) = timed(|| columns.iter().map(|c| simple_compress(c, &config).unwrap()).collect::<Vec<_>>());
    let (_, back_s) =
        timed(|| parts.iter().map(|p| simple_decompress::<i64>(p).unwrap().len()).map(black_box).sum::<usize>());
    Cost { bytes: parts.iter().map(Vec::len).sum(), there_s, back_s }
}

fn deflate(columns: &[Vec<i64>]) -> Cost {
    let (packed, there_s) = timed(|| {
        let mut plain = Vec::new();
        for (nth, column) in columns.iter().enumerate() {
            let mut differences = column.clone();
            // Stamps twice.
            for _ in 0..if nth == 0 { 2 } else { 1 } {
                let mut before = 0;
                for value in &mut differences {
                    (*value, before) = (*value - before, *value);
                }
            }
            for value in differences {
                let mut zigzag = ((value << 1) ^ (value >> 63)).cast_unsigned();
                while zigzag >= 0x80 {
                    plain.push(zigzag.to_le_bytes()[0] | 0x80);
                    zigzag >>= 7;
                }
                plain.push(zigzag.to_le_bytes()[0]);
            }
        }
        let mut to = DeflateEncoder::new(Vec::new(), Compression::default());
        to.write_all(&plain).unwrap();
        to.finish().unwrap()
    });
    let (_, back_s) = timed(|| {
        let mut plain = Vec::new();
        DeflateDecoder::new(packed.as_slice()).read_to_end(&mut plain).unwrap();
        black_box(plain)
    });
    Cost { bytes: packed.len(), there_s, back_s }
}

/// The quantised numbers of a trace as our coder sees them.
#[expect(clippy::cast_possible_truncation, reason = "what sensors say fits")]
fn columns(trace: &Trace) -> Vec<Vec<i64>> {
    let steps = |value: f64, of: f64| (value * of).round() as i64;
    let mut all = vec![trace.samples.iter().map(|s| (s.at.0 + 5_000).div_euclid(10_000)).collect::<Vec<_>>()];
    for axis in 0..3 {
        all.push(trace.samples.iter().map(|s| steps(s.acc[axis], 1e3)).collect());
        let rates: Vec<i64> = trace.samples.iter().filter_map(|s| s.gyr).map(|g| steps(g[axis], 1e4)).collect();
        all.extend((!rates.is_empty()).then_some(rates));
    }
    all
}

fn recorded() -> Option<Vec<Trace>> {
    let folder = PathBuf::from(std::env::var_os("PROXIMAL_DATA")?).join("supine_phone");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).ok()?.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == "gz"));
    files.sort();
    let read = |file: &PathBuf| {
        let mut text = String::new();
        GzDecoder::new(std::fs::File::open(file).unwrap()).read_to_string(&mut text).unwrap();
        let samples = text.lines().skip(1).map(|line| {
            let mut row = line.split(',').map(|cell| cell.parse().unwrap());
            let mut next = || row.next().unwrap();
            TraceSample { at: MonoTime::from_s(next()), acc: [next(), next(), next()], gyr: None }
        });
        Trace { samples: samples.collect(), track: Vec::new() }
    };
    Some(files.iter().map(read).collect())
}

fn simulated() -> Vec<Trace> {
    let routine = leg_lowering(Variant::KneeBreak, OtherLeg::Up, SidePlan::Alternating);
    let plan = compile(&routine, Side::Left).unwrap();
    let session = |seed| {
        let performance =
            run(&plan, MonoTime(15_000_000_000), Simulator::new(seed, Person::sloppy(), Phone::typical()));
        let (mut intake, mut samples) = (Intake::default(), Vec::new());
        for frame in &performance.frames {
            let keep = |r: proximal_core::motion::Reading| {
                samples.push(TraceSample { at: r.at, acc: r.acc, gyr: r.gyr });
            };
            intake.frame(frame, keep).unwrap();
        }
        Trace { samples, track: Vec::new() }
    };
    (1..=3).map(session).collect()
}

type Coder = fn(&Trace) -> Cost;

fn median(mut all: Vec<f64>) -> f64 {
    all.sort_by(f64::total_cmp);
    all.get(all.len() / 2).copied().unwrap_or(0.0)
}

fn table(name: &str, traces: &[Trace], rounds: usize) {
    let samples: usize = traces.iter().map(|t| t.samples.len()).sum();
    println!("{name}: {samples} samples in {} traces, {rounds} rounds, median", traces.len());
    println!("                         bytes   ns there  ns back   (a sample)");
    let coders: [(&str, Coder); 3] = [
        ("trace/2", ours),
        ("pco, a column at a time", |t| pcodec(&columns(t))),
        ("deflate of differences", |t| deflate(&columns(t))),
    ];
    // They take turns, so that what else the machine does strikes all alike.
    let mut took = coders.map(|_| (0, Vec::new(), Vec::new()));
    for _ in 0..rounds {
        for ((_, coder), (bytes, there, back)) in coders.iter().zip(&mut took) {
            let all: Vec<Cost> = traces.iter().map(coder).collect();
            *bytes = all.iter().map(|c| c.bytes).sum();
            there.push(all.iter().map(|c| c.there_s).sum::<f64>());
            back.push(all.iter().map(|c| c.back_s).sum::<f64>());
        }
    }
    for ((name, _), (bytes, there, back)) in coders.iter().zip(took) {
        let each = |total: f64| total / samples as f64;
        println!(
            "{name:24}{:6.3} {:9.0} {:9.0}",
            each(bytes as f64),
            each(median(there)) * 1e9,
            each(median(back)) * 1e9
        );
    }
}

fn main() {
    // `cargo test --benches` runs it once, to see that it still runs.
    let rounds = if std::env::args().any(|a| a == "--bench") { ROUNDS } else { 1 };
    match recorded() {
        Some(traces) => table("real recordings", &traces, rounds),
        None => println!("not run: real recordings (PROXIMAL_DATA names no supine_phone)"),
    }
    table("simulated, with gyroscope", &simulated(), rounds);
}
