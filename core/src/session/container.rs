//! The one container for journal, recording and golden (SEAMS, *one container*).
//!
//! In: a session's header, its inputs as they come and its finished reps. Out: bytes to append, and from bytes the same
//! again. Each frame: length u32, kind u8, payload, CRC-32 over all three, little-endian. What was cut off at the end,
//! as a killed app leaves it, is told apart from what was damaged.

use super::io::{Command, Input, Interruption};
use crate::cues::CueId;
use crate::time::MonoTime;
use std::fmt;

/// Bytes around a payload.
const AROUND: usize = 4 + 1 + 4;
/// No frame is longer: a block frame of 65,535 records and room.
const LONGEST: usize = 4 << 20;

/// What a frame holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FrameKind {
    /// The header: what the session was to be, JSON.
    Header,
    /// One input.
    Input,
    /// A finished rep, JSON; in a golden before its event.
    Rep,
    /// In a golden: an event that the inputs before it must bring about, JSON.
    Event,
    /// In a golden: the page of the saved session, English HTML.
    Page,
}

/// Why a container cannot be read on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContainerError {
    /// Byte from the container's start at which the bad frame begins.
    pub offset: usize,
    /// What is wrong with it.
    pub fault: ContainerFault,
}

/// What can be wrong with a container.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContainerFault {
    /// It ends inside a frame: a killed app leaves this.
    Truncated,
    /// The checksum does not fit.
    Damaged,
    /// A kind this build does not know.
    UnknownKind(u8),
    /// An input that cannot be.
    BadInput,
}

impl fmt::Display for ContainerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "journal, byte {}: ", self.offset)?;
        match self.fault {
            ContainerFault::Truncated => write!(f, "ends inside a frame"),
            ContainerFault::Damaged => write!(f, "the checksum does not fit"),
            ContainerFault::UnknownKind(k) => write!(f, "unknown kind {k}"),
            ContainerFault::BadInput => write!(f, "an input that cannot be"),
        }
    }
}

impl std::error::Error for ContainerError {}

/// Appends a frame of `kind`.
pub fn append(out: &mut Vec<u8>, kind: FrameKind, payload: &[u8]) {
    let start = out.len();
    let length = u32::try_from(payload.len().min(LONGEST)).unwrap_or(u32::MAX);
    out.extend_from_slice(&length.to_le_bytes());
    out.push(match kind {
        FrameKind::Header => 1,
        FrameKind::Input => 2,
        FrameKind::Rep => 3,
        FrameKind::Event => 4,
        FrameKind::Page => 5,
    });
    out.extend(payload.iter().take(LONGEST));
    let sum = crc32fast::hash(out.get(start..).unwrap_or_default());
    out.extend_from_slice(&sum.to_le_bytes());
}

/// The frames of `bytes`, in order; ends at the first that cannot be read, with its error.
pub fn frames(bytes: &[u8]) -> impl Iterator<Item = Result<(FrameKind, &[u8]), ContainerError>> {
    let mut offset = 0;
    let mut over = false;
    std::iter::from_fn(move || {
        let rest = bytes.get(offset..).filter(|r| !r.is_empty() && !over)?;
        let frame = frame(rest).map_err(|fault| ContainerError { offset, fault });
        over = frame.is_err();
        Some(frame.map(|(kind, payload)| {
            offset += payload.len() + AROUND;
            (kind, payload)
        }))
    })
}

fn frame(rest: &[u8]) -> Result<(FrameKind, &[u8]), ContainerFault> {
    let ([l0, l1, l2, l3, kind], _) = rest.split_first_chunk::<5>().ok_or(ContainerFault::Truncated)?;
    let length = usize::try_from(u32::from_le_bytes([*l0, *l1, *l2, *l3])).unwrap_or(usize::MAX);
    if length > LONGEST {
        return Err(ContainerFault::Damaged);
    }
    let (whole, after) = rest.split_at_checked(5 + length).ok_or(ContainerFault::Truncated)?;
    let (sum, _) = after.split_first_chunk::<4>().ok_or(ContainerFault::Truncated)?;
    if crc32fast::hash(whole) != u32::from_le_bytes(*sum) {
        return Err(ContainerFault::Damaged);
    }
    let kind = match kind {
        1 => FrameKind::Header,
        2 => FrameKind::Input,
        3 => FrameKind::Rep,
        4 => FrameKind::Event,
        5 => FrameKind::Page,
        other => return Err(ContainerFault::UnknownKind(*other)),
    };
    Ok((kind, whole.get(5..).unwrap_or_default()))
}

/// The payload of an input that the host had at `now`.
pub fn write_input(now: MonoTime, input: &Input<'_>) -> Vec<u8> {
    let mut out = now.0.to_le_bytes().to_vec();
    match input {
        Input::Frame(bytes) => {
            out.push(0);
            out.extend_from_slice(bytes);
        }
        Input::Tick => out.push(1),
        Input::Command(c) => out.extend_from_slice(&[2, command_code(*c)]),
        Input::Interruption(i) => out.extend_from_slice(&[3, interruption_code(*i)]),
        Input::CuePlayed { id, at } => {
            out.push(4);
            out.extend_from_slice(&id.0.to_le_bytes());
            out.extend_from_slice(&at.0.to_le_bytes());
        }
        Input::Answer(answer) => {
            out.push(5);
            // An answer is plain data: it always has a JSON form.
            out.extend(serde_json::to_vec(answer).unwrap_or_default());
        }
    }
    out
}

/// Reads what [`write_input`] wrote; none when it cannot be.
pub fn read_input(payload: &[u8]) -> Option<(MonoTime, Input<'_>)> {
    let (now, rest) = payload.split_first_chunk::<8>()?;
    let now = MonoTime(i64::from_le_bytes(*now));
    let (tag, rest) = rest.split_first()?;
    let input = match (tag, rest) {
        (0, bytes) => Input::Frame(bytes),
        (1, []) => Input::Tick,
        (2, [code]) => Input::Command(COMMANDS.into_iter().find(|c| command_code(*c) == *code)?),
        (3, [code]) => Input::Interruption(INTERRUPTIONS.into_iter().find(|i| interruption_code(*i) == *code)?),
        (4, rest) => {
            let (id, at) = rest.split_first_chunk::<8>()?;
            let at = <[u8; 8]>::try_from(at).ok()?;
            Input::CuePlayed { id: CueId(u64::from_le_bytes(*id)), at: MonoTime(i64::from_le_bytes(at)) }
        }
        (5, json) => Input::Answer(serde_json::from_slice(json).ok()?),
        _ => return None,
    };
    Some((now, input))
}

const COMMANDS: [Command; 10] = [
    Command::Start,
    Command::Pause,
    Command::Resume,
    Command::Skip,
    Command::Redo,
    Command::Pain,
    Command::Stop,
    Command::Slower,
    Command::FreePace,
    Command::KeepPace,
];

const INTERRUPTIONS: [Interruption; 6] = [
    Interruption::Call,
    Interruption::AudioLost,
    Interruption::Suspended,
    Interruption::SourceEnded,
    Interruption::ScreenLocked,
    Interruption::LowPower,
];

// Codes are written to disk: a new one is added at the end, none is used again.
fn command_code(command: Command) -> u8 {
    match command {
        Command::Start => 0,
        Command::Pause => 1,
        Command::Resume => 2,
        Command::Skip => 3,
        Command::Redo => 4,
        Command::Pain => 5,
        Command::Stop => 6,
        Command::Slower => 7,
        Command::FreePace => 8,
        Command::KeepPace => 9,
    }
}

fn interruption_code(interruption: Interruption) -> u8 {
    match interruption {
        Interruption::Call => 0,
        Interruption::AudioLost => 1,
        Interruption::Suspended => 2,
        Interruption::SourceEnded => 3,
        Interruption::ScreenLocked => 4,
        Interruption::LowPower => 5,
    }
}

#[cfg(test)]
mod tests {
    use super::super::felt::{Felt, Place};
    use super::super::io::Answer;
    use super::*;

    fn sample() -> Vec<u8> {
        let mut bytes = Vec::new();
        append(&mut bytes, FrameKind::Header, b"{}");
        append(&mut bytes, FrameKind::Input, &write_input(MonoTime(5), &Input::Frame(&[1, 2, 3])));
        append(&mut bytes, FrameKind::Rep, b"[]");
        bytes
    }

    #[test]
    fn every_input_reads_back_the_same() {
        let mut all = vec![Input::Tick, Input::Frame(&[9; 40]), Input::CuePlayed { id: CueId(7), at: MonoTime(-3) }];
        all.extend(COMMANDS.map(Input::Command));
        all.extend(INTERRUPTIONS.map(Input::Interruption));
        let felt = Felt { steady_reps: Some(7), to_landmark: Some(true), places: Place::ALL.into_iter().collect() };
        all.extend([Answer::Pain(true), Answer::Pain(false), Answer::Felt(felt)].map(Input::Answer));
        for input in all {
            assert_eq!(read_input(&write_input(MonoTime(42), &input)), Some((MonoTime(42), input)));
        }
    }

    #[test]
    fn a_journal_cut_at_any_byte_gives_back_its_whole_frames_and_says_that_it_was_cut() {
        let bytes = sample();
        let ends: Vec<usize> = frames(&bytes)
            .scan(0, |end, f| {
                *end += f.unwrap().1.len() + AROUND;
                Some(*end)
            })
            .collect();
        assert_eq!(ends.len(), 3);
        for cut in 0..bytes.len() {
            let read: Vec<_> = frames(&bytes[..cut]).collect();
            let whole = ends.iter().filter(|e| **e <= cut).count();
            assert_eq!(read.iter().filter(|f| f.is_ok()).count(), whole, "cut at {cut}");
            if !ends.contains(&cut) && cut > 0 {
                assert_eq!(read.last().unwrap().as_ref().unwrap_err().fault, ContainerFault::Truncated);
            }
        }
    }

    #[test]
    fn a_flipped_byte_is_never_read_as_good() {
        let bytes = sample();
        for at in 0..bytes.len() {
            let mut bad = bytes.clone();
            bad[at] ^= 0x40;
            let good = frames(&bad).flatten().count();
            assert!(good < 3, "byte {at}");
        }
    }
}
