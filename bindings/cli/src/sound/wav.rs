//! A WAV file: one channel, 16 bits.
//!
//! In: samples, −1 to 1. Out: bytes in an [`Output`], which is not seen before it is finished.

use super::RATE_HZ;
use crate::failure::Failure;
use crate::output::Output;
use hound::{SampleFormat, WavSpec, WavWriter};
use std::path::Path;

/// Bytes of a sample.
pub(crate) const SAMPLE_BYTES: u64 = 2;
/// The format counts bytes in 32 bits, its own header included.
pub(crate) const MOST_BYTES: u64 = u32::MAX as u64 - 64;

/// A WAV file that is being written.
pub(crate) struct Wav<'a> {
    writer: WavWriter<&'a mut Output>,
    /// How the user named the file.
    name: String,
}

impl<'a> Wav<'a> {
    /// In `output`, which the user named `name`.
    pub(crate) fn new(output: &'a mut Output, name: &str, rate_hz: u32) -> Result<Self, Failure> {
        let name = name.to_owned();
        let writer = WavWriter::new(output, spec(rate_hz)).map_err(|e| failure(&name, e))?;
        Ok(Self { writer, name })
    }

    pub(crate) fn write(&mut self, samples: &[f32]) -> Result<(), Failure> {
        for sample in samples {
            self.writer.write_sample(sample_of(*sample)).map_err(|e| failure(&self.name, e))?;
        }
        Ok(())
    }

    /// No more comes.
    pub(crate) fn end(self) -> Result<(), Failure> {
        self.writer.finalize().map_err(|e| failure(&self.name, e))
    }
}

/// Writes `samples` to a file of ours; none when that cannot be done.
pub(super) fn write_file(path: &Path, samples: &[f32]) -> Option<()> {
    let mut writer = WavWriter::create(path, spec(RATE_HZ)).ok()?;
    for sample in samples {
        writer.write_sample(sample_of(*sample)).ok()?;
    }
    writer.finalize().ok()
}

fn spec(rate_hz: u32) -> WavSpec {
    WavSpec { channels: 1, sample_rate: rate_hz, bits_per_sample: 16, sample_format: SampleFormat::Int }
}

/// A sample as 16 bits.
#[expect(clippy::cast_possible_truncation, reason = "`as` saturates, and the mixer never reaches full scale")]
pub(super) fn sample_of(sample: f32) -> i16 {
    (sample * f32::from(i16::MAX)).round() as i16
}

fn failure(name: &str, e: hound::Error) -> Failure {
    match e {
        hound::Error::IoError(e) => Failure::from_io(name, &e),
        e => Failure::input(name, e.to_string()),
    }
}
