//! Proximal on a laptop (DESIGN §9).
//!
//! In: arguments, recordings, keys. Out: sessions in the terminal, in history and as reports; exit codes 0 done, 1 bad
//! input, 2 bad usage, 130 interrupted. Every failure is one line on standard error.

#![cfg_attr(test, allow(clippy::float_cmp, reason = "exact values are meant"))]

mod args;
mod chart;
mod commands;
mod exchange_args;
mod failure;
mod feed;
mod folders;
mod furniture;
mod ics;
mod input;
mod insight_args;
mod interrupt;
mod kept_args;
mod live;
mod names;
mod output;
mod plan_args;
mod qr;
mod recording;
mod routine_args;
mod sentence;
mod session;
mod sound;
mod summary;
mod world;

use clap::Parser as _;
use failure::Failure;
use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    interrupt::install();
    let args = args::Args::parse();
    let Err(failure) = commands::run(args) else { return ExitCode::SUCCESS };
    if !matches!(failure, Failure::ReaderGone) {
        // Nothing is left to do when standard error is closed too.
        let _ = writeln!(std::io::stderr(), "proximal: {failure}");
    }
    ExitCode::from(failure.exit_code())
}
