//! `demo`: a simulated person through the article's routine.
//!
//! In: who, how fast, which seed. Out: the live view, the saved session and its report.

use super::Face;
use crate::args::Demo;
use crate::failure::Failure;
use crate::names::Person as Name;
use crate::output::{self, Output};
use crate::sentence::written;
use crate::session::{AS_FAST_AS_IT_GOES, Drive, Ended};
use crate::sound::{self, Player, Silence, Sounds, Voice, Wav};
use crate::{folders, session, world};
use proximal::Engine;
use proximal_core::cues::Haptic;
use proximal_core::motion::Laid;
use proximal_core::routine::{OtherLeg, Routine, SidePlan, Variant, compile, leg_lowering};
use proximal_core::session::{
    Answer, Begin, Command, Event, Felt, Input, Place, SessionId, Settings, Setup, Source, State,
};
use proximal_core::sim::{Person, Phone, Simulator};
use proximal_core::time::{MonoTime, Nanos};
use proximal_core::timeline::Span;
use proximal_core::words::{Lang, Text};
use std::path::Path;

/// The demo lasts about so long, seconds, whatever the routine.
const LASTS_S: f64 = 30.0;
/// What comes before and after the plan: laying down, count-in, the last samples, seconds.
const AROUND_S: f64 = 8.0;
/// The simulated host ticks and hands over samples so often.
const TICK: Nanos = Nanos(50_000_000);
/// The simulated person answers a question after so long, seconds.
const THINKS_S: f64 = 2.0;
/// ... and feels a pelvis that turns by so much, degrees.
const FELT_DEG: f64 = 6.0;
/// Nobody waits longer in front of a paused demo, simulated seconds.
const PATIENCE_S: f64 = 4.0 * 3600.0;

/// Runs it.
pub(crate) fn run(args: &Demo, face: Face) -> Result<(), Failure> {
    let db = folders::demo(&args.db)?;
    folders::make_room_for(&db)?;
    let env = world::env()?;
    let engine = Engine::open(&db, env)?;
    session::tell_salvaged(&engine);
    session::tell_interrupted(&db);
    let routine = routine(args);
    let first_side = engine.next_first_side(&routine.name)?;
    let plan = compile(&routine, first_side).map_err(|e| Failure::Usage(e.to_string()))?;
    // What is heard is heard as it would be.
    let usual = if args.sound { 1.0 } else { (plan.length().s() + AROUND_S) / LASTS_S };
    let speed = args.speed.unwrap_or(usual);
    let setup = Setup {
        id: SessionId::new(env.now, &env.entropy),
        started: env.now,
        routine,
        plan,
        first_side,
        source: Source::Simulated(args.seed),
        begin: Begin::WhenPlaced,
        masks: Vec::new(),
        laid: Laid::Upright,
        settings: Settings::default(),
        before: Vec::new(),
    };
    let report = args.report.clone().unwrap_or_else(|| session::report_beside(&db, setup.id));
    let mut file = wav_of(args)?;
    let wav = file.as_mut().map(|(output, name)| Wav::new(output, name, sound::RATE_HZ)).transpose()?;
    let player = player_of(args, speed, face.lang);
    let voice = if wav.is_some() || player.is_some() {
        // A session does not wait while a sentence is spoken for the first time.
        let cues = sound::cues_of(&setup.routine, &setup.plan);
        let sentences: Vec<&Text> = cues.iter().filter_map(|(_, cue)| cue.say.as_ref()).collect();
        Voice::found(face.lang, sound::RATE_HZ, &sentences)
    } else {
        Voice::none(face.lang, sound::RATE_HZ)
    };
    let sounds = Sounds::new(voice, wav, player, speed);
    let ended = drive(args, &engine, setup, &db, sounds, speed, face)?;
    if let Some((output, name)) = file {
        output.finish()?;
        if !face.json && args.report.as_deref() != Some(Path::new("-")) {
            let told = written(&Text::new("sound-session").word("file", name), face.lang);
            output::print(format!("\n{told}\n").as_bytes())?;
        }
    }
    session::save_and_tell(&engine, ended, Some(&report), &db, face)
}

fn routine(args: &Demo) -> Routine {
    let variant = args.variant.map_or(Variant::KneeBreak, Into::into);
    let other_leg = args.other_leg.map_or(OtherLeg::Up, Into::into);
    let shared = other_leg == OtherLeg::Up;
    // Sides can only take turns where both start from one pose (FIELD F23).
    let usual = if shared { SidePlan::Alternating } else { SidePlan::OneAfterTheOther };
    leg_lowering(variant, other_leg, args.sides.map_or(usual, Into::into))
}

/// The file that is to hold what the session sounded, and its name.
fn wav_of(args: &Demo) -> Result<Option<(Output, String)>, Failure> {
    let Some(path) = &args.wav else { return Ok(None) };
    if path == Path::new("-") {
        return Err(Failure::Usage("--wav wants a file: standard output shows the session".to_owned()));
    }
    Ok(Some((Output::to(path)?, path.to_string_lossy().into_owned())))
}

/// What plays the session here; why nothing does is said in a line.
fn player_of(args: &Demo, speed: f64, lang: Lang) -> Option<Player> {
    if !args.sound {
        return None;
    }
    let why = if speed >= AS_FAST_AS_IT_GOES {
        Text::new("sound-too-fast")
    } else {
        match Player::find() {
            Ok(player) => return Some(player),
            Err(Silence::NoPlayer) => Text::new("sound-no-player").word("programs", Player::names()),
            Err(Silence::NoDevice(program)) => Text::new("sound-no-device").word("program", program),
        }
    };
    session::warn(&written(&why, lang));
    None
}

/// Runs the session: the simulated person hears the session's cues, and the session feels the simulated phone.
fn drive(
    args: &Demo,
    engine: &Engine,
    setup: Setup,
    db: &Path,
    mut sounds: Sounds<'_>,
    speed: f64,
    face: Face,
) -> Result<Ended, Failure> {
    let person = match args.person {
        Name::Still => Person::still(),
        Name::Steady => Person::steady(),
        Name::Sloppy => Person::sloppy(),
        Name::Lopsided => Person::lopsided(),
    };
    let mut simulator = Simulator::new(args.seed, person, Phone::typical());
    let mut drive = Drive::new(engine, setup, db, speed, face);
    let mut now = MonoTime(0);
    let mut frame = Vec::new();
    let mut asked_s = 0.0;
    obey(&mut simulator, &mut sounds, now, &drive.step(now, Input::Command(Command::Start))?)?;
    while !drive.is_done() && now.s() < PATIENCE_S {
        now = now + TICK;
        drive.wait_for(now);
        for command in drive.wanted() {
            obey(&mut simulator, &mut sounds, now, &drive.step(now, command)?)?;
        }
        obey(&mut simulator, &mut sounds, now, &drive.step(now, Input::Tick)?)?;
        for cue in drive.due(now) {
            for (after, length) in cue.what.haptic.map(Haptic::pulses).unwrap_or_default() {
                let start = cue.due + *after;
                simulator.shake(Span { start, end: start + *length });
            }
            obey(&mut simulator, &mut sounds, now, &drive.step(now, Input::CuePlayed { id: cue.id, at: cue.due })?)?;
        }
        frame.clear();
        simulator.frame(now, &mut frame);
        obey(&mut simulator, &mut sounds, now, &drive.step(now, Input::Frame(&frame))?)?;
        asked_s = if reply(&simulator, drive.state()).is_some() { asked_s + TICK.s() } else { 0.0 };
        if let Some(reply) = reply(&simulator, drive.state()).filter(|_| asked_s >= THINKS_S) {
            asked_s = 0.0;
            obey(&mut simulator, &mut sounds, now, &drive.step(now, reply)?)?;
        }
    }
    let ended = drive.end()?;
    if let Some(program) = sounds.end(now)? {
        session::warn(&written(&Text::new("sound-player-died").word("program", program), face.lang));
    }
    Ok(ended)
}

/// What the simulated person says to a question of the session; none where nothing is asked.
fn reply(simulator: &Simulator, state: State) -> Option<Input<'static>> {
    match state {
        State::Felt => {
            let reps = &simulator.truth().reps;
            let done = reps.iter().filter(|r| r.block.is_judged() && !r.aborted);
            // People feel what is large; the rest they take for steady.
            let steady = done.filter(|r| r.tilt_peak_deg.abs().max(r.roll_peak_deg.abs()) < FELT_DEG).count();
            let places = [Place::Belly, Place::FrontOfHip].into_iter().collect();
            let steady_reps = u16::try_from(steady).ok();
            Some(Input::Answer(Answer::Felt(Felt { steady_reps, places, to_landmark: None })))
        }
        State::Result => Some(Input::Command(Command::Skip)),
        State::PainCheck => Some(Input::Answer(Answer::Pain(false))),
        _ => None,
    }
}

/// The simulated person does what was just asked for, and it is heard.
fn obey(simulator: &mut Simulator, sounds: &mut Sounds<'_>, now: MonoTime, events: &[Event]) -> Result<(), Failure> {
    for event in events {
        match event {
            Event::PhaseBegan(phase) => simulator.phase(phase),
            Event::CancelCuesFrom(_) => simulator.abort(now),
            _ => {}
        }
    }
    sounds.hear(now, events)
}
