//! What real recordings cost as traces: bytes a sample, everything counted, and exactness of the quantised values.
//!
//! In: `supine_phone` under `PROXIMAL_DATA`: real phones on supine people. Out: a line a file; red above 2.8 bytes.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test that cannot go on stops; its table is for people")]

use flate2::read::GzDecoder;
use proximal_core::history::trace::{decode, encode};
use proximal_core::session::{Trace, TraceSample};
use proximal_core::time::MonoTime;
use std::fs::File;
use std::io::Read as _;
use std::path::{Path, PathBuf};

/// Bytes a sample of three axes with its stamp may cost (DESIGN §10).
const MOST: f64 = 2.8;

fn recordings() -> Option<Vec<PathBuf>> {
    let folder = PathBuf::from(std::env::var_os("PROXIMAL_DATA")?).join("supine_phone");
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).ok()?.map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| file.extension().is_some_and(|e| e == "gz"));
    files.sort();
    Some(files).filter(|files| !files.is_empty())
}

/// `t,ax,ay,az` as a trace.
fn trace(file: &Path) -> Trace {
    let mut text = String::new();
    GzDecoder::new(File::open(file).unwrap()).read_to_string(&mut text).unwrap();
    let samples = text.lines().skip(1).map(|line| {
        let mut row = line.split(',').map(|cell| cell.parse().unwrap());
        let mut next = || row.next().unwrap();
        TraceSample { at: MonoTime::from_s(next()), acc: [next(), next(), next()], gyr: None }
    });
    Trace { samples: samples.collect(), track: Vec::new() }
}

#[test]
fn real_recordings_cost_no_more_than_2_8_bytes_a_sample_and_come_back_exactly() {
    let Some(files) = recordings() else {
        println!("not run: real recordings cost no more than 2.8 bytes a sample (PROXIMAL_DATA names no supine_phone)");
        return;
    };
    for file in files {
        let trace = trace(&file);
        let bytes = encode(&trace).unwrap();
        let back = decode(&bytes).unwrap();
        assert!(back.damage.is_empty());
        let steps = |value: f64| (value * 1e3).round();
        for (was, is) in trace.samples.iter().zip(&back.trace.samples) {
            let axes = was.acc.iter().zip(is.acc);
            assert!(axes.into_iter().all(|(a, b)| (steps(*a) - steps(b)).abs() < 0.5), "{was:?} {is:?}");
            assert!((was.at.0 - is.at.0).abs() <= 5_000);
        }
        assert_eq!(decode(&encode(&back.trace).unwrap()).unwrap(), back, "what was rounded stays as it is");
        let each = bytes.len() as f64 / trace.samples.len() as f64;
        println!("{each:.3} bytes a sample  {}", file.file_name().unwrap().to_string_lossy());
        assert!(each <= MOST, "{}: {each:.3} bytes a sample", file.display());
    }
}
