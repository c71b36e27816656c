//! What a whole routine sounds like, measured: where its tones begin, whether they glide, how loud they are, whether
//! anything clips or clicks, where it is silent, and whether the last rep can be told. Every measure is first shown a
//! sound it must refuse.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "what is not there fails the test")]
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sample numbers are small here")]

mod common;

use common::Host;
use ebur128::{EbuR128, Mode};
use proptest::prelude::*;
use proximal_core::cues::mix::{Mixer, score};
use proximal_core::cues::tone::{render, sample_at};
use proximal_core::cues::{Cue, CueId, Tone, band_left};
use proximal_core::routine::{OtherLeg, Routine, SidePlan, Variant, compile, leg_lowering};
use proximal_core::session::{Command, Event, State, says};
use proximal_core::sim::{Person, Phone};
use proximal_core::time::{MonoTime, Nanos};
use proximal_core::timeline::{BlockKind, PhaseKind, Plan, PlannedPhase, RepKey, Side};
use proximal_core::words::Text;
use std::f64::consts::TAU;
use std::sync::Arc;

const RATE: u32 = 48_000;

fn article() -> Routine {
    leg_lowering(Variant::KneeBreak, OtherLeg::Up, SidePlan::Alternating)
}

/// Cues with their instants in the track: they all begin after its zero.
fn cues_in(routine: &Routine) -> (Plan, Vec<(Nanos, Cue)>) {
    let plan = compile(routine, Side::Left).unwrap();
    let setup = |index| says::setup(routine, &plan, index);
    let cues = score(&plan, setup);
    (plan, cues)
}

fn mixer_of(cues: &[(Nanos, Cue)], rate_hz: u32) -> Mixer {
    let mut mixer = Mixer::new(rate_hz);
    for (id, (at, cue)) in (0..).zip(cues) {
        mixer.add(CueId(id), *at, cue, None);
    }
    mixer
}

fn next(mixer: &mut Mixer, samples: usize) -> Vec<f32> {
    let mut out = vec![0.0; samples];
    mixer.fill(&mut out);
    out
}

fn sound_of(cues: &[(Nanos, Cue)], rate_hz: u32) -> Vec<f32> {
    let mut mixer = mixer_of(cues, rate_hz);
    let all = mixer.end() as usize;
    next(&mut mixer, all)
}

fn at_s(s: f64) -> usize {
    sample_at(Nanos::from_s(s), RATE) as usize
}

fn tone(tone: Tone, length_s: f64) -> Cue {
    Cue { say: None, tone: Some((tone, Nanos::from_s(length_s))), haptic: None }
}

fn said(cue: &Cue) -> &str {
    cue.say.as_ref().map_or("", |t| t.key.as_ref())
}

/// Breath phases with where they begin and end, seconds.
fn breaths(plan: &Plan) -> Vec<(PhaseKind, f64, f64)> {
    let (mut start, mut all) = (Nanos(0), Vec::new());
    for phase in plan.phases() {
        let end = start + phase.length;
        if matches!(phase.kind, PhaseKind::Exhale | PhaseKind::Inhale) {
            all.push((phase.kind, start.s(), end.s()));
        }
        start = end;
    }
    all
}

/// Other tones than breaths with where they begin and end, seconds.
fn other_tones(cues: &[(Nanos, Cue)]) -> Vec<(f64, f64)> {
    let tones = cues.iter().filter_map(|(at, c)| c.tone.map(|(tone, length)| (tone, at.s(), (*at + length).s())));
    tones.filter(|(t, ..)| !matches!(t, Tone::Exhale | Tone::Inhale)).map(|(_, a, b)| (a, b)).collect()
}

/// Seconds from `expected_s` to where a tone begins: the quietest millisecond nearby, or the end of a silence.
fn onset_off_s(sound: &[f32], expected_s: f64) -> f64 {
    let near = at_s(0.03);
    let from = at_s(expected_s).saturating_sub(near);
    let part = &sound[from..at_s(expected_s) + near];
    let last_silent = part.iter().rposition(|x| x.abs() < 1e-7).filter(|_| part.contains(&0.0));
    let begins = last_silent.map_or_else(
        || {
            let power = |i: &usize| part[*i - 24..*i + 24].iter().map(|x| f64::from(x * x)).sum::<f64>();
            (24..part.len() - 24).min_by(|a, b| power(a).total_cmp(&power(b))).unwrap()
        },
        |i| i + 1,
    );
    (from + begins) as f64 / f64::from(RATE) - expected_s
}

/// Frequency of a part, from its upward zero crossings.
fn pitch_hz(part: &[f32]) -> f64 {
    let ups: Vec<_> = (1..part.len()).filter(|i| part[i - 1] < 0.0 && part[*i] >= 0.0).collect();
    (ups.len() - 1) as f64 * f64::from(RATE) / (ups[ups.len() - 1] - ups[0]) as f64
}

/// Pitches of tenths of a phase, where no other tone is heard in them.
fn pitches(sound: &[f32], from_s: f64, to_s: f64, others: &[(f64, f64)]) -> Vec<f64> {
    let tenth_s = (to_s - from_s) / 10.0;
    let tenths = (0..10).map(|i| from_s + f64::from(i) * tenth_s).map(|s| (s, s + tenth_s));
    let alone = tenths.filter(|(a, b)| others.iter().all(|(from, to)| b < from || to < a));
    alone.map(|(a, b)| pitch_hz(&sound[at_s(a)..at_s(b)])).collect()
}

fn glides(pitches: &[f64], kind: PhaseKind) -> bool {
    pitches.windows(2).all(|w| if kind == PhaseKind::Exhale { w[1] < w[0] - 5.0 } else { w[1] > w[0] + 5.0 })
}

/// Loudness of the last 400 ms (BS.1770, one channel) at each tenth of a second.
fn loudness(sound: &[f32], rate_hz: u32) -> Vec<f64> {
    let mut meter = EbuR128::new(1, rate_hz, Mode::M).unwrap();
    let pieces = sound.chunks(rate_hz as usize / 10).map(|piece| {
        meter.add_frames_f32(piece).unwrap();
        meter.loudness_momentary().unwrap()
    });
    pieces.collect()
}

/// How rough it is: the largest fourth difference, to which a soft tone adds little and a click all of it.
fn roughest(sound: &[f32]) -> f64 {
    let fourth = |w: &[f32]| {
        let [a, b, c, d, e] = [0, 1, 2, 3, 4].map(|i| f64::from(w[i]));
        (a - 4.0 * b + 6.0 * c - 4.0 * d + e).abs()
    };
    sound.windows(5).map(fourth).fold(0.0, f64::max)
}

/// A little more than the sum of our tones comes to at 48 kHz (1.7e-4); an edge of a millisecond is rougher.
const CLICK: f64 = 2e-4;

fn peak(sound: &[f32]) -> f32 {
    sound.iter().map(|x| x.abs()).fold(0.0, f32::max)
}

/// How much of `hz` is in a part, decibels.
fn share_db(part: &[f32], hz: f64) -> f64 {
    let turn = |i: usize| libm::sincos(TAU * hz * i as f64 / f64::from(RATE));
    let (sin, cos) = part.iter().enumerate().fold((0.0, 0.0), |(s, c), (i, x)| {
        let (sin, cos) = turn(i);
        (s + f64::from(*x) * sin, c + f64::from(*x) * cos)
    });
    20.0 * libm::log10(libm::sqrt(sin * sin + cos * cos) / part.len() as f64 + 1e-12)
}

#[test]
fn every_breath_tone_begins_with_its_phase_to_the_millisecond() {
    let (plan, cues) = cues_in(&article());
    let sound = sound_of(&cues, RATE);
    let all = breaths(&plan);
    assert_eq!(all.len(), 34, "5 + 2 + 10 breaths");
    for (kind, from_s, _) in &all {
        let off_s = onset_off_s(&sound, *from_s);
        assert!(off_s.abs() < 0.001, "{kind:?} at {from_s}: {off_s}");
    }
    let late = [vec![0.0; at_s(0.005)], sound].concat();
    assert!(all.iter().all(|(_, from_s, _)| onset_off_s(&late, *from_s).abs() > 0.004), "5 ms late are seen");
}

#[test]
fn every_breath_tone_glides_through_its_whole_phase_and_no_other_does() {
    let mut reversed = article();
    reversed.reversed = true;
    for routine in [article(), reversed] {
        let (plan, cues) = cues_in(&routine);
        let (sound, others) = (sound_of(&cues, RATE), other_tones(&cues));
        for (kind, from_s, to_s) in breaths(&plan) {
            let pitches = pitches(&sound, from_s, to_s, &others);
            assert!(pitches.len() >= 7 && glides(&pitches, kind), "{kind:?} at {from_s}: {pitches:?}");
        }
    }
    let band = render(Tone::Band, Nanos::from_s(4.0), RATE);
    assert!(!glides(&pitches(&band, 0.0, 3.9, &[]), PhaseKind::Exhale), "a note that stands does not glide");
}

#[test]
fn every_tone_is_equally_loud_to_the_ear_at_any_rate() {
    for rate_hz in [8_000, 22_050, 44_100, RATE, 96_000] {
        for what in [Tone::Exhale, Tone::Inhale, Tone::Band, Tone::Chime, Tone::Last] {
            let length = Nanos::from_s(4.0);
            let sound = render(what, length, rate_hz);
            let mut meter = EbuR128::new(1, rate_hz, Mode::I).unwrap();
            meter.add_frames_f32(&sound).unwrap();
            let lufs = meter.loudness_global().unwrap();
            let gap_db = if what == Tone::Last { 0.7 } else { 0.0 };
            assert!((lufs + gap_db + 20.0).abs() < 0.5, "{what:?} at {rate_hz}: {lufs}");
        }
    }
    let (plan, cues) = cues_in(&article());
    let heard = loudness(&sound_of(&cues, RATE), RATE);
    let others = other_tones(&cues);
    let mut seen = 0;
    for (kind, from_s, to_s) in breaths(&plan) {
        for (i, lufs) in heard.iter().enumerate() {
            // Whole windows inside the phase, without the edges and without other tones.
            let (a, b) = (i as f64 / 10.0 - 0.3, i as f64 / 10.0 + 0.1);
            let inside = a > from_s + 0.06 && b < to_s - 0.06 && others.iter().all(|(f, t)| b < *f || *t < a);
            if inside {
                seen += 1;
                assert!((lufs + 20.0).abs() < 1.0, "{kind:?} at {a}: {lufs}");
            }
        }
    }
    assert!(seen > 1000, "{seen}");
    let softer: Vec<f32> = render(Tone::Exhale, Nanos::from_s(2.0), RATE).iter().map(|x| x / 2.0).collect();
    assert!(loudness(&softer, RATE)[10] < -25.0, "half as high is heard to be softer");
}

#[test]
fn nothing_clips_however_much_comes_at_once() {
    let (_, cues) = cues_in(&article());
    assert!(peak(&sound_of(&cues, RATE)) < 0.5);

    let mut mixer = Mixer::new(RATE);
    let square: Arc<[f32]> = (0..RATE).map(|i| if i % 100 < 50 { 1.0 } else { -1.0 }).collect();
    for (id, what) in (0..).zip([Tone::Exhale, Tone::Inhale, Tone::Band, Tone::Chime, Tone::Last, Tone::Exhale]) {
        let voice = (id == 5).then(|| Arc::clone(&square));
        mixer.add(CueId(id), Nanos::from_s(0.1), &tone(what, 1.0), voice);
    }
    let all = next(&mut mixer, RATE as usize);
    assert!(peak(&all) < 0.9, "{}", peak(&all));
    let summed: f32 = [Tone::Exhale, Tone::Band, Tone::Chime, Tone::Exhale]
        .map(|what| peak(&render(what, Nanos::from_s(1.0), RATE)))
        .iter()
        .sum();
    assert!(summed > 0.6 && peak(&square) > 0.9, "it would have");
}

#[test]
fn nothing_clicks_not_even_what_is_taken_back() {
    let (_, cues) = cues_in(&article());
    let sound = sound_of(&cues, RATE);
    assert!(roughest(&sound) < CLICK, "{}", roughest(&sound));

    for stop in [0.2, 0.2003, 1.0, 1.0007, 2.9] {
        let mut mixer = Mixer::new(RATE);
        mixer.add(CueId(1), Nanos(0), &tone(Tone::Inhale, 3.0), None);
        mixer.add(CueId(2), Nanos::from_s(3.0), &tone(Tone::Exhale, 3.0), None);
        let mut all = next(&mut mixer, at_s(stop));
        mixer.cancel_from(CueId(1));
        all.extend(next(&mut mixer, at_s(7.0)));
        assert!(roughest(&all) < CLICK, "{stop}: {}", roughest(&all));
        assert!(all[at_s(stop + 0.021)..].iter().all(|x| *x == 0.0), "{stop}: silent at once");
    }
    let whole = render(Tone::Inhale, Nanos::from_s(3.0), RATE);
    let high = (at_s(1.0)..at_s(1.1)).max_by(|a, b| whole[*a].total_cmp(&whole[*b])).unwrap();
    let cut = [&whole[..high], &[0.0; 10][..]].concat();
    assert!(roughest(&cut) > 100.0 * CLICK, "a tone that is cut off clicks: {}", roughest(&cut));
    let hasty = whole[high..].iter().enumerate().map(|(i, x)| x * (i as f32 / at_s(0.001) as f32).min(1.0));
    let hasty: Vec<f32> = [0.0; 10].into_iter().chain(hasty).collect();
    assert!(roughest(&hasty) > CLICK, "so does one that begins within a millisecond: {}", roughest(&hasty));
}

#[test]
fn rests_pauses_and_setups_are_silent_but_for_their_chime() {
    let mut routine = article();
    routine.tempo.pause_s = 2.0;
    let (plan, cues) = cues_in(&routine);
    let sound = sound_of(&cues, RATE);
    let sounding: Vec<_> = cues.iter().filter_map(|(at, c)| c.tone.map(|(_, l)| (*at, *at + l))).collect();
    let mut silent = 0;
    for (part, start) in sound.chunks(at_s(0.01)).zip((0..).map(|i| Nanos(i * 10_000_000))) {
        let planned = sounding.iter().any(|(from, to)| *from < start + Nanos(10_000_000) && start < *to);
        assert_eq!(part.iter().any(|x| *x != 0.0), planned, "at {start:?}");
        silent += usize::from(!planned);
    }
    let pauses = plan.phases().iter().filter(|p| p.kind == PhaseKind::Pause).count();
    // Last reps are told in the inhale before them, not in a pause.
    assert!(silent >= pauses * 199, "{silent} hundredths in {pauses} pauses");
}

#[test]
fn the_last_rep_is_told_without_words_and_no_other_is() {
    let (_, cues) = cues_in(&article());
    let sound = sound_of(&cues, RATE);
    // 880 Hz while the double note sounds, against the glide that goes on beneath it.
    let told = |at: &Nanos| {
        let from = at_s(at.s());
        share_db(&sound[from + at_s(0.02)..from + at_s(0.18)], 880.0)
    };
    let numbers: Vec<_> = cues.iter().filter(|(_, c)| ["cue-number", "cue-last"].contains(&said(c))).collect();
    let (last, others): (Vec<_>, Vec<_>) = numbers.into_iter().partition(|(_, c)| said(c) == "cue-last");
    assert_eq!((last.len(), others.len()), (3, 12));
    let faintest = last.iter().map(|(at, _)| told(at)).fold(f64::INFINITY, f64::min);
    let loudest = others.iter().map(|(at, _)| told(at)).fold(f64::NEG_INFINITY, f64::max);
    assert!(faintest > loudest + 12.0, "{faintest} against {loudest}");
}

#[test]
fn a_voice_begins_at_its_own_sample_and_tones_yield_to_it() {
    let mut mixer = Mixer::new(RATE);
    mixer.add(CueId(0), Nanos(0), &tone(Tone::Exhale, 5.0), None);
    // A voice that says nothing audible still makes the tone yield; what is left is the tone alone.
    mixer.add(CueId(1), Nanos::from_s(2.0), &Cue::say(Text::new("cue-exhale")), Some(Arc::from(vec![0.0; at_s(1.0)])));
    let heard = loudness(&next(&mut mixer, at_s(5.0)), RATE);
    assert!((heard[14] + 20.0).abs() < 1.0 && heard[26] < -26.0 && (heard[38] + 20.0).abs() < 1.0, "{heard:?}");

    let mut mixer = Mixer::new(RATE);
    let voice: Arc<[f32]> = Arc::from(vec![0.5; 100]);
    mixer.add(CueId(0), Nanos::from_s(0.7), &Cue::say(Text::new("cue-ready")), Some(voice));
    let sound = next(&mut mixer, RATE as usize);
    let heard: Vec<_> = (0..sound.len()).filter(|i| sound[*i] != 0.0).collect();
    assert_eq!((heard[0], heard.len()), (at_s(0.7), 100));
}

#[test]
fn a_sentence_ends_the_one_before_it_and_two_are_never_heard_together() {
    let voice = |level: f32| Some(Arc::from(vec![level; at_s(1.0)]));
    let say = Cue::say(Text::new("cue-ready"));
    for order in [[0, 1], [1, 0]] {
        let mut mixer = Mixer::new(RATE);
        for i in order {
            let (at, level) = [(0.5, 0.1), (1.0, 0.3)][i];
            mixer.add(CueId(i as u64), Nanos::from_s(at), &say, voice(level));
        }
        let sound = next(&mut mixer, at_s(3.0));
        assert_eq!((sound[at_s(0.9)], sound[at_s(1.03)], sound[at_s(1.9)]), (0.1, 0.3, 0.3), "{order:?}");
    }
}

#[test]
fn what_comes_late_begins_at_once_and_a_breath_still_ends_with_its_phase() {
    let mut mixer = Mixer::new(RATE);
    let _ = next(&mut mixer, at_s(1.2));
    mixer.add(CueId(0), Nanos::from_s(1.0), &tone(Tone::Exhale, 4.0), None);
    assert_eq!(mixer.end(), sample_at(Nanos::from_s(5.0), RATE));
    let sound = next(&mut mixer, at_s(3.8));
    assert!(sound[1] != 0.0 && roughest(&sound) < CLICK);
    let mut mixer = Mixer::new(RATE);
    let _ = next(&mut mixer, at_s(1.2));
    mixer.add(CueId(0), Nanos::from_s(1.0), &band_left(), None);
    assert_eq!(mixer.end(), sample_at(Nanos::from_s(1.55), RATE), "a note is heard whole");
    mixer.add(CueId(1), Nanos(0), &tone(Tone::Exhale, 1.0), None);
    assert_eq!(next(&mut mixer, 10).len(), 10, "what is over is over");
}

/// What a host hears of its session, from the zero of its clock on: mixed to each tick, cues added when they are told.
fn heard(host: &mut Host, mixer: &mut Mixer, sound: &mut Vec<f32>, seen: &mut usize) {
    let count = sample_at(Nanos(host.now.0), RATE) - mixer.position();
    sound.extend(next(mixer, count as usize));
    for event in &host.events[*seen..] {
        match event {
            Event::Cue(cue) => mixer.add(cue.id, Nanos(cue.due.0), &cue.what, None),
            Event::CancelCuesFrom(id) => mixer.cancel_from(*id),
            _ => {}
        }
    }
    *seen = host.events.len();
}

#[test]
fn a_live_session_sounds_as_it_was_done_and_is_silent_while_it_waits() {
    let mut host = Host::new(5, Person::still(), Phone::typical(), article());
    let (mut mixer, mut sound, mut seen) = (Mixer::new(RATE), Vec::new(), 0);
    let mut waited: Option<(MonoTime, MonoTime)> = None;
    host.command(Command::Start);
    while host.state() != State::Done {
        heard(&mut host, &mut mixer, &mut sound, &mut seen);
        host.tick_of(Nanos(50_000_000));
        let phase = host.snapshot.as_ref().and_then(|s| s.phase.as_ref());
        let middle = phase.is_some_and(|p| p.rep == 3 && p.kind == PhaseKind::Exhale && p.progress > 0.4);
        match (waited, host.state()) {
            (None, State::Running) if middle => {
                host.command(Command::Pause);
                waited = Some((host.now, host.now + Nanos::from_s(20.0)));
            }
            (Some((_, until)), State::Paused) if host.now >= until => host.command(Command::Resume),
            _ => {}
        }
    }
    heard(&mut host, &mut mixer, &mut sound, &mut seen);

    let (from, until) = waited.unwrap();
    // The chime that says why takes six tenths.
    let silence = &sound[at_s(from.s() + 0.65)..at_s(until.s())];
    assert!(silence.iter().all(|x| *x == 0.0), "silent while it waits");
    assert!(peak(&sound[at_s(from.s() - 0.5)..at_s(from.s())]) > 0.1, "it sounded until then");
    assert!(roughest(&sound) < CLICK, "{}", roughest(&sound));
    let record = host.session.record();
    let breaths = record.performed.phases().iter().filter(|p| matches!(p.kind, PhaseKind::Exhale | PhaseKind::Inhale));
    let mut done = 0;
    for phase in breaths {
        let off_s = onset_off_s(&sound, phase.span.start.s());
        assert!(off_s.abs() < 0.001, "{phase:?}: {off_s}");
        done += 1;
    }
    assert_eq!(done, 35, "34 breaths, and the one that was broken off");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn the_sound_is_the_same_in_whatever_pieces_it_is_asked_for(
        pieces in prop::collection::vec(1_usize..5_000, 1..40),
        rate_hz in prop::sample::select(vec![8_000, 11_025, 16_000, 44_100]),
        voice_at in 0_i64..4_000,
    ) {
        let lengths = [(PhaseKind::Exhale, 1.4), (PhaseKind::Inhale, 1.1)];
        let key = RepKey { block_index: 0, set: 1, side: Side::Left, rep: 1 };
        let phase = |(kind, s)| PlannedPhase { kind, block: BlockKind::LegLower, key, length: Nanos::from_s(s) };
        let plan = Plan::new(lengths.map(phase).to_vec());
        let cues: Vec<_> =
            score(&plan, |_| None).into_iter().map(|(at, cue)| (at + Nanos::from_s(1.8), cue)).collect();
        let mixer = || {
            let mut mixer = mixer_of(&cues, rate_hz);
            let voice: Arc<[f32]> = (0..4_000_u16).map(|i| f32::from(i % 40) / 80.0).collect();
            let at = Nanos(voice_at * 1_000_000);
            mixer.add(CueId(99), at, &Cue::say(Text::new("cue-ready")), Some(voice));
            mixer
        };
        let mut whole = mixer();
        let length = whole.end() as usize;
        let whole = next(&mut whole, length);
        let (mut chopped, mut mixer) = (Vec::new(), mixer());
        for piece in pieces.iter().cycle() {
            if chopped.len() >= length {
                break;
            }
            chopped.extend(next(&mut mixer, (*piece).min(length - chopped.len())));
        }
        prop_assert_eq!(chopped, whole);
    }

    #[test]
    fn at_any_rate_and_tempo_each_tone_fills_exactly_its_phase(
        rate_hz in 8_000_u32..=192_000,
        exhale_s in 3.0..8.0,
        inhale_s in 3.0..8.0,
    ) {
        let mut routine = article();
        (routine.tempo.exhale_s, routine.tempo.inhale_s) = (exhale_s, inhale_s);
        let (plan, cues) = cues_in(&routine);
        let breath = cues.iter().find(|(_, c)| matches!(c.tone, Some((Tone::Exhale, _)))).unwrap();
        let mut mixer = Mixer::new(rate_hz);
        let length = plan.phases().iter().find(|p| p.kind == PhaseKind::Exhale).unwrap().length;
        mixer.add(CueId(0), breath.0, &breath.1, None);
        prop_assert_eq!(mixer.end(), sample_at(breath.0 + length, rate_hz));
        let mut before = vec![0.0; sample_at(breath.0, rate_hz) as usize];
        mixer.fill(&mut before);
        prop_assert!(before.iter().all(|x| *x == 0.0));
        let mut first = [0.0; 8];
        mixer.fill(&mut first);
        prop_assert!(first[1..].iter().all(|x| *x != 0.0), "{:?}", first);
    }
}

#[test]
fn a_rate_that_cannot_be_is_taken_to_the_nearer_end() {
    assert_eq!([0, 8_000, 192_000, u32::MAX].map(|r| Mixer::new(r).rate_hz()), [8_000, 8_000, 192_000, 192_000]);
}
