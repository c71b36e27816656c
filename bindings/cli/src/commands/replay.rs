//! `replay`: a recording as a whole session.
//!
//! In: a recording with its timeline or its routine, or the journal of an interrupted session. Out: the live view, the
//! saved session, its report where asked for.

use super::{Face, read_timeline, routine};
use crate::args::Replay;
use crate::failure::Failure;
use crate::feed::frame_of;
use crate::input;
use crate::recording::{Recording, Row};
use crate::session::{self, Drive, Ended};
use crate::{folders, world};
use proximal::Engine;
use proximal_core::motion::Laid;
use proximal_core::routine::{Routine, built_in, compile, recorded};
use proximal_core::session::{Begin, Command, Input, Interruption, SessionId, Settings, Setup, Source};
use proximal_core::time::MonoTime;
use proximal_core::timeline::{Mask, Plan, Side};
use std::path::Path;

/// Rows are handed over in blocks of so many seconds, as a phone would.
const BLOCK_S: f64 = 0.05;
/// No block holds more rows: a recording whose stamps stand still must not fill the memory.
const MOST_ROWS: usize = 10_000;
/// What a recording without a timeline and without a routine is taken for.
const USUAL: &str = "leg-lowering";

/// Runs it.
pub(crate) fn run(args: &Replay, face: Face) -> Result<(), Failure> {
    let db = folders::sessions(&args.db)?;
    if let Some(journal) = input::read_journal(&args.recording)? {
        return keep_interrupted(args, &journal, &db, face);
    }
    let mut recording = Recording::open(&args.recording)?;
    let what = match (&args.timeline, &args.routine) {
        (Some(file), _) => of_timeline(file)?,
        (None, Some(name)) => What::Routine(routine::find(name)?),
        (None, None) => What::Routine(built_in(USUAL).ok_or_else(|| Failure::Usage(format!("no routine {USUAL}")))?),
    };
    folders::make_room_for(&db)?;
    let env = world::env()?;
    let engine = Engine::open(&db, env)?;
    session::tell_salvaged(&engine);
    session::tell_interrupted(&db);
    let begins = MonoTime::from_s(args.at.unwrap_or(recording.summary().first_s));
    let setup = |routine, plan, first_side, begin, masks| Setup {
        id: SessionId::new(env.now, &env.entropy),
        started: env.now,
        routine,
        plan,
        first_side,
        source: Source::Recording(recording.name().to_owned()),
        begin: Begin::At(begin),
        masks,
        laid: Laid::Upright,
        settings: Settings::default(),
        before: Vec::new(),
    };
    let setup = match what {
        What::Timeline { routine, plan, first_side, begin, masks } => setup(routine, plan, first_side, begin, masks),
        What::Routine(routine) => {
            let first_side = engine.next_first_side(&routine.name)?;
            let plan = compile(&routine, first_side).map_err(|e| Failure::Usage(e.to_string()))?;
            setup(routine, plan, first_side, begins, Vec::new())
        }
    };
    let ended = drive(&engine, &mut recording, setup, &db, args.speed, face)?;
    session::save_and_tell(&engine, ended, args.report.as_deref(), &db, face)
}

/// What the recording is taken for.
enum What {
    Timeline { routine: Routine, plan: Plan, first_side: Side, begin: MonoTime, masks: Vec<Mask> },
    Routine(Routine),
}

fn of_timeline(path: &Path) -> Result<What, Failure> {
    let timeline = read_timeline(path)?;
    let nothing = || Failure::input(&path.to_string_lossy(), "no phase in it was done");
    let (plan, begin) = Plan::of_performed(&timeline.performed).ok_or_else(nothing)?;
    let judged = timeline.performed.phases().iter().find(|p| p.block.is_judged());
    Ok(What::Timeline {
        routine: recorded(&timeline.performed),
        plan,
        first_side: judged.map_or(Side::Both, |p| p.key.side),
        begin,
        masks: timeline.masks,
    })
}

fn drive(
    engine: &Engine,
    recording: &mut Recording,
    setup: Setup,
    db: &Path,
    speed: f64,
    face: Face,
) -> Result<Ended, Failure> {
    let first = MonoTime::from_s(recording.summary().first_s);
    let mut drive = Drive::new(engine, setup, db, speed, face);
    drive.step(first, Input::Command(Command::Start))?;
    let (mut rows, mut frame): (Vec<Row>, Vec<u8>) = (Vec::new(), Vec::new());
    let mut now = first;
    for row in recording.rows(None)? {
        let row = row?;
        let full = rows.first().is_some_and(|f| row.t_s - f.t_s >= BLOCK_S) || rows.len() >= MOST_ROWS;
        if full {
            now = hand_over(&mut drive, &mut rows, &mut frame, now)?;
        }
        if drive.is_done() {
            break;
        }
        rows.push(row);
    }
    hand_over(&mut drive, &mut rows, &mut frame, now)?;
    drive.step(now, Input::Interruption(Interruption::SourceEnded))?;
    drive.end()
}

/// One block: what the user wants first, then the samples. Returns the instant of the last row.
fn hand_over(
    drive: &mut Drive<'_>,
    rows: &mut Vec<Row>,
    frame: &mut Vec<u8>,
    before: MonoTime,
) -> Result<MonoTime, Failure> {
    let now = rows.last().map_or(before, |r| MonoTime::from_s(r.t_s).max(before));
    drive.wait_for(now);
    for wanted in drive.wanted() {
        // A recording runs on: it can be ended, not paused.
        if matches!(wanted, Input::Command(Command::Stop | Command::Pain) | Input::Interruption(_)) {
            drive.step(now, wanted)?;
        }
    }
    frame.clear();
    frame_of(rows, frame);
    rows.clear();
    drive.step(now, Input::Frame(frame))?;
    Ok(now)
}

/// The session of a journal that a killed program left behind.
fn keep_interrupted(args: &Replay, journal: &[u8], db: &Path, face: Face) -> Result<(), Failure> {
    let name = args.recording.to_string_lossy();
    let recovered = proximal::recover(journal).map_err(|e| Failure::input(&name, e.to_string()))?;
    folders::make_room_for(db)?;
    let engine = Engine::open(db, world::env()?)?;
    let ended = Ended::recovered(recovered, &args.recording);
    session::save_and_tell(&engine, ended, args.report.as_deref(), db, face)
}
