//! The block frame: how samples cross every boundary (SEAMS, *block frame*).
//!
//! In: bytes from a phone, a recording or the simulated person. Out: [`Frame`] with its records, or [`FrameError`] with
//! the byte at which it went wrong. Little-endian. Header, 16 bytes: magic u16, version u8, convention u8, count u16,
//! flags u16, `received_ns` i64. Record, 24 bytes: `t_ns` i64, kind u8, 3 pad, x y z f32.

use crate::time::{MonoTime, SensorTime};
use std::fmt;

/// First two bytes, "Px" read as little-endian.
pub const MAGIC: u16 = u16::from_le_bytes(*b"Px");
/// The only version so far.
pub const VERSION: u8 = 1;
/// Bytes before the first record.
pub const HEADER_BYTES: usize = 16;
/// Bytes of a record.
pub const RECORD_BYTES: usize = 24;
/// Standard gravity, m/s².
pub const STANDARD_GRAVITY: f64 = 9.806_65;

/// Whose axes, units and signs the records are in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Convention {
    /// m/s², face up at rest = +9.81 on z; rad/s.
    Android,
    /// g with the whole vector's sign turned, as `CMAccelerometerData` has it (FIELD F9); rad/s.
    Ios,
}

/// Which sensor a record is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SensorKind {
    /// Specific force.
    Accelerometer,
    /// Angular rate.
    Gyroscope,
}

/// One reading, as it came; [`Record::si`] converts it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Record {
    /// The sensor's own stamp.
    pub t: SensorTime,
    /// Which sensor.
    pub kind: SensorKind,
    /// x, y, z in the frame's convention.
    pub xyz: [f32; 3],
}

/// A frame whose header and length have been checked; its records are read one by one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame<'a> {
    /// Whose axes and units.
    pub convention: Convention,
    /// When the host had the block.
    pub received: MonoTime,
    records: &'a [u8],
}

/// What is wrong with a frame, and the offset of the byte where.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FrameError {
    /// Byte from the frame's start.
    pub offset: usize,
    /// What is wrong there.
    pub fault: FrameFault,
}

/// What can be wrong with a frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameFault {
    /// It ends before its header or its last record does.
    Truncated,
    /// Bytes follow the last record.
    TooLong,
    /// It does not begin with the magic.
    NotAFrame,
    /// A version this build does not know.
    UnknownVersion(u8),
    /// A convention this build does not know.
    UnknownConvention(u8),
    /// A sensor this build does not know.
    UnknownSensor(u8),
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "block frame, byte {}: ", self.offset)?;
        match self.fault {
            FrameFault::Truncated => write!(f, "ends too early"),
            FrameFault::TooLong => write!(f, "more bytes than its count says"),
            FrameFault::NotAFrame => write!(f, "does not begin with the magic"),
            FrameFault::UnknownVersion(v) => write!(f, "unknown version {v}"),
            FrameFault::UnknownConvention(c) => write!(f, "unknown convention {c}"),
            FrameFault::UnknownSensor(k) => write!(f, "unknown sensor {k}"),
        }
    }
}

impl std::error::Error for FrameError {}

impl<'a> Frame<'a> {
    /// Checks the header and the length of `bytes`.
    ///
    /// # Errors
    /// [`FrameError`] with the offset of the first byte that cannot be.
    pub fn parse(bytes: &'a [u8]) -> Result<Self, FrameError> {
        let fail = |offset, fault| Err(FrameError { offset, fault });
        let Some((header, records)) = bytes.split_first_chunk::<HEADER_BYTES>() else {
            return fail(bytes.len(), FrameFault::Truncated);
        };
        let [m0, m1, version, convention, c0, c1, _, _, received @ ..] = *header;
        if u16::from_le_bytes([m0, m1]) != MAGIC {
            return fail(0, FrameFault::NotAFrame);
        }
        if version != VERSION {
            return fail(2, FrameFault::UnknownVersion(version));
        }
        let convention = match convention {
            0 => Convention::Android,
            1 => Convention::Ios,
            other => return fail(3, FrameFault::UnknownConvention(other)),
        };
        let due = usize::from(u16::from_le_bytes([c0, c1])) * RECORD_BYTES;
        if records.len() < due {
            return fail(bytes.len(), FrameFault::Truncated);
        }
        if records.len() > due {
            return fail(HEADER_BYTES + due, FrameFault::TooLong);
        }
        Ok(Self { convention, received: MonoTime(i64::from_le_bytes(received)), records })
    }

    /// The readings in order; after the first bad one nothing more comes.
    pub fn records(&self) -> impl Iterator<Item = Result<Record, FrameError>> + use<'a> {
        let mut broken = false;
        self.records.chunks_exact(RECORD_BYTES).enumerate().map_while(move |(i, chunk)| {
            if broken {
                return None;
            }
            let record = Record::read(chunk, HEADER_BYTES + i * RECORD_BYTES);
            broken = record.is_err();
            Some(record)
        })
    }
}

impl Record {
    fn read(chunk: &[u8], at: usize) -> Result<Self, FrameError> {
        let truncated = FrameError { offset: at, fault: FrameFault::Truncated };
        let Ok([t0, t1, t2, t3, t4, t5, t6, t7, kind, _, _, _, x0, x1, x2, x3, y0, y1, y2, y3, z0, z1, z2, z3]) =
            <[u8; RECORD_BYTES]>::try_from(chunk)
        else {
            return Err(truncated);
        };
        let kind = match kind {
            0 => SensorKind::Accelerometer,
            1 => SensorKind::Gyroscope,
            other => return Err(FrameError { offset: at + 8, fault: FrameFault::UnknownSensor(other) }),
        };
        Ok(Self {
            t: SensorTime(i64::from_le_bytes([t0, t1, t2, t3, t4, t5, t6, t7])),
            kind,
            xyz: [
                f32::from_le_bytes([x0, x1, x2, x3]),
                f32::from_le_bytes([y0, y1, y2, y3]),
                f32::from_le_bytes([z0, z1, z2, z3]),
            ],
        })
    }

    /// The reading in the inside's convention: Android axes and signs, m/s² or rad/s (FIELD F9).
    pub fn si(&self, convention: Convention) -> [f64; 3] {
        let xyz = self.xyz.map(f64::from);
        match (convention, self.kind) {
            (Convention::Ios, SensorKind::Accelerometer) => xyz.map(|v| -STANDARD_GRAVITY * v),
            _ => xyz,
        }
    }
}

/// Writes `records` as one frame after what `out` holds; at most 65,535 of them, the rest is left out.
pub fn write(out: &mut Vec<u8>, convention: Convention, received: MonoTime, records: &[Record]) {
    let count = u16::try_from(records.len()).unwrap_or(u16::MAX);
    out.extend_from_slice(&MAGIC.to_le_bytes());
    out.push(VERSION);
    out.push(match convention {
        Convention::Android => 0,
        Convention::Ios => 1,
    });
    out.extend_from_slice(&count.to_le_bytes());
    out.extend_from_slice(&[0, 0]);
    out.extend_from_slice(&received.0.to_le_bytes());
    for record in records.iter().take(usize::from(count)) {
        out.extend_from_slice(&record.t.0.to_le_bytes());
        out.push(match record.kind {
            SensorKind::Accelerometer => 0,
            SensorKind::Gyroscope => 1,
        });
        out.extend_from_slice(&[0, 0, 0]);
        for v in record.xyz {
            out.extend_from_slice(&v.to_le_bytes());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(t: i64, kind: SensorKind, xyz: [f32; 3]) -> Record {
        Record { t: SensorTime(t), kind, xyz }
    }

    fn one_of_each() -> Vec<u8> {
        let mut bytes = Vec::new();
        let records = [
            reading(5, SensorKind::Gyroscope, [0.1, -0.2, 0.3]),
            reading(7, SensorKind::Accelerometer, [0.0, 0.5, 9.8]),
        ];
        write(&mut bytes, Convention::Android, MonoTime(9), &records);
        bytes
    }

    #[test]
    fn what_is_written_is_read_again() {
        let bytes = one_of_each();
        let frame = Frame::parse(&bytes).unwrap();
        let records: Vec<_> = frame.records().map(Result::unwrap).collect();
        assert_eq!((frame.received, records.len()), (MonoTime(9), 2));
        assert_eq!(records[1], reading(7, SensorKind::Accelerometer, [0.0, 0.5, 9.8]));
    }

    #[test]
    fn a_face_up_iphone_at_rest_reads_gravity_up_and_one_in_free_fall_nothing() {
        let rest = reading(0, SensorKind::Accelerometer, [0.0, 0.0, -1.0]).si(Convention::Ios);
        assert_eq!(rest, [0.0, 0.0, STANDARD_GRAVITY]);
        let falling = reading(0, SensorKind::Accelerometer, [0.0; 3]).si(Convention::Ios);
        assert_eq!(falling, [0.0; 3]);
        let turning = reading(0, SensorKind::Gyroscope, [0.5, 0.0, 0.0]).si(Convention::Ios);
        assert_eq!(turning[0], 0.5);
    }

    #[test]
    fn every_cut_and_every_flipped_header_byte_is_told_with_its_offset() {
        let bytes = one_of_each();
        for n in 0..bytes.len() {
            let e = Frame::parse(&bytes[..n]).unwrap_err();
            assert_eq!(e, FrameError { offset: n, fault: FrameFault::Truncated });
        }
        for at in [0, 1, 2, 3, 4, 5] {
            let mut bad = bytes.clone();
            bad[at] ^= 0xff;
            assert!(Frame::parse(&bad).is_err(), "byte {at}");
        }
    }

    #[test]
    fn a_bad_record_ends_the_frame_but_not_what_came_before_it() {
        let mut bytes = one_of_each();
        bytes[HEADER_BYTES + RECORD_BYTES + 8] = 9;
        let read: Vec<_> = Frame::parse(&bytes).unwrap().records().collect();
        assert_eq!(read.len(), 2);
        assert!(read[0].is_ok());
        assert_eq!(read[1].unwrap_err().offset, HEADER_BYTES + RECORD_BYTES + 8);
    }
}
