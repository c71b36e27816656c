//! Signals as bytes: `trace/2`, what a session's blob holds.
//!
//! In: a [`Trace`]. Out: bytes and back with what is damaged, or [`TraceError`] when nothing can be read; no bytes make it panic.
//! Header, 17 bytes, little-endian: magic `PxTr`, version u8, samples u32, track points u32, crc32 of these 13 bytes. Then
//! blocks (`block`), samples before track; each stands for itself, so damage costs its own block and is named, and a span
//! is read without what lies before and behind it.
//!
//! Steps: stamps 10 µs (a thousandth of a 100 Hz step: at 100 °/s a thousandth of a degree), 1e-3 m/s², 1e-4 rad/s, 0.01°.
//! What was rounded to these comes back exactly. An instant that holds something that is not a number is left out.
//!
//! - `bits`, `rice`: numbers as bits. `column`: the law that foretells them. `block`: instants as columns.
//! - `deflated`: `trace/1`, read only. `thin`: what of an old trace is kept.

mod bits;
mod block;
mod column;
mod deflated;
mod rice;
mod thin;

pub use block::BLOCK;
pub use thin::{THIN_STEP, thin};

use crate::session::Trace;
use crate::timeline::Span;
use block::{Header, Kind};
use std::fmt;
use std::io;

const MAGIC: [u8; 4] = *b"PxTr";
const VERSION: u8 = 2;
const HEADER_BYTES: usize = 17;

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

/// What could be read of a trace.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Decoded {
    /// All that is whole, in order.
    pub trace: Trace,
    /// Where something is not.
    pub damage: Vec<TraceError>,
    /// Instants that were written and are not there any more, as far as the header can still tell.
    pub lost: u64,
}

impl Decoded {
    fn expect(&mut self, [samples, track]: [u32; 2], end: usize) {
        let wanted = u64::from(samples) + u64::from(track);
        let found = (self.trace.samples.len() + self.trace.track.len()) as u64;
        self.lost = wanted.saturating_sub(found);
        if self.damage.is_empty() && wanted != found {
            self.damage.push(TraceError { offset: end, fault: TraceFault::Count });
        }
    }
}

/// The bytes of `trace`.
///
/// # Errors
/// None in practice: only more than 2³² instants do not fit.
pub fn encode(trace: &Trace) -> io::Result<Vec<u8>> {
    let finite = |values: &[f64]| values.iter().all(|v| v.is_finite());
    let samples = trace.samples.iter().filter(|s| finite(&s.acc) && s.gyr.is_none_or(|g| finite(&g)));
    let samples: Vec<_> = samples.collect();
    let track = trace.track.iter().filter(|p| finite(&p.phone_deg) && p.pelvis_deg.is_none_or(|d| finite(&d)));
    let track: Vec<_> = track.collect();
    let mut out = Vec::new();
    out.extend(MAGIC);
    out.push(VERSION);
    for count in [samples.len(), track.len()] {
        out.extend(u32::try_from(count).map_err(io::Error::other)?.to_le_bytes());
    }
    out.extend(crc32fast::hash(&out).to_le_bytes());
    for rows in samples.chunks(BLOCK) {
        block::put(&mut out, Kind::Samples, rows.iter().map(|s| (s.at, s.acc, s.gyr)))?;
    }
    for rows in track.chunks(BLOCK) {
        block::put(&mut out, Kind::Track, rows.iter().map(|p| (p.at, p.phone_deg, p.pelvis_deg)))?;
    }
    Ok(out)
}

/// What can be read of the trace in `bytes`; a damaged block costs itself.
///
/// # Errors
/// [`TraceError`] when these bytes are no trace, or one of a version this build does not know.
pub fn decode(bytes: &[u8]) -> Result<Decoded, TraceError> {
    if version(bytes)? == 1 {
        return deflated::decode(bytes);
    }
    let (blocks, damage) = walk(bytes);
    let mut decoded = Decoded { damage, ..Decoded::default() };
    read(bytes, &blocks, &mut decoded);
    match counts(bytes) {
        Ok(wanted) => decoded.expect(wanted, bytes.len()),
        // Nothing says how much there was, but what there is can be read.
        Err(e) if !blocks.is_empty() => decoded.damage.insert(0, e),
        Err(e) => return Err(e),
    }
    decoded.damage.sort_by_key(|error| error.offset);
    Ok(decoded)
}

/// The instants of `span`, its ends included, of the trace in `bytes`, whose instants lie in order: only blocks that touch
/// the span are looked into, and only their damage is told.
///
/// # Errors
/// As [`decode`].
pub fn decode_span(bytes: &[u8], span: Span) -> Result<Decoded, TraceError> {
    let mut decoded = if version(bytes)? == 1 {
        deflated::decode(bytes)?
    } else {
        let (blocks, _) = walk(bytes);
        let touching = blocks.iter().enumerate().filter(|(i, (_, block))| {
            let next = blocks.iter().skip(i + 1).map(|(_, next)| next).find(|next| next.is_like(block));
            block.first() <= span.end && next.is_none_or(|next| next.first() >= span.start)
        });
        let touching: Vec<_> = touching.map(|(_, block)| *block).collect();
        let mut decoded = Decoded::default();
        read(bytes, &touching, &mut decoded);
        decoded
    };
    decoded.trace.samples.retain(|s| (span.start..=span.end).contains(&s.at));
    decoded.trace.track.retain(|p| (span.start..=span.end).contains(&p.at));
    Ok(decoded)
}

/// The version the bytes claim; one that only damage explains is taken for this build's own.
fn version(bytes: &[u8]) -> Result<u8, TraceError> {
    let fail = |offset, fault| Err(TraceError { offset, fault });
    let header_is_whole = counts(bytes).is_ok();
    match bytes.get(4) {
        _ if !bytes.starts_with(&MAGIC) && walk(bytes).0.is_empty() => fail(0, TraceFault::NotATrace),
        None => fail(bytes.len(), TraceFault::Truncated),
        Some(known @ (1 | &VERSION)) if header_is_whole => Ok(*known),
        Some(other) if header_is_whole || walk(bytes).0.is_empty() => match other {
            1 | &VERSION => fail(5, TraceFault::Checksum),
            other => fail(4, TraceFault::UnknownVersion(*other)),
        },
        Some(_) => Ok(VERSION),
    }
}

/// Samples and track points that the header promises.
fn counts(bytes: &[u8]) -> Result<[u32; 2], TraceError> {
    let fail = |offset, fault| TraceError { offset, fault };
    let (header, _) = bytes.split_first_chunk::<HEADER_BYTES>().ok_or(fail(bytes.len(), TraceFault::Truncated))?;
    let [head @ .., c0, c1, c2, c3] = header;
    let [_, _, _, _, _, s0, s1, s2, s3, t0, t1, t2, t3] = *head;
    if !head.starts_with(&MAGIC) || crc32fast::hash(head) != u32::from_le_bytes([*c0, *c1, *c2, *c3]) {
        return Err(fail(0, TraceFault::Checksum));
    }
    Ok([u32::from_le_bytes([s0, s1, s2, s3]), u32::from_le_bytes([t0, t1, t2, t3])])
}

/// Every header that is whole, with its place, and the places where one should be and is not. Behind a damaged header the
/// next one is known by its mark and checksum.
fn walk(bytes: &[u8]) -> (Vec<(usize, Header)>, Vec<TraceError>) {
    let (mut blocks, mut damage) = (Vec::new(), Vec::new());
    let mut at = HEADER_BYTES;
    while at < bytes.len() {
        let here = |at: usize| Header::read(bytes.get(at..).unwrap_or_default());
        match here(at) {
            Ok(header) => {
                blocks.push((at, header));
                at = at.saturating_add(header.whole());
            }
            Err(fault) => {
                damage.push(TraceError { offset: at, fault });
                at = (at + 1..bytes.len()).find(|at| here(*at).is_ok()).unwrap_or(bytes.len());
            }
        }
    }
    (blocks, damage)
}

fn read(bytes: &[u8], blocks: &[(usize, Header)], into: &mut Decoded) {
    for (offset, header) in blocks {
        match header.rows(bytes.get(*offset..).unwrap_or_default()) {
            Ok(rows) => block::push(&mut into.trace, rows),
            Err(fault) => into.damage.push(TraceError { offset: *offset, fault }),
        }
    }
}

#[cfg(test)]
mod tests;
